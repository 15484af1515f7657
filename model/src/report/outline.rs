//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use super::Section;
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::order::listed;
use crate::scenario::Scenario;

/// Which section follows which; those of other ids come last.
const ORDER: [&str; 15] = [
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
    "operations",
    "cost",
    "money",
    "short",
];

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    if !plan.loaded.details {
        return Vec::new();
    }
    let here = plan.loaded.here();
    let sections: Vec<Section> = here
        .flat_map(|workload| (workload.code.sections)(scenario, plan, today))
        .collect();
    listed(together(sections), &ORDER, |section| section.id)
}

/// What two workloads say under one id, as one section: first what the later one says, which
/// took from the other.
fn together(sections: Vec<Section>) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for mut section in sections {
        match all.iter_mut().find(|before| before.id == section.id) {
            Some(before) => {
                section.nodes.append(&mut before.nodes);
                section.folds.append(&mut before.folds);
                *before = section;
            }
            None => all.push(section),
        }
    }
    all
}
