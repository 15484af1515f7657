//! What do the machines need to be told: the autoscaler, the cluster, the monitoring?
//!
//! Nothing of it is planned: it is said of what is.
//!
//! - [`manifest`]: autoscalers and pods for Kubernetes, [`keda`] the same for KEDA; [`nodes`]: how far the cluster may grow.
//! - [`watched`]: the alerts to set, with those of the pipeline in [`stages`]; [`metrics`]:
//!   what they watch; [`prometheus`]: the same as alerting rules.
//! - [`inputs`]: thresholds and names of metrics.
//! - [`rules`]: whether what is told holds for the months that are planned.
//! - [`words`]: the section, and what is taken away.

pub mod inputs;
pub mod keda;
pub mod manifest;
pub mod metrics;
pub mod nodes;
pub mod prometheus;
pub mod rules;
mod stages;
pub mod watched;
pub mod words;
mod yaml;

use super::{Code, Inputs, Workload, unanswered};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::review::Finding;
use crate::scenario::{Scenario, Section};
use crate::sheet::{Sheet, Working};

const CODE: Code = Code {
    plan: add,
    review: reviewed,
    answers: unanswered,
    formulas: Vec::new,
    working: explained,
    sections: in_details,
};

crate::later::far! {
    "operations" "0e" "01"
    fn stated() -> &'static Inputs = what_is_stated;
    "details" "0e" "02"
    fn reviewed(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) = rules::review;
    "details" "0e" "05"
    fn in_details(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> = sections;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "alert",
            label: "Alerts",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::metric::TABLE],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "operations",
    says: &["operations"],
    is_awaited: true,
    needs: &[],
    is_on: |_| false,
    inputs: stated,
    first_words: &["alert", "metric"],
    presets: &[],
    code: CODE,
};

fn add(_: Sheet, _: &mut Plan) {}

fn explained() -> Vec<Working> {
    Vec::new()
}

fn sections(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> {
    words::sections(scenario, plan, today)
}
