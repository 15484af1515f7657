//! What limits a stage, and what fills it first?
//!
//! A peak within the day fills a limit by the minute, not a limit by the day:
//! the day's budget is spent by the day's items, whenever they come.

use super::stage::{Demanded, IDLE, NOT_LIMITED, NOT_STATED, UNLIMITED};
use super::{line, room};
use crate::engine::outcome::sound;
use crate::quantity::{Figure, Outcome};
use crate::scenario::Stage;
use crate::scenario::flow::{Counted, StageKind};

/// What fills a stage first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// Requests a minute.
    RequestsMinute,
    /// Tokens a minute.
    TokensMinute,
    /// Requests a day.
    RequestsDay,
    /// Tokens a day.
    TokensDay,
    /// Workers.
    Workers,
    /// Connections.
    Connections,
}

impl Dimension {
    /// In words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::RequestsMinute => "requests a minute",
            Self::TokensMinute => "tokens a minute",
            Self::RequestsDay => "requests a day",
            Self::TokensDay => "tokens a day",
            Self::Workers => "workers",
            Self::Connections => "connections",
        }
    }

    /// Whether it is a budget of the day.
    pub const fn is_of_day(self) -> bool {
        matches!(self, Self::RequestsDay | Self::TokensDay)
    }
}

/// A limit by its dimension, and what it allows.
type Limit = (Dimension, Outcome);

/// What comes to the stage.
pub(super) struct Arrivals {
    pub(super) attempts: Figure,
    pub(super) day: Figure,
    pub(super) average: Figure,
    pub(super) peak: Figure,
}

impl Arrivals {
    pub(super) fn new(stage: &Stage, demand: &Demanded) -> Self {
        let attempts = room::attempts(stage.failure_share, stage.most_attempts);
        let day = room::items_per_day(
            demand.messages_per_day,
            stage.items_per_message,
            attempts.value,
        );
        let average = room::items_average(day.value);
        let peak = room::items_peak(average.value, demand.peak_to_average);
        Self {
            attempts,
            day,
            average,
            peak,
        }
    }
}

/// What limits the stage.
pub(super) struct Limits {
    pub(super) tokens: Outcome,
    pub(super) by: [Limit; 6],
    pub(super) minute: Outcome,
    pub(super) day: Outcome,
    pub(super) least: Outcome,
    pub(super) most: Outcome,
    pub(super) service: Outcome,
    pub(super) load: Outcome,
}

impl Limits {
    pub(super) fn new(stage: &Stage, demand: &Demanded, peak: f64) -> Self {
        let mut limits = Self {
            tokens: Err(NOT_LIMITED),
            by: [
                (Dimension::RequestsMinute, Err(NOT_LIMITED)),
                (Dimension::TokensMinute, Err(NOT_LIMITED)),
                (Dimension::RequestsDay, Err(NOT_LIMITED)),
                (Dimension::TokensDay, Err(NOT_LIMITED)),
                (Dimension::Workers, Err(NOT_LIMITED)),
                (Dimension::Connections, Err(NOT_LIMITED)),
            ],
            minute: Err(NOT_LIMITED),
            day: Err(NOT_LIMITED),
            least: Err(NOT_LIMITED),
            most: Err(NOT_LIMITED),
            service: Err(NOT_LIMITED),
            load: Err(NOT_LIMITED),
        };
        let held = || Ok(room::service_time(stage.service_low, stage.service_high));
        match stage.kind {
            StageKind::Unlimited => {}
            StageKind::Api => limits.of_api(stage, peak),
            StageKind::Workers => {
                limits.service = held();
                limits.of_workers(stage, peak);
            }
            StageKind::Connections => {
                limits.service = held();
                let load =
                    line::connections_held(demand.concurrent_users, stage.connections_per_user);
                limits.load = sound(load);
                // Where no item comes, none says how many a connection carries.
                limits.by[5].1 = if peak > 0.0 && load.value > 0.0 {
                    sound(room::by_connections(peak, stage.concurrency, load.value))
                } else {
                    Err(IDLE)
                };
                limits.minute = limits.by[5]
                    .1
                    .map(|by| room::minute_of_connections(by.value));
            }
        }
        limits
    }

