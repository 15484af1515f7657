//! Which inputs cannot change anything in a scenario as it stands, and why?
//!
//! Each workload says so of its own. What is not used stays stated, and counts again once
//! the reason is gone.

use super::{Scenario, Slot};
use crate::workloads::inputs;

/// Inputs that cannot change anything where something else is stated.
pub struct Unused {
    /// Ids of fields and of columns.
    pub inputs: &'static [&'static str],
    /// Why not, and what would make them count.
    pub because: &'static str,
    /// Whether it is so; of a column, in the row at this place.
    pub when: fn(&Scenario, usize) -> bool,
}

impl Slot {
    /// Why the input cannot change anything in this scenario; none where it can.
    pub fn unused(&self, scenario: &Scenario) -> Option<&'static str> {
        let at = self.place(scenario)?;
        let mut rules = inputs().flat_map(|inputs| inputs.unused);
        let is_so = |it: &&Unused| it.inputs.contains(&self.field.id) && (it.when)(scenario, at);
        rules.find(is_so).map(|it| it.because)
    }
}
