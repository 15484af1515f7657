//! How many replicas would Kubernetes run?
//!
//! The horizontal pod autoscaler of `autoscaling/v2`, restated from Kubernetes
//! 1.33: whole percent of what pods request, a ratio to the target within 0.9
//! to 1.1 changes nothing, else `ceil(ratio * replicas)`, in doubles to the
//! letter: no noise is taken off a quotient here. Pods that are not ready, or
//! that no sample is of, count as Kubernetes counts them.

use crate::catalog::constants::MIB_PER_GIB;
use crate::catalog::sources::KUBERNETES;
use crate::catalog::sources::{CAPACITY_GUIDE, OURS, SIZING_CALCULATOR};
use crate::engine::outcome::figures;
use crate::quantity::brackets::{max, min};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::fleet::{Fleet, PoolKind};
use crate::scenario::{Pool, Scenario};
use crate::workloads::web::Web;

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
fn wanted(current: f64, used: f64, target: f64) -> f64 {
    let pods = Pods {
        count: current,
        used: Some((used * 1000.0).round()),
        requested: 1000.0,
        readiness: Readiness::Ready,
    };
    replicas(current, &[pods], percent(target)).unwrap_or(current)
}

/// The number of replicas that the metrics call for.
pub mod steady {
    use super::{History, KUBERNETES, Limits, OURS, max, min, percent, wanted};
    use crate::quantity::math::whole;

    crate::old_formulas! {
        source: KUBERNETES;

        /// Replicas that CPU calls for.
        pub fn replicas_by_cpu "Replicas by CPU" (replicas_now: "pod", cpu_usage: "share", cpu_target: "share") -> "pod" table "ceil(replicas_now * cpu_usage / cpu_target), by whole percent; as many as now where the ratio is 0.9 to 1.1" {
            wanted(replicas_now, cpu_usage, cpu_target)
        }
        /// Replicas that memory calls for.
        pub fn replicas_by_memory "Replicas by memory" (replicas_now: "pod", memory_usage: "share", memory_target: "share") -> "pod" table "ceil(replicas_now * memory_usage / memory_target), by whole percent; as many as now where the ratio is 0.9 to 1.1" {
            wanted(replicas_now, memory_usage, memory_target)
        }
        /// Replicas that the autoscaler comes to: what the higher metric calls for, within its bounds.
        pub fn replicas_wanted "Replicas in the end" (replicas_by_cpu: "pod", replicas_by_memory: "pod", replicas_min: "pod", replicas_max: "pod") -> "pod" {
            min(replicas_max, max(replicas_min, max(replicas_by_cpu, replicas_by_memory)))
        }
        /// Replicas after the first period, by how much they may change in it.
        pub fn replicas_next "Replicas after the first period" (replicas_now: "pod", replicas_wanted: "pod", up_limit: "share", down_limit: "share", replicas_min: "pod", replicas_max: "pod") -> "pod" table "up to ceil(replicas_now * (1 + up_limit)), or down to trunc(replicas_now * (1 - down_limit)) once its window has passed; out of bounds at once" {
            if replicas_now < replicas_min {
                replicas_min
            } else if replicas_now > replicas_max {
                replicas_max
            } else {
                let limits = Limits { up: percent(up_limit), down: percent(down_limit) };
                super::next(replicas_now, replicas_wanted, limits, History::default())
            }
        }
    }

    pub mod measured {
        //! What runs now, and what of its requests it uses.
        use super::{OURS, whole};

        crate::old_formulas! {
            source: OURS;

            /// Replicas that run now, as stated.
            pub fn replicas_stated "Replicas now" (pods_running: "pod") -> "pod" as replicas_now table "as stated, in whole pods" {
                whole(pods_running)
            }
            /// Replicas that run now: what is used of the pool of pods.
            pub fn replicas_of_pool "Replicas now" (used: "unit") -> "pod" as replicas_now table "used of the pool of pods, in whole pods" {
                whole(used)
            }
            /// CPU that pods use of what they request, as stated.
            pub fn cpu_usage_stated "CPU used of request" (cpu_measured: "share") -> "share" as cpu_usage {
                cpu_measured
            }
            /// CPU that pods use of what they request: pods share out the cores there are.
            pub fn cpu_usage_of_pool "CPU used of request" (utilization: "share") -> "share" as cpu_usage {
                utilization
            }
            /// Memory that pods use of what they request, as stated.
            pub fn memory_usage_stated "Memory used of request" (memory_measured: "share") -> "share" as memory_usage {
                memory_measured
            }
            /// Memory that pods use of what they request: pods share out the memory there is.
            pub fn memory_usage_of_pool "Memory used of request" (utilization: "share") -> "share" as memory_usage {
                utilization
            }
        }
    }
}

/// What a pod requests and may use.
pub mod request {
    use super::{MIB_PER_GIB, SIZING_CALCULATOR};

