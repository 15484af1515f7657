//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`web`]: the web stack that serves them.

pub mod demand;
pub mod web;
