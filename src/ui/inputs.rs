//! The left column: every input of the scenario, in groups along the chain,
//! with its unit, its bounds, where its default comes from, and a way back.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::controls::choice::ChoiceBox;
use super::controls::number::{Look, NumberBox};
use super::session::Session;
use crate::quantity::format;
use crate::scenario::groups::{GROUPS, Group};
use crate::scenario::web::Switch;
use crate::scenario::{Anchor, Domain, Field, Scenario, Value, catalogue, nudge};

/// The form.
#[component]
pub fn Inputs() -> impl IntoView {
    let session = Session::expect();
    let only_changed = RwSignal::new(false);
    let any = Memo::new(move |_| {
        session.scenario.with(|scenario| {
            let origin = scenario.origin().scenario();
            scenario.ranges != origin.ranges
                || !catalogue::differences(&origin, scenario).is_empty()
        })
    });
    let web_off = Memo::new(move |_| {
        session
            .scenario
            .with(|scenario| scenario.web.workload == Switch::Off)
    });
    let groups: Vec<_> = GROUPS
        .iter()
        .enumerate()
        .map(|(nth, group)| {
            let shown = Signal::derive(move || {
                !session.scenario.with(|scenario| group.is_silent(scenario))
            });
            let first = nth == 0;
            view! { <InputGroup group shown first only_changed /> }
        })
        .collect();
    view! {
        <div class="inputs">
            <div class="inputs-head">
                <label class="inputs-filter">
                    <input
                        type="checkbox"
                        prop:checked=move || only_changed.get()
                        on:change=move |event| only_changed.set(event_target_checked(&event))
                    />
                    "Show only what I changed"
                </label>
                <button
                    type="button"
                    class="inputs-button"
                    disabled=move || !any.get() && session.troubles.with(BTreeMap::is_empty)
                    on:click=move |_| reset_all(session)
                >
                    "Reset all"
                </button>
            </div>
            {move || {
                (only_changed.get() && !any.get())
                    .then(|| {
                        view! {
                            <p class="inputs-empty">
                                "You have changed nothing yet: every input is as the preset has it."
                            </p>
                        }
                    })
            }}
            {move || {
                web_off
                    .get()
                    .then(|| {
                        view! {
                            <p class="inputs-empty">
                                "The web stack is off, so its inputs are not shown. Turn it on under Workloads."
                            </p>
                        }
                    })
            }}
            {groups}
        </div>
    }
}

#[component]
fn InputGroup(
    group: &'static Group,
    /// Whether it says anything.
    shown: Signal<bool>,
    first: bool,
    only_changed: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::expect();
    let rows: Vec<Row> = group
        .fields
        .iter()
        .filter_map(|id| catalogue::field(id))
        .map(|field| Row::new(session, field))
        .collect();
    let marks = rows.clone();
    let changes = Memo::new(move |_| marks.iter().filter(|row| row.changed.get()).count());
    let kept = rows.clone();
    let is_empty = Memo::new(move |_| kept.iter().all(|row| !row.is_kept(only_changed)));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| view! { <InputRow row only_changed /> })
        .collect();
    let count = move || match changes.get() {
        0 => None,
        number => Some(view! { <span class="inputs-count">{format!("{number} changed")}</span> }),
    };
    view! {
        <details
            class="inputs-group"
            open=move || first || only_changed.get()
            hidden=move || !shown.get() || is_empty.get()
        >
            <summary>{group.label} {count}</summary>
            {rows}
        </details>
    }
}

/// What a row knows of its field.
#[derive(Clone, Copy)]
struct Row {
    field: &'static Field,
    changed: Memo<bool>,
    troubled: Memo<bool>,
}

impl Row {
    fn new(session: Session, field: &'static Field) -> Self {
        Self {
            field,
            changed: session.is_changed(field),
            troubled: Memo::new(move |_| {
                session
                    .troubles
                    .with(|troubles| troubles.contains_key(field.id))
            }),
        }
    }

    /// Whether the filter leaves the row in the form.
    fn is_kept(self, only_changed: RwSignal<bool>) -> bool {
        !only_changed.get() || self.changed.get() || self.troubled.get()
    }
}

