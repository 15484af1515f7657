//! What does the size class of a web stack say of its pods, its nodes and its
//! cache? The class follows from the concurrent users; any of its values can
//! be stated instead.

use crate::facts::instances::PRICE_LISTS;
use crate::facts::instances::{INSTANCES, Instance};
use crate::facts::services;
use crate::facts::size_classes::{CLASSES, SizeClass};
use crate::facts::sources::{DEFINITION, SIZING_CALCULATOR};
use crate::quantity::Source;
use crate::quantity::math::{count_of, exceeds};

/// Where the prices of caches come from.
const CACHE_PRICES: Source = services::CACHE_T3_SMALL.source;

/// The node types of the catalog, and `custom` last.
pub const NODES: &[&str] = &node_names();

crate::formulas! {
    source: SIZING_CALCULATOR; in "web";

    /// Which of the four size classes fits the concurrent users.
    pub fn class "Size class"
        (
            concurrent_users: "user"; web.small_up_to, web.medium_up_to, web.large_up_to
        ) -> ["small", "medium", "large", "enterprise"]
    {
        exceeds(concurrent_users, small_up_to)
            + exceeds(concurrent_users, medium_up_to)
            + exceeds(concurrent_users, large_up_to)
    }

    /// Cores that a backend pod reserves.
    pub fn backend_cpu_request_of_class "Backend CPU request"
        (class: "class") -> "core/pod" as backend_cpu_request
        table "the row of the size class, backend CPU request"
    { row(class).backend.cpu_request }

    /// Cores that a backend pod may use.
    pub fn backend_cpu_limit_of_class "Backend CPU limit" (class: "class") -> "core/pod" as backend_cpu_limit
        table "the row of the size class, backend CPU limit"
    { row(class).backend.cpu_limit }

    /// Memory that a backend pod reserves.
    pub fn backend_memory_request_of_class "Backend memory request"
        (class: "class") -> "MiB/pod" as backend_memory_request
        table "the row of the size class, backend memory request"
    { row(class).backend.memory_request }

    /// Memory that a backend pod may use.
    pub fn backend_memory_limit_of_class "Backend memory limit"
        (class: "class") -> "MiB/pod" as backend_memory_limit
        table "the row of the size class, backend memory limit"
    { row(class).backend.memory_limit }

    /// Cores that a frontend pod reserves.
    pub fn frontend_cpu_request_of_class "Frontend CPU request"
        (class: "class") -> "core/pod" as frontend_cpu_request
        table "the row of the size class, frontend CPU request"
    { row(class).frontend.cpu_request }

    /// Cores that a frontend pod may use.
    pub fn frontend_cpu_limit_of_class "Frontend CPU limit" (class: "class") -> "core/pod" as frontend_cpu_limit
        table "the row of the size class, frontend CPU limit"
    { row(class).frontend.cpu_limit }

    /// Memory that a frontend pod reserves.
    pub fn frontend_memory_request_of_class "Frontend memory request"
        (class: "class") -> "MiB/pod" as frontend_memory_request
        table "the row of the size class, frontend memory request"
    { row(class).frontend.memory_request }

    /// Memory that a frontend pod may use.
    pub fn frontend_memory_limit_of_class "Frontend memory limit"
        (class: "class") -> "MiB/pod" as frontend_memory_limit
        table "the row of the size class, frontend memory limit"
    { row(class).frontend.memory_limit }

    /// The machine that the pods run on.
    pub fn node_of_class "Node" (class: "class") -> (NODES) as node table "the row of the size class, node"
    { node_index(row(class).node) }

    /// The machine that the pods run on.
    pub fn node_of_type "Node" (; web.node_type) -> (NODES) as node from DEFINITION table "as chosen"

    /// Cores of a node.
    pub fn node_vcpu_of_node "Cores per node" (node: "node type", class: "class") -> "core/node" as node_vcpu
        from PRICE_LISTS
        table "the instance in the catalog, cores"
    { instance(node, class).vcpu() }

    /// Memory of a node.
    pub fn node_memory_of_node "Memory per node"
        (node: "node type", class: "class") -> "GiB/node" as node_memory from PRICE_LISTS
        table "the instance in the catalog, memory"
    { instance(node, class).memory_gib() }

    /// The most pods that a node takes.
    pub fn node_max_pods_of_node "Most pods per node"
        (node: "node type", class: "class") -> "pod/node" as node_max_pods from PRICE_LISTS
        table "the instance in the catalog, most pods"
    { instance(node, class).max_pods() }

    /// What a node costs an hour, on demand.
    pub fn node_hour_of_node "Node, an hour" (node: "node type", class: "class") -> "USD/node/h" as node_hour
        from PRICE_LISTS
        table "the instance in the catalog, list price"
    { instance(node, class).price_per_hour() }

    /// How many nodes the cache has.
    pub fn cache_nodes "Cache nodes" (class: "class") -> "node" table "the row of the size class, cache nodes"
    { row(class).cache_nodes }

    /// What a node of the cache costs an hour.
    pub fn cache_hour_of_class "Cache node, an hour" (class: "class") -> "USD/node/h" as cache_hour from CACHE_PRICES
        table "the cache of the size class, list price"
    { row(class).cache.and_then(services::cache).map_or(0.0, |price| price.value) }

    /// The latency to expect, at best.
    pub fn latency_low "Latency, at best" (class: "class") -> "ms" table "the row of the size class, latency"
    { row(class).latency_low_ms }

    /// The latency to expect, at worst.
    pub fn latency_high "Latency, at worst" (class: "class") -> "ms" table "the row of the size class, latency"
    { row(class).latency_high_ms }

    /// The low end of what the source says such a stack costs.
    pub fn cost_low "Source's cost, from" (class: "class") -> "USD/month"
        table "the row of the size class, cost"
    { row(class).cost_low }

    /// The high end of what the source says such a stack costs.
    pub fn cost_high "Source's cost, to" (class: "class") -> "USD/month" table "the row of the size class, cost"
    { row(class).cost_high }
}

/// Whether the node is one that the catalog does not know.
pub fn is_custom(node: f64) -> bool {
    count_of(node) >= INSTANCES.len()
}

fn row(class: f64) -> &'static SizeClass {
    &CLASSES[count_of(class).min(CLASSES.len() - 1)]
}

/// The node's row; for a custom node, that of the size class.
fn instance(node: f64, class: f64) -> &'static Instance {
    let of_class = || count_of(node_index(row(class).node)).min(INSTANCES.len() - 1);
    let index = if is_custom(node) {
        of_class()
    } else {
        count_of(node)
    };
    &INSTANCES[index]
}

pub(super) fn node_index(id: &str) -> f64 {
    let index = NODES.iter().position(|node| *node == id).unwrap_or(0);
    f64::from(u32::try_from(index).unwrap_or(0))
}

const fn node_names() -> [&'static str; INSTANCES.len() + 1] {
    let mut names = ["custom"; INSTANCES.len() + 1];
    let mut at = 0;
    while at < INSTANCES.len() {
        names[at] = INSTANCES[at].id;
        at += 1;
    }
    names
}
