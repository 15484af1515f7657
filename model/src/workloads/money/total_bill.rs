//! What does everything that is planned cost, this month and in each to come?
//!
//! ```text
//! total = the platform's bill after the savings that are on + web stack + GPUs + pipeline + training
//!       = what it pays for compute + GPUs + databases + storage + network + APIs + people + other
//! year  = the totals of the twelve months from now
//! ```
//!
//! Each part is sized and priced again for the demand of its month. Of a pipeline whose
//! vendors name a range the middle counts. Slower and faster growth have their bills at
//! the horizons.

use super::bill::{self, Bill};
use super::charges::{self, Amounts};
use super::levers::Levers;
use super::strategy::HORIZONS;
use crate::engine::Plan;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::sum;
use crate::scenario::Scenario;
use crate::scenario::money::ChargeKind;
use crate::sheet::{Case, Cell, Known, Number, Row, Sheet, scratch};
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use crate::workloads::web;

crate::formulas! {
    source: DEFINITION; in "bill.part.{row}";

    /// The platform's own bill, after the savings that are switched on.
    pub fn platform_part "Platform" (bill_after_levers: "USD/month") -> "USD/month"
        as platform_part "bill.{case}part.{row}"

    /// The web stack at list prices.
    pub fn web_part "Web stack" (bill: "USD/month") -> "USD/month" as web_part "bill.{case}part.{row}"

    /// The web stack at list prices, sized again for the demand of this month.
    pub fn web_part_then "Web stack" (average_rate: "req/s") -> "USD/month" as web_part "bill.{case}part.{row}"
        solved "the web stack, sized and priced again for the demand of this month"

    /// The GPUs that serve the models.
    pub fn gpus_part "GPUs" (cost: "USD/month") -> "USD/month" as gpus_part "bill.{case}part.{row}"

    /// The GPUs that serve the models in this month.
    pub fn gpus_part_then "GPUs" (cost: "USD/month", peak_rate: "req/s") -> "USD/month"
        as gpus_part "bill.{case}part.{row}"
        solved "the GPUs that the usual peak of this month needs, at the price of now"

    /// What vendors and stages of the pipeline charge: the middle between the least and the most.
    pub fn pipeline_part "Pipeline" (cost_low: "USD/month", cost_high: "USD/month") -> "USD/month"
        as pipeline_part "bill.{case}part.{row}"
    { (cost_low + cost_high) * 0.5 }

    /// What vendors and stages of the pipeline charge for the users of this month.
    pub fn pipeline_part_then "Pipeline" (average_rate: "req/s") -> "USD/month" as pipeline_part "bill.{case}part.{row}"
        solved "the middle between the least and the most, for the users of this month"

    /// Training, which does not follow demand.
    pub fn training_part "Training" (cost: "USD/month") -> "USD/month" as training_part "bill.{case}part.{row}"

    /// Training on the GPUs that serve the models: its GPU time at their price.
    pub fn training_part_of_fleet "Training" (gpu_hours: "GPU-hour/month", gpu_hour: "USD/gpu/h") -> "USD/month"
        as training_part "bill.{case}part.{row}" table "gpu_hours * gpu_hour"
    { gpu_hours * gpu_hour }

    /// What comes with a dated change, and costs nothing before.
    pub fn coming_part "Later" () -> "USD/month" as coming_part "bill.{case}part.{row}"
        table "nothing, until what is stated changes"

    /// What everything that is planned costs.
    pub fn whole_bill "Whole bill" (part: ["USD/month"]) -> "USD/month" as total "bill.{case}total"
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
        -> "USD/customer/month" as per_customer "bill.{case}per_customer"
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
    /// What it is made of now, and what each of that pays for.
    pub charges: Vec<(ChargeKind, Cell)>,
    /// Whether a dated change brings it, so that now it comes to nothing.
    is_coming: bool,
}

/// What everything that is planned costs.
#[derive(Clone, PartialEq, Debug)]
pub struct TotalBill {
    /// What it is made of.
    pub parts: Vec<Part>,
    /// What it pays for, kind by kind, and what that comes to now.
    pub kinds: Vec<(ChargeKind, Cell)>,
    /// Now.
    pub now: Cell,
    /// Month by month from 0 on; none without growth.
    pub months: Vec<Cell>,
}

