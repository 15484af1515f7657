//! The box on top of the form: where is the input that somebody means?
//!
//! Typing leaves what is found in the form, unfolded; Enter goes to the first of it, Escape
//! shows all again.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::scenario::search::found;
use crate::ui::browser;
use crate::ui::dom::{El, button, classed, react, typed};
use crate::ui::session::Session;

/// The box, and how much is found.
pub(super) fn search(session: Session) -> Vec<El> {
    let filter = session.filter;
    let input = classed("input", "picker-box")
        .attr("id", "inputs-search")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", "Search inputs: price of pro, HPA, TTFT")
        .attr("aria-label", "Search inputs")
        .attr("aria-describedby", "inputs-found")
        .on("input", move |event| filter.text.set(typed(event)))
        .on("keydown", move |event| press(session, event));
    let element: HtmlInputElement = input.of();
    react(Box::new(move || {
        let text = filter.text.get();
        if element.value() != text {
            element.set_value(&text);
        }
        let next = if text.is_empty() {
            None
        } else {
            session.with(|now| found(&now.scenario, &text))
        };
        if filter.found.with_untracked(|found| *found != next) {
            filter.found.set(next);
        }
    }));
    let count = classed("p", "inputs-found")
        .attr("id", "inputs-found")
        .attr("role", "status")
        .live_text(move || {
            filter
                .of_found(crate::scenario::search::Found::words)
                .unwrap_or_default()
        });
    let clear = button("inputs-link", move || {
        filter.text.set(String::new());
        if let Some(input) = browser::element("inputs-search") {
            browser::focus(&input);
        }
    });
    let clear = clear
        .text("Show all")
        .live_flag("hidden", move || filter.found.with(Option::is_none));
    vec![
        input,
        classed("div", "inputs-found-line")
            .child(count)
            .child(clear),
    ]
}

fn press(session: Session, event: &Event) {
    let key: &KeyboardEvent = event.unchecked_ref();
    if key.is_composing() || key.ctrl_key() || key.meta_key() || key.alt_key() {
        return;
    }
    match &*key.key() {
        "Escape" => session.filter.text.set(String::new()),
        "Enter" | "ArrowDown" => {
            if let Some(first) = first_found() {
                browser::focus(&first);
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// The control of the first input that is left in the form.
fn first_found() -> Option<HtmlElement> {
    let all = document()
        .query_selector_all(".inputs-group .inputs-row [data-field]")
        .ok()?;
    let nodes = (0..all.length()).filter_map(|nth| all.get(nth));
    let mut controls = nodes.filter_map(|node| node.dyn_into::<HtmlElement>().ok());
    controls.find(|control| control.offset_parent().is_some())
}
