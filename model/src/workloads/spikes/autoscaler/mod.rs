//! How many replicas would Kubernetes run?
//!
//! The horizontal pod autoscaler of `autoscaling/v2`, restated from Kubernetes 1.33
//! (`replica_calculator.go`, `horizontal.go`, `metrics/utilization.go`), in doubles and
//! whole numbers to the letter: no noise is taken off a quotient here.
//!
//! - [`pods`]: which pods count, by phase, readiness and the age of their sample.
//! - [`metric`]: how many replicas one metric calls for.
//! - [`behavior`]: how far a sync may go: windows, policies, what ran before.
//! - [`Autoscaler::sync`]: all of it, every 15 seconds.

pub mod behavior;
pub mod metric;
pub mod pods;

use crate::quantity::brackets::max;
use behavior::{Behavior, History, legacy};
use metric::{Metric, Seen};

/// Seconds between two looks, unless the controller is told otherwise.
pub const SYNC: f64 = 15.0;

/// How far a ratio to the target may be off 1 without any change, unless told otherwise.
pub const TOLERANCE: f64 = 0.1;

/// Kubernetes, by what its autoscaler does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// 1.32 and before.
    Before133,
    /// 1.33 to 1.36.
    From133,
    /// 1.37 and on: none at all may run, unless that is switched off.
    From137,
}

impl Version {
    /// The fewest replicas that may be asked for.
    pub const fn fewest(self) -> f64 {
        match self {
            Self::From137 => 0.0,
            Self::Before133 | Self::From133 => 1.0,
        }
    }

    /// How it compares a ratio with its usual tolerance.
    pub const fn tolerance(self) -> Tolerance {
        match self {
            Self::Before133 => Tolerance::OfDifference(TOLERANCE),
            Self::From133 | Self::From137 => Tolerance::Between {
                down: TOLERANCE,
                up: TOLERANCE,
            },
        }
    }
}

/// How near to 1 a ratio must be to change nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Tolerance {
    /// Up to 1.32: the difference to 1, which for 1.1 is over a tenth in doubles.
    OfDifference(f64),
    /// From 1.33 on: between two bounds, which an autoscaler may have of its own.
    Between {
        /// Below 1.
        down: f64,
        /// Above 1.
        up: f64,
    },
}

impl Tolerance {
    /// Whether a ratio changes nothing.
    pub fn holds(self, ratio: f64) -> bool {
        match self {
            Self::OfDifference(most) => (1.0 - ratio).abs() <= most,
            Self::Between { down, up } => 1.0 - down <= ratio && ratio <= 1.0 + up,
        }
    }
}

/// An autoscaler as it is declared.
#[derive(Clone, PartialEq, Debug)]
pub struct Autoscaler {
    /// What it goes by; the largest of what they call for counts.
    pub metrics: Vec<Metric>,
    /// The fewest replicas.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// How near to a target changes nothing.
    pub tolerance: Tolerance,
    /// How fast it may change; none is another way, not this one's default.
    pub behavior: Option<Behavior>,
}

/// What one sync came to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Decision {
    /// Replicas before.
    pub from: f64,
    /// Replicas from now on.
    pub to: f64,
    /// Why that many.
    pub why: Why,
}

impl Decision {
    /// Whether others run from now on.
    pub fn is_change(&self) -> bool {
        (self.to - self.from).abs() > 0.0
    }
}

/// Why a sync came to what it did.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Why {
    /// None run, and none may be asked for: it is switched off.
    Off,
    /// More or fewer ran than are allowed, which is put right at once.
    OutOfBounds,
    /// No metric could be read, or too few to go down by.
    Unseen,
    /// The metrics call for so many, the first of them by its place.
    Called {
        /// Which metric called for the most.
        metric: usize,
        /// How many it called for; `to` may be short of it by windows, policies, bounds.
        wanted: f64,
        /// What it read, in its own unit: whole percent of request, or what its target counts.
        read: f64,
    },
}

impl Autoscaler {
    /// One sync: `seen` has what each metric reads, in their order, and `current`
    /// replicas are asked for now.
    pub fn sync(&self, history: &mut History, current: f64, seen: &[Seen], now: f64) -> Decision {
        history.begin(current, now);
        let (to, why) = self.decided(history, current, seen, now);
        if let Some(behavior) = &self.behavior {
            history.changed(behavior, to - current, now);
        }
        Decision {
            from: current,
            to,
            why,
        }
    }

    fn decided(&self, history: &mut History, current: f64, seen: &[Seen], now: f64) -> (f64, Why) {
        if current <= 0.0 && self.least > 0.0 {
            return (current, Why::Off);
        }
        if current > self.most {
            return (self.most, Why::OutOfBounds);
        }
        if current < self.least {
            return (self.least, Why::OutOfBounds);
        }
        let Some(why) = self.called(current, seen, now) else {
            return (current, Why::Unseen);
        };
        let Why::Called { wanted, .. } = why else {
            return (current, why);
        };
        let bounds = [self.least, self.most];
        let to = match &self.behavior {
            None => legacy(history, current, wanted, bounds, now),
            Some(behavior) => behavior.step(history, current, wanted, bounds, now),
        };
        (to, why)
    }

    /// What the metrics call for; none where none is read, or some are not and the
    /// others would go down.
    fn called(&self, current: f64, seen: &[Seen], now: f64) -> Option<Why> {
        let (mut most, mut read_all): (Option<(usize, metric::Call)>, _) = (None, true);
        for (at, metric) in self.metrics.iter().enumerate() {
            let seen = seen.get(at).copied().unwrap_or(Seen::Nothing);
            let Some(call) = metric.calls(current, seen, now, self.tolerance) else {
                read_all = false;
                continue;
            };
            if most.is_none_or(|(_, before)| call.replicas > before.replicas) {
                most = Some((at, call));
            }
        }
        let (metric, call) = most?;
        (read_all || call.replicas >= current).then_some(Why::Called {
            metric,
            wanted: max(call.replicas, 0.0),
            read: call.read,
        })
    }
}

/// A share as Kubernetes takes it: in whole percent.
pub fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}

/// A whole count of replicas, and never a negative zero.
fn replicas_of(value: f64) -> f64 {
    value.ceil() + 0.0
}
