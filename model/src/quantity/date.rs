//! Which day is it so many months on, and how do people write a day?
//!
//! A day is a number of days since 1 January 1970, in the unit `date`, by the
//! Gregorian calendar before and after, as the library `time` counts it. Days
//! are written `22 Nov 2026` for people and `2026-11-22` in links; no locale
//! decides, and what two countries read as two days is refused.

use super::Unit;
use super::number_error::NumberError;
use time::{Month, OffsetDateTime};

/// The symbol of the unit.
pub const UNIT: &str = "date";

/// Whether a number of this unit is a day. Only later workloads have any.
pub fn is_date(unit: Unit) -> bool {
    unit == Unit::Of(UNIT)
}

/// Julian day of 1 January 1970.
const EPOCH: i32 = OffsetDateTime::UNIX_EPOCH.to_julian_day();

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar, of the years -9999 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date(time::Date);

impl Date {
    /// The day so many days after 1 January 1970, or the nearest day there is.
    pub fn from_days(days: i64) -> Self {
        let day = i32::try_from(days.saturating_add(i64::from(EPOCH))).ok();
        let day = day.and_then(|day| time::Date::from_julian_day(day).ok());
        Self(day.unwrap_or(last_towards(days)))
    }

    /// Days since 1 January 1970.
    pub fn days(self) -> i64 {
        i64::from(self.since_epoch())
    }

    /// The same day so many months on; the last of the month where it has
    /// fewer days, and the nearest day there is where the years end.
    #[must_use]
    pub fn add_months(self, months: i64) -> Self {
        let count = i64::from(self.year()) * 12 + i64::from(self.month()) - 1;
        let count = count.saturating_add(months);
        let month = month_of(count.div_euclid(12), count.rem_euclid(12) + 1);
        let day = month.and_then(|(year, month)| {
            let day = self.day().min(month.length(year));
            time::Date::from_calendar_date(year, month, day).ok()
        });
        Self(day.unwrap_or(last_towards(months)))
    }

    /// The day of these numbers, if the calendar has it.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let (year, month) = month_of(year, month)?;
        let day = u8::try_from(day).ok()?;
        time::Date::from_calendar_date(year, month, day)
            .ok()
            .map(Self)
    }

    /// Year 1 is the first after Christ.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// How many days its month has.
    pub fn days_in_month(self) -> u8 {
        self.0.month().length(self.0.year())
    }

    /// As people read it: `22 Nov 2026`.
    pub fn shown(self) -> String {
        let month = MONTHS[usize::from(self.month()) - 1];
        format!("{} {} {}", self.day(), &month[..3], self.year())
    }

    /// As links carry it: `2026-11-22`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }

    /// The day that a number in the unit `date` falls on, within the years that
    /// are shown.
    pub fn of(value: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a few million")]
        Self::from_days(value.floor().clamp(-719_162.0, 2_932_896.0) as i64)
    }

    /// The number that stands for the day in the unit `date`: days since 1970.
    pub fn value(self) -> f64 {
        f64::from(self.since_epoch())
    }

    const fn since_epoch(self) -> i32 {
        self.0.to_julian_day() - EPOCH
    }
}

/// The last day of the calendar in this direction of time.
const fn last_towards(direction: i64) -> time::Date {
    if direction < 0 {
        time::Date::MIN
    } else {
        time::Date::MAX
    }
}

fn month_of(year: i64, month: i64) -> Option<(i32, Month)> {
    let month = u8::try_from(month).ok()?;
    Some((i32::try_from(year).ok()?, Month::try_from(month).ok()?))
}

/// Reads one day: `2026-11-22`, `22 Nov 2026`, `Nov 22, 2026`; the first of a
/// month: `Nov 2026`, `11/2026`, `2026-11`.
///
/// # Errors
/// When it is no day, or two readers would take it for two.
pub(crate) fn read(text: &str) -> Result<Date, NumberError> {
    let mut numbers: Vec<(i64, usize)> = Vec::new();
    let mut named: Option<(i64, usize)> = None;
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    for part in parts.filter(|part| !part.is_empty()) {
        if let Some(month) = month_named(part) {
            if named.replace((month, numbers.len())).is_some() {
                return Err(NumberError::NotADate);
            }
            continue;
        }
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| part.strip_suffix(ending));
        let digits = ordinal.unwrap_or(part);
        if digits.is_empty() || digits.len() > 4 || numbers.len() == 3 {
            return Err(NumberError::NotADate);
        }
        let mut number = 0;
        for digit in digits.chars() {
            number = number * 10 + i64::from(digit.to_digit(10).ok_or(NumberError::NotADate)?);
        }
        numbers.push((number, digits.len()));
    }
    let year = |(number, digits): (i64, usize)| (digits == 4).then_some(number);
    let found = match (named, &numbers[..]) {
        (Some((month, _)), [only]) => year(*only).map(|year| (year, month, 1)),
        (Some((month, at)), [first, second]) => match (year(*first), year(*second)) {
            (None, Some(year)) if at < 2 => Some((year, month, first.0)),
            (Some(year), None) if at == 1 => Some((year, month, second.0)),
            _ => None,
        },
        (None, [first, second]) => match (year(*first), year(*second)) {
            (None, Some(year)) => Some((year, first.0, 1)),
            (Some(year), None) => Some((year, second.0, 1)),
            _ => None,
        },
        (None, [first, second, third]) => match (year(*first), year(*third)) {
            (Some(year), None) => Some((year, second.0, third.0)),
            (None, Some(year)) => Some(of_two(first.0, second.0, year)?),
            _ => None,
        },
        _ => None,
    };
    let (year, month, day) = found.ok_or(NumberError::NotADate)?;
    Date::new(year, month, day).ok_or(NumberError::NoSuchDay)
}

