//! How is each kind of series put down: bands, stacked areas, bars, lines?

use plotters::style::text_anchor::HPos;

use super::chart::{Panel, Shape};
use super::draw::{Paper, Point};
use super::layout::{Layout, PanelLayout, TEXT};
use super::palette::Palette;
use super::surface::Lettering;
use super::vessels::vessels;

/// The share of the room between two bars' middles that bars fill.
const FILLED: f64 = 0.7;
/// The widest that one bar gets.
const WIDEST: f64 = 56.0;

/// One unbroken stretch of a series: x, and from where to where it goes there.
type Run = Vec<(f64, (f64, f64))>;

/// The insides of bands.
pub(super) fn bands(
    paper: &Paper,
    panel: &Panel,
    placed: &Layout,
    at: &PanelLayout,
    palette: &Palette,
) {
    for (series, spans) in panel.series.iter().zip(&at.series) {
        if let Shape::Band { .. } = series.shape {
            for run in runs(spans, placed) {
                paper.area(&outline(&run), palette.band);
            }
        }
    }
}

/// Stacked areas and bars, over the gridlines and under the lines.
pub(super) fn fills(
    paper: &Paper,
    panel: &Panel,
    placed: &Layout,
    at: &PanelLayout,
    palette: &Palette,
) {
    let is_bars = |shape: &Shape| matches!(shape, Shape::Bars(_));
    let groups: f64 = panel
        .series
        .iter()
        .map(|series| if is_bars(&series.shape) { 1.0 } else { 0.0 })
        .sum();
    let width = (room(placed, at) * FILLED / groups.max(1.0)).min(WIDEST);
    vessels(paper, panel, placed, at, palette, room(placed, at));
    let mut shift = -width * groups / 2.0;
    for (series, spans) in panel.series.iter().zip(&at.series) {
        let color = palette.series[series.slot.index()];
        match &series.shape {
            Shape::Stack(_) => {
                for run in runs(spans, placed) {
                    paper.area(&outline(&run), color);
                    // Keeps two parts apart for who does not see their colors.
                    let edge: Vec<Point> = run.iter().map(|(x, (_, to))| (*x, *to)).collect();
                    paper.path(&edge, palette.surface, 1.5);
                }
            }
            Shape::Bars(values) => {
                let style = Lettering::plain(TEXT, palette.text, HPos::Center);
                for ((value, span), x) in values.iter().zip(spans).zip(&placed.points) {
                    let (Some((from, to)), Some(x)) = (span, x) else {
                        continue;
                    };
                    let left = (x + shift).max(at.plot.left);
                    let right = (x + shift + width - 1.0).min(at.plot.right);
                    paper.rectangle((left, from.min(*to)), (right, from.max(*to)), color);
                    let words = panel.y.value.text(*value);
                    // Above the bar, or below one that hangs; where that would
                    // leave the plot, the table and the tooltip say it.
                    let y = if to > from { to + 9.0 } else { to - 9.0 };
                    let inside = y > at.plot.top && y < at.plot.bottom;
                    if inside && paper.width(&words, TEXT) < width / FILLED {
                        paper.text(&words, (f64::midpoint(left, right), y), &style);
                    }
                }
                shift += width;
            }
            _ => {}
        }
    }
}

/// Lines and the edges of bands.
pub(super) fn lines(
    paper: &Paper,
    panel: &Panel,
    placed: &Layout,
    at: &PanelLayout,
    palette: &Palette,
) {
    for (series, spans) in panel.series.iter().zip(&at.series) {
        let color = palette.series[series.slot.index()];
        let (edges, width): (&[Edge], f64) = match series.shape {
            Shape::Line(_) | Shape::Step(_) => (&[Edge::To], 2.0),
            Shape::Band { .. } => (&[Edge::From, Edge::To], 1.0),
            Shape::Stack(_) | Shape::Bars(_) | Shape::Vessels { .. } => continue,
        };
        for edge in edges {
            for run in runs(spans, placed) {
                let mut path: Vec<Point> = Vec::new();
                for (x, (from, to)) in &run {
                    path.push((
                        *x,
                        match edge {
                            Edge::From => *from,
                            Edge::To => *to,
                        },
                    ));
                }
                if let Shape::Step(_) = series.shape {
                    path = stepped(&path);
                }
                if let [(x, y)] = path[..] {
                    paper.rectangle((x - 2.5, y - 2.5), (x + 2.5, y + 2.5), color);
                }
                paper.dashed(&path, color, width, series.slot);
            }
        }
    }
}

/// Which end of a span a line follows.
#[derive(Clone, Copy)]
enum Edge {
    From,
    To,
}

/// The least room between the middles of two bars.
fn room(placed: &Layout, at: &PanelLayout) -> f64 {
    let mut room = at.plot.right - at.plot.left;
    let points: Vec<f64> = placed.points.iter().copied().flatten().collect();
    for pair in points.windows(2) {
        room = room.min(pair[1] - pair[0]);
    }
    room
}

/// The unbroken stretches of a series.
fn runs(spans: &[Option<(f64, f64)>], placed: &Layout) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::new();
    for (span, x) in spans.iter().zip(&placed.points) {
        match (span, x) {
            (Some(span), Some(x)) => run.push((*x, *span)),
            _ if run.is_empty() => {}
            _ => runs.push(std::mem::take(&mut run)),
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    runs
}

/// Around a stretch: along where it goes from, and back along where it goes to.
fn outline(run: &Run) -> Vec<Point> {
    let there = run.iter().map(|(x, (from, _))| (*x, *from));
    let back = run.iter().rev().map(|(x, (_, to))| (*x, *to));
    there.chain(back).collect()
}

/// Flat at each value, with the jump halfway to the next; flat stretches are
/// one piece, so that few points are drawn.
fn stepped(points: &[Point]) -> Vec<Point> {
    let mut path: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let ((x, y), (next_x, next_y)) = (pair[0], pair[1]);
        if y.to_bits() == next_y.to_bits() {
            continue;
        }
        let middle = f64::midpoint(x, next_x);
        path.extend([(middle, y), (middle, next_y)]);
    }
    if points.len() > 1 {
        path.extend(points.last());
    }
    path
}
