//! An input where it is read: a switch in the table that shows what it switches, a number in
//! the sentence that it moves.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Slot, Value, fields, nudge};
use crate::ui::browser::{self, Timer};
use crate::ui::dom::{El, classed, el, react};
use crate::ui::inputs::{control, slider};
use crate::ui::session::Session;

use super::Look;

/// The input of this id where it is read: a switch to press, a number to type or to drag.
pub(crate) fn in_place(session: Session, id: &str) -> Vec<El> {
    let slot = session.peek(|now| fields::slot(&now.scenario, id));
    let made = |slot: Slot| {
        if slot.field.choices() == Switch::CHOICES {
            switch(session, slot)
        } else {
            let value = session.peek(|now| match slot.get(&now.scenario) {
                Value::Number(value) => value,
                _ => 0.0,
            });
            classed("span", "in-place")
                .live_flag("inert", move || session.read_only.get())
                .children(control(session, slot, Look::Inline))
                .child(slider(session, slot, nudge::around(slot.field, value)))
        }
    };
    slot.map(made).into_iter().collect()
}

fn is_on(slot: Slot, scenario: &Scenario) -> bool {
    slot.get(scenario) == Value::Choice(Switch::On.id())
}

fn switch(session: Session, slot: Slot) -> El {
    let input = el("input")
        .attr("type", "checkbox")
        .attr("data-field", &slot.id())
        .live_attr("aria-label", move || {
            Some(session.with(|now| slot.label(&now.scenario)))
        })
        .live_flag("disabled", move || session.read_only.get());
    let element: HtmlInputElement = input.of();
    let pressed = element.clone();
    let input = input.on("change", move |_| {
        let state = if pressed.checked() {
            Switch::On
        } else {
            Switch::Off
        };
        session.settle();
        session.state(slot, Value::Choice(state.id()), None);
        session.settle();
        // A table that ranks its rows makes anew those that change places.
        Timer::default().start(0, Box::new(move || find_again(slot)));
    });
    let word = classed("span", "switch-word").attr("aria-hidden", "true");
    let said = word.clone();
    react(Box::new(move || {
        let is_on = session.with(|now| is_on(slot, &now.scenario));
        element.set_checked(is_on);
        said.say(if is_on { "on" } else { "off" });
    }));
    classed("label", "switch").child(input).child(word)
}

/// Gives the focus back to a switch whose row has moved.
fn find_again(slot: Slot) {
    let document = document();
    let has_focus = document
        .active_element()
        .is_some_and(|it| it.has_attribute("data-field"));
    if has_focus {
        return;
    }
    let place = [".switch [data-field=\"", &slot.id(), "\"]"].concat();
    if let Ok(Some(again)) = document.query_selector(&place) {
        browser::focus(again.unchecked_ref::<HtmlElement>());
    }
}
