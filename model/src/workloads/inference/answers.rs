//! How do the four answers read where GPUs serve?

use super::Inference;
use super::words::{ACCURACY, COST, arithmetic, of_peak};
use crate::engine::Plan;
use crate::report::answers::{self, unknown};
use crate::report::{Answer, Span, Style, bare, figure, large, text, words};
use crate::review::Finding;
use crate::scenario::Scenario;
use crate::scenario::work::said;

/// What predictions cost; there where they are served.
const A_THOUSAND: &str = "inference.cost_per_thousand_predictions";
/// Less than this of a dollar a request reads better for a million of them.
const MINUTE: f64 = 1e-4;

/// What is said beside an answer that rests on what nobody measured.
pub(crate) fn not_measured(plan: &Plan) -> Vec<Span> {
    let replica = plan.inference.as_ref().and_then(|it| it.replica);
    match replica {
        Some(replica) if !replica.regime.is_measured() => {
            vec![
                text(" What a replica serves is "),
                figure(ACCURACY),
                text("."),
            ]
        }
        _ => Vec::new(),
    }
}

/// "Can we serve more?", where GPUs serve.
pub(crate) fn serve(scenario: &Scenario, plan: &Plan) -> Option<Answer> {
    plan.inference.as_ref()?;
    let question = answers::SERVE;
    Some(match plan.get("inference.requests_more") {
        Err(absent) => unknown(question, absent),
        Ok(more) if more.value > 0.0 => Answer {
            question,
            main: vec![
                large("inference.requests_more"),
                text(said(scenario, " more requests a second")),
            ],
            why: vec![
                text("("),
                figure("inference.requests_more_share"),
                text(") fit at the peak, headroom kept, before the "),
                figure("inference.binding"),
                text(" of "),
                figure("inference.gpus_held"),
                text(" binds."),
            ]
            .into_iter()
            .chain(events(plan))
            .collect(),
        },
        Ok(_) => Answer {
            question,
            main: vec![text("No.")],
            why: vec![
                figure("inference.gpus_held"),
                text(" serve "),
                figure("inference.requests_most"),
                text(" with the headroom kept; the peak is "),
                figure("demand.peak_rate"),
                text(" and takes "),
                figure("inference.gpus"),
                text("."),
            ],
        },
    })
}

/// The event for which most GPUs are missing, if any are.
fn events(plan: &Plan) -> Vec<Span> {
    let worst = plan.inference.as_ref().and_then(Inference::worst_event);
    worst.map_or_else(Vec::new, |peak| {
        vec![
            words(&[" Not enough for ", &peak.name, ": it takes "]),
            of_peak(peak, "gpus_at", Style::Plain),
            text(", "),
            of_peak(peak, "short_at", Style::Plain),
            text(" short."),
        ]
    })
}

/// "When must we scale?", where no growth is stated: before the event that lacks
/// most GPUs.
pub(crate) fn before(_: &Scenario, plan: &Plan) -> Option<Answer> {
    let event = plan.inference.as_ref()?.worst_event()?;
    let id = |what: &str| of_peak(event, what, Style::Plain);
    let mut why = vec![
        text("It takes "),
        id("gpus_at"),
        text(", and "),
        figure("inference.gpus_held"),
        text(" are there: "),
        id("short_at"),
        text(" more"),
    ];
    if plan.figure(&event.id("event_cost_at")).is_some() {
        why.extend([text(", for "), id("event_cost_at")]);
        why.push(text(" while it lasts"));
    }
    why.push(text(". Other dates need growth, which is not stated."));
    Some(Answer {
        question: answers::SCALE,
        main: vec![words(&["Before ", &event.name])],
        why,
    })
}

