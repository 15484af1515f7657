//! Why do two scenarios come to different figures? Each input that differs, with its share of
//! the difference.
//!
//! The share of an input is what it changes when it is stated as in the second scenario, on
//! average over all orders in which the inputs can be so stated (Shapley): the shares add up
//! to the whole difference, and no order is preferred.
//!
//! ```text
//! share(i) = sum over sets S without i of |S|! (n - |S| - 1)! / n! * (figure(S + i) - figure(S))
//! ```
//!
//! Up to [`EXACT`] inputs every set is planned. Beyond, so many orders are, each with its
//! reverse: every order adds up to the whole.

use super::{Plan, plan_over};
use crate::quantity::math::of_count;
use crate::scenario::demand::fields::anchor;
use crate::scenario::{Anchor, Scenario, Slot, Table, difference, fields};
use crate::workloads::Loaded;

/// So many inputs are told apart exactly.
pub const EXACT: usize = 10;
/// Orders that are planned beyond that, each with its reverse.
const ORDERS: usize = 12;

/// An input that differs, or rows that came or went with all that they state.
#[derive(Clone, PartialEq, Debug)]
pub struct Cause {
    /// What differs: an input, or a table whose rows do.
    pub of: Differing,
    /// Its share of the difference of each figure; none where a figure is not known
    /// throughout.
    pub shares: Vec<Option<f64>>,
}

/// What differs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Differing {
    /// An input.
    Input(Slot),
    /// Which rung of the load is stated, and with what.
    Load,
    /// Rows that came or went.
    Rows(&'static Table),
}

/// Why one scenario differs from another.
#[derive(Clone, PartialEq, Debug)]
pub struct Causes {
    /// The figures that are told of.
    pub figures: Vec<String>,
    /// What differs, in the order of the form.
    pub causes: Vec<Cause>,
    /// Whether every set of inputs was planned.
    pub is_exact: bool,
}

/// Works it out, a plan at a time.
#[derive(Clone, Debug)]
pub struct Finding {
    from: Scenario,
    to: Scenario,
    loaded: Loaded,
    figures: Vec<String>,
    differing: Vec<Differing>,
    /// The orders that are planned; none where every set is.
    orders: Vec<Vec<usize>>,
    /// What each figure is for each set so far, in the order of their bits, or from none to all
    /// of each order; not a number where it is not known.
    found: Vec<Vec<f64>>,
    spent: Plan,
}

impl Finding {
    /// Nothing worked out yet.
    pub fn new(from: &Scenario, to: &Scenario, loaded: Loaded, figures: Vec<String>) -> Self {
        let differing = differing(from, to);
        let count = differing.len();
        Self {
            orders: if count > EXACT {
                orders(count)
            } else {
                Vec::new()
            },
            from: from.clone(),
            to: to.clone(),
            loaded: loaded.awaited(),
            figures,
            differing,
            found: Vec::new(),
            spent: Plan::default(),
        }
    }

    /// Whether all has been planned.
    pub fn is_done(&self) -> bool {
        let count = self.differing.len();
        let sets = if self.orders.is_empty() {
            1 << count
        } else {
            self.orders.len() * (count + 1)
        };
        self.found.len() == sets
    }

    /// The inputs of the next set.
    fn next(&self) -> Vec<Differing> {
        let (at, count) = (self.found.len(), self.differing.len());
        let order = self.orders.get(at / (count + 1));
        let is_in = |input: usize| match order {
            Some(order) => order[..at % (count + 1)].contains(&input),
            None => at & 1 << input != 0,
        };
        let all = self.differing.iter().enumerate();
        all.filter(|(input, _)| is_in(*input))
            .map(|(_, of)| *of)
            .collect()
    }

    /// Makes the next plan.
    pub fn step(&mut self) {
        if self.is_done() {
            return;
        }
        let stated = stated(&self.from, &self.to, &self.next());
        let plan = plan_over(core::mem::take(&mut self.spent), &stated, self.loaded);
        let of = |id: &String| plan.number(id).unwrap_or(f64::NAN);
        self.found.push(self.figures.iter().map(of).collect());
        self.spent = plan;
    }

    /// What it comes to, once all has been planned.
    pub fn causes(&self) -> Causes {
        let is_exact = self.orders.is_empty();
        let shares = (0..self.figures.len()).map(|figure| {
            let of = |at: usize| self.found.get(at).map_or(f64::NAN, |found| found[figure]);
            if is_exact {
                shares(self.differing.len(), &of)
            } else {
                by_orders(&self.orders, &of)
            }
        });
        let shares: Vec<Vec<f64>> = shares.collect();
        let cause = |(at, of): (usize, &Differing)| Cause {
            of: *of,
            shares: shares
                .iter()
                .map(|all| Some(all[at]).filter(|share| share.is_finite()))
                .collect(),
        };
        Causes {
            figures: self.figures.clone(),
            causes: self.differing.iter().enumerate().map(cause).collect(),
            is_exact,
        }
    }

