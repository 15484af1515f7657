//! How is each kind of series put down: bands, stacked areas, bars, lines, marks?

use plotters::style::text_anchor::HPos;

use super::chart::{Panel, Shape, Way};
use super::draw::{Paper, Point, crisp, stretches};
use super::layout::{Layout, PanelLayout, TEXT};
use super::palette::{Palette, Rgb};
use super::surface::Lettering;

/// The share of the room between two bars' middles that bars fill.
const FILLED: f64 = 0.7;
/// The widest that one bar gets.
const WIDEST: f64 = 56.0;

/// One unbroken stretch of a series: where along the points, and from where to where it goes there.
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
            for run in runs(spans, at) {
                let around = outline(&run).into_iter().map(|it| placed.place(it));
                paper.area(&around.collect::<Vec<Point>>(), palette.band);
            }
        }
    }
}

/// What is filled and stands over the gridlines and under the lines.
pub(super) fn fills(
    paper: &Paper,
    panel: &Panel,
    placed: &Layout,
    at: &PanelLayout,
    palette: &Palette,
) {
    let is_bars = |shape: &Shape| matches!(shape, Shape::Bars(_));
    let all = panel.series.iter();
    let groups = all.filter(|series| is_bars(&series.shape)).map(|_| 1.0);
    let groups = groups.sum::<f64>().max(1.0);
    let mut before = 0.0;
    for (series, spans) in panel.series.iter().zip(&at.series) {
        let color = palette.ink(series.slot);
        match &series.shape {
            Shape::Stack(_) if placed.way != Way::Lying => {
                for run in runs(spans, at) {
                    paper.area(&outline(&run), color);
                    // Keeps two parts apart for who does not see their colors.
                    let edge: Vec<Point> = run.iter().map(|(x, (_, to))| (*x, *to)).collect();
                    paper.path(&edge, palette.surface, 1.5);
                }
            }
            Shape::Stack(_) | Shape::Spans { .. } => {
                for bar in bars(spans, placed, at, (0.0, 1.0)) {
                    paper.rectangle(bar.corners.0, bar.corners.1, color);
                }
            }
            Shape::Bars(values) => {
                let style = Lettering::plain(TEXT, palette.text, HPos::Center);
                for bar in bars(spans, placed, at, (before / groups, 1.0 / groups)) {
                    let ((left, _), (right, _)) = bar.corners;
                    paper.rectangle(bar.corners.0, bar.corners.1, color);
                    let words = panel.y.value.text(values[bar.point]);
                    // Above the bar, or below one that hangs; where that would leave the
                    // plot, the table and the tooltip say it. Where the chart lies, the note does.
                    let y = bar.end + bar.away * 9.0;
                    let inside = y > at.plot.top && y < at.plot.bottom;
                    let is_upright = placed.way != Way::Lying;
                    if is_upright && inside && paper.width(&words, TEXT) < bar.room {
                        paper.text(&words, (f64::midpoint(left, right), y), &style);
                    }
                }
                before += 1.0;
            }
            Shape::Line(_) | Shape::Step(_) | Shape::Band { .. } | Shape::Points(_) => {}
        }
    }
}

/// One drawn bar.
struct Bar {
    point: usize,
    corners: (Point, Point),
    /// Where it ends on the axis of values, and in which direction beyond it.
    end: f64,
    away: f64,
    /// How wide words at its end may be.
    room: f64,
}

/// The bars of a series, which has this part of each point's room: where it begins, and how
/// much of it.
fn bars(
    spans: &[Option<(f64, f64)>],
    placed: &Layout,
    at: &PanelLayout,
    (begins, share): (f64, f64),
) -> Vec<Bar> {
    let apart = room(at);
    let ends = match placed.way {
        Way::Upright | Way::Scattered => (at.plot.left, at.plot.right),
        Way::Lying => (at.plot.top, at.plot.bottom),
    };
    let mut bars = Vec::new();
    for (point, (span, middle)) in spans.iter().zip(&at.points).enumerate() {
        let (Some((from, to)), Some(middle)) = (*span, *middle) else {
            continue;
        };
        let (whole, gap) = match at.rows.get(point) {
            Some(row) => (row.thick, 0.0),
            None => ((apart * FILLED).min(WIDEST / share), 1.0),
        };
        let near = middle - whole / 2.0 + whole * begins;
        let far = (near + whole * share - gap).min(ends.1);
        let (one, other) = (
            placed.place((near.max(ends.0), from)),
            placed.place((far, to)),
        );
        bars.push(Bar {
            point,
            corners: (
                (one.0.min(other.0), one.1.min(other.1)),
                (one.0.max(other.0), one.1.max(other.1)),
            ),
            end: to,
            away: if to > from { 1.0 } else { -1.0 },
            room: whole * share / FILLED,
        });
    }
    bars
}

