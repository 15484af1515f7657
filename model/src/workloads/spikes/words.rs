//! How do spikes read: which of them break the promise, for how long, and what the autoscaler
//! does meanwhile?

use super::autoscaler::metric::Metric;
use super::charts::{chart_of, clock, long, why};
use super::outcome::{AROUND, Outcome};
use super::plan::{OneSpike, Spikes};
use super::plant::{Plant, Run};
use super::recovery::{Keeps, Recovery};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{shown, tick};
use crate::report::{Node, Row, Section, Span, Style, bare, cell, figure_of, text, words};
use crate::scenario::Scenario;

/// The section on spikes, if anything is served by replicas.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let spikes = plan.spikes.as_ref()?;
    let told = told(spikes);
    let mut nodes = Vec::new();
    nodes.extend(told.and_then(|it| chart_of(&it.row)).map(Node::Chart));
    nodes.push(each(spikes));
    let others = spikes.all.iter().filter(|it| told.is_none_or(|told| told.row != it.row));
    let others = others.filter_map(|it| chart_of(&it.row)).map(Node::Chart);
    let known = told.is_some();
    let section = Section::new("spikes", "Spikes", conclusion(spikes, told), nodes)
        .folding("How long they wait, and when the alert pages", waits(spikes))
        .folding(
            "What the autoscaler decides",
            told.and_then(|it| decisions(spikes, it)),
        )
        .folding("The other spikes", others.filter(|_| known))
        .folding("The pool that is looked at", pool(scenario, plan));
    Some(section)
}

/// The spike that is told of first: the one that spends most of the error budget, or the
/// highest where none breaks the promise.
pub fn told(spikes: &Spikes) -> Option<&OneSpike> {
    let known = || spikes.all.iter().filter(|it| it.outcome.is_some());
    let charted = || known().filter(|it| chart_of(&it.row).is_some());
    let breaks = charted().filter(|it| it.breaks() == Some(true));
    let spent = |it: &OneSpike| it.outcome.and_then(|it| it.spent).unwrap_or(0.0);
    let larger = |by: fn(&OneSpike) -> f64| {
        move |one: &'_ OneSpike, other: &'_ OneSpike| by(other) > by(one)
    };
    let worst = breaks.reduce(|one, other| if spent(other) > spent(one) { other } else { one });
    let higher = larger(|it| it.times);
    worst.or_else(|| charted().reduce(|one, other| if higher(one, other) { other } else { one }))
}

fn conclusion(spikes: &Spikes, told: Option<&OneSpike>) -> Vec<Span> {
    let (Some(told), Some(outcome)) = (told, told.and_then(|it| it.outcome)) else {
        return vec![text(
            "Too little is known of the pool to follow a spike: state what a replica takes.",
        )];
    };
    let times = shown(told.times, Unit::Of("1"));
    let begin = [&*told.name, " (", &times, " times the usual load) "].concat();
    if outcome.broken <= 0.0 {
        return holds(told, &begin);
    }
    let mut spans = breaks(told, &outcome, &begin);
    let holding: Vec<&str> = spikes
        .all
        .iter()
        .filter(|it| it.breaks() == Some(false))
        .map(|it| &*it.name)
        .collect();
    if !holding.is_empty() {
        spans.push(words(&[" It holds in: ", &holding.join(", "), "."]));
    }
    spans
}

/// The promise survives every spike.
fn holds(told: &OneSpike, begin: &str) -> Vec<Span> {
    vec![
        text("The promise survives every spike that is looked at. In the highest, "),
        words(&[&begin.trim_end().to_lowercase(), ", "]),
        figure_of(&["spike.late.", &told.row], Style::Plain),
        text(" of those who come in the first 10 minutes wait longer than "),
        bare("spike.wait"),
        text("."),
    ]
}

fn breaks(told: &OneSpike, outcome: &Outcome, begin: &str) -> Vec<Span> {
    let of = |what: &str| Span::Figure(told.id(what).into(), Style::Plain);
    let mut spans = vec![
        words(&[begin, "breaks the promise for "]),
        of("broken"),
        text(": "),
        of("late"),
        text(" of those who come in the first 10 minutes are late, "),
    ];
    match outcome.recovery {
        Recovery::Short(keeps) => {
            spans.push(words(&["and capacity does not come back: ", keeps_words(keeps)]));
            if outcome.grows > 0.0 {
                spans.extend([text("; what waits grows by "), of("grows")]);
            }
            spans.push(text("."));
        }
        Recovery::Held => spans.push(text("though capacity is never short.")),
        Recovery::Back { .. } => {
            spans.extend([
                text("the promised share waits up to "),
                of("slowest"),
                text(", and capacity is back after "),
                of("back"),
                text("."),
            ]);
        }
    }
    if outcome.spent.is_some() {
        spans.extend([
            text(" It spends "),
            of("spent"),
            text(" of the month's error budget"),
        ]);
        if outcome.pages.is_some() {
            spans.extend([text("; the usual alert pages after "), of("pages")]);
        }
        spans.push(text("."));
    }
    spans
}

