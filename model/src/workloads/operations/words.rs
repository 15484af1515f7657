//! How do alerts read, and what is taken away?

use super::keda::{KEDA, keda};
use super::manifest::{MANIFEST, NO_PODS, manifest};
use super::nodes::{NO_NODES, NODES, nodes};
use super::prometheus::RULES;
use super::watched::{Alert, alerts};
use crate::charts::{csv_cell, csv_line};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::quantity::math::of_count;
use crate::report::{FileOf, Node, Row, Section, text, words};
use crate::scenario::Scenario;

/// The section on what machines need to be told, if there is anything.
pub fn sections(scenario: &Scenario, plan: &Plan, _: Date) -> Vec<Section> {
    let all = alerts(scenario, plan);
    let mut machines = Vec::new();
    if manifest(scenario, plan) != Err(NO_PODS) {
        machines.push(Node::Code(&MANIFEST));
    }
    if nodes(scenario, plan) != Err(NO_NODES) {
        machines.push(Node::Code(&NODES));
    }
    if machines.is_empty() && all.is_empty() {
        return Vec::new();
    }
    let set = (!all.is_empty()).then(|| {
        [
            table(&all),
            Node::Download(&RULES),
            Node::Download(&ALERTS),
            Node::note(
                "Metrics have the names that the usual exporters give them, and where there are none, names that \
                 begin with headroom_; under Alerts in the form you give yours. An alert says when a metric is \
                 missing.",
            ),
        ]
    });
    let due = all.iter().filter(|alert| !alert.due().is_empty()).count();
    let count = |count: usize| exact(of_count(count));
    let conclusion = match (all.len(), due) {
        (0, _) => Vec::new(),
        (all, 0) => vec![words(&[
            &count(all),
            " alerts to set; by this plan none of them goes off now.",
        ])],
        (all, due) => vec![words(&[
            &count(all),
            " alerts to set; by this plan ",
            &count(due),
            " of them would go off now.",
        ])],
    };
    let section = Section::new("operations", "Autoscalers and alerts", conclusion, machines);
    let by_keda = keda(scenario, plan).is_ok().then_some(Node::Code(&KEDA));
    vec![
        section
            .folding(ALERTS_TO_SET, set.into_iter().flatten())
            .folding("Scaled by KEDA", by_keda),
    ]
}

const ALERTS_TO_SET: &str = "Alerts to set";

fn table(all: &[Alert]) -> Node {
    let row = |alert: &Alert| {
        let number = |it: Option<f64>| it.map_or_else(String::new, |it| shown(it, alert.unit));
        let at = |it: Option<f64>| {
            it.map_or_else(String::new, |it| {
                [alert.side.words(), " ", &shown(it, alert.unit)].concat()
            })
        };
        let [warning, critical] = alert.at;
        Row {
            label: alert.what.clone().into(),
            cells: vec![
                words(&[&number(alert.now)]),
                words(&[&at(warning)]),
                words(&[&at(critical)]),
                words(&[&long(alert.minutes)]),
                text(alert.due()),
            ],
        }
    };
    Node::table(
        "",
        &["What", "Now", "Warning", "Critical", "For", "By this plan"],
        all.iter().map(row).collect(),
    )
}

/// How long, in the largest unit that is whole.
fn long(minutes: f64) -> String {
    let days = minutes / 1440.0;
    if days >= 1.0 {
        shown(days, Unit::Of("day"))
    } else {
        shown(minutes, Unit::Of("min"))
    }
}

/// The list as a file.
pub static ALERTS: FileOf = FileOf {
    label: "Download the alerts as a list (CSV)",
    file: "headroom-alerts.csv",
    kind: "text/csv",
    write: |scenario, plan, _| csv(scenario, plan),
};

/// The list as RFC 4180, to be kept beside a monitor's settings. None where
/// there is none.
pub fn csv(scenario: &Scenario, plan: &Plan) -> Option<String> {
    let alerts = alerts(scenario, plan);
    if alerts.is_empty() {
        return None;
    }
    let heads = [
        "What",
        "Now by the plan",
        "Alert",
        "Warning at",
        "Critical at",
        "Unit",
        "For (minutes)",
        "Measured (PromQL)",
    ];
    let mut text = csv_line(&heads.map(csv_cell));
    let number = |it: Option<f64>| it.map(exact).unwrap_or_default();
    for alert in alerts {
        let [warning, critical] = alert.at;
        text += &csv_line(&[
            csv_cell(&alert.what),
            number(alert.now),
            alert.side.words().to_owned(),
            number(warning),
            number(critical),
            alert.unit.symbol().to_owned(),
            exact(alert.minutes),
            csv_cell(&alert.measured),
        ]);
    }
    Some(text)
}
