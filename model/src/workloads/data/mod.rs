//! How many workers does a batch take, how many consumers a stream, and when is
//! storage full?
//!
//! - [`mod@formulas`]: batches, streams and storage.
//! - [`plan`]: one after the other.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.

pub mod charts;
pub mod formulas;
pub mod inputs;
pub mod plan;
pub mod rules;
pub mod words;

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "data" "05"
    add, rules::review, super::unanswered, sections;
    formulas
}

crate::later::far! {
    "data" "05" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[Section {
            id: "data",
            label: "Data",
            fields: inputs::fields::ALL,
        }],
        tables: &[],
        groups: inputs::GROUPS,
        unused: &[],
        short_names: &[("data", "data.workload")],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "data",
    says: &["data"],
    is_awaited: true,
    needs: &[],
    is_on: |it| it.data.workload == Switch::On,
    inputs: stated,
    first_words: &["data"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    plan.storage = Some(plan::plan(sheet));
}

fn sections(_: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(plan).into_iter().collect()
}
