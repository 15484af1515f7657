//! What do the draws come to: from where to where is a figure, by when must something be
//! ordered, how likely is what nobody wants, and which input matters?

use crate::engine::{Plan, plan_with};
use crate::quantity::math::{count_of, of_count};
use crate::scenario::Scenario;
use crate::workloads::Loaded;
use serde::{Deserialize, Serialize};

/// Percentiles of a band: 90, 80 and 50 of 100 lie between two of them, from outside in.
pub const SHARES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];
/// So many dots show a date.
pub const DOTS: usize = 50;

/// From where to where a figure is.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Band {
    /// By [`SHARES`]; infinite where it is never so soon.
    pub at: [f64; 7],
    /// The share of draws in which there is no such figure.
    pub unknown: f64,
}

/// What is told of draws, as it goes from one that draws to one that shows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Told {
    /// How many were made.
    pub draws: usize,
    /// Of each figure, in the order of the plan; none where it is the same in all.
    pub bands: Vec<Option<Band>>,
    /// When each resource must be ordered.
    pub dates: Vec<OrderDate>,
    /// How likely is what.
    pub odds: Vec<Odds>,
    /// Which inputs matter, the one that moves the answer most first.
    pub drivers: Vec<Driver>,
    /// The draw whose bill is nearest its 95th percentile.
    pub bad: Option<usize>,
    /// How each but the first of those that are compared stands against the first.
    pub rivals: Vec<Against>,
}

/// How the bill of a scenario stands against that of another, in the same draws.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Against {
    /// The share of draws in which it is less.
    pub cheaper: f64,
    /// The share of draws in which it is more.
    pub dearer: f64,
    /// Evenly spread percentiles of the difference; empty where it is not known.
    pub dots: Vec<f64>,
}

impl Against {
    /// Of the difference in each draw in which it is known.
    pub fn of(mut apart: Vec<f64>) -> Self {
        if apart.is_empty() {
            return Self::default();
        }
        apart.sort_unstable_by(f64::total_cmp);
        let share = |is_so: &dyn Fn(f64) -> bool| {
            of_count(apart.iter().filter(|it| is_so(**it)).count()) / of_count(apart.len())
        };
        let at = |nth: usize| percentile(&apart, (of_count(nth) + 0.5) / of_count(DOTS));
        Self {
            cheaper: share(&|it| it < 0.0),
            dearer: share(&|it| it > 0.0),
            dots: (0..DOTS).map(at).collect(),
        }
    }
}

/// When a resource must be ordered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrderDate {
    /// The resource, as ids have it.
    pub row: String,
    /// Evenly spread percentiles of the last moment to order, in months from the start.
    pub dots: Vec<f64>,
    /// The last moment to order by which the chance to be late is the accepted risk.
    pub by: f64,
    /// The chance that an order at the moment that is planned comes too late.
    pub late: f64,
    /// The chance that an order of today does.
    pub late_now: f64,
}

/// What is not wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unwanted {
    /// The bill of a year from now is over the budget.
    OverBudget,
    /// The bill of any month of the year is.
    OverBudgetOnce,
    /// Gross margin is under its target.
    UnderMargin,
    /// The promise is broken in the spike that is shown.
    Broken,
    /// The same calls would cost less at an API.
    CheaperByApi,
}

/// How likely something is.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Odds {
    /// What.
    pub of: Unwanted,
    /// The share of draws in which it is so.
    pub chance: f64,
    /// Of so many draws.
    pub draws: usize,
}

/// An input that is drawn, and what it does to the answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Driver {
    /// The input.
    pub id: String,
    /// P5, the median and P95 as drawn.
    pub points: [f64; 3],
    /// The figure that is meant by the answer.
    pub answer: String,
    /// The answer with this input at P5 and at P95, all others at their medians.
    pub ends: [f64; 2],
    /// Which share of what the answer varies by comes from this input alone.
    pub share: f64,
    /// What it is worth a month to know this input exactly, where something is to be decided.
    pub worth: Option<f64>,
}

/// What is told of draws, beside the plan that they are of.
#[derive(Clone, PartialEq, Debug)]
pub struct Chances {
    told: Told,
    base: Plan,
}

impl Band {
    /// Of what a figure was in each draw; none where it was always the same.
    pub fn of(column: &[f64]) -> Option<Self> {
        let first = column.first()?.to_bits();
        if column.iter().all(|value| value.to_bits() == first) {
            return None;
        }
        let mut known: Vec<f64> = column.iter().copied().filter(|it| !it.is_nan()).collect();
        if known.is_empty() {
            return None;
        }
        known.sort_unstable_by(f64::total_cmp);
        let unknown = of_count(column.len() - known.len()) / of_count(column.len());
        Some(Self {
            at: SHARES.map(|share| percentile(&known, share)),
            unknown,
        })
    }
}

/// A percentile of what is sorted, between the two draws next to it.
pub fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = (share * of_count(sorted.len()) - 0.5).max(0.0);
    let below = count_of(place).min(sorted.len().saturating_sub(1));
    let (Some(low), Some(high)) = (
        sorted.get(below),
        sorted.get(below + 1).or(sorted.get(below)),
    ) else {
        return f64::NAN;
    };
    if !high.is_finite() {
        return if place - of_count(below) < 0.5 {
            *low
        } else {
            *high
        };
    }
    low + (high - low) * (place - of_count(below)).min(1.0)
}

impl Chances {
    /// Of the plan of the same scenario, without what nobody waits for.
    pub const fn new(told: Told, base: Plan) -> Self {
        Self { told, base }
    }

    /// What was sent of a scenario's draws; none where it cannot be read.
    pub fn read(sent: &[u8], scenario: &Scenario, loaded: Loaded) -> Option<Self> {
        let told = postcard::from_bytes(sent).ok()?;
        Some(Self::new(told, plan_with(scenario, loaded.awaited())))
    }

    /// What is told.
    pub const fn told(&self) -> &Told {
        &self.told
    }

    /// From where to where the figure of this id is; none where it is the same in all draws.
    pub fn band(&self, id: &str) -> Option<&Band> {
        let at = self.base.cells.place(id)?;
        self.told.bands.get(at)?.as_ref()
    }

    /// When a resource must be ordered.
    pub fn date(&self, row: &str) -> Option<&OrderDate> {
        self.told.dates.iter().find(|it| it.row == row)
    }

    /// How likely something is, where it can be said.
    pub fn odds(&self, of: Unwanted) -> Option<Odds> {
        self.told.odds.iter().copied().find(|it| it.of == of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_draws() {
        let sorted: Vec<f64> = (0..100).map(f64::from).collect();
        assert!((percentile(&sorted, 0.5) - 49.5).abs() < 1e-12);
        assert!((percentile(&sorted, 0.05) - 4.5).abs() < 1e-12);
        assert!((percentile(&sorted, 0.0) - 0.0).abs() < 1e-12);
        assert!((percentile(&sorted, 1.0) - 99.0).abs() < 1e-12);
        assert!(percentile(&[], 0.5).is_nan());
    }

    #[test]
    fn never_is_later_than_all_and_unknown_is_a_share_of_its_own() {
        let band = Band::of(&[1.0, 2.0, f64::INFINITY, f64::NAN]).unwrap();
        assert!((band.unknown - 0.25).abs() < 1e-12);
        assert!(band.at[6].is_infinite() && (band.at[0] - 1.0).abs() < 1e-12);
        assert_eq!(Band::of(&[3.0, 3.0]), None);
        assert_eq!(Band::of(&[f64::NAN, f64::NAN]), None);
    }
}
