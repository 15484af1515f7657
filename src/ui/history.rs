//! What can be taken back, and taken forward again?

use crate::scenario::Scenario;

/// Steps are whole scenarios, so that undo restores the exact one.
#[derive(Clone, Default)]
pub(crate) struct History {
    past: Vec<Scenario>,
    future: Vec<Scenario>,
    /// Which field the present run of edits is in.
    run: Option<String>,
}

/// As many steps as anyone takes back.
const DEEPEST: usize = 200;

impl History {
    /// Remembers the scenario before an edit. Edits with the same key in a row
    /// are one step.
    pub(super) fn record(&mut self, key: &str, before: Scenario) {
        self.future.clear();
        if self.run.as_deref() == Some(key) && !self.past.is_empty() {
            return;
        }
        self.run = Some(key.to_owned());
        if self.past.len() == DEEPEST {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// Ends a run of edits.
    pub(super) fn settle(&mut self) {
        self.run = None;
    }

    /// The scenario before the last step.
    pub(super) fn undo(&mut self, now: Scenario) -> Option<Scenario> {
        self.settle();
        let then = self.past.pop()?;
        self.future.push(now);
        Some(then)
    }

    /// The scenario after the step that was last taken back.
    pub(super) fn redo(&mut self, now: Scenario) -> Option<Scenario> {
        self.settle();
        let then = self.future.pop()?;
        self.past.push(now);
        Some(then)
    }

    /// Whether there is a step to take back.
    pub(super) const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to take forward.
    pub(super) const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
