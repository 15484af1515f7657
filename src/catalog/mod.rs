//! Facts that no scenario states: what is known, from where, and as of when?
//!
//! - [`sources`]: the documents that figures and methods come from.
//! - [`constants`]: the named constants of formulas.

pub mod constants;
pub mod sources;
