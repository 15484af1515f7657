//! Where do the words in a chart go, so that none overlaps another?
//!
//! Below the plots the x ticks, above them the words of the markers, right of
//! them the names of the series. All lengths are CSS pixels.

use super::chart::{Axis, Chart, Marker, Scale, Way};
use super::layout::{Rect, TEXT};
use super::scale::{self, Mapping};

/// Measures the width of a text at a type size, in CSS pixels.
pub type Measure<'a> = &'a dyn Fn(&str, f64) -> f64;

/// Height of one line of text.
pub(super) const LINE: f64 = 15.0;
/// Least space between two texts beside each other.
const APART: f64 = 12.0;
/// At most so many rows of markers' words.
const MARK_ROWS: usize = 3;
/// At most so many names may stand in turns on several rows.
const FEW: usize = 10;
/// At most so many rows of them.
const TICK_ROWS: usize = 3;
/// Which of many names are shown: every one, every second, ... Also every
/// quarter, half-year and year, where they are months.
pub(super) const EVERY: [usize; 8] = [1, 2, 3, 6, 12, 24, 60, 120];

/// A labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its pixel on that axis.
    pub at: f64,
    /// The middle of its label, moved inwards where it would leave the picture.
    pub label_at: f64,
    /// In which row its label stands, 0 nearest to the plot.
    pub row: usize,
    /// The number as text.
    pub text: String,
}

/// A line across with its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its pixel on the axis that it crosses.
    pub at: f64,
    /// Its word with its middle; none where there is no room for it (the table
    /// and the tooltip have it too).
    pub label: Option<Tick>,
}

/// One line of text in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Where it begins.
    pub left: f64,
    /// The middle of its height.
    pub middle: f64,
    /// The line.
    pub text: String,
}

/// The name of a series beside the end of its line, or that of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLabel {
    /// Which series of the panel; none for a level.
    pub series: Option<usize>,
    /// The text, one or more lines.
    pub lines: Vec<String>,
    /// Where the line ends.
    pub end_y: f64,
    /// The middle of the first line of text.
    pub first_y: f64,
}

impl EndLabel {
    fn height(&self) -> f64 {
        self.lines.iter().map(|_| LINE).sum()
    }

    /// The upper edge of the text.
    pub fn top(&self) -> f64 {
        self.first_y - LINE / 2.0
    }

    /// The lower edge of the text.
    pub fn bottom(&self) -> f64 {
        self.top() + self.height()
    }
}

/// A tick under a plot in a picture of this width, with half of how wide its label is.
pub(super) fn tick(at: f64, text: String, width: f64, measure: Measure) -> (Tick, f64) {
    let half = measure(&text, TEXT) / 2.0;
    let tick = Tick {
        at,
        label_at: kept_inside(at, half, (0.0, width)),
        row: 0,
        text,
    };
    (tick, half)
}

/// An axis across the picture that ends at ticks and holds these values, with as many ticks
/// as have room below it.
pub(super) fn fitted(
    values: &[f64],
    axis: &Axis,
    (start, end): (f64, f64),
    width: f64,
    measure: Measure,
) -> (Mapping, Vec<Tick>) {
    let mut mapping = Mapping {
        scale: axis.scale,
        from: 0.0,
        to: 1.0,
        start,
        end: end.max(start + 1.0),
    };
    let mut ticks = Vec::new();
    for wanted in (1..=8).rev() {
        let (ends, at) = scale::y_ends_and_ticks(values, axis, f64::from(wanted));
        (mapping.from, mapping.to) = ends;
        let places = at
            .iter()
            .filter_map(|value| Some((*value, mapping.at(*value)?)));
        ticks = places
            .map(|(value, at)| tick(at, axis.tick.text(value), width, measure))
            .collect();
        if fit(&ticks, 1) {
            break;
        }
    }
    // Where even few have no room, the first says where the axis begins.
    let many = if fit(&ticks, 1) { ticks.len() } else { 1 };
    let ticks = ticks.into_iter().take(many).map(|(tick, _)| tick);
    (mapping, ticks.collect())
}

/// The x axis of a chart that stands or is scattered, in a picture of this width, with its
/// ticks: round numbers, or names.
pub(super) fn x_axis(
    chart: &Chart,
    ends: (f64, f64),
    width: f64,
    measure: Measure,
) -> (Mapping, Vec<Tick>) {
    if chart.way == Way::Scattered {
        let marked = chart.markers.iter().map(|marker| marker.at);
        let values: Vec<f64> = chart.xs.iter().copied().chain(marked).collect();
        return fitted(&values, &chart.x, ends, width, measure);
    }
    let (from, to) = if chart.has_bars() && chart.x.scale == Scale::Linear {
        scale::x_ends_around(&chart.xs)
    } else {
        scale::x_ends(&chart.xs, chart.x.scale)
    };
    let x = Mapping {
        scale: chart.x.scale,
        from,
        to,
        start: ends.0,
        end: ends.1,
    };
    let ticks = x_ticks(chart, &x, width, measure);
    (x, ticks)
}

