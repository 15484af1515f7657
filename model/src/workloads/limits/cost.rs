//! What does the pipeline cost in a month, and how many paying users cover it?
//!
//! ```text
//! cost = sum of what the vendors charge in the phase, from and to
//! paying users = ceil(cost / price)
//! ```
//!
//! The phase is that of the daily users; beyond the last one nothing says what
//! the vendors charge. Prices per item of the stages stand beside the vendors,
//! or are part of the cost, as stated.

use super::vendors::PHASES;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::{round_up, sum};
use crate::scenario::flow::CostBasis;
use crate::sheet::{Cell, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "flow";

    /// The phase of so many daily users.
    pub fn phase "Phase"
        (daily_active_users: "user"; flow.mvp_up_to, flow.growth_up_to) -> (&PHASES)
        table "the first whose number of users is not passed"

    /// What the vendors charge in the phase, at the least.
    pub fn phase_low "Vendors, from" (vendors_low: "USD/month") -> "USD/month" as vendors_now_low
        table "what the vendors charge in the phase"
    { vendors_low }

    /// What the vendors charge in the phase, at the most.
    pub fn phase_high "Vendors, to" (vendors_high: "USD/month") -> "USD/month" as vendors_now_high
        table "what the vendors charge in the phase"
    { vendors_high }

    /// What plans and items of all stages come to, at the least.
    pub fn stages_low "Stages, from" (items_cost_low: ["USD/month"]) -> "USD/month"
    { sum(items_cost_low) }

    /// What plans and items of all stages come to, at the most.
    pub fn stages_high "Stages, to" (items_cost_high: ["USD/month"]) -> "USD/month"
    { sum(items_cost_high) }

    /// What the pipeline costs, at the least.
    pub fn low_of_vendors "Cost, from" (vendors_now_low: "USD/month") -> "USD/month" as cost_low

    /// What the pipeline costs, at the most.
    pub fn high_of_vendors "Cost, to" (vendors_now_high: "USD/month") -> "USD/month" as cost_high

    /// What the pipeline costs, at the least.
    pub fn low_of_stages "Cost, from" (stages_low: "USD/month") -> "USD/month" as cost_low

    /// What the pipeline costs, at the most.
    pub fn high_of_stages "Cost, to" (stages_high: "USD/month") -> "USD/month" as cost_high

    /// What the pipeline costs, at the least.
    pub fn low_of_both "Cost, from"
        (vendors_now_low: "USD/month", stages_low: "USD/month") -> "USD/month" as cost_low
    { vendors_now_low + stages_low }

    /// What the pipeline costs, at the most.
    pub fn high_of_both "Cost, to"
        (vendors_now_high: "USD/month", stages_high: "USD/month") -> "USD/month" as cost_high
    { vendors_now_high + stages_high }

    /// Paying users that cover the cost at the least.
    pub fn break_even_low "Break-even, from" (cost_low: "USD/month"; flow.user_price) -> "user"
    { round_up(cost_low / user_price) }

    /// Paying users that cover the cost at the most.
    pub fn break_even_high "Break-even, to" (cost_high: "USD/month"; flow.user_price) -> "user"
    { round_up(cost_high / user_price) }
}

/// Why there is no cost.
pub const BEYOND_PHASES: Missing = Missing(
    "There are more daily users than the last phase is for, so nothing says what the vendors charge. Raise how \
     far the last phase goes, with what it then costs.",
);
/// Why there is nothing to say.
pub const NO_STAGES: Missing =
    Missing("There are no stages, so nothing limits or costs anything. Add a stage.");

/// What the pipeline costs for the day's users, at the least and at the most, given what
/// vendors charge in each phase and what plans and items of each stage come to.
pub(super) fn plan(
    sheet: Sheet,
    charged: [[Cell; 2]; 3],
    items: &[[Cell; 2]],
    demand: &Demand,
) -> [Cell; 2] {
    let stated = &sheet.scenario.flow;
    let daily = demand.daily_active_users;
    let users = daily.must(|users| users <= stated.scale_up_to, BEYOND_PHASES);
    let at: u8 = match users.or_zero() {
        users if users <= stated.mvp_up_to => 0,
        users if users <= stated.growth_up_to => 1,
        _ => 2,
    };
    let phase = phase(sheet, f64::from(at), users);
    let [low, high] = charged[usize::from(at)].map(|charged| match phase.number() {
        Ok(_) => charged,
        Err(why) => Cell::missing(why),
    });
    let (low, high) = (phase_low(sheet, low), phase_high(sheet, high));
    let of_stages = |at: usize| {
        let of_stages = items.iter().map(|cost| cost[at]);
        some(of_stages.collect(), NO_STAGES)
    };
    let items_low = stages_low(sheet, &of_stages(0));
    let items_high = stages_high(sheet, &of_stages(1));
    let (cost_low, cost_high) = match stated.cost_basis {
        CostBasis::Phases => (low_of_vendors(sheet, low), high_of_vendors(sheet, high)),
        CostBasis::Items => (
            low_of_stages(sheet, items_low),
            high_of_stages(sheet, items_high),
        ),
        CostBasis::Both => (
            low_of_both(sheet, low, items_low),
            high_of_both(sheet, high, items_high),
        ),
    };
    break_even_low(sheet, cost_low);
    break_even_high(sheet, cost_high);
    [cost_low, cost_high]
}

/// What is added up; the reason where there is nothing.
pub(super) fn some(cells: Vec<Cell>, why: Missing) -> Vec<Cell> {
    if cells.is_empty() {
        vec![Cell::missing(why)]
    } else {
        cells
    }
}
