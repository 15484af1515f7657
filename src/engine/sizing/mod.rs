//! How many pods, nodes and machines does the demand need?
//!
//! - [`training`]: GPU time, cost and memory of training.
//! - [`data`]: workers, consumers and storage of data processing.
//! - [`inference`]: GPUs for the models.

pub mod data;
pub mod inference;
pub mod training;

/// Every formula of this part.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    inference::entries()
}
