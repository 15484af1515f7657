//! How many replicas would Kubernetes run?
//!
//! The horizontal pod autoscaler of `autoscaling/v2`, restated from Kubernetes
//! 1.33: whole percent of what pods request, a ratio to the target within 0.9
//! to 1.1 changes nothing, else `ceil(ratio * replicas)`, in doubles to the
//! letter: no noise is taken off a quotient here. Pods that are not ready, or
//! that no sample is of, count as Kubernetes counts them.

use crate::quantity::brackets::{max, min};

/// A ratio to the target that is nearer to 1 than this changes nothing.
pub const TOLERANCE: f64 = 0.1;

/// Pods that are alike.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pods {
    /// How many.
    pub count: f64,
    /// What each of them uses, in thousandths; none where no sample is there.
    pub used: Option<f64>,
    /// What each of them requests, in thousandths.
    pub requested: f64,
    /// Whether they are ready; where CPU is measured, others are not counted.
    pub readiness: Readiness,
}

/// Whether pods are ready.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readiness {
    /// They are.
    Ready,
    /// They are starting.
    Unready,
}

/// How many replicas one metric calls for, when so many run and pods shall use
/// so many whole percent of what they request. None where nothing is measured.
pub fn replicas(current: f64, pods: &[Pods], target: f64) -> Option<f64> {
    let ready = |it: &&Pods| it.readiness == Readiness::Ready;
    let measured: Vec<&Pods> = pods
        .iter()
        .filter(ready)
        .filter(|it| it.used.is_some())
        .collect();
    let first = ratio(
        measured.iter().map(|it| (**it, it.used.unwrap_or(0.0))),
        target,
    )?;
    let missing = pods.iter().filter(ready).any(|it| it.used.is_none());
    let unready = pods.iter().any(|it| it.readiness == Readiness::Unready);
    let held_back = missing || (unready && first > 1.0);
    if !held_back {
        let ready = measured.iter().fold(0.0, |count, it| count + it.count);
        return Some(if is_near(first) {
            current
        } else {
            up(first * ready)
        });
    }
    let assumed = |it: &Pods| match (it.readiness, it.used) {
        (Readiness::Ready, Some(used)) => Some(used),
        // Those without a sample hold back whichever way it goes.
        (Readiness::Ready, None) if first < 1.0 => Some(it.requested * max(100.0, target) / 100.0),
        (Readiness::Ready, None) => Some(0.0),
        (Readiness::Unready, _) => (first > 1.0).then_some(0.0),
    };
    let counted = pods.iter().filter_map(|it| Some((*it, assumed(it)?)));
    let second = ratio(counted.clone(), target)?;
    if is_near(second) || (first < 1.0) != (second < 1.0) {
        return Some(current);
    }
    let wanted = up(second * counted.fold(0.0, |count, (it, _)| count + it.count));
    let turns_back = (second < 1.0 && wanted > current) || (second > 1.0 && wanted < current);
    Some(if turns_back { current } else { wanted })
}

/// Use over target, by whole percent; none where nothing is requested.
fn ratio(pods: impl Iterator<Item = (Pods, f64)>, target: f64) -> Option<f64> {
    let (mut used, mut requested) = (0.0, 0.0);
    for (it, usage) in pods {
        used += usage * it.count;
        requested += it.requested * it.count;
    }
    (requested > 0.0 && target > 0.0).then(|| (100.0 * used / requested).trunc() / target)
}

fn is_near(ratio: f64) -> bool {
    (1.0 - TOLERANCE..=1.0 + TOLERANCE).contains(&ratio)
}

fn up(value: f64) -> f64 {
    value.ceil() + 0.0
}

/// What the last sync and those before it leave for the next.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct History<'a> {
    /// Replicas added within the period of the policy.
    pub added: f64,
    /// Replicas removed within it.
    pub removed: f64,
    /// What was called for within the window of scaling up.
    pub up: &'a [f64],
    /// What was called for within the window of scaling down.
    pub down: &'a [f64],
}

/// By how many whole percent replicas may change within a period.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// Up.
    pub up: f64,
    /// Down.
    pub down: f64,
}

/// How many replicas the next sync starts or stops, of what is wanted.
pub fn next(current: f64, wanted: f64, limits: Limits, history: History) -> f64 {
    let lowest = history.up.iter().fold(wanted, |low, it| min(low, *it));
    let highest = history.down.iter().fold(wanted, |high, it| max(high, *it));
    let stable = min(max(current, lowest), highest);
    let start = current - history.added + history.removed;
    if stable > current {
        let most = up(start * (1.0 + limits.up / 100.0));
        min(stable, max(most, current))
    } else if stable < current {
        let least = (start * (1.0 - limits.down / 100.0)).trunc();
        max(stable, min(least, current))
    } else {
        current
    }
}

