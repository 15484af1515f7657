//! What does the visitor call the scenario?

use std::cell::RefCell;

use web_sys::HtmlInputElement;

use super::dom::{El, classed, el, react, typed};
use super::session::Session;
use crate::scenario::name::check;

/// The box for the name.
pub(super) fn name(session: Session) -> El {
    let said = classed("span", "error").attr("id", "scenario-name-error");
    let input = el("input")
        .attr("id", "scenario-name")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("placeholder", "Untitled scenario")
        .attr("aria-describedby", "scenario-name-error");
    let (complained, beside) = (input.clone(), said.clone());
    let complain = move |sentence: Option<&str>| {
        complained.set("aria-invalid", sentence.map(|_| "true"));
        beside.say(sentence.unwrap_or_default());
    };
    let told = complain.clone();
    let input = input
        .on("input", move |event| {
            let written = typed(event);
            match check(&written) {
                Ok(()) => {
                    told(None);
                    session.rename(&written);
                }
                Err(refusal) => told(Some(&refusal.to_string())),
            }
        })
        .on("blur", move |_| session.settle());
    let element: HtmlInputElement = input.of();
    let kept = RefCell::new(None);
    react(Box::new(move || {
        let name = session.with(|now| now.scenario.name.clone());
        if kept.borrow().as_ref() == Some(&name) {
            return;
        }
        // Setting what is there already would move the caret.
        if element.value() != name {
            element.set_value(&name);
        }
        complain(None);
        kept.replace(Some(name));
    }));
    classed("div", "name")
        .child(
            classed("label", "quiet")
                .attr("for", "scenario-name")
                .text("Scenario"),
        )
        .child(input)
        .child(said)
}
