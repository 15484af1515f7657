//! How is a value written, in a box, in a file and for people?
//!
//! `field` and `exact` are exact: they read back to the same bits. `precise` and `range`
//! round to the digits that matter of what is typed, looked up or explained; `shown`,
//! `projected`, `difference` and `tick` to what a reader takes in of what was worked out.
//! Nothing depends on the visitor's locale: a shared page looks the same to both sides.

mod reading;

use super::date::{self, Date};
use super::decimal::{Decimal, Grouping};
use super::unit::Unit;
use super::unit_table::{self, Style};

/// A value as people read it, in the parts that a page sets apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
    /// What stands before the digits: `$`, `−`, `−$` or nothing.
    pub prefix: &'static str,
    /// The digits, with `million` and the like where they are cut short.
    pub number: String,
    /// What stands after, with its leading space: ` users`, ` a month`, `/s`.
    pub unit: String,
}

impl Parts {
    /// The parts as one text.
    pub fn joined(&self) -> String {
        [self.prefix, &self.number, &self.unit].concat()
    }
}

/// What a value that is not finite shows. The engine gives none.
const NO_NUMBER: &str = "no number";

fn shown_date(days: f64) -> String {
    Date::of(days).shown()
}

/// The text for an input box: exact, grouped with commas, in the unit that
/// stands beside the box (15 for 0.15 in a field of percent). A choice is its
/// word.
pub fn field(value: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    if let Unit::Words(_) = unit {
        return word(value, unit);
    }
    if date::is_date(unit) {
        return shown_date(value);
    }
    in_shown_unit(value, unit).text(Grouping::Commas)
}

/// The shortest text that reads back to the same bits, for links, CSV and the
/// plan example; with an exponent from 1e21 up and from 1e-7 down.
pub fn exact(value: f64) -> String {
    if !value.is_finite() {
        return NO_NUMBER.to_owned();
    }
    Decimal::of(value).text(Grouping::None)
}

/// As [`exact`], but a whole day as `2026-11-22`: what a written link holds.
pub fn canonical(value: f64, unit: Unit) -> String {
    if date::is_date(unit) && value.floor().total_cmp(&value).is_eq() {
        return Date::of(value).iso();
    }
    exact(value)
}

/// What was worked out, for people: `1,234 users`, `$12.30`, `27 %`, `250 ms`, `30 requests/min`.
pub fn shown(value: f64, unit: Unit) -> String {
    shown_parts(value, unit).joined()
}

/// As [`shown`], in parts, so that a page can set the unit in a lighter tone.
pub fn shown_parts(value: f64, unit: Unit) -> Parts {
    let (value, unit) = reading::in_readable_units(value, unit);
    precise_parts(reading::whole(value, unit), unit)
}

/// As [`shown_parts`], for what lies ahead: money to three figures.
pub fn projected_parts(value: f64, unit: Unit) -> Parts {
    let is_money = unit_table::style(unit) == Style::Money;
    let value = if is_money && value.abs() >= 1000.0 {
        Decimal::of(value).significant(3).to_f64()
    } else {
        value
    };
    shown_parts(value, unit)
}

/// What was typed, looked up or is explained, for people: `12.34 users`, `$12.30`, `27.3 %`.
pub fn precise(value: f64, unit: Unit) -> String {
    precise_parts(value, unit).joined()
}

/// As [`precise`], in parts.
pub fn precise_parts(value: f64, unit: Unit) -> Parts {
    if !value.is_finite() {
        return Parts {
            prefix: "",
            number: NO_NUMBER.to_owned(),
            unit: String::new(),
        };
    }
    if let Unit::Words(_) = unit {
        return Parts {
            prefix: "",
            number: word(value, unit),
            unit: String::new(),
        };
    }
    if date::is_date(unit) {
        return Parts {
            prefix: "",
            number: shown_date(value),
            unit: String::new(),
        };
    }
    let style = unit_table::style(unit);
    let number = rounded(&in_shown_unit(value.abs(), unit), style);
    let below_zero = value < 0.0 && number != "0";
    let prefix = match (style, below_zero) {
        (Style::Money, true) => "−$",
        (Style::Money, false) => "$",
        (_, true) => "−",
        (_, false) => "",
    };
    let (number, unit) = in_bytes(number, unit);
    Parts {
        prefix,
        number,
        unit,
    }
}

