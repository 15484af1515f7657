//! How full is a pool, how many more customers does it carry, and when must
//! more of it be ordered?
//!
//! ```text
//! utilization        = used / capacity
//! headroom customers = customers * (warning * capacity / used) ^ (1 / exponent)
//! cliff customers    = customers * (capacity / used) ^ (1 / exponent)
//! order by           = months to the cliff - lead time
//! ```
//!
//! A threshold that is passed was passed at month 0, so that more capacity
//! never brings it closer.

use super::rules;
use super::rules::{ACTIONS, DECISIONS, TRIGGERS, ZONES};
use crate::catalog::constants::DAYS_PER_MONTH;
use crate::catalog::sources::{AI_CAPACITY, CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::{figures, sound};
use crate::quantity::math::{power, whole};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::Pool;
use crate::sheet::{Cell, Place, Row, Sheet};
use crate::workloads::growth::shape::{NEVER, PASSED, Shape};

/// By the guide's rules.
pub mod ruled {
    use super::{ACTIONS, CAPACITY_GUIDE, DECISIONS, TRIGGERS, ZONES, rules};

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// In which zone the utilization lies.
        pub fn zone "Zone" (utilization: "share") -> (ZONES) table "under 40 % under-utilized, from 40 % optimal, from 60 % healthy, from 70 % plan, from 80 % scale, from 90 % scale immediately" {
            rules::zone(utilization)
        }
        /// What the trigger of this kind of pool calls for, once it has lasted.
        pub fn trigger "Trigger" (utilization: "share", kind: "choice") -> (TRIGGERS) table "CPU over 70 % for 1 hour, memory over 80 % for 1 hour, GPU over 85 % for 2 hours, storage over 80 %, connections over 70 %; less where CPU is under 30 % or memory under 40 % for 4 hours, or GPU under 30 % for 8 hours" {
            rules::trigger(utilization, kind)
        }
        /// What the decision tree says.
        pub fn decision "Decision tree" (utilization: "share") -> (DECISIONS) table "under 40 % consider less, to 70 % monitor, over 70 % add 25 %, over 90 % double" {
            rules::decision(utilization)
        }
        /// What is to be done: the strictest of zone, trigger and decision tree.
        pub fn action "What to do" (utilization: "share", kind: "choice") -> (ACTIONS) table "the strictest of zone, trigger and decision tree" {
            rules::action(utilization, kind)
        }
    }
}

/// By the guide's rule how a pool follows customers.
pub mod carried {
    use super::{CAPACITY_GUIDE, power};

    crate::formulas! {
        source: CAPACITY_GUIDE; in "fleet.{row}";

        /// Customers with whom the pool comes to its warning threshold.
        pub fn headroom_customers "Customers at the threshold"
            (customers: "customer"; pool.used, pool.capacity, pool.warning, pool.exponent) -> "customer"
        { customers * power(warning * capacity / used, 1.0 / exponent) }

        /// Customers with whom the pool is full.
        pub fn cliff_customers "Customers when full"
            (customers: "customer"; pool.used, pool.capacity, pool.exponent) -> "customer"
        { customers * power(capacity / used, 1.0 / exponent) }
    }
}

/// By alerts.
pub mod alerted {
    use super::{AI_CAPACITY, rules};

    crate::old_formulas! {
        source: AI_CAPACITY;

        /// Whether a threshold of the pool is reached.
        pub fn alert "Alert" (utilization: "share", warning: "share", critical: "share") -> ["none", "warning", "critical"] table "warning and critical from their thresholds on" {
            rules::alert(utilization, warning, critical)
        }
    }
}

/// By the meaning of the words.
pub mod defined {
    use super::{DAYS_PER_MONTH, DEFINITION, whole};

