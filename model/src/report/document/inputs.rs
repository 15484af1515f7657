//! What does a plan rest on? What was stated otherwise than in the example, every
//! input as it stands, and where methods and usual values come from.

use super::{Node, Section, Span};
use crate::engine::Plan;
use crate::quantity::Source;
use crate::quantity::format::range;
use crate::scenario::groups::groups;
use crate::scenario::work::{said, unit};
use crate::scenario::{Field, Place, RowKey, Scenario, Slot, States, Table, difference, fields};

/// What is stated otherwise than in the example.
pub fn stated(scenario: &Scenario) -> Section {
    let origin = scenario.origin();
    let basis = scenario.basis();
    let preset = origin.scenario();
    let mut rows = Vec::new();
    for difference in fields::differences(&preset, scenario) {
        rows.push(match &difference.states {
            States::Value(slot, _) => compared(*slot, scenario, &basis),
            States::Text(_) => match fields::place(&difference.id) {
                Some(Place::Input(slot)) => compared(slot, scenario, &basis),
                _ => of_rows(&difference.id, &preset, scenario),
            },
        });
    }
    for (id, _) in difference::ranges(&basis, scenario) {
        let Some(slot) = fields::slot(scenario, id) else {
            continue;
        };
        let label = slot.label(scenario);
        // One whose value differs too is listed with its range already.
        if !rows.iter().any(|row| row[0] == label) {
            rows.push(compared(slot, scenario, &basis));
        }
    }
    let node = if rows.is_empty() {
        let words = [
            "Nothing: every input is as in the example “",
            origin.label,
            "”.",
        ];
        Node::Text(vec![Span::Text(words.concat().into())])
    } else {
        Node::of_text(
            String::new(),
            ["Input", "Here", "In the example"]
                .map(str::to_owned)
                .into(),
            rows,
        )
    };
    Section::new(
        "stated",
        "What differs from the example",
        Vec::new(),
        vec![node],
    )
}

/// What an input states, here and in the example.
fn compared(slot: Slot, scenario: &Scenario, basis: &Scenario) -> Vec<String> {
    vec![
        slot.label(scenario),
        with_range(slot, scenario),
        with_range(slot, basis),
    ]
}

fn with_range(slot: Slot, scenario: &Scenario) -> String {
    let words = slot.words(scenario);
    match slot.range(scenario) {
        Some(it) => [
            &words,
            " (",
            &range(it.low, it.high, unit(scenario, slot.field.stated.unit)),
            ")",
        ]
        .concat(),
        None => words,
    }
}

/// The rows of a table, or the name of a row, here and in the example.
fn of_rows(id: &str, preset: &Scenario, scenario: &Scenario) -> Vec<String> {
    match fields::place(id) {
        Some(Place::Rows(table)) => {
            let names = |of: &Scenario| {
                let keys = table.keys(of);
                let names: Vec<&str> = keys.iter().filter_map(|key| table.name(of, *key)).collect();
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(", ")
                }
            };
            vec![table.label.to_owned(), names(scenario), names(preset)]
        }
        Some(Place::Name(table, key)) => {
            let name = |of: &Scenario| table.name(of, key).unwrap_or("none").to_owned();
            let label = ["What a ", table.noun, " is called"].concat();
            vec![label, name(scenario), name(preset)]
        }
        _ => vec![id.to_owned(), String::new(), String::new()],
    }
}

/// Every input that this plan rests on, group by group, with where its usual
/// value comes from.
pub fn assumed(scenario: &Scenario) -> Section {
    let mut nodes = vec![Node::note(
        "Every input of this plan as it stands, with where its usual value comes from.",
    )];
    for group in groups().filter(|group| !group.is_silent(scenario)) {
        let fields = group.fields.iter().filter_map(|id| fields::field(id));
        let row = |field: &'static Field| {
            vec![
                said(scenario, field.label).to_owned(),
                with_range(field.into(), scenario),
                field.source.cited(),
            ]
        };
        let rows: Vec<_> = fields.map(row).collect();
        if !rows.is_empty() {
            let heads = ["Input", "Value", "Source"].map(str::to_owned);
            nodes.push(Node::of_text(group.label.to_owned(), heads.into(), rows));
        }
        let tables = group.tables.iter().filter_map(|id| fields::table(id));
        nodes.extend(tables.filter_map(|table| of_table(table, scenario)));
    }
    Section::new("assumptions", "Assumptions", Vec::new(), nodes)
}

