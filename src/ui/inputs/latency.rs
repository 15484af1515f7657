//! The place to paste measurements of latency, a button that takes the law that fits
//! those in the table, and one that plans with what a pod or a GPU then carries.

use super::paste::{Paste, paste};
use crate::scenario::slo::{fields, sample};
use crate::ui::dom::{El, button, classed};
use crate::ui::session::Session;
use crate::workloads::latency::pasted::{Offer, offers, pasted, refitted, said, taken};

/// Measurements are pasted here.
static LOADS: Paste = Paste {
    id: "loads",
    title: "Paste measurements",
    about: "Two or three columns: the load in users at once, a number or a bucket; p95 latency; and throughput, \
            if it was measured.",
    example: "<100, 42 ms\n100-500, 88 ms\n500-1000, 190 ms\n1000+, 460 ms",
    read: pasted,
    taken,
    table: &sample::TABLE,
    fields: fields::ALL,
};

/// The place for measurements, and what can be planned with them.
pub(super) fn latency(session: Session) -> Vec<El> {
    vec![paste(session, &LOADS), planned(session)]
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
            session.replace(after, &[]);
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
