//! Facts that no scenario states: what is known, from where, and as of when?
//!
//! - [`sources`]: the documents that figures and methods come from.
//! - [`constants`]: the named constants of formulas.
//! - [`instances`]: the machines that a node can be, with their prices.
//! - [`services`]: list prices of the managed services around a cluster.
//! - [`size_classes`]: the size of a web stack by concurrent users.

pub mod constants;
pub mod instances;
pub mod services;
pub mod size_classes;
pub mod sources;
pub mod training;