/// The rows of a table as they stand; none where it has none.
fn of_table(table: &'static Table, scenario: &Scenario) -> Option<Node> {
    let columns = table.columns.iter();
    let mut cited = columns.clone().map(|field| field.source.cited());
    let first = cited.next().unwrap_or_default();
    let others = cited.filter(|other| *other != first).collect::<Vec<_>>();
    let from = match others.first() {
        Some(other) => [&first, "; ", other].concat(),
        None => first,
    };
    let row = |key: RowKey| {
        let name = table.name(scenario, key).unwrap_or_default().to_owned();
        let cells = columns.clone().map(|field| {
            let row = Some(key);
            with_range(Slot { field, row }, scenario)
        });
        core::iter::once(name).chain(cells).collect()
    };
    let rows: Vec<_> = table.keys(scenario).into_iter().map(row).collect();
    let heads = columns.clone().map(|field| field.label);
    let heads: Vec<String> = core::iter::once("Name")
        .chain(heads)
        .map(str::to_owned)
        .collect();
    (!rows.is_empty()).then(|| {
        let caption = [table.label, ". From: ", &from].concat();
        if heads.len() > WIDEST && rows.len() < heads.len() {
            on_its_side(caption, &heads, &rows)
        } else {
            Node::of_text(caption, heads, rows)
        }
    })
}

/// As many columns fit on a sheet of paper.
const WIDEST: usize = 12;

/// A table with a column for each row, for what has more columns than fit.
fn on_its_side(caption: String, heads: &[String], rows: &[Vec<String>]) -> Node {
    let line = |at: usize| -> Vec<String> {
        let cells = rows.iter().filter_map(|row| row.get(at));
        heads.get(at).into_iter().chain(cells).cloned().collect()
    };
    Node::of_text(caption, line(0), (1..heads.len()).map(line).collect())
}

/// Where methods and usual values come from, each once.
pub fn sources(scenario: &Scenario, plan: &Plan) -> Section {
    let mut cited: Vec<String> = Vec::new();
    let mut add = |source: Source| {
        let text = source.cited();
        if let Err(at) = cited.binary_search(&text) {
            cited.insert(at, text);
        }
    };
    plan.each(&mut |_, outcome| {
        if let Ok(figure) = outcome {
            add(figure.formula.source);
        }
    });
    for slot in fields::slots(scenario) {
        add(slot.field.source);
    }
    let cited = cited.into_iter().map(|text| vec![Span::Text(text.into())]);
    Section::new(
        "sources",
        "Sources",
        Vec::new(),
        vec![Node::List(cited.collect())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::{Preset, preset};

    #[test]
    fn a_table_that_is_wider_than_paper_stands_on_its_side() {
        let scenario = preset("coach-1").map_or_else(Scenario::default, Preset::scenario);
        let table = |id: &str| match fields::table(id).map(|it| of_table(it, &scenario)) {
            Some(Some(Node::Table { heads, rows, .. })) => (heads, rows),
            _ => panic!("no table {id}"),
        };
        let (heads, rows) = table("stage");
        assert_eq!(
            heads,
            [
                "Name",
                "Model API",
                "Backend",
                "Transcriber",
                "Frontend",
                "Streaming"
            ]
        );
        assert!(rows.len() > WIDEST);
        assert!(rows.iter().all(|row| row.cells.len() == 5));
        let (_, vendors) = table("vendor");
        assert_eq!(vendors.len(), scenario.vendors.len());
    }
}
