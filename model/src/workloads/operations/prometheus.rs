//! How does Prometheus hear of it? Alerting rules, with what they go by as recording
//! rules: which share of each resource is used, and what is planned for today.
//!
//! What is planned is a line from month to month. What is recorded has no labels but the
//! resource, so that measured and planned find each other.

use super::metrics::{Metrics, OWN};
use super::watched::{Alert, Kind, listed};
use super::yaml::{Yaml, quoted};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::quantity::math::round_up;
use crate::report::FileOf;
use crate::scenario::Scenario;
use crate::workloads::growth::calendar::Calendar;

/// The rules as a file to take away.
pub static RULES: FileOf = FileOf {
    label: "Download the alert rules for Prometheus (YAML)",
    file: "headroom-alerts.yaml",
    kind: "application/yaml",
    write: rules,
};

/// What is recorded of the plan, and of what is used.
pub(super) const PLANNED_PEAK: &str = "headroom:peak_rate:planned";
pub(super) const PLANNED_BILL: &str = "headroom:bill_usd_per_month:planned";
const USED: &str = "headroom:utilization:ratio";

const SECONDS_PER_DAY: i64 = 86_400;

/// The rules of a plan, if there is anything to watch.
pub fn rules(scenario: &Scenario, plan: &Plan, today: Date) -> Option<String> {
    let metrics = Metrics::new(scenario);
    let alerts = listed(scenario, plan, &metrics);
    if alerts.is_empty() {
        return None;
    }
    let asked = metrics.asked();
    let mut yaml = Yaml::default();
    head(&mut yaml, &asked);
    yaml.key(0, "groups");
    let calendar = Calendar::new(scenario, today);
    let planned: Vec<(&str, Vec<f64>)> = [(PLANNED_PEAK, peaks(plan)), (PLANNED_BILL, bill(plan))]
        .into_iter()
        .filter_map(|(name, months)| Some((name, months?)))
        .collect();
    if !planned.is_empty() {
        group(&mut yaml, "headroom-plan");
        for (name, months) in &planned {
            record(&mut yaml, name, &line(months, calendar));
        }
    }
    let used: Vec<&Alert> = alerts.iter().filter(|it| it.kind == Kind::Use).collect();
    if !used.is_empty() {
        group(&mut yaml, "headroom-use");
        for alert in used {
            record(&mut yaml, USED, &alert.measured);
            yaml.key(4, "labels");
            yaml.pair(5, "resource", &quoted(&alert.key));
        }
    }
    group(&mut yaml, "headroom-alerts");
    for alert in &alerts {
        for (at, severity) in alert.at.iter().zip(["warning", "critical"]) {
            if let Some(at) = at {
                rule(&mut yaml, alert, *at, severity);
            }
        }
    }
    group(&mut yaml, "headroom-metrics");
    let planned = planned.iter().map(|(name, _)| *name);
    for name in asked.iter().copied().chain(planned) {
        missing(&mut yaml, name, scenario.alert.lasting);
    }
    Some(yaml.text)
}

fn head(yaml: &mut Yaml, asked: &[&str]) {
    yaml.comment(&[
        "Alerts as planned by Headroom, for Prometheus: promtool check rules headroom-alerts.yaml",
    ]);
    let own: Vec<&str> = asked
        .iter()
        .copied()
        .filter(|name| name.starts_with(OWN))
        .collect();
    if !own.is_empty() {
        yaml.comment(&["No usual exporter gives these: export them, or state what yours are called under Alerts."]);
        for name in own {
            yaml.comment(&["- ", name]);
        }
    }
}

/// The peak of each month that is planned, or that of now.
pub(super) fn peaks(plan: &Plan) -> Option<Vec<f64>> {
    months(plan, "timeline.peak_rate").or_else(|| Some(vec![plan.number("demand.peak_rate")?]))
}

/// The whole bill of each month that is planned, or that of now.
pub(super) fn bill(plan: &Plan) -> Option<Vec<f64>> {
    // One workload alone has no bill of all.
    let bills = [
        "bill.total",
        "money.bill",
        "web.bill",
        "inference.cost",
        "flow.cost_high",
    ];
    let now = || bills.into_iter().find_map(|id| plan.number(id));
    months(plan, "bill.total").or_else(|| Some(vec![now()?]))
}

