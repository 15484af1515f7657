//! A list to choose one of a few words from, or a row of a table, bound to a
//! field.

use std::cell::RefCell;

use web_sys::{Event, HtmlSelectElement};

use super::Look;
use crate::scenario::slot::GONE;
use crate::scenario::work::said;
use crate::scenario::{Choice, RowKey, Scenario, Slot, Table, Value};
use crate::ui::dom::{El, classed, el, react, typed};
use crate::ui::session::Session;

/// A list for a field that holds one of a few words.
pub(crate) fn choice_box(session: Session, slot: Slot, look: Look) -> El {
    let choices = session.peek(|now| slot.rules(&now.scenario).choices());
    let list = list(session, slot, look, move |id| {
        let choice = choices.iter().find(|choice| choice.id == id)?;
        Some(Value::Choice(choice.id))
    });
    let select: HtmlSelectElement = list.of();
    let filled = list.clone();
    let shown = RefCell::new(Vec::new());
    react(Box::new(move || {
        let (held, labels) = session.with(|now| {
            let label = |choice: &Choice| said(&now.scenario, choice.label);
            let labels: Vec<&'static str> = choices.iter().map(label).collect();
            (slot.stated(&now.scenario).0, labels)
        });
        // What is of requests reads otherwise where predictions are served. Options are
        // made anew: WebKit stops where the text of one is changed.
        if *shown.borrow() != labels {
            let options = choices.iter().zip(&labels);
            filled.refill(options.map(|(choice, label)| option(choice.id, label)));
            shown.replace(labels);
        }
        if let Value::Choice(id) = held {
            select.set_value(id);
        }
    }));
    list
}

/// A list for a field that refers to a row of a table: the rows that there are,
/// by their names, and what it is while none is chosen.
pub(crate) fn reference_box(
    session: Session,
    slot: Slot,
    look: Look,
    table: &'static Table,
    unset: &'static str,
) -> El {
    let list = list(session, slot, look, |id| match id {
        "" => Some(Value::Unset),
        key => RowKey::read(key).map(Value::Row),
    });
    let filled = list.clone();
    let select: HtmlSelectElement = list.of();
    let shown = RefCell::new(Vec::new());
    react(Box::new(move || {
        let (held, rows) = session.with(|now| {
            let held = match slot.get(&now.scenario) {
                Value::Row(key) => Some(key),
                _ => None,
            };
            (held, rows(table, &now.scenario, held))
        });
        // Options that stay the same keep an open list open.
        if *shown.borrow() != rows {
            let options = rows.iter();
            let options = options.map(|(key, name)| option(key.text(), name));
            filled.refill(core::iter::once(option("", unset)).chain(options));
            shown.replace(rows);
        }
        select.set_value(held.as_ref().map_or("", RowKey::text));
    }));
    list
}

/// The rows to choose from, and before them one that is gone where that is what
/// is held.
fn rows(table: &Table, scenario: &Scenario, held: Option<RowKey>) -> Vec<(RowKey, String)> {
    let gone = held.filter(|key| *key == RowKey::GONE);
    let gone = gone.map(|key| (key, GONE.to_owned()));
    let keys = table.keys(scenario).into_iter();
    let name = |key| {
        (
            key,
            table.name(scenario, key).unwrap_or_default().to_owned(),
        )
    };
    gone.into_iter().chain(keys.map(name)).collect()
}

/// A list without its options, which states what `read` makes of the one that
/// is chosen.
fn list(
    session: Session,
    slot: Slot,
    look: Look,
    read: impl Fn(&str) -> Option<Value> + 'static,
) -> El {
    let class = if look == Look::Inline {
        "choice choice-inline"
    } else {
        "choice"
    };
    let choose = move |event: &Event| {
        if let Some(value) = read(&typed(event)) {
            session.settle();
            session.state(slot, value, None);
            session.settle();
        }
    };
    let list = look
        .marked(classed("select", class), slot)
        .on("change", choose);
    if !look.is_in_row() {
        let label = session.peek(|now| slot.label(&now.scenario));
        list.set("aria-label", Some(&label));
    }
    list
}

fn option(id: &str, label: &str) -> El {
    el("option").attr("value", id).text(label)
}
