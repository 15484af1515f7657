//! What does the system cost, and what is left of what customers pay?
//!
//! - [`inputs`]: what is stated of it.
//! - [`tiers`]: what each tier of customers brings in, costs and uses.
//! - [`bill`]: the bill by component, now and by month.
//! - [`levers`]: what each lever saves, one after another.
//! - [`commitment`]: how much to reserve, leave on demand and run on spot.
//! - [`strategy`]: the bill at later months under each strategy.
//! - [`worth`]: what a customer is worth, and the way to the target margin.
//! - [`budget`]: the bill against what may be spent.
//! - [`short`]: what an outage costs against the spare that prevents it.
//! - [`mod@plan`]: the whole of a business, in the order of thought.
//! - [`rules`], [`charts`], [`words`]: what is wrong with it, how it looks and reads.
//! - [`presets`]: a platform to start from.

pub mod bill;
pub mod budget;
pub mod charts;
pub mod commitment;
pub mod inputs;
pub mod levers;
pub mod plan;
pub mod presets;
pub mod rules;
pub mod short;
pub mod strategy;
pub mod tiers;
pub mod words;
pub mod worth;

pub use plan::{Money, NO_GROWTH, plan};

use crate::sheet::Formula;

/// Every formula of the money, for tests and for documentation.
pub static FORMULAS_OF_ALL: &[&[&Formula]] = &[
    tiers::tier::FORMULAS,
    tiers::mix::FORMULAS,
    bill::component::FORMULAS,
    bill::total::FORMULAS,
    levers::lever::FORMULAS,
    levers::left::FORMULAS,
    commitment::level::FORMULAS,
    commitment::cost::FORMULAS,
    strategy::FORMULAS,
    worth::customer::FORMULAS,
    worth::target::FORMULAS,
    budget::FORMULAS,
    short::loss::FORMULAS,
    short::spare::FORMULAS,
];
