//! The plan as a document: what does it say, in which order? Text and figures
//! as data, so that page, print and export say the same.
//!
//! - [`mod@answers`]: the four questions that come before everything else.
//! - [`mod@outline`]: the sections behind them.
//! - [`growth`]: the section on growth.
//! - [`manifest`]: the autoscaler for Kubernetes.
//! - [`money`]: the section on cost and tiers, and what it will cost.
//! - [`qr`]: an address as squares.
//! - [`short`]: the section on budget and being short of capacity.
//! - [`when`]: when to scale, by growth.
//! - [`calendar`]: the dates of its months.
//! - [`loads`]: what pasted measurements of latency say.
//! - [`checklists`]: what is looked at every week, month and quarter.
//! - [`document`]: all of it as text; [`markdown`], [`sheet`] and [`export`]
//!   write it out as Markdown, CSV and JSON.

pub mod answers;
pub mod checklists;
pub mod document;
pub mod export;
pub mod markdown;
pub mod outline;
pub mod qr;
pub mod sheet;

pub use crate::workloads::growth::{calendar, due_dates as when, words as growth};
pub use crate::workloads::inference::words as inference;
pub use crate::workloads::latency::pasted as loads;
pub use crate::workloads::money::words as money;
pub use crate::workloads::money::words::short;
pub use crate::workloads::pools::manifest;
pub use answers::{Answer, Asked, answers};
pub use outline::{Block, Row, Section, outline};

use crate::quantity::Absent;
use crate::workloads::money::tiers::NO_PRICE;
use std::borrow::Cow;

/// A piece of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words.
    Text(Cow<'static, str>),
    /// A figure, by its id in the plan.
    Figure(Cow<'static, str>, Look),
}

/// How a figure stands in a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// With its unit.
    Plain,
    /// In a table, with its unit; a change is not marked.
    Cell,
    /// In a table whose heads or caption give the unit, so without it.
    Count,
    /// Without its unit, which the words give.
    Bare,
    /// Large, as an answer, without its unit.
    Large,
}

/// What stands in the place of a figure that there is none of.
pub fn absent_word(absent: Option<Absent>) -> &'static str {
    if absent == Some(NO_PRICE) {
        "no price"
    } else {
        "not known"
    }
}

pub(crate) fn text(words: &'static str) -> Piece {
    Piece::Text(Cow::Borrowed(words))
}

pub(crate) const fn figure(id: &'static str) -> Piece {
    Piece::Figure(Cow::Borrowed(id), Look::Plain)
}

pub(crate) const fn cell(id: &'static str) -> Piece {
    Piece::Figure(Cow::Borrowed(id), Look::Cell)
}

pub(crate) const fn bare(id: &'static str) -> Piece {
    Piece::Figure(Cow::Borrowed(id), Look::Bare)
}

pub(crate) const fn large(id: &'static str) -> Piece {
    Piece::Figure(Cow::Borrowed(id), Look::Large)
}

/// A figure whose id is put together, as those by month are.
pub(crate) fn figure_of(id: &[&str], look: Look) -> Piece {
    Piece::Figure(id.concat().into(), look)
}

pub(crate) fn words(parts: &[&str]) -> Piece {
    Piece::Text(parts.concat().into())
}