/// A number with its unit behind it; of bytes `17.6 GB per GPU`, not billions of them.
fn in_bytes(number: String, unit: Unit) -> (String, String) {
    let after = unit_table::text_after(unit, &number);
    let rest = after
        .strip_prefix(" B")
        .filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let large = [
        (" million", " MB"),
        (" billion", " GB"),
        (" trillion", " TB"),
    ];
    let large = large
        .iter()
        .find_map(|(word, bytes)| Some((number.strip_suffix(word)?, bytes)));
    match (rest, large) {
        (Some(rest), Some((digits, bytes))) => (digits.to_owned(), [bytes, rest].concat()),
        _ => (number, after),
    }
}

/// Both ends of a range with the unit once: `13–39 pods`. Ends that look alike
/// are written once, ends below zero are set apart by words.
pub fn range(low: f64, high: f64, unit: Unit) -> String {
    let (low, high) = (precise_parts(low, unit), precise_parts(high, unit));
    if low == high {
        return high.joined();
    }
    let between = if low.prefix.starts_with('−') {
        " to "
    } else {
        "–"
    };
    [low.prefix, &low.number, between, &high.joined()].concat()
}

/// What a change adds: `+$1,240`, `−3 pods`. Shares differ by points:
/// `+4.3 points`. A change too small to show is `no change`.
pub fn difference(change: f64, unit: Unit) -> String {
    let mut parts = shown_parts(change, unit);
    if parts.number == "0" {
        return "no change".to_owned();
    }
    if unit_table::style(unit) == Style::Percent {
        let points = if parts.number == "1" {
            " point"
        } else {
            " points"
        };
        parts.unit = parts.unit.replacen(" %", points, 1);
    }
    let sign = if change > 0.0 { "+" } else { "" };
    sign.to_owned() + &parts.joined()
}

/// What lies between two values as they read, so that whoever takes one from the other finds
/// it: `+$3,400`. By [`difference`] where they do not read alike.
pub fn between(from: f64, to: f64, unit: Unit, read: &dyn Fn(f64) -> Parts) -> String {
    let digits = |parts: &Parts| -> Option<(f64, usize)> {
        let text = parts.number.replace(',', "");
        let places = text.split_once('.').map_or(0, |(_, after)| after.len());
        let sign = if parts.prefix.starts_with('−') {
            -1.0
        } else {
            1.0
        };
        Some((sign * text.parse::<f64>().ok()?, places))
    };
    let (one, other) = (read(from), read(to));
    let is_percent = unit_table::style(unit) == Style::Percent;
    let both = digits(&one).zip(digits(&other));
    let Some(((low, few), (high, many))) = both.filter(|_| one.unit == other.unit && !is_percent)
    else {
        return difference(to - from, unit);
    };
    let places = i32::try_from(few.max(many)).unwrap_or_default();
    let change = Decimal::of((high - low).abs()).rounded(places);
    if change.is_zero() {
        return if from.to_bits() == to.to_bits() {
            "no change".to_owned()
        } else {
            difference(to - from, unit)
        };
    }
    let sign = if high > low { "+" } else { "−" };
    let money = if one.prefix.ends_with('$') { "$" } else { "" };
    [sign, money, &change.text(Grouping::Commas), &one.unit].concat()
}

/// The label of a tick on an axis, without the unit's word: `1k`, `1.5M`,
/// `$800`, `15%`.
pub fn tick(value: f64, unit: Unit) -> String {
    if !value.is_finite() || matches!(unit, Unit::Words(_)) || date::is_date(unit) {
        return precise(value, unit);
    }
    let style = unit_table::style(unit);
    let decimal = in_shown_unit(value.abs(), unit).significant(4);
    let (power, suffix) = match decimal.magnitude() {
        ..=3 => (0, ""),
        4..=6 => (3, "k"),
        7..=9 => (6, "M"),
        10..=12 => (9, "B"),
        _ => (12, "T"),
    };
    let number = decimal.shifted(-power).text(Grouping::Commas);
    let sign = if value < 0.0 && number != "0" {
        "−"
    } else {
        ""
    };
    let (before, after) = match style {
        Style::Money => ("$", ""),
        Style::Percent => ("", "%"),
        Style::Plain => ("", ""),
    };
    [sign, before, &number, suffix, after].concat()
}

