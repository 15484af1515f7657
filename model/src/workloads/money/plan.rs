//! What does a business of tiers and a bill come to, now and as it grows? The
//! place where the parts of the money meet.

use super::bill::{self, Bill, Month};
use super::levers::{self, Ranked};
use super::strategy::{self, HORIZONS, TOO_FAR};
use super::total_bill::{self, Platform};
use super::{by_orders, commitment, further, gpu_hours, tiers, worth};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::sheet::{Case, Cell, Sheet};
use crate::workloads::demand::Demand;

/// The money of a business, as far as others ask for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Money {
    /// What customers pay in a month.
    pub revenue: Cell,
    /// What they pay in each month from 0 on; none without growth.
    pub revenues: Vec<Cell>,
    /// API calls that they make, and training jobs that they start.
    pub calls_and_jobs: [Cell; 2],
    /// The bill of now, and how it follows customers.
    pub bill: Bill,
    /// The bill by month from 0 on; none without growth.
    pub months: Vec<Month>,
    /// The levers: those that are on, then those that are off, each from the one
    /// that saves the most.
    pub levers: Vec<Ranked>,
}

/// Why the milestone table says nothing.
pub const NO_GROWTH: Missing = Missing(
    "The milestone table is read along the growth of customers, which is not part of this scenario.",
);

/// What follows for this business: with so many customers by case and month, none
/// without growth, and what the milestone table says of those of now.
pub fn plan(
    sheet: Sheet,
    demand: &Demand,
    customers: [&[Cell]; 3],
    (milestone_cost, plan): (Cell, &mut Plan),
) -> Money {
    let mix = tiers::plan(sheet, demand.customers, demand.requests_per_day);
    let ordered = by_orders::ordered(sheet, plan);
    let bill = bill::plan(sheet, demand.customers, milestone_cost, ordered);
    let moderate = customers[Case::Moderate as usize];
    let by_month = || (0..).zip(moderate);
    let months: Vec<Month> = by_month()
        .map(|(at, customers)| {
            let then = Some((Case::Moderate, at));
            bill.month(sheet.in_month(at), then, *customers)
        })
        .collect();
    for case in [Case::Conservative, Case::Aggressive] {
        let planned = customers[case as usize].len();
        for at in HORIZONS.into_iter().filter(|at| *at >= planned) {
            let sheet = sheet.in_case(case).in_month(at);
            bill.month(sheet, Some((case, at)), Cell::missing(TOO_FAR));
        }
    }
    let levers = levers::plan(sheet, &bill.now, &months);
    let platform = Platform {
        bill: &bill,
        months: &months,
        levers: &levers,
    };
    plan.total_bill = total_bill::plan(sheet, demand, plan, Some(platform));
    let total = plan.total_bill.as_ref();
    let now = total.map_or(levers.now, |total| total.now);
    let arpu = worth::plan(sheet, &mix, now, demand.customers);
    let revenues = by_month().map(|(at, customers)| {
        let then = total.and_then(|total| total.months.get(at).copied());
        worth::month(sheet.in_month(at), *customers, arpu, then.unwrap_or(now))
    });
    let money = Money {
        revenue: mix.revenue,
        revenues: revenues.collect(),
        calls_and_jobs: [mix.calls, mix.jobs],
        bill,
        months,
        levers: levers.ranked,
    };
    if plan.loaded.details {
        further(sheet, plan, &money, mix.gpu_time);
    }
    money
}

/// What answers do without: ways to buy the same, the other way in which the bill may go on,
/// and what GPUs give.
pub(super) fn what_follows(sheet: Sheet, plan: &Plan, money: &Money, gpu_time: Cell) {
    gpu_hours::plan(sheet, gpu_time, plan);
    by_orders::plan(sheet, &money.bill, &money.months, plan.growth.as_ref());
    commitment::plan(sheet, &money.bill, &money.months);
    strategy::plan(sheet, &money.months, plan);
}
