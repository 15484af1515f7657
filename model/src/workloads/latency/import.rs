//! What do pasted measurements say? Load and p95 latency, line by line, with
//! throughput where it was measured too.
//!
//! A load is a number or a bucket as a query gives it: `<100`, `100-500`,
//! `500+`. Of a bucket its middle counts, of an open one its edge. Columns may
//! be parted by whatever a spreadsheet, a query or a load test gives; a heading
//! may say which is which; a line that could be parted in two ways is not
//! guessed at.

use crate::quantity::Unit;
use crate::quantity::brackets::middle;
use crate::quantity::format::shown;
use crate::quantity::parse::{Bare, Stated, parse};
use crate::scenario::row::check_name;
use crate::scenario::slo::{Sample, sample};
use crate::scenario::{Field, Scenario, Value};
use crate::workloads::growth::history::columns::{splits, unquoted};
use crate::workloads::growth::history::{MOST_LINES, Misread};

/// One line that was understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Load {
    /// What its row is called: the bucket, or the load with its unit.
    pub name: String,
    /// Users at once.
    pub load: f64,
    /// p95 latency in milliseconds.
    pub latency: f64,
    /// Requests answered in a second, where a third column says.
    pub throughput: Option<f64>,
}

/// A text as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Measurements {
    /// What was understood, line by line.
    pub points: Vec<Load>,
    /// What was not.
    pub misread: Vec<Misread>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Load,
    Latency,
    Throughput,
}

use Column::{Latency, Throughput};

/// The columns of a text without a heading.
const USUAL: [Column; 3] = [Column::Load, Latency, Throughput];

/// Words of a heading, and the column that they are of.
const HEADS: &[(&str, Column)] = &[
    ("laten", Latency),
    ("p95", Latency),
    ("p99", Latency),
    ("95%", Latency),
    ("response", Latency),
    ("duration", Latency),
    ("ms", Latency),
    ("throughput", Throughput),
    ("rps", Throughput),
    ("qps", Throughput),
    ("req", Throughput),
    ("/s", Throughput),
    ("load", Column::Load),
    ("user", Column::Load),
    ("session", Column::Load),
    ("concurren", Column::Load),
    ("bucket", Column::Load),
    ("client", Column::Load),
];

const TWO_WAYS: &str =
    "This can be read in two ways: put a tab or a semicolon between the columns.";
const NO_COLUMNS: &str = "Write the load and the p95 latency, and the throughput if you have it, with a comma, \
     a tab or a space between them.";

/// Why a line has no reading: it has none, or more than one.
type Reading = Result<Load, String>;

/// Reads two or three columns.
pub fn read(text: &str) -> Measurements {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| {
            (
                at + 1,
                line.trim_matches(['\u{feff}', ' ', '\r', '\u{a0}', '|']),
            )
        })
        .filter(|(_, line)| line.chars().any(char::is_alphanumeric))
        .collect();
    let heading = lines.first().filter(|(_, line)| is_heading(line));
    let order = heading.and_then(|(_, line)| order(line));
    let lines = &lines[usize::from(heading.is_some())..];
    let [two, three] = [2, 3].map(|count| {
        let order = order.as_ref().filter(|order| order.len() == count);
        let columns = order.map_or(&USUAL[..count], Vec::as_slice);
        let read = |(number, line): &(usize, &str)| (*number, reading(line, columns));
        lines.iter().take(MOST_LINES).map(read).collect::<Vec<_>>()
    });
    let possible = |read: &[(usize, Reading)]| read.iter().filter(|line| can_be(&line.1)).count();
    let (of_two, of_three) = (possible(&two), possible(&three));
    let by_heading = order.as_ref().map(Vec::len);
    let (read, other) = match by_heading {
        Some(3) => (three, None),
        Some(_) => (two, None),
        None if of_three > of_two => (three, None),
        None if of_three < of_two => (two, None),
        None => (two, Some(three)),
    };
    let mut loads = Measurements::default();
    for (at, ((number, line), (_, text))) in read.into_iter().zip(lines).enumerate() {
        let both = other
            .as_ref()
            .is_some_and(|other| other.get(at).is_some_and(|(_, line)| can_be(line)));
        match line {
            Ok(_) if both => loads.refuse(number, text, TWO_WAYS.to_owned()),
            Ok(_) if loads.points.len() == sample::TABLE.most => {
                loads.refuse(
                    number,
                    text,
                    "Only the first 20 measurements are kept.".to_owned(),
                );
                break;
            }
            Ok(point) => loads.points.push(point),
            Err(sentence) => loads.refuse(number, text, sentence),
        }
    }
    loads
}

/// Puts measurements in the place of those that a scenario has.
pub fn state(scenario: &mut Scenario, points: &[Load]) {
    let _ = sample::TABLE.arrange(scenario, &[]);
    for point in points {
        let Ok(key) = sample::TABLE.add(scenario, &point.name) else {
            return;
        };
        if let Some(row) = scenario.samples.iter_mut().find(|row| row.key == key) {
            *row = Sample {
                load: point.load,
                latency: point.latency,
                throughput: point.throughput,
                ..row.clone()
            };
        }
    }
}

