//! A list to choose one of a few words from, bound to a field.

use leptos::prelude::*;

use super::number::Look;
use crate::scenario::{Field, Value};
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
        session.state(field, Value::Choice(choice.id), None);
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
