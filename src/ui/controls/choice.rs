//! A list to choose one of a few words from, bound to a field.

use leptos::prelude::*;

use super::number::{Look, followed};
use crate::scenario::{Anchor, Field, Value};
use crate::ui::session::Session;

/// A list for a field that holds one of a few words.
#[component]
pub fn ChoiceBox(
    /// A field that holds a choice.
    field: &'static Field,
    /// Where it stands.
    look: Look,
) -> impl IntoView {
    let session = Session::expect();
    let stated = session.stated(field);
    let choose = move |event| {
        let id = event_target_value(&event);
        let Some(choice) = field.choices().iter().find(|choice| choice.id == id) else {
            return;
        };
        session.settle();
        lead(session, field, choice.id);
        session.settle();
    };
    let options: Vec<_> = field
        .choices()
        .iter()
        .map(|choice| {
            let chosen = move || stated.get().0 == Value::Choice(choice.id);
            view! {
                <option value=choice.id prop:selected=chosen>
                    {choice.label}
                </option>
            }
        })
        .collect();
    view! {
        <select
            id=look.id(field)
            class="choice"
            class:choice-inline=look == Look::Inline
            data-field=field.id
            aria-label=(look != Look::Form).then_some(field.label)
            on:change=choose
        >
            {options}
        </select>
    }
}

/// States a choice. A rung of the demand ladder that is chosen to lead starts
/// from what it follows now, so that choosing it changes nothing else.
fn lead(session: Session, field: &'static Field, id: &'static str) {
    let rung = Anchor::ALL
        .iter()
        .find(|anchor| field.id == "demand.anchor" && anchor.id() == id)
        .map(|anchor| anchor.field());
    let Some(rung) = rung else {
        session.state(field, Value::Choice(id), None);
        return;
    };
    if let Some(number) = untrack(|| followed(session, rung)) {
        session.state(rung, Value::Number(number), None);
        for anchor in Anchor::ALL {
            session.mend(anchor.field());
        }
    }
}
