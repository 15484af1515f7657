//! What does everything that is planned cost, this month and in each to come?
//!
//! ```text
//! total = the platform's bill after the savings that are on + web stack + GPUs + pipeline + training
//! year  = the totals of the twelve months from now
//! ```
//!
//! Each part is sized and priced again for the demand of its month. Of a pipeline whose
//! vendors name a range the middle counts.

use crate::engine::Plan;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::sum;
use crate::scenario::Scenario;
use crate::sheet::{Case, Cell, Known, Number, Row, Sheet, scratch};
use crate::workloads::demand::Demand;
use crate::workloads::web;

crate::formulas! {
    source: DEFINITION; in "bill.part.{row}";

    /// The platform's own bill, after the savings that are switched on.
    pub fn platform_part "Platform" (bill_after_levers: "USD/month") -> "USD/month" as platform_part "bill.part.{row}"

    /// The web stack at list prices.
    pub fn web_part "Web stack" (bill: "USD/month") -> "USD/month" as web_part "bill.part.{row}"

    /// The web stack at list prices, sized again for the demand of this month.
    pub fn web_part_then "Web stack" (average_rate: "req/s") -> "USD/month" as web_part "bill.part.{row}"
        solved "the web stack, sized and priced again for the demand of this month"

    /// The GPUs that serve the models.
    pub fn gpus_part "GPUs" (cost: "USD/month") -> "USD/month" as gpus_part "bill.part.{row}"

    /// The GPUs that serve the models in this month.
    pub fn gpus_part_then "GPUs" (cost: "USD/month", peak_rate: "req/s") -> "USD/month"
        as gpus_part "bill.part.{row}" solved "the GPUs that the usual peak of this month needs, at the price of now"

    /// What vendors and stages of the pipeline charge: the middle between the least and the most.
    pub fn pipeline_part "Pipeline" (cost_low: "USD/month", cost_high: "USD/month") -> "USD/month"
        as pipeline_part "bill.part.{row}"
    { (cost_low + cost_high) * 0.5 }

    /// What vendors and stages of the pipeline charge for the users of this month.
    pub fn pipeline_part_then "Pipeline" (average_rate: "req/s") -> "USD/month" as pipeline_part "bill.part.{row}"
        solved "the middle between the least and the most, for the users of this month"

    /// Training, which does not follow demand.
    pub fn training_part "Training" (cost: "USD/month") -> "USD/month" as training_part "bill.part.{row}"

    /// What comes with a dated change, and costs nothing before.
    pub fn coming_part "Later" () -> "USD/month" as coming_part "bill.part.{row}"
        table "nothing, until what is stated changes"

    /// What everything that is planned costs.
    pub fn whole_bill "Whole bill" (part: ["USD/month"]) -> "USD/month" as total "bill.total"
    { sum(part) }

    /// What everything that is planned costs over the twelve months from now.
    pub fn year "Over a year" (total: ["USD/month"]) -> "USD/year" as year "bill.year"
        table "the whole bills of the first twelve months, added up"
    { sum(total) }

    /// What the whole bill of this month leaves of the budget; negative where it is over it.
    pub fn budget_left_then "Budget left" (total: "USD/month"; money.budget) -> "USD/month"
        as budget_left "bill.budget_left"
    { budget - total }

    /// The whole bill for each customer.
    pub fn bill_per_customer "Whole bill per customer" (total: "USD/month", customers: "customer")
        -> "USD/customer/month" as per_customer "bill.per_customer"
    { total / customers }
}

/// What a part of the bill pays for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payee {
    /// The platform's own bill.
    Platform,
    /// The web stack.
    Web,
    /// The GPUs that serve the models.
    Gpus,
    /// Vendors and stages of the pipeline.
    Pipeline,
    /// Training.
    Training,
}

impl Payee {
    /// As ids have it, and as people call it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Platform => ("platform", "Platform"),
            Self::Web => ("web", "Web stack"),
            Self::Gpus => ("gpus", "GPUs"),
            Self::Pipeline => ("pipeline", "Pipeline"),
            Self::Training => ("training", "Training"),
        }
    }

    const fn row(self) -> Row {
        let (id, name) = self.words();
        Row::Word(id, name)
    }
}

/// One part of the bill.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// What it pays for.
    pub of: Payee,
    /// What it comes to now.
    pub now: Cell,
    /// Whether a dated change brings it, so that now it comes to nothing.
    is_coming: bool,
}

/// What everything that is planned costs.
#[derive(Clone, PartialEq, Debug)]
pub struct TotalBill {
    /// What it is made of.
    pub parts: Vec<Part>,
    /// Now.
    pub now: Cell,
    /// Month by month from 0 on; none without growth.
    pub months: Vec<Cell>,
}

/// What is known of a month before its bill is made.
struct Month<'a> {
    sheet: Sheet<'a>,
    at: usize,
    /// Demand as a multiple of today's: on an average day, and at the usual peak.
    times: f64,
}

