//! How do pods, nodes and the bill grow with the users?
//!
//! The whole plan, worked out again at each of some hundred numbers of
//! concurrent users around the one that is planned for.

use super::{class, formulas};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot, round_steps};
use crate::engine::Plan;
use crate::engine::plan::stack;
use crate::quantity::Unit;
use crate::quantity::format::{shown, tick};
use crate::scenario::{Anchor, Field, Scenario, Value};
use crate::sheet::Formula;

const USERS: Unit = Unit::Of("user");
const PODS: Unit = Unit::Of("pod");
const MONEY: Unit = Unit::Of("USD/month");
/// How far the chart looks below the planned users, and above them.
const BELOW: f64 = 10.0;
const ABOVE: f64 = 3.0;

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&OVER_USERS];

/// Pods, nodes and the bill over concurrent users.
pub static OVER_USERS: ChartOf = ChartOf {
    id: "over_users",
    file: "headroom-over-users",
    draw: |scenario, plan, _| over_users(scenario, plan),
};

/// The chart of a plan whose web stack is on; empty for any other.
pub fn over_users(scenario: &Scenario, planned: &Plan) -> Chart {
    let now = planned
        .demand
        .as_ref()
        .map_or(0.0, |demand| demand.concurrent_users.or_zero());
    let field = Anchor::ConcurrentUsers.field();
    let users = if now > 0.0 && planned.web.is_some() {
        around(now, field)
    } else {
        Vec::new()
    };
    let plans = plans(scenario, field, &users);
    let count = |id, label: &str, slot, formula| Series {
        id,
        label: label.to_owned(),
        slot,
        shape: Shape::Step(values(&plans, formula)),
    };
    Chart {
        title: title(planned, &plans, &users),
        sentence: sentence(planned),
        x: Axis::of_counts(
            "Concurrent users",
            Scale::Linear,
            [|v| tick(v, USERS), |v| shown(v, USERS)],
        ),
        panels: vec![
            Panel {
                y: Axis::of_counts(
                    "Pods and nodes, fewest",
                    Scale::Linear,
                    [|v| tick(v, PODS), |v| shown(v, Unit::Of("1"))],
                ),
                series: vec![
                    count(
                        "backend",
                        "Backend pods",
                        Slot::One,
                        &formulas::backend_pods_min::FORMULA,
                    ),
                    count(
                        "frontend",
                        "Frontend pods",
                        Slot::Three,
                        &formulas::frontend_pods_min::FORMULA,
                    ),
                    count("nodes", "Nodes", Slot::Two, &formulas::nodes_min::FORMULA),
                ],
                ..Panel::default()
            },
            of_bill(&plans),
        ],
        markers: if plans.is_empty() {
            Vec::new()
        } else {
            vec![Marker {
                at: now,
                label: "planned".to_owned(),
            }]
        },
        xs: users,
        ..Chart::default()
    }
}

/// The bill, and the range that the source gives.
fn of_bill(plans: &[Plan]) -> Panel {
    Panel {
        y: Axis::of_amounts(
            "Bill a month",
            Scale::Linear,
            [|v| tick(v, MONEY), |v| shown(v, MONEY)],
        ),
        series: vec![
            Series {
                id: "bill",
                label: "Bill from parts".to_owned(),
                slot: Slot::Four,
                shape: Shape::Line(plans.iter().map(billed).collect()),
            },
            Series {
                id: "source",
                label: "Source's range".to_owned(),
                slot: Slot::Six,
                shape: Shape::Band {
                    low: values(plans, &class::cost_low::FORMULA),
                    high: values(plans, &class::cost_high::FORMULA),
                },
            },
        ],
        ..Panel::default()
    }
}

/// Round numbers of users around `now`, within what the field takes.
fn around(now: f64, field: &Field) -> Vec<f64> {
    round_steps(now / BELOW, now * ABOVE, now)
        .into_iter()
        .filter(|users| field.check(Value::Number(*users)).is_ok())
        .collect()
}

