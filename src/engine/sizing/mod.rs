//! How many pods, nodes and machines does the demand need?
//!
//! - [`inference`]: GPUs for the models.

pub mod inference;

/// Every formula of this part.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    inference::entries()
}
