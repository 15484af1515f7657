//! What does Google GKE reserve on a node?
//!
//! Memory: 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8,
//! 6 % of the next 112 and 2 % of the rest. Cores: 6 % of the first, 1 % of the
//! second, 0.5 % of the next two, 0.25 % of the rest. The brackets do not
//! overlap. Machines of less than 1 GiB and shared cores have rules of their
//! own, which are left out: none of them runs the workloads planned here.

use super::cores::brackets;
use super::{Allocatable, Node, after, node_memory_capacity};
use crate::facts::constants::{FIRST_4_GIB, FIRST_8_GIB, FIRST_16_GIB, FIRST_128_GIB, MIB_PER_GIB};
use crate::quantity::Source;
use crate::quantity::brackets::{between, min};
use crate::sheet::Sheet;

const GKE: Source = Source {
    name: "Google Kubernetes Engine documentation, Plan GKE Standard node sizes",
    as_of: "",
};

crate::formulas! {
    source: GKE; in "web";

    /// The first 4 GiB of a node's memory.
    pub fn first_4_gib "First 4 GiB" (node_memory: "GiB/node") -> "GiB/node"
    { min(node_memory, FIRST_4_GIB) }

    /// A node's memory from 4 to 8 GiB.
    pub fn next_4_gib "Next 4 GiB" (node_memory: "GiB/node") -> "GiB/node"
    { between(node_memory, FIRST_4_GIB, FIRST_8_GIB) }

    /// A node's memory from 8 to 16 GiB.
    pub fn next_8_gib "Next 8 GiB" (node_memory: "GiB/node") -> "GiB/node"
    { between(node_memory, FIRST_8_GIB, FIRST_16_GIB) }

    /// A node's memory from 16 to 128 GiB.
    pub fn next_112_gib "Next 112 GiB" (node_memory: "GiB/node") -> "GiB/node"
    { between(node_memory, FIRST_16_GIB, FIRST_128_GIB) }

    /// A node's memory from 128 GiB on.
    pub fn further_memory "Memory from 128 GiB on" (node_memory: "GiB/node") -> "GiB/node"
    { node_memory - min(node_memory, FIRST_128_GIB) }

    /// What GKE reserves of a node's first 16 GiB.
    pub fn first_16_gib_reserved "Reserved of the first 16 GiB"
        (first_4_gib: "GiB/node", next_4_gib: "GiB/node", next_8_gib: "GiB/node") -> "GiB/node"
    { 0.25 * first_4_gib + 0.2 * next_4_gib + 0.1 * next_8_gib }

    /// What GKE reserves of a node's memory from 16 GiB on.
    pub fn other_memory_reserved "Reserved of the other memory"
        (next_112_gib: "GiB/node", further_memory: "GiB/node") -> "GiB/node"
    { 0.06 * next_112_gib + 0.02 * further_memory }

    /// Memory that GKE reserves on a node for the kubelet and the system.
    pub fn gke_memory_reserved "Memory reserved per node"
        (
            first_16_gib_reserved: "GiB/node", other_memory_reserved: "GiB/node"
        ) -> "MiB/node" as node_memory_reserved
    { (first_16_gib_reserved + other_memory_reserved) * MIB_PER_GIB }

    /// What GKE reserves of a node's first two cores.
    pub fn gke_two_cores_reserved "Reserved of the first two cores"
        (first_core: "core/node", second_core: "core/node") -> "core/node" as two_cores_reserved
    { 0.06 * first_core + 0.01 * second_core }

    /// What GKE reserves of a node's cores from the third on.
    pub fn gke_other_cores_reserved "Reserved of the other cores"
        (next_two_cores: "core/node", further_cores: "core/node") -> "core/node" as other_cores_reserved
    { 0.005 * next_two_cores + 0.0025 * further_cores }

    /// Cores that GKE reserves on a node for the kubelet and the system.
    pub fn gke_cpu_reserved "Cores reserved per node"
        (two_cores_reserved: "core/node", other_cores_reserved: "core/node") -> "core/node" as node_cpu_reserved
    { two_cores_reserved + other_cores_reserved }
}

/// What a node offers on GKE.
pub(super) fn plan(sheet: Sheet, node: Node) -> Allocatable {
    let [first, second, next_two, further] = brackets(sheet, node.vcpu);
    let two = gke_two_cores_reserved(sheet, first, second);
    let other = gke_other_cores_reserved(sheet, next_two, further);
    let low = first_16_gib_reserved(
        sheet,
        first_4_gib(sheet, node.memory),
        next_4_gib(sheet, node.memory),
        next_8_gib(sheet, node.memory),
    );
    let high = other_memory_reserved(
        sheet,
        next_112_gib(sheet, node.memory),
        further_memory(sheet, node.memory),
    );
    let capacity = node_memory_capacity(sheet, node.memory);
    let cpu = gke_cpu_reserved(sheet, two, other);
    after(
        sheet,
        node,
        capacity,
        cpu,
        gke_memory_reserved(sheet, low, high),
    )
}
