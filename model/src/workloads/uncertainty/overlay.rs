//! What is stated in a draw? The scenario, with each input that has a range at a value of
//! that range.
//!
//! ```text
//! z      = the normal number that the input's sequence gives for this draw
//! place  = median + z / 1.645 * (P95 - median   where z > 0,
//!                                median - P5     where z < 0)     on the input's scale
//! value  = what stands there, within the bounds of the input
//! ```
//!
//! The median is what is stated beside the range, so that a value off the middle is skewed.
//! What lies beyond the input's bounds is left out, and the rest drawn as often. Two inputs
//! that move together share so much of their normal numbers (a Gaussian copula).

use super::inputs::pair;
use super::normal::{P95, below, quantile};
use super::sequence::Sequence;
use crate::quantity::math::{root, round_near};
use crate::scenario::field::{Domain, Field, Value};
use crate::scenario::groups::groups;
use crate::scenario::{Anchor, Range, RowKey, Scenario, Slot, Table, fields};

/// All inputs that are drawn.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// Each of them.
    pub spreads: Vec<Spread>,
    /// Places of two that move together, and how closely.
    pairs: Vec<(usize, usize, f64)>,
    /// Shares that add up to the whole.
    shares: Vec<&'static Field>,
    /// Places of inputs that stay in order.
    orders: Vec<Vec<Slot>>,
}

/// An input that is drawn.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Which.
    pub slot: Slot,
    /// What it may hold.
    rules: &'static Field,
    /// The row in its table.
    at: usize,
    scale: crate::scenario::Scale,
    /// Of P5, the median and P95, on that scale.
    places: [f64; 3],
    /// The chance to be below the least and below the most that the input takes.
    within: [f64; 2],
    bounds: [f64; 2],
    sequence: Sequence,
}

/// Inputs of which one is never above the next.
const ORDERS: [&[&str]; 4] = [
    &["pool.warning", "pool.critical"],
    &["web.small_up_to", "web.medium_up_to", "web.large_up_to"],
    &["flow.mvp_up_to", "flow.growth_up_to", "flow.scale_up_to"],
    &["stage.concurrency_least", "stage.concurrency"],
];
/// Columns whose rows add up to the whole.
const SHARES: [&str; 2] = ["tier.share", "model.share"];
/// How far from the whole what is stated may be.
const WHOLE: f64 = 1e-6;

/// The ranges that count: of numbers that say something as the scenario stands.
pub fn drawn(scenario: &Scenario) -> Vec<(Slot, Range)> {
    let of = |(id, range): (&str, &Range)| Some((fields::slot(scenario, id)?, *range));
    let all = scenario.ranges.iter().filter_map(of);
    all.filter(|(slot, range)| range.low < range.high && counts(scenario, *slot))
        .collect()
}

fn counts(scenario: &Scenario, slot: Slot) -> bool {
    let rung = Anchor::of_field(slot.field.id);
    let leads = rung.is_none_or(|rung| rung == scenario.demand.anchor);
    let table = slot.table().map(|table| table.id);
    let holds = |ids: &[&str], tables: &[&str]| {
        table.map_or_else(|| ids.contains(&slot.field.id), |id| tables.contains(&id))
    };
    let mut own = groups().filter(|group| holds(group.fields, group.tables));
    let is_said = own.any(|group| !group.is_silent(scenario));
    let is_number = matches!(slot.get(scenario), Value::Number(_))
        && matches!(slot.rules(scenario).domain, Domain::Number { .. });
    leads && is_said && is_number && slot.unused(scenario).is_none()
}

impl Overlay {
    /// Of what a scenario states.
    pub fn new(scenario: &Scenario) -> Self {
        let drawn = drawn(scenario);
        let spreads: Vec<Spread> = drawn
            .into_iter()
            .filter_map(|(slot, range)| Spread::new(scenario, slot, range))
            .collect();
        let place = |slot: Slot| spreads.iter().position(|it| it.slot == slot);
        let pairs = (0..scenario.together.len()).filter_map(|at| {
            let [one, other] = pair(scenario, at)?;
            Some((
                place(one)?,
                place(other)?,
                scenario.together[at].correlation,
            ))
        });
        let pairs = pairs.collect();
        Self {
            pairs,
            shares: shares(scenario, &spreads),
            orders: orders(scenario, &spreads),
            spreads,
        }
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.spreads.is_empty()
    }

