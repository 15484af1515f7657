//! Is the plan made for the load that will come, or for the one that is seen on
//! average? (Source: the anti-patterns of bursty inference.)

use super::{Finding, Fix, Severity};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::scenario::demand::fields;
use crate::scenario::money::ChargeKind;
use crate::scenario::{Field, Scenario, Value};

/// A peak must stand above the average by this factor before it is planned for
/// as one (ours).
const LEAST_PEAK: f64 = 1.1;
/// The normal peak of the source, as a multiple of the average.
const NORMAL_PEAK: f64 = 2.0;
/// Calls for each output that succeeds, where nothing was measured (ours).
const USUAL_RECOMPUTE: f64 = 1.3;
/// Rounding may make a rung that much larger than another.
const NOISE: f64 = 1e-9;
const USERS: Unit = Unit::Of("user");

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.demand.is_none() {
        return;
    }
    findings.extend(planning_for_the_average(scenario));
    findings.extend(bursts_below_the_peak(scenario));
    findings.extend(recompute_ignored(scenario, plan));
    findings.extend(more_daily_than_users(scenario, plan));
}

fn planning_for_the_average(scenario: &Scenario) -> Option<Finding> {
    let ratio = scenario.demand.peak_to_average;
    (ratio < LEAST_PEAK).then(|| {
        let sentence = format!(
            "The planned peak is {} the average: this is a plan for the average, and capacity runs out at the \
             first busy hour. A normal peak is about twice the average.",
            shown(ratio, Unit::Of("x"))
        );
        let evidence = ["demand.peak_to_average", "demand.average_rate", "demand.peak_rate"];
        Finding::new("planning_for_the_average", Severity::Warning, sentence, &evidence)
            .mended_by(Fix::number(&fields::peak_to_average, NORMAL_PEAK))
    })
}

/// Bursts by the field that states them.
fn bursts(scenario: &Scenario) -> [(&'static Field, f64); 3] {
    let demand = &scenario.demand;
    [
        (&fields::launch_multiplier, demand.launch_multiplier),
        (&fields::viral_multiplier, demand.viral_multiplier),
        (&fields::recovery_multiplier, demand.recovery_multiplier),
    ]
}

fn bursts_below_the_peak(scenario: &Scenario) -> Option<Finding> {
    let peak = scenario.demand.peak_to_average;
    let mut below = bursts(scenario).into_iter();
    let (field, burst) = below.find(|(_, multiplier)| *multiplier < peak)?;
    let unit = Unit::Of("x");
    let sentence = format!(
        "{} is {} the average, less than the planned peak of {}: a burst that is smaller than a normal peak is \
         none. Correct one of them.",
        field.label,
        shown(burst, unit),
        shown(peak, unit)
    );
    let below = bursts(scenario).into_iter();
    let states = below
        .filter(|(_, multiplier)| *multiplier < peak)
        .map(|(field, _)| (field.id.into(), Value::Number(peak)));
    let label = ["Raise it to the planned peak, ", &shown(peak, unit)].concat();
    let evidence = [field.id, "demand.peak_to_average"];
    Some(
        Finding::new("bursts_below_the_peak", Severity::Note, sentence, &evidence)
            .mended_by(Fix::new(label, states)),
    )
}

/// Where model calls are paid for, by a fleet of the plan or by GPUs of the
/// bill, each is taken to succeed.
fn recompute_ignored(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let fleet = plan.outcome("inference.gpus").is_some();
    let paid = plan.money.is_some()
        && scenario
            .bill
            .iter()
            .any(|part| part.resource == ChargeKind::Gpu && part.amount > 0.0);
    if scenario.demand.recompute_multiplier > 1.0 || !(fleet || paid) {
        return None;
    }
    let severity = if fleet {
        Severity::Warning
    } else {
        Severity::Note
    };
    let sentence =
        "The GPUs are planned as if every model call gave a useful result. Type how many calls one takes: calls \
         over successful outputs, from your logs."
            .to_owned();
    let evidence = ["demand.recompute_multiplier", "demand.inference_rate"];
    Some(
        Finding::new("recompute_ignored", severity, sentence, &evidence)
            .mended_by(Fix::number(&fields::recompute_multiplier, USUAL_RECOMPUTE)),
    )
}

fn more_daily_than_users(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let ladder = plan.demand.as_ref()?;
    let daily = ladder.daily_active_users.or_zero();
    let total = ladder.total_users.or_zero();
    if daily <= total * (1.0 + NOISE) {
        return None;
    }
    let sentence = format!(
        "{} come on a day, but there are only {}: of a day's users no smaller share can be active at once than \
         of all users.",
        shown(daily, USERS),
        shown(total, USERS)
    );
    let evidence = [
        "demand.daily_active_users",
        "demand.total_users",
        "demand.concurrent_share",
        "demand.active_ratio",
    ];
    let ratio = scenario.demand.active_ratio;
    Some(
        Finding::new(
            "more_daily_than_users",
            Severity::Warning,
            sentence,
            &evidence,
        )
        .mended_by(Fix::number(&fields::concurrent_share, ratio)),
    )
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::Number;

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        for (preset, stated, rules) in [
            ("chat-1", &[][..], &[][..]),
            ("saas-1", &[], &["recompute_ignored"]),
            (
                "saas-1",
                &[("demand.recompute_multiplier", Number(1.2))],
                &[],
            ),
            ("saas-1", &[("bill.gpu.amount", Number(0.0))], &[]),
            (
                "chat-1",
                &[("demand.peak_to_average", Number(1.0))],
                &["planning_for_the_average"],
            ),
            ("chat-1", &[("demand.peak_to_average", Number(1.1))], &[]),
            (
                "chat-1",
                &[("demand.launch_multiplier", Number(1.5))],
                &["bursts_below_the_peak"],
            ),
            (
                "chat-1",
                &[("demand.concurrent_share", Number(0.05))],
                &["more_daily_than_users"],
            ),
            ("chat-1", &[("demand.concurrent_share", Number(0.1))], &[]),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
