//! Which cores of a node fall into which bracket of a reservation?
//!
//! All three clouds reserve most of the first core, less of the second, and so
//! on, in the same brackets.

use crate::facts::constants::{FIRST_CORE, FOURTH_CORE, SECOND_CORE};
use crate::facts::sources::DEFINITION;
use crate::quantity::brackets::{between, min};
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: DEFINITION; in "web";

    /// A node's first core, or what it has of one.
    pub fn first_core "First core" (node_vcpu: "core/node") -> "core/node"
    { min(node_vcpu, FIRST_CORE) }

    /// A node's second core.
    pub fn second_core "Second core" (node_vcpu: "core/node") -> "core/node"
    { between(node_vcpu, FIRST_CORE, SECOND_CORE) }

    /// A node's third and fourth core.
    pub fn next_two_cores "Third and fourth core" (node_vcpu: "core/node") -> "core/node"
    { between(node_vcpu, SECOND_CORE, FOURTH_CORE) }

    /// A node's cores from the fifth on.
    pub fn further_cores "Cores from the fifth on" (node_vcpu: "core/node") -> "core/node"
    { node_vcpu - min(node_vcpu, FOURTH_CORE) }
}

/// The brackets of a node's cores.
pub(super) fn brackets(sheet: Sheet, vcpu: Cell) -> [Cell; 4] {
    [
        first_core(sheet, vcpu),
        second_core(sheet, vcpu),
        next_two_cores(sheet, vcpu),
        further_cores(sheet, vcpu),
    ]
}
