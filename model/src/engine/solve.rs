//! What must an input be for a figure to be what is wanted?
//!
//! The figure is worked out over the whole range of the input, in ratios where that is
//! positive; wherever it passes the wanted value between two of these points, the place is
//! narrowed down until two neighbors are left (of whole numbers), or two that differ by a
//! ten-millionth. Where the figure still jumps between them, the answer is the jump.

use super::{Plan, plan_over};
use crate::quantity::Missing;
use crate::quantity::math::{of_count, power};
use crate::scenario::nudge::is_counted;
use crate::scenario::{Domain, Scenario, Slot, Value};
use crate::workloads::Loaded;

/// An answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Solved {
    /// Here it is what is wanted, in rising order of the input.
    At(Vec<Solution>),
    /// Nowhere; here it comes nearest.
    Nearest(Point),
    /// It is the same whatever the input is.
    Rests,
    /// It is not known with any value of the input.
    Unknown(Missing),
    /// The input is not one number.
    NoNumber,
}

/// A value of the input, and what the figure is then.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// The input.
    pub input: f64,
    /// The figure.
    pub figure: f64,
}

/// Where a figure is what is wanted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Solution {
    /// With this value.
    One(Point),
    /// With every value from the first to the second.
    From(Point, Point),
    /// With none: between these neighbors it jumps over what is wanted.
    Jump(Point, Point),
}

impl Solution {
    /// The value to state: of a jump the side on which the figure is not above what is wanted.
    pub fn value(&self, wanted: f64) -> f64 {
        match self {
            Self::One(at) => at.input,
            Self::From(_, to) => to.input,
            Self::Jump(low, high) => {
                if low.figure <= wanted {
                    low.input
                } else {
                    high.input
                }
            }
        }
    }
}

/// Points of the scan beside those near what is stated.
const POINTS: usize = 16;
/// Ratio between two points of the scan around what is stated.
const RATIO: f64 = 2.0;
/// So many on either side of it.
const AROUND: i32 = 6;
/// Two values nearer to each other than this share of them are one.
const NEAR: f64 = 1e-7;
/// A figure this near to what is wanted, as a share of it, is what is wanted.
const EQUAL: f64 = 1e-13;
/// Nothing is narrowed down further than this.
const MOST_STEPS: usize = 120;

/// Works figures out with other values of one input.
struct Figure<'a> {
    scenario: Scenario,
    slot: Slot,
    id: &'a str,
    loaded: Loaded,
    spent: Plan,
    absent: Option<Missing>,
}

impl Figure<'_> {
    fn at(&mut self, input: f64) -> Option<Point> {
        self.slot
            .put(&mut self.scenario, Value::Number(input))
            .ok()?;
        let plan = plan_over(
            core::mem::take(&mut self.spent),
            &self.scenario,
            self.loaded,
        );
        let found = plan.get(self.id);
        self.spent = plan;
        match found {
            Ok(figure) => Some(Point {
                input,
                figure: figure.value,
            }),
            Err(absent) => {
                self.absent = Some(absent);
                None
            }
        }
    }
}

/// What an input must be for the figure of this id to be `wanted`.
pub fn solve(scenario: &Scenario, loaded: Loaded, slot: Slot, id: &str, wanted: f64) -> Solved {
    let rules = slot.rules(scenario);
    let Domain::Number { least, most, .. } = rules.domain else {
        return Solved::NoNumber;
    };
    let mut stated = scenario.alone();
    // Its range says nothing of one value; of the load, it is what leads.
    let now = match slot.get(scenario) {
        Value::Number(value) => Some(value),
        _ => super::plan_with(scenario, loaded.awaited()).number(&slot.id()),
    };
    if let Some(now) = now
        && slot
            .lead_or_state(&mut stated, (Value::Number(rules.taken(now)), None))
            .is_err()
    {
        return Solved::NoNumber;
    }
    let mut figure = Figure {
        scenario: stated,
        slot,
        id,
        loaded: loaded.awaited(),
        spent: Plan::default(),
        absent: None,
    };
    // Of users there are only whole ones, whatever is taken of an average.
    let is_whole = is_counted(rules);
    let inputs = scan(least, most, now, is_whole);
    if let Some(at) = now.filter(|_| !is_behind(&figure, slot))
        && rests(&mut figure, &inputs, at, wanted)
    {
        return Solved::Rests;
    }
    let points: Vec<Option<Point>> = inputs.iter().map(|at| figure.at(*at)).collect();
    let known: Vec<Point> = points.iter().copied().flatten().collect();
    let Some(first) = known.first() else {
        return figure.absent.map_or(Solved::NoNumber, Solved::Unknown);
    };
    let is_same = |point: &Point| point.figure.to_bits() == first.figure.to_bits();
    if known.iter().all(is_same) && !is_wanted(first.figure, wanted) {
        return Solved::Rests;
    }
    let mut all: Vec<Solution> = Vec::new();
    for pair in points.windows(2) {
        let (Some(low), Some(high)) = (pair[0], pair[1]) else {
            continue;
        };
        if is_wanted(low.figure, wanted) || is_wanted(high.figure, wanted) {
            continue;
        }
        if (low.figure < wanted) != (high.figure < wanted) {
            all.push(narrowed(&mut figure, (low, high), wanted, is_whole));
        }
    }
    all.extend(level(&mut figure, &points, wanted, is_whole));
    all.sort_by(|one, other| start(one).total_cmp(&start(other)));
    if all.is_empty() {
        let off = |point: &Point| (point.figure - wanted).abs();
        let nearest = known.iter().fold(*first, |nearest, point| {
            if off(point) < off(&nearest) {
                *point
            } else {
                nearest
            }
        });
        return Solved::Nearest(nearest);
    }
    Solved::At(all)
}

