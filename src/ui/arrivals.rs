//! Which parts of the program are here, and which have just arrived? The loader tells
//! by events, with the part in their detail; it says itself which are late or cannot be had.

use core::cell::Cell;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{CustomEvent, Document, Event};

use crate::workloads::Loaded;

/// A part can be called from now on.
pub(super) const ARRIVED: &str = "headroom:arrived";

thread_local! {
    static HERE: Cell<Option<Loaded>> = const { Cell::new(None) };
}

/// What is here. Only the page that is cut waits for anything.
pub(super) fn loaded() -> Loaded {
    if cfg!(not(split)) {
        return Loaded::ALL;
    }
    HERE.get().unwrap_or_else(Loaded::first)
}

/// Takes in the part that an event is of.
pub(super) fn take_in(event: &Event) {
    let part = event
        .dyn_ref::<CustomEvent>()
        .and_then(|event| event.detail().as_string());
    if let Some(part) = part {
        let here = loaded().with(&part);
        here.note();
        HERE.set(Some(here));
    }
}

/// Calls `act` once, when nothing is lacking any more; says what is, each time that
/// something has come.
pub(super) fn when(
    document: &Document,
    lacking: fn() -> Vec<&'static str>,
    say: fn(&[&str]),
    act: fn(),
) {
    let is_done = Cell::new(false);
    let arrived = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if is_done.get() {
            return;
        }
        take_in(&event);
        let lacking = lacking();
        if lacking.is_empty() {
            is_done.set(true);
            act();
        } else {
            say(&lacking);
        }
    });
    // Refused never: the event has a name of ours.
    let _ = document.add_event_listener_with_callback(ARRIVED, arrived.as_ref().unchecked_ref());
    arrived.forget();
}
