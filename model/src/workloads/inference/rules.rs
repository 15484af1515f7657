//! Do the GPUs hold what comes, what if one fails or cannot be had, and can the
//! targets be met at all?

use super::mix::is_whole;
use super::peaks::Peak;
use super::search::Reason;
use super::{Inference, api, sentence, stated};
use crate::engine::Plan;
use crate::facts::models::MODELS;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::review::{Finding, Severity, cell};
use crate::scenario::Scenario;
use crate::scenario::inference::{Method, known_from};
use crate::scenario::web::Switch;
use crate::scenario::work::unit;
use std::borrow::Cow;

/// GPUs used less than this cost more than they need to (source: AI capacity
/// planning).
const LEAST_USE: f64 = 0.3;
const GIB: Unit = Unit::Of("GiB");
const SECONDS: Unit = Unit::Of("s");

pub(crate) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(inference) = &plan.inference else {
        return;
    };
    findings.extend(shares(scenario));
    findings.extend(refused(scenario, inference.refused, "inference.model"));
    for model in &inference.models {
        let place = cell("model", model.key, "model");
        findings.extend(refused(scenario, model.refused, &place));
    }
    findings.extend(too_few(scenario, plan));
    findings.extend(short_of_capacity(scenario, plan));
    findings.extend(single(plan));
    if scenario.inference.fallback == Switch::Off && scenario.fallbacks.is_empty() {
        findings.push(Finding::new(
            "gpu_without_fallback",
            Severity::Warning,
            "Nothing takes over when this GPU cannot be had: clouds run out of large GPUs whatever one pays. \
             State what does, among the fallbacks: a second type, region or provider, CPUs, cached answers, a \
             smaller model, or what is turned away; and for how long GPUs may not be had.".to_owned(),
            &["inference.fallback", "contingency.days"],
        ));
    }
    findings.extend(peaks(plan, inference));
    findings.extend(idle(plan));
    findings.extend(not_measured(inference));
    findings.extend(context(scenario));
    api::rules::review(scenario, plan, findings);
}

fn shares(scenario: &Scenario) -> Option<Finding> {
    if scenario.models.is_empty() || is_whole(&scenario.models) {
        return None;
    }
    let sum = scenario.models.iter().map(|model| model.share).sum();
    let cells = scenario.models.iter();
    let cells = cells.map(|model| cell("model", model.key, "share").into());
    Some(Finding {
        rule: "model_shares_not_whole",
        severity: Severity::Error,
        sentence: [
            "The shares of the models add up to ",
            &shown(sum, Unit::Of("share")),
            ", so no fleet is given. Correct them until they make 100 %.",
        ]
        .concat(),
        evidence: cells.collect(),
        fix: None,
    })
}

fn needs(needs: f64, free: f64) -> String {
    [
        "needs ",
        &shown(needs, GIB),
        " on each GPU, ",
        &shown(free, GIB),
        " free",
    ]
    .concat()
}

/// Why nothing serves, with its numbers.
fn refused(scenario: &Scenario, reason: Option<Reason>, model: &str) -> Option<Finding> {
    let stated = &scenario.inference;
    let (rule, sentence, evidence) = match reason? {
        Reason::Weights(weights, free) => (
            "kv_memory",
            [
                "The model does not fit: its weights alone ",
                &needs(weights, free),
                ". Split it over more GPUs, or keep it in fewer bits.",
            ]
            .concat(),
            "inference.memory_share",
        ),
        Reason::Context(context, free) if stated.longest_context.is_some() => (
            "context_beyond_memory",
            [
                "KV memory: the longest context ",
                &needs(context, free),
                ". Split the model over more GPUs, keep keys and values in 8 bits, or shorten the context.",
            ]
            .concat(),
            "inference.longest_context",
        ),
        Reason::Context(context, free) => (
            "kv_memory",
            [
                "KV memory: a single call ",
                &needs(context, free),
                ". Split the model over more GPUs, or keep keys and values in 8 bits.",
            ]
            .concat(),
            "inference.input_tokens",
        ),
        Reason::Tpot(seconds) => (
            "slo_unreachable",
            [
                "The target for the time per token is ",
                &shown(stated.tpot_target, Unit::Of("ms")),
                ", and one sequence alone takes ",
                &shown(seconds * 1000.0, Unit::Of("ms")),
                ": no number of replicas meets it. Raise the target, split the model over more GPUs, or take a \
                 faster one.",
            ]
            .concat(),
            "inference.tpot_target",
        ),
        Reason::Ttft(seconds) => (
            "slo_unreachable",
            [
                "The target for the first token is ",
                &shown(stated.ttft_target / 1000.0, SECONDS),
                ", and one prompt alone may take ",
                &shown(seconds, SECONDS),
                ": no number of replicas meets it. Raise the target, shorten the prompt, or split the model \
                 over more GPUs.",
            ]
            .concat(),
            "inference.ttft_target",
        ),
        other => (
            "cannot_serve",
            sentence(other).0.to_owned(),
            "inference.split",
        ),
    };
    Some(Finding {
        rule,
        severity: Severity::Error,
        sentence,
        evidence: vec![evidence.into(), model.to_owned().into()],
        fix: None,
    })
}

