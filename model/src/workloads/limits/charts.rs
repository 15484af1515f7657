//! Which stage of the pipeline is full first, and from how many users on does
//! who have to wait?

use super::plan::{Limits, stages as planned_stages};
use super::stage::StagePlan;
use super::words::is_too_short;
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot, round_steps};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::math::ln;
use crate::scenario::flow::StageKind;
use crate::scenario::{Anchor, Scenario, Value};
use crate::sheet::scratch;
use crate::workloads::demand;

const SHARE: Unit = Unit::Of("share");
const USERS: Unit = Unit::Of("user");
const SECONDS: Unit = Unit::Of("s");

/// The narrowest vessel, as a share of the widest.
const NARROWEST: f64 = 0.3;
/// How far the chart looks below the fewest users that matter.
const REACH: f64 = 10.0;
/// How far it looks beyond the users of now or of a limit.
const BEYOND: f64 = 1.25;
/// Most users over fewest.
const WIDEST: f64 = 10_000.0;

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&PIPELINE, &WAIT_BY_USERS];

/// The stages of the pipeline in a row.
pub static PIPELINE: ChartOf = ChartOf {
    id: "pipeline",
    file: "headroom-pipeline",
    draw: |scenario, plan, _| pipeline(scenario, plan),
};

/// The wait before each stage, over daily users.
pub static WAIT_BY_USERS: ChartOf = ChartOf {
    id: "wait",
    file: "headroom-wait",
    draw: |scenario, plan, _| wait_by_users(scenario, plan),
};

/// The stages in a row, each as wide as its capacity and as full as it is at
/// the peak; empty for a plan without stages.
pub fn pipeline(scenario: &Scenario, planned: &Plan) -> Chart {
    let limits = planned.limits.as_ref();
    let stages = limits.map_or(&[][..], |limits| &limits.stages[..]);
    let bottleneck = limits.and_then(Limits::bottleneck);
    let names = scenario.stages.iter().zip(stages);
    let names = names.map(|(stage, planned)| match planned.capacity.number() {
        Ok(capacity) => {
            let number = shown(capacity, Unit::Of("1"));
            [&stage.name, " (", &number, "/min)"].concat()
        }
        Err(_) if stage.kind == StageKind::Unlimited => [&stage.name, " (no limit)"].concat(),
        Err(_) => stage.name.clone(),
    });
    let xs: Vec<f64> = (0_u32..).zip(stages).map(|(at, _)| f64::from(at)).collect();
    let marker = bottleneck.and_then(|at| {
        Some(Marker {
            at: *xs.get(at)?,
            label: "Bottleneck".to_owned(),
        })
    });
    Chart {
        title: "The pipeline: stages as wide as their capacity, as full as at the peak".to_owned(),
        sentence: sentence(scenario, planned),
        x: Axis::of_amounts("Stage (items a minute)", Scale::Linear, [exact, exact]),
        names: names.collect(),
        panels: vec![Panel {
            y: Axis::of_amounts(
                "Utilization at the peak",
                Scale::Linear,
                [|value| tick(value, SHARE), |value| shown(value, SHARE)],
            ),
            series: vec![Series {
                id: "utilization",
                label: "Utilization at the peak".to_owned(),
                slot: Slot::One,
                shape: Shape::Vessels {
                    full: stages
                        .iter()
                        .map(|stage| stage.utilization_peak.number().unwrap_or(f64::NAN))
                        .collect(),
                    width: widths(stages),
                },
            }],
        }],
        markers: marker.into_iter().collect(),
        xs,
    }
}

/// By the logarithm of capacity, from the narrowest to the widest; what has no
/// capacity that is known is widest.
fn widths(stages: &[StagePlan]) -> Vec<f64> {
    let logarithm = |stage: &StagePlan| {
        let capacity = stage.capacity.number().ok()?;
        (capacity > 0.0).then(|| ln(capacity))
    };
    let known = || stages.iter().filter_map(logarithm);
    let least = known().fold(f64::INFINITY, f64::min);
    let most = known().fold(f64::NEG_INFINITY, f64::max);
    let width = |stage: &StagePlan| match logarithm(stage) {
        Some(capacity) if most > least => {
            NARROWEST + (0.9 - NARROWEST) * (capacity - least) / (most - least)
        }
        Some(_) => 0.9,
        None => 1.0,
    };
    stages.iter().map(width).collect()
}

