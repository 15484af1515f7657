//! The whole plan as CSV, to calculate with: every input, figure, order, finding and fact
//! in use, a row each.

use super::document::{Given, made};
use super::entries::{Due, Entry, Said, figures, input, orders};
use super::facts;
use crate::charts::{csv_cell, csv_line as line};
use crate::engine::{VERSION, working, workings};
use crate::quantity::date::{self, Date};
use crate::quantity::format::exact;
use crate::review::Finding;
use crate::review::facts::Used;
use crate::scenario::{Slot, fields};
use crate::workloads::inference::unused::NO_TOKENS;

/// The last two are what a key in the value is called, and why there is no value.
const HEADS: [&str; 11] = [
    "Kind", "Id", "Label", "Value", "Unit", "Formula", "Source", "P5", "P95", "Name", "Note",
];

/// A row; its value and the ends of its range as they are written.
#[derive(Default)]
struct Line {
    kind: &'static str,
    id: String,
    label: String,
    value: String,
    unit: String,
    formula: String,
    source: String,
    ends: [String; 2],
    name: String,
    note: String,
}

impl Line {
    fn written(self) -> String {
        let [low, high] = self.ends;
        line(&[
            self.kind.to_owned(),
            csv_cell(&self.id),
            csv_cell(&self.label),
            self.value,
            csv_cell(&self.unit),
            csv_cell(&self.formula),
            csv_cell(&self.source),
            low,
            high,
            csv_cell(&self.name),
            csv_cell(&self.note),
        ])
    }
}

/// What the scenario is, inputs, figures, orders, findings and facts in use as RFC 4180: numbers exact
/// and in canonical units, choices and references as the keys that links have with their
/// names, unknown ones empty with the reason, text that a spreadsheet would take for a
/// formula made harmless.
pub fn sheet(given: Given) -> String {
    let scenario = given.scenario;
    let mut out = line(&HEADS.map(str::to_owned));
    let mut put = |it: Line| out.push_str(&it.written());
    about(given).into_iter().for_each(&mut put);
    // What only other work would ask for says nothing, and is left out.
    let is_said = |slot: &Slot| slot.unused(scenario) != Some(NO_TOKENS);
    for slot in fields::slots(scenario).filter(is_said) {
        let range = slot.range(scenario);
        put(Line {
            formula: "as stated".to_owned(),
            source: slot.field.source.cited(),
            ends: range.map_or_else(Default::default, |it| [it.low, it.high].map(exact)),
            ..of_entry("input", input(scenario, slot))
        });
    }
    let workings = workings();
    for entry in figures(scenario, given.plan) {
        let formula = entry.formula;
        let is_known = !matches!(entry.said, Said::Missing(_));
        let of = of_entry("figure", entry);
        put(if is_known {
            Line {
                formula: working(&workings, formula).text.to_owned(),
                source: formula.source.cited(),
                ..of
            }
        } else {
            of
        });
    }
    orders(given).into_iter().map(of_order).for_each(&mut put);
    given.findings.iter().map(of_finding).for_each(&mut put);
    let day = facts::day(scenario, given.today);
    let rests_on = facts::rests_on(scenario, given.plan, day);
    let lines = rests_on.iter().map(|used| of_fact(used, day));
    lines.for_each(&mut put);
    out
}

/// What it is a plan of, and which engine made it on which day.
fn about(given: Given) -> [Line; 6] {
    let scenario = given.scenario;
    let of = |id: &str, label: &str, value: String, name: String| Line {
        kind: "scenario",
        id: ["scenario.", id].concat(),
        label: label.to_owned(),
        value,
        name,
        ..Line::default()
    };
    let text = |id, label, value: &str| of(id, label, csv_cell(value), String::new());
    let origin = scenario.origin().label.to_owned();
    [
        text("name", "Name", &scenario.name),
        text("note", "Note", &scenario.note),
        of("preset", "Example", csv_cell(scenario.preset), origin),
        text("seed", "Seed", &scenario.seed.to_string()),
        text("engine", "Engine", VERSION),
        of("made", "Made on", given.today.iso(), made(given.today)),
    ]
}

fn of_entry(kind: &'static str, entry: Entry) -> Line {
    let Entry {
        id,
        label,
        said,
        unit,
        ..
    } = entry;
    let is_number = matches!(said, Said::Number(_));
    let name = match said {
        // A day is a number of days, which nobody reads.
        Said::Number(days) if unit == date::UNIT => Date::of(days).iso(),
        _ => said.name().to_owned(),
    };
    Line {
        kind,
        id,
        label,
        value: if is_number {
            said.value()
        } else {
            csv_cell(&said.value())
        },
        unit: unit.to_owned(),
        name,
        note: said.reason().to_owned(),
        ..Line::default()
    }
}

fn of_order(due: Due) -> Line {
    let [by, needed] = due.days.map(|day| day.map_or_else(String::new, Date::iso));
    let note = match &*needed {
        "" => needed,
        day => ["Needed on ", day].concat(),
    };
    Line {
        kind: "order",
        id: due.id,
        label: due.verb.to_owned(),
        value: by,
        name: due.what,
        note,
        ..Line::default()
    }
}

/// With what proves it where others have their formula, and what mends it.
fn of_finding(finding: &Finding) -> Line {
    let mends = |label: &String| ["To mend it: ", label, "."].concat();
    let fix = finding.fix.as_ref().map(|fix| mends(&fix.label));
    Line {
        kind: "finding",
        id: ["review.", finding.rule].concat(),
        label: finding.severity.word().to_owned(),
        value: csv_cell(&finding.sentence),
        formula: finding.evidence.join(" "),
        note: fix.unwrap_or_default(),
        ..Line::default()
    }
}

/// With where it counts in the place of a formula, and how old it is.
fn of_fact(used: &Used, day: Date) -> Line {
    let Used { fact, by } = used;
    let note = [fact.note(), facts::age(fact, day)];
    let said: Vec<&str> = { note.iter() }
        .map(|it| &**it)
        .filter(|it| !it.is_empty())
        .collect();
    Line {
        kind: "fact",
        id: ["facts.", by].concat(),
        label: fact.label.to_owned(),
        value: csv_cell(&fact.value()),
        formula: by.to_string(),
        source: fact.source.cited(),
        name: [fact.kind(), " ", fact.class].concat().trim().to_owned(),
        note: said.join("; "),
        ..Line::default()
    }
}
