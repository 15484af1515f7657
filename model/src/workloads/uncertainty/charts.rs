//! How likely is each day on which something must be ordered: 50 dots, each as likely as any
//! other.

use super::chances::{DOTS, OrderDate};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::of_count;
use crate::scenario::Scenario;
use crate::workloads::growth::calendar::Calendar;

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

/// The order that is due first, of those whose day is not certain.
pub fn first(plan: &Plan) -> Option<(&OrderDate, &str)> {
    let chances = plan.chances.as_ref()?;
    let all = &plan.resources.as_ref()?.all;
    let dated = all.iter().filter_map(|it| {
        let date = chances.date(&it.row.text())?;
        date.by.is_finite().then_some((date, &*it.name))
    });
    dated.min_by(|(one, _), (other, _)| one.by.total_cmp(&other.by))
}

fn picture(scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    let calendar = Calendar::new(scenario, today);
    let Some((date, name)) = first(plan) else {
        return Chart {
            title: "Nothing is ordered on a day that is not certain".to_owned(),
            sentence: "There are no dots to draw.".to_owned(),
            ..Chart::default()
        };
    };
    let day = |months: f64| calendar.around(months).map(Date::value);
    let days: Vec<f64> = date.dots.iter().filter_map(|it| day(*it)).collect();
    let (xs, heights) = piled(&days);
    let never = DOTS - days.len();
    let by = day(date.by);
    let is_late = |at: &f64| by.is_some_and(|by| *at < by);
    let [late, rest]: [Vec<f64>; 2] = [true, false].map(|late| {
        let each = xs.iter().zip(&heights);
        each.map(|(at, height)| {
            if is_late(at) == late {
                *height
            } else {
                f64::NAN
            }
        })
        .collect()
    });
    let shown = |value: Option<f64>| value.map_or_else(String::new, |it| Date::of(it).shown());
    let beyond = if never > 0 {
        let never = never.to_string();
        [" ", &*never, " of the 50 lie beyond what a calendar shows."].concat()
    } else {
        String::new()
    };
    Chart {
        title: [
            name,
            ": order by ",
            &shown(by),
            " to be late with a chance of ",
            &super::words::percent(scenario.uncertainty.risk),
        ]
        .concat(),
        sentence: [
            "The last day to order as it comes out in 50 draws that are equally likely; those left of the line \
             are late if it is ordered on that day.",
            &beyond,
        ]
        .concat(),
        x: Axis::of_amounts("Last day to order", Scale::Days, [
            |value| Date::of(value).shown(),
            |value| Date::of(value).shown(),
        ]),
        xs,
        panels: vec![Panel {
            y: Axis::of_counts("Dots", Scale::Linear, [exact, exact]),
            series: vec![
                Series::new("late", "Late", Slot::Two, Shape::Points(late)),
                Series::new("in_time", "In time", Slot::One, Shape::Points(rest)),
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

/// Dots in columns of days, each on top of those before it.
fn piled(days: &[f64]) -> (Vec<f64>, Vec<f64>) {
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
