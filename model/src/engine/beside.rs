//! What do the scenarios come to that stand beside the one that is planned?

use super::causes::Causes;
use super::{Plan, plan_with};
use crate::scenario::Scenario;
use crate::scenario::difference::is_same;
use crate::workloads::Loaded;
use std::sync::{Arc, OnceLock};

/// What is compared with a plan. Nothing that is planned rests on it.
#[derive(Debug)]
pub struct Compared {
    /// The others, in their order.
    pub others: Vec<Other>,
    /// How many of them come before the plan.
    pub place: usize,
    /// Why each of the later ones differs from the first, once that has been worked out.
    pub causes: OnceLock<Vec<Causes>>,
}

/// A scenario that stands beside the one that is planned.
#[derive(Clone, PartialEq, Debug)]
pub struct Other {
    /// As it is stated.
    pub scenario: Scenario,
    /// What follows from it.
    pub plan: Plan,
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place && self.others == other.others
    }
}

/// The plans of those that stand beside a scenario, if any do. Those of `before` are taken over
/// as far as they are of the same scenarios.
pub fn compared(
    scenario: &Scenario,
    loaded: Loaded,
    before: Option<&Compared>,
) -> Option<Arc<Compared>> {
    let beside = scenario.beside.as_deref()?;
    let known = |one: &Scenario| {
        let others = before?.others.iter();
        let mut same = others.filter(|it| is_same(&it.scenario, one) && it.plan.loaded == loaded);
        same.next().cloned()
    };
    let others = beside.others.iter().map(|one| {
        known(one).unwrap_or_else(|| Other {
            plan: plan_with(one, loaded),
            scenario: one.clone(),
        })
    });
    Some(Arc::new(Compared {
        others: others.collect(),
        place: beside.place,
        causes: OnceLock::new(),
    }))
}

impl Compared {
    /// All that are compared, in their order, with `own` in its place.
    pub fn with<'a>(&'a self, own: (&'a Scenario, &'a Plan)) -> Vec<(&'a Scenario, &'a Plan)> {
        let others = self.others.iter();
        let mut all: Vec<_> = others.map(|it| (&it.scenario, &it.plan)).collect();
        all.insert(self.place.min(all.len()), own);
        all
    }
}
