//! How do limits and a pipeline read: how many users fit, what is full first,
//! what does each fix buy, and when does it pay?

use super::charts::{FIXES, PIPELINE};
use std::borrow::Cow;

use super::allowed::Dimension;
use super::fixes::Ranked;
use super::formulas::{capacity_per_day, capacity_per_hour, day_utilization, minute_utilization};
use super::plan::Limits;
use super::stage::StagePlan;
use super::{answers, words_money, words_waiting};
use crate::engine::Plan;
use crate::report::{Node, Row, Section, Span, Style, bare, figure, figure_of, text, words};
use crate::scenario::flow::StageKind;
use crate::scenario::{Scenario, Stage};
use crate::sheet::Figure;

/// The section on limits and pipeline, if the plan has any.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let limits = plan.limits.as_ref()?;
    let conclusion = conclusion(scenario, plan, limits);
    let mut section = Section::new("limits", "Limits and pipeline", conclusion, Vec::new());
    if !limits.stages.is_empty() {
        section
            .nodes
            .extend([Node::Chart(&PIPELINE), stages(scenario, limits)]);
        let ladder = (!limits.fixes.is_empty()).then_some(Node::Chart(&FIXES));
        let ladder = ladder.into_iter();
        section = section
            .folding(
                "Fixes, one after another",
                ladder.chain(words_money::fixes(scenario, limits)),
            )
            .folding("What each limit allows", allowed(scenario, limits))
            .folding("Queues", waiting(scenario, plan, limits))
            .folding(
                "What to build for those who wait",
                words_waiting::to_build(scenario, plan, limits),
            );
    }
    let busy = (!limits.stages.is_empty()).then(|| bursts(scenario, limits));
    let busy = busy.into_iter().chain(traffic(scenario, limits));
    let mut costs = words_money::costs(scenario, plan);
    if scenario.preset == "coach-1" {
        costs.push(Node::note(
            "The engineering summary gives the low ends of break-even alone: 2, 10 and 80 users. Its traffic \
             scenarios add up to $15 to $30, $150 to $300 and $1,500 to $3,000, as they leave out n8n and Vercel. \
             The prices of its transcriptions come to more than it budgets for Apify: Gemini's part is in none \
             of its totals.",
        ));
    }
    Some(
        section
            .folding("Busier days", busy)
            .folding("What it costs, and when that pays", costs),
    )
}

/// Every limit of every stage, and what its workers do at least and at most.
fn allowed(scenario: &Scenario, limits: &Limits) -> Vec<Node> {
    let mut nodes = vec![dimensions(scenario, limits)];
    nodes.extend(ranges(scenario, limits));
    if scenario.preset == "coach-1" {
        nodes.push(Node::note(
            "The engineering summary puts its transcriber at 2 to 3 a minute and 2,880 to 4,320 a day. Its own 1 to \
             2 workers of 25 to 30 s give 2 to 4.8 a minute and 2,880 to 6,912 a day.",
        ));
        nodes.push(Node::note(
            "It calls its model API well within limits and its transcriber the biggest bottleneck. Its third limit, \
             3,000,000 tokens a day, equals three minutes at the full rate of its second: it is spent by 6,000 \
             messages of 500 tokens.",
        ));
    }
    nodes
}

/// Who waits for how long, and how that goes with users.
fn waiting(scenario: &Scenario, plan: &Plan, limits: &Limits) -> Vec<Node> {
    let mut nodes = vec![queues(scenario, plan, limits)];
    nodes.extend(words_waiting::means(scenario, limits));
    nodes.push(Node::note(
        "Waits are means over all who come at the peak, for random arrivals: exact for exponential times, \
         otherwise Kimura's approximation, whose accuracy stands with each line. The tail of other than \
         exponential times is rougher. The queue before a full stage never empties.",
    ));
    nodes
}

/// The name of the stage at this place of the ranking, and what fills it.
pub(super) fn nth<'a>(
    scenario: &'a Scenario,
    limits: &Limits,
    nth: usize,
) -> Option<(&'a Stage, Dimension)> {
    let at = *limits.ranked.get(nth)?;
    Some((scenario.stages.get(at)?, limits.stages.get(at)?.binding?))
}

fn conclusion(scenario: &Scenario, plan: &Plan, limits: &Limits) -> Vec<Span> {
    let fits = plan.get("flow.users_limit");
    let (Some((stage, dimension)), Ok(_)) = (nth(scenario, limits, 0), fits) else {
        let absent = plan.get("flow.bottleneck").err();
        return vec![text(absent.map_or("No stage is full first.", |it| it.0))];
    };
    let mut pieces = vec![
        words(&[&stage.name, " is full first, by "]),
        text(dimension.word()),
        text(": "),
        figure("flow.bottleneck"),
        text(" at the peak, room for "),
        figure("flow.users_limit"),
        text(" a day."),
    ];
    if let Some((next, dimension)) = nth(scenario, limits, 1) {
        pieces.extend([
            words(&[" Next is ", &next.name, " (", dimension.word(), ") at "]),
            figure("flow.next_bottleneck"),
        ]);
        if let Some(users) = plan.number("flow.next_users_limit") {
            let users = answers::whole_users(users);
            pieces.push(words(&[", full at ", &users]));
        }
        pieces.push(text("."));
    }
    pieces.extend(pays(plan));
    pieces
}