/// Whether the figure was worked out from the input, as it is stated.
fn is_behind(figure: &Figure, slot: Slot) -> bool {
    let plan = super::plan_with(&figure.scenario, figure.loaded);
    let ids = core::iter::once(figure.id);
    plan.stated_behind(&figure.scenario, ids).contains(&slot)
}

/// Whether a figure that was not worked out from the input is the same at both ends of it, and
/// around what is stated: an input may count only once it is large.
fn rests(figure: &mut Figure, inputs: &[f64], now: f64, wanted: f64) -> bool {
    let ends = [inputs.first(), inputs.last()].into_iter().flatten();
    let few = ends.copied().chain([now]);
    let known: Vec<Option<Point>> = few.map(|at| figure.at(at)).collect();
    let Some(Some(first)) = known.first().copied() else {
        return false;
    };
    let is_same =
        |it: &Option<Point>| it.is_some_and(|it| it.figure.to_bits() == first.figure.to_bits());
    known.iter().all(is_same) && !is_wanted(first.figure, wanted)
}

fn start(of: &Solution) -> f64 {
    match of {
        Solution::One(at) | Solution::From(at, _) | Solution::Jump(at, _) => at.input,
    }
}

fn is_wanted(figure: f64, wanted: f64) -> bool {
    (figure - wanted).abs() <= EQUAL * wanted.abs()
}

/// Values of the input to look at, in rising order: both ends, what is stated and around it,
/// and even steps between.
fn scan(least: f64, most: f64, now: Option<f64>, is_whole: bool) -> Vec<f64> {
    let mut all = vec![least, most];
    let is_ratio = most > 0.0 && (least > 0.0 || most > 10.0 * now.unwrap_or(1.0).abs());
    for step in 1..POINTS {
        let share = of_count(step) / of_count(POINTS);
        let from = if least > 0.0 {
            least
        } else {
            now.unwrap_or(1.0).abs().max(1e-6) / 1e3
        };
        all.push(if is_ratio && from < most {
            from * power(most / from, share)
        } else {
            least + (most - least) * share
        });
    }
    if let Some(now) = now {
        all.push(now);
        for step in 1..=AROUND {
            let ratio = power(RATIO, f64::from(step));
            all.extend([now * ratio, now / ratio]);
        }
    }
    if is_whole {
        for at in &mut all {
            *at = at.round();
        }
    }
    all.retain(|at| at.is_finite() && (least..=most).contains(at));
    all.sort_by(f64::total_cmp);
    all.dedup_by(|one, other| one.to_bits() == other.to_bits());
    all
}

/// Whether nothing lies between two values.
fn are_neighbors(low: f64, high: f64, is_whole: bool) -> bool {
    if is_whole {
        high - low <= 1.0
    } else {
        high - low <= NEAR * low.abs().max(high.abs())
    }
}

