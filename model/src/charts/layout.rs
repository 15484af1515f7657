//! Where does everything in a chart go?
//!
//! Of one that stands, from top to bottom: for each panel its axis heading, in the first
//! one the markers' words, then the plot; under the last one the x ticks and the x
//! heading. Left of the plots stand the y ticks, right of them the labels at
//! the ends of the lines. (Of one that lies: see [`super::lying`]; the names of scattered
//! points: see [`super::names`].) The drawing and the
//! page's crosshair share one layout, so that they cannot disagree. All lengths are CSS
//! pixels.

use super::chart::{Chart, Panel, Shape, Spans, Way};
use super::labels::{EndLabel, LINE, Mark, Measure, Tick, Words, apart, marks, rows, x_axis};
use super::lying::lying;
use super::names::names;
use super::scale::{self, Mapping};
use super::text::wrapped;

/// Type size of everything inside the picture.
pub(super) const TEXT: f64 = 12.0;
/// Height of a panel's heading.
pub(super) const HEADING: f64 = 28.0;
/// Height of a row of markers' words.
pub(super) const MARKER: f64 = 16.0;
/// Space between two panels.
pub(super) const GAP: f64 = 16.0;
/// Height of one row of x ticks with the x heading.
const FOOT: f64 = 44.0;
/// Height of a value at the end of a bar.
const BAR_LABEL: f64 = 18.0;
/// From a line's end to its label.
pub(super) const LEADER: f64 = 16.0;

/// The geometry of one drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// How the chart stands.
    pub way: Way,
    /// Labelled places on the x axis; none where the chart lies.
    pub x_ticks: Vec<Tick>,
    /// The markers that lie on the axis.
    pub marks: Vec<Mark>,
    /// The panels from top to bottom.
    pub panels: Vec<PanelLayout>,
}

/// The geometry of one panel.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelLayout {
    /// The rectangle in which the series are drawn.
    pub plot: Rect,
    /// The middle of the heading's line.
    pub heading_y: f64,
    /// From values to pixels.
    pub y: Mapping,
    /// Labelled places on the axis of values.
    pub y_ticks: Vec<Tick>,
    /// The pixel of each point; none where it has no place.
    pub points: Vec<Option<f64>>,
    /// The row of each point where the chart lies, none where it stands.
    pub rows: Vec<RowLayout>,
    /// For each series and point from where to where it is drawn, as pixels of
    /// the axis of values; none where it has no place.
    pub series: Vec<Vec<Option<(f64, f64)>>>,
    /// The levels with their places, and where the chart lies with their words.
    pub levels: Vec<Mark>,
    /// Names of series at the ends of their lines, none overlapping another.
    pub labels: Vec<EndLabel>,
    /// Names beside scattered points, none overlapping another or a point: those that have
    /// room.
    pub names: Vec<Words>,
}

/// The geometry of a row of a chart that lies.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLayout {
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// How thick what is drawn in it is.
    pub thick: f64,
    /// From where to where lines run across it: not through words over it.
    pub clear: (f64, f64),
    /// The lines of its name, then those of its note.
    pub words: Vec<Words>,
}

/// A rectangle; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// Lays out `chart` in a picture of `width` by `height` CSS pixels.
pub fn layout(chart: &Chart, width: f64, height: f64, measure: Measure) -> Layout {
    let (width, height) = (width.max(1.0), height.max(1.0));
    if chart.way == Way::Lying {
        return lying(chart, width, measure).placed(height);
    }
    let mut taken = (chart.markers.len().min(1), 1);
    let placed = arranged(chart, (width, height), taken, measure);
    let words = placed.marks.iter().filter_map(|mark| mark.label.as_ref());
    let needed = (rows(words), rows(placed.x_ticks.iter()));
    if needed.0 <= taken.0 && needed.1 <= taken.1 {
        return placed;
    }
    taken = (needed.0.max(taken.0), needed.1.max(taken.1));
    arranged(chart, (width, height), taken, measure)
}

