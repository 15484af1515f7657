//! What does a customer keep of a plan? Everything that the page says, resolved
//! to text: the four answers, each section with its tables and what its charts
//! show, what is wrong, what was stated, what was assumed and from where.
//!
//! Whatever [`outline`] gives is in it; writers turn it
//! into Markdown and the like.

use super::checklists::{Cell, Checklist, Line};
use super::{Answer, Block, Look, Piece, Row, Section, absent_word, answers, outline};
use crate::charts::{chart, table as chart_table};
use crate::engine::{Index, Plan, VERSION};
use crate::quantity::Source;
use crate::quantity::date::Date;
use crate::quantity::format::{range, shown, shown_parts};
use crate::review::Finding;
use crate::scenario::groups::groups;
use crate::scenario::{Field, Place, RowKey, Scenario, Slot, States, Table, catalogue, difference};

/// A plan as text.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// What the scenario is called, or what it is.
    pub title: String,
    /// On which day it was made, by which engine.
    pub made: String,
    /// Its parts, in reading order.
    pub parts: Vec<Part>,
}

/// A part with its heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// A few words.
    pub heading: String,
    /// What stands below.
    pub nodes: Vec<Node>,
}

/// A piece of a part.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// A paragraph.
    Text(String),
    /// A question, or the like, with what is said to it.
    Said(String, String),
    /// Sentences in a list.
    List(Vec<String>),
    /// Things to tick off.
    Ticks(Vec<String>),
    /// A table.
    Grid(Grid),
}

/// A table of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// What it shows.
    pub caption: String,
    /// Heads of its columns.
    pub heads: Vec<String>,
    /// As many cells a row as there are heads.
    pub rows: Vec<Vec<String>>,
}

/// A plan with what is said of it, ready to be written out.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// What is stated.
    pub scenario: &'a Scenario,
    /// What follows.
    pub plan: &'a Plan,
    /// What is wrong with it.
    pub findings: &'a [Finding],
    /// The visitor's day.
    pub today: Date,
}

/// The document of a plan.
pub fn document(given: Given) -> Document {
    let Given {
        scenario,
        plan,
        findings,
        today,
    } = given;
    let figures = Index::new(plan);
    let mut parts = vec![Part {
        heading: "The four answers".to_owned(),
        nodes: answers(scenario, plan, findings, today)
            .iter()
            .map(|answer| answered(&figures, answer))
            .collect(),
    }];
    for section in outline(scenario, plan, today) {
        parts.push(of_section(given, &figures, &section));
    }
    parts.push(review(findings));
    parts.extend([stated(scenario), assumed(scenario), sources(scenario, plan)]);
    Document {
        title: title(scenario),
        made: made(today),
        parts,
    }
}

/// What the scenario is called, or what it is.
pub fn title(scenario: &Scenario) -> String {
    match scenario.name.as_str() {
        "" => scenario.origin().label.to_owned(),
        name => name.to_owned(),
    }
}

/// On which day, and by which engine.
pub fn made(today: Date) -> String {
    [
        "Made on ",
        &today.shown(),
        " with Headroom, engine ",
        VERSION,
    ]
    .concat()
}

fn answered(figures: &Index, answer: &Answer) -> Node {
    let main = if answer.main.is_empty() {
        "Not known.".to_owned()
    } else {
        said(figures, &answer.main)
    };
    let why = said(figures, &answer.why);
    Node::Said(answer.question.to_owned(), [&main, " ", &why].concat())
}

fn of_section(given: Given, figures: &Index, section: &Section) -> Part {
    let mut nodes = Vec::new();
    if !section.conclusion.is_empty() {
        nodes.push(Node::Text(said(figures, &section.conclusion)));
    }
    for block in &section.blocks {
        nodes.extend(of_block(given, figures, block));
    }
    Part {
        heading: section.heading.to_owned(),
        nodes,
    }
}

