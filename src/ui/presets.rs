//! Which example does the visitor start from?

use leptos::prelude::*;

use super::browser;
use super::dom::{El, button, classed, el};
use super::session::Session;
use crate::scenario::Scenario;
use crate::scenario::preset::{self, Preset};

/// A button for each preset; the one that is planned is pressed.
pub(super) fn presets(session: Session) -> El {
    let choices = preset::presets().map(|preset| choice(session, preset));
    classed("div", "presets")
        .attr("role", "group")
        .attr("aria-labelledby", "presets-label")
        .child(el("span").attr("id", "presets-label").text("Start from"))
        .children(choices)
}

fn choice(session: Session, preset: &'static Preset) -> El {
    let is_chosen = move |id: &str| id == preset.id;
    button("button preset", move || {
        if !session.peek(|now| is_chosen(now.scenario.preset)) {
            start_from(session, preset.scenario(), &[]);
        }
    })
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
    .text(preset.label)
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