/// The ticks of an x axis in a picture of this width: round numbers, or names.
fn x_ticks(chart: &Chart, x: &Mapping, width: f64, measure: Measure) -> Vec<Tick> {
    let placed = |at: f64, text: String| tick(at, text, width, measure);
    let number = |value: f64| {
        let at = x.at(value).unwrap_or(x.start);
        placed(at, chart.x.tick.text(value))
    };
    if chart.names.is_empty() {
        let fits = |ticks: &[f64]| {
            let ticks: Vec<_> = ticks.iter().map(|value| number(*value)).collect();
            fit(&ticks, 1)
        };
        let ticks = scale::x_ticks((x.from, x.to), &chart.x, &fits);
        return ticks.iter().map(|value| number(*value).0).collect();
    }
    let mut all = Vec::new();
    for (value, name) in chart.xs.iter().zip(&chart.names) {
        if let Some(at) = x.at(*value) {
            all.push(placed(at, name.clone()));
        }
    }
    let staggered = if all.len() <= FEW {
        1..=TICK_ROWS
    } else {
        1..=1
    };
    for rows in staggered {
        if fit(&all, rows) {
            for (nth, (tick, _)) in all.iter_mut().enumerate() {
                tick.row = nth % rows;
            }
            return all.into_iter().map(|(tick, _)| tick).collect();
        }
    }
    for nth in EVERY {
        let some: Vec<_> = all.iter().step_by(nth).cloned().collect();
        if fit(&some, 1) {
            return some.into_iter().map(|(tick, _)| tick).collect();
        }
    }
    Vec::new()
}

/// Whether labels in turns on so many rows leave space between each other.
pub(super) fn fit(ticks: &[(Tick, f64)], rows: usize) -> bool {
    ticks
        .iter()
        .zip(ticks.iter().skip(rows))
        .all(|((one, one_half), (other, other_half))| {
            one.label_at + one_half + APART <= other.label_at - other_half
        })
}

/// The markers that lie on the axis, with their words between `ends` in the lowest row that
/// has room for them.
pub(super) fn marks(
    markers: &[Marker],
    axis: &Mapping,
    ends: (f64, f64),
    measure: Measure,
) -> Vec<Mark> {
    let mut taken = [f64::NEG_INFINITY; MARK_ROWS];
    let mut marks = Vec::new();
    for marker in markers {
        let Some(at) = axis.at(marker.at).filter(|_| axis.holds(marker.at)) else {
            continue;
        };
        let half = measure(&marker.label, TEXT) / 2.0;
        let label_at = kept_inside(at, half, ends);
        let row = taken.iter().position(|end| label_at - half >= end + APART);
        let label = row.map(|row| {
            taken[row] = label_at + half;
            Tick {
                at,
                label_at,
                row,
                text: marker.label.clone(),
            }
        });
        marks.push(Mark { at, label });
    }
    marks
}

/// How many rows labels take.
pub(super) fn rows<'a>(labels: impl Iterator<Item = &'a Tick>) -> usize {
    labels.map(|label| label.row + 1).fold(0, usize::max)
}

/// Moves labels up and down until none overlaps another; none at all where the
/// plot has no room for them (the legend above the picture names them too).
pub(super) fn apart(labels: Vec<EndLabel>, plot: Rect) -> Vec<EndLabel> {
    let (top, bottom) = (plot.top - LINE / 2.0, plot.bottom + LINE / 2.0);
    let needed: f64 = labels.iter().map(EndLabel::height).sum();
    if needed > bottom - top {
        return Vec::new();
    }
    let mut sorted: Vec<EndLabel> = Vec::new();
    for label in labels {
        let place = sorted.partition_point(|other| other.end_y <= label.end_y);
        sorted.insert(place, label);
    }
    let mut free = top;
    for label in &mut sorted {
        label.first_y += (free - label.top()).max(0.0);
        free = label.bottom();
    }
    let mut free = bottom;
    for label in sorted.iter_mut().rev() {
        label.first_y -= (label.bottom() - free).max(0.0);
        free = label.top();
    }
    sorted
}

/// The middle of a text of twice `half`, near `at` but between `ends`; in their
/// middle where the text is longer than that.
pub(super) fn kept_inside(at: f64, half: f64, (from, to): (f64, f64)) -> f64 {
    if from + half > to - half {
        return f64::midpoint(from, to);
    }
    at.clamp(from + half, to - half)
}
