//! How was a figure worked out, and where does each of its inputs come from?
//! An input leads on to the figure or the field that it is, so that a reader
//! can follow a number back to what was stated.

use super::cells::{Cells, Precedent};
use super::{Formula, Input, Kind, Scenario, Value, Working};
use crate::facts::{constants, sources};
use crate::quantity::format::precise;
use crate::quantity::{Constant, Missing, Source};
use crate::scenario::Slot;
use crate::scenario::work::{said, unit};

/// The working of one figure, or what is known of one input.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The figure's or the input's id.
    pub id: String,
    /// A few words.
    pub label: &'static str,
    /// What it is, in a sentence.
    pub sentence: &'static str,
    /// The value with its unit; the reason where there is none.
    pub value: Result<String, Missing>,
    /// The formula's text; none for what is stated.
    pub text: Option<&'static str>,
    /// Whether the text is arithmetic, a look-up, or neither.
    pub kind: Kind,
    /// Where the method or the default comes from.
    pub source: Source,
    /// What it was worked out from, in the formula's order.
    pub inputs: Vec<Origin>,
    /// The constants that the formula names.
    pub constants: Vec<&'static Constant>,
    /// The input that states this, wherever it stands.
    pub slot: Option<Slot>,
    /// What the row is called that it is of.
    pub of: Option<String>,
    /// Since when it is worked out from other inputs than those of now, and from which.
    pub since: Option<String>,
}

/// What a formula was given for one of its inputs.
#[derive(Clone, PartialEq, Debug)]
pub struct Origin {
    /// As the formula names it.
    pub name: &'static str,
    /// The id of the figure or input that it is.
    pub id: String,
    /// A few words.
    pub label: &'static str,
    /// What the row is called that it is of.
    pub of: Option<String>,
    /// The value that the formula was given, with its unit.
    pub value: String,
}

impl Explanation {
    /// Why there is no figure of this id.
    pub fn of_absent(id: &str, absent: Missing) -> Self {
        Self {
            id: id.to_owned(),
            label: "Not known",
            sentence: absent.0,
            value: Err(absent),
            text: None,
            kind: Kind::Computed,
            source: sources::DEFINITION,
            inputs: Vec::new(),
            constants: Vec::new(),
            slot: None,
            of: None,
            since: None,
        }
    }

    /// What is known of an input; none if it holds a word that it does not know.
    pub fn of_slot(scenario: &Scenario, slot: Slot) -> Self {
        Self {
            id: slot.id().into_owned(),
            label: slot.field.label,
            sentence: slot.field.help.trim(),
            value: Ok(slot.words(scenario)),
            text: None,
            kind: Kind::Stated,
            source: slot.field.source,
            inputs: Vec::new(),
            constants: Vec::new(),
            slot: Some(slot),
            of: slot.row_name(scenario).map(str::to_owned),
            since: None,
        }
    }
}

impl Cells {
    /// The inputs on which the figures of these ids rest, however far back, in no order
    /// that says anything.
    pub fn stated_behind<'a>(
        &self,
        scenario: &Scenario,
        ids: impl Iterator<Item = &'a str>,
    ) -> Vec<Slot> {
        let mut asked = vec![false; self.len()];
        for at in ids.filter_map(|id| self.place(id)) {
            asked[at] = true;
        }
        let mut slots: Vec<Slot> = Vec::new();
        // What a figure came from stands before it.
        for at in (0..self.len()).rev() {
            if !asked[at] {
                continue;
            }
            for (_, from) in self.precedents(at) {
                match from {
                    Precedent::Cell(before) => asked[before as usize] = true,
                    Precedent::Input(field, row) => {
                        let slot = Slot::at(field, row.into(), scenario);
                        slots.extend(slot.filter(|slot| !slots.contains(slot)));
                    }
                    Precedent::None => {}
                }
            }
        }
        slots
    }

    /// The working behind the figure of this id, given how formulas are explained; none if
    /// there is no such figure.
    pub fn explain(
        &self,
        scenario: &Scenario,
        id: &str,
        working: fn(&'static Formula) -> Working,
    ) -> Option<Explanation> {
        let at = self.place(id)?;
        let formula = self.formula(at);
        let number = match self.number(at) {
            Ok(number) => number,
            Err(absent) => return Some(Explanation::of_absent(id, absent)),
        };
        let Working { sentence, text } = working(formula);
        let is_arithmetic = !matches!(formula.kind, Kind::Stated | Kind::Alias);
        let precedents = self.precedents(at);
        let stated = self.precedents(at).find_map(|(_, from)| match from {
            Precedent::Input(field, at) => Slot::at(field, at.into(), scenario),
            _ => None,
        });
        Some(Explanation {
            id: id.to_owned(),
            label: said(scenario, formula.label),
            sentence: sentence.trim(),
            value: Ok(precise(number, unit(scenario, formula.unit))),
            text: is_arithmetic.then_some(text),
            kind: formula.kind,
            source: formula.source,
            inputs: precedents
                .filter_map(|(input, from)| Some((formula.inputs.get(input)?, from)))
                .map(|(input, from)| self.origin(scenario, input, from))
                .collect(),
            constants: constants::ALL
                .iter()
                .filter(|constant| text.contains(constant.name))
                .collect(),
            slot: stated.filter(|_| formula.kind == Kind::Stated),
            of: self.row_names(at, scenario),
            since: None,
        })
    }

    fn origin(&self, scenario: &Scenario, input: &Input, from: Precedent) -> Origin {
        match from {
            Precedent::Cell(place) => {
                let at = place as usize;
                let formula = self.formula(at);
                let value = match self.number(at) {
                    Ok(number) => match formula.unit.word(number) {
                        Some(word) => word.to_owned(),
                        None => precise(number, unit(scenario, input.unit)),
                    },
                    Err(_) => "not known".to_owned(),
                };
                Origin {
                    name: input.name,
                    id: self.id(at),
                    label: said(scenario, formula.label),
                    of: self.row_names(at, scenario),
                    value,
                }
            }
            Precedent::Input(field, at) => {
                let slot = Slot::at(field, at.into(), scenario).unwrap_or(field.into());
                Origin {
                    name: input.name,
                    id: slot.id().into_owned(),
                    label: said(scenario, field.label),
                    of: slot.row_name(scenario).map(str::to_owned),
                    value: match slot.get(scenario) {
                        Value::Number(number) => precise(number, unit(scenario, input.unit)),
                        _ => slot.words(scenario),
                    },
                }
            }
            Precedent::None => Origin {
                name: input.name,
                id: String::new(),
                label: input.name,
                of: None,
                value: String::new(),
            },
        }
    }
}