fn of_block(given: Given, figures: &Index, block: &Block) -> Vec<Node> {
    match block {
        Block::Note(words) => vec![Node::Text((*words).to_owned())],
        Block::Table {
            caption,
            heads,
            rows,
        } => {
            let row = |row: &Row| {
                let cells = row.cells.iter();
                let cells = cells.map(|cell| said(figures, core::slice::from_ref(cell)));
                core::iter::once(row.label.to_string())
                    .chain(cells)
                    .collect()
            };
            vec![Node::Grid(Grid {
                caption: (*caption).to_owned(),
                heads: heads.iter().map(|head| (*head).to_owned()).collect(),
                rows: rows.iter().map(row).collect(),
            })]
        }
        Block::Chart(id) => {
            let chart = chart(*id, given.scenario, given.plan, given.today);
            let table = chart_table(&chart);
            vec![
                Node::Text(chart.sentence),
                Node::Grid(Grid {
                    caption: chart.title,
                    heads: table.headers,
                    rows: table.rows,
                }),
            ]
        }
        // The projection is the chart of customers, and a file of its own.
        Block::Projection => Vec::new(),
    }
}

/// A sentence with its figures in words.
pub fn said(figures: &Index, pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Figure(id, look) => text.push_str(&figure(figures, id, *look)),
        }
    }
    text
}

fn figure(figures: &Index, id: &str, look: Look) -> String {
    let figure = match figures.outcome(id) {
        Some(Ok(figure)) => figure,
        other => return absent_word(other.and_then(Result::err)).to_owned(),
    };
    if let Some(word) = figure.word() {
        return word.to_owned();
    }
    match look {
        Look::Plain | Look::Cell => shown(figure.value, figure.unit()),
        _ => {
            let parts = shown_parts(figure.value, figure.unit());
            [parts.prefix, &parts.number].concat()
        }
    }
}

fn review(findings: &[Finding]) -> Part {
    let line = |finding: &Finding| {
        let fix = finding.fix.as_ref();
        let fix = fix.map_or_else(String::new, |fix| {
            [" To mend it: ", &fix.label, "."].concat()
        });
        let word = finding.severity.word();
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let word: String = first.into_iter().chain(letters).collect();
        [&word, ": ", &finding.sentence, &fix].concat()
    };
    let nodes = if findings.is_empty() {
        vec![Node::Text(
            "Nothing in this plan contradicts itself or needs mending.".to_owned(),
        )]
    } else {
        vec![Node::List(findings.iter().map(line).collect())]
    };
    Part {
        heading: "Review".to_owned(),
        nodes,
    }
}

/// What is stated otherwise than in the example.
pub fn stated(scenario: &Scenario) -> Part {
    let origin = scenario.origin();
    let basis = scenario.basis();
    let preset = origin.scenario();
    let mut rows = Vec::new();
    for difference in catalogue::differences(&preset, scenario) {
        rows.push(match &difference.states {
            States::Value(slot, _) => vec![
                slot.label(scenario),
                with_range(*slot, scenario),
                with_range(*slot, &basis),
            ],
            States::Text(_) => of_rows(&difference.id, &preset, scenario),
        });
    }
    for (id, _) in difference::ranges(&basis, scenario) {
        let Some(slot) = catalogue::slot(scenario, id) else {
            continue;
        };
        let label = slot.label(scenario);
        // One whose value differs too is listed with its range already.
        if !rows.iter().any(|row| row[0] == label) {
            rows.push(vec![
                label,
                with_range(slot, scenario),
                with_range(slot, &basis),
            ]);
        }
    }
    let node = if rows.is_empty() {
        Node::Text(
            [
                "Nothing: every input is as in the example “",
                origin.label,
                "”.",
            ]
            .concat(),
        )
    } else {
        Node::Grid(Grid {
            caption: ["Stated otherwise than in the example “", origin.label, "”"].concat(),
            heads: ["Input", "Here", "In the example"]
                .map(str::to_owned)
                .into(),
            rows,
        })
    };
    Part {
        heading: "What was stated".to_owned(),
        nodes: vec![node],
    }
}

