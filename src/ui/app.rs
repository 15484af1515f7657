//! What stands where on the page?

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::answers::answers;
use super::document::document;
use super::dom::{El, button, classed, el, listen};
use super::explain::explain;
use super::figure::{self, figure};
use super::inputs::inputs;
use super::keeper;
use super::name::name;
use super::notice::told_above;
use super::presets::{presets, start_from};
use super::sentence::sentence;
use super::session::Session;
use super::share::share;
use super::{browser, history};
use crate::report::Style;
use crate::report::answers::short;

/// The page.
pub(super) fn app() -> El {
    let (opened, embedded) = keeper::opening();
    let session = Session::new(opened.scenario.clone());
    keeper::show(session, opened);
    let read_only = move || session.read_only.get();
    let head = classed("div", "head")
        .child(presets(session))
        .child(name(session).live_flag("inert", read_only))
        .child(sentence(session))
        .child(answers(session));
    let columns = classed("div", "columns")
        .child(inputs(session).live_flag("inert", read_only))
        .child(document(session));
    let foot = format!(
        "Computed in this browser, engine {}. Nothing you type leaves this page. Prices are list prices with \
         the date of their source; open any figure to see it.",
        crate::engine::VERSION
    );
    let class = if embedded { "page embedded" } else { "page" };
    let page = classed("div", class)
        .on("click", move |event| figure::open_pressed(session, event))
        .child(bar(session))
        .each(
            move || {
                session.notices.with(|told| {
                    if told.is_empty() {
                        vec![]
                    } else {
                        vec![told.clone()]
                    }
                })
            },
            move |told| vec![told_above(session, told)],
        )
        .child(el("main").child(head).child(columns));
    let page = explain(session, page).child(classed("footer", "foot").child(el("p").text(&foot)));
    figure::follow(session);
    keeper::keep(session);
    undo_by_key(session);
    page
}

/// The slim bar that stays: name, the answers in short, what can be done.
fn bar(session: Session) -> El {
    let skip = button("skip", || {
        if let Some(answers) = browser::element("answers") {
            // Without focus the page is read from where it was.
            browser::focus(&answers);
        }
    });
    let slim = classed("p", "slim")
        .attr("aria-label", "The answers in short")
        .each(
            move || session.with(|now| short(&now.plan).to_vec()),
            move |(word, id)| {
                let figure = figure(session, (*id).into(), Style::Plain);
                vec![el("span").text(word).child(figure)]
            },
        );
    let step = |label: &str, can: fn(&history::History) -> bool, take: fn(Session)| {
        button("button", move || take(session))
            .text(label)
            .live_flag("disabled", move || !session.history.with(can))
    };
    let actions = classed("div", "actions")
        .child(step("Undo", history::History::can_undo, Session::undo))
        .child(step("Redo", history::History::can_redo, Session::redo))
        .children(share(session))
        .child(start_over(session));
    classed("header", "bar")
        .child(skip.text("Skip to the answers"))
        .child(classed("p", "brand").text("Headroom"))
        .child(slim)
        .child(actions)
}

/// Gives the whole scenario back to its preset; undo brings it back.
fn start_over(session: Session) -> El {
    button("button", move || {
        start_from(session, session.peek(|now| now.origin.clone()), &[]);
    })
    .live_attr("title", move || {
        let label = session.with(|now| now.scenario.origin().label);
        Some(["Back to the example: ", label].concat())
    })
    .text("Start over")
}

/// Ctrl+Z takes a step back, Ctrl+Shift+Z or Ctrl+Y forward, wherever the
/// focus is: the fields have no history of their own that would be missed.
fn undo_by_key(session: Session) {
    let press = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => session.undo(),
            ("z", true) | ("y", false) => session.redo(),
            _ => return,
        }
        event.prevent_default();
    };
    listen(&leptos::prelude::document(), "keydown", Box::new(press));
}
