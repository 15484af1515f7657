//! What is left of a node after its reservations?
//!
//! Kubernetes' own definition of "node allocatable". The eviction threshold is
//! 100 MiB of memory on all three clouds.

use super::{Allocatable, Node};
use crate::catalog::constants::{EVICTION_MEMORY, MIB_PER_GIB};
use crate::quantity::brackets::min;
use crate::quantity::{Figure, Source};

const KUBERNETES: Source = Source {
    name: "Kubernetes documentation, Reserve compute resources for system daemons",
    as_of: "",
};

crate::formulas! {
    source: KUBERNETES;

    /// Memory of a node in the unit in which pods ask for it.
    pub fn node_memory_capacity "Memory per node"
        (node_memory: "GiB/node") -> "MiB/node"
    {
        node_memory * MIB_PER_GIB
    }

    /// Memory that pods cannot have: reserved, or kept free by eviction.
    pub fn node_memory_withheld "Memory withheld per node"
        (node_memory_capacity: "MiB/node", node_memory_reserved: "MiB/node") -> "MiB/node"
    {
        min(node_memory_capacity, node_memory_reserved + EVICTION_MEMORY)
    }

    /// Memory of a node that pods can have.
    pub fn node_memory_offered "Memory offered per node"
        (node_memory_capacity: "MiB/node", node_memory_withheld: "MiB/node") -> "MiB/node"
    {
        node_memory_capacity - node_memory_withheld
    }

    /// Cores of a node that pods can have.
    pub fn node_cpu_offered "Cores offered per node"
        (node_vcpu: "core/node", node_cpu_reserved: "core/node") -> "core/node"
    {
        node_vcpu - node_cpu_reserved
    }
}

/// What a node offers once its cloud's reservations are known.
pub(super) fn after(
    node: Node,
    cpu_reserved: Figure,
    memory_reserved: Figure,
    mut steps: Vec<Figure>,
) -> Allocatable {
    let capacity = node_memory_capacity(node.memory);
    let withheld = node_memory_withheld(capacity.value, memory_reserved.value);
    steps.extend([capacity, withheld]);
    Allocatable {
        cpu_reserved,
        memory_reserved,
        cpu_offered: node_cpu_offered(node.vcpu, cpu_reserved.value),
        memory_offered: node_memory_offered(capacity.value, withheld.value),
        steps,
    }
}