fn in_shown_unit(value: f64, unit: Unit) -> Decimal {
    let shift = if unit_table::style(unit) == Style::Percent {
        2
    } else {
        0
    };
    Decimal::of(value).shifted(shift)
}

fn word(value: f64, unit: Unit) -> String {
    unit.word(value).unwrap_or("no choice").to_owned()
}

/// The digits that people read of a number that is not below zero.
fn rounded(number: &Decimal, style: Style) -> String {
    let near = match style {
        Style::Plain => plain(number),
        Style::Percent => percent(number),
        Style::Money => return money(number),
    };
    named(&near)
}

/// Whole numbers in full; others with three or four digits.
fn plain(number: &Decimal) -> Decimal {
    match number.magnitude() {
        _ if number.is_whole() => number.clone(),
        4.. => number.clone().rounded(0),
        2..=3 => number.clone().rounded(1),
        1 => number.clone().rounded(2),
        _ => number.clone().significant(3),
    }
}

/// One decimal, or two digits below one percent. From 99 % up enough digits
/// that what is missing to 100 % shows: 99.95 % is not 100 %.
fn percent(number: &Decimal) -> Decimal {
    let value = number.to_f64();
    if value > 99.0 && value < 100.0 {
        let missing = Decimal::of(100.0 - value).magnitude();
        return number.clone().rounded((2 - missing).min(12));
    }
    match number.magnitude() {
        4.. => number.clone().rounded(0),
        1..=3 => number.clone().rounded(1),
        _ => number.clone().significant(2),
    }
}

/// Whole dollars from 100 up, cents below, three digits of less than ten cents.
fn money(number: &Decimal) -> String {
    let cents = number.clone().rounded(2);
    if number.magnitude() < 0 {
        return named(&number.clone().significant(3));
    }
    if cents.magnitude() >= 3 || cents.is_whole() {
        return named(&number.clone().rounded(0));
    }
    let mut text = cents.plain(Grouping::Commas);
    if text.len() - text.find('.').unwrap_or(0) == 2 {
        text.push('0');
    }
    text
}

