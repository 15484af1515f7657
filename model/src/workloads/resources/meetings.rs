//! Which numbers do weekly, monthly and quarterly reviews ask for, that nothing else needs?
//!
//! ```text
//! a week       = a day * 7, or a month / 30.4167 * 7
//! growth rate  = month 1 / month 0 - 1                of customers, traffic and revenue
//! more a month = bill in three months - bill of now
//! ```

use super::Order;
use crate::engine::Plan;
use crate::facts::constants::{DAYS_PER_MONTH, DAYS_PER_WEEK, ONE_MONTH};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::{of_count, sum};
use crate::scenario::web::fields as web;
use crate::sheet::{Case, Cell, Sheet};
use crate::workloads::pools::actuals;
use crate::workloads::web::formulas::{nodes_by_cpu, nodes_by_memory};

crate::formulas! {
    source: DEFINITION; in "checklist";

    /// Requests that the demand ladder plans for in a week.
    pub fn requests_per_week "Requests a week" (requests_per_day: "req/day") -> "req/week"
    { requests_per_day * DAYS_PER_WEEK }

    /// API calls that the tiers' customers make in a week.
    pub fn calls_per_week "API calls a week" (calls: "req/day") -> "req/week"
    { calls * DAYS_PER_WEEK }

    /// Training jobs that the tiers' customers start in a week.
    pub fn jobs_per_week "Training jobs a week" (jobs: "job/month") -> "job/week"
    { jobs / DAYS_PER_MONTH * DAYS_PER_WEEK }

    /// Which share of the cores that the nodes offer the pods request.
    pub fn cpu_requested_share "CPU requested" (nodes_by_cpu: "node", nodes_there: "node") -> "share"
    { nodes_by_cpu / nodes_there }

    /// Which share of the memory that the nodes offer the pods request.
    pub fn memory_requested_share "Memory requested" (nodes_by_memory: "node", nodes_there: "node") -> "share"
    { nodes_by_memory / nodes_there }

    /// By which share of themselves customers grow in the first month.
    pub fn customer_growth "Growth of customers" (customers_then: "customer", customers: "customer") -> "share/month"
    { (customers_then / customers - 1.0) / ONE_MONTH }

    /// By which share of itself traffic grows in the first month, with its season.
    pub fn traffic_growth "Growth of traffic" (average_rate_then: "req/s", average_rate: "req/s") -> "share/month"
    { (average_rate_then / average_rate - 1.0) / ONE_MONTH }

    /// By which share of itself revenue grows in the first month.
    pub fn revenue_growth "Growth of revenue" (revenue_then: "USD/month", revenue: "USD/month") -> "share/month"
    { (revenue_then / revenue - 1.0) / ONE_MONTH }

    /// How much more the whole bill comes to in three months than now.
    pub fn more_spend "More a month" (total_then: "USD/month", total: "USD/month") -> "USD/month"
    { total_then - total }

    /// What is paid once for everything that comes now and in the next three months.
    pub fn setup_cost "Paid once" (once: ["USD"]) -> "USD"
    { sum(once) }
}

/// How many months a monthly review looks ahead.
pub const MONTHS: usize = 3;

const NOTHING_NOW: Missing = Missing("There is nothing of it now, so it grows by no share.");

/// What only reviews ask for, where the plan knows it.
pub(super) fn plan(sheet: Sheet, plan: &Plan) {
    actuals::plan(sheet, plan);
    let sheet = sheet.if_known();
    let Some(demand) = plan.demand else { return };
    requests_per_week(sheet, demand.requests_per_day);
    if let Some(money) = &plan.money {
        let [calls, jobs] = money.calls_and_jobs;
        calls_per_week(sheet, calls);
        jobs_per_week(sheet, jobs);
    }
    if let Some(stack) = &plan.web {
        let stated = sheet.read(&web::nodes_have);
        let there = if stated.is_known() {
            stated
        } else {
            stack.nodes.fewest
        };
        cpu_requested_share(sheet, sheet.given(&nodes_by_cpu::FORMULA), there);
        memory_requested_share(sheet, sheet.given(&nodes_by_memory::FORMULA), there);
    }
    let Some(growth) = &plan.growth else { return };
    let grows = |of: fn(Sheet, Cell, Cell) -> Cell, months: &[Cell]| {
        if let [now, then, ..] = months {
            of(sheet, *then, now.must(|now| now > 0.0, NOTHING_NOW));
        }
    };
    grows(customer_growth, growth.customers(Case::Moderate));
    grows(traffic_growth, &growth.timeline.averages);
    if let Some(money) = &plan.money {
        grows(revenue_growth, &money.revenues);
    }
    let bills = plan.total_bill.as_ref().map(|bill| &*bill.months);
    if let Some([now, _, _, then, ..]) = bills {
        more_spend(sheet, *then, *now);
    }
    let orders = plan.resources.iter().flat_map(|it| &it.orders);
    let comes =
        |order: &&Order| order.once.is_known() && order.arrives.or_zero() <= of_count(MONTHS);
    let once: Vec<Cell> = orders.filter(comes).map(|order| order.once).collect();
    if !once.is_empty() {
        setup_cost(sheet, &once);
    }
}
