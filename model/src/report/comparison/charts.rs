//! How do the bills of those that are compared go, and how often is one less than another?

use super::{Column, columns, names};
use crate::charts::{Axis, Chart, ChartOf, Marker, Panel, Scale, Series, Shape, Slot as Color};
use crate::engine::Plan;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown, tick};
use crate::quantity::order::ascending;
use crate::report::parts;
use crate::scenario::Scenario;
use crate::workloads::growth::calendar::Calendar;
use crate::workloads::growth::charts::over_months;
use crate::workloads::money::charts::by_month;
use crate::workloads::uncertainty::chances::Against;
use crate::workloads::uncertainty::charts::piled;
use crate::workloads::uncertainty::words::percent;

/// How the bill of each later one stands against that of the first in the draws.
pub(super) fn against<'a>(columns: &'a [Column]) -> &'a [Against] {
    let own = columns.iter().find(|it| it.is_own);
    let chances = own.and_then(|it| it.plan.chances.as_deref());
    let rivals = chances.map_or(&[][..], |it| &it.told().rivals);
    // What is the same in all draws is said already.
    let differs = |it: &Against| {
        it.dots.first().map(|at| at.to_bits()) != it.dots.last().map(|at| at.to_bits())
    };
    if !rivals.iter().any(differs) || rivals.iter().any(|it| it.dots.is_empty()) {
        return &[];
    }
    rivals
}

/// `By the ranges B costs less than A in 61 % of draws.`
pub(super) fn chances(columns: &[Column]) -> Option<String> {
    let first = columns[0].letter;
    let said = against(columns)
        .iter()
        .zip(&columns[1..])
        .map(|(it, column)| {
            let other = column.letter;
            if it.cheaper >= 1.0 {
                [other, " costs less than ", first, " in every draw"].concat()
            } else if it.dearer >= 1.0 {
                [other, " costs more than ", first, " in every draw"].concat()
            } else if it.cheaper + it.dearer <= 0.0 {
                [other, " costs the same as ", first, " in every draw"].concat()
            } else {
                [
                    other,
                    " costs less than ",
                    first,
                    " in ",
                    &percent(it.cheaper),
                    " of draws",
                ]
                .concat()
            }
        });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| ["By the ranges ", &said.join("; "), "."].concat())
}

/// By how much the bills differ, as 50 dots each.
pub(super) static APART: ChartOf = ChartOf {
    id: "apart",
    file: "headroom-difference",
    draw: |scenario, plan, _| {
        let columns = columns(scenario, plan).unwrap_or_default();
        dots(&columns)
    },
};

fn dots(columns: &[Column]) -> Chart {
    let all = against(columns);
    let Some(first) = columns.first().filter(|_| !all.is_empty()) else {
        return Chart::none("Difference of the bills", "It has yet to be drawn.");
    };
    let colors = [(Color::Two, "b"), (Color::Three, "c")];
    let piles = all.iter().enumerate().flat_map(|(of, it)| {
        let (at, heights) = piled(&it.dots);
        at.into_iter()
            .zip(heights)
            .map(move |(at, height)| (of, at, height))
    });
    let dots = ascending(&piles.collect::<Vec<_>>(), |(_, at, _)| *at);
    let panel = |(of, (column, (color, id))): (usize, (&Column, (Color, &'static str)))| {
        let label = [column.letter, " less ", first.letter].concat();
        let height = |(other, _, height): &(usize, f64, f64)| {
            if *other == of { *height } else { f64::NAN }
        };
        let points = Shape::Points(dots.iter().map(height).collect());
        Panel {
            y: Axis::of_counts(&label, Scale::Linear, [exact, exact]),
            series: vec![Series::new(id, &label, color, points)],
            ..Panel::default()
        }
    };
    let panels = columns[1..].iter().zip(colors).enumerate().map(panel);
    let money = |value: f64| shown(value, Unit::Of("USD/month"));
    Chart {
        title: chances(columns).unwrap_or_default().trim_end_matches('.').to_owned(),
        sentence: "By how much the bill is more than that of A in 50 draws that are equally likely; what lies left of \
                   zero costs less. All are drawn with the same numbers."
            .to_owned(),
        x: Axis::of_amounts("Difference", Scale::Linear, [|value| tick(value, Unit::Of("USD/month")), money]),
        panels: panels.collect(),
        markers: vec![Marker {
            at: 0.0,
            label: "The same".to_owned(),
        }],
        xs: dots.iter().map(|(_, at, _)| *at).collect(),
        ..Chart::default()
    }
}

/// The bill of each by month.
pub(super) static BILLS: ChartOf = ChartOf {
    id: "bills",
    file: "headroom-bills",
    draw: bills,
};

fn bills(scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    let Some(columns) = columns(scenario, plan) else {
        return Chart::none("Bills", "Nothing is compared.");
    };
    let of = |it: &Column| {
        it.plan
            .total_bill
            .as_ref()
            .map_or(0, |bill| bill.months.len())
    };
    let months = columns.iter().map(of).max().unwrap_or_default();
    if months < 2 {
        return Chart::none(
            "Bills by month",
            "Say how fast you grow, and the bills are drawn by month.",
        );
    }
    let colors = [(Color::One, "a"), (Color::Two, "b"), (Color::Three, "c")];
    let line = |(it, (color, id)): (&Column, (Color, &'static str))| {
        let mut values = by_month(it.plan, "bill.total.", of(it));
        values.resize(months, f64::NAN);
        Series::line(id, &it.head(), color, values)
    };
    let series = columns.iter().zip(colors).map(line).collect();
    let unit = Unit::Of("USD/month");
    let y = Axis::of_amounts(
        "Bill",
        Scale::Linear,
        [
            |value| tick(value, Unit::Of("USD/month")),
            |value| shown(value, Unit::Of("USD/month")),
        ],
    );
    let last = |it: &Column| {
        let id = ["bill.total.", &(of(it).max(1) - 1).to_string()].concat();
        let value = it.plan.number(&id)?;
        Some([it.letter, " ", &parts(&id, value, unit).joined()].concat())
    };
    let ends: Vec<String> = columns.iter().filter_map(last).collect();
    let title = ["The bills end at ", &ends.join(", ")].concat();
    let names = names(&columns).join("; ");
    let sentence = ["The whole bill by month of ", &names, "."].concat();
    let calendar = Calendar::new(scenario, today);
    let panel = Panel {
        y,
        series,
        ..Panel::default()
    };
    over_months(calendar, months, title, sentence, vec![panel], Vec::new())
}
