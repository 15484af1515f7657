//! What follows for one stage: capacity, how full it is, and the line before it.

use super::limits::{Arrivals, Dimension, Fullness, Limits};
use super::line::{self, Line};
use super::room;
use crate::engine::outcome::{figures, sound};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::flow::StageKind;
use crate::scenario::{RowKey, Stage};

figures! {
    /// One stage.
    pub struct StageFigures in "flow" by row {
        /// Tries per item.
        attempts: Figure,
        /// What comes in a day.
        items_per_day: Figure,
        /// What comes in a minute.
        items_average: Figure,
        /// What comes in a minute at the peak.
        items_peak: Figure,
        /// Tokens that are counted.
        tokens_per_item: Outcome,
        /// Capacity by requests a minute.
        by_requests_minute: Outcome,
        /// Capacity by tokens a minute.
        by_tokens_minute: Outcome,
        /// Capacity by requests a day.
        by_requests_day: Outcome,
        /// Capacity by tokens a day.
        by_tokens_day: Outcome,
        /// Capacity by workers.
        by_workers: Outcome,
        /// Capacity by connections.
        by_connections: Outcome,
        /// Capacity by the minute.
        minute_capacity: Outcome,
        /// Capacity by the day.
        day_capacity: Outcome,
        /// Capacity, all limits considered.
        capacity_per_minute: Outcome,
        /// Over an hour.
        capacity_per_hour: Outcome,
        /// Over a day.
        capacity_per_day: Outcome,
        /// The least that it can be.
        capacity_least: Outcome,
        /// The most that it can be.
        capacity_most: Outcome,
        /// The least over a day.
        day_least: Outcome,
        /// The most over a day.
        day_most: Outcome,
        /// How full by the minute.
        minute_utilization: Outcome,
        /// How full by the day.
        day_utilization: Outcome,
        /// How full on average.
        utilization_average: Outcome,
        /// How full at the peak.
        utilization_peak: Outcome,
        /// How full at a launch.
        utilization_launch: Outcome,
        /// How full in a viral moment.
        utilization_viral: Outcome,
        /// How full while recovering.
        utilization_recovery: Outcome,
        /// Users with whom it is full.
        users_at_limit: Outcome,
        /// How long the day's budget lasts.
        budget_lasts: Outcome,
        /// What a day leaves over.
        left_over: Outcome,
        /// Time of an item.
        service_time: Outcome,
        /// Servers.
        servers: Outcome,
        /// Load.
        offered_load: Outcome,
        /// Servers' time taken.
        busy: Outcome,
        /// Chance to wait.
        wait_probability: Outcome,
        /// Refused, if nobody waits.
        refused: Outcome,
        /// Servers that would do.
        servers_needed: Outcome,
        /// Wait for exponential times.
        exponential_wait: Outcome,
        /// Correction for constant times.
        correction: Outcome,
        /// Scatter of times.
        scatter: Outcome,
        /// Mean wait.
        wait_seconds: Outcome,
        /// What 95 of 100 wait at most.
        wait_p95: Outcome,
        /// What 99 of 100 wait at most.
        wait_p99: Outcome,
        /// What 95 of 100 take at most.
        response_p95: Outcome,
        /// Items that wait.
        queue_length: Outcome,
        /// How fast the backlog grows.
        backlog_growth: Outcome,
        /// When it is one to watch for.
        backlog_after: Outcome,
        /// Tries at the peak.
        retry_storm: Outcome,
        /// Cost by item, from.
        items_cost_low: Figure,
        /// Cost by item, to.
        items_cost_high: Figure,
    }
}

/// A stage with what follows for it.
#[derive(Clone, PartialEq, Debug)]
pub struct StagePlan {
    /// Which stage.
    pub row: RowKey,
    /// What fills it first at the peak; none where it has no limit.
    pub binding: Option<Dimension>,
    /// Its figures.
    pub figures: StageFigures,
}

pub(super) const NOT_LIMITED: Absent = Absent("This stage is not limited by that.");
/// Why a stage without a limit has no capacity.
pub const UNLIMITED: Absent =
    Absent("This stage has no limit, so there is nothing that could be full.");
/// Why an API without a limit has no capacity.
pub const NOT_STATED: Absent = Absent(
    "None of the API's limits is stated, so nothing says how much it takes. State one of them.",
);
/// Why there is no wait.
pub const OVERLOADED: Absent = Absent(
    "More comes at the peak than the stage can take: the line grows as long as the peak lasts, so there is no steady wait.",
);
/// Why there is no wait.
pub const SPENT: Absent = Absent(
    "The day's budget does not last for the day: what comes after that waits for the next day, or is refused.",
);
const STEADY: Absent = Absent("The stage keeps up with the peak, so no backlog grows.");
const FITS: Absent = Absent("The day's budget lasts for the day.");
pub(super) const IDLE: Absent = Absent("Nothing comes to this stage, so it is never full.");
pub(super) const LARGE: Absent = Absent(
    "For more than 10,000 at once nothing is searched for: as many as the load and twice its square root will do.",
);
pub(super) const NOT_EXPONENTIAL: Absent =
    Absent("The exact tail is known for exponential times alone, which have a variability of 1.");

