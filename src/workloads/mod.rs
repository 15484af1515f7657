//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`limits`]: external limits and pipelines, and what waits before them.
//! - [`web`]: the web stack that serves them.

pub mod demand;
pub mod limits;
pub mod web;
