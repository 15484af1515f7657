//! How many replicas does one metric call for?
//!
//! ```text
//! use of request   ceil(U / target * counted), U in whole percent of what they request
//! use per pod      the same, U the whole mean of the pods
//! a value          ceil(value / target * ready)
//! a value per pod  ceil(value / target)
//! ```
//!
//! and as many as now where the ratio is within the tolerance. Pods that are not ready
//! or have no sample hold a change back: see [`Class`].

use super::pods::{Class, Pods, Resource};
use super::{Tolerance, replicas_of};
use crate::quantity::brackets::max;

/// What an autoscaler goes by.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Metric {
    /// Use of what pods request, in whole percent (`Resource`, `Utilization`).
    Utilization {
        /// Of which resource.
        resource: Resource,
        /// In whole percent.
        target: f64,
    },
    /// Use of each pod (`Resource` or `Pods`, `AverageValue`).
    PerPod {
        /// Of which resource.
        resource: Resource,
        /// In thousandths, whole.
        target: f64,
    },
    /// A value of something else (`Object` or `External`, `Value`).
    Value {
        /// In thousandths, whole.
        target: f64,
    },
    /// A value of something else, for each pod (`Object` or `External`, `AverageValue`).
    ValuePerPod {
        /// In thousandths, whole.
        target: f64,
    },
}

/// What is read of a metric.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Seen<'a> {
    /// It could not be read.
    Nothing,
    /// Pods with their samples.
    Pods(&'a [Pods]),
    /// A value, in thousandths, and how many pods are ready.
    Value {
        /// What is read.
        value: f64,
        /// Pods that run and are ready.
        ready: f64,
    },
}

/// What a metric calls for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Call {
    /// How many replicas.
    pub replicas: f64,
    /// What it read, in the unit of its target.
    pub read: f64,
}

impl Metric {
    /// How many replicas it calls for, when `current` are asked for; none where
    /// nothing can be read.
    pub fn calls(self, current: f64, seen: Seen, now: f64, tolerance: Tolerance) -> Option<Call> {
        match (self, seen) {
            (Self::Utilization { resource, target }, Seen::Pods(pods)) => {
                // Where a sample is missing and use is low, all of the request is assumed.
                let assumed = |it: &Pods| (it.requested * max(100.0, target) / 100.0).trunc();
                let counted = Counted::of(pods, resource, now, assumed);
                counted.call(self, current, tolerance)
            }
            (Self::PerPod { resource, target }, Seen::Pods(pods)) => {
                Counted::of(pods, resource, now, |_| target).call(self, current, tolerance)
            }
            (Self::Value { target }, Seen::Value { value, ready }) => {
                let ratio = quotient(value, target)?;
                let replicas = if current <= 0.0 {
                    replicas_of(ratio)
                } else if tolerance.holds(ratio) {
                    current
                } else {
                    replicas_of(ratio * ready)
                };
                Some(Call {
                    replicas,
                    read: value,
                })
            }
            (Self::ValuePerPod { target }, Seen::Value { value, .. }) => {
                let wanted = quotient(value, target)?;
                let holds = current > 0.0 && tolerance.holds(value / (target * current));
                let replicas = if holds { current } else { replicas_of(wanted) };
                Some(Call {
                    replicas,
                    read: value,
                })
            }
            _ => None,
        }
    }

    /// What a target is of.
    pub const fn target(self) -> f64 {
        match self {
            Self::Utilization { target, .. }
            | Self::PerPod { target, .. }
            | Self::Value { target }
            | Self::ValuePerPod { target } => target,
        }
    }

    /// What is read of pods, in whole numbers; none where there is none.
    fn read(self, sum: Sum) -> Option<f64> {
        let (part, whole) = match self {
            Self::Utilization { .. } => (100.0 * sum.used, sum.requested),
            _ => (sum.used, sum.count),
        };
        (whole > 0.0).then(|| (part / whole).trunc())
    }
}

/// What pods add up to.
#[derive(Clone, Copy, Default)]
struct Sum {
    count: f64,
    used: f64,
    requested: f64,
}

impl Sum {
    fn add(&mut self, pods: &Pods, each: f64) {
        self.count += pods.count;
        self.used += each * pods.count;
        self.requested += pods.requested * pods.count;
    }

    fn and(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            used: self.used + other.used,
            requested: self.requested + other.requested,
        }
    }

    fn idle(self) -> Self {
        Self { used: 0.0, ..self }
    }
}

/// Pods by how they count.
#[derive(Default)]
struct Counted {
    ready: Sum,
    unready: Sum,
    /// As they are assumed where use is under the target.
    missing: Sum,
}

impl Counted {
    fn of(pods: &[Pods], resource: Resource, now: f64, assumed: impl Fn(&Pods) -> f64) -> Self {
        let mut all = Self::default();
        for it in pods {
            match it.class(resource, now) {
                Class::Ignored => {}
                Class::Unready => all.unready.add(it, 0.0),
                Class::Missing => all.missing.add(it, assumed(it)),
                Class::Counted => all
                    .ready
                    .add(it, it.sample.map_or(0.0, |sample| sample.used)),
            }
        }
        all
    }

    fn call(&self, metric: Metric, current: f64, tolerance: Tolerance) -> Option<Call> {
        let read = metric.read(self.ready)?;
        let first = quotient(read, metric.target())?;
        let replicas = self.replicas(metric, current, first, tolerance);
        Some(Call { replicas, read })
    }

    /// Of a ratio over those that are ready, with what the others are assumed to use.
    fn replicas(&self, metric: Metric, current: f64, first: f64, tolerance: Tolerance) -> f64 {
        let diluted = self.unready.count > 0.0 && first > 1.0;
        if !diluted && self.missing.count <= 0.0 {
            return if tolerance.holds(first) {
                current
            } else {
                replicas_of(first * self.ready.count)
            };
        }
        let mut all = self.ready;
        if first < 1.0 {
            all = all.and(self.missing);
        } else if first > 1.0 || matches!(metric, Metric::PerPod { .. }) {
            // At the target itself Kubernetes leaves them out of a utilization, and
            // counts them in a mean over pods.
            all = all.and(self.missing.idle());
        }
        if diluted {
            all = all.and(self.unready);
        }
        let second = metric.read(all).map_or(0.0, |read| read / metric.target());
        let turns = (first < 1.0 && second > 1.0) || (first > 1.0 && second < 1.0);
        if tolerance.holds(second) || turns {
            return current;
        }
        let wanted = replicas_of(second * all.count);
        let turns = (second < 1.0 && wanted > current) || (second > 1.0 && wanted < current);
        if turns { current } else { wanted }
    }
}

fn quotient(value: f64, target: f64) -> Option<f64> {
    (target > 0.0).then(|| value / target)
}
