//! How full is a pool, how many more customers does it carry, and when must
//! more of it be ordered?
//!
//! ```text
//! utilization        = used / capacity
//! headroom customers = customers * (warning * capacity / used) ^ (1 / exponent)
//! critical customers = customers * (critical * capacity / used) ^ (1 / exponent)
//! cliff customers    = customers * (capacity / used) ^ (1 / exponent)
//! order by           = months to the critical threshold - lead time
//! ```
//!
//! A threshold that is passed was passed at month 0, so that more capacity
//! never brings it closer.

use super::sized::{Sized, most_times};
use super::thresholds::{self, ACTIONS, DECISIONS, TRIGGERS, ZONES};
use crate::facts::constants::DAYS_PER_MONTH;
use crate::facts::sources::{AI_CAPACITY, CAPACITY_GUIDE, DEFINITION, OURS_ON_GUIDE};
use crate::quantity::Missing;
use crate::quantity::math::{power, round_down, round_up};
use crate::scenario::Pool;
use crate::scenario::fleet::pool;
use crate::sheet::{Case, Cell, Known, Place, Sheet};
pub use crate::workloads::growth::reach::{FLAT, NO_GROWTH, NOTHING_USED};
use crate::workloads::growth::reach::{Growing, Reach, months_to};
use crate::workloads::growth::shape::PASSED;

crate::formulas! {
    source: DEFINITION; in "fleet.{row}";

    /// What there is where nothing is stated: the fewest whole steps that keep what is used at or under the
    /// warning threshold.
    pub fn capacity_sized "Sized for today" (used: "unit"; pool.warning, pool.step) -> "unit"
        as "pool.{row}.capacity"
    { step * round_up(used / warning / step) }

    /// Which share of the pool is used.
    pub fn utilization "Utilization" (used: "unit", capacity: "unit") -> "share"
    { used / capacity }

    /// Whether a threshold of the pool is reached.
    pub fn alert "Alert" (utilization: "share"; pool.warning, pool.critical) -> ["none", "warning", "critical"]
        from AI_CAPACITY table "warning and critical from their thresholds on"
    { thresholds::alert(utilization, warning, critical) }

    /// In which zone the utilization lies.
    pub fn zone "Zone" (utilization: "share") -> (ZONES) from CAPACITY_GUIDE
        table "under 40 % under-utilized, from 40 % optimal, from 60 % healthy, from 70 % plan, from 80 % scale, \
            from 90 % scale immediately"
    { thresholds::zone(utilization) }

    /// What the trigger of this kind of pool calls for, once it has lasted.
    pub fn trigger "Trigger" (utilization: "share"; pool.kind) -> (TRIGGERS) from CAPACITY_GUIDE
        table "CPU over 70 % for 1 hour, memory over 80 % for 1 hour, GPU over 85 % for 2 hours, storage over 80 %, \
            connections over 70 %; less where CPU is under 30 % or memory under 40 % for 4 hours, or GPU under 30 % \
            for 8 hours"

    /// What the decision tree says.
    pub fn decision "Decision tree" (utilization: "share") -> (DECISIONS) from CAPACITY_GUIDE
        table "under 40 % consider less, to 70 % monitor, over 70 % add 25 %, over 90 % double"
    { thresholds::decision(utilization) }

    /// What is to be done: the strictest of zone, trigger and decision tree.
    pub fn action "What to do" (utilization: "share"; pool.kind) -> (ACTIONS) from OURS_ON_GUIDE
        table "the strictest of zone, trigger and decision tree"

    /// Customers with whom the pool comes to its warning threshold.
    pub fn headroom_customers "Customers at the threshold"
        (customers: "customer", used: "unit", capacity: "unit", exponent: "x"; pool.warning) -> "customer"
        from OURS_ON_GUIDE
    { customers * power(warning * capacity / used, 1.0 / exponent) }

    /// Customers with whom the pool comes to its critical threshold.
    pub fn critical_customers "Customers at the critical threshold"
        (customers: "customer", used: "unit", capacity: "unit", exponent: "x"; pool.critical) -> "customer"
        from OURS_ON_GUIDE
    { customers * power(critical * capacity / used, 1.0 / exponent) }

    /// Customers with whom the pool is full.
    pub fn cliff_customers "Customers when full"
        (customers: "customer", used: "unit", capacity: "unit", exponent: "x") -> "customer" from OURS_ON_GUIDE
    { customers * power(capacity / used, 1.0 / exponent) }

    /// Customers with whom the pool comes to its warning threshold, where workloads size it.
    pub fn headroom_customers_sized "Customers at the threshold"
        (customers: "customer", used: "unit", capacity: "unit") -> "customer" as headroom_customers
        solved "the most customers for whom the workloads need no more than the warning share of what there is"

    /// Customers with whom the pool comes to its critical threshold, where workloads size it.
    pub fn critical_customers_sized "Customers at the critical threshold"
        (customers: "customer", used: "unit", capacity: "unit") -> "customer" as critical_customers
        solved "the most customers for whom the workloads need no more than the critical share of what there is"

    /// Customers with whom the pool is full, where workloads size it.
    pub fn cliff_customers_sized "Customers when full"
        (customers: "customer", used: "unit", capacity: "unit") -> "customer" as cliff_customers
        solved "the most customers for whom the workloads need no more than there is"

    /// How many more whole customers fit before the pool comes to its warning threshold.
    pub fn more_customers "More customers to the threshold"
        (headroom_customers: "customer", customers: "customer") -> "customer"
    { round_down(headroom_customers - customers) }

    /// How many more whole customers fit before the pool is full.
    pub fn more_until_full "More customers until full"
        (cliff_customers: "customer", customers: "customer") -> "customer"
    { round_down(cliff_customers - customers) }

    /// Months until the pool comes to its warning threshold, in the moderate case of growth.
    pub fn months_to_threshold "Months to the threshold" (months_to: "month") -> "month"

    /// Months until the pool comes to its warning threshold: none, it is there.
    pub fn months_to_threshold_passed "Months to the threshold" (used: "unit", capacity: "unit"; pool.warning)
        -> "month" as months_to_threshold table "0: as much is used as the threshold allows, or more"
    { 0.0 }

    /// Months until the pool comes to its critical threshold, in the moderate case of growth.
    pub fn months_to_critical "Months to the critical threshold" (months_to: "month") -> "month"

    /// Months until the pool comes to its critical threshold: none, it is there.
    pub fn months_to_critical_passed "Months to the critical threshold" (used: "unit", capacity: "unit"; pool.critical)
        -> "month" as months_to_critical table "0: as much is used as the critical threshold allows, or more"
    { 0.0 }

    /// Months until the pool is full, in the moderate case of growth.
    pub fn months_to_cliff "Months until full" (months_to: "month") -> "month"

    /// Months until the pool is full: none, it is.
    pub fn months_to_cliff_passed "Months until full" (used: "unit", capacity: "unit")
        -> "month" as months_to_cliff table "0: as much is used as there is, or more"
    { 0.0 }

    /// Days until the pool is full.
    pub fn days_to_cliff "Days until full" (months_to_cliff: "month") -> "day"
    { months_to_cliff * DAYS_PER_MONTH }

    /// The last moment to order more of the pool, so that it is there before the critical threshold is passed, in
    /// months from the start: below 0 it is past.
    pub fn order_by_months "Order by" (months_to_critical: "month"; pool.lead_time) -> "month"
        as "fleet.{row}.{case}order_by_months"
    { months_to_critical - lead_time / DAYS_PER_MONTH }

    /// What the pool costs as it is.
    pub fn cost_now "Cost of what is there" (unit_cost: "USD/unit/month", capacity: "unit") -> "USD/month"
    { capacity * unit_cost }
}

