//! The place to paste a request log, and buttons that plan with what it counted.

use super::paste::{Paste, paste};
use crate::review::Fix;
use crate::scenario::log::{fields, hour};
use crate::ui::dom::{El, button, classed};
use crate::ui::session::Session;
use crate::workloads::log::pasted::{offers, pasted, taken};

/// A log is pasted here.
static LOG: Paste = Paste {
    id: "request-log",
    title: "Paste a request log",
    about: "Four columns, an hour a line: the hour, its requests, and of its requests a minute the 95th percentile \
            and the peak. Or drop the CSV file here.",
    example: "hour,requests,p95_load,peak_load\n2026-03-01 09:00,5210,118,164\n2026-03-01 10:00,6480,139,201",
    read: pasted,
    taken,
    table: &hour::TABLE,
    fields: fields::ALL,
};

/// The place for a log, and what can be planned with it.
pub(super) fn log(session: Session) -> Vec<El> {
    let offered = move || session.with(|now| offers(&now.scenario, &now.plan));
    let press = move |fix: &Fix| {
        let applied = fix.clone();
        vec![button("inputs-button", move || session.apply(&applied)).text(&fix.label)]
    };
    vec![
        paste(session, &LOG),
        classed("div", "history loads-offers").each(offered, press),
    ]
}
