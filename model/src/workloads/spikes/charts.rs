//! What comes and what is taken up in a spike, and how long it waits: on one time axis, with
//! the autoscaler's decisions.

use super::autoscaler::{Decision, Why};
use super::inputs::GoesBy;
use super::outcome::AROUND;
use super::plan::{OneSpike, Spikes, promised, told};
use super::plant::{Plant, Run, Step};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::math::{count_of, of_count};
use crate::scenario::Scenario;
use crate::scenario::work::{is_predictions, unit};

const RATE: Unit = Unit::Of("req/s");
const PREDICTIONS: Unit = Unit::Of("prediction/s");
const SECONDS: Unit = Unit::Of("s");

/// Points of a picture.
const POINTS: usize = 120;
/// So many seconds are drawn at least.
const LEAST: f64 = 360.0;
/// More decisions than this are not marked; all of them are in the table.
const MARKED: usize = 6;

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&SPIKE];

/// The spike that is shown.
pub static SPIKE: ChartOf = ChartOf {
    id: "spike",
    file: "headroom-spike",
    draw: |scenario, plan, _| picture(scenario, plan),
};

fn picture(scenario: &Scenario, plan: &Plan) -> Chart {
    let spikes = plan.spikes.as_ref();
    let spike = spikes.and_then(|spikes| told(scenario, spikes));
    match spikes
        .zip(spike)
        .zip(spike.and_then(|spike| spike.plant.as_ref()))
    {
        Some(((spikes, spike), plant)) => drawn(scenario, spikes, spike, plant),
        None => Chart {
            title: "Too little is known of the pool for a picture of a spike".to_owned(),
            sentence: "There is no run to draw.".to_owned(),
            ..Chart::default()
        },
    }
}

fn drawn(scenario: &Scenario, spikes: &Spikes, spike: &OneSpike, plant: &Plant) -> Chart {
    let mut run = Run::default();
    plant.run(&mut run);
    let end = seen(&run);
    let every = (end / POINTS).max(1);
    let places: Vec<usize> = (0..end).step_by(every).collect();
    let time = |at: &usize| of_count(*at) * run.step - AROUND;
    let marks = run.decisions.iter().filter(|(_, it)| it.to > it.from);
    let count = |count: f64| shown(count, Unit::Of("1"));
    let marks = marks.take(MARKED).map(|(at, it)| Marker {
        at: at - AROUND,
        label: [&count(it.from), " → ", &count(it.to)].concat(),
    });
    Chart {
        title: title(spike),
        sentence: [
            "What comes, what ",
            spikes.replicas.looked.noun(),
            " that are ready take, and how long it waits, from the beginning of the spike on.",
        ]
        .concat(),
        x: Axis::of_amounts("After it begins", Scale::Linear, [clock, clock]),
        xs: places.iter().map(time).collect(),
        panels: vec![
            load(scenario, plant, &run, &places),
            waits(scenario, &run, &places),
        ],
        markers: marks.collect(),
        ..Chart::default()
    }
}

/// How many steps are drawn: until replicas are as many as they stay and nothing waits, and a
/// while after it.
fn seen(run: &Run) -> usize {
    let is_last = |at: &usize| {
        let (before, it) = (&run.steps[at - 1], &run.steps[*at]);
        it.waiting > 0.0 || it.capacity > before.capacity || it.arrivals > it.capacity
    };
    let last = (1..run.steps.len()).rev().find(is_last).unwrap_or(0);
    let at_least = count_of(LEAST / run.step);
    (last + last / 2).max(at_least).min(run.steps.len())
}

fn axis(label: &str, unit: Unit, text: [fn(f64) -> String; 2]) -> Axis {
    Axis {
        unit: unit.symbol().to_owned(),
        ..Axis::of_amounts(label, Scale::Linear, text)
    }
}

