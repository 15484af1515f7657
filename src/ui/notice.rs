//! What should the visitor know of the link, the draft or the storage? And what is there
//! to decide about a link that a newer version made?

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::browser::{self, Answer};
use super::dom::{El, button, classed, el};
use super::session::Session;
use crate::later::far;

/// Something to tell the visitor above the scenario.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Notice {
    /// What happened, and what to do.
    pub(super) sentence: String,
    /// Details, one a line: parts of a link, figures that changed.
    pub(super) lines: Vec<String>,
    /// The link as it came, where not all of it could be read; empty elsewhere.
    pub(super) untouched: String,
}

impl Notice {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            ..Self::default()
        }
    }
}

/// The id of the place that an edit leads to while nothing may be edited.
pub(super) const DECISION: &str = "decide";

/// The notices, above everything else.
pub(super) fn told_above(session: Session, told: &[Notice]) -> El {
    let each = told.iter().map(|notice| {
        let lines = notice.lines.iter().map(|line| el("li").text(line));
        let place = classed("div", "notice")
            .child(el("p").text(&notice.sentence))
            .child(el("ul").children(lines));
        let link = notice.untouched.clone();
        let is_there = move || session.loaded().details && !link.is_empty();
        let link = notice.untouched.clone();
        place.each(
            move || vec![(); usize::from(is_there())],
            move |()| vec![untouched(session, &link)],
        )
    });
    let dismiss = button("button", move || session.notices.set(Vec::new()))
        .text("Dismiss")
        .live_flag("hidden", move || session.read_only.get());
    classed("section", "notices")
        .attr("aria-label", "Notices")
        .attr("role", "status")
        .children(each)
        .child(dismiss)
}

far! {
    "details" "7006"
    fn untouched(session: Session, fragment: &str) -> El = decision;
}

/// What can be done with a link that was not read whole.
fn decision(session: Session, fragment: &str) -> El {
    let said = el("span").attr("role", "status");
    let says = |words: &'static str| {
        let said = said.clone();
        Rc::new(Answer::wrap(
            Box::new(move |_: JsValue| said.say(words)) as Box<dyn FnMut(JsValue)>
        ))
    };
    let link = browser::address(fragment);
    let copied = says(" The link is on the clipboard, as it came.");
    let shown = link.clone();
    let by_hand = said.clone();
    let refused = Rc::new(Answer::wrap(Box::new(move |_: JsValue| {
        by_hand.say(&[" The browser does not allow to copy. The link: ", &shown].concat());
    }) as Box<dyn FnMut(JsValue)>));
    let copy = button("button", move || browser::copy(&link, &copied, &refused));
    let edit = button("button primary", move || session.read_only.set(false))
        .attr("id", DECISION)
        .text("Edit what was read")
        .live_flag("hidden", move || !session.read_only.get());
    classed("p", "notice-actions")
        .child(edit)
        .text(" ")
        .child(copy.text("Copy the untouched link"))
        .child(said)
}
