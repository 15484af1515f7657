//! How many customers will there be, month by month, and what do so many need?
//!
//! - [`mod@formulas`]: customers after so many months, and months until so many, by shape.
//! - [`shape`]: growth by shares, by numbers, towards a ceiling, or as stated.
//! - [`own`]: growth by a table of one's own figures.
//! - [`milestones`]: what so many customers need, by the table of sizes.
//! - [`timeline`]: demand of every month and case, with seasons and events.
//! - [`mod@dated`]: the plan of a scenario that changes along its months.
//! - [`reach`]: when demand comes to what fills something.
//! - [`plan`]: from the shape to customers, dates, needs and peaks.
//! - [`fit`]: what growth and what scaling a history shows.
//! - [`student`]: how far an estimate from few points reaches.
//! - [`history`]: what a pasted history says, line by line, and what it would state.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.
//! - [`due_dates`]: when to scale; [`calendar`]: the dates of its months.
//! - [`mod@projection`]: the months as CSV, to calculate with.

pub mod calendar;
pub mod charts;
pub mod dated;
pub mod due_dates;
pub mod fit;
pub mod formulas;
pub mod history;
pub mod inputs;
pub mod milestones;
pub mod own;
pub mod plan;
pub mod projection;
pub mod reach;
pub mod rules;
pub mod shape;
pub mod student;
pub mod timeline;
pub mod words;

pub use plan::Growth;
pub use shape::Since;

use super::{Inputs, Loaded, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::{Answer, Basis, Section as Said};
use crate::review::Finding;
use crate::scenario::dated::Later;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "growth" "02"
    add, review, answers, sections;
    plan, formulas, own, milestones, timeline, reach
}

crate::later::far! {
    "growth" "02" "07"
    fn stated() -> &'static Inputs = what_is_stated;
    "details" "02" "08"
    /// What a scenario becomes along its months.
    pub fn later(scenario: &Scenario) -> Vec<Later> = dated::later;
    "details" "02" "09"
    /// What follows from a scenario that changes along its months.
    pub fn along(scenario: &Scenario, loaded: Loaded, later: Vec<Later>) -> Plan = dated::plan;
    "details" "02" "0a"
    /// The scenario as its plan starts, where changes are due by then.
    pub fn at_start(scenario: &Scenario) -> Option<Scenario> = dated::at_start;
    "details" "02" "0b"
    fn review_dated(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) = rules::dated::review;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[Section {
            id: "growth",
            label: "Growth",
            fields: inputs::fields::ALL,
        }],
        tables: &[
            &inputs::event::TABLE,
            &inputs::own::TABLE,
            &inputs::milestone::TABLE,
            &inputs::change::TABLE,
            &inputs::dated::TABLE,
        ],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[("growth", "growth.rate")],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "growth",
    says: &["growth"],
    is_awaited: true,
    needs: &["demand"],
    is_on: |it| it.growth.is_planned(),
    inputs: stated,
    first_words: &["growth", "event", "own", "milestone", "change", "dated"],
    presets: &[],
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = &plan.demand else { return };
    plan.growth = Some(plan::plan(sheet, demand, plan.since));
}

fn answers(basis: &Basis) -> [Option<Answer>; 4] {
    let Basis {
        scenario,
        plan,
        today,
        ..
    } = *basis;
    let growth = plan.growth.as_ref();
    let scale = growth.map(|growth| due_dates::scale(scenario, growth, today));
    [None, scale, None, None]
}

fn sections(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> {
    words::section(scenario, plan, today).into_iter().collect()
}

fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    rules::review(scenario, plan, findings);
    rules::changes::review(scenario, plan, findings);
    if !scenario.dated.is_empty() {
        review_dated(scenario, plan, findings);
    }
}