/// The place between two points where the figure passes what is wanted: by where a line
/// between them would, and in halves whenever that does not halve what is left.
fn narrowed(figure: &mut Figure, ends: (Point, Point), wanted: f64, is_whole: bool) -> Solution {
    let (mut low, mut high) = ends;
    let mut halve = false;
    for _ in 0..MOST_STEPS {
        if are_neighbors(low.input, high.input, is_whole) {
            break;
        }
        let width = high.input - low.input;
        let rise = high.figure - low.figure;
        let by_line = low.input + width * (wanted - low.figure) / rise;
        let middle = if low.input > 0.0 && high.input > 4.0 * low.input {
            (low.input * high.input).sqrt()
        } else {
            low.input + width / 2.0
        };
        let next = if halve || !by_line.is_finite() {
            middle
        } else {
            by_line
        };
        // A line leads to one end again and again: just beside it, to shut it in from both.
        let margin = NEAR * 0.5 * high.input.abs();
        let next = if is_whole {
            next.round().clamp(low.input + 1.0, high.input - 1.0)
        } else {
            next.clamp(low.input + margin, high.input - margin)
        };
        let Some(point) = figure.at(next) else {
            // What lies between is not known.
            return Solution::Jump(low, high);
        };
        if is_wanted(point.figure, wanted) {
            return Solution::One(point);
        }
        if (point.figure < wanted) == (low.figure < wanted) {
            low = point;
        } else {
            high = point;
        }
        halve = high.input - low.input > width / 2.0;
    }
    // Where the figure does not jump, a line between both leads to the last bit that is shown.
    let apart = (high.figure - low.figure).abs();
    if !is_whole && apart <= 1e-6 * wanted.abs().max(apart) {
        let share = (wanted - low.figure) / (high.figure - low.figure);
        let between = figure.at(low.input + (high.input - low.input) * share);
        return between.map_or(Solution::Jump(low, high), Solution::One);
    }
    if is_whole {
        return Solution::Jump(low, high);
    }
    // Steps mostly stand at a round number: 10,850 users rather than 10,849.999997.
    if let Some(point) = round_between(low.input, high.input).and_then(|at| figure.at(at)) {
        if (point.figure < wanted) == (low.figure < wanted) {
            low = point;
        } else {
            high = point;
        }
    }
    Solution::Jump(low, high)
}

/// The number of the fewest digits from one to another.
fn round_between(low: f64, high: f64) -> Option<f64> {
    (-9..=12).find_map(|places| {
        let unit = power(10.0, f64::from(i32::abs(places)));
        let (up, down) = if places < 0 {
            ((low / unit).ceil() * unit, high)
        } else {
            ((low * unit).ceil() / unit, high)
        };
        (up >= low && up <= down).then_some(up)
    })
}

/// Where the figure is what is wanted at points of the scan: one value, or all from one to
/// another.
fn level(
    figure: &mut Figure,
    points: &[Option<Point>],
    wanted: f64,
    is_whole: bool,
) -> Vec<Solution> {
    let is_at = |at: usize| {
        let point = points.get(at).copied().flatten();
        point.filter(|it| is_wanted(it.figure, wanted))
    };
    let mut all = Vec::new();
    let mut at = 0;
    while at < points.len() {
        let Some(first) = is_at(at) else {
            at += 1;
            continue;
        };
        let mut last = first;
        let begin = at;
        while let Some(point) = is_at(at + 1) {
            last = point;
            at += 1;
        }
        let before = begin.checked_sub(1).and_then(|before| points[before]);
        let after = points.get(at + 1).copied().flatten();
        let from = before.map_or(first, |before| {
            edge(figure, before, first, wanted, is_whole)
        });
        let to = after.map_or(last, |after| edge(figure, after, last, wanted, is_whole));
        all.push(if are_neighbors(from.input, to.input, false) {
            Solution::One(first)
        } else {
            Solution::From(from, to)
        });
        at += 1;
    }
    all
}

