//! Has a later part of the program arrived? The loader tells by events, with the
//! part in their detail.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{CustomEvent, Document, Event};

use crate::later::{self, Part};

/// A part can be called from now on.
pub(super) const ARRIVED: &str = "headroom:arrived";
/// A part could not be had.
pub(super) const MISSING: &str = "headroom:missing";

/// The part that an event is of.
pub(super) fn part(event: &Event) -> Option<Part> {
    let detail = event.dyn_ref::<CustomEvent>()?.detail();
    match detail.as_string()?.as_str() {
        "workloads" => Some(Part::Workloads),
        "details" => Some(Part::Details),
        _ => None,
    }
}

/// Calls `act` once, when customers, growth and money can be planned.
pub(super) fn on_workloads(document: &Document, act: fn()) {
    let arrived = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if part(&event) == Some(Part::Workloads) && !later::workloads() {
            later::arrive(Part::Workloads);
            act();
        }
    });
    // Refused never: the event has a name of ours.
    let _ = document.add_event_listener_with_callback(ARRIVED, arrived.as_ref().unchecked_ref());
    arrived.forget();
}