    /// The normal numbers of a draw, one an input.
    fn normals(&self, draw: u32) -> Vec<f64> {
        let mut all: Vec<f64> = self
            .spreads
            .iter()
            .map(|it| quantile(it.sequence.at(draw)))
            .collect();
        for &(one, other, closely) in &self.pairs {
            all[other] = closely * all[one] + root(1.0 - closely * closely) * all[other];
        }
        all
    }

    /// States a draw, in a scenario with the same rows as the one that this is of.
    pub fn state(&self, scenario: &mut Scenario, draw: u32) {
        for (it, z) in self.spreads.iter().zip(self.normals(draw)) {
            it.state(scenario, it.at(z));
        }
        self.mend(scenario);
    }

    /// The same scenario with one input at another value.
    #[must_use]
    pub fn with(&self, scenario: &Scenario, spread: &Spread, value: f64) -> Scenario {
        let mut other = scenario.clone();
        spread.state(&mut other, value);
        self.mend(&mut other);
        other
    }

    /// A draw as a scenario of its own, certain in all.
    #[must_use]
    pub fn replay(&self, scenario: &Scenario, draw: u32) -> Scenario {
        let mut certain = scenario.clone();
        self.state(&mut certain, draw);
        for it in &self.spreads {
            certain.ranges.remove(&it.slot.id());
        }
        certain
    }

    /// Shares add up to the whole again, and what has an order keeps it.
    fn mend(&self, scenario: &mut Scenario) {
        for field in &self.shares {
            let all = column(scenario, field);
            let sum: f64 = all.iter().sum();
            for (at, share) in all.into_iter().enumerate().filter(|_| sum > 0.0) {
                (field.set)(scenario, at, Value::Number(share / sum));
            }
        }
        for order in &self.orders {
            let values = order.iter().filter_map(|slot| number(slot.get(scenario)));
            let mut values: Vec<f64> = values.collect();
            if values.len() == order.len() && !values.is_sorted() {
                values.sort_unstable_by(f64::total_cmp);
                for (slot, value) in order.iter().zip(values) {
                    // Each takes what another of them took.
                    let _ = slot.put(scenario, Value::Number(value));
                }
            }
        }
    }
}

fn number(value: Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The numbers of a column, none counting for nothing.
fn column(scenario: &Scenario, field: &Field) -> Vec<f64> {
    let rows = field.table.map_or(0, |table| table.keys(scenario).len());
    let values = (0..rows).map(|at| (field.get)(scenario, at));
    values.map(|value| number(value).unwrap_or(0.0)).collect()
}

/// Columns of shares that are drawn, where what is stated adds up to the whole.
fn shares(scenario: &Scenario, spreads: &[Spread]) -> Vec<&'static Field> {
    let of = |id: &&str| {
        let mut drawn = spreads.iter().map(|it| it.slot.field);
        drawn.find(|field| field.id == *id)
    };
    let sum = |field: &Field| column(scenario, field).iter().sum::<f64>();
    let is_whole = |field: &&'static Field| (sum(field) - 1.0).abs() < WHOLE;
    SHARES.iter().filter_map(of).filter(is_whole).collect()
}

/// Inputs in order, one of which at least is drawn.
fn orders(scenario: &Scenario, spreads: &[Spread]) -> Vec<Vec<Slot>> {
    let of_row = |ids: &[&str], table: Option<&'static Table>, row: Option<RowKey>| {
        let slot = |id: &&str| {
            let field = match table {
                Some(table) => table
                    .columns
                    .iter()
                    .copied()
                    .find(|field| field.id == *id)?,
                None => fields::field(id)?,
            };
            Some(Slot { field, row })
        };
        ids.iter().filter_map(slot).collect::<Vec<Slot>>()
    };
    let mut all = Vec::new();
    for ids in ORDERS {
        for it in spreads.iter().filter(|it| ids.contains(&it.slot.field.id)) {
            let order = of_row(ids, it.slot.table(), it.slot.row);
            if order.len() == ids.len() && !all.contains(&order) {
                all.push(order);
            }
        }
    }
    let is_number = |slot: &Slot| number(slot.get(scenario)).is_some();
    all.retain(|order| order.len() > 1 && order.iter().all(is_number));
    all
}

