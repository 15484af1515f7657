//! What can run out, with how much more demand and when, and what must be ordered by
//! when? Where all workloads meet.
//!
//! - [`mod@formulas`]: how full a resource is, how much more fits, when it is too little.
//! - [`gpus`]: what inference and training take of GPUs that they share.
//! - [`needs`]: what each workload takes of what there is.
//! - [`mod@plan`]: room and dates of every resource.
//! - [`mod@changed`]: resources where what is stated changes along the months.
//! - [`first`]: which of them comes first.
//! - [`orders`]: the order calendar.
//! - [`rented`]: what is rented for the hours of an event.
//! - [`mod@meetings`]: what only checklists ask for.
//! - [`answers`], [`mod@verdict`], [`mod@runway`], [`charts`], [`words`], [`files`]: what is
//!   answered, shown, drawn and said of it, and what is taken away.

pub mod answers;
pub mod changed;
pub mod charts;
pub mod files;
pub mod first;
pub mod formulas;
pub mod gpus;
pub mod meetings;
pub mod needs;
pub mod orders;
pub mod plan;
pub mod rented;
pub mod runway;
mod verdict;
pub mod words;

pub use orders::{Order, What};
pub use plan::{Resource, Resources};
pub use runway::{Lane, Runway};

use super::money::{self, total_bill};
use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::report::{Basis, Section as Said, Span};
use crate::review::{Finding, Severity};
use crate::scenario::Scenario;
use crate::scenario::web::Switch;
use crate::sheet::{Cell, Sheet};

crate::later::code! {
    "resources" "0b"
    add, review, answers::answers, sections;
    formulas, first, orders, rented, changed, meetings
}

crate::later::far! {
    "resources" "0b" "0f"
    /// What a plan with resources comes to, in a sentence or two.
    pub(crate) fn verdict(basis: &Basis) -> Vec<Span> = verdict::verdict;
    "resources" "0b" "10"
    fn lanes(basis: &Basis) -> Option<Runway> = runway::runway;
    "details" "0b" "06"
    fn changed_along(sheet: Sheet, plan: &Plan, all: &mut Vec<Resource>) = changed::along;
    "details" "0b" "07"
    fn changed_at_order(
        sheet: Sheet, plan: &Plan, before: (&Resource, Cell), then: (usize, f64)
    ) -> [Cell; 2] = changed::at_order;
    "details" "0b" "08"
    /// What only checklists ask for, once everything else has been worked out.
    pub(crate) fn for_meetings(sheet: Sheet, plan: &Plan) = meetings::plan;
}

/// Whether a plan has resources, which it only has where this part of the program is here.
pub(crate) fn are_there(plan: &Plan) -> bool {
    let resources = plan.resources.as_ref();
    resources.is_some_and(|resources| !resources.all.is_empty())
}

/// When each resource of a plan runs out, where its growth gives dates.
pub fn runway(basis: &Basis) -> Option<Runway> {
    are_there(basis.plan).then(|| lanes(basis)).flatten()
}

fn stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: None,
        sections: &[],
        tables: &[],
        groups: &[],
        unused: &[],
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "resources",
    says: &["resources"],
    is_awaited: true,
    needs: &[
        "demand",
        "web",
        "growth",
        "pools",
        "limits",
        "inference",
        "training",
        "data",
    ],
    is_on,
    inputs: stated,
    first_words: &[],
    presets: &[],
    code: CODE,
};

/// One workload alone that does not grow answers for itself.
pub fn is_on(scenario: &Scenario) -> bool {
    let on = |switch| usize::from(switch == Switch::On);
    let pools = on(scenario.fleet.workload);
    let others = on(scenario.web.workload)
        + on(scenario.inference.workload)
        + on(scenario.flow.workload)
        + on(scenario.data.workload);
    let paid = on(scenario.money.workload) + on(scenario.training.workload);
    pools + others > 0 && (scenario.growth.is_planned() || pools > 0 || others + paid > 1)
}

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = plan.demand else { return };
    plan.resources = Some(plan::plan(sheet, &demand, plan));
    // Where money is planned it makes the bill, with the platform's own.
    let money = money::WORKLOAD;
    if !plan.loaded.has(money.id) || !(money.is_on)(sheet.scenario) {
        plan.total_bill = total_bill::plan(sheet, &demand, plan, None);
    }
}

fn sections(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Said> {
    words::section(scenario, plan, today).into_iter().collect()
}

/// What must be more than it can be. What else is wrong the workloads say.
fn review(_: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(resources) = &plan.resources else {
        return;
    };
    for order in &resources.orders {
        let What::Most(at) = order.what else { continue };
        let resource = &resources.all[at];
        let number = |cell: Cell| cell.number().map_or_else(|_| String::new(), exact);
        let when = shown(order.arrives.or_zero(), Unit::Of("month"));
        let sentence = [
            &resource.name,
            " come to the most there can be, ",
            &number(resource.most),
            ", in ",
            &when,
            ". Ask for ",
            &number(order.there),
            " before that: so many are needed by the end of what is planned.",
        ];
        let number = order.number.to_string();
        let evidence = ["orders.", &number, ".there_then"].concat();
        let sentence = sentence.concat();
        let warning = Severity::Warning;
        findings.push(Finding::new(
            "resource_most",
            warning,
            sentence,
            &[&evidence],
        ));
    }
}
