//! How likely is each day on which something must be ordered: 50 dots, each as likely as any
//! other.

use super::chances::{DOTS, OrderDate};
use super::words::percent;
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::of_count;
use crate::quantity::order::ascending;
use crate::scenario::Scenario;
use crate::workloads::resources::Resource;
use crate::workloads::resources::words::Told;

/// The charts of this workload.
pub static CHARTS: &[&ChartOf] = &[&ORDER];

/// From where to where a figure of each month is, as areas that fade: 90, 80 and 50 of 100
/// draws. None where nothing is drawn.
pub fn fan(plan: &Plan, id: &str, months: usize, slot: Slot) -> Vec<Series> {
    const AREAS: [(&str, &str, [usize; 2]); 3] = [
        ("of_90", "90 of 100 draws", [0, 6]),
        ("of_80", "80 of 100 draws", [1, 5]),
        ("of_50", "50 of 100 draws", [2, 4]),
    ];
    let Some(chances) = plan.chances.as_deref() else {
        return Vec::new();
    };
    let ids: Vec<String> = (0..months)
        .map(|month| [id, &*month.to_string()].concat())
        .collect();
    if !ids.iter().any(|id| chances.band(id).is_some()) {
        return Vec::new();
    }
    let edge = |at: usize| -> Vec<f64> {
        let of = |id: &String| match chances.band(id) {
            Some(band) => band.at[at],
            None => plan.number(id).unwrap_or(f64::NAN),
        };
        ids.iter().map(of).collect()
    };
    let area = |(id, label, [low, high]): (&'static str, &str, [usize; 2])| {
        let (low, high) = (edge(low), edge(high));
        Series::new(id, label, slot, Shape::Band { low, high })
    };
    AREAS.map(area).into()
}

/// When the first order is due.
pub static ORDER: ChartOf = ChartOf {
    id: "order_dots",
    file: "headroom-order-dates",
    draw: picture,
};

/// Columns into which the dots of a picture fall.
const COLUMNS: f64 = 24.0;

/// Resources whose last day to order is not certain, the first to be ordered for the accepted
/// risk first.
pub(super) fn dated<'a>(told: &Told<'a>) -> Vec<(&'a OrderDate, &'a Resource)> {
    let chances = told.plan.chances.as_deref();
    let of = |it: &'a Resource| Some((chances?.date(&it.row.text())?, it));
    let all: Vec<_> = told.resources.all.iter().filter_map(of).collect();
    ascending(&all, |(date, _)| date.by)
}

/// The first of them, where it comes to be ordered at all.
pub(super) fn first<'a>(told: &Told<'a>) -> Option<(&'a OrderDate, &'a Resource)> {
    let mut all = dated(told).into_iter();
    all.next().filter(|(date, _)| date.by.is_finite())
}

fn picture(scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    let told = Told::new(scenario, plan, today);
    match told.as_ref().and_then(|told| Some((told, first(told)?))) {
        Some((told, (date, resource))) => drawn(told, date, resource),
        None => Chart {
            title: "Nothing is ordered on a day that is not certain".to_owned(),
            sentence: "There are no dots to draw.".to_owned(),
            ..Chart::default()
        },
    }
}

