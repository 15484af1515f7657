//! What can be changed in a page that stands within another? The inputs that its address names
//! (`?embed=growth.rate#1…`), or else its link, as a written link does
//! (`?embed#?preset=chat-1&concurrent_users=1500`): with the answers below them and the runway,
//! that is all of it. It tells the page around it how high it is, and listens to nobody.

mod snippet;

use js_sys::{Object, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;

use super::browser;
use super::by_name::{call, get};
use super::controls::Look;
use super::dom::{El, classed, el};
use super::inputs::control;
use super::session::Session;
use super::sizes::Sizes;
use crate::scenario::{Place, Slot, fields};
use crate::share::decode;
pub(super) use snippet::snippet;

/// What the address asks for, before the inputs that can be changed.
const ASKED: &str = "embed=";

/// The inputs that the address or the link names; none in a page of its own.
pub(super) fn named(session: Session) -> Option<El> {
    tell_height(&page()?);
    let slots = asked(session).or_else(stated)?;
    let inputs: Vec<El> = slots.into_iter().map(|slot| input(session, slot)).collect();
    let list = || {
        classed("ul", "embed-inputs")
            .attr("aria-label", "What can be changed")
            .children(inputs.iter().cloned())
    };
    (!inputs.is_empty()).then(list)
}

/// The page, where it stands within another.
pub(super) fn page() -> Option<El> {
    let page = document().query_selector(".page.embedded");
    page.ok().flatten().map(El::from)
}

/// Those of the address.
fn asked(session: Session) -> Option<Vec<Slot>> {
    let asked = window().location().search().ok()?;
    let mut parts = asked.split(['?', '&']);
    let ids = parts.find_map(|part| part.strip_prefix(ASKED))?;
    let slot = |id: &str| session.peek(|now| fields::slot(&now.scenario, id));
    // What the scenario does not have cannot be changed.
    let ids = ids.replace("%2C", ",");
    Some(ids.split(',').filter_map(slot).collect())
}

/// Those of a written link.
fn stated() -> Option<Vec<Slot>> {
    let opened = decode(&browser::fragment()).ok()?;
    let parts = opened.understood.iter();
    let slots = parts.filter_map(|part| match part.place {
        Place::Input(slot) => Some(slot),
        _ => None,
    });
    Some(slots.collect())
}

fn input(session: Session, slot: Slot) -> El {
    let label = session.peek(|now| slot.label(&now.scenario));
    el("li")
        .child(el("span").text(&label))
        .children(control(session, slot, Look::Beside))
}

/// Tells the page around this one how high it is, whenever that changes:
/// `{headroom: {height: 712}}`, to whoever it is, since it says nothing else.
fn tell_height(page: &El) {
    let Ok(parent) = get(&window(), "parent") else {
        return;
    };
    if &parent == AsRef::<JsValue>::as_ref(&window()) {
        return;
    }
    let measured = page.element().clone();
    Sizes::watch(
        page,
        Box::new(move || {
            let height = measured.get_bounding_client_rect().height().ceil();
            let told = Object::new();
            let inside = Object::new();
            // An object that was just made takes any member.
            let _ = Reflect::set(&inside, &"height".into(), &JsValue::from_f64(height));
            let _ = Reflect::set(&told, &"headroom".into(), &inside);
            // A page that is going away hears nothing.
            let _ = call(&parent, "postMessage", &[told.into(), "*".into()]);
        }),
    );
}
