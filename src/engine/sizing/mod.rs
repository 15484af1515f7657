//! How many pods, nodes and machines does the demand need?
//!
//! - [`allocatable`]: what a node offers to pods, by cloud.

pub mod allocatable;
