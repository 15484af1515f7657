//! What does Amazon EKS reserve on a node?
//!
//! Memory: 255 MiB and 11 MiB for every pod that the node may run. Cores: 6 %
//! of the first, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest.
//! The pods are those of the instance's network interfaces; where an account
//! switches prefix delegation on they are 110, and the reservation grows with
//! them.

use super::cores::brackets;
use super::{Allocatable, Node, after, node_memory_capacity};
use crate::facts::constants::{EKS_NODE_MEMORY, EKS_POD_MEMORY};
use crate::quantity::Source;
use crate::sheet::Sheet;

const EKS: Source = Source {
    name: "Amazon EKS node image, kube-reserved, as in Karpenter's AWS provider",
    as_of: "2026-08-21",
};

crate::formulas! {
    source: EKS; in "web";

    /// Memory that EKS reserves on a node for the kubelet and the system.
    pub fn eks_memory_reserved "Memory reserved per node"
        (node_max_pods: "pod/node") -> "MiB/node" as node_memory_reserved
    { EKS_NODE_MEMORY + EKS_POD_MEMORY * node_max_pods }

    /// What EKS reserves of a node's first two cores.
    pub fn eks_two_cores_reserved "Reserved of the first two cores"
        (first_core: "core/node", second_core: "core/node") -> "core/node" as two_cores_reserved
    { 0.06 * first_core + 0.01 * second_core }

    /// What EKS reserves of a node's cores from the third on.
    pub fn eks_other_cores_reserved "Reserved of the other cores"
        (next_two_cores: "core/node", further_cores: "core/node") -> "core/node" as other_cores_reserved
    { 0.005 * next_two_cores + 0.0025 * further_cores }

    /// Cores that EKS reserves on a node for the kubelet and the system.
    pub fn eks_cpu_reserved "Cores reserved per node"
        (two_cores_reserved: "core/node", other_cores_reserved: "core/node") -> "core/node" as node_cpu_reserved
    { two_cores_reserved + other_cores_reserved }
}

/// What a node offers on EKS.
pub(super) fn plan(sheet: Sheet, node: Node) -> Allocatable {
    let [first, second, next_two, further] = brackets(sheet, node.vcpu);
    let two = eks_two_cores_reserved(sheet, first, second);
    let other = eks_other_cores_reserved(sheet, next_two, further);
    let capacity = node_memory_capacity(sheet, node.memory);
    let cpu = eks_cpu_reserved(sheet, two, other);
    after(
        sheet,
        node,
        capacity,
        cpu,
        eks_memory_reserved(sheet, node.max_pods),
    )
}
