//! Which pools are there, how full are they, when is each full, and what must
//! be ordered by when?
//!
//! - [`thresholds`]: zones, triggers, the decision tree, alerts.
//! - [`mod@pool`]: a pool as it is now, and when growth fills it.
//! - [`ahead`]: what it needs month by month, what to add, what that costs.
//! - [`sized`]: what the workloads need of it, now and at any demand.
//! - [`binding`]: which pool must be ordered first.
//! - [`checked`]: the projection beside the workloads.
//! - [`actuals`]: the plan beside what was measured since.
//! - [`autoscaler`]: how many replicas Kubernetes would run.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`inputs`], [`rules`], [`words`] with tables: what is stated, what is
//!   wrong, what is drawn and said.
//! - [`promise`]: what is promised to users, and whether it is kept.

pub mod actuals;
pub mod ahead;
pub mod autoscaler;
pub mod binding;
pub mod checked;
pub mod inputs;
pub mod plan;
pub mod pool;
pub mod promise;
pub mod rules;
pub mod sized;
mod tables;
pub mod thresholds;
pub mod words;

pub use plan::{Planned, Pools, plan};

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::review::Finding;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;
use crate::workloads::web::Web;
use autoscaler::Scaled;

crate::later::code! {
    "pools" "07"
    add, review, super::unanswered, sections;
    pool, ahead, binding, checked, sized, autoscaler, actuals
}

crate::later::far! {
    "details" "07" "08"
    /// How many replicas Kubernetes would run, which no answer asks.
    fn autoscaled(sheet: Sheet, web: Option<&Web>, all: &[Planned]) -> Scaled = autoscaler::plan;
}

crate::later::far! {
    "pools" "07" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[
            Section {
                id: "fleet",
                label: "Fleet",
                fields: inputs::fields::ALL,
            },
            Section {
                id: "promise",
                label: "Promises",
                fields: promise::fields::ALL,
            },
        ],
        tables: &[&inputs::pool::TABLE, &inputs::actual::TABLE],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "pools",
    says: &["resources"],
    is_awaited: true,
    needs: &["demand", "web", "growth", "inference", "training"],
    is_on: |it| it.fleet.workload == Switch::On,
    inputs: stated,
    first_words: &["fleet", "promise", "pool", "actual"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = &plan.demand else { return };
    let pools = plan::plan(sheet, demand, plan);
    plan.pools = Some(pools);
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}

fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    rules::review(scenario, plan, findings);
    promise::review(scenario, plan, findings);
}