    crate::old_formulas! {
        source: DEFINITION;

        /// Which share of the pool is used.
        pub fn utilization "Utilization" (used: "unit", capacity: "unit") -> "share" {
            used / capacity
        }
        /// How many more whole customers fit before the pool comes to its warning threshold.
        pub fn more_customers "More customers to the threshold" (headroom_customers: "customer", customers: "customer") -> "customer" {
            0.0 * customers - whole(customers - headroom_customers)
        }
        /// How many more whole customers fit before the pool is full.
        pub fn more_until_full "More customers until full" (cliff_customers: "customer", customers: "customer") -> "customer" {
            0.0 * customers - whole(customers - cliff_customers)
        }
        /// Months until the pool comes to its warning threshold, in the moderate case of growth.
        pub fn months_to_threshold "Months to the threshold" (months_to: "month") -> "month" {
            months_to
        }
        /// Months until the pool comes to its warning threshold: none, it is there.
        pub fn months_to_threshold_passed "Months to the threshold" (used: "unit", capacity: "unit", warning: "share") -> "month" as months_to_threshold table "0: as much is used as the threshold allows, or more" {
            0.0 * (used + capacity + warning)
        }
        /// Months until the pool is full, in the moderate case of growth.
        pub fn months_to_cliff "Months until full" (months_to: "month") -> "month" {
            months_to
        }
        /// Months until the pool is full: none, it is.
        pub fn months_to_cliff_passed "Months until full" (used: "unit", capacity: "unit") -> "month" as months_to_cliff table "0: as much is used as there is, or more" {
            0.0 * (used + capacity)
        }
        /// Days until the pool is full.
        pub fn days_to_cliff "Days until full" (months_to_cliff: "month") -> "day" {
            months_to_cliff * DAYS_PER_MONTH
        }
        /// The last moment to order more of the pool, in months from the start: below 0 it is past.
        pub fn order_by_months "Order by" (months_to_cliff: "month", lead_time: "day") -> "month" {
            months_to_cliff - lead_time / DAYS_PER_MONTH
        }
        /// What the pool costs as it is.
        pub fn cost_now "Cost of what is there" (capacity: "unit", unit_cost: "USD/unit/month") -> "USD/month" {
            capacity * unit_cost
        }
    }
}

/// Every formula of a pool as it is now.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = ruled::entries();
    all.extend(alerted::entries());
    all.extend(defined::entries());
    all
}

figures! {
    /// A pool as it is now, and when it is full.
    pub struct PoolFigures in "fleet" by row {
        /// Share used.
        utilization: Outcome,
        /// Alert raised.
        alert: Outcome,
        /// Zone.
        zone: Outcome,
        /// What its trigger calls for.
        trigger: Outcome,
        /// What the tree says.
        decision: Outcome,
        /// The strictest of them.
        action: Outcome,
        /// More customers to the threshold.
        more_customers: Outcome,
        /// More customers until full.
        more_until_full: Outcome,
        /// Months to the threshold.
        months_to_threshold: Outcome,
        /// Months until full.
        months_to_cliff: Outcome,
        /// Days until full.
        days_to_cliff: Outcome,
        /// Last moment to order.
        order_by_months: Outcome,
        /// Cost as it is.
        cost_now: Outcome,
    }
}

/// Why a pool has no utilization.
pub const NO_CAPACITY: Absent =
    Absent("This pool has no capacity, so it is not used for any share of it. State its capacity.");
/// Why a pool never fills.
pub const NOTHING_USED: Absent = Absent("Nothing of this pool is used, so growth never fills it.");
/// Why a pool never fills.
pub const FLAT: Absent =
    Absent("What this pool must hold does not follow customers, so growth never fills it.");
/// Why there is no date.
pub const NO_GROWTH: Absent =
    Absent("This scenario states no growth, so nothing says when this pool is full.");
/// Why a pool has no cost.
pub const NOT_PRICED: Absent =
    Absent("This pool has no unit cost, so it is not priced. State what one unit costs a month.");
const NOBODY: Absent =
    Absent("There are no customers now, so nothing says how many more would fit.");

/// Where the working of a threshold stands.
static MONTHS_TO: Place = Place::new("fleet.{row}.months_to.{row}");
static OWN_TARGET: Place = Place::new("fleet.{row}.own_target.{row}");

/// How customers grow, for a pool: from so many, by this shape.
#[derive(Clone, Copy)]
pub struct Growing<'a> {
    /// Customers now.
    pub now: Cell,
    /// The moderate case; none where no growth is stated.
    pub shape: Option<&'a Shape>,
}

