//! How much of a resource does the peak take, how much of it is there, and when is that
//! too little?
//!
//! ```text
//! utilization    = used / capacity
//! critical times = critical share * usable / used        how many times today's demand
//! room           = what is stated of demand * (critical times - 1)
//! order by       = months to the critical share - lead time
//! ```
//!
//! What a workload keeps free is its critical share: a buffer of 30 % is kept as long as
//! 1 / 1.3 of what is there is used. Pools and limits have a share that is stated.

use crate::facts::constants::{CRITICAL_SHARE, DAYS_PER_MONTH, HOURS_PER_MONTH, KB_PER_MB};
use crate::facts::sources::{AI_CAPACITY, BURSTY_INFERENCE, DEFINITION, OURS};
use crate::quantity::brackets::max;
use crate::quantity::math::{round_down, round_up, sum};

crate::formulas! {
    source: DEFINITION; in "resource.{row}";

    /// What a node costs a month.
    pub fn unit_cost_of_node "A month of one" (node_hour: "USD/node/h") -> "USD/unit/month" as unit_cost
        table "node_hour * HOURS_PER_MONTH"
    { node_hour * HOURS_PER_MONTH }

    /// What a GPU costs a month.
    pub fn unit_cost_of_gpu "A month of one" (gpu_hour: "USD/gpu/h") -> "USD/unit/month" as unit_cost
        table "gpu_hour * HOURS_PER_MONTH"
    { gpu_hour * HOURS_PER_MONTH }

    /// What a node of GPUs costs a month, at the price of those that serve the models.
    pub fn unit_cost_of_gpu_node "A month of one" (gpu_hour: "USD/gpu/h"; inference.gpus_per_node)
        -> "USD/unit/month" as unit_cost table "gpu_hour * gpus_per_node * HOURS_PER_MONTH"
    { gpu_hour * gpus_per_node * HOURS_PER_MONTH }

    /// Backend pods that the peak keeps busy, with no buffer.
    pub fn used_of_backend "Used at the peak" (concurrent_users: "user"; web.users_per_backend_pod) -> "unit" as used
        table "concurrent_users / users_per_backend_pod"
    { concurrent_users / users_per_backend_pod }

    /// Frontend pods that the peak keeps busy, with no buffer.
    pub fn used_of_frontend "Used at the peak" (concurrent_users: "user"; web.users_per_frontend_pod) -> "unit" as used
        table "concurrent_users / users_per_frontend_pod"
    { concurrent_users / users_per_frontend_pod }

    /// Nodes that the pods that always run fill, with no buffer.
    pub fn used_of_nodes "Used at the peak" (nodes_required: "node") -> "unit" as used table "nodes_required"
    { nodes_required }

    /// GPUs that the peak keeps busy, with no headroom.
    pub fn used_of_calls "Used at the peak"
        (
            inference_rate: "req/s", max_rate_per_replica: "req/s/replica", gpus_per_replica: "gpu/replica"
        ) -> "unit" as used from BURSTY_INFERENCE table "inference_rate / max_rate_per_replica * gpus_per_replica"
    { inference_rate / max_rate_per_replica * gpus_per_replica }

    /// GPUs that inference and training take together.
    pub fn used_of_fleet "Used at the peak" (gpus: ["gpu"]) -> "unit" as used
        table "inference_gpus + training_gpus"
    { sum(gpus) }

    /// GPUs that are there: those that inference needs with its headroom, and those of training.
    pub fn capacity_of_fleet "There is" (gpus_held: "gpu", training_gpus: "gpu") -> "unit" as capacity
        table "gpus_held + round_up(training_gpus)"
    { gpus_held + round_up(training_gpus) }

    /// Which share of the GPUs inference takes at the peak.
    pub fn taken_by_inference "Taken by inference" (inference_gpus: "gpu", capacity: "unit") -> "share" as by_inference
        table "inference_gpus / capacity"
    { inference_gpus / capacity }

    /// Which share of the GPUs training takes.
    pub fn taken_by_training "Taken by training" (training_gpus: "gpu", capacity: "unit") -> "share" as by_training
        table "training_gpus / capacity"
    { training_gpus / capacity }

    /// GPUs that all models need at the peak, with the headroom of each.
    pub fn used_of_models "Needed at the peak" (gpus: "gpu") -> "unit" as used table "gpus"
    { gpus }

    /// Items a minute that the peak brings to the limit that fills first.
    pub fn used_of_stage "Used at the peak"
        (capacity_per_minute: "item/min", utilization_peak: "share") -> "unit" as used
        table "capacity_per_minute * utilization_peak"
    { capacity_per_minute * utilization_peak }

    /// What the peak sends out.
    pub fn network_out "Sent out at the peak" (peak_rate: "req/s"; web.response_size) -> "MB/s"
    { peak_rate * response_size / KB_PER_MB }

    /// What the peak sends out.
    pub fn used_of_network "Used at the peak" (network_out: "MB/s") -> "unit" as used table "network_out"
    { network_out }

    /// What the network lets out.
    pub fn capacity_of_network "There is" (; web.network_have) -> "unit" as capacity table "network_have"
    { network_have }

    /// What storage holds now.
    pub fn used_of_storage "Used" (; data.storage_used) -> "unit" as used table "storage_used"
    { storage_used }

    /// What storage can hold.
    pub fn capacity_of_storage "There is" (; data.storage_capacity) -> "unit" as capacity table "storage_capacity"
    { storage_capacity }

    /// What storage holds now.
    pub fn needed_of_storage "Needed" (used: "unit") -> "unit" as needed

    /// What storage holds in this month: what it held a month before, and what has come.
    pub fn needed_of_storage_then "Needed" (needed_before: "unit", storage_growth: "GB/month") -> "unit" as needed
        table "needed_before + storage_growth"
    { needed_before + storage_growth }

    /// Which share of the storage that there is now this month takes.
    pub fn utilization_of_storage "Utilization" (needed: "unit", capacity: "unit") -> "share" as utilization
    { needed / capacity }

    /// Months until the critical share of storage is taken.
    pub fn critical_of_storage_in "Months until critical" (storage_months_to_critical: "month") -> "month"
        as months_to_critical

    /// Months until storage is full.
    pub fn full_of_storage_in "Months until full" (storage_months_to_full: "month") -> "month" as months_to_cliff

    /// The last moment to order more storage.
    pub fn order_by_of_storage "Order by" (storage_order_by: "month") -> "month"
        as order_by_months "resource.{row}.{case}order_by_months"

    /// How much of the pool is used.
    pub fn used_of_pool "Used" (used_now: "unit") -> "unit" as used

    /// Pods that there may be.
    pub fn capacity_of_pods "There is" (pods_most: "pod") -> "unit" as capacity table "pods_most"
    { pods_most }

    /// Nodes that there may be.
    pub fn capacity_of_nodes "There is" (nodes_most: "node") -> "unit" as capacity table "nodes_most"
    { nodes_most }

    /// GPUs that are there.
    pub fn capacity_of_gpus "There is" (gpus_held: "gpu") -> "unit" as capacity table "gpus_held"
    { gpus_held }

    /// Items a minute that the stage takes.
    pub fn capacity_of_stage "There is" (capacity_per_minute: "item/min") -> "unit" as capacity
        table "capacity_per_minute"
    { capacity_per_minute }

    /// How much of the pool there is.
    pub fn capacity_of_pool "There is" (there: "unit") -> "unit" as capacity

    /// GPUs that the load may use: whole replicas, less the spare one.
    pub fn usable_gpus "Usable" (replicas_held: "replica", spare: "replica", gpus_per_replica: "gpu/replica")
        -> "unit" as usable table "(replicas_held - spare) * gpus_per_replica"
    { max(0.0, replicas_held - spare) * gpus_per_replica }

    /// Share of the backend pods that may be used while the buffer is kept.
    pub fn critical_of_backend "Critical share" (; web.backend_buffer) -> "share" as critical from OURS
    { 1.0 / (1.0 + backend_buffer) }

    /// Share of the frontend pods that may be used while the buffer is kept.
    pub fn critical_of_frontend "Critical share" (; web.frontend_buffer) -> "share" as critical from OURS
    { 1.0 / (1.0 + frontend_buffer) }

    /// Share of the nodes that may be used while the buffer is kept.
    pub fn critical_of_nodes "Critical share" (; web.node_buffer) -> "share" as critical from OURS
    { 1.0 / (1.0 + node_buffer) }

    /// Share of the GPUs that may be used while the headroom is kept.
    pub fn critical_of_gpus "Critical share" (; inference.headroom) -> "share" as critical from OURS
    { 1.0 / (1.0 + headroom) }

    /// Share of a limit from which more must be there.
    pub fn critical_of_stage "Critical share" () -> "share" as critical from AI_CAPACITY
    { CRITICAL_SHARE }

    /// Share of the pool that must not be passed.
    pub fn critical_of_pool "Critical share" (; pool.critical) -> "share" as critical from AI_CAPACITY

    /// Nothing is kept free: what is needed has its headroom already.
    pub fn critical_of_models "Critical share" () -> "share" as critical table "1: the need has its headroom already"
    { 1.0 }

    /// Which share of it the peak takes.
    pub fn utilization_now "Utilization" (used: "unit", capacity: "unit") -> "share" as utilization
    { used / capacity }

    /// How many times today's demand takes the critical share.
    pub fn critical_times "Critical at, times today" (critical: "share", usable: "unit", used: "unit") -> "x"
    { critical * usable / used }

    /// How many times today's demand needs all the nodes there may be.
    pub fn critical_times_of_nodes "Critical at, times today" (usable: "unit", concurrent_users: "user") -> "x"
        as critical_times solved "the most at which the web stack, sized again, needs no more nodes than there may be"

    /// How many times today's demand needs all the GPUs that are there.
    pub fn critical_times_of_models "Critical at, times today" (usable: "unit", used: "unit") -> "x"
        as critical_times solved "the most at which all models, sized again, need no more GPUs than are there"

    /// How many times today's demand takes the critical share of the pool.
    pub fn critical_times_of_pool "Critical at, times today"
        (critical_customers: "customer", customers: "customer") -> "x" as critical_times
    { critical_customers / customers }

    /// How many times today's demand takes all of it.
    pub fn cliff_times "Full at, times today" (capacity: "unit", used: "unit") -> "x"
    { capacity / used }

    /// How many times today's demand fills the pool.
    pub fn cliff_times_of_pool "Full at, times today" (cliff_customers: "customer", customers: "customer") -> "x"
        as cliff_times
    { cliff_customers / customers }

    /// Customers with whom the critical share is taken.
    pub fn customers_at_critical "Customers at the critical share"
        (customers: "customer", critical_times: "x") -> "customer" as critical_customers
    { customers * critical_times }

    /// Customers with whom all of it is taken.
    pub fn customers_when_full "Customers when full"
        (customers: "customer", cliff_times: "x") -> "customer" as cliff_customers
    { customers * cliff_times }

    /// Months until the critical share is taken.
    pub fn critical_in "Months until critical" (months_to: "month") -> "month" as months_to_critical

    /// Months until the critical share is taken: none, it is.
    pub fn critical_passed "Months until critical" (used: "unit", critical: "share", usable: "unit")
        -> "month" as months_to_critical table "0: the critical share is taken already"
    { 0.0 }

    /// Months until all of it is taken.
    pub fn full_in "Months until full" (months_to: "month") -> "month" as months_to_cliff

    /// Months until all of it is taken: none, it is.
    pub fn full_passed "Months until full" (used: "unit", capacity: "unit") -> "month" as months_to_cliff
        table "0: as much is used as there is, or more"
    { 0.0 }

    /// The last moment to order more of it, so that it is there before the critical share is taken, in months from
    /// the start: below 0 it is past.
    pub fn order_by "Order by" (months_to_critical: "month", lead_time: "day") -> "month"
        as order_by_months "resource.{row}.{case}order_by_months"
    { months_to_critical - lead_time / DAYS_PER_MONTH }

    /// The last moment to order more of the pool.
    pub fn order_by_of_pool "Order by" (order_by_months: "month") -> "month"
        as order_by_months "resource.{row}.{case}order_by_months"

    /// How much of it the peak of this month takes.
    pub fn needed_then "Needed" (used: "unit", peak_rate_then: "req/s", peak_rate: "req/s") -> "unit" as needed
    { used * peak_rate_then / peak_rate }

    /// How much of it must be there for the peak of this month, in whole steps, with its headroom.
    pub fn needed_sized "Needed" (used: "unit", critical: "share", peak_rate_then: "req/s") -> "unit" as needed
        solved "sized again for the demand of that month, with its headroom"

    /// How much of the pool this month takes.
    pub fn needed_of_pool "Needed" (needed: "unit") -> "unit" as needed

    /// Which share of what there is now the peak of this month takes.
    pub fn utilization_then "Utilization"
        (used: "unit", peak_rate_then: "req/s", peak_rate: "req/s", capacity: "unit") -> "share" as utilization
    { used * peak_rate_then / peak_rate / capacity }

    /// Which share of what there is now of the pool this month takes.
    pub fn utilization_of_pool "Utilization" (needed: "unit", capacity: "unit") -> "share" as utilization
    { needed / capacity }

    /// How many more customers fit before the critical share is taken; below 0 so many are too many.
    pub fn room_of_customers "Room" (critical_times: "x"; demand.customers) -> "customer" as room
    { round_down(customers * critical_times - customers) }

    /// How many more registered users fit before the critical share is taken.
    pub fn room_of_total_users "Room" (critical_times: "x"; demand.total_users) -> "user" as room
    { round_down(total_users * critical_times - total_users) }

    /// How many more daily users fit before the critical share is taken.
    pub fn room_of_daily_active_users "Room" (critical_times: "x"; demand.daily_active_users) -> "user" as room
    { round_down(daily_active_users * critical_times - daily_active_users) }

    /// How many more concurrent users fit before the critical share is taken.
    pub fn room_of_concurrent_users "Room" (critical_times: "x"; demand.concurrent_users) -> "user" as room
    { round_down(concurrent_users * critical_times - concurrent_users) }

    /// How many more users can begin a session in an hour before the critical share is taken.
    pub fn room_of_sessions_per_hour "Room" (critical_times: "x"; demand.sessions_per_hour) -> "user/h" as room
    { sessions_per_hour * critical_times - sessions_per_hour }

    /// How many more requests a day fit before the critical share is taken.
    pub fn room_of_requests_per_day "Room" (critical_times: "x"; demand.requests_per_day) -> "req/day" as room
    { requests_per_day * critical_times - requests_per_day }

    /// How many more requests a second fit on average before the critical share is taken.
    pub fn room_of_average_rate "Room" (critical_times: "x"; demand.average_rate) -> "req/s" as room
    { average_rate * critical_times - average_rate }

    /// How many more requests a second fit at the peak before the critical share is taken.
    pub fn room_of_peak_rate "Room" (critical_times: "x"; demand.peak_rate) -> "req/s" as room
    { peak_rate * critical_times - peak_rate }
}
