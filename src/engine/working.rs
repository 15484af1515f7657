//! How was a figure worked out, and where does each of its inputs come from?
//! An input leads on to the figure or the field that it is, so that a reader
//! can follow a number back to what was stated.

use super::Index;
use crate::catalog::constants;
use crate::quantity::format::shown;
use crate::quantity::{Absent, Constant, Figure, Kind, Source, Unit};
use crate::scenario::{Field, Scenario, Value, catalogue};

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
    /// The field in which this is stated, if it is an input.
    pub field: Option<&'static Field>,
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
    /// The value that the formula was given, with its unit.
    pub value: String,
}

/// The working behind a figure or field of this id; none if there is no such.
pub fn working(scenario: &Scenario, figures: &Index, id: &str) -> Option<Working> {
    match figures.outcome(id) {
        Some(Ok(figure)) => Some(of_figure(figures, id, &figure)),
        Some(Err(absent)) => Some(of_absent(id, absent)),
        None => of_field(scenario, catalogue::field(id)?),
    }
}

fn of_figure(figures: &Index, id: &str, figure: &Figure) -> Working {
    let formula = figure.formula;
    let section = id.split('.').next().unwrap_or_default();
    let inputs = formula
        .inputs
        .iter()
        .zip(figure.inputs())
        .map(|(input, value)| trace(figures, section, input.name, *value, input.unit))
        .collect();
    let constants = constants::ALL
        .iter()
        .filter(|constant| formula.text.contains(constant.name))
        .collect();
    let field = (formula.kind == Kind::Stated)
        .then(|| catalogue::field(formula.id))
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
        field,
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
    }
}

fn of_field(scenario: &Scenario, field: &'static Field) -> Option<Working> {
    let value = match field.get(scenario) {
        Value::Number(number) => shown(number, field.stated.unit),
        Value::Choice(id) => field.choice_label(id)?.to_owned(),
        Value::Unset => "not stated".to_owned(),
    };
    Some(Working {
        id: field.id.to_owned(),
        label: field.label,
        sentence: field.help.trim(),
        value: Ok(value),
        text: None,
        kind: Kind::Stated,
        source: field.source,
        inputs: Vec::new(),
        constants: Vec::new(),
        field: Some(field),
    })
}

/// An input is the figure of its name in the same section, then one in any
/// other, then the field of that name.
fn trace(figures: &Index, section: &str, name: &'static str, value: f64, unit: Unit) -> Traced {
    let figure = named(figures, section, name);
    let field = catalogue::fields()
        .find(|field| field.name() == name && field.id.starts_with(section))
        .or_else(|| catalogue::fields().find(|field| field.name() == name));
    let (id, label, text) = match (figure, field) {
        (Some((id, figure)), _) => {
            let text = figure
                .word()
                .map_or_else(|| shown(value, unit), str::to_owned);
            (id, figure.formula.label, text)
        }
        (None, Some(field)) => {
            let choice = choice_at(field, value);
            let text = choice.map_or_else(|| shown(value, unit), str::to_owned);
            (field.id.to_owned(), field.label, text)
        }
        (None, None) => (String::new(), name, shown(value, unit)),
    };
    Traced {
        name,
        id,
        label,
        value: text,
    }
}

/// The figure that a formula of `section` means by `name`.
pub fn named(figures: &Index, section: &str, name: &str) -> Option<(String, Figure)> {
    let mut near = None;
    let mut far = None;
    for (id, outcome) in figures.iter() {
        let (Ok(figure), Some((place, last))) = (outcome, id.split_once('.')) else {
            continue;
        };
        if last != name {
            continue;
        }
        let found = if place == section {
            &mut near
        } else {
            &mut far
        };
        found.get_or_insert_with(|| (id.to_owned(), figure));
    }
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
        let figures = Index::new(&plan(&scenario));
        let mut ids: Vec<String> = figures.iter().map(|(id, _)| id.to_owned()).collect();
        assert!(ids.len() > 60);
        while let Some(id) = ids.pop() {
            let working = working(&scenario, &figures, &id).unwrap();
            assert!(!working.sentence.is_empty(), "{id}");
            for input in working.inputs {
                assert!(!input.id.is_empty(), "{id}: {} leads nowhere", input.name);
                assert_ne!(input.id, id, "{id} leads to itself");
                if figures.outcome(&input.id).is_none() {
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
        let figures = Index::new(&plan(&scenario));
        let working = working(&scenario, &figures, "web.bill").unwrap();
        assert!(working.value.unwrap_err().0.contains("no list price"));
    }
}
