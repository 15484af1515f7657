//! How does it read what a customer is worth, and how far it is to the target margin?

use super::row;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::report::{Node, words};
use crate::scenario::Scenario;

pub(super) fn nodes(scenario: &Scenario, plan: &Plan) -> Vec<Node> {
    let mut nodes = vec![unit_economics()];
    if scenario.preset == "saas-1" {
        nodes.push(Node::note(
            "The capacity guide gives 75 % gross margin, 20 % infrastructure of revenue, $24 a customer and 4 : 1 as \
             its figures of now.",
        ));
    }
    nodes.push(target(plan));
    nodes
}

fn unit_economics() -> Node {
    let against = |label, name: &str| {
        row(
            label,
            &["", "_target", "_best"].map(|end| ["money.", name, end].concat()),
        )
    };
    Node::table(
        "Unit economics",
        &["What", "Now", "Target", "Best in class"],
        vec![
            against("Gross margin", "gross_margin"),
            against("Infrastructure of revenue", "infrastructure_share"),
            against("Cost per customer", "cost_per_customer"),
            against("LTV : CAC", "ltv_to_cac"),
        ],
    )
}

fn target(plan: &Plan) -> Node {
    let value = |label: &'static str, id: &str| row(label, &[id]);
    let mut rows = vec![
        value("Revenue per customer", "money.arpu"),
        value("Contribution of a customer", "money.contribution"),
        value("Lifetime value", "money.ltv"),
        value("Payback", "money.payback_months"),
        value("Cost that no tier accounts for", "money.shared_cost"),
        value("Customers that pay for it", "money.break_even_customers"),
        value(
            "To reach the target margin: all prices",
            "money.price_factor",
        ),
        value(
            "Or customers to move to the next tier",
            "money.share_to_move",
        ),
    ];
    if let Some(times) = plan.number("money.price_factor") {
        let could = if times < 1.0 {
            "could fall "
        } else {
            "must rise "
        };
        let by = shown((times - 1.0).abs(), Unit::Of("share"));
        rows[6].cells = vec![words(&[could, &by])];
    }
    Node::table("What a customer is worth", &["What", "Value"], rows)
}
