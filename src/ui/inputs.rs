//! The left column: the inputs of the scenario that count, in groups along the chain.
//!
//! The rows of a group are made when it is first opened. On a phone the column is a sheet.

mod filter;
mod history;
mod latency;
mod log;
mod model;
mod paste;
mod row;
mod search;
mod sheet;
mod table;
mod top;

pub(super) use filter::Filter;
pub(super) use row::{control, slider};

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlDetailsElement;

use filter::{is_idle, shows};
use row::Place;

use super::browser;
use super::controls::Look;
use super::dom::{El, button, classed, el, react};
use super::session::Session;
use super::troubles::Troubles;
use crate::later::far;
use crate::scenario::groups::{self, Group, Step};
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Slot, fields};
use crate::workloads::growth::history::fit::FITTED;

/// The column: the form, and what brings it up on a phone.
pub(super) fn inputs(session: Session) -> El {
    let form = form(session);
    let sheet = form.clone();
    let here = move || session.details();
    classed("section", "inputs-column")
        .attr("aria-label", "Inputs")
        .child(form)
        .each(here, move |()| on_a_phone(session, &sheet))
}

/// The form.
fn form(session: Session) -> El {
    let only_changed = session.filter.only_changed;
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
    let form = classed("div", "inputs")
        .child(
            classed("div", "inputs-search")
                .each(move || session.details(), move |()| box_to_search(session)),
        )
        .each(move || session.details(), move |()| vec![on_top(session)])
        .child(classed("div", "inputs-head").child(filter).child(reset))
        .child(
            classed("p", "inputs-keys")
                .text("F1 in a field tells about it and leads to its reset."),
        )
        .child(unchanged)
        .child(off);
    form.children(Step::ALL.map(|step| of_step(session, step)))
}

/// The groups of a step of the chain, under its name.
fn of_step(session: Session, step: Step) -> El {
    // Run by run, so that those that are here stay as they are when others come.
    let run = move |place: El, nth: usize| {
        let groups = move || {
            // Asked of the session, so that it is asked again.
            let _ = session.loaded();
            // One that holds an input of another workload as well waits for that, too.
            let is_known = |id: &str| fields::field(id).is_some();
            let is_whole = |group: &&'static Group| group.fields.iter().all(|id| is_known(id));
            groups::run(step, nth).filter(is_whole).collect()
        };
        place.each(groups, move |group| vec![section(session, group)])
    };
    let place = classed("div", "inputs-step").child(el("h2").text(step.label()));
    (0..groups::RUNS).fold(place, run)
}

/// Whether the visitor has switched off the web stack that the preset has.
fn is_web_off(session: Session) -> bool {
    let is_off = |scenario: &Scenario| scenario.web.workload == Switch::Off;
    session.with(|now| is_off(&now.scenario) && !is_off(&now.origin))
}

/// A group that folds.
fn section(session: Session, group: &'static Group) -> El {
    let is_first = group.id == "ladder";
    let all = RwSignal::new(false);
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
    let (kept, left) = (slots.clone(), slots.clone());
    let is_left = move |slots: &[Slot]| {
        !session.with(|now| group.is_silent(&now.scenario))
            && (slots.iter().any(|slot| shows(session, *slot, all))
                || group.tables.iter().any(|table| shows_table(session, table)))
    };
    let details = classed("details", "inputs-group")
        .attr("id", &details_id(group))
        .child(
            el("summary")
                .text(group.label)
                .text(" ")
                .each(changes, count),
        )
        .live_flag("hidden", move || !is_left(&kept));
    let owner = Owner::current().unwrap_or_default();
    let is_made = Cell::new(false);
    let place = details.clone();
    let make = move || {
        if is_made.replace(true) {
            return;
        }
        let row = |(at, slot): (usize, &Slot)| {
            let before = at.checked_sub(1).map(|at| slots[at]);
            row::row(session, *slot, before, Place::Among(all))
        };
        owner.with(|| {
            untrack(|| {
                let rows: Vec<El> = slots.iter().enumerate().map(row).collect();
                let below = slots.clone();
                place.clone().children(rows).each(
                    move || session.details(),
                    move |()| more(session, group, &below, all),
                )
            })
        });
    };
    unfold_while(&details, move || session.filter.is_on() && is_left(&left));
    if is_first {
        make();
        details.set_flag("open", true);
    }
    let element: HtmlDetailsElement = details.of();
    details.on("toggle", move |_| {
        if element.open() {
            make();
        }
    })
}

