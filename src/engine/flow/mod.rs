//! How many users do external limits and pipelines take, what breaks first,
//! and what does the pipeline cost?
//!
//! - [`stage`]: what follows for one stage.
//! - [`room`]: what comes to it and how much it can take.
//! - [`limits`]: what limits it, and what fills it first.
//! - [`mod@line`]: the line before it, and the wait.
//! - [`queue`]: chances to wait, and how long.
//! - [`traffic`]: how full the stages are in traffic that may come.
//! - [`fixes`]: what each fix buys.
//! - [`cost`]: what vendors and items cost, and when that pays.
//! - [`origin`]: where the figures of this part come from.

pub mod cost;
pub mod fixes;
pub mod limits;
pub mod line;
mod load;
pub mod origin;
pub mod queue;
pub mod room;
pub mod stage;
pub mod traffic;

use crate::catalog::sources::DEFINITION;
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::brackets::max;
use crate::quantity::{Absent, Outcome};
use crate::scenario::{RowKey, Scenario};
use crate::workloads::demand::Demand;
use cost::{CostPlan, NO_STAGES};
use fixes::{Around, Fixes};
use stage::{Demanded, StagePlan};
use traffic::TrafficPlan;

crate::old_formulas! {
    source: DEFINITION;

    /// How full the stage is that is full first.
    pub fn bottleneck "Bottleneck" (utilization_peak: "share") -> "share" table "the stage that is fullest at the peak" {
        utilization_peak
    }
    /// How full the stage is that is full next.
    pub fn next_bottleneck "Next bottleneck" (utilization_peak: "share") -> "share" table "the next fullest stage at the peak" {
        utilization_peak
    }
    /// Daily users with whom the bottleneck is full.
    pub fn users_limit "Daily users that fit" (users_at_limit: "user") -> "user" table "the fewest with whom any stage is full" {
        users_at_limit
    }
    /// Daily users with whom the next bottleneck is full.
    pub fn next_users_limit "Users of the next limit" (users_at_limit: "user") -> "user" table "with whom the next stage is full" {
        users_at_limit
    }
    /// Daily users that fit beside those of now.
    pub fn users_to_add "Daily users that fit beside" (users_limit: "user", daily_active_users: "user") -> "user" {
        max(0.0 * users_limit, users_limit - daily_active_users)
    }
    /// Daily users that fit beside those of now, as a share of them.
    pub fn users_to_add_share "More daily users, as a share" (users_to_add: "user", daily_active_users: "user") -> "share" {
        users_to_add / daily_active_users
    }
}

/// Every formula of limits and pipeline.
pub fn all_entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = room::entries();
    all.extend(line::entries());
    all.extend(line::wait::entries());
    all.extend(entries());
    all.extend(traffic::entries());
    all.extend(fixes::entries());
    all.extend(cost::entries());
    all
}

figures! {
    /// All stages together.
    pub struct Whole in "flow" {
        /// The fullest stage.
        bottleneck: Outcome,
        /// The next.
        next_bottleneck: Outcome,
        /// Users that fit.
        users_limit: Outcome,
        /// Users that the next stage takes.
        next_users_limit: Outcome,
        /// Users to add.
        users_to_add: Outcome,
        /// As a share.
        users_to_add_share: Outcome,
    }
}

/// Limits and pipeline of a scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowPlan {
    /// The stages, in the scenario's order.
    pub stages: Vec<StagePlan>,
    /// Their places from the fullest at the peak; those that nothing fills are
    /// left out.
    pub ranked: Vec<usize>,
    /// Together.
    pub whole: Whole,
    /// In traffic that may come.
    pub traffic: Vec<TrafficPlan>,
    /// What fixes buy.
    pub fixes: Fixes,
    /// What it costs.
    pub cost: CostPlan,
}

const NOTHING_FULL: Absent = Absent("No stage with a limit is used, so none is full first.");
const ONE_STAGE: Absent = Absent("Only one stage with a limit is used, so none is full next.");

