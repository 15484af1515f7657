//! What does the bill come to month by month, what is it made of, what do savings leave of
//! it, what does a customer cost, and what is left of each tier's price?

use super::bill::Month;
use super::strategy::HORIZONS;
use super::{Money, savings};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::order::ascending;
use crate::scenario::money::ChargeKind;
use crate::scenario::{Scenario, Tier};
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::charts::{milestones, over_months};
use crate::workloads::uncertainty::charts::fan;

pub(super) const MONEY: Unit = Unit::Of("USD/month");
const EACH: Unit = Unit::Of("USD/customer/month");
const SHARE: Unit = Unit::Of("share");

/// How many kinds are told apart; the rest is drawn as one.
const TOLD_APART: usize = 5;

const IDS: [&str; TOLD_APART + 1] = ["largest", "second", "third", "fourth", "fifth", "others"];

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[
    &BILL,
    &COST_PER_CUSTOMER,
    &MARGIN_BY_TIER,
    &savings::SAVINGS,
    &savings::SHORT,
];

/// The whole bill by month, stacked by what it pays for, and in three cases.
pub static BILL: ChartOf = ChartOf {
    id: "bill",
    file: "headroom-bill",
    draw: bill,
};

/// The bill over the customers, by month.
pub static COST_PER_CUSTOMER: ChartOf = ChartOf {
    id: "cost_per_customer",
    file: "headroom-cost-per-customer",
    draw: cost_per_customer,
};

/// The price of each tier, split into cost and margin.
pub static MARGIN_BY_TIER: ChartOf = ChartOf {
    id: "margin",
    file: "headroom-margin",
    draw: |scenario, plan, _| margin_by_tier(scenario, plan),
};

/// The whole bill by month, stacked by what it pays for, the largest first, with milestones
/// as flags; and under it the whole bill in three cases. Empty for a plan without a bill by
/// month.
pub fn bill(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let months = planned
        .total_bill
        .as_ref()
        .map_or(0, |total| total.months.len());
    let of = |id: &str, month: usize| planned.number(&[id, &month.to_string()].concat());
    let ends = |month: usize| {
        let of = |case: &str| of(&["bill.", case, ".total."].concat(), month);
        let both = || of("conservative").zip(of("aggressive"));
        HORIZONS.contains(&month).then(both).flatten()
    };
    let range = (0..months).map(ends);
    let moderate = by_month(planned, "bill.total.", months);
    let cases = vec![
        Series::spans("cases", "Conservative to aggressive", Slot::Gray, range),
        Series::line("moderate", "Moderate", Slot::One, moderate),
    ];
    let ends = of("bill.total.", 0).zip(of("bill.total.", months.saturating_sub(1)));
    let (title, sentence) = match ends.filter(|_| months > 1) {
        Some((now, then)) => {
            let calendar = Calendar::new(scenario, today);
            let turns = if then < now {
                " falls to "
            } else {
                " grows to "
            };
            let (now, then) = (shown(now, MONEY), tick(then, MONEY));
            let title = [&now, turns, &then, " by ", &calendar.month_name(months - 1)];
            let sentence = "The bill by what it pays for, with the savings switched on; below it with slower and \
                            faster growth.";
            (title.concat(), sentence.to_owned())
        }
        None => ("No bill by month is known".to_owned(), NOTHING.to_owned()),
    };
    let panel = |label: &str, series: Vec<Series>| Panel {
        y: money_axis(label),
        series,
        ..Panel::default()
    };
    of_months(
        scenario,
        planned,
        today,
        (months, title, sentence),
        vec![
            panel("Bill a month", by_kind(planned, months)),
            panel("In three cases of growth", with_fan(planned, months, cases)),
        ],
    )
}

/// The cases over the areas in which the bill is drawn.
fn with_fan(planned: &Plan, months: usize, cases: Vec<Series>) -> Vec<Series> {
    let mut all = fan(planned, "bill.total.", months, Slot::One);
    all.extend(cases);
    all
}

/// A figure of each month; a month without one is a gap.
pub(crate) fn by_month(planned: &Plan, id: &str, months: usize) -> Vec<f64> {
    let of = |month: usize| planned.number(&[id, &month.to_string()].concat());
    (0..months)
        .map(|month| of(month).unwrap_or(f64::NAN))
        .collect()
}