/// Day and month in whichever order the calendar has.
fn of_two(one: i64, other: i64, year: i64) -> Result<(i64, i64, i64), NumberError> {
    let day_first = Date::new(year, other, one);
    let month_first = Date::new(year, one, other);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => Err(NumberError::TwoDays {
            ways: [one.shown(), other.shown()],
        }),
        (None, Some(_)) => Ok((year, one, other)),
        _ => Ok((year, other, one)),
    }
}

/// The month of this name, or of its first three letters or more.
fn month_named(word: &str) -> Option<i64> {
    if word.len() < 3 {
        return None;
    }
    let word = if word.eq_ignore_ascii_case("sept") {
        "sep"
    } else {
        word
    };
    let at = MONTHS.iter().position(|month| {
        let start = month.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    })?;
    i64::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days counted by Python's `datetime`.
    #[test]
    fn days_are_those_of_the_calendar() {
        for (year, month, day, days) in [
            (1, 1, 1, -719_162),
            (1900, 3, 1, -25_508),
            (1970, 1, 1, 0),
            (2000, 1, 1, 10_957),
            (2000, 2, 29, 11_016),
            (2026, 11, 22, 20_779),
            (2100, 3, 1, 47_541),
            (2199, 12, 31, 84_005),
            (9999, 12, 31, 2_932_896),
        ] {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!(date.days(), days, "{}", date.iso());
            assert_eq!(Date::from_days(days), date);
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut date = Date::from_days(-800_000);
        for days in -799_999..200_000 {
            let next = Date::from_days(days);
            assert!(next > date && next.days() == days, "{}", next.iso());
            date = next;
        }
    }

    #[test]
    fn years_end_at_the_nearest_day() {
        let first = Date::new(-9999, 1, 1).unwrap();
        let last = Date::new(9999, 12, 31).unwrap();
        for (beyond, nearest) in [
            (i64::MIN, first),
            (first.days() - 1, first),
            (last.days() + 1, last),
            (i64::MAX, last),
        ] {
            assert_eq!(Date::from_days(beyond), nearest, "{beyond}");
            assert_eq!(first.add_months(beyond), nearest, "{beyond}");
            assert_eq!(last.add_months(beyond), nearest, "{beyond}");
        }
        assert_eq!(last.add_months(1), last);
        assert_eq!(first.add_months(-1), first);
    }

    #[test]
    fn numbers_that_are_no_day_give_none() {
        for (year, month, day) in [
            (10_000, 1, 1),
            (-10_000, 1, 1),
            (i64::MAX, 1, 1),
            (2026, 0, 1),
            (2026, 13, 1),
            (2026, 257, 1),
            (2026, 1, 0),
            (2026, 1, 257),
            (2026, 2, 29),
        ] {
            assert_eq!(Date::new(year, month, day), None, "{year} {month} {day}");
        }
    }

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        for (from, months, to) in [
            ("2026-11-22", 1, "2026-12-22"),
            ("2026-11-22", 2, "2027-01-22"),
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-01-31", 3, "2026-04-30"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-01-15", -13, "2024-12-15"),
            ("2024-02-29", 12, "2025-02-28"),
        ] {
            assert_eq!(read(from).unwrap().add_months(months).iso(), to, "{from}");
        }
    }

    #[test]
    fn reads_what_one_reader_and_another_take_for_the_same_day() {
        for (text, iso) in [
            ("2026-11-22", "2026-11-22"),
            ("2026/11/2", "2026-11-02"),
            ("22 Nov 2026", "2026-11-22"),
            ("22nd november 2026", "2026-11-22"),
            ("Nov 22, 2026", "2026-11-22"),
            ("22.11.2026", "2026-11-22"),
            ("11/22/2026", "2026-11-22"),
            ("3/3/2026", "2026-03-03"),
            ("Nov 2026", "2026-11-01"),
            ("11/2026", "2026-11-01"),
            ("2026-11", "2026-11-01"),
            ("Sept 2026", "2026-09-01"),
        ] {
            assert_eq!(read(text).map(Date::iso).as_deref(), Ok(iso), "{text}");
            let date = read(text).unwrap();
            assert_eq!(read(&date.shown()), Ok(date));
        }
    }

    #[test]
    fn refuses_the_rest_with_a_sentence() {
        for (text, sentence) in [
            (
                "1/2/2026",
                "Write 1 Feb 2026 or 2 Jan 2026; the text could mean either.",
            ),
            (
                "30 Feb 2026",
                "Write a day that the calendar has; this one it has not.",
            ),
            (
                "13/2026",
                "Write a day that the calendar has; this one it has not.",
            ),
            (
                "tomorrow",
                "Write a day as in 22 Nov 2026, or a month as in Nov 2026.",
            ),
            (
                "22 Nov 26",
                "Write a day as in 22 Nov 2026, or a month as in Nov 2026.",
            ),
            (
                "2026",
                "Write a day as in 22 Nov 2026, or a month as in Nov 2026.",
            ),
            (
                "Nov Dec 2026",
                "Write a day as in 22 Nov 2026, or a month as in Nov 2026.",
            ),
            (
                "日本 2026",
                "Write a day as in 22 Nov 2026, or a month as in Nov 2026.",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), sentence, "{text}");
        }
    }
}
