//! Which pools are there, how full are they, when is each full, and what must
//! be ordered by when?
//!
//! - [`thresholds`]: zones, triggers, the decision tree, alerts.
//! - [`mod@pool`]: a pool as it is now, and when growth fills it.
//! - [`ahead`]: what it needs month by month, what to add, what that costs.
//! - [`binding`]: which pool must be ordered first.
//! - [`checked`]: the projection beside the workloads and what was measured.
//! - [`autoscaler`]: how many replicas Kubernetes would run, and [`hpa`] how it
//!   comes to that.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`inputs`], [`rules`], [`charts`], [`words`] with tables: what is stated, what is
//!   wrong, what is drawn and said; [`answers`] to the questions that come first.
//! - [`manifest`]: what Kubernetes needs to be told.
//! - [`promise`]: what is promised to users, and whether it is kept.

pub mod ahead;
pub mod answers;
pub mod autoscaler;
pub mod binding;
pub mod charts;
pub mod checked;
pub mod hpa;
pub mod inputs;
pub mod manifest;
pub mod plan;
pub mod pool;
pub mod promise;
pub mod rules;
mod tables;
pub mod thresholds;
pub mod words;

pub use plan::{Planned, Pools, plan};

use crate::sheet::Formula;

/// Every formula of the pools, part by part.
pub static FORMULAS_OF_ALL: &[&[&Formula]] = &[
    pool::FORMULAS,
    ahead::FORMULAS,
    binding::FORMULAS,
    checked::FORMULAS,
    autoscaler::FORMULAS,
];
