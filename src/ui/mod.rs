//! The page: the only layer that knows a browser.
//!
//! - [`app`]: what stands where.
//! - [`session`]: what the page knows, and what is on it [`now`]; [`history`] what can be taken back, [`steps`] how, [`reload`] what of it a reload leaves,
//!   [`troubles`] what needs attention, [`notice`] what the visitor should know.
//! - [`keeper`]: address, draft and title; [`share`] hands the link on;
//!   [`browser`] all glue to it; [`arrivals`] hears of later parts of the program.
//!   [`dom`]: elements, and how they follow; [`view`]: components among them.
//! - [`mod@name`], [`presets`], [`sentence`], [`runway`], [`answers`], [`mod@document`],
//!   [`findings`]: what is read, from top to bottom, out of [`figure`]s. [`menu`]: a list
//!   that opens. [`moves`]: the inputs that matter most. [`mod@sections`]: the document part by
//!   part, with its [`mod@index`], and what of it is [folded](fold); [`parts`]: when each follows
//!   an edit, by what is in [`sight`].
//!   [`code`]: text for machines, to take away.
//! - [`draws`]: what the ranges do to all of it; [`worker`]: what is asked of one that draws.
//! - [`facts`]: what the plan rests on, and all that is known, to be searched.
//! - [`checklists`], [`report`], [`mod@file`]: what is filled in, kept and opened again;
//!   [`mod@paper`]: what print begins with.
//! - [`inputs`]: the column of fields. [`explain`]: the working of a figure.
//! - [`controls`]: know nothing of capacity.

mod answers;
mod app;
mod arrivals;
mod browser;
mod by_name;
pub(crate) mod canvas;
mod checklists;
mod code;
mod compare;
pub mod controls;
mod document;
pub(crate) mod dom;
mod draws;
mod embed;
mod explain;
mod facts;
mod figure;
mod file;
mod findings;
mod flips;
mod fold;
mod follow;
pub(crate) mod history;
mod index;
mod inputs;
mod keeper;
mod menu;
mod moves;
mod name;
mod nodes;
mod note;
mod notice;
pub(crate) mod now;
mod paper;
mod parts;
mod presets;
mod reload;
mod report;
mod runway;
mod sections;
mod sentence;
pub(crate) mod session;
mod share;
mod shelf;
mod sight;
mod sizes;
mod slices;
mod solve;
mod steps;
mod style;
mod swings;
pub(crate) mod troubles;
mod view;
pub mod worker;

use wasm_bindgen::{JsCast as _, JsValue};

/// Mounts the app on the document's `#app` element and tells the guard, which
/// also hears of a panic.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        browser::freeze();
        console_error_panic_hook::hook(panic);
        tell("headroom:panic", &panic.to_string());
    }));
    let lacking = keeper::lacking();
    if lacking.is_empty() {
        mount();
    } else if let Some(document) = document() {
        arrivals::when(&document, keeper::lacking, want, mount);
        want(&lacking);
    }
}

/// Tells the loader which parts a link or a draft waits for.
fn want(parts: &[&str]) {
    tell("headroom:wants", &parts.join(" "));
}

fn mount() {
    let place = document().and_then(|document| document.get_element_by_id("app"));
    let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    let app = place.clone();
    leptos::mount::mount_to(place, move || {
        // Refused only where an element would contain itself.
        let _ = app.append_child(app::app().element());
    })
    .forget();
    tell("headroom:started", "");
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn tell(event: &str, detail: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&JsValue::from_str(detail));
    let event = web_sys::CustomEvent::new_with_event_init_dict(event, &init);
    if let (Some(document), Ok(event)) = (document(), event) {
        // An event that nobody hears is no error.
        let _ = document.dispatch_event(&event);
    }
}
