//! What does the page know? The scenario, the plan that follows from it, what
//! can be undone, which fields need attention and which figure is explained.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::history::History;
use crate::engine::{self, Plan};
use crate::review::{Finding, review};
use crate::scenario::{Anchor, Field, Range, Scenario, Value, demand};
use crate::share::Headline;

/// Everything that components share. Copy: it is a handful of handles.
#[derive(Clone, Copy)]
pub struct Session {
    /// What the user states.
    pub scenario: RwSignal<Scenario>,
    /// What follows from it.
    pub plan: Memo<Plan>,
    /// What is wrong with it.
    pub findings: Memo<Vec<Finding>>,
    /// Fields whose text is not understood, with the sentence that helps. The
    /// plan on screen is the last good one while there are any.
    pub troubles: RwSignal<BTreeMap<&'static str, String>>,
    /// The figures that the explain panel was led through, the last one shown.
    pub explained: RwSignal<Vec<String>>,
    /// Counts edits by the user; zero until the first.
    pub edits: RwSignal<u32>,
    history: RwSignal<History>,
}

impl Session {
    /// A page on this scenario.
    pub fn new(scenario: Scenario) -> Self {
        let scenario = RwSignal::new(scenario);
        let plan = Memo::new(move |_| scenario.with(engine::plan));
        Self {
            scenario,
            plan,
            findings: Memo::new(move |_| {
                scenario.with(|scenario| plan.with(|plan| review(scenario, plan)))
            }),
            troubles: RwSignal::default(),
            explained: RwSignal::default(),
            edits: RwSignal::new(0),
            history: RwSignal::default(),
        }
    }

    /// The page's session, from any component under `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is stated in a field, and its range if it has one.
    pub fn stated(self, field: &'static Field) -> Memo<(Value, Option<Range>)> {
        Memo::new(move |_| {
            self.scenario
                .with(|scenario| (field.get(scenario), scenario.ranges.get(field.id).copied()))
        })
    }

    /// What the preset has in a field.
    pub fn original(self, field: &'static Field) -> Value {
        self.scenario
            .with(|scenario| field.get(&scenario.origin().scenario()))
    }

    /// The range that the preset has in a field.
    fn original_range(self, field: &'static Field) -> Option<Range> {
        self.scenario
            .with(|scenario| scenario.origin().scenario().ranges.get(field.id).copied())
    }

    /// Whether a field differs from the preset.
    pub fn is_changed(self, field: &'static Field) -> Memo<bool> {
        let stated = self.stated(field);
        Memo::new(move |_| {
            let (value, range) = stated.get();
            range != self.original_range(field) || value != self.original(field)
        })
    }

    /// States a value that the field accepts, with its range if it was given
    /// as one. Edits of one field in a row are one step to undo, until
    /// [`Session::settle`]. A rung of the ladder that is stated leads alone.
    pub fn state(self, field: &'static Field, value: Value, range: Option<Range>) {
        if let Some(anchor) = Anchor::chosen(field, value) {
            self.lead(anchor);
            return;
        }
        let before = self.scenario.get_untracked();
        let mut after = before.clone();
        if value != Value::Unset && Anchor::of_field(field.id).is_some() {
            for anchor in Anchor::ALL {
                after.ranges.remove(anchor.field().id);
            }
            after.demand.release_anchors();
        }
        if field.put(&mut after, value).is_err() {
            return;
        }
        match range {
            Some(range) => after.ranges.insert(field.id, range),
            None => after.ranges.remove(field.id),
        };
        self.edit(field.id, before, after);
    }

    /// Lets another rung of the ladder lead, at the value that it has now.
    pub fn lead(self, anchor: Anchor) {
        let field = anchor.field();
        let Some(figure) = self.plan.with_untracked(|plan| plan.figure(field.id)) else {
            return;
        };
        self.settle();
        self.state(field, Value::Number(figure.value), None);
        self.settle();
        for anchor in Anchor::ALL {
            self.mend(anchor.field());
        }
    }

    /// Gives the scenario a name that `scenario::name` accepts.
    pub fn rename(self, name: &str) {
        let before = self.scenario.get_untracked();
        let mut after = before.clone();
        name.clone_into(&mut after.name);
        self.edit("name", before, after);
    }

    /// Gives a field back what the preset has. Of the demand ladder one rung
    /// must lead, so that any part of it goes back to the rung that led.
    pub fn reset(self, field: &'static Field) {
        let is_rung = field == &demand::fields::anchor || Anchor::of_field(field.id).is_some();
        let back = if is_rung {
            self.scenario
                .with_untracked(|scenario| scenario.origin().scenario().demand.anchor.field())
        } else {
            field
        };
        self.settle();
        self.state(back, self.original(back), self.original_range(back));
        self.settle();
        self.mend(back);
        self.mend(field);
    }

    /// Replaces the whole scenario, as one step to undo.
    pub fn replace(self, after: Scenario) {
        self.settle();
        let before = self.scenario.get_untracked();
        self.edit("", before, after);
        self.settle();
        self.troubles.set(BTreeMap::new());
    }

    /// Opens a scenario from a link or a preset: nothing to undo, no edit.
    pub fn open(self, scenario: Scenario) {
        self.history.set(History::default());
        self.troubles.set(BTreeMap::new());
        self.explained.set(Vec::new());
        self.edits.set(0);
        self.scenario.set(scenario);
    }

    fn edit(self, key: &'static str, before: Scenario, after: Scenario) {
        if before == after {
            return;
        }
        self.history.update(|history| history.record(key, before));
        self.scenario.set(after);
        self.edits.update(|edits| *edits += 1);
    }

    /// Ends a run of edits: the next one is a step of its own.
    pub fn settle(self) {
        self.history.update_untracked(History::settle);
    }

    /// Takes the last step back.
    pub fn undo(self) {
        self.step(History::undo);
    }

    /// Takes it forward again.
    pub fn redo(self) {
        self.step(History::redo);
    }

    fn step(self, step: fn(&mut History, Scenario) -> Option<Scenario>) {
        let now = self.scenario.get_untracked();
        let Some(then) = self
            .history
            .try_update(|history| step(history, now))
            .flatten()
        else {
            return;
        };
        self.troubles.set(BTreeMap::new());
        self.scenario.set(then);
        self.edits.update(|edits| *edits += 1);
    }

    /// Whether there is a step to take back, and one to take forward.
    pub fn steps(self) -> Memo<(bool, bool)> {
        Memo::new(move |_| self.history.with(History::steps))
    }

    /// Says that a field's text is not understood.
    pub fn trouble(self, field: &'static Field, sentence: String) {
        self.troubles.update(|troubles| {
            troubles.insert(field.id, sentence);
        });
    }

    /// Says that a field's text is understood again.
    pub fn mend(self, field: &'static Field) {
        if self
            .troubles
            .with_untracked(|troubles| troubles.contains_key(field.id))
        {
            self.troubles.update(|troubles| {
                troubles.remove(field.id);
            });
        }
    }

    /// Opens the explain panel on a figure or a field.
    pub fn explain(self, id: &str) {
        self.explained.set(vec![id.to_owned()]);
    }

    /// The fragment that opens this scenario with these figures elsewhere.
    pub fn link(self) -> String {
        let headline = self.plan.with(|plan| Headline {
            engine: engine::VERSION.to_owned(),
            figures: plan
                .headline()
                .into_iter()
                .map(|(id, value)| (id.to_owned(), value))
                .collect(),
        });
        self.scenario
            .with(|scenario| crate::share::encode(scenario, &headline))
    }
}
