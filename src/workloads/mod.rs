//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`money`]: what it costs, and what is left of what customers pay.
//! - [`web`]: the web stack that serves them.

pub mod demand;
pub mod money;
pub mod web;
