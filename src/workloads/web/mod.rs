//! Which web stack serves the demand, how far does it reach, and what does it cost?
//!
//! - [`formulas`]: pods, nodes and database.
//! - [`class`]: what the size class of a web stack says.
//! - [`allocatable`]: what a node offers to pods, by cloud.
//! - [`reach`]: how many users the sized stack could carry at its most.
//! - [`bill`]: what it costs a month.
//! - [`mod@plan`]: all of it in the order of thought.

pub mod allocatable;
pub mod bill;
pub mod class;
pub mod formulas;
pub mod plan;
pub mod reach;

pub use plan::{Web, plan};
