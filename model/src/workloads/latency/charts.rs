//! How does latency follow load: as it was measured, by the fitted law, and
//! against its target?

use super::measured::stated;
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{shown, tick};
use crate::quantity::order::ascending;
use crate::scenario::{Sample, Scenario};

const USERS: Unit = Unit::Of("user");
const MS: Unit = Unit::Of("ms");

/// Points between the measurements, for the law to look smooth.
const STEPS: u32 = 40;

const NO_LOAD: &str = "No load is known at which latency passes its target";

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&LATENCY];

/// Latency over load: measured, fitted, and its target.
pub static LATENCY: ChartOf = ChartOf {
    id: "latency",
    file: "headroom-latency",
    draw: |scenario, plan, _| latency_over_load(scenario, plan),
};

/// Latency over load; empty where nothing was measured.
pub fn latency_over_load(scenario: &Scenario, planned: &Plan) -> Chart {
    let samples = ascending(&scenario.samples, |sample| sample.load);
    let xs = loads(&samples);
    let slo = &scenario.slo;
    let law = stated(slo);
    let measured = xs.iter().map(|load| between(&samples, *load)).collect();
    let mut series = vec![Series::line(
        "measured",
        "Measured p95",
        Slot::One,
        measured,
    )];
    if let Some(law) = law {
        series.push(Series::line(
            "law",
            "Fitted law",
            Slot::Two,
            xs.iter().map(|load| law(*load)).collect(),
        ));
    }
    let found = planned.outcome("slo.load");
    let within = |at: &f64| xs.first() <= Some(at) && Some(at) <= xs.last();
    let marker = found
        .and_then(Result::ok)
        .map(|load| load.value)
        .filter(within);
    let target = shown(slo.latency_target, MS);
    let level = Marker {
        at: slo.latency_target,
        label: ["Target: ", &target].concat(),
    };
    let (title, sentence) = match found {
        Some(Ok(load)) => (
            [
                "p95 latency passes ",
                &target,
                " at ",
                &shown(load.value, USERS),
            ]
            .concat(),
            "Latency over load as it was measured, by the law that fits it, and its target.",
        ),
        Some(Err(absent)) => (NO_LOAD.to_owned(), absent.0),
        None => (NO_LOAD.to_owned(), "There is no latency to draw."),
    };
    Chart {
        title,
        sentence: sentence.to_owned(),
        x: Axis::of_amounts(
            "Users at once",
            Scale::Linear,
            [|value| tick(value, USERS), |value| shown(value, USERS)],
        ),
        xs: xs.clone(),
        panels: vec![Panel {
            y: Axis {
                unit: MS.symbol().to_owned(),
                ..Axis::of_amounts(
                    "p95 latency",
                    Scale::Linear,
                    [|value| tick(value, MS), |value| shown(value, MS)],
                )
            },
            levels: xs.first().map(|_| level).into_iter().collect(),
            series,
            ..Panel::default()
        }],
        markers: marker
            .map(|at| Marker {
                at,
                label: ["Target: ", &tick(at, USERS)].concat(),
            })
            .into_iter()
            .collect(),
        ..Chart::default()
    }
}

/// The measured loads and even steps between the first and the last.
fn loads(samples: &[Sample]) -> Vec<f64> {
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else {
        return Vec::new();
    };
    let step = (last.load - first.load) / f64::from(STEPS);
    let steps = (1..STEPS).map(|at| first.load + step * f64::from(at));
    let all: Vec<f64> = samples
        .iter()
        .map(|sample| sample.load)
        .chain(steps)
        .collect();
    let mut all = ascending(&all, |load| *load);
    all.dedup();
    all
}

/// What was measured, on straight lines; unknown outside.
fn between(samples: &[Sample], load: f64) -> f64 {
    for pair in samples.windows(2) {
        let (low, high) = (&pair[0], &pair[1]);
        if (low.load..=high.load).contains(&load) && low.load < high.load {
            let part = (load - low.load) / (high.load - low.load);
            return low.latency + part * (high.latency - low.latency);
        }
    }
    samples.first().map_or(f64::NAN, |only| only.latency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::loads::{read, state};
    use crate::workloads::latency::measured::latency;

    fn chart(text: &str) -> Chart {
        let mut scenario = Scenario::default();
        state(&mut scenario, &read(text).points);
        if let Ok(law) = latency(&scenario.samples) {
            law.state(&mut scenario);
        }
        latency_over_load(&scenario, &plan(&scenario))
    }

    #[test]
    fn measured_law_and_target_are_drawn() {
        let chart = chart("50,40\n100,45\n200,60\n300,90\n400,130");
        assert_eq!(chart.title, "p95 latency passes 100 ms at 325 users");
        let ids: Vec<_> = chart.series().map(|(_, series)| series.id).collect();
        assert_eq!(ids, ["measured", "law"]);
        assert_eq!(chart.markers[0].label, "Target: 325");
        assert!(chart.xs.is_sorted_by(|one, next| one < next));
        let at = chart.xs.iter().position(|load| *load >= 300.0).unwrap();
        let (_, measured) = chart.series().next().unwrap();
        assert_eq!(measured.extent_at(at), Some((90.0, 90.0)));
        for (_, series) in chart.series() {
            assert!((0..chart.xs.len()).all(|at| series.extent_at(at).is_some()));
        }
    }

    #[test]
    fn few_measurements_have_no_law() {
        let few = chart("50,40\n200,60");
        assert_eq!(few.series().count(), 1);
        assert!(few.markers.is_empty() && few.sentence.contains("stays within"));
        assert!(chart("").xs.is_empty());
        assert_eq!(chart("50,40").xs.len(), 1);
        assert_eq!(chart("50,40\n50,60").xs.len(), 1);
    }
}
