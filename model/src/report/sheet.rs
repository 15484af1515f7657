//! The whole plan as CSV, to calculate with: every input, figure and finding, a
//! row each.

use super::document::Given;
use crate::charts::{csv_cell, csv_line as line};
use crate::engine::{working, workings};
use crate::quantity::format::exact;
use crate::scenario::work::{said, unit};
use crate::scenario::{Slot, Value, fields};
use crate::workloads::inference::unused::NO_TOKENS;

const HEADS: [&str; 7] = ["Kind", "Id", "Label", "Value", "Unit", "Formula", "Source"];

/// Inputs, figures and findings as RFC 4180: numbers exact and in canonical
/// units, unknown ones empty, text that a spreadsheet would take for a formula
/// made harmless.
pub fn sheet(given: Given) -> String {
    let mut out = line(&HEADS.map(str::to_owned));
    // What only other work would ask for says nothing, and is left out.
    let is_said = |slot: &Slot| slot.unused(given.scenario) != Some(NO_TOKENS);
    for slot in fields::slots(given.scenario).filter(is_said) {
        let cells = input(slot, given);
        put(
            &mut out,
            "input",
            &slot.id(),
            &slot.label(given.scenario),
            &cells,
        );
    }
    let workings = workings();
    given.plan.each(&mut |id, outcome| {
        let Ok(figure) = outcome else {
            return put(&mut out, "figure", id, "", &Default::default());
        };
        let formula = figure.formula;
        let cells = [
            figure.word().map_or_else(|| exact(figure.value), csv_cell),
            csv_cell(unit(given.scenario, figure.unit()).symbol()),
            csv_cell(working(&workings, formula).text),
            csv_cell(&formula.source.cited()),
        ];
        put(
            &mut out,
            "figure",
            id,
            said(given.scenario, formula.label),
            &cells,
        );
    });
    for finding in given.findings {
        let cells = [
            csv_cell(&finding.sentence),
            String::new(),
            String::new(),
            String::new(),
        ];
        let id = ["review.", finding.rule].concat();
        put(&mut out, "finding", &id, finding.severity.word(), &cells);
    }
    out
}

fn input(slot: Slot, given: Given) -> [String; 4] {
    let field = slot.field;
    let value = match slot.get(given.scenario) {
        Value::Number(number) => exact(number),
        Value::Choice(id) => csv_cell(id),
        Value::Row(key) => csv_cell(key.text()),
        Value::Input(other) => csv_cell(&other.id()),
        Value::Unset => String::new(),
    };
    let stated = slot.rules(given.scenario).unit();
    let unit = stated.map_or("", |stated| unit(given.scenario, stated).symbol());
    [
        value,
        csv_cell(unit),
        "as stated".to_owned(),
        csv_cell(&field.source.cited()),
    ]
}

fn put(out: &mut String, kind: &str, id: &str, label: &str, cells: &[String; 4]) {
    let mut row = vec![kind.to_owned(), csv_cell(id), csv_cell(label)];
    row.extend_from_slice(cells);
    out.push_str(&line(&row));
}