fn months(plan: &Plan, id: &str) -> Option<Vec<f64>> {
    let months = plan.growth.as_ref()?.months;
    let month = |month: usize| plan.number(&[id, ".", &month.to_string()].concat());
    (0..=months).map(month).collect()
}

/// What is planned for this moment: between two months a line from one to the other;
/// nothing once the months that are planned have passed.
fn line(months: &[f64], calendar: Calendar) -> String {
    let [one] = months else {
        let seconds = |month: usize| calendar.month(month).days() * SECONDS_PER_DAY;
        let start = seconds(0).to_string();
        let first = months.first().copied().unwrap_or_default();
        let mut parts =
            vec![["vector(", &exact(first), ") and vector(time()) < ", &start].concat()];
        for (month, pair) in months.windows(2).enumerate() {
            let (from, until) = (seconds(month), seconds(month + 1));
            let part = [
                "vector(",
                &exact(pair[0]),
                " + (",
                &exact(pair[1] - pair[0]),
                ") * (time() - ",
                &from.to_string(),
                ") / ",
                &(until - from).to_string(),
                ") and vector(time()) < ",
                &until.to_string(),
            ];
            parts.push(part.concat());
        }
        return parts.join(" or ");
    };
    ["vector(", &exact(*one), ")"].concat()
}

fn group(yaml: &mut Yaml, name: &str) {
    yaml.pair(1, "- name", name);
    yaml.key(2, "rules");
}

fn record(yaml: &mut Yaml, name: &str, expression: &str) {
    yaml.pair(3, "- record", name);
    yaml.pair(4, "expr", &quoted(expression));
}

fn rule(yaml: &mut Yaml, alert: &Alert, at: f64, severity: &str) {
    let recorded = [USED, "{resource=\"", &alert.key, "\"}"].concat();
    let is_use = alert.unit == SHARE && matches!(alert.kind, Kind::Use | Kind::Scaling);
    let measured = if is_use { &recorded } else { &alert.measured };
    yaml.pair(3, "- alert", alert.kind.name());
    let expression = [measured, alert.side.sign(), &exact(at)].concat();
    yaml.pair(4, "expr", &quoted(&expression));
    yaml.pair(4, "for", &lasting(alert.minutes));
    yaml.key(4, "labels");
    yaml.pair(5, "severity", severity);
    yaml.pair(5, "resource", &quoted(&alert.key));
    yaml.key(4, "annotations");
    let number = shown(at, alert.unit);
    let summary = [&alert.what, ": ", alert.side.words(), " ", &number].concat();
    yaml.pair(5, "summary", &quoted(&harmless(&summary)));
    let value = if alert.unit == SHARE {
        "{{ $value | humanizePercentage }}"
    } else {
        "{{ $value | humanize }}"
    };
    let planned = alert.now.map_or_else(String::new, |now| {
        [", by the plan ", &shown(now, alert.unit)].concat()
    });
    let description = ["Measured: ", value, &planned, "."].concat();
    yaml.pair(5, "description", &quoted(&description));
}

const SHARE: Unit = Unit::Of("share");

/// That nobody would hear of it.
fn missing(yaml: &mut Yaml, name: &str, minutes: f64) {
    yaml.pair(3, "- alert", "HeadroomMetricMissing");
    yaml.pair(4, "expr", &quoted(&["absent(", name, ")"].concat()));
    yaml.pair(4, "for", &lasting(minutes));
    yaml.key(4, "labels");
    yaml.pair(5, "severity", "warning");
    yaml.pair(5, "metric", &quoted(name));
    yaml.key(4, "annotations");
    let words = if name == PLANNED_PEAK || name == PLANNED_BILL {
        "The months that were planned have passed: plan anew."
    } else {
        "Nothing is measured under this name, so that alerts which go by it never go off."
    };
    yaml.pair(5, "summary", &quoted(words));
}

/// Text that is no template of Prometheus.
fn harmless(text: &str) -> String {
    text.replace(['{', '}'], "")
}

/// A duration as Prometheus writes it.
fn lasting(minutes: f64) -> String {
    let seconds = round_up(minutes * 60.0);
    for (size, unit) in [(86_400.0, "d"), (60.0, "m")] {
        let count = seconds / size;
        if count >= 1.0 && count.fract() == 0.0 {
            return [&exact(count), unit].concat();
        }
    }
    [&exact(seconds), "s"].concat()
}
