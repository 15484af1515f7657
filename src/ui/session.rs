//! What does the page know? The scenario, the plan that follows from it, what
//! can be undone, which fields need attention and which figure is explained.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use leptos::prelude::*;

use super::history::{History, Step};
use super::inputs::Filter;
use super::notice::{DECISION, Notice};
use super::troubles::Troubles;
use super::{arrivals, browser};
use crate::engine::moves::Move;
use crate::engine::{self, Plan};
use crate::quantity::Unit;
use crate::quantity::date::{self, Date};
use crate::quantity::order::places;
use crate::report::notes::Notes;
use crate::report::outline::SECTIONS;
use crate::report::{Answer, Basis, Section, Span, answers, verdict};
use crate::review::{Finding, Fix, review};
use crate::scenario::row::check_name;
use crate::scenario::{
    Anchor, Domain, Range, RowRefusal, Scenario, Slot, Table, Value, demand, difference, fields,
};
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

thread_local! {
    /// Counts plans of this page.
    static SERIAL: Cell<u32> = const { Cell::new(0) };
}

impl Now {
    pub(super) fn new(scenario: Scenario) -> Self {
        let plan = engine::plan_with(&scenario, arrivals::loaded());
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
        *self = Self {
            edits: self.edits.saturating_add(1),
            ..Self::new(scenario)
        };
        self.drawn_before = before.filter(|_| self.is_drawn());
    }

