//! How full is a stage with the fixes before, and what does a fix change?

use super::stage::StagePlan;
use crate::quantity::brackets::max;
use crate::scenario::flow::{FixKind, StageKind};
use crate::scenario::web::Switch;

/// A stage as the fixes before leave it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Load {
    pub(super) kind: StageKind,
    /// How full it is by the minute at the peak, and by the day.
    pub(super) minute: Option<f64>,
    pub(super) day: Option<f64>,
    pub(super) is_queued: Switch,
    /// How much of its items is left, at the peak and over the day.
    pub(super) at_peak: f64,
    pub(super) by_day: f64,
    /// What its capacity is multiplied by.
    pub(super) wider: f64,
    /// Servers, load and time of the line before it.
    pub(super) servers: Option<f64>,
    pub(super) offered: Option<f64>,
    pub(super) service: Option<f64>,
    pub(super) peak: f64,
}

/// Whether what is taken off at the peak is taken off the day too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    Too,
    Not,
}

impl Load {
    pub(super) fn new(kind: StageKind, stage: &StagePlan) -> Self {
        Self {
            kind,
            minute: stage.minute_utilization.number().ok(),
            day: stage.day_utilization.number().ok(),
            is_queued: Switch::Off,
            at_peak: 1.0,
            by_day: 1.0,
            wider: 1.0,
            servers: stage.servers.number().ok(),
            offered: stage.offered_load.number().ok(),
            service: stage.service_time.number().ok(),
            peak: stage.items_peak.or_zero(),
        }
    }

    /// With so much of its items left.
    pub(super) fn with_items(&self, share: f64, days: Days) -> Self {
        Self {
            at_peak: self.at_peak * share,
            by_day: match days {
                Days::Too => self.by_day * share,
                Days::Not => self.by_day,
            },
            ..*self
        }
    }

    /// How full it is by the minute at the peak; 0 where that is not limited.
    pub(super) fn minute(&self) -> f64 {
        self.minute
            .map_or(0.0, |minute| minute * self.at_peak / self.wider)
    }

    /// How much of the day's budget it spends; 0 where there is none.
    pub(super) fn day(&self) -> f64 {
        self.day.map_or(0.0, |day| day * self.by_day / self.wider)
    }

    /// How full it is: where items queue, as full as on average.
    pub(super) fn full(&self, peak_to_average: f64) -> f64 {
        let minute = match self.is_queued {
            Switch::On => self.minute() / peak_to_average,
            Switch::Off => self.minute(),
        };
        max(minute, self.day())
    }

    /// Servers, load and time of the line before it, if there is one.
    pub(super) fn line(&self) -> Option<[f64; 3]> {
        let (servers, load) = (self.servers?, self.offered? * self.at_peak);
        let service = self.service?;
        Some(match self.kind {
            // It lets items through faster, still one after another.
            StageKind::Api => [servers, load / self.wider, service / self.wider],
            _ => [(servers * self.wider).floor(), load, service],
        })
    }

    /// With so many times the capacity.
    pub(super) fn widened(&self, factor: f64) -> Self {
        Self {
            wider: self.wider * factor,
            ..*self
        }
    }
}

/// Whether a fix can act on a stage of this kind.
pub(super) const fn fits(fix: FixKind, stage: StageKind) -> bool {
    match (fix, stage) {
        (_, StageKind::Unlimited) | (FixKind::Workers, StageKind::Api) => false,
        (FixKind::Tier, kind) => matches!(kind, StageKind::Api),
        (FixKind::Cache | FixKind::RateLimit | FixKind::Queue, kind) => {
            !matches!(kind, StageKind::Connections)
        }
        _ => true,
    }
}
