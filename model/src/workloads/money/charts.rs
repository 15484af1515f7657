//! What does the bill come to month by month, what is it made of, what does a
//! customer cost, and what is left of each tier's price?

use super::Money;
use super::bill::Month;
use crate::charts::{Axis, Chart, ChartOf, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::order::ascending;
use crate::scenario::{Scenario, Tier};
use crate::sheet::{Case, Number};
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::charts::{milestones, over_months};

const MONEY: Unit = Unit::Of("USD/month");
const EACH: Unit = Unit::Of("USD/customer/month");
const SHARE: Unit = Unit::Of("share");

/// How many components are told apart; the rest is drawn as one.
const TOLD_APART: usize = 5;

const IDS: [&str; TOLD_APART + 1] = ["largest", "second", "third", "fourth", "fifth", "others"];

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[
    &BILL_BY_COMPONENT,
    &BILL_IN_CASES,
    &COST_PER_CUSTOMER,
    &MARGIN_BY_TIER,
];

/// The bill by month, stacked by component.
pub static BILL_BY_COMPONENT: ChartOf = ChartOf {
    id: "bill",
    file: "headroom-bill",
    draw: bill_by_component,
};

/// The bill by month, in three cases.
pub static BILL_IN_CASES: ChartOf = ChartOf {
    id: "bill_cases",
    file: "headroom-bill-cases",
    draw: bill_in_cases,
};

/// The bill over the customers, by month.
pub static COST_PER_CUSTOMER: ChartOf = ChartOf {
    id: "cost_per_customer",
    file: "headroom-cost-per-customer",
    draw: cost_per_customer,
};

/// Price, cost and margin of each tier.
pub static MARGIN_BY_TIER: ChartOf = ChartOf {
    id: "margin",
    file: "headroom-margin",
    draw: |scenario, plan, _| margin_by_tier(scenario, plan),
};

/// The bill by component and month, stacked, the largest first; empty for a
/// plan without a bill by month.
pub fn bill_by_component(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let money = planned.money.as_ref();
    let parts: Vec<(usize, f64)> = money.map_or_else(Vec::new, |money| {
        let last = |at| money.months.iter().rev().find_map(|month| part(month, at));
        (0..money.bill.now.components.len())
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
        let values = money?.months.iter().map(sum);
        let (id, slot) = slots.next()?;
        Some(Series {
            id,
            label,
            slot,
            shape: Shape::Stack(values.map(|value| value.unwrap_or(f64::NAN)).collect()),
        })
    });
    let series: Vec<Series> = series.collect();
    of_bill(
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
    let series = |(case, slot): (Case, Slot)| {
        let both = planned.money.as_ref().zip(planned.growth.as_ref());
        let values = both.map_or_else(Vec::new, |(money, growth)| {
            let customers = growth.customers(case);
            money.bill.of_each(scenario, customers)
        });
        line(case.label(), case.label(), slot, values.into_iter())
    };
    let cases = [
        (Case::Moderate, Slot::One),
        (Case::Conservative, Slot::Two),
        (Case::Aggressive, Slot::Three),
    ];
    of_bill(
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
    let cost = |month: u32| {
        let id = ["money.cost_per_customer.", &exact(f64::from(month))].concat();
        planned.get(&id).map(|cost| cost.value)
    };
    let each = months_of(planned).map(cost);
    let aim = |id, label, slot, value: f64| Series {
        id,
        label: String::from(label),
        slot,
        shape: Shape::Line(months_of(planned).map(|_| value).collect()),
    };
    let target = scenario.money.cost_per_customer_target;
    let best = scenario.money.cost_per_customer_best;
    let last = planned.money.as_ref().and_then(last);
    let sentence = match (planned.figure("money.cost_per_customer"), last) {
        (Some(now), Some((at, _))) => match cost(at) {
            Ok(then) => [
                "A customer costs ",
                &shown(now.value, EACH),
                " now and ",
                &shown(then, EACH),
                " after ",
                &months_text(at),
                ".",
            ]
            .concat(),
            Err(absent) => absent.0.to_owned(),
        },
        _ => NOTHING.to_owned(),
    };
    of_bill(
        scenario,
        planned,
        today,
        "Cost per customer",
        sentence,
        Panel {
            y: Axis::of_amounts(
                "Cost per customer",
                Scale::Linear,
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
    let margin = |tier: &Tier| {
        let id = ["money.tier.", tier.key.text(), ".margin"].concat();
        planned.number(&id)
    };
    let margins: Vec<(&str, f64)> = scenario
        .tiers
        .iter()
        .filter_map(|tier| Some((tier.name.as_str(), margin(tier)?)))
        .collect();
    let lowest = margins
        .iter()
        .min_by(|one, other| one.1.total_cmp(&other.1));
    let sentence = lowest.map_or_else(
        || "No tier has a price, so there is no margin to draw.".to_owned(),
        |lowest| {
            let percent = shown(lowest.1, SHARE);
            [lowest.0, " has the lowest margin, ", &percent, "."].concat()
        },
    );
    Chart {
        title: "Margin by tier".to_owned(),
        sentence,
        x: Axis::of_counts("Tier", Scale::Linear, [exact, exact]),
        xs: (0_u32..)
            .zip(&margins)
            .map(|(at, _)| f64::from(at))
            .collect(),
        names: margins.iter().map(|(name, _)| (*name).to_owned()).collect(),
        panels: vec![Panel {
            y: Axis::of_amounts(
                "Margin",
                Scale::Linear,
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
fn of_bill(
    scenario: &Scenario,
    planned: &Plan,
    today: Date,
    title: &str,
    sentence: String,
    panel: Panel,
) -> Chart {
    let months = months_of(planned).count();
    let growth = planned.growth.as_ref().filter(|_| months > 0);
    over_months(
        Calendar::new(scenario, today),
        months,
        title,
        sentence,
        panel,
        growth.map_or_else(Vec::new, milestones),
    )
}

/// The months of the plan that have a bill.
fn months_of(planned: &Plan) -> impl Iterator<Item = u32> {
    let months = planned.money.iter().flat_map(|money| &money.months);
    (0..).zip(months).map(|(at, _)| at)
}

fn part(month: &Month, at: usize) -> Option<f64> {
    month.components.get(at)?.number().ok()
}

fn line(id: &'static str, label: &str, slot: Slot, values: impl Iterator<Item = Number>) -> Series {
    let values = values.map(|value| value.unwrap_or(f64::NAN));
    Series::line(id, label, slot, values.collect())
}

fn money_axis(label: &str) -> Axis {
    Axis::of_amounts(
        label,
        Scale::Linear,
        [|value| tick(value, MONEY), |value| shown(value, MONEY)],
    )
}

/// The last month with its number, if it is known how many customers there are.
fn last(money: &Money) -> Option<(u32, &Month)> {
    let last = (0..).zip(&money.months).last()?;
    let parts = money.bill.now.components.len();
    Some(last).filter(|(_, month)| month.components.len() == parts)
}

fn months_text(at: u32) -> String {
    shown(f64::from(at), Unit::Of("month"))
}

fn sentence_of_bill(money: Option<&Money>) -> String {
    let Some((money, (at, then))) = money.and_then(|money| Some((money, last(money)?))) else {
        return NOTHING.to_owned();
    };
    match (money.bill.now.bill.number(), then.bill.number()) {
        (Ok(now), Ok(then)) => [
            "The bill grows from ",
            &shown(now, MONEY),
            " to ",
            &shown(then, MONEY),
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
            let bill = month.bill.number().unwrap();
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