/// Why a pool has no utilization.
pub const NO_CAPACITY: Missing = Missing(
    "There is nothing of this pool, so no share of it is used. State its capacity, or what is used of it.",
);
/// Why a pool has no cost.
pub const NOT_PRICED: Missing =
    Missing("This pool has no unit cost, so it is not priced. State what one unit costs a month.");
const NOBODY: Missing =
    Missing("There are no customers now, so nothing says how many more would fit.");

/// A pool as it is now, and when it is full.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Now {
    /// How much is used.
    pub used: Cell,
    /// How much there is.
    pub capacity: Cell,
    /// Share used.
    pub utilization: Cell,
    /// Customers at the critical threshold.
    pub critical_customers: Cell,
    /// Customers when full.
    pub cliff_customers: Cell,
    /// Months to the threshold.
    pub months_to_threshold: Cell,
    /// Months to the critical threshold.
    pub months_to_critical: Cell,
    /// Months until full.
    pub months_to_cliff: Cell,
    /// Last moment to order.
    pub order_by_months: Cell,
    /// The same when growth is slower, and when it is faster.
    pub order_by_in: [Cell; 2],
    /// Cost as it is.
    pub cost_now: Cell,
}

/// For the customers with whom a pool comes to its threshold.
static THRESHOLD: Reach = Reach {
    months_to: Place::new("fleet.{row}.months_to.threshold"),
    own_target: Place::new("fleet.{row}.own_target.threshold"),
};
/// For those with whom it comes to the critical one.
static CRITICAL: Reach = Reach {
    months_to: Place::new("fleet.{row}.{case}months_to.critical"),
    own_target: Place::new("fleet.{row}.{case}own_target.critical"),
};
/// For those with whom it is full.
static CLIFF: Reach = Reach {
    months_to: Place::new("fleet.{row}.months_to.cliff"),
    own_target: Place::new("fleet.{row}.own_target.cliff"),
};

