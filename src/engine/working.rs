//! How was a figure worked out, and where does each of its inputs come from?
//! An input leads on to the figure or the field that it is, so that a reader
//! can follow a number back to what was stated.

use super::Plan;
use crate::catalog::constants;
use crate::quantity::format::shown;
use crate::quantity::{Absent, Constant, Figure, Kind, Outcome, Source, Unit};
use crate::scenario::{Field, RowKey, Scenario, Slot, Value, catalogue};

/// The working of one figure, or what is known of one field.
#[derive(Clone, PartialEq, Debug)]
pub struct Working {
    /// The figure's or the field's id.
    pub id: String,
    /// A few words.
    pub label: &'static str,
    /// What it is, in a sentence.
    pub sentence: &'static str,
    /// The value with its unit; the reason where there is none.
    pub value: Result<String, Absent>,
    /// The formula's text; none for what is stated.
    pub text: Option<&'static str>,
    /// Whether the text is arithmetic, a look-up, or neither.
    pub kind: Kind,
    /// Where the method or the default comes from.
    pub source: Source,
    /// The formula's inputs, in its order.
    pub inputs: Vec<Traced>,
    /// The constants that the formula names.
    pub constants: Vec<&'static Constant>,
    /// The field in which this is stated, if it is an input outside tables.
    pub field: Option<&'static Field>,
    /// The input that states this, wherever it stands.
    pub slot: Option<Slot>,
    /// What the row is called that it is of.
    pub of: Option<String>,
}

/// An input of a formula, traced to where it comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Traced {
    /// As the formula names it.
    pub name: &'static str,
    /// The id of the figure or field that it is.
    pub id: String,
    /// A few words.
    pub label: &'static str,
    /// What the row is called that it is of.
    pub of: Option<String>,
    /// The value that the formula was given, with its unit.
    pub value: String,
}

/// The working behind a figure or field of this id; none if there is no such.
pub fn working(scenario: &Scenario, plan: &Plan, id: &str) -> Option<Working> {
    match plan.outcome(id) {
        Some(Ok(figure)) => Some(of_figure(scenario, plan, id, &figure)),
        Some(Err(absent)) => Some(of_absent(id, absent)),
        None => of_slot(scenario, catalogue::slot(scenario, id)?),
    }
}

fn of_figure(scenario: &Scenario, plan: &Plan, id: &str, figure: &Figure) -> Working {
    let formula = figure.formula;
    let inputs = formula
        .inputs
        .iter()
        .zip(figure.inputs())
        .map(|(input, value)| trace(scenario, plan, id, input.name, *value, input.unit))
        .collect();
    let constants = constants::ALL
        .iter()
        .filter(|constant| formula.text.contains(constant.name))
        .collect();
    let slot = (formula.kind == Kind::Stated)
        .then(|| stated_in(scenario, id, formula.id))
        .flatten();
    Working {
        id: id.to_owned(),
        label: formula.label,
        sentence: formula.sentence.trim(),
        value: Ok(value_text(figure)),
        text: (formula.kind != Kind::Stated).then_some(formula.text),
        kind: formula.kind,
        source: formula.source,
        inputs,
        constants,
        field: field_of(slot),
        slot,
        of: row_of(scenario, id),
    }
}

fn of_absent(id: &str, absent: Absent) -> Working {
    Working {
        id: id.to_owned(),
        label: "Not known",
        sentence: absent.0,
        value: Err(absent),
        text: None,
        kind: Kind::Computed,
        source: crate::catalog::sources::DEFINITION,
        inputs: Vec::new(),
        constants: Vec::new(),
        field: None,
        slot: None,
        of: None,
    }
}

fn of_slot(scenario: &Scenario, slot: Slot) -> Option<Working> {
    let field = slot.field;
    let value = match slot.get(scenario) {
        Value::Number(number) => shown(number, field.stated.unit),
        Value::Choice(id) => field.choice_label(id)?.to_owned(),
        Value::Unset => "not stated".to_owned(),
    };
    Some(Working {
        id: slot.id().into_owned(),
        label: field.label,
        sentence: field.help.trim(),
        value: Ok(value),
        text: None,
        kind: Kind::Stated,
        source: field.source,
        inputs: Vec::new(),
        constants: Vec::new(),
        field: field_of(Some(slot)),
        slot: Some(slot),
        of: slot.row_name(scenario).map(str::to_owned),
    })
}

fn field_of(slot: Option<Slot>) -> Option<&'static Field> {
    slot.filter(|slot| slot.row.is_none())
        .map(|slot| slot.field)
}

