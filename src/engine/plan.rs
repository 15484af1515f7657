//! What does a scenario come to? The place where the parts meet.

use super::cost::budget::{self, Budget};
use super::cost::money::{self, Ahead, MoneyPlan};
use super::cost::short::{self, Short};
use super::flow::{self, FlowPlan};
use super::outcome::Visit;
use super::sizing::data::{self, DataPlan};
use super::sizing::inference::{self, InferencePlan};
use super::sizing::training::{self, TrainingPlan};
use super::slo::{self, SloPlan};
use crate::later::{self, far};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::web::Switch;
use crate::scenario::{RowKey, Scenario, catalogue};
use crate::sheet::{Case, Cell, Cells, Sheet};
use crate::workloads::demand::{self, Demand};
use crate::workloads::growth::{self, Growth, milestones};
use crate::workloads::pools::{self, Pools};
use crate::workloads::web::{self, Web};
use core::cell::RefCell;

/// Everything that follows from a scenario. A part is missing when its
/// workload is off, or when the scenario is not one that can be planned; the
/// review says which.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Plan {
    /// Every figure, with what it came from.
    pub cells: Cells,
    /// The demand ladder.
    pub demand: Option<Demand>,
    /// The web stack.
    pub web: Option<Web>,
    /// What the web stack costs a month.
    pub bill: Option<Cell>,
    /// Customers by month, where growth is stated.
    pub growth: Option<Growth>,
    /// What serves the models.
    pub inference: Option<InferencePlan>,
    /// Tiers, the bill of the platform and what customers are worth.
    pub money: Option<MoneyPlan>,
    /// GPU time and cost of training.
    pub training: Option<TrainingPlan>,
    /// Batches, streams and storage.
    pub data: Option<DataPlan>,
    /// Where latency passes its target, if it was measured.
    pub slo: Option<SloPlan>,
    /// What there is now, and when more of it must be ordered.
    pub pools: Option<Pools>,
    /// The bill against the budget, where one is stated.
    pub budget: Option<Budget>,
    /// What being short costs, where it is stated.
    pub short: Option<Short>,
    /// Limits and pipeline.
    pub flow: Option<FlowPlan>,
}

/// Why there is no figure of a workload that is left out.
const NOT_PLANNED: Absent = Absent("This is not part of the plan.");

/// What follows from `scenario`. Never fails: a scenario out of bounds gives a
/// plan without parts.
pub fn plan(scenario: &Scenario) -> Plan {
    if !within_bounds(scenario) {
        return Plan::default();
    }
    let cells = RefCell::default();
    let sheet = Sheet::new(scenario, &cells);
    let mut plan = parts(sheet);
    if plan.demand.is_some() && later::workloads() {
        add_workloads(sheet, &mut plan);
    }
    plan.cells = cells.into_inner();
    plan
}

/// The demand and the web stack of a scenario within its bounds, and nothing
/// else: for whoever plans many in a row.
pub fn stack(scenario: &Scenario) -> Plan {
    let cells = RefCell::default();
    let mut plan = parts(Sheet::new(scenario, &cells));
    plan.cells = cells.into_inner();
    plan
}

fn parts(sheet: Sheet) -> Plan {
    let scenario = sheet.scenario;
    let Some(demand) = demand::plan(sheet, scenario.demand.anchor) else {
        return Plan::default();
    };
    let web = (scenario.web.workload == Switch::On).then(|| web::plan(sheet, &demand));
    let bill = web.map(|web| web::bill::plan(sheet, &demand, &web));
    Plan {
        demand: Some(demand),
        web,
        bill,
        ..Plan::default()
    }
}

far! {
    "workloads" "0201"
    fn add_workloads(sheet: Sheet, plan: &mut Plan) = workloads;
    "workloads" "0202"
    fn each_of_workloads(plan: &Plan, visit: &mut Visit) = each_of_them;
}

