//! A list to choose one of a few words from, or a row of a table, bound to a
//! field.

use std::borrow::Cow;
use std::cell::RefCell;

use web_sys::{Event, HtmlSelectElement};

use super::Look;
use crate::scenario::slot::GONE;
use crate::scenario::work::said;
use crate::scenario::{Choice, RowKey, Scenario, Slot, Table, Value};
use crate::ui::dom::{El, classed, el, react, typed};
use crate::ui::session::Session;

/// What can be chosen: as the program knows it, and as it reads.
type Entry = (Cow<'static, str>, Cow<'static, str>);

/// A list for a field that holds one of a few words.
pub(crate) fn choice_box(session: Session, slot: Slot, look: Look) -> El {
    let choices = session.peek(|now| slot.rules(&now.scenario).choices());
    let read = move |id: &str| {
        let choice = choices.iter().find(|choice| choice.id == id)?;
        Some(Value::Choice(choice.id))
    };
    // What is of requests reads otherwise where predictions are served.
    let entries = move |scenario: &Scenario| {
        let entry = |it: &Choice| (it.id.into(), said(scenario, it.label).into());
        choices.iter().map(entry).collect()
    };
    let held = move |scenario: &Scenario| match slot.stated(scenario).0 {
        Value::Choice(id) => id.into(),
        _ => "".into(),
    };
    list(
        session,
        slot,
        look,
        (Box::new(entries), Box::new(held), Box::new(read)),
    )
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
    let read = |id: &str| match id {
        "" => Some(Value::Unset),
        key => RowKey::read(key).map(Value::Row),
    };
    let key = move |scenario: &Scenario| match slot.get(scenario) {
        Value::Row(key) => Some(key),
        _ => None,
    };
    let entries = move |scenario: &Scenario| {
        let rows = rows(table, scenario, key(scenario)).into_iter();
        let rows = rows.map(|(key, name)| (key.text().to_owned().into(), name.into()));
        core::iter::once(("".into(), unset.into()))
            .chain(rows)
            .collect()
    };
    let held = move |scenario: &Scenario| {
        let key = key(scenario);
        key.map_or_else(|| "".into(), |key| key.text().to_owned().into())
    };
    list(
        session,
        slot,
        look,
        (Box::new(entries), Box::new(held), Box::new(read)),
    )
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

/// What a list holds: its entries, which of them, and what one means that is chosen.
type Held = (
    Box<dyn Fn(&Scenario) -> Vec<Entry>>,
    Box<dyn Fn(&Scenario) -> Cow<'static, str>>,
    Box<dyn Fn(&str) -> Option<Value>>,
);

/// A list that follows the scenario and states what is chosen.
fn list(session: Session, slot: Slot, look: Look, (entries, held, read): Held) -> El {
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
    let filled = list.clone();
    let select: HtmlSelectElement = list.of();
    let shown = RefCell::new(Vec::new());
    react(Box::new(move || {
        let (held, entries) = session.with(|now| (held(&now.scenario), entries(&now.scenario)));
        // Options that stay the same keep an open list open.
        if *shown.borrow() != entries {
            let option = |(id, label): &Entry| el("option").attr("value", id).text(label);
            filled.refill(entries.iter().map(option));
            shown.replace(entries);
        }
        select.set_value(&held);
    }));
    list
}
