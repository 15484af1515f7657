//! The same numbers as text: a table to read, and CSV to calculate with.

use super::chart::{Chart, Look, Scale, Series, Way};
use super::labels::EVERY;
use crate::quantity::date::Date;

/// About as many rows as a reader takes in.
const ROWS: usize = 12;

/// How the column of what is said of each point is headed.
const NOTE: &str = "In words";

/// A table ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One for the x axis and one for each series.
    pub headers: Vec<String>,
    /// One for each shown x, with a cell for each header.
    pub rows: Vec<Vec<String>>,
}

/// The chart's data at round values of x (on a log axis 1, 2 and 5 times powers
/// of ten; where x has names, at every second, third, sixth ...) and at the markers;
/// other points are left to the CSV.
pub fn table(chart: &Chart) -> Table {
    let mut headers = vec![chart.heading()];
    let is_scattered = chart.way == Way::Scattered;
    headers.extend(is_scattered.then(|| chart.x.heading()));
    headers.extend(chart.series().map(|(panel, series)| {
        let axis = &chart.panels[panel].y;
        if axis.unit.is_empty() {
            return series.label.clone();
        }
        format!("{} ({})", series.label, axis.unit)
    }));
    let has_notes = chart.has_notes();
    headers.extend(has_notes.then(|| NOTE.to_owned()));
    let rows = readable(chart)
        .into_iter()
        .map(|point| {
            let mut cells = vec![chart.place(point)];
            cells.extend(chart.across(point).map(|(_, x)| x));
            cells.extend(
                chart
                    .series()
                    .map(|(panel, series)| series.text_at(point, chart.panels[panel].y.value)),
            );
            cells.extend(has_notes.then(|| chart.note(point)));
            cells
        })
        .collect();
    Table { headers, rows }
}

/// The whole data as CSV (RFC 4180): numbers exact, unknown ones empty, text
/// that a spreadsheet would take for a formula made harmless.
pub fn csv(chart: &Chart) -> String {
    let mut text = String::new();
    let mut headers = vec![cell(&chart.heading())];
    let is_scattered = chart.way == Way::Scattered;
    headers.extend(is_scattered.then(|| cell(&chart.x.heading())));
    for (panel, series) in chart.series() {
        let unit = &chart.panels[panel].y.unit;
        let unit = if unit.is_empty() {
            String::new()
        } else {
            format!(" ({unit})")
        };
        let edges = match series.shape.look() {
            _ if !series.shape.has_two_edges() => {
                headers.push(cell(&format!("{}{unit}", series.label)));
                continue;
            }
            Look::Band => ["low", "high"],
            _ => ["from", "to"],
        };
        for edge in edges {
            headers.push(cell(&format!("{}, {edge}{unit}", series.label)));
        }
    }
    let has_notes = chart.has_notes();
    headers.extend(has_notes.then(|| NOTE.to_owned()));
    text += &line(&headers);
    for (point, x) in chart.xs.iter().enumerate() {
        let mut cells = vec![match chart.names.get(point) {
            Some(name) => cell(name),
            None => number(Some(*x)),
        }];
        cells.extend(is_scattered.then(|| number(Some(*x))));
        for (panel, series) in chart.series() {
            let is_day = chart.panels[panel].y.scale == Scale::Days;
            cells.extend(numbers(series, point).map(|value| match value {
                Some(day) if is_day && day.is_finite() => Date::of(day).iso(),
                value => number(value),
            }));
        }
        cells.extend(has_notes.then(|| cell(&chart.note(point))));
        text += &line(&cells);
    }
    text
}

/// What a series says of a point, in one number or two.
fn numbers(series: &Series, point: usize) -> impl Iterator<Item = Option<f64>> {
    let (low, high) = series.shape.edges();
    let high = series
        .shape
        .has_two_edges()
        .then(|| high.get(point).copied());
    core::iter::once(low.get(point).copied()).chain(high)
}

/// The shortest text that reads back as the same number.
fn number(value: Option<f64>) -> String {
    value
        .filter(|value| value.is_finite())
        .map(|value| value.to_string())
        .unwrap_or_default()
}

