//! How many users does each stage hold, how long do they wait, and how many does each fix
//! add?

use super::fixes::Ranked;
use super::plan::Limits;
use super::stage::StagePlan;
use super::words::{by_rank, is_too_short};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::math::of_count;
use crate::scenario::flow::StageKind;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Stage};

const USERS: Unit = Unit::Of("user");
const ONE: Unit = Unit::Of("1");
const SECONDS: Unit = Unit::Of("s");
const MS: Unit = Unit::Of("ms");
const MONEY: Unit = Unit::Of("USD/month");

/// How far the axis goes beyond the users of now: stages that hold far more are no concern.
const BEYOND: f64 = 4.0;

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&PIPELINE, &FIXES];

/// The users that each stage holds.
pub static PIPELINE: ChartOf = ChartOf {
    id: "pipeline",
    file: "headroom-pipeline",
    draw: |scenario, plan, _| pipeline(scenario, plan),
};

/// The users that fit with one fix after another.
pub static FIXES: ChartOf = ChartOf {
    id: "fixes",
    file: "headroom-fixes",
    draw: |scenario, plan, _| fixes(scenario, plan),
};

/// The daily users that each stage holds, the fewest first, with a line at those that are
/// planned; empty for a plan without stages.
pub fn pipeline(scenario: &Scenario, planned: &Plan) -> Chart {
    let limits = planned.limits.as_ref();
    let stages = limits.map_or_else(Vec::new, |limits| by_rank(scenario, limits));
    let now = planned.number("demand.daily_active_users");
    let holds = |(stage, planned): &(&Stage, &StagePlan)| match planned.users_at_limit.number() {
        Ok(users) => Some(users.floor()),
        // What nothing fills runs to the end of the axis.
        Err(_) => (stage.kind == StageKind::Unlimited).then(|| now.unwrap_or(1.0) * BEYOND),
    };
    let part = |is_short: fn(f64, f64) -> bool| {
        let span = move |users: f64| is_short(users, now.unwrap_or(0.0)).then_some((0.0, users));
        stages.iter().map(move |stage| holds(stage).and_then(span))
    };
    let short = Series::spans(
        "short",
        "Fewer than planned",
        Slot::Two,
        part(|users, now| users < now),
    );
    let enough = Series::spans("holds", "Holds", Slot::One, part(|users, now| users >= now));
    let names = stages.iter().map(|(stage, _)| stage.name.clone()).collect();
    let sentence = limits.map_or_else(
        || "There is no pipeline to draw.".to_owned(),
        |limits| sentence(scenario, limits),
    );
    Chart {
        panels: vec![Panel {
            notes: stages
                .iter()
                .map(|(stage, planned)| note(stage, planned))
                .collect(),

            levels: plan_line(now),
            within: now.map(|now| (0.0, now * BEYOND)),
            ..of_users("Daily users that fit", vec![short, enough])
        }],
        ..Chart::lying(title(scenario, planned), sentence, "Stage", names)
    }
}

/// Users on an axis.
fn of_users(label: &str, series: Vec<Series>) -> Panel {
    Panel {
        y: Axis::of_counts(
            label,
            Scale::Linear,
            [|value| tick(value, USERS), |value| shown(value, ONE)],
        ),
        series,
        ..Panel::default()
    }
}

/// A line at the users that are planned.
fn plan_line(now: Option<f64>) -> Vec<Marker> {
    let line = |at: f64| Marker {
        at,
        label: ["Planned: ", &shown(at, ONE)].concat(),
    };
    now.map(line).into_iter().collect()
}

/// The users that a stage holds and how long they wait.
fn note(stage: &Stage, planned: &StagePlan) -> String {
    let Ok(users) = planned.users_at_limit.number() else {
        let words = match stage.kind {
            StageKind::Unlimited => "no limit",
            _ => "not known",
        };
        return words.to_owned();
    };
    let wait = match planned.wait_seconds.number() {
        Ok(wait) if is_too_short(wait) || wait <= 0.0 => "no wait".to_owned(),
        Ok(wait) if wait < 1.0 => ["waits ", &shown((wait * 1000.0).round(), MS)].concat(),
        Ok(wait) => ["waits ", &shown(wait, SECONDS)].concat(),
        Err(_)
            if planned
                .utilization_peak
                .number()
                .is_ok_and(|full| full >= 1.0) =>
        {
            "queue never empties".to_owned()
        }
        Err(_) => return shown(users.floor(), ONE),
    };
    [&shown(users.floor(), ONE), "; ", &wait].concat()
}

