//! What does the page know? The scenario, the plan that follows from it, what
//! can be undone, which fields need attention and which figure is explained.

use core::cell::Cell;

use leptos::prelude::*;

use super::dom::react;
use super::history::{History, Step};
use super::inputs::Filter;
use super::notice::{DECISION, Notice};
pub(crate) use super::now::Now;
use super::troubles::Troubles;
use super::{arrivals, browser};
use crate::engine::causes::Causes;
use crate::engine::moves::Move;
use crate::quantity::Unit;
use crate::quantity::date;
use crate::report::notes::Notes;
use crate::review::Fix;
use crate::scenario::row::check_name;
use crate::scenario::{
    Anchor, Domain, Range, RowRefusal, Scenario, Slot, Table, Value, demand, difference, fields,
};
use crate::workloads::Loaded;
use crate::workloads::uncertainty::Chances;

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

    /// Acts now, and whenever something else is planned: what draws come to, and why plans
    /// differ, leaves the plan as it is.
    pub(super) fn at_each_plan(self, act: impl Fn() + 'static) {
        let of = Cell::new(0);
        react(Box::new(move || {
            let serial = self.with(|now| now.serial);
            if of.replace(serial) != serial {
                act();
            }
        }));
    }

    /// Shows what the draws come to.
    pub(super) fn take_chances(self, chances: Chances) {
        self.now.update(|now| now.take_chances(Some(chances)));
    }

    /// Shows why those that are compared differ.
    pub(super) fn take_causes(self, causes: Vec<Causes>) {
        self.now.update(|now| now.take_causes(causes));
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

    /// Gives one of those that are compared a name.
    pub(super) fn rename_at(self, place: usize, name: &str) {
        let after = self.peek(|now| now.scenario.renamed_at(place, name));
        self.edit(&["name.", &place.to_string()].concat(), after);
    }

    /// Gives the scenario a note that `scenario::name` accepts.
    pub(super) fn annotate(self, note: String) {
        let scenario = self.peek(|now| now.scenario.clone());
        self.edit("note", Scenario { note, ..scenario });
    }

    /// Shows what another tab shows. It is no edit of this one: nothing is kept of it, and
    /// nothing can be taken back.
    pub(super) fn mirror(self, scenario: Scenario) {
        self.now.update(|now| {
            let edits = now.edits;
            now.edited(scenario);
            now.edits = edits;
        });
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
        if self.must_decide() {
            return;
        }
        let there = Step::of(after);
        self.record(key, &there);
        self.take(there);
    }

    /// Whether nothing may be edited yet; leads to what is to be decided first.
    pub(super) fn must_decide(self) -> bool {
        let is_asked = self.read_only.get_untracked();
        if is_asked && let Some(decision) = browser::element(DECISION) {
            browser::focus(&decision);
        }
        is_asked
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
