//! How many concurrent users could the sized stack carry, with every part at
//! the most that there may be of it, and which part stops first?
//!
//! Buffers are used up at that point: it is the end of the range, not a place
//! to plan for.

use super::allocatable::Allocatable;
use super::packing::Packing;
use super::plan::{NodePool, Pods};
use crate::facts::sources::{DEFINITION, OURS_ON_SIZING};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::exceeds;
use crate::scenario::web::fields;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: DEFINITION; in "web";

    /// Users that the most backend pods carry.
    pub fn users_by_backend "Users by backend pods"
        (backend_pods_max: "pod"; web.users_per_backend_pod) -> "user"
    { backend_pods_max * users_per_backend_pod }

    /// Users that the most frontend pods carry.
    pub fn users_by_frontend "Users by frontend pods"
        (frontend_pods_max: "pod"; web.users_per_frontend_pod) -> "user"
    { frontend_pods_max * users_per_frontend_pod }

    /// Cores that pods reserve for each user.
    pub fn cpu_per_user "CPU per user"
        (
            backend_cpu_request: "core/pod", frontend_cpu_request: "core/pod"; web.users_per_backend_pod,
            web.users_per_frontend_pod
        ) -> "core/user"
    { backend_cpu_request / users_per_backend_pod + frontend_cpu_request / users_per_frontend_pod }

    /// Memory that pods reserve for each user.
    pub fn memory_per_user "Memory per user"
        (
            backend_memory_request: "MiB/pod", frontend_memory_request: "MiB/pod"; web.users_per_backend_pod,
            web.users_per_frontend_pod
        ) -> "MiB/user"
    { backend_memory_request / users_per_backend_pod + frontend_memory_request / users_per_frontend_pod }

    /// Users whose pods find cores on the most nodes, if pods could be cut.
    pub fn users_by_cpu "Users by node CPU"
        (nodes_max: "node", node_cpu_offered: "core/node", cpu_per_user: "core/user") -> "user"
    { nodes_max * node_cpu_offered / cpu_per_user }

    /// Users whose pods find memory on the most nodes, if pods could be cut.
    pub fn users_by_memory "Users by node memory"
        (nodes_max: "node", node_memory_offered: "MiB/node", memory_per_user: "MiB/user") -> "user"
    { nodes_max * node_memory_offered / memory_per_user }

    /// Users whose pods go into the most nodes, each pod whole.
    pub fn users_by_nodes "Users by nodes"
        (
            nodes_max: "node", users_by_cpu: "user", users_by_memory: "user"; web.users_per_backend_pod,
            web.users_per_frontend_pod
        ) -> "user" from OURS_ON_SIZING
        solved "the most users, up to users_by_cpu and users_by_memory, whose whole pods go into nodes_max nodes"

    /// Users that the whole stack carries with every part at its most.
    pub fn users_max "Users at full scale"
        (users_by_backend: "user", users_by_frontend: "user", users_by_nodes: "user") -> "user"
    { min(users_by_nodes, min(users_by_backend, users_by_frontend)) }

    /// Users that fit beside those who are planned for.
    pub fn users_more "More users that fit" (users_max: "user", concurrent_users: "user") -> "user"
    { max(users_max, concurrent_users) - concurrent_users }

    /// The same as a share of the users who are planned for.
    pub fn users_more_share "More users that fit, share"
        (users_more: "user", concurrent_users: "user") -> "share"
    { users_more / concurrent_users }

    /// Which part stops first on the way up.
    pub fn reach_binding "What stops first"
        (
            users_by_backend: "user", users_by_frontend: "user", users_by_nodes: "user"
        ) -> ["backend pods", "frontend pods", "nodes"]
    {
        max(
            exceeds(users_by_backend, users_by_frontend),
            2.0 * exceeds(min(users_by_backend, users_by_frontend), users_by_nodes)
        )
    }
}

/// A part of the stack: how much of it there may be, and for how many users that is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Part {
    /// What is stated, or else the most that autoscaling allows.
    pub most: Cell,
    /// Users that so much carries, with no buffer left.
    pub users: Cell,
}

/// How far each part of a stack goes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reach {
    /// Backend pods.
    pub backend: Part,
    /// Frontend pods.
    pub frontend: Part,
    /// Nodes.
    pub nodes: Part,
}

/// How far the sized stack could go beyond `users`.
pub(super) fn plan(
    sheet: Sheet,
    pods: &Pods,
    nodes: &NodePool,
    (offer, packing): (&Allocatable, &Packing),
    users: Cell,
) -> Reach {
    let there = |field, most: Cell| sheet.stated_or(field, || most);
    let backend_most = there(&fields::backend_pods_have, pods.backend_most);
    let frontend_most = there(&fields::frontend_pods_have, pods.frontend_most);
    let nodes_most = there(&fields::nodes_have, nodes.most);
    let backend = users_by_backend(sheet, backend_most);
    let frontend = users_by_frontend(sheet, frontend_most);
    let cpu = cpu_per_user(sheet, pods.backend_cpu, pods.frontend_cpu);
    let memory = memory_per_user(sheet, pods.backend_memory, pods.frontend_memory);
    let by_cpu = users_by_cpu(sheet, nodes_most, offer.cpu_offered, cpu);
    let by_memory = users_by_memory(sheet, nodes_most, offer.memory_offered, memory);
    let most_users = || {
        let up_to = min(by_cpu.number()?, by_memory.number()?);
        // Where a pod fits into no node, so do any number of users.
        nodes.required.number()?;
        Ok(packing.users(sheet, (pods, offer), nodes_most.number()?, up_to))
    };
    let by_nodes = users_by_nodes(sheet, most_users(), nodes_most, by_cpu, by_memory);
    let most = users_max(sheet, backend, frontend, by_nodes);
    let more = users_more(sheet, most, users);
    users_more_share(sheet, more, users);
    reach_binding(sheet, backend, frontend, by_nodes);
    let part = |most, users| Part { most, users };
    Reach {
        backend: part(backend_most, backend),
        frontend: part(frontend_most, frontend),
        nodes: part(nodes_most, by_nodes),
    }
}
