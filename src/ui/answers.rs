//! The four answers, before everything else, and what keeps them from being
//! up to date: fields whose text is not understood.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::browser;
use super::document::sentence;
use super::session::Session;
use crate::report::{Answer, answers};
use crate::scenario::catalogue;

/// The four answers as sentences.
#[component]
pub fn Answers() -> impl IntoView {
    let session = Session::expect();
    let stale = move || session.troubles.with(|troubles| !troubles.is_empty());
    let given = Memo::new(move |_| {
        let today = browser::today();
        session.scenario.with(|scenario| {
            session.plan.with(|plan| {
                session
                    .findings
                    .with(|findings| answers(scenario, plan, findings, today))
            })
        })
    });
    view! {
        <section class="answers" class:stale=stale id="answers" aria-label="The four answers" tabindex="-1">
            <Attention />
            <div class="answer-grid">{move || given.get().into_iter().map(answer).collect::<Vec<_>>()}</div>
            <Announcer />
        </section>
    }
}

fn answer(answer: Answer) -> AnyView {
    let main = if answer.main.is_empty() {
        view! { <p class="answer-absent">"Not known."</p> }.into_any()
    } else {
        view! { <p class="answer-main">{sentence(answer.main)}</p> }.into_any()
    };
    view! {
        <article class="answer">
            <h2>{answer.question}</h2>
            {main}
            <p class="answer-why">{sentence(answer.why)}</p>
        </article>
    }
    .into_any()
}

/// How many fields need attention, with a way to each.
#[component]
fn Attention() -> impl IntoView {
    let session = Session::expect();
    move || {
        let buttons: Vec<_> = session.troubles.with(|troubles| {
            troubles
                .keys()
                .filter_map(|id| catalogue::field(id))
                .map(|field| {
                    view! {
                        <button type="button" class="link" on:click=move |_| focus_field(field.id)>{field.label}</button>
                    }
                    .into_any()
                })
                .collect()
        });
        (!buttons.is_empty()).then(|| {
            let count = match buttons.len() {
                1 => "1 field needs attention. ".to_owned(),
                many => format!("{many} fields need attention. "),
            };
            view! {
                <p class="attention" role="status">
                    {count} "The figures are those of the last good input. " {buttons}
                </p>
            }
            .into_any()
        })
    }
}

fn focus_field(id: &str) {
    let found = ["f-", "s-", "p-"]
        .iter()
        .find_map(|look| browser::element(&format!("{look}{id}")));
    if let Some(element) = found {
        browser::open_groups(&element);
        browser::focus(&element);
    }
}

/// Tells the headline to a screen reader once the figures have come to rest.
#[component]
fn Announcer() -> impl IntoView {
    let session = Session::expect();
    let said = RwSignal::new(String::new());
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |first: Option<()>| {
        let headline = ["web.nodes_min", "web.bill"].map(|id| {
            session.plan.with(|plan| plan.figure(id)).map_or_else(
                || "not known".to_owned(),
                |figure| crate::engine::working::value_text(&figure),
            )
        });
        if first.is_some() {
            timer.set_value(Some(Timeout::new(1_000, move || {
                said.set(format!("The plan is now {}.", headline.join(", ")));
            })));
        }
    });
    view! { <p class="quiet" aria-live="polite">{move || said.get()}</p> }
}
