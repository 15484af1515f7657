//! What is folded away until somebody wants it, and how does a search find it?
//!
//! A button opens and closes it. What is in it stays on the page, where the browser's own
//! search finds it and opens it (`hidden="until-found"`; browsers that do not know that
//! hide it as they hide anything). On paper all of it is open.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{El, classed, listen};
use super::parts::Part;

/// A heading that opens `inside`; `name` tells it from all others on the page.
pub(super) fn fold(name: &str, heading: &str, inside: El, part: Rc<Part>) -> Vec<El> {
    let id = ["fold-", name].concat();
    let inside = inside
        .attr("id", &id)
        .attr("class", "fold-inside")
        .attr("hidden", UNTIL_FOUND);
    let press = classed("button", "fold-press")
        .attr("type", "button")
        .attr("aria-expanded", "false")
        .attr("aria-controls", &id)
        .text(heading);
    let (button, region) = (press.clone(), inside.clone());
    let turn = Rc::new(move |is_open: bool| {
        part.open(is_open);
        button.set(
            "aria-expanded",
            Some(if is_open { "true" } else { "false" }),
        );
        region.set("hidden", (!is_open).then_some(UNTIL_FOUND));
    });
    let region = inside.clone();
    let is_open = move || !region.element().has_attribute("hidden");
    let (pressed, found) = (turn.clone(), turn.clone());
    let was_open = is_open.clone();
    let press = press.on("click", move |_| pressed(!was_open()));
    let inside = inside.on("beforematch", move |_| found(true));
    // Paper has no buttons to press.
    let before = StoredValue::new(true);
    let printed = turn.clone();
    let open_for_paper = move |_: &web_sys::Event| {
        before.set_value(is_open());
        printed(true);
    };
    listen(&window(), "beforeprint", Box::new(open_for_paper));
    let after_paper = move |_: &web_sys::Event| turn(before.get_value());
    listen(&window(), "afterprint", Box::new(after_paper));
    vec![classed("h3", "fold").child(press), inside]
}

const UNTIL_FOUND: &str = "until-found";
