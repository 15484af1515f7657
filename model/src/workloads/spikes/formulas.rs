//! What is a pool of replicas, and what does a spike do to it?
//!
//! ```text
//! before    requests a second on average
//! height    before * multiplier of the scenario
//! takes     requests a second that a replica serves when it is full
//! fits      most replicas * takes
//! ```
//!
//! What happens in between follows from a run of [`super::plant`], second by second.

use crate::facts::constants::{GPU_SERVICE, GPU_START, POD_SERVICE, POD_START, SECONDS_PER_MINUTE};
use crate::facts::sources::{BURSTY_INFERENCE, DEFINITION, KUBERNETES, OURS};
use crate::quantity::brackets::max;
use crate::quantity::math::{exceeds, round_down, round_up};

/// What a replica is, and how many there are.
pub mod pool {
    use super::{
        BURSTY_INFERENCE, DEFINITION, GPU_SERVICE, GPU_START, KUBERNETES, OURS, POD_SERVICE,
        POD_START, SECONDS_PER_MINUTE, max, round_down,
    };

    crate::formulas! {
        source: OURS; in "spike";

        /// Requests a second before a spike: those of an average day.
        pub fn before_requests "Requests before it" (average_rate: "req/s") -> "req/s" as before from BURSTY_INFERENCE

        /// Model calls a second before a spike: those of an average day.
        pub fn before_calls "Requests before it"
            (average_rate: "req/s"; demand.recompute_multiplier) -> "req/s" as before from BURSTY_INFERENCE
        { average_rate * recompute_multiplier }

        /// Items a second that the stage is asked for before a spike: those of an average day.
        pub fn before_items "Requests before it" (items_average: "item/min") -> "req/s" as before from DEFINITION
            table "items a minute on average / 60"
        { items_average / SECONDS_PER_MINUTE }

        /// Requests a second that a backend pod takes: those of the users that it carries.
        pub fn takes_of_users "A replica takes"
            (; web.users_per_backend_pod, demand.requests_per_user_minute) -> "req/s/replica" as replica_takes
            table "users_per_backend_pod * requests_per_user_minute / 60"
        { users_per_backend_pod * requests_per_user_minute / SECONDS_PER_MINUTE }

        /// Calls a second that a replica on GPUs takes.
        pub fn takes_of_gpus "A replica takes"
            (max_rate_per_replica: "req/s/replica") -> "req/s/replica" as replica_takes
            from DEFINITION

        /// Items a second that a worker takes.
        pub fn takes_of_worker "A replica takes"
            (service_time: "s") -> "req/s/replica" as replica_takes from DEFINITION
            table "1 / time that an item takes"
        { 1.0 / service_time }

        /// Requests a second that a pod takes at its CPU limit: as measured, its use makes so many.
        pub fn takes_of_cpu "A replica takes"
            (peak_rate: "req/s", replicas_now: "pod", cpu_usage: "share", burst: "x")
            -> "req/s/replica" as replica_takes
            table "peak_rate / (replicas_now * cpu_usage) * CPU limit over request"
        { peak_rate / (replicas_now * cpu_usage) * burst }

        /// CPU that a backend pod may use, over what it requests.
        pub fn burst_of_backend "CPU limit over request"
            (backend_cpu_limit: "core/pod", backend_cpu_request: "core/pod") -> "x" as burst from DEFINITION
        { backend_cpu_limit / backend_cpu_request }

        /// CPU that a pod may use, over what it requests.
        pub fn burst_of_fleet "CPU limit over request" (; fleet.limit_factor) -> "x" as burst from DEFINITION

        /// The fewest replicas: backend pods that always run.
        pub fn least_of_backend "Warm replicas" (backend_pods_min: "pod") -> "replica" as warm from DEFINITION
            table "backend pods, fewest"
        { backend_pods_min }

        /// The most replicas: backend pods up to which the autoscaler may go.
        pub fn most_of_backend "Most replicas" (backend_pods_max: "pod") -> "replica" as replicas_most from DEFINITION
            table "backend pods, most"
        { backend_pods_max }

        /// The fewest replicas: those on the GPUs that are there.
        pub fn least_of_gpus "Warm replicas" (replicas_held: "replica") -> "replica" as warm from DEFINITION

        /// The most replicas: those on the GPUs that are there.
        pub fn most_of_gpus "Most replicas" (replicas_held: "replica") -> "replica" as replicas_most from DEFINITION

        /// The fewest replicas: the workers of the stage.
        pub fn least_of_workers "Warm replicas" (servers: "item") -> "replica" as warm from DEFINITION
            table "workers of the stage"
        { servers }

        /// The most replicas: the workers of the stage.
        pub fn most_of_workers "Most replicas" (servers: "item") -> "replica" as replicas_most from DEFINITION
            table "workers of the stage"
        { servers }

        /// The fewest replicas that the fleet's autoscaler keeps.
        pub fn least_of_fleet "Warm replicas" (replicas_min: "pod") -> "replica" as warm from DEFINITION
            table "replicas of the fleet, fewest"
        { replicas_min }

        /// The most replicas that the fleet's autoscaler starts.
        pub fn most_of_fleet "Most replicas" (replicas_max: "pod") -> "replica" as replicas_most from DEFINITION
            table "replicas of the fleet, most"
        { replicas_max }

        /// How long a request is worked on, of a pod.
        pub fn service_of_pods "A request takes" () -> "s" as service
        { POD_SERVICE }

        /// How long a request is worked on, of a replica on GPUs.
        pub fn service_of_gpus "A request takes" () -> "s" as service
        { GPU_SERVICE }

        /// How long an item is worked on, of a worker.
        pub fn service_of_worker "A request takes" (service_time: "s") -> "s" as service from DEFINITION

        /// How many requests a replica works on at once, in whole numbers.
        pub fn at_once "At once in a replica"
            (replica_takes: "req/s/replica", service: "s") -> "req/replica" from DEFINITION
            table "replica_takes * service, to the next whole number, at least 1"
        { max(1.0, round_down(replica_takes * service + 0.5)) }

        /// How long a new replica takes from running to ready, of a pod.
        pub fn start_of_pods "A replica is ready after" () -> "s" as ready_after
        { POD_START }

        /// How long a new replica takes from running to ready, of a model on GPUs.
        pub fn start_of_gpus "A replica is ready after" () -> "s" as ready_after
        { GPU_START }

        /// How many replicas run before a spike: as many as the autoscaler comes to at that load.
        pub fn replicas_before "Replicas before it"
            (before: "req/s", replica_takes: "req/s/replica", warm: "replica", replicas_most: "replica")
            -> "replica" from KUBERNETES
            solved "what the autoscaler comes to at that load, and does not change any more"

        /// Requests a second that the most replicas take.
        pub fn fits "All replicas take"
            (replicas_most: "replica", replica_takes: "req/s/replica") -> "req/s" from DEFINITION
        { replicas_most * replica_takes }

        /// Replicas that fit on the nodes that are there beyond what runs: those of the buffer are free.
        pub fn room_of_buffer "Room on the nodes"
            (nodes_min: "node", nodes_required: "node", node_holds: "replica/node") -> "replica" as room
        { round_down((nodes_min - nodes_required) * node_holds) }

        /// Replicas that a new node holds: backend pods alone.
        pub fn node_holds_of_backend "A node holds"
            (backend_pods_per_node: "pod/node") -> "replica/node" as node_holds
            from DEFINITION table "backend pods that a node holds"
        { max(1.0, backend_pods_per_node) }

        /// Nodes that may come.
        pub fn nodes_to_come "Nodes that may come" (nodes_max: "node", nodes_min: "node") -> "node" as more_nodes
            from DEFINITION
        { max(0.0, nodes_max - nodes_min) }
    }
}

