//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use std::borrow::Cow;

use super::{Piece, cell, flow, growth, inference, money, short};
use crate::charts::ChartId;
use crate::engine::Plan;
use crate::later::far;
use crate::quantity::date::Date;
use crate::scenario::Scenario;
use crate::workloads::{data, demand, latency, pools, training, web};

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

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut sections = Vec::new();
    if plan.demand.is_some() {
        sections.push(demand::words::section());
    }
    if plan.loaded.details {
        sections.extend(further_down(scenario, plan, today));
    }
    sections
}

far! {
    "details" "0304"
    fn further_down(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> = after_demand;
}

/// The sections behind the first one.
fn after_demand(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut sections = Vec::new();
    if plan.web.is_some() {
        sections.push(web::words::sizing());
    }
    sections.extend(inference::section(scenario, plan, today));
    sections.extend(training::words::section(scenario, plan));
    sections.extend(data::words::section(plan));
    sections.extend(latency::words::section(scenario, plan));
    sections.extend(flow::section(scenario, plan));
    sections.extend(growth::section(scenario, plan, today));
    sections.extend(pools::words::section(scenario, plan, today));
    if plan.bill.is_some() {
        sections.push(web::words::cost());
    }
    sections.extend(money::section(scenario, plan));
    sections.extend(short::section(plan));
    if plan.web.is_some() {
        sections.push(web::words::over_users());
    }
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