/// Whether a line has these columns, in one way or in several.
fn can_be(line: &Reading) -> bool {
    line.as_ref().map_or_else(|why| why == TWO_WAYS, |_| true)
}

impl Measurements {
    fn refuse(&mut self, line: usize, text: &str, sentence: String) {
        self.misread.push(Misread::new(line, text, sentence));
    }
}

/// A heading says in words what stands below.
fn is_heading(line: &str) -> bool {
    let words = line.chars().any(char::is_alphabetic);
    let kinds = order(line).is_some();
    let starts_with_a_number = line
        .trim_start_matches(['"', '<', '>', '=', ' '])
        .starts_with(|letter: char| letter.is_ascii_digit());
    words
        && !starts_with_a_number
        && (kinds
            || [2, 3]
                .iter()
                .all(|count| reading(line, &USUAL[..*count]).is_err()))
}

/// The columns that a heading names, if it names load and latency.
fn order(line: &str) -> Option<Vec<Column>> {
    let mark = ['\t', ';', '|', ',']
        .into_iter()
        .find(|mark| line.contains(*mark))
        .unwrap_or(' ');
    let column = |cell: &str| {
        let cell = cell.to_ascii_lowercase();
        HEADS
            .iter()
            .find(|(word, _)| cell.contains(word))
            .map(|(_, column)| *column)
    };
    let cells = line.split(mark).filter(|cell| !cell.trim().is_empty());
    let columns: Vec<Column> = cells.map(column).collect::<Option<_>>()?;
    let has = |column| columns.iter().filter(|held| **held == column).count() == 1;
    let known = has(Column::Load) && has(Latency);
    (known && (columns.len() == 2 || columns.len() == 3 && has(Throughput))).then_some(columns)
}

/// The one way in which a line gives these columns.
fn reading(line: &str, columns: &[Column]) -> Reading {
    for mark in ['\t', ';', '|'] {
        if line.contains(mark) {
            let cells: Vec<&str> = line.split(mark).map(unquoted).collect();
            return if cells.len() == columns.len() {
                of_cells(&cells, columns)
            } else {
                Err(NO_COLUMNS.to_owned())
            };
        }
    }
    let mut found: Option<Load> = None;
    let mut refusal = None;
    for (before, after) in splits(line) {
        let ways: Vec<Vec<&str>> = if columns.len() == 2 {
            vec![vec![before, after]]
        } else {
            splits(after)
                .map(|(middle, last)| vec![before, middle, last])
                .collect()
        };
        for cells in ways {
            match of_cells(&cells, columns) {
                Ok(point) if found.as_ref().is_some_and(|found| *found != point) => {
                    return Err(TWO_WAYS.to_owned());
                }
                Ok(point) => found = Some(point),
                Err(sentence) => refusal = refusal.or(Some(sentence)),
            }
        }
    }
    found.ok_or_else(|| refusal.unwrap_or_else(|| NO_COLUMNS.to_owned()))
}

fn of_cells(cells: &[&str], columns: &[Column]) -> Reading {
    let cell = |column| {
        let at = columns.iter().position(|held| *held == column)?;
        cells.get(at).copied()
    };
    let (load, name) = bucket(cell(Column::Load).unwrap_or_default())?;
    let latency = one(cell(Latency).unwrap_or_default(), &sample::latency)?;
    let throughput = cell(Throughput)
        .map(|text| one(text, &sample::throughput))
        .transpose()?;
    Ok(Load {
        name,
        load,
        latency,
        throughput,
    })
}

/// The load that a cell says, and what to call it.
fn bucket(cell: &str) -> Result<(f64, String), String> {
    let users = Unit::Of("user");
    let lower = cell.to_ascii_lowercase();
    let after = |marks: &[&str]| {
        let mark = marks.iter().find(|mark| lower.starts_with(**mark))?;
        cell.get(mark.len()..)
    };
    let below = after(&["<=", "<", "≤", "under ", "below ", "up to "]);
    let above = after(&[">=", ">", "≥", "over ", "above "]).or_else(|| cell.strip_suffix('+'));
    let (load, is_bucket) = if let Some(edge) = below {
        (one(edge, &sample::load)? / 2.0, true)
    } else if let Some(edge) = above {
        (one(edge, &sample::load)?, true)
    } else {
        let reading = parse(cell, users, Bare::Canonical).map_err(|error| error.to_string())?;
        match reading.stated {
            Stated::One(load) => (load, false),
            Stated::Range { low, high } => (middle(low, high), true),
        }
    };
    within(load, &sample::load)?;
    let name = if is_bucket && check_name(cell).is_ok() {
        cell.to_owned()
    } else {
        shown(load, users)
    };
    Ok((load, name))
}

fn one(text: &str, field: &Field) -> Result<f64, String> {
    let unit = field.stated.unit;
    let reading = parse(text.trim(), unit, Bare::Canonical).map_err(|error| error.to_string())?;
    match reading.stated {
        Stated::One(value) => within(value, field).map(|()| value),
        Stated::Range { .. } => Err("Write one number here; a range says too little.".to_owned()),
    }
}

