//! Which inputs does the form show?
//!
//! Those that can change something as the plan stands, and those that are stated. What was
//! looked for, and what was changed, leave fewer.

use leptos::prelude::*;

use crate::scenario::search::Found;
use crate::scenario::{Slot, Value};
use crate::ui::session::Session;

/// What the visitor has asked the form to show. Copy: a handful of handles.
#[derive(Clone, Copy, Default)]
pub(crate) struct Filter {
    /// Whether only what was changed is shown.
    pub(super) only_changed: RwSignal<bool>,
    /// The words that are looked for.
    pub(super) text: RwSignal<String>,
    /// What they mean; none where nothing is looked for.
    pub(super) found: RwSignal<Option<Found>>,
}

impl Filter {
    /// Whether the form shows less than it would.
    pub(super) fn is_on(self) -> bool {
        self.only_changed.get() || self.found.with(Option::is_some)
    }

    /// What `read` says of that which was found; none where nothing is looked for.
    pub(super) fn of_found<T>(self, read: impl FnOnce(&Found) -> T) -> Option<T> {
        self.found.with(|found| found.as_ref().map(read))
    }
}

/// Whether the form shows an input, in a group that shows `all` it has or only what applies.
pub(super) fn shows(session: Session, slot: Slot, all: RwSignal<bool>) -> bool {
    let filter = session.filter;
    if let Some(is_found) = filter.of_found(|found| found.has(slot)) {
        return is_found;
    }
    let is_kept = session.with(|now| now.is_changed(slot))
        || session
            .troubles
            .with(|troubles| troubles.of(&slot.id()).is_some());
    is_kept || !filter.only_changed.get() && (all.get() || !is_idle(session, slot))
}

/// Whether an input neither counts as the plan stands nor is stated.
pub(super) fn is_idle(session: Session, slot: Slot) -> bool {
    session.with(|now| {
        let is_stated = || slot.field.is_optional() && slot.get(&now.scenario) != Value::Unset;
        slot.unused(&now.scenario).is_some() && !now.is_changed(slot) && !is_stated()
    })
}
