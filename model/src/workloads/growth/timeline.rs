//! How high does demand stand in each month and case: by growth, by season, and at
//! events? And when does it first come to so much? Season and event act on demand;
//! the number of customers is what it is.
//!
//! ```text
//! peak rate(t) = peak rate * customers(t) / customers * season(t) * largest event in t
//! ```
//!
//! An event is so many times the usual demand at that hour, or so many times the
//! average demand of a day.

use super::plan::Growth;
use super::shape::PASSED;
use crate::facts::constants::WHOLE_DAY;
use crate::facts::sources::{DEFINITION, OURS};
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::quantity::math::of_count;
use crate::scenario::growth::{EventMet, EventOf, SEASONS, event};
use crate::sheet::{Case, Cell, Number, Sheet, scratch};
use crate::workloads::demand::Demand;

/// Why demand by month is not given.
pub const NO_START: Missing = Missing(
    "Say from which date the plan starts: seasons and events stand at dates, and months are counted from there.",
);

crate::formulas! {
    source: DEFINITION; in "growth";

    /// How much higher demand peaks in this month, by its season.
    pub fn peak_multiplier_of_season "Peak by season" (season_factor: "x") -> "x" as peak_multiplier

    /// How much higher demand peaks in this month, by its season and at the largest event in it.
    pub fn peak_multiplier_of_event "Peak by season and event"
        (season_factor: "x", event_multiplier: "x") -> "x" as peak_multiplier
    { season_factor * event_multiplier }

    /// How much higher demand peaks in this month, by its season and at the largest event in it of those for which
    /// capacity is kept.
    pub fn kept_multiplier_of_event "Peak for which capacity is kept"
        (season_factor: "x", event_multiplier: "x") -> "x" as kept_multiplier
    { season_factor * event_multiplier }

    /// How much higher demand peaks in this month by its season: for its events capacity is rented.
    pub fn kept_multiplier_of_season "Peak for which capacity is kept" (season_factor: "x") -> "x" as kept_multiplier

    /// How many times the usual peak an event is that is stated against the average.
    pub fn event_over_peak "Event over the usual peak"
        (average_rate: "req/s", peak_rate: "req/s"; event.multiplier) -> "x" as "growth.event.{row}.over_peak"
    { multiplier * average_rate / peak_rate }

    /// Customers of this month.
    pub fn timeline_customers "Customers" (customers: "customer") -> "customer" as "timeline.{case}customers"

    /// Requests a second over an average day of this month: today's, grown with the customers, times the season.
    pub fn timeline_average "Average request rate"
        (
            average_rate: "req/s", customers_then: "customer", customers: "customer", season_factor: "x"
        ) -> "req/s" as average_rate "timeline.{case}average_rate" from OURS
    { average_rate * customers_then / customers * season_factor }

    /// Requests a second at the peak of this month: today's, grown with the customers, times season and event.
    pub fn timeline_peak "Peak request rate"
        (
            peak_rate: "req/s", customers_then: "customer", customers: "customer", peak_multiplier: "x"
        ) -> "req/s" as peak_rate "timeline.{case}peak_rate" from OURS
    { peak_rate * customers_then / customers * peak_multiplier }
}

/// Something that raises demand from one moment to another.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Event {
    /// In days since 1970.
    from: f64,
    until: f64,
    /// How many times the usual peak.
    times: Cell,
    /// Its place in the table where what it takes is rented.
    rented: Option<usize>,
}

/// An event for which capacity is rented.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rented {
    /// Its place in the table.
    pub event: usize,
    /// When it begins, in months from the start.
    pub from: f64,
    /// The month in which it does.
    pub month: usize,
    /// How many times the usual peak without seasons, with its season.
    times: f64,
}

/// A part of a month through which demand is the same multiple of what growth makes it.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Span {
    /// In months from the start.
    from: f64,
    until: f64,
    times: f64,
}

impl Span {
    /// What lies of it after a moment.
    fn after(self, begins: f64) -> Self {
        Self {
            from: self.from.max(begins),
            ..self
        }
    }
}

/// How demand stands above what growth alone makes of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Timeline {
    /// How many times the usual peak each month's is.
    pub multipliers: Vec<Cell>,
    /// The same without events for which capacity is rented.
    pub kept: Vec<Cell>,
    /// Events for which capacity is rented, in the order of the table.
    pub rented: Vec<Rented>,
    /// Requests a second over an average day of each month.
    pub averages: Vec<Cell>,
    /// Requests a second at the peak of each month.
    pub peaks: Vec<Cell>,
    /// The season of each month.
    seasons: Vec<Cell>,
    /// Seasons and events in the order of their beginning; none where no month differs
    /// from another, or where nothing says when.
    spans: Vec<Span>,
}