fn with_range(slot: Slot, scenario: &Scenario) -> String {
    let words = slot.words(scenario);
    match slot.range(scenario) {
        Some(it) => [
            &words,
            " (",
            &range(it.low, it.high, slot.field.stated.unit),
            ")",
        ]
        .concat(),
        None => words,
    }
}

/// The rows of a table, or the name of a row, here and in the example.
fn of_rows(id: &str, preset: &Scenario, scenario: &Scenario) -> Vec<String> {
    match catalogue::place(id) {
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
pub fn assumed(scenario: &Scenario) -> Part {
    let mut nodes = vec![Node::Text(
        "Every input of this plan as it stands, with where its usual value comes from.".to_owned(),
    )];
    for group in groups()
        .into_iter()
        .filter(|group| !group.is_silent(scenario))
    {
        let fields = group.fields.iter().filter_map(|id| catalogue::field(id));
        let row = |field: &'static Field| {
            vec![
                field.label.to_owned(),
                with_range(field.into(), scenario),
                field.source.cited(),
            ]
        };
        let rows: Vec<_> = fields.map(row).collect();
        if !rows.is_empty() {
            nodes.push(Node::Grid(Grid {
                caption: group.label.to_owned(),
                heads: ["Input", "Value", "Source"].map(str::to_owned).into(),
                rows,
            }));
        }
        let tables = group.tables.iter().filter_map(|id| catalogue::table(id));
        nodes.extend(tables.filter_map(|table| of_table(table, scenario)));
    }
    Part {
        heading: "Assumptions".to_owned(),
        nodes,
    }
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
    (!rows.is_empty()).then(|| {
        Node::Grid(Grid {
            caption: [table.label, ". From: ", &from].concat(),
            heads: core::iter::once("Name")
                .chain(heads)
                .map(str::to_owned)
                .collect(),
            rows,
        })
    })
}

/// Where methods and usual values come from, each once.
pub fn sources(scenario: &Scenario, plan: &Plan) -> Part {
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
    for slot in catalogue::slots(scenario) {
        add(slot.field.source);
    }
    Part {
        heading: "Sources".to_owned(),
        nodes: vec![Node::List(cited)],
    }
}

/// A checklist as a document, with what was typed into it.
pub fn of_checklist(
    list: &Checklist,
    plan: &Plan,
    today: Date,
    typed: &dyn Fn(&str) -> String,
) -> Document {
    let figures = Index::new(plan);
    let blank = |cell: &Cell| {
        let filled = said(&figures, &cell.filled);
        let typed = typed(&cell.key);
        match (filled.is_empty(), typed.is_empty()) {
            (true, true) => "____".to_owned(),
            (true, false) => typed,
            _ => filled,
        }
    };
    let part = |(heading, lines): &(&'static str, Vec<Line>)| {
        let mut nodes = Vec::new();
        let mut ticks = Vec::new();
        for line in lines {
            match line {
                Line::Item {
                    label,
                    target,
                    cell,
                } => {
                    let target = if target.is_empty() {
                        String::new()
                    } else {
                        [" (", target, ")"].concat()
                    };
                    ticks.push([label, &*target, ": ", &blank(cell)].concat());
                }
                Line::Table { heads, rows } => nodes.push(Node::Grid(Grid {
                    caption: String::new(),
                    heads: heads.iter().map(|head| (*head).to_owned()).collect(),
                    rows: rows
                        .iter()
                        .map(|(label, cells)| {
                            core::iter::once(label.clone())
                                .chain(cells.iter().map(blank))
                                .collect()
                        })
                        .collect(),
                })),
            }
        }
        if !ticks.is_empty() {
            nodes.push(Node::Ticks(ticks));
        }
        Part {
            heading: (*heading).to_owned(),
            nodes,
        }
    };
    Document {
        title: list.title.clone(),
        made: made(today),
        parts: list.parts.iter().map(part).collect(),
    }
}
