//! What does a node really offer to pods, once its cloud has taken its share?
//!
//! A cloud reserves cores and memory for the kubelet and the system, and
//! keeps some memory free by evicting pods:
//!
//! ```text
//! offered = capacity - reserved - eviction threshold
//! ```
//!
//! [`eks`], [`gke`] and [`aks`] say what each reserves, [`cores`] in which brackets;
//! [`flat`] is the rule of the sizing calculator, a share of each. Capacity here is
//! the size on the price list. A running node reports a little less memory than that,
//! because the machine's firmware and kernel take theirs first; no cloud publishes
//! how much.
//!
//! What is left is Kubernetes' own definition of "node allocatable". The eviction
//! threshold is 100 MiB of memory on all three clouds.

pub mod aks;
pub mod cores;
pub mod eks;
pub mod flat;
pub mod gke;

use crate::facts::constants::{EVICTION_MEMORY, MIB_PER_GIB};
use crate::quantity::Source;
use crate::quantity::brackets::min;
use crate::scenario::NodeRule;
use crate::sheet::{Cell, Formula, Sheet, Working};

const KUBERNETES: Source = Source {
    name: "Kubernetes documentation, Reserve compute resources for system daemons",
    as_of: "",
};

crate::formulas! {
    source: KUBERNETES; in "web";

    /// Memory of a node in the unit in which pods ask for it.
    pub fn node_memory_capacity "Memory per node" (node_memory: "GiB/node") -> "MiB/node"
    { node_memory * MIB_PER_GIB }

    /// Memory that pods cannot have: reserved, or kept free by eviction.
    pub fn node_memory_withheld "Memory withheld per node"
        (node_memory_capacity: "MiB/node", node_memory_reserved: "MiB/node") -> "MiB/node"
    { min(node_memory_capacity, node_memory_reserved + EVICTION_MEMORY) }

    /// Memory of a node that pods can have.
    pub fn node_memory_offered "Memory offered per node"
        (node_memory_capacity: "MiB/node", node_memory_withheld: "MiB/node") -> "MiB/node"
    { node_memory_capacity - node_memory_withheld }

    /// Cores of a node that pods can have.
    pub fn node_cpu_offered "Cores offered per node"
        (node_vcpu: "core/node", node_cpu_reserved: "core/node") -> "core/node"
    { node_vcpu - node_cpu_reserved }
}

/// A node, by its size.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Cores.
    pub vcpu: Cell,
    /// Memory in GiB.
    pub memory: Cell,
    /// The most pods that it may run.
    pub max_pods: Cell,
}

/// What pods can have of one node.
#[derive(Clone, Copy, Debug)]
pub struct Allocatable {
    /// Cores that the cloud keeps.
    pub cpu_reserved: Cell,
    /// MiB that the cloud keeps.
    pub memory_reserved: Cell,
    /// Cores that pods can have.
    pub cpu_offered: Cell,
    /// MiB that pods can have.
    pub memory_offered: Cell,
}

/// What a node offers under the scenario's rule.
pub fn plan(sheet: Sheet, node: Node) -> Allocatable {
    match sheet.scenario.web.node_rule {
        NodeRule::Flat => flat::plan(sheet, node),
        NodeRule::Eks => eks::plan(sheet, node),
        NodeRule::Gke => gke::plan(sheet, node),
        NodeRule::Aks => aks::plan(sheet, node),
    }
}

/// What a node offers once its cloud's reservations are known.
fn after(
    sheet: Sheet,
    node: Node,
    capacity: Cell,
    cpu_reserved: Cell,
    memory_reserved: Cell,
) -> Allocatable {
    let withheld = node_memory_withheld(sheet, capacity, memory_reserved);
    Allocatable {
        cpu_reserved,
        memory_reserved,
        cpu_offered: node_cpu_offered(sheet, node.vcpu, cpu_reserved),
        memory_offered: node_memory_offered(sheet, capacity, withheld),
    }
}

/// Every formula of this folder, for tests and for documentation.
pub static FORMULAS_OF_ALL: &[&[&Formula]] = &[
    cores::FORMULAS,
    FORMULAS,
    eks::FORMULAS,
    gke::FORMULAS,
    aks::FORMULAS,
    flat::FORMULAS,
];

/// How these are explained.
pub static WORKING_OF_ALL: &[&[Working]] = &[
    cores::WORKING,
    WORKING,
    eks::WORKING,
    gke::WORKING,
    aks::WORKING,
    flat::WORKING,
];
