//! What is wrong with the money of a plan? One file a family of rules.
//!
//! - [`business`]: tiers, bill, levers and reservations.
//! - [`budget`]: the bill against what may be spent.
//! - [`parts`]: whether everything is in the bill once.
//! - [`targets`]: whether the targets agree with each other.

pub(crate) mod budget;
pub(crate) mod business;
pub(crate) mod parts;
pub(crate) mod targets;