/// What it costs and when that pays.
fn pays(plan: &Plan) -> Vec<Span> {
    match (plan.get("flow.cost_low"), plan.get("flow.break_even_low")) {
        (Ok(_), Ok(_)) => vec![
            text(" It costs "),
            bare("flow.cost_low"),
            text(" to "),
            figure("flow.cost_high"),
            text(", which "),
            bare("flow.break_even_low"),
            text(" to "),
            bare("flow.break_even_high"),
            text(" paying users cover."),
        ],
        (Err(absent), _) | (_, Err(absent)) => vec![words(&[" ", absent.0])],
    }
}

/// A figure of a stage in a table.
pub(super) fn of(planned: &StagePlan, name: &str) -> Span {
    figure_of(&["flow.", planned.row.text(), ".", name], Style::Cell)
}

pub(super) fn row(label: String, cells: Vec<Span>) -> Row {
    Row {
        label: Cow::Owned(label),
        cells,
    }
}

/// The stages with their plans, from the fullest, then those that nothing fills.
pub(super) fn by_rank<'a>(
    scenario: &'a Scenario,
    limits: &'a Limits,
) -> Vec<(&'a Stage, &'a StagePlan)> {
    let mut places = limits.ranked.clone();
    places.extend((0..limits.stages.len()).filter(|at| !limits.ranked.contains(at)));
    let both = places
        .into_iter()
        .map(|at| (scenario.stages.get(at), limits.stages.get(at)));
    both.filter_map(|(stage, planned)| stage.zip(planned))
        .collect()
}

/// Whether at least as much comes to a stage as it takes.
fn is_full(planned: &StagePlan) -> bool {
    let full = planned.utilization_peak.number();
    full.is_ok_and(|full| full >= 1.0)
}

fn stages(scenario: &Scenario, limits: &Limits) -> Node {
    let rows = by_rank(scenario, limits)
        .into_iter()
        .map(|(stage, planned)| {
            let by = planned.binding.map_or("no limit", Dimension::word);
            let mut cells = vec![text(by)];
            let names = [
                "capacity_per_minute",
                "utilization_average",
                "utilization_peak",
                "users_at_limit",
                "wait_seconds",
            ];
            let unlimited = stage.kind == StageKind::Unlimited;
            cells.extend(names.map(|name| match name {
                "capacity_per_minute" | "users_at_limit" if unlimited => text("no limit"),
                "wait_seconds" if is_full(planned) => text("queue never empties"),
                _ => of(planned, name),
            }));
            row(stage.name.clone(), cells)
        });
    Node::table(
        "Stages, from the fullest at the peak",
        &[
            "Stage",
            "Full first by",
            "Capacity",
            "Average",
            "Peak",
            "Full at daily users",
            "Wait at the peak",
        ],
        rows.collect(),
    )
}

fn dimensions(scenario: &Scenario, limits: &Limits) -> Node {
    let mut rows = Vec::new();
    for (stage, planned) in by_rank(scenario, limits) {
        for (dimension, allowed) in Dimension::ALL.into_iter().zip(planned.by) {
            if !allowed.is_known() {
                continue;
            }
            let full = if dimension.is_of_day() {
                &day_utilization::FORMULA
            } else {
                &minute_utilization::FORMULA
            };
            let of_limit =
                |formula, style| Span::Figure(dimension.id(&planned.row, formula).into(), style);
            rows.push(row(
                [&stage.name, ", ", dimension.word()].concat(),
                vec![
                    of(planned, dimension.figure()),
                    of_limit(&capacity_per_hour::FORMULA, Style::Count),
                    of_limit(&capacity_per_day::FORMULA, Style::Count),
                    of_limit(full, Style::Cell),
                ],
            ));
        }
    }
    Node::table(
        "In messages or jobs of the stage; how full it is at the peak, a day's limit over the day",
        &["Limit", "A minute", "An hour", "A day", "Full"],
        rows,
    )
}

fn ranges(scenario: &Scenario, limits: &Limits) -> Option<Node> {
    let pools = by_rank(scenario, limits);
    let rows: Vec<Row> = pools
        .into_iter()
        .filter(|(stage, _)| stage.kind.is_worked())
        .map(|(stage, planned)| {
            let names = ["capacity_least", "capacity_most", "day_least", "day_most"];
            row(
                stage.name.clone(),
                names.map(|name| of(planned, name)).into(),
            )
        })
        .collect();
    (!rows.is_empty()).then_some(Node::table(
        "Workers and streams: fewest at the longest time, most at the shortest",
        &["Pool", "A minute, least", "Most", "A day, least", "Most"],
        rows,
    ))
}

