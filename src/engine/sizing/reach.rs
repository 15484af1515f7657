//! How many concurrent users could the sized stack carry, with every part at
//! the most that its autoscaling allows, and which part stops first?
//!
//! Buffers are used up at that point: it is the end of the range, not a place
//! to plan for.

use super::allocatable::Allocatable;
use super::web::WebFigures;
use crate::catalog::sources::DEFINITION;
use crate::engine::outcome::figures;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::above;
use crate::quantity::{Figure, Outcome};
use crate::scenario::Web;

crate::formulas! {
    source: DEFINITION;

    /// Users that the most backend pods carry.
    pub fn users_by_backend "Users by backend pods" (backend_pods_max: "pod", users_per_backend_pod: "user/pod") -> "user" {
        backend_pods_max * users_per_backend_pod
    }
    /// Users that the most frontend pods carry.
    pub fn users_by_frontend "Users by frontend pods" (frontend_pods_max: "pod", users_per_frontend_pod: "user/pod") -> "user" {
        frontend_pods_max * users_per_frontend_pod
    }
    /// Cores that pods reserve for each user.
    pub fn cpu_per_user "CPU per user" (backend_cpu_request: "core/pod", users_per_backend_pod: "user/pod", frontend_cpu_request: "core/pod", users_per_frontend_pod: "user/pod") -> "core/user" {
        backend_cpu_request / users_per_backend_pod + frontend_cpu_request / users_per_frontend_pod
    }
    /// Memory that pods reserve for each user.
    pub fn memory_per_user "Memory per user" (backend_memory_request: "MiB/pod", users_per_backend_pod: "user/pod", frontend_memory_request: "MiB/pod", users_per_frontend_pod: "user/pod") -> "MiB/user" {
        backend_memory_request / users_per_backend_pod + frontend_memory_request / users_per_frontend_pod
    }
    /// Users whose pods find cores on the most nodes.
    pub fn users_by_cpu "Users by node CPU" (nodes_max: "node", node_cpu_offered: "core/node", cpu_per_user: "core/user") -> "user" {
        nodes_max * node_cpu_offered / cpu_per_user
    }
    /// Users whose pods find memory on the most nodes.
    pub fn users_by_memory "Users by node memory" (nodes_max: "node", node_memory_offered: "MiB/node", memory_per_user: "MiB/user") -> "user" {
        nodes_max * node_memory_offered / memory_per_user
    }
    /// Users whose pods find room on the most nodes.
    pub fn users_by_nodes "Users by nodes" (users_by_cpu: "user", users_by_memory: "user") -> "user" {
        min(users_by_cpu, users_by_memory)
    }
    /// Users that the whole stack carries with every part at its most.
    pub fn users_max "Users at full scale" (users_by_backend: "user", users_by_frontend: "user", users_by_nodes: "user") -> "user" {
        min(users_by_nodes, min(users_by_backend, users_by_frontend))
    }
    /// Users that fit beside those who are planned for.
    pub fn users_more "More users that fit" (users_max: "user", concurrent_users: "user") -> "user" {
        max(users_max, concurrent_users) - concurrent_users
    }
    /// The same as a share of the users who are planned for.
    pub fn users_more_share "More users that fit, share" (users_more: "user", concurrent_users: "user") -> "share" {
        users_more / concurrent_users
    }
    /// Which part stops first on the way up.
    pub fn reach_binding "What stops first" (users_by_backend: "user", users_by_frontend: "user", users_by_nodes: "user") -> ["backend pods", "frontend pods", "nodes"] {
        max(above(users_by_backend, users_by_frontend), 2.0 * above(min(users_by_backend, users_by_frontend), users_by_nodes))
    }
}

figures! {
    /// How far the sized stack could go.
    pub struct Reach in "web" {
        /// By backend pods.
        users_by_backend: Figure,
        /// By frontend pods.
        users_by_frontend: Figure,
        /// Cores for each user.
        cpu_per_user: Figure,
        /// Memory for each user.
        memory_per_user: Figure,
        /// By the nodes' cores.
        users_by_cpu: Outcome,
        /// By the nodes' memory.
        users_by_memory: Outcome,
        /// By the nodes.
        users_by_nodes: Outcome,
        /// By all together.
        users_max: Outcome,
        /// More than planned for.
        users_more: Outcome,
        /// The same as a share.
        users_more_share: Outcome,
        /// What stops first.
        reach_binding: Outcome,
    }
}

/// How far the sized stack could go beyond `users`.
pub(super) fn plan(web: &Web, sized: &WebFigures, offer: &Allocatable, users: f64) -> Reach {
    let backend = users_by_backend(sized.backend_pods_max.value, web.users_per_backend_pod);
    let frontend = users_by_frontend(sized.frontend_pods_max.value, web.users_per_frontend_pod);
    let cpu = cpu_per_user(
        sized.backend_cpu_request.value,
        web.users_per_backend_pod,
        sized.frontend_cpu_request.value,
        web.users_per_frontend_pod,
    );
    let memory = memory_per_user(
        sized.backend_memory_request.value,
        web.users_per_backend_pod,
        sized.frontend_memory_request.value,
        web.users_per_frontend_pod,
    );
    let by_cpu = sized
        .nodes_max
        .map(|nodes| users_by_cpu(nodes.value, offer.cpu_offered.value, cpu.value));
    let by_memory = sized
        .nodes_max
        .map(|nodes| users_by_memory(nodes.value, offer.memory_offered.value, memory.value));
    let by_nodes = by_cpu.and_then(|cpu| Ok(users_by_nodes(cpu.value, by_memory?.value)));
    let most = by_nodes.map(|nodes| users_max(backend.value, frontend.value, nodes.value));
    let more = most.map(|most| users_more(most.value, users));
    Reach {
        users_by_backend: backend,
        users_by_frontend: frontend,
        cpu_per_user: cpu,
        memory_per_user: memory,
        users_by_cpu: by_cpu,
        users_by_memory: by_memory,
        users_by_nodes: by_nodes,
        users_max: most,
        users_more: more,
        users_more_share: more.map(|more| users_more_share(more.value, users)),
        reach_binding: by_nodes
            .map(|nodes| reach_binding(backend.value, frontend.value, nodes.value)),
    }
}
