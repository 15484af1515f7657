//! Which pods does the autoscaler count?
//!
//! Pods that are alike are one entry with a count. A pod that is being deleted or has
//! failed is not looked at; one that is pending is not ready; one without a sample is
//! missing; and where CPU is measured, one that starts is not ready before it is
//! [`Phase::Ready`] and a whole window has been sampled since.

/// Seconds after its start for which a pod's CPU is that of starting.
pub const CPU_INITIALIZATION: f64 = 300.0;

/// Seconds after its start within which a pod that is not ready never was.
pub const INITIAL_READINESS: f64 = 30.0;

/// Pods that are alike.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pods {
    /// How many.
    pub count: f64,
    /// What each of them requests, in thousandths.
    pub requested: f64,
    /// Where they are in their life.
    pub phase: Phase,
    /// When they started, in seconds; none where that is not known.
    pub started: Option<f64>,
    /// When they last became ready or stopped being so.
    pub changed: f64,
    /// What each of them uses; none where no sample is there.
    pub sample: Option<Sample>,
}

/// Where a pod is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Failed, or being deleted.
    Ended,
    /// Without a node, or its images are being fetched.
    Pending,
    /// Running and not ready.
    Unready,
    /// Running and ready.
    Ready,
}

/// What was measured of a pod.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sample {
    /// In thousandths, whole.
    pub used: f64,
    /// When, in seconds.
    pub at: f64,
    /// Over how many seconds.
    pub window: f64,
}

/// What is measured of pods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resource {
    /// CPU, for which starting pods do not count.
    Cpu,
    /// Anything else, for which readiness is not looked at.
    Other,
}

/// How pods count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// Not at all.
    Ignored,
    /// As using nothing, where use is over the target; else not at all.
    Unready,
    /// As using nothing where use is over the target, as using all where it is under it.
    Missing,
    /// As measured.
    Counted,
}

impl Pods {
    /// Pods that run, are ready and use so many thousandths each, for as long as anyone asks.
    pub const fn settled(count: f64, used: f64, requested: f64) -> Self {
        Self {
            count,
            requested,
            phase: Phase::Ready,
            started: Some(f64::NEG_INFINITY),
            changed: f64::NEG_INFINITY,
            sample: Some(Sample {
                used,
                at: 0.0,
                window: 0.0,
            }),
        }
    }

    /// How they count now.
    pub fn class(&self, resource: Resource, now: f64) -> Class {
        match (self.phase, self.sample) {
            (Phase::Ended, _) => Class::Ignored,
            (Phase::Pending, _) => Class::Unready,
            (_, None) => Class::Missing,
            (_, Some(sample)) if resource == Resource::Cpu && self.is_starting(sample, now) => {
                Class::Unready
            }
            _ => Class::Counted,
        }
    }

    fn is_starting(&self, sample: Sample, now: f64) -> bool {
        let Some(started) = self.started else {
            return true;
        };
        let unready = self.phase == Phase::Unready;
        if started + CPU_INITIALIZATION > now {
            unready || sample.at < self.changed + sample.window
        } else {
            unready && started + INITIAL_READINESS > self.changed
        }
    }
}
