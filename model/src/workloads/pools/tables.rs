//! Which tables on pools are there: now, what they cost, what was measured, and what
//! calls for more?

use super::ahead::HORIZONS;
use super::plan::Planned;
use super::thresholds::{self, Side};
use super::words::{Both, Told, of};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::report::{Node, Row, Span, Style, figure_of, text, words};
use crate::scenario::Pool;
use std::borrow::Cow;

const SHARE: Unit = Unit::Of("share");
const PLAIN: Unit = Unit::Of("1");

const COST_HEADS: [&str; 6] = ["Part", "Now", "Month 6", "Month 12", "Month 18", "Month 24"];

fn label(stated: &Pool) -> Cow<'static, str> {
    stated.name.clone().into()
}

pub(super) fn now(all: &[Both]) -> Node {
    let row = |(stated, pool): &Both| Row {
        label: label(stated),
        cells: vec![
            used(stated, pool),
            there(stated),
            of(pool, "utilization", Style::Cell),
            of(pool, "zone", Style::Cell),
            of(pool, "alert", Style::Cell),
            of(pool, "action", Style::Cell),
        ],
    };
    Node::table(
        "Pools now",
        &[
            "Pool",
            "Used",
            "Capacity",
            "Utilization",
            "Zone",
            "Alert",
            "What to do",
        ],
        all.iter().map(row).collect(),
    )
}

/// How much is used now: as it is stated, or scaled.
fn used(stated: &Pool, pool: &Planned) -> Span {
    if pool.now.used.number() == Ok(stated.used) {
        words(&[&shown(stated.used, PLAIN)])
    } else {
        of(pool, "used_now", Style::Count)
    }
}

/// How much there is: as it is stated, or as it is sized for today.
fn there(stated: &Pool) -> Span {
    stated.capacity.map_or_else(
        || figure_of(&["pool.", stated.key.text(), ".capacity"], Style::Count),
        |there| words(&[&shown(there, PLAIN)]),
    )
}

pub(super) fn ruled(all: &[Both]) -> Node {
    let row = |(stated, pool): &Both| Row {
        label: label(stated),
        cells: ["zone", "trigger", "decision", "action"]
            .map(|name| of(pool, name, Style::Cell))
            .into(),
    };
    Node::table(
        "Three rules on each pool; where they disagree the strictest is followed",
        &["Pool", "Zone", "Trigger", "Decision tree", "Followed"],
        all.iter().map(row).collect(),
    )
}

pub(super) fn cost(told: &Told) -> Node {
    let months: Vec<String> = HORIZONS
        .into_iter()
        .filter(|month| *month <= told.pools.months)
        .map(|month| month.to_string())
        .collect();
    let row = |label: Cow<'static, str>, id: &dyn Fn(&str) -> Span| Row {
        label,
        cells: months.iter().map(|month| id(month)).collect(),
    };
    let now = |_: &str| figure_of(&["fleet.cost_now"], Style::Count);
    let mut rows = vec![row("What you have".into(), &now)];
    rows.extend(told.all().iter().map(|(stated, pool)| {
        let added = |month: &str| of(pool, &["added_cost.", month].concat(), Style::Count);
        row(["Added: ", &stated.name].concat().into(), &added)
    }));
    let total = |month: &str| figure_of(&["fleet.total_cost.", month], Style::Count);
    rows.push(row("Total".into(), &total));
    Node::table(
        "USD a month, with what is added by then",
        &COST_HEADS[..=months.len()],
        rows,
    )
}

pub(super) fn bottom_up(all: &[Both]) -> Option<Node> {
    let mut rows = Vec::new();
    for (stated, pool) in all {
        for (at, _) in &pool.gaps {
            let month = at.to_string();
            let when = if *at == 0 {
                ", now".to_owned()
            } else {
                [", month ", &month].concat()
            };
            let cells = ["projected.", "bottom_up.", "bottom_up_gap."];
            let look = [Style::Count, Style::Count, Style::Cell];
            rows.push(Row {
                label: [stated.name.as_str(), &when].concat().into(),
                cells: cells
                    .into_iter()
                    .zip(look)
                    .map(|(name, look)| of(pool, &[name, &month].concat(), look))
                    .collect(),
            });
        }
    }
    (!rows.is_empty()).then_some(Node::table(
        "Where they differ by more than 15 %, one of them is wrong",
        &["Pool", "Projection", "Workloads", "Gap"],
        rows,
    ))
}

