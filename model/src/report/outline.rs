//! The sections behind the answers: each opens with its conclusion, then
//! tables of figures and notes.

use super::{Section, comparison};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::order::listed;
use crate::scenario::Scenario;
use crate::workloads::Workload;

/// All sections that there may be, in their order.
pub const SECTIONS: [&str; 19] = [
    "compared",
    "differences",
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
    "spikes",
    "ranges",
    "operations",
    "cost",
    "money",
    "short",
];

/// The sections of a plan, along the chain.
/// `today` is the start of a scenario that states none.
pub fn outline(scenario: &Scenario, plan: &Plan, today: Date) -> Vec<Section> {
    let mut all = comparison::sections(scenario, plan, today);
    all.extend(said(scenario, plan, today, &|_| true));
    listed(all, &SECTIONS, |section| section.id)
}

/// The section of this id, if the plan has it: what others say is not worked out.
pub fn section(scenario: &Scenario, plan: &Plan, today: Date, id: &str) -> Option<Section> {
    let says = |workload: &Workload| workload.says.contains(&id);
    let all = if comparison::IDS.contains(&id) {
        comparison::sections(scenario, plan, today)
    } else {
        said(scenario, plan, today, &says)
    };
    all.into_iter().find(|section| section.id == id)
}

/// What those workloads say that `who` holds for, in their order.
fn said(
    scenario: &Scenario,
    plan: &Plan,
    today: Date,
    who: &dyn Fn(&Workload) -> bool,
) -> Vec<Section> {
    if !plan.loaded.details {
        return Vec::new();
    }
    let here = plan.loaded.here().filter(|workload| who(workload));
    together(
        here.flat_map(|workload| (workload.code.sections)(scenario, plan, today))
            .collect(),
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::presets;

    #[test]
    fn a_section_alone_is_as_it_is_among_all() {
        let today = Date::of(0.0);
        for preset in presets() {
            let scenario = preset.scenario();
            let plan = plan(&scenario);
            let all = outline(&scenario, &plan, today);
            assert!(all.len() > 2, "{}", preset.id);
            for among in all {
                assert!(SECTIONS.contains(&among.id), "{}", among.id);
                let alone = section(&scenario, &plan, today, among.id);
                assert_eq!(alone.as_ref(), Some(&among), "{}", preset.id);
            }
            assert_eq!(section(&scenario, &plan, today, "no such"), None);
        }
    }
}
