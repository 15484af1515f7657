//! How long is the line before a stage at the peak, and how long the wait?
//!
//! An API lets items through one after another at its limit by the minute
//! (M/D/1); a pool is a queue of as many servers as there are whole workers
//! (M/G/c). A stage that is full has no steady wait: its line grows.

use super::limits::{Fullness, Limits};
use super::queue;
use super::stage::{LARGE, NOT_EXPONENTIAL, NOT_LIMITED, NOT_STATED, OVERLOADED, SPENT, UNLIMITED};
use crate::catalog::constants::{ONE_ITEM, SECONDS_PER_MINUTE};
use crate::catalog::sources::ERLANG;
use crate::engine::outcome::sound;
use crate::quantity::brackets::max;
use crate::quantity::math::{ln, power};
use crate::quantity::{Figure, Outcome};
use crate::scenario::Stage;
use crate::scenario::flow::StageKind;

crate::old_formulas! {
    source: ERLANG;

    /// Servers of the queue: whole ones, as a part of one serves nobody.
    pub fn servers "Servers" (concurrency: "item") -> "item" table "the whole ones of what is worked on at once" {
        concurrency.floor()
    }
    /// An API lets items through one after another.
    pub fn one_server "Servers" (minute_capacity: "item/min") -> "item" as servers table "1: an API lets items through one after another" {
        1.0 + 0.0 * minute_capacity
    }
    /// How many are being worked on at once at the peak, if nothing waits.
    pub fn offered_load "Load" (items_peak: "item/min", service_time: "s") -> "item" {
        items_peak * service_time / SECONDS_PER_MINUTE
    }
    /// How many connections users hold at the peak, if there are enough.
    pub fn connections_held "Load" (concurrent_users: "user", connections_per_user: "item/user") -> "item" as offered_load {
        concurrent_users * connections_per_user
    }
    /// How much of the servers' time the peak takes.
    pub fn busy "Servers' time taken" (offered_load: "item", servers: "item") -> "share" {
        offered_load / servers
    }
    /// The share of items that find all servers busy and wait.
    pub fn wait_probability "Chance to wait" (servers: "item", offered_load: "item") -> "share" table "Erlang C of so many servers with this load" {
        queue::waits(servers, offered_load)
    }
    /// The share of users that would be refused, if none waited.
    pub fn refused "Refused, if nobody waits" (servers: "item", offered_load: "item") -> "share" table "Erlang B of so many servers with this load" {
        queue::refused(servers, offered_load)
    }
    /// The fewest servers with which at most one in twenty waits.
    pub fn servers_needed "Needed so that 5 % wait" (offered_load: "item") -> "item" table "the fewest servers for which Erlang C is at most 5 %" {
        queue::servers_for(offered_load, 0.05)
    }
    /// The mean wait if times were exponential.
    pub fn exponential_wait "Wait for exponential times" (wait_probability: "share", service_time: "s", servers: "item", offered_load: "item") -> "s" {
        wait_probability * service_time * ONE_ITEM / (servers - offered_load)
    }
    /// By how much constant times wait longer than half as long as exponential ones.
    pub fn correction "Correction for constant times" (servers: "item", busy: "share") -> "share" table "Cosmetatos: (1 - busy) (c - 1) (sqrt(4 + 5 c) - 2) / (16 c busy), at most (c - 1) / (c + 1)" {
        queue::correction(servers, busy)
    }
    /// Variance of the times over their squared mean.
    pub fn scatter "Scatter of times" (variability: "x") -> "x" {
        power(variability, 2.0)
    }
    /// An API lets items through at even distances.
    pub fn even "Scatter of times" (minute_capacity: "item/min") -> "x" as scatter table "0: an API lets items through at even distances" {
        0.0 * minute_capacity
    }
    /// The time that this share of items waits at most, for one in twenty.
    pub fn wait_p95 "Wait, 95 of 100 at most" (wait_seconds: "s", wait_probability: "share") -> "s" {
        max(wait_seconds / wait_probability * ln(wait_probability / 0.05), 0.0 * wait_seconds)
    }
    /// The time that this share of items waits at most, for one in a hundred.
    pub fn wait_p99 "Wait, 99 of 100 at most" (wait_seconds: "s", wait_probability: "share") -> "s" {
        max(wait_seconds / wait_probability * ln(wait_probability / 0.01), 0.0 * wait_seconds)
    }
    /// From arrival to answer, for all but the slowest one in twenty.
    pub fn response_p95 "Response, 95 of 100 at most" (servers: "item", offered_load: "item", service_time: "s") -> "s" table "solved for from the exact tail of M/M/c" {
        queue::response_within(0.95, servers, offered_load, service_time).unwrap_or(f64::INFINITY)
    }
    /// How many items wait at the peak, on average.
    pub fn queue_length "Items waiting" (items_peak: "item/min", wait_seconds: "s") -> "item" {
        items_peak * wait_seconds / SECONDS_PER_MINUTE
    }
    /// By how much the line of waiting items grows in each minute of the peak.
    pub fn backlog_growth "Backlog grows by" (items_peak: "item/min", minute_capacity: "item/min") -> "item/min" {
        items_peak - minute_capacity
    }
    /// How long into the peak the backlog is one to watch for.
    pub fn backlog_after "Backlog reached after" (watched_backlog: "item", backlog_growth: "item/min") -> "min" {
        watched_backlog / backlog_growth
    }
    /// How many times over the peak is tried, when what is refused is tried again.
    pub fn retry_storm "Tries at the peak" (utilization_peak: "share", most_attempts: "x") -> "x" table "the tries that feed themselves: what does not fit is tried again, up to so many times in all" {
        queue::storm(utilization_peak, most_attempts)
    }
}