const fn keeps_words(keeps: Keeps) -> &'static str {
    keeps.words()
}

/// A row each spike.
fn each(spikes: &Spikes) -> Node {
    let row = |it: &OneSpike| Row {
        label: [&*it.name, ", ", &shown(it.times, Unit::Of("1")), "x"].concat().into(),
        cells: ["height", "survives", "broken", "late", "back", "spent"]
            .map(|what| Span::Figure(it.id(what).into(), Style::Cell))
            .into(),
    };
    Node::table(
        "",
        &[
            "Spike",
            "Requests",
            "The promise",
            "Broken for",
            "Late of the first 10 minutes",
            "Capacity back after",
            "Error budget spent",
        ],
        spikes.all.iter().map(row).collect(),
    )
}

/// The rest of what a run says.
fn waits(spikes: &Spikes) -> [Node; 1] {
    let row = |it: &OneSpike| Row {
        label: it.name.clone().into(),
        cells: ["lasts", "replicas_at", "slowest", "grows", "pages"]
            .map(|what| Span::Figure(it.id(what).into(), Style::Cell))
            .into(),
    };
    [Node::table(
        "",
        &[
            "Spike",
            "Lasts",
            "Replicas that it fills",
            "Promised share waits up to",
            "Waiting grows by",
            "The alert pages after",
        ],
        spikes.all.iter().map(row).collect(),
    )]
}

/// Every change of replicas in a run.
fn decisions(spikes: &Spikes, told: &OneSpike) -> Option<Node> {
    let plant = told.plant.as_ref()?;
    let mut run = Run::default();
    plant.run(&mut run);
    let target = target(plant);
    let row = |(at, decision): &(f64, super::autoscaler::Decision)| Row {
        label: clock(at - AROUND).into(),
        cells: vec![
            words(&[
                &tick(decision.from, Unit::Of("1")),
                " → ",
                &tick(decision.to, Unit::Of("1")),
            ]),
            words(&[&why(decision, spikes.goes_by, target)]),
        ],
    };
    let caption = [&*told.name, ", after it begins"].concat();
    (!run.decisions.is_empty()).then(|| {
        Node::table(
            caption,
            &["Minutes and seconds", "Replicas", "Why"],
            run.decisions.iter().map(row).collect(),
        )
    })
}

/// What its metric aims at, in the metric's own unit.
fn target(plant: &Plant) -> f64 {
    match plant.pool.autoscaler.metrics.first() {
        Some(
            Metric::Utilization { target, .. }
            | Metric::PerPod { target, .. }
            | Metric::Value { target }
            | Metric::ValuePerPod { target },
        ) => *target,
        None => 0.0,
    }
}

/// What is known of the pool.
fn pool(scenario: &Scenario, plan: &Plan) -> Vec<Node> {
    const ALL: [(&str, &str); 13] = [
        ("Requests before a spike", "spike.before"),
        ("Replicas before it", "spike.replicas_before"),
        ("Warm replicas", "spike.least"),
        ("Most replicas", "spike.most"),
        ("A replica takes", "spike.takes"),
        ("At once in a replica", "spike.at_once"),
        ("All replicas take", "spike.fits"),
        ("A request takes", "spike.service"),
        ("A replica is ready after", "spike.start"),
        ("CPU limit over request", "spike.burst"),
        ("Room on the nodes", "spike.room"),
        ("A node holds", "spike.node_holds"),
        ("Nodes that may come", "spike.more_nodes"),
    ];
    let is_there = |(_, id): &&(&str, &str)| plan.outcome(id).is_some();
    let row = |(label, id): &(&'static str, &'static str)| Row {
        label: (*label).into(),
        cells: vec![cell(id)],
    };
    let looked = plan.spikes.as_ref().map_or("", |it| it.replicas.looked.noun());
    let stage = plan.spikes.as_ref().and_then(|it| it.replicas.stage);
    let stage = stage.and_then(|key| scenario.stages.iter().find(|stage| stage.key == key));
    let of = stage.map_or_else(String::new, |stage| [" of ", &stage.name].concat());
    let caption = ["What is known of the ", looked, &of].concat();
    let all = ALL.iter().filter(is_there).map(row).collect();
    vec![
        Node::table(caption, &["What", "Value"], all),
        Node::note(
            "Requests come whether or not others wait, as they do from many people; a load test with a fixed number of \
             users hides what a spike does. Waits are those before a request is worked on.",
        ),
    ]
}

/// How long a promise is broken, in words; used where a figure has no place.
pub fn broken_for(outcome: &Outcome) -> String {
    long(outcome.broken)
}
