//! How much higher does demand stand at its peak in a month: by season, and at
//! events? Both act on demand; the number of customers is what it is.

use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::quantity::{Absent, Figure};

/// Why demand by month is not given.
pub const NO_START: Absent = Absent(
    "Say from which date the plan starts: seasons and events stand at dates, and months are counted from there.",
);

pub mod multiplier {
    //! What demand is multiplied by.
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// How much higher demand peaks in this month, by its season.
        pub fn peak_multiplier_of_season "Peak by season" (season_factor: "x") -> "x" as peak_multiplier {
            season_factor
        }
        /// How much higher demand peaks in this month, by its season and at the largest event in it.
        pub fn peak_multiplier_of_event "Peak by season and event" (season_factor: "x", event_multiplier: "x") -> "x" as peak_multiplier {
            season_factor * event_multiplier
        }
    }
}

crate::old_formulas! {
    source: CAPACITY_GUIDE;

    /// Requests a second at the peak of this month: today's, grown with the customers, times season and event.
    pub fn peak_rate_then "Peak request rate then" (peak_rate: "req/s", customers_then: "customer", customers: "customer", peak_multiplier: "x") -> "req/s" as peak_rate {
        peak_rate * customers_then / customers * peak_multiplier
    }
}

/// A month of the plan: from its first day to that of the next.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    /// Days since 1970 at which it begins.
    pub from: f64,
    /// Days since 1970 at which the next begins.
    pub until: f64,
    /// The factor of the calendar month in which it begins.
    pub season_factor: f64,
}

/// Something that raises demand for hours.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Event {
    /// Days since 1970 at which it begins.
    pub date: f64,
    /// How long it lasts.
    pub hours: f64,
    /// How many times the demand there is.
    pub multiplier: f64,
}

impl Event {
    /// Whether any of it falls into the month.
    pub fn touches(&self, span: &Span) -> bool {
        self.date < span.until && self.date + self.hours / 24.0 > span.from
    }
}

/// What demand is multiplied by in a month; of several events in it the
/// largest counts, and a dip takes nothing off the peak of its month.
pub fn multiplier(span: &Span, events: &[Event]) -> Figure {
    let rising = events.iter().filter(|event| event.multiplier > 1.0);
    let inside = rising.filter(|event| event.touches(span));
    let largest = inside.map(|event| event.multiplier).reduce(f64::max);
    largest.map_or_else(
        || multiplier::peak_multiplier_of_season(span.season_factor),
        |largest| multiplier::peak_multiplier_of_event(span.season_factor, largest),
    )
}
