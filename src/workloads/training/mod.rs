//! How much GPU time does training take, what does it cost, and does a run fit?
//!
//! - [`formulas`]: GPU time and money of a month.
//! - [`mod@plan`]: scheduled runs, experiments and one-time events, then one run.
//! - [`run`]: how long one run takes.
//! - [`memory`]: what it keeps in the memory of each GPU.
//! - [`inputs`], [`rules`], [`words`]: what is stated, what is wrong, what is said.

pub mod formulas;
pub mod inputs;
pub mod memory;
pub mod plan;
pub mod rules;
pub mod run;
pub mod words;

pub use plan::plan;
