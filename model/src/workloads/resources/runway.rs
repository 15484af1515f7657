//! How long does each resource last, and by when must more of it be ordered? A lane for
//! each, from the day of the plan to the day on which it is full: the first picture that a
//! visitor sees ([`Runway`]), and one to take away (`charts`).

use super::answers::task;
use super::orders::What;
use super::plan::{Resource, Way};
use super::words::{Told, label};
use crate::quantity::Unit;
use crate::quantity::date::Date;
use crate::quantity::format::shown;
use crate::report::{Basis, small};
use crate::sheet::Cell;
use crate::workloads::growth::reach::NO_GROWTH;

/// Lanes that are shown at first; the rest is folded.
pub const SHOWN: usize = 7;

/// What the parts of a lane are: up to its critical share, and from there until it is full.
pub const PARTS: [&str; 2] = ["with headroom", "headroom in use"];

/// What is marked in a lane.
pub const MARKS: [&str; 3] = ["warning", "order by", "arrives"];

/// Days that the picture shows at least: a quarter of a year.
const LEAST_DAYS: f64 = 92.0;

/// Days ahead in which a day and a month name one day alone.
const NEAR_DAYS: f64 = 330.0;

/// Months between two words below the lanes, the fewest that leave them room.
const STEPS: [i64; 5] = [1, 2, 3, 6, 12];

/// Words that fit below the lanes.
const MOST_WORDS: i64 = 6;

const ONE: Unit = Unit::Of("1");

/// All lanes, with the days that they are shown against.
#[derive(Clone, PartialEq, Debug)]
pub struct Runway {
    /// What the picture shows, in a sentence.
    pub title: String,
    /// The first to be ordered first, those that never fill last.
    pub lanes: Vec<Lane>,
    /// Where months begin, and what they are called.
    pub ticks: Vec<(f64, String)>,
    /// The first and the last day that are shown.
    days: (f64, f64),
}

/// One resource. Days are counted as those of [`Date`]s are; unknown where it never comes
/// to that.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// When it comes to its warning share, where it has one.
    pub(super) warning: Option<f64>,
    /// When it comes to its critical share.
    pub critical: Option<f64>,
    /// When all of it is used.
    pub full: Option<f64>,
    /// The last day to order more.
    pub order_by: Option<f64>,
    /// When it is there if ordered on that day, or today where that day has passed.
    pub(super) arrives: Option<f64>,
    /// Whether that day has passed.
    pub is_late: bool,
    /// What to do by when, in a few words.
    pub note: String,
    /// All dates, for whoever does not see the picture.
    pub said: String,
}

/// Where the days of a lane lie between the first that is shown, 0, and the last, 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Places {
    /// Where each of its [`PARTS`] ends.
    pub until: [f64; 2],
    /// Where each of its [`MARKS`] stands; none where it does not.
    pub marks: [Option<f64>; 3],
}

impl Runway {
    /// Where the days of one of its lanes lie. The last day to order is marked where it has
    /// passed, too.
    pub fn places(&self, lane: &Lane) -> Places {
        Places {
            until: [lane.critical.or(lane.full), lane.full].map(|day| self.place(day)),
            marks: [
                self.between(lane.warning),
                lane.order_by.map(|day| self.place(Some(day))),
                // What comes at once needs no second mark.
                self.between(lane.arrives.filter(|_| lane.arrives != lane.order_by)),
            ],
        }
    }

    /// Where a day lies. What never comes lies at the end.
    fn place(&self, day: Option<f64>) -> f64 {
        let (from, to) = self.days;
        day.map_or(1.0, |day| ((day - from) / (to - from)).clamp(0.0, 1.0))
    }

    /// Where a day lies between both; none where it is not between them.
    fn between(&self, day: Option<f64>) -> Option<f64> {
        let at = self.place(day);
        (at > 0.0 && at < 1.0).then_some(at)
    }
}

/// The runway of a plan whose growth gives dates; none where nothing ever fills.
pub(super) fn runway(basis: &Basis) -> Option<Runway> {
    let told = Told::new(basis.scenario, basis.plan, basis.today)?;
    let growth = basis.plan.growth.as_ref()?;
    let lanes = lanes(&told, basis.today);
    let full = lanes.iter().take(SHOWN).filter_map(|lane| lane.full);
    let last = full.reduce(f64::max)?;
    let from = basis.today.value();
    let planned = told.calendar.month(growth.months).value();
    let days = (from, last.min(planned).max(from + LEAST_DAYS));
    Some(Runway {
        title: title(&told, &lanes, days),
        ticks: ticks(days),
        lanes,
        days,
    })
}

/// A lane for each resource, the first to be ordered first.
pub(super) fn lanes(told: &Told, today: Date) -> Vec<Lane> {
    let all = told.in_order().into_iter();
    all.map(|it| lane(told, it, today)).collect()
}

