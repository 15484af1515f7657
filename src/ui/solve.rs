//! What must an input be for a figure to be what is wanted? Asked from the figure ("make
//! this ... by changing ...") and from the input ("what must this be for ...").

use leptos::prelude::*;

use super::arrivals;
use super::session::Session;
use crate::engine::Plan;
use crate::engine::solve::solve;
use crate::report::solved::{Question, figures, inputs, unit, wanted};
use crate::scenario::{Scenario, Slot, Value, fields};

/// From where it is asked.
#[derive(Clone, PartialEq)]
pub(super) enum Asked {
    /// A figure, by its id.
    Figure(String),
    /// An input.
    Input(Slot),
}

/// What was found, of which plan.
#[derive(Clone)]
struct Found {
    serial: u32,
    sentence: String,
    /// What can be put in, with how its button reads.
    values: Vec<(Slot, f64, String)>,
}

/// What can be chosen beside what it is asked from: its id, and how it reads.
fn choices(asked: &Asked, scenario: &Scenario, plan: &Plan) -> Vec<(String, String)> {
    match asked {
        Asked::Figure(id) => {
            let all = inputs(scenario, plan, id).into_iter();
            all.map(|slot| (slot.id().into_owned(), slot.label(scenario)))
                .collect()
        }
        Asked::Input(slot) => {
            let is_behind = |id: &str| inputs(scenario, plan, id).contains(slot);
            let all = figures(plan).into_iter().filter(|(id, _)| is_behind(id));
            all.map(|(id, label)| (id.to_owned(), label.to_owned()))
                .collect()
        }
    }
}

/// Figure and input that are meant by what was chosen.
fn meant(asked: &Asked, chosen: &str, scenario: &Scenario) -> Option<(String, Slot)> {
    match asked {
        Asked::Figure(id) => Some((id.clone(), fields::slot(scenario, chosen)?)),
        Asked::Input(slot) => Some((chosen.to_owned(), *slot)),
    }
}

/// The question, and its answer below it; nothing where there is nothing to ask.
pub(super) fn question(session: Session, asked: Asked) -> impl IntoView {
    view! { <Solve session asked/> }
}

#[component]
fn Solve(session: Session, asked: Asked) -> impl IntoView {
    let all = session.peek(|now| choices(&asked, &now.scenario, &now.plan));
    let is_number = match &asked {
        Asked::Figure(id) => session.peek(|now| unit(&now.scenario, &now.plan, id).is_some()),
        Asked::Input(_) => true,
    };
    let first = all.first().filter(|_| is_number)?.0.clone();
    let (chosen, typed) = (RwSignal::new(first), RwSignal::new(String::new()));
    let found: RwSignal<Option<Found>> = RwSignal::new(None);
    let of = asked.clone();
    let find = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        found.set(answered(
            session,
            &of,
            &chosen.get_untracked(),
            &typed.get_untracked(),
        ));
    };
    let heading = match asked {
        Asked::Figure(_) => "What must change",
        Asked::Input(_) => "What must this be",
    };
    Some(view! {
        <h3>{heading}</h3>
        <form class="solve" on:submit=find>
            <Fields is_of_figure=matches!(asked, Asked::Figure(_)) all chosen typed/>
            <button type="submit" class="button">"Find"</button>
        </form>
        <Answer session found/>
    })
}

/// What is chosen and typed, in the order in which it is read.
#[component]
fn Fields(
    is_of_figure: bool,
    all: Vec<(String, String)>,
    chosen: RwSignal<String>,
    typed: RwSignal<String>,
) -> impl IntoView {
    let (of, to) = if is_of_figure {
        ("by changing", "Make this")
    } else {
        ("For this figure", "to be")
    };
    let options = all
        .into_iter()
        .map(|(id, label)| view! { <option value=id>{label}</option> });
    let select = view! {
        <label>{of}" "
            <select on:change=move |event| chosen.set(event_target_value(&event))>{options.collect_view()}</select>
        </label>
    };
    let number = view! {
        <label>{to}" "
            <input type="text" inputmode="decimal" autocomplete="off" class="solve-wanted"
                on:input=move |event| typed.set(event_target_value(&event))/>
        </label>
    };
    if is_of_figure {
        (number.into_any(), select.into_any())
    } else {
        (select.into_any(), number.into_any())
    }
}

/// What was found, with what can be put in. What was found of another plan says nothing of
/// this one.
#[component]
fn Answer(session: Session, found: RwSignal<Option<Found>>) -> impl IntoView {
    let shown = move || {
        let serial = session.with(|now| now.serial);
        found.get().filter(|found| found.serial == serial)
    };
    let put = move |(slot, value, text): (Slot, f64, String)| {
        let press = move |_| {
            session.settle();
            session.state(slot, Value::Number(value), None);
            session.settle();
        };
        view! { <button type="button" class="button" on:click=press>{["Put in ", &text].concat()}</button> }
    };
    view! {
        <div role="status" class="solve-said">
            {move || shown().map(|found| view! {
                <p>{found.sentence}</p>
                <p class="solve-put">{found.values.into_iter().map(put).collect_view()}</p>
            })}
        </div>
    }
}

/// The answer to what was chosen and typed; none where what was chosen is gone.
fn answered(session: Session, asked: &Asked, chosen: &str, text: &str) -> Option<Found> {
    session.peek(|now| {
        let (figure, input) = meant(asked, chosen, &now.scenario)?;
        let say = |sentence: String| Found {
            serial: now.serial,
            sentence,
            values: Vec::new(),
        };
        let unit = unit(&now.scenario, &now.plan, &figure)?;
        let wanted = match wanted(text, unit) {
            Ok(wanted) => wanted,
            Err(sentence) => return Some(say(sentence)),
        };
        let solved = solve(&now.scenario, arrivals::loaded(), input, &figure, wanted);
        let question = Question {
            scenario: &now.scenario,
            plan: &now.plan,
            input,
            figure: &figure,
            wanted,
        };
        let said = question.said(&solved);
        let values = said.values.iter();
        Some(Found {
            values: values
                .map(|value| (input, *value, question.input_text(*value)))
                .collect(),
            ..say(said.sentence)
        })
    })
}
