//! How much demand is there, on every rung of the ladder?
//!
//! - [`formulas`]: each rung from its neighbors.
//! - [`mod@plan`]: from the rung that leads to all others.
//! - [`inputs`], [`rules`], [`words`]: what is stated, what is wrong, what is said.

pub mod formulas;
pub mod inputs;
pub mod plan;
pub mod rules;
pub mod words;

pub use plan::{Demand, plan};
