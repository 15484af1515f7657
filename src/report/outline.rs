//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use super::{Section, fleet, flow, growth, inference, money, short};
use crate::engine::Plan;
use crate::later::far;
use crate::quantity::date::Date;
use crate::scenario::Scenario;
use crate::workloads::{data, demand, latency, training, web};

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut sections = Vec::new();
    if plan.demand.is_some() {
        sections.push(demand::words::section());
    }
    if plan.loaded.details {
        sections.extend(further_down(scenario, plan, today));
    }
    sections
}

far! {
    "details" "0304"
    fn further_down(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> = after_demand;
}

/// The sections behind the first one.
fn after_demand(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut sections = Vec::new();
    if plan.web.is_some() {
        sections.push(web::words::sizing());
    }
    sections.extend(inference::section(scenario, plan, today));
    sections.extend(training::words::section(scenario, plan));
    sections.extend(data::words::section(plan));
    sections.extend(latency::words::section(scenario, plan));
    sections.extend(flow::section(scenario, plan));
    sections.extend(growth::section(scenario, plan, today));
    sections.extend(fleet::section(scenario, plan, today));
    if plan.bill.is_some() {
        sections.push(web::words::cost());
    }
    sections.extend(money::section(scenario, plan));
    sections.extend(short::section(plan));
    if plan.web.is_some() {
        sections.push(web::words::over_users());
    }
    sections
}
