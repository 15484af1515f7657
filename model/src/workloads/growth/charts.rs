//! How many customers will there be, month by month, in the three cases, and
//! when do the required changes come?

use super::Growth;
use super::calendar::Calendar;
use crate::charts::{self, Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Slot};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::math::of_count;
use crate::scenario::Scenario;
use crate::sheet::Case;
use crate::workloads::pools::actuals::month_of;
use crate::workloads::uncertainty::charts::fan;

const CUSTOMERS: Unit = Unit::Of("customer");

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&CUSTOMERS_BY_MONTH];

/// Customers by month, in three cases.
pub static CUSTOMERS_BY_MONTH: ChartOf = ChartOf {
    id: "customers",
    file: "headroom-customers",
    draw: customers_by_month,
};

/// The chart of a plan that states growth; empty for any other. Months count
/// from the start of the scenario, or from today where it states none.
pub fn customers_by_month(scenario: &Scenario, planned: &Plan, today: Date) -> Chart {
    let calendar = Calendar::new(scenario, today);
    let growth = planned.growth.as_ref();
    let series = |case: Case| {
        let slot = match case {
            Case::Moderate => Slot::One,
            Case::Conservative => Slot::Two,
            Case::Aggressive => Slot::Three,
        };
        let values = growth.map_or_else(Vec::new, |growth| values(growth, case));
        Series::line(case.label(), case.label(), slot, values)
    };
    let months = growth.map_or(0, |growth| growth.months + 1);
    let mut all = fan(planned, "growth.customers.", months, Slot::One);
    all.extend([Case::Moderate, Case::Conservative, Case::Aggressive].map(series));
    all.extend(growth.and_then(|growth| counted(scenario, growth)));
    over_months(
        calendar,
        months,
        growth.map_or_else(
            || "No growth is stated".to_owned(),
            |growth| title(growth, calendar),
        ),
        growth.map_or_else(
            || "There is no growth to draw.".to_owned(),
            |growth| sentence(growth, calendar),
        ),
        vec![Panel {
            y: Axis::of_counts(
                "Customers",
                Scale::Linear,
                [
                    |value| tick(value, CUSTOMERS),
                    |value| shown(value, Unit::Of("1")),
                ],
            ),
            series: all,
            ..Panel::default()
        }],
        growth.map_or_else(Vec::new, milestones),
    )
}

/// What was counted since; none where nothing was.
fn counted(scenario: &Scenario, growth: &Growth) -> Option<Series> {
    let mut values = vec![f64::NAN; growth.months + 1];
    for actual in &scenario.actuals {
        if let (Some(customers), Some(value)) = (actual.customers, values.get_mut(month_of(actual)))
        {
            *value = customers;
        }
    }
    values.iter().any(|value| value.is_finite()).then(|| {
        Series::new(
            "counted",
            "Counted",
            Slot::Five,
            charts::Shape::Points(values),
        )
    })
}

/// A chart over so many months of a plan, from month 0 on.
pub(crate) fn over_months(
    calendar: Calendar,
    months: usize,
    title: String,
    sentence: String,
    panels: Vec<Panel>,
    markers: Vec<Marker>,
) -> Chart {
    Chart {
        title,
        sentence,
        x: Axis::of_counts("Month", Scale::Linear, [exact, exact]),
        xs: (0..months).map(of_count).collect(),
        names: (0..months).map(|at| calendar.month_name(at)).collect(),
        panels,
        markers,
        ..Chart::default()
    }
}

/// Customers of a case; a month without a number is a gap.
fn values(growth: &Growth, case: Case) -> Vec<f64> {
    let customers = growth.customers(case).iter();
    customers
        .map(|then| then.number().unwrap_or(f64::NAN))
        .collect()
}

/// Where the moderate case comes to a number from which something must change.
pub(crate) fn milestones(growth: &Growth) -> Vec<Marker> {
    reached(growth)
        .filter(|(at, _)| *at <= of_count(growth.months))
        .map(|(at, target)| Marker {
            at,
            label: tick(target, CUSTOMERS),
        })
        .collect()
}

/// The months after which the moderate case comes to a target, and the target.
fn reached(growth: &Growth) -> impl Iterator<Item = (f64, f64)> {
    let reached = growth.months_to(Case::Moderate).iter().zip(&growth.targets);
    reached.filter_map(|(months, target)| Some((months.number().ok()?, *target)))
}

/// Customers at the end of a case, in words.
fn at_the_end(growth: &Growth, case: Case) -> String {
    let customers = growth.customers(case).last();
    customers.and_then(|it| it.number().ok()).map_or_else(
        || "more than can be planned".to_owned(),
        |customers| shown(customers, Unit::Of("1")),
    )
}