impl Spread {
    fn new(scenario: &Scenario, slot: Slot, range: Range) -> Option<Self> {
        let rules = slot.rules(scenario);
        let (Value::Number(value), Domain::Number { least, most, .. }) =
            (slot.get(scenario), rules.domain)
        else {
            return None;
        };
        let scale = rules.scale(range);
        let [low, median, high] =
            [range.low, value.clamp(range.low, range.high), range.high].map(|it| scale.place(it));
        let widen = scenario.uncertainty.widen;
        let mut spread = Self {
            slot,
            rules,
            at: slot.place(scenario)?,
            scale,
            places: [
                median - widen * (median - low),
                median,
                median + widen * (high - median),
            ],
            within: [0.0, 1.0],
            bounds: [least, most],
            sequence: Sequence::new(scenario.seed, &slot.id()),
        };
        spread.within = [least, most].map(|bound| spread.chance_below(bound));
        Some(spread)
    }

    /// States a value of it.
    fn state(&self, scenario: &mut Scenario, value: f64) {
        (self.slot.field.set)(scenario, self.at, Value::Number(value));
    }

    /// What a draw has stated of it.
    pub fn stated(&self, scenario: &Scenario) -> f64 {
        number((self.slot.field.get)(scenario, self.at)).unwrap_or(f64::NAN)
    }

    /// The chance of a smaller value, bounds apart.
    fn chance_below(&self, value: f64) -> f64 {
        let [low, median, high] = self.places;
        let away = self.scale.place(value) - median;
        let side = if away > 0.0 {
            high - median
        } else {
            median - low
        };
        if side > 0.0 {
            return below(P95 * away / side);
        }
        if away < 0.0 { 0.0 } else { 1.0 }
    }

    /// Which share of what was stated lies beyond what the input takes.
    pub fn beyond(&self) -> f64 {
        let [least, most] = self.within;
        least + (1.0 - most)
    }

    /// The value at a normal number.
    fn at(&self, z: f64) -> f64 {
        let [least, most] = self.within;
        let z = if least <= 0.0 && most >= 1.0 {
            z
        } else {
            quantile(least + below(z) * (most - least))
        };
        let [low, median, high] = self.places;
        let side = if z > 0.0 { high - median } else { median - low };
        let value = self.scale.value(median + z / P95 * side);
        let value = if self.rules.is_whole() {
            round_near(value)
        } else {
            value
        };
        value.clamp(self.bounds[0], self.bounds[1])
    }

