//! How many nodes hold the pods, since a pod goes into one node whole?
//!
//! First fit by CPU, memory and the number of pods, backend pods before frontend pods. All
//! pods of a kind are alike, so no pod need be placed one by one:
//!
//! ```text
//! of backend pods a node holds    least of round_down(offered / asked), by what runs out first
//! nodes with backend pods         round_up(backend pods / that)
//! beside them                     frontend pods that fit into what each of these nodes has left
//! nodes                           those, and round_up(frontend pods left / what an empty node holds)
//! ```
//!
//! The sizing calculator divides what all pods ask for together by what a node offers, as if
//! a pod could be cut in two. That is never more; it stands beside.

use super::allocatable::Allocatable;
use super::plan::Pods;
use crate::facts::constants::ONE_NODE;
use crate::facts::sources::{OURS_ON_SIZING, SIZING_CALCULATOR};
use crate::quantity::Missing;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{round_down, round_up};
use crate::scenario::NodeRule;
use crate::sheet::{Cell, Sheet, scratch};

crate::formulas! {
    source: OURS_ON_SIZING; in "web";

    /// The most pods that a node could hold: flat shares set no limit, so as many of the smaller as its cores do.
    pub fn pods_at_most_flat "Pods in a node, at most"
        (
            node_cpu_offered: "core/node", backend_cpu_request: "core/pod", frontend_cpu_request: "core/pod"
        ) -> "pod/node" as pods_at_most
    { round_down(node_cpu_offered / min(backend_cpu_request, frontend_cpu_request)) }

    /// The most pods that a node could hold: as many as it takes beside the system's own.
    pub fn pods_at_most_limited "Pods in a node, at most" (pods_per_node: "pod/node") -> "pod/node" as pods_at_most
    { round_down(pods_per_node) }

    /// Backend pods that an empty node holds, each whole.
    pub fn backend_pods_per_node "Backend pods in a node"
        (
            node_cpu_offered: "core/node", node_memory_offered: "MiB/node", pods_at_most: "pod/node",
            backend_cpu_request: "core/pod", backend_memory_request: "MiB/pod"
        ) -> "pod/node"
    {
        min(
            pods_at_most,
            min(
                round_down(node_cpu_offered / backend_cpu_request),
                round_down(node_memory_offered / backend_memory_request)
            )
        )
    }

    /// Frontend pods that an empty node holds, each whole.
    pub fn frontend_pods_per_node "Frontend pods in a node"
        (
            node_cpu_offered: "core/node", node_memory_offered: "MiB/node", pods_at_most: "pod/node",
            frontend_cpu_request: "core/pod", frontend_memory_request: "MiB/pod"
        ) -> "pod/node"
    {
        min(
            pods_at_most,
            min(
                round_down(node_cpu_offered / frontend_cpu_request),
                round_down(node_memory_offered / frontend_memory_request)
            )
        )
    }

    /// Nodes that hold backend pods.
    pub fn backend_nodes "Nodes with backend pods"
        (backend_pods_min: "pod", backend_pods_per_node: "pod/node") -> "node"
    { round_up(backend_pods_min / backend_pods_per_node) }

    /// Backend pods in the last of these nodes; the others are full of them.
    pub fn backend_pods_last "Backend pods in the last node"
        (backend_pods_min: "pod", backend_pods_per_node: "pod/node", backend_nodes: "node") -> "pod/node"
    { (backend_pods_min - (backend_nodes - ONE_NODE) * backend_pods_per_node) / ONE_NODE }

    /// Frontend pods that find room in a node that is full of backend pods.
    pub fn frontend_pods_beside "Frontend pods beside backend pods"
        (
            node_cpu_offered: "core/node", node_memory_offered: "MiB/node", pods_at_most: "pod/node",
            backend_pods_per_node: "pod/node", backend_cpu_request: "core/pod", backend_memory_request: "MiB/pod",
            frontend_cpu_request: "core/pod", frontend_memory_request: "MiB/pod"
        ) -> "pod/node"
    {
        max(0.0, min(
            pods_at_most - backend_pods_per_node,
            min(
                round_down((node_cpu_offered - backend_pods_per_node * backend_cpu_request) / frontend_cpu_request),
                round_down(
                    (node_memory_offered - backend_pods_per_node * backend_memory_request) / frontend_memory_request
                )
            )
        ))
    }

    /// Frontend pods that find room in the last node with backend pods.
    pub fn frontend_pods_beside_last "Frontend pods in the last of these"
        (
            node_cpu_offered: "core/node", node_memory_offered: "MiB/node", pods_at_most: "pod/node",
            backend_pods_last: "pod/node", backend_cpu_request: "core/pod", backend_memory_request: "MiB/pod",
            frontend_cpu_request: "core/pod", frontend_memory_request: "MiB/pod"
        ) -> "pod/node"
    {
        max(0.0, min(
            pods_at_most - backend_pods_last,
            min(
                round_down((node_cpu_offered - backend_pods_last * backend_cpu_request) / frontend_cpu_request),
                round_down(
                    (node_memory_offered - backend_pods_last * backend_memory_request) / frontend_memory_request
                )
            )
        ))
    }

    /// Nodes that the pods fill, each pod whole.
    pub fn nodes_packed "Nodes by whole pods"
        (
            frontend_pods_min: "pod", backend_nodes: "node", frontend_pods_beside: "pod/node",
            frontend_pods_beside_last: "pod/node", frontend_pods_per_node: "pod/node"
        ) -> "node"
    {
        backend_nodes + round_up(max(
            0.0,
            frontend_pods_min - (backend_nodes - ONE_NODE) * frontend_pods_beside
                - ONE_NODE * frontend_pods_beside_last
        ) / frontend_pods_per_node)
    }

    /// Nodes that always run by the sizing calculator's division, as if pods could be cut, with the buffer.
    pub fn nodes_divided "Nodes, fewest, by division"
        (nodes_by_cpu: "node", nodes_by_memory: "node"; web.node_floor, web.node_buffer) -> "node"
        from SIZING_CALCULATOR
    { round_up(max(node_floor, round_up(max(nodes_by_cpu, nodes_by_memory))) * (1.0 + node_buffer)) }

    /// Nodes that always run beyond that, because a pod goes into one node whole.
    pub fn nodes_for_whole_pods "Nodes more for whole pods" (nodes_min: "node", nodes_divided: "node") -> "node"
    { nodes_min - nodes_divided }
}

