//! How many GPUs does each peak take, when do targets break as more sequences run, and what
//! does a million tokens cost as GPUs are used better?

use super::choice::GPU_CHOICE;
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{shown, tick};
use crate::scenario::Scenario;

const GPUS: Unit = Unit::Of("gpu");
const MILLION: Unit = Unit::Of("USD/Mtok");
const SHARE: Unit = Unit::Of("share");
const SEQUENCES: Unit = Unit::Of("seq");
const TOKENS: Unit = Unit::Of("tok/s");
const MS: Unit = Unit::Of("ms");
const ONE: Unit = Unit::Of("1");

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[
    &FLEET_BY_PEAK,
    &GPU_CHOICE,
    &LATENCY_BY_CONCURRENCY,
    &COST_BY_UTILIZATION,
];

/// GPUs of each peak scenario.
pub static FLEET_BY_PEAK: ChartOf = ChartOf {
    id: "gpus",
    file: "headroom-gpus",
    draw: |_, plan, _| fleet_by_peak(plan),
};

/// Throughput and latency of a replica over its sequences.
pub static LATENCY_BY_CONCURRENCY: ChartOf = ChartOf {
    id: "replica",
    file: "headroom-replica",
    draw: |scenario, plan, _| latency_by_concurrency(scenario, plan),
};

/// A million tokens over utilization.
pub static COST_BY_UTILIZATION: ChartOf = ChartOf {
    id: "token_cost",
    file: "headroom-token-cost",
    draw: |_, plan, _| cost_by_utilization(plan),
};

/// GPUs of each peak scenario, with a line at those that are there.
pub fn fleet_by_peak(planned: &Plan) -> Chart {
    let peaks = planned.inference.as_ref().map_or(&[][..], |it| &it.peaks);
    let needs: Vec<Option<f64>> = peaks
        .iter()
        .map(|peak| planned.number(&peak.id("gpus_at")))
        .collect();
    let there = planned.number("inference.gpus_held");
    let worst = peaks
        .iter()
        .zip(&needs)
        .filter_map(|(peak, gpus)| Some((peak, (*gpus)?)))
        .max_by(|one, other| one.1.total_cmp(&other.1));
    let Some((worst, most)) = worst else {
        return Chart::none(
            "No fleet is known",
            "Nothing says what a GPU serves, so there is no fleet to draw.",
        );
    };
    let held = there.map_or_else(String::new, |there| {
        ["; ", &shown(there, ONE), " are there"].concat()
    });
    let used = |is_short: bool| {
        let span = move |gpus: &Option<f64>| {
            let gpus = gpus.filter(|gpus| there.is_some_and(|there| *gpus > there) == is_short)?;
            Some((0.0, gpus))
        };
        needs.iter().map(span)
    };
    let mut series = vec![
        Series::spans("enough", "Fits what is there", Slot::One, used(false)),
        Series::spans("short", "More than is there", Slot::Two, used(true)),
    ];
    series.retain(Series::is_anywhere);
    let note = |gpus: &Option<f64>| match (*gpus, there) {
        (Some(gpus), Some(there)) if gpus > there => [
            &shown(gpus, GPUS),
            ", ",
            &shown(gpus - there, ONE),
            " short",
        ]
        .concat(),
        (Some(gpus), _) => shown(gpus, GPUS),
        (None, _) => "not known".to_owned(),
    };
    Chart {
        panels: vec![Panel {
            notes: needs.iter().map(note).collect(),
            y: Axis::of_counts(
                "GPUs, headroom included",
                Scale::Linear,
                [|value| tick(value, GPUS), |value| shown(value, ONE)],
            ),
            levels: there.map(level("There")).into_iter().collect(),
            series,
            ..Panel::default()
        }],
        ..Chart::lying(
            [&worst.name, " takes ", &shown(most, GPUS), &held].concat(),
            "What the usual peak, each burst and each event would take, each alone.".to_owned(),
            "Scenario",
            peaks.iter().map(|peak| peak.name.clone()).collect(),
        )
    }
}

/// A line with a word and its number.
fn level(word: &'static str) -> impl Fn(f64) -> Marker {
    move |at| Marker {
        at,
        label: [word, ": ", &shown(at, ONE)].concat(),
    }
}

