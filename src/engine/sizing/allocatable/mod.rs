//! What does a node really offer to pods, once its cloud has taken its share?
//!
//! A cloud reserves cores and memory for the kubelet and the system, and
//! keeps some memory free by evicting pods:
//!
//! ```text
//! offered = capacity - reserved - eviction threshold
//! ```
//!
//! [`eks`], [`gke`] and [`aks`] say what each reserves; [`flat`] is the rule
//! of the sizing calculator, a share of each. Capacity here is the size on the
//! price list. A running node reports a little less memory than that, because
//! the machine's firmware and kernel take theirs first; no cloud publishes how
//! much.

pub mod aks;
pub mod cores;
pub mod eks;
pub mod flat;
pub mod gke;
pub mod offered;

use crate::quantity::Figure;
use crate::quantity::formula::Entry;
use crate::scenario::NodeRule;

/// A node, by its size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Node {
    /// Cores.
    pub vcpu: f64,
    /// Memory in GiB.
    pub memory: f64,
    /// The most pods that it may run.
    pub max_pods: f64,
}

/// The shares of a node that pods can have under [`NodeRule::Flat`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Shares {
    /// Of its cores, from 0 to 1.
    pub cpu: f64,
    /// Of its memory, from 0 to 1.
    pub memory: f64,
}

/// What pods can have of one node, and how that came about.
#[derive(Clone, PartialEq, Debug)]
pub struct Allocatable {
    /// Cores that the cloud keeps.
    pub cpu_reserved: Figure,
    /// MiB that the cloud keeps.
    pub memory_reserved: Figure,
    /// Cores that pods can have.
    pub cpu_offered: Figure,
    /// MiB that pods can have.
    pub memory_offered: Figure,
    /// What the four were worked out from, in reading order.
    pub steps: Vec<Figure>,
}

impl Allocatable {
    /// Every figure, the steps first.
    pub fn figures(&self) -> impl Iterator<Item = Figure> {
        let results = [
            self.cpu_reserved,
            self.memory_reserved,
            self.cpu_offered,
            self.memory_offered,
        ];
        self.steps.iter().copied().chain(results)
    }
}

/// What a node offers under a rule. Only the flat rule looks at `shares`.
pub fn allocatable(rule: NodeRule, node: Node, shares: Shares) -> Allocatable {
    match rule {
        NodeRule::Flat => flat::allocatable(node, shares),
        NodeRule::Eks => eks::allocatable(node),
        NodeRule::Gke => gke::allocatable(node),
        NodeRule::Aks => aks::allocatable(node),
    }
}

/// Every formula of this folder, for tests and for documentation.
pub fn entries() -> Vec<Entry> {
    [
        cores::entries(),
        offered::entries(),
        eks::entries(),
        gke::entries(),
        aks::entries(),
        flat::entries(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
