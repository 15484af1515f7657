//! Which inputs stand together in the form, and in what order?

use super::Scenario;
use crate::later;
use crate::workloads::{Inputs, inputs};
use std::sync::LazyLock;

/// Inputs that stand together.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// A word, unique among groups.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
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
        label: "Workloads",
        fields: switches.map(|field| field.id).collect::<Vec<_>>().leak(),
        tables: &[],
        is_said: |_| true,
    }
});

/// All groups, workload by workload; the switches follow demand.
pub fn groups() -> impl Iterator<Item = &'static Group> {
    runs().into_iter().flatten()
}

/// The groups of demand, the switches, the groups of the web stack, and those of the
/// other workloads. The second and the last are empty until all inputs are known.
pub fn runs() -> [Vec<&'static Group>; 4] {
    let of = |inputs: &'static Inputs| inputs.groups.iter();
    let switches = later::inputs_are_here().then(|| &*SWITCHES);
    [
        inputs().take(1).flat_map(of).collect(),
        switches.into_iter().collect(),
        inputs().skip(1).take(1).flat_map(of).collect(),
        inputs().skip(2).flat_map(of).collect(),
    ]
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
    fn a_workload_that_is_off_has_nothing_to_say() {
        let silent = |scenario: &Scenario| -> Vec<&str> {
            let silent = groups().filter(|group| group.is_silent(scenario));
            silent.map(|group| group.id).collect()
        };
        let [chat, saas] = ["chat-1", "saas-1"].map(|id| preset(id).unwrap().scenario());
        assert_eq!(silent(&chat).len(), 21);
        assert!(silent(&chat).contains(&"tiers") && !silent(&chat).contains(&"nodes"));
        assert!(silent(&saas).contains(&"nodes") && !silent(&saas).contains(&"tiers"));
        for scenario in [chat, saas] {
            assert!(!silent(&scenario).contains(&"workloads"));
        }
    }
}
