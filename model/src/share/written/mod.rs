//! What does a link say that a person wrote: `#?preset=chat-1&customers=5000`?
//!
//! Keys are field ids or their short names, values what the fields on the page
//! take, and `preset`, `name`, `seed` and `embed` come beside them. `auto`
//! leaves an input to follow from others. Whatever is not understood is kept,
//! with a sentence that helps, and the rest is planned.
//!
//! `tier=free,pro` lists the rows of a table in their order: those that the
//! preset has stay, others are new. `tier.pro.price=99` states a cell, and
//! `tier.pro.name=Pro` what the row is called.
//!
//! An input that means a row of another table takes its key, as in
//! `fix.queue.stage=transcriber`, or `stage.auto` and `stage.3` where the key
//! alone says something else. A number means the row that stands there in what
//! the link ends up with: so links had it before there were keys. `-` is a row
//! that is gone.
//!
//! A rung of the demand ladder that a link states takes the preset's rungs
//! away; of several the last leads.

mod part;
mod reading;
mod writing;

pub(super) use reading::read;
pub use writing::write;

use crate::quantity::parse::Note;
use crate::scenario::Place;

/// An input that a written link states.
#[derive(Clone, PartialEq, Debug)]
pub struct Understood {
    /// As written.
    pub key: String,
    /// What it states: an input, the rows of a table, or the name of a row.
    pub place: Place,
    /// The value as written.
    pub text: String,
    /// What a reader should look at again.
    pub note: Option<Note>,
}

/// A part of a written link that states nothing that can be planned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotUnderstood {
    /// As written; any text of any length.
    pub key: String,
    /// As written; any text of any length.
    pub value: String,
    /// Why not, and what would be understood.
    pub sentence: String,
}

/// What to show around a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// The whole page.
    Page,
    /// What fits into another site's page.
    Embed,
}

/// The word for an input that is left to follow from others.
const UNSET: &str = "auto";