const TOO_SHORT: Missing =
    Missing("Fewer than twelve months are planned, so there is no sum of a year. Plan twelve.");
const NOBODY: Missing = Missing("There are no customers, so there is nothing per customer.");

/// The whole bill of a plan; `platform` is the platform's own after its savings, now and
/// by month. None where nothing that is planned costs anything.
pub fn plan(
    sheet: Sheet,
    demand: &Demand,
    plan: &Plan,
    platform: Option<(Cell, &[Cell])>,
) -> Option<TotalBill> {
    let parts = parts(sheet, plan, platform);
    if parts.is_empty() {
        return None;
    }
    let cells: Vec<Cell> = parts.iter().map(|part| part.now).collect();
    let now = whole_bill(sheet, &cells);
    let customers = demand.customers.must(|some| some > 0.0, NOBODY);
    bill_per_customer(sheet, now, customers);
    let mut months = Vec::new();
    if let Some(growth) = &plan.growth {
        for at in 0..=growth.months {
            let sheet = sheet.in_month(at);
            let times = growth.usual_times_in(Case::Moderate, at);
            let month = Month { sheet, at, times };
            let cells: Vec<Cell> = parts
                .iter()
                .map(|part| then(&month, part, demand, (plan, platform)))
                .collect();
            let total = whole_bill(sheet, &cells);
            bill_per_customer(sheet, total, growth.customers(Case::Moderate)[at]);
            if sheet.scenario.money.budget.is_some() {
                budget_left_then(sheet, total);
            }
            months.push(total);
        }
        match months.get(..12) {
            Some(months) => year(sheet, months),
            None => year(sheet, &[now.but(Err(TOO_SHORT))]),
        };
    }
    Some(TotalBill { parts, now, months })
}

/// What costs something now, each in a row of its own.
fn parts(sheet: Sheet, plan: &Plan, platform: Option<(Cell, &[Cell])>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |of: Payee, cell: &dyn Fn(Sheet) -> Cell| {
        let now = cell(sheet.within(of.row()));
        parts.push(Part {
            of,
            now,
            is_coming: false,
        });
    };
    if let Some((bill, _)) = platform {
        add(Payee::Platform, &|sheet| platform_part(sheet, bill));
    }
    if let Some(bill) = &plan.web_bill {
        add(Payee::Web, &|sheet| web_part(sheet, bill.total));
    }
    if let Some(inference) = &plan.inference {
        add(Payee::Gpus, &|sheet| gpus_part(sheet, inference.count.cost));
    }
    if let Some(limits) = &plan.limits {
        let [low, high] = limits.cost;
        add(Payee::Pipeline, &|sheet| pipeline_part(sheet, low, high));
    }
    if let Some(cost) = plan.training {
        add(Payee::Training, &|sheet| training_part(sheet, cost));
    }
    let bills = plan
        .stretches
        .iter()
        .filter_map(|it| it.plan.total_bill.as_ref());
    for Part { of, .. } in bills.flat_map(|bill| &bill.parts) {
        if parts.iter().all(|part| part.of != *of) {
            parts.push(Part {
                of: *of,
                now: coming_part(sheet.within(of.row()), 0.0),
                is_coming: true,
            });
        }
    }
    parts
}

/// A part of the bill in a month to come.
fn then(
    month: &Month,
    part: &Part,
    demand: &Demand,
    (plan, platform): (&Plan, Option<(Cell, &[Cell])>),
) -> Cell {
    let sheet = month.sheet.within(part.of.row());
    let scenario = sheet.scenario;
    let more = || demand.times(month.times);
    if part.is_coming {
        return coming_part(sheet, 0.0);
    }
    match part.of {
        Payee::Platform => {
            let bill = platform.and_then(|(_, months)| months.get(month.at).copied());
            platform_part(sheet, bill.unwrap_or(part.now))
        }
        Payee::Web => web_part_then(sheet, Known(of_web(scenario, &more())), demand.average_rate),
        Payee::Gpus => {
            let inference = plan.inference.as_ref();
            let cost = inference.map(|it| it.cost_for(scenario, demand, month.times));
            gpus_part_then(
                sheet,
                Known(cost.unwrap_or(Ok(0.0))),
                part.now,
                demand.peak_rate,
            )
        }
        Payee::Pipeline => {
            let limits = plan.limits.as_ref();
            let cost = limits.map(|it| it.cost_for(scenario, demand, month.times));
            pipeline_part_then(sheet, Known(cost.unwrap_or(Ok(0.0))), demand.average_rate)
        }
        Payee::Training => training_part(sheet, part.now),
    }
}

/// The web stack, sized and priced for so much demand.
fn of_web(scenario: &Scenario, demand: &Demand) -> Number {
    scratch(scenario, |sheet| {
        let web = web::sized(sheet, demand);
        web::bill::plan(sheet, demand, &web).total.number()
    })
}
