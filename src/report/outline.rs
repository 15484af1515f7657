//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use std::borrow::Cow;

use super::{Piece, cell};
use crate::charts::ChartId;
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::scenario::Scenario;
use crate::workloads::WORKLOADS;

/// A section of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Stable, for links within the page.
    pub id: &'static str,
    /// A word or two.
    pub heading: &'static str,
    /// What the section comes to, in a sentence; empty where a chart says it.
    pub conclusion: Vec<Piece>,
    /// What is behind it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// Figures in rows.
    Table {
        /// What the table shows.
        caption: &'static str,
        /// Heads of its columns.
        heads: &'static [&'static str],
        /// Its rows; a last one labelled Total is the sum of the others.
        rows: Vec<Row>,
    },
    /// A remark.
    Note(&'static str),
    /// The projection by month, to be downloaded as CSV.
    Projection,
    /// The manifest of the autoscaler, to be downloaded or copied.
    Manifest,
    /// Alerts and budgets, to be downloaded as CSV.
    Alerts,
    /// A chart, with its sentence and its table.
    Chart(ChartId),
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What the figures are of.
    pub label: Cow<'static, str>,
    /// Figures and words, one a column.
    pub cells: Vec<Piece>,
}

/// Which section follows which; those of other ids come last.
const ORDER: [&str; 13] = [
    "demand",
    "sizing",
    "inference",
    "training",
    "data",
    "latency",
    "limits",
    "growth",
    "fleet",
    "cost",
    "money",
    "short",
    "over-users",
];

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    if !plan.loaded.details {
        return (WORKLOADS[0].code.sections)(scenario, plan, today);
    }
    let loaded = WORKLOADS
        .iter()
        .filter(|workload| plan.loaded.has(workload.id));
    let mut sections: Vec<Section> = loaded
        .flat_map(|workload| (workload.code.sections)(scenario, plan, today))
        .collect();
    sections.sort_by_key(|section| {
        let place = ORDER.iter().position(|id| *id == section.id);
        place.unwrap_or(ORDER.len())
    });
    sections
}

pub(crate) fn table(
    caption: &'static str,
    heads: &'static [&'static str],
    rows: &[(&'static str, &[&'static str])],
) -> Block {
    Block::Table {
        caption,
        heads,
        rows: rows
            .iter()
            .map(|(label, figures)| Row {
                label: Cow::Borrowed(label),
                cells: figures.iter().map(|id| cell(id)).collect(),
            })
            .collect(),
    }
}
