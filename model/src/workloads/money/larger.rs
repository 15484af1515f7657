//! What do larger instances save of compute, in place of more of them?
//!
//! ```text
//! saved = 1 - nodes of the next size * their price / (nodes * their price)
//! ```
//!
//! As stated; or, where a web stack runs on a machine of the list, by planning it anew on
//! the next larger one of the same family: one provider, one price and as much memory for
//! each core. A list asks as much for one machine of twice the cores as for two, so what
//! is saved is what each node keeps for itself, and what is lost is what whole nodes
//! leave empty.

use crate::engine::Plan;
use crate::engine::plan::stack;
use crate::facts::instances::{INSTANCES, Instance};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::scenario::Value;
use crate::scenario::money::fields;
use crate::scenario::web::fields as web;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: DEFINITION; in "money";

    /// Nodes that the web stack takes on the next larger machine of the same family.
    pub fn larger_nodes "Nodes, one size larger" (node: "node type") -> "node"
        table "the web stack, planned on the next larger machine of the list"

    /// What that machine costs an hour.
    pub fn larger_hour "That node, an hour" (node: "node type") -> "USD/node/h"
        table "list price of the next larger machine"

    /// What larger instances save of compute: the same web stack on the next larger machine. Less than nothing
    /// where it costs more.
    pub fn larger_saving_listed "Larger instances save"
        (
            larger_nodes: "node", larger_hour: "USD/node/h", nodes_min: "node", node_hour: "USD/node/h"
        ) -> "share" as larger_saving
    { 1.0 - larger_nodes * larger_hour / (nodes_min * node_hour) }
}

const NOT_PRICED: Missing = Missing(
    "Nothing says what larger instances cost against more of them. State what they save of compute, or plan a \
     web stack on a machine of the list that has a larger one.",
);
/// Prices of one family agree to this share.
const ALIKE: f64 = 1e-6;

/// What larger instances save of compute, where anything says so.
pub(super) fn saving(sheet: Sheet, plan: &Plan) -> Cell {
    sheet.stated_or(&fields::larger_saving, || listed(sheet, plan))
}

fn listed(sheet: Sheet, plan: &Plan) -> Cell {
    let lacks = || sheet.lacks(&larger_saving_listed::FORMULA, NOT_PRICED);
    let (Some(stack_now), Some(bill)) = (&plan.web, &plan.web_bill) else {
        return lacks();
    };
    let stated = sheet.scenario;
    let by_list = stated.price.node_hour.is_none()
        && stated.web.node_vcpu.is_none()
        && stated.web.node_memory.is_none();
    let now = INSTANCES.iter().zip(0_u32..);
    let is_now = |(_, place): &(&Instance, u32)| Ok(f64::from(*place)) == stack_now.node.number();
    let Some(next) = { now }
        .find(is_now)
        .filter(|_| by_list)
        .and_then(|(now, _)| next(now))
    else {
        return lacks();
    };
    let mut larger = stated.clone();
    // It is one of the choices.
    let _ = web::node_type.put(&mut larger, Value::Choice(next.id));
    let nodes = stack(&larger).web.map(|web| web.nodes.fewest.number());
    let nodes = larger_nodes(sheet, nodes.unwrap_or(Err(NOT_PRICED)), stack_now.node);
    let hour = larger_hour(sheet, next.price_per_hour(), stack_now.node);
    larger_saving_listed(sheet, nodes, hour, stack_now.nodes.fewest, bill.node_hour)
}

/// The next larger machine of the same family.
fn next(now: &Instance) -> Option<&'static Instance> {
    let alike = |one: f64, other: f64| (one - other).abs() <= ALIKE * one.abs();
    let of_family = |it: &&Instance| {
        it.provider == now.provider
            && it.vcpu() > now.vcpu()
            && alike(
                it.price_per_hour() / it.vcpu(),
                now.price_per_hour() / now.vcpu(),
            )
            && alike(it.memory_gib() / it.vcpu(), now.memory_gib() / now.vcpu())
    };
    let larger = INSTANCES.iter().filter(of_family);
    larger.min_by(|one, other| one.vcpu().total_cmp(&other.vcpu()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::instances::instance;

    #[test]
    fn the_next_larger_is_of_the_same_family() {
        for (now, larger) in [
            ("m5.large", Some("m5.xlarge")),
            ("c6i.xlarge", Some("c6i.2xlarge")),
            ("m5.2xlarge", None),
            ("t3.large", Some("t3.xlarge")),
            ("t3.medium", None),
            ("n2-standard-2", Some("n2-standard-4")),
            ("e2-standard-8", None),
            ("D8s_v5", Some("D16s_v5")),
            ("E2s_v5", Some("E4s_v5")),
        ] {
            let next = next(instance(now).unwrap());
            let id = next.map(|it| it.id);
            // Families of one price are one: m5 and m6i, c5 and c6i.
            let is_alike = |id: &str| id.replace("m6i", "m5").replace("c5", "c6i");
            assert_eq!(id.map(is_alike), larger.map(is_alike), "{now}");
        }
    }
}
