//! What is planned: one folder a workload.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`web`]: the web stack that serves them.
//! - [`training`]: GPU time, cost and memory of training.
//! - [`data`]: workers, consumers and storage of data processing.
//! - [`latency`]: the load at which latency passes its target.

pub mod data;
pub mod demand;
pub mod latency;
pub mod training;
pub mod web;
