//! How do limits and a pipeline read: how many users fit, what is full first,
//! what does each fix buy, and when does it pay?

use std::borrow::Cow;

use super::alerts::alerts;
use super::outline::{Block, Row, Section};
use super::{Look, Piece, bare, figure, figure_of, flow_answers, flow_money, text, words};
use crate::charts::ChartId;
use crate::engine::Plan;
use crate::engine::flow::FlowPlan;
use crate::engine::flow::fixes::Ranked;
use crate::engine::flow::limits::Dimension;
use crate::engine::flow::stage::StagePlan;
use crate::quantity::format::shown;
use crate::quantity::{Outcome, Unit};
use crate::scenario::flow::StageKind;
use crate::scenario::{Scenario, Stage};

const MINUTES_AN_HOUR: f64 = 60.0;
const MINUTES_A_DAY: f64 = 1440.0;

/// The section on limits and pipeline, if the plan has any.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let flow = plan.flow.as_ref()?;
    let mut blocks = Vec::new();
    if !flow.stages.is_empty() {
        blocks.extend([
            Block::Chart(ChartId::Pipeline),
            stages(scenario, flow),
            dimensions(scenario, flow),
        ]);
        blocks.extend(ranges(scenario, flow));
        if scenario.preset == "coach-1" {
            blocks.push(Block::Note(
                "The source puts its transcriber at 2 to 3 a minute and 2,880 to 4,320 a day. Its own 1 to 2 workers of 25 to 30 s give 2 to 4.8 a minute and 2,880 to 6,912 a day.",
            ));
            blocks.push(Block::Note(
                "The source calls its model API well within limits and its transcriber the biggest bottleneck. Its third limit, 3,000,000 tokens a day, equals three minutes at the full rate of its second: it is spent by 6,000 messages of 500 tokens.",
            ));
        }
        blocks.extend([Block::Chart(ChartId::WaitByUsers), queues(scenario, flow)]);
        blocks.push(Block::Note(
            "Waits are means over all items at the peak, for random arrivals: exact for exponential times, otherwise Kimura's approximation, within about 2 % of simulation for times from constant to hyperexponential and 9 % for lognormal ones. The tail of other than exponential times is rougher. A stage that is full has no steady wait.",
        ));
        blocks.push(bursts(scenario, flow));
    }
    blocks.extend(traffic(scenario, flow));
    blocks.extend(flow_money::fixes(scenario, flow));
    blocks.extend(flow_money::costs(scenario, flow));
    if scenario.preset == "coach-1" {
        blocks.push(Block::Note(
            "The source gives the low ends of break-even alone: 2, 10 and 80 users. Its traffic scenarios add up to $15 to $30, $150 to $300 and $1,500 to $3,000, as they leave out n8n and Vercel. The prices of its transcriptions come to more than it budgets for Apify: Gemini's part is in none of its totals.",
        ));
    }
    blocks.extend(watched(scenario, plan));
    Some(Section {
        id: "limits",
        heading: "Limits and pipeline",
        conclusion: conclusion(scenario, flow),
        blocks,
    })
}

/// The name of the stage at this place of the ranking, and what fills it.
pub(super) fn nth<'a>(
    scenario: &'a Scenario,
    flow: &FlowPlan,
    nth: usize,
) -> Option<(&'a Stage, Dimension)> {
    let at = *flow.ranked.get(nth)?;
    Some((scenario.stages.get(at)?, flow.stages.get(at)?.binding?))
}

