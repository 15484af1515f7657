//! The plan as a document: what does it say, in which order? Text and figures
//! as data, so that page, print and export say the same.
//!
//! - [`mod@answers`]: the four questions that come before everything else.
//! - [`mod@verdict`]: what they come to.
//! - [`mod@summary`]: the same for a chat, and a frame for another page.
//! - [`mod@picture`]: the same as a picture.
//! - [`mod@outline`]: the sections behind them.
//! - [`mod@comparison`]: how those that are compared differ, and why; [`mod@solved`]: what
//!   an input must be.
//! - [`qr`]: an address as squares.
//! - [`checklists`]: what is looked at every week, month and quarter; [`notes`] what was
//!   typed into them.
//! - [`facts`]: the prices and models that a plan rests on, and all that are known.
//! - [`document`]: all of it as one tree, which the page shows; [`markdown`] writes it
//!   out as [`plain`] text with marks. [`sheet`] and [`export`] write inputs, figures,
//!   orders and findings as CSV and JSON, from the same [`entries`].

pub mod answers;
pub mod checklists;
pub mod comparison;
pub mod decisions;
pub mod document;
pub mod entries;
pub mod export;
pub mod facts;
pub mod markdown;
pub mod notes;
pub mod outline;
pub mod picture;
pub mod plain;
pub mod qr;
pub mod sheet;
pub mod solved;
pub mod summary;
mod verdict;

pub use crate::sheet::words::{Blank, Row, Span, Style, Tick};
pub use answers::{Answer, Basis, answers};
pub use outline::outline;
pub use verdict::verdict;

pub(crate) use crate::sheet::words::{
    bare, capital, cell, figure, figure_of, input_of, large, small, text, words,
};

use crate::engine::Plan;
use crate::quantity::format::{Parts, projected_parts, shown_parts};
use crate::quantity::{Missing, Unit};
use crate::scenario::Scenario;
use crate::sheet::words as tree;
use crate::workloads::money::tiers::NO_PRICE;

/// What is said of a plan.
pub type Document = tree::Document<Plan>;
/// A section of it.
pub type Section = tree::Section<Plan>;
/// What of a section is asked for later.
pub type Fold = tree::Fold<Plan>;
/// A part of a section.
pub type Node = tree::Node<Plan>;
/// Text for a machine that a plan gives.
pub type CodeOf = tree::CodeOf<Plan>;
/// A file that a plan gives.
pub type FileOf = tree::FileOf<Plan>;

/// A figure as it is read in text and tables: of months to come money stands to three figures.
pub fn parts(id: &str, value: f64, unit: Unit) -> Parts {
    let last = id.rsplit('.').next();
    let month = last.and_then(|last| last.parse::<u16>().ok());
    match month {
        None | Some(0) => shown_parts(value, unit),
        Some(_) => projected_parts(value, unit),
    }
}

/// What a figure is called: as it is compared, else as its formula, behind the row that it is
/// of.
pub fn figure_label(scenario: &Scenario, plan: &Plan, id: &str) -> String {
    if let Some((_, label)) = comparison::labels().find(|(other, _)| *other == id) {
        return label.to_owned();
    }
    match plan.cells.place(id) {
        Some(at) => entries::figure(scenario, plan, at).label,
        None => id.to_owned(),
    }
}

/// What stands in the place of a figure that there is none of.
pub fn absent_word(absent: Option<Missing>) -> &'static str {
    if absent == Some(NO_PRICE) {
        "no price"
    } else {
        "not known"
    }
}
