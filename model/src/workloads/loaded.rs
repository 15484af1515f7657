//! Which workloads are here? The page plans with those whose files have arrived;
//! everywhere else all of them always are.

use super::{WORKLOADS, Workload};
use crate::scenario::Scenario;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Workloads that can be planned, and whether what is said of them further down the
/// page can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loaded {
    /// One bit a workload, in the order of the list.
    workloads: u32,
    /// Charts, explanations and tables.
    pub details: bool,
}

/// In the file of the first view: the first ones of the list.
const FIRST: [&str; 2] = ["demand", "web"];

/// The bit of the details, beyond those of workloads.
const DETAILS: u32 = 1 << 31;

/// The workloads whose inputs can be listed, and whether the details are here. What is
/// planned never asks: it is told.
static KNOWN: AtomicU32 = AtomicU32::new(if cfg!(split) {
    (1 << FIRST.len()) - 1
} else {
    u32::MAX
});

impl Loaded {
    /// All that there is.
    pub const ALL: Self = Self {
        workloads: u32::MAX,
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

    /// What forms and links know.
    pub fn known() -> Self {
        let known = KNOWN.load(Relaxed);
        Self {
            workloads: known,
            details: known & DETAILS != 0,
        }
    }

    /// From now on forms and links know these.
    pub fn note(self) {
        let details = if self.details { DETAILS } else { 0 };
        KNOWN.store(self.workloads & !DETAILS | details, Relaxed);
    }

    /// Whether that is all of them.
    pub fn is_whole(self) -> bool {
        self.here().count() == WORKLOADS.len()
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

    /// Those of them that a page waits for: on the others no bill and no order rests.
    #[must_use]
    pub fn awaited(self) -> Self {
        let bits = (0..).zip(WORKLOADS).filter(|(_, it)| it.is_awaited);
        let awaited = bits.fold(0, |all, (place, _)| all | 1 << place);
        Self {
            workloads: self.workloads & awaited,
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

    /// What a scenario needs and is not here yet: its workloads, and the details for what
    /// changes along its months.
    pub fn lacks(self, scenario: &Scenario) -> impl Iterator<Item = &'static str> {
        let changes = !scenario.dated.is_empty();
        let later = if changes && self.details {
            scenario.later()
        } else {
            Vec::new()
        };
        let is_on = move |it: &&Workload| {
            (it.is_on)(scenario) || later.iter().any(|later| (it.is_on)(&later.scenario))
        };
        let awaited = WORKLOADS.iter().filter(|it| it.is_awaited);
        let on = awaited.filter(is_on).map(|it| it.id);
        let details = (changes && !self.details).then_some("details");
        on.filter(move |id| !self.has(id)).chain(details)
    }

    /// The workload that has the input or the preset which a link calls so, if it is not
    /// here yet.
    pub fn lacks_of(self, name: &str) -> Option<&'static str> {
        let word = name.split('.').next()?;
        let knows = |it: &&Workload| {
            it.first_words.contains(&word) || it.presets.iter().any(|preset| preset.id == name)
        };
        let of = WORKLOADS.iter().find(knows)?;
        (!self.has(of.id)).then_some(of.id)
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

    #[test]
    fn what_a_link_names_is_known_before_it_is_here() {
        let first = Loaded::first();
        assert!(!first.is_whole() && Loaded::known().is_whole());
        for workload in WORKLOADS {
            let lacks = (!first.has(workload.id)).then_some(workload.id);
            let inputs = (workload.inputs)();
            let sections = inputs.sections.iter().map(|section| section.id);
            let tables = inputs.tables.iter().map(|table| table.id);
            let names = sections.chain(tables);
            for id in names.chain(inputs.short_names.iter().map(|(short, _)| *short)) {
                assert_eq!(first.lacks_of(id), lacks, "{id}");
                assert_eq!(first.lacks_of(&format!("{id}.x")), lacks, "{id}.x");
            }
            for preset in workload.presets {
                assert_eq!(first.lacks_of(preset.id), lacks, "{}", preset.id);
            }
        }
        assert_eq!(first.lacks_of("tier.pro.price"), Some("money"));
        assert_eq!(Loaded::ALL.lacks_of("tier.pro.price"), None);
        assert_eq!(first.lacks_of("no.such"), None);
    }
}
