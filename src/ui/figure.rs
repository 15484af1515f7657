//! One figure of the plan wherever it is shown: it can be opened, it says for
//! a moment by how much it has just changed, and it is marked as stale while a
//! field needs attention.

use std::borrow::Cow;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::session::Session;
use crate::quantity::format::{difference, exact, shown_parts};
use crate::quantity::{Figure, Outcome};
use crate::report::Look;

/// How long a difference is shown.
const MOMENT_MS: u32 = 2_500;

/// A figure by its id. A button: it opens the explanation.
#[component]
pub fn FigureView(
    /// The figure's id in the plan.
    #[prop(into)]
    id: Cow<'static, str>,
    /// How it stands among the words.
    #[prop(default = Look::Plain)]
    look: Look,
) -> impl IntoView {
    let session = Session::expect();
    let outcome = outcome(session, id.clone());
    let (named, opened) = (id.clone(), id);
    let changed = changes(outcome);
    let value = move || match outcome.get() {
        Some(Ok(figure)) => {
            let (prefix, number, unit) = text(&figure);
            let unit = if look == Look::Plain || look == Look::Cell {
                unit
            } else {
                String::new()
            };
            view! {
                <span class="figure-number">{prefix}{number}</span>
                <span class="figure-unit">{unit}</span>
            }
            .into_any()
        }
        _ => view! { <span class="figure-absent">"not known"</span> }.into_any(),
    };
    let exact_value = move || match outcome.get() {
        Some(Ok(figure)) => figure
            .word()
            .map_or_else(|| exact(figure.value), str::to_owned),
        _ => String::new(),
    };
    view! {
        <button
            type="button"
            class="figure"
            class:large=look == Look::Large
            data-figure=named
            data-value=exact_value
            on:click=move |_| session.explain(&opened)
        >
            {value}
        </button>
        {move || changed.get().map(|text| view! { <span class="figure-change" aria-hidden="true">{text}</span> })}
    }
}

/// The outcome of this id, as it changes.
pub(super) fn outcome(session: Session, id: Cow<'static, str>) -> Memo<Option<Outcome>> {
    Memo::new(move |_| session.plan.with(|plan| plan.outcome(&id)))
}

/// Prefix, number and unit of a figure; a word has only the middle.
pub(super) fn text(figure: &Figure) -> (String, String, String) {
    if let Some(word) = figure.word() {
        return (String::new(), word.to_owned(), String::new());
    }
    let parts = shown_parts(figure.value, figure.unit());
    (
        parts.prefix.to_owned(),
        parts.number.clone(),
        parts.unit.clone(),
    )
}

/// The difference to the value before, for a moment after a change.
fn changes(outcome: Memo<Option<Outcome>>) -> RwSignal<Option<String>> {
    let shown = RwSignal::new(None);
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |before: Option<Option<Figure>>| {
        let now = outcome.get().and_then(Result::ok);
        if let (Some(Some(before)), Some(now)) = (before, now)
            && before.value.to_bits() != now.value.to_bits()
            && now.word().is_none()
        {
            shown.set(Some(difference(now.value - before.value, now.unit())));
            timer.set_value(Some(Timeout::new(MOMENT_MS, move || shown.set(None))));
        }
        now
    });
    shown
}
