//! What does Azure AKS reserve on a node, from Kubernetes 1.29 on?
//!
//! Memory: the lesser of 25 % and 50 MiB with 20 MiB for every pod that the
//! node may run. Cores: Azure prints a table for 1, 2, 4, 8, 16, 32 and 64
//! cores (60, 100, 140, 180, 260, 420 and 740 thousandths). A straight line
//! between its columns is 6 % of the first core, 4 % of the second, 2 % of the
//! next two and 1 % of the rest; Azure's own node autoscaler uses that too, so
//! 20, 48 or 96 cores have an answer as well.

use super::cores::brackets;
use super::{Allocatable, Node, after, node_memory_capacity};
use crate::facts::constants::{AKS_NODE_MEMORY, AKS_POD_MEMORY};
use crate::quantity::Source;
use crate::quantity::brackets::min;
use crate::sheet::Sheet;

const AKS: Source = Source {
    name: "Azure Kubernetes Service documentation, Node resource reservations",
    as_of: "",
};

crate::formulas! {
    source: AKS; in "web";

    /// Memory that AKS would reserve on a node for the pods that it may run.
    pub fn memory_for_pods "Memory for the most pods" (node_max_pods: "pod/node") -> "MiB/node"
    { AKS_NODE_MEMORY + AKS_POD_MEMORY * node_max_pods }

    /// Memory that AKS reserves on a node: for its pods, at most a quarter.
    pub fn aks_memory_reserved "Memory reserved per node"
        (memory_for_pods: "MiB/node", node_memory_capacity: "MiB/node") -> "MiB/node" as node_memory_reserved
    { min(memory_for_pods, 0.25 * node_memory_capacity) }

    /// What AKS reserves of a node's first two cores.
    pub fn aks_two_cores_reserved "Reserved of the first two cores"
        (first_core: "core/node", second_core: "core/node") -> "core/node" as two_cores_reserved
    { 0.06 * first_core + 0.04 * second_core }

    /// What AKS reserves of a node's cores from the third on.
    pub fn aks_other_cores_reserved "Reserved of the other cores"
        (next_two_cores: "core/node", further_cores: "core/node") -> "core/node" as other_cores_reserved
    { 0.02 * next_two_cores + 0.01 * further_cores }

    /// Cores that AKS reserves on a node for the kubelet and the system.
    pub fn aks_cpu_reserved "Cores reserved per node"
        (two_cores_reserved: "core/node", other_cores_reserved: "core/node") -> "core/node" as node_cpu_reserved
    { two_cores_reserved + other_cores_reserved }
}

/// What a node offers on AKS.
pub(super) fn plan(sheet: Sheet, node: Node) -> Allocatable {
    let [first, second, next_two, further] = brackets(sheet, node.vcpu);
    let two = aks_two_cores_reserved(sheet, first, second);
    let other = aks_other_cores_reserved(sheet, next_two, further);
    let for_pods = memory_for_pods(sheet, node.max_pods);
    let capacity = node_memory_capacity(sheet, node.memory);
    let cpu = aks_cpu_reserved(sheet, two, other);
    after(
        sheet,
        node,
        capacity,
        cpu,
        aks_memory_reserved(sheet, for_pods, capacity),
    )
}