pub(super) fn triggers(all: &[Both]) -> Node {
    let mut rows: Vec<Row> = thresholds::ALL.iter().map(|it| trigger(it, all)).collect();
    let measured = |label: &'static str, cells: [&'static str; 3], id: &'static str| Row {
        label: label.into(),
        cells: cells
            .into_iter()
            .map(text)
            .chain([figure_of(&[id], Style::Cell)])
            .collect(),
    };
    rows.insert(
        5,
        measured(
            "p95 latency",
            [
                "over 100 ms for 30 minutes",
                "twice as many pods",
                "at once",
            ],
            "fleet.latency_action",
        ),
    );
    rows.insert(
        6,
        measured(
            "Queue depth",
            ["over 50 jobs for 10 minutes", "more workers", "at once"],
            "fleet.queue_action",
        ),
    );
    rows.push(Row {
        label: "Off-peak hours".into(),
        cells: [
            "after 22:00",
            "the fewest replicas",
            "every day",
            "by the clock",
        ]
        .map(text)
        .into(),
    });
    Node::table(
        "Triggers: what calls for more, and what for less",
        &["What", "When", "What then", "How soon", "Now"],
        rows,
    )
}

fn trigger(trigger: &thresholds::Trigger, all: &[Both]) -> Row {
    let side = match trigger.side {
        Side::Above => "over ",
        Side::Below => "under ",
    };
    let lasting = if trigger.lasting.is_empty() {
        String::new()
    } else {
        [" for ", trigger.lasting].concat()
    };
    let watched = all.iter().filter(|(stated, _)| stated.kind == trigger.kind);
    let utilization =
        watched.filter_map(|(stated, pool)| Some((stated, pool.now.utilization.number().ok()?)));
    let holding: Vec<&str> = utilization
        .filter(|(_, utilization)| trigger.holds(*utilization))
        .map(|(stated, _)| stated.name.as_str())
        .collect();
    let now = if holding.is_empty() {
        "no".to_owned()
    } else {
        ["yes: ", &holding.join(", ")].concat()
    };
    Row {
        label: trigger.kind.label().into(),
        cells: vec![
            words(&[side, &shown(trigger.limit, SHARE), &lasting]),
            text(trigger.words()),
            text(trigger.lead),
            words(&[&now]),
        ],
    }
}

pub(super) fn autoscaler(plan: &Plan) -> Node {
    let mut rows: Vec<(&'static str, &'static [&'static str])> = vec![
        ("Replicas now", &["fleet.replicas_now"]),
        ("Fewest replicas", &["fleet.replicas_min"]),
        ("Most replicas", &["fleet.replicas_max"]),
        ("CPU used of request", &["fleet.cpu_usage"]),
        ("Memory used of request", &["fleet.memory_usage"]),
        ("Replicas by CPU", &["fleet.replicas_by_cpu"]),
        ("Replicas by memory", &["fleet.replicas_by_memory"]),
        ("Replicas in the end", &["fleet.replicas_wanted"]),
        ("Replicas after the first period", &["fleet.replicas_next"]),
    ];
    if plan.number("fleet.pod_cpu_request").is_some() {
        rows.push(("CPU request of a pod", &["fleet.pod_cpu_request"]));
        rows.push(("CPU limit of a pod", &["fleet.pod_cpu_limit"]));
    }
    if plan.number("fleet.pod_memory_request").is_some() {
        rows.push(("Memory request of a pod", &["fleet.pod_memory_request"]));
        rows.push(("Memory limit of a pod", &["fleet.pod_memory_limit"]));
    }
    Node::of_figures(
        "The autoscaler, as Kubernetes computes it",
        &["What", "Value"],
        &rows,
    )
}
