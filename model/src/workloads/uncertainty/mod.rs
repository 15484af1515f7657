//! What do ranges make of a plan?
//!
//! - [`inputs`]: how sure one is, and what moves together.
//! - [`sequence`]: which number an input takes in a draw; [`normal`]: what that is in a bell
//!   curve; [`overlay`]: what is then stated.
//! - [`draws`]: the plan made again and again; [`chances`]: what these come to, [`odds`] how
//!   likely is what nobody wants, [`drivers`] which input matters.
//! - [`score`]: whether what was counted since lies within.
//! - [`words`], [`mod@charts`], [`rules`]: what is said, drawn and found wrong.

pub mod chances;
pub mod charts;
pub mod draws;
pub mod drivers;
pub mod inputs;
pub mod normal;
pub mod odds;
pub mod overlay;
pub mod rules;
pub mod score;
pub mod sequence;
pub mod words;

pub use chances::Chances;
pub use draws::Draws;

use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::Section as Said;
use crate::scenario::{Scenario, Section};
use crate::sheet::Sheet;

crate::later::code! {
    "uncertainty" "10"
    add, rules::review, super::unanswered, sections;
}

crate::later::far! {
    "uncertainty" "10" "07"
    fn stated() -> &'static Inputs = what_is_stated;
    "uncertainty" "10" "08"
    /// Whether any range counts in a scenario, or in one that it is compared with.
    pub fn is_drawn(scenario: &Scenario) -> bool = counts;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[Section {
            id: "uncertainty",
            label: "How sure you are",
            fields: inputs::fields::ALL,
        }],
        tables: &[&inputs::together::TABLE],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "uncertainty",
    says: &["ranges"],
    is_awaited: false,
    needs: &[],
    is_on: |it| !it.ranges.is_empty(),
    inputs: stated,
    first_words: &["uncertainty", "together"],
    presets: &[],
    code: CODE,
};

/// It has no figures of its own: those of the others are drawn.
fn add(_: Sheet, _: &mut Plan) {}

fn sections(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> {
    words::section(scenario, plan, today).into_iter().collect()
}

fn counts(scenario: &Scenario) -> bool {
    let mut all = scenario.compared().into_iter();
    all.any(|it| !overlay::drawn(it).is_empty())
}