/// What the bill pays for, the largest at the end first.
fn by_kind(planned: &Plan, months: usize) -> Vec<Series> {
    let kinds = planned.total_bill.iter().flat_map(|total| &total.kinds);
    let of = |kind: ChargeKind| {
        let id = ["bill.kind.", kind.id(), "."].concat();
        (kind.label(), by_month(planned, &id, months))
    };
    let kinds: Vec<(&str, Vec<f64>)> = kinds.map(|(kind, _)| of(*kind)).collect();
    let last = |values: &Vec<f64>| values.last().copied().filter(|it| it.is_finite());
    let places: Vec<usize> = (0..kinds.len()).collect();
    let places = ascending(&places, |at| -last(&kinds[*at].1).unwrap_or(0.0));
    let groups = groups(&places).into_iter().zip(IDS).zip(Slot::ALL);
    let series = groups.map(|((group, id), slot)| {
        let label = match group[..] {
            [at] => kinds[at].0,
            _ => "All others",
        };
        let sum = |month: usize| group.iter().map(|at| kinds[*at].1[month]).sum();
        let values = (0..months).map(sum).collect();
        Series::new(id, label, slot, Shape::Stack(values))
    });
    series.collect()
}

/// Largest first, each alone; the smallest together where there are too many.
fn groups(places: &[usize]) -> Vec<Vec<usize>> {
    let alone = if places.len() > TOLD_APART + 1 {
        TOLD_APART
    } else {
        places.len()
    };
    let mut groups: Vec<Vec<usize>> = places[..alone].iter().map(|at| vec![*at]).collect();
    if alone < places.len() {
        groups.push(places[alone..].to_vec());
    }
    groups
}

/// What a customer costs, month by month, beside what it should.
pub fn cost_per_customer(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let cost = |month: u32| {
        let id = ["money.cost_per_customer.", &exact(f64::from(month))].concat();
        planned.get(&id).map(|cost| cost.value)
    };
    let months = months_of(planned).count();
    let each = months_of(planned).map(|month| cost(month).unwrap_or(f64::NAN));
    let aim = |label: &str, at: f64| Marker {
        at,
        label: [label, ": ", &shown(at, Unit::Of("USD"))].concat(),
    };
    let mut levels = vec![
        aim("Best in class", scenario.money.cost_per_customer_best),
        aim("Target", scenario.money.cost_per_customer_target),
    ];
    levels.sort_by(|one, other| one.at.total_cmp(&other.at));
    let last = planned.money.as_ref().and_then(last);
    let (title, sentence) = match (planned.figure("money.cost_per_customer"), last) {
        (Some(now), Some((at, _))) => match cost(at) {
            Ok(then) => (
                [
                    "A customer costs ",
                    &shown(now.value, Unit::Of("USD")),
                    " now, ",
                    &shown(then, Unit::Of("USD")),
                    " after ",
                    &shown(f64::from(at), Unit::Of("month")),
                ]
                .concat(),
                "Cost per customer and month, beside what it should be.".to_owned(),
            ),
            Err(absent) => (
                "What a customer costs is not known".to_owned(),
                absent.0.to_owned(),
            ),
        },
        _ => (
            "What a customer costs is not known".to_owned(),
            NOTHING.to_owned(),
        ),
    };
    of_months(
        scenario,
        planned,
        today,
        (months, title, sentence),
        vec![Panel {
            y: Axis::of_amounts(
                "Cost per customer a month",
                Scale::Linear,
                [|value| tick(value, EACH), |value| shown(value, EACH)],
            ),
            levels: if months > 0 { levels } else { Vec::new() },
            series: vec![Series::line(
                "each",
                "Cost per customer",
                Slot::One,
                each.collect(),
            )],
            ..Panel::default()
        }],
    )
}

