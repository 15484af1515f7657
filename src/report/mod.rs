//! The plan as a document: what does it say, in which order? Text and figures
//! as data, so that page, print and export say the same.
//!
//! - [`mod@answers`]: the four questions that come before everything else.
//!   [`asked`]: those of the workloads beside the web stack.
//! - [`mod@outline`]: the sections behind them.
//! - [`growth`]: the section on growth.
//! - [`fleet`]: the section on pools, and [`room`] what they answer.
//! - [`manifest`]: the autoscaler for Kubernetes.
//! - [`money`]: the section on cost and tiers, and what it will cost.
//! - [`qr`]: an address as squares.
//! - [`short`]: the section on budget and being short of capacity.
//! - [`when`]: when to scale, by growth.
//! - [`calendar`]: the dates of its months.
//! - [`fitted`]: what a pasted history says.
//! - [`loads`]: what pasted measurements of latency say.
//! - [`checklists`]: what is looked at every week, month and quarter.
//! - [`csv`]: the projection by month, to calculate with.
//! - [`document`]: all of it as one tree, which the page shows; [`markdown`] writes it
//!   out as [`plain`] text with marks. [`sheet`] and [`export`] write inputs, figures
//!   and findings as CSV and JSON.

pub mod answers;
mod asked;
pub mod calendar;
pub mod checklists;
pub mod csv;
pub mod document;
pub mod export;
pub mod fitted;
pub mod fleet;
pub mod growth;
pub mod manifest;
pub mod markdown;
pub mod outline;
pub mod plain;
pub mod qr;
pub mod room;
pub mod sheet;
pub mod when;

pub use crate::sheet::words::{Blank, Document, Node, Row, Section, Span, Style, Tick};
pub use crate::workloads::inference::words as inference;
pub use crate::workloads::latency::pasted as loads;
pub use crate::workloads::money::words as money;
pub use crate::workloads::money::words::short;
pub use answers::{Answer, answers};
pub use outline::outline;

pub(crate) use crate::sheet::words::{bare, cell, figure, figure_of, large, text, words};
// As long as the answers name them so.
pub(crate) use crate::sheet::words::Span as Piece;

use crate::quantity::Absent;
use crate::workloads::limits::{answers as flow_answers, words as flow};
use crate::workloads::money::tiers::NO_PRICE;

/// What stands in the place of a figure that there is none of.
pub fn absent_word(absent: Option<Absent>) -> &'static str {
    if absent == Some(NO_PRICE) {
        "no price"
    } else {
        "not known"
    }
}
