//! Which inputs cannot change anything in a scenario as it stands, and why?
//!
//! Each workload says so of its own. What is not used stays stated, and counts again once
//! the reason is gone.

use super::{Scenario, Slot};
use crate::quantity::order::places;
use crate::workloads::{Loaded, inputs};
use core::cell::RefCell;

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
        let is_so = |it: &Unused| (it.when)(scenario, at).then_some(it.because);
        RULES.with_borrow_mut(|rules| {
            rules.take_in(Loaded::known());
            rules.of(self.field.id).find_map(is_so)
        })
    }
}

thread_local! {
    /// Every input is asked for at every edit.
    static RULES: RefCell<ByInput> = const { RefCell::new(ByInput { of: None, all: Vec::new() }) };
}

/// The rules by the id of the input that they are of.
struct ByInput {
    /// What has been taken in.
    of: Option<Loaded>,
    /// In the order of the alphabet, and of the workloads.
    all: Vec<(&'static str, &'static Unused)>,
}

impl ByInput {
    fn take_in(&mut self, known: Loaded) {
        if self.of == Some(known) {
            return;
        }
        let rules = inputs().flat_map(|inputs| inputs.unused);
        let each = rules.flat_map(|rule| rule.inputs.iter().map(move |id| (*id, rule)));
        let all: Vec<_> = each.collect();
        let order = places(all.len(), &|one, other| all[one].0.cmp(all[other].0));
        self.all = order.into_iter().map(|at| all[at]).collect();
        self.of = Some(known);
    }

    fn of(&self, id: &str) -> impl Iterator<Item = &'static Unused> {
        let from = self.all.partition_point(|(other, _)| *other < id);
        let rest = self.all.get(from..).unwrap_or(&[]).iter();
        let same = rest.take_while(move |(other, _)| *other == id);
        same.map(|(_, rule)| *rule)
    }
}
