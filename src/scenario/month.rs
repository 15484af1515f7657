//! Which month does a text name? `2026-01`, `2026-01-31`, `Jan 2026`,
//! `01/2026`, or a plain number of months.

/// A month as a history names it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Month {
    /// Months since the year 0; a day is the part of its month before it.
    Date(f64),
    /// A count from wherever the history begins.
    Number(f64),
}

const NAMES: [&str; 12] = [
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

/// A count of months goes this far: a century.
const MOST_MONTHS: u32 = 1200;

/// The month that `text` names.
///
/// # Errors
/// Says in a sentence what would be understood.
pub fn read(text: &str) -> Result<Month, String> {
    let text = text.trim();
    if let Some(number) = whole(text) {
        return if number <= MOST_MONTHS {
            Ok(Month::Number(f64::from(number)))
        } else {
            Err("Write a month as in 2026-01, or a number of months up to 1,200.".to_owned())
        };
    }
    let mut parts = text
        .split(['-', '/', ' ', '.'])
        .filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    let (Some(first), Some(second), None) = (first, second, parts.next()) else {
        return Err(unknown());
    };
    match (whole(first), whole(second), third) {
        // 2026-01 and 2026-01-31.
        (Some(year), Some(month), day) if first.len() == 4 => date(year, month, day),
        // 01/2026.
        (Some(month), Some(year), None) if second.len() == 4 => date(year, month, None),
        // Jan 2026.
        (None, Some(year), None) if second.len() == 4 => date(year, named(first)?, None),
        // 31 Jan 2026.
        (Some(_), None, Some(year)) if year.len() == 4 => date(
            whole(year).ok_or_else(unknown)?,
            named(second)?,
            Some(first),
        ),
        _ => Err(unknown()),
    }
}

fn unknown() -> String {
    "Write a month as in 2026-01, 2026-01-31, Jan 2026 or 01/2026, or a number of months."
        .to_owned()
}

fn whole(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// The month of a name, or of its first three letters.
fn named(text: &str) -> Result<u32, String> {
    let text = text.trim_end_matches(',');
    (1..)
        .zip(NAMES)
        .find(|(_, name)| {
            let start = name.get(..text.len());
            text.len() >= 3 && start.is_some_and(|start| start.eq_ignore_ascii_case(text))
        })
        .map(|(number, _)| number)
        .ok_or_else(unknown)
}

fn date(year: u32, month: u32, day: Option<&str>) -> Result<Month, String> {
    if !(1..=12).contains(&month) {
        return Err("Write a month from 01 to 12, as in 2026-01.".to_owned());
    }
    let months = f64::from(year * 12 + month - 1);
    let Some(day) = day else {
        return Ok(Month::Date(months));
    };
    let days = days(year, month);
    match whole(day) {
        Some(day) if (1..=days).contains(&day) => {
            Ok(Month::Date(months + f64::from(day - 1) / f64::from(days)))
        }
        _ => {
            let name = NAMES.get(month as usize - 1).unwrap_or(&"");
            Err(format!("{name} {year} has {days} days."))
        }
    }
}

/// How many days a month of the Gregorian calendar has.
const fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, months: f64) {
        assert_eq!(read(text), Ok(Month::Date(months)), "{text}");
    }

    #[test]
    fn reads_the_ways_in_which_months_are_written() {
        let january = 2026.0 * 12.0;
        for text in [
            "2026-01",
            "2026/1",
            "01/2026",
            "1.2026",
            "Jan 2026",
            "JANUARY 2026",
            "Jan-2026",
            "2026-01-01",
            "1 Jan 2026",
        ] {
            check(text, january);
        }
        check("2026-01-31", january + 30.0 / 31.0);
        check("2024-02-29", 2024.0 * 12.0 + 1.0 + 28.0 / 29.0);
        assert_eq!(read("18"), Ok(Month::Number(18.0)));
        assert_eq!(read("0"), Ok(Month::Number(0.0)));
    }

    #[test]
    fn refuses_what_is_no_month() {
        for text in [
            "",
            "2026-00",
            "2026-13",
            "2026-02-29",
            "1900-02-29",
            "Ju 2026",
            "Foo 2026",
            "1500",
            "-1",
            "1,000",
            "26-01",
            "2026-01-01-01",
            "Jan",
        ] {
            let sentence = read(text).unwrap_err();
            assert!(sentence.ends_with('.'), "{text}: {sentence}");
        }
    }
}
