//! Which figure has this id? A plan walks its figures; whoever asks for many of
//! them asks its index, which is made once a plan.

use super::Plan;
use crate::quantity::order::places;
use crate::quantity::{Figure, Outcome};

/// Every figure of a plan, to be found by its id.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Index {
    /// In reading order.
    entries: Vec<(String, Outcome)>,
    /// Places in `entries`, in the order of their ids.
    by_id: Vec<usize>,
}

impl Index {
    /// The index of a plan. Of two figures with one id the first counts.
    pub fn new(plan: &Plan) -> Self {
        let mut entries = Vec::new();
        plan.each(&mut |id, outcome| entries.push((id.to_owned(), outcome)));
        let id = |at: usize| entries[at].0.as_str();
        let mut by_id = places(entries.len(), &|one, other| id(one).cmp(id(other)));
        by_id.dedup_by(|later, first| id(*later) == id(*first));
        Self { entries, by_id }
    }

    /// The outcome of this id, if the plan has it.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        let place = self
            .by_id
            .binary_search_by(|at| self.entries[*at].0.as_str().cmp(id));
        Some(self.entries[self.by_id[place.ok()?]].1)
    }

    /// The figure of this id, if the plan has it and it is not absent.
    pub fn figure(&self, id: &str) -> Option<Figure> {
        self.outcome(id)?.ok()
    }

    /// Every figure with its id, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Outcome)> {
        self.entries
            .iter()
            .map(|(id, outcome)| (id.as_str(), *outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::Scenario;

    #[test]
    fn finds_every_figure_of_a_plan_and_no_other() {
        let plan = plan(&Scenario::default());
        let index = Index::new(&plan);
        let mut ids = Vec::new();
        plan.each(&mut |id, outcome| {
            assert_eq!(index.outcome(id), Some(outcome), "{id}");
            ids.push(id.to_owned());
        });
        assert!(ids.len() > 60);
        let indexed: Vec<&str> = index.iter().map(|(id, _)| id).collect();
        assert_eq!(indexed, ids);
        for id in ["", "web", "web.bil", "web.bills", "~"] {
            assert_eq!(index.outcome(id), None);
        }
    }

    #[test]
    fn an_absent_figure_is_known_but_is_no_figure() {
        let mut scenario = Scenario::default();
        crate::scenario::catalogue::field("web.node_type")
            .unwrap()
            .put(&mut scenario, crate::scenario::Value::Choice("custom"))
            .unwrap();
        let index = Index::new(&plan(&scenario));
        assert!(index.outcome("web.bill").unwrap().is_err());
        assert_eq!(index.figure("web.bill"), None);
    }

    #[test]
    fn a_plan_without_parts_has_no_figures() {
        let index = Index::new(&Plan::default());
        assert_eq!(index.iter().count(), 0);
        assert_eq!(index.outcome("web.bill"), None);
    }
}
