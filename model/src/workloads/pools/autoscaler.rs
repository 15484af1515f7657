//! How many replicas does the autoscaler come to, and what does each of its pods
//! request?
//!
//! What pods use and request is stated, or follows from the pools: pods share
//! out the cores and the memory there are, unless a web stack says what each
//! requests.

use super::hpa::{self, History, Limits, percent, wanted};
use super::plan::Planned;
use super::pool::{NO_CAPACITY, Now};
use super::thresholds::{P95_LIMIT, QUEUE_LIMIT};
use crate::facts::constants::MIB_PER_GIB;
use crate::facts::sources::{CAPACITY_GUIDE, KUBERNETES, OURS, SIZING_CALCULATOR};
use crate::quantity::Missing;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{above, whole};
use crate::scenario::fleet::{PoolKind, fields};
use crate::sheet::{Cell, Sheet};
use crate::workloads::web::Web;

crate::formulas! {
    source: KUBERNETES; in "fleet";

    /// Replicas that run now, as stated.
    pub fn replicas_stated "Replicas now" (; fleet.pods_running) -> "pod" as replicas_now from OURS
        table "as stated, in whole pods"
    { whole(pods_running) }

    /// Replicas that run now: what is used of the pool of pods.
    pub fn replicas_of_pool "Replicas now" (used: "unit") -> "pod" as replicas_now from OURS
        table "used of the pool of pods, in whole pods"
    { whole(used) }

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
        (replicas_by_cpu: "pod", replicas_by_memory: "pod"; fleet.replicas_min, fleet.replicas_max) -> "pod"
    { min(replicas_max, max(replicas_min, max(replicas_by_cpu, replicas_by_memory))) }

    /// Replicas after the first period, by how much they may change in it.
    pub fn replicas_next "Replicas after the first period"
        (
            replicas_now: "pod", replicas_wanted: "pod"; fleet.up_limit, fleet.down_limit, fleet.replicas_min,
            fleet.replicas_max
        ) -> "pod"
        table "up to ceil(replicas_now * (1 + up_limit)), or down to trunc(replicas_now * (1 - down_limit)) once its \
            window has passed; out of bounds at once"
    {
        if replicas_now < replicas_min {
            replicas_min
        } else if replicas_now > replicas_max {
            replicas_max
        } else {
            let limits = Limits { up: percent(up_limit), down: percent(down_limit) };
            hpa::next(replicas_now, replicas_wanted, limits, History::default())
        }
    }

    /// Cores that a pod requests, as the web stack is sized.
    pub fn pod_cpu_request_of_web "CPU request of a pod" (backend_cpu_request: "core/pod") -> "core/pod"
        as pod_cpu_request from SIZING_CALCULATOR

    /// Cores that a pod may use, as the web stack is sized.
    pub fn pod_cpu_limit_of_web "CPU limit of a pod" (backend_cpu_limit: "core/pod") -> "core/pod"
        as pod_cpu_limit from SIZING_CALCULATOR

    /// Memory that a pod requests, as the web stack is sized.
    pub fn pod_memory_request_of_web "Memory request of a pod" (backend_memory_request: "MiB/pod") -> "MiB/pod"
        as pod_memory_request from SIZING_CALCULATOR

    /// Memory that a pod may use, as the web stack is sized.
    pub fn pod_memory_limit_of_web "Memory limit of a pod" (backend_memory_limit: "MiB/pod") -> "MiB/pod"
        as pod_memory_limit from SIZING_CALCULATOR

    /// Cores that a pod requests: the cores there are, shared out among the pods that run.
    pub fn pod_cpu_request_of_pool "CPU request of a pod" (replicas_now: "pod", capacity: "unit") -> "core/pod"
        as pod_cpu_request from SIZING_CALCULATOR table "capacity of the CPU pool / replicas_now"
    { capacity / replicas_now }

    /// Memory that a pod requests: the memory there is, shared out among the pods that run.
    pub fn pod_memory_request_of_pool "Memory request of a pod" (replicas_now: "pod", capacity: "unit") -> "MiB/pod"
        as pod_memory_request from SIZING_CALCULATOR
        table "capacity of the memory pool in GB * 1,024 / replicas_now"
    { capacity * MIB_PER_GIB / replicas_now }

    /// Cores that a pod may use.
    pub fn pod_cpu_limit_of_request "CPU limit of a pod" (pod_cpu_request: "core/pod"; fleet.limit_factor)
        -> "core/pod" as pod_cpu_limit from SIZING_CALCULATOR
    { pod_cpu_request * limit_factor }

    /// Memory that a pod may use.
    pub fn pod_memory_limit_of_request "Memory limit of a pod" (pod_memory_request: "MiB/pod"; fleet.limit_factor)
        -> "MiB/pod" as pod_memory_limit from SIZING_CALCULATOR
    { pod_memory_request * limit_factor }

    /// What the measured latency calls for, once it has lasted for 30 minutes.
    pub fn latency_action "By latency" (p95_latency: "ms") -> ["none", "twice as many pods"] from CAPACITY_GUIDE
        table "over 100 ms for 30 minutes"
    { above(p95_latency, P95_LIMIT) }

    /// What the measured queue calls for, once it has lasted for 10 minutes.
    pub fn queue_action "By queue depth" (queue_depth: "job") -> ["none", "more workers"] from CAPACITY_GUIDE
        table "over 50 jobs for 10 minutes"
    { above(queue_depth, QUEUE_LIMIT) }
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

/// What the autoscaler of a scenario comes to.
pub fn plan(sheet: Sheet, web: Option<&Web>, pools: &[Planned]) {
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
    replicas_next(sheet, now, replicas_wanted(sheet, by_cpu, by_memory));
    if let Some(web) = web {
        pod_cpu_request_of_web(sheet, web.pods.backend_cpu);
        pod_cpu_limit_of_web(sheet, web.pods.backend_cpu_limit);
        pod_memory_request_of_web(sheet, web.pods.backend_memory);
        pod_memory_limit_of_web(sheet, web.pods.backend_memory_limit);
    } else {
        let capacity = |kind, why| of_kind(kind, why, &of(|now| now.capacity));
        let cpu = pod_cpu_request_of_pool(sheet, now, capacity(PoolKind::Cpu, NO_CPU));
        pod_cpu_limit_of_request(sheet, cpu);
        let memory = pod_memory_request_of_pool(sheet, now, capacity(PoolKind::Memory, NO_MEMORY));
        pod_memory_limit_of_request(sheet, memory);
    }
    latency_action(
        sheet,
        sheet.read(&fields::p95_latency).or_because(NO_LATENCY),
    );
    queue_action(sheet, sheet.read(&fields::queue_depth).or_because(NO_QUEUE));
}