fn title(scenario: &Scenario, planned: &Plan) -> String {
    let first = planned.limits.as_ref().and_then(|limits| {
        let at = *limits.ranked.first()?;
        let users = limits.stages.get(at)?.users_at_limit.number().ok()?;
        Some((&scenario.stages.get(at)?.name, users.floor()))
    });
    let (Some((name, users)), Some(now)) = (first, planned.number("demand.daily_active_users"))
    else {
        return "No stage is full first".to_owned();
    };
    let (holds, now_text) = (shown(users, ONE), shown(now, ONE));
    if users < now {
        [
            name,
            " holds ",
            &holds,
            " of the ",
            &now_text,
            " daily users",
        ]
        .concat()
    } else {
        [name, " is full first, at ", &holds, " daily users"].concat()
    }
}

fn sentence(scenario: &Scenario, limits: &Limits) -> String {
    let mut short: Vec<&str> = Vec::new();
    for (stage, planned) in by_rank(scenario, limits) {
        if planned
            .utilization_peak
            .number()
            .is_ok_and(|full| full >= 1.0)
        {
            short.push(&stage.name);
        }
    }
    let first = match short.len() {
        0 => "Every stage holds what is planned at the peak.".to_owned(),
        1 => [short[0], " holds less than is planned at the peak."].concat(),
        _ => [&short.join(", "), " hold less than is planned at the peak."].concat(),
    };
    [
        &first,
        " Each bar shows with how many daily users a stage is full; the wait is the mean at the peak of now.",
    ]
    .concat()
}

/// A fix with what it does.
struct Step {
    name: String,
    /// Users that fit before it and after it.
    users: (f64, f64),
    is_applied: bool,
    note: String,
}

/// The users that fit today and with one fix after another, each with what it costs; empty
/// for a plan without fixes.
pub fn fixes(scenario: &Scenario, planned: &Plan) -> Chart {
    let limits = planned.limits.as_ref();
    let now = planned.number("demand.daily_active_users");
    let today = planned.number("flow.users_limit");
    let ranked = limits.map_or(&[][..], |limits| &limits.fixes[..]);
    let steps: Vec<Step> = ranked
        .iter()
        .filter_map(|fix| step(scenario, fix))
        .collect();
    let Some(today) = today.filter(|_| !steps.is_empty()) else {
        return Chart::none("No fix acts on a stage", "There are no fixes to draw.");
    };
    let part = |is_applied: bool| {
        let step = move |step: &Step| (step.is_applied == is_applied).then_some(step.users);
        core::iter::once(None).chain(steps.iter().map(step))
    };
    let first = core::iter::once(Some((0.0, today))).chain(steps.iter().map(|_| None));
    let mut series = vec![Series::spans("today", "Today", Slot::Gray, first)];
    if steps.iter().any(|step| step.is_applied) {
        series.push(Series::spans("applied", "Applied", Slot::One, part(true)));
    }
    if steps.iter().any(|step| !step.is_applied) {
        series.push(Series::spans(
            "possible",
            "Not applied yet",
            Slot::Three,
            part(false),
        ));
    }
    let names = core::iter::once("Today".to_owned()).chain(steps.iter().map(|it| it.name.clone()));
    let notes =
        core::iter::once(shown(today.floor(), ONE)).chain(steps.iter().map(|it| it.note.clone()));
    Chart {
        panels: vec![Panel {
            notes: notes.collect(),

            levels: plan_line(now),
            ..of_users("Daily users that fit", series)
        }],
        ..Chart::lying(
            title_of_fixes(&steps, ranked, today, now),
            "Fixes act one after another, each on what those before it left. What a fix costs a month is what \
             remains after what it saves."
                .to_owned(),
            "Fix",
            names.collect(),
        )
    }
}