/// "What will it cost?", where GPUs are all that is planned.
pub(crate) fn cost(_: &Scenario, plan: &Plan) -> Option<Answer> {
    plan.inference.as_ref()?;
    let question = answers::COST;
    if let Err(absent) = plan.get(COST) {
        return Some(unknown(question, absent));
    }
    let mut why = vec![text("for "), figure("inference.gpus"), text(", ")];
    match plan.get("inference.cost_per_success") {
        _ if plan.figure(A_THOUSAND).is_some() => why.extend([figure(A_THOUSAND), text(".")]),
        Ok(each) if each.value < MINUTE => why.extend([
            bare("inference.cost_per_million_successes"),
            text(" per million requests that succeed."),
        ]),
        _ => why.extend([
            figure("inference.cost_per_success"),
            text(" that succeeds."),
        ]),
    }
    if plan.figure("inference.api_cost").is_some() {
        why.extend([
            text(" An API would ask "),
            figure("inference.api_cost"),
            text(" for the same; "),
        ]);
        if is_never_cheaper(plan) {
            why.push(text("even fully used, these GPUs cost more."));
        } else {
            why.extend([
                text("own GPUs cost less from "),
                figure("inference.break_even_tokens"),
                text(" on."),
            ]);
        }
    }
    why.push(text(" Later months need growth, which is not stated."));
    Some(Answer {
        question,
        main: vec![large("inference.cost"), text(" a month now")],
        why,
    })
}

/// What the GPUs cost, beside another bill.
pub(crate) fn beside(plan: &Plan) -> Vec<Span> {
    if plan.figure(COST).is_none() {
        return Vec::new();
    }
    vec![
        text(" GPUs for the models come to "),
        figure(COST),
        text(" beside it."),
    ]
}

/// What a shortage that is stated takes, and what the fallbacks leave of that.
fn in_a_shortage(plan: &Plan) -> Vec<Span> {
    let Some(without) = plan.figure("contingency.lost_without") else {
        return Vec::new();
    };
    let mut pieces = vec![
        text(" When GPUs cannot be had for "),
        figure("contingency.days"),
    ];
    if without.value <= 0.0 {
        pieces.push(text(", those that are left serve all of it."));
        return pieces;
    }
    pieces.extend([
        text(", "),
        figure("contingency.requests_lost"),
        text(" of "),
        figure("contingency.lost_without"),
        text(" beyond them are lost"),
    ]);
    if plan.figure("contingency.shortage_cost").is_some() {
        pieces.extend([
            text(", for "),
            figure("contingency.shortage_cost"),
            text(" in all"),
        ]);
    }
    pieces.push(text("."));
    pieces
}

/// Whether the API costs less however far own GPUs are used.
pub(super) fn is_never_cheaper(plan: &Plan) -> bool {
    plan.number("inference.break_even_utilization") > Some(1.0)
}

/// "What limits us first, and what helps?", where GPUs serve.
pub(crate) fn binds(plan: &Plan, findings: &[Finding]) -> Option<Answer> {
    plan.inference.as_ref()?;
    let question = answers::LIMITS;
    let first = |start: &'static str| {
        findings
            .first()
            .map(|finding| Span::Text([start, &finding.sentence].concat().into()))
    };
    if let Err(absent) = plan.get("inference.binding") {
        let why = match first("") {
            Some(piece) => vec![piece],
            None => vec![text(absent.0)],
        };
        return Some(Answer {
            question,
            main: Vec::new(),
            why,
        });
    }
    let mut why = vec![text("decides what a replica serves: ")];
    why.push(figure("inference.max_rate_per_replica"));
    why.push(text(". "));
    if plan.outcome(ACCURACY).is_some() {
        why.extend([
            text("Next comes the "),
            figure("inference.next_binding"),
            text(", with "),
            figure("inference.next_slack"),
            text(" of room. "),
        ]);
    }
    why.extend(arithmetic(plan));
    why.push(text("."));
    why.extend(in_a_shortage(plan));
    why.extend(first(" "));
    Some(Answer {
        question,
        main: vec![large("inference.binding")],
        why,
    })
}
