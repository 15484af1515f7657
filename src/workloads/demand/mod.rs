//! How much demand is there, on every rung of the ladder?
//!
//! - [`formulas`]: each rung from its neighbors.
//! - [`mod@plan`]: from the rung that leads to all others.

pub mod formulas;
pub mod plan;

pub use plan::{Demand, plan};
