//! Which GPUs would serve the model, what does each cost a month, and how long does a token
//! take on it?
//!
//! What does not keep a promise is drawn gray, with what it would cost if nothing were
//! promised: so one sees what the promise costs.

use super::search::{Asked, Candidate, Reason, Sized, sized};
use super::{stated, ways};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::math::of_count;
use crate::scenario::Scenario;

const GPUS: Unit = Unit::Of("gpu");
const MS: Unit = Unit::Of("ms");
const MONTH: Unit = Unit::Of("USD/month");

/// How many ways that do not keep a promise are drawn, those that come nearest.
const FAILED: usize = 6;
/// How far beyond the promise a time is drawn.
const TOO_SLOW: f64 = 3.0;

/// What each kind of GPU would cost, and how long a token takes on it.
pub static GPU_CHOICE: ChartOf = ChartOf {
    id: "gpu_choice",
    file: "headroom-gpu-choice",
    draw: |scenario, plan, _| gpu_choice(scenario, plan),
};

/// A way to serve as a point.
struct Choice<'a> {
    way: &'a Candidate,
    gpus: f64,
    /// USD a month.
    cost: f64,
    /// How long a token takes at the peak.
    ms: f64,
    kind: Kind,
}

/// What a way is to who chooses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What is planned.
    Chosen,
    /// It would do.
    Keeps,
    /// A token takes longer than promised.
    Slow,
    /// The first token may take longer than promised.
    Late,
}

/// Ways to serve the model by what each costs and how long a token takes; empty where a
/// replica is not estimated.
pub fn gpu_choice(scenario: &Scenario, planned: &Plan) -> Chart {
    let all = choices(scenario, planned);
    let keeps = |it: &&Choice| matches!(it.kind, Kind::Chosen | Kind::Keeps);
    let good = all.iter().filter(keeps);
    let Some(best) = good.min_by(|one, other| one.cost.total_cmp(&other.cost)) else {
        return Chart::none(
            "No GPU is known to do",
            "No way to serve the model is estimated and priced.",
        );
    };
    let target = scenario.inference.tpot_target;
    let x = Axis {
        unit: "ms".to_owned(),
        ..amounts(
            "Time per output token",
            [|ms| tick(ms, MS), |ms| shown(ms.round(), MS)],
        )
    };
    let costs = |kinds: &[Kind]| {
        let cost = |it: &Choice| kinds.contains(&it.kind).then_some(it.cost);
        let costs = all.iter().map(|it| cost(it).unwrap_or(f64::NAN));
        Shape::Points(costs.collect())
    };
    let failed = costs(&[Kind::Slow, Kind::Late]);
    let mut series = vec![
        Series::new("failed", "Does not keep the promise", Slot::Gray, failed),
        Series::new(
            "keeps",
            "Meets the targets",
            Slot::One,
            costs(&[Kind::Keeps]),
        ),
        Series::new("chosen", "Chosen", Slot::Two, costs(&[Kind::Chosen])),
    ];
    series.retain(Series::is_anywhere);
    let note = |it: &Choice| {
        let why = match it.kind {
            Kind::Chosen | Kind::Keeps => "",
            Kind::Slow => "; a token takes longer than promised",
            Kind::Late => "; the first token may take longer than promised",
        };
        [&shown(it.gpus, GPUS), why].concat()
    };
    let ways = planned.inference.as_ref().map_or(0, |it| it.ways.len());
    Chart {
        panels: vec![Panel {
            y: amounts(
                "Cost a month",
                [|cost| tick(cost, MONTH), |cost| shown(cost, MONTH)],
            ),
            series,
            notes: all.iter().map(note).collect(),
            ..Panel::default()
        }],
        markers: vec![Marker {
            at: target,
            label: ["Promised: ", &shown(target, MS)].concat(),
        }],
        ..Chart::scattered(
            [title(&all, best), sentence(ways - all.len())],
            "Way",
            x,
            all.iter().map(|it| (ways::label(it.way), it.ms)),
        )
    }
}