fn lane(told: &Told, resource: &Resource, today: Date) -> Lane {
    let day = |months: Cell| Some(told.calendar.around(months.number().ok()?)?.value());
    let pools = told.plan.pools.iter().flat_map(|pools| &pools.all);
    let mut pools = pools.filter(|pool| pool.row == resource.row);
    let warning = pools.next().map(|pool| pool.now.months_to_threshold);
    let mut orders = told.orders().iter();
    let order = orders.find(|order| match order.what {
        What::More(at) | What::Most(at) | What::Rent(at, _) => {
            told.resources.all[at].row == resource.row
        }
        What::Change(_) => false,
    });
    let by = order.and_then(|order| told.order_day(order));
    let full = day(resource.months_to_cliff);
    let note = match (order, by) {
        (Some(order), Some(by)) => {
            let units = order.units.number();
            let units = units.map_or_else(|_| String::new(), |it| shown(it, ONE));
            let what = match resource.way {
                Way::Order => ["order ", &units].concat(),
                Way::Raise => ["raise by ", &units].concat(),
            };
            let late = today.value() - by.value();
            if late > 0.0 {
                [&what, " now, ", &shown(late, Unit::Of("day")), " late"].concat()
            } else {
                [&what, " by ", &in_short(by, today)].concat()
            }
        }
        _ if full.is_some_and(|full| full <= today.value()) => "full already".to_owned(),
        _ if resource.months_to_cliff.number() == Err(NO_GROWTH) => "no growth stated".to_owned(),
        _ => match full {
            Some(full) => ["full on ", &Date::of(full).shown()].concat(),
            None => "never full".to_owned(),
        },
    };
    let share = shown(resource.critical, Unit::Of("share"));
    let mut said = [
        &share,
        " used: ",
        &told.date(resource.months_to_critical),
        ". Full: ",
        &told.date(resource.months_to_cliff),
        ".",
    ]
    .concat();
    let warning = warning.and_then(day);
    if let Some(day) = warning {
        said = ["Warning: ", &Date::of(day).shown(), ". ", &said].concat();
    }
    let mut arrives = None;
    if let Some(by) = by {
        let there = by.value().max(today.value()) + resource.lead_time.or_zero().ceil();
        arrives = Some(there);
        let there = Date::of(there).shown();
        said += &[
            " ",
            &task(resource),
            " by ",
            &by.shown(),
            "; there on ",
            &there,
            ".",
        ]
        .concat();
    }
    Lane {
        name: label(resource).into_owned(),
        warning,
        critical: day(resource.months_to_critical),
        full,
        order_by: by.map(Date::value),
        arrives,
        is_late: by.is_some_and(|by| by < today),
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

/// The first days of months, as many as there is room for.
fn ticks((from, to): (f64, f64)) -> Vec<(f64, String)> {
    let months = |day: f64| {
        let date = Date::of(day);
        i64::from(date.year()) * 12 + i64::from(date.month()) - 1
    };
    let (first, last) = (months(from) + 1, months(to));
    let step = STEPS
        .into_iter()
        .find(|step| (last - first) / step < MOST_WORDS)
        .unwrap_or((last - first) / MOST_WORDS + 1);
    let named = |at: i64| {
        let date = Date::new(at.div_euclid(12), at.rem_euclid(12) + 1, 1)?;
        let shown = date.shown();
        let mut words = shown.split(' ').skip(1);
        let (month, year) = (words.next()?, words.next()?);
        let word = if at.rem_euclid(12) == 0 { year } else { month };
        let place = (date.value() - from) / (to - from);
        Some((place, word.to_owned()))
    };
    let all = (first..=last).filter(|at| at.rem_euclid(step) == 0);
    all.filter_map(named).collect()
}

/// How many run out, and what is to be ordered first.
fn title(told: &Told, lanes: &[Lane], (today, end): (f64, f64)) -> String {
    let days = lanes.iter().filter_map(|lane| lane.full);
    let ends: Vec<f64> = days.filter(|day| *day <= end).collect();
    let first = told.first_order().map(|(_, resource)| task(resource));
    let first = first.map_or_else(String::new, |task| ["; ", &small(&task), " first"].concat());
    let last = ends.iter().copied().reduce(f64::max).map(Date::of);
    let Some(last) = last.map(Date::shown) else {
        return ["Nothing is full before ", &Date::of(end).shown(), &first].concat();
    };
    let already = ends.iter().filter(|day| **day <= today).count();
    match ends.len() {
        _ if already > 0 => {
            let things = match already {
                1 => "1 thing is full already".to_owned(),
                many => [&many.to_string(), " things are full already"].concat(),
            };
            [things, first].concat()
        }
        1 => ["The first thing is full on ", &last, &first].concat(),
        many => {
            let month = last.split_once(' ').map_or("", |(_, month)| month);
            [&many.to_string(), " things run out by ", month, &first].concat()
        }
    }
}
