//! How does a day go, hour by hour, and where is the planned peak above it?

use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::math::of_count;
use crate::scenario::Scenario;

const RATE: Unit = Unit::Of("req/s");

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&DAY];

/// The day hour by hour, as logged, with the planned peak.
pub static DAY: ChartOf = ChartOf {
    id: "log-day",
    file: "headroom-day",
    draw: |scenario, plan, _| day_by_hour(scenario, plan),
};

/// The day hour by hour; empty where no hour is stated.
pub fn day_by_hour(scenario: &Scenario, planned: &Plan) -> Chart {
    let of = |what: &str| -> Vec<f64> {
        let hours = scenario.hours.iter();
        let id = |key: &str| ["log.hour.", key, what].concat();
        hours
            .map(|hour| planned.number(&id(hour.key.text())).unwrap_or(f64::NAN))
            .collect()
    };
    let (mean, busiest) = (of(".hour_rate"), of(".hour_peak"));
    let series = vec![
        Series {
            id: "mean",
            label: "Mean of the hour".to_owned(),
            slot: Slot::One,
            shape: Shape::Bars(mean.clone()),
        },
        Series::line("busiest", "Busiest minute", Slot::Two, busiest),
    ];
    let peak = planned
        .number("demand.peak_rate")
        .filter(|_| !mean.is_empty());
    Chart {
        title: title(scenario, &mean, peak),
        sentence: sentence(scenario, &mean),
        x: Axis::of_counts("Hour of the day", Scale::Linear, [exact, exact]),
        xs: (0..mean.len()).map(of_count).collect(),
        names: scenario
            .hours
            .iter()
            .map(|hour| hour.name.clone())
            .collect(),
        panels: vec![Panel {
            y: Axis {
                unit: RATE.symbol().to_owned(),
                ..Axis::of_amounts(
                    "Requests",
                    Scale::Linear,
                    [|value| tick(value, RATE), |value| shown(value, RATE)],
                )
            },
            levels: peak
                .map(|at| Marker {
                    at,
                    label: ["Planned peak: ", &tick(at, RATE)].concat(),
                })
                .into_iter()
                .collect(),
            series,
            ..Panel::default()
        }],
        ..Chart::default()
    }
}

/// The busiest hour beside what is planned for.
fn title(scenario: &Scenario, mean: &[f64], peak: Option<f64>) -> String {
    let named = scenario.hours.iter().zip(mean);
    let most = named.max_by(|one, other| one.1.total_cmp(other.1));
    let Some((hour, most)) = most else {
        return "No hour of a day is stated".to_owned();
    };
    let planned = peak.map_or_else(String::new, |peak| {
        ["; planned for are ", &shown(peak, RATE)].concat()
    });
    [
        "The day peaks at ",
        &hour.name,
        ", with ",
        &shown(*most, RATE),
        &planned,
    ]
    .concat()
}

/// The busiest hour and the quietest.
fn sentence(scenario: &Scenario, mean: &[f64]) -> String {
    let named = || scenario.hours.iter().zip(mean);
    let most = named().max_by(|one, other| one.1.total_cmp(other.1));
    let least = named().min_by(|one, other| one.1.total_cmp(other.1));
    let Some((most, least)) = most.zip(least) else {
        return "There are no hours of a day to draw.".to_owned();
    };
    [
        "The busiest hour begins at ",
        &most.0.name,
        " with ",
        &shown(*most.1, RATE),
        ", the quietest at ",
        &least.0.name,
        " with ",
        &shown(*least.1, RATE),
        ", on the mean of the days.",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::workloads::log::pasted::taken;

    #[test]
    fn the_day_is_drawn_against_the_planned_peak() {
        let log = "8:00,3600,70,120\n9:00,7200,130,240\n10:00,0,0,0";
        let scenario = taken(log, &Scenario::default());
        let chart = day_by_hour(&scenario, &plan(&scenario));
        assert_eq!(chart.names, ["08:00", "09:00", "10:00"]);
        let at = |nth: usize| {
            chart
                .series()
                .map(|(_, it)| it.extent_at(nth).unwrap().0)
                .collect::<Vec<_>>()
        };
        assert_eq!(at(0), [1.0, 2.0]);
        assert_eq!(at(1), [2.0, 4.0]);
        assert!((chart.panels[0].levels[0].at - 50.0).abs() < 1e-9);
        assert_eq!(
            chart.title,
            "The day peaks at 09:00, with 2 requests/s; planned for are 50 requests/s"
        );
        assert_eq!(
            chart.sentence,
            "The busiest hour begins at 09:00 with 2 requests/s, the quietest at 10:00 with 0 requests/s, on the \
             mean of the days."
        );
        let none = Scenario::default();
        assert!(day_by_hour(&none, &plan(&none)).xs.is_empty());
    }
}