/// What one unit of the pool costs a month.
pub(super) fn unit_cost(sheet: Sheet) -> Cell {
    sheet.read(&pool::unit_cost).or_because(NOT_PRICED)
}

/// The pool in whose row the sheet stands, as it is now, and when growth fills it.
pub(super) fn plan(
    sheet: Sheet,
    stated: &Pool,
    (used_now, sized): (Cell, Option<&Sized>),
    growing: Growing,
) -> Now {
    let there = match stated.capacity {
        Some(_) => sheet.read(&pool::capacity),
        None => capacity_sized(sheet, used_now),
    };
    let capacity = there.must(|there| there > 0.0, NO_CAPACITY);
    let utilization = utilization(sheet, used_now, capacity);
    ruled(sheet, stated, utilization);
    let used = used_now.must(|used| used > 0.0, NOTHING_USED);
    let now = growing.now.with(capacity).must(|now| now > 0.0, NOBODY);
    let fills = [now, used, capacity];
    let [headroom, critical, cliff] = match sized {
        None => by_exponent(sheet, fills),
        Some(sized) => by_workloads(sheet, stated, sized, fills),
    };
    let passed =
        |share: f64| there.or_zero() > 0.0 && used_now.or_zero() >= share * there.or_zero();
    let passed = |share: f64| growing.is_now() && passed(share);
    // None where it is passed.
    let until = |share, target, reach| {
        if passed(share) {
            return None;
        }
        let found = months_to(sheet, growing, Case::Moderate, target, reach);
        (found.number() != Err(PASSED)).then_some(found)
    };
    let months_to_threshold = match until(stated.warning, headroom, &THRESHOLD) {
        Some(months) => months_to_threshold(sheet, months),
        None => months_to_threshold_passed(sheet, used_now, there),
    };
    let months_to_critical = match until(stated.critical, critical, &CRITICAL) {
        Some(months) => months_to_critical(sheet, months),
        None => months_to_critical_passed(sheet, used_now, there),
    };
    let months_to_cliff = match until(1.0, cliff, &CLIFF) {
        Some(months) => months_to_cliff(sheet, months),
        None => months_to_cliff_passed(sheet, used_now, there),
    };
    days_to_cliff(sheet, months_to_cliff);
    more_customers(sheet, headroom, growing.now);
    more_until_full(sheet, cliff, growing.now);
    let in_case = |case| {
        let sheet = sheet.in_case(case);
        match growing.growth {
            None => months_to_critical.must(|_| false, NO_GROWTH),
            // What is passed already is so in every case, and what never is in none.
            Some(_) if months_to_critical.or_zero() <= 0.0 => {
                order_by_months(sheet, months_to_critical)
            }
            Some(_) => order_by_months(sheet, months_to(sheet, growing, case, critical, &CRITICAL)),
        }
    };
    Now {
        used: used_now,
        capacity: there,
        utilization,
        critical_customers: critical,
        cliff_customers: cliff,
        months_to_threshold,
        months_to_critical,
        months_to_cliff,
        order_by_months: order_by_months(sheet, months_to_critical),
        order_by_in: [Case::Conservative, Case::Aggressive].map(in_case),
        cost_now: cost_now(sheet, unit_cost(sheet), there),
    }
}

/// Customers with whom a pool comes to its thresholds and is full, by its exponent.
fn by_exponent(sheet: Sheet, [now, used, capacity]: [Cell; 3]) -> [Cell; 3] {
    let exponent = sheet.read(&pool::exponent).must(|power| power > 0.0, FLAT);
    [
        headroom_customers(sheet, now, used, capacity, exponent),
        critical_customers(sheet, now, used, capacity, exponent),
        cliff_customers(sheet, now, used, capacity, exponent),
    ]
}

/// The same, by what workloads need.
fn by_workloads(
    sheet: Sheet,
    stated: &Pool,
    sized: &Sized,
    [now, used, capacity]: [Cell; 3],
) -> [Cell; 3] {
    let most = |share: f64| {
        let times = most_times(share * capacity.number()?, &*sized.need)?;
        Ok(now.number()? * times)
    };
    [
        headroom_customers_sized(sheet, Known(most(stated.warning)), now, used, capacity),
        critical_customers_sized(sheet, Known(most(stated.critical)), now, used, capacity),
        cliff_customers_sized(sheet, Known(most(1.0)), now, used, capacity),
    ]
}

/// What the rules say of a utilization.
fn ruled(sheet: Sheet, stated: &Pool, utilization: Cell) {
    let share = utilization.or_zero();
    alert(sheet, utilization);
    zone(sheet, utilization);
    trigger(sheet, thresholds::trigger(share, stated.kind), utilization);
    decision(sheet, utilization);
    action(sheet, thresholds::action(share, stated.kind), utilization);
}
