//! What does a scenario come to? The place where the workloads meet.

use super::beside::Compared;
use crate::quantity::date::Date;
use crate::quantity::{Missing, Unit};
use crate::scenario::dated::Later;
use crate::scenario::{Scenario, Slot, fields};
use crate::sheet::{self, Cell, Cells, Explanation, Row, Sheet};
use crate::sheet::{Figure, Outcome};
use crate::workloads::contingency::Contingency;
use crate::workloads::data::plan::Storage;
use crate::workloads::demand::Demand;
use crate::workloads::growth::{self, Growth, Since};
use crate::workloads::inference::Inference;
use crate::workloads::limits::Limits;
use crate::workloads::money::{Money, TotalBill};
use crate::workloads::pools::Pools;
use crate::workloads::resources::{self, Resources};
use crate::workloads::spikes::Spikes;
use crate::workloads::training::plan::Training;
use crate::workloads::uncertainty::Chances;
use crate::workloads::web::{self, Web};
use crate::workloads::{Loaded, Workload};
use core::cell::RefCell;
use std::sync::Arc;

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
    /// What takes over when GPUs cannot be had.
    pub contingency: Option<Contingency>,
    /// Revenue that is lost in an hour of being short, where it is stated.
    pub lost_per_hour: Option<Cell>,
    /// The bill of the platform, by month, and its levers.
    pub money: Option<Money>,
    /// What there is now, and when more of it must be ordered.
    pub pools: Option<Pools>,
    /// Limits and pipeline.
    pub limits: Option<Limits>,
    /// Spikes, and what they do to the pool that is looked at.
    pub spikes: Option<Arc<Spikes>>,
    /// What the ranges make of it, once it has been drawn: nothing that is planned rests on it.
    pub chances: Option<Arc<Chances>>,
    /// What it is compared with.
    pub beside: Option<Arc<Compared>>,
    /// How storage of data fills.
    pub storage: Option<Storage>,
    /// Training.
    pub training: Option<Training>,
    /// What everything that is planned costs.
    pub total_bill: Option<TotalBill>,
    /// What can run out, and what to order by when.
    pub resources: Option<Resources>,
    /// Since when customers grow as they do, where what is stated has changed then.
    pub since: Option<Since>,
    /// Where what is stated changes along the months: what is planned from each change on,
    /// the first from now. Empty where nothing changes.
    pub stretches: Arc<[Stretch]>,
}

/// What is planned from a month on, until the next change.
#[derive(Clone, PartialEq, Debug)]
pub struct Stretch {
    /// What is stated, and from which month on.
    pub stated: Later,
    /// What follows from that alone.
    pub plan: Plan,
}

impl Stretch {
    /// The day from which on it is planned so, where the plan has a start.
    pub fn day(&self) -> Option<Date> {
        let start = self.stated.scenario.growth.start.map(Date::of)?;
        Some(start.add_months(i64::try_from(self.stated.month).ok()?))
    }

    /// Since when it is planned so: `As stated from 28 May 2027 on: `. None from the start.
    pub fn since(&self) -> Option<String> {
        let day = self.day().filter(|_| self.stated.month > 0)?;
        Some(["As stated from ", &day.shown(), " on: "].concat())
    }

    /// That, and what is stated otherwise than before: `Pro, Price $79.`
    fn words(&self) -> Option<String> {
        let stated = &self.stated.scenario;
        let of = |slot: &Slot| [&slot.label(stated), " ", &slot.words(stated)].concat();
        let changed: Vec<String> = self.stated.changed.iter().map(of).collect();
        Some([&self.since()?, &*changed.join(", "), "."].concat())
    }

    fn figures(&self) -> sheet::Stretch<'_> {
        sheet::Stretch {
            from: self.stated.month,
            cells: &self.plan.cells,
        }
    }
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
    plan_over(Plan::default(), scenario, loaded)
}

/// The same in the memory of a plan that nobody needs any longer: for whoever plans many in
/// a row.
pub fn plan_over(spent: Plan, scenario: &Scenario, loaded: Loaded) -> Plan {
    let empty = Plan {
        loaded,
        cells: spent.cells.emptied(),
        ..Plan::default()
    };
    if !fields::is_within_bounds(scenario) {
        return empty;
    }
    let later = scenario.later();
    if later.is_empty() {
        return filled(scenario, empty);
    }
    growth::along(scenario, loaded, later)
}

/// The demand and the web stack of a scenario within its bounds, and nothing
/// else: for whoever plans many in a row.
pub fn stack(scenario: &Scenario) -> Plan {
    let loaded = Loaded::first();
    filled(
        scenario,
        Plan {
            loaded,
            ..Plan::default()
        },
    )
}

