//! A button that opens a list below it, and closes it again: on Escape, on a press
//! elsewhere, when the focus leaves, and when something in it was done.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{FocusEvent, HtmlDetailsElement, HtmlElement, KeyboardEvent, Node};

use super::browser;
use super::dom::{El, classed, el, listen};

/// A menu under what its button says.
pub(super) fn menu(class: &str, word: El, content: impl IntoIterator<Item = El>) -> El {
    let summary = el("summary").child(word);
    let opener: HtmlElement = summary.of();
    let menu = classed("details", class)
        .child(summary)
        .child(classed("div", "menu-list").children(content));
    let details: HtmlDetailsElement = menu.of();
    let escaped = details.clone();
    let menu = menu.on("keydown", move |event| {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && escaped.open() {
            escaped.set_open(false);
            browser::focus(&opener);
        }
    });
    let left = details.clone();
    let menu = menu.on("focusout", move |event| {
        let to = event.unchecked_ref::<FocusEvent>().related_target();
        // A press on what takes no focus goes nowhere, and is heard below.
        if to.is_some_and(|to| !left.contains(to.dyn_ref::<Node>())) {
            left.set_open(false);
        }
    });
    listen(
        &document(),
        "pointerdown",
        Box::new(move |event| {
            let at = event.target();
            let at = at.as_ref().and_then(|at| at.dyn_ref::<Node>());
            if details.open() && !details.contains(at) {
                details.set_open(false);
            }
        }),
    );
    menu
}

/// An entry that closes the menu that it stands in, and does something.
pub(super) fn item(class: &str, act: impl Fn() + 'static) -> El {
    let item = classed("button", class).attr("type", "button");
    let place = item.element().clone();
    item.on("click", move |_| {
        if let Ok(Some(menu)) = place.closest("details") {
            menu.unchecked_ref::<HtmlDetailsElement>().set_open(false);
        }
        act();
    })
}