fn drawn(told: &Told, date: &OrderDate, resource: &Resource) -> Chart {
    let day = |months: f64| told.order_by_at(resource, months).map(Date::value);
    let days: Vec<f64> = date.dots.iter().filter_map(|it| day(*it)).collect();
    let (xs, heights) = piled(&days);
    let never = DOTS - days.len();
    let by = day(date.by);
    let is_late = |at: &f64| by.is_some_and(|by| *at < by);
    let of = |late: bool| -> Vec<f64> {
        let each = xs.iter().zip(&heights);
        each.map(|(at, height)| {
            if is_late(at) == late {
                *height
            } else {
                f64::NAN
            }
        })
        .collect()
    };
    let (late, in_time) = (of(true), of(false));
    let shown = |value: f64| Date::of(value).shown();
    let beyond = if never > 0 {
        let never = never.to_string();
        [" ", &*never, " of the 50 lie beyond what a calendar shows."].concat()
    } else {
        String::new()
    };
    Chart {
        title: [
            &*resource.name,
            ": order by ",
            &by.map_or_else(String::new, shown),
            " to be late with a chance of ",
            &percent(told.scenario.uncertainty.risk),
        ]
        .concat(),
        sentence: [
            "The last day to order as it comes out in 50 draws that are equally likely; those left of the line \
             are late if it is ordered on that day.",
            &beyond,
        ]
        .concat(),
        x: Axis::of_amounts("Last day to order", Scale::Days, [shown, shown]),
        xs,
        panels: vec![Panel {
            y: Axis::of_counts("Dots", Scale::Linear, [exact, exact]),
            series: vec![
                Series::new("late", "Late", Slot::Two, Shape::Points(late)),
                Series::new("in_time", "In time", Slot::One, Shape::Points(in_time)),
            ],
            ..Panel::default()
        }],
        markers: by
            .map(|at| Marker {
                at,
                label: "Order by".to_owned(),
            })
            .into_iter()
            .collect(),
        ..Chart::default()
    }
}

/// Dots in columns, of days or of dollars, each on top of those before it.
pub(crate) fn piled(days: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return (Vec::new(), Vec::new());
    };
    let width = ((last - first) / COLUMNS).max(1.0);
    let column = |day: f64| ((day - first) / width).floor();
    let mut xs = Vec::new();
    let mut heights: Vec<f64> = Vec::new();
    for day in days {
        let at = first + (column(*day) + 0.5) * width;
        let same = xs
            .iter()
            .filter(|other: &&f64| other.to_bits() == at.to_bits());
        heights.push(of_count(same.count() + 1));
        xs.push(at);
    }
    (xs, heights)
}

#[cfg(test)]
mod tests {
    use super::super::draws::made;
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::{Preset, preset};
    use crate::scenario::{Range, Value, fields};

    #[test]
    fn as_many_dots_are_late_as_is_accepted() {
        let mut scenario = preset("saas-1").map(Preset::scenario).unwrap();
        let rate = fields::slot(&scenario, "growth.rate").unwrap();
        let range = Range {
            low: 0.08,
            high: 0.2,
        };
        let median = Value::Number(rate.field.median(range));
        rate.state(&mut scenario, (median, Some(range))).unwrap();
        scenario.uncertainty.risk = 0.2;
        let mut planned = plan(&scenario);
        planned.chances = Some(made(&scenario, 256).chances().into());
        let today = Date::new(2026, 11, 22).unwrap();
        let chart = picture(&scenario, &planned, today);
        let of = |id: &str| {
            let (_, series) = chart.series().find(|(_, it)| it.id == id).unwrap();
            let known = (0..chart.xs.len()).filter(|at| series.extent_at(*at).is_some());
            known.count()
        };
        // A column of dots stands on one side of the line.
        assert_eq!(of("late") + of("in_time"), DOTS);
        assert!((8..=12).contains(&of("late")), "{}", of("late"));
        assert!(
            chart.title.contains("with a chance of 20 %"),
            "{}",
            chart.title
        );
        // For an even chance it is the day that is planned.
        scenario.uncertainty.risk = 0.5;
        planned.chances = Some(made(&scenario, 1024).chances().into());
        let told = Told::new(&scenario, &planned, today).unwrap();
        let (date, resource) = first(&told).unwrap();
        let by = told.order_by_at(resource, date.by).unwrap();
        let as_planned = told.order_by(resource, resource.order_by_months).unwrap();
        assert!((by.value() - as_planned.value()).abs() <= 1.0);
    }

    #[test]
    fn without_draws_there_is_nothing_to_draw() {
        let scenario = Scenario::default();
        let chart = picture(&scenario, &plan(&scenario), Date::of(0.0));
        assert!(chart.xs.is_empty() && !chart.title.is_empty());
    }
}