/// The platform's own bill, which others that are planned add to.
#[derive(Clone, Copy)]
pub struct Platform<'a> {
    /// By component, and how it follows customers.
    pub bill: &'a Bill,
    /// By month.
    pub months: &'a [bill::Month],
    /// What the savings that are on leave of it.
    pub levers: &'a Levers,
}

/// A month of a case, with what is known before its bill is made.
struct Month<'a> {
    sheet: Sheet<'a>,
    case: Case,
    at: usize,
    /// Demand as a multiple of today's: on an average day, and at the usual peak.
    times: f64,
}

const TOO_SHORT: Missing =
    Missing("Fewer than twelve months are planned, so there is no sum of a year. Plan twelve.");
const NOBODY: Missing = Missing("There are no customers, so there is nothing per customer.");

/// The whole bill of a plan with its platform. None where nothing that is planned costs
/// anything.
pub fn plan(
    sheet: Sheet,
    demand: &Demand,
    plan: &Plan,
    platform: Option<Platform>,
) -> Option<TotalBill> {
    let parts = parts(sheet, plan, platform);
    if parts.is_empty() {
        return None;
    }
    let cells: Vec<Cell> = parts.iter().map(|part| part.now).collect();
    let now = whole_bill(sheet, &cells);
    let kinds = charges::now(sheet, &parts, now);
    let customers = demand.customers.must(|some| some > 0.0, NOBODY);
    bill_per_customer(sheet, now, customers);
    let whole = Whole {
        demand,
        plan,
        platform,
        parts: &parts,
        kinds: { kinds.iter() }
            .map(|(kind, _)| (*kind, sheet.within(charges::row(*kind))))
            .collect(),
    };
    let mut months = Vec::new();
    if let Some(growth) = &plan.growth {
        let of = |case, at| whole.month(sheet, growth, case, at);
        for at in 0..=growth.months {
            months.push(of(Case::Moderate, at));
        }
        for case in [Case::Conservative, Case::Aggressive] {
            for at in HORIZONS.into_iter().filter(|at| *at <= growth.months) {
                of(case, at);
            }
        }
        match months.get(..12) {
            Some(months) => year(sheet, months),
            None => year(sheet, &[now.but(Err(TOO_SHORT))]),
        };
    }
    Some(TotalBill {
        parts,
        kinds,
        now,
        months,
    })
}

/// What costs something now, each in a row of its own.
fn parts(sheet: Sheet, plan: &Plan, platform: Option<Platform>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |of: Payee, charges: Vec<(ChargeKind, Cell)>, cell: &dyn Fn(Sheet) -> Cell| {
        let now = cell(sheet.within(of.row()));
        parts.push(Part {
            of,
            now,
            charges,
            is_coming: false,
        });
    };
    if let Some(platform) = platform {
        add(
            Payee::Platform,
            charges::of_platform(sheet, platform),
            &|sheet| platform_part(sheet, platform.levers.now),
        );
    }
    if let Some(bill) = &plan.web_bill {
        add(Payee::Web, bill.charges(), &|sheet| {
            web_part(sheet, bill.total)
        });
    }
    if let Some(inference) = &plan.inference {
        let cost = inference.count.cost;
        add(Payee::Gpus, vec![(ChargeKind::Gpu, cost)], &|sheet| {
            gpus_part(sheet, cost)
        });
    }
    if let Some(limits) = &plan.limits {
        let [low, high] = limits.cost;
        let middle = |sheet: Sheet| pipeline_part(sheet, low, high);
        let cost = middle(sheet.within(Payee::Pipeline.row()));
        add(Payee::Pipeline, vec![(ChargeKind::Api, cost)], &|_| cost);
    }
    if let Some(training) = &plan.training {
        let in_fleet = training.in_fleet(sheet.scenario, plan.inference.as_ref());
        let part = |sheet: Sheet| match in_fleet {
            Some(price) => training_part_of_fleet(sheet, training.gpu_hours, price),
            None => training_part(sheet, training.cost),
        };
        let cost = part(sheet.within(Payee::Training.row()));
        add(Payee::Training, vec![(ChargeKind::Gpu, cost)], &|_| cost);
    }
    let bills = plan
        .stretches
        .iter()
        .filter_map(|it| it.plan.total_bill.as_ref());
    for later in bills.flat_map(|bill| &bill.parts) {
        if parts.iter().all(|part| part.of != later.of) {
            let now = coming_part(sheet.within(later.of.row()), 0.0);
            let nothing = |(kind, _): &(ChargeKind, Cell)| (*kind, now);
            parts.push(Part {
                of: later.of,
                now,
                charges: later.charges.iter().map(nothing).collect(),
                is_coming: true,
            });
        }
    }
    parts
}

