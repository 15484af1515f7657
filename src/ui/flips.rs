//! What would change a decision? What runs out first, what is ordered first, the cheapest GPU:
//! each with the inputs that it is nearest to changing with. Worked out once somebody asks, a
//! few milliseconds at a time.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use super::dom::{El, classed, el};
use super::session::Session;
use super::slices::{Slices, Work};
use crate::engine::flips::Flips;
use crate::report::decisions::{Said, said};

/// How long nothing is typed before it is worked out anew.
const REST_MS: u32 = 700;

/// The fold with what was found.
pub(super) fn flips(session: Session) -> El {
    let fold = classed("details", "flips");
    let found: RwSignal<Option<Vec<Said>>> = RwSignal::new(None);
    let search = Slices::new(move |flips: Flips| {
        let all = flips.found();
        let all = session.peek(|now| all.iter().map(|it| said(&now.scenario, it)).collect());
        found.set(Some(all));
    });
    let details: HtmlDetailsElement = fold.of();
    let begin = Rc::new(move |milliseconds: u32| {
        if details.open() {
            search.begin(milliseconds, move || {
                session.peek(|now| Flips::new(&now.scenario, &now.plan, now.today))
            });
        } else {
            // What was found is of another plan by the time it is opened again.
            search.stop();
            found.set(None);
        }
    });
    let opened = begin.clone();
    session.at_each_plan(move || begin(REST_MS));
    let list = classed("div", "flips-list").each(move || found.get().unwrap_or_default(), told);
    let state = classed("p", "aside")
        .attr("role", "status")
        .live_text(move || {
            let words = match found.get().as_deref() {
                None => "Trying each input\u{2026}",
                Some([]) => "Nothing is decided yet: state a load and what serves it.",
                Some(_) => {
                    "Each input alone: over the range that you typed for it, else to half and to twice of it."
                }
            };
            words.to_owned()
        });
    fold.child(el("summary").text("What would change a decision"))
        .child(list)
        .child(state)
        .on("toggle", move |_| opened(0))
}

fn told(said: &Said) -> Vec<El> {
    let decision = classed("p", "flips-decision").text(&said.decision);
    if said.flips.is_empty() {
        return vec![decision.text(" Nothing within reach changes it.")];
    }
    let lines = said.flips.iter().map(|line| el("li").text(line));
    vec![decision, classed("ul", "report-list").children(lines)]
}

impl Work for Flips {
    fn is_done(&self) -> bool {
        Self::is_done(self)
    }

    fn step(&mut self) {
        Self::step(self);
    }
}
