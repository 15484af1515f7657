//! Which workloads are here? The page plans with those whose files have arrived;
//! everywhere else all of them always are.

use super::{WORKLOADS, Workload};
use crate::scenario::Scenario;

/// Workloads that can be planned, and whether what is said of them further down the
/// page can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loaded {
    /// One bit a workload, in the order of the list.
    workloads: u16,
    /// Charts, explanations and tables.
    pub details: bool,
}

/// In the file of the first view.
pub(super) const FIRST: [&str; 2] = ["demand", "web"];

impl Loaded {
    /// All that there is.
    pub const ALL: Self = Self {
        workloads: u16::MAX,
        details: true,
    };

    /// What the first view holds.
    pub fn first() -> Self {
        let none = Self {
            workloads: 0,
            details: false,
        };
        FIRST.into_iter().fold(none, Self::with)
    }

    /// This and a further part of the program: a workload, or `details`.
    #[must_use]
    pub fn with(self, part: &str) -> Self {
        if part == "details" {
            return Self {
                details: true,
                ..self
            };
        }
        let place = WORKLOADS.iter().position(|workload| workload.id == part);
        Self {
            workloads: self.workloads | place.map_or(0, |place| 1 << place),
            ..self
        }
    }

    /// Whether a workload is here.
    pub fn has(self, id: &str) -> bool {
        let place = WORKLOADS.iter().position(|workload| workload.id == id);
        place.is_some_and(|place| self.workloads & 1 << place != 0)
    }

    /// The workloads that are here, in the order of the list.
    pub fn here(self) -> impl Iterator<Item = &'static Workload> {
        let bits = (0..).zip(WORKLOADS);
        bits.filter_map(move |(place, it)| (self.workloads & 1 << place != 0).then_some(it))
    }

    /// The workloads of a scenario that are not here yet.
    pub fn lacks(self, scenario: &Scenario) -> impl Iterator<Item = &'static str> {
        let on = WORKLOADS.iter().filter(|it| (it.is_on)(scenario));
        on.map(|it| it.id).filter(move |id| !self.has(id))
    }
}

impl Default for Loaded {
    fn default() -> Self {
        Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::preset::preset;

    #[test]
    fn what_a_scenario_lacks_is_what_is_on_and_not_here() {
        let saas = preset("saas-1").unwrap().scenario();
        let first = Loaded::first();
        assert!(first.has("web") && !first.has("growth") && !first.details);
        assert_eq!(
            first.lacks(&saas).collect::<Vec<_>>(),
            ["growth", "money", "pools", "resources"]
        );
        let some = first.with("growth").with("pools").with("details");
        assert_eq!(
            some.lacks(&saas).collect::<Vec<_>>(),
            ["money", "resources"]
        );
        assert!(some.details);
        assert_eq!(first.lacks(&Scenario::default()).count(), 0);
        assert_eq!(Loaded::ALL.lacks(&saas).count(), 0);
    }
}