/// An input is the figure of its name in the same place, then the cell of that
/// name in the row that the figure is of, then the figure of its name in the
/// same section, then one in any other, then the field of that name.
fn trace(
    scenario: &Scenario,
    plan: &Plan,
    of: &str,
    name: &'static str,
    value: f64,
    unit: Unit,
) -> Traced {
    let section = of.split('.').next().unwrap_or_default();
    let cell = || cell(scenario, of, name);
    let figure = beside(plan, of, name).or_else(|| {
        cell()
            .is_none()
            .then(|| named(plan, section, name))
            .flatten()
    });
    if let Some((id, figure)) = figure {
        let text = figure
            .word()
            .map_or_else(|| shown(value, unit), str::to_owned);
        return Traced {
            name,
            of: row_of(scenario, &id),
            id,
            label: figure.formula.label,
            value: text,
        };
    }
    let field = || {
        catalogue::fields()
            .find(|field| field.name() == name && field.id.starts_with(section))
            .or_else(|| catalogue::fields().find(|field| field.name() == name))
    };
    let Some(slot) = cell().or_else(|| field().map(Slot::from)) else {
        return Traced {
            name,
            of: None,
            id: String::new(),
            label: name,
            value: shown(value, unit),
        };
    };
    let choice = choice_at(slot.field, value);
    Traced {
        name,
        of: slot.row_name(scenario).map(str::to_owned),
        id: slot.id().into_owned(),
        label: slot.field.label,
        value: choice.map_or_else(|| shown(value, unit), str::to_owned),
    }
}

/// The figure of this name that is of the same row: `money.tier.pro.cost`
/// beside `money.tier.pro.margin`.
fn beside(plan: &Plan, of: &str, name: &str) -> Option<(String, Figure)> {
    let (place, _) = of.rsplit_once('.')?;
    let id = [place, ".", name].concat();
    let figure = (id != of).then(|| plan.figure(&id)).flatten()?;
    Some((id, figure))
}

/// The input in which a figure of this id states what it repeats.
fn stated_in(scenario: &Scenario, id: &str, formula: &'static str) -> Option<Slot> {
    let name = formula.rsplit('.').next().unwrap_or(formula);
    let field = catalogue::field(formula).map(Slot::from);
    field.or_else(|| cell(scenario, id, name))
}

/// The cell of this column in the row that a figure of this id is of: a part
/// of the id is the row's key, `money.tier.pro.margin`. Of several tables the
/// one that the id names comes first.
pub fn cell(scenario: &Scenario, id: &str, column: &str) -> Option<Slot> {
    let has = |part: &str| id.split('.').any(|other| other == part);
    let mut found = None;
    for table in catalogue::tables() {
        let Some(field) = table.columns.iter().find(|field| field.name() == column) else {
            continue;
        };
        let mut keys = table.keys(scenario).into_iter();
        let Some(key) = keys.find(|key| has(key.text())) else {
            continue;
        };
        let row = Some(key);
        if has(table.id) {
            return Some(Slot { field, row });
        }
        found = found.or(Some(Slot { field, row }));
    }
    found
}

/// What the row is called that a figure or an input of this id is of: the id
/// names the table, then the row.
fn row_of(scenario: &Scenario, id: &str) -> Option<String> {
    let mut parts = id.split('.');
    let table = parts.find_map(catalogue::table)?;
    let key = RowKey::read(parts.next()?)?;
    table.name(scenario, key).map(str::to_owned)
}

/// The figure that a formula of `section` means by `name`.
pub fn named(plan: &Plan, section: &str, name: &str) -> Option<(String, Figure)> {
    let mut near = None;
    let mut far = None;
    plan.each(&mut |id, outcome: Outcome| {
        let Ok(figure) = outcome else { return };
        let mut parts = id.splitn(2, '.');
        let (place, last) = (parts.next(), parts.next());
        if last != Some(name) {
            return;
        }
        let found = if place == Some(section) {
            &mut near
        } else {
            &mut far
        };
        found.get_or_insert_with(|| (id.to_owned(), figure));
    });
    near.or(far)
}

/// A figure's value with its unit, or its word.
pub fn value_text(figure: &Figure) -> String {
    figure
        .word()
        .map_or_else(|| shown(figure.value, figure.unit()), str::to_owned)
}

fn choice_at(field: &Field, index: f64) -> Option<&'static str> {
    field
        .choices()
        .iter()
        .zip(0_u32..)
        .find(|(_, at)| f64::from(*at).total_cmp(&index).is_eq())
        .map(|(choice, _)| choice.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;

    /// Follows every input of every figure, and theirs, to what is stated.
    #[test]
    fn every_figure_can_be_followed_to_what_was_stated() {
        let scenario = Scenario::default();
        let plan = plan(&scenario);
        let mut ids = Vec::new();
        plan.each(&mut |id, _| ids.push(id.to_owned()));
        assert!(ids.len() > 60);
        while let Some(id) = ids.pop() {
            let working = working(&scenario, &plan, &id).unwrap();
            assert!(!working.sentence.is_empty(), "{id}");
            for input in working.inputs {
                assert!(!input.id.is_empty(), "{id}: {} leads nowhere", input.name);
                assert_ne!(input.id, id, "{id} leads to itself");
                if plan.outcome(&input.id).is_none() {
                    assert!(catalogue::field(&input.id).is_some(), "{}", input.id);
                }
            }
        }
    }

    #[test]
    fn what_is_unknown_says_why() {
        let mut scenario = Scenario::default();
        catalogue::field("web.node_type")
            .unwrap()
            .put(&mut scenario, Value::Choice("custom"))
            .unwrap();
        let plan = plan(&scenario);
        let working = working(&scenario, &plan, "web.bill").unwrap();
        assert!(working.value.unwrap_err().0.contains("no list price"));
    }
}