/// Plans one workload after the other, each after those that it needs, in a plan that
/// knows what is loaded and what comes before it.
pub(crate) fn filled(scenario: &Scenario, mut plan: Plan) -> Plan {
    let (loaded, stretches) = (plan.loaded, plan.stretches.clone());
    let along: Vec<_> = stretches.iter().map(Stretch::figures).collect();
    let cells = RefCell::new(core::mem::take(&mut plan.cells).emptied());
    let sheet = Sheet::new(scenario, &cells).along(&along);
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
    if loaded.details {
        resources::for_meetings(sheet, &plan);
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

    /// The inputs on which the figures of these ids rest, however far back.
    pub fn stated_behind<'a>(
        &self,
        scenario: &Scenario,
        ids: impl Iterator<Item = &'a str>,
    ) -> Vec<Slot> {
        self.cells.stated_behind(scenario, ids)
    }

    /// The working behind a figure or an input of this id; none if there is no such.
    pub fn explain(&self, scenario: &Scenario, id: &str) -> Option<Explanation> {
        let working = |formula| super::working(&super::workings(), formula);
        if let Some((id, then)) = self.as_stated_later(id) {
            let mut working = then.plan.explain(&then.stated.scenario, id)?;
            let from = ["@", &then.stated.month.to_string()].concat();
            let inputs = working.inputs.iter_mut().map(|input| &mut input.id);
            inputs
                .filter(|id| !id.is_empty())
                .for_each(|id| id.push_str(&from));
            working.since = then.words();
            // What is stated then is stated in the row of its change.
            let by = then.day().map_or(0.0, Date::value);
            working.slot = working.slot.map(|slot| slot.stated_later(scenario, by));
            return Some(working);
        }
        self.cells.explain(scenario, id, working).or_else(|| {
            let slot = fields::slot(scenario, id)?;
            Some(Explanation::of_slot(scenario, slot))
        })
    }

    /// The stretch of which an id speaks, with what it is called there: of a later month,
    /// or behind an `@` of what is planned from a month on.
    fn as_stated_later<'a>(&self, id: &'a str) -> Option<(&'a str, &Stretch)> {
        match id.split_once('@') {
            Some((id, month)) => Some((id, self.stretch_in(month.parse().ok()?)?)),
            None => Some((id, self.stretch_of(id)?)),
        }
    }

    /// Whether there is a working behind a figure or an input of this id.
    pub fn is_explained(&self, scenario: &Scenario, id: &str) -> bool {
        let id = id.split('@').next().unwrap_or(id);
        self.cells.place(id).is_some() || fields::slot(scenario, id).is_some()
    }

    /// The stretch that a month lies in; none where nothing changes.
    pub fn stretch_in(&self, month: usize) -> Option<&Stretch> {
        let mut stretches = self.stretches.iter().rev();
        stretches.find(|it| it.stated.month <= month)
    }

    /// The stretch that a figure of a month comes from.
    pub fn stretch_of(&self, id: &str) -> Option<&Stretch> {
        if self.stretches.is_empty() {
            return None;
        }
        let month = usize::from(self.cells.month(self.cells.place(id)?)?);
        let then = self.stretch_in(month)?;
        // What builds on other months is this plan's own.
        let theirs = then.plan.outcome(id)?.map(|it| it.value.to_bits());
        (theirs == self.outcome(id)?.map(|it| it.value.to_bits())).then_some(then)
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
        Some(self.row_named(self.cells.place(id)?)?.text())
    }

    /// What the row is called that a figure of this id names.
    pub fn named(&self, scenario: &Scenario, id: &str) -> Option<String> {
        Some(self.named_at(scenario, self.cells.place(id)?)?.1)
    }

    /// The same of the figure at this place, with what the row is called.
    pub fn named_at(&self, scenario: &Scenario, at: usize) -> Option<(String, String)> {
        let row = self.row_named(at)?;
        let resources = self.resources.iter().flat_map(|it| &it.all);
        let is_one = self.cells.formula(at).unit == NAMES_A_RESOURCE;
        let known = resources.filter(|_| is_one).find(|it| it.row == row);
        let name = known.map(|it| it.name.clone());
        let key = row.text();
        let name = name.or_else(|| row.name(scenario));
        Some((key.clone(), name.unwrap_or(key)))
    }

    fn row_named(&self, at: usize) -> Option<Row> {
        let formula = self.cells.formula(at);
        let names = formula.unit == NAMES_A_RESOURCE || NAMES_A_ROW.contains(&formula.place.text());
        names.then(|| self.cells.row_taken(at))?
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