/// What is said of the line before a stage, where it is known.
const LINE: [&str; 13] = [
    "wait_seconds",
    "wait_p95",
    "wait_p99",
    "utilization_fewest",
    "wait_fewest",
    "response_p95",
    "wait_probability",
    "queue_length",
    "refused",
    "servers_needed",
    "backlog_growth",
    "backlog_after",
    "budget_lasts",
];
/// To this scatter of times, the variance over the squared mean, waits were held against
/// simulation and found close.
const CLOSE_TO: f64 = 4.0;

/// How sure the wait before a stage is, by the scatter of its own times.
fn accuracy(planned: &StagePlan) -> Option<&'static str> {
    planned.wait_seconds.number().ok()?;
    let [scatter, servers] = [planned.scatter, planned.servers].map(|it| it.number().ok());
    let scatter = scatter?;
    Some(if (scatter - 1.0).abs() <= 0.0 || servers? <= 1.0 {
        "exact for random arrivals"
    } else if scatter <= CLOSE_TO {
        "within 2 % of simulation for times from constant to hyperexponential, 9 % for lognormal ones"
    } else {
        "longer than this: times that scatter so much waited 18 to 25 % longer in simulation, one in a hundred up \
         to 46 %"
    })
}

/// What is said beside it, where it is more than this.
const BESIDE: [(&str, f64); 3] = [("left_over", 0.0), ("retry_storm", 1.0), ("attempts", 1.0)];

fn queues(scenario: &Scenario, plan: &Plan, limits: &Limits) -> Node {
    let mut rows = Vec::new();
    for (stage, planned) in by_rank(scenario, limits) {
        if stage.kind == StageKind::Unlimited {
            continue;
        }
        let known = |name: &str| plan.figure(&["flow.", planned.row.text(), ".", name].concat());
        let is_close = planned.scatter.or_zero() <= CLOSE_TO;
        let says = |name: &str, figure: &Figure| {
            let more = if name.starts_with("wait_") && name != "wait_probability" && !is_close {
                ", longer than"
            } else {
                ""
            };
            let label = [&stage.name, ": ", figure.formula.label, more].concat();
            row(label, vec![of(planned, name)])
        };
        let line = LINE
            .iter()
            .filter_map(|name| Some(says(name, &known(name)?)));
        rows.extend(line);
        if let Some(sure) = accuracy(planned).filter(|_| stage.kind.is_pool()) {
            let label = [&stage.name, ": how sure that is"].concat();
            rows.push(row(label, vec![text(sure)]));
        }
        if let Err(absent) = planned.wait_seconds.number() {
            let label = [&stage.name, ": wait"].concat();
            rows.push(row(label, vec![words(&[absent.0])]));
        }
        for (name, least) in BESIDE {
            let figure = known(name).filter(|figure| figure.value > least);
            rows.extend(figure.map(|figure| says(name, &figure)));
        }
    }
    Node::table("Queues at the peak", &["What", "Value"], rows)
}

fn bursts(scenario: &Scenario, limits: &Limits) -> Node {
    let limited = by_rank(scenario, limits)
        .into_iter()
        .filter(|(stage, _)| stage.kind != StageKind::Unlimited);
    let rows = limited.map(|(stage, planned)| {
        let names = [
            "utilization_peak",
            "utilization_launch",
            "utilization_viral",
            "utilization_recovery",
        ];
        row(
            stage.name.clone(),
            names.map(|name| of(planned, name)).into(),
        )
    });
    Node::table(
        "Utilization in bursts, as if each lasted a day",
        &["Stage", "Daily peak", "Launch", "Viral moment", "Recovery"],
        rows.collect(),
    )
}

fn traffic(scenario: &Scenario, limits: &Limits) -> Option<Node> {
    let mut rows = Vec::new();
    for (stated, planned) in scenario.traffic.iter().zip(&limits.traffic) {
        for (stage, [_, most]) in scenario.stages.iter().zip(planned) {
            let Ok(full) = most.number() else { continue };
            if stage.kind == StageKind::Unlimited {
                continue;
            }
            let id = |name: &str| {
                let (row, stage) = (stated.key.text(), stage.key.text());
                figure_of(&["flow.traffic.", row, ".", stage, ".", name], Style::Cell)
            };
            let says = match full {
                full if full >= 1.0 => "full",
                full if full >= scenario.flow.alert_share => "nearly full",
                _ => "fits",
            };
            rows.push(row(
                [&stated.name, ": ", &stage.name].concat(),
                vec![id("utilization_low"), id("utilization_high"), text(says)],
            ));
        }
    }
    (!rows.is_empty()).then_some(Node::table(
        "Utilization at the peak in each traffic scenario, with the fewest and the most messages",
        &["Scenario", "From", "To", "At the most"],
        rows,
    ))
}

/// Whether nobody would notice a wait of so many seconds: one under a millisecond.
pub(super) fn is_too_short(seconds: f64) -> bool {
    seconds > 0.0 && seconds < 0.001
}

/// The id of a figure of a fix on its stage.
pub(super) fn fix_id(fix: &Ranked, stage: &StagePlan, name: &str) -> String {
    [
        "flow.fix.",
        fix.row.text(),
        ".",
        stage.row.text(),
        ".",
        name,
    ]
    .concat()
}