    /// All of it at once.
    pub fn found(mut self) -> Causes {
        while !self.is_done() {
            self.step();
        }
        self.causes()
    }
}

/// Orders of so many inputs, each followed by its reverse. The same on every machine.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut state = 1_u64;
    let mut next = |below: usize| {
        // Knuth's multiplier (MMIX).
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    let mut all = Vec::new();
    for _ in 0..ORDERS {
        let mut order: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            order.swap(at, next(at + 1));
        }
        let reverse = order.iter().rev().copied().collect();
        all.extend([order, reverse]);
    }
    all
}

/// Shares by every set: `of` is the figure of the set of these bits.
pub fn shares(count: usize, of: &dyn Fn(usize) -> f64) -> Vec<f64> {
    // 1 / (n * the ways to choose as many of the others as are in the set).
    let mut weights = vec![1.0 / of_count(count.max(1)); count];
    for size in 1..count {
        weights[size] = weights[size - 1] * of_count(size) / of_count(count - size);
    }
    let share = |input: usize| {
        let bit = 1_usize << input;
        let without = (0..1_usize << count).filter(|set| set & bit == 0);
        without
            .map(|set| {
                let size = usize::try_from(set.count_ones()).unwrap_or_default();
                weights[size] * (of(set | bit) - of(set))
            })
            .sum()
    };
    (0..count).map(share).collect()
}

/// Shares by orders: `of` is the figure of their sets, from none to all of each.
fn by_orders(orders: &[Vec<usize>], of: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let count = orders.first().map_or(0, Vec::len);
    let mut shares = vec![0.0; count];
    for (nth, order) in orders.iter().enumerate() {
        for (before, input) in (nth * (count + 1)..).zip(order) {
            shares[*input] += of(before + 1) - of(before);
        }
    }
    let mean = |share: &f64| share / of_count(orders.len());
    shares.iter().map(mean).collect()
}

/// What differs between two scenarios: rows first, then inputs, in the order of the form. What
/// stands in rows that only one of them has counts as those rows; the rung that is stated
/// counts as one with what it holds.
fn differing(from: &Scenario, to: &Scenario) -> Vec<Differing> {
    let is_another_rung = anchor.get(from) != anchor.get(to);
    let mut rows = Vec::new();
    let mut inputs = Vec::new();
    for table in fields::tables() {
        if table.keys(from) != table.keys(to) {
            rows.push(Differing::Rows(table));
        }
    }
    for difference in difference::differences(from, to) {
        let difference::States::Value(slot, _) = difference.states else {
            // Rows and their names, or the input that a change is of.
            let slot = fields::slot(to, &difference.id);
            inputs.extend(slot.filter(|it| it.is_in(from)).map(Differing::Input));
            continue;
        };
        let is_of_load = slot.field == &anchor || Anchor::of_field(slot.field.id).is_some();
        if is_of_load && is_another_rung {
            if !inputs.contains(&Differing::Load) {
                inputs.push(Differing::Load);
            }
        } else if slot.is_in(from) {
            inputs.push(Differing::Input(slot));
        }
    }
    rows.extend(inputs);
    rows
}