    crate::old_formulas! {
        source: SIZING_CALCULATOR;

        /// Cores that a pod requests, as the web stack is sized.
        pub fn pod_cpu_request_of_web "CPU request of a pod" (backend_cpu_request: "core/pod") -> "core/pod" as pod_cpu_request {
            backend_cpu_request
        }
        /// Cores that a pod may use, as the web stack is sized.
        pub fn pod_cpu_limit_of_web "CPU limit of a pod" (backend_cpu_limit: "core/pod") -> "core/pod" as pod_cpu_limit {
            backend_cpu_limit
        }
        /// Memory that a pod requests, as the web stack is sized.
        pub fn pod_memory_request_of_web "Memory request of a pod" (backend_memory_request: "MiB/pod") -> "MiB/pod" as pod_memory_request {
            backend_memory_request
        }
        /// Memory that a pod may use, as the web stack is sized.
        pub fn pod_memory_limit_of_web "Memory limit of a pod" (backend_memory_limit: "MiB/pod") -> "MiB/pod" as pod_memory_limit {
            backend_memory_limit
        }
        /// Cores that a pod requests: the cores there are, shared out among the pods that run.
        pub fn pod_cpu_request_of_pool "CPU request of a pod" (capacity: "unit", replicas_now: "pod") -> "core/pod" as pod_cpu_request table "capacity of the CPU pool / replicas_now" {
            capacity / replicas_now
        }
        /// Memory that a pod requests: the memory there is, shared out among the pods that run.
        pub fn pod_memory_request_of_pool "Memory request of a pod" (capacity: "unit", replicas_now: "pod") -> "MiB/pod" as pod_memory_request table "capacity of the memory pool in GB * 1,024 / replicas_now" {
            capacity * MIB_PER_GIB / replicas_now
        }
        /// Cores that a pod may use.
        pub fn pod_cpu_limit_of_request "CPU limit of a pod" (pod_cpu_request: "core/pod", limit_factor: "x") -> "core/pod" as pod_cpu_limit {
            pod_cpu_request * limit_factor
        }
        /// Memory that a pod may use.
        pub fn pod_memory_limit_of_request "Memory limit of a pod" (pod_memory_request: "MiB/pod", limit_factor: "x") -> "MiB/pod" as pod_memory_limit {
            pod_memory_request * limit_factor
        }
    }
}

/// What is measured of the whole, and what the guide makes of it.
pub mod watched {
    use super::CAPACITY_GUIDE;
    use crate::engine::fleet::rules::{P95_LIMIT, QUEUE_LIMIT};
    use crate::quantity::math::above;

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// What the measured latency calls for, once it has lasted for 30 minutes.
        pub fn latency_action "By latency" (p95_latency: "ms") -> ["none", "twice as many pods"] table "over 100 ms for 30 minutes" {
            above(p95_latency, P95_LIMIT)
        }
        /// What the measured queue calls for, once it has lasted for 10 minutes.
        pub fn queue_action "By queue depth" (queue_depth: "job") -> ["none", "more workers"] table "over 50 jobs for 10 minutes" {
            above(queue_depth, QUEUE_LIMIT)
        }
    }
}

/// Every formula of the autoscaler.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = steady::entries();
    all.extend(steady::measured::entries());
    all.extend(request::entries());
    all.extend(watched::entries());
    all
}

figures! {
    /// What the autoscaler comes to.
    pub struct Autoscaler in "fleet" {
        /// Replicas that run.
        replicas_now: Outcome,
        /// CPU used of requests.
        cpu_usage: Outcome,
        /// Memory used of requests.
        memory_usage: Outcome,
        /// By CPU.
        replicas_by_cpu: Outcome,
        /// By memory.
        replicas_by_memory: Outcome,
        /// In the end.
        replicas_wanted: Outcome,
        /// After the first period.
        replicas_next: Outcome,
        /// Cores of a pod.
        pod_cpu_request: Outcome,
        /// The most cores of a pod.
        pod_cpu_limit: Outcome,
        /// Memory of a pod.
        pod_memory_request: Outcome,
        /// The most memory of a pod.
        pod_memory_limit: Outcome,
        /// What latency calls for.
        latency_action: Outcome,
        /// What the queue calls for.
        queue_action: Outcome,
    }
}

/// Why there are no replicas.
pub const NO_REPLICAS: Absent =
    Absent("Nothing says how many replicas run. State them, or how many pods are used.");
const NO_CPU: Absent =
    Absent("Nothing says how much CPU pods use. State it, or add a pool of kind CPU.");
const NO_MEMORY: Absent =
    Absent("Nothing says how much memory pods use. State it, or add a pool of kind memory.");
const NO_LATENCY: Absent = Absent("No p95 latency is stated.");
const NO_QUEUE: Absent = Absent("No queue depth is stated.");

/// The pool of a kind: the first that has any capacity.
pub fn pool(pools: &[Pool], kind: PoolKind) -> Option<&Pool> {
    pools
        .iter()
        .find(|pool| pool.kind == kind && pool.capacity > 0.0)
}

