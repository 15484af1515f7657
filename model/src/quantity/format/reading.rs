//! How many digits does a reader take in of what was worked out, and in which unit?
//!
//! People are whole, and from ten on so are machines and months; shares are whole percents from
//! 10 % up; seconds below one are milliseconds; what happens less than once a second is
//! counted by the minute, the hour or the day.

use super::super::unit::Unit;
use super::super::unit_table::{self, Style};
use crate::quantity::date;

/// Who is counted by the head.
const PEOPLE: [&str; 4] = ["user", "customer", "person", "visitor"];
/// What there are only whole ones of; what a few of them come to is still told in parts, as
/// 4.2 nodes before they are rounded up.
const MACHINES: [&str; 9] = [
    "pod", "node", "GPU", "gpu", "replica", "server", "worker", "consumer", "month",
];
/// Seconds of the minute, the hour and the day, in which rare things are counted.
const RARE: [f64; 3] = [60.0, 3600.0, 86_400.0];
/// What is counted a second, and the same a minute, an hour and a day.
const RATES: [(&str, [&str; 3]); 9] = [
    ("req/s", ["req/min", "req/h", "req/day"]),
    (
        "req/s/replica",
        ["req/min/replica", "req/h/replica", "req/day/replica"],
    ),
    (
        "req/s/machine",
        ["req/min/machine", "req/h/machine", "req/day/machine"],
    ),
    ("req/s/gpu", ["req/min/gpu", "req/h/gpu", "req/day/gpu"]),
    (
        "prediction/s",
        ["prediction/min", "prediction/h", "prediction/day"],
    ),
    (
        "prediction/s/replica",
        [
            "prediction/min/replica",
            "prediction/h/replica",
            "prediction/day/replica",
        ],
    ),
    ("msg/s", ["msg/min", "msg/h", "msg/day"]),
    ("event/s", ["event/min", "event/h", "event/day"]),
    ("tok/s", ["tok/min", "tok/h", "tok/day"]),
];

/// The value rounded as it is read.
pub(super) fn whole(value: f64, unit: Unit) -> f64 {
    let Unit::Of(symbol) = unit else { return value };
    if !value.is_finite() || date::is_date(unit) {
        return value;
    }
    let size = value.abs();
    if unit_table::style(unit) == Style::Percent {
        // What is missing to 100 %, or beyond it, shows.
        let is_near_whole = (size - 1.0).abs() < 0.01;
        return if size >= 0.1 && !is_near_whole {
            (value * 100.0).round() / 100.0
        } else {
            value
        };
    }
    let noun = symbol.split('/').next().unwrap_or(symbol);
    let least = if PEOPLE.contains(&noun) { 1.0 } else { 10.0 };
    if size >= least && (PEOPLE.contains(&noun) || MACHINES.contains(&noun)) {
        value.round()
    } else if noun == "month" {
        (value * 10.0).round() / 10.0
    } else {
        value
    }
}

/// The value in a unit that gives it digits before the point, and of time not too many.
pub(super) fn in_readable_units(value: f64, unit: Unit) -> (f64, Unit) {
    let size = value.abs();
    let Unit::Of(symbol) = unit else {
        return (value, unit);
    };
    match symbol {
        "s" if size >= 7200.0 => return (value / 3600.0, Unit::Of("h")),
        "s" if size >= 300.0 => return (value / 60.0, Unit::Of("min")),
        "min" if size >= 120.0 => return (value / 60.0, Unit::Of("h")),
        _ => {}
    }
    if size <= 0.0 || size >= 1.0 || unit_table::style(unit) != Style::Plain {
        return (value, unit);
    }
    if symbol == "s" {
        return (value * 1000.0, Unit::Of("ms"));
    }
    let Some((_, rates)) = RATES.iter().find(|(rate, _)| *rate == symbol) else {
        return (value, unit);
    };
    let often = RARE.iter().position(|seconds| size * seconds >= 1.0);
    let at = often.unwrap_or(RARE.len() - 1);
    (value * RARE[at], Unit::Of(rates[at]))
}
