//! What should people see who wait: what does the mean wait leave out, and what is to be
//! built so that waiting and streaming are bearable?

use super::plan::Limits;
use super::stage::StagePlan;
use super::words::{by_rank, fix_id, of};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::range;
use crate::report::{Node, Span, Style, bare, figure_of, text, words};
use crate::scenario::flow::{FixKind, StageKind};
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Stage};

/// Whoever waits longer than this should see that something happens, in seconds (ours).
const SEEN_FROM: f64 = 2.0;
/// A mean of less than this share of the wait behind another misleads (ours).
const MISLEADS: f64 = 0.1;
const SECONDS: Unit = Unit::Of("s");

/// What the mean wait of a pool leaves out, where it is far below what who does wait sees.
pub(super) fn means(scenario: &Scenario, limits: &Limits) -> Vec<Node> {
    let stages = by_rank(scenario, limits).into_iter();
    let misleading = stages.filter(|(stage, planned)| {
        let mean = planned.wait_seconds.number();
        stage.kind == StageKind::Workers
            && stage.service_high >= SEEN_FROM
            && mean.is_ok_and(|mean| mean < MISLEADS * stage.service_high)
    });
    misleading
        .map(|(stage, planned)| mean(scenario, stage, planned))
        .collect()
}

fn mean(scenario: &Scenario, stage: &Stage, planned: &StagePlan) -> Node {
    let mut spans = vec![
        words(&[&stage.name, ": a wait of "]),
        of(planned, "wait_seconds"),
        text(" is the mean over all who come at the peak, most of whom find a worker free: "),
        of(planned, "wait_probability"),
        text(" find none. These wait up to "),
        of(planned, "wait_each_ahead"),
        text(" for each one ahead, "),
        of(planned, "wait_two_ahead"),
        text(" with two ahead, when workers are fewest."),
    ];
    if scenario.preset == "coach-1" {
        spans.push(text(
            " The engineering summary's queue of 30 to 60 s is that wait: what somebody sees who comes second or third, not \
             what they wait on average.",
        ));
    }
    Node::Text(spans)
}

/// What is to be built for those who wait, stage by stage.
pub(super) fn to_build(scenario: &Scenario, plan: &Plan, limits: &Limits) -> Vec<Node> {
    let mut items = Vec::new();
    for (stage, planned) in by_rank(scenario, limits) {
        match stage.kind {
            StageKind::Streams => items.push(streams(stage, planned)),
            StageKind::Workers if stage.service_high >= SEEN_FROM => {
                items.extend([loading(stage), place(stage, planned)]);
                items.push(limit(scenario, plan, limits, (stage, planned)));
            }
            _ => {}
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    let mut nodes = vec![Node::List(items)];
    if scenario.preset == "coach-1" {
        nodes.push(Node::Text(vec![
            text(
                "The engineering summary puts loading states at an hour of work, a limit per user at half an hour and \
                 a queue that shows the place at one to two days. It counts everybody who chats as a stream, so that \
                 50 users fill a server; as messages come here, ",
            ),
            bare("demand.concurrent_users"),
            text(" users at once hold "),
            bare("flow.streaming.offered_load"),
            text(" open."),
        ]));
    }
    nodes
}

/// Streams that are held at once, and the servers that hold them.
fn streams(stage: &Stage, planned: &StagePlan) -> Vec<Span> {
    let least = stage.concurrency_least.unwrap_or(stage.concurrency);
    vec![
        words(&[
            &stage.name,
            ": answers are held open for ",
            &range(stage.service_low, stage.service_high, SECONDS),
            ", and at the peak so many at once: ",
        ]),
        figure_of(&["flow.", planned.row.text(), ".offered_load"], Style::Bare),
        words(&[
            ". A server holds ",
            &range(least, stage.concurrency, Unit::Of("1")),
            ", so that it takes this many servers: ",
        ]),
        of(planned, "stream_servers"),
        text(". One is full at "),
        of(planned, "users_at_limit"),
        text(" a day."),
    ]
}

/// What is shown while something takes its time.
fn loading(stage: &Stage) -> Vec<Span> {
    let takes = range(stage.service_low, stage.service_high, SECONDS);
    vec![words(&[
        "A loading state: say that ",
        &stage.name,
        " takes ",
        &takes,
        " from the moment that it begins, so that nobody asks again.",
    ])]
}

/// What is shown to who waits.
fn place(stage: &Stage, planned: &StagePlan) -> Vec<Span> {
    vec![
        words(&[
            "The place in the queue before ",
            &stage.name,
            ": each one ahead takes up to ",
        ]),
        of(planned, "wait_each_ahead"),
        text(", two ahead "),
        of(planned, "wait_two_ahead"),
        text("."),
    ]
}

/// What no user may take beyond, by the fix that limits it, where there is one.
fn limit(
    scenario: &Scenario,
    plan: &Plan,
    limits: &Limits,
    (stage, planned): (&Stage, &StagePlan),
) -> Vec<Span> {
    let limited = limits.fixes.iter().find_map(|ranked| {
        let fix = ranked.stated(scenario)?;
        let is_here = ranked.stage.is_some_and(|(_, row)| row == stage.key);
        let id = fix_id(ranked, planned, "user_share");
        (is_here && fix.kind == FixKind::RateLimit && plan.figure(&id).is_some()).then_some((
            ranked.state,
            fix,
            id,
        ))
    });
    let Some((is_applied, fix, id)) = limited else {
        return vec![
            words(&["A limit per user: ", &stage.name, " takes "]),
            of(planned, "capacity_per_minute"),
            text(" from everybody, and nothing keeps one user from taking it all."),
        ];
    };
    let applied = match is_applied {
        Switch::On => " It is applied.",
        Switch::Off => " It is not applied yet.",
    };
    vec![
        words(&[
            "A limit per user, “",
            &fix.name,
            "”: one user alone then takes at most ",
        ]),
        Span::Figure(id.into(), Style::Cell),
        words(&[" of what ", &stage.name, " carries.", applied]),
    ]
}
