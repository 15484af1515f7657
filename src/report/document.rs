//! What does a customer keep of a plan? Everything that the page says, resolved
//! to text: the four answers, each section with its tables and what its charts
//! show, what is wrong, what was stated, what was assumed and from where.
//!
//! Whatever [`fn@outline`] gives is in it; writers turn it
//! into Markdown and the like.

mod checklist;
mod inputs;

pub use checklist::of_checklist;
pub use inputs::{assumed, sources, stated};

use super::manifest::manifest;
use super::{Answer, Block, Look, Piece, Row, Section, absent_word, answers, outline};
use crate::charts::{chart, table as chart_table};
use crate::engine::{Plan, VERSION};
use crate::quantity::date::Date;
use crate::quantity::format::{shown, shown_parts};
use crate::review::Finding;
use crate::scenario::Scenario;

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
    /// Text for a machine, as it stands.
    Code(String),
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
    let figures = plan;
    let mut parts = vec![Part {
        heading: "The four answers".to_owned(),
        nodes: answers(scenario, plan, findings, today)
            .iter()
            .map(|answer| answered(figures, answer))
            .collect(),
    }];
    for section in outline(scenario, plan, today) {
        parts.push(of_section(given, figures, &section));
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

fn answered(figures: &Plan, answer: &Answer) -> Node {
    let main = if answer.main.is_empty() {
        "Not known.".to_owned()
    } else {
        said(figures, &answer.main)
    };
    let why = said(figures, &answer.why);
    Node::Said(
        answer.question.to_owned(),
        [&main, between(&main, &why), &why].concat(),
    )
}

/// What makes one text of an answer and its reason, which stand apart on the page.
fn between(main: &str, why: &str) -> &'static str {
    let goes_on = why.starts_with(|first: char| first == '(' || first.is_lowercase());
    if goes_on || main.ends_with('.') {
        " "
    } else {
        ". "
    }
}

fn of_section(given: Given, figures: &Plan, section: &Section) -> Part {
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

fn of_block(given: Given, figures: &Plan, block: &Block) -> Vec<Node> {
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
        Block::Manifest => match manifest(given.scenario, given.plan) {
            Ok(text) => vec![Node::Code(text)],
            Err(absent) => vec![Node::Text(absent.0.to_owned())],
        },
        // The projection is the chart of customers, alerts are in a table of their
        // section: each is a file of its own.
        Block::Projection | Block::Alerts => Vec::new(),
    }
}

/// A sentence with its figures in words.
pub fn said(figures: &Plan, pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Figure(id, look) => text.push_str(&figure(figures, id, *look)),
        }
    }
    text
}

fn figure(figures: &Plan, id: &str, look: Look) -> String {
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
