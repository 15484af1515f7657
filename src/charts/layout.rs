//! Where does everything in a chart go?
//!
//! From top to bottom: for each panel its axis heading, in the first one the
//! marker's word, then the plot; under the last one the x ticks and the x
//! heading. Left of the plots stand the y ticks, right of them the labels at
//! the ends of the lines. The drawing and the page's crosshair share one
//! layout, so that they cannot disagree. All lengths are CSS pixels.

use super::chart::{Chart, Panel};
use super::scale::{self, Mapping};
use super::text::wrapped;

/// Measures the width of a text at a type size, in CSS pixels.
pub type Measure<'a> = &'a dyn Fn(&str, f64) -> f64;

/// Type size of everything inside the picture.
pub(super) const TEXT: f64 = 12.0;
/// Height of one line of an end label.
pub(super) const LINE: f64 = 15.0;
/// Height of a panel's heading.
const HEADING: f64 = 28.0;
/// Height of the marker's word.
const MARKER: f64 = 16.0;
/// Space between two panels.
const GAP: f64 = 16.0;
/// Height of the x ticks with the x heading.
const FOOT: f64 = 44.0;
/// From a line's end to its label.
pub(super) const LEADER: f64 = 16.0;
/// Least space between two x tick labels.
const APART: f64 = 12.0;

/// The geometry of one drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// From x values to pixels, the same in all panels.
    pub x: Mapping,
    /// Labelled places on the x axis.
    pub x_ticks: Vec<Tick>,
    /// The pixel of each x of the chart; none where it has no place.
    pub points: Vec<Option<f64>>,
    /// The pixel of the marker, if it lies on the axis.
    pub marker: Option<f64>,
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
    /// From y values to pixels.
    pub y: Mapping,
    /// Labelled places on the y axis.
    pub y_ticks: Vec<Tick>,
    /// Names of series at the ends of their lines, none overlapping another.
    pub labels: Vec<EndLabel>,
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

/// A labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its pixel on that axis.
    pub at: f64,
    /// The middle of its label, moved inwards where it would leave the picture.
    pub label_at: f64,
    /// The number as text.
    pub text: String,
}

/// The name of a series beside the end of its line.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLabel {
    /// Which series of the panel.
    pub series: usize,
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

/// Lays out `chart` in a picture of `width` by `height` CSS pixels.
pub fn layout(chart: &Chart, width: f64, height: f64, measure: Measure) -> Layout {
    let (width, height) = (width.max(1.0), height.max(1.0));
    let rows = rows(chart, height);
    let scales: Vec<_> = chart
        .panels
        .iter()
        .zip(&rows)
        .map(|(panel, row)| y_scale(panel, row.1 - row.0))
        .collect();
    let left = scales
        .iter()
        .zip(&chart.panels)
        .flat_map(|((_, ticks), panel)| ticks.iter().map(|tick| panel.y.tick.text(*tick)))
        .map(|text| measure(&text, TEXT))
        .fold(0.0, f64::max)
        + 8.0;
    let left = left.min(width / 3.0);
    let texts: Vec<Vec<Vec<String>>> = chart
        .panels
        .iter()
        .map(|panel| end_texts(panel, width, measure))
        .collect();
    let labels_width = texts
        .iter()
        .flatten()
        .flatten()
        .map(|line| measure(line, TEXT))
        .fold(0.0, f64::max);
    let right = if labels_width > 0.0 {
        labels_width + LEADER + 2.0
    } else {
        12.0
    };
    let right = (width - right).max(left + 1.0);

    let ends = scale::x_ends(&chart.xs, chart.x.scale);
    let x = Mapping {
        scale: chart.x.scale,
        from: ends.0,
        to: ends.1,
        start: left,
        end: right,
    };
    let panels = chart
        .panels
        .iter()
        .zip(rows)
        .zip(scales)
        .zip(texts)
        .map(
            |(((panel, (top, bottom, heading_y)), (ends, ticks)), texts)| {
                let plot = Rect {
                    left,
                    top,
                    right,
                    bottom,
                };
                panel_layout(panel, plot, heading_y, ends, &ticks, texts)
            },
        )
        .collect();
    Layout {
        width,
        height,
        x_ticks: x_ticks(chart, &x, width, measure),
        points: chart.xs.iter().map(|value| x.at(*value)).collect(),
        marker: chart
            .marker
            .as_ref()
            .filter(|marker| x.holds(marker.at))
            .and_then(|marker| x.at(marker.at)),
        x,
        panels,
    }
}

