//! Which alerts and budgets should be set, at which number? One list, to be
//! read and to be taken away.

use super::vendors::phase_now;
use crate::charts::csv_cell;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::exact;
use crate::report::FileOf;
use crate::scenario::flow::StageKind;
use crate::scenario::{Scenario, Stage};

/// One alert.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// What is watched.
    pub what: String,
    /// What it is now, by this plan; none where the plan does not say.
    pub now: Option<f64>,
    /// From which number on the alert is due.
    pub at: f64,
    /// What both are counted in.
    pub unit: Unit,
}

/// Every alert of a plan: limits and lines of the stages, then budgets.
pub fn alerts(scenario: &Scenario, plan: &Plan) -> Vec<Alert> {
    let mut all = Vec::new();
    if plan.limits.is_none() {
        return all;
    }
    let mut add = |words: [&str; 2], now: Option<f64>, at: f64, unit| {
        all.push(Alert {
            what: words.concat(),
            now,
            at,
            unit: Unit::Of(unit),
        });
    };
    for stage in &scenario.stages {
        of_stage(scenario, stage, plan, &mut add);
    }
    if let Some(phase) = phase_now(plan) {
        for vendor in &scenario.vendors {
            let [_, most] = vendor.charged()[phase];
            let budget = vendor.budget.unwrap_or(most);
            add([&vendor.name, ": budget"], Some(most), budget, "USD/month");
        }
    }
    if let Some(high) = plan.number("flow.cost_high") {
        add(["All", ": budget"], Some(high), high, "USD/month");
    }
    all
}

/// Takes what is watched, its number of now, when an alert is due, and the unit.
type Add<'a> = &'a mut dyn FnMut([&str; 2], Option<f64>, f64, &'static str);

fn of_stage(scenario: &Scenario, stage: &Stage, plan: &Plan, add: Add) {
    let share = scenario.flow.alert_share;
    let name = stage.name.as_str();
    let known = |name: &str| plan.number(&["flow.", stage.key.text(), ".", name].concat());
    match stage.kind {
        StageKind::Api => {
            let (calls, tokens) = (Some(stage.calls_per_item), known("tokens_per_item"));
            let (peak, day) = (known("items_peak"), known("items_per_day"));
            for (words, limit, each, items, unit) in [
                (
                    ": requests a minute",
                    stage.requests_per_minute,
                    calls,
                    peak,
                    "req/min",
                ),
                (
                    ": tokens a minute",
                    stage.tokens_per_minute,
                    tokens,
                    peak,
                    "tok/min",
                ),
                (
                    ": requests a day",
                    stage.requests_per_day,
                    calls,
                    day,
                    "req/day",
                ),
                (
                    ": tokens a day",
                    stage.tokens_per_day,
                    tokens,
                    day,
                    "tok/day",
                ),
            ] {
                if let Some(limit) = limit {
                    add(
                        [name, words],
                        each.zip(items).map(|(each, items)| each * items),
                        limit * share,
                        unit,
                    );
                }
            }
        }
        StageKind::Workers | StageKind::Connections | StageKind::Streams => {
            add(
                [name, ": in use at once"],
                known("offered_load"),
                stage.concurrency * share,
                "item",
            );
            add(
                [name, ": waiting"],
                known("queue_length"),
                scenario.flow.watched_backlog,
                "item",
            );
            if stage.kind == StageKind::Workers {
                add(
                    [name, ": response, 95 of 100"],
                    known("response_p95"),
                    scenario.flow.response_alert.max(stage.service_high),
                    "s",
                );
            }
        }
        StageKind::Unlimited => {}
    }
}

/// Alerts and budgets as a part of the document.
pub static ALERTS: FileOf = FileOf {
    label: "Download alerts and budgets (CSV)",
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
    let mut text = "What,Now by the plan,Alert at,Unit\r\n".to_owned();
    for alert in alerts {
        let cells = [
            csv_cell(&alert.what),
            alert.now.map(exact).unwrap_or_default(),
            exact(alert.at),
            alert.unit.symbol().to_owned(),
        ];
        text += &(cells.join(",") + "\r\n");
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    #[test]
    fn alerts_are_at_a_share_of_each_limit_and_at_each_budget() {
        let mut scenario = preset("coach-1").unwrap().scenario();
        scenario.vendors[1].name = "=Railway, \"pro\"".to_owned();
        let text = csv(&scenario, &plan(&scenario)).unwrap();
        for line in [
            "Model API: requests a minute,13.88888888888889,4000,req/min",
            "Model API: tokens a day,5000000,2400000,tok/day",
            "Backend: in use at once,150,80,item",
            "OpenAI: budget,200,100,USD/month",
            "\"'=Railway, \"\"pro\"\": budget\",50,50,USD/month",
            "All: budget,390,390,USD/month",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}\n{text}");
        }
        assert_eq!(csv(&Scenario::default(), &plan(&Scenario::default())), None);
    }
}
