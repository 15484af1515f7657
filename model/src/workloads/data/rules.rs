//! Does data processing keep up, and does storage last?

use crate::engine::Plan;
use crate::facts::constants::DAYS_PER_MONTH;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity};
use crate::scenario::{Data, Scenario};
use crate::workloads::data::plan::NEVER_DRAINED;

const HOURS: Unit = Unit::Of("h");
const CONSUMERS: Unit = Unit::Of("consumer");
const DAYS: Unit = Unit::Of("day");
const SHARE: Unit = Unit::Of("share");

type Found<'a> = &'a mut dyn FnMut(&'static str, Severity, &[&str], &'static [&'static str]);

/// What is wrong with it.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.outcome("data.batch_workers").is_none() {
        return;
    }
    let stated = &scenario.data;
    let mut found = |rule, severity, parts: &[&str], evidence: &'static [&'static str]| {
        findings.push(Finding::new(rule, severity, parts.concat(), evidence));
    };
    batch(stated, plan, &mut found);
    stream(stated, plan, &mut found);
    storage(stated, plan, &mut found);
}

fn batch(stated: &Data, plan: &Plan, found: Found) {
    if let Err(absent) = plan.get("data.batch_workers") {
        found(
            "batch_never_done",
            Severity::Error,
            &[absent.0],
            &["data.worker_rate"],
        );
    }
    if stated.batch_window > stated.batch_period {
        found(
            "batch_window_over_period",
            Severity::Warning,
            &[
                "A batch comes every ",
                &shown(stated.batch_period, HOURS),
                " and may take ",
                &shown(stated.batch_window, HOURS),
                ": the next one waits for it, and so does each after that. Shorten the window.",
            ],
            &["data.batch_window", "data.batch_period"],
        );
    }
    if let Ok(hours) = plan.get("data.batch_hours")
        && hours.value > stated.batch_window
    {
        let enough = plan.get("data.batch_workers").map_or_else(
            |_| "More workers".to_owned(),
            |workers| shown(workers.value, workers.unit()),
        );
        found(
            "batch_window_short",
            Severity::Error,
            &[
                "With the workers that there are a batch takes ",
                &shown(hours.value, HOURS),
                ", longer than its window of ",
                &shown(stated.batch_window, HOURS),
                ". ",
                &enough,
                " would do, with room to grow.",
            ],
            &["data.batch_hours", "data.batch_window"],
        );
    }
}

fn stream(stated: &Data, plan: &Plan, found: Found) {
    let (Ok(wanted), Ok(consumers)) = (
        plan.get("data.consumers_wanted"),
        plan.get("data.stream_consumers"),
    ) else {
        found(
            "stream_stands_still",
            Severity::Error,
            &[plan
                .get("data.stream_consumers")
                .map_or_else(|absent| absent.0, |_| "")],
            &["data.consumer_rate"],
        );
        return;
    };
    if plan.get("data.drain_time") == Err(NEVER_DRAINED) {
        found(
            "stream_never_catches_up",
            Severity::Error,
            &[
                &shown(consumers.value, CONSUMERS),
                " are all that the partitions feed, and they do not keep up even with the mean rate: events \
                 pile up for good. Add partitions and consumers, or make a consumer faster.",
            ],
            &[
                "data.stream_consumers",
                "data.partitions",
                "data.event_rate",
            ],
        );
    } else if wanted.value > consumers.value {
        found(
            "consumers_over_partitions",
            Severity::Warning,
            &[
                "The stream wants ",
                &shown(wanted.value, CONSUMERS),
                ", and its partitions feed ",
                &shown(consumers.value, CONSUMERS),
                " at the most: any beyond that stand idle. Add partitions before the next peak.",
            ],
            &["data.consumers_wanted", "data.partitions"],
        );
    }
    if let Ok(drain) = plan.get("data.drain_time")
        && drain.value > stated.recovery * (1.0 + 1e-9)
    {
        let minutes = Unit::Of("min");
        found(
            "recovery_too_slow",
            Severity::Warning,
            &[
                "An outage is worked off in ",
                &shown(drain.value, minutes),
                ", not within the ",
                &shown(stated.recovery, minutes),
                " that are promised.",
            ],
            &["data.drain_time", "data.recovery"],
        );
    }
}

