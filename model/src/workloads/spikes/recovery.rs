//! Does capacity come back, when, and if not, what keeps it?

use super::plant::{Plant, Run};
use crate::quantity::math::of_count;

/// How a pool comes out of a spike.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Recovery {
    /// Capacity was never short.
    Held,
    /// It was, for a while.
    Back {
        /// From this second on nothing came that did not fit.
        capacity: f64,
        /// From this second on nobody waited; none where some do at the end.
        drained: Option<f64>,
    },
    /// It still is at the end.
    Short(Keeps),
}

/// What keeps capacity from coming back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeps {
    /// What is tried again: what comes for the first time would fit.
    Retries,
    /// The autoscaler may not ask for more.
    MostReplicas,
    /// There are no more nodes.
    Nodes,
    /// It was not followed for long enough, or the metric does not see the load.
    Time,
}

impl Keeps {
    /// What keeps capacity from coming back, as a sentence goes on.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Retries => "what is tried again keeps it full",
            Self::MostReplicas => "no more replicas may run",
            Self::Nodes => "there are no more nodes",
            Self::Time => "replicas come too slowly, or the metric does not see the load",
        }
    }
}

impl Plant {
    /// How the pool comes out of a run of this plant.
    pub fn recovery(&self, run: &Run) -> Recovery {
        let after = |short: &dyn Fn(usize) -> bool| {
            let last = (0..run.steps.len()).rev().find(|at| short(*at));
            last.map(|at| at + 1)
        };
        let step = |at: usize| run.steps.get(at);
        let Some(end) = after(&|at| step(at).is_some_and(|it| it.arrivals > it.capacity)) else {
            return Recovery::Held;
        };
        if end == run.steps.len() {
            return Recovery::Short(self.keeps(run));
        }
        let waited = after(&|at| step(at).is_some_and(|it| it.waiting > 0.0)).unwrap_or(end);
        Recovery::Back {
            capacity: of_count(end) * run.step,
            drained: (waited < run.steps.len()).then(|| of_count(waited) * run.step),
        }
    }

    fn keeps(&self, run: &Run) -> Keeps {
        match run.steps.last() {
            Some(last) if last.fresh <= last.capacity => Keeps::Retries,
            _ if run.out_of_nodes => Keeps::Nodes,
            Some(last) if last.asked >= self.pool.autoscaler.most => Keeps::MostReplicas,
            _ => Keeps::Time,
        }
    }
}