/// Points along the concurrency of a replica, up to what fits and a half more.
fn sequences(most: f64) -> Vec<f64> {
    let mut all = Vec::new();
    let mut at = 1.0;
    while at < most * 1.5 && all.len() < 60 {
        all.push(at);
        at *= 1.25;
    }
    all
}

/// Throughput and latency of a replica as more sequences run, with the targets.
pub fn latency_by_concurrency(scenario: &Scenario, planned: &Plan) -> Chart {
    let replica = planned.inference.as_ref().and_then(|it| it.replica);
    let of = &scenario.inference;
    let most = replica.map_or(0.0, |it| it.most());
    let xs = replica.map_or_else(Vec::new, |_| sequences(most));
    let points: Vec<_> = xs.iter().filter_map(|at| Some(replica?.at(*at))).collect();
    let each = |value: &dyn Fn(f64, f64, f64) -> f64| -> Vec<f64> {
        let points = points.iter();
        points.map(|at| value(at.rate, at.tpot, at.ttft)).collect()
    };
    let output = replica.map_or(0.0, |it| it.work.output);
    let now = planned.number("inference.running");
    let within = |at: f64| xs.last().is_some_and(|last| at >= 1.0 && at <= *last);
    let marked = [(now.unwrap_or(0.0), "Planned"), (most, "Full")].into_iter();
    let marked = marked.filter(|(at, _)| within(*at));
    let markers = marked.map(|(at, label)| (at, label.to_owned()));
    let markers = markers.map(|(at, label)| Marker { at, label }).collect();
    Chart {
        title: stopped_first(planned, now),
        sentence: "What a replica does as more sequences run at once. The time to the first token is an estimate \
                   within a factor of two; its upper edge is drawn."
            .to_owned(),
        x: Axis::of_counts(
            "Sequences running",
            Scale::Log,
            [
                |value| tick(value, SEQUENCES),
                |value| shown(value, SEQUENCES),
            ],
        ),
        panels: vec![
            Panel {
                y: Axis::of_counts(
                    "Tokens written a second",
                    Scale::Linear,
                    [|value| tick(value, TOKENS), |value| shown(value, TOKENS)],
                ),
                series: vec![Series::line(
                    "tokens",
                    "Throughput",
                    Slot::One,
                    each(&|rate, _, _| rate * output),
                )],
                ..Panel::default()
            },
            Panel {
                y: Axis::of_counts(
                    "Latency (ms)",
                    Scale::Linear,
                    [|value| tick(value, MS), |value| shown(value, MS)],
                ),
                levels: targets(of.tpot_target, of.ttft_target),
                series: vec![
                    Series::line(
                        "tpot",
                        "Per token",
                        Slot::One,
                        each(&|_, tpot, _| tpot * 1000.0),
                    ),
                    Series::line(
                        "ttft",
                        "First token",
                        Slot::Three,
                        each(&|_, _, ttft| ttft * 2000.0),
                    ),
                ],
                ..Panel::default()
            },
        ],
        xs,
        markers,
        ..Chart::default()
    }
}

/// Lines at both targets, in rising order.
fn targets(token: f64, first: f64) -> Vec<Marker> {
    let line = |label: &str, at: f64| Marker {
        at,
        label: label.to_owned(),
    };
    let mut lines = vec![
        line("Target per token", token),
        line("Target of the first", first),
    ];
    lines.sort_by(|one, other| one.at.total_cmp(&other.at));
    lines
}

/// What stops a replica first at the peak.
fn stopped_first(planned: &Plan, now: Option<f64>) -> String {
    let binding = planned.figure("inference.binding");
    match (binding.and_then(|it| it.word()), now) {
        (Some(word), Some(now)) => [
            "The ",
            word,
            " stops a replica first; it runs ",
            &shown(now, SEQUENCES),
        ]
        .concat(),
        _ => "There is no estimate to draw".to_owned(),
    }
}

/// What own GPUs, used so much at such a cost, come to beside an API: a title and a sentence.
fn set_side_by_side(both: Option<((f64, f64), f64)>) -> (String, String) {
    let Some(((used, cost), api)) = both else {
        return (
            "Own GPUs and the API cannot be set side by side".to_owned(),
            "What the GPUs or the API cost is not known.".to_owned(),
        );
    };
    let even = used * cost / api;
    let title = if even <= 1.0 {
        let even = shown(even, SHARE);
        ["Own GPUs cost less than the API from ", &even, " used"].concat()
    } else {
        "Own GPUs cost more than the API, however used".to_owned()
    };
    let words = [
        "A million output tokens cost ",
        &shown(cost, Unit::Of("USD")),
        " now, with the GPUs used to ",
        &shown(used, SHARE),
        " on average; the API asks ",
        &shown(api, Unit::Of("USD")),
        ", prompts included.",
    ];
    (title, words.concat())
}

