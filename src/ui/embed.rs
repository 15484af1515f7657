//! What can be changed in a page that stands within another? The inputs that its link names, as
//! a written link does (`?embed#?preset=chat-1&concurrent_users=1500`): with the answers below
//! them and the runway, that is all of it.

use leptos::prelude::document;

use super::browser;
use super::controls::Look;
use super::dom::{El, classed, el};
use super::inputs::control;
use super::session::Session;
use crate::scenario::{Place, Slot};
use crate::share::decode;

/// The inputs that the link names; none in a page of its own.
pub(super) fn named(session: Session) -> Option<El> {
    let page = document().query_selector(".page.embedded");
    page.ok().flatten()?;
    let opened = decode(&browser::fragment()).ok()?;
    let slots = opened
        .understood
        .iter()
        .filter_map(|part| match part.place {
            Place::Input(slot) => Some(slot),
            _ => None,
        });
    let inputs: Vec<El> = slots.map(|slot| input(session, slot)).collect();
    let list = || {
        classed("ul", "embed-inputs")
            .attr("aria-label", "What can be changed")
            .children(inputs.iter().cloned())
    };
    (!inputs.is_empty()).then(list)
}

fn input(session: Session, slot: Slot) -> El {
    let label = session.peek(|now| slot.label(&now.scenario));
    el("li")
        .child(el("span").text(&label))
        .children(control(session, slot, Look::Beside))
}