/// The mean wait.
pub mod wait {
    use crate::catalog::sources::KIMURA;

    crate::old_formulas! {
        source: KIMURA;

        /// The mean wait at the peak, over items that wait and items that do not. An approximation, but for exponential times and for one server.
        pub fn wait_seconds "Wait at the peak" (exponential_wait: "s", scatter: "x", correction: "share") -> "s" {
            exponential_wait * (1.0 + scatter) / (2.0 * scatter + (1.0 - scatter) * 2.0 / (1.0 + correction))
        }
        /// Nothing waits for what has no limit.
        pub fn no_wait "Wait at the peak" (items_peak: "item/min") -> "s" as wait_seconds table "0: the stage has no limit by the minute" {
            0.0 * items_peak
        }
    }
}

/// The line before the stage.
pub(super) struct Line {
    pub(super) servers: Outcome,
    pub(super) busy: Outcome,
    pub(super) probability: Outcome,
    pub(super) refused: Outcome,
    pub(super) needed: Outcome,
    pub(super) exponential: Outcome,
    pub(super) correction: Outcome,
    pub(super) scatter: Outcome,
    pub(super) wait: Outcome,
}

impl Line {
    pub(super) fn new(stage: &Stage, limits: &Limits, full: &Fullness, peak: f64) -> Self {
        let is_api = stage.kind == StageKind::Api;
        let (servers, scatter) = match stage.kind {
            StageKind::Unlimited => (Err(UNLIMITED), Err(UNLIMITED)),
            StageKind::Api => (
                limits.minute.map(|it| one_server(it.value)),
                limits.minute.map(|it| even(it.value)),
            ),
            StageKind::Workers | StageKind::Connections => (
                Ok(servers(stage.concurrency)),
                Ok(scatter(stage.variability)),
            ),
        };
        let both = servers.and_then(|servers| Ok((servers.value, limits.load?.value)));
        let busy = both.and_then(|(servers, load)| sound(busy(load, servers)));
        // A budget that is spent is as good as none for the rest of the day.
        let spent = full.day.is_ok_and(|day| day.value >= 1.0);
        let steady = match both {
            _ if spent => Err(SPENT),
            Ok((servers, load)) if load >= servers => Err(OVERLOADED),
            other => other,
        };
        let probability = steady.map(|(servers, load)| wait_probability(servers, load));
        let exponential = steady.and_then(|(servers, load)| {
            sound(exponential_wait(
                probability?.value,
                limits.service?.value,
                servers,
                load,
            ))
        });
        let correction = steady.and_then(|(servers, _)| Ok(correction(servers, busy?.value)));
        let is_unlimited = stage.kind == StageKind::Unlimited
            || is_api && limits.minute.is_err() && limits.day.is_ok() && !spent;
        let wait = if is_unlimited {
            Ok(wait::no_wait(peak))
        } else if is_api && full.peak == Err(NOT_STATED) {
            Err(NOT_STATED)
        } else {
            exponential.and_then(|exponential| {
                sound(wait::wait_seconds(
                    exponential.value,
                    scatter?.value,
                    correction?.value,
                ))
            })
        };
        Self {
            servers,
            busy,
            probability,
            refused: match stage.kind {
                StageKind::Connections => both.map(|(servers, load)| refused(servers, load)),
                _ => Err(NOT_LIMITED),
            },
            needed: match limits.load {
                _ if is_api => Err(NOT_LIMITED),
                Ok(load) if load.value > MOST_SERVERS => Err(LARGE),
                load => load.map(|load| servers_needed(load.value)),
            },
            exponential,
            correction,
            scatter,
            wait,
        }
    }

    pub(super) fn tail(&self, formula: fn(f64, f64) -> Figure) -> Outcome {
        let wait = self.wait?;
        sound(formula(wait.value, self.probability?.value))
    }

    pub(super) fn response(&self, limits: &Limits) -> Outcome {
        let scatter = self.scatter?;
        let wait = self.wait?;
        if (scatter.value - 1.0).abs() > 0.0 || wait.value < 0.0 {
            return Err(NOT_EXPONENTIAL);
        }
        sound(response_p95(
            self.servers?.value,
            limits.load?.value,
            limits.service?.value,
        ))
    }
}

/// The largest load for which the servers that would do are searched for: a
/// search is some twenty chances to wait, and a plan must stay quick.
const MOST_SERVERS: f64 = 1e4;
