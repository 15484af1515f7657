//! One input in the form: its control with its unit, whether it was changed and
//! a way back, its bounds, and where its default comes from.
//!
//! A row is one stop of the Tab key, its control. F1 there tells about the input, and then
//! Tab reaches what stands beside it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::shows;
use crate::later::far;
use crate::quantity::format;
use crate::scenario::work::said;
use crate::scenario::{Anchor, Domain, Field, Slot, Value, growth, nudge};
use crate::ui::arrivals;
use crate::ui::browser;
use crate::ui::controls::Look;
use crate::ui::controls::choice::{choice_box, reference_box};
use crate::ui::controls::number::number_box;
use crate::ui::controls::picker;
use crate::ui::dom::{El, button, classed, el, react};
use crate::ui::session::Session;

far! {
    "details" "2020"
    fn picked(session: Session, slot: Slot, look: Look) -> El = picker::input_box;
    "details" "5c05"
    fn lines(session: Session, slot: Slot) -> Vec<String> = about_lines;
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

/// Where a row stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Among others, which show all of them while this holds.
    Among(RwSignal<bool>),
    /// On top of the form, whatever is looked for.
    Top,
}

impl Place {
    const fn look(self) -> Look {
        match self {
            Self::Among(_) => Look::Form,
            Self::Top => Look::Top,
        }
    }

    fn shows(self, session: Session, slot: Slot) -> bool {
        match self {
            Self::Among(all) => shows(session, slot, all),
            Self::Top => true,
        }
    }
}

/// The row of one input, which follows another's.
pub(super) fn row(session: Session, slot: Slot, before: Option<Slot>, place: Place) -> El {
    let field = slot.field;
    let look = place.look();
    let state = classed("span", "inputs-state");
    let changed = classed("span", "inputs-changed").text("changed");
    let help = Rc::new(Help::of(session, slot, look));
    let unused = classed("p", "inputs-unused-why");
    let marks =
        classed("span", "inputs-marks").children([&state, &changed, &help.reset].map(El::clone));
    let (pressed, keyed) = (help.clone(), help.clone());
    let button = help.button.clone().on("click", move |_| pressed.toggle());
    let name = classed("span", "inputs-name")
        .child(label(session, slot, look))
        .child(button);
    let row = classed("div", "inputs-row")
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "F1" {
                event.prevent_default();
                keyed.toggle();
            }
        })
        .child(name)
        .child(classed("span", "inputs-control").children(control(session, slot, look)))
        .children(nudge::slider(field).map(|ends| slider(session, slot, ends)))
        .child(marks.clone())
        .child(unused.clone())
        .child(help.told.clone());
    let whole = row.clone();
    let shown = RefCell::new(None);
    react(Box::new(move || {
        let [own, other] = session.with(|now| {
            let unused = |slot: Slot| slot.unused(&now.scenario);
            [unused(slot), before.and_then(unused)]
        });
        // The row before says it for this one, where it is there to say it.
        let is_said = own.is_some()
            && own == other
            && before.is_some_and(|before| place.shows(session, before));
        let next = Marks {
            state: if own.is_some() {
                "not used"
            } else {
                state_word(session, slot)
            },
            unused: own.filter(|_| !is_said),
            is_unused: own.is_some(),
            is_changed: session.with(|now| now.is_changed(slot)),
            is_kept: place.shows(session, slot),
        };
        if shown.borrow().as_ref() == Some(&next) {
            return;
        }
        state.say(next.state);
        state.set_flag("hidden", next.state.is_empty());
        for element in [&changed, &help.reset] {
            element.set_flag("hidden", !next.is_changed);
        }
        marks.set_flag("hidden", next.state.is_empty() && !next.is_changed);
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
fn label(session: Session, slot: Slot, look: Look) -> El {
    let label = classed("label", "inputs-label").attr("for", &look.id(slot));
    let class = if look == Look::Top {
        "inputs-of"
    } else {
        "quiet"
    };
    let label = match slot.row {
        None => label,
        Some(_) => label.child(classed("span", class).live_text(move || {
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

/// Whether an input that may be unset was typed, or is worked out from others.
fn state_word(session: Session, slot: Slot) -> &'static str {
    let (value, follows) = session.with(|now| {
        let value = slot.get(&now.scenario);
        (value, value == Value::Unset && now.followed(slot).is_some())
    });
    match value {
        Value::Unset if slot.field.refers_to().is_some() => "",
        Value::Unset if follows => "worked out",
        Value::Unset if slot.field == &growth::fields::start => "today",
        Value::Unset => "not stated",
        Value::Number(_) if Anchor::of_field(slot.field.id).is_some() => "you typed",
        _ => "",
    }
}

/// What is known of an input, and the way back to its default: both reached from its control.
struct Help {
    session: Session,
    slot: Slot,
    /// Tells about it.
    button: El,
    /// Gives it back what the preset has.
    reset: El,
    /// What is told.
    told: El,
}

impl Help {
    fn of(session: Session, slot: Slot, look: Look) -> Self {
        let id = [&look.id(slot), "-about"].concat();
        let told = classed("div", "inputs-about")
            .attr("id", &id)
            .attr("aria-live", "polite")
            .attr("hidden", "");
        let button = classed("button", "inputs-tell")
            .attr("type", "button")
            .attr("tabindex", "-1")
            .attr("aria-expanded", "false")
            .attr("aria-controls", &id)
            .text("?");
        let button = named(button, session, slot, ["About ", ""]);
        let beside = button.clone();
        let reset = button_to_reset(session, slot, beside);
        Self {
            session,
            slot,
            button,
            reset,
            told,
        }
    }

    /// Tells, or stops telling, once there is what is told.
    fn toggle(&self) {
        if !arrivals::loaded().details {
            return;
        }
        let opens = self.told.element().has_attribute("hidden");
        self.told.set_flag("hidden", !opens);
        self.button
            .set("aria-expanded", Some(if opens { "true" } else { "false" }));
        for element in [&self.button, &self.reset] {
            element.set("tabindex", Some(if opens { "0" } else { "-1" }));
        }
        let lines = if opens {
            lines(self.session, self.slot)
        } else {
            Vec::new()
        };
        self.told
            .refill(lines.iter().map(|line| el("p").text(line)));
    }
}

/// The button that goes back; it goes itself then, and hands the focus to its neighbor.
fn button_to_reset(session: Session, slot: Slot, beside: El) -> El {
    let reset = button("inputs-link", move || {
        session.reset(slot);
        browser::focus(&beside.of());
    });
    named(
        reset.attr("tabindex", "-1").text("Reset"),
        session,
        slot,
        ["Reset ", ""],
    )
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
pub(in crate::ui) fn slider(session: Session, slot: Slot, ends: (f64, f64, f64)) -> El {
    let field = slot.field;
    let [least, most, step] = [ends.0, ends.1, ends.2].map(format::exact);
    let slider = classed("input", "inputs-slider")
        .attr("type", "range")
        // The box beside it steps by the same keys, and is the row's one stop.
        .attr("tabindex", "-1")
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
