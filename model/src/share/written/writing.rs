//! How would a person write the link to a scenario?

use super::UNSET;
use crate::quantity::{Unit, date, format};
use crate::scenario::{
    Anchor, Field, Place, Range, RowKey, Scenario, Slot, States, Value, demand, difference, fields,
};
use crate::share::percent;
use std::borrow::Cow;

/// What follows `#?` in a written link.
const MARK: &str = "#?";

/// The written link that gives `scenario`, with its preset, its name, its seed
/// and the fields that differ from the preset. A range is written when the
/// value is its middle, as every range that is typed has it; another one has
/// no written form.
pub fn write(scenario: &Scenario) -> String {
    let frozen = scenario.origin().scenario();
    let mut link = String::from(MARK);
    let mut add = |key: &str, value: &str| {
        if !link.ends_with('?') {
            link.push('&');
        }
        link.extend([key, "=", value]);
    };
    add("preset", scenario.preset);
    if scenario.name != frozen.name {
        add("name", &percent::encode(&scenario.name));
    }
    if scenario.note != frozen.note {
        add("note", &percent::encode(&scenario.note));
    }
    if scenario.seed != frozen.seed {
        add("seed", &scenario.seed.to_string());
    }
    let ladder = ladder(scenario, &frozen);
    let basis = difference::with_rows_of(&frozen, scenario);
    let ranges = difference::ranges(&basis, scenario);
    let mut stated = Vec::new();
    for difference in fields::differences(&frozen, scenario) {
        match difference.states {
            States::Text(text) => add(&difference.id, &percent::encode(&text)),
            States::Value(slot, _) => stated.push(slot),
        }
    }
    for (id, _) in ranges {
        if let Some(Place::Input(slot)) = fields::place(id)
            && !stated.contains(&slot)
        {
            stated.push(slot);
        }
    }
    for slot in stated {
        if !of_ladder(slot.field) {
            add(&key(slot), &text(slot, scenario));
        }
    }
    for field in ladder {
        add(fields::short_name(field), &text(field.into(), scenario));
    }
    link
}

/// The shortest key by which a link knows an input.
fn key(slot: Slot) -> Cow<'static, str> {
    match slot.row {
        Some(_) => slot.id(),
        None => Cow::Borrowed(fields::short_name(slot.field)),
    }
}

fn of_ladder(field: &Field) -> bool {
    *field == demand::fields::anchor || Anchor::of_field(field.id).is_some()
}

/// The fields that state the ladder of a scenario anew, the leading one last;
/// none where it is the preset's.
fn ladder(scenario: &Scenario, frozen: &Scenario) -> Vec<&'static Field> {
    let fields = || Anchor::ALL.iter().map(|anchor| anchor.field());
    let same = scenario.demand.anchor == frozen.demand.anchor
        && fields().all(|field| {
            field.get(scenario) == field.get(frozen)
                && scenario.ranges.get(field.id) == frozen.ranges.get(field.id)
        });
    if same {
        return Vec::new();
    }
    let leading = scenario.demand.anchor.field();
    let stated = fields().filter(|field| field.get(scenario) != Value::Unset && *field != leading);
    let mut ladder: Vec<_> = stated.collect();
    if leading.get(scenario) == Value::Unset {
        // Nothing that leads by being stated: say which one does.
        ladder.push(&demand::fields::anchor);
    }
    ladder.push(leading);
    ladder
}

/// An input's value as a written link states it.
fn text(slot: Slot, scenario: &Scenario) -> String {
    match slot.get(scenario) {
        Value::Unset => UNSET.to_owned(),
        Value::Choice(id) => id.to_owned(),
        Value::Row(key) => reference(slot.rules(scenario), key),
        Value::Input(other) => other.id().into_owned(),
        Value::Number(value) => {
            let rules = slot.rules(scenario);
            let unit = rules.stated.unit;
            // A day has hyphens of its own.
            let between = if unit == Unit::Of(date::UNIT) {
                ".."
            } else {
                "-"
            };
            let range = slot.range(scenario);
            let range = range.filter(|range| rules.median(*range).to_bits() == value.to_bits());
            range.map_or_else(
                || format::canonical(value, unit),
                |Range { low, high }| {
                    [low, high]
                        .map(|end| format::canonical(end, unit))
                        .join(between)
                },
            )
        }
    }
}

/// The key of a row; after that of its table where it would read as something
/// else, as in `stage.auto` and `stage.3`.
fn reference(field: &Field, key: RowKey) -> String {
    let text = key.text();
    let is_plain = text != UNSET && !text.starts_with(|first: char| first.is_ascii_digit());
    match field.refers_to() {
        Some(table) if !is_plain => [table.id, ".", text].concat(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::decode;

    fn open(text: &str) -> Scenario {
        decode(text).unwrap().scenario
    }

    #[test]
    fn writes_what_differs_under_short_names() {
        let mut scenario = Scenario::default();
        assert_eq!(write(&scenario), "#?preset=chat-1");
        scenario.name = "A&B".into();
        scenario.demand.active_ratio = 0.2;
        scenario.demand.customers = Some(5000.0);
        scenario.price.node_hour = Some(0.25);
        assert_eq!(
            write(&scenario),
            "#?preset=chat-1&name=A%26B&active_ratio=0.2&price.node_hour=0.25&customers=5000&concurrent_users=1000"
        );
        assert_eq!(open(&write(&scenario)), scenario);
    }

    #[test]
    fn a_ladder_without_a_stated_leader_is_written_too() {
        let mut scenario = Scenario::default();
        scenario.demand.release_anchors();
        assert_eq!(open(&write(&scenario)), scenario);
        scenario.demand.peak_rate = Some(50.0);
        assert_eq!(open(&write(&scenario)), scenario);
    }
}
