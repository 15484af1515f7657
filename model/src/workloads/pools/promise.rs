//! Is there a promise to measure capacity by, and can it be kept? (Source:
//! bursty inference: capacity without SLOs says nothing.)

use crate::engine::Plan;
use crate::facts::sources::BURSTY_INFERENCE;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::Scenario;
use crate::scenario::field::{fields, optional};

fields! {
    /// What is promised: capacity without a promise to keep has no measure.
    pub struct Promise in promise {
        /// Within how many milliseconds 95 of 100 requests are to be answered. Left empty nothing is promised.
        latency_ms: Option<f64> = None, optional("ms", 1.0, 600_000.0), "Promised latency, p95", BURSTY_INFERENCE;
    }
}

/// From which p95 latency on the capacity guide adds pods, in milliseconds.
const GUIDE_LATENCY: f64 = 100.0;

/// Whether anything is promised, and whether it is kept.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let latency_ms = &fields::latency_ms;
    if plan.demand.is_none() {
        return;
    }
    let worst = plan.number("web.latency_high");
    let fix = Fix::number(latency_ms, worst.unwrap_or(GUIDE_LATENCY));
    let Some(promised) = scenario.promise.latency_ms else {
        // Whoever has measured latency has a target for it.
        if plan.outcome("slo.load").is_some() {
            return;
        }
        let sentence = "Nothing is promised to users, so nothing says when capacity is too small: a queue can \
             always grow longer. State the latency that 95 of 100 answers are to keep.".to_owned();
        let evidence = [latency_ms.id];
        findings.push(Finding::new("no_slo", Severity::Note, sentence, &evidence).mended_by(fix));
        return;
    };
    let Some(worst) = worst.filter(|worst| promised < *worst) else {
        return;
    };
    let unit = Unit::Of("ms");
    let sentence = format!(
        "{} are promised, but a stack of this size class answers within {} at worst. Promise that, or plan a \
         larger class.",
        shown(promised, unit),
        shown(worst, unit)
    );
    let evidence = [latency_ms.id, "web.latency_high", "web.class"];
    findings
        .push(Finding::new("slo_not_kept", Severity::Warning, sentence, &evidence).mended_by(fix));
}

#[cfg(test)]
mod tests {
    use crate::review::held::check;
    use crate::scenario::Value::{Choice, Number};

    #[test]
    fn each_rule_holds_where_it_should_and_only_there() {
        let promise = |ms| ("promise.latency_ms", Number(ms));
        for (preset, stated, rules) in [
            ("chat-1", &[][..], &["no_slo"][..]),
            ("saas-1", &[], &["no_slo"]),
            ("chat-1", &[promise(100.0)], &["slo_not_kept"]),
            ("chat-1", &[promise(200.0)], &[]),
            ("saas-1", &[promise(10.0)], &[]),
            (
                "chat-1",
                &[promise(100.0), ("web.workload", Choice("off"))],
                &[],
            ),
        ] {
            check(super::review, preset, stated, rules);
        }
    }
}
