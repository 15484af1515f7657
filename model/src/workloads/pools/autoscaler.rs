//! How many replicas does the autoscaler come to, and what does each of its pods
//! request?
//!
//! What pods use is stated, or follows from the pools: pods share out the cores and
//! the memory there are. What each requests is stated, or is not known. How few and
//! how many there may be is stated, or is what the pool of pods needs now and in the
//! largest month that is planned.

use super::plan::Planned;
use super::pool::{NO_CAPACITY, Now};
use super::thresholds::{P95_LIMIT, QUEUE_LIMIT};
use crate::facts::sources::{CAPACITY_GUIDE, KUBERNETES, OURS, OURS_ON_SIZING};
use crate::quantity::Missing;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{exceeds, round_up};
use crate::scenario::fleet::{PoolKind, fields, pool};
use crate::sheet::{Cell, Sheet};
use crate::workloads::spikes::autoscaler::behavior::{Behavior, History, Rules};
use crate::workloads::spikes::autoscaler::metric::{Metric, Seen};
use crate::workloads::spikes::autoscaler::pods::{Pods, Resource};
use crate::workloads::spikes::autoscaler::{Version, percent};
use crate::workloads::web::Web;

crate::formulas! {
    source: KUBERNETES; in "fleet";

    /// Replicas that run now, as stated.
    pub fn replicas_stated "Replicas now" (; fleet.pods_running) -> "pod" as replicas_now from OURS
        table "as stated, in whole pods"
    { round_up(pods_running) }

    /// Replicas that run now: what is used of the pool of pods.
    pub fn replicas_of_pool "Replicas now" (used: "unit") -> "pod" as replicas_now from OURS
        table "used of the pool of pods, in whole pods"
    { round_up(used) }

    /// CPU that pods use of what they request, as stated.
    pub fn cpu_usage_stated "CPU used of request" (; fleet.cpu_measured) -> "share" as cpu_usage from OURS

    /// CPU that pods use of what they request: pods share out the cores there are.
    pub fn cpu_usage_of_pool "CPU used of request" (utilization: "share") -> "share" as cpu_usage from OURS

    /// Memory that pods use of what they request, as stated.
    pub fn memory_usage_stated "Memory used of request" (; fleet.memory_measured) -> "share" as memory_usage
        from OURS

    /// Memory that pods use of what they request: pods share out the memory there is.
    pub fn memory_usage_of_pool "Memory used of request" (utilization: "share") -> "share" as memory_usage
        from OURS

    /// The fewest replicas that the autoscaler keeps: those that run now.
    pub fn replicas_min_of_now "Fewest replicas" (replicas_now: "pod") -> "pod" as replicas_min from OURS

    /// The most replicas that the autoscaler starts: what the pool of pods needs in the largest month that is planned,
    /// with its headroom.
    pub fn replicas_max_of_need "Most replicas" (needed: "unit", critical: "share") -> "pod" as replicas_max from OURS
        table "needed in the largest month / critical share of the pool, in whole pods"
    { round_up(needed / critical) }

    /// Replicas that CPU calls for.
    pub fn replicas_by_cpu "Replicas by CPU" (replicas_now: "pod", cpu_usage: "share"; fleet.cpu_target) -> "pod"
        table "ceil(replicas_now * cpu_usage / cpu_target), by whole percent; as many as now where the ratio is 0.9 \
            to 1.1"
    { wanted(replicas_now, cpu_usage, cpu_target) }

    /// Replicas that memory calls for.
    pub fn replicas_by_memory "Replicas by memory"
        (replicas_now: "pod", memory_usage: "share"; fleet.memory_target) -> "pod"
        table "ceil(replicas_now * memory_usage / memory_target), by whole percent; as many as now where the ratio \
            is 0.9 to 1.1"
    { wanted(replicas_now, memory_usage, memory_target) }

    /// Replicas that the autoscaler comes to: what the higher metric calls for, within its bounds.
    pub fn replicas_wanted "Replicas in the end"
        (replicas_by_cpu: "pod", replicas_by_memory: "pod", replicas_min: "pod", replicas_max: "pod") -> "pod"
    { min(replicas_max, max(replicas_min, max(replicas_by_cpu, replicas_by_memory))) }

    /// Replicas after the first period, by how much they may change in it.
    pub fn replicas_next "Replicas after the first period"
        (
            replicas_now: "pod", replicas_wanted: "pod", replicas_min: "pod", replicas_max: "pod"; fleet.up_limit,
            fleet.down_limit
        ) -> "pod"
        table "up to ceil(replicas_now * (1 + up_limit)), or down to trunc(replicas_now * (1 - down_limit)) once its \
            window has passed; out of bounds at once"
    {
        if replicas_now < replicas_min {
            replicas_min
        } else if replicas_now > replicas_max {
            replicas_max
        } else {
            let bounds = [replicas_min, replicas_max];
            limited(up_limit, down_limit).step(&mut History::default(), replicas_now, replicas_wanted, bounds, 0.0)
        }
    }

    /// Cores that a pod may use.
    pub fn pod_cpu_limit_of_request "CPU limit of a pod" (pod_cpu_request: "core/pod"; fleet.limit_factor)
        -> "core/pod" as pod_cpu_limit from OURS_ON_SIZING
    { pod_cpu_request * limit_factor }

    /// Memory that a pod may use.
    pub fn pod_memory_limit_of_request "Memory limit of a pod" (pod_memory_request: "MiB/pod"; fleet.limit_factor)
        -> "MiB/pod" as pod_memory_limit from OURS_ON_SIZING
    { pod_memory_request * limit_factor }

    /// What the measured latency calls for, once it has lasted for 30 minutes.
    pub fn latency_action "By latency" (p95_latency: "ms") -> ["none", "twice as many pods"] from CAPACITY_GUIDE
        table "over 100 ms for 30 minutes"
    { exceeds(p95_latency, P95_LIMIT) }

    /// What the measured queue calls for, once it has lasted for 10 minutes.
    pub fn queue_action "By queue depth" (queue_depth: "job") -> ["none", "more workers"] from CAPACITY_GUIDE
        table "over 50 jobs for 10 minutes"
    { exceeds(queue_depth, QUEUE_LIMIT) }
}

