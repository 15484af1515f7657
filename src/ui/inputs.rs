//! The left column: every input of the scenario, in groups along the chain.
//!
//! The rows of a group are made when it is first opened.

mod history;
mod latency;
mod log;
mod model;
mod paste;
mod row;
mod table;

pub(super) use row::{control, slider};

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlDetailsElement;

use super::browser;
use super::controls::Look;
use super::dom::{El, button, classed, el, react};
use super::session::Session;
use super::troubles::Troubles;
use crate::later::far;
use crate::scenario::groups::{self, Group};
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Slot, fields};
use crate::workloads::growth::history::fit::FITTED;

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
            !is_any() && session.troubles.with(Troubles::is_empty)
        });
    let empty = |words: &str| classed("p", "inputs-empty").text(words);
    let unchanged = empty("You have changed nothing yet: every input is as the preset has it.")
        .live_flag("hidden", move || !only_changed.get() || is_any());
    let off =
        empty("The web stack is off, so its inputs are not shown. Turn it on under Workloads.")
            .live_flag("hidden", move || !is_web_off(session));
    // Run by run, so that those that are here stay as they are when others come.
    let run = move |form: El, nth: usize| {
        let groups = move || {
            // Asked of the session, so that it is asked again.
            let _ = session.loaded();
            // One that holds an input of another workload as well waits for that, too.
            let is_known = |id: &str| fields::field(id).is_some();
            let is_whole = |group: &&'static Group| group.fields.iter().all(|id| is_known(id));
            groups::run(nth).into_iter().filter(is_whole).collect()
        };
        form.each(groups, move |group| {
            vec![section(session, group, only_changed)]
        })
    };
    let form = classed("div", "inputs")
        .child(classed("div", "inputs-head").child(filter).child(reset))
        .child(unchanged)
        .child(off);
    (0..groups::RUNS).fold(form, run)
}

/// Whether the visitor has switched off the web stack that the preset has.
fn is_web_off(session: Session) -> bool {
    let is_off = |scenario: &Scenario| scenario.web.workload == Switch::Off;
    session.with(|now| is_off(&now.scenario) && !is_off(&now.origin))
}

/// A group that folds.
fn section(session: Session, group: &'static Group, only_changed: RwSignal<bool>) -> El {
    let first = group.id == "ladder";
    let slots: Rc<[Slot]> = group
        .fields
        .iter()
        .filter_map(|id| fields::field(id))
        .map(Slot::from)
        .collect();
    let counted = slots.clone();
    let changes = move || {
        session.with(|now| {
            let fields = counted.iter().filter(|slot| now.is_changed(**slot));
            let tables = group.tables.iter().map(|table| now.count_changed(table));
            vec![fields.count() + tables.sum::<usize>()]
        })
    };
    let count = |changes: &usize| match changes {
        0 => vec![],
        some => vec![classed("span", "inputs-count").text(&format!("{some} changed"))],
    };
    let kept = slots.clone();
    let is_empty = move || {
        let is_kept = |slot: &Slot| is_kept(session, *slot, only_changed);
        let is_table_kept =
            |table: &&str| !only_changed.get() || session.with(|now| now.count_changed(table)) > 0;
        !kept.iter().any(is_kept) && !group.tables.iter().any(is_table_kept)
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
            let row = |(at, slot): (usize, &Slot)| {
                let before = at.checked_sub(1).map(|at| slots[at]);
                row::row(session, *slot, before, only_changed)
            };
            let here = move || session.loaded().details.then_some(()).into_iter().collect();
            owner.with(|| {
                untrack(|| {
                    let rows: Vec<El> = slots.iter().enumerate().map(row).collect();
                    let open = open.clone().children(rows);
                    open.each(here, move |()| more(session, group, only_changed))
                })
            });
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

far! {
    "details" "0702"
    fn more(session: Session, group: &'static Group, only_changed: RwSignal<bool>) -> Vec<El> = fits_and_tables;
}

/// What stands below the fields of a group: histories to paste, and tables.
fn fits_and_tables(
    session: Session,
    group: &'static Group,
    only_changed: RwSignal<bool>,
) -> Vec<El> {
    let tables = group.tables.iter().filter_map(|id| fields::table(id));
    let fits = FITTED
        .iter()
        .filter(|fields| group.fields.contains(&fields[0].id));
    let fits = fits.flat_map(|fields| history::history(session, fields));
    let table = |known| table::table(session, known, group, only_changed);
    let mut rows: Vec<El> = fits.chain(tables.map(table)).collect();
    match group.id {
        "slo" => rows.extend(latency::latency(session)),
        // What is pasted fills the table: it stands before it.
        "log" => rows.splice(0..0, log::log(session)).for_each(drop),
        "models" => rows
            .splice(0..0, [paste::paste(session, &model::MODEL)])
            .for_each(drop),
        _ => {}
    }
    rows
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
            .with(|troubles| troubles.of(&slot.id()).is_some())
}

/// Gives the focus to a field in the form, whose group unfolds for it.
pub(super) fn focus(slot: Slot) {
    let id = slot.id();
    let table = slot.table().map_or("", |table| table.id);
    let group = groups::groups()
        .into_iter()
        .find(|group| group.fields.contains(&&*id) || group.tables.contains(&table));
    if let Some(group) = group {
        unfold(&details_id(group));
    }
    if let Some((table, key)) = slot.table().zip(slot.row) {
        unfold(&table::card_id(table, key));
    }
    if let Some(input) = browser::element(&Look::Form.id(slot)) {
        browser::focus(&input);
    }
}

/// Opens what is folded under this id.
fn unfold(id: &str) {
    let Some(folded) = browser::element(id) else {
        return;
    };
    if let Some(details) = folded.dyn_ref::<HtmlDetailsElement>() {
        details.set_open(true);
        // The browser tells of it later, and the row is needed now.
        if let Ok(toggle) = web_sys::Event::new("toggle") {
            let _ = folded.dispatch_event(&toggle);
        }
    }
}

/// Gives every field back what the preset has; name and seed stay.
fn reset_all(session: Session) {
    let after = session.peek(|now| Scenario {
        name: now.scenario.name.clone(),
        seed: now.scenario.seed,
        ..now.origin.clone()
    });
    session.replace(after, &[]);
}
