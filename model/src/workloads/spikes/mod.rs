//! Does the promise survive a spike?
//!
//! - [`autoscaler`]: how many replicas Kubernetes would run.
//! - [`load`]: how many requests come.
//! - [`pool`]: how a pool grows, and [`running`] how many of its pods are ready.
//! - [`backlog`]: how long they wait.
//! - [`plant`]: all of it, second by second; a run of it says how many waited for how
//!   long, [`recovery`] whether capacity comes back, and [`budget`] what is spent of the error
//!   budget.
//! - [`inputs`]: what is stated; [`looked`]: the pool that is looked at; [`mod@plan`]: each
//!   spike, and [`outcome`] what it comes to, by [`mod@formulas`].
//! - [`held`]: what would have held it; [`trials`]: how it is tried for real.
//! - [`words`], [`mod@charts`], [`rules`]: what is said, drawn and found wrong.

pub mod autoscaler;
pub mod backlog;
pub mod budget;
pub mod charts;
pub mod formulas;
pub mod held;
pub mod inputs;
mod late;
pub mod load;
pub mod looked;
pub mod outcome;
pub mod plan;
pub mod plant;
pub mod pool;
pub mod recovery;
pub mod rules;
pub mod running;
pub mod trials;
pub mod words;

pub use plan::Spikes;

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;
use std::sync::Arc;

crate::later::code! {
    "spikes" "0f"
    add, rules::review, super::unanswered, sections;
    formulas::pool, formulas::spike
}

crate::later::far! {
    "spikes" "0f" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "spike",
            label: "Spikes",
            fields: inputs::fields::ALL,
        }],
        tables: &[],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "spikes",
    says: &["spikes"],
    is_awaited: false,
    needs: &["demand", "web", "inference", "limits", "pools"],
    is_on: |_| true,
    inputs: stated,
    first_words: &["spike"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    plan.spikes = plan::plan(sheet, plan).map(Arc::new);
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}