fn title(growth: &Growth, calendar: Calendar) -> String {
    let now = growth.customers(Case::Moderate).first();
    let now = now.and_then(|it| it.number().ok());
    let now = now.map_or_else(|| "Customers".to_owned(), |now| shown(now, CUSTOMERS));
    [
        &now,
        " become ",
        &at_the_end(growth, Case::Moderate),
        " by ",
        &calendar.month_name(growth.months),
    ]
    .concat()
}

fn sentence(growth: &Growth, calendar: Calendar) -> String {
    [
        "By ",
        &calendar.month_name(growth.months),
        " there are ",
        &at_the_end(growth, Case::Conservative),
        " customers in the conservative case and ",
        &at_the_end(growth, Case::Aggressive),
        " in the aggressive one.",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{csv, table};
    use crate::engine::plan;
    use crate::scenario::preset::preset;
    use crate::scenario::{Range, fields};
    use crate::workloads::uncertainty::draws::made;
    use crate::workloads::uncertainty::score::score;

    fn chart(change: fn(&mut Scenario)) -> Chart {
        let mut scenario = preset("saas-1").unwrap().scenario();
        change(&mut scenario);
        let today = Date::new(2026, 11, 22).unwrap();
        customers_by_month(&scenario, &plan(&scenario), today)
    }

    #[test]
    fn three_cases_with_their_milestones() {
        let chart = chart(|_| {});
        assert_eq!(
            chart.sentence,
            "By Nov 2028 there are 2,836 customers in the conservative case and 65,198 in the aggressive one."
        );
        assert_eq!(chart.title, "500 customers become 14,313 by Nov 2028");
        assert_eq!(chart.xs.len(), 25);
        assert_eq!(
            (chart.names[0].as_str(), chart.names[24].as_str()),
            ("Nov 2026", "Nov 2028")
        );
        let marks: Vec<_> = chart
            .markers
            .iter()
            .map(|mark| mark.label.as_str())
            .collect();
        assert_eq!(marks, ["1k", "2.5k", "5k", "10k"]);
        assert!(chart.markers.is_sorted_by(|one, next| one.at < next.at));
        for (_, series) in chart.series() {
            let charts::Shape::Line(values) = &series.shape else {
                panic!("{} is no line", series.id);
            };
            assert_eq!(values.len(), 25);
            assert!(values.iter().all(|value| value.is_finite()));
        }
        assert_eq!(
            table(&chart).headers[1..],
            ["Moderate", "Conservative", "Aggressive"]
        );
        assert!(csv(&chart).contains("Nov 2027,2675.12"), "{}", csv(&chart));
    }

    #[test]
    fn a_history_is_drawn_over_the_areas_of_its_range() {
        let mut scenario = preset("saas-1").unwrap().scenario();
        let range = Range {
            low: 0.1,
            high: 0.2,
        };
        scenario.ranges.insert("growth.rate", range);
        let table = fields::table("actual").unwrap();
        table.add(&mut scenario, "Customers").unwrap();
        scenario.actuals[0].month = 2.0;
        scenario.actuals[0].customers = Some(640.0);
        let mut planned = plan(&scenario);
        planned.chances = Some(made(&scenario, 256).chances().into());
        let today = Date::new(2026, 11, 22).unwrap();
        let chart = customers_by_month(&scenario, &planned, today);
        let of = |id: &str| chart.series().find(|(_, it)| it.id == id).unwrap().1;
        let (low, high) = of("of_90").extent_at(2).unwrap();
        assert!(
            (low - 605.0).abs() < 1.0 && (high - 720.0).abs() < 1.0,
            "{low} {high}"
        );
        assert_eq!(of("counted").extent_at(2), Some((640.0, 640.0)));
        assert_eq!(of("counted").extent_at(3), None);
        let score = score(&scenario, planned.chances.as_deref().unwrap()).unwrap();
        assert_eq!((score.counted, score.within), (1, 1));
        assert!(score.widen < 1.0);
    }

    #[test]
    fn what_is_not_planned_is_a_gap() {
        let chart = chart(|it| it.growth.rate = Some(9.0));
        assert!(chart.title.contains("more than can be planned"));
        let (_, series) = chart.series().next().unwrap();
        assert!(series.extent_at(24).is_none() && series.extent_at(0).is_some());
        let scenario = Scenario::default();
        let today = Date::new(2026, 11, 22).unwrap();
        let empty = customers_by_month(&scenario, &plan(&scenario), today);
        assert!(empty.xs.is_empty() && empty.markers.is_empty());
    }
}
