//! Which inputs stand together in the form, and in what order?

use super::Scenario;
use crate::workloads::{Loaded, WORKLOADS, inputs};
use std::sync::LazyLock;

/// Where in the chain from traffic to money inputs stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Who comes, and how many they will be.
    Traffic,
    /// What serves them.
    Workloads,
    /// What there is of it, and when there must be more.
    Resources,
    /// What it costs, and what is left.
    Cost,
}

impl Step {
    /// All of them, in the order of the chain.
    pub const ALL: [Self; 4] = [Self::Traffic, Self::Workloads, Self::Resources, Self::Cost];

    /// What forms call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Traffic => "Traffic and growth",
            Self::Workloads => "Workloads",
            Self::Resources => "Resources and orders",
            Self::Cost => "Cost",
        }
    }
}

/// Inputs that stand together.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// A word, unique among groups.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// Where in the chain.
    pub step: Step,
    /// Ids of fields, in the order of the form.
    pub fields: &'static [&'static str],
    /// Ids of tables, below the fields.
    pub tables: &'static [&'static str],
    /// Whether the group says something in a scenario: what it is of is not left out.
    pub is_said: fn(&Scenario) -> bool,
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Group {}

/// The switches of all workloads. Asked for when all inputs are known.
static SWITCHES: LazyLock<Group> = LazyLock::new(|| {
    let switches = inputs().filter_map(|inputs| inputs.switch);
    Group {
        id: "workloads",
        label: "What is planned",
        step: Step::Workloads,
        fields: switches.map(|field| field.id).collect::<Vec<_>>().leak(),
        tables: &[],
        is_said: |_| true,
    }
});

/// All groups, in the order of the chain.
pub fn groups() -> impl Iterator<Item = &'static Group> {
    let runs = Step::ALL
        .into_iter()
        .flat_map(|step| (0..RUNS).map(move |nth| (step, nth)));
    runs.flat_map(|(step, nth)| run(step, nth))
}

/// The groups of a step come in runs: the switches, and those of each workload.
pub const RUNS: usize = WORKLOADS.len() + 1;

/// The groups of one run; none until its workload has arrived, or all of them for the
/// switches.
pub fn run(step: Step, nth: usize) -> impl Iterator<Item = &'static Group> {
    let of_workload = nth.checked_sub(1).and_then(|nth| WORKLOADS.get(nth));
    let inputs = of_workload.and_then(|workload| workload.inputs_if(Loaded::known()));
    let switches = (nth == 0 && Loaded::known().is_whole()).then(|| &*SWITCHES);
    let own = inputs.map_or(&[] as &[Group], |inputs| inputs.groups);
    switches
        .into_iter()
        .chain(own)
        .filter(move |group| group.step == step)
}

impl Group {
    /// Whether the group says nothing, because the workload that it is of is left out.
    pub fn is_silent(&self, scenario: &Scenario) -> bool {
        !(self.is_said)(scenario)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fields;
    use crate::scenario::preset::preset;

    #[test]
    fn every_field_stands_in_exactly_one_group() {
        let mut grouped: Vec<&str> = groups()
            .flat_map(|group| group.fields.iter().copied())
            .collect();
        let mut all: Vec<&str> = fields::fields().map(|field| field.id).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
        let grouped = groups().flat_map(|group| group.tables);
        let mut grouped: Vec<&str> = grouped.copied().collect();
        let mut all: Vec<&str> = fields::tables().map(|table| table.id).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn the_tables_of_a_group_arrive_with_its_workload() {
        for workload in WORKLOADS {
            let inputs = workload.inputs_if(Loaded::ALL).unwrap();
            let tables: Vec<&str> = inputs.tables.iter().map(|table| table.id).collect();
            for group in inputs.groups {
                let is_here = |id: &&str| tables.contains(id);
                assert!(group.tables.iter().all(is_here), "{}", group.id);
            }
        }
    }

    #[test]
    fn a_workload_that_is_off_has_nothing_to_say() {
        let silent = |scenario: &Scenario| -> Vec<&str> {
            let silent = groups().filter(|group| group.is_silent(scenario));
            silent.map(|group| group.id).collect()
        };
        let [chat, saas] = ["chat-1", "saas-1"].map(|id| preset(id).unwrap().scenario());
        assert_eq!(silent(&chat).len(), 27);
        assert!(silent(&chat).contains(&"tiers") && !silent(&chat).contains(&"nodes"));
        assert!(silent(&saas).contains(&"nodes") && !silent(&saas).contains(&"tiers"));
        for scenario in [chat, saas] {
            assert!(!silent(&scenario).contains(&"workloads"));
        }
    }
}
