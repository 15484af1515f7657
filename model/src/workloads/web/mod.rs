//! Which web stack serves the demand, how far does it reach, and what does it cost?
//!
//! - [`mod@formulas`]: pods, nodes and database.
//! - [`class`]: what the size class of a web stack says.
//! - [`allocatable`]: what a node offers to pods, by cloud.
//! - [`packing`]: how many nodes hold the pods, each pod whole.
//! - [`reach`]: how many users the sized stack could carry at its most.
//! - [`bill`]: what it costs a month.
//! - `answers`: what it answers to the questions that come first.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`inputs`], [`price`]: what is stated of it, and list prices.
//! - [`rules`], [`charts`], [`words`]: what is wrong, what is drawn and said.

pub mod allocatable;
mod answers;
pub mod bill;
pub mod charts;
pub mod class;
pub mod formulas;
pub mod inputs;
pub mod packing;
pub mod plan;
pub mod price;
pub mod reach;
pub mod rules;
pub mod words;

pub use plan::{Web, plan, sized};

use super::{Code, Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::review::Finding;
use crate::scenario::preset::Preset;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::{Formula, Sheet, Working};

const CODE: Code = Code {
    plan: add,
    review: reviewed,
    answers: answers::answers,
    formulas,
    working: explained,
    sections: in_details,
};

crate::later::far! {
    "details" "0105"
    fn in_details(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> = sections;
    "details" "010d"
    fn explained() -> Vec<Working> = working;
    "details" "0111"
    fn reviewed(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) = rules::review;
}

fn stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[
            Section {
                id: "web",
                label: "Web stack",
                fields: inputs::fields::ALL,
            },
            Section {
                id: "price",
                label: "Prices",
                fields: price::fields::ALL,
            },
        ],
        tables: &[],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[("web", "web.workload")],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "web",
    says: &["sizing", "cost"],
    is_awaited: true,
    needs: &["demand"],
    is_on: |it| it.web.workload == Switch::On,
    inputs: stated,
    // Never asked for: what is stated of it is in the first view.
    first_words: &[],
    presets: PRESETS,
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = &plan.demand else { return };
    let web = plan::plan(sheet, demand);
    plan.web_bill = Some(bill::plan(sheet, demand, &web));
    plan.web = Some(web);
}

fn formulas() -> Vec<&'static Formula> {
    let mut all = [
        formulas::FORMULAS,
        class::FORMULAS,
        packing::FORMULAS,
        reach::FORMULAS,
        bill::FORMULAS,
    ]
    .concat();
    all.extend(allocatable::FORMULAS_OF_ALL.concat());
    all
}

fn working() -> Vec<Working> {
    let mut all = [
        formulas::WORKING,
        class::WORKING,
        packing::WORKING,
        reach::WORKING,
        bill::WORKING,
    ]
    .concat();
    all.extend(allocatable::WORKING_OF_ALL.concat());
    all
}

fn sections(_: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    match plan.web {
        Some(_) => vec![words::sizing(), words::cost(plan)],
        None => Vec::new(),
    }
}

/// What one can start from.
pub static PRESETS: &[Preset] = &[Preset {
    id: "chat-1",
    label: "LLM chat application",
    question: "What does our application take?",
    sentence: "A chat application on Kubernetes, sized from its concurrent users.",
    make: crate::scenario::chat_1,
}];
