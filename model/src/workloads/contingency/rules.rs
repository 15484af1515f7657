//! Does what takes over when GPUs cannot be had take all of it, in time, and at a price
//! that is known?

use super::plan::OneFallback;
use super::stages::{NOTICED, Shortage};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity, cell};
use crate::scenario::work::unit;
use crate::scenario::{Fallback, Scenario};

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(contingency) = &plan.contingency else {
        return;
    };
    let rows = scenario.fallbacks.iter().zip(&contingency.fallbacks);
    if let Some(shortage) = &contingency.shortage {
        findings.extend(not_covered(scenario, plan, shortage));
        findings.extend(rows.clone().filter_map(|(row, _)| too_slow(row, shortage)));
    }
    findings.extend(rows.filter_map(|(row, it)| incomplete(row, it)));
}

fn not_covered(scenario: &Scenario, plan: &Plan, shortage: &Shortage) -> Option<Finding> {
    if shortage.lost.or_zero() <= NOTICED {
        return None;
    }
    let of = |id: &str| {
        let figure = plan.figure(&["contingency.", id].concat())?;
        Some(shown(figure.value, unit(scenario, figure.unit())))
    };
    let mut sentence = [
        "When GPUs cannot be had for ",
        &of("days")?,
        ", ",
        &of("requests_lost")?,
        " are lost, ",
        &of("lost_of_asked")?,
        " of all: the GPUs that are left serve ",
        &of("gpus_serve")?,
        ", and ",
        &of("short_at_peak")?,
        " are short at the peak.",
    ]
    .concat();
    if let Some(lost) = of("revenue_lost") {
        sentence += &[" That is ", &lost, " of revenue."].concat();
    }
    sentence += match of("first_up") {
        Some(_) => " Add a fallback for the rest, or have one up sooner.",
        None => {
            " State what takes over: another type, region or provider, cached answers, a smaller model, or what \
             is turned away."
        }
    };
    let evidence = ["requests_lost", "short_at_peak", "gpus_serve"];
    let evidence = evidence.map(|id| ["contingency.", id].concat().into());
    Some(Finding::of(
        "shortage_not_covered",
        Severity::Warning,
        sentence,
        evidence.into(),
    ))
}

/// A fallback that is up when it is over: the shortage, or the event that it begins with.
fn too_slow(row: &Fallback, shortage: &Shortage) -> Option<Finding> {
    if row.kept > 0.0 {
        return None;
    }
    let hours = |hours: f64| shown(hours, Unit::Of("h"));
    let (severity, over) = if row.start >= shortage.hours {
        let over = ["the shortage is over after ", &hours(shortage.hours)];
        (Severity::Warning, over.concat())
    } else {
        let event = shortage.event_hours.filter(|event| row.start >= *event)?;
        let over = ["the event is over after ", &hours(event)];
        (Severity::Note, over.concat())
    };
    Some(Finding::of(
        "fallback_too_slow",
        severity,
        [
            &row.name,
            " is up after ",
            &hours(row.start),
            ", and ",
            &over,
            ". Keep part of it running, or have it up sooner.",
        ]
        .concat(),
        vec![
            cell("fallback", row.key, "start").into(),
            "contingency.days".into(),
        ],
    ))
}

/// A fallback that does not say how much it takes, or what that costs.
fn incomplete(row: &Fallback, it: &OneFallback) -> Option<Finding> {
    let (column, sentence) = if !row.is_sized() {
        (
            "share",
            " does not say how much it takes, so it is left out. State a share of the planned peak, or machines.",
        )
    } else if row.has_machines() && !row.is_priced() {
        (
            "machine_hour",
            " has no price, so nothing says what the shortage costs. Type what a machine costs an hour, choose \
             its GPU, or state it as a multiple of yours.",
        )
    } else if it.ready.is_some_and(|ready| !ready.is_known()) && row.ready.is_none() {
        (
            "ready",
            " needs data in a second place, and nothing says what that costs a month.",
        )
    } else {
        return None;
    };
    Some(Finding::of(
        "fallback_incomplete",
        Severity::Note,
        [&row.name, sentence].concat(),
        vec![cell("fallback", row.key, column).into()],
    ))
}
