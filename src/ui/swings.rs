//! What moves a figure most? Asked in its panel: each number that it rests on is moved by a
//! tenth, or over its range, and what the figure is at either end stands beside it.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use super::dom::{El, classed, el};
use super::session::Session;
use super::slices::{Slices, Work};
use crate::engine::moves::Swings;
use crate::report::decisions::swing;

/// How long nothing is typed before it is worked out anew.
const REST_MS: u32 = 700;
/// Inputs that are shown.
const SHOWN: usize = 6;

/// The fold with what was found of the figure of this id.
pub(super) fn swings(session: Session, id: &str) -> El {
    let found: RwSignal<Option<Vec<String>>> = RwSignal::new(None);
    let id: Rc<str> = id.into();
    let of = id.clone();
    let search = Slices::new(move |swings: Swings| {
        let all = swings.found();
        let said = session.peek(|now| {
            let told = all.iter().take(SHOWN);
            told.map(|it| swing(&now.scenario, &now.plan, &of, it))
                .collect()
        });
        found.set(Some(said));
    });
    let fold = classed("details", "flips swings");
    let details: HtmlDetailsElement = fold.of();
    let begin = Rc::new(move |milliseconds: u32| {
        if details.open() {
            let id = id.clone();
            search.begin(milliseconds, move || {
                session.peek(|now| Swings::new(&now.scenario, &now.plan, &id))
            });
        } else {
            search.stop();
            found.set(None);
        }
    });
    let opened = begin.clone();
    session.at_each_plan(move || begin(REST_MS));
    let lines = move || found.get().unwrap_or_default();
    let list = classed("ul", "report-list").each(lines, |line| vec![el("li").text(line)]);
    let state = classed("p", "explain-note")
        .attr("role", "status")
        .live_text(move || {
            let words = match found.get().as_deref() {
                None => "Trying each input\u{2026}",
                Some([]) => "No number that you can change moves this by itself.",
                Some(_) => "Each alone: by a tenth, or over the range that you typed for it.",
            };
            words.to_owned()
        });
    fold.child(el("summary").text("What moves this most"))
        .child(list)
        .child(state)
        .on("toggle", move |_| opened(0))
}

impl Work for Swings {
    fn is_done(&self) -> bool {
        Self::is_done(self)
    }

    fn step(&mut self) {
        Self::step(self);
    }
}
