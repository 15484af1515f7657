//! How full is each stage in the traffic that may come?
//!
//! ```text
//! utilization = utilization at the peak of now * messages then / messages now
//! connections by users at once in place of messages
//! ```

use super::stage::StagePlan;
use crate::catalog::sources::CHAT_COACH;
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::Outcome;
use crate::scenario::flow::StageKind;
use crate::scenario::{RowKey, Stage, Traffic};

crate::old_formulas! {
    source: CHAT_COACH;

    /// How full the stage is at the peak with the fewest messages of the scenario.
    pub fn least_messages "Utilization, from" (utilization_peak: "share", messages_low: "message/day", messages_per_day: "message/day") -> "share" as utilization_low {
        utilization_peak * messages_low / messages_per_day
    }
    /// How full the stage is at the peak with the most messages of the scenario.
    pub fn most_messages "Utilization, to" (utilization_peak: "share", messages_high: "message/day", messages_per_day: "message/day") -> "share" as utilization_high {
        utilization_peak * messages_high / messages_per_day
    }
    /// How many connections the fewest users at once of the scenario hold.
    pub fn least_users "Utilization, from" (utilization_peak: "share", concurrent_low: "user", concurrent_users: "user") -> "share" as utilization_low {
        utilization_peak * concurrent_low / concurrent_users
    }
    /// How many connections the most users at once of the scenario hold.
    pub fn most_users "Utilization, to" (utilization_peak: "share", concurrent_high: "user", concurrent_users: "user") -> "share" as utilization_high {
        utilization_peak * concurrent_high / concurrent_users
    }
}

figures! {
    /// One stage in one scenario.
    pub struct TrafficFigures in "flow.traffic" by row {
        /// At the least.
        utilization_low: Outcome,
        /// At the most.
        utilization_high: Outcome,
    }
}

/// A scenario with how full it makes the stages, in their order.
#[derive(Clone, PartialEq, Debug)]
pub struct TrafficPlan {
    /// Which scenario.
    pub row: RowKey,
    /// Each stage.
    pub stages: Vec<(RowKey, TrafficFigures)>,
}

/// How full a scenario makes the stages.
pub fn plan(
    traffic: &Traffic,
    stages: &[Stage],
    plans: &[StagePlan],
    [messages, users]: [f64; 2],
) -> TrafficPlan {
    let stages = stages.iter().zip(plans).map(|(stage, plan)| {
        let peak = plan.figures.utilization_peak;
        let (low, high) = if stage.kind == StageKind::Connections {
            (
                peak.and_then(|it| sound(least_users(it.value, traffic.concurrent_low, users))),
                peak.and_then(|it| sound(most_users(it.value, traffic.concurrent_high, users))),
            )
        } else {
            (
                peak.and_then(|it| sound(least_messages(it.value, traffic.messages_low, messages))),
                peak.and_then(|it| sound(most_messages(it.value, traffic.messages_high, messages))),
            )
        };
        let figures = TrafficFigures {
            utilization_low: low,
            utilization_high: high,
        };
        (plan.row, figures)
    });
    TrafficPlan {
        row: traffic.key,
        stages: stages.collect(),
    }
}

impl TrafficPlan {
    /// Visits every figure with its id, stage by stage.
    pub fn each(&self, visit: &mut Visit) {
        for (stage, figures) in &self.stages {
            figures.each(&[self.row.text(), ".", stage.text()].concat(), visit);
        }
    }

    /// The fullest stage at the most, by its place.
    pub fn fullest(&self) -> Option<(usize, f64)> {
        let known = self.stages.iter().enumerate();
        known
            .filter_map(|(at, (_, figures))| Some((at, figures.utilization_high.ok()?.value)))
            .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)))
    }
}
