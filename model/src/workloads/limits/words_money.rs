//! What does each fix buy, and what do vendors and stages cost?

use super::fixes::Ranked;
use super::plan::Limits;
use super::vendors::PHASES;
use super::words::{fix_id, is_too_short, row};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::report::{Node, Row, Span, Style, figure_of, input_of, text, words};
use crate::scenario::{Scenario, Vendor};

const USERS: Unit = Unit::Of("user");

pub(super) fn fixes(scenario: &Scenario, limits: &Limits) -> Vec<Node> {
    let mut rows = Vec::new();
    for ranked in &limits.fixes {
        let (Some(stated), Some((at, _))) = (ranked.stated(scenario), ranked.stage) else {
            continue;
        };
        let (Some(planned), Some(stage)) = (limits.stages.get(at), scenario.stages.get(at)) else {
            continue;
        };
        let of = |name: &str, look| Span::Figure(fix_id(ranked, planned, name).into(), look);
        // Ten columns stand beside each other only with their units in the heads.
        let id = |name: &str| of(name, Style::Cell);
        let bare = |name: &str| of(name, Style::Bare);
        let adds = ranked
            .buys
            .is_some_and(|buys| buys.cost_per_added_user.is_known());
        rows.push(row(
            stated.name.clone(),
            vec![
                input_of(["fix", ranked.row.text(), "state"]),
                words(&[&stage.name]),
                id("utilization_after"),
                bare("capacity_after"),
                if is_short(ranked) {
                    text("under 1 ms")
                } else {
                    id("wait_after")
                },
                bare("added_users"),
                bare("net_cost"),
                if adds {
                    bare("cost_per_added_user")
                } else {
                    text("none added")
                },
                words(&[&shown(stated.effort, Unit::Of("h"))]),
            ],
        ));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Node::table(
            "Each on what those before it left",
            &[
                "Fix",
                "Applied",
                "Acts on",
                "Full after",
                "Done a minute",
                "Wait after",
                "Users added",
                "Net, a month",
                "Per user",
                "Work",
            ],
            rows,
        ),
        Node::table(
            "With the fixes that are applied",
            &["What", "Value"],
            [
                ("Daily users that fit", "flow.users_after_fixes"),
                ("The fullest stage is at", "flow.bottleneck_after"),
                ("Net cost of the fixes", "flow.fixes_cost"),
            ]
            .map(|(label, id)| row(label.to_owned(), vec![figure_of(&[id], Style::Cell)]))
            .into(),
        ),
    ]
}

/// Whether nobody would notice the wait that a fix leaves: under a millisecond.
fn is_short(ranked: &Ranked) -> bool {
    let wait = ranked.buys.map(|buys| buys.wait_after.number());
    matches!(wait, Some(Ok(wait)) if is_too_short(wait))
}

pub(super) fn costs(scenario: &Scenario, plan: &Plan) -> Vec<Node> {
    let mut nodes = Vec::new();
    if !scenario.vendors.is_empty() {
        let charged = |vendor: &Vendor| {
            let phases = vendor.charged();
            phases.map(|[low, high]| words(&[&money_range(low, high)]))
        };
        let vendors = scenario.vendors.iter();
        let mut rows: Vec<Row> = vendors
            .map(|vendor| row(vendor.name.clone(), charged(vendor).into()))
            .collect();
        for (label, name) in [
            ("All, from", "vendors_low"),
            ("All, to", "vendors_high"),
            ("Paying users to cover it, from", "break_even_low"),
            ("Paying users to cover it, to", "break_even_high"),
        ] {
            let id = |phase: &str| figure_of(&["flow.phase.", phase, ".", name], Style::Cell);
            rows.push(row(label.to_owned(), PHASES.map(id).into()));
        }
        nodes.push(Node::table(
            "What vendors charge a month, and when that is paid",
            &["Vendor", "MVP", "Growth", "Scale"],
            rows,
        ));
    }
    nodes.push(now(plan));
    let stated = scenario.traffic.iter().filter(|row| row.stated_high > 0.0);
    let rows: Vec<Row> = stated
        .map(|stated| {
            row(
                stated.name.clone(),
                vec![
                    words(&[&shown(stated.users, USERS)]),
                    words(&[&money_range(stated.stated_low, stated.stated_high)]),
                ],
            )
        })
        .collect();
    if !rows.is_empty() {
        nodes.push(Node::table(
            "What the engineering summary says that each traffic scenario costs a month",
            &["Scenario", "Daily users, up to", "Cost"],
            rows,
        ));
    }
    nodes
}

/// The cost of now, and when it is paid.
fn now(plan: &Plan) -> Node {
    let items = plan.number("flow.stages_high");
    let items = items.is_some_and(|items| items > 0.0);
    let mut rows = vec![
        ("Phase of now", ["flow.phase", ""]),
        ("Cost", ["flow.cost_low", "flow.cost_high"]),
        (
            "Paying users to cover it",
            ["flow.break_even_low", "flow.break_even_high"],
        ),
    ];
    if items {
        rows.insert(
            1,
            (
                "Stages, by plan and use",
                ["flow.stages_low", "flow.stages_high"],
            ),
        );
    }
    let cells = |ids: [&'static str; 2]| {
        ids.map(|id| match id {
            "" => text(""),
            id => figure_of(&[id], Style::Cell),
        })
    };
    Node::table(
        "The cost of now",
        &["What", "From", "To"],
        rows.into_iter()
            .map(|(label, ids)| row(label.to_owned(), cells(ids).into()))
            .collect(),
    )
}

fn money_range(low: f64, high: f64) -> String {
    let dollars = |value: f64| shown(value, Unit::Of("USD"));
    if low < high {
        [dollars(low), " to ".to_owned(), dollars(high)].concat()
    } else {
        dollars(low)
    }
}
