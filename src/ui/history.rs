//! What can be taken back, and taken forward again?

use crate::report::notes::Blanks;
use crate::scenario::Scenario;
use crate::scenario::difference::is_same;

/// What a step changed, as it was on the other side of it. Scenarios are whole, so that
/// undo restores the exact one; notes by blank, so that what came from another tab stays.
#[derive(Clone, Default)]
pub(crate) struct Step {
    /// The scenario; none where it stayed.
    pub(super) scenario: Option<Scenario>,
    /// What stood in the blanks of checklists that changed.
    pub(super) notes: Blanks,
}

impl Step {
    /// A step of the scenario alone.
    pub(super) const fn of(scenario: Scenario) -> Self {
        Self {
            scenario: Some(scenario),
            notes: Vec::new(),
        }
    }
}

/// The steps before and after what is there now.
#[derive(Clone, Default)]
pub(crate) struct History {
    past: Vec<Step>,
    future: Vec<Step>,
    /// Which field the present run of edits is in.
    run: Option<String>,
}

/// As many steps as anyone takes back.
const DEEPEST: usize = 200;

impl History {
    /// Remembers what was there before an edit. Edits with the same key in a row
    /// are one step.
    pub(super) fn record(&mut self, key: &str, before: Step) {
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

    /// The last step, to be taken back; `now` says what is there in its place.
    pub(super) fn undo(&mut self, now: &dyn Fn(&Step) -> Step) -> Option<Step> {
        self.settle();
        let then = self.past.pop()?;
        self.future.push(now(&then));
        Some(then)
    }

    /// The step that was last taken back, to be taken again.
    pub(super) fn redo(&mut self, now: &dyn Fn(&Step) -> Step) -> Option<Step> {
        self.settle();
        let then = self.future.pop()?;
        self.past.push(now(&then));
        Some(then)
    }

    /// Forgets what stood in blanks that another tab has filled since.
    pub(super) fn forget(&mut self, keys: &[String]) {
        self.settle();
        for steps in [&mut self.past, &mut self.future] {
            for step in &mut *steps {
                step.notes.retain(|(key, _)| !keys.contains(key));
            }
            steps.retain(|step| step.scenario.is_some() || !step.notes.is_empty());
        }
    }

    /// Whether the last step leads back to this scenario.
    pub(super) fn came_from(&self, scenario: &Scenario) -> bool {
        leads_to(&self.past, scenario)
    }

    /// Whether the step that was last taken back leads to this scenario again.
    pub(super) fn goes_to(&self, scenario: &Scenario) -> bool {
        leads_to(&self.future, scenario)
    }

    /// The steps back and the steps forward, each with the next one last.
    pub(super) fn steps(&self) -> [&[Step]; 2] {
        [&self.past, &self.future]
    }

    /// Goes on from steps that were left.
    pub(super) fn take_up(&mut self, steps: [Vec<Step>; 2]) {
        [self.past, self.future] = steps;
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

fn leads_to(steps: &[Step], scenario: &Scenario) -> bool {
    let next = steps.last().and_then(|step| step.scenario.as_ref());
    next.is_some_and(|next| is_same(next, scenario))
}
