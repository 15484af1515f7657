//! What is planned, in one sentence whose numbers are fields?

use super::controls::Look;
use super::controls::choice::choice_box;
use super::controls::number::number_box;
use super::dom::{El, classed};
use super::session::Session;
use crate::scenario::{Anchor, Field, demand, web};

/// The scenario as one sentence.
pub(super) fn sentence(session: Session) -> El {
    let number = move |field: &'static Field| number_box(session, field.into(), Look::Inline);
    let choice = move |field: &'static Field| choice_box(session, field.into(), Look::Inline);
    let anchor = move || session.with(|now| now.scenario.demand.anchor);
    classed("h1", "sentence")
        .live_text(move || session.with(|now| now.scenario.origin().subject.to_owned()))
        .text(" with ")
        .each(move || vec![anchor()], move |anchor| number(anchor.field()))
        .text(" ")
        .live_text(move || rung(anchor()).to_owned())
        .text(", each sending ")
        .children(number(&demand::fields::requests_per_user_minute))
        .text(" requests a minute at the peak, on ")
        .child(choice(&web::fields::node_type))
        .text(" nodes with ")
        .child(choice(&web::fields::node_rule))
        .text(" for pods.")
}

/// What the number of a rung counts, inside the sentence.
const fn rung(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Customers => "customers",
        Anchor::TotalUsers => "registered users",
        Anchor::DailyActiveUsers => "daily active users",
        Anchor::ConcurrentUsers => "concurrent users",
        Anchor::RequestsPerDay => "requests a day",
        Anchor::AverageRate => "requests a second on average",
        Anchor::PeakRate => "requests a second at the peak",
    }
}
