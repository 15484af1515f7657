//! What does a pasted history say? Two columns of text: months or numbers of
//! customers first, what was counted then.
//!
//! The columns may be parted by a tab, a semicolon, a comma or spaces, whatever
//! a spreadsheet gives; a line that could be parted in two ways is not guessed
//! at. The first line may be a heading. Order and gaps do not matter.
//!
//! - [`mod@columns`]: how a line is parted, and what each column says.
//! - [`mod@month`]: which month a line names.
//! - [`fit`]: what a history comes to, and what it would state.

pub(crate) mod columns;
pub mod fit;
pub mod month;

use crate::quantity::Unit;
use crate::quantity::order::ascending;
use columns::{At, columns};
use month::Month;

/// No more lines are read: far more than anyone has months.
pub const MOST_LINES: usize = 2000;

/// The most characters of a line that are shown.
const SHOWN: usize = 40;

/// What the first column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum First {
    /// Dates or numbers of months.
    Months,
    /// Counts, such as customers.
    Counts(Unit),
}

/// One line that was understood.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Observation {
    /// Which line, from 1.
    pub line: usize,
    /// The first column: a count, or months, from the year 0 where they are
    /// dates.
    pub at: f64,
    /// The second column.
    pub value: f64,
}

/// One line that was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misread {
    /// Which line, from 1.
    pub line: usize,
    /// What stands there, cut to a readable length.
    pub text: String,
    /// What would be understood.
    pub sentence: String,
}

/// What pasted text says, whatever it is of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// How much was read, and what it comes to or why to nothing.
    pub sentence: String,
    /// What was not understood, one a line.
    pub misread: Vec<String>,
    /// What a button says that takes it into the scenario; none where there is nothing
    /// to take.
    pub take: Option<String>,
}

/// A text as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    /// What was understood, in the order of the first column.
    pub observations: Vec<Observation>,
    /// What was not, in the order of the lines.
    pub misread: Vec<Misread>,
    /// The first line, where it is a heading.
    pub heading: Option<String>,
    /// Whether the first column holds dates; otherwise plain numbers.
    pub dated: Option<Dated>,
}

/// Whether months are dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dated {
    /// `2026-01`, `Jan 2026` and the like.
    Dates,
    /// 1, 2, 3.
    Numbers,
}

impl History {
    /// First column and second, as a fit takes them.
    pub fn points(&self) -> Vec<(f64, f64)> {
        let points = self.observations.iter();
        points.map(|point| (point.at, point.value)).collect()
    }
}

/// Reads two columns, the second in `unit`.
pub fn read(text: &str, first: First, unit: Unit) -> History {
    let mut history = History::default();
    let mut fresh = true;
    for (index, whole) in text.lines().enumerate() {
        let number = index + 1;
        let line = whole.trim_matches(['\u{feff}', ' ', '\r', '\u{a0}']);
        if line.trim().is_empty() {
            continue;
        }
        if number > MOST_LINES {
            history.refuse(
                number,
                line,
                "Only the first 2,000 lines are read.".to_owned(),
            );
            break;
        }
        let is_first = core::mem::take(&mut fresh);
        match columns(line, first, unit) {
            Ok((at, value)) => history.take(number, line, at, value),
            Err(_) if is_first && is_heading(line) => history.heading = Some(line.to_owned()),
            Err(sentence) => history.refuse(number, line, sentence),
        }
    }
    history.observations = ascending(&history.observations, |point| point.at);
    history
}

impl History {
    fn take(&mut self, line: usize, text: &str, at: At, value: f64) {
        let (dated, at) = match at {
            At::Month(Month::Date(at)) => (Dated::Dates, at),
            At::Month(Month::Number(at)) | At::Count(at) => (Dated::Numbers, at),
        };
        if *self.dated.get_or_insert(dated) != dated {
            let sentence = match dated {
                Dated::Dates => {
                    "This is a date, and the lines above count months: write them all one way."
                }
                Dated::Numbers => {
                    "This counts months, and the lines above have dates: write them all one way."
                }
            };
            self.refuse(line, text, sentence.to_owned());
            return;
        }
        self.observations.push(Observation { line, at, value });
    }

    fn refuse(&mut self, line: usize, text: &str, sentence: String) {
        self.misread.push(Misread::new(line, text, sentence));
    }
}

impl Misread {
    pub(crate) fn new(line: usize, text: &str, sentence: String) -> Self {
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        Self {
            line,
            text: shown,
            sentence,
        }
    }

    /// The line with what would be understood, in a sentence.
    pub fn said(&self) -> String {
        let number = self.line.to_string();
        ["Line ", &number, ", “", &self.text, "”: ", &self.sentence].concat()
    }
}