/// What the bills of months are made from.
struct Whole<'a> {
    demand: &'a Demand,
    plan: &'a Plan,
    platform: Option<Platform<'a>>,
    parts: &'a [Part],
    /// The kinds that it pays for, each with the sheet standing in its row.
    kinds: Vec<(ChargeKind, Sheet<'a>)>,
}

impl Whole<'_> {
    /// The whole bill of a month in a case.
    fn month(&self, sheet: Sheet, growth: &Growth, case: Case, at: usize) -> Cell {
        let sheet = sheet.in_case(case).in_month(at);
        let month = Month {
            sheet,
            case,
            at,
            times: growth.usual_times_in(case, at),
        };
        let customers = growth.customers(case).get(at).copied();
        let customers = customers.unwrap_or(Cell::missing(NOBODY));
        let mut amounts = Amounts::default();
        let mut cells = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            cells.push(self.then(&month, part, customers, &mut amounts));
        }
        let total = whole_bill(sheet, &cells);
        let kinds = self.kinds.iter();
        let kinds = kinds.map(|(kind, sheet)| (*kind, sheet.in_case(case).in_month(at)));
        charges::then((self.parts, &cells), kinds, &amounts);
        bill_per_customer(sheet, total, customers);
        if case == Case::Moderate && sheet.scenario.money.budget.is_some() {
            budget_left_then(sheet, total);
        }
        total
    }

    /// A part of the bill in a month to come; what it pays for goes to `amounts`.
    fn then(&self, month: &Month, part: &Part, customers: Cell, amounts: &mut Amounts) -> Cell {
        let sheet = month.sheet.within(part.of.row());
        let (scenario, demand, plan) = (sheet.scenario, self.demand, self.plan);
        if part.is_coming {
            return coming_part(sheet, 0.0);
        }
        let cell = match part.of {
            Payee::Platform => {
                return self.platform.map_or(part.now, |platform| {
                    platform.then(month, sheet, customers, amounts)
                });
            }
            Payee::Web => {
                let then = demand.times(month.times);
                let web = of_web(scenario, &then, amounts);
                return web_part_then(sheet, Known(web), demand.average_rate);
            }
            Payee::Gpus => {
                let inference = plan.inference.as_ref();
                let cost = inference.map(|it| it.cost_for(scenario, demand, month.times));
                let cost = Known(cost.unwrap_or(Ok(0.0)));
                gpus_part_then(sheet, cost, part.now, demand.peak_rate)
            }
            Payee::Pipeline => {
                let limits = plan.limits.as_ref();
                let cost = limits.map(|it| it.cost_for(scenario, demand, month.times));
                pipeline_part_then(sheet, Known(cost.unwrap_or(Ok(0.0))), demand.average_rate)
            }
            Payee::Training => training_part(sheet, part.now),
        };
        for (kind, _) in &part.charges {
            amounts.add(*kind, cell.or_zero());
        }
        cell
    }
}

impl Platform<'_> {
    /// The platform's bill of a month, after the savings that are on.
    fn then(&self, month: &Month, row: Sheet, customers: Cell, amounts: &mut Amounts) -> Cell {
        let sheet = month.sheet;
        let other;
        let (of, left) = if month.case == Case::Moderate {
            let left = self.levers.after.get(month.at).copied();
            (&self.months[month.at], left.unwrap_or(self.levers.now))
        } else {
            other = self
                .bill
                .month(sheet, Some((month.case, month.at)), customers);
            (&other, self.levers.leave(sheet, &other))
        };
        for (component, (cell, left)) in sheet.scenario.bill.iter().zip(self.levers.of_each(of)) {
            amounts.add(component.resource, cell.or_zero() * left);
        }
        platform_part(row, left)
    }
}

/// The web stack, sized and priced for so much demand.
fn of_web(scenario: &Scenario, demand: &Demand, amounts: &mut Amounts) -> Number {
    scratch(scenario, |sheet| {
        let web = web::sized(sheet, demand);
        let bill = web::bill::plan(sheet, demand, &web);
        for (kind, cell) in bill.charges() {
            amounts.add(kind, cell.or_zero());
        }
        bill.total.number()
    })
}