#[component]
fn InputRow(row: Row, only_changed: RwSignal<bool>) -> impl IntoView {
    let session = Session::expect();
    let Row { field, changed, .. } = row;
    let about = RwSignal::new(false);
    let about_id = format!("about-{}", field.id);
    let control = match field.domain {
        Domain::Number { .. } => view! { <NumberBox field look=Look::Form /> }.into_any(),
        Domain::Choice(_) => view! { <ChoiceBox field look=Look::Form /> }.into_any(),
    };
    let slider = nudge::slider(field).map(|ends| view! { <Slider field ends /> });
    let way_back = move || {
        changed.get().then(|| {
            view! {
                <span class="inputs-changed">"changed"</span>
                <button
                    type="button"
                    class="inputs-link"
                    aria-label=format!("Reset {}", field.label)
                    on:click=move |_| session.reset(field)
                >
                    "Reset"
                </button>
            }
        })
    };
    view! {
        <div
            class="inputs-row"
            class:inputs-row-changed=move || changed.get()
            hidden=move || !row.is_kept(only_changed)
        >
            <label class="inputs-label" for=Look::Form.id(field)>
                {field.label}
            </label>
            <span class="inputs-control">{control}</span>
            {slider}
            <span class="inputs-marks">
                {state_word(session, field)} {way_back}
                <button
                    type="button"
                    class="inputs-link"
                    aria-expanded=move || about.get().to_string()
                    aria-controls=about_id.clone()
                    aria-label=format!("About {}", field.label)
                    on:click=move |_| about.update(|about| *about = !*about)
                >
                    "About"
                </button>
            </span>
            <div class="inputs-about" id=about_id hidden=move || !about.get()>
                {move || about.get().then(|| about_text(session, field))}
            </div>
        </div>
    }
}

/// Whether an input that may be unset leads, or follows from others.
fn state_word(session: Session, field: &'static Field) -> impl IntoView {
    let stated = session.stated(field);
    let is_rung = Anchor::of_field(field.id).is_some();
    move || {
        let word = match stated.get().0 {
            Value::Unset => "follows",
            Value::Number(_) if is_rung => "leads",
            _ => return None,
        };
        Some(view! { <span class="inputs-state">{word}</span> })
    }
}

fn about_text(session: Session, field: &'static Field) -> impl IntoView {
    let original = match session.original(field) {
        Value::Number(number) => format::shown(number, field.stated.unit),
        Value::Unset => "follows from others".to_owned(),
        Value::Choice(id) => field.choice_label(id).unwrap_or_default().to_owned(),
    };
    let bounds = field.bounds();
    let source = field.source;
    let dated = if source.as_of.is_empty() {
        String::new()
    } else {
        format!(", {}", source.as_of)
    };
    let usual = field.usual.map(|(low, high)| {
        let usual = format::range(low, high, field.stated.unit);
        view! { <p>"Usually " {usual} "."</p> }
    });
    view! {
        <p>{field.help.trim()}</p>
        {(!bounds.is_empty()).then(|| view! { <p>"Between " {bounds} "."</p> })}
        {usual}
        <p>"Default " {original} " (" {source.name} {dated} ")."</p>
    }
}

/// A slider over the usual range of a field.
#[component]
fn Slider(
    field: &'static Field,
    /// Its ends and its step, in the field's unit.
    ends: (f64, f64, f64),
) -> impl IntoView {
    let session = Session::expect();
    let stated = session.stated(field);
    let number = move || match stated.get().0 {
        Value::Number(number) => number,
        _ => ends.0,
    };
    let slide = move |event| {
        let number = event_target::<web_sys::HtmlInputElement>(&event).value_as_number();
        session.state(field, Value::Number(number), None);
        session.mend(field);
    };
    let [least, most, step] = [ends.0, ends.1, ends.2].map(format::exact);
    view! {
        <input
            type="range"
            class="inputs-slider"
            aria-label=format!("{}, slider", field.label)
            aria-valuetext=move || format::shown(number(), field.stated.unit)
            min=least
            max=most
            step=step
            prop:value=move || format::exact(number())
            on:input=slide
            on:change=move |_| session.settle()
        />
    }
}

/// Gives every field back what the preset has; name and seed stay.
fn reset_all(session: Session) {
    let after = session.scenario.with_untracked(|scenario| Scenario {
        name: scenario.name.clone(),
        seed: scenario.seed,
        ..scenario.origin().scenario()
    });
    session.replace(after);
}
