//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`inference`]: the GPUs that serve the models.
//! - [`web`]: the web stack that serves them.

pub mod demand;
pub mod inference;
pub mod web;
