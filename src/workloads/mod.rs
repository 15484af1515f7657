//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`pools`]: what there is now, and when more of it must be ordered.
//! - [`web`]: the web stack that serves them.

pub mod demand;
pub mod pools;
pub mod web;