fn conclusion(scenario: &Scenario, flow: &FlowPlan) -> Vec<Piece> {
    let (Some((stage, dimension)), Ok(_)) = (nth(scenario, flow, 0), flow.whole.users_limit) else {
        let absent = flow.whole.bottleneck.err();
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
    if let Some((next, dimension)) = nth(scenario, flow, 1) {
        pieces.extend([
            words(&[" Next is ", &next.name, " (", dimension.word(), ") at "]),
            figure("flow.next_bottleneck"),
        ]);
        if let Ok(users) = flow.whole.next_users_limit {
            let users = flow_answers::whole_users(users.value);
            pieces.push(words(&[", full at ", &users]));
        }
        pieces.push(text("."));
    }
    pieces.extend(pays(flow));
    pieces
}

/// What it costs and when that pays.
fn pays(flow: &FlowPlan) -> Vec<Piece> {
    let now = &flow.cost.now;
    match (now.cost_low, now.break_even_low) {
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
fn of(planned: &StagePlan, name: &str) -> Piece {
    figure_of(&["flow.", planned.row.text(), ".", name], Look::Cell)
}

pub(super) fn row(label: String, cells: Vec<Piece>) -> Row {
    Row {
        label: Cow::Owned(label),
        cells,
    }
}

/// The stages with their plans, from the fullest, then those that nothing fills.
fn by_rank<'a>(scenario: &'a Scenario, flow: &'a FlowPlan) -> Vec<(&'a Stage, &'a StagePlan)> {
    let mut places = flow.ranked.clone();
    places.extend((0..flow.stages.len()).filter(|at| !flow.ranked.contains(at)));
    let both = places
        .into_iter()
        .map(|at| (scenario.stages.get(at), flow.stages.get(at)));
    both.filter_map(|(stage, planned)| stage.zip(planned))
        .collect()
}

/// Whether at least as much comes to a stage as it takes.
fn is_full(planned: &StagePlan) -> bool {
    let full = planned.figures.utilization_peak;
    full.is_ok_and(|full| full.value >= 1.0)
}

fn stages(scenario: &Scenario, flow: &FlowPlan) -> Block {
    let rows = by_rank(scenario, flow).into_iter().map(|(stage, planned)| {
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
            "wait_seconds" if is_full(planned) => text("no steady wait"),
            _ => of(planned, name),
        }));
        row(stage.name.clone(), cells)
    });
    Block::Table {
        caption: "Stages, from the fullest at the peak",
        heads: &[
            "Stage",
            "Full first by",
            "Capacity",
            "Average",
            "Peak",
            "Full at daily users",
            "Wait at the peak",
        ],
        rows: rows.collect(),
    }
}

fn dimensions(scenario: &Scenario, flow: &FlowPlan) -> Block {
    let mut rows = Vec::new();
    for (stage, planned) in by_rank(scenario, flow) {
        let figures = &planned.figures;
        let by: [(Dimension, &str, Outcome); 6] = [
            (
                Dimension::RequestsMinute,
                "by_requests_minute",
                figures.by_requests_minute,
            ),
            (
                Dimension::TokensMinute,
                "by_tokens_minute",
                figures.by_tokens_minute,
            ),
            (
                Dimension::RequestsDay,
                "by_requests_day",
                figures.by_requests_day,
            ),
            (Dimension::TokensDay, "by_tokens_day", figures.by_tokens_day),
            (Dimension::Workers, "by_workers", figures.by_workers),
            (
                Dimension::Connections,
                "by_connections",
                figures.by_connections,
            ),
        ];
        for (dimension, name, outcome) in by {
            let Ok(capacity) = outcome else { continue };
            let over = |minutes: f64| words(&[&shown(capacity.value * minutes, Unit::Of("1"))]);
            let items = if dimension.is_of_day() {
                figures.items_average
            } else {
                figures.items_peak
            };
            let full = shown(items.value / capacity.value, Unit::Of("share"));
            rows.push(row(
                [&stage.name, ", ", dimension.word()].concat(),
                vec![
                    of(planned, name),
                    over(MINUTES_AN_HOUR),
                    over(MINUTES_A_DAY),
                    words(&[&full]),
                ],
            ));
        }
    }
    Block::Table {
        caption: "What each limit allows, in items; how full it is at the peak, a day's limit over the day",
        heads: &["Limit", "A minute", "An hour", "A day", "Full"],
        rows,
    }
}

fn ranges(scenario: &Scenario, flow: &FlowPlan) -> Option<Block> {
    let pools = by_rank(scenario, flow);
    let rows: Vec<Row> = pools
        .into_iter()
        .filter(|(stage, _)| stage.kind == StageKind::Workers)
        .map(|(stage, planned)| {
            let names = ["capacity_least", "capacity_most", "day_least", "day_most"];
            row(
                stage.name.clone(),
                names.map(|name| of(planned, name)).into(),
            )
        })
        .collect();
    (!rows.is_empty()).then_some(Block::Table {
        caption: "Worker pools: fewest workers at the longest time, most at the shortest",
        heads: &["Pool", "A minute, least", "Most", "A day, least", "Most"],
        rows,
    })
}

