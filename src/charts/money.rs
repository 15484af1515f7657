//! What does the bill come to month by month, what is it made of, what does a
//! customer cost, and what is left of each tier's price?

use super::customers::{axis, milestones, name};
use super::{Axis, Chart, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::engine::cost::bill::Month;
use crate::engine::cost::money::{MoneyPlan, bills};
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::order::ascending;
use crate::quantity::{Outcome, Unit};
use crate::scenario::Scenario;
use crate::sheet::Case;

const MONEY: Unit = Unit::Of("USD/month");
const EACH: Unit = Unit::Of("USD/customer/month");
const SHARE: Unit = Unit::Of("share");

/// How many components are told apart; the rest is drawn as one.
const TOLD_APART: usize = 5;

const IDS: [&str; TOLD_APART + 1] = ["largest", "second", "third", "fourth", "fifth", "others"];

/// The bill by component and month, stacked, the largest first; empty for a
/// plan without a bill by month.
pub fn bill_by_component(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let money = planned.money.as_ref();
    let parts: Vec<(usize, f64)> = money.map_or_else(Vec::new, |money| {
        let last = |at| {
            money
                .months
                .iter()
                .rev()
                .find_map(|month| part(month.as_ref().ok()?, at))
        };
        (0..money.parts.len())
            .map(|at| (at, last(at).unwrap_or(0.0)))
            .collect()
    });
    let parts = ascending(&parts, |part| -part.1);
    let groups = groups(&parts);
    let mut slots = IDS.into_iter().zip(Slot::ALL);
    let series = groups.iter().filter_map(|group| {
        let label = match group[..] {
            [at] => scenario.bill.get(at)?.name.clone(),
            _ => "All others".to_owned(),
        };
        let sum = |month: &Month| group.iter().map(|at| part(month, *at)).sum::<Option<f64>>();
        let values = money?
            .months
            .iter()
            .map(|month| month.as_ref().ok().and_then(sum));
        let (id, slot) = slots.next()?;
        Some(Series {
            id,
            label,
            slot,
            shape: Shape::Stack(values.map(|value| value.unwrap_or(f64::NAN)).collect()),
        })
    });
    let series: Vec<Series> = series.collect();
    over_months(
        scenario,
        planned,
        today,
        "The bill by component",
        sentence_of_bill(money),
        Panel {
            y: money_axis("Bill a month"),
            series,
        },
    )
}

/// Largest first, each alone; the smallest together where there are too many.
fn groups(parts: &[(usize, f64)]) -> Vec<Vec<usize>> {
    let alone = if parts.len() > TOLD_APART + 1 {
        TOLD_APART
    } else {
        parts.len()
    };
    let mut groups: Vec<Vec<usize>> = parts[..alone].iter().map(|(at, _)| vec![*at]).collect();
    if alone < parts.len() {
        groups.push(parts[alone..].iter().map(|(at, _)| *at).collect());
    }
    groups
}

/// The bill by month in three cases of growth.
pub fn bill_in_cases(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let both = planned.money.as_ref().zip(planned.growth.as_ref());
    let series = |(case, slot): (Case, Slot)| {
        let values = both.map_or_else(Vec::new, |(money, growth)| {
            bills(scenario, money, &growth.outcomes(case))
        });
        line(case.label(), case.label(), slot, values.into_iter())
    };
    let cases = [
        (Case::Moderate, Slot::One),
        (Case::Conservative, Slot::Two),
        (Case::Aggressive, Slot::Three),
    ];
    over_months(
        scenario,
        planned,
        today,
        "The bill by month, in three cases",
        sentence_of_bill(planned.money.as_ref()),
        Panel {
            y: money_axis("Bill a month"),
            series: cases.map(series).into(),
        },
    )
}

/// What a customer costs, month by month, beside what it should.
pub fn cost_per_customer(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let money = planned.money.as_ref();
    let months = || money.into_iter().flat_map(|money| &money.months);
    let each = months().map(|month| {
        month
            .as_ref()
            .map_or_else(|absent| Err(*absent), |month| month.cost_per_customer)
    });
    let aim = |id, label, slot, value: f64| Series {
        id,
        label: String::from(label),
        slot,
        shape: Shape::Line(months().map(|_| value).collect()),
    };
    let target = scenario.money.cost_per_customer_target;
    let best = scenario.money.cost_per_customer_best;
    let sentence = match money.map(|money| (money.now.cost_per_customer, last(money))) {
        Some((Ok(now), Some((at, then)))) => match then.cost_per_customer {
            Ok(then) => [
                "A customer costs ",
                &shown(now.value, EACH),
                " now and ",
                &shown(then.value, EACH),
                " after ",
                &months_text(at),
                ".",
            ]
            .concat(),
            Err(absent) => absent.0.to_owned(),
        },
        _ => NOTHING.to_owned(),
    };
    over_months(
        scenario,
        planned,
        today,
        "Cost per customer",
        sentence,
        Panel {
            y: fine(
                "Cost per customer",
                [|value| tick(value, EACH), |value| shown(value, EACH)],
            ),
            series: vec![
                line("each", "Cost per customer", Slot::One, each),
                aim("target", "Target", Slot::Two, target),
                aim("best", "Best in class", Slot::Three, best),
            ],
        },
    )
}

/// The margin of each tier that has a price, as bars.
pub fn margin_by_tier(scenario: &Scenario, planned: &Plan) -> Chart {
    let tiers = planned.money.iter().flat_map(|money| &money.tiers.rows);
    let margins: Vec<(usize, f64)> = tiers
        .enumerate()
        .filter_map(|(at, (_, tier))| Some((at, tier.margin.ok()?.value)))
        .collect();
    let named = |(at, _): &(usize, f64)| scenario.tiers.get(*at).map_or("", |tier| &tier.name);
    let lowest = margins
        .iter()
        .min_by(|one, other| one.1.total_cmp(&other.1));
    let sentence = lowest.map_or_else(
        || "No tier has a price, so there is no margin to draw.".to_owned(),
        |lowest| {
            let percent = shown(lowest.1, SHARE);
            [named(lowest), " has the lowest margin, ", &percent, "."].concat()
        },
    );
    Chart {
        title: "Margin by tier".to_owned(),
        sentence,
        x: axis("Tier", Scale::Linear, [exact, exact]),
        xs: (0_u32..)
            .zip(&margins)
            .map(|(at, _)| f64::from(at))
            .collect(),
        names: margins
            .iter()
            .map(|margin| named(margin).to_owned())
            .collect(),
        panels: vec![Panel {
            y: fine(
                "Margin",
                [|value| tick(value, SHARE), |value| shown(value, SHARE)],
            ),
            series: vec![Series {
                id: "margin",
                label: "Margin".to_owned(),
                slot: Slot::One,
                shape: Shape::Bars(margins.iter().map(|(_, margin)| *margin).collect()),
            }],
        }],
        markers: Vec::new(),
    }
}

const NOTHING: &str = "There is no bill by month to draw.";

/// A chart over the months of the plan, with milestones marked.
fn over_months(
    scenario: &Scenario,
    planned: &Plan,
    today: Date,
    title: &str,
    sentence: String,
    panel: Panel,
) -> Chart {
    let start = scenario.growth.start.map_or(today, Date::of);
    let count = planned.money.as_ref().map_or(0, |money| money.months.len());
    let months = || (0_u32..).take(count);
    Chart {
        title: title.to_owned(),
        sentence,
        x: axis("Month", Scale::Linear, [exact, exact]),
        xs: months().map(f64::from).collect(),
        names: months()
            .map(|month| name(start.add_months(i64::from(month))))
            .collect(),
        panels: vec![panel],
        markers: planned
            .growth
            .as_ref()
            .filter(|_| count > 0)
            .map_or_else(Vec::new, milestones),
    }
}

fn part(month: &Month, at: usize) -> Option<f64> {
    month.components.get(at)?.ok().map(|part| part.value)
}

fn line(
    id: &'static str,
    label: &str,
    slot: Slot,
    values: impl Iterator<Item = Outcome>,
) -> Series {
    let values = values.map(|outcome| outcome.map_or(f64::NAN, |figure| figure.value));
    Series {
        id,
        label: label.to_owned(),
        slot,
        shape: Shape::Line(values.collect()),
    }
}

fn money_axis(label: &str) -> Axis {
    fine(
        label,
        [|value| tick(value, MONEY), |value| shown(value, MONEY)],
    )
}

/// An axis of what is not counted in whole ones.
fn fine(label: &str, text: [fn(f64) -> String; 2]) -> Axis {
    Axis {
        finest: 0.0,
        ..axis(label, Scale::Linear, text)
    }
}

/// The last month, with its number.
fn last(money: &MoneyPlan) -> Option<(usize, &Month)> {
    let (at, month) = money.months.iter().enumerate().next_back()?;
    Some((at, month.as_ref().ok()?))
}

fn months_text(at: usize) -> String {
    shown(u32::try_from(at).map_or(0.0, f64::from), Unit::Of("month"))
}

fn sentence_of_bill(money: Option<&MoneyPlan>) -> String {
    let Some((money, (at, then))) = money.and_then(|money| Some((money, last(money)?))) else {
        return NOTHING.to_owned();
    };
    match (money.now.bill, then.bill) {
        (Ok(now), Ok(then)) => [
            "The bill grows from ",
            &shown(now.value, MONEY),
            " to ",
            &shown(then.value, MONEY),
            " after ",
            &months_text(at),
            ".",
        ]
        .concat(),
        (Err(absent), _) | (_, Err(absent)) => absent.0.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn charts(scenario: &Scenario) -> [Chart; 4] {
        let planned = plan(scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        [
            bill_by_component(scenario, &planned, today),
            bill_in_cases(scenario, &planned, today),
            cost_per_customer(scenario, &planned, today),
            margin_by_tier(scenario, &planned),
        ]
    }

    #[test]
    fn every_series_has_a_value_at_every_point() {
        let scenario = preset("saas-1").unwrap().scenario();
        for chart in charts(&scenario) {
            assert!(!chart.xs.is_empty() && chart.names.len() == chart.xs.len());
            for (_, series) in chart.series() {
                let (values, _) = series.shape.edges();
                assert_eq!(values.len(), chart.xs.len(), "{}", series.label);
                assert!(
                    values.iter().all(|value| value.is_finite()),
                    "{}",
                    series.label
                );
            }
        }
    }

    #[test]
    fn the_stack_is_the_bill() {
        let scenario = preset("saas-1").unwrap().scenario();
        let planned = plan(&scenario);
        let [stack, ..] = charts(&scenario);
        assert_eq!(stack.series().count(), 6);
        assert_eq!(stack.series().last().unwrap().1.label, "All others");
        for (at, month) in planned.money.unwrap().months.iter().enumerate() {
            let sum: f64 = stack
                .series()
                .map(|(_, series)| series.shape.edges().0[at])
                .sum();
            let bill = month.as_ref().unwrap().bill.unwrap().value;
            assert!((sum - bill).abs() < 1e-6, "{sum} is not {bill}");
        }
        assert_eq!(
            stack.sentence,
            "The bill grows from $12,000 a month to $139,567 a month after 24 months."
        );
    }

    #[test]
    fn bars_leave_out_what_has_no_margin() {
        let scenario = preset("saas-1").unwrap().scenario();
        let [.., margins] = charts(&scenario);
        assert_eq!(margins.names, ["Pro", "Business", "Enterprise"]);
        assert_eq!(margins.sentence, "Business has the lowest margin, 84 %.");
    }

    #[test]
    fn without_money_there_is_nothing_to_draw() {
        for chart in charts(&Scenario::default()) {
            assert!(
                chart.xs.is_empty() && !chart.sentence.is_empty(),
                "{}",
                chart.title
            );
        }
    }
}