    fn of_api(&mut self, stage: &Stage, peak: f64) {
        let tokens = match stage.counted {
            Counted::Used => room::tokens_used(stage.input_tokens, stage.output_tokens),
            Counted::Reserved => room::tokens_reserved(stage.input_tokens, stage.reserved_tokens),
            Counted::Input => room::tokens_sent(stage.input_tokens),
        };
        self.tokens = Ok(tokens);
        let limit = |stated: Option<f64>, each: f64, formula: fn(f64, f64) -> Figure| {
            // What an item has nothing of does not limit it.
            match stated {
                Some(stated) if each > 0.0 => sound(formula(stated, each)),
                _ => Err(NOT_LIMITED),
            }
        };
        let calls = stage.calls_per_item;
        let each = tokens.value;
        self.by[0].1 = limit(stage.requests_per_minute, calls, room::by_requests_minute);
        self.by[1].1 = limit(stage.tokens_per_minute, each, room::by_tokens_minute);
        self.by[2].1 = limit(stage.requests_per_day, calls, room::by_requests_day);
        self.by[3].1 = limit(stage.tokens_per_day, each, room::by_tokens_day);
        let least = |one: (Outcome, fn(f64) -> Figure), other: (Outcome, fn(f64) -> Figure)| match (
            one.0, other.0,
        ) {
            (Ok(first), Ok(second)) if second.value < first.value => Ok(other.1(second.value)),
            (Ok(first), _) => Ok(one.1(first.value)),
            (_, Ok(second)) => Ok(other.1(second.value)),
            _ => Err(NOT_LIMITED),
        };
        self.minute = least(
            (self.by[0].1, room::minute_of_requests),
            (self.by[1].1, room::minute_of_tokens),
        );
        self.day = least(
            (self.by[2].1, room::day_of_requests),
            (self.by[3].1, room::day_of_tokens),
        );
        self.service = self
            .minute
            .and_then(|minute| sound(room::spacing(minute.value)));
        self.load = self
            .service
            .and_then(|service| sound(line::offered_load(peak, service.value)));
    }

    fn of_workers(&mut self, stage: &Stage, peak: f64) {
        let Ok(service) = self.service else { return };
        let by = room::by_workers(stage.concurrency, service.value);
        self.by[4].1 = Ok(by);
        self.minute = Ok(room::minute_of_workers(by.value));
        self.least = Ok(match stage.concurrency_least {
            Some(least) => room::least_of_range(least, stage.service_high),
            None => room::least_of_all(stage.concurrency, stage.service_high),
        });
        self.most = Ok(room::capacity_most(stage.concurrency, stage.service_low));
        self.load = sound(line::offered_load(peak, service.value));
    }

    /// The least of the limits of these dimensions.
    fn tightest(&self, is_meant: fn(Dimension) -> bool) -> Option<Dimension> {
        let mut tightest: Option<(Dimension, f64)> = None;
        for (dimension, by) in &self.by {
            if let (true, Ok(by)) = (is_meant(*dimension), by)
                && tightest.is_none_or(|(_, least)| by.value < least)
            {
                tightest = Some((*dimension, by.value));
            }
        }
        tightest.map(|(dimension, _)| dimension)
    }
}

/// How full the stage is.
pub(super) struct Fullness {
    pub(super) capacity: Outcome,
    pub(super) minute: Outcome,
    pub(super) day: Outcome,
    pub(super) average: Outcome,
    pub(super) peak: Outcome,
    pub(super) binding: Option<Dimension>,
}

impl Fullness {
    pub(super) fn new(
        stage: &Stage,
        demand: &Demanded,
        arrivals: &Arrivals,
        limits: &Limits,
    ) -> Self {
        let (average, peak) = (arrivals.average.value, arrivals.peak.value);
        if stage.kind == StageKind::Unlimited {
            return Self {
                capacity: Err(UNLIMITED),
                minute: Err(UNLIMITED),
                day: Err(UNLIMITED),
                average: Ok(room::nothing_of_average(average)),
                peak: Ok(room::nothing_of_peak(peak)),
                binding: None,
            };
        }
        let capacity = match (limits.minute, limits.day) {
            (Ok(minute), Ok(day)) if day.value < minute.value => {
                Ok(room::capacity_by_day(day.value))
            }
            (Ok(minute), _) => Ok(room::capacity_by_minute(minute.value)),
            (_, Ok(day)) => Ok(room::capacity_by_day(day.value)),
            _ if stage.kind == StageKind::Api => Err(NOT_STATED),
            (absent, _) => absent,
        };
        let (minute, of_average) = if stage.kind == StageKind::Connections {
            let held = limits
                .load
                .and_then(|load| sound(room::connected(load.value, stage.concurrency)));
            let of_average = held.and_then(|held| {
                sound(room::connected_average(held.value, demand.peak_to_average))
            });
            (held, of_average)
        } else {
            let by = |capacity: Outcome, items: f64, formula: fn(f64, f64) -> Figure| {
                capacity.and_then(|it| sound(formula(items, it.value)))
            };
            (
                by(limits.minute, peak, room::minute_utilization),
                by(capacity, average, room::utilization_average),
            )
        };
        let day = limits
            .day
            .and_then(|day| sound(room::day_utilization(average, day.value)));
        let by_day = match (minute, day) {
            (Ok(minute), Ok(day)) => day.value > minute.value,
            (Err(_), Ok(_)) => true,
            _ => false,
        };
        let (fullest, binding) = match (by_day, minute, day) {
            (true, _, Ok(day)) => (
                Ok(room::peak_by_day(day.value)),
                limits.tightest(Dimension::is_of_day),
            ),
            (_, Ok(minute), _) => (
                Ok(room::peak_by_minute(minute.value)),
                match stage.kind {
                    StageKind::Connections => Some(Dimension::Connections),
                    _ => limits.tightest(|dimension| !dimension.is_of_day()),
                },
            ),
            _ if stage.kind == StageKind::Api => (Err(NOT_STATED), None),
            (_, absent, _) => (absent, None),
        };
        Self {
            capacity,
            minute,
            day,
            average: of_average,
            peak: fullest,
            binding,
        }
    }
}