fn sentence(scenario: &Scenario, planned: &Plan) -> String {
    let Some(limits) = &planned.limits else {
        return "There is no pipeline to draw.".to_owned();
    };
    let nth = |nth: usize| {
        let at = *limits.ranked.get(nth)?;
        let stage = &limits.stages[at];
        let full = stage.utilization_peak.number().ok()?;
        let users = stage.users_at_limit.number().ok()?;
        Some((&scenario.stages[at].name, full, users))
    };
    let Some((name, full, users)) = nth(0) else {
        return "No stage with a limit is used, so none is full first.".to_owned();
    };
    let mut text = [
        name,
        " is full first: at ",
        &shown(full, SHARE),
        ", with room for ",
        &shown(users.floor(), USERS),
        " a day.",
    ]
    .concat();
    if let Some((name, full, users)) = nth(1) {
        text += &[
            " Next comes ",
            name,
            " at ",
            &shown(full, SHARE),
            ", full at ",
            &shown(users.floor(), USERS),
            ".",
        ]
        .concat();
    }
    text
}

/// The mean wait before each stage that has a line, over daily users; a gap
/// where more comes than the stage can take.
pub fn wait_by_users(scenario: &Scenario, planned: &Plan) -> Chart {
    let limits = planned.limits.as_ref();
    let now = limits.and_then(|_| planned.number("demand.daily_active_users"));
    let both = limits.zip(now);
    let users = both.map_or_else(Vec::new, |(limits, now)| around(limits, now));
    let waits = waits(scenario, &users);
    let mut slots = Slot::ALL.into_iter();
    let mut series = Vec::new();
    for (at, stage) in scenario.stages.iter().enumerate() {
        if stage.kind == StageKind::Unlimited {
            continue;
        }
        let waits: Vec<f64> = waits.iter().map(|waits| waits[at]).collect();
        if waits.iter().all(|wait| wait.is_nan()) {
            continue;
        }
        let Some(slot) = slots.next() else { break };
        series.push(Series {
            id: IDS[slot.index()],
            label: stage.name.clone(),
            slot,
            shape: Shape::Line(waits),
        });
    }
    Chart {
        title: "Wait at the peak by daily users".to_owned(),
        sentence: wait_sentence(scenario, planned),
        x: Axis::of_amounts(
            "Daily users",
            Scale::Log,
            [|value| tick(value, USERS), |value| shown(value, USERS)],
        ),
        panels: vec![Panel {
            y: Axis::of_amounts(
                "Mean wait at the peak (s)",
                Scale::Linear,
                [|value| tick(value, SECONDS), short_wait],
            ),
            series,
        }],
        markers: now
            .filter(|now| users.contains(now))
            .map(|at| Marker {
                at,
                label: "planned".to_owned(),
            })
            .into_iter()
            .collect(),
        xs: users,
        names: Vec::new(),
    }
}

/// A wait too short for anyone to notice is no number worth reading.
fn short_wait(seconds: f64) -> String {
    if is_too_short(seconds) {
        "under 1 ms".to_owned()
    } else {
        shown(seconds, SECONDS)
    }
}

const IDS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// Users below and above those of now, and up to where the last stage is full.
fn around(limits: &Limits, now: f64) -> Vec<f64> {
    let full_at = || {
        let stages = limits.ranked.iter().map(|at| &limits.stages[*at]);
        stages.filter_map(|stage| stage.users_at_limit.number().ok())
    };
    let from = full_at().fold(now, f64::min) / REACH;
    let to = full_at().fold(now, f64::max) * BEYOND;
    let field = Anchor::DailyActiveUsers.field();
    round_steps(from, to.min(from * WIDEST), now)
        .into_iter()
        .filter(|users| field.check(Value::Number(*users)).is_ok())
        .collect()
}

