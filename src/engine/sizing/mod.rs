//! How many pods, nodes and machines does the demand need?
//!
//! - [`class`]: what the size class of a web stack says.
//! - [`web`]: pods, nodes and database of a web stack.
//! - [`reach`]: how many users the sized stack could carry at its most.
//! - [`training`]: GPU time, cost and memory of training.
//! - [`data`]: workers, consumers and storage of data processing.
//! - [`inference`]: GPUs for the models.
//! - [`allocatable`]: what a node offers to pods, by cloud.

pub mod allocatable;
pub mod class;
pub mod data;
pub mod inference;
pub mod reach;
pub mod training;
pub mod web;

/// Every formula of this part.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = class::entries();
    all.extend(web::entries());
    all.extend(reach::entries());
    all.extend(allocatable::entries());
    all.extend(inference::entries());
    all
}