fn storage(stated: &Data, plan: &Plan, found: Found) {
    let evidence = &["data.storage_months_to_80", "data.storage_lead_time"];
    let use_of = |share: f64| shown(share, SHARE);
    let in_use = plan.number("data.storage_use").unwrap_or(0.0);
    if in_use >= 1.0 {
        found(
            "storage_full",
            Severity::Error,
            &[
                "More is stored than storage can hold: ",
                &use_of(in_use),
                " of it. Add storage, or correct a number.",
            ],
            &["data.storage_use"],
        );
        return;
    }
    let lead = stated.storage_lead_time;
    if plan
        .get("data.storage_months_to_full")
        .is_ok_and(|months| months.value <= lead / DAYS_PER_MONTH)
    {
        found(
            "storage_too_late",
            Severity::Error,
            &[
                "Storage is full before more of it can be there, which takes ",
                &shown(lead, DAYS),
                ". Order now, and delete or tier what can go.",
            ],
            &["data.storage_months_to_full", "data.storage_lead_time"],
        );
    } else if in_use >= 0.8 {
        found(
            "storage_past_80",
            Severity::Warning,
            &[
                "Storage is at ",
                &use_of(in_use),
                " already, past the 80 % at which to act. Order more.",
            ],
            &["data.storage_use"],
        );
    } else if let Ok(months) = plan.get("data.storage_months_to_80")
        && months.value * DAYS_PER_MONTH <= lead
    {
        found(
            "storage_within_lead_time",
            Severity::Warning,
            &[
                "Storage is at 80 % in ",
                &shown(months.value * DAYS_PER_MONTH, DAYS),
                ", and more of it takes ",
                &shown(lead, DAYS),
                ". Order now.",
            ],
            evidence,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::web::Switch;

    /// The rules that hold with data on, after a change.
    fn check(change: fn(&mut Data), expected: &[&str]) {
        let mut scenario = Scenario::default();
        scenario.data.workload = Switch::On;
        change(&mut scenario.data);
        crate::review::held::hold(review, &scenario, expected, "");
    }

    #[test]
    fn a_batch_that_is_late_says_so() {
        check(|_| {}, &[]);
        check(|it| it.workload = Switch::Off, &[]);
        check(|it| it.worker_rate = 0.0, &["batch_never_done"]);
        check(|it| it.batch_period = 3.9, &["batch_window_over_period"]);
        check(|it| it.batch_period = 4.0, &[]);
        // 1,000 GB at 50 GB/h: five workers are done in time, four are not.
        check(|it| it.workers_now = Some(5.0), &[]);
        check(|it| it.workers_now = Some(4.0), &["batch_window_short"]);
    }

    #[test]
    fn a_stream_that_falls_behind_says_so() {
        check(|it| it.consumer_rate = 0.0, &["stream_stands_still"]);
        check(|it| it.partitions = 20.0, &[]);
        check(|it| it.partitions = 19.0, &["consumers_over_partitions"]);
        check(
            |it| it.partitions = 8.0,
            &["consumers_over_partitions", "recovery_too_slow"],
        );
        check(|it| it.partitions = 6.0, &["stream_never_catches_up"]);
        check(|it| it.event_rate = 0.0, &[]);
    }

    #[test]
    fn storage_that_runs_out_says_so() {
        // 20.25 GB to 80 % at 45 GB a month are 13.7 days.
        check(|it| it.storage_used = 779.75, &["storage_within_lead_time"]);
        check(|it| it.storage_used = 779.0, &[]);
        check(|it| it.storage_used = 800.0, &["storage_past_80"]);
        check(|it| it.storage_used = 980.0, &["storage_too_late"]);
        check(|it| it.storage_used = 1000.0, &["storage_full"]);
        check(
            |it| {
                (it.models_growth, it.sets_growth, it.logs_growth) = (0.0, 0.0, 0.0);
            },
            &[],
        );
    }
}