/// Whether the filter leaves a table in the form.
fn shows_table(session: Session, id: &str) -> bool {
    let filter = session.filter;
    let is_found = |found: &crate::scenario::search::Found| found.has_table(id);
    filter.of_found(is_found).unwrap_or_else(|| {
        !filter.only_changed.get() || session.with(|now| now.count_changed(id)) > 0
    })
}

/// Keeps a part unfolded while `on` holds; afterwards it is as it was before.
fn unfold_while(details: &El, on: impl Fn() -> bool + 'static) {
    let element: HtmlDetailsElement = details.of();
    let before = Cell::new(None);
    react(Box::new(move || match (on(), before.get()) {
        (true, None) => {
            before.set(Some(element.open()));
            element.set_open(true);
        }
        (false, Some(was_open)) => {
            before.set(None);
            element.set_open(was_open);
        }
        _ => {}
    }));
}

/// A button that shows what does not apply here as well.
fn rest(session: Session, slots: Rc<[Slot]>, all: RwSignal<bool>) -> El {
    let toggle = button("inputs-link inputs-rest", move || {
        all.update(|all| *all = !*all);
    });
    let (said, shown) = (toggle.clone(), Cell::new(0));
    react(Box::new(move || {
        let is_filtered = session.filter.is_on();
        let count = slots.iter().filter(|slot| is_idle(session, **slot)).count();
        said.set_flag("hidden", is_filtered || count == 0);
        if shown.replace(count) != count {
            said.say(&match count {
                1 => "1 that does not apply here".to_owned(),
                many => format!("{many} that do not apply here"),
            });
        }
    }));
    toggle.live_attr("aria-expanded", move || Some(all.get().to_string()))
}

far! {
    "details" "0702"
    fn more(session: Session, group: &'static Group, slots: &Rc<[Slot]>, all: RwSignal<bool>) -> Vec<El>
        = rest_fits_and_tables;
    "details" "5c04"
    fn on_top(session: Session) -> El = top::top;
    "details" "5c01"
    fn box_to_search(session: Session) -> Vec<El> = search::search;
    "details" "5c02"
    fn on_a_phone(session: Session, form: &El) -> Vec<El> = sheet::sheet;
}

/// What stands below the fields of a group: what does not apply, histories to paste, and
/// tables.
fn rest_fits_and_tables(
    session: Session,
    group: &'static Group,
    slots: &Rc<[Slot]>,
    all: RwSignal<bool>,
) -> Vec<El> {
    let tables = group.tables.iter().filter_map(|id| fields::table(id));
    let fits = FITTED
        .iter()
        .filter(|fields| group.fields.contains(&fields[0].id));
    let fits = fits.flat_map(|fields| history::history(session, fields));
    let table = |known| table::table(session, known, group);
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
    rows.insert(0, rest(session, slots.clone(), all));
    rows
}

fn details_id(group: &Group) -> String {
    format!("inputs-{}", group.id)
}

/// Gives the focus to a field in the form, whose group unfolds for it; what was looked for is
/// forgotten, and where the form is a sheet it comes up.
pub(super) fn focus(session: Session, slot: Slot) {
    session.filter.text.set(String::new());
    let opener = browser::element(sheet::OPENER);
    if let Some(opener) = opener.filter(|opener| opener.offset_width() > 0) {
        opener.click();
    }
    let id = slot.id();
    let table = slot.table().map_or("", |table| table.id);
    let group = groups::groups()
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

/// Gives every field back what the preset has; name, note and seed stay.
fn reset_all(session: Session) {
    let after = session.peek(|now| Scenario {
        name: now.scenario.name.clone(),
        note: now.scenario.note.clone(),
        seed: now.scenario.seed,
        ..now.origin.clone()
    });
    session.replace(after, &[]);
}