fn within(value: f64, field: &Field) -> Result<(), String> {
    field
        .check(Value::Number(value))
        .map_err(|_| [field.label, " must lie between ", &field.bounds(), "."].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(f64, f64, Option<f64>)]) {
        let loads = read(text);
        assert_eq!(loads.misread, [], "{text}");
        let points = loads.points.iter();
        let points: Vec<_> = points
            .map(|it| (it.load, it.latency, it.throughput))
            .collect();
        assert_eq!(points, expected, "{text}");
    }

    const THREE: [(f64, f64, Option<f64>); 3] = [
        (50.0, 40.0, None),
        (300.0, 95.0, None),
        (1500.0, 1200.0, None),
    ];

    #[test]
    fn any_sensible_separator_will_do() {
        for text in [
            "50,40\n300,95\n1500,1200",
            "50, 40\n300, 95\n1,500, 1,200",
            "50\t40\n300\t95\n1,500\t1.2 s",
            "50;40\n300;95 ms\n1.5k;1,200",
            "50 40\n300 95\n1500 1200",
            "\"50\",\"40\"\r\n\"300\",\"95\"\r\n\"1,500\",\"1,200\"",
            "load,p95_latency\n50,40\n300,95\n1500,1200",
            "\u{feff}p95 (ms);sessions\n40;50\n95;300\n1200;1500",
            " load_bucket | p95_latency\n-------------+-------------\n 50          | 40\n 300         | 95\n \
             1500        | 1200",
            "| users | p95 |\n|---|---|\n| 50 | 40 |\n| 300 | 95 |\n| 1500 | 1200 |",
        ] {
            check(text, &THREE);
        }
    }

    #[test]
    fn buckets_are_read_as_a_query_gives_them() {
        check(
            "load_bucket,p95_latency\n<100,40\n100-500,95\n500+,1200",
            &[
                (50.0, 40.0, None),
                (300.0, 95.0, None),
                (500.0, 1200.0, None),
            ],
        );
        check(
            "up to 100;40\n100 to 500;95\n>500;1200",
            &[
                (50.0, 40.0, None),
                (300.0, 95.0, None),
                (500.0, 1200.0, None),
            ],
        );
        let names: Vec<_> = read("<100,40\n100-500,95\n700,99").points;
        let names: Vec<_> = names.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["<100", "100-500", "700 users"]);
    }

    #[test]
    fn a_third_column_is_throughput() {
        let three = [
            (1.0, 50.0, Some(20.0)),
            (4.0, 51.0, Some(78.0)),
            (8.0, 62.0, Some(130.0)),
        ];
        check("1,50,20\n4,51,78\n8,62,130", &three);
        check("1;50;20\n4;51;78 rps\n8;62;130/s", &three);
        check("users,rps,p95\n1,20,50\n4,78,51\n8,130,62", &three);
    }

    #[test]
    fn what_is_not_understood_is_said_line_by_line() {
        let loads = read("load,p95\n50,40\nmany,95\n300\n0,12\n400,-1\n500;1;2;3\n600,1-2");
        assert_eq!(loads.points.len(), 1);
        let said: Vec<_> = loads.misread.iter().map(|it| it.line).collect();
        assert_eq!(said, [3, 4, 5, 6, 7, 8]);
        assert!(loads.misread.iter().all(|it| it.sentence.ends_with('.')));
        assert!(
            loads.misread[2]
                .sentence
                .starts_with("Users at once must lie between"),
            "{:?}",
            loads.misread[2]
        );
    }

    #[test]
    fn what_has_two_meanings_is_not_guessed() {
        // 100, 200 and 350, or 100,200 and 350?
        let loads = read("100,200,350\n200,300,400");
        assert_eq!(loads.points, []);
        assert!(loads.misread.iter().all(|it| it.sentence == TWO_WAYS));
        // A heading says, and so does a line that can be read in one way only.
        assert_eq!(
            read("load,p95,rps\n100,200,350").points[0].load.to_bits(),
            100.0_f64.to_bits()
        );
        assert_eq!(read("10,20,35\n100,200,350").points.len(), 2);
    }

    #[test]
    fn any_text_is_read_to_an_end() {
        for text in [
            "", "\n", ",", ";;", "|", "<", "+", "é ü", "1e400,5", "5,1e400", "nan,nan",
        ] {
            assert_eq!(read(text).points, [], "{text}");
        }
        let many = "7;5\n".repeat(99);
        let loads = read(&many);
        assert_eq!((loads.points.len(), loads.misread.len()), (20, 1));
    }

    #[test]
    fn they_take_the_place_of_those_before() {
        let mut scenario = Scenario::default();
        state(&mut scenario, &read("<100,40\n100-500,95").points);
        state(&mut scenario, &read("50;40;9\n300;95;8\n300;96;7").points);
        let keys = sample::TABLE.keys_text(&scenario);
        assert_eq!(keys, "50_users 300_users 300_users_2");
        assert_eq!(scenario.samples[2].throughput, Some(7.0));
        assert_eq!(scenario.samples[0].latency.to_bits(), 40.0_f64.to_bits());
    }
}
