//! How does it read what happens when GPUs cannot be had?

use super::Contingency;
use super::plan::OneFallback;
use super::stages::Shortage;
use crate::engine::Plan;
use crate::report::{Node, Row, Section, Span, Style, bare, figure, figure_of, text, words};
use crate::scenario::growth::event;
use crate::scenario::work::said;
use crate::scenario::{Fallback, Scenario};

/// The section on it, where fallbacks or a shortage are stated.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let contingency = plan.contingency.as_ref()?;
    let has_fallbacks = !contingency.fallbacks.is_empty();
    let conclusion = conclusion(scenario, contingency, plan);
    let mut section = Section::new(
        "contingency",
        "When GPUs cannot be had",
        conclusion,
        Vec::new(),
    );
    if let Some(shortage) = &contingency.shortage {
        let taken = has_fallbacks.then(|| by_fallback(scenario, contingency, plan));
        section.nodes.extend(taken);
        let note = Node::note(
            "Held against today's demand and the GPUs that are there now. Of a day only its average and its peak \
             are known; in between the load is taken to rise evenly where the peak is twice the average, more \
             steeply where it is more.",
        );
        section = section
            .folding(
                "Who serves how much",
                [served(), stages(scenario, shortage, plan), note],
            )
            .folding("What the shortage costs", [money(scenario)]);
    }
    let ready = has_fallbacks.then(|| ready(scenario, contingency, plan));
    Some(section.folding("What it costs to be ready", ready))
}

/// How long, with what, what is lost and what it costs.
fn conclusion(scenario: &Scenario, contingency: &Contingency, plan: &Plan) -> Vec<Span> {
    let Some(shortage) = &contingency.shortage else {
        let known = plan.figure("contingency.ready_cost").is_some();
        let mut pieces = vec![words(&[
            "It is stated what takes over when GPUs cannot be had, and not for how long that may be.",
        ])];
        if known {
            pieces.extend([
                text(" Being ready costs "),
                figure("contingency.ready_cost"),
                text("."),
            ]);
        }
        return pieces;
    };
    if let Err(absent) = plan.get("contingency.requests_lost") {
        return vec![text(absent.0)];
    }
    let mut pieces = vec![
        text("When GPUs cannot be had for "),
        figure("contingency.days"),
    ];
    let event = shortage
        .event
        .and_then(|key| event::TABLE.name(scenario, key));
    if let Some(name) = event {
        pieces.push(words(&[", from ", name, " on"]));
    }
    if plan.number("contingency.lost_without") <= Some(0.0) {
        pieces.push(text(", those that are left serve all of it."));
        return pieces;
    }
    pieces.extend([
        text(", those that are left serve "),
        bare("contingency.by_gpus"),
        text(" of "),
        figure("contingency.requests_asked"),
    ]);
    for (id, before) in [
        ("contingency.by_fallbacks", ", fallbacks serve "),
        ("contingency.turned_away", ", turned away are "),
    ] {
        if plan.number(id) > Some(0.0) {
            pieces.extend([text(before), bare(id)]);
        }
    }
    pieces.extend([
        text("; "),
        bare("contingency.requests_lost"),
        text(" ("),
        figure("contingency.lost_of_asked"),
        text(") are lost."),
    ]);
    pieces.extend(in_money(plan));
    pieces
}

/// What that is in money.
fn in_money(plan: &Plan) -> Vec<Span> {
    let known = |id: &str| plan.figure(id).is_some();
    if known("contingency.shortage_cost") {
        return vec![
            text(" It costs "),
            figure("contingency.shortage_cost"),
            text(": "),
            figure("contingency.revenue_lost"),
            text(" of revenue and "),
            figure("contingency.use_cost"),
            text(" for the fallbacks in use; with none it would be "),
            figure("contingency.revenue_without"),
            text("."),
        ];
    }
    match plan.get("contingency.use_cost") {
        Ok(cost) if cost.value > 0.0 => vec![
            text(" The fallbacks in use cost "),
            figure("contingency.use_cost"),
            text("."),
        ],
        _ => Vec::new(),
    }
}

fn served() -> Node {
    Node::values(
        "While GPUs cannot be had",
        &[
            ("How long", "contingency.days"),
            ("GPUs that are left", "contingency.gpus_left"),
            ("They serve", "contingency.gpus_serve"),
            ("Short at the peak", "contingency.short_at_peak"),
            ("Asked for in all", "contingency.requests_asked"),
            ("Served by GPUs that are left", "contingency.by_gpus"),
            ("Lost with no fallback", "contingency.lost_without"),
            ("Served by fallbacks", "contingency.by_fallbacks"),
            ("Turned away on purpose", "contingency.turned_away"),
            ("Lost", "contingency.requests_lost"),
            ("Lost of all", "contingency.lost_of_asked"),
            ("The first fallback is up after", "contingency.first_up"),
            (
                "Nothing is short any more after",
                "contingency.covered_after",
            ),
        ],
    )
}

