//! What does each pool need month by month, how much must have been added by
//! then, and what does that cost?
//!
//! ```text
//! needed(t) = used * (customers(t) / customers at the measurement) ^ exponent
//! added(t)  = step * round_up((needed(t) / critical - capacity) / step), never below 0
//! ```
//!
//! What is added keeps the pool under its critical threshold. Costs are given
//! now and at the horizons of the capacity guide.

use super::pool::{NOT_PRICED, unit_cost};
use super::sized::Sized;
use crate::facts::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::quantity::math::{power, round_up, sum};
use crate::sheet::{Cell, Known, Sheet};
use crate::workloads::growth::timeline::Timeline;

crate::formulas! {
    source: DEFINITION; in "fleet";

    /// Customers by whom pools were used when their use was measured.
    pub fn fleet_measured_at "Customers at the measurement" (customers: "customer") -> "customer" as measured_at

    /// How many times the customers at the measurement there are.
    pub fn fleet_customers_ratio "Customers against the measurement"
        (customers: "customer", measured_at: "customer") -> "x" as customers_ratio
    { customers / measured_at }

    /// How many times the demand at the measurement peaks in this month, by customers, season and event.
    pub fn fleet_demand_ratio "Demand against the measurement"
        (customers_ratio: "x", peak_multiplier: "x") -> "x" as demand_ratio
    { customers_ratio * peak_multiplier }

    /// How much of the pool the customers of now use, where other customers used it when that was measured.
    pub fn used_now "Used now" (customers_ratio: "x"; pool.used, pool.exponent) -> "unit" as "fleet.{row}.used_now"
        from CAPACITY_GUIDE
    { used * power(customers_ratio, exponent) }

    /// How much of the pool so many customers need.
    pub fn needed "Needed" (customers_ratio: "x"; pool.used, pool.exponent) -> "unit" as "fleet.{row}.needed"
        from CAPACITY_GUIDE
    { used * power(customers_ratio, exponent) }

    /// How much of the pool is used now: what the workloads need of it.
    pub fn sized_by_workload "Used now" (bottom_up: "unit") -> "unit" as sized_now "fleet.{row}.sized_now"

    /// How much of the pool is used now: the larger of what was measured and what the workloads need of it.
    pub fn sized_by_larger "Used now" (measured: "unit", bottom_up: "unit") -> "unit"
        as sized_now "fleet.{row}.sized_now"
    { max(measured, bottom_up) }

    /// How much of the pool this month needs, where workloads size it.
    pub fn needed_of_sized "Needed" (sized_now: "unit", ratio_then: "x") -> "unit" as needed "fleet.{row}.needed"
        solved "what the workloads need, sized again for this month, and what was measured where that counts"

    /// How much of the pool its measured use, grown with customers, comes to.
    pub fn projected "Projection" (customers_ratio: "x"; pool.used, pool.exponent) -> "unit"
        as projected "fleet.{row}.projected" from CAPACITY_GUIDE
    { used * power(customers_ratio, exponent) }

    /// How much of the pool the peak of this month needs without the events for which capacity is rented.
    pub fn needed_kept "Needed without rented events"
        (needed: "unit", kept_multiplier: "x", peak_multiplier: "x"; pool.exponent) -> "unit"
        as "fleet.{row}.needed_kept"
    { needed * power(kept_multiplier / peak_multiplier, exponent) }

    /// How much must have been added by this month, in whole steps, so that the pool keeps under its critical
    /// threshold.
    pub fn to_add "Added by then" (needed: "unit", capacity: "unit"; pool.critical, pool.step) -> "unit"
        as "fleet.{row}.to_add"
    { step * round_up(max(0.0, needed / critical - capacity) / step) }

    /// What is added by this month costs so much.
    pub fn pool_added_cost "Cost of what is added" (unit_cost: "USD/unit/month", to_add: "unit") -> "USD/month"
        as "fleet.{row}.added_cost"
    { to_add * unit_cost }

    /// What is added to all pools by this month costs so much.
    pub fn fleet_added_cost "Cost of what is added" (added_cost: ["USD/month"]) -> "USD/month" as added_cost
    { sum(added_cost) }

    /// What all pools cost as they are.
    pub fn fleet_cost_now "Cost of what is there" (cost_now: ["USD/month"]) -> "USD/month" as cost_now
    { sum(cost_now) }

    /// What all pools cost with what is added by this month.
    pub fn total_cost "Cost of all pools" (cost_now: "USD/month", added_cost: "USD/month") -> "USD/month"
    { cost_now + added_cost }
}