/// The ways that have a price and a time, the fastest first.
fn choices<'a>(scenario: &Scenario, planned: &'a Plan) -> Vec<Choice<'a>> {
    let Some(inference) = &planned.inference else {
        return Vec::new();
    };
    let of = &scenario.inference;
    let calls = planned.number("demand.inference_rate");
    let (Some(calls), Ok(model)) = (calls, stated::model(of, of.model)) else {
        return Vec::new();
    };
    let spare = inference.spare.or_zero();
    let unbound = Asked {
        ttft: f64::INFINITY,
        tpot: f64::INFINITY,
        gpu_hour: None,
        ..stated::asked(of, calls, spare)
    };
    let choice = |way: &'a Candidate| {
        let kind = match way.result {
            Ok(sized) if inference.replica == Some(sized.replica) => Kind::Chosen,
            Ok(_) => Kind::Keeps,
            Err(Reason::Tpot(_)) => Kind::Slow,
            Err(Reason::Ttft(_)) => Kind::Late,
            Err(_) => return None,
        };
        let sized = way
            .result
            .or_else(|_| sized(&unbound, &way.gpu, &model, way.weights, way.split));
        let sized = sized.ok()?;
        let ms = token_time(&sized, calls, spare);
        let is_near = ms <= of.tpot_target * TOO_SLOW;
        Some(Choice {
            way,
            gpus: sized.gpus,
            cost: sized.per_month()?,
            ms,
            kind,
        })
        .filter(|_| is_near)
    };
    let all = inference.ways.iter().filter_map(choice);
    let (good, bad): (Vec<_>, Vec<_>) = all.partition(|it| it.way.result.is_ok());
    let mut all: Vec<Choice> = good
        .into_iter()
        .chain(bad.into_iter().take(FAILED))
        .collect();
    all.sort_by(|one, other| one.ms.total_cmp(&other.ms));
    all
}

/// How long a token takes at the peak, in milliseconds.
fn token_time(sized: &Sized, calls: f64, spare: f64) -> f64 {
    let each = calls / (sized.replicas - spare).max(1.0);
    let replica = &sized.replica;
    let running = replica.within_rate(replica.most(), each);
    replica.at(running).tpot * 1000.0
}

/// What costs least, or how much more what is planned costs.
fn title(all: &[Choice], best: &Choice) -> String {
    let name = ways::label(best.way);
    let chosen = all.iter().find(|it| it.kind == Kind::Chosen);
    match chosen.filter(|it| it.cost > best.cost) {
        Some(chosen) => [
            &ways::label(chosen.way),
            " costs ",
            &shown(chosen.cost - best.cost, MONTH),
            " more than ",
            &name,
            ", which meets the targets too",
        ]
        .concat(),
        None => [
            &name,
            " meets the targets for least: ",
            &shown(best.cost, MONTH),
        ]
        .concat(),
    }
}

/// What is drawn, and how many ways are not.
fn sentence(left_out: usize) -> String {
    let mut words = "Ways to serve the model, at list prices and at the planned peak; what does not keep a promise \
                     stands with what it would cost if nothing were promised."
        .to_owned();
    if left_out > 0 {
        let many = exact(of_count(left_out));
        words += &[
            " Not drawn: ",
            &many,
            " that do not fit, have no price, or take far longer.",
        ]
        .concat();
    }
    words
}

fn amounts(label: &str, text: [fn(f64) -> String; 2]) -> Axis {
    Axis::of_amounts(label, Scale::Linear, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::inference::Method;
    use crate::scenario::preset::preset;

    fn of(method: Method, change: fn(&mut Scenario)) -> (Scenario, Plan) {
        let mut scenario = preset("gpu-1").unwrap().scenario();
        scenario.inference.method = method;
        change(&mut scenario);
        let plan = plan(&scenario);
        (scenario, plan)
    }

    #[test]
    fn ways_that_break_a_promise_are_gray_and_beyond_it() {
        let (scenario, plan) = of(Method::Estimated, |it| it.inference.tpot_target = 12.0);
        let chart = gpu_choice(&scenario, &plan);
        assert!(chart.xs.is_sorted() && chart.xs.len() > 3, "{:?}", chart.xs);
        let series = |id: &str| {
            let mut all = chart.series();
            all.find(|(_, series)| series.id == id)
                .map(|(_, series)| series)
        };
        let failed = series("failed").unwrap();
        for (point, ms) in chart.xs.iter().enumerate() {
            let is_bad = failed.extent_at(point).is_some();
            let note = chart.note(point);
            assert_eq!(is_bad, note.contains("than promised"), "{note}");
            assert_eq!(
                *ms > 12.0,
                note.contains("a token takes longer"),
                "{ms} {note}"
            );
            let kinds = chart
                .series()
                .filter(|(_, it)| it.extent_at(point).is_some());
            assert_eq!(kinds.count(), 1);
        }
    }

    #[test]
    fn what_is_planned_is_marked_and_set_beside_the_cheapest() {
        let (scenario, plan) = of(Method::Estimated, |_| {});
        let chart = gpu_choice(&scenario, &plan);
        let chosen = chart.series().find(|(_, it)| it.id == "chosen").unwrap().1;
        let marked = (0..chart.xs.len()).filter(|point| chosen.extent_at(*point).is_some());
        assert_eq!(marked.count(), 1);
        let says = [
            " meets the targets for least: $",
            ", which meets the targets too",
        ];
        assert!(
            says.iter().any(|it| chart.title.contains(it)),
            "{}",
            chart.title
        );
    }

    #[test]
    fn where_nothing_is_estimated_nothing_is_drawn() {
        let (scenario, plan) = of(Method::Requests, |_| {});
        assert!(gpu_choice(&scenario, &plan).xs.is_empty());
    }
}