impl Timeline {
    /// Seasons and events of a scenario, if they can be dated.
    pub(super) fn new(sheet: Sheet, demand: &Demand, months: usize) -> Self {
        let factors = SEASONS.map(|field| sheet.read(field));
        let events = events(sheet, demand);
        let is_one = |it: &Cell| it.or_zero().to_bits() == 1.0_f64.to_bits();
        let is_even = factors.iter().all(is_one) && events.is_empty();
        let stated = sheet.scenario.growth.start;
        // Any day will do where no month differs from another.
        let start = stated.or_else(|| is_even.then_some(0.0)).map(Date::of);
        let mut timeline = Self::default();
        for (month, after) in (0..=months).zip(0_i64..) {
            let sheet = sheet.in_month(month);
            let Some(start) = start else {
                let undated = Cell::missing(NO_START);
                timeline.seasons.push(undated);
                let multiplier = peak_multiplier_of_season(sheet, undated);
                timeline.multipliers.push(multiplier);
                timeline.kept.push(multiplier);
                continue;
            };
            let (from, until) = (start.add_months(after), start.add_months(after + 1));
            let season = factors[usize::from(stated.map_or(1, |_| from.month())) - 1];
            let days = [from.value(), until.value()];
            let inside = |it: &&Event| it.from < days[1] && it.until > days[0];
            let largest = largest(events.iter().filter(inside));
            let multiplier = match largest {
                Some(event) => peak_multiplier_of_event(sheet, season, event.times),
                None => peak_multiplier_of_season(sheet, season),
            };
            timeline.kept.push(match largest {
                Some(event) if event.rented.is_some() => kept(sheet, &events, inside, season),
                _ => multiplier,
            });
            timeline.seasons.push(season);
            timeline.multipliers.push(multiplier);
            if !is_even {
                timeline.within(&events, month, days, season.or_zero());
            }
        }
        timeline
    }

    /// Adds the season of a month, and the part of each event that lies in it.
    fn within(&mut self, events: &[Event], month: usize, [from, until]: [f64; 2], season: f64) {
        let begins = of_count(month);
        let at = |day: f64| begins + ((day - from) / (until - from)).clamp(0.0, 1.0);
        self.spans.push(Span {
            from: begins,
            until: begins + 1.0,
            times: season,
        });
        for event in events {
            if event.from >= until || event.until <= from {
                continue;
            }
            let times = season * event.times.or_zero();
            match event.rented {
                None => self.spans.push(Span {
                    from: at(event.from),
                    until: at(event.until),
                    times,
                }),
                // It is met once, where it begins.
                Some(event) if self.rented.iter().any(|it| it.event == event) => {}
                Some(place) => self.rented.push(Rented {
                    event: place,
                    from: at(event.from),
                    month,
                    times,
                }),
            }
        }
    }

    /// Whether demand follows customers and nothing else, as far as is known.
    pub fn is_even(&self) -> bool {
        self.spans.is_empty()
    }

    /// Why nothing says how high demand stands, if nothing does.
    pub fn undated(&self) -> Option<Missing> {
        self.multipliers.first()?.number().err()
    }

    /// Average and peak of each month in each case.
    pub(super) fn rates(&mut self, sheet: Sheet, demand: &Demand, customers: &[Vec<Cell>; 3]) {
        for (case, customers) in Case::ALL.into_iter().zip(customers) {
            for (month, then) in customers.iter().enumerate() {
                let sheet = sheet.in_case(case).in_month(month);
                timeline_customers(sheet, *then);
                let now = demand.customers;
                let season = self.seasons[month];
                let average = timeline_average(sheet, demand.average_rate, *then, now, season);
                let peak =
                    timeline_peak(sheet, demand.peak_rate, *then, now, self.multipliers[month]);
                if case == Case::Moderate {
                    self.averages.push(average);
                    self.peaks.push(peak);
                }
            }
        }
    }
}

/// Events that have a date, in the order of the table.
fn events(sheet: Sheet, demand: &Demand) -> Vec<Event> {
    let rows = sheet.scenario.events.iter().enumerate();
    let dated = rows.filter_map(|(at, row)| {
        let from = row.date?;
        let times = match row.of {
            EventOf::Usual => sheet.read_row(&event::multiplier, at),
            EventOf::Average => {
                let sheet = sheet.within(crate::sheet::Row::Of(&event::TABLE, row.key, at));
                event_over_peak(sheet, demand.average_rate, demand.peak_rate)
            }
        };
        Some(Event {
            from,
            until: from + row.hours / WHOLE_DAY,
            times,
            rented: (row.met_by == EventMet::Rented).then_some(at),
        })
    });
    dated.collect()
}

