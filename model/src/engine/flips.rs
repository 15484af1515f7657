//! How far can an input move before a decision changes?
//!
//! A decision is what a plan picks and the page names: what runs out first, what to order
//! first, the cheapest GPU, own GPUs or an API, an order before an event or after it. Each
//! number that it rests on is moved alone, over the range that is typed for it, else to half
//! and to twice of what is stated. Where a decision is another one halfway or at the end, the
//! place is halved until two values are left that nobody tells apart; a decision that changes
//! and changes back between two of these places is not seen.
//!
//! ```text
//! reach = (value at which it changes - value now) / (end of what was tried - value now)
//! ```

use super::{Plan, plan_over};
use crate::quantity::date::Date;
use crate::quantity::math::{round_down, round_up};
use crate::quantity::order::ascending;
use crate::scenario::nudge::is_counted;
use crate::scenario::{Domain, Scenario, Slot, Value};
use crate::sheet::Figure;
use crate::workloads::Loaded;
use crate::workloads::growth::calendar::Calendar;

/// What is decided.
#[derive(Clone, PartialEq, Debug)]
pub enum Decision {
    /// What the figure of this id names.
    Named(&'static str),
    /// Which of two costs is less: the first one, or the second.
    Cheaper([&'static str; 2]),
    /// Whether the first order falls before an event of this name and day.
    Before(String, f64),
}

/// Figures that name what is picked.
const NAMED: [&str; 6] = [
    "answer.fills_first",
    "answer.order_what",
    "flow.bottleneck",
    "inference.gpu_chosen",
    "web.class",
    "web.node_binding",
];
/// What a month of inference costs on own GPUs, and of an API.
const OWN_OR_API: [&str; 2] = ["inference.cost", "inference.api_cost"];
/// The last moment of the first order, in months.
const ORDER: &str = "answer.order_by_months";
/// An input that no range is typed for is moved to its part and its multiple of this.
const TIMES: f64 = 2.0;
/// Shares of the way to an end that are tried.
const TRIED: [f64; 2] = [0.5, 1.0];
/// Halvings that find the place: to a millionth of the way.
const HALVINGS: u32 = 20;
/// Digits to which a place is rounded, away from what is stated, if the decision is the same there.
const DIGITS: i32 = 3;

/// A place where a decision changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Flip {
    /// The input that is moved.
    pub slot: Slot,
    /// What it is now.
    pub now: f64,
    /// From here on, seen from what is stated, the decision is another.
    pub at: f64,
    /// Which share of what was tried on this side lies before it.
    pub reach: f64,
    /// What is decided there, as [`Decision::of`] says it.
    pub then: String,
}

/// A decision with all that changes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Decided {
    /// What is decided.
    pub decision: Decision,
    /// How, as things are; empty where there is nothing to decide on.
    pub now: String,
    /// What changes it, the nearest first; at most one place on each side of an input.
    pub flips: Vec<Flip>,
}

impl Decision {
    /// What is decided in a plan; empty where there is nothing to decide on.
    pub fn of(&self, scenario: &Scenario, plan: &Plan, today: Date) -> String {
        match self {
            Self::Named(id) => {
                let word = plan.figure(id).as_ref().and_then(Figure::word);
                let named = || plan.named(scenario, id);
                word.map(str::to_owned).or_else(named).unwrap_or_default()
            }
            Self::Cheaper(ids) => match ids.map(|id| plan.number(id)) {
                [Some(own), Some(other)] if own <= other => "own GPUs".to_owned(),
                [Some(_), Some(_)] => "the API".to_owned(),
                _ => String::new(),
            },
            Self::Before(_, day) => {
                let calendar = Calendar::new(scenario, today);
                let order = plan
                    .number(ORDER)
                    .and_then(|months| calendar.around(months));
                match order {
                    Some(order) if order.value() < *day => "before it".to_owned(),
                    Some(_) => "after it".to_owned(),
                    None => String::new(),
                }
            }
        }
    }

    /// The figures that it rests on.
    fn ids(&self) -> Vec<&'static str> {
        match self {
            Self::Named(id) => vec![id],
            Self::Cheaper(ids) => ids.to_vec(),
            Self::Before(..) => vec![ORDER],
        }
    }
}

