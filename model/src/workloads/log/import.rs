//! What do the lines of a pasted request log say? For each hour the requests, the 95th
//! percentile of requests a minute, and the busiest minute: what the query in the source
//! gives.
//!
//! A heading may say which column is which; others beside the four are left out. A line
//! that contradicts itself is said, not guessed at.

use super::moment::{self, Moment};
use crate::scenario::Field;
use crate::scenario::Value;
use crate::scenario::log::{fields, hour};
use crate::workloads::growth::history::Misread;
use crate::workloads::growth::history::columns::{count, unquoted};

/// No more lines are read: over a year of hours.
pub const MOST_LINES: usize = 10_000;

/// One hour of a log.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    /// Which hour.
    pub at: Moment,
    /// Requests in it.
    pub requests: f64,
    /// The 95th percentile of requests a minute.
    pub p95: f64,
    /// Requests in the busiest minute.
    pub peak: f64,
}

/// A log as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lines {
    /// What was understood, in the order of the hours.
    pub lines: Vec<Line>,
    /// What was not, in the order of the text.
    pub misread: Vec<Misread>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Hour,
    Requests,
    P95,
    Peak,
    Other,
}

use Column::{Other, P95, Peak, Requests};

/// The columns of a text without a heading: those of the query.
const USUAL: [Column; 4] = [Column::Hour, Requests, P95, Peak];

/// Words of a heading, and the column that they are of; the first that fits counts.
const HEADS: [(&str, Column); 12] = [
    ("p95", P95),
    ("95", P95),
    ("peak", Peak),
    ("max", Peak),
    ("most", Peak),
    ("hour", Column::Hour),
    ("time", Column::Hour),
    ("date", Column::Hour),
    ("created", Column::Hour),
    ("req", Requests),
    ("count", Requests),
    ("total", Requests),
];

const COLUMNS: &str = "Write four columns: the hour, its requests, the p95 of requests a minute, \
     and the peak of requests a minute.";
const MORE: &str = "There are more than four columns: quote numbers that have a comma in them, or \
     put a tab or a semicolon between the columns.";

/// Reads the lines of a log.
pub fn read(text: &str) -> Lines {
    let mut read = Lines::default();
    let mut order: Option<Vec<Column>> = None;
    let mut is_first = true;
    for (index, whole) in text.lines().enumerate() {
        let line = whole.trim_matches(['\u{feff}', ' ', '\r', '\u{a0}', '|']);
        if !line.chars().any(char::is_alphanumeric) {
            continue;
        }
        let number = index + 1;
        if read.lines.len() == MOST_LINES {
            read.refuse(number, line, "Only the first 10,000 hours are read.");
            break;
        }
        if core::mem::take(&mut is_first) && line.starts_with(|it: char| !it.is_ascii_digit()) {
            order = columns_of(line);
            if order.is_some() {
                continue;
            }
        }
        match of_line(line, order.as_deref().unwrap_or(&USUAL)) {
            Ok(hour) => read.take(number, line, hour),
            Err(sentence) => read.refuse(number, line, &sentence),
        }
    }
    read
}

impl Lines {
    fn take(&mut self, number: usize, text: &str, line: Line) {
        let same_kind = |other: &Line| {
            matches!(other.at, Moment::Dated(_)) == matches!(line.at, Moment::Dated(_))
        };
        let sentence = if self.lines.first().is_none_or(same_kind) {
            match self.lines.binary_search_by_key(&line.at, |other| other.at) {
                Ok(_) => "This hour stands in a line above already: the first one counts.",
                Err(place) => return self.lines.insert(place, line),
            }
        } else {
            "Some lines have a day and some have none: write them all one way."
        };
        self.refuse(number, text, sentence);
    }

    fn refuse(&mut self, number: usize, text: &str, sentence: &str) {
        let misread = Misread::new(number, text, sentence.to_owned());
        self.misread.push(misread);
    }
}

/// The columns that a heading names, if it names all four once.
fn columns_of(line: &str) -> Option<Vec<Column>> {
    let column = |cell: &&str| {
        let cell = cell.to_ascii_lowercase();
        let named = HEADS.iter().find(|(word, _)| cell.contains(word));
        named.map_or(Other, |(_, column)| *column)
    };
    let columns: Vec<Column> = cells(line).iter().map(column).collect();
    let has = |column| columns.iter().filter(|it| **it == column).count() == 1;
    USUAL.into_iter().all(has).then_some(columns)
}

/// The cells of a line. A space parts none: hours have one.
fn cells(line: &str) -> Vec<&str> {
    let marks = ['\t', ';', '|'].into_iter();
    let mark = { marks }.find(|mark| line.contains(*mark)).unwrap_or(',');
    let mut is_quoted = false;
    let parts = line.split(move |letter: char| {
        is_quoted ^= letter == '"';
        letter == mark && !is_quoted
    });
    parts.map(unquoted).collect()
}