/// What the autoscaler of a scenario comes to; `utilization` is of a pool.
pub fn plan(
    scenario: &Scenario,
    web: Option<&Web>,
    utilization: impl Fn(&Pool) -> Outcome,
) -> Autoscaler {
    use steady::measured;
    let fleet = &scenario.fleet;
    let find = |kind| pool(&scenario.pools, kind);
    let of_pods = || {
        let pods = find(PoolKind::Pods).map(|pool| measured::replicas_of_pool(pool.used));
        pods.filter(|pods| pods.value > 0.0).ok_or(NO_REPLICAS)
    };
    let replicas_now = match fleet.pods_running {
        Some(replicas) => Ok(measured::replicas_stated(replicas)),
        None => of_pods(),
    };
    let usage = |stated: Option<f64>,
                 by: [fn(f64) -> Figure; 2],
                 kind: PoolKind,
                 absent: Absent| match stated {
        Some(stated) => Ok(by[0](stated)),
        None => find(kind)
            .ok_or(absent)
            .and_then(&utilization)
            .map(|share| by[1](share.value)),
    };
    let cpu_usage = usage(
        fleet.cpu_measured,
        [measured::cpu_usage_stated, measured::cpu_usage_of_pool],
        PoolKind::Cpu,
        NO_CPU,
    );
    let memory_usage = usage(
        fleet.memory_measured,
        [
            measured::memory_usage_stated,
            measured::memory_usage_of_pool,
        ],
        PoolKind::Memory,
        NO_MEMORY,
    );
    let by = |usage: Outcome, target: f64, figure: fn(f64, f64, f64) -> Figure| {
        let replicas = replicas_now?.value;
        crate::engine::outcome::sound(figure(replicas, usage?.value, target))
    };
    let replicas_by_cpu = by(cpu_usage, fleet.cpu_target, steady::replicas_by_cpu);
    let replicas_by_memory = by(
        memory_usage,
        fleet.memory_target,
        steady::replicas_by_memory,
    );
    let replicas_wanted = replicas_by_cpu.and_then(|cpu| {
        let memory = replicas_by_memory?.value;
        Ok(steady::replicas_wanted(
            cpu.value,
            memory,
            fleet.replicas_min,
            fleet.replicas_max,
        ))
    });
    let replicas_next = replicas_now.and_then(|now| {
        Ok(steady::replicas_next(
            now.value,
            replicas_wanted?.value,
            fleet.up_limit,
            fleet.down_limit,
            fleet.replicas_min,
            fleet.replicas_max,
        ))
    });
    let [cpu, memory] = requests(fleet, web, replicas_now, &find);
    Autoscaler {
        replicas_now,
        cpu_usage,
        memory_usage,
        replicas_by_cpu,
        replicas_by_memory,
        replicas_wanted,
        replicas_next,
        pod_cpu_request: cpu.0,
        pod_cpu_limit: cpu.1,
        pod_memory_request: memory.0,
        pod_memory_limit: memory.1,
        latency_action: fleet
            .p95_latency
            .map(watched::latency_action)
            .ok_or(NO_LATENCY),
        queue_action: fleet.queue_depth.map(watched::queue_action).ok_or(NO_QUEUE),
    }
}

/// What a pod requests and may use: as the web stack is sized, else what there
/// is, shared out among the pods that run.
fn requests<'a>(
    fleet: &Fleet,
    web: Option<&Web>,
    replicas_now: Outcome,
    find: &dyn Fn(PoolKind) -> Option<&'a Pool>,
) -> [(Outcome, Outcome); 2] {
    if let Some(web) = web {
        let pods = &web.pods;
        return [
            (
                Ok(request::pod_cpu_request_of_web(pods.backend_cpu.or_zero())),
                Ok(request::pod_cpu_limit_of_web(
                    pods.backend_cpu_limit.or_zero(),
                )),
            ),
            (
                Ok(request::pod_memory_request_of_web(
                    pods.backend_memory.or_zero(),
                )),
                Ok(request::pod_memory_limit_of_web(
                    pods.backend_memory_limit.or_zero(),
                )),
            ),
        ];
    }
    let shared = |kind, absent, figure: fn(f64, f64) -> Figure, limit: fn(f64, f64) -> Figure| {
        let request = replicas_now.and_then(|replicas| {
            let pool = find(kind).ok_or(absent)?;
            Ok(figure(pool.capacity, replicas.value))
        });
        let limit = request.map(|request| limit(request.value, fleet.limit_factor));
        (request, limit)
    };
    [
        shared(
            PoolKind::Cpu,
            NO_CPU,
            request::pod_cpu_request_of_pool,
            request::pod_cpu_limit_of_request,
        ),
        shared(
            PoolKind::Memory,
            NO_MEMORY,
            request::pod_memory_request_of_pool,
            request::pod_memory_limit_of_request,
        ),
    ]
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
