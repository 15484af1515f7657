//! How many pods, nodes and machines does the demand need?
//!
//! - [`training`]: GPU time, cost and memory of training.
//! - [`data`]: workers, consumers and storage of data processing.

pub mod data;
pub mod training;