fn too_few(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    if plan.number("inference.requests_more")? >= 0.0 {
        return None;
    }
    let held = plan.figure("inference.gpus_held")?;
    let most = plan.figure("inference.requests_most")?;
    Some(Finding::new(
        "gpus_too_few",
        Severity::Error,
        [
            "The GPUs that are there (",
            &held.text(),
            ") serve ",
            &shown(most.value, unit(scenario, most.unit())),
            " with the headroom kept, and the planned peak is above that. It takes ",
            &plan
                .get("inference.gpus")
                .map_or_else(|_| "more".to_owned(), |gpus| gpus.text()),
            ".",
        ]
        .concat(),
        &[
            "inference.gpus_held",
            "inference.requests_most",
            "inference.gpus",
        ],
    ))
}

/// An event for which GPUs are missing, and what that costs either way.
fn short_of_capacity(scenario: &Scenario, plan: &Plan) -> Option<Finding> {
    let worst = plan.inference.as_ref()?.worst_event()?;
    let of = |what: &str| plan.figure(&worst.id(what));
    let (gpus, missing) = (of("gpus_at")?, of("short_at")?);
    let mut sentence = [
        &worst.name,
        " needs ",
        &gpus.text(),
        ", ",
        &shown(missing.value, Unit::Of("1")),
        " more than are there.",
    ]
    .concat();
    let hours = worst.hours.unwrap_or_default();
    if let (Some(event), Some(month)) = (of("event_cost_at"), of("spare_cost_at")) {
        sentence += &[
            " For its ",
            &shown(hours, Unit::Of("h")),
            " they cost ",
            &event.text(),
            "; kept all month, ",
            &month.text(),
            ".",
        ]
        .concat();
        if let Some(loss) = scenario.money.short_lost {
            let ratio = loss / event.value;
            sentence += &[
                " An outage is stated to cost ",
                &shown(loss, Unit::Of("USD")),
                ": ",
                &shown(ratio, Unit::Of("1")),
                " times as much. Order them before it: GPUs may not be had on the day.",
            ]
            .concat();
        }
    }
    let of = |what: &str| Cow::Owned(worst.id(what));
    Some(Finding {
        rule: "short_of_capacity",
        severity: Severity::Error,
        sentence,
        evidence: vec![
            of("gpus_at"),
            of("short_at"),
            of("event_cost_at"),
            "money.short_lost".into(),
        ],
        fix: None,
    })
}

fn single(plan: &Plan) -> Option<Finding> {
    let replicas = plan.number("inference.replicas")?;
    (replicas <= 1.0).then(|| {
        Finding::new(
            "single_replica",
            Severity::Warning,
            "One replica serves everything: when its GPU fails, or its engine restarts, nothing is served. \
             From 99.9 % availability on one more runs.".to_owned(),
            &["inference.replicas", "inference.spare", "inference.availability"],
        )
    })
}

/// Peak scenarios of the source for which GPUs are missing.
fn peaks(plan: &Plan, inference: &Inference) -> Option<Finding> {
    let always = inference.peaks.iter().filter(|peak| peak.hours.is_none());
    let short: Vec<&Peak> = always.filter(|peak| peak.short.or_zero() > 0.0).collect();
    if short.is_empty() {
        return None;
    }
    let named: Vec<String> = short
        .iter()
        .filter_map(|peak| {
            let gpus = plan.figure(&peak.id("gpus_at"))?;
            Some([&peak.name.to_lowercase(), " ", &gpus.text()].concat())
        })
        .collect();
    let held = plan.figure("inference.gpus_held")?;
    let ids = short.iter();
    let ids = ids.map(|peak| peak.id("short_at").into());
    Some(Finding {
        rule: "peaks_not_covered",
        severity: Severity::Note,
        sentence: [
            "There are ",
            &held.text(),
            ", and more would be needed for: ",
            &named.join(", "),
            ". Have them scale out in time, shed load, or keep them warm.",
        ]
        .concat(),
        evidence: ids.collect(),
        fix: None,
    })
}

fn idle(plan: &Plan) -> Option<Finding> {
    let usage = plan.figure("inference.utilization_on_average")?;
    (usage.value < LEAST_USE).then(|| {
        Finding::new(
            "gpus_idle",
            Severity::Note,
            [
                "On average the GPUs are used to ",
                &usage.text(),
                ", and paid for all the time. Let them scale with the day, or batch what can wait.",
            ]
            .concat(),
            &["inference.utilization_on_average"],
        )
    })
}

/// A plan that rests on what nobody measured.
fn not_measured(inference: &Inference) -> Option<Finding> {
    let regime = inference.replica?.regime;
    (!regime.is_measured()).then(|| {
        Finding::new(
            "not_measured",
            Severity::Warning,
            "What a replica serves is estimated where no measurement covers it: it may serve half as much, or \
             twice. Benchmark it before you order, and state what one GPU serves."
                .to_owned(),
            &["inference.accuracy", "inference.method"],
        )
    })
}

/// A context that the model was not made for.
fn context(scenario: &Scenario) -> Option<Finding> {
    let stated = &scenario.inference;
    let model = MODELS.iter().find(|it| it.id == stated.model.id())?;
    let work = stated::work(stated);
    let asked = stated.longest_context.unwrap_or(work.input + work.output);
    let is_estimated = known_from(scenario) == Method::Estimated && scenario.models.is_empty();
    (is_estimated && asked > model.context).then(|| {
        Finding::new(
            "context_beyond_model",
            Severity::Error,
            [
                model.label,
                " was made for a context of ",
                &shown(model.context, Unit::Of("tok")),
                ", and ",
                &shown(asked, Unit::Of("tok")),
                " are asked for. Choose a model with a longer one, or shorten what is asked.",
            ]
            .concat(),
            &["inference.model", "inference.longest_context"],
        )
    })
}
