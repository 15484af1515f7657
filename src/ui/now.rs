//! What is on the page at the moment? A scenario with its plan and all that is said of it.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use super::{arrivals, browser};
use crate::engine::beside::{Compared, compared};
use crate::engine::causes::Causes;
use crate::engine::{self, Plan};
use crate::later::far;
use crate::quantity::date::Date;
use crate::quantity::order::places;
use crate::report::comparison::IDS;
use crate::report::outline::SECTIONS;
use crate::report::{Answer, Basis, Section, Span, answers, verdict};
use crate::review::{Finding, review};
use crate::scenario::{Scenario, Slot, difference, fields};
use crate::share::Headline;
use crate::sheet::Figure;
use crate::workloads::Loaded;
use crate::workloads::resources::{Runway, runway};
use crate::workloads::uncertainty::{Chances, is_drawn};

/// A scenario with all that follows from it, worked out at once.
pub(crate) struct Now {
    /// What the user states.
    pub(crate) scenario: Scenario,
    /// What its preset states.
    pub(crate) origin: Scenario,
    /// What its preset states in the rows that the scenario has: what a reset
    /// of one input goes back to.
    pub(crate) basis: Scenario,
    /// What follows from it.
    pub(crate) plan: Plan,
    /// Ids of all that differs from the preset, in the order of the alphabet:
    /// inputs, tables with other rows, and names of rows.
    changed: Vec<Cow<'static, str>>,
    /// What is wrong with it.
    pub(crate) findings: Vec<Finding>,
    /// The sections that there may be, each once it is asked for.
    pub(super) sections: [OnceLock<Option<Section>>; SECTIONS.len()],
    /// What was said of the ranges before the last edit, until they are drawn again.
    pub(super) drawn_before: Option<Section>,
    /// The four answers before it.
    pub(crate) answers: [Answer; 4],
    /// Why each is so: in one sentence, and the rest of it.
    pub(super) whys: [[Vec<Span>; 2]; 4],
    /// What they come to.
    pub(crate) verdict: Vec<Span>,
    /// When each resource runs out, where growth says.
    pub(crate) runway: Option<Runway>,
    /// The visitor's day: month 0 of a scenario that states no start.
    pub(crate) today: Date,
    /// Counts edits by the user; zero until the first.
    pub(crate) edits: u32,
    /// Which of all plans of this page it is: what draws come to leaves it as it is.
    pub(super) serial: u32,
}

far! {
    "details" "c203"
    fn beside(scenario: &Scenario, loaded: Loaded, before: Option<&Compared>) -> Option<Arc<Compared>> = compared;
}

thread_local! {
    /// Counts plans of this page.
    static SERIAL: Cell<u32> = const { Cell::new(0) };
}

impl Now {
    pub(super) fn new(scenario: Scenario) -> Self {
        Self::after(scenario, None)
    }

    /// The same, with what is known already of those beside it.
    fn after(scenario: Scenario, before: Option<&Compared>) -> Self {
        let loaded = arrivals::loaded();
        let mut plan = engine::plan_with(&scenario, loaded);
        if scenario.is_compared() && loaded.details {
            plan.beside = beside(&scenario, loaded, before);
        }
        let serial = SERIAL.get() + 1;
        SERIAL.set(serial);
        Self {
            serial,
            ..Self::of(scenario, plan)
        }
    }

    /// All that is said of a scenario and its plan.
    fn of(scenario: Scenario, plan: Plan) -> Self {
        let today = browser::today();
        // Everything is said of the plan, which has the changes that are due.
        let planned = scenario.at_start();
        let findings = review(&planned, &plan);
        let origin = scenario.origin().scenario();
        let basis = scenario.basis();
        let answers = answers(&planned, &plan, &findings, today);
        let said = Basis {
            scenario: &planned,
            plan: &plan,
            findings: &findings,
            today,
        };
        let verdict = verdict(&said, &answers);
        let runway = runway(&said);
        Self {
            changed: changed(&origin, &basis, &scenario),
            origin,
            basis,
            sections: [const { OnceLock::new() }; _],
            drawn_before: None,
            whys: answers.each_ref().map(Answer::why_in_short),
            answers,
            verdict,
            runway,
            findings,
            today,
            plan,
            scenario,
            edits: 0,
            serial: 0,
        }
    }

