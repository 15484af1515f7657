//! What do savings leave of the bill, and what does it cost to be short of capacity?

use super::charts::{MONEY, money_axis};
use super::levers::Ranked;
use crate::charts::{Axis, Chart, ChartOf, Panel, Scale, Series, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::format::{shown, tick};
use crate::scenario::Scenario;
use crate::scenario::web::Switch;
use crate::workloads::inference::Inference;

const GPUS: Unit = Unit::Of("gpu");
const USD: Unit = Unit::Of("USD");
const ONE: Unit = Unit::Of("1");

/// What each saving takes off the bill, one after another.
pub static SAVINGS: ChartOf = ChartOf {
    id: "savings",
    file: "headroom-savings",
    draw: |scenario, plan, _| savings(scenario, plan),
};

/// What being short costs, beside what would have prevented it.
pub static SHORT: ChartOf = ChartOf {
    id: "short",
    file: "headroom-short",
    draw: |_, plan, _| short(plan),
};

/// The bill, what each saving takes off it, and what is left; empty for a plan without any.
pub fn savings(scenario: &Scenario, planned: &Plan) -> Chart {
    let saves = |lever: &&Ranked| lever.saves.or_zero() > 0.0;
    let levers = planned.money.iter().flat_map(|money| &money.levers);
    let levers: Vec<&Ranked> = levers.filter(saves).collect();
    let Some(before) = planned.number("money.bill").filter(|_| !levers.is_empty()) else {
        return Chart::none("Nothing is known to save", "There is no saving to draw.");
    };
    let mut left = before;
    let mut steps = Vec::new();
    for lever in &levers {
        let from = left;
        left -= lever.saves.or_zero();
        steps.push((lever.state, (from, left)));
    }
    let name = |lever: &&Ranked| {
        let stated = scenario.levers.iter().find(|it| it.key == lever.row);
        stated.map_or_else(String::new, |it| it.name.clone())
    };
    let last = if levers.iter().any(|lever| lever.state == Switch::Off) {
        "With all of them"
    } else {
        "Left"
    };
    let first = ["The bill now".to_owned()].into_iter();
    let minus = |lever: &&Ranked| ["saves ", &shown(lever.saves.or_zero(), MONEY)].concat();
    let notes = core::iter::once(shown(before, MONEY)).chain(levers.iter().map(minus));
    let share = shown(1.0 - left / before, Unit::Of("share"));
    let (from, to) = (shown(before, USD), shown(left, MONEY));
    let verb = if last == "Left" {
        "Savings take"
    } else {
        "All savings would take"
    };
    Chart {
        panels: vec![Panel {
            notes: notes.chain([shown(left, MONEY)]).collect(),
            y: money_axis("Bill a month"),
            series: waterfall(&steps, (before, left)),
            ..Panel::default()
        }],
        ..Chart::lying(
            [verb, " the bill from ", &from, " to ", &to].concat(),
            [
                "One after another, each on what is left, they come to ",
                &share,
                " of the platform's bill.",
            ]
            .concat(),
            "Saving",
            first
                .chain(levers.iter().map(name))
                .chain([last.to_owned()])
                .collect(),
        )
    }
}

/// The bill, each step down from it, and what is left.
fn waterfall(steps: &[(Switch, (f64, f64))], (before, left): (f64, f64)) -> Vec<Series> {
    let last = steps.len() + 1;
    let whole = (0..=last).map(|nth| match nth {
        0 => Some((0.0, before)),
        nth => (nth == last).then_some((0.0, left)),
    });
    let step = |state: Switch| {
        (0..=last).map(move |nth| {
            let (of, span) = *steps.get(nth.checked_sub(1)?)?;
            (of == state).then_some(span)
        })
    };
    let mut series = vec![
        Series::spans("bill", "Bill", Slot::Gray, whole),
        Series::spans("on", "Switched on", Slot::One, step(Switch::On)),
        Series::spans("off", "Not switched on yet", Slot::Three, step(Switch::Off)),
    ];
    series.retain(Series::is_anywhere);
    series
}

/// GPUs that the worst event needs beside those that are there, and what either costs: the
/// spare for those hours, or what is lost. Empty where no loss is stated.
pub fn short(planned: &Plan) -> Chart {
    let of = |name: &str| planned.number(&["money.short.", name].concat());
    let Some(lost) = of("lost") else {
        return Chart::none(
            "What being short costs is not known",
            "No loss is stated, so there is nothing to draw.",
        );
    };
    let spare = of("spare_cost");
    let spare_text = spare.map_or_else(|| "An unpriced spare".to_owned(), |it| shown(it, USD));
    let event = planned.inference.as_ref().and_then(Inference::worst_event);
    let gpus = event.and_then(|event| {
        let needed = planned.number(&event.id("gpus_at"))?;
        Some((needed, planned.number("inference.gpus_held")?))
    });
    let bars = |id, label: &str, slot, [one, other]: [Option<f64>; 2]| {
        Series::spans(
            id,
            label,
            slot,
            [one, other].map(|to| to.map(|to| (0.0, to))),
        )
    };
    let mut panels = Vec::new();
    if let Some((needed, there)) = gpus {
        panels.push(Panel {
            y: Axis::of_counts(
                "GPUs",
                Scale::Linear,
                [|value| tick(value, GPUS), |value| shown(value, ONE)],
            ),
            series: vec![bars("gpus", "GPUs", Slot::One, [Some(needed), Some(there)])],
            notes: [needed, there].map(|gpus| shown(gpus, GPUS)).into(),
            ..Panel::default()
        });
    }
    panels.push(Panel {
        y: Axis::of_amounts(
            "What it costs, once",
            Scale::Linear,
            [|value| tick(value, USD), |value| shown(value, USD)],
        ),
        series: vec![
            bars("spare", "Spare for those hours", Slot::One, [spare, None]),
            bars("lost", "Lost", Slot::Two, [None, Some(lost)]),
        ],
        notes: vec![
            [&spare_text, " for the spare"].concat(),
            [&shown(lost, USD), " lost"].concat(),
        ],
        ..Panel::default()
    });
    let title = match gpus.map(|(needed, there)| [needed, there].map(|gpus| shown(gpus, ONE))) {
        Some([needed, there]) => {
            let gpus = [&needed, " GPUs needed, ", &there, " there: "].concat();
            [&gpus, &spare_text, " against ", &shown(lost, USD)].concat()
        }
        None => [
            &spare_text,
            " would have prevented a loss of ",
            &shown(lost, USD),
        ]
        .concat(),
    };
    let name = event.map_or("the event", |event| &event.name);
    Chart {
        panels,
        ..Chart::lying(
            title,
            "What the worst event needs and what is there, and what either costs: the capacity that is missing, for \
             those hours, or what is lost without it."
                .to_owned(),
            "Way",
            vec![["Ready for ", name].concat(), "As it is".to_owned()],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    #[test]
    fn savings_lead_from_the_bill_to_what_is_left() {
        let scenario = preset("saas-1").unwrap().scenario();
        let chart = savings(&scenario, &plan(&scenario));
        assert!(
            chart
                .title
                .ends_with("the bill from $12,000 to $6,591 a month"),
            "{}",
            chart.title
        );
        let span = |point: usize| {
            let mut spans = chart.series().filter_map(|(_, it)| it.extent_at(point));
            let span = spans.next().unwrap();
            assert!(spans.next().is_none(), "{point}");
            span
        };
        let last = chart.xs.len() - 1;
        let mut left = span(0).1;
        for point in 1..last {
            assert!((span(point).0 - left).abs() < 1e-9);
            left = span(point).1;
        }
        assert!((span(last).1 - left).abs() < 1e-9);
    }

    #[test]
    fn the_sale_is_set_against_its_spare() {
        let scenario = preset("sale-1").unwrap().scenario();
        let chart = short(&plan(&scenario));
        assert_eq!(
            chart.title,
            "27 GPUs needed, 14 there: $942 against $2,800,000"
        );
        assert_eq!(chart.panels.len(), 2);
    }

    #[test]
    fn where_nothing_is_stated_nothing_is_drawn() {
        let scenario = Scenario::default();
        let planned = plan(&scenario);
        for chart in [savings(&scenario, &planned), short(&planned)] {
            assert!(chart.xs.is_empty() && !chart.title.is_empty());
        }
    }
}
