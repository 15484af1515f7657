//! What does the system cost, and what is left of what customers pay?
//!
//! - [`inputs`]: what is stated of it.
//! - [`tiers`]: what each tier of customers brings in, costs and uses.
//! - [`bill`]: the bill by component, now and by month.
//! - [`by_orders`]: the bill where it goes on by what is ordered.
//! - [`gpu_hours`]: whether GPUs give the time that tiers use.
//! - [`levers`]: what each lever saves, one after another.
//! - [`commitment`]: how much to reserve, leave on demand and run on spot.
//! - [`strategy`]: the bill at later months under each strategy; [`larger`]: what larger
//!   instances save.
//! - [`total_bill`]: what everything that is planned costs together.
//! - [`charges`]: what that pays for, kind by kind.
//! - [`worth`]: what a customer is worth, and the way to the target margin.
//! - [`budget`]: the bill against what may be spent.
//! - [`outage`]: what an outage costs against the spare that prevents it.
//! - [`mod@plan`]: the whole of a business, in the order of thought.
//! - [`rules`], [`charts`], [`words`]: what is wrong with it, how it looks and reads.
//! - [`presets`]: a platform to start from.

pub mod bill;
pub mod budget;
pub mod by_orders;
pub mod charges;
pub mod charts;
pub mod commitment;
pub mod gpu_hours;
pub mod inputs;
pub mod larger;
pub mod levers;
pub mod outage;
pub mod plan;
pub mod presets;
pub mod rules;
pub mod savings;
pub mod strategy;
pub mod tiers;
pub mod total_bill;
pub mod words;
pub mod worth;

pub use plan::{Money, NO_GROWTH, plan};
pub use total_bill::TotalBill;

use super::inference::Inference;
use super::{Inputs, Workload};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::{Answer, Basis, Node, Section as Said};
use crate::review::Finding;
use crate::scenario::preset::Preset;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Section};
use crate::sheet::{Case, Cell, Sheet};

crate::later::code! {
    "money" "03"
    add, review, answers, sections;
    tiers::tier, tiers::mix, bill::component, bill::total, levers::lever, levers::left, commitment::level,
    commitment::cost, strategy, larger, worth::customer, worth::target, budget, total_bill, charges, by_orders,
    gpu_hours,
    outage::loss, outage::spare
}

crate::later::far! {
    "details" "03" "11"
    /// What answers do without.
    fn further(sheet: Sheet, plan: &Plan, money: &Money, gpu_time: Cell) = plan::what_follows;
}

crate::later::far! {
    "money" "03" "07"
    fn stated() -> &'static Inputs = what_is_stated;
}

fn what_is_stated() -> &'static Inputs {
    static INPUTS: Inputs = Inputs {
        switch: Some(&inputs::fields::workload),
        sections: &[Section {
            id: "money",
            label: "Money",
            fields: inputs::fields::ALL,
        }],
        tables: &[
            &inputs::tier::TABLE,
            &inputs::bill::TABLE,
            &inputs::lever::TABLE,
        ],
        groups: inputs::GROUPS,
        unused: inputs::UNUSED,
        short_names: &[],
    };
    &INPUTS
}

/// What is known of it.
pub(super) const WORKLOAD: Workload = Workload {
    id: "money",
    says: &["money", "short"],
    is_awaited: true,
    needs: &[
        "demand",
        "web",
        "growth",
        "inference",
        "limits",
        "training",
        "pools",
        "resources",
    ],
    is_on: |it| {
        let loss = [
            it.money.budget,
            it.money.short_hours,
            it.money.short_lost,
            it.money.short_lost_per_hour,
        ];
        it.money.workload == Switch::On || loss.iter().any(Option::is_some)
    },
    inputs: stated,
    first_words: &["money", "tier", "bill", "lever"],
    presets: PRESETS,
    code: CODE,
};

fn add(sheet: Sheet, plan: &mut Plan) {
    let Some(demand) = plan.demand else { return };
    if sheet.scenario.money.workload == Switch::On {
        let growth = plan.growth.as_ref();
        let customers =
            Case::ALL.map(|case| growth.map_or(&[][..], |growth| growth.customers(case)));
        let of_now = growth.and_then(|growth| growth.needs.first());
        let milestone_cost = of_now.map_or(Cell::missing(NO_GROWTH), |needs| needs.cost);
        let customers = customers.map(<[Cell]>::to_vec);
        let by_case = customers.each_ref().map(Vec::as_slice);
        let money = plan::plan(sheet, &demand, by_case, (milestone_cost, plan));
        plan.money = Some(money);
    }
    if plan.total_bill.is_none() {
        plan.total_bill = total_bill::plan(sheet, &demand, plan, None);
    }
    budget::plan(sheet, plan.total_bill.as_ref().map(|bill| bill.now));
    plan.lost_per_hour = outage::plan(sheet, plan.inference.as_ref().and_then(Inference::lacking));
}

fn answers(basis: &Basis) -> [Option<Answer>; 4] {
    let lever = || words::lever(basis.scenario, basis.plan, basis.findings);
    [None, None, words::cost(basis.plan), lever()]
}

fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Said> {
    let outage = words::outage::section(plan);
    match (words::section(scenario, plan), outage) {
        (Some(money), Some(outage)) => {
            let said = core::iter::once(Node::Text(outage.conclusion));
            vec![money.folding(outage.heading, said.chain(outage.nodes))]
        }
        (money, outage) => money.into_iter().chain(outage).collect(),
    }
}

/// What one can start from.
pub static PRESETS: &[Preset] = &[Preset {
    id: "saas-1",
    label: "SaaS platform",
    question: "How many customers can we take?",
    sentence: "A platform with four tiers of customers that grows by 15 % a month: its bill, its margin, and \
         when both change.",
    make: saas_1,
}];

fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    rules::business::review(scenario, plan, findings);
    rules::parts::review(scenario, plan, findings);
    rules::budget::review(scenario, plan, findings);
    rules::targets::review(scenario, plan, findings);
}

crate::later::far! {
    "money" "03" "10"
    fn saas_1() -> Scenario = presets::saas_1;
}
