//! How much demand is there, on every rung of the ladder?
//!
//! - [`mod@formulas`]: each rung from its neighbors.
//! - [`mod@plan`]: from the rung that leads to all others.
//! - [`inputs`], [`rules`], [`words`]: what is stated, what is wrong, what is said.

pub mod formulas;
pub mod inputs;
pub mod plan;
pub mod rules;
pub mod words;

pub use plan::{Demand, plan};

use super::{Code, Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::review::Finding;
use crate::scenario::{Scenario, Section};
use crate::sheet::{Formula, Sheet, Working};

const CODE: Code = Code {
    plan: add,
    review: reviewed,
    answers: super::unanswered,
    formulas,
    working: explained,
    sections: in_details,
};

crate::later::far! {
    "details" "5b01"
    fn in_details(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> = sections;
    "details" "010c"
    fn explained() -> Vec<Working> = working;
    "details" "0112"
    fn reviewed(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) = rules::review;
}

fn stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "demand",
            label: "Demand",
            fields: inputs::fields::ALL,
        }],
        tables: &[],
        groups: inputs::GROUPS,
        unused: &[],
        short_names: &[
            ("customers", "demand.customers"),
            ("total_users", "demand.total_users"),
            ("concurrent_users", "demand.concurrent_users"),
            ("daily_active_users", "demand.daily_active_users"),
            ("sessions_per_hour", "demand.sessions_per_hour"),
            ("requests_per_day", "demand.requests_per_day"),
            ("average_rate", "demand.average_rate"),
            ("peak_rate", "demand.peak_rate"),
            ("active_ratio", "demand.active_ratio"),
            ("recompute_multiplier", "demand.recompute_multiplier"),
        ],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "demand",
    says: &["demand"],
    is_awaited: true,
    needs: &[],
    is_on: |_| true,
    inputs: stated,
    // Never asked for: what is stated of it is in the first view.
    first_words: &[],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    plan.demand = plan::plan(sheet, sheet.scenario.demand.anchor);
}

fn formulas() -> Vec<&'static Formula> {
    [formulas::FORMULAS].concat()
}

fn working() -> Vec<Working> {
    [formulas::WORKING].concat()
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    plan.demand
        .iter()
        .map(|_| words::section(scenario))
        .collect()
}