    /// The next scenario, which an edit led to.
    pub(super) fn edited(&mut self, scenario: Scenario) {
        let before = self.on_ranges();
        let beside = self.plan.beside.take();
        *self = Self {
            edits: self.edits.saturating_add(1),
            ..Self::after(scenario, beside.as_deref())
        };
        self.drawn_before = before.filter(|_| self.is_drawn());
    }

    /// Takes in what the draws come to, or that none are to be had.
    pub(super) fn take_chances(&mut self, chances: Option<Chances>) {
        let scenario = core::mem::take(&mut self.scenario);
        let mut plan = core::mem::take(&mut self.plan);
        plan.chances = chances.map(Arc::new);
        let (edits, serial) = (self.edits, self.serial);
        *self = Self {
            edits,
            serial,
            ..Self::of(scenario, plan)
        };
    }

    /// Takes in why those that are compared differ.
    pub(super) fn take_causes(&mut self, causes: Vec<Causes>) {
        if let Some(beside) = &self.plan.beside {
            // Worked out once.
            let _ = beside.causes.set(causes);
        }
        let at = SECTIONS.iter().position(|id| *id == IDS[1]);
        if let Some(section) = at.and_then(|at| self.sections.get_mut(at)) {
            section.take();
        }
    }

    /// Whether anything that is stated is drawn.
    pub(super) fn is_drawn(&self) -> bool {
        let is_here = self.plan.loaded.has("uncertainty");
        let is_ranged = self.scenario.is_compared() || !self.scenario.ranges.is_empty();
        is_here && is_ranged && is_drawn(&self.scenario)
    }

    /// What is said of the ranges, where they have been drawn.
    fn on_ranges(&mut self) -> Option<Section> {
        let at = SECTIONS.iter().position(|id| *id == RANGES)?;
        match self.plan.chances {
            Some(_) => self.sections[at].take().flatten(),
            None => self.drawn_before.take(),
        }
    }

    /// Whether what is stated differs from the preset.
    pub(crate) fn is_changed(&self, slot: Slot) -> bool {
        let id = slot.id();
        self.changed.binary_search(&id).is_ok()
    }

    /// Whether anything that is stated differs from the preset.
    pub(crate) fn is_any_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// How much differs from the preset under ids that begin with `start`: in a
    /// table, or in one of its rows.
    pub(crate) fn count_changed(&self, start: &str) -> usize {
        let is_below = |id: &&Cow<str>| {
            let rest = id.strip_prefix(start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.changed.iter().filter(is_below).count()
    }

    /// The figure that a field follows while it is left unset, if the plan has
    /// it.
    pub(crate) fn followed(&self, slot: Slot) -> Option<Figure> {
        let of_web = || self.plan.figure(&["web.", slot.field.name()].concat());
        let is_cell = slot.row.is_some();
        self.plan
            .figure(&slot.id())
            .or_else(|| if is_cell { None } else { of_web() })
    }
}

/// The section on ranges.
pub(super) const RANGES: &str = "ranges";

impl Now {
    /// The fragment that opens `scenario` with the headline of this plan.
    pub(super) fn link(&self, scenario: &Scenario) -> String {
        let headline = self.plan.headline().into_iter();
        let headline = Headline {
            engine: engine::VERSION.to_owned(),
            figures: headline.map(|(id, value)| (id.to_owned(), value)).collect(),
        };
        crate::share::encode(scenario, &headline)
    }
}

/// Ids of all that `scenario` states differently, in the order of the alphabet.
fn changed(origin: &Scenario, basis: &Scenario, scenario: &Scenario) -> Vec<Cow<'static, str>> {
    let differences = fields::differences(origin, scenario).into_iter();
    let mut ids: Vec<_> = differences.map(|difference| difference.id).collect();
    let ranges = difference::ranges(basis, scenario).into_iter();
    ids.extend(ranges.map(|(id, _)| Cow::Owned(id.to_owned())));
    let mut sorted: Vec<_> = places(ids.len(), &|one, other| ids[one].cmp(&ids[other]))
        .into_iter()
        .map(|at| ids[at].clone())
        .collect();
    sorted.dedup();
    sorted
}