/// A heading says in words what stands below: letters, and no digit in front.
fn is_heading(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
        && line
            .trim_start_matches('"')
            .starts_with(|letter: char| !letter.is_ascii_digit())
        && month::read(line.split([',', ';', '\t']).next().unwrap_or(line)).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUSTOMERS: Unit = Unit::Of("customer");

    fn months(text: &str) -> History {
        read(text, First::Months, CUSTOMERS)
    }

    /// Months since the first one, and values.
    fn check(text: &str, expected: &[(f64, f64)]) {
        let history = months(text);
        assert_eq!(history.misread, [], "{text}");
        let start = history.observations[0].at;
        let points: Vec<_> = history.points();
        let points: Vec<_> = points
            .iter()
            .map(|(at, value)| (at - start, *value))
            .collect();
        assert_eq!(points, expected, "{text}");
    }

    const THREE: [(f64, f64); 3] = [(0.0, 500.0), (1.0, 1575.0), (3.0, 2760.0)];

    #[test]
    fn any_sensible_separator_and_date_will_do() {
        for text in [
            "2026-01,500\n2026-02,1575\n2026-04,2760",
            "month,customers\r\n2026-01,500\r\n2026-02,1575\r\n2026-04,2760\r\n",
            "2026-01;500\n2026-02;1,575\n2026-04;2,760",
            "2026-01\t500\n2026-02\t1 575\n2026-04\t2 760",
            "2026-01, 500\n2026-02, 1,575\n2026-04 , 2,760",
            "2026-01,500\n2026-02,\"1,575\"\n\"2026-04\",\"2,760\"",
            "Jan 2026 500\nFeb 2026 1575\nApr 2026 2.76k",
            "january 2026, 500\nFebruary 2026, 1,575\nApril 2026, 2760",
            "01/2026 500\n02/2026 1575\n4/2026 2760",
            "2026-01-01 500\n2026-02-01 1575\n2026-04-01 2760",
            "1 500\n2 1575\n4 2760",
            "1,500\n2,1575\n4,2760",
            "\u{feff}Month;Customers\n\n2026-04;2760\n2026-01;500\n\n2026-02;1575",
            "Dec 2025;500\n2026-01;1575\n03/2026;2760",
        ] {
            check(text, &THREE);
        }
    }

    #[test]
    fn a_day_is_a_part_of_its_month() {
        // The 16th is 15 of 30 days into April.
        check("2026-04-16 1\n2026-05-01 2", &[(0.0, 1.0), (0.5, 2.0)]);
    }

    #[test]
    fn what_is_not_understood_is_said_line_by_line() {
        let text = "month,customers\n2026-01,500\n2026-13,600\n2026-03,many\n7,700\nhello\n\
            2026-05;1;2\n2026-06,5-9\n2026-02-30,4\n2026-07,900";
        let history = months(text);
        assert_eq!(history.heading.as_deref(), Some("month,customers"));
        assert_eq!(history.points().len(), 2);
        let said: Vec<_> = history
            .misread
            .iter()
            .map(|it| (it.line, it.sentence.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (3, "Write a day that the calendar has; this one it has not."),
                (
                    4,
                    "Write a number with the digits 0 to 9, for example 5 customers or 1.5 customers."
                ),
                (
                    5,
                    "This counts months, and the lines above have dates: write them all one way."
                ),
                (
                    6,
                    "Write two columns, with a comma, a tab or a space between them."
                ),
                (
                    7,
                    "There are more than two columns here: leave the others out."
                ),
                (8, "Write one number here; a range says too little."),
                (9, "Write a day that the calendar has; this one it has not."),
            ]
        );
    }

    #[test]
    fn what_has_two_meanings_is_not_guessed() {
        let unit = Unit::Of("pod");
        let both = |text: &str| read(text, First::Counts(CUSTOMERS), unit);
        assert_eq!(
            both("500 5\n1,000\t8\n5,000;15").points(),
            [(500.0, 5.0), (1000.0, 8.0), (5000.0, 15.0)]
        );
        // 1 and 500,600? 1,500 and 600?
        let history = both("1,500,600");
        assert!(history.observations.is_empty());
        assert!(history.misread[0].sentence.contains("two ways"));
    }

    #[test]
    fn any_text_is_read_to_an_end() {
        for text in [
            "",
            "\n\n",
            ",",
            ";",
            "\t\t",
            " , , ",
            "\"",
            "é ü",
            "1,",
            ",1",
            "9999999999-01 5",
            "2026-01 1e400",
        ] {
            let history = months(text);
            assert!(history.observations.is_empty(), "{text}");
        }
        let long = "x".repeat(100) + " 5";
        let history = months(&["2026-01 5\n", &long].concat());
        assert_eq!(history.misread[0].text.chars().count(), SHOWN + 1);
        let many = "1 5\n".repeat(MOST_LINES + 5);
        let history = months(&many);
        assert_eq!(
            (history.observations.len(), history.misread.len()),
            (MOST_LINES, 1)
        );
    }
}