fn money(scenario: &Scenario) -> Node {
    Node::values(
        "",
        &[
            (
                said(scenario, "A request brings"),
                "contingency.request_worth",
            ),
            ("Lost with no fallback", "contingency.revenue_without"),
            ("Lost with the fallbacks", "contingency.revenue_lost"),
            ("Fallbacks in use", "contingency.use_cost"),
            ("In all", "contingency.shortage_cost"),
            ("Fallbacks save", "contingency.fallbacks_save"),
        ],
    )
}

/// Each fallback that says how much it takes, with its row.
fn rows<'a>(
    scenario: &'a Scenario,
    contingency: &'a Contingency,
) -> impl Iterator<Item = (&'a Fallback, &'a OneFallback)> {
    scenario.fallbacks.iter().zip(&contingency.fallbacks)
}

/// A figure of a fallback; words where the plan has none.
fn of(plan: &Plan, row: &Fallback, what: &str, without: &'static str) -> Span {
    let id = ["contingency.fallback.", row.key.text(), ".", what].concat();
    match plan.outcome(&id) {
        Some(_) => Span::Figure(id.into(), Style::Cell),
        None => text(without),
    }
}

fn by_fallback(scenario: &Scenario, contingency: &Contingency, plan: &Plan) -> Node {
    let row = |(row, _): (&Fallback, &OneFallback)| Row {
        label: row.name.clone().into(),
        cells: vec![
            text(row.kind.label()),
            of(plan, row, "up_after", ""),
            of(plan, row, "takes_most", ""),
            of(plan, row, "requests_served", "left out"),
            of(plan, row, "served_of_short", ""),
            of(plan, row, "use_cost", "rents nothing"),
            of(plan, row, "fallback_saves", ""),
        ],
    };
    Node::table(
        "What takes over, in this order",
        &[
            "Fallback",
            "What",
            "Up after",
            "Takes at most",
            "Serves",
            "Of what is short",
            "Costs in use",
            "Saves",
        ],
        rows(scenario, contingency).map(row).collect(),
    )
}

/// Stage by stage: who serves how much at the peak, and what is lost.
fn stages(scenario: &Scenario, shortage: &Shortage, plan: &Plan) -> Node {
    let used: Vec<&Fallback> = scenario
        .fallbacks
        .iter()
        .filter(|row| row.is_sized())
        .collect();
    let mut heads: Vec<std::borrow::Cow<'static, str>> =
        ["From", "To", "Asked for at the peak", "GPUs can serve"]
            .map(Into::into)
            .into();
    heads.extend(used.iter().map(|row| row.name.clone().into()));
    heads.push("Lost in it".into());
    let stage = |nth: usize| {
        let start = ["contingency.stage.", &nth.to_string(), "."].concat();
        let id = |what: &str| figure_of(&[&start, what], Style::Cell);
        let mut cells = vec![id("ends"), id("stage_peak"), id("gpus.reach")];
        cells.extend(used.iter().map(|row| {
            let id = [&start, "fallback_", row.key.text(), ".at_peak"].concat();
            match plan.outcome(&id) {
                Some(_) => Span::Figure(id.into(), Style::Cell),
                None => text("not up"),
            }
        }));
        cells.push(id("requests_lost"));
        Row {
            label: plan
                .figure(&[&start, "begins"].concat())
                .map_or_else(String::new, |begins| begins.text())
                .into(),
            cells,
        }
    };
    Node::Table {
        caption: "Stage by stage, at the peak".into(),
        heads,
        rows: (1..=shortage.stages).map(stage).collect(),
    }
}

fn ready(scenario: &Scenario, contingency: &Contingency, plan: &Plan) -> Node {
    let row = |(row, _): (&Fallback, &OneFallback)| Row {
        label: row.name.clone().into(),
        cells: vec![
            text(row.kind.label()),
            of(plan, row, "takes_most", ""),
            of(plan, row, "machine_rate", "no machines"),
            of(plan, row, "machine_hour", "rents nothing"),
            of(plan, row, "machines_kept", ""),
            of(plan, row, "ready_cost", "nothing stated"),
            of(plan, row, "months_ready", ""),
        ],
    };
    let mut rows: Vec<Row> = rows(scenario, contingency).map(row).collect();
    if plan.outcome("contingency.ready_cost").is_some() {
        let mut cells = vec![text(""); 5];
        cells.push(figure_of(&["contingency.ready_cost"], Style::Cell));
        cells.push(text(""));
        rows.push(Row {
            label: "Total".into(),
            cells,
        });
    }
    Node::table(
        "All the time",
        &[
            "Fallback",
            "What",
            "Takes at most",
            "A machine serves",
            "A machine, an hour",
            "Kept running",
            "Ready, a month",
            "Months that one shortage pays for",
        ],
        rows,
    )
}