/// What comes, and what replicas take.
fn load(scenario: &Scenario, plant: &Plant, run: &Run, places: &[usize]) -> Panel {
    let of = |take: &dyn Fn(&Step) -> f64| -> Vec<f64> {
        places.iter().map(|at| take(&run.steps[*at])).collect()
    };
    let each = plant.capacity(1.0);
    let step = run.step;
    let taken = Shape::Step(of(&|it| it.capacity / step));
    let asked = Shape::Step(of(&|it| it.asked * each));
    let comes = of(&|it| it.arrivals / step);
    let rates: [fn(f64) -> String; 2] = if is_predictions(scenario) {
        [
            |value| tick(value, PREDICTIONS),
            |value| shown(value, PREDICTIONS),
        ]
    } else {
        [|value| tick(value, RATE), |value| shown(value, RATE)]
    };
    Panel {
        y: axis("Load", unit(scenario, RATE), rates),
        series: vec![
            Series::line("demand", "What comes", Slot::One, comes),
            Series::new("ready", "Ready replicas take", Slot::Two, taken),
            Series::new(
                "asked",
                "All that are asked for would take",
                Slot::Three,
                asked,
            ),
        ],
        ..Panel::default()
    }
}

/// How long the promised share waits.
fn waits(scenario: &Scenario, run: &Run, places: &[usize]) -> Panel {
    let promise = promised(scenario);
    let wait = |at: &usize| {
        let wait = run.within(*at, promise.share);
        if wait.is_finite() { wait } else { f64::NAN }
    };
    let percent = shown(promise.share * 100.0, Unit::Of("1"));
    let label = [&*percent, " of 100 wait up to"].concat();
    let waits = places.iter().map(wait).collect();
    Panel {
        y: axis(
            "Wait",
            SECONDS,
            [|value| tick(value, SECONDS), |value| shown(value, SECONDS)],
        ),
        levels: vec![Marker {
            at: promise.seconds,
            label: ["Promise: ", &shown(promise.seconds, SECONDS)].concat(),
        }],
        series: vec![Series::line("wait", &label, Slot::Four, waits)],
        ..Panel::default()
    }
}

/// What the picture shows.
fn title(spike: &OneSpike) -> String {
    let times = [&shown(spike.times, Unit::Of("1")), " times the usual load"].concat();
    let Some(outcome) = spike.outcome else {
        return spike.name.clone();
    };
    let end = if outcome.broken <= 0.0 {
        "the promise holds".to_owned()
    } else if outcome.grows > 0.0 {
        "more come than all replicas take".to_owned()
    } else {
        ["the promise breaks for ", &shown(outcome.broken, SECONDS)].concat()
    };
    [&spike.name, ", ", &times, ": ", &end].concat()
}

/// A moment of the run: `-0:30`, `5:45`.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.abs().round();
    let minutes = (whole / 60.0).floor();
    let rest = whole - minutes * 60.0;
    let sign = if seconds < -0.5 { "-" } else { "" };
    let zero = if rest < 10.0 { ":0" } else { ":" };
    [sign, &exact(minutes), zero, &exact(rest)].concat()
}

/// Why the autoscaler decided so: `CPU 100 of 60 %`.
pub fn why(decision: &Decision, goes_by: GoesBy, target: f64) -> String {
    let number = |value: f64| shown(value, Unit::Of("1"));
    match decision.why {
        Why::Off => "switched off".to_owned(),
        Why::OutOfBounds => "out of its bounds".to_owned(),
        Why::Unseen => "nothing could be read".to_owned(),
        Why::Called { read, wanted, .. } => {
            let called = [" calls for ", &number(wanted)].concat();
            let each = |words: &str| {
                let read = number(read / 1000.0 / decision.from.max(1.0));
                let target = number(target / 1000.0);
                [&*read, " of ", &target, words].concat()
            };
            let read = match goes_by {
                GoesBy::Cpu => ["CPU ", &number(read), " of ", &number(target), " %"].concat(),
                GoesBy::Requests => each(" a second for a replica"),
                GoesBy::Waiting => each(" waiting for a replica"),
                GoesBy::Nothing | GoesBy::Usual => String::new(),
            };
            if (wanted - decision.to).abs() > 0.0 {
                read + &called
            } else {
                read
            }
        }
    }
}
