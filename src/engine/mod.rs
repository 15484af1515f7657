//! What follows from a scenario?
//!
//! - [`sizing`]: the pods, nodes and machines that the demand needs.

pub mod sizing;
