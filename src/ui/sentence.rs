//! What is planned, in one sentence whose numbers are fields?

use leptos::prelude::*;

use super::controls::choice::ChoiceBox;
use super::controls::number::{Look, NumberBox};
use super::session::Session;
use crate::scenario::{Anchor, demand, web};

/// The scenario as one sentence.
#[component]
pub fn Sentence() -> impl IntoView {
    let session = Session::expect();
    let subject = Memo::new(move |_| session.scenario.with(|scenario| scenario.origin().subject));
    let anchor = Memo::new(move |_| session.scenario.with(|scenario| scenario.demand.anchor));
    view! {
        <h1 class="sentence">
            {move || subject.get()} " with "
            {move || view! { <NumberBox field=anchor.get().field() look=Look::Inline /> }} " "
            {move || rung(anchor.get())} ", each sending "
            <NumberBox field=&demand::fields::requests_per_user_minute look=Look::Inline />
            " requests a minute at the peak, on "
            <ChoiceBox field=&web::fields::node_type look=Look::Inline /> " nodes with "
            <ChoiceBox field=&web::fields::node_rule look=Look::Inline /> " for pods."
        </h1>
    }
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
