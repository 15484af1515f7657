//! How does a value become a position, and at which values do ticks stand?
//!
//! Ticks are 1, 2 or 5 times a power of ten, or the first days of months. A y axis ends at a tick, so that
//! its highest gridline closes the plot; an x axis ends where its values end.

use super::chart::{Axis, Scale};
use crate::quantity::date::Date;
use crate::quantity::math;

/// The largest magnitude that is drawn: the span of two of them is finite.
const LARGEST: f64 = 1e300;
/// The smallest positive value on a log axis.
const SMALLEST: f64 = 1e-300;

/// A line from values to CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mapping {
    /// How values are spread.
    pub scale: Scale,
    /// The value at the start of the axis.
    pub from: f64,
    /// The value at its end, larger than `from`.
    pub to: f64,
    /// The pixel of `from`.
    pub start: f64,
    /// The pixel of `to`; smaller than `start` on a y axis.
    pub end: f64,
}

impl Mapping {
    /// The pixel of a value, kept inside the axis; none where it has no place.
    pub fn at(&self, value: f64) -> Option<f64> {
        if !value.is_finite() {
            return None;
        }
        let value = value.clamp(-LARGEST, LARGEST);
        let share = match self.scale {
            Scale::Linear | Scale::Days => (value - self.from) / (self.to - self.from),
            Scale::Log if value <= 0.0 => return None,
            Scale::Log => {
                let first = log10(self.from);
                (log10(value) - first) / (log10(self.to) - first)
            }
        };
        Some(self.start + share.clamp(0.0, 1.0) * (self.end - self.start))
    }

    /// Whether a value lies on the axis.
    pub fn holds(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }
}

/// The ends of a linear x axis with room for a bar at each value.
pub(super) fn x_ends_around(values: &[f64]) -> (f64, f64) {
    let (from, to) = x_ends(values, Scale::Linear);
    let mut apart = f64::INFINITY;
    for pair in values.windows(2) {
        apart = apart.min(pair[1] - pair[0]);
    }
    let margin = apart / 2.0;
    if values.len() > 1 && margin > 0.0 && margin.is_finite() {
        return (from - margin, to + margin);
    }
    (from, to)
}

/// The ends of an x axis: exactly its values, widened only where they are one.
pub(super) fn x_ends(values: &[f64], scale: Scale) -> (f64, f64) {
    let Some((low, high)) = extent(values, scale) else {
        return empty_ends(scale);
    };
    if low < high {
        return (low, high);
    }
    match scale {
        Scale::Days => {
            // A day, or as much as the number can tell apart.
            let margin = (low.abs() / 1000.0).max(1.0);
            (low - margin, high + margin)
        }
        Scale::Linear => {
            let margin = low.abs().max(1.0) / 2.0;
            (low - margin, high + margin)
        }
        Scale::Log => (low / 2.0, high * 2.0),
    }
}

/// The ends and the ticks of a y axis with room for about `wanted` steps.
pub(super) fn y_ends_and_ticks(values: &[f64], axis: &Axis, wanted: f64) -> ((f64, f64), Vec<f64>) {
    let known = extent(values, axis.scale);
    match axis.scale {
        Scale::Linear => {
            let (low, high) = known.map_or((0.0, 0.0), |(low, high)| (low.min(0.0), high.max(0.0)));
            let high = if low < high { high } else { 1.0 };
            let step = step(high - low, wanted, axis.finest);
            let ends = (
                rounded((low / step).floor() * step, step),
                rounded((high / step).ceil() * step, step),
            );
            (ends, linear_ticks(ends, step))
        }
        Scale::Log => {
            let (low, high) = known.unwrap_or(empty_ends(Scale::Log));
            let all = decades(low, high, &[1.0, 2.0, 5.0]);
            // One tick below the lowest value, which would lie on the axis line.
            let from = *all.iter().rfind(|tick| **tick < low).unwrap_or(&low);
            let to = all.iter().find(|tick| **tick >= high && **tick > from);
            let ends = (from, *to.unwrap_or(&(high * 2.0)));
            let few = |ticks: &[f64]| count(ticks.len()) <= wanted + 1.0;
            (ends, log_ticks(ends, &few).0)
        }
        Scale::Days => {
            let ends = x_ends(values, Scale::Days);
            (ends, day_ticks(ends, wanted))
        }
    }
}