fn step(scenario: &Scenario, fix: &Ranked) -> Option<Step> {
    let buys = fix.buys?;
    let after = buys.users_after.number().ok()?.floor();
    let added = buys.added_users.number().ok()?;
    let cost = buys.net_cost.number().map_or_else(
        |_| String::new(),
        |cost| {
            if cost < 0.0 {
                ["; saves ", &shown(-cost, MONEY)].concat()
            } else {
                ["; ", &shown(cost, MONEY)].concat()
            }
        },
    );
    let users = if added >= 1.0 {
        shown(after, ONE)
    } else {
        "none added".to_owned()
    };
    Some(Step {
        name: fix.stated(scenario)?.name.clone(),
        users: (after - added.max(0.0), after),
        is_applied: fix.state == Switch::On,
        note: [users, cost].concat(),
    })
}

/// Whether the fixes reach what is planned, and for how much.
fn title_of_fixes(steps: &[Step], ranked: &[Ranked], today: f64, now: Option<f64>) -> String {
    let last = steps.last().map_or(today, |step| step.users.1);
    let all = shown(last.floor(), ONE);
    let cost_of = |count: usize| -> Option<f64> {
        let costs = ranked.iter().filter_map(|fix| fix.buys).take(count);
        costs.map(|buys| buys.net_cost.number().ok()).sum()
    };
    let cost = |count: usize| {
        cost_of(count).map_or_else(String::new, |cost| {
            if cost < 0.0 {
                [", and save ", &shown(-cost, MONEY)].concat()
            } else {
                [", for ", &shown(cost, MONEY)].concat()
            }
        })
    };
    let Some(now) = now.filter(|now| *now > today) else {
        let from = shown(today.floor(), USERS);
        return [
            "All fixes take ",
            &from,
            " a day to ",
            &all,
            &cost(steps.len()),
        ]
        .concat();
    };
    let planned = shown(now, ONE);
    match steps.iter().position(|step| step.users.1 >= now.floor()) {
        Some(0) => [
            "One fix holds the ",
            &planned,
            " users that are planned",
            &cost(1),
        ]
        .concat(),
        Some(at) => [
            &exact(of_count(at + 1)),
            " fixes hold the ",
            &planned,
            " users that are planned",
            &cost(at + 1),
        ]
        .concat(),
        None => [
            "All fixes together hold ",
            &all,
            " of the ",
            &planned,
            " users that are planned",
        ]
        .concat(),
    }
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
    fn the_fullest_stage_comes_first_and_the_table_says_the_same() {
        let scenario = coach(1000.0);
        let chart = pipeline(&scenario, &plan(&scenario));
        assert_eq!(chart.title, "Model API holds 600 of the 1,000 daily users");
        assert_eq!(chart.panels[0].levels[0].label, "Planned: 1,000");
        let rows = table(&chart).rows;
        assert_eq!(
            rows[0],
            ["Model API", "0 to 600", "none", "600; queue never empties"]
        );
        assert_eq!(chart.panels[0].notes.last().unwrap(), "no limit");
        assert!(csv(&chart).contains("Backend,0,666"), "{}", csv(&chart));
        let few = coach(100.0);
        let chart = pipeline(&few, &plan(&few));
        assert_eq!(chart.title, "Model API is full first, at 600 daily users");
    }

    #[test]
    fn fixes_are_a_ladder() {
        let scenario = coach(1000.0);
        let chart = fixes(&scenario, &plan(&scenario));
        assert_eq!(chart.names[0], "Today");
        assert_eq!(chart.panels[0].notes[0], "600");
        let mut before = 600.0;
        for point in 1..chart.xs.len() {
            let spans = chart
                .series()
                .filter_map(|(_, series)| series.extent_at(point));
            let [(from, to)] = spans.collect::<Vec<_>>()[..] else {
                panic!("{point} is not one step");
            };
            assert!(from - before < 1.0 && to >= from, "{point}");
            before = to;
        }
    }

    #[test]
    fn without_a_pipeline_there_is_nothing_to_draw() {
        let mut empty = coach(1000.0);
        empty.stages.clear();
        for scenario in [Scenario::default(), empty] {
            let planned = plan(&scenario);
            for chart in [pipeline(&scenario, &planned), fixes(&scenario, &planned)] {
                assert!(chart.xs.is_empty(), "{}", chart.title);
                assert!(!chart.title.is_empty() && !chart.sentence.is_empty());
            }
        }
    }
}
