//! How does what a log counts become rates of the plan, and ratios to its average?

use crate::facts::constants::{SECONDS_PER_HOUR, SECONDS_PER_MINUTE};
use crate::facts::sources::BURSTY_INFERENCE;

crate::formulas! {
    source: BURSTY_INFERENCE; in "log";

    /// Requests a second over all hours that the log has lines of.
    pub fn average_rate "Average, as logged" (; log.requests, log.hours) -> "req/s"
    { requests / hours / SECONDS_PER_HOUR }

    /// Requests a second that, in 95 of a hundred hours, 95 of a hundred minutes stay within.
    pub fn p95_rate "p95, as logged" (; log.p95) -> "req/s" { p95 / SECONDS_PER_MINUTE }

    /// Requests a second that, in 99 of a hundred hours, 95 of a hundred minutes stay within.
    pub fn p99_rate "p99, as logged" (; log.p99) -> "req/s" { p99 / SECONDS_PER_MINUTE }

    /// Requests a second that 95 of a hundred minutes stay within in the busiest hour of a usual day: half of the
    /// days are busier, half are not.
    pub fn usual_rate "Peak of a usual day, as logged" (; log.day_peak) -> "req/s"
    { day_peak / SECONDS_PER_MINUTE }

    /// Requests a second in the busiest minute of all.
    pub fn peak_rate "Busiest minute, as logged" (; log.peak) -> "req/s" { peak / SECONDS_PER_MINUTE }

    /// How much higher the p95 is than the average.
    pub fn p95_to_average "p95 to average" (p95_rate: "req/s", average_rate: "req/s") -> "x"
    { p95_rate / average_rate }

    /// How much higher the p99 is than the average.
    pub fn p99_to_average "p99 to average" (p99_rate: "req/s", average_rate: "req/s") -> "x"
    { p99_rate / average_rate }

    /// How much higher the peak of a usual day is than the average.
    pub fn peak_to_average "Usual peak to average" (usual_rate: "req/s", average_rate: "req/s") -> "x"
    { usual_rate / average_rate }

    /// How much higher the busiest minute is than the average.
    pub fn most_to_average "Busiest minute to average" (peak_rate: "req/s", average_rate: "req/s") -> "x"
    { peak_rate / average_rate }

    /// Requests a second in this hour of the day, on the mean of the days.
    pub fn hour_rate "Mean of the hour" (; hour.requests) -> "req/s" as "log.hour.{row}.hour_rate"
    { requests / SECONDS_PER_HOUR }

    /// Requests a second in the busiest minute that this hour of the day had.
    pub fn hour_peak "Busiest minute of the hour" (; hour.peak) -> "req/s" as "log.hour.{row}.hour_peak"
    { peak / SECONDS_PER_MINUTE }

    /// Model calls for each output that succeeded, as both were counted.
    pub fn recompute_multiplier "Calls for each output, as counted"
        (; log.calls_counted, log.outputs_counted) -> "x"
    { calls_counted / outputs_counted }
}
