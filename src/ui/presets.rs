//! Which example does the visitor start from?

use leptos::prelude::*;

use super::browser;
use super::dom::{El, classed, el};
use super::menu::{item, menu};
use super::session::Session;
use crate::scenario::Scenario;
use crate::scenario::preset::{self, Preset};

/// A menu of all presets as the questions that they answer; the one that is planned is
/// pressed. The load and the growth that were typed stay.
pub(super) fn presets(session: Session) -> El {
    let label = move || session.with(|now| [": ", now.scenario.origin().label].concat());
    let word = classed("span", "menu-word")
        .text("Start from")
        .child(classed("span", "wide").live_text(label));
    let choices = preset::presets().map(|preset| choice(session, preset));
    let list = classed("div", "presets")
        .attr("role", "group")
        .attr("aria-label", "Start from")
        .children(choices);
    menu("menu", word, [list, start_over(session)])
}

fn choice(session: Session, preset: &'static Preset) -> El {
    let is_chosen = move |id: &str| id == preset.id;
    let choose = move || {
        if !session.peek(|now| is_chosen(now.scenario.preset)) {
            let kept = session.peek(|now| now.scenario.kept_in(preset));
            start_from(session, kept, &[]);
        }
    };
    item("menu-item preset", choose)
        .live_attr("title", move || {
            let sentence = if is_here(session, preset) {
                preset.sentence
            } else {
                "This example has not arrived yet. It can be chosen as soon as it is here."
            };
            Some(sentence.to_owned())
        })
        .live_flag("disabled", move || !is_here(session, preset))
        .live_attr("aria-pressed", move || {
            let pressed = session.with(|now| is_chosen(now.scenario.preset));
            Some(pressed.to_string())
        })
        .child(el("b").text(preset.question))
        .child(el("span").text(preset.label))
}

/// Gives the whole scenario back to its preset; undo brings it back.
fn start_over(session: Session) -> El {
    let over = move || {
        let mut origin = session.peek(|now| now.origin.clone());
        origin.beside = session.peek(|now| now.scenario.beside.clone());
        start_from(session, origin, &[]);
    };
    item("menu-item", over)
        .live_attr("title", move || {
            let label = session.with(|now| now.scenario.origin().label);
            Some(["Back to the example: ", label].concat())
        })
        .text("Start over")
}

/// Whether all that a preset needs of the program has arrived.
fn is_here(session: Session, preset: &Preset) -> bool {
    let loaded = session.loaded();
    preset.is_here() && loaded.lacks(&preset.scenario()).next().is_none()
}

/// Replaces the scenario, and what stands in these blanks of checklists, as a step that
/// both undo and the browser's own Back take back.
pub(super) fn start_from(session: Session, scenario: Scenario, notes: &[(String, String)]) {
    // Back leads to the scenario as it was, edits that were not written included, or to
    // a link that was not read whole.
    if !session.keeps_address.get_value() {
        browser::follow(&session.link());
    }
    session.keeps_address.set_value(false);
    session.replace(scenario, notes);
    browser::step_to(&session.link());
}