/// The layout with so many rows of markers' words and of x ticks.
fn arranged(
    chart: &Chart,
    (width, height): (f64, f64),
    taken: (usize, usize),
    measure: Measure,
) -> Layout {
    let rows = panel_rows(chart, height, taken);
    let (mut left, mut labels_width) = (0.0_f64, 0.0_f64);
    let mut parts = Vec::new();
    for (panel, row) in chart.panels.iter().zip(&rows) {
        let spans = panel.spans(chart.xs.len());
        let (ends, ticks) = y_scale(panel, &spans, row.bottom - row.top);
        for tick in &ticks {
            left = left.max(measure(&panel.y.tick.text(*tick), TEXT));
        }
        let texts = end_texts((chart.way, panel), &spans, width, measure);
        for line in texts.iter().flatten() {
            labels_width = labels_width.max(measure(line, TEXT));
        }
        parts.push((spans, ends, ticks, texts));
    }
    let left = (left + 8.0).min(width / 3.0);
    let right = if labels_width > 0.0 {
        labels_width + LEADER + 2.0
    } else {
        12.0
    };
    let right = (width - right).max(left + 1.0);
    let (x, x_ticks) = x_axis(chart, (left, right), width, measure);
    let marks = marks(&chart.markers, &x, (x.start, width), measure);
    let mut panels = Vec::new();
    for ((panel, row), (spans, (from, to), ticks, texts)) in
        chart.panels.iter().zip(&rows).zip(parts)
    {
        let plot = Rect {
            left,
            top: row.top,
            right,
            bottom: row.bottom,
        };
        let y = Mapping {
            scale: panel.y.scale,
            from,
            to,
            start: plot.bottom,
            end: plot.top,
        };
        let series: Vec<_> = spans.iter().map(|spans| in_pixels(spans, &y)).collect();
        let levels = levels(panel, &y);
        let points: Vec<_> = chart.xs.iter().map(|value| x.at(*value)).collect();
        panels.push(PanelLayout {
            plot,
            heading_y: row.heading,
            y_ticks: y_ticks(panel, &y, &ticks),
            rows: Vec::new(),
            names: names(chart, (&points, &series), plot, &marks, measure),
            points,
            labels: end_labels(&series, &levels, texts, plot),
            series,
            levels,
            y,
        });
    }
    Layout {
        width,
        height,
        way: chart.way,
        x_ticks,
        marks,
        panels,
    }
}

/// The levels of a panel, their words left to the labels at the ends.
fn levels(panel: &Panel, y: &Mapping) -> Vec<Mark> {
    let at = |value: f64| y.at(value).filter(|_| y.holds(value));
    let levels = panel.levels.iter().filter_map(|level| at(level.at));
    levels.map(|at| Mark { at, label: None }).collect()
}

impl Layout {
    /// The point of the chart nearest to a place, if there is any.
    pub fn nearest(&self, (x, y): (f64, f64)) -> Option<usize> {
        let panels = match self.way {
            Way::Upright => &self.panels[..self.panels.len().min(1)],
            Way::Lying | Way::Scattered => &self.panels[..],
        };
        let mut nearest = None;
        let mut least = f64::INFINITY;
        for panel in panels {
            for (point, at) in panel.points.iter().enumerate() {
                let distance = at.map_or(f64::INFINITY, |at| match self.way {
                    Way::Upright => (at - x).abs(),
                    Way::Lying => (at - y).abs(),
                    Way::Scattered => panel.value_at(point).map_or(f64::INFINITY, |value| {
                        (at - x) * (at - x) + (value - y) * (value - y)
                    }),
                });
                if distance < least {
                    (least, nearest) = (distance, Some(point));
                }
            }
        }
        nearest
    }

    /// A place, given along the points and along the values.
    pub fn place(&self, (point, value): (f64, f64)) -> (f64, f64) {
        match self.way {
            Way::Upright | Way::Scattered => (point, value),
            Way::Lying => (value, point),
        }
    }

    /// The series that have no name in the picture and need one in a legend beside it, by
    /// their places among all series.
    pub fn unnamed(&self, chart: &Chart) -> Vec<usize> {
        let mut unnamed = Vec::new();
        let mut before = 0;
        for (panel, at) in chart.panels.iter().zip(&self.panels) {
            let is_drawn = |nth: usize| at.series[nth].iter().flatten().next().is_some();
            let is_named = |nth: usize| at.labels.iter().any(|it| it.series == Some(nth));
            // A single one is what the axis is of.
            let is_alone = panel.series.len() == 1;
            let lacking = (0..at.series.len()).filter(|nth| is_drawn(*nth) && !is_named(*nth));
            unnamed.extend(lacking.filter(|_| !is_alone).map(|nth| before + nth));
            before += panel.series.len();
        }
        unnamed
    }

    /// The rectangle around all plots.
    pub fn plots(&self) -> Option<Rect> {
        let (first, last) = (self.panels.first()?, self.panels.last()?);
        Some(Rect {
            bottom: last.plot.bottom,
            ..first.plot
        })
    }
}

impl PanelLayout {
    /// The pixel of the first series that has a value at a point.
    pub fn value_at(&self, point: usize) -> Option<f64> {
        let mut spans = self.series.iter().filter_map(|spans| *spans.get(point)?);
        spans.next().map(|(_, to)| to)
    }
}

/// Where a panel stands: the edges of its plot and its heading's middle.
struct Row {
    top: f64,
    bottom: f64,
    heading: f64,
}

