//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`growth`]: how many of them there will be, and what so many need.
//! - [`pools`]: what there is now, and when more of it must be ordered.
//! - [`web`]: the web stack that serves them.

pub mod demand;
pub mod growth;
pub mod pools;
pub mod web;
