//! How is a step taken, taken back and taken again? Of the scenario, of what is typed into
//! checklists, and of what the address came to hold.

use leptos::prelude::*;

use super::browser;
use super::history::{History, Step};
use super::session::{Now, Session};
use super::troubles::Troubles;
use crate::scenario::Scenario;
use crate::scenario::difference::is_same;

/// Turns to a step of the history, with what is here in its place.
type Turn = fn(&mut History, &dyn Fn(&Step) -> Step) -> Option<Step>;

impl Session {
    /// Puts words into blanks of checklists. Puts with the same key in a row are one step
    /// to undo, until [`Session::settle`].
    pub(crate) fn note(self, key: &str, notes: &[(String, String)]) {
        let there = Step {
            scenario: None,
            notes: notes.to_vec(),
        };
        self.record(key, &there);
        self.take(there);
    }

    /// Opens a scenario that the address came to hold. It is no edit, but a step: undo
    /// leads back to what was there, and the browser's own Back is undo, notes and all,
    /// where it leads to what was there before the last step.
    pub(crate) fn open(self, scenario: Scenario) {
        self.troubles.set(Troubles::default());
        self.explained.set(Vec::new());
        let (came_from, goes_to) = self
            .history
            .with_untracked(|it| (it.came_from(&scenario), it.goes_to(&scenario)));
        let there = if came_from {
            self.turn(History::undo)
        } else if goes_to {
            self.turn(History::redo)
        } else {
            self.settle();
            if !self.peek(|now| is_same(&now.scenario, &scenario)) {
                self.record("", &Step::of(scenario.clone()));
            }
            self.settle();
            None
        };
        self.take_notes(&there.unwrap_or_default());
        self.now.set(Now::new(scenario));
    }

    /// Ends a run of edits: the next one is a step of its own.
    pub(crate) fn settle(self) {
        self.history.update_untracked(History::settle);
    }

    /// Takes the last step back.
    pub(crate) fn undo(self) {
        self.step(History::can_undo, History::undo);
    }

    /// Takes it forward again.
    pub(crate) fn redo(self) {
        self.step(History::can_redo, History::redo);
    }

    fn step(self, can: fn(&History) -> bool, turn: Turn) {
        if !self.history.with_untracked(can) {
            return;
        }
        let Some(there) = self.turn(turn) else {
            return;
        };
        if there.scenario.is_none() {
            self.take(there);
            return;
        }
        self.read_only.set(false);
        self.troubles.set(Troubles::default());
        self.take(there);
        // At once, so that Back and Forward have it however soon they come.
        self.follow();
    }

    fn turn(self, turn: Turn) -> Option<Step> {
        let mut then = None;
        self.history.update(|history| {
            then = turn(history, &|there| self.in_place_of(there));
        });
        then
    }

    /// Puts the scenario into the address: after what could not be read of the one that is
    /// there, or in its place. True when it is there afterwards.
    pub(super) fn follow(self) -> bool {
        let link = self.link();
        if !self.keeps_address.get_value() {
            return browser::follow(&link);
        }
        self.keeps_address.set_value(false);
        browser::step_to(&link);
        browser::fragment() == link
    }

    /// Remembers what a step to `there` takes the place of.
    pub(super) fn record(self, key: &str, there: &Step) {
        let here = self.in_place_of(there);
        self.history.update(|history| history.record(key, here));
    }

    /// What stands here in the place of what a step has.
    fn in_place_of(self, there: &Step) -> Step {
        let here = |(key, _): &(String, String)| {
            let words = self.notes.with_untracked(|notes| notes.of(key).to_owned());
            (key.clone(), words)
        };
        let scenario = there.scenario.as_ref();
        Step {
            scenario: scenario.map(|_| self.peek(|now| now.scenario.clone())),
            notes: there.notes.iter().map(here).collect(),
        }
    }

    /// Puts what a step has in the place of what is here.
    pub(super) fn take(self, there: Step) {
        self.take_notes(&there);
        if let Some(scenario) = there.scenario {
            self.now.update(|now| now.edited(scenario));
        }
    }

    fn take_notes(self, there: &Step) {
        if there.notes.is_empty() {
            return;
        }
        self.notes.update(|notes| {
            for (key, words) in &there.notes {
                notes.put(key, words, browser::moment());
            }
        });
    }
}
