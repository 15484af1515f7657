//! How many GPUs does each peak take, when do targets break as more sequences
//! run, and what does a million tokens cost as GPUs are used better?

use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown, tick};
use crate::scenario::Scenario;

const GPUS: Unit = Unit::Of("gpu");
const MILLION: Unit = Unit::Of("USD/Mtok");
const SHARE: Unit = Unit::Of("share");
const SEQUENCES: Unit = Unit::Of("seq");
const TOKENS: Unit = Unit::Of("tok/s");
const MS: Unit = Unit::Of("ms");

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[
    &FLEET_BY_PEAK,
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

/// GPUs of each peak scenario, beside those that are there.
pub fn fleet_by_peak(planned: &Plan) -> Chart {
    let peaks = planned.inference.as_ref().map_or(&[][..], |it| &it.peaks);
    let known = |id: &str| planned.number(id).unwrap_or(f64::NAN);
    let needs: Vec<f64> = peaks
        .iter()
        .map(|peak| known(&peak.id("gpus_at")))
        .collect();
    let there = known("inference.gpus_held");
    let worst = peaks
        .iter()
        .zip(&needs)
        .filter(|(_, gpus)| gpus.is_finite())
        .max_by(|one, other| one.1.total_cmp(other.1));
    let sentence = worst.map_or_else(
        || "Nothing says what a GPU serves, so there is no fleet to draw.".to_owned(),
        |(peak, gpus)| {
            let words = [
                peak.name.as_str(),
                " takes the most: ",
                &shown(*gpus, GPUS),
                ", and there are ",
                &shown(there, Unit::Of("1")),
                ".",
            ];
            let event = planned.inference.as_ref().and_then(|it| it.worst_event());
            let mut text = words.concat();
            if let Some(event) = event.filter(|event| event.row != peak.row) {
                let gpus = known(&event.id("gpus_at"));
                text += &[" ", &event.name, " takes ", &shown(gpus, GPUS), "."].concat();
            }
            text
        },
    );
    Chart {
        title: "GPUs of each peak scenario".to_owned(),
        sentence,
        x: Axis::of_counts("Scenario", Scale::Linear, [exact, exact]),
        xs: (0_u32..).zip(peaks).map(|(at, _)| f64::from(at)).collect(),
        names: peaks.iter().map(|peak| peak.name.clone()).collect(),
        panels: vec![Panel {
            y: Axis::of_counts(
                "GPUs",
                Scale::Linear,
                // The axis says of what; with the noun, labels of bars run into each other.
                [
                    |value| tick(value, GPUS),
                    |value| shown(value, Unit::Of("1")),
                ],
            ),
            series: vec![
                bars("needed", "Needed", Slot::One, needs),
                bars("there", "There", Slot::Two, vec![there; peaks.len()]),
            ],
        }],
        markers: Vec::new(),
    }
}

fn bars(id: &'static str, label: &str, slot: Slot, values: Vec<f64>) -> Series {
    Series {
        id,
        label: label.to_owned(),
        slot,
        shape: Shape::Bars(values),
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
    let flat = |value: f64| vec![value; xs.len()];
    let now = planned.number("inference.running");
    let within = |at: f64| xs.last().is_some_and(|last| at >= 1.0 && at <= *last);
    let marked = [(now.unwrap_or(0.0), "Planned"), (most, "Full")].into_iter();
    let marked = marked.filter(|(at, _)| within(*at));
    let markers = marked.map(|(at, label)| (at, label.to_owned()));
    let markers = markers.map(|(at, label)| Marker { at, label }).collect();
    Chart {
        title: "A replica as more sequences run".to_owned(),
        sentence: stopped_first(planned, now),
        x: Axis::of_counts(
            "Sequences running",
            Scale::Log,
            [
                |value| tick(value, SEQUENCES),
                |value| shown(value, SEQUENCES),
            ],
        ),
        names: Vec::new(),
        panels: vec![
            Panel {
                y: Axis::of_counts(
                    "Tokens written a second",
                    Scale::Log,
                    [|value| tick(value, TOKENS), |value| shown(value, TOKENS)],
                ),
                series: vec![Series::line(
                    "tokens",
                    "Throughput",
                    Slot::One,
                    each(&|rate, _, _| rate * output),
                )],
            },
            Panel {
                y: Axis::of_counts(
                    "Latency (ms)",
                    Scale::Log,
                    [|value| tick(value, MS), |value| shown(value, MS)],
                ),
                series: vec![
                    Series::line(
                        "tpot",
                        "Per token",
                        Slot::One,
                        each(&|_, tpot, _| tpot * 1000.0),
                    ),
                    Series::line("tpot_target", "Its target", Slot::Two, flat(of.tpot_target)),
                    Series::line(
                        "ttft",
                        "First token",
                        Slot::Three,
                        each(&|_, _, ttft| ttft * 2000.0),
                    ),
                    Series::line(
                        "ttft_target",
                        "Target of the first",
                        Slot::Four,
                        flat(of.ttft_target),
                    ),
                ],
            },
        ],
        xs,
        markers,
    }
}

/// What stops a replica first at the peak, in a sentence.
fn stopped_first(planned: &Plan, now: Option<f64>) -> String {
    let binding = planned.figure("inference.binding");
    match (binding.and_then(|it| it.word()), now) {
        (Some(word), Some(now)) => [
            "At the peak a replica runs ",
            &shown(now, SEQUENCES),
            "; the ",
            word,
            " stops it first. The time to the first token is an estimate within a factor of two; its upper \
             edge is drawn.",
        ]
        .concat(),
        _ => "There is no estimate to draw.".to_owned(),
    }
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
    let sentence = both.map_or_else(
        || {
            "What the GPUs or the API cost is not known, so there is nothing to set side by side."
                .to_owned()
        },
        |((used, cost), api)| {
            let even = used * cost / api;
            let words = [
                "At ",
                &shown(used, SHARE),
                " utilization, a million output tokens cost ",
                &shown(cost, Unit::Of("USD")),
                "; the API asks ",
                &shown(api, Unit::Of("USD")),
                ", prompts included.",
            ];
            let mut text = words.concat();
            text += &if even <= 1.0 {
                [" Both cost the same at ", &shown(even, SHARE), "."].concat()
            } else {
                " Even fully used, these GPUs cost more.".to_owned()
            };
            text
        },
    );
    let count = xs.len();
    let mut series = vec![Series::line(
        "own",
        "Own GPUs",
        Slot::One,
        xs.iter().map(own).collect(),
    )];
    if let Some(api) = api {
        series.push(Series::line("api", "API", Slot::Two, vec![api; count]));
    }
    Chart {
        title: "A million output tokens by utilization".to_owned(),
        sentence,
        x: Axis::of_amounts(
            "Utilization on average",
            Scale::Linear,
            [|value| tick(value, SHARE), |value| shown(value, SHARE)],
        ),
        xs,
        names: Vec::new(),
        panels: vec![Panel {
            y: Axis::of_amounts(
                "A million output tokens",
                Scale::Log,
                [|value| tick(value, MILLION), |value| shown(value, MILLION)],
            ),
            series,
        }],
        markers: now
            .filter(|(used, _)| (0.05..=1.0).contains(used))
            .map(|(used, _)| Marker {
                at: used,
                label: "Now".to_owned(),
            })
            .into_iter()
            .collect(),
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
        let (_, needed) = chart.series().next().unwrap();
        assert_eq!(needed.extent_at(0), Some((14.0, 14.0)));
        assert_eq!(needed.extent_at(4), Some((27.0, 27.0)));
        assert!(
            chart
                .sentence
                .starts_with("Viral moment takes the most: 66 GPUs")
        );
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
        assert_eq!((chart.xs.len(), chart.panels[0].series.len()), (20, 2));
        let (_, own) = chart.series().next().unwrap();
        assert!(own.extent_at(0).unwrap().0 > own.extent_at(19).unwrap().0);
        let (_, plan) = of("sale-1", Method::Requests);
        assert_eq!(cost_by_utilization(&plan).panels[0].series.len(), 1);
    }
}
