//! What does a scenario come to? The place where the workloads meet.

use crate::quantity::{Missing, Unit};
use crate::scenario::{Scenario, fields};
use crate::sheet::{Cell, Cells, Explanation, Sheet};
use crate::sheet::{Figure, Outcome};
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use crate::workloads::inference::Inference;
use crate::workloads::limits::Limits;
use crate::workloads::money::{Money, TotalBill};
use crate::workloads::pools::Pools;
use crate::workloads::resources::Resources;
use crate::workloads::web::{self, Web};
use crate::workloads::{Loaded, Workload};
use core::cell::RefCell;

/// Everything that follows from a scenario. A part is missing when its
/// workload is off, or when the scenario is not one that can be planned; the
/// review says which.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Plan {
    /// With which workloads it was made.
    pub loaded: Loaded,
    /// Every figure, with what it came from.
    pub cells: Cells,
    /// The demand ladder.
    pub demand: Option<Demand>,
    /// The web stack.
    pub web: Option<Web>,
    /// What the web stack costs.
    pub web_bill: Option<web::bill::Bill>,
    /// Customers by month, where growth is stated.
    pub growth: Option<Growth>,
    /// What serves the models.
    pub inference: Option<Inference>,
    /// The bill of the platform, by month, and its levers.
    pub money: Option<Money>,
    /// What there is now, and when more of it must be ordered.
    pub pools: Option<Pools>,
    /// Limits and pipeline.
    pub limits: Option<Limits>,
    /// What training costs a month.
    pub training: Option<Cell>,
    /// What everything that is planned costs.
    pub total_bill: Option<TotalBill>,
    /// What can run out, and what to order by when.
    pub resources: Option<Resources>,
}

/// Figures that are of one row among many, which it is that matters.
const NAMES_A_ROW: [&str; 2] = ["flow.bottleneck", "flow.next_bottleneck"];
/// The unit of figures that say which resource it is.
const NAMES_A_RESOURCE: Unit = Unit::Of("resource");
/// Why there is no figure of a workload that is left out.
const NOT_PLANNED: Missing = Missing("This is not part of the plan.");

/// What follows from `scenario`. Never fails: a scenario out of bounds gives a
/// plan without parts.
pub fn plan(scenario: &Scenario) -> Plan {
    plan_with(scenario, Loaded::ALL)
}

/// What follows from `scenario` as far as the workloads that are here can say.
pub fn plan_with(scenario: &Scenario, loaded: Loaded) -> Plan {
    let empty = Plan {
        loaded,
        ..Plan::default()
    };
    if !fields::is_within_bounds(scenario) {
        return empty;
    }
    filled(scenario, loaded)
}

/// The demand and the web stack of a scenario within its bounds, and nothing
/// else: for whoever plans many in a row.
pub fn stack(scenario: &Scenario) -> Plan {
    filled(scenario, Loaded::first())
}

/// Plans one workload after the other, each after those that it needs.
fn filled(scenario: &Scenario, loaded: Loaded) -> Plan {
    let cells = RefCell::new(Cells::with_room());
    let sheet = Sheet::new(scenario, &cells);
    let mut plan = Plan {
        loaded,
        ..Plan::default()
    };
    let is_on = |workload: &&Workload| (workload.is_on)(scenario);
    let mut waiting: Vec<&Workload> = loaded.here().filter(is_on).collect();
    while !waiting.is_empty() {
        let is_ready = |workload: &&Workload| {
            let needs = |other: &&Workload| workload.needs.contains(&other.id);
            !waiting.iter().any(needs)
        };
        // Two that need each other are planned in the order of the list.
        let next = waiting.iter().position(is_ready).unwrap_or(0);
        (waiting.remove(next).code.plan)(sheet, &mut plan);
    }
    plan.cells = cells.into_inner();
    plan
}

impl Plan {
    /// Visits every figure with its id.
    pub fn each(&self, visit: &mut dyn FnMut(&str, Outcome)) {
        self.cells.each(visit);
    }

    /// The outcome of this id, if the plan has it.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        self.cells.outcome(id)
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

    /// The working behind a figure or an input of this id; none if there is no such.
    pub fn explain(&self, scenario: &Scenario, id: &str) -> Option<Explanation> {
        self.cells.explain(scenario, id).or_else(|| {
            let slot = fields::slot(scenario, id)?;
            Some(Explanation::of_slot(scenario, slot))
        })
    }

    /// Whether there is a working behind a figure or an input of this id.
    pub fn is_explained(&self, scenario: &Scenario, id: &str) -> bool {
        self.cells.place(id).is_some() || fields::slot(scenario, id).is_some()
    }

    /// What the row is called that a figure or an input of this id is of.
    pub fn row_name(&self, scenario: &Scenario, id: &str) -> Option<String> {
        match self.cells.place(id) {
            Some(at) => self.cells.row(at)?.name(scenario),
            None => fields::slot(scenario, id)?
                .row_name(scenario)
                .map(str::to_owned),
        }
    }

    /// What stands in ids for the row that a figure of this id names: which stage the
    /// bottleneck is, which resource must be ordered first.
    pub fn row_of(&self, id: &str) -> Option<String> {
        let place = self.cells.place(id)?;
        let names = self.cells.formula(place).unit == NAMES_A_RESOURCE || NAMES_A_ROW.contains(&id);
        let row = names.then(|| self.cells.row_taken(place))??;
        Some(row.text())
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
