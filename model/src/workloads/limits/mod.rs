//! How many users do external limits and pipelines take, what breaks first,
//! and what does the pipeline cost?
//!
//! - [`inputs`]: what is stated of stages, fixes, traffic and vendors.
//! - [`mod@formulas`]: what comes to a stage, how much it takes, how full it is.
//! - [`allowed`]: what each of its limits allows.
//! - [`mod@line`]: the line before it, and the wait.
//! - [`queue`]: chances to wait, and how long.
//! - [`stage`]: all that follows for one stage.
//! - [`traffic`]: how full the stages are in traffic that may come.
//! - [`worth`]: what a fix changes, and what that is worth.
//! - [`fixes`]: which fix comes next.
//! - [`vendors`]: what vendors charge in each phase.
//! - [`cost`]: what vendors and items cost, and when that pays.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`rules`]: what is wrong with it.
//! - [`charts`]: what is full first, and who waits, as pictures.
//! - [`words`]: the section on it; `words_money`: what fixes and vendors cost;
//!   `words_waiting`: what is to be built for those who wait.
//! - [`mod@answers`]: what it answers.
//! - `presets`: the chat coach.

pub mod allowed;
pub mod answers;
pub mod charts;
pub mod cost;
pub mod fixes;
pub mod formulas;
pub mod inputs;
pub mod line;
mod load;
pub mod plan;
pub(crate) mod presets;
pub mod queue;
pub mod rules;
pub mod stage;
pub mod traffic;
pub mod vendors;
pub mod words;
mod words_money;
mod words_waiting;
pub mod worth;

pub use plan::{Limits, plan, stages};

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::preset::Preset;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "limits" "08"
    add, rules::review, answers::answers, sections;
    formulas, line, plan, traffic, worth, vendors, cost
}

crate::later::far! {
    "limits" "08" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[Section {
            id: "flow",
            label: "Limits and pipeline",
            fields: inputs::fields::ALL,
        }],
        tables: &[
            &inputs::stage::TABLE,
            &inputs::vendor::TABLE,
            &inputs::traffic::TABLE,
            &inputs::fix::TABLE,
        ],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[("limits", "flow.workload")],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "limits",
    says: &["limits"],
    is_awaited: true,
    needs: &["demand"],
    is_on: |it| it.flow.workload == Switch::On,
    inputs: stated,
    first_words: &["flow", "stage", "vendor", "traffic", "fix", "limits"],
    presets: PRESETS,
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = &plan.demand else { return };
    plan.limits = Some(plan::plan(sheet, demand));
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    words::section(scenario, plan).into_iter().collect()
}

/// What one can start from.
pub static PRESETS: &[Preset] = &[Preset {
    id: "coach-1",
    label: "Chat coach on API limits",
    question: "Which limit stops us first?",
    sentence: "A small team's chat on API limits with a slow transcription: how many users it can take, what \
         breaks first, and when it pays.",
    make: coach_1,
}];

crate::later::far! {
    "limits" "08" "10"
    fn coach_1() -> Scenario = presets::coach_1;
}
