//! Where does everything in a chart go?
//!
//! From top to bottom: for each panel its axis heading, in the first one the
//! markers' words, then the plot; under the last one the x ticks and the x
//! heading. Left of the plots stand the y ticks, right of them the labels at
//! the ends of the lines. The drawing and the page's crosshair share one
//! layout, so that they cannot disagree. All lengths are CSS pixels.

use super::chart::{Chart, Panel, Scale, Shape, Spans};
use super::labels::{EndLabel, LINE, Mark, Measure, Tick, apart, marks, rows, x_ticks};
use super::scale::{self, Mapping};
use super::text::wrapped;

/// Type size of everything inside the picture.
pub(super) const TEXT: f64 = 12.0;
/// Height of a panel's heading.
const HEADING: f64 = 28.0;
/// Height of a row of markers' words.
pub(super) const MARKER: f64 = 16.0;
/// Space between two panels.
const GAP: f64 = 16.0;
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
    /// From x values to pixels, the same in all panels.
    pub x: Mapping,
    /// Labelled places on the x axis.
    pub x_ticks: Vec<Tick>,
    /// The pixel of each x of the chart; none where it has no place.
    pub points: Vec<Option<f64>>,
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
    /// From y values to pixels.
    pub y: Mapping,
    /// Labelled places on the y axis.
    pub y_ticks: Vec<Tick>,
    /// For each series and point from where to where it is drawn, as pixels of
    /// the y axis; none where it has no place.
    pub series: Vec<Vec<Option<(f64, f64)>>>,
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

/// Lays out `chart` in a picture of `width` by `height` CSS pixels.
pub fn layout(chart: &Chart, width: f64, height: f64, measure: Measure) -> Layout {
    let (width, height) = (width.max(1.0), height.max(1.0));
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
        let texts = end_texts(panel, &spans, width, measure);
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
    let (from, to) = if chart.has_bars() && chart.x.scale == Scale::Linear {
        scale::x_ends_around(&chart.xs)
    } else {
        scale::x_ends(&chart.xs, chart.x.scale)
    };
    let x = Mapping {
        scale: chart.x.scale,
        from,
        to,
        start: left,
        end: right,
    };
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
        panels.push(PanelLayout {
            plot,
            heading_y: row.heading,
            y_ticks: y_ticks(panel, &y, &ticks),
            labels: end_labels(&series, texts, plot),
            series,
            y,
        });
    }
    Layout {
        width,
        height,
        x_ticks: x_ticks(chart, &x, width, measure),
        points: chart.xs.iter().map(|value| x.at(*value)).collect(),
        marks: marks(chart, &x, width, measure),
        x,
        panels,
    }
}

impl Layout {
    /// The point of the chart nearest to a pixel, if there is any.
    pub fn nearest(&self, pixel: f64) -> Option<usize> {
        let mut nearest = None;
        let mut least = f64::INFINITY;
        for (point, at) in self.points.iter().enumerate() {
            let distance = at.map_or(f64::INFINITY, |at| (at - pixel).abs());
            if distance < least {
                (least, nearest) = (distance, Some(point));
            }
        }
        nearest
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
    let mut values = Vec::new();
    for (series, spans) in panel.series.iter().zip(spans) {
        // A bar has its value written at its end.
        let more = match series.shape {
            Shape::Bars(_) | Shape::Vessels { .. } => 1.0 + BAR_LABEL / height,
            _ => 1.0,
        };
        if let Shape::Vessels { .. } = series.shape {
            // A vessel is drawn up to its rim, however little is in it.
            values.push(more);
        }
        for (from, to) in spans.iter().flatten() {
            values.extend([*from, *to * more]);
        }
    }
    scale::y_ends_and_ticks(&values, &panel.y, (height / 36.0).clamp(1.0, 6.0).floor())
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

fn in_pixels(spans: &Spans, y: &Mapping) -> Vec<Option<(f64, f64)>> {
    let placed = |span: &Option<(f64, f64)>| {
        let (from, to) = (*span)?;
        let to_pixel = y.at(to)?;
        // Most spans are one value, whose logarithm is not worked out twice.
        let same = from.to_bits() == to.to_bits();
        Some((if same { to_pixel } else { y.at(from)? }, to_pixel))
    };
    spans.iter().map(placed).collect()
}

/// The lines of each series' end label; none for a series without a value, and
/// for bars, which end at the axis.
fn end_texts(panel: &Panel, spans: &[Spans], width: f64, measure: Measure) -> Vec<Vec<String>> {
    // Never less than a word such as "Conservative" needs.
    let widest = (width * 0.2).clamp(84.0, 150.0);
    let mut texts = Vec::new();
    for (series, spans) in panel.series.iter().zip(spans) {
        let bars = matches!(series.shape, Shape::Bars(_) | Shape::Vessels { .. });
        texts.push(if bars || spans.iter().flatten().next().is_none() {
            Vec::new()
        } else {
            wrapped(&series.label, widest, &|text| measure(text, TEXT))
        });
    }
    texts
}

fn end_labels(
    series: &[Vec<Option<(f64, f64)>>],
    texts: Vec<Vec<String>>,
    plot: Rect,
) -> Vec<EndLabel> {
    let mut labels = Vec::new();
    for (nth, (spans, lines)) in series.iter().zip(texts).enumerate() {
        let Some((from, to)) = spans.iter().flatten().next_back() else {
            continue;
        };
        if lines.is_empty() {
            continue;
        }
        let end_y = f64::midpoint(*from, *to);
        let above: f64 = lines.iter().skip(1).map(|_| LINE / 2.0).sum();
        labels.push(EndLabel {
            series: nth,
            lines,
            end_y,
            first_y: end_y - above,
        });
    }
    apart(labels, plot)
}
