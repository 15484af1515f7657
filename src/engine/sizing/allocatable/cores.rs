//! Which cores of a node fall into which bracket of a reservation?
//!
//! All three clouds reserve most of the first core, less of the second, and so
//! on, in the same brackets.

use crate::catalog::constants::{FIRST_CORE, FOURTH_CORE, SECOND_CORE};
use crate::catalog::sources::DEFINITION;
use crate::quantity::Figure;
use crate::quantity::brackets::{between, min};

crate::formulas! {
    source: DEFINITION;

    /// A node's first core, or what it has of one.
    pub fn first_core "First core" (node_vcpu: "core/node") -> "core/node" {
        min(node_vcpu, FIRST_CORE)
    }

    /// A node's second core.
    pub fn second_core "Second core" (node_vcpu: "core/node") -> "core/node" {
        between(node_vcpu, FIRST_CORE, SECOND_CORE)
    }

    /// A node's third and fourth core.
    pub fn next_two_cores "Third and fourth core" (node_vcpu: "core/node") -> "core/node" {
        between(node_vcpu, SECOND_CORE, FOURTH_CORE)
    }

    /// A node's cores from the fifth on.
    pub fn further_cores "Cores from the fifth on" (node_vcpu: "core/node") -> "core/node" {
        node_vcpu - min(node_vcpu, FOURTH_CORE)
    }
}

/// The cores of a node by bracket, in the order of the formulas above.
pub(super) fn brackets(node_vcpu: f64) -> [Figure; 4] {
    [
        first_core(node_vcpu),
        second_core(node_vcpu),
        next_two_cores(node_vcpu),
        further_cores(node_vcpu),
    ]
}