/// No pod finds room: the cluster or its reservations take the whole node.
pub(super) const NO_ROOM: Missing =
    Missing("A node of this type has nothing left for pods. Choose a larger one.");
/// The node is too small for what runs behind.
const BACKEND_TOO_LARGE: Missing = Missing(
    "A backend pod asks for more than a node has for pods. Choose a larger node or a smaller pod.",
);
/// The node is too small for what runs in front.
const FRONTEND_TOO_LARGE: Missing = Missing(
    "A frontend pod asks for more than a node has for pods. Choose a larger node or a smaller pod.",
);

/// What a node holds of each kind of pod.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packing {
    at_most: Cell,
    backend: Cell,
    frontend: Cell,
}

/// What a node holds of these pods that takes so many beside the system's own.
pub(super) fn plan(sheet: Sheet, pods: &Pods, offer: &Allocatable, pods_per_node: Cell) -> Packing {
    let (cpu, memory) = (offer.cpu_offered, offer.memory_offered);
    let at_most = match sheet.scenario.web.node_rule {
        NodeRule::Flat => pods_at_most_flat(sheet, cpu, pods.backend_cpu, pods.frontend_cpu),
        _ => pods_at_most_limited(sheet, pods_per_node),
    };
    let some = |cell: Cell, why| cell.must(|held| held >= 1.0, why);
    let backend = backend_pods_per_node(
        sheet,
        cpu,
        memory,
        at_most,
        pods.backend_cpu,
        pods.backend_memory,
    );
    let frontend = frontend_pods_per_node(
        sheet,
        cpu,
        memory,
        at_most,
        pods.frontend_cpu,
        pods.frontend_memory,
    );
    Packing {
        at_most,
        backend: some(backend, BACKEND_TOO_LARGE),
        frontend: some(frontend, FRONTEND_TOO_LARGE),
    }
}

impl Packing {
    /// Nodes for so many pods of each kind.
    pub(super) fn nodes(
        &self,
        sheet: Sheet,
        pods: &Pods,
        offer: &Allocatable,
        [backend, frontend]: [Cell; 2],
    ) -> Cell {
        let (cpu, memory) = (offer.cpu_offered, offer.memory_offered);
        let beside = |beside: Beside, backend_pods| {
            beside(
                sheet,
                cpu,
                memory,
                self.at_most,
                backend_pods,
                pods.backend_cpu,
                pods.backend_memory,
                pods.frontend_cpu,
                pods.frontend_memory,
            )
        };
        let with_backend = backend_nodes(sheet, backend, self.backend);
        let last = backend_pods_last(sheet, backend, self.backend, with_backend);
        nodes_packed(
            sheet,
            frontend,
            with_backend,
            beside(frontend_pods_beside, self.backend),
            beside(frontend_pods_beside_last, last),
            self.frontend,
        )
    }

    /// The most users, up to some number, whose pods go into so many nodes with no buffer.
    pub(super) fn users(
        &self,
        sheet: Sheet,
        (pods, offer): (&Pods, &Allocatable),
        there: f64,
        up_to: f64,
    ) -> f64 {
        let web = &sheet.scenario.web;
        let fits = |users: f64| {
            let of = |each: f64| Cell::bare(Ok(round_up(users / each)));
            let pods_of = [
                of(web.users_per_backend_pod),
                of(web.users_per_frontend_pod),
            ];
            let nodes = scratch(sheet.scenario, |sheet| {
                self.nodes(sheet, pods, offer, pods_of)
            });
            nodes.number().is_ok_and(|nodes| nodes <= there)
        };
        let (mut low, mut high) = (0.0, round_down(up_to) + 1.0);
        for _ in 0..HALVINGS {
            let middle = round_down(f64::midpoint(low, high));
            if middle <= low {
                break;
            }
            if fits(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }
}

type Beside = fn(Sheet, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell) -> Cell;

/// How often the search for users is halved: whole numbers of any size that counts.
const HALVINGS: usize = 64;
