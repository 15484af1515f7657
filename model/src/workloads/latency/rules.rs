//! Do measurements of latency say enough, and does the plan agree with them?

use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::quantity::order::ascending;
use crate::quantity::{Missing, Unit};
use crate::review::{DIVERGENCE, Finding, Severity, cell};
use crate::scenario::web::Switch;
use crate::scenario::{Sample, Scenario};
use crate::workloads::latency::measured::{latency, stated};
use crate::workloads::latency::plan::{BEYOND_AT_ONCE, NEVER_BEYOND};

/// How far a stated law may be from the one that is fitted to the measurements.
const STALE: f64 = 0.01;

/// By how much latency may fall from one load to the next one: noise.
const NOISE: f64 = 0.1;

/// What is wrong with it.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.outcome("slo.load").is_none() {
        return;
    }
    let measured = plan.get("slo.measured_load");
    if !scenario.samples.is_empty() {
        findings.extend(measured.err().map(nothing_breaks));
    }
    findings.extend(falls(&scenario.samples));
    let mut found = |rule, severity, parts: &[&str], evidence: &[&str]| {
        findings.push(Finding::new(rule, severity, parts.concat(), evidence));
    };
    if let (Ok(measured), Ok(law)) = (measured, plan.get("slo.law_load"))
        && (law.value - measured.value).abs() > DIVERGENCE * measured.value
    {
        found(
            "slo_answers_differ",
            Severity::Warning,
            &[
                "The measurements around the target say ",
                &shown(measured.value, USERS),
                ", the law through all of them ",
                &shown(law.value, USERS),
                ". Plan with the lower one until there are measurements in between.",
            ],
            &["slo.measured_load", "slo.law_load"],
        );
    }
    if is_stale(scenario) {
        found(
            "law_is_stale",
            Severity::Warning,
            &[
                "The law that is stated is not the one that fits the measurements. Take the fitted one below \
                 the table.",
            ],
            &["slo.latency_of_one"],
        );
    }
    if let Some(carries) = plan.number("slo.users_per_pod")
        && scenario.web.workload == Switch::On
        && scenario.web.users_per_backend_pod > carries * (1.0 + 1e-9)
    {
        found(
            "pod_carries_less",
            Severity::Warning,
            &[
                "Backend pods are planned for ",
                &shown(scenario.web.users_per_backend_pod, Unit::Of("user/pod")),
                "; as measured, one keeps the latency target up to ",
                &shown(carries, USERS),
                ". Plan with that.",
            ],
            &["slo.users_per_pod", "web.users_per_backend_pod"],
        );
    }
}

const USERS: Unit = Unit::Of("user");

/// Why the measurements say no load at which the target breaks.
fn nothing_breaks(absent: Missing) -> Finding {
    let (rule, severity) = match absent {
        BEYOND_AT_ONCE => ("slo_broken_at_once", Severity::Error),
        NEVER_BEYOND => ("slo_never_reached", Severity::Note),
        _ => ("slo_unknown", Severity::Note),
    };
    Finding::new(rule, severity, absent.0.to_owned(), &["slo.measured_load"])
}

/// Latency that falls as load rises.
fn falls(samples: &[Sample]) -> Option<Finding> {
    let sorted = ascending(samples, |sample| sample.load);
    let mut pairs = sorted.windows(2);
    let pair = pairs.find(|pair| pair[1].latency < pair[0].latency * (1.0 - NOISE))?;
    let sentence = [
        "Latency falls from ",
        &shown(pair[0].load, USERS),
        " to ",
        &shown(pair[1].load, USERS),
        ". More load is seldom faster: look for what else changed, such as machines that were added, or measure \
         again.",
    ];
    let id = cell("sample", pair[1].key, "latency");
    Some(Finding::new(
        "latency_falls",
        Severity::Note,
        sentence.concat(),
        &[&id],
    ))
}

/// Whether there is a law, and measurements that show another one.
fn is_stale(scenario: &Scenario) -> bool {
    let Some(law) = stated(&scenario.slo) else {
        return false;
    };
    let Ok(fitted) = latency(&scenario.samples) else {
        return false;
    };
    // Latency is what both are about: compared at every load that was measured.
    scenario.samples.iter().any(|sample| {
        let load = sample.load;
        (law(load) - fitted.at(load)).abs() > STALE * fitted.at(load).abs()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::loads::{read, state};

    const RISING: &str = "50,40\n100,45\n200,60\n300,90\n400,130";

    /// The rules that hold for measurements, after a change.
    fn check(text: &str, change: fn(&mut Scenario), expected: &[&str]) {
        let mut scenario = Scenario::default();
        state(&mut scenario, &read(text).points);
        change(&mut scenario);
        crate::review::held::hold(review, &scenario, expected, text);
    }

    #[test]
    fn measurements_that_say_little_say_so() {
        check("", |_| {}, &[]);
        check(RISING, |_| {}, &[]);
        check(
            RISING,
            |it| it.slo.latency_target = 39.0,
            &["slo_broken_at_once"],
        );
        check(
            RISING,
            |it| it.slo.latency_target = 130.0,
            &["slo_never_reached"],
        );
        check("50,40\n100,20\n200,120", |_| {}, &["latency_falls"]);
        check("50,40\n100,37\n200,120", |_| {}, &[]);
    }

    #[test]
    fn a_plan_that_disagrees_with_measurements_says_so() {
        check(
            RISING,
            |it| it.slo.measured_pods = 4.0,
            &["pod_carries_less"],
        );
        check(
            RISING,
            |it| {
                latency(&it.samples).unwrap().state(it);
            },
            &[],
        );
        check(
            RISING,
            |it| {
                latency(&it.samples).unwrap().state(it);
                it.samples[4].latency = 500.0;
            },
            &["law_is_stale"],
        );
        check(
            RISING,
            |it| {
                latency(&it.samples).unwrap().state(it);
                it.slo.latency_of_one = Some(60.0);
            },
            &["slo_answers_differ", "law_is_stale"],
        );
    }
}
