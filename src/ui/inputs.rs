//! The left column: every input of the scenario, in groups along the chain.
//!
//! The rows of a group are made when it is first opened.

mod row;

pub(super) use row::control;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlDetailsElement;

use super::browser;
use super::controls::Look;
use super::dom::{El, button, classed, el, react};
use super::session::Session;
use crate::scenario::groups::{GROUPS, Group};
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Slot, catalogue};

/// The form.
pub(super) fn inputs(session: Session) -> El {
    let only_changed = RwSignal::new(false);
    let is_any = move || session.with(super::session::Now::is_any_changed);
    let checkbox = el("input")
        .attr("type", "checkbox")
        .on("change", move |event| {
            only_changed.set(event_target_checked(event));
        });
    let filter = classed("label", "inputs-filter")
        .child(checkbox)
        .text("Show only what I changed");
    let reset = button("inputs-button", move || reset_all(session))
        .text("Reset all")
        .live_flag("disabled", move || {
            !is_any() && session.troubles.with(BTreeMap::is_empty)
        });
    let empty = |words: &str| classed("p", "inputs-empty").text(words);
    let unchanged = empty("You have changed nothing yet: every input is as the preset has it.")
        .live_flag("hidden", move || !only_changed.get() || is_any());
    let off =
        empty("The web stack is off, so its inputs are not shown. Turn it on under Workloads.")
            .live_flag("hidden", move || !is_web_off(session));
    let groups = GROUPS
        .iter()
        .zip(0..)
        .map(|(group, nth)| section(session, group, nth == 0, only_changed));
    classed("div", "inputs")
        .child(classed("div", "inputs-head").child(filter).child(reset))
        .child(unchanged)
        .child(off)
        .children(groups)
}

fn is_web_off(session: Session) -> bool {
    session.with(|now| now.scenario.web.workload == Switch::Off)
}

/// A group that folds.
fn section(
    session: Session,
    group: &'static Group,
    first: bool,
    only_changed: RwSignal<bool>,
) -> El {
    let slots: Rc<[Slot]> = group
        .fields
        .iter()
        .filter_map(|id| catalogue::field(id))
        .map(Slot::from)
        .collect();
    let counted = slots.clone();
    let changes = move || {
        let is_changed = |slot: &&Slot| session.with(|now| now.is_changed(**slot));
        vec![counted.iter().filter(is_changed).count()]
    };
    let count = |changes: &usize| match changes {
        0 => vec![],
        some => vec![classed("span", "inputs-count").text(&format!("{some} changed"))],
    };
    let kept = slots.clone();
    let is_empty = move || {
        !kept
            .iter()
            .any(|slot| is_kept(session, *slot, only_changed))
    };
    let details = classed("details", "inputs-group")
        .attr("id", &details_id(group))
        .child(
            el("summary")
                .text(group.label)
                .text(" ")
                .each(changes, count),
        )
        .live_flag("open", move || first || only_changed.get())
        .live_flag("hidden", move || {
            session.with(|now| group.is_silent(&now.scenario)) || is_empty()
        });
    let owner = Owner::current().unwrap_or_default();
    let is_made = Cell::new(false);
    let open = details.clone();
    let make = Rc::new(move || {
        if !is_made.replace(true) {
            let make = |slot: &Slot| row::row(session, *slot, only_changed);
            let rows: Vec<El> = owner.with(|| untrack(|| slots.iter().map(make).collect()));
            let _ = open.clone().children(rows);
        }
    });
    let unfolded = make.clone();
    react(Box::new(move || {
        if first || only_changed.get() {
            make();
        }
    }));
    let element: HtmlDetailsElement = details.of();
    details.on("toggle", move |_| {
        if element.open() {
            unfolded();
        }
    })
}

fn details_id(group: &Group) -> String {
    format!("inputs-{}", group.id)
}

/// Whether the filter leaves a field in the form.
fn is_kept(session: Session, slot: Slot, only_changed: RwSignal<bool>) -> bool {
    !only_changed.get()
        || session.with(|now| now.is_changed(slot))
        || session
            .troubles
            .with(|troubles| troubles.contains_key(&*slot.id()))
}

/// Gives the focus to a field in the form, whose group unfolds for it.
pub(super) fn focus(slot: Slot) {
    let id = slot.id();
    let group = GROUPS
        .iter()
        .find(|group| group.fields.contains(&&*id))
        .and_then(|group| browser::element(&details_id(group)));
    if let Some(group) = group
        && let Some(details) = group.dyn_ref::<HtmlDetailsElement>()
    {
        details.set_open(true);
        // The browser tells of it later, and the row is needed now.
        if let Ok(toggle) = web_sys::Event::new("toggle") {
            let _ = group.dispatch_event(&toggle);
        }
    }
    if let Some(input) = browser::element(&Look::Form.id(slot)) {
        browser::focus(&input);
    }
}

/// Gives every field back what the preset has; name and seed stay.
fn reset_all(session: Session) {
    let after = session.peek(|now| Scenario {
        name: now.scenario.name.clone(),
        seed: now.scenario.seed,
        ..now.origin.clone()
    });
    session.replace(after);
}