/// The decisions of a plan.
pub fn decisions(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Decision> {
    let named = NAMED.into_iter().map(Decision::Named);
    let events = scenario.events.iter();
    let events = events.filter_map(|it| Some(Decision::Before(it.name.clone(), it.date?)));
    let all = named.chain([Decision::Cheaper(OWN_OR_API)]).chain(events);
    all.filter(|it| !it.of(scenario, plan, today).is_empty())
        .collect()
}

/// A search that goes on a step at a time.
#[derive(Debug)]
pub struct Flips {
    scenario: Scenario,
    loaded: Loaded,
    today: Date,
    found: Vec<Decided>,
    waiting: Vec<Way>,
    spent: Plan,
}

/// A way that an input is moved, and which decisions rest on it.
#[derive(Debug)]
struct Way {
    slot: Slot,
    now: f64,
    end: f64,
    decisions: Vec<usize>,
}

impl Flips {
    /// A search for what changes the decisions of a plan.
    pub fn new(scenario: &Scenario, plan: &Plan, today: Date) -> Self {
        let stated = scenario.alone();
        let all = decisions(&stated, plan, today);
        let behind: Vec<Vec<Slot>> = all
            .iter()
            .map(|it| plan.stated_behind(&stated, it.ids().into_iter()))
            .collect();
        let mut slots: Vec<Slot> = Vec::new();
        for slot in behind.iter().flatten() {
            if !slots.contains(slot) {
                slots.push(*slot);
            }
        }
        let ways = slots.iter().rev().filter_map(|slot| {
            let rests = |at: &usize| behind[*at].contains(slot);
            let decisions: Vec<usize> = (0..all.len()).filter(rests).collect();
            let (now, ends) = tried(&stated, *slot)?;
            let way = move |end: f64| Way {
                slot: *slot,
                now,
                end,
                decisions: decisions.clone(),
            };
            let is_moved = move |end: &f64| end.to_bits() != now.to_bits();
            Some(ends.into_iter().filter(is_moved).map(way))
        });
        Self {
            waiting: ways.flatten().collect(),
            loaded: plan.loaded.awaited(),
            today,
            spent: Plan::default(),
            found: all
                .into_iter()
                .map(|decision| Decided {
                    now: decision.of(&stated, plan, today),
                    decision,
                    flips: Vec::new(),
                })
                .collect(),
            scenario: stated,
        }
    }

    /// Whether nothing is left to be tried.
    pub const fn is_done(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Tries one way of one input.
    pub fn step(&mut self) {
        let Some(way) = self.waiting.pop() else {
            return;
        };
        let mut before = way.now;
        let mut open = way.decisions.clone();
        for share in TRIED {
            let at = self.taken(&way, way.now + (way.end - way.now) * share);
            if at.to_bits() == before.to_bits() {
                continue;
            }
            let then = self.decided(&way, at);
            open.retain(|place| {
                let is_same = then[*place] == self.found[*place].now;
                if !is_same {
                    let flip = self.narrowed(&way, *place, [before, at]);
                    self.found[*place].flips.push(flip);
                }
                is_same
            });
            before = at;
        }
    }

    /// All that was found, after the steps that are left.
    pub fn found(mut self) -> Vec<Decided> {
        while !self.is_done() {
            self.step();
        }
        for decided in &mut self.found {
            decided.flips = ascending(&decided.flips, |it| it.reach);
        }
        self.found
    }

    /// A value that the input takes.
    fn taken(&self, way: &Way, at: f64) -> f64 {
        let rules = way.slot.rules(&self.scenario);
        let at = rules.taken(at);
        if is_counted(rules) { at.round() } else { at }
    }

    /// What is decided of everything with this value.
    fn decided(&mut self, way: &Way, at: f64) -> Vec<String> {
        let mut moved = self.scenario.clone();
        let is_taken = way.slot.put(&mut moved, Value::Number(at)).is_ok();
        if !is_taken {
            return self.found.iter().map(|it| it.now.clone()).collect();
        }
        let plan = plan_over(core::mem::take(&mut self.spent), &moved, self.loaded);
        let all = self.found.iter();
        let decided = all.map(|it| it.decision.of(&moved, &plan, self.today));
        let decided = decided.collect();
        self.spent = plan;
        decided
    }

    /// Where a decision changes between two values, of which the first is nearer to what is
    /// stated.
    fn narrowed(&mut self, way: &Way, place: usize, [near, far]: [f64; 2]) -> Flip {
        let (mut near, mut far) = (near, far);
        let mut then = self.decided(way, far).swap_remove(place);
        for _ in 0..HALVINGS {
            let middle = self.taken(way, f64::midpoint(near, far));
            if middle.to_bits() == near.to_bits() || middle.to_bits() == far.to_bits() {
                break;
            }
            let decided = self.decided(way, middle).swap_remove(place);
            if decided == self.found[place].now {
                near = middle;
            } else {
                (far, then) = (middle, decided);
            }
        }
        // What is said is a value that was tried.
        let rounded = self.taken(way, outward(far, far > way.now));
        let is_before_end = (rounded - way.now).abs() <= (way.end - way.now).abs();
        if is_before_end && self.decided(way, rounded)[place] == then {
            far = rounded;
        }
        Flip {
            slot: way.slot,
            now: way.now,
            at: far,
            reach: (far - way.now) / (way.end - way.now),
            then,
        }
    }
}

/// What is stated of a number, and how far it is moved down and up.
fn tried(scenario: &Scenario, slot: Slot) -> Option<(f64, [f64; 2])> {
    let rules = slot.rules(scenario);
    let Domain::Number { least, most, .. } = rules.domain else {
        return None;
    };
    let (Value::Number(now), range) = slot.stated(scenario) else {
        return None;
    };
    let ends = range.map_or([now / TIMES, now * TIMES], |it| [it.low, it.high]);
    (now != 0.0).then(|| (now, ends.map(|end| end.clamp(least, most))))
}

/// A number of few digits, the next one up or down.
fn outward(value: f64, is_up: bool) -> f64 {
    let most = (0..DIGITS).fold(1.0, |most, _| most * 10.0);
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (mut over, mut under) = (1.0, 1.0);
    while value.abs() / over >= most {
        over *= 10.0;
    }
    while value.abs() * under < most / 10.0 {
        under *= 10.0;
    }
    let digits = value / over * under;
    let whole = if is_up {
        round_up(digits)
    } else {
        round_down(digits)
    };
    whole * over / under
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::presets;

    const TODAY: f64 = 20_780.0;

    #[test]
    fn a_place_is_rounded_away_from_what_is_stated() {
        for (value, is_up, rounded) in [
            (0.123_41, true, 0.124),
            (0.123_41, false, 0.123),
            (123_412.0, true, 124_000.0),
            (123_412.0, false, 123_000.0),
            (1.5, true, 1.5),
            (-2.7184, true, -2.71),
            (0.0, true, 0.0),
        ] {
            let off = (outward(value, is_up) - rounded).abs();
            assert!(off < 1e-15 * value.abs().max(1.0), "{value}");
        }
    }

    /// Planned anew, the decision is the other one at the place that is told, and the one of
    /// now a ten-thousandth of the way before it or a whole one before it.
    #[test]
    fn each_place_is_where_the_decision_changes() {
        let (mut count, today) = (0, Date::of(TODAY));
        for preset in presets() {
            let mut scenario = preset.scenario();
            scenario.growth.rate = scenario.growth.rate.or(Some(0.08));
            let now = plan(&scenario);
            for decided in Flips::new(&scenario, &now, today).found() {
                assert_eq!(decided.decision.of(&scenario, &now, today), decided.now);
                for flip in &decided.flips {
                    let with = |value: f64| {
                        let mut moved = scenario.clone();
                        let value = Value::Number(flip.slot.rules(&moved).taken(value));
                        flip.slot.put(&mut moved, value).unwrap();
                        decided.decision.of(&moved, &plan(&moved), today)
                    };
                    assert!(flip.then != decided.now && flip.reach > 0.0, "{flip:?}");
                    assert_eq!(with(flip.at), flip.then, "{flip:?}");
                    count += 1;
                }
            }
        }
        assert!(count > 20, "{count}");
    }
}