impl Layout {
    /// The point of the chart nearest to a pixel, if there is any.
    pub fn nearest(&self, pixel: f64) -> Option<usize> {
        let distance = |at: &Option<f64>| at.map_or(f64::INFINITY, |at| (at - pixel).abs());
        self.points
            .iter()
            .enumerate()
            .filter(|(_, at)| at.is_some())
            .min_by(|one, other| distance(one.1).total_cmp(&distance(other.1)))
            .map(|(point, _)| point)
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

/// For each panel the upper and lower edge of its plot and its heading's middle.
fn rows(chart: &Chart, height: f64) -> Vec<(f64, f64, f64)> {
    let marker = if chart.marker.is_some() { MARKER } else { 0.0 };
    let panels: f64 = chart.panels.iter().map(|_| 1.0).sum();
    let taken = marker + FOOT + panels * HEADING + (panels - 1.0).max(0.0) * GAP;
    let plot = ((height - taken) / panels.max(1.0)).max(1.0);
    let mut top = 0.0;
    let mut rows = Vec::new();
    for nth in 0..chart.panels.len() {
        let heading = top + HEADING / 2.0 - 4.0;
        let start = top + HEADING + if nth == 0 { marker } else { 0.0 };
        rows.push((start.round(), (start + plot).round(), heading));
        top = start + plot + GAP;
    }
    rows
}

fn y_scale(panel: &Panel, height: f64) -> ((f64, f64), Vec<f64>) {
    let values = panel.series.iter().flat_map(|series| {
        (0..series.shape.len())
            .filter_map(|point| series.extent_at(point))
            .flat_map(|(low, high)| [low, high])
    });
    scale::y_ends_and_ticks(values, &panel.y, (height / 36.0).clamp(1.0, 6.0).floor())
}

/// The lines of each series' end label; none for a series without a value.
fn end_texts(panel: &Panel, width: f64, measure: Measure) -> Vec<Vec<String>> {
    let widest = (width * 0.2).clamp(60.0, 150.0);
    panel
        .series
        .iter()
        .map(|series| match series.last_extent() {
            Some(_) => wrapped(&series.label, widest, &|text| measure(text, TEXT)),
            None => Vec::new(),
        })
        .collect()
}

fn x_ticks(chart: &Chart, x: &Mapping, width: f64, measure: Measure) -> Vec<Tick> {
    let place = |value: f64| {
        let text = chart.x.tick.text(value);
        let half = measure(&text, TEXT) / 2.0;
        let at = x.at(value).unwrap_or(x.start);
        let label_at = kept_inside(at, half, (0.0, width));
        (Tick { at, label_at, text }, half)
    };
    let fits = |ticks: &[f64]| {
        let placed: Vec<_> = ticks.iter().map(|value| place(*value)).collect();
        placed.windows(2).all(|pair| {
            let ((one, one_half), (other, other_half)) = (&pair[0], &pair[1]);
            one.label_at + one_half + APART <= other.label_at - other_half
        })
    };
    scale::x_ticks((x.from, x.to), &chart.x, &fits)
        .into_iter()
        .map(|value| place(value).0)
        .collect()
}

fn panel_layout(
    panel: &Panel,
    plot: Rect,
    heading_y: f64,
    (from, to): (f64, f64),
    ticks: &[f64],
    texts: Vec<Vec<String>>,
) -> PanelLayout {
    let y = Mapping {
        scale: panel.y.scale,
        from,
        to,
        start: plot.bottom,
        end: plot.top,
    };
    let y_ticks = ticks
        .iter()
        .filter_map(|value| {
            let at = y.at(*value)?;
            Some(Tick {
                at,
                label_at: at,
                text: panel.y.tick.text(*value),
            })
        })
        .collect();
    let labels = panel
        .series
        .iter()
        .zip(texts)
        .enumerate()
        .filter_map(|(nth, (series, lines))| {
            let (low, high) = series.last_extent()?;
            let end_y = f64::midpoint(y.at(low)?, y.at(high)?);
            let above: f64 = lines.iter().skip(1).map(|_| LINE / 2.0).sum();
            (!lines.is_empty()).then_some(EndLabel {
                series: nth,
                lines,
                end_y,
                first_y: end_y - above,
            })
        })
        .collect();
    PanelLayout {
        plot,
        heading_y,
        y,
        y_ticks,
        labels: apart(labels, plot),
    }
}

/// Moves labels up and down until none overlaps another; none at all where the
/// plot has no room for them (the legend above the picture names them too).
fn apart(mut labels: Vec<EndLabel>, plot: Rect) -> Vec<EndLabel> {
    let (top, bottom) = (plot.top - LINE / 2.0, plot.bottom + LINE / 2.0);
    let needed: f64 = labels.iter().map(EndLabel::height).sum();
    if needed > bottom - top {
        return Vec::new();
    }
    labels.sort_unstable_by(|one, other| {
        one.end_y
            .total_cmp(&other.end_y)
            .then(one.series.cmp(&other.series))
    });
    let mut free = top;
    for label in &mut labels {
        label.first_y += (free - label.top()).max(0.0);
        free = label.bottom();
    }
    let mut free = bottom;
    for label in labels.iter_mut().rev() {
        label.first_y -= (label.bottom() - free).max(0.0);
        free = label.top();
    }
    labels
}

/// The middle of a text of twice `half`, near `at` but between `ends`; in their
/// middle where the text is longer than that.
pub(super) fn kept_inside(at: f64, half: f64, (from, to): (f64, f64)) -> f64 {
    if from + half > to - half {
        return f64::midpoint(from, to);
    }
    at.clamp(from + half, to - half)
}