/// In full up to 9,999,999, then in millions and beyond with three digits.
fn named(number: &Decimal) -> String {
    if number.magnitude() <= 7 && number.magnitude() > -6 {
        return number.plain(Grouping::Commas);
    }
    let short = number.clone().significant(3);
    let (power, name) = match short.magnitude() {
        8..=9 => (6, " million"),
        10..=12 => (9, " billion"),
        13..=15 => (12, " trillion"),
        _ => return short.scientific(),
    };
    short.shifted(-power).plain(Grouping::Commas) + name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_is_what_a_reader_finds() {
        let of = |from: f64, to: f64, unit: Unit| {
            between(from, to, unit, &|it| projected_parts(it, unit))
        };
        assert_eq!(of(34_612.0, 38_024.0, MONTHLY), "+$3,400 a month");
        assert_eq!(of(38_024.0, 34_612.0, MONTHLY), "−$3,400 a month");
        assert_eq!(of(0.4, 0.45, SHARE), "+5 points");
        assert_eq!(of(5.0, 5.0, USERS), "no change");
        // What reads alike and is not the same is told by how far it is.
        assert_eq!(of(34_612.0, 34_613.0, MONTHLY), "+$1 a month");
    }

    const USERS: Unit = Unit::Of("user");
    const SHARE: Unit = Unit::Of("share");
    const MONTHLY: Unit = Unit::Of("USD/month");
    const CLOUDS: Unit = Unit::Words(&["flat", "EKS", "GKE"]);

    fn check(format: fn(f64, Unit) -> String, cases: &[(f64, Unit, &str)]) {
        for (value, unit, text) in cases {
            assert_eq!(format(*value, *unit), *text, "{value} {unit:?}");
        }
    }

    #[test]
    fn fills_a_box_exactly() {
        check(
            field,
            &[
                (1_000_000.0, USERS, "1,000,000"),
                (0.15, SHARE, "15"),
                (0.285, SHARE, "28.5"),
                (1.1, SHARE, "110"),
                (-0.0, USERS, "0"),
                (-1234.5, MONTHLY, "-1,234.5"),
                (0.1 + 0.2, USERS, "0.30000000000000004"),
                (1e300, USERS, "1e300"),
                (5e-324, SHARE, "5e-322"),
                (9_007_199_254_740_992.0, USERS, "9,007,199,254,740,992"),
                (1.0, CLOUDS, "EKS"),
                (7.0, CLOUDS, "no choice"),
                (0.5, CLOUDS, "no choice"),
            ],
        );
    }

    #[test]
    fn writes_files_exactly() {
        for (value, text) in [
            (1_234_567.0, "1234567"),
            (0.15, "0.15"),
            (-0.0, "0"),
            (1e20, "100000000000000000000"),
            (1e21, "1e21"),
            (1.5e-7, "1.5e-7"),
            (0.000_001, "0.000001"),
            (f64::MAX, "1.7976931348623157e308"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        ] {
            assert_eq!(exact(value), text);
        }
    }

    #[test]
    fn counts_are_in_full_and_others_in_few_digits() {
        check(
            precise,
            &[
                (0.0, USERS, "0 users"),
                (1.0, USERS, "1 user"),
                (5.0, USERS, "5 users"),
                (-1.0, USERS, "−1 user"),
                (1_234_567.0, USERS, "1,234,567 users"),
                (9_999_999.0, USERS, "9,999,999 users"),
                (9_999_999.6, USERS, "10 million users"),
                (12_345_678.0, USERS, "12.3 million users"),
                (999_999_999.0, USERS, "1 billion users"),
                (45_000_000_000.0, USERS, "45 billion users"),
                (1.5e20, USERS, "1.5e20 users"),
                (1234.56, USERS, "1,235 users"),
                (123.45, USERS, "123.5 users"),
                (12.34, USERS, "12.3 users"),
                (1.234, USERS, "1.23 users"),
                (0.123_45, USERS, "0.123 users"),
                (0.1 + 0.2, USERS, "0.3 users"),
                (1e-9, USERS, "1e-9 users"),
                (f64::NAN, USERS, "no number"),
                (2.0, CLOUDS, "GKE"),
            ],
        );
    }

    #[test]
    fn shows_money() {
        check(
            shown,
            &[
                (1234.4, MONTHLY, "$1,234 a month"),
                (100.4, MONTHLY, "$100 a month"),
                (99.996, MONTHLY, "$100 a month"),
                (12.3, MONTHLY, "$12.30 a month"),
                (99.0, MONTHLY, "$99 a month"),
                (0.0, MONTHLY, "$0 a month"),
                (-1240.0, MONTHLY, "−$1,240 a month"),
                (2_800_000.0, Unit::Of("USD"), "$2,800,000"),
                (28_000_000.0, Unit::Of("USD"), "$28 million"),
                (0.000_8, Unit::Of("USD/req"), "$0.0008 per request"),
                (0.104, Unit::Of("USD/h"), "$0.10 an hour"),
                (
                    24.0,
                    Unit::Of("USD/customer/month"),
                    "$24 per customer a month",
                ),
            ],
        );
    }

    #[test]
    fn shares_are_percent() {
        check(
            precise,
            &[
                (0.15, SHARE, "15 %"),
                (0.043, SHARE, "4.3 %"),
                (0.2734, SHARE, "27.3 %"),
                (0.004_34, SHARE, "0.43 %"),
                (0.9995, SHARE, "99.95 %"),
                (0.999_99, SHARE, "99.999 %"),
                (0.991, SHARE, "99.1 %"),
                (1.0, SHARE, "100 %"),
                (0.15, Unit::Of("share/month"), "15 % a month"),
                (12.345, SHARE, "1,235 %"),
            ],
        );
    }

    #[test]
    fn words_units() {
        check(
            shown,
            &[
                (50.0, Unit::Of("req/s"), "50 requests/s"),
                (1.0, Unit::Of("req/s"), "1 request/s"),
                (0.5, Unit::Of("core/pod"), "0.5 cores per pod"),
                (
                    3.0,
                    Unit::Of("req/user/min"),
                    "3 requests per user a minute",
                ),
                (512.0, Unit::Of("MiB"), "512 MiB"),
                (2.0, Unit::Of("GB"), "2 GB"),
                (17.6e9, Unit::Of("B/gpu"), "17.6 GB per GPU"),
                (2e12, Unit::Of("B"), "2 TB"),
                (327_680.0, Unit::Of("B/tok"), "327,680 B per token"),
                (1.0, Unit::Of("GPU"), "1 GPU"),
                (8.0, Unit::Of("GPU"), "8 GPUs"),
                (90.0, Unit::Of("s"), "90 s"),
                (18.0, Unit::Of("month"), "18 months"),
                (1.3, Unit::Of("1"), "1.3"),
                (4.0, Unit::Of("x"), "4x"),
            ],
        );
    }

    #[test]
    fn what_was_worked_out_is_read_with_fewer_digits() {
        check(
            shown,
            &[
                (12.34, USERS, "12 users"),
                (1.6, USERS, "2 users"),
                (0.4, USERS, "0.4 users"),
                (4.2, Unit::Of("pod"), "4.2 pods"),
                (15.9, Unit::Of("GPU"), "16 GPUs"),
                (0.273_4, SHARE, "27 %"),
                (0.043, SHARE, "4.3 %"),
                (0.004_34, SHARE, "0.43 %"),
                (0.9995, SHARE, "99.95 %"),
                (1.004, SHARE, "100.4 %"),
                (1.054, SHARE, "105 %"),
                (0.25, Unit::Of("s"), "250 ms"),
                (0.0, Unit::Of("s"), "0 s"),
                (1.5, Unit::Of("s"), "1.5 s"),
                (0.5, Unit::Of("req/s"), "30 requests/min"),
                (
                    0.005,
                    Unit::Of("req/s/replica"),
                    "18 requests/h per replica",
                ),
                (0.000_01, Unit::Of("msg/s"), "0.864 messages/day"),
                (4.96, Unit::Of("month"), "5 months"),
                (4.44, Unit::Of("month"), "4.4 months"),
                (11.6, Unit::Of("month"), "12 months"),
            ],
        );
        let ahead = |value, unit| projected_parts(value, unit).joined();
        check(
            ahead,
            &[
                (29_363.0, MONTHLY, "$29,400 a month"),
                (-1_234.5, MONTHLY, "−$1,230 a month"),
                (999.4, MONTHLY, "$999 a month"),
                (2675.0, USERS, "2,675 users"),
            ],
        );
    }

    #[test]
    fn parts_are_the_text() {
        let parts = shown_parts(-12.3, MONTHLY);
        assert_eq!(
            (parts.prefix, &*parts.number, &*parts.unit),
            ("−$", "12.30", " a month")
        );
    }

    #[test]
    fn joins_both_ends_of_a_range() {
        for (low, high, unit, text) in [
            (13.0, 39.0, Unit::Of("pod"), "13–39 pods"),
            (500.0, 800.0, MONTHLY, "$500–$800 a month"),
            (0.1, 0.2, SHARE, "10–20 %"),
            (5.0, 5.0, Unit::Of("pod"), "5 pods"),
            (-5.0, 10.0, Unit::Of("pod"), "−5 to 10 pods"),
            (0.0, 1.0, Unit::Of("pod"), "0–1 pod"),
        ] {
            assert_eq!(range(low, high, unit), text);
        }
    }

    #[test]
    fn signs_a_difference() {
        check(
            difference,
            &[
                (1240.0, Unit::Of("USD"), "+$1,240"),
                (-1240.0, Unit::Of("USD"), "−$1,240"),
                (3.0, Unit::Of("pod"), "+3 pods"),
                (0.043, SHARE, "+4.3 points"),
                (-0.01, SHARE, "−1 point"),
                (0.0, USERS, "no change"),
            ],
        );
    }

    #[test]
    fn labels_ticks_shortly() {
        check(
            tick,
            &[
                (0.0, USERS, "0"),
                (1000.0, USERS, "1k"),
                (999.99, USERS, "1k"),
                (1_500_000.0, USERS, "1.5M"),
                (12_500.0, USERS, "12.5k"),
                (800.0, MONTHLY, "$800"),
                (-2000.0, MONTHLY, "−$2k"),
                (0.15, SHARE, "15%"),
                (0.25, USERS, "0.25"),
                (3e12, USERS, "3T"),
                (1.0, CLOUDS, "EKS"),
            ],
        );
    }
}