/// Adds what the workloads beside the web stack come to.
fn workloads(sheet: Sheet, plan: &mut Plan) {
    let scenario = sheet.scenario;
    let Some(demand) = &plan.demand else {
        return;
    };
    let on = |switch| switch == Switch::On;
    plan.growth = growth::plan(sheet, demand);
    plan.inference = inference::plan(scenario, demand);
    plan.money =
        on(scenario.money.workload).then(|| business(scenario, demand, plan.growth.as_ref()));
    plan.pools = on(scenario.fleet.workload)
        .then(|| pools::plan(sheet, demand, plan.growth.as_ref(), plan.web.as_ref()));
    let of_web = plan
        .bill
        .map(|bill| bill.outcome(&web::bill::bill::FORMULA));
    let whole = plan.money.as_ref().map(|money| money.now.bill);
    plan.budget = budget::plan(scenario.money.budget, whole.or(of_web));
    let lacking = plan.inference.as_ref().and_then(InferencePlan::lacking);
    plan.short = short::plan(&scenario.money, lacking);
    plan.flow = on(scenario.flow.workload).then(|| flow::plan(scenario, demand));
    plan.training = on(scenario.training.workload).then(|| training::plan(scenario));
    plan.data = on(scenario.data.workload).then(|| data::plan(&scenario.data));
    plan.slo = slo::plan(scenario);
}

fn each_of_them(plan: &Plan, visit: &mut Visit) {
    if let Some(inference) = &plan.inference {
        inference.each(visit);
    }
    if let Some(money) = &plan.money {
        money.each(visit);
    }
    if let Some(budget) = &plan.budget {
        budget.each(&mut |id, outcome| visit(id, outcome));
    }
    if let Some(short) = &plan.short {
        short.each(&mut |id, outcome| visit(id, outcome));
    }
    if let Some(flow) = &plan.flow {
        flow.each(visit);
    }
    if let Some(slo) = &plan.slo {
        slo.each(&mut |id, outcome| visit(id, outcome));
    }
    if let Some(training) = &plan.training {
        training.each(visit);
    }
    if let Some(data) = &plan.data {
        data.each(&mut |id, outcome| visit(id, outcome));
    }
}

/// The money of a scenario, along its growth.
fn business(scenario: &Scenario, demand: &Demand, growth: Option<&Growth>) -> MoneyPlan {
    let course = |case| growth.map_or_else(Vec::new, |growth| growth.outcomes(case));
    let of_now = growth.and_then(|growth| growth.needs.first());
    let cost = &milestones::milestone_cost::FORMULA;
    money::plan(
        scenario,
        &Ahead {
            customers: demand.customers.or_zero(),
            requests_per_day: demand.requests_per_day.or_zero(),
            milestone_cost: of_now.map_or(Err(money::NO_GROWTH), |needs| needs.cost.outcome(cost)),
            moderate: &course(Case::Moderate),
            cases: &[
                ("conservative.", &course(Case::Conservative)),
                ("aggressive.", &course(Case::Aggressive)),
            ],
        },
    )
}

/// Whether every input holds what it may hold.
pub fn within_bounds(scenario: &Scenario) -> bool {
    catalogue::is_within_bounds(scenario)
}

impl Plan {
    /// Visits every figure with its id, in reading order.
    pub fn each(&self, visit: &mut dyn FnMut(&str, Outcome)) {
        self.cells.each(visit);
        if later::workloads() {
            each_of_workloads(self, visit);
        }
    }

    /// The outcome of this id, if the plan has it.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        let mut found = self.cells.outcome(id);
        if found.is_none() && later::workloads() {
            each_of_workloads(self, &mut |other, outcome| {
                if other == id && found.is_none() {
                    found = Some(outcome);
                }
            });
        }
        found
    }

    /// The figure of this id.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn get(&self, id: &str) -> Outcome {
        self.outcome(id).unwrap_or(Err(NOT_PLANNED))
    }

    /// The number of this id, if there is one.
    pub fn number(&self, id: &str) -> Option<f64> {
        self.figure(id).map(|figure| figure.value)
    }

    /// The figure of this id, if the plan has it and it is not absent.
    pub fn figure(&self, id: &str) -> Option<Figure> {
        self.outcome(id)?.ok()
    }

    /// The key of the row that a figure of this id names, beside its value:
    /// which stage the bottleneck is.
    pub fn row_of(&self, id: &str) -> Option<RowKey> {
        self.flow.as_ref()?.row_of(id)
    }

    /// The figures that a link carries, so that a later engine can say what
    /// has changed: id and value.
    pub fn headline(&self) -> Vec<(&'static str, f64)> {
        [
            "demand.concurrent_users",
            "web.backend_pods_min",
            "web.frontend_pods_min",
            "web.nodes_min",
            "web.bill",
            "flow.users_limit",
            "flow.cost_high",
        ]
        .into_iter()
        .filter_map(|id| Some((id, self.figure(id)?.value)))
        .collect()
    }
}