/// A share as Kubernetes takes it: in whole percent.
pub fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}

/// Replicas of alike pods that use this share of what they request, to a
/// thousandth.
pub fn wanted(current: f64, used: f64, target: f64) -> f64 {
    let pods = Pods {
        count: current,
        used: Some((used * 1000.0).round()),
        requested: 1000.0,
        readiness: Readiness::Ready,
    };
    replicas(current, &[pods], percent(target)).unwrap_or(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn pods(count: f64, used: f64, readiness: Readiness) -> Pods {
        Pods {
            count,
            used: Some(used),
            requested: 1000.0,
            readiness,
        }
    }

    const READY: Readiness = Readiness::Ready;
    const UNREADY: Readiness = Readiness::Unready;

    fn check(current: f64, pods: &[Pods], target: f64, expected: f64) {
        let ours = replicas(current, pods, target).unwrap();
        assert_eq!(ours.to_bits(), expected.to_bits(), "{ours}, not {expected}");
    }

    /// Cases of `replica_calculator_test.go`: scale up, hold with unready pods,
    /// scale down with unready pods.
    #[test]
    fn kubernetes_own_cases() {
        let three =
            |first, second, third| [first, second, third].map(|used| pods(1.0, used, READY));
        check(3.0, &three(300.0, 500.0, 700.0), 30.0, 5.0);
        let starting = [
            pods(1.0, 400.0, READY),
            pods(1.0, 500.0, UNREADY),
            pods(1.0, 700.0, UNREADY),
        ];
        check(3.0, &starting, 30.0, 3.0);
        let down = [
            pods(1.0, 100.0, READY),
            pods(1.0, 300.0, READY),
            pods(1.0, 500.0, READY),
            pods(1.0, 250.0, UNREADY),
            pods(1.0, 250.0, UNREADY),
        ];
        check(5.0, &down, 50.0, 2.0);
    }

    /// Use is counted in whole percent, and 1.1 times the target is near it.
    #[test]
    fn traps_of_arithmetic() {
        check(10.0, &[pods(10.0, 669.0, READY)], 60.0, 10.0);
        check(10.0, &[pods(10.0, 670.0, READY)], 60.0, 12.0);
        check(10.0, &[pods(10.0, 660.0, READY)], 60.0, 10.0);
        check(10.0, &[pods(10.0, 540.0, READY)], 60.0, 10.0);
        check(10.0, &[pods(10.0, 539.0, READY)], 60.0, 9.0);
        // Ten at 100 %, seven starting: 58 over 60 is near, so none are added.
        let diluted = [pods(10.0, 1000.0, READY), pods(7.0, 0.0, UNREADY)];
        check(17.0, &diluted, 60.0, 17.0);
        assert_eq!(replicas(3.0, &[], 60.0), None);
        let missing = Pods {
            used: None,
            ..pods(1.0, 0.0, READY)
        };
        assert_eq!(replicas(1.0, &[missing], 60.0), None);
        check(2.0, &[pods(1.0, 100.0, READY), missing], 50.0, 2.0);
    }

    fn step(current: f64, wanted: f64, [up, down]: [f64; 2], history: History, expected: f64) {
        let limits = Limits { up, down };
        let ours = next(current, wanted, limits, history);
        assert_eq!(ours.to_bits(), expected.to_bits(), "{ours}, not {expected}");
    }

    /// Cases of `horizontal_test.go`, and percent policies in doubles.
    #[test]
    fn policies_and_windows_as_kubernetes_has_them() {
        let none = History::default();
        step(10.0, 50.0, [100.0, 100.0], none, 20.0);
        step(100.0, 500.0, [10.0, 100.0], none, 111.0);
        step(100.0, 0.0, [100.0, 93.0], none, 6.0);
        step(10.0, 0.0, [100.0, 90.0], none, 0.0);
        let removed = History {
            removed: 12.0,
            ..none
        };
        step(100.0, 0.0, [100.0, 50.0], removed, 56.0);
        let both = History {
            added: 4.0,
            removed: 2.0,
            ..none
        };
        step(6.0, 100.0, [300.0, 100.0], both, 16.0);
        let before = History {
            up: &[4.0, 5.0],
            ..none
        };
        step(1.0, 7.0, [1000.0, 100.0], before, 4.0);
        let peak = History {
            down: &[9.0],
            ..none
        };
        step(10.0, 2.0, [100.0, 100.0], peak, 9.0);
        step(5.0, 5.0, [100.0, 10.0], none, 5.0);
    }
}
