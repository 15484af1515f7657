//! The place to paste measurements of latency: what was understood, where the
//! target breaks, a button that takes them into the table with the law that
//! fits them, and one that plans with what a pod or a GPU then carries.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlTextAreaElement;

use crate::scenario::loads::Load;
use crate::scenario::slo::{fields, sample};
use crate::ui::dom::{El, button, classed, el};
use crate::ui::session::Session;
use crate::workloads::latency::pasted::{Offer, Pasted, offers, pasted, refitted, said, taken};

/// What is pasted, and what stands below it.
struct Paste {
    session: Session,
    text: HtmlTextAreaElement,
    said: El,
    misread: El,
    take: El,
    points: RefCell<Vec<Load>>,
}

/// The place for measurements, and what can be planned with them.
pub(super) fn latency(session: Session) -> Vec<El> {
    let area = classed("textarea", "history-text")
        .attr("id", "loads")
        .attr("rows", "6")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr(
            "placeholder",
            "<100, 42 ms\n100-500, 88 ms\n500-1000, 190 ms\n1000+, 460 ms",
        )
        .attr("aria-describedby", "loads-said");
    let loads = Rc::new(Paste {
        session,
        text: area.of(),
        said: classed("p", "history-said")
            .attr("id", "loads-said")
            .attr("role", "status"),
        misread: classed("ul", "history-misread"),
        take: classed("button", "inputs-button")
            .attr("type", "button")
            .attr("hidden", ""),
        points: RefCell::default(),
    });
    let (reads, takes) = (loads.clone(), loads.clone());
    let area = area.on("input", move |_| reads.read());
    let _ = loads.take.clone().on("click", move |_| takes.take());
    vec![
        classed("details", "history")
            .child(el("summary").text("Paste measurements"))
            .child(el("label").attr("for", "loads").text(
                "Two or three columns: the load in users at once, a number or a bucket; p95 latency; and \
                 throughput, if it was measured.",
            ))
            .child(area)
            .child(loads.said.clone())
            .child(loads.misread.clone())
            .child(loads.take.clone()),
        planned(session),
    ]
}

/// What the measurements in the table come to, with a button for each input
/// that they can state.
fn planned(session: Session) -> El {
    let is_empty = move || session.with(|now| now.scenario.samples.is_empty());
    let offered = move || session.with(|now| offers(&now.scenario, &now.plan));
    let press = move |offer: &Offer| {
        let (slot, (value, range)) = (offer.slot, offer.statement);
        vec![
            button("inputs-button", move || {
                session.settle();
                session.state(slot, value, range);
                session.settle();
                session.mend(slot);
            })
            .text(&offer.words),
        ]
    };
    let refit = button("inputs-button", move || {
        if let Some(after) = session.peek(|now| refitted(&now.scenario)) {
            session.replace(after);
        }
    })
    .text("Take the law that fits them")
    .live_flag("hidden", move || {
        session.with(|now| refitted(&now.scenario).is_none())
    });
    classed("div", "history")
        .live_flag("hidden", is_empty)
        .child(
            classed("p", "inputs-about").live_text(move || session.with(|now| said(&now.scenario))),
        )
        .child(
            classed("div", "loads-offers")
                .child(refit)
                .each(offered, press),
        )
}

impl Paste {
    /// Says what the text comes to.
    fn read(&self) {
        let text = self.text.value();
        let Pasted {
            sentence,
            misread,
            points,
        } = if text.trim().is_empty() {
            Pasted::default()
        } else {
            self.session.peek(|now| pasted(&text, &now.scenario))
        };
        self.said.say(&sentence);
        let lines = misread.iter().map(|line| el("li").text(line));
        self.misread.refill(lines);
        self.take.set_flag("hidden", points.is_empty());
        let count = points.len().to_string();
        let ending = if points.len() == 1 { "" } else { "s" };
        self.take
            .say(&["Take ", &count, " measurement", ending].concat());
        self.points.replace(points);
    }

    /// Puts them into the table, with the law that fits them, as one step to
    /// undo.
    fn take(&self) {
        let points = self.points.borrow();
        self.session.settle();
        let done = self
            .session
            .arrange(&sample::TABLE, "loads", &mut |scenario| {
                *scenario = taken(&points, scenario);
                Ok(())
            });
        self.session.settle();
        if done.is_ok() {
            for field in fields::ALL {
                self.session.mend((*field).into());
            }
            self.said
                .say("They are in the table above. Undo takes them back.");
        }
    }
}
