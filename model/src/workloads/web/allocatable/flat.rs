//! What does a node offer by the sizing calculator's rule of thumb?
//!
//! 90 % of its cores and 80 % of its memory, whatever the cloud; both shares
//! are inputs.

use super::{Allocatable, Node, node_memory_capacity};
use crate::facts::sources::{DEFINITION, SIZING_CALCULATOR};
use crate::sheet::Sheet;

crate::formulas! {
    source: SIZING_CALCULATOR; in "web";

    /// Cores of a node that pods can have.
    pub fn flat_cpu_offered "Cores offered per node"
        (node_vcpu: "core/node"; web.node_cpu_share) -> "core/node" as node_cpu_offered
    { node_vcpu * node_cpu_share }

    /// Memory of a node that pods can have.
    pub fn flat_memory_offered "Memory offered per node"
        (node_memory_capacity: "MiB/node"; web.node_memory_share) -> "MiB/node" as node_memory_offered
    { node_memory_capacity * node_memory_share }

    /// Cores that pods cannot have.
    pub fn flat_cpu_reserved "Cores reserved per node"
        (node_vcpu: "core/node", node_cpu_offered: "core/node") -> "core/node" as node_cpu_reserved from DEFINITION
    { node_vcpu - node_cpu_offered }

    /// Memory that pods cannot have.
    pub fn flat_memory_reserved "Memory reserved per node"
        (
            node_memory_capacity: "MiB/node", node_memory_offered: "MiB/node"
        ) -> "MiB/node" as node_memory_reserved from DEFINITION
    { node_memory_capacity - node_memory_offered }
}

/// What a node offers by shares.
pub(super) fn plan(sheet: Sheet, node: Node) -> Allocatable {
    let capacity = node_memory_capacity(sheet, node.memory);
    let cpu_offered = flat_cpu_offered(sheet, node.vcpu);
    let memory_offered = flat_memory_offered(sheet, capacity);
    Allocatable {
        cpu_reserved: flat_cpu_reserved(sheet, node.vcpu, cpu_offered),
        memory_reserved: flat_memory_reserved(sheet, capacity, memory_offered),
        cpu_offered,
        memory_offered,
    }
}
