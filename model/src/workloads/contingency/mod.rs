//! When GPUs cannot be had: what is served by which fallback, what is lost, and what does
//! it cost to be ready for that?
//!
//! - [`inputs`]: for how long, and what takes over.
//! - [`mod@shortage`]: what is asked for and served, stage by stage.
//! - [`mod@fallback`]: size, price and effect of a fallback.
//! - [`mod@plan`]: the fallbacks; [`stages`]: the shortage, from top to bottom.
//! - [`rules`], [`words`]: what is wrong with it, and how it reads.

pub mod fallback;
pub mod inputs;
pub mod plan;
pub mod rules;
pub mod shortage;
pub mod stages;
pub mod words;

pub use plan::{Contingency, plan};

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "contingency" "0d"
    add, rules::review, super::unanswered, sections;
    shortage::whole_of_it, shortage::stage, shortage::served, fallback::size, fallback::effect, fallback::money
}

crate::later::far! {
    "contingency" "0d" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "contingency",
            label: "When GPUs cannot be had",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::fallback::TABLE],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "contingency",
    says: &["contingency"],
    is_awaited: true,
    needs: &["demand", "inference", "money"],
    is_on: |it| {
        let is_said = it.contingency.days.is_some() || !it.fallbacks.is_empty();
        it.inference.workload == Switch::On && is_said
    },
    inputs: stated,
    first_words: &["contingency", "fallback"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = plan.demand else { return };
    plan.contingency = plan::plan(sheet, &demand, plan);
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}