/// What a spike is, and what it does.
pub mod spike {
    use super::{BURSTY_INFERENCE, DEFINITION, OURS, exceeds, round_up};

    crate::formulas! {
        source: OURS; in "spike";

        /// Requests a second at the planned peak.
        pub fn height_normal "Requests at its height"
            (before: "req/s"; demand.peak_to_average) -> "req/s" as "spike.height.{row}" from BURSTY_INFERENCE
        { before * peak_to_average }

        /// Requests a second during a launch.
        pub fn height_launch "Requests at its height"
            (before: "req/s"; demand.launch_multiplier) -> "req/s" as "spike.height.{row}" from BURSTY_INFERENCE
        { before * launch_multiplier }

        /// Requests a second in a viral moment.
        pub fn height_viral "Requests at its height"
            (before: "req/s"; demand.viral_multiplier) -> "req/s" as "spike.height.{row}" from BURSTY_INFERENCE
        { before * viral_multiplier }

        /// Requests a second while recovering from an incident.
        pub fn height_recovery "Requests at its height"
            (before: "req/s"; demand.recovery_multiplier) -> "req/s" as "spike.height.{row}" from BURSTY_INFERENCE
        { before * recovery_multiplier }

        /// Requests a second during an event that is so many times the average.
        pub fn height_of_event "Requests at its height"
            (before: "req/s"; event.multiplier) -> "req/s" as "spike.height.{row}" from DEFINITION
        { before * multiplier }

        /// Requests a second during an event that is so many times the usual peak.
        pub fn height_of_usual "Requests at its height"
            (before: "req/s"; demand.peak_to_average, event.multiplier) -> "req/s" as "spike.height.{row}"
            from DEFINITION
        { before * peak_to_average * multiplier }

        /// Replicas that its height fills.
        pub fn replicas_at "Replicas that it fills"
            (height: "req/s", replica_takes: "req/s/replica")
            -> "replica" as "spike.replicas_at.{row}" from DEFINITION
        { round_up(height / replica_takes) }

        /// Which share of those who come in the first ten minutes waits for longer than was promised, or is refused.
        pub fn late "Late of the first 10 minutes"
            (
                height: "req/s", replica_takes: "req/s/replica",
                replicas_before: "replica", replicas_most: "replica", ready_after: "s";
                spike.wait, spike.rise
            ) -> "share" as "spike.late.{row}"
            solved "a run of the pool, second by second"

        /// How long the promised share waits at most, while it is worst.
        pub fn slowest "Promised share waits up to"
            (
                height: "req/s", replica_takes: "req/s/replica",
                replicas_before: "replica", replicas_most: "replica", ready_after: "s";
                spike.share, spike.rise
            ) -> "s" as "spike.slowest.{row}"
            solved "a run of the pool, second by second"

        /// For how long more than the promised share waits for longer than was promised.
        pub fn broken "Promise broken for"
            (
                height: "req/s", replica_takes: "req/s/replica",
                replicas_before: "replica", replicas_most: "replica", ready_after: "s";
                spike.wait, spike.share, spike.rise
            ) -> "s" as "spike.broken.{row}"
            solved "a run of the pool, second by second; while it stays as it is, for as long as the spike lasts"

        /// How long it takes from the beginning until there is capacity for all that comes.
        pub fn back "Capacity is back after"
            (
                height: "req/s", replica_takes: "req/s/replica",
                replicas_before: "replica", replicas_most: "replica", ready_after: "s";
                spike.rise
            ) -> "s" as "spike.back.{row}"
            solved "a run of the pool, second by second"

        /// By how many more requests a minute those that wait grow, where capacity never comes back.
        pub fn grows "Waiting grows by"
            (height: "req/s", replica_takes: "req/s/replica", replicas_most: "replica")
            -> "req/min" as "spike.grows.{row}"
            solved "what comes at the end of a run - what is taken up then"

        /// Which share of the month's error budget it spends.
        pub fn spent "Error budget spent"
            (
                height: "req/s", before: "req/s", replica_takes: "req/s/replica", replicas_before: "replica",
                replicas_most: "replica", ready_after: "s"; spike.wait, spike.objective
            ) -> "share" as "spike.spent.{row}"
            solved "late requests / ((1 - objective) * requests of a month)"

        /// After how long the usual burn-rate alert pages: 14.4 times as fast as the budget lasts, over an hour and
        /// over five minutes.
        pub fn pages "The alert pages after"
            (
                height: "req/s", before: "req/s", replica_takes: "req/s/replica", replicas_before: "replica",
                replicas_most: "replica", ready_after: "s"; spike.wait, spike.objective
            ) -> "s" as "spike.pages.{row}"
            solved "a run of the pool, second by second"

        /// Whether the promise survives it.
        pub fn survives "The promise" (broken: "s") -> ["holds", "breaks"] as "spike.survives.{row}" from DEFINITION
            table "breaks where it is broken for any time"
        { exceeds(broken, 0.0) }

        /// How long it lasts.
        pub fn lasts_normal "Lasts" (; spike.normal_hours) -> "h" as "spike.lasts.{row}"

        /// How long it lasts.
        pub fn lasts_launch "Lasts" (; spike.launch_hours) -> "h" as "spike.lasts.{row}"

        /// How long it lasts.
        pub fn lasts_viral "Lasts" (; spike.viral_hours) -> "h" as "spike.lasts.{row}"

        /// How long it lasts.
        pub fn lasts_recovery "Lasts" (; spike.recovery_hours) -> "h" as "spike.lasts.{row}"

        /// How long it lasts.
        pub fn lasts_event "Lasts" (; event.hours) -> "h" as "spike.lasts.{row}" from DEFINITION
    }
}
