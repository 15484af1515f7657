//! At which load does latency pass what was promised? Between the measurements
//! around it, and by the law that was fitted to all of them.
//!
//! - [`mod@formulas`]: a straight line, the law, and what follows.
//! - [`mod@plan`]: both answers, and the one that is planned with.
//! - [`usl`]: the Universal Scalability Law; [`fit`] finds it by least squares.
//! - [`measured`]: which law measurements of latency show.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.
//! - [`import`], [`pasted`]: how pasted measurements are read, and what they say.

pub mod charts;
pub mod fit;
pub mod formulas;
pub mod import;
pub mod inputs;
pub mod measured;
pub mod pasted;
pub mod plan;
pub mod rules;
pub mod usl;
pub mod words;

pub use plan::plan;

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "latency" "06"
    add, rules::review, super::unanswered, sections;
    formulas
}

crate::later::far! {
    "latency" "06" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "slo",
            label: "Latency",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::sample::TABLE],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// Whether any latency is measured, or a law stated that was fitted to it.
pub fn is_measured(scenario: &Scenario) -> bool {
    !scenario.samples.is_empty() || scenario.slo.latency_of_one.is_some()
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "latency",
    says: &["latency"],
    is_awaited: true,
    needs: &[],
    is_on: is_measured,
    inputs: stated,
    first_words: &["slo", "sample"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, _: &mut Plan) {
    plan::plan(sheet);
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}
