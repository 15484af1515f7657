//! What stands where on the page?

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::answers::{answers, in_short, verdict};
use super::compare::{begin, below_answers};
use super::document::document;
use super::dom::{El, button, classed, el, keep, listen};
use super::explain::explain;
use super::figure;
use super::inputs::inputs;
use super::keeper;
use super::name::name;
use super::notice::told_above;
use super::presets::presets;
use super::runway::runway;
use super::sentence::sentence;
use super::session::Session;
use super::share::share;
use super::sight::Sight;
use super::{browser, draws, history};
use crate::later::far;

/// The page.
pub(super) fn app() -> El {
    let (opened, embedded) = keeper::opening();
    let session = Session::new(opened.scenario.clone());
    keeper::show(session, opened);
    let read_only = move || session.read_only.get();
    let said = classed("div", "first-said")
        .child(sentence(session))
        .child(verdict(session));
    let first = classed("div", "first").child(said).child(runway(session));
    let answers = answers(session);
    let head = classed("div", "head")
        .child(first)
        .child(answers.clone())
        .child(below(session));
    let head = head.each(
        // Once what draws is here.
        move || {
            let is_here = session.loaded().has("uncertainty");
            is_here.then_some(()).into_iter().collect()
        },
        move |()| {
            draw(session);
            Vec::new()
        },
    );
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
        .child(bar(session, &answers))
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

far! {
    "details" "5d01"
    fn comes_below(session: Session) -> Vec<El> = below_answers;
    "details" "c204"
    fn hands_on(session: Session) -> Vec<El> = compare_and_share;
    "uncertainty" "5d02"
    fn draw(session: Session) = draws::follow;
}

/// What is compared and what moves the answers most, once that is here; its place is kept.
fn below(session: Session) -> El {
    classed("div", "moves-place").each(move || session.details(), move |()| comes_below(session))
}

/// What is done with the whole plan: it is compared, and handed on.
fn compare_and_share(session: Session) -> Vec<El> {
    vec![begin(session), share(session)]
}

/// The slim bar that stays: where one starts, what the scenario is called, what can be
/// done; the answers in short once they are out of sight.
fn bar(session: Session, answers: &El) -> El {
    let skip = button("skip", || {
        if let Some(answers) = browser::element("answers") {
            // Without focus the page is read from where it was.
            browser::focus(&answers);
        }
    });
    let step = |word: &str, sign: &str, can: fn(&history::History) -> bool, take: fn(Session)| {
        button("button step", move || take(session))
            .attr("aria-label", word)
            .child(classed("span", "wide").text(word))
            .child(
                classed("span", "narrow")
                    .attr("aria-hidden", "true")
                    .text(sign),
            )
            .live_flag("disabled", move || !session.history.with(can))
    };
    let actions = classed("div", "actions")
        .child(step(
            "Undo",
            "\u{21b6}",
            history::History::can_undo,
            Session::undo,
        ))
        .child(step(
            "Redo",
            "\u{21b7}",
            history::History::can_redo,
            Session::redo,
        ))
        // Their room is kept.
        .child(
            classed("div", "actions-more")
                .each(move || session.details(), move |()| hands_on(session)),
        );
    let bar = classed("header", "bar")
        .child(skip.text("Skip to the answers"))
        .child(classed("p", "brand").text("Headroom"))
        .child(presets(session))
        .child(name(session).live_flag("inert", move || session.read_only.get()))
        .child(in_short(session))
        .child(actions);
    let past = bar.clone();
    let sight = Sight::new(
        "0px",
        Box::new(move |_, is_seen| past.set_class("past", !is_seen)),
    );
    sight.watch(answers);
    keep(Box::new(sight));
    bar
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
