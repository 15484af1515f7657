//! Which alerts and budgets should be set of the pipeline, at which number?

use super::inputs::Measure;
use super::metrics::Metrics;
use super::watched::{Alert, Kind, Side};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::scenario::flow::StageKind;
use crate::scenario::{Scenario, Stage};
use crate::workloads::limits::vendors::phase_now;

/// Limits and lines of the stages, then budgets.
pub(super) fn alerts(scenario: &Scenario, plan: &Plan, metrics: &Metrics) -> Vec<Alert> {
    if plan.limits.is_none() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for stage in &scenario.stages {
        match stage.kind {
            StageKind::Api => of_api(scenario, stage, plan, metrics, &mut all),
            StageKind::Workers | StageKind::Connections | StageKind::Streams => {
                of_workers(scenario, stage, plan, metrics, &mut all);
            }
            StageKind::Unlimited => {}
        }
    }
    all.extend(budgets(scenario, plan, metrics));
    all
}

/// What each vendor may cost.
fn budgets(scenario: &Scenario, plan: &Plan, metrics: &Metrics) -> Vec<Alert> {
    let Some(phase) = phase_now(plan) else {
        return Vec::new();
    };
    let vendors = scenario.vendors.iter().map(|vendor| {
        let [_, most] = vendor.charged()[phase];
        let selector = ["{vendor=\"", vendor.key.text(), "\"}"].concat();
        Alert {
            key: ["vendor_", vendor.key.text()].concat(),
            what: [&vendor.name, ": budget"].concat(),
            kind: Kind::Budget,
            side: Side::Over,
            now: Some(most),
            at: [Some(vendor.budget.unwrap_or(most)), None],
            unit: Unit::Of("USD/month"),
            measured: ["sum(", metrics.name(Measure::Spend), &selector, ")"].concat(),
            minutes: scenario.alert.lasting,
        }
    });
    vendors.collect()
}

/// A stage with its id in the plan and in labels.
fn selector(stage: &Stage) -> String {
    ["{stage=\"", stage.key.text(), "\"}"].concat()
}

fn figure(plan: &Plan, stage: &Stage, name: &str) -> Option<f64> {
    plan.number(&["flow.", stage.key.text(), ".", name].concat())
}

/// Each limit of an API: the share of it that is taken.
fn of_api(
    scenario: &Scenario,
    stage: &Stage,
    plan: &Plan,
    metrics: &Metrics,
    all: &mut Vec<Alert>,
) {
    let known = |name: &str| figure(plan, stage, name);
    let (calls, tokens) = (Some(stage.calls_per_item), known("tokens_per_item"));
    let (peak, day) = (known("items_peak"), known("items_per_day"));
    let (of_calls, of_tokens) = (Measure::StageRequests, Measure::StageTokens);
    let limits = [
        (
            "requests a minute",
            stage.requests_per_minute,
            calls,
            peak,
            "req/min",
            of_calls,
        ),
        (
            "tokens a minute",
            stage.tokens_per_minute,
            tokens,
            peak,
            "tok/min",
            of_tokens,
        ),
        (
            "requests a day",
            stage.requests_per_day,
            calls,
            day,
            "req/day",
            of_calls,
        ),
        (
            "tokens a day",
            stage.tokens_per_day,
            tokens,
            day,
            "tok/day",
            of_tokens,
        ),
    ];
    for (words, limit, each, items, unit, measure) in limits {
        let Some(limit) = limit else { continue };
        let counter = [metrics.name(measure), &selector(stage)].concat();
        // A minute holds few scrapes: the rate of the last five says more of it.
        let measured = if unit.ends_with("min") {
            ["60 * sum(rate(", &counter, "[5m]))"].concat()
        } else {
            ["sum(increase(", &counter, "[1d]))"].concat()
        };
        all.push(Alert {
            key: ["stage_", stage.key.text(), "_", &words.replace(' ', "_")].concat(),
            what: [&stage.name, ": ", words].concat(),
            kind: Kind::Limit,
            side: Side::Over,
            now: each.zip(items).map(|(each, items)| each * items),
            at: two(scenario, limit),
            unit: Unit::Of(unit),
            measured,
            minutes: scenario.alert.lasting,
        });
    }
}

/// The shares of a limit at which to warn, and at which it is critical.
fn two(scenario: &Scenario, limit: f64) -> [Option<f64>; 2] {
    let shares = [scenario.flow.alert_share, scenario.alert.critical];
    shares.map(|share| Some(limit * share))
}

fn of_workers(
    scenario: &Scenario,
    stage: &Stage,
    plan: &Plan,
    metrics: &Metrics,
    all: &mut Vec<Alert>,
) {
    let of = |measure: Measure| ["sum(", metrics.name(measure), &selector(stage), ")"].concat();
    let mut add =
        |(kind, word, words): (Kind, &str, &str), now: Option<f64>, at, unit, measured| {
            all.push(Alert {
                key: ["stage_", stage.key.text(), "_", word].concat(),
                what: [&stage.name, ": ", words].concat(),
                kind,
                side: Side::Over,
                now,
                at,
                unit: Unit::Of(unit),
                measured,
                minutes: scenario.alert.lasting,
            });
        };
    add(
        (Kind::Limit, "in_use", "in use at once"),
        figure(plan, stage, "offered_load"),
        two(scenario, stage.concurrency),
        "item",
        of(Measure::StageInUse),
    );
    add(
        (Kind::Backlog, "waiting", "waiting"),
        figure(plan, stage, "queue_length"),
        [Some(scenario.flow.watched_backlog), None],
        "item",
        of(Measure::StageWaiting),
    );
    if stage.kind == StageKind::Workers {
        let buckets = [metrics.name(Measure::StageSeconds), &selector(stage)].concat();
        let slowest = [
            "histogram_quantile(0.95, sum by (le) (rate(",
            &buckets,
            "[5m])))",
        ];
        add(
            (Kind::Slow, "response", "response, 95 of 100"),
            figure(plan, stage, "response_p95"),
            [
                Some(scenario.flow.response_alert.max(stage.service_high)),
                None,
            ],
            "s",
            slowest.concat(),
        );
    }
}