/// The mean wait before each stage with each number of users; no number where
/// there is no steady one.
fn waits(scenario: &Scenario, users: &[f64]) -> Vec<Vec<f64>> {
    let mut sampled = scenario.clone();
    sampled.ranges.clear();
    sampled.demand.release_anchors();
    let field = Anchor::DailyActiveUsers.field();
    users
        .iter()
        .filter_map(|users| {
            field.put(&mut sampled, Value::Number(*users)).ok()?;
            scratch(&sampled, |sheet| {
                let demand = demand::plan(sheet, sampled.demand.anchor)?;
                let stages = planned_stages(sheet, &demand).into_iter();
                let waits = stages.map(|stage| stage.wait_seconds.number().unwrap_or(f64::NAN));
                Some(waits.collect())
            })
        })
        .collect()
}

fn wait_sentence(scenario: &Scenario, planned: &Plan) -> String {
    let Some(limits) = &planned.limits else {
        return "There is no pipeline to draw.".to_owned();
    };
    let stages = scenario.stages.iter().zip(&limits.stages);
    let waits = stages.filter(|(stage, _)| stage.kind != StageKind::Unlimited);
    let words = waits.filter_map(|(stage, planned)| {
        Some(match planned.wait_seconds.number() {
            Ok(wait) => [&stage.name, ": ", &shown(wait, SECONDS)].concat(),
            Err(_) if planned.utilization_peak.number().ok()? >= 1.0 => {
                [&stage.name, ": no steady wait"].concat()
            }
            Err(_) => return None,
        })
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return "No stage with a limit is used, so nothing waits.".to_owned();
    }
    [
        "Mean wait at the peak of now: ",
        &words.join(", "),
        ". A line ends where more comes than the stage can take.",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{csv, table};
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn coach(users: f64) -> Scenario {
        let mut scenario = preset("coach-1").unwrap().scenario();
        scenario.demand.daily_active_users = Some(users);
        scenario
    }

    #[test]
    fn the_bottleneck_is_marked_and_the_table_says_the_same() {
        let scenario = coach(1000.0);
        let chart = pipeline(&scenario, &plan(&scenario));
        assert_eq!(
            chart.sentence,
            "Model API is full first: at 167 %, with room for 600 users a day. Next comes Backend at 150 %, \
             full at 666 users."
        );
        assert!(chart.markers[0].at.abs() < 1e-9);
        let rows = table(&chart).rows;
        assert_eq!(rows[0], ["Model API (4.17/min) (Bottleneck)", "167 %"]);
        assert_eq!(rows[3], ["Frontend (no limit)", "0 %"]);
        assert!(
            csv(&chart).contains("Transcriber (4.36/min),0.03"),
            "{}",
            csv(&chart)
        );
        let Shape::Vessels { width, .. } = &chart.panels[0].series[0].shape else {
            panic!("no vessels");
        };
        assert!(width[0] < width[1] && width[2] < width[1] && width[3] >= 1.0);
    }

    #[test]
    fn a_line_ends_where_the_stage_is_full() {
        let scenario = coach(1000.0);
        let chart = wait_by_users(&scenario, &plan(&scenario));
        assert!(chart.xs.len() > 60 && chart.xs.contains(&1000.0));
        let names: Vec<&str> = chart.series().map(|(_, series)| &*series.label).collect();
        assert_eq!(names, ["Model API", "Backend", "Transcriber", "Streaming"]);
        for (_, series) in chart.series() {
            let (waits, _) = series.shape.edges();
            let end = waits.iter().position(|wait| wait.is_nan());
            let end = end.unwrap_or_else(|| panic!("{} never ends", series.label));
            assert!(
                waits[end..].iter().all(|wait| wait.is_nan()),
                "{}",
                series.label
            );
            assert!(waits[..end].is_sorted(), "{}", series.label);
        }
    }

    #[test]
    fn without_a_pipeline_there_is_nothing_to_draw() {
        let scenario = Scenario::default();
        for chart in [pipeline, wait_by_users].map(|draw| draw(&scenario, &plan(&scenario))) {
            assert!(chart.xs.is_empty() && chart.markers.is_empty());
            assert!(chart.sentence.ends_with("to draw."));
        }
        let mut empty = coach(1000.0);
        empty.stages.clear();
        for chart in [pipeline, wait_by_users].map(|draw| draw(&empty, &plan(&empty))) {
            assert!(
                chart
                    .series()
                    .all(|(_, series)| series.shape.edges().0.is_empty())
                    || chart.panels[0].series.is_empty()
            );
            assert!(!chart.sentence.is_empty());
        }
    }
}
