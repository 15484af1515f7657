//! What load did a request log count, and is it the one that is planned for?
//!
//! - [`import`]: how the lines of a pasted log are read; [`moment`]: which hour one names.
//! - [`summary`]: what the hours of a log come to.
//! - [`pasted`]: what a pasted log says, what it states, and what can be planned with it.
//! - [`mod@formulas`], [`mod@plan`]: rates and ratios of it, in units of the plan.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.

pub mod charts;
pub mod formulas;
pub mod import;
pub mod inputs;
pub mod moment;
pub mod pasted;
pub mod plan;
pub mod rules;
pub mod summary;
pub mod words;

pub use plan::plan;

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "log" "0c"
    add, rules::review, super::unanswered, sections;
    formulas
}

crate::later::far! {
    "log" "0c" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "log",
            label: "Request log",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::hour::TABLE],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// Whether anything is stated of a log.
pub fn is_stated(scenario: &Scenario) -> bool {
    let log = &scenario.log;
    log.hours.is_some() || log.calls_counted.is_some() || !scenario.hours.is_empty()
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "log",
    says: &["log"],
    is_awaited: true,
    needs: &[],
    is_on: is_stated,
    inputs: stated,
    first_words: &["log", "hour"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, _: &mut Plan) {
    plan::plan(sheet);
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}