/// The last value from `inside` towards `outside` with which the figure is what is wanted.
fn edge(figure: &mut Figure, outside: Point, inside: Point, wanted: f64, is_whole: bool) -> Point {
    let (mut out, mut inside) = (outside.input, inside);
    for _ in 0..MOST_STEPS {
        let (low, high) = (out.min(inside.input), out.max(inside.input));
        if are_neighbors(low, high, is_whole) {
            break;
        }
        let middle = low + (high - low) / 2.0;
        let middle = if is_whole {
            middle.round().clamp(low + 1.0, high - 1.0)
        } else {
            middle
        };
        match figure.at(middle) {
            Some(point) if is_wanted(point.figure, wanted) => inside = point,
            _ => out = middle,
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::fields;
    use crate::scenario::preset::preset;

    fn solved(scenario: &Scenario, input: &str, figure: &str, wanted: f64) -> Solved {
        let slot = fields::slot(scenario, input).unwrap();
        solve(scenario, Loaded::ALL, slot, figure, wanted)
    }

    fn with(scenario: &Scenario, input: &str, value: f64) -> Plan {
        let mut other = scenario.clone();
        let slot = fields::slot(&other, input).unwrap();
        slot.lead_or_state(&mut other, (Value::Number(value), None))
            .unwrap();
        plan(&other)
    }

    /// The largest whole number with which a rising figure is at most `wanted`, by halves.
    fn by_halves(scenario: &Scenario, input: &str, figure: &str, wanted: f64) -> f64 {
        let (mut low, mut high) = (1.0, 10_000_000.0);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            let is_below = with(scenario, input, middle).number(figure).unwrap() <= wanted;
            if is_below {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    #[test]
    fn users_for_a_bill_are_those_of_an_independent_search_to_the_last_one() {
        let chat = Scenario::default();
        let told = by_halves(&chat, "demand.concurrent_users", "web.bill", 10_000.0);
        let Solved::At(all) = solved(&chat, "demand.concurrent_users", "web.bill", 10_000.0) else {
            panic!("there are such users");
        };
        // The bill goes by nodes: it jumps over what is wanted.
        let [Solution::Jump(low, high)] = all[..] else {
            panic!("{all:?}");
        };
        assert!(low.figure < 10_000.0 && high.figure > 10_000.0);
        let value = all[0].value(10_000.0);
        assert_eq!(
            [low.input, value].map(f64::floor).map(f64::to_bits),
            [told.to_bits(); 2]
        );
        for at in [low, high] {
            let plan = with(&chat, "demand.concurrent_users", at.input);
            assert_eq!(
                plan.number("web.bill").map(f64::to_bits),
                Some(at.figure.to_bits())
            );
        }
    }

    #[test]
    fn the_price_for_a_margin_is_that_of_an_independent_search() {
        let mut saas = preset("saas-1").unwrap().scenario();
        let customers = fields::slot(&saas, "demand.customers").unwrap();
        customers
            .lead_or_state(&mut saas, (Value::Number(2000.0), None))
            .unwrap();
        // Of the tier alone, and of all of them.
        for (figure, wanted) in [("money.tier.pro.margin", 0.75), ("money.gross_margin", 0.9)] {
            let (mut low, mut high) = (1.0, 10_000.0);
            for _ in 0..200 {
                let middle = f64::midpoint(low, high);
                let margin = with(&saas, "tier.pro.price", middle).number(figure);
                if margin.unwrap() < wanted {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let Solved::At(all) = solved(&saas, "tier.pro.price", figure, wanted) else {
                panic!("there is such a price");
            };
            let [Solution::One(at)] = all[..] else {
                panic!("{all:?}");
            };
            assert!((at.input / low - 1.0).abs() < 1e-8, "{at:?} {low}");
            assert!((at.figure - wanted).abs() < 1e-9);
        }
    }

    #[test]
    fn what_does_not_depend_and_what_cannot_be_had_are_said() {
        let saas = preset("saas-1").unwrap().scenario();
        assert_eq!(
            solved(&saas, "tier.pro.price", "bill.total", 5.0),
            Solved::Rests
        );
        let Solved::Nearest(at) = solved(&saas, "tier.pro.price", "money.gross_margin", 2.0) else {
            panic!("no margin is over 100 %");
        };
        assert!(at.figure < 1.0 && at.input > 1000.0, "{at:?}");
        assert!(matches!(
            solved(&saas, "tier.pro.price", "no.such", 2.0),
            Solved::Unknown(_)
        ));
        assert_eq!(
            solved(&saas, "web.workload", "bill.total", 2.0),
            Solved::NoNumber
        );
    }

    #[test]
    fn where_it_is_the_same_over_a_stretch_both_ends_are_told() {
        let chat = Scenario::default();
        let nodes = plan(&chat).number("web.nodes_min").unwrap();
        let input = "demand.concurrent_users";
        let Solved::At(all) = solved(&chat, input, "web.nodes_min", nodes) else {
            panic!("it is so now");
        };
        let [Solution::From(from, to)] = all[..] else {
            panic!("{all:?}");
        };
        let of = |users: f64| with(&chat, input, users).number("web.nodes_min").unwrap();
        assert!(from.input <= 1000.0 && to.input >= 1000.0);
        for (inside, outside) in [
            (from.input, from.input * 0.999),
            (to.input, to.input * 1.001),
        ] {
            assert!((of(inside) - nodes).abs() < 0.5 && (of(outside) - nodes).abs() > 0.5);
        }
    }
}
