//! How much GPU time does training take, what does it cost, and does a run fit?
//!
//! - [`mod@formulas`]: GPU time and money of a month.
//! - [`plan`]: scheduled runs, experiments and one-time events, then one run.
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

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "training" "04"
    add, rules::review, super::unanswered, sections;
    formulas, run, memory
}

crate::later::far! {
    "training" "04" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[Section {
            id: "training",
            label: "Training",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::run::TABLE, &inputs::once::TABLE],
        groups: inputs::GROUPS,
        unused: &[],
        short_names: &[("training", "training.workload")],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "training",
    says: &["training"],
    is_awaited: true,
    needs: &[],
    is_on: |it| it.training.workload == Switch::On,
    inputs: stated,
    first_words: &["training", "run", "once"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    plan.training = Some(plan::plan(sheet));
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}