/// The price of each tier that has one, as thick as the tier has customers, split into what a
/// customer costs and what is left.
pub fn margin_by_tier(scenario: &Scenario, planned: &Plan) -> Chart {
    let margin = |tier: &Tier| {
        let id = ["money.tier.", tier.key.text(), ".margin"].concat();
        planned.number(&id)
    };
    let tiers: Vec<(&Tier, f64, f64)> = scenario
        .tiers
        .iter()
        .filter_map(|tier| Some((tier, tier.price?, margin(tier)?)))
        .collect();
    let most = tiers
        .iter()
        .fold(0.0, |most: f64, (tier, ..)| most.max(tier.share));
    let lowest = tiers.iter().min_by(|one, other| one.2.total_cmp(&other.2));
    let Some((least, price, share)) = lowest else {
        return Chart::none(
            "No tier has a price",
            "No tier has a price, so there is no margin to draw.",
        );
    };
    let price = shown(*price, Unit::Of("USD"));
    let title = if *share >= 0.0 {
        [
            &least.name,
            " keeps the least: ",
            &shown(*share, SHARE),
            " of ",
            &price,
        ]
        .concat()
    } else {
        [&least.name, " costs more than its price of ", &price].concat()
    };
    let note = |(tier, _, margin): &(&Tier, f64, f64)| {
        let margin = ["keeps ", &shown(*margin, SHARE)].concat();
        let id = ["money.tier.", tier.key.text(), ".customers"].concat();
        planned.number(&id).map_or_else(
            || margin.clone(),
            |customers| [&margin, "; ", &shown(customers, Unit::Of("customer"))].concat(),
        )
    };
    let parts = |of: fn(f64, f64) -> f64| {
        Shape::Stack(
            tiers
                .iter()
                .map(|(_, price, margin)| of(*price, *margin))
                .collect(),
        )
    };
    Chart {
        thick: tiers.iter().map(|(tier, ..)| tier.share / most).collect(),
        panels: vec![Panel {
            notes: tiers.iter().map(note).collect(),
            y: Axis::of_amounts(
                "Price a month",
                Scale::Linear,
                [|value| tick(value, EACH), |value| shown(value, EACH)],
            ),
            series: vec![
                Series::new("cost", "Cost to serve", Slot::Two, parts(|price, margin| price * (1.0 - margin))),
                Series::new("margin", "Margin", Slot::One, parts(|price, margin| price * margin.max(0.0))),
            ],
            ..Panel::default()
        }],
        ..Chart::lying(
            title,
            "What a customer of each tier pays, split into cost and margin; a bar is as thick as the tier has \
             customers."
                .to_owned(),
            "Tier",
            tiers.iter().map(|(tier, ..)| tier.name.clone()).collect(),
        )
    }
}

const NOTHING: &str = "There is no bill by month to draw.";

/// A chart over the months of the plan, with milestones as flags.
fn of_months(
    scenario: &Scenario,
    planned: &Plan,
    today: Date,
    (months, title, sentence): (usize, String, String),
    panels: Vec<Panel>,
) -> Chart {
    let growth = planned.growth.as_ref().filter(|_| months > 0);
    over_months(
        Calendar::new(scenario, today),
        months,
        title,
        sentence,
        panels,
        growth.map_or_else(Vec::new, milestones),
    )
}

/// The months of the plan that have a bill.
fn months_of(planned: &Plan) -> impl Iterator<Item = u32> {
    let months = planned.money.iter().flat_map(|money| &money.months);
    (0..).zip(months).map(|(at, _)| at)
}

pub(super) fn money_axis(label: &str) -> Axis {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn charts(scenario: &Scenario) -> [Chart; 3] {
        let planned = plan(scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        [
            bill(scenario, &planned, today),
            cost_per_customer(scenario, &planned, today),
            margin_by_tier(scenario, &planned),
        ]
    }

    #[test]
    fn the_stack_is_the_bill() {
        let scenario = preset("saas-1").unwrap().scenario();
        let planned = plan(&scenario);
        let [chart, ..] = charts(&scenario);
        let parts = &chart.panels[0].series;
        assert!(parts.len() <= 6, "{}", parts.len());
        for (at, month) in planned.total_bill.unwrap().months.iter().enumerate() {
            let sum: f64 = parts.iter().map(|it| it.shape.edges().0[at]).sum();
            let bill = month.number().unwrap();
            assert!((sum - bill).abs() < 1e-6, "{sum} is not {bill}");
        }
        let cases = &chart.panels[1].series[0];
        let (low, high) = cases.extent_at(24).unwrap();
        let (moderate, _) = chart.panels[1].series[1].extent_at(24).unwrap();
        assert!(low < moderate && moderate < high && cases.extent_at(23).is_none());
        assert!(
            chart.title.starts_with("$12,000 a month grows to "),
            "{}",
            chart.title
        );
        assert_eq!(chart.markers.len(), 4);
    }

    #[test]
    fn prices_are_split_and_what_has_no_margin_is_left_out() {
        let scenario = preset("saas-1").unwrap().scenario();
        let [.., margins] = charts(&scenario);
        assert_eq!(margins.names, ["Pro", "Business", "Enterprise"]);
        assert!(
            margins
                .title
                .starts_with("Business keeps the least: 84 % of $"),
            "{}",
            margins.title
        );
        let tiers = scenario.tiers.iter().filter(|tier| tier.price.is_some());
        for (point, tier) in tiers.enumerate() {
            let parts = margins
                .series()
                .map(|(_, it)| it.extent_at(point).unwrap().0);
            assert!((parts.sum::<f64>() - tier.price.unwrap()).abs() < 1e-9);
        }
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