fn queues(scenario: &Scenario, flow: &FlowPlan) -> Block {
    let mut rows = Vec::new();
    for (stage, planned) in by_rank(scenario, flow) {
        let figures = &planned.figures;
        let mut add = |label: &str, names: &[&'static str]| {
            for name in names {
                let known = figures_of(planned, name);
                if known.is_some_and(|outcome| outcome.is_ok()) {
                    rows.push(row(
                        [&stage.name, ": ", label_of(planned, name)].concat(),
                        vec![of(planned, name)],
                    ));
                }
            }
            if let Err(absent) = figures.wait_seconds
                && !label.is_empty()
            {
                rows.push(row([&stage.name, label].concat(), vec![words(&[absent.0])]));
            }
        };
        if stage.kind == StageKind::Unlimited {
            continue;
        }
        add(
            ": wait",
            &[
                "wait_seconds",
                "wait_p95",
                "wait_p99",
                "response_p95",
                "wait_probability",
                "queue_length",
                "refused",
                "servers_needed",
                "backlog_growth",
                "backlog_after",
                "budget_lasts",
            ],
        );
        if figures.left_over.is_ok_and(|left| left.value > 0.0) {
            add("", &["left_over"]);
        }
        if figures.retry_storm.is_ok_and(|tries| tries.value > 1.0) {
            add("", &["retry_storm"]);
        }
        if figures.attempts.value > 1.0 {
            add("", &["attempts"]);
        }
    }
    Block::Table {
        caption: "Lines at the peak",
        heads: &["What", "Value"],
        rows,
    }
}

/// A figure of a stage by its name.
fn figures_of(planned: &StagePlan, name: &str) -> Option<Outcome> {
    let id = ["flow.", planned.row.text(), ".", name].concat();
    let mut found = None;
    planned
        .figures
        .each(planned.row.text(), &mut |other, outcome| {
            if other == id {
                found = Some(outcome);
            }
        });
    found
}

fn label_of(planned: &StagePlan, name: &str) -> &'static str {
    let figure = figures_of(planned, name).and_then(Result::ok);
    figure.map_or("", |figure| figure.formula.label)
}

fn bursts(scenario: &Scenario, flow: &FlowPlan) -> Block {
    let limited = by_rank(scenario, flow)
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
    Block::Table {
        caption: "Utilization in bursts, as if each lasted a day",
        heads: &["Stage", "Daily peak", "Launch", "Viral moment", "Recovery"],
        rows: rows.collect(),
    }
}

fn traffic(scenario: &Scenario, flow: &FlowPlan) -> Option<Block> {
    let mut rows = Vec::new();
    for (stated, planned) in scenario.traffic.iter().zip(&flow.traffic) {
        for (stage, (key, figures)) in scenario.stages.iter().zip(&planned.stages) {
            let full = figures.utilization_high;
            if stage.kind == StageKind::Unlimited || full.is_err() {
                continue;
            }
            let id = |name: &str| {
                let parts = [
                    "flow.traffic.",
                    planned.row.text(),
                    ".",
                    key.text(),
                    ".",
                    name,
                ];
                figure_of(&parts, Look::Cell)
            };
            let says = match full {
                Ok(full) if full.value >= 1.0 => "full",
                Ok(full) if full.value >= scenario.flow.alert_share => "nearly full",
                _ => "fits",
            };
            rows.push(row(
                [&stated.name, ": ", &stage.name].concat(),
                vec![id("utilization_low"), id("utilization_high"), text(says)],
            ));
        }
    }
    (!rows.is_empty()).then_some(Block::Table {
        caption: "Utilization at the peak in each traffic scenario, with the fewest and the most messages",
        heads: &["Scenario", "From", "To", "At the most"],
        rows,
    })
}

/// Alerts and budgets, to be read and to be taken away.
fn watched(scenario: &Scenario, plan: &Plan) -> Vec<Block> {
    let rows: Vec<Row> = alerts(scenario, plan)
        .into_iter()
        .map(|alert| {
            let now = alert
                .now
                .map_or_else(|| "not known".to_owned(), |it| shown(it, alert.unit));
            let due = alert.now.is_some_and(|now| now > alert.at);
            row(
                alert.what,
                vec![
                    words(&[&now]),
                    words(&[&shown(alert.at, alert.unit)]),
                    text(if due { "due" } else { "" }),
                ],
            )
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Table {
            caption: "Alerts and budgets to set",
            heads: &["What", "Now", "Alert at", "By this plan"],
            rows,
        },
        Block::Alerts,
    ]
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