/// A pool as it is now, and when growth fills it.
pub fn plan(sheet: Sheet, pool: &Pool, growing: Growing) -> (PoolFigures, Outcome) {
    let now = growing.now.or_zero();
    let (used, capacity) = (pool.used, pool.capacity);
    let utilization = if capacity > 0.0 {
        sound(defined::utilization(used, capacity))
    } else {
        Err(NO_CAPACITY)
    };
    let kind = rules::place_of(pool.kind);
    let of = |figure: fn(f64) -> Figure| utilization.map(|share| figure(share.value));
    let of_kind =
        |figure: fn(f64, f64) -> Figure| utilization.map(|share| figure(share.value, kind));
    let fills = fills(pool, now);
    let customers = growing.now.but(fills.map(|()| now));
    let headroom = carried::headroom_customers(sheet, customers);
    let cliff = carried::cliff_customers(sheet, customers);
    let headroom_customers = headroom.outcome(&carried::headroom_customers::FORMULA);
    let cliff_customers = cliff.outcome(&carried::cliff_customers::FORMULA);
    let more =
        |customers: Outcome, figure: fn(f64, f64) -> Figure| sound(figure(customers?.value, now));
    let passed = |share: f64| capacity > 0.0 && used >= share * capacity;
    let threshold_passed = passed(pool.warning)
        .then(|| defined::months_to_threshold_passed(used, capacity, pool.warning));
    let cliff_passed = passed(1.0).then(|| defined::months_to_cliff_passed(used, capacity));
    let months_to_threshold = months(
        sheet.within(Row::Word("threshold", "Threshold")),
        growing,
        headroom,
        (
            threshold_passed,
            defined::months_to_threshold_passed(used, capacity, pool.warning),
        ),
        defined::months_to_threshold,
    );
    let months_to_cliff = months(
        sheet.within(Row::Word("cliff", "Cliff")),
        growing,
        cliff,
        (
            cliff_passed,
            defined::months_to_cliff_passed(used, capacity),
        ),
        defined::months_to_cliff,
    );
    let figures = PoolFigures {
        utilization,
        alert: utilization.map(|share| alerted::alert(share.value, pool.warning, pool.critical)),
        zone: of(ruled::zone),
        trigger: of_kind(ruled::trigger),
        decision: of(ruled::decision),
        action: of_kind(ruled::action),
        more_customers: more(headroom_customers, defined::more_customers),
        more_until_full: more(cliff_customers, defined::more_until_full),
        months_to_threshold,
        months_to_cliff,
        days_to_cliff: months_to_cliff
            .and_then(|months| sound(defined::days_to_cliff(months.value))),
        order_by_months: months_to_cliff
            .map(|months| defined::order_by_months(months.value, pool.lead_time)),
        cost_now: pool
            .unit_cost
            .map(|cost| defined::cost_now(capacity, cost))
            .ok_or(NOT_PRICED),
    };
    (figures, cliff_customers)
}

/// Whether more customers fill the pool.
fn fills(pool: &Pool, now: f64) -> Result<(), Absent> {
    if pool.capacity <= 0.0 {
        Err(NO_CAPACITY)
    } else if now <= 0.0 {
        Err(NOBODY)
    } else if pool.used <= 0.0 {
        Err(NOTHING_USED)
    } else if pool.exponent <= 0.0 {
        Err(FLAT)
    } else {
        Ok(())
    }
}

/// When growth comes to `target` customers: at once where that is passed.
fn months(
    sheet: Sheet,
    growing: Growing,
    target: Cell,
    (passed, at_once): (Option<Figure>, Figure),
    figure: fn(f64) -> Figure,
) -> Outcome {
    if let Some(passed) = passed {
        return Ok(passed);
    }
    if let Err(absent) = target.number() {
        // A target beyond any number is one that growth does not come to.
        let why = [NO_CAPACITY, NOBODY, NOTHING_USED, FLAT].contains(&absent);
        return Err(if why { absent } else { NEVER });
    }
    let shape = growing.shape.ok_or(NO_GROWTH)?;
    let at = |place| sheet.within(Row::Elsewhere(place)).if_known();
    let aim = shape.aim(at(&OWN_TARGET), growing.now, target);
    match shape.months_to(at(&MONTHS_TO), growing.now, aim).number() {
        Ok(months) => Ok(figure(months)),
        Err(PASSED) => Ok(at_once),
        Err(absent) => Err(absent),
    }
}
