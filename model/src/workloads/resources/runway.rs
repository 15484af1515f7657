//! How long does each resource last, and by when must more of it be ordered? The first
//! picture that a visitor sees: a lane for each, from the day of the plan to the day on
//! which it is full.
//!
//! Places lie between 0, the first day that is shown, and 1, the last one.

use super::answers::task;
use super::orders::What;
use super::plan::Resource;
use super::words::Told;
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::{exact, shown};
use crate::quantity::order::ascending;
use crate::report::Basis;
use crate::sheet::Cell;

/// Lanes that are shown at first; the rest is folded.
pub const SHOWN: usize = 7;

/// Days that the picture shows at least: a quarter of a year.
const LEAST_DAYS: f64 = 92.0;

/// Days ahead in which a day and a month name one day alone.
const NEAR_DAYS: f64 = 330.0;

/// Months between two words below the lanes, the fewest that leave them room.
const STEPS: [i64; 5] = [1, 2, 3, 6, 12];

/// Words that fit below the lanes.
const MOST_WORDS: i64 = 6;

/// All lanes, with what they show.
#[derive(Clone, PartialEq, Debug)]
pub struct Runway {
    /// What the picture shows, in a sentence.
    pub title: String,
    /// The first to be ordered first, those that never fill last.
    pub lanes: Vec<Lane>,
    /// Where months begin, and what they are called.
    pub ticks: Vec<(f64, String)>,
    /// Where the visitor's own day is.
    pub today: f64,
}

/// One resource.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// When it comes to its critical share.
    pub critical: f64,
    /// When all of it is used.
    pub full: f64,
    /// The last day to order more.
    pub order: Option<f64>,
    /// Whether that day has come.
    pub is_late: bool,
    /// What to do by when, in a few words.
    pub note: String,
    /// All dates, for whoever does not see the picture.
    pub said: String,
}

/// The runway of a plan whose growth gives dates; none where nothing ever fills.
pub(super) fn runway(basis: &Basis) -> Option<Runway> {
    let told = Told::new(basis.scenario, basis.plan, basis.today)?;
    let growth = basis.plan.growth.as_ref()?;
    let all: Vec<&Resource> = told.resources.all.iter().collect();
    let is_dated = |it: &&Resource| day(&told, it.months_to_cliff).is_some();
    if !all.iter().any(is_dated) {
        return None;
    }
    let all = ascending(&all, |it| it.order_by_months.number().unwrap_or(f64::MAX));
    let start = told.calendar.month(0);
    let from = start.min(basis.today);
    let planned = told.calendar.month(growth.months);
    let last_full = all
        .iter()
        .take(SHOWN)
        .filter_map(|it| day(&told, it.months_to_cliff));
    let last = last_full
        .map(Date::value)
        .fold(LEAST_DAYS + from.value(), f64::max);
    let to = Date::of(last.min(planned.value().max(LEAST_DAYS + from.value())));
    let axis = Axis { from, to };
    let lanes: Vec<Lane> = all
        .iter()
        .map(|it| lane(&told, &axis, it, basis.today))
        .collect();
    Some(Runway {
        title: title(&told, &all, &axis),
        ticks: axis.ticks(),
        today: axis.place(basis.today),
        lanes,
    })
}

/// The days that are shown.
struct Axis {
    from: Date,
    to: Date,
}

impl Axis {
    fn place(&self, day: Date) -> f64 {
        let days = self.to.value() - self.from.value();
        ((day.value() - self.from.value()) / days).clamp(0.0, 1.0)
    }

    /// The first days of months, as many as there is room for.
    fn ticks(&self) -> Vec<(f64, String)> {
        let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
        let (first, last) = (months(self.from) + 1, months(self.to));
        let step = STEPS
            .into_iter()
            .find(|step| (last - first) / step < MOST_WORDS)
            .unwrap_or((last - first) / MOST_WORDS + 1);
        let named = |at: i64| {
            let date = Date::new(at.div_euclid(12), at.rem_euclid(12) + 1, 1)?;
            let shown = date.shown();
            let mut words = shown.split(' ').skip(1);
            let (month, year) = (words.next()?, words.next()?);
            let word = match at.rem_euclid(12) {
                0 => year,
                _ => month,
            };
            Some((self.place(date), word.to_owned()))
        };
        let all = (first..=last).filter(|at| at.rem_euclid(step) == 0);
        all.filter_map(named).collect()
    }
}

/// The day of a moment, if it has one.
fn day(told: &Told, months: Cell) -> Option<Date> {
    told.calendar.before(months.number().ok()?, 0.0)
}

fn lane(told: &Told, axis: &Axis, resource: &Resource, today: Date) -> Lane {
    let [critical, full] =
        [resource.months_to_critical, resource.months_to_cliff].map(|it| day(told, it));
    let place = |date: Option<Date>| date.map_or(1.0, |date| axis.place(date));
    let order = told.order_by(resource, resource.order_by_months);
    let is_late = order.is_some_and(|order| order <= today);
    let by = order.map_or_else(String::new, |order| {
        if is_late {
            "now".to_owned()
        } else {
            ["by ", &in_short(order, today)].concat()
        }
    });
    let at = told
        .resources
        .all
        .iter()
        .position(|it| it.row == resource.row);
    let first = told
        .orders()
        .iter()
        .find(|it| matches!(it.what, What::More(of) | What::Rent(of, _) if Some(of) == at));
    let units = first.and_then(|order| order.units.number().ok()).map(exact);
    let note = match (&units, order) {
        (Some(units), Some(_)) => ["order ", units, " ", &by].concat(),
        (None, Some(_)) => ["order ", &by].concat(),
        (_, None) => told.date(resource.months_to_cliff),
    };
    let share = shown(resource.critical, Unit::Of("share"));
    let said = [
        &share,
        " used: ",
        &told.date(resource.months_to_critical),
        ". Full: ",
        &told.date(resource.months_to_cliff),
        ". ",
        &if by.is_empty() {
            String::new()
        } else {
            [&task(resource), " ", &by, "."].concat()
        },
    ]
    .concat();
    Lane {
        name: resource.name.clone(),
        critical: place(critical),
        full: place(full),
        order: order.map(|order| axis.place(order)),
        is_late,
        note,
        said,
    }
}

/// A day of the next months without its year.
fn in_short(day: Date, today: Date) -> String {
    let shown = day.shown();
    let is_near = day.value() - today.value() < NEAR_DAYS;
    match shown.rsplit_once(' ') {
        Some((without, _)) if is_near => without.to_owned(),
        _ => shown,
    }
}

/// How many run out, and what is to be ordered first.
fn title(told: &Told, all: &[&Resource], axis: &Axis) -> String {
    let fill: Vec<Date> = all
        .iter()
        .filter_map(|it| day(told, it.months_to_cliff))
        .filter(|full| *full <= axis.to)
        .collect();
    let first = told.first_order().map(|(_, resource)| task(resource));
    let first = first.map_or_else(String::new, |task| {
        let (verb, rest) = task.split_at(1);
        ["; ", &verb.to_ascii_lowercase(), rest, " first"].concat()
    });
    let last = fill.iter().copied().max();
    match (fill.len(), last) {
        (1, Some(last)) => ["The first thing is full on ", &last.shown(), &first].concat(),
        (many, Some(last)) if many > 1 => {
            let shown = last.shown();
            let month = shown.split_once(' ').map_or("", |(_, month)| month);
            [&many.to_string(), " things run out by ", month, &first].concat()
        }
        _ => {
            let shown = axis.to.shown();
            ["Nothing is full before ", &shown, &first].concat()
        }
    }
}
