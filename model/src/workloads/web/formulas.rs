//! How many pods, nodes and database units does a web stack need?
//!
//! ```text
//! pods   = max(floor, round_up(users / users per pod * (1 + buffer)))
//! nodes  = round_up(max(floor, nodes that hold the pods) * (1 + buffer))
//! units  = round_up(users * operations per user * units per operation)
//! ```
//!
//! The method of the sizing calculator, but for the nodes that hold the pods: [`super::packing`]
//! puts pods into them whole. Its printed examples (8 to 16 nodes
//! for 1,000 users, 50 to 100 for 8,000) do not follow from it: the method
//! gives 5 to 10 and 39 to 78.

use crate::facts::constants::{RATE_PER_UNIT, READ_BLOCK, SECONDS_PER_MINUTE, WRITE_BLOCK};
use crate::facts::sources::{DEFINITION, OURS_ON_SIZING, SIZING_CALCULATOR};
use crate::quantity::brackets::max;
use crate::quantity::math::{exceeds, round_up};

crate::formulas! {
    source: SIZING_CALCULATOR; in "web";

    /// Backend pods that always run: what the users need, with the buffer.
    pub fn backend_pods_min "Backend pods, fewest"
        (concurrent_users: "user"; web.users_per_backend_pod, web.backend_buffer, web.backend_floor) -> "pod"
    { max(backend_floor, round_up(concurrent_users / users_per_backend_pod * (1.0 + backend_buffer))) }

    /// Backend pods up to which the autoscaler may go.
    pub fn backend_pods_max "Backend pods, most" (backend_pods_min: "pod"; web.backend_ceiling_factor) -> "pod"
    { round_up(backend_pods_min * backend_ceiling_factor) }

    /// Frontend pods that always run: what the users need, with the buffer.
    pub fn frontend_pods_min "Frontend pods, fewest"
        (concurrent_users: "user"; web.users_per_frontend_pod, web.frontend_buffer, web.frontend_floor) -> "pod"
    { max(frontend_floor, round_up(concurrent_users / users_per_frontend_pod * (1.0 + frontend_buffer))) }

    /// Frontend pods up to which the autoscaler may go.
    pub fn frontend_pods_max "Frontend pods, most"
        (frontend_pods_min: "pod"; web.frontend_ceiling_factor) -> "pod"
    { round_up(frontend_pods_min * frontend_ceiling_factor) }

    /// Cores that the fewest pods reserve together.
    pub fn cpu_requested "CPU requested"
        (
            backend_pods_min: "pod", backend_cpu_request: "core/pod", frontend_pods_min: "pod",
            frontend_cpu_request: "core/pod"
        ) -> "core"
    { backend_pods_min * backend_cpu_request + frontend_pods_min * frontend_cpu_request }

    /// Memory that the fewest pods reserve together.
    pub fn memory_requested "Memory requested"
        (
            backend_pods_min: "pod", backend_memory_request: "MiB/pod", frontend_pods_min: "pod",
            frontend_memory_request: "MiB/pod"
        ) -> "MiB"
    { backend_pods_min * backend_memory_request + frontend_pods_min * frontend_memory_request }

    /// Nodes that the pods' cores fill, not rounded.
    pub fn nodes_by_cpu "Nodes by CPU" (cpu_requested: "core", node_cpu_offered: "core/node") -> "node"
    { cpu_requested / node_cpu_offered }

    /// Nodes that the pods' memory fills, not rounded.
    pub fn nodes_by_memory "Nodes by memory"
        (memory_requested: "MiB", node_memory_offered: "MiB/node") -> "node"
    { memory_requested / node_memory_offered }

    /// Pods of the application that a node takes beside the system's own.
    pub fn pods_per_node "Pods per node" (node_max_pods: "pod/node"; web.node_system_pods) -> "pod/node" from DEFINITION
    { node_max_pods - node_system_pods }

    /// Nodes that the number of pods fills, not rounded.
    pub fn nodes_by_pods "Nodes by pods"
        (backend_pods_min: "pod", frontend_pods_min: "pod", pods_per_node: "pod/node") -> "node" from DEFINITION
    { (backend_pods_min + frontend_pods_min) / pods_per_node }

    /// Nodes that hold the pods, each pod whole, before the buffer.
    pub fn nodes_required "Nodes required" (nodes_packed: "node"; web.node_floor) -> "node" from OURS_ON_SIZING
    { max(node_floor, nodes_packed) }

    /// What decides how many nodes there must be: the fewest stated, or that of which pods fill the nodes most.
    pub fn node_binding_flat "What binds the nodes"
        (
            nodes_packed: "node", nodes_by_cpu: "node", nodes_by_memory: "node"; web.node_floor
        ) -> ["fewest nodes", "CPU", "memory", "pods per node"] as node_binding from DEFINITION
    { exceeds(nodes_packed, node_floor) * (1.0 + exceeds(nodes_by_memory, nodes_by_cpu)) }

    /// What decides how many nodes there must be: the fewest stated, or that of which pods fill the nodes most.
    pub fn node_binding_limited "What binds the nodes"
        (
            nodes_packed: "node", nodes_by_cpu: "node", nodes_by_memory: "node", nodes_by_pods: "node"; web.node_floor
        ) -> ["fewest nodes", "CPU", "memory", "pods per node"] as node_binding from DEFINITION
    {
        exceeds(nodes_packed, node_floor) * max(
            1.0 + exceeds(nodes_by_memory, nodes_by_cpu),
            3.0 * exceeds(nodes_by_pods, max(nodes_by_cpu, nodes_by_memory))
        )
    }

    /// Nodes that always run: what the pods need, with the buffer.
    pub fn nodes_min "Nodes, fewest" (nodes_required: "node"; web.node_buffer) -> "node"
    { round_up(nodes_required * (1.0 + node_buffer)) }

    /// Nodes up to which the cluster may grow.
    pub fn nodes_max "Nodes, most" (nodes_min: "node"; web.node_ceiling_factor) -> "node"
    { round_up(nodes_min * node_ceiling_factor) }

    /// Units that the chosen consistency takes for 4 KB read.
    pub fn read_consistency "Units by consistency" (; web.consistency) -> "x" from OURS_ON_SIZING
        table "eventual 0.5, strong 1, transactional 2"

    /// Units that the chosen consistency takes for 1 KB written.
    pub fn write_consistency "Units by consistency" (; web.consistency) -> "x" from OURS_ON_SIZING
        table "eventual and strong 1, transactional 2"

    /// Units that one read takes: blocks of 4 KB begun, by consistency.
    pub fn units_per_read "Units per read" (read_consistency: "x"; web.read_item_size) -> "x" from OURS_ON_SIZING
    { round_up(read_item_size / READ_BLOCK) * read_consistency }

    /// Units that one write takes: blocks of 1 KB begun, by consistency.
    pub fn units_per_write "Units per write" (write_consistency: "x"; web.write_item_size) -> "x" from OURS_ON_SIZING
    { round_up(write_item_size / WRITE_BLOCK) * write_consistency }

    /// Read capacity that the peak needs.
    pub fn read_units "Read units" (concurrent_users: "user", units_per_read: "x"; web.reads_per_user) -> "unit"
    { round_up(concurrent_users * reads_per_user * units_per_read / RATE_PER_UNIT) }

    /// Write capacity that the peak needs.
    pub fn write_units "Write units"
        (concurrent_users: "user", units_per_write: "x"; web.writes_per_user) -> "unit"
    { round_up(concurrent_users * writes_per_user * units_per_write / RATE_PER_UNIT) }

    /// Which billing of the database suits the size class.
    pub fn database_advice "Billing that suits" (class: "class") -> ["on demand", "consider provisioned"]
        table "on demand for small and medium, provisioned to be considered from large on"
    { exceeds(class, 1.0) }

    /// Requests a second at the peak, as a whole number.
    pub fn request_rate "Requests a second"
        (concurrent_users: "user"; demand.requests_per_user_minute) -> "req/s"
    { round_up(concurrent_users * requests_per_user_minute / SECONDS_PER_MINUTE) }

    /// The low end of the source's cost range, for each registered user.
    pub fn cost_per_user_low "Source's cost per user, from"
        (cost_low: "USD/month", total_users: "user") -> "USD/user/month"
    { cost_low / total_users }

    /// The high end of the source's cost range, for each registered user.
    pub fn cost_per_user_high "Source's cost per user, to"
        (cost_high: "USD/month", total_users: "user") -> "USD/user/month"
    { cost_high / total_users }
}
