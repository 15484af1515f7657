//! How many workers does a batch take, how many consumers a stream, and when is
//! storage full?
//!
//! - [`formulas`]: batches, streams and storage.
//! - [`mod@plan`]: one after the other.

pub mod formulas;
pub mod plan;

pub use plan::plan;
