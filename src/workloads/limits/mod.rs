//! How many users do external limits and pipelines take, what breaks first,
//! and what does the pipeline cost?
//!
//! - [`inputs`]: what is stated of stages, fixes, traffic and vendors.
//! - [`formulas`]: what comes to a stage, how much it takes, how full it is.
//! - [`allowed`]: what each of its limits allows.
//! - [`mod@line`]: the line before it, and the wait.
//! - [`queue`]: chances to wait, and how long.
//! - [`stage`]: all that follows for one stage.
//! - [`traffic`]: how full the stages are in traffic that may come.
//! - [`worth`]: what a fix changes, and what that is worth.
//! - [`fixes`]: which fix comes next.
//! - [`vendors`]: what vendors charge in each phase.
//! - [`cost`]: what vendors and items cost, and when that pays.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`rules`]: what is wrong with it.
//! - [`charts`]: what is full first, and who waits, as pictures.
//! - [`words`]: the section on it; `words_money`: what fixes and vendors cost.
//! - [`answers`]: what it answers.
//! - [`alerts`]: alerts and budgets to set.
//! - `presets`: the chat coach.

pub mod alerts;
pub mod allowed;
pub mod answers;
pub mod charts;
pub mod cost;
pub mod fixes;
pub mod formulas;
pub mod inputs;
pub mod line;
mod load;
pub mod plan;
pub(crate) mod presets;
pub mod queue;
pub mod rules;
pub mod stage;
pub mod traffic;
pub mod vendors;
pub mod words;
mod words_money;
pub mod worth;

pub use plan::{Limits, plan, stages};