/// The largest event; a dip takes nothing off the peak of its month.
fn largest<'a>(events: impl Iterator<Item = &'a Event>) -> Option<&'a Event> {
    let rising = events.filter(|it| it.times.or_zero() > 1.0);
    rising.reduce(|most, other| {
        if other.times.or_zero() > most.times.or_zero() {
            other
        } else {
            most
        }
    })
}

/// How high demand peaks in a month without its events for which capacity is rented.
fn kept(sheet: Sheet, events: &[Event], inside: impl Fn(&&Event) -> bool, season: Cell) -> Cell {
    let others = events.iter().filter(|event| event.rented.is_none());
    match largest(others.filter(inside)) {
        Some(event) => kept_multiplier_of_event(sheet, season, event.times),
        None => kept_multiplier_of_season(sheet, season),
    }
}

impl Growth {
    /// In how many months customers are so many times those of now: at once where they
    /// are, and never where growth does not come to it.
    pub fn grown(&self, sheet: Sheet, case: Case, times: f64) -> Option<f64> {
        if times <= 1.0 && self.since.is_none() {
            return Some(0.0);
        }
        let shape = &self.shapes[case as usize];
        let now = self.customers(case)[0];
        let target = Cell::bare(now.number().map(|now| now * times));
        let months: Number = scratch(sheet.scenario, |sheet| {
            let months = shape.until([sheet; 2], (case, self.since), now, target);
            months.number()
        });
        match months {
            Err(PASSED) => Some(0.0),
            months => months.ok(),
        }
    }

    /// In how many months demand, with its seasons and events, first is so many times
    /// that of now.
    pub fn first_at(&self, sheet: Sheet, case: Case, times: f64) -> Option<f64> {
        let timeline = &self.timeline;
        if timeline.is_even() {
            return self.grown(sheet, case, times);
        }
        let mut first: Option<f64> = None;
        let begins = self.since.map_or(0.0, |since| of_count(since.from));
        let spans = timeline.spans.iter().filter(|span| span.until > begins);
        for span in spans.map(|span| span.after(begins)) {
            if first.is_some_and(|first| first <= span.from) || span.times <= 0.0 {
                continue;
            }
            let least = times / span.times;
            let found = if self.times_at(sheet, case, span.from) >= least {
                Some(span.from)
            } else {
                let grown = self.grown(sheet, case, least);
                grown.filter(|months| (span.from..span.until).contains(months))
            };
            first = match (first, found) {
                (Some(first), Some(found)) if first <= found => Some(first),
                (first, found) => found.or(first),
            };
        }
        let beyond = of_count(timeline.multipliers.len());
        first.or_else(|| {
            let grown = self.grown(sheet, case, times);
            grown.filter(|months| *months >= beyond)
        })
    }

    /// How many times the customers of now there are so many months ahead.
    fn times_at(&self, sheet: Sheet, case: Case, months: f64) -> f64 {
        let now = self.customers(case)[0];
        let shape = &self.shapes[case as usize];
        let then = shape.at(sheet, (case, self.since), now, months);
        ratio(then, now.or_zero())
    }

    /// The most customers in the month that begins so many months ahead, as a multiple of
    /// those of now.
    pub fn customers_in(&self, case: Case, month: usize) -> f64 {
        let customers = self.customers(case);
        let at = |month: usize| customers.get(month).map_or(0.0, |it| it.or_zero());
        ratio(at(month).max(at(month + 1)), at(0))
    }

    /// Demand at the peak of a month, as a multiple of that of now.
    pub fn times_in(&self, case: Case, month: usize) -> f64 {
        let customers = self.customers(case);
        let multiplier = self.timeline.multipliers[month].or_zero();
        ratio(customers[month].or_zero(), customers[0].or_zero()) * multiplier
    }

    /// Demand of a month outside its events, as a multiple of that of now.
    pub fn usual_times_in(&self, case: Case, month: usize) -> f64 {
        let customers = self.customers(case);
        let season = self.timeline.seasons[month].number().unwrap_or(1.0);
        ratio(customers[month].or_zero(), customers[0].or_zero()) * season
    }

    /// The most demand in the month that begins so many months ahead for which capacity is
    /// kept, as a multiple of that of now: at the end of it, where customers grow.
    pub fn most_in(&self, case: Case, month: usize) -> f64 {
        let multiplier = self.timeline.kept.get(month);
        self.customers_in(case, month) * multiplier.map_or(1.0, |it| it.or_zero())
    }

    /// The most demand at each event for which capacity is rented, as a multiple of that of
    /// now.
    pub fn most_at_rented(&self, case: Case) -> impl Iterator<Item = f64> {
        let events = self.timeline.rented.iter();
        events.map(move |it| self.customers_in(case, it.month) * it.times)
    }
}

/// How many times those of now; of none there are no more.
fn ratio(then: f64, now: f64) -> f64 {
    if now > 0.0 { then / now } else { 1.0 }
}
