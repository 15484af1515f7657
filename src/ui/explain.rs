//! How did this figure come about? A panel at the right that keeps the page
//! usable: what the figure is, its formula in words and in numbers, where the
//! method comes from, and each input, to be followed further.

use leptos::prelude::*;

use super::controls::choice::ChoiceBox;
use super::controls::number::{Look, NumberBox};
use super::session::Session;
use crate::engine::working::{Traced, Working, working};
use crate::quantity::format::shown;
use crate::quantity::reading::{Piece, pieces};
use crate::quantity::{Kind, Source};
use crate::scenario::Domain;

/// The panel; nothing while no figure is open.
#[component]
pub fn Explain() -> impl IntoView {
    let session = Session::expect();
    let close_by_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            close(session);
        }
    };
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move || {
        if session.explained.with(|trail| !trail.is_empty())
            && let Some(heading) = heading.get()
        {
            // The panel is read from its heading on.
            let _ = heading.focus();
        }
    });
    let found = Memo::new(move |_| {
        let id = session.explained.with(|trail| trail.last().cloned())?;
        session
            .scenario
            .with(|scenario| session.plan.with(|plan| working(scenario, plan, &id)))
    });
    move || {
        found.get().map(|working| {
            view! {
                <aside class="explain" aria-label="How this figure came about" on:keydown=close_by_key>
                    <div class="explain-top">
                        <Back />
                        <button type="button" class="quiet-button" on:click=move |_| close(session)>"Close"</button>
                    </div>
                    <h2 tabindex="-1" node_ref=heading>{working.label}</h2>
                    {body(session, working)}
                </aside>
            }
        })
    }
}

/// Closes the panel and gives the focus back to the figure it was opened from.
fn close(session: Session) {
    use wasm_bindgen::JsCast as _;
    let first = session
        .explained
        .with_untracked(|trail| trail.first().cloned());
    session.explained.set(Vec::new());
    let origin = first.and_then(|id| {
        document()
            .query_selector(&format!("[data-figure=\"{id}\"]"))
            .ok()
            .flatten()
    });
    if let Some(origin) = origin.and_then(|origin| origin.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A figure that is no longer on the page has no focus to take.
        let _ = origin.focus();
    }
}

#[component]
fn Back() -> impl IntoView {
    let session = Session::expect();
    let deep = move || session.explained.with(|trail| trail.len() > 1);
    view! {
        <button
            type="button"
            class="quiet-button"
            disabled=move || !deep()
            on:click=move |_| session.explained.update(|trail| { trail.pop(); })
        >
            "Back"
        </button>
    }
}

fn body(session: Session, working: Working) -> impl IntoView {
    let value = match working.value {
        Ok(value) => view! { <p class="explain-value">{value}</p> }.into_any(),
        Err(_) => view! { <p class="explain-value absent">"not known"</p> }.into_any(),
    };
    let formula = working
        .text
        .map(|text| formula(text, working.kind, &working.inputs));
    let inputs = (!working.inputs.is_empty()).then(|| inputs(session, working.inputs.clone()));
    let constants = (!working.constants.is_empty()).then(|| {
        let rows = working
            .constants
            .iter()
            .map(|constant| {
                let value = shown(constant.value, constant.unit);
                view! { <li><span>{constant.sentence.trim()}</span> <span class="explain-number">{value}</span></li> }
            })
            .collect_view();
        view! { <h3>"Constants"</h3> <ul class="explain-inputs">{rows}</ul> }
    });
    let field = working.field.map(|field| {
        let bounds = match field.domain {
            Domain::Number {
                unit, least, most, ..
            } => Some(format!(
                "Between {} and {}.",
                shown(least, unit),
                shown(most, unit)
            )),
            Domain::Choice(_) => None,
        };
        let control = match field.domain {
            Domain::Number { .. } => view! { <NumberBox field look=Look::Panel /> }.into_any(),
            Domain::Choice(_) => view! { <ChoiceBox field look=Look::Panel /> }.into_any(),
        };
        view! {
            <h3>"Stated"</h3>
            <p>"This is an input. Change it here or in the form."</p>
            <div class="explain-field"><span>{field.label}</span> {control}</div>
            <p class="explain-note">{bounds}</p>
        }
    });
    view! {
        {value}
        <p>{working.sentence}</p>
        {formula}
        {inputs}
        {constants}
        {field}
        <p class="explain-note">"Source: " {cite(working.source)} "."</p>
        <p class="explain-note explain-id">{working.id}</p>
    }
}

fn formula(text: &'static str, kind: Kind, inputs: &[Traced]) -> AnyView {
    if kind == Kind::LookedUp {
        return view! { <h3>"Looked up"</h3> <p class="explain-formula">{text}</p> }.into_any();
    }
    let words = |name: &str| {
        inputs
            .iter()
            .find(|input| input.name == name)
            .map_or_else(|| plain(name), |input| input.label.to_owned())
    };
    let numbers = |name: &str| {
        inputs
            .iter()
            .find(|input| input.name == name)
            .map_or_else(|| constant(name), |input| input.value.clone())
    };
    let read = |names: &dyn Fn(&str) -> String| {
        pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Name(name) => view! { <b>{names(name)}</b> }.into_any(),
                Piece::Sign(sign) => view! { <span>{sign}</span> }.into_any(),
            })
            .collect_view()
    };
    view! {
        <h3>"Formula"</h3>
        <p class="explain-formula">{read(&words)}</p>
        <h3>"In numbers"</h3>
        <p class="explain-formula" data-substituted="">{read(&numbers)}</p>
    }
    .into_any()
}

/// A constant's name as words.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', " ")
}

fn constant(name: &str) -> String {
    crate::catalog::constants::ALL
        .iter()
        .find(|constant| constant.name == name)
        .map_or_else(
            || plain(name),
            |constant| shown(constant.value, constant.unit),
        )
}

fn inputs(session: Session, inputs: Vec<Traced>) -> impl IntoView {
    let rows = inputs
        .into_iter()
        .map(|input| {
            let to = input.id.clone();
            view! {
                <li>
                    <button type="button" class="link" data-follow=input.id.clone() on:click=move |_| {
                        session.explained.update(|trail| trail.push(to.clone()));
                    }>{input.label}</button>
                    <span class="explain-number">{input.value}</span>
                </li>
            }
        })
        .collect_view();
    view! { <h3>"Inputs"</h3> <ul class="explain-inputs">{rows}</ul> }
}

fn cite(source: Source) -> String {
    if source.as_of.is_empty() {
        source.name.to_owned()
    } else {
        format!("{} ({})", source.name, source.as_of)
    }
}
