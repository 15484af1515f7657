//! What should whoever opens the scenario read first? A few lines of plain text, above what
//! they are about.

use std::cell::RefCell;

use leptos::prelude::{Get as _, document};
use web_sys::HtmlTextAreaElement;

use super::browser;
use super::dom::{El, classed, el, react};
use super::embed;
use super::session::Session;
use crate::scenario::LONGEST_NOTE;
use crate::scenario::name::{as_note, check_note};

/// The box's id.
const ID: &str = "scenario-note";
/// From so few characters left on, it is said how many there are.
const FEW: usize = 100;

/// The note with its box; hidden while there is none.
pub(super) fn note(session: Session) -> El {
    let place = classed("div", "scenario-note");
    let said = classed("p", "aside note-said")
        .attr("id", "scenario-note-said")
        .attr("role", "status");
    let text = el("textarea")
        .attr("id", ID)
        .attr("rows", "2")
        .attr("aria-describedby", "scenario-note-said");
    let element: HtmlTextAreaElement = text.of();
    let (read, left, complained) = (element.clone(), element.clone(), text.clone());
    let (told, holder) = (said.clone(), place.clone());
    let complain = move |refused: Option<String>, length: usize| {
        complained.set("aria-invalid", refused.as_ref().map(|_| "true"));
        told.set_class("error", refused.is_some());
        let rest = LONGEST_NOTE.saturating_sub(length);
        told.say(&match refused {
            Some(sentence) => [&sentence, " These are ", &length.to_string(), "."].concat(),
            None if rest < FEW => [&rest.to_string(), " characters are left."].concat(),
            None => String::new(),
        });
    };
    let answered = complain.clone();
    let text = text
        .on("input", move |_| {
            let written = as_note(&read.value());
            let length = written.chars().count();
            match check_note(&written) {
                Ok(()) => {
                    answered(None, length);
                    session.annotate(written);
                }
                Err(refusal) => answered(Some(refusal.to_string()), length),
            }
        })
        .on("blur", move |_| {
            session.settle();
            // What is not accepted stays to be mended.
            holder.set_flag("hidden", left.value().trim().is_empty());
        });
    let (kept, held) = (RefCell::new(None), place.clone());
    react(Box::new(move || {
        let note = session.with(|now| now.scenario.note.clone());
        if kept.borrow().as_ref() == Some(&note) {
            return;
        }
        if as_note(&element.value()) != note {
            element.set_value(&note);
            complain(None, 0);
        }
        if !note.is_empty() || !is_focused() {
            held.set_flag("hidden", note.is_empty());
        }
        kept.replace(Some(note));
    }));
    // In a page of another one it is only read.
    let is_embedded = embed::page().is_some();
    let is_fixed = move || is_embedded || session.read_only.get();
    let label = el("label").attr("for", ID).text("Note");
    place
        .child(label)
        .child(text.live_flag("readonly", is_fixed))
        .child(said)
}

/// Whether the caret stands in the box.
fn is_focused() -> bool {
    let active = document().active_element();
    active.is_some_and(|element| element.id() == ID)
}

/// Shows the box where there was no note, and leads there.
pub(super) fn begin() {
    let Some(text) = browser::element(ID) else {
        return;
    };
    if let Some(place) = text.parent_element() {
        El::from(place).set_flag("hidden", false);
    }
    browser::focus(&text);
}