fn of_line(line: &str, columns: &[Column]) -> Result<Line, String> {
    let cells = cells(line);
    if cells.len() != columns.len() {
        let is_more = cells.len() > columns.len();
        return Err(if is_more { MORE } else { COLUMNS }.to_owned());
    }
    let cell = |column| {
        let at = columns.iter().position(|it| *it == column);
        at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
    };
    let at = moment::read(cell(Column::Hour))?;
    let requests = number(cell(Requests), &hour::requests)?;
    let p95 = number(cell(P95), &fields::p95)?;
    let peak = number(cell(Peak), &fields::peak)?;
    // Whole minutes counted in whole requests may be a little off.
    if p95 > peak {
        return Err("The p95 is above the peak: are the two columns swapped?".to_owned());
    }
    if requests > MINUTES * peak {
        return Err(
            "Sixty minutes at the peak are fewer requests than the hour has: is the peak \
             that of a minute?"
                .to_owned(),
        );
    }
    Ok(Line {
        at,
        requests,
        p95,
        peak,
    })
}

/// Minutes of an hour.
const MINUTES: f64 = 60.0;

fn number(text: &str, field: &Field) -> Result<f64, String> {
    let value = count(text, field.stated.unit)?;
    match field.check(Value::Number(value)) {
        Ok(()) => Ok(value),
        Err(_) => Err([field.label, " must lie between ", &field.bounds(), "."].concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u8, f64, f64, f64)]) {
        let read = read(text);
        assert_eq!(read.misread, [], "{text}");
        let of = |it: &Line| (it.at.of_day(), it.requests, it.p95, it.peak);
        let lines: Vec<_> = read.lines.iter().map(of).collect();
        assert_eq!(lines, expected, "{text}");
    }

    const TWO: [(u8, f64, f64, f64); 2] = [(9, 1200.0, 31.5, 40.0), (10, 2400.0, 61.0, 80.0)];

    #[test]
    fn what_databases_and_spreadsheets_give_is_read() {
        for text in [
            "hour,requests,p95_load,peak_load\n2026-03-01 09:00:00,1200,31.5,40\n2026-03-01 10:00:00,2400,61,80",
            "2026-03-01T09:00:00Z,1200,31.5,40\n2026-03-01T10:00:00Z,2400,61,80",
            "\"hour\",\"requests\",\"p95_load\",\"peak_load\"\r\n\"2026-03-01 09:00\",\"1,200\",\"31.5\",\"40\"\r\n\
             \"2026-03-01 10:00\",\"2,400\",\"61\",\"80\"\r\n",
            " hour | requests | p95_load | peak_load\n------+------+------+------\n 2026-03-01 10:00:00 | 2400 | 61 | 80\n\
             2026-03-01 09:00:00 | 1200 | 31.5 | 40\n",
            "peak_load;region;p95_load;requests;hour\n40;eu;31.5;1,200;09:00\n80;eu;61;2,400;10:00",
            "9\t1200\t31.5\t40\n10\t2.4k\t61\t80",
        ] {
            check(text, &TWO);
        }
    }

    #[test]
    fn what_is_odd_is_said_line_by_line() {
        let read = read(
            "hour,requests,p95_load,peak_load\n2026-03-01 09:00,1200,31.5,40\n2026-03-01 09:00,1,1,1\n\
             2026-03-01 10:00,600,20\n2026-03-01 11:00,600,30,20\n2026-03-01 12:00,6000,20,30\n\
             2026-03-01 13:00,many,20,30\n14:00,60,2,3\n2026-03-01 15:00,1,200,40,50\n\
             2026-03-01 16:20,60,2,3\n2026-03-01 17:00,-5,2,3",
        );
        assert_eq!(read.lines.len(), 1);
        let said = read.misread.iter().map(|it| (it.line, &it.sentence[..16]));
        assert_eq!(
            said.collect::<Vec<_>>(),
            [
                (3, "This hour stands"),
                (4, "Write four colum"),
                (5, "The p95 is above"),
                (6, "Sixty minutes at"),
                (7, "Write a number w"),
                (8, "Some lines have "),
                (9, "There are more t"),
                (10, "Write whole hour"),
                (11, "Requests must li"),
            ]
        );
        assert!(
            read.misread
                .iter()
                .all(|it| it.sentence.ends_with(['.', '?']))
        );
    }

    #[test]
    fn any_text_is_read_to_an_end() {
        for text in [
            "",
            "\n\n",
            ",,,",
            ";;;",
            "||||",
            "é,1,2,3",
            "\"",
            "9,,,",
            "(24 rows)",
        ] {
            assert_eq!(read(text).lines, [], "{text}");
        }
    }
}