fn panel_rows(chart: &Chart, height: f64, (words, ticks): (usize, usize)) -> Vec<Row> {
    let lines = |rows: usize, line: f64| (0..rows).map(|_| line).sum::<f64>();
    let words = lines(words, MARKER);
    let foot = FOOT - LINE + lines(ticks, LINE);
    let panels = lines(chart.panels.len(), 1.0);
    let taken = words + foot + panels * HEADING + (panels - 1.0).max(0.0) * GAP;
    let plot = ((height - taken) / panels.max(1.0)).max(1.0);
    let mut top = 0.0;
    let mut rows = Vec::new();
    for nth in 0..chart.panels.len() {
        let start = top + HEADING + if nth == 0 { words } else { 0.0 };
        rows.push(Row {
            top: start.round(),
            bottom: (start + plot).round(),
            heading: top + HEADING / 2.0 - 4.0,
        });
        top = start + plot + GAP;
    }
    rows
}

fn y_scale(panel: &Panel, spans: &[Spans], height: f64) -> ((f64, f64), Vec<f64>) {
    let values = values(panel, spans, 1.0 + BAR_LABEL / height);
    scale::y_ends_and_ticks(&values, &panel.y, (height / 36.0).clamp(1.0, 6.0).floor())
}

/// Every value that the axis must hold, with so much room beyond the end of a bar.
pub(super) fn values(panel: &Panel, spans: &[Spans], beyond: f64) -> Vec<f64> {
    let mut values: Vec<f64> = panel.levels.iter().map(|level| level.at).collect();
    for (series, spans) in panel.series.iter().zip(spans) {
        // A bar has its value written at its end.
        let more = match series.shape {
            Shape::Bars(_) => beyond,
            _ => 1.0,
        };
        for (from, to) in spans.iter().flatten() {
            values.extend([*from, *to * more]);
        }
    }
    if let Some((low, high)) = panel.within {
        for value in &mut values {
            *value = value.max(low).min(high);
        }
    }
    values
}

fn y_ticks(panel: &Panel, y: &Mapping, values: &[f64]) -> Vec<Tick> {
    let mut ticks = Vec::new();
    for value in values {
        if let Some(at) = y.at(*value) {
            ticks.push(Tick {
                at,
                label_at: at,
                row: 0,
                text: panel.y.tick.text(*value),
            });
        }
    }
    ticks
}

pub(super) fn in_pixels(spans: &Spans, y: &Mapping) -> Vec<Option<(f64, f64)>> {
    let placed = |span: &Option<(f64, f64)>| {
        let (from, to) = (*span)?;
        let to_pixel = y.at(to)?;
        // Most spans are one value, whose logarithm is not worked out twice.
        let same = from.to_bits() == to.to_bits();
        Some((if same { to_pixel } else { y.at(from)? }, to_pixel))
    };
    spans.iter().map(placed).collect()
}

/// The lines of each series' end label, then those of each level; none for a series
/// without a value, for bars, which end at the axis, and for scattered points, which end
/// nowhere.
fn end_texts(
    (way, panel): (Way, &Panel),
    spans: &[Spans],
    width: f64,
    measure: Measure,
) -> Vec<Vec<String>> {
    // Never less than a word such as "Conservative" needs.
    let widest = (width * 0.2).clamp(84.0, 150.0);
    let lines = |label: &str| wrapped(label, widest, &|text| measure(text, TEXT));
    let mut texts = Vec::new();
    for (series, spans) in panel.series.iter().zip(spans) {
        let bars = matches!(series.shape, Shape::Bars(_) | Shape::Spans { .. });
        let has_no_end = bars || way == Way::Scattered;
        texts.push(if has_no_end || spans.iter().flatten().next().is_none() {
            Vec::new()
        } else {
            lines(&series.label)
        });
    }
    texts.extend(panel.levels.iter().map(|level| lines(&level.label)));
    texts
}

fn end_labels(
    series: &[Vec<Option<(f64, f64)>>],
    levels: &[Mark],
    texts: Vec<Vec<String>>,
    plot: Rect,
) -> Vec<EndLabel> {
    let ends = series.iter().enumerate().map(|(nth, spans)| {
        let (from, to) = spans.iter().flatten().next_back()?;
        Some((Some(nth), f64::midpoint(*from, *to)))
    });
    let ends = ends.chain(levels.iter().map(|level| Some((None, level.at))));
    let mut labels = Vec::new();
    for (end, lines) in ends.zip(texts) {
        let Some((series, end_y)) = end.filter(|_| !lines.is_empty()) else {
            continue;
        };
        let above: f64 = lines.iter().skip(1).map(|_| LINE / 2.0).sum();
        labels.push(EndLabel {
            series,
            lines,
            end_y,
            first_y: end_y - above,
        });
    }
    apart(labels, plot)
}
