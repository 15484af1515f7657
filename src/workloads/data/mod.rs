//! How many workers does a batch take, how many consumers a stream, and when is
//! storage full?
//!
//! - [`formulas`]: batches, streams and storage.
//! - [`mod@plan`]: one after the other.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.

pub mod charts;
pub mod formulas;
pub mod inputs;
pub mod plan;
pub mod rules;
pub mod words;

pub use plan::plan;