/// What follows from a scenario's stages.
pub fn plan(scenario: &Scenario, demand: &Demand) -> FlowPlan {
    let stated = &scenario.demand;
    let demanded = Demanded {
        messages_per_day: demand.messages_per_day.or_zero(),
        daily_active_users: demand.daily_active_users.or_zero(),
        concurrent_users: demand.concurrent_users.or_zero(),
        peak_to_average: stated.peak_to_average,
        multipliers: [
            stated.launch_multiplier,
            stated.viral_multiplier,
            stated.recovery_multiplier,
        ],
        backlog: scenario.flow.watched_backlog,
    };
    let stages: Vec<StagePlan> = scenario
        .stages
        .iter()
        .map(|stage| stage::plan(stage, &demanded))
        .collect();
    let ranked = ranked(&stages);
    let whole = Whole::new(&stages, &ranked, demanded.daily_active_users);
    let now = [demanded.messages_per_day, demanded.concurrent_users];
    let traffic = scenario.traffic.iter();
    let traffic = traffic.map(|row| traffic::plan(row, &scenario.stages, &stages, now));
    FlowPlan {
        traffic: traffic.collect(),
        fixes: fixes::plan(Around {
            scenario,
            stages: &stages,
            bottleneck: whole.bottleneck,
            users: demanded.daily_active_users,
            concurrent: demanded.concurrent_users,
            peak_to_average: demanded.peak_to_average,
        }),
        cost: cost::plan(scenario, &stages, demanded.daily_active_users),
        stages,
        ranked,
        whole,
    }
}

/// Places of the stages that something fills, from the fullest.
fn ranked(stages: &[StagePlan]) -> Vec<usize> {
    let full = |at: usize| {
        let stage: &StagePlan = &stages[at];
        stage.figures.utilization_peak.map_or(0.0, |it| it.value)
    };
    let mut ranked: Vec<usize> = Vec::new();
    for at in (0..stages.len()).filter(|at| full(*at) > 0.0) {
        let place = ranked.partition_point(|other| full(*other) >= full(at));
        ranked.insert(place, at);
    }
    ranked
}

impl Whole {
    fn new(stages: &[StagePlan], ranked: &[usize], users: f64) -> Self {
        let nth = |nth: usize, absent: Absent| {
            let stage = ranked.get(nth).and_then(|at| stages.get(*at));
            match stage {
                Some(stage) => Ok(&stage.figures),
                None if stages.is_empty() => Err(NO_STAGES),
                None if ranked.is_empty() => Err(NOTHING_FULL),
                None => Err(absent),
            }
        };
        let first = nth(0, NOTHING_FULL);
        let next = nth(1, ONE_STAGE);
        let users_limit = first.and_then(|it| Ok(users_limit(it.users_at_limit?.value)));
        let users_to_add = users_limit.and_then(|limit| sound(users_to_add(limit.value, users)));
        Self {
            bottleneck: first.and_then(|it| Ok(bottleneck(it.utilization_peak?.value))),
            next_bottleneck: next.and_then(|it| Ok(next_bottleneck(it.utilization_peak?.value))),
            users_limit,
            next_users_limit: next.and_then(|it| Ok(next_users_limit(it.users_at_limit?.value))),
            users_to_add,
            users_to_add_share: users_to_add
                .and_then(|more| sound(users_to_add_share(more.value, users))),
        }
    }
}

impl FlowPlan {
    /// The stage that is full first, by its place.
    pub fn bottleneck(&self) -> Option<usize> {
        self.ranked.first().copied()
    }

    /// The row that a figure of this id is of, where its value does not say.
    pub fn row_of(&self, id: &str) -> Option<RowKey> {
        let nth = match id {
            "flow.bottleneck" => 0,
            "flow.next_bottleneck" => 1,
            _ => return None,
        };
        self.stages
            .get(*self.ranked.get(nth)?)
            .map(|stage| stage.row)
    }

    /// Visits every figure with its id: stage by stage, together, traffic,
    /// fixes, cost.
    pub fn each(&self, visit: &mut Visit) {
        for stage in &self.stages {
            stage.figures.each(stage.row.text(), visit);
        }
        self.whole.each(&mut |id, outcome| visit(id, outcome));
        for traffic in &self.traffic {
            traffic.each(visit);
        }
        for fix in &self.fixes.ranked {
            if let (Some((_, stage)), Some(figures)) = (fix.stage, &fix.figures) {
                figures.each(&[fix.row.text(), ".", stage.text()].concat(), visit);
            }
        }
        self.fixes.fixed.each(&mut |id, outcome| visit(id, outcome));
        self.cost.each(visit);
    }
}
