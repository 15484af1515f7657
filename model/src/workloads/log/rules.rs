//! Is the load that was logged the load that is planned for?

use super::pasted::{peak, recompute};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{DIVERGENCE, Finding, Severity, disagree};
use crate::scenario::Scenario;

/// What is wrong with it.
pub fn review(_: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    findings.extend(average(plan));
    findings.extend(busy_hours(plan));
    findings.extend(calls(plan));
}

/// The average that is planned with, against that of the log.
fn average(plan: &Plan) -> Option<Finding> {
    let (logged, planned) = (
        plan.figure("log.average_rate")?,
        plan.figure("demand.average_rate")?,
    );
    if !disagree(logged.value, planned.value) {
        return None;
    }
    let sentence = [
        "The log has ",
        &shown(logged.value, logged.unit()),
        " on average, the plan ",
        &shown(planned.value, planned.unit()),
        ": they differ by more than 15 %. Plan with the log, or say what will be different.",
    ];
    let evidence = ["log.average_rate", "demand.average_rate"];
    let rule = "log_average_differs";
    let finding = Finding::new(rule, Severity::Warning, sentence.concat(), &evidence);
    let fix = peak(plan, "log.peak_to_average", " at the peak of a usual day");
    Some(fix.map_or_else(|| finding.clone(), |fix| finding.clone().mended_by(fix)))
}

/// The peak that is planned for, against the p99 of the log.
fn busy_hours(plan: &Plan) -> Option<Finding> {
    let (logged, planned) = (
        plan.figure("log.p99_rate")?,
        plan.figure("demand.peak_rate")?,
    );
    if logged.value <= planned.value * (1.0 + DIVERGENCE) {
        return None;
    }
    let sentence = [
        "The peak is planned as ",
        &shown(planned.value, planned.unit()),
        ", and the log has hours with ",
        &shown(logged.value, logged.unit()),
        ", its p99: that much came before. Plan for it, or say what is left unserved then.",
    ];
    let evidence = ["log.p99_rate", "demand.peak_rate"];
    let finding = Finding::new(
        "log_peak_above",
        Severity::Warning,
        sentence.concat(),
        &evidence,
    );
    let fix = peak(plan, "log.p99_to_average", " at the p99");
    Some(fix.map_or_else(|| finding.clone(), |fix| finding.clone().mended_by(fix)))
}

/// The recompute multiplier that is planned with, against calls over outputs.
fn calls(plan: &Plan) -> Option<Finding> {
    let counted = plan.figure("log.recompute_multiplier")?;
    let planned = plan.number("demand.recompute_multiplier").or_else(|| {
        let [calls, shown] =
            ["demand.inference_rate", "demand.peak_rate"].map(|id| plan.number(id));
        Some(calls? / shown?)
    })?;
    let evidence = ["log.recompute_multiplier", "demand.recompute_multiplier"];
    if counted.value < 1.0 {
        let sentence =
            "More outputs succeeded than calls were made: count both over the same time, \
            with every call."
                .to_owned();
        return Some(Finding::new(
            "outputs_above_calls",
            Severity::Warning,
            sentence,
            &evidence,
        ));
    }
    if !disagree(counted.value, planned) {
        return None;
    }
    let unit = Unit::Of("x");
    let sentence = [
        "Calls over outputs come to ",
        &shown(counted.value, unit),
        ", and the plan is made with ",
        &shown(planned, unit),
        ": they differ by more than 15 %.",
    ];
    let rule = "recompute_differs";
    let finding = Finding::new(rule, Severity::Warning, sentence.concat(), &evidence);
    Some(recompute(plan).map_or_else(|| finding.clone(), |fix| finding.clone().mended_by(fix)))
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{self, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        // 50 requests/s at the peak of chat-1, 25 on average.
        let log = |average: f64, p99: f64| {
            [
                ("log.hours", Number(100.0)),
                ("log.requests", Number(average * 360_000.0)),
                ("log.p99", Number(p99 * 60.0)),
                ("log.day_peak", Number(p99 * 60.0)),
            ]
        };
        let counted = |calls: f64| {
            [
                ("log.calls_counted", Number(calls)),
                ("log.outputs_counted", Number(100.0)),
            ]
        };
        let check = |stated: &[(&str, Value)], rules: &[&str]| {
            check(super::review, "chat-1", stated, rules);
        };
        check(&[], &[]);
        check(&log(25.0, 50.0), &[]);
        check(&log(22.0, 56.0), &[]);
        check(&log(20.0, 50.0), &["log_average_differs"]);
        check(&log(25.0, 60.0), &["log_peak_above"]);
        check(
            &log(50.0, 100.0),
            &["log_average_differs", "log_peak_above"],
        );
        check(&counted(110.0), &[]);
        check(&counted(130.0), &["recompute_differs"]);
        check(&counted(90.0), &["outputs_above_calls"]);
        // What is missing is not compared.
        check(
            &[
                ("log.hours", Number(100.0)),
                ("log.calls_counted", Number(9.0)),
            ],
            &[],
        );
    }
}