    /// Takes in what the draws come to, or that none are to be had.
    fn take_chances(&mut self, chances: Option<Chances>) {
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

    /// Whether anything that is stated is drawn.
    pub(super) fn is_drawn(&self) -> bool {
        let is_here = self.plan.loaded.has("uncertainty");
        is_here && !self.scenario.ranges.is_empty() && is_drawn(&self.scenario)
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

/// Counts how often a part of the document has followed.
pub(super) type Turn = RwSignal<u8>;

/// Everything that the page shares. Copy: it is a handful of handles.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    pub(super) now: RwSignal<Now>,
    /// Of a part of the document that follows in its own time: whoever reads there is run
    /// again at its turns.
    pub(super) turn: Option<Turn>,
    /// What can be taken back.
    pub(crate) history: RwSignal<History>,
    /// Fields whose text is not understood, by id, with the sentence that
    /// helps. The plan on screen is the last good one while there are any.
    pub(crate) troubles: RwSignal<Troubles>,
    /// The figures that the explain panel was led through, the last one shown.
    pub(crate) explained: RwSignal<Vec<String>>,
    /// Counts the parts of the program that have arrived.
    arrived: RwSignal<u8>,
    /// The inputs that move the answers most, the first of them first; none until that is
    /// worked out.
    pub(super) movers: RwSignal<Vec<Move>>,
    /// What was typed into checklists.
    pub(crate) notes: RwSignal<Notes>,
    /// What the visitor is told above the scenario.
    pub(super) notices: RwSignal<Vec<Notice>>,
    /// What the form is asked to show.
    pub(super) filter: Filter,
    /// Set while a link of a newer version is shown that was not read whole: nothing is
    /// edited until the visitor says so.
    pub(crate) read_only: RwSignal<bool>,
    /// Set while the address holds what could not be read: what is written next comes
    /// after it, not in its place.
    pub(super) keeps_address: StoredValue<bool>,
}

impl Session {
    /// A page on this scenario.
    pub(crate) fn new(scenario: Scenario) -> Self {
        Self {
            now: RwSignal::new(Now::new(scenario)),
            turn: None,
            troubles: RwSignal::default(),
            explained: RwSignal::default(),
            arrived: RwSignal::new(0),
            movers: RwSignal::default(),
            history: RwSignal::default(),
            notes: RwSignal::default(),
            notices: RwSignal::default(),
            filter: Filter::default(),
            read_only: RwSignal::default(),
            keeps_address: StoredValue::default(),
        }
    }

    /// What is here of the program; whoever is live and asks is run again when more
    /// arrives.
    pub(crate) fn loaded(self) -> Loaded {
        self.arrived.track();
        arrivals::loaded()
    }

    /// One item once the details are here: what stands for it comes with them.
    pub(super) fn details(self) -> Vec<()> {
        self.loaded().details.then_some(()).into_iter().collect()
    }

    /// Takes in what has arrived: what it adds to the plan follows.
    pub(crate) fn take_in(self) {
        self.now.update(|now| {
            let scenario = now.scenario.clone();
            let edits = now.edits;
            now.edited(scenario);
            now.edits = edits;
        });
        self.arrived.update(|arrived| *arrived += 1);
    }

    /// The same, for a part of the document: whoever is live and reads is run again at its
    /// turns.
    pub(super) fn at_turns(self, turn: Turn) -> Self {
        let turn = Some(turn);
        Self { turn, ..self }
    }

    /// Shows what the draws come to.
    pub(super) fn take_chances(self, chances: Chances) {
        self.now.update(|now| now.take_chances(Some(chances)));
    }

    /// Shows that there are no draws to be had.
    pub(super) fn without_chances(self) {
        self.now.update(|now| now.take_chances(None));
    }

    /// Reads the scenario and what follows from it; whoever is live and reads
    /// is run again after each edit.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Now) -> T) -> T {
        match self.turn {
            Some(turn) => turn.track(),
            None => self.now.track(),
        }
        self.peek(read)
    }

    /// Reads it for this once.
    pub(crate) fn peek<T>(self, read: impl FnOnce(&Now) -> T) -> T {
        self.now.with_untracked(read)
    }

    /// Whether the plan on screen is older than what stands in the fields.
    pub(crate) fn is_stale(self) -> bool {
        self.troubles.with(|troubles| !troubles.is_empty())
    }

    /// States a value that the field accepts, with its range if it was given
    /// as one. Edits of one field in a row are one step to undo, until
    /// [`Session::settle`]. A rung of the ladder that is stated leads alone.
    pub(crate) fn state(self, slot: Slot, value: Value, range: Option<Range>) {
        if let Some(anchor) = Anchor::chosen(slot.field, value) {
            self.lead(anchor);
            return;
        }
        let (mut after, today) = self.peek(|now| (now.scenario.clone(), now.today));
        let stood_at_days = after.stands_at_days();
        if slot.lead_or_state(&mut after, (value, range)).is_ok() {
            // A day or a season says in which month of the plan it lies, once the plan
            // has a start.
            let is_day = slot.row.is_some() && slot.field.unit() == Some(Unit::Of(date::UNIT));
            let is_dated = is_day && value != Value::Unset;
            let begins = is_dated || !stood_at_days && after.stands_at_days();
            if begins && after.growth.start.is_none() {
                after = after.starting(today);
            }
            self.edit(&slot.id(), after);
        }
    }

    /// Has a dated change be of this input: it begins with what that holds now, and is
    /// called after it.
    pub(crate) fn mean(self, slot: Slot, input: Slot) {
        let mut after = self.peek(|now| now.scenario.clone());
        let Some((table, row)) = slot.table().zip(slot.row) else {
            return;
        };
        if slot.put(&mut after, Value::Input(input)).is_err() {
            return;
        }
        let value = match input.get(&after) {
            Value::Unset => self
                .peek(|now| now.followed(input))
                .map(|it| Value::Number(it.value)),
            value => Some(value),
        };
        let to = table.columns.iter().map(|field| Slot { field, ..slot });
        let mut to = to.filter(|to| matches!(to.field.domain, Domain::Like(_)));
        if let (Some(to), Some(value)) = (to.next(), value)
            && to.get(&after) == Value::Unset
        {
            // What it does not take stays to be stated.
            let _ = to.put(&mut after, value);
        }
        let label = input.label(&after);
        let is_new = table.name(&after, row) == Some(&["New ", table.noun].concat());
        if is_new && check_name(&label).is_ok() {
            // A name that is one is taken.
            let _ = table.rename(&mut after, row, &label);
        }
        self.edit(&slot.id(), after);
    }

    /// Lets another rung of the ladder lead, at the value that it has now.
    fn lead(self, anchor: Anchor) {
        let slot = Slot::from(anchor.field());
        let Some(figure) = self.peek(|now| now.plan.figure(&slot.id())) else {
            return;
        };
        self.settle();
        self.state(slot, Value::Number(figure.value), None);
        self.settle();
        for anchor in Anchor::ALL {
            self.mend(anchor.field().into());
        }
    }

    /// Gives the scenario a name that `scenario::name` accepts.
    pub(crate) fn rename(self, name: &str) {
        let mut after = self.peek(|now| now.scenario.clone());
        name.clone_into(&mut after.name);
        self.edit("name", after);
    }

    /// Changes the rows of a table. Edits with the same key in a row are one
    /// step to undo, until [`Session::settle`].
    ///
    /// # Errors
    /// Says why the table does not take it; then nothing has changed.
    pub(crate) fn arrange(
        self,
        table: &Table,
        key: &str,
        edit: &mut dyn FnMut(&mut Scenario) -> Result<(), RowRefusal>,
    ) -> Result<(), RowRefusal> {
        let mut after = self.peek(|now| now.scenario.clone());
        edit(&mut after)?;
        let is_there =
            |id: &str| id.split('.').next() != Some(table.id) || fields::slot(&after, id).is_some();
        if !self
            .troubles
            .with_untracked(|troubles| troubles.ids().all(is_there))
        {
            self.troubles.update(|troubles| troubles.keep(&is_there));
        }
        self.edit(key, after);
        Ok(())
    }

    /// Gives a field back what the preset has. Of the demand ladder one rung
    /// must lead, so that any part of it goes back to the rung that led.
    pub(crate) fn reset(self, slot: Slot) {
        let field = slot.field;
        let is_rung = field == &demand::fields::anchor || Anchor::of_field(field.id).is_some();
        let (back, original) = self.peek(|now| {
            let back = if is_rung {
                now.origin.demand.anchor.field().into()
            } else {
                slot
            };
            (back, back.stated(&now.basis))
        });
        self.settle();
        self.state(back, original.0, original.1);
        self.settle();
        self.mend(back);
        self.mend(slot);
    }

    /// Replaces the whole scenario, and what stands in these blanks of checklists, as one
    /// step to undo.
    pub(crate) fn replace(self, after: Scenario, notes: &[(String, String)]) {
        self.read_only.set(false);
        self.settle();
        let differs = !self.peek(|now| difference::is_same(&now.scenario, &after));
        let there = Step {
            scenario: differs.then_some(after),
            notes: notes.to_vec(),
        };
        if differs || !notes.is_empty() {
            self.record("", &there);
            self.take(there);
        }
        self.settle();
        self.troubles.set(Troubles::default());
    }

    /// States what mends a finding, as one step to undo.
    pub(crate) fn apply(self, fix: &Fix) {
        let Some(after) = self.peek(|now| fix.applied(&now.scenario)) else {
            return;
        };
        self.settle();
        self.edit("", after);
        self.settle();
        for (id, _) in &fix.states {
            if let Some(slot) = self.peek(|now| fields::slot(&now.scenario, id)) {
                self.mend(slot);
            }
        }
    }

    fn edit(self, key: &str, after: Scenario) {
        if self.peek(|now| difference::is_same(&now.scenario, &after)) {
            return;
        }
        if self.read_only.get_untracked() {
            if let Some(decision) = browser::element(DECISION) {
                browser::focus(&decision);
            }
            return;
        }
        let there = Step::of(after);
        self.record(key, &there);
        self.take(there);
    }

    /// Says something above the scenario, once.
    pub(super) fn warn(self, sentence: &str) {
        let is_said = |notices: &Vec<Notice>| notices.iter().any(|it| it.sentence == sentence);
        if !self.notices.with_untracked(is_said) {
            self.notices
                .update(|notices| notices.push(Notice::new(sentence)));
        }
    }

    /// Says that a field's text is not understood.
    pub(crate) fn trouble(self, slot: Slot, sentence: String) {
        self.troubles
            .update(|troubles| troubles.add(&slot.id(), sentence));
    }

    /// Says that a field's text is understood again.
    pub(crate) fn mend(self, slot: Slot) {
        let id = slot.id();
        if self
            .troubles
            .with_untracked(|troubles| troubles.of(&id).is_some())
        {
            self.troubles
                .update(|troubles| troubles.keep(&|other| other != id));
        }
    }

    /// Opens the explain panel on a figure or a field.
    pub(crate) fn explain(self, id: &str) {
        self.explained.set(vec![id.to_owned()]);
    }

    /// The fragment that is this scenario: for the address and the draft.
    pub(crate) fn link(self) -> String {
        self.peek(|now| now.link(&now.scenario))
    }

    /// The fragment to hand on: whoever opens it sees the same figures, and the same days
    /// where the plan has a start or may have one of today. The address does not say so:
    /// a reload would state what the visitor has not.
    pub(crate) fn shared_link(self) -> String {
        self.peek(|now| now.link(&now.scenario.handed_on(now.today)))
    }

    /// Whether the fragment to hand on has no day on which the plan starts, though days
    /// are seen here.
    pub(crate) fn is_shared_without_start(self) -> bool {
        self.peek(|now| {
            let scenario = &now.scenario;
            let is_open = scenario.growth.start.is_none() && now.plan.growth.is_some();
            is_open && scenario.stands_at_days()
        })
    }
}

impl Now {
    /// The fragment that opens `scenario` with the headline of this plan.
    fn link(&self, scenario: &Scenario) -> String {
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