/// One line of CSV with its end.
pub fn line(cells: &[String]) -> String {
    cells.join(",") + "\r\n"
}

/// One text as a cell. A leading apostrophe is what spreadsheets take as "this
/// is text"; without it a cell like `=1+1` would be run, behind letters that nobody
/// sees too. What stands between quotes is one cell where `;` parts cells as well.
pub fn cell(text: &str) -> String {
    let seen = text.trim_start_matches(is_unseen);
    let is_run = seen.starts_with(FORMULA_MARKS) || text.starts_with(['\t', '\r', '\n']);
    let guarded = if is_run {
        ["'", text].concat()
    } else {
        text.to_owned()
    };
    if guarded.contains(['"', ',', ';', '\n', '\r']) {
        return ["\"", &guarded.replace('"', "\"\""), "\""].concat();
    }
    guarded
}

/// What a formula begins with, as typed on any keyboard: some spreadsheets take the
/// full-width and the small forms for the plain ones.
const FORMULA_MARKS: [char; 12] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{fe66}', '\u{fe62}',
    '\u{fe63}', '\u{fe6b}',
];

/// Spaces, control characters, and letters without a width: soft hyphens, marks of
/// direction, joiners, the byte-order mark.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || letter.is_whitespace()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// The points that are shown as rows.
fn readable(chart: &Chart) -> Vec<usize> {
    let marked = |x: f64| {
        let mut markers = chart.markers.iter();
        markers.any(|marker| marker.at.to_bits() == x.to_bits())
    };
    let chosen = |round: &dyn Fn(usize, f64) -> bool| -> Vec<usize> {
        let points = chart.xs.iter().enumerate();
        points
            .filter(|(point, x)| round(*point, **x) || marked(**x))
            .map(|(point, _)| point)
            .collect()
    };
    if chart.x.scale == Scale::Log && chart.xs.len() > ROWS && chart.way == Way::Upright {
        for digits in [&["1", "2", "5"][..], &["1"]] {
            let points = chosen(&|_, x| digits.contains(&leading_digits(x).as_str()));
            if (3..=ROWS + 1).contains(&points.len()) {
                return points;
            }
        }
    }
    let len = chart.xs.len();
    if chart.way != Way::Upright {
        return (0..len).collect();
    }
    let nth = if chart.names.is_empty() {
        len.div_ceil(ROWS).max(1)
    } else {
        let few = |nth: &&usize| len.div_ceil(**nth) <= ROWS + 1;
        EVERY.iter().find(few).map_or(len, |nth| *nth)
    };
    chosen(&|point, _| point % nth == 0)
}

/// The digits of a number without its power of ten: "5" for 500, "15" for 1.5.
fn leading_digits(x: f64) -> String {
    let digits: String = x.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_breaks_its_row() {
        for (text, expected) in [
            ("plain", "plain"),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=a\nb", "\"'=a\nb\""),
            (" =1", "' =1"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\u{202e} \u{2060}@a", "'\u{202e} \u{2060}@a"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("\u{ff0b}1", "'\u{ff0b}1"),
            ("\u{ff0d}1", "'\u{ff0d}1"),
            (" \u{ff20}a", "' \u{ff20}a"),
            ("a;=1", "\"a;=1\""),
            (" a = b", " a = b"),
            ("\n=1", "\"'\n=1\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    #[test]
    fn numbers_read_back_as_themselves() {
        for value in [0.1 + 0.2, 1e300, -2.5, 1e-320, 9_007_199_254_740_993.0] {
            let text = number(Some(value));
            assert_eq!(
                text.parse::<f64>().map(f64::to_bits),
                Ok(value.to_bits()),
                "{text}"
            );
        }
        assert_eq!(number(Some(f64::NAN)), "");
        assert_eq!(number(None), "");
    }

    #[test]
    fn digits_without_their_power_of_ten() {
        for (x, digits) in [(500.0, "5"), (1.5, "15"), (0.02, "2"), (1020.0, "102")] {
            assert_eq!(leading_digits(x), digits);
        }
    }
}