/// Where months begin, at most about so many of them: every one, every quarter, half-year,
/// year, and so on.
fn day_ticks((from, to): (f64, f64), wanted: f64) -> Vec<f64> {
    for every in [1, 3, 6, 12, 24, 60, 120, 600] {
        let first = Date::of(from);
        let months = i64::from(first.year()) * 12 + i64::from(first.month()) - 1;
        let next = |nth: i64| {
            let month = (months.div_euclid(every) + nth) * every;
            Date::new(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
        };
        let dates = (0..64).map_while(next).map(Date::value);
        let ticks: Vec<f64> = dates
            .take_while(|day| *day <= to)
            .filter(|day| *day >= from)
            .collect();
        if count(ticks.len()) <= wanted + 1.0 {
            return ticks;
        }
    }
    Vec::new()
}

/// Ticks of an axis whose ends are given: the most that `fits` accepts.
pub(super) fn x_ticks(ends: (f64, f64), axis: &Axis, fits: &dyn Fn(&[f64]) -> bool) -> Vec<f64> {
    if axis.scale == Scale::Log {
        let (ticks, powers) = log_ticks(ends, fits);
        if ticks.len() > 1 || powers > 2 {
            return ticks;
        }
    }
    // From many ticks to few; also a log axis too short for powers of ten.
    for wanted in (1..=10).rev() {
        let step = step(ends.1 - ends.0, f64::from(wanted), axis.finest);
        let from = (ends.0 / step).ceil() * step;
        let mut ticks = linear_ticks((from, ends.1), step);
        ticks.retain(|tick| (ends.0..=ends.1).contains(tick));
        if fits(&ticks) {
            return ticks;
        }
    }
    Vec::new()
}

/// Evenly spread round numbers from about `from` to about `to`, some sixty a
/// power of ten, for an x axis on a log scale: 100, 105, ... 200, 210, ...
/// `include` is always among them. Empty unless `0 < from < to`.
pub fn round_steps(from: f64, to: f64, include: f64) -> Vec<f64> {
    if !(from > 0.0 && from < to && to.is_finite()) {
        return Vec::new();
    }
    let mut values: Vec<f64> = Vec::new();
    for power in power_below(from)..=power_below(to) {
        // Twentieths up to 2, tenths up to 5, quarters up to 10.
        for (first, last, parts) in [(20, 40, 20.0), (20, 50, 10.0), (20, 40, 4.0)] {
            values.extend((first..last).map(|part| times_ten(f64::from(part) / parts, power)));
        }
    }
    let place = values.partition_point(|value| *value < include);
    if values.get(place).is_none_or(|value| *value > include) {
        values.insert(place, include);
    }
    values.retain(|value| (from..=to).contains(value));
    values
}

/// The lowest and highest value that the scale can show.
fn extent(values: &[f64], scale: Scale) -> Option<(f64, f64)> {
    let mut known: Option<(f64, f64)> = None;
    for value in values.iter().copied() {
        let least = match scale {
            Scale::Linear | Scale::Days => -LARGEST,
            Scale::Log if value > 0.0 => SMALLEST,
            Scale::Log => continue,
        };
        if value.is_finite() {
            let value = value.clamp(least, LARGEST);
            let (low, high) = known.unwrap_or((value, value));
            known = Some((value.min(low), value.max(high)));
        }
    }
    known
}

fn empty_ends(scale: Scale) -> (f64, f64) {
    match scale {
        Scale::Linear | Scale::Days => (0.0, 1.0),
        Scale::Log => (1.0, 10.0),
    }
}

/// The round step that splits `span` into at most about `wanted` parts.
fn step(span: f64, wanted: f64, finest: f64) -> f64 {
    let raw = (span / wanted.max(1.0)).max(SMALLEST);
    let power = power_below(raw);
    let round = [1.0, 2.0, 5.0, 10.0]
        .map(|part| times_ten(part, power))
        .into_iter()
        .find(|step| *step >= raw * (1.0 - 1e-9));
    round.unwrap_or(raw).max(finest)
}

fn linear_ticks((from, to): (f64, f64), step: f64) -> Vec<f64> {
    // A tick is a whole number of steps, so that 0.3 is not 0.30000000000000004.
    let first = (from / step).round();
    (0..64_u8)
        .map(|nth| rounded((first + f64::from(nth)) * step, step))
        .take_while(|tick| *tick <= to + step * 1e-6)
        .collect()
}

/// Takes off the rounding error of a multiple of a step below one.
fn rounded(value: f64, step: f64) -> f64 {
    if step >= 1.0 {
        return value;
    }
    let parts = times_ten(1.0, 1 - power_below(step));
    let whole = (value * parts).round();
    if whole.is_finite() {
        whole / parts
    } else {
        value
    }
}

/// The most ticks on a log axis that `fits` accepts: round numbers or, where
/// these are too many, every so many powers of ten; with the number of powers.
fn log_ticks(ends: (f64, f64), fits: &dyn Fn(&[f64]) -> bool) -> (Vec<f64>, usize) {
    let mut ticks = Vec::new();
    for parts in [&[1.0, 2.0, 5.0][..], &[1.0, 3.0], &[1.0]] {
        ticks = decades(ends.0, ends.1, parts);
        ticks.retain(|tick| (ends.0..=ends.1).contains(tick));
        if ticks.len() > 1 && fits(&ticks) {
            break;
        }
    }
    let powers = ticks.len();
    for nth in 1..=powers {
        let some: Vec<f64> = ticks.iter().copied().step_by(nth).collect();
        if fits(&some) {
            return (some, powers);
        }
    }
    (Vec::new(), powers)
}

/// `parts` times each power of ten, one power beyond both ends.
fn decades(low: f64, high: f64, parts: &[f64]) -> Vec<f64> {
    let mut values = Vec::new();
    for power in power_below(low) - 1..=power_below(high) + 1 {
        for part in parts {
            values.push(times_ten(*part, power));
        }
    }
    values
}

fn count(of: usize) -> f64 {
    u32::try_from(of).map_or(f64::INFINITY, f64::from)
}

/// The power of ten at or below a positive value.
fn power_below(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 308 in magnitude")]
    let power = log10(value).floor() as i32;
    // The logarithm may be off by an ulp just at a power of ten.
    if times_ten(1.0, power + 1) <= value {
        return power + 1;
    }
    if times_ten(1.0, power) > value {
        return power - 1;
    }
    power
}

/// `value` times a power of ten, exact where that is a number people write.
fn times_ten(value: f64, power: i32) -> f64 {
    let ten = (0..power.unsigned_abs()).fold(1.0, |product, _| product * 10.0);
    if power < 0 { value / ten } else { value * ten }
}

fn log10(value: f64) -> f64 {
    math::ln(value) / std::f64::consts::LN_10
}

#[cfg(test)]
mod tests {
    use super::super::chart::Format;
    use super::*;

    fn axis(scale: Scale, finest: f64) -> Axis {
        let text = Format(|value| value.to_string());
        Axis {
            label: String::new(),
            unit: String::new(),
            scale,
            finest,
            tick: text,
            value: text,
        }
    }

    fn check_y(values: &[f64], finest: f64, ticks: &[f64]) {
        let (ends, got) = y_ends_and_ticks(values, &axis(Scale::Linear, finest), 5.0);
        assert_eq!(got, ticks, "{values:?}");
        assert_eq!(ends, (ticks[0], *ticks.last().unwrap()), "{values:?}");
    }

    #[test]
    fn a_y_axis_starts_at_zero_and_ends_at_a_round_tick() {
        check_y(&[3.0, 97.0], 0.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        check_y(&[0.29], 0.0, &[0.0, 0.1, 0.2, 0.3]);
        check_y(&[0.0, 0.0], 0.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check_y(&[0.0, 0.0], 1.0, &[0.0, 1.0]);
        check_y(&[2.0], 1.0, &[0.0, 1.0, 2.0]);
        check_y(&[-30.0, 50.0], 0.0, &[-40.0, -20.0, 0.0, 20.0, 40.0, 60.0]);
        check_y(&[f64::NAN, f64::INFINITY], 1.0, &[0.0, 1.0]);
    }

    #[test]
    fn a_log_axis_shows_as_many_round_numbers_as_fit() {
        let ticks = |most: usize| {
            x_ticks((100.0, 10_000.0), &axis(Scale::Log, 0.0), &|ticks| {
                ticks.len() <= most
            })
        };
        let all = [100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0];
        assert_eq!(ticks(7), all);
        assert_eq!(ticks(5), [100.0, 300.0, 1000.0, 3000.0, 10_000.0]);
        assert_eq!(ticks(3), [100.0, 1000.0, 10_000.0]);
        assert_eq!(ticks(2), [100.0, 10_000.0]);
        assert!(ticks(0).is_empty());
    }

    #[test]
    fn a_log_axis_within_one_power_of_ten_still_has_ticks() {
        let ticks = x_ticks((1100.0, 1900.0), &axis(Scale::Log, 0.0), &|ticks| {
            ticks.len() <= 4
        });
        assert_eq!(ticks, [1200.0, 1400.0, 1600.0, 1800.0]);
    }

    #[test]
    fn the_ends_of_a_mapping_are_its_pixels() {
        for (scale, from, to) in [(Scale::Linear, -2.0, 8.0), (Scale::Log, 0.1, 1e6)] {
            let line = Mapping {
                scale,
                from,
                to,
                start: 200.0,
                end: 10.0,
            };
            assert_eq!(line.at(from), Some(200.0));
            assert_eq!(line.at(to), Some(10.0));
            assert_eq!(line.at(f64::NAN), None);
        }
    }

    #[test]
    fn round_steps_hold_the_round_numbers_and_the_current_one() {
        let steps = round_steps(100.0, 10_000.0, 1234.0);
        for value in [100.0, 105.0, 200.0, 1000.0, 1234.0, 5000.0, 10_000.0] {
            assert!(steps.contains(&value), "{value}");
        }
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
        assert!((110..=150).contains(&steps.len()), "{}", steps.len());
        assert!(round_steps(0.0, 10.0, 1.0).is_empty());
    }
}
