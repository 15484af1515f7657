//! How is text for a machine taken away? Shown, copied, or saved as a file.

use leptos::prelude::*;

use super::browser::{self, answer};
use super::controls::chart::save_text;
use super::dom::{El, button, classed, el, react};
use super::session::Session;
use crate::report::CodeOf;

/// The text with its buttons; where there is none, the reason.
pub(super) fn code_view(session: Session, code: &'static CodeOf) -> El {
    let written =
        Memo::new(move |_| session.with(|now| (code.write)(&now.scenario, &now.plan, now.today)));
    let made = move || written.with(|it| it.clone().unwrap_or_else(|absent| absent.0.to_owned()));
    let is_none = move || written.with(Result::is_err);
    // What is shown may lag behind the plan; what is taken away does not.
    let text = move || {
        let now = session.peek(|now| (code.write)(&now.scenario, &now.plan, now.today));
        now.unwrap_or_default()
    };
    let said = classed("span", "quiet").attr("role", "status");
    let says = |words: &'static str| {
        let said = said.clone();
        answer(Box::new(move || said.say(words)))
    };
    let copied = says("It is on the clipboard.");
    let refused = says("The browser does not allow to copy. Select the text below.");
    let (language, kind) = match code.language {
        "javascript" => ("JavaScript", "text/javascript"),
        "python" => ("Python", "text/x-python"),
        _ => ("YAML", "application/yaml"),
    };
    let copy = button("button", move || browser::copy(&text(), &copied, &refused))
        .text(&["Copy ", code.noun].concat())
        .live_flag("disabled", is_none);
    let save = button("button", move || {
        save_text(&text(), kind, code.file);
    })
    .text(&["Download ", code.noun, " (", language, ")"].concat())
    .live_flag("disabled", is_none);
    let status = said.clone();
    react(Box::new(move || {
        session.with(|_| ());
        status.say("");
    }));
    let shown = classed("pre", "manifest")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", code.title)
        .live_text(made);
    classed("div", "code-view")
        .child(
            classed("p", "panel-action")
                .child(copy)
                .text(" ")
                .child(save)
                .text(" ")
                .child(said),
        )
        .child(
            el("details")
                .child(el("summary").text(code.title))
                .child(shown),
        )
}
