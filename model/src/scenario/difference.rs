//! What does one scenario state differently from another? The rows that a
//! table has, what they are called, and every input to the last bit.

use super::{Range, Scenario, Slot, Value, fields};
use crate::later::far;
use std::borrow::Cow;

/// One thing that is stated differently.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// As links carry it: `web.node_type`, `tier`, `tier.pro.name`,
    /// `tier.pro.price`.
    pub id: Cow<'static, str>,
    /// What is stated.
    pub states: States,
}

/// What is stated under an id.
#[derive(Clone, PartialEq, Debug)]
pub enum States {
    /// What an input holds.
    Value(Slot, Value),
    /// The keys of a table's rows, the name of a row, or the id of the input that an
    /// input means.
    Text(String),
}

/// `from` with the rows that `to` has: those that `from` lacks hold the
/// defaults of their columns, and their keys give their names.
pub fn with_rows_of(from: &Scenario, to: &Scenario) -> Scenario {
    let mut basis = from.clone();
    for table in fields::tables() {
        // What a scenario has, a scenario takes.
        let _ = table.arrange(&mut basis, &table.keys(to));
    }
    basis
}

impl Scenario {
    /// What the preset states in the rows that this scenario has: what a reset
    /// of one input goes back to.
    #[must_use]
    pub fn basis(&self) -> Self {
        with_rows_of(&self.origin().scenario(), self)
    }
}

/// Whether both are one preset, called the same, and state the same to the last bit, with
/// the same beside them. (To
/// compare them member by member as `==` does takes 8 KB of the program.)
pub fn is_same(one: &Scenario, other: &Scenario) -> bool {
    one.preset == other.preset
        && one.name == other.name
        && one.note == other.note
        && one.seed == other.seed
        && ranges(one, other).is_empty()
        && differences(one, other).is_empty()
        && (one.beside.is_none() && other.beside.is_none() || stand_alike(one, other))
}

far! {
    "details" "c205"
    fn stand_alike(one: &Scenario, other: &Scenario) -> bool = is_beside_both;
}

/// Whether the same stands beside both.
fn is_beside_both(one: &Scenario, other: &Scenario) -> bool {
    match (one.beside.as_deref(), other.beside.as_deref()) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let mut pairs = one.others.iter().zip(&other.others);
            core::ptr::eq(one, other)
                || one.place == other.place
                    && one.others.len() == other.others.len()
                    && pairs.all(|(one, other)| is_same(one, other))
        }
        _ => false,
    }
}

/// What `to` states differently from `from`, in the order of the form; a
/// table's rows before what stands in them.
pub fn differences(from: &Scenario, to: &Scenario) -> Vec<Difference> {
    let basis = with_rows_of(from, to);
    let mut found = Vec::new();
    for field in fields::fields() {
        compare(&basis, to, field.into(), &mut found);
    }
    for table in fields::tables() {
        let keys = table.keys(to);
        if table.keys(from) != keys {
            found.push(Difference {
                id: Cow::Borrowed(table.id),
                states: States::Text(table.keys_text(to)),
            });
        }
        for key in keys {
            let name = table.name(to, key);
            if name != table.name(&basis, key) {
                found.push(Difference {
                    id: Cow::Owned([table.id, ".", key.text(), ".name"].concat()),
                    states: States::Text(name.unwrap_or_default().to_owned()),
                });
            }
            for field in table.columns {
                let slot = Slot {
                    field,
                    row: Some(key),
                };
                compare(&basis, to, slot, &mut found);
            }
        }
    }
    found
}

fn compare(basis: &Scenario, to: &Scenario, slot: Slot, found: &mut Vec<Difference>) {
    let value = slot.get(to);
    if !same_bits(value, slot.get(basis)) {
        let states = match value {
            Value::Input(other) => States::Text(other.id().into_owned()),
            _ => States::Value(slot, value),
        };
        let id = slot.id();
        found.push(Difference { id, states });
    }
}

/// The ranges that `to` has and `from` has not or otherwise, and those that
/// are gone, in the order of ids.
pub fn ranges<'a>(from: &'a Scenario, to: &'a Scenario) -> Vec<(&'a str, Option<Range>)> {
    let basis = |id: &str| from.ranges.get(id).map(|range| range.bits());
    let mut found: Vec<_> = to
        .ranges
        .iter()
        .filter(|(id, range)| basis(id) != Some(range.bits()))
        .map(|(id, range)| (id, Some(*range)))
        .collect();
    for (id, _) in from.ranges.iter() {
        if to.ranges.get(id).is_none() {
            let place = found.partition_point(|(other, _)| *other < id);
            found.insert(place, (id, None));
        }
    }
    found
}

/// Equal to the last bit: minus zero is not zero here.
fn same_bits(one: Value, other: Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.to_bits() == other.to_bits(),
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::presets;
    use crate::scenario::{Domain, RowKey};

    /// Another value that the slot takes; none where there is only one.
    fn another(scenario: &Scenario, slot: Slot) -> Option<Scenario> {
        let now = slot.get(scenario);
        let mut candidates = match slot.field.domain {
            Domain::Number { least, most, .. } => [least, most, least / 2.0 + most / 2.0]
                .map(Value::Number)
                .to_vec(),
            Domain::Choice(choices) => choices.iter().map(|it| Value::Choice(it.id)).collect(),
            _ => vec![Value::Row(RowKey::GONE)],
        };
        candidates.push(Value::Unset);
        candidates.into_iter().find_map(|value| {
            let mut after = scenario.clone();
            let is_put = value != now && slot.put(&mut after, value).is_ok();
            (is_put && after != *scenario).then_some(after)
        })
    }

    #[test]
    fn the_same_is_what_is_equal() {
        let mut others = 0;
        for preset in presets() {
            let scenario = preset.scenario();
            assert!(is_same(&scenario, &scenario.clone()));
            for slot in fields::slots(&scenario) {
                if let Some(after) = another(&scenario, slot) {
                    others += 1;
                    assert!(!is_same(&scenario, &after), "{}", slot.id());
                    assert!(!is_same(&after, &scenario), "{}", slot.id());
                }
            }
            for table in fields::tables() {
                for key in table.keys(&scenario) {
                    let mut without = scenario.clone();
                    table.remove(&mut without, key).unwrap();
                    let mut renamed = scenario.clone();
                    let name = table.rename(&mut renamed, key, "Another");
                    assert!(!is_same(&scenario, &without) && !is_same(&without, &scenario));
                    assert!(name.is_err() || !is_same(&scenario, &renamed));
                }
            }
            let named = Scenario {
                name: "Another".to_owned(),
                ..scenario.clone()
            };
            let mut ranged = scenario.clone();
            let range = Range {
                low: 1.0,
                high: 2.0,
            };
            ranged.ranges.insert("web.backend_buffer", range);
            for other in [named, ranged] {
                assert!(!is_same(&scenario, &other) && !is_same(&other, &scenario));
            }
        }
        assert!(others > 1000, "{others}");
    }
}