    /// P5, the median and P95 as they are drawn.
    pub fn points(&self) -> [f64; 3] {
        [-P95, 0.0, P95].map(|z| self.at(z))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::preset;

    fn stated(ranges: &[(&'static str, f64, f64)]) -> Scenario {
        let mut scenario = preset("saas-1").unwrap().scenario();
        scenario.ranges.clear();
        for (id, low, high) in ranges {
            let slot = fields::slot(&scenario, id).unwrap();
            let range = Range {
                low: *low,
                high: *high,
            };
            let median = slot.rules(&scenario).median(range);
            slot.state(&mut scenario, (Value::Number(median), Some(range)))
                .unwrap();
        }
        scenario
    }

    fn value(overlay: &Overlay, nth: usize, draw: u32) -> f64 {
        overlay.spreads[nth].at(overlay.normals(draw)[nth])
    }

    fn sorted(overlay: &Overlay, nth: usize, draws: u32) -> Vec<f64> {
        let mut all: Vec<f64> = (0..draws).map(|draw| value(overlay, nth, draw)).collect();
        all.sort_unstable_by(f64::total_cmp);
        all
    }

    #[test]
    fn a_range_is_drawn_from_its_5th_to_its_95th_percentile() {
        let scenario = stated(&[
            ("demand.customers", 50.0, 200.0),
            ("growth.rate", 0.05, 0.15),
        ]);
        let overlay = Overlay::new(&scenario);
        for (nth, [low, median, high]) in [[50.0, 100.0, 200.0], [0.05, 0.098_863, 0.15]]
            .into_iter()
            .enumerate()
        {
            let all = sorted(&overlay, nth, 4096);
            for (share, told) in [(0.05, low), (0.5, median), (0.95, high)] {
                let found = all[crate::quantity::math::count_of(share * 4096.0)];
                assert!(
                    (found / told - 1.0).abs() < 0.01,
                    "{nth} {share}: {found} {told}"
                );
            }
        }
    }

    #[test]
    fn what_is_planned_with_is_the_median_and_may_lie_off_the_middle() {
        let mut scenario = stated(&[("demand.customers", 50.0, 200.0)]);
        scenario.demand.customers = Some(60.0);
        let all = sorted(&Overlay::new(&scenario), 0, 4096);
        assert!((all[2048] - 60.0).abs() < 0.5, "{}", all[2048]);
        assert!((all[205] - 50.0).abs() < 0.5 && (all[3891] - 200.0).abs() < 3.0);
    }

    #[test]
    fn another_range_leaves_the_draws_of_the_first_as_they_were() {
        let one = Overlay::new(&stated(&[("growth.rate", 0.05, 0.15)]));
        let two = Overlay::new(&stated(&[
            ("demand.customers", 400.0, 600.0),
            ("growth.rate", 0.05, 0.15),
            ("tier.pro.price", 20.0, 40.0),
        ]));
        let place = two
            .spreads
            .iter()
            .position(|it| it.slot.field.id == "growth.rate")
            .unwrap();
        for draw in 0..100 {
            assert_eq!(
                value(&one, 0, draw).to_bits(),
                value(&two, place, draw).to_bits()
            );
        }
    }

    #[test]
    fn shares_add_up_and_what_has_an_order_keeps_it() {
        let mut scenario = stated(&[
            ("pool.memory_gb.warning", 0.5, 0.95),
            ("pool.memory_gb.critical", 0.6, 0.95),
        ]);
        let range = Range {
            low: 0.2,
            high: 0.5,
        };
        scenario.ranges.insert("tier.pro.share", range);
        let overlay = Overlay::new(&scenario);
        assert_eq!(overlay.spreads.len(), 3);
        for draw in 0..200 {
            let it = overlay.replay(&scenario, draw);
            let sum: f64 = it.tiers.iter().map(|tier| tier.share).sum();
            assert!((sum - 1.0).abs() < 1e-12);
            assert!(it.pools.iter().all(|pool| pool.warning <= pool.critical));
            assert!(fields::is_within_bounds(&it));
        }
    }

    #[test]
    fn ranges_of_what_says_nothing_are_not_drawn() {
        let mut scenario = stated(&[("growth.rate", 0.05, 0.15)]);
        let range = Range {
            low: 1.0,
            high: 2.0,
        };
        // The web stack is left out, and another rung leads.
        scenario.ranges.insert("web.backend_buffer", range);
        scenario.ranges.insert("demand.concurrent_users", range);
        assert_eq!(drawn(&scenario).len(), 1);
    }

    #[test]
    fn two_that_move_together_are_as_close_as_stated() {
        let mut scenario = stated(&[
            ("growth.rate", 0.05, 0.15),
            ("demand.customers", 400.0, 600.0),
        ]);
        let slot = |id: &str| fields::slot(&scenario, id);
        let (one, other) = (slot("growth.rate"), slot("demand.customers"));
        let together = &crate::scenario::uncertainty::together::TABLE;
        let key = together.add(&mut scenario, "Both").unwrap();
        let row = scenario
            .together
            .iter_mut()
            .find(|row| row.key == key)
            .unwrap();
        (row.one, row.other, row.correlation) = (one, other, -0.8);
        let overlay = Overlay::new(&scenario);
        let count = 4096_u32;
        let product: f64 = (0..count)
            .map(|draw| {
                let all = overlay.normals(draw);
                all[0] * all[1]
            })
            .sum();
        let found = product / f64::from(count);
        assert!((found + 0.8).abs() < 0.02, "{found}");
    }

    #[test]
    fn what_lies_beyond_the_bounds_is_not_drawn_and_said() {
        let scenario = stated(&[("growth.rate", -0.9, 5.0)]);
        let overlay = Overlay::new(&scenario);
        assert!(overlay.spreads[0].beyond() > 0.0);
        for draw in 0..1000 {
            let value = value(&overlay, 0, draw);
            assert!((-0.99..=10.0).contains(&value), "{value}");
        }
    }
}
