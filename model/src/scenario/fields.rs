//! Which inputs are there, in what order, and under which short names do
//! written links know them?

use super::{Field, RowKey, Scenario, Slot, Table};
use crate::workloads::inputs;

pub use super::difference::differences;

/// A group of fields that stands together in the form.
pub struct Section {
    /// The first part of its fields' ids.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// In the order of the form.
    pub fields: &'static [&'static Field],
}

/// All sections, workload by workload.
pub fn sections() -> impl Iterator<Item = &'static Section> {
    inputs().flat_map(|inputs| inputs.sections)
}

/// All tables, workload by workload.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    inputs().flat_map(|inputs| inputs.tables).copied()
}

/// All fields, section by section.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    // Listed first, so that each use need not carry the walk over the sections.
    let mut all = Vec::new();
    for section in sections() {
        all.extend_from_slice(section.fields);
    }
    all.into_iter()
}

/// The field of this full id.
pub fn field(id: &str) -> Option<&'static Field> {
    for section in sections() {
        for field in section.fields {
            if field.id == id {
                return Some(field);
            }
        }
    }
    None
}

/// Names that written links may use in place of a full id.
fn short_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    inputs().flat_map(|inputs| inputs.short_names).copied()
}

/// The field that a written link means: by full id or by short name.
pub fn named(name: &str) -> Option<&'static Field> {
    let mut names = short_names();
    field(
        names
            .find(|(short, _)| *short == name)
            .map_or(name, |(_, id)| id),
    )
}

/// The shortest name by which a written link knows the field.
pub fn short_name(field: &Field) -> &'static str {
    let mut names = short_names();
    names
        .find(|(_, id)| *id == field.id)
        .map_or(field.id, |(short, _)| short)
}

/// The table of this id.
pub fn table(id: &str) -> Option<&'static Table> {
    tables().find(|table| table.id == id)
}

/// What an id means, whether or not a scenario has the row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// An input: `web.node_type`, `tier.pro.price`.
    Input(Slot),
    /// The rows of a table: `tier`.
    Rows(&'static Table),
    /// What a row is called: `tier.pro.name`.
    Name(&'static Table, RowKey),
}

/// What this full id means.
pub fn place(id: &str) -> Option<Place> {
    if let Some(field) = field(id) {
        return Some(Place::Input(field.into()));
    }
    let mut parts = id.split('.');
    let table = table(parts.next()?)?;
    let Some(key) = parts.next() else {
        return Some(Place::Rows(table));
    };
    let key = RowKey::read(key)?;
    let name = parts.next()?;
    if parts.next().is_some() {
        return None;
    }
    if name == "name" {
        return Some(Place::Name(table, key));
    }
    let field = table.columns.iter().find(|field| field.name() == name)?;
    let row = Some(key);
    Some(Place::Input(Slot { field, row }))
}

/// The input of this full id, if the scenario has it.
pub fn slot(scenario: &Scenario, id: &str) -> Option<Slot> {
    match place(id)? {
        Place::Input(slot) => slot.is_in(scenario).then_some(slot),
        Place::Rows(_) | Place::Name(..) => None,
    }
}

/// All inputs of a scenario: fields section by section, then tables row by row.
pub fn slots(scenario: &Scenario) -> impl Iterator<Item = Slot> {
    let mut all: Vec<Slot> = fields().map(Slot::from).collect();
    for table in tables() {
        all.extend(table.slots(scenario));
    }
    all.into_iter()
}

/// Whether the input of this id says something: its workload is not left out.
pub fn is_said(scenario: &Scenario, id: &str) -> bool {
    let mut groups = super::groups::groups();
    groups.any(|group| group.fields.contains(&id) && !group.is_silent(scenario))
}

/// Whether every input holds what it may hold.
pub fn is_within_bounds(scenario: &Scenario) -> bool {
    let mut fields = sections().flat_map(|section| section.fields);
    fields.all(|field| field.check(field.get(scenario)).is_ok())
        && tables().all(|table| table.is_within_bounds(scenario))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Value;

    #[test]
    fn every_id_is_unique_and_begins_with_its_section() {
        let mut seen = std::collections::BTreeSet::new();
        for section in sections() {
            for field in section.fields {
                assert!(seen.insert(field.id), "{} stands twice", field.id);
                assert!(field.id.starts_with(&format!("{}.", section.id)));
            }
        }
    }

    #[test]
    fn every_preset_is_within_the_bounds_of_its_fields() {
        for preset in super::super::preset::presets() {
            let scenario = preset.scenario();
            assert_eq!(scenario.preset, preset.id);
            for field in fields() {
                assert_eq!(field.check(field.get(&scenario)), Ok(()), "{}", field.id);
            }
        }
    }

    #[test]
    fn what_is_put_is_what_is_got() {
        for field in fields() {
            let mut scenario = Scenario::default();
            let values = match field.domain {
                super::super::Domain::Number { least, most, .. } => {
                    vec![Value::Number(least), Value::Number(most)]
                }
                super::super::Domain::Choice(choices) => choices
                    .iter()
                    .map(|choice| Value::Choice(choice.id))
                    .collect(),
                _ => vec![Value::Unset],
            };
            for value in values {
                field.put(&mut scenario, value).unwrap();
                assert_eq!(field.get(&scenario), value, "{}", field.id);
            }
        }
    }

    #[test]
    fn a_refused_value_leaves_the_scenario_alone() {
        let mut scenario = Scenario::default();
        for field in fields() {
            for value in [
                Value::Number(-1.0),
                Value::Number(f64::NAN),
                Value::Number(f64::INFINITY),
                Value::Choice("no such"),
            ] {
                assert!(
                    field.put(&mut scenario, value).is_err(),
                    "{} took {value:?}",
                    field.id
                );
            }
        }
        assert_eq!(scenario, Scenario::default());
    }

    #[test]
    fn every_short_name_leads_to_a_field() {
        for (short, id) in short_names() {
            let field = named(short).unwrap();
            assert_eq!(field.id, id);
            assert_eq!(short_name(field), short);
        }
    }

    #[test]
    fn stating_a_rung_of_the_ladder_makes_it_lead() {
        let mut scenario = Scenario::default();
        named("peak_rate")
            .unwrap()
            .put(&mut scenario, Value::Number(50.0))
            .unwrap();
        assert_eq!(scenario.demand.anchor, super::super::Anchor::PeakRate);
    }
}
