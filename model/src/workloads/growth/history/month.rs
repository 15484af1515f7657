//! Which month does a line of a history name? `2026-01`, `2026-01-31`,
//! `Jan 2026`, `01/2026`, or a plain number of months.

use crate::quantity::date::{self, Date};

/// A month as a history names it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Month {
    /// Months since the year 0; a day is the part of its month before it.
    Date(f64),
    /// A count from wherever the history begins.
    Number(f64),
}

/// A count of months goes this far: a century.
const MOST_MONTHS: u32 = 1200;

/// The month that `text` names.
///
/// # Errors
/// Says in a sentence what would be understood.
pub fn read(text: &str) -> Result<Month, String> {
    let text = text.trim();
    if let Ok(number) = text.parse::<u32>()
        && text.len() <= 4
    {
        return if number <= MOST_MONTHS {
            Ok(Month::Number(f64::from(number)))
        } else {
            Err("Write a month as in 2026-01, or a number of months up to 1,200.".to_owned())
        };
    }
    // Without a name of a month, one kind of mark stands between numbers; a
    // space or a comma may be what parts the columns.
    let named = text.chars().any(char::is_alphabetic);
    let mut marks = text.chars().filter(|letter| !letter.is_alphanumeric());
    let mark = marks.next();
    let is_marked = matches!(mark, Some('-' | '/' | '.')) && marks.all(|other| Some(other) == mark);
    if !(named || is_marked) {
        return Err(
            "Write a month as in 2026-01, 2026-01-31, Jan 2026 or 01/2026, or a number of months."
                .to_owned(),
        );
    }
    let date = date::read(text).map_err(|error| error.to_string())?;
    Ok(Month::Date(months(date)))
}

/// Months since the year 0, with the part of the month before the day.
fn months(date: Date) -> f64 {
    let part = f64::from(date.day() - 1) / f64::from(date.days_in_month());
    f64::from(date.year()) * 12.0 + f64::from(date.month()) - 1.0 + part
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
            "Jan 1, 2026",
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
            "2026-01 12",
            "2026-01,5",
            "1/2/2026",
        ] {
            let sentence = read(text).unwrap_err();
            assert!(sentence.ends_with('.'), "{text}: {sentence}");
        }
    }
}