/// The months for which costs are given, as far as the plan goes.
pub const HORIZONS: [usize; 5] = [0, 6, 12, 18, 24];

/// Why pools cost nothing that is known.
pub const NO_POOLS: Missing =
    Missing("There are no pools, so nothing says what is there. Add one.");
/// Why a total is not given.
pub const UNPRICED: Missing = Missing(
    "Not every pool has a unit cost, so there is no total. State what one unit of each costs a month.",
);

/// What one pool needs from month 0 on, and what is added costs at the horizons.
#[derive(Clone, PartialEq, Debug)]
pub struct Ahead {
    /// Needed, month by month.
    pub needed: Vec<Cell>,
    /// The cost of what is added, horizon by horizon.
    pub added_cost: Vec<Cell>,
}

/// The pool in whose row the sheet stands, along so many times the customers of
/// now, month by month, beyond what there is.
/// What workloads size is sized again for each month; `ratio_now` is how many times the demand
/// at the measurement there is.
/// Of months with events for which capacity is rented, what the others need is added.
pub(super) fn plan(
    sheet: Sheet,
    ratios: &[Cell],
    (capacity, rented): (Cell, Option<&Timeline>),
    (sized, ratio_now): (Option<&Sized>, Cell),
) -> Ahead {
    let unit_cost = unit_cost(sheet);
    let mut ahead = Ahead {
        needed: Vec::with_capacity(ratios.len()),
        added_cost: Vec::new(),
    };
    for (month, ratio) in ratios.iter().enumerate() {
        let then = sheet.in_month(month);
        let needed = match sized {
            None => needed(then, *ratio),
            Some(sized) => {
                let times = ratio.number().map(|then| then / ratio_now.or_zero());
                let need = times.and_then(|times| (sized.need)(times));
                needed_of_sized(then, Known(need), sized.now, *ratio)
            }
        };
        let kept = rented.map(|timeline| [timeline.kept[month], timeline.multipliers[month]]);
        let kept = match kept {
            Some([kept, all]) if kept != all => needed_kept(then, needed, kept, all),
            _ => needed,
        };
        let added = to_add(then, kept, capacity);
        ahead.needed.push(needed);
        if HORIZONS.contains(&month) {
            let cost = pool_added_cost(then, unit_cost, added);
            ahead.added_cost.push(cost);
        }
    }
    ahead
}

/// What the measured use of the pool comes to at the horizons, as far as they are planned.
pub fn projection(sheet: Sheet, ratios: &[Cell]) -> Vec<Cell> {
    let months = HORIZONS.into_iter();
    let months = months.filter_map(|month| Some((month, ratios.get(month)?)));
    let at = |(month, ratio): (usize, &Cell)| projected(sheet.in_month(month), *ratio);
    months.map(at).collect()
}

/// What pools cost together: what each costs now, and what is added to each.
pub fn costs(sheet: Sheet, now: &[Cell], ahead: &[&Ahead]) {
    let now = fleet_cost_now(sheet, &priced(now.iter().copied()));
    let horizons = ahead.first().map_or(0, |pool| pool.added_cost.len());
    for (at, month) in HORIZONS.into_iter().take(horizons).enumerate() {
        let then = sheet.in_month(month);
        let added = ahead.iter().map(|pool| pool.added_cost[at]);
        let added = fleet_added_cost(then, &priced(added));
        total_cost(then, now, added);
    }
}

/// What is added up to a total, with the total's words for what is missing.
fn priced(costs: impl Iterator<Item = Cell>) -> Vec<Cell> {
    let mut costs: Vec<Cell> = costs
        .map(|cost| match cost.number() {
            Err(NOT_PRICED) => cost.but(Err(UNPRICED)),
            _ => cost,
        })
        .collect();
    if costs.is_empty() {
        costs.push(Cell::missing(NO_POOLS));
    }
    costs
}
