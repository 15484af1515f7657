//! One input in the form: its control with its unit, whether it was changed and
//! a way back, its bounds, and where its default comes from.

use std::cell::RefCell;

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::is_kept;
use crate::later::far;
use crate::quantity::format;
use crate::scenario::work::said;
use crate::scenario::{Anchor, Domain, Field, Slot, Value, growth, nudge};
use crate::ui::controls::Look;
use crate::ui::controls::choice::{choice_box, reference_box};
use crate::ui::controls::number::number_box;
use crate::ui::controls::picker;
use crate::ui::dom::{El, button, classed, el, react};
use crate::ui::session::Session;

far! {
    "details" "2020"
    fn picked(session: Session, slot: Slot, look: Look) -> El = picker::input_box;
}

/// The control that suits what the field holds.
pub(in crate::ui) fn control(session: Session, slot: Slot, look: Look) -> Vec<El> {
    if !matches!(slot.field.domain, Domain::Like(_)) {
        return control_of(session, slot, look, slot.field);
    }
    // What it holds goes by another input, and so does the control.
    let rules = move || vec![session.with(|now| slot.rules(&now.scenario))];
    let made = move |rules: &&'static Field| control_of(session, slot, look, rules);
    vec![classed("span", "inputs-like").each(rules, made)]
}

/// The control for a value of which this is known.
fn control_of(session: Session, slot: Slot, look: Look, rules: &'static Field) -> Vec<El> {
    match rules.domain {
        Domain::Number { .. } => number_box(session, slot, look),
        Domain::Choice(_) => vec![choice_box(session, slot, look)],
        Domain::Row { table, unset } => vec![reference_box(session, slot, look, table, unset)],
        Domain::Input => vec![picked(session, slot, look)],
        Domain::Like(names) => {
            let words = ["Choose “", names.label, "” first."].concat();
            vec![
                classed("span", "inputs-state")
                    .attr("id", &look.id(slot))
                    .text(&words),
            ]
        }
    }
}

/// What the row shows beside the control.
#[derive(PartialEq)]
struct Marks {
    state: &'static str,
    /// Why it cannot change anything, as far as the row before does not say so already.
    unused: Option<&'static str>,
    is_unused: bool,
    is_changed: bool,
    is_kept: bool,
}

/// The row of one input, which follows another's.
pub(super) fn row(
    session: Session,
    slot: Slot,
    before: Option<Slot>,
    only_changed: RwSignal<bool>,
) -> El {
    let field = slot.field;
    let (about_button, about) = about(session, slot);
    let state = classed("span", "inputs-state");
    let changed = classed("span", "inputs-changed").text("changed");
    let reset = button("inputs-link", move || session.reset(slot)).text("Reset");
    let reset = named(reset, session, slot, ["Reset ", ""]);
    let unused = classed("p", "inputs-unused-why");
    let marks = [&state, &changed, &reset, &about_button];
    let row = classed("div", "inputs-row")
        .child(label(session, slot))
        .child(classed("span", "inputs-control").children(control(session, slot, Look::Form)))
        .children(nudge::slider(field).map(|ends| slider(session, slot, ends)))
        .child(classed("span", "inputs-marks").children(marks.map(El::clone)))
        .child(unused.clone())
        .child(about);
    let whole = row.clone();
    let shown = RefCell::new(None);
    react(Box::new(move || {
        let [own, other] = session.with(|now| {
            let unused = |slot: Slot| slot.unused(&now.scenario);
            [unused(slot), before.and_then(unused)]
        });
        let next = Marks {
            state: if own.is_some() {
                "not used"
            } else {
                state_word(session, slot)
            },
            unused: own.filter(|_| own != other),
            is_unused: own.is_some(),
            is_changed: session.with(|now| now.is_changed(slot)),
            is_kept: is_kept(session, slot, only_changed),
        };
        if shown.borrow().as_ref() == Some(&next) {
            return;
        }
        state.say(next.state);
        state.set_flag("hidden", next.state.is_empty());
        for element in [&changed, &reset] {
            element.set_flag("hidden", !next.is_changed);
        }
        unused.say(next.unused.unwrap_or_default());
        unused.set_flag("hidden", next.unused.is_none());
        whole.set_class("inputs-row-unused", next.is_unused);
        whole.set_class("inputs-row-changed", next.is_changed);
        whole.set_flag("hidden", !next.is_kept);
        shown.replace(Some(next));
    }));
    row
}

