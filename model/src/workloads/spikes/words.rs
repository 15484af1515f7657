//! How do spikes read: which of them break the promise, for how long, and what the autoscaler
//! does meanwhile?

use super::charts::{SPIKE, clock, why};
use super::held::{Cost, Help, ways};
use super::outcome::{AROUND, Outcome};
use super::plan::{OneSpike, Spikes, told};
use super::plant::Run;
use super::recovery::Recovery;
use super::trials::{K6, LOCUST};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{shown, tick};
use crate::report::{Node, Row, Section, Span, Style, cell, figure_of, small, text, words};
use crate::scenario::Scenario;
use crate::scenario::flow::Stage;
use std::sync::Arc;

/// From here on the error budget is spent so many times over, and not so many percent of it.
const OVER: f64 = 2.0;

/// The section on spikes, if anything is served by replicas.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let spikes = plan.spikes.as_ref()?;
    let told = told(scenario, spikes);
    let mut nodes = Vec::new();
    nodes.extend(told.map(|_| Node::Chart(&SPIKE)));
    nodes.push(each(spikes));
    nodes.extend(told.and_then(|it| held(scenario, plan, it)));
    // A page that tells of growth and money is long without it.
    let is_long = plan.growth.is_some() && plan.money.is_some();
    let (open, folded) = if is_long {
        (Vec::new(), nodes)
    } else {
        (nodes, Vec::new())
    };
    let whose = whose(scenario, spikes);
    let section = Section::new("spikes", "Spikes", conclusion(&whose, told), open)
        .folding("Second by second, and what would have held it", folded)
        .folding(
            "How long they wait, and when the alert pages",
            waits(spikes),
        )
        .folding(
            "What the autoscaler decides",
            told.and_then(|it| decisions(spikes, it)),
        )
        .folding(
            "To try it for real",
            told.map_or_else(Vec::new, |_| trials()),
        )
        .folding("The pool that is looked at", pool(scenario, plan));
    Some(section)
}

/// The pool that is looked at, by name.
fn whose(scenario: &Scenario, spikes: &Spikes) -> String {
    let looked = spikes.replicas.looked.noun();
    let is_it = |key| move |stage: &&Stage| stage.key == key;
    let stage = spikes.replicas.stage;
    let stage = stage.and_then(|key| scenario.stages.iter().find(is_it(key)));
    stage.map_or_else(
        || looked.to_owned(),
        |stage| [looked, " of ", &stage.name].concat(),
    )
}

fn conclusion(whose: &str, told: Option<&OneSpike>) -> Vec<Span> {
    let (Some(told), Some(outcome)) = (told, told.and_then(|it| it.outcome)) else {
        return vec![text(
            "Too little is known of the pool to follow a spike: state what a replica takes.",
        )];
    };
    let times = shown(told.times, Unit::Of("1"));
    let begin = [&called(told), ", ", &times, " times the usual load, "].concat();
    if outcome.broken <= 0.0 {
        return holds(whose, told, &begin);
    }
    breaks(whose, told, &outcome, &begin)
}

/// As a sentence begins with it.
fn called(spike: &OneSpike) -> String {
    match spike.event {
        Some(_) => spike.name.clone(),
        None => ["A ", &small(&spike.name)].concat(),
    }
}

/// The promise survives every spike.
fn holds(whose: &str, told: &OneSpike, begin: &str) -> Vec<Span> {
    vec![
        words(&[
            "The promise of the ",
            whose,
            " survives every spike that is looked at. In the highest, ",
        ]),
        words(&[&small(begin)]),
        figure_of(&["spike.late.", &told.row], Style::Plain),
        text(" of those who come in the first 10 minutes wait longer than was promised."),
    ]
}