fn plans(scenario: &Scenario, field: &Field, users: &[f64]) -> Vec<Plan> {
    let mut sampled = scenario.clone();
    sampled.ranges.clear();
    sampled.demand.release_anchors();
    users
        .iter()
        .filter_map(|users| {
            field.put(&mut sampled, Value::Number(*users)).ok()?;
            // Within its bounds, as the plan beside it is: `put` has checked the rest.
            Some(stack(&sampled))
        })
        .collect()
}

fn billed(plan: &Plan) -> f64 {
    let total = plan.web_bill.map(|bill| bill.total.number());
    total.and_then(Result::ok).unwrap_or(f64::NAN)
}

fn values(plans: &[Plan], formula: &'static Formula) -> Vec<f64> {
    let known = |plan: &Plan| plan.cells.first_of(formula)?.ok();
    let value = |plan| known(plan).map_or(f64::NAN, |figure| figure.value);
    plans.iter().map(value).collect()
}

/// What the bill comes to where the picture ends, beside that of now.
fn title(planned: &Plan, plans: &[Plan], users: &[f64]) -> String {
    let now = planned.web_bill.and_then(|bill| bill.total.number().ok());
    let then = plans.last().map(billed).filter(|bill| bill.is_finite());
    match (now, then.zip(users.last())) {
        (Some(now), Some((then, most))) => [
            &shown(*most, USERS),
            " would cost ",
            &shown(then, MONEY),
            ", those of now ",
            &shown(now, Unit::Of("USD")),
        ]
        .concat(),
        _ => "What the stack costs is not known".to_owned(),
    }
}

fn sentence(planned: &Plan) -> String {
    let (Some(demand), Some(web)) = (&planned.demand, &planned.web) else {
        return "There is no web stack to draw.".to_owned();
    };
    let users = shown(demand.concurrent_users.or_zero(), USERS);
    let pods = shown(web.pods.backend.or_zero(), PODS);
    match (planned.get("web.nodes_min"), planned.get("web.bill")) {
        (Ok(nodes), Ok(bill)) => format!(
            "At {users} the stack needs {pods} for the backend on {}, for about {}.",
            shown(nodes.value, nodes.unit()),
            shown(bill.value, bill.unit()),
        ),
        (Ok(nodes), _) => format!(
            "At {users} the stack needs {pods} for the backend on {}; its nodes have no price.",
            shown(nodes.value, nodes.unit()),
        ),
        _ => {
            format!("At {users} the stack needs {pods} for the backend; no node has room for them.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;

    #[test]
    fn every_series_has_a_value_at_every_number_of_users() {
        let scenario = Scenario::default();
        let chart = over_users(&scenario, &plan(&scenario));
        assert!(chart.xs.len() > 40, "{}", chart.xs.len());
        assert!(chart.xs.contains(&1000.0));
        for (_, series) in chart.series() {
            let (low, high) = series.shape.edges();
            for values in [low, high] {
                assert_eq!(values.len(), chart.xs.len(), "{}", series.id);
                assert!(
                    values.iter().all(|value| value.is_finite()),
                    "{}",
                    series.id
                );
            }
        }
    }

    #[test]
    fn the_chart_ends_where_the_field_does() {
        let mut scenario = Scenario::default();
        scenario.demand.concurrent_users = Some(1.0);
        let chart = over_users(&scenario, &plan(&scenario));
        assert!(chart.xs.iter().all(|users| *users >= 1.0));
    }

    #[test]
    fn without_a_web_stack_there_is_nothing_to_draw() {
        let mut scenario = Scenario::default();
        scenario.web.workload = crate::scenario::web::Switch::Off;
        let chart = over_users(&scenario, &plan(&scenario));
        assert!(chart.xs.is_empty() && chart.markers.is_empty());
    }
}
