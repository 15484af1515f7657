//! Which rates did the log count, and how do they stand to its average?

use super::formulas::{
    average_rate, hour_peak, hour_rate, most_to_average, p95_rate, p95_to_average, p99_rate,
    p99_to_average, peak_rate, peak_to_average, recompute_multiplier, usual_rate,
};
use crate::scenario::log::hour;
use crate::sheet::{Cell, Row, Sheet};

/// What a log comes to.
pub struct Logged {
    /// Requests a second over all its hours.
    pub average: Cell,
    /// What 95 of a hundred hours stay within.
    pub p95: Cell,
    /// What 99 of a hundred hours stay within.
    pub p99: Cell,
    /// The busiest minute of all.
    pub peak: Cell,
    /// How much higher a usual day's peak is than the average.
    pub peak_to_average: Cell,
}

/// What is stated of a log, in the units of the plan; nothing where nothing is.
pub fn plan(sheet: Sheet) -> Option<Logged> {
    let log = &sheet.scenario.log;
    if log.calls_counted.is_some() {
        recompute_multiplier(sheet);
    }
    for (at, row) in sheet.scenario.hours.iter().enumerate() {
        let here = sheet.within(Row::Of(&hour::TABLE, row.key, at));
        hour_rate(here);
        hour_peak(here);
    }
    log.hours?;
    let average = average_rate(sheet);
    let (p95, p99) = (p95_rate(sheet), p99_rate(sheet));
    let (usual, peak) = (usual_rate(sheet), peak_rate(sheet));
    p95_to_average(sheet, p95, average);
    p99_to_average(sheet, p99, average);
    most_to_average(sheet, peak, average);
    Some(Logged {
        average,
        p95,
        p99,
        peak,
        peak_to_average: peak_to_average(sheet, usual, average),
    })
}
