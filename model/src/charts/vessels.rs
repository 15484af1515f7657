//! How is a row of vessels put down? Each as wide as what it holds allows,
//! filled up to how full it is, with what runs over on top.

use plotters::style::text_anchor::HPos;

use super::chart::{Panel, Shape};
use super::draw::{Paper, Point};
use super::layout::{Layout, PanelLayout, TEXT};
use super::palette::Palette;
use super::surface::Lettering;

/// The share of the room between two middles that the widest vessel fills.
const FILLED: f64 = 0.72;
/// The widest that a vessel gets.
const WIDEST: f64 = 150.0;

/// Vessels, and the way from each to the next.
pub(super) fn vessels(
    paper: &Paper,
    panel: &Panel,
    placed: &Layout,
    at: &PanelLayout,
    palette: &Palette,
    room: f64,
) {
    for series in &panel.series {
        let Shape::Vessels { full, width } = &series.shape else {
            continue;
        };
        let (Some(zero), Some(whole)) = (at.y.at(0.0), at.y.at(1.0)) else {
            continue;
        };
        let (inside, over) = (
            palette.series[series.slot.index()],
            palette.series[series.slot.over().index()],
        );
        let style = Lettering::bold(TEXT, palette.text);
        let style = Lettering {
            anchor: HPos::Center,
            ..style
        };
        let mut from: Option<f64> = None;
        for ((full, width), x) in full.iter().zip(width).zip(&placed.points) {
            let Some(x) = x else { continue };
            let share = if width.is_finite() { *width } else { 1.0 };
            let half = (room * FILLED).min(WIDEST) * share.clamp(0.0, 1.0) / 2.0;
            let (left, right) = ((x - half).max(at.plot.left), (x + half).min(at.plot.right));
            if let Some(from) = from {
                arrow(paper, (from, left), f64::midpoint(zero, whole), palette);
            }
            from = Some(right);
            paper.rectangle((left, whole), (right, zero), palette.band);
            if let Some(level) = at.y.at(*full) {
                paper.rectangle((left, level.max(whole)), (right, zero), inside);
                if level < whole {
                    paper.rectangle((left, level), (right, whole), over);
                }
                let words = panel.y.value.text(*full);
                let above = level.min(whole) - 10.0;
                // Where it would leave the plot, the table and the tooltip say it.
                if above > at.plot.top && paper.width(&words, TEXT) < room {
                    paper.text(&words, (*x, above), &style);
                }
            }
            let rim = [(left, whole), (left, zero), (right, zero), (right, whole)];
            paper.path(&rim, palette.axis, 2.0);
            paper.path(&[(left, whole), (right, whole)], palette.axis, 1.0);
        }
    }
}

fn arrow(paper: &Paper, (from, to): (f64, f64), y: f64, palette: &Palette) {
    let (from, to) = (from + 4.0, to - 4.0);
    if to - from < 8.0 {
        return;
    }
    let tip: [Point; 3] = [(to - 5.0, y - 4.0), (to, y), (to - 5.0, y + 4.0)];
    paper.path(&[(from, y), (to, y)], palette.axis, 1.5);
    paper.path(&tip, palette.axis, 1.5);
}