/// The label of an input; a cell's is heard with the name of its row before it.
fn label(session: Session, slot: Slot) -> El {
    let label = classed("label", "inputs-label").attr("for", &Look::Form.id(slot));
    let label = match slot.row {
        None => label,
        Some(_) => label.child(classed("span", "quiet").live_text(move || {
            session.with(|now| {
                let row = slot.row_name(&now.scenario);
                [row.unwrap_or_default(), ", "].concat()
            })
        })),
    };
    let words = slot.field.label;
    // What is of requests reads otherwise where predictions are served.
    if words.contains("equest") {
        label.live_text(move || session.with(|now| said(&now.scenario, words)).to_owned())
    } else {
        label.text(words)
    }
}

/// Gives an element the name of an input, between these words.
fn named(element: El, session: Session, slot: Slot, [before, after]: [&'static str; 2]) -> El {
    element.live_attr("aria-label", move || {
        let label = session.with(|now| slot.label(&now.scenario));
        Some([before, &label, after].concat())
    })
}

/// Whether an input that may be unset leads, or follows from others.
fn state_word(session: Session, slot: Slot) -> &'static str {
    let (value, follows) = session.with(|now| {
        let value = slot.get(&now.scenario);
        (value, value == Value::Unset && now.followed(slot).is_some())
    });
    match value {
        Value::Unset if slot.field.refers_to().is_some() => "",
        Value::Unset if follows => "follows",
        Value::Unset if slot.field == &growth::fields::start => "today",
        Value::Unset => "not stated",
        Value::Number(_) if Anchor::of_field(slot.field.id).is_some() => "leads",
        _ => "",
    }
}

/// The button that unfolds what is known of a field, and the place for it.
fn about(session: Session, slot: Slot) -> (El, El) {
    let id = format!("about-{}", slot.id());
    let place = classed("div", "inputs-about")
        .attr("id", &id)
        .attr("hidden", "");
    let told = place.clone();
    let button = classed("button", "inputs-link")
        .attr("type", "button")
        .attr("aria-expanded", "false")
        .attr("aria-controls", &id)
        .text("About");
    let button = named(button, session, slot, ["About ", ""]);
    let pressed = button.clone();
    let button = button.on("click", move |_| {
        let opens = told.element().has_attribute("hidden");
        told.set_flag("hidden", !opens);
        pressed.set("aria-expanded", Some(if opens { "true" } else { "false" }));
        let lines = if opens {
            about_lines(session, slot)
        } else {
            Vec::new()
        };
        told.refill(lines.iter().map(|line| el("p").text(line)));
    });
    (button, place)
}

fn about_lines(session: Session, slot: Slot) -> Vec<String> {
    let field = slot.field;
    let original = session.peek(|now| match slot.get(&now.basis) {
        Value::Unset if slot.field.refers_to().is_none() => "follows from others".to_owned(),
        _ => slot.words(&now.basis),
    });
    let unused = session.peek(|now| slot.unused(&now.scenario));
    let mut lines = vec![field.help.trim().to_owned()];
    lines.extend(unused.map(|because| ["Not used now. ", because].concat()));
    let bounds = field.bounds();
    if !bounds.is_empty() {
        lines.push(format!("Between {bounds}."));
    }
    if let Some((low, high)) = field.usual {
        lines.push(format!(
            "Usually {}.",
            format::range(low, high, field.stated.unit)
        ));
    }
    lines.push(format!("Default: {original}."));
    lines.push(format!("Source: {}.", field.source.cited()));
    lines
}

/// A slider over the usual range of a field, given its ends and its step in the
/// field's unit.
fn slider(session: Session, slot: Slot, ends: (f64, f64, f64)) -> El {
    let field = slot.field;
    let [least, most, step] = [ends.0, ends.1, ends.2].map(format::exact);
    let slider = classed("input", "inputs-slider")
        .attr("type", "range")
        .attr("min", &least)
        .attr("max", &most)
        .attr("step", &step)
        .on("change", move |_| session.settle());
    let slider = named(slider, session, slot, ["", ", slider"]);
    let input: HtmlInputElement = slider.of();
    let slid = input.clone();
    let slider = slider.on("input", move |_| {
        session.state(slot, Value::Number(slid.value_as_number()), None);
        session.mend(slot);
    });
    let number = move || match session.with(|now| slot.stated(&now.scenario).0) {
        Value::Number(number) => number,
        _ => ends.0,
    };
    slider.live_attr("aria-valuetext", move || {
        let number = number();
        input.set_value(&format::exact(number));
        Some(format::precise(number, field.stated.unit))
    })
}