/// `from` with these as `to` states them.
fn stated(from: &Scenario, to: &Scenario, set: &[Differing]) -> Scenario {
    let mut stated = from.alone();
    let put = |stated: &mut Scenario, slot: Slot| {
        // What refers to a row that is not there stays as it is.
        let _ = slot.put(stated, slot.get(to));
    };
    for of in set {
        match of {
            Differing::Input(slot) => put(&mut stated, *slot),
            Differing::Load => {
                for rung in Anchor::ALL {
                    put(&mut stated, Slot::from(rung.field()));
                }
                // What leads is put last: others let go of it.
                put(&mut stated, Slot::from(to.demand.anchor.field()));
                put(&mut stated, Slot::from(&anchor));
            }
            Differing::Rows(table) => {
                let keys = table.keys(to);
                // What a scenario has, a scenario takes.
                let _ = table.arrange(&mut stated, &keys);
                let is_new = |slot: &Slot| !slot.is_in(from);
                for slot in table.slots(to).into_iter().filter(is_new) {
                    put(&mut stated, slot);
                }
            }
        }
    }
    stated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::Value;
    use crate::scenario::preset::preset;

    fn saas() -> Scenario {
        preset("saas-1").unwrap().scenario()
    }

    fn with(mut scenario: Scenario, stated: &[(&str, f64)]) -> Scenario {
        for (id, value) in stated {
            let slot = fields::slot(&scenario, id).unwrap();
            slot.lead_or_state(&mut scenario, (Value::Number(*value), None))
                .unwrap();
        }
        scenario
    }

    #[test]
    fn users_rate_and_price_have_the_shares_that_are_known() {
        let (from, to) = ([1000.0, 2.0, 3.0], [1500.0, 3.0, 2.5]);
        let of = |set: usize| {
            let stated = |at: usize| if set & 1 << at == 0 { from[at] } else { to[at] };
            stated(0) * stated(1) * stated(2)
        };
        let found = shares(3, &of);
        for (found, told) in found.iter().zip([3_416.667, 3_416.667, -1_583.333]) {
            assert!((found - told).abs() < 0.001, "{found} {told}");
        }
        assert!((found.iter().sum::<f64>() - 5_250.0).abs() < 1e-9);
    }

    #[test]
    fn by_orders_shares_add_up_and_come_near_the_exact_ones() {
        let count = 6;
        let weight = |at: usize| of_count(at + 1);
        let of_set = |set: u64| {
            let is_in = |at: &usize| set & 1 << at != 0;
            (0..count).filter(is_in).map(weight).sum::<f64>()
        };
        let of_square = |set: u64| of_set(set) * of_set(set);
        let orders = orders(count);
        let mut sets = Vec::new();
        for order in &orders {
            let mut set = 0;
            sets.push(set);
            for at in order {
                set |= 1 << at;
                sets.push(set);
            }
        }
        let found = by_orders(&orders, &|at| of_square(sets[at]));
        let exact = shares(count, &|set| of_square(u64::try_from(set).unwrap()));
        assert!((found.iter().sum::<f64>() - 441.0).abs() < 1e-9);
        for (found, exact) in found.iter().zip(&exact) {
            assert!((found - exact).abs() < 0.05 * 441.0, "{found} {exact}");
        }
    }

    #[test]
    fn the_shares_of_a_bill_add_up_to_its_difference() {
        let from = saas();
        let mut to = with(
            from.clone(),
            &[
                ("demand.customers", 1000.0),
                ("growth.rate", 0.2),
                ("tier.pro.price", 89.0),
            ],
        );
        let table = fields::table("tier").unwrap();
        let solo = table.add(&mut to, "Solo").unwrap();
        assert!(solo.text() == "solo");
        let figures = ["bill.total", "bill.total.12", "money.gross_margin"].map(str::to_owned);
        let figures = figures.to_vec();
        let causes = Finding::new(&from, &to, Loaded::ALL, figures.clone()).found();
        assert!(causes.is_exact && causes.causes.len() >= 4, "{causes:?}");
        let (one, other) = (plan(&from), plan(&to));
        for (nth, id) in figures.iter().enumerate() {
            let whole = other.number(id).unwrap() - one.number(id).unwrap();
            let sum: f64 = causes.causes.iter().map(|it| it.shares[nth].unwrap()).sum();
            assert!(
                (sum - whole).abs() < 1e-6 * whole.abs(),
                "{id}: {sum} {whole}"
            );
        }
        // What customers pay moves no bill.
        let price = causes
            .causes
            .iter()
            .find(|it| matches!(it.of, Differing::Input(slot) if slot.id() == "tier.pro.price"));
        let none = price.unwrap().shares[0].unwrap();
        assert!(none.abs() < 1e-9, "{none}");
    }

    #[test]
    fn with_all_that_differs_one_scenario_is_the_other() {
        let from = saas();
        let mut others = vec![
            with(from.clone(), &[("demand.total_users", 9000.0)]),
            with(
                from.clone(),
                &[
                    ("demand.customers", 900.0),
                    ("growth.months_projected", 12.0),
                ],
            ),
        ];
        let mut tiers = from.clone();
        let table = fields::table("tier").unwrap();
        let solo = table.add(&mut tiers, "Solo").unwrap();
        table.shift(&mut tiers, solo, 0).unwrap();
        others.push(tiers);
        for to in others {
            let differing = differing(&from, &to);
            assert!(!differing.is_empty());
            let all = stated(&from, &to, &differing);
            let left = difference::differences(&all, &to);
            assert!(left.iter().all(|it| it.id.ends_with(".name")), "{left:?}");
            let (one, other) = (plan(&all), plan(&to));
            assert_eq!(one.number("bill.total.12"), other.number("bill.total.12"));
        }
    }

    #[test]
    fn many_inputs_are_told_apart_by_orders() {
        for most in [14, 80] {
            by_orders_of(most);
        }
    }

    fn by_orders_of(most: usize) {
        let from = saas();
        let mut to = from.clone();
        let mut changed = 0;
        for slot in fields::slots(&from).collect::<Vec<_>>() {
            if let (Value::Number(value), None) = (slot.get(&from), slot.range(&from))
                && changed < most
                && slot.row.is_none()
                && slot.put(&mut to, Value::Number(value * 1.1)).is_ok()
                && slot.get(&to) != slot.get(&from)
            {
                changed += 1;
            }
        }
        assert_eq!(changed, most);
        let finding = Finding::new(&from, &to, Loaded::ALL, vec!["bill.total.12".to_owned()]);
        let causes = finding.found();
        assert!(!causes.is_exact && causes.causes.len() > EXACT);
        let whole = plan(&to).number("bill.total.12").unwrap()
            - plan(&from).number("bill.total.12").unwrap();
        let sum: f64 = causes.causes.iter().map(|it| it.shares[0].unwrap()).sum();
        assert!(
            (sum - whole).abs() < 1e-6 * whole.abs().max(1.0),
            "{sum} {whole}"
        );
    }
}
