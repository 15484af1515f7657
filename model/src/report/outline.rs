//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use super::Section;
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::order::listed;
use crate::scenario::Scenario;
use crate::workloads::WORKLOADS;

/// Which section follows which; those of other ids come last.
const ORDER: [&str; 17] = [
    "demand",
    "log",
    "sizing",
    "inference",
    "contingency",
    "training",
    "data",
    "latency",
    "limits",
    "growth",
    "resources",
    "fleet",
    "operations",
    "cost",
    "money",
    "short",
    "over-users",
];

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    if !plan.loaded.details {
        return (WORKLOADS[0].code.sections)(scenario, plan, today);
    }
    let here = plan.loaded.here();
    let sections: Vec<Section> = here
        .flat_map(|workload| (workload.code.sections)(scenario, plan, today))
        .collect();
    listed(sections, &ORDER, |section| section.id)
}
