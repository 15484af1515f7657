//! Which web stack serves the demand, how far does it reach, and what does it cost?
//!
//! - [`formulas`]: pods, nodes and database.
//! - [`class`]: what the size class of a web stack says.
//! - [`allocatable`]: what a node offers to pods, by cloud.
//! - [`reach`]: how many users the sized stack could carry at its most.
//! - [`bill`]: what it costs a month.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`inputs`], [`price`]: what is stated of it, and list prices.
//! - [`rules`], [`charts`], [`words`]: what is wrong, what is drawn and said.

pub mod allocatable;
pub mod bill;
pub mod charts;
pub mod class;
pub mod formulas;
pub mod inputs;
pub mod plan;
pub mod price;
pub mod reach;
pub mod rules;
pub mod words;

pub use plan::{Web, plan};
