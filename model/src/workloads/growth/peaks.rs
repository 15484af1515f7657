//! How much higher does demand stand at its peak in a month: by season, and at
//! events? Both act on demand; the number of customers is what it is.

use crate::facts::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::scenario::growth::{SEASONS, event};
use crate::sheet::{Cell, Sheet};

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

    /// Requests a second at the peak of this month: today's, grown with the customers, times season and event.
    pub fn peak_rate_then "Peak request rate then"
        (
            peak_rate: "req/s", customers_then: "customer", customers: "customer", peak_multiplier: "x"
        ) -> "req/s" as peak_rate from CAPACITY_GUIDE
    { peak_rate * customers_then / customers * peak_multiplier }
}

/// Something that raises demand from one moment to another, in days since 1970.
struct Event {
    from: f64,
    until: f64,
    multiplier: Cell,
}

/// How many times the average demand peaks in each month, if seasons and events
/// can be dated.
pub(super) fn multipliers(sheet: Sheet, months: usize) -> Vec<Cell> {
    let seasons = SEASONS.map(|field| sheet.read(field));
    let events = events(sheet);
    let even = seasons
        .iter()
        .all(|it| it.or_zero().to_bits() == 1.0_f64.to_bits());
    let stated = sheet.scenario.growth.start;
    // Any day will do where no month differs from another.
    let start = stated.or_else(|| (even && events.is_empty()).then_some(0.0));
    (0..=months)
        .zip(0_i64..)
        .map(|(month, after)| {
            let sheet = sheet.in_month(month);
            let Some(start) = start.map(Date::of) else {
                return peak_multiplier_of_season(sheet, Cell::missing(NO_START));
            };
            let (from, until) = (start.add_months(after), start.add_months(after + 1));
            let season = stated.map_or(1, |_| from.month());
            let season = seasons[usize::from(season) - 1];
            match largest(&events, from.value(), until.value()) {
                Some(multiplier) => peak_multiplier_of_event(sheet, season, multiplier),
                None => peak_multiplier_of_season(sheet, season),
            }
        })
        .collect()
}

/// Events that have a date, in the order of the table.
fn events(sheet: Sheet) -> Vec<Event> {
    let rows = sheet.scenario.events.iter().enumerate();
    let dated = rows.filter_map(|(at, row)| {
        let from = row.date?;
        Some(Event {
            from,
            until: from + row.hours / 24.0,
            multiplier: sheet.read_row(&event::multiplier, at),
        })
    });
    dated.collect()
}

/// The multiplier of the largest event of which any falls into these days; a dip
/// takes nothing off the peak of its month.
fn largest(events: &[Event], from: f64, until: f64) -> Option<Cell> {
    let inside = events
        .iter()
        .filter(|it| it.from < until && it.until > from);
    let rising = inside
        .map(|event| event.multiplier)
        .filter(|it| it.or_zero() > 1.0);
    rising.reduce(|most, other| {
        if other.or_zero() > most.or_zero() {
            other
        } else {
            most
        }
    })
}