/// What a million output tokens cost as the same GPUs are used better, beside an
/// API.
pub fn cost_by_utilization(planned: &Plan) -> Chart {
    let of = |name: &str| planned.number(&["inference.", name].concat());
    let used = of("utilization_on_average");
    let now = used.zip(of("cost_per_million_output_tokens"));
    let xs: Vec<f64> = match now {
        Some(_) => (1..=20).map(|part: u32| f64::from(part) / 20.0).collect(),
        None => Vec::new(),
    };
    let own = |used: &f64| now.map_or(f64::NAN, |(at, cost)| cost * at / used);
    let api = of("api_cost").zip(of("output_per_month"));
    let api = api.map(|(cost, written)| cost / written * 1e6);
    let both = now.zip(api);
    let (title, sentence) = set_side_by_side(both);
    let series = vec![Series::line(
        "own",
        "Own GPUs",
        Slot::One,
        xs.iter().map(own).collect(),
    )];
    Chart {
        title,
        sentence,
        x: Axis::of_amounts(
            "Utilization on average",
            Scale::Linear,
            [|value| tick(value, SHARE), |value| shown(value, SHARE)],
        ),
        xs,
        panels: vec![Panel {
            y: Axis::of_amounts(
                "A million output tokens",
                Scale::Linear,
                [|value| tick(value, MILLION), |value| shown(value, MILLION)],
            ),
            levels: api
                .filter(|_| now.is_some())
                .map(|at| Marker {
                    at,
                    label: ["API: ", &shown(at, Unit::Of("USD"))].concat(),
                })
                .into_iter()
                .collect(),
            series,
            ..Panel::default()
        }],
        markers: now
            .filter(|(used, _)| (0.05..=1.0).contains(used))
            .map(|(used, _)| Marker {
                at: used,
                label: "Now".to_owned(),
            })
            .into_iter()
            .collect(),
        ..Chart::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::inference::Method;
    use crate::scenario::preset::preset;

    fn of(id: &str, method: Method) -> (Scenario, Plan) {
        let mut scenario = preset(id).unwrap().scenario();
        scenario.inference.method = method;
        let plan = plan(&scenario);
        (scenario, plan)
    }

    #[test]
    fn the_sale_is_the_highest_bar_of_its_kind() {
        let (_, plan) = of("sale-1", Method::Requests);
        let chart = fleet_by_peak(&plan);
        assert_eq!(chart.names[4], "Sale");
        let enough = &chart.panels[0].series[0];
        let short = &chart.panels[0].series[1];
        assert_eq!(enough.extent_at(0), Some((0.0, 14.0)));
        assert_eq!(short.extent_at(4), Some((0.0, 27.0)));
        assert_eq!(chart.panels[0].notes[4], "27 GPUs, 13 short");
        assert_eq!(chart.title, "Viral moment takes 66 GPUs; 14 are there");
    }

    #[test]
    fn targets_are_crossed_where_the_plan_says() {
        let (scenario, plan) = of("gpu-1", Method::Estimated);
        let chart = latency_by_concurrency(&scenario, &plan);
        assert!(chart.xs.len() > 10);
        for (_, series) in chart.series() {
            assert!((0..chart.xs.len()).all(|at| series.extent_at(at).is_some()));
        }
        let (scenario, plan) = of("gpu-1", Method::Requests);
        assert!(latency_by_concurrency(&scenario, &plan).xs.is_empty());
    }

    #[test]
    fn an_api_is_a_level_that_own_gpus_come_down_to() {
        let (_, plan) = of("gpu-1", Method::Estimated);
        let chart = cost_by_utilization(&plan);
        assert_eq!((chart.xs.len(), chart.panels[0].levels.len()), (20, 1));
        let (_, own) = chart.series().next().unwrap();
        assert!(own.extent_at(0).unwrap().0 > own.extent_at(19).unwrap().0);
        let (_, plan) = of("sale-1", Method::Requests);
        assert!(cost_by_utilization(&plan).panels[0].levels.is_empty());
    }
}