/// Replicas that alike pods call for, of which each uses this share of what it requests, to
/// a thousandth.
fn wanted(current: f64, used: f64, target: f64) -> f64 {
    let pods = [Pods::settled(current, (used * 1000.0).round(), 1000.0)];
    let metric = Metric::Utilization {
        resource: Resource::Other,
        target: percent(target),
    };
    let tolerance = Version::From133.tolerance();
    let call = metric.calls(current, Seen::Pods(&pods), 0.0, tolerance);
    call.map_or(current, |call| call.replicas)
}

/// Replicas may change by these shares in the first period, whose windows have passed.
fn limited(up: f64, down: f64) -> Behavior {
    let rules = |share| Rules::by_share(0.0, share, 0.0);
    Behavior {
        up: rules(up),
        down: rules(down),
    }
}

/// Why there are no replicas.
pub const NO_REPLICAS: Missing =
    Missing("Nothing says how many replicas run. State them, or how many pods are used.");
const NO_CPU: Missing =
    Missing("Nothing says how much CPU pods use. State it, or add a pool of kind CPU.");
const NO_MEMORY: Missing =
    Missing("Nothing says how much memory pods use. State it, or add a pool of kind memory.");
const NO_LATENCY: Missing = Missing("No p95 latency is stated.");
const NO_QUEUE: Missing = Missing("No queue depth is stated.");

/// What an autoscaler goes by and between.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scaled {
    /// Replicas that run now.
    pub now: Cell,
    /// CPU that they use of what they request.
    pub cpu: Cell,
    /// The fewest of them.
    pub least: Cell,
    /// The most of them.
    pub most: Cell,
}

/// What the autoscaler of a scenario comes to.
pub fn plan(sheet: Sheet, web: Option<&Web>, pools: &[Planned]) -> Scaled {
    let stated = &sheet.scenario.fleet;
    let of_kind = |kind: PoolKind, why: Missing, of: &dyn Fn(usize) -> Cell| {
        // Of several the first that has any capacity.
        let mut rows = sheet.scenario.pools.iter().zip(pools);
        let found = rows
            .position(|(stated, pool)| stated.kind == kind && pool.now.capacity.or_zero() > 0.0);
        found.map_or(Cell::missing(why), of)
    };
    let of = |part: fn(&Now) -> Cell| {
        move |at: usize| {
            let pool = pools.get(at);
            pool.map_or(Cell::missing(NO_CAPACITY), |pool| part(&pool.now))
        }
    };
    let utilization = of(|now| now.utilization);
    let now = if stated.pods_running.is_some() {
        replicas_stated(sheet)
    } else {
        let used = of_kind(PoolKind::Pods, NO_REPLICAS, &of(|now| now.used));
        replicas_of_pool(sheet, used.must(|used| used > 0.0, NO_REPLICAS))
    };
    let cpu = match stated.cpu_measured {
        Some(_) => cpu_usage_stated(sheet),
        None => cpu_usage_of_pool(sheet, of_kind(PoolKind::Cpu, NO_CPU, &utilization)),
    };
    let memory = match stated.memory_measured {
        Some(_) => memory_usage_stated(sheet),
        None => memory_usage_of_pool(sheet, of_kind(PoolKind::Memory, NO_MEMORY, &utilization)),
    };
    let by_cpu = replicas_by_cpu(sheet, now, cpu);
    let by_memory = replicas_by_memory(sheet, now, memory);
    let least = sheet.stated_or(&fields::replicas_min, || replicas_min_of_now(sheet, now));
    let most = sheet.stated_or(&fields::replicas_max, || {
        let needed = of_kind(PoolKind::Pods, NO_REPLICAS, &|at| largest(&pools[at]));
        let critical = of_kind(PoolKind::Pods, NO_REPLICAS, &|at| {
            sheet.within(pools[at].row).read(&pool::critical)
        });
        replicas_max_of_need(sheet, needed, critical)
    });
    let in_the_end = replicas_wanted(sheet, by_cpu, by_memory, least, most);
    replicas_next(sheet, now, in_the_end, least, most);
    if web.is_none() {
        if stated.pod_cpu_request.is_some() {
            pod_cpu_limit_of_request(sheet, sheet.stated(&fields::pod_cpu_request));
        }
        if stated.pod_memory_request.is_some() {
            pod_memory_limit_of_request(sheet, sheet.stated(&fields::pod_memory_request));
        }
    }
    latency_action(
        sheet,
        sheet.read(&fields::p95_latency).or_because(NO_LATENCY),
    );
    queue_action(sheet, sheet.read(&fields::queue_depth).or_because(NO_QUEUE));
    Scaled {
        now,
        cpu,
        least,
        most,
    }
}

/// What the month takes of a pool that takes the most of it.
fn largest(pool: &Planned) -> Cell {
    let months = pool.ahead.needed.iter().copied();
    let most = months.reduce(|most, month| {
        if month.or_zero() > most.or_zero() {
            month
        } else {
            most
        }
    });
    most.unwrap_or(Cell::missing(NO_REPLICAS))
}
