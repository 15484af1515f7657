//! Does what the machines are told hold for the months that are planned?

use super::metrics::is_name;
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::quantity::math::round_up;
use crate::review::{Finding, Fix, Severity, cell};
use crate::scenario::fleet::PoolKind;
use crate::scenario::web::fields as web;
use crate::scenario::{Field, Scenario, Value, fleet};
use crate::sheet::Cell;

/// What does not hold.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    findings.extend(metric_names(scenario));
    match &plan.web {
        Some(_) => of_web(scenario, plan, findings),
        None => findings.extend(of_pods(scenario, plan)),
    }
}

fn metric_names(scenario: &Scenario) -> Option<Finding> {
    let odd = || scenario.metrics.iter().filter(|row| !is_name(&row.name));
    let first = odd().next()?;
    let sentence = [
        &first.name,
        " is no name that Prometheus takes for a metric: letters, digits, _ and :, no digit first. The usual name is \
         used in its place. Call the row as the metric is called.",
    ];
    let evidence = odd().map(|row| cell("metric", row.key, "measures").into());
    let sentence = sentence.concat();
    let rule = "metric_name";
    Some(Finding::of(
        rule,
        Severity::Warning,
        sentence,
        evidence.collect(),
    ))
}

/// A part of the web stack that stops at a number: key of its resource, what it is, the
/// input that states how many there may be, and the one that says how far it may go.
type Part = (&'static str, &'static str, &'static Field, &'static Field);

const PARTS: [Part; 3] = [
    (
        "web_backend_pods",
        "backend pods",
        &web::backend_pods_have,
        &web::backend_ceiling_factor,
    ),
    (
        "web_frontend_pods",
        "frontend pods",
        &web::frontend_pods_have,
        &web::frontend_ceiling_factor,
    ),
    (
        "web_nodes",
        "nodes",
        &web::nodes_have,
        &web::node_ceiling_factor,
    ),
];

fn of_web(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let resources = plan.resources.iter().flat_map(|it| &it.all);
    for resource in resources {
        let key = resource.row.text();
        let Some((_, what, have, factor)) = PARTS.iter().find(|part| *part.0 == key) else {
            continue;
        };
        let Ok(most) = resource.capacity.number() else {
            continue;
        };
        let needed =
            |month: usize| plan.number(&resource.id(&["needed.", &month.to_string()].concat()));
        let months = plan.growth.as_ref().map_or(0, |growth| growth.months);
        let Some((month, first)) = first_over(months, most, needed) else {
            continue;
        };
        let largest = (0..=months).filter_map(needed).fold(0.0, f64::max);
        let evidence = [
            resource.id(&["needed.", &month.to_string()].concat()),
            resource.id("capacity"),
        ];
        let sentence = sentence(month, first, what, most);
        let evidence = evidence.map(Into::into).into();
        let finding = Finding::of("autoscaler_at_most", Severity::Warning, sentence, evidence);
        let fix = if have.get(scenario) == Value::Unset {
            times(scenario, factor, most, largest)
        } else {
            Some(Fix::number(have, round_up(largest)))
        };
        findings.push(match fix {
            Some(fix) => finding.mended_by(fix),
            None => finding,
        });
    }
}

/// How many times the fewest there may be, so that the largest month is covered; none
/// where the input does not take so many.
fn times(scenario: &Scenario, factor: &'static Field, most: f64, largest: f64) -> Option<Fix> {
    let Value::Number(now) = factor.get(scenario) else {
        return None;
    };
    // The most is rounded up: a whole number more than enough.
    let enough = round_up(now * largest / most);
    let takes = factor.check(Value::Number(enough)).is_ok();
    takes.then(|| Fix::number(factor, enough))
}

/// Pods of a fleet without a web stack.
fn of_pods(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let most = scenario.fleet.replicas_max?;
    let pools = plan.pools.as_ref()?;
    let mut all = scenario.pools.iter().zip(&pools.all);
    let is_pods = |kind| kind == PoolKind::Pods;
    let (stated, pool) =
        all.find(|(it, pool)| is_pods(it.kind) && pool.now.capacity.or_zero() > 0.0)?;
    let needed = |month: usize| pool.ahead.needed.get(month).and_then(number);
    let (month, first) = first_over(pools.months, most, needed)?;
    let sentence = [
        &stated.name,
        ": ",
        &sentence(month, first, "replicas", most),
    ];
    let evidence = vec![
        pool.id(&["needed.", &month.to_string()].concat()).into(),
        fleet::fields::replicas_max.id.into(),
    ];
    let field = fleet::fields::replicas_max.id.into();
    let fix = Fix::new(
        "Let the plan say how many there may be",
        [(field, Value::Unset)],
    );
    let warning = Severity::Warning;
    let finding = Finding::of("autoscaler_at_most", warning, sentence.concat(), evidence);
    Some(finding.mended_by(fix))
}

fn number(cell: &Cell) -> Option<f64> {
    cell.number().ok()
}

/// The first month that needs more than there may be.
fn first_over(
    months: usize,
    most: f64,
    needed: impl Fn(usize) -> Option<f64>,
) -> Option<(usize, f64)> {
    let all = (0..=months).filter_map(|month| Some((month, needed(month)?)));
    let mut over = all.filter(|(_, needed)| *needed > most);
    over.next()
}

fn sentence(month: usize, needed: f64, what: &str, most: f64) -> String {
    let when = if month == 0 {
        "now".to_owned()
    } else {
        ["in month ", &month.to_string()].concat()
    };
    let one = Unit::Of("1");
    [
        &shown(round_up(needed), one),
        " ",
        what,
        " are needed ",
        &when,
        ", and no more than ",
        &shown(most, one),
        " may start. Let more start before then.",
    ]
    .concat()
}