fn breaks(whose: &str, told: &OneSpike, outcome: &Outcome, begin: &str) -> Vec<Span> {
    let of = |what: &str| Span::Figure(told.id(what).into(), Style::Plain);
    let mut spans = vec![
        words(&[begin, "breaks the promise of the ", whose, " for "]),
        of("broken"),
        text(": "),
        of("late"),
        text(" of those who come in the first 10 minutes are late, "),
    ];
    match outcome.recovery {
        Recovery::Short(keeps) => {
            spans.push(words(&["and capacity does not come back: ", keeps.words()]));
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
    if let Some(spent) = outcome.spent {
        if spent < OVER {
            spans.extend([
                text(" It spends "),
                of("spent"),
                text(" of the month's error budget"),
            ]);
        } else {
            let times = shown(spent, Unit::Of("1"));
            spans.push(words(&[
                " It spends the month's error budget ",
                &times,
                " times over",
            ]));
        }
        if outcome.pages.is_some() {
            spans.extend([text("; the usual alert pages after "), of("pages")]);
        }
        spans.push(text("."));
    }
    spans
}

/// A row each spike.
fn each(spikes: &Spikes) -> Node {
    let row = |it: &OneSpike| Row {
        label: [&*it.name, ", ", &shown(it.times, Unit::Of("1")), "x"]
            .concat()
            .into(),
        cells: ["height", "survives", "broken", "late", "back", "spent"]
            .map(|what| of(it, what))
            .into(),
    };
    Node::table(
        "",
        &[
            "Spike",
            "At its height",
            "The promise",
            "Broken for",
            "Late of the first 10 minutes",
            "Capacity back after",
            "Error budget spent",
        ],
        spikes.all.iter().map(row).collect(),
    )
}

/// A figure of a spike, or a word where it comes to none.
fn of(spike: &OneSpike, what: &str) -> Span {
    let word = spike.outcome.and_then(|it| match what {
        "back" if matches!(it.recovery, Recovery::Short(_)) => Some("not while it lasts"),
        "slowest" if it.slowest.is_none() => Some("without end"),
        "grows" if it.grows <= 0.0 => Some("does not grow"),
        "pages" if it.pages.is_none() => Some("does not page"),
        _ => None,
    });
    word.map_or_else(|| Span::Figure(spike.id(what).into(), Style::Cell), text)
}

/// What would have held it, the cheapest of what holds first.
fn held(scenario: &Scenario, plan: &Plan, told: &OneSpike) -> Option<Node> {
    let row = |help: Help| {
        let then = if help.holds() {
            "holds".to_owned()
        } else if help.then.grows > 0.0 {
            "breaks for as long as it lasts".to_owned()
        } else {
            ["breaks for ", &shown(help.then.broken, Unit::Of("s"))].concat()
        };
        let dollars = |it: f64, unit: &'static str| shown(it, Unit::Of(unit));
        let cost = match help.cost {
            Cost::Monthly(it) => [&dollars(it, "USD/month"), " more"].concat(),
            Cost::Once(it) => [&dollars(it, "USD"), " each time"].concat(),
            Cost::Nothing => "nothing more".to_owned(),
            Cost::Unknown => "no price is stated".to_owned(),
        };
        Row {
            label: help.lever.into(),
            cells: vec![
                match help.fix {
                    Some(fix) => Span::Offer(Arc::new(fix)),
                    None => words(&[&help.what]),
                },
                words(&[&then]),
                words(&[&cost]),
            ],
        }
    };
    let rows: Vec<Row> = ways(scenario, plan, told).into_iter().map(row).collect();
    let caption = ["What would have held it: ", &told.name].concat();
    let heads = ["Lever", "What to do", "The promise then", "Cost"];
    (!rows.is_empty()).then(|| Node::table(caption, &heads, rows))
}

/// The rest of what a run says.
fn waits(spikes: &Spikes) -> [Node; 1] {
    let row = |it: &OneSpike| Row {
        label: it.name.clone().into(),
        cells: ["lasts", "replicas_at", "slowest", "grows", "pages"]
            .map(|what| of(it, what))
            .into(),
    };
    [Node::table(
        "Waits and alerts",
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
    let target = spikes.target().unwrap_or(0.0);
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

/// Tests that make such a spike.
fn trials() -> Vec<Node> {
    vec![Node::Code(&K6), Node::Code(&LOCUST)]
}

/// What is known of the pool.
fn pool(scenario: &Scenario, plan: &Plan) -> Vec<Node> {
    const ALL: [(&str, &str); 13] = [
        ("Load before a spike", "spike.before"),
        ("Replicas before it", "spike.replicas_before"),
        ("Warm replicas", "spike.warm"),
        ("Most replicas", "spike.replicas_most"),
        ("A replica takes", "spike.replica_takes"),
        ("At once in a replica", "spike.at_once"),
        ("All replicas take", "spike.fits"),
        ("One takes", "spike.service"),
        ("A replica is ready after", "spike.ready_after"),
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
    let whose = plan
        .spikes
        .as_ref()
        .map_or_else(String::new, |it| whose(scenario, it));
    let caption = ["What is known of the ", &whose].concat();
    let all = ALL.iter().filter(is_there).map(row).collect();
    vec![
        Node::table(caption, &["What", "Value"], all),
        Node::note(
            "What comes does not wait for others, as it is with many people; a load test with a fixed number of users \
             hides what a spike does. Waits are those before work on it begins.",
        ),
    ]
}