/// Lines, the edges of bands, and marks at values.
pub(super) fn lines(
    paper: &Paper,
    panel: &Panel,
    placed: &Layout,
    at: &PanelLayout,
    palette: &Palette,
) {
    for (series, spans) in panel.series.iter().zip(&at.series) {
        let color = palette.ink(series.slot);
        let (edges, width): (&[Edge], f64) = match series.shape {
            Shape::Line(_) | Shape::Step(_) => (&[Edge::To], 2.0),
            Shape::Band { .. } => (&[Edge::From, Edge::To], 1.0),
            Shape::Points(_) => {
                points(paper, spans, placed, at, (color, palette.surface));
                continue;
            }
            Shape::Stack(_) | Shape::Bars(_) | Shape::Spans { .. } => continue,
        };
        for edge in edges {
            for run in runs(spans, at) {
                let value = |(from, to)| match edge {
                    Edge::From => from,
                    Edge::To => to,
                };
                let mut path: Vec<Point> = run.iter().map(|(x, span)| (*x, value(*span))).collect();
                if let Shape::Step(_) = series.shape {
                    path = stepped(&path);
                }
                let path: Vec<Point> = path.into_iter().map(|it| placed.place(it)).collect();
                if let [at] = path[..] {
                    square(paper, at, 2.5, color);
                }
                paper.dashed(&path, color, width, series.slot);
            }
        }
    }
}

/// A mark at each value, with an edge that keeps it apart from what lies under it.
fn points(
    paper: &Paper,
    spans: &[Option<(f64, f64)>],
    placed: &Layout,
    at: &PanelLayout,
    (color, edge): (Rgb, Rgb),
) {
    for (point, (span, along)) in spans.iter().zip(&at.points).enumerate() {
        let (Some((_, value)), Some(along)) = (*span, *along) else {
            continue;
        };
        match at.rows.get(point) {
            None => {
                square(paper, (along, value), 4.0, edge);
                square(paper, (along, value), 3.0, color);
            }
            Some(row) => {
                for (half, around, color) in [(2.5, 5.0, edge), (1.5, 4.0, color)] {
                    let half_row = row.thick / 2.0 + around;
                    let near = (along - half_row).max(row.clear.0).min(along);
                    let from = placed.place((near, value - half));
                    paper.rectangle(from, placed.place((along + half_row, value + half)), color);
                }
            }
        }
    }
}

fn square(paper: &Paper, (x, y): Point, half: f64, color: Rgb) {
    paper.rectangle((x - half, y - half), (x + half, y + half), color);
}

/// The levels, over everything that is filled.
pub(super) fn levels(paper: &Paper, placed: &Layout, at: &PanelLayout, palette: &Palette) {
    let plot = at.plot;
    let (from, to) = match placed.way {
        Way::Upright | Way::Scattered => (plot.left, plot.right),
        Way::Lying => (plot.top, plot.bottom),
    };
    for level in &at.levels {
        let value = crisp(level.at);
        for (from, to) in stretches(at, (from, to)) {
            let line = [from, to].map(|along| placed.place((along, value)));
            paper.path(&line, palette.text, 1.5);
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
fn room(at: &PanelLayout) -> f64 {
    let mut room = at.plot.right - at.plot.left;
    let points: Vec<f64> = at.points.iter().copied().flatten().collect();
    for pair in points.windows(2) {
        room = room.min(pair[1] - pair[0]);
    }
    room
}

/// The unbroken stretches of a series.
fn runs(spans: &[Option<(f64, f64)>], at: &PanelLayout) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::new();
    for (span, x) in spans.iter().zip(&at.points) {
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