/// What comes to the stages.
#[derive(Clone, Copy, Debug)]
pub struct Demanded {
    /// Messages on an average day.
    pub messages_per_day: f64,
    /// Users who come on an average day.
    pub daily_active_users: f64,
    /// Users at once at the peak.
    pub concurrent_users: f64,
    /// Peak over average.
    pub peak_to_average: f64,
    /// Launch, viral moment and recovery over average.
    pub multipliers: [f64; 3],
    /// The backlog to watch for.
    pub backlog: f64,
}

/// What follows for a stage.
pub fn plan(stage: &Stage, demand: &Demanded) -> StagePlan {
    let arrivals = Arrivals::new(stage, demand);
    let peak = arrivals.peak.value;
    let limits = Limits::new(stage, demand, peak);
    let full = Fullness::new(stage, demand, &arrivals, &limits);
    let line = Line::new(stage, &limits, &full, peak);
    let per_day = arrivals.day.value;
    let least = limits.least;
    let capacity = full.capacity;
    let average = full.average;
    let of_average = |formula: fn(f64, f64) -> Figure, at: usize| {
        average.and_then(|average| sound(formula(average.value, demand.multipliers[at])))
    };
    let backlog_growth = full.minute.and_then(|utilization| {
        if utilization.value > 1.0 {
            Ok(line::backlog_growth(peak, limits.minute?.value))
        } else {
            Err(STEADY)
        }
    });
    let by_day = |formula: fn(f64) -> Figure| {
        full.day.and_then(|utilization| {
            if utilization.value > 1.0 {
                Ok(formula(utilization.value))
            } else {
                Err(FITS)
            }
        })
    };
    let figures = StageFigures {
        attempts: arrivals.attempts,
        items_per_day: arrivals.day,
        items_average: arrivals.average,
        items_peak: arrivals.peak,
        tokens_per_item: limits.tokens,
        by_requests_minute: limits.by[0].1,
        by_tokens_minute: limits.by[1].1,
        by_requests_day: limits.by[2].1,
        by_tokens_day: limits.by[3].1,
        by_workers: limits.by[4].1,
        by_connections: limits.by[5].1,
        minute_capacity: limits.minute,
        day_capacity: limits.day,
        capacity_per_minute: capacity,
        capacity_per_hour: capacity.and_then(|it| sound(room::capacity_per_hour(it.value))),
        capacity_per_day: capacity.and_then(|it| sound(room::capacity_per_day(it.value))),
        capacity_least: least,
        capacity_most: limits.most,
        day_least: least.and_then(|it| sound(room::day_least(it.value))),
        day_most: limits.most.and_then(|it| sound(room::day_most(it.value))),
        minute_utilization: full.minute,
        day_utilization: full.day,
        utilization_average: average,
        utilization_peak: full.peak,
        utilization_launch: of_average(room::utilization_launch, 0),
        utilization_viral: of_average(room::utilization_viral, 1),
        utilization_recovery: of_average(room::utilization_recovery, 2),
        users_at_limit: full.peak.and_then(|utilization| match stage.kind {
            StageKind::Unlimited => Err(UNLIMITED),
            _ if utilization.value > 0.0 => sound(room::users_at_limit(
                demand.daily_active_users,
                utilization.value,
            )),
            _ => Err(IDLE),
        }),
        budget_lasts: by_day(room::budget_lasts),
        left_over: limits
            .day
            .and_then(|day| sound(room::left_over(arrivals.average.value, day.value))),
        service_time: limits.service,
        servers: line.servers,
        offered_load: limits.load,
        busy: line.busy,
        wait_probability: line.probability,
        refused: line.refused,
        servers_needed: line.needed,
        exponential_wait: line.exponential,
        correction: line.correction,
        scatter: line.scatter,
        wait_seconds: line.wait,
        wait_p95: line.tail(line::wait_p95),
        wait_p99: line.tail(line::wait_p99),
        response_p95: line.response(&limits),
        queue_length: line
            .wait
            .and_then(|it| sound(line::queue_length(peak, it.value))),
        backlog_growth,
        backlog_after: backlog_growth
            .and_then(|growth| sound(line::backlog_after(demand.backlog, growth.value))),
        retry_storm: full
            .peak
            .and_then(|full| sound(line::retry_storm(full.value, stage.most_attempts))),
        items_cost_low: room::items_cost_low(per_day, stage.item_cost_low, stage.plan_cost),
        items_cost_high: room::items_cost_high(per_day, stage.item_cost_high, stage.plan_cost),
    };
    StagePlan {
        row: stage.key,
        binding: full.binding,
        figures,
    }
}
