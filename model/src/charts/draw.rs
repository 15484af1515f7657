//! How is a chart put down on a surface? The one drawing function.
//!
//! plotters' own coordinates are whole numbers. A surface therefore counts in
//! grains, [`GRAIN`] of them a CSS pixel, so that a curve on a screen of high
//! resolution does not walk in steps; see [`draw`].

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::{PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, RGBColor, ShapeStyle, TextStyle};

use super::chart::{Chart, Scale, Series, Slot, Way};
use super::labels::{LINE, kept_inside};
use super::layout::{LEADER, Layout, MARKER, PanelLayout, TEXT, layout};
use super::marks;
use super::palette::{Palette, Rgb};
use super::surface::{Dashed, Lettering, Sheet, Surface};

/// Grains a CSS pixel: the unit in which a surface counts.
pub const GRAIN: u32 = 8;

/// The fonts of all pictures: the system's own, as on the page.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/// A point in CSS pixels.
pub(super) type Point = (f64, f64);

/// Draws `chart` over the whole of `surface` and gives back where everything
/// went, so that a crosshair can be laid over it.
pub fn draw(surface: &mut dyn Surface, chart: &Chart, palette: &Palette) -> Layout {
    let paper = Paper::on(surface);
    draw_on(&paper, chart, palette)
}

/// Draws `chart` over the whole of `paper`.
pub(super) fn draw_on(paper: &Paper, chart: &Chart, palette: &Palette) -> Layout {
    let (width, height) = paper.size();
    let placed = layout(chart, width, height, &|text, size| paper.width(text, size));
    draw_chart(paper, chart, &placed, palette);
    placed
}

/// A plotters drawing area in CSS pixels. A mark on a [`Sheet`] cannot fail.
pub(super) struct Paper<'a>(DrawingArea<Sheet<'a>, Shift>);

impl<'a> Paper<'a> {
    /// All of a surface.
    pub(super) fn on(surface: &'a mut dyn Surface) -> Self {
        Self(Sheet(surface).into_drawing_area())
    }

    /// A rectangle of this paper, `size` large.
    pub(super) fn cut(&self, from: Point, size: Point) -> Self {
        let grain = f64::from(GRAIN);
        let whole = |length: f64| grains((length * grain).floor() / grain);
        let corner = (grains(from.0), grains(from.1));
        Self(
            self.0
                .clone()
                .shrink(corner, (whole(size.0), whole(size.1))),
        )
    }

    /// Width and height.
    pub(super) fn size(&self) -> Point {
        let (width, height) = self.0.dim_in_pixel();
        let grain = f64::from(GRAIN);
        (f64::from(width) / grain, f64::from(height) / grain)
    }

    /// A line along `points`.
    pub(super) fn path(&self, points: &[Point], color: Rgb, width: f64) {
        let style = filled(color).stroke_width(grains(width).unsigned_abs());
        let _ = self.0.draw(&PathElement::new(in_grains(points), style));
    }

    /// A line along `points` with the dashes of a slot.
    pub(super) fn dashed(&self, points: &[Point], color: Rgb, width: f64, slot: Slot) {
        let _ = self.0.draw(&Dashed {
            points: in_grains(points),
            color,
            width: grains(width).unsigned_abs(),
            dashes: slot.dash().iter().map(|length| grains(*length)).collect(),
        });
    }

    /// A filled shape.
    pub(super) fn area(&self, points: &[Point], color: Rgb) {
        let _ = self.0.draw(&Polygon::new(in_grains(points), filled(color)));
    }

    /// A filled rectangle from corner to corner.
    pub(super) fn rectangle(&self, from: Point, to: Point, color: Rgb) {
        let corners = [from, to].map(|(x, y)| (grains(x), grains(y)));
        let _ = self.0.draw(&Rectangle::new(corners, filled(color)));
    }

    /// One line of text whose middle height is at `at`.
    pub(super) fn text(&self, text: &str, (x, y): Point, style: &Lettering) {
        let at = (grains(x), grains(y));
        let _ = self.0.draw_text(text, &text_style(style), at);
    }

    /// How wide a text is.
    pub(super) fn width(&self, text: &str, size: f64) -> f64 {
        let style = text_style(&Lettering::plain(size, Rgb(0, 0, 0), HPos::Left));
        let width = self.0.estimate_text_size(text, &style);
        width.map_or(0.0, |(width, _)| f64::from(width) / f64::from(GRAIN))
    }
}

fn text_style(style: &Lettering) -> TextStyle<'static> {
    let size = style.size * f64::from(GRAIN);
    FontDesc::new(FontFamily::Name(FONT), size, style.weight)
        .color(&rgb(style.color))
        .pos(Pos::new(style.anchor, VPos::Center))
}

fn rgb(Rgb(red, green, blue): Rgb) -> RGBColor {
    RGBColor(red, green, blue)
}

fn filled(color: Rgb) -> ShapeStyle {
    rgb(color).filled()
}

pub(super) fn grains(pixels: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "layout keeps inside the picture"
    )]
    let grains = (pixels * f64::from(GRAIN)).round() as i32;
    grains
}

fn in_grains(points: &[Point]) -> Vec<(i32, i32)> {
    points
        .iter()
        .map(|(x, y)| (grains(*x), grains(*y)))
        .collect()
}

/// The middle of the physical line at a pixel, so that it is drawn sharp.
pub(super) fn crisp(pixel: f64) -> f64 {
    pixel.floor() + 0.5
}

/// Draws a chart that has been laid out: what lies behind first.
fn draw_chart(paper: &Paper, chart: &Chart, placed: &Layout, palette: &Palette) {
    paper.rectangle((0.0, 0.0), (placed.width, placed.height), palette.surface);
    for (panel, at) in chart.panels.iter().zip(&placed.panels) {
        marks::bands(paper, panel, placed, at, palette);
        let heading = Lettering::bold(TEXT, palette.text);
        paper.text(&panel.y.heading(), (0.0, at.heading_y), &heading);
        match placed.way {
            Way::Upright | Way::Scattered => axes(paper, placed, at, palette),
            Way::Lying => rows(paper, at, palette),
        }
        marks::fills(paper, panel, placed, at, palette);
        base(paper, placed, at, palette);
        let plot = at.plot;
        for mark in &placed.marks {
            let x = crisp(mark.at);
            paper.path(&[(x, plot.top - 3.0), (x, plot.bottom)], palette.axis, 1.0);
        }
        marks::levels(paper, placed, at, palette);
        marks::lines(paper, panel, placed, at, palette);
        end_labels(paper, &panel.series, at, palette);
        let left = Lettering::plain(TEXT, palette.text, HPos::Left);
        for name in &at.names {
            paper.text(&name.text, (name.left, name.middle), &left);
        }
    }
    if placed.way != Way::Lying {
        x_axis(paper, chart, placed, palette);
    }
}

/// The line from which values are counted: at zero, or where the axis begins.
fn base(paper: &Paper, placed: &Layout, at: &PanelLayout, palette: &Palette) {
    let plot = at.plot;
    let (from, to) = match placed.way {
        Way::Upright | Way::Scattered => (plot.left, plot.right),
        Way::Lying => (plot.top, plot.bottom),
    };
    let zero = at.y.at(0.0).filter(|_| at.y.scale == Scale::Linear);
    let zero = crisp(zero.unwrap_or(at.y.start));
    for (from, to) in stretches(at, (from, to)) {
        let line = [from, to].map(|along| placed.place((along, zero)));
        paper.path(&line, palette.axis, 1.0);
    }
}

/// Where a line at a value runs: from end to end or, where the chart lies, through what is
/// clear of words.
pub(super) fn stretches(at: &PanelLayout, ends: (f64, f64)) -> Vec<(f64, f64)> {
    if at.rows.is_empty() {
        return vec![ends];
    }
    at.rows.iter().map(|row| row.clear).collect()
}

fn axes(paper: &Paper, placed: &Layout, at: &PanelLayout, palette: &Palette) {
    let plot = at.plot;
    let tick = Lettering::plain(TEXT, palette.text, HPos::Right);
    for x in placed.x_ticks.iter().map(|tick| crisp(tick.at)) {
        paper.path(&[(x, plot.top), (x, plot.bottom)], palette.grid, 1.0);
    }
    for mark in &at.y_ticks {
        let y = crisp(mark.at);
        paper.path(&[(plot.left, y), (plot.right, y)], palette.grid, 1.0);
        paper.text(&mark.text, (plot.left - 8.0, mark.label_at), &tick);
    }
}

/// What stands around the rows of a panel that lies: ticks below, names and notes.
fn rows(paper: &Paper, at: &PanelLayout, palette: &Palette) {
    let plot = at.plot;
    let center = Lettering::plain(TEXT, palette.text, HPos::Center);
    for mark in &at.y_ticks {
        let x = crisp(mark.at);
        for (from, to) in stretches(at, (plot.top, plot.bottom)) {
            paper.path(&[(x, from), (x, to)], palette.grid, 1.0);
        }
        paper.text(&mark.text, (mark.label_at, plot.bottom + 14.0), &center);
    }
    for label in at.levels.iter().filter_map(|mark| mark.label.as_ref()) {
        let up: f64 = (0..label.row).map(|_| MARKER).sum();
        let place = (label.label_at, plot.top - 11.0 - up);
        paper.text(&label.text, place, &center);
    }
    let left = Lettering::plain(TEXT, palette.text, HPos::Left);
    for words in at.rows.iter().flat_map(|row| &row.words) {
        paper.text(&words.text, (words.left, words.middle), &left);
    }
}

/// The x ticks and heading below the plots, and the markers' words above.
fn x_axis(paper: &Paper, chart: &Chart, placed: &Layout, palette: &Palette) {
    let Some(plot) = placed.plots() else { return };
    let style = Lettering::plain(TEXT, palette.text, HPos::Center);
    let mut down = 0.0;
    for tick in &placed.x_ticks {
        let x = crisp(tick.at);
        let lower: f64 = (0..tick.row).map(|_| LINE).sum();
        down = lower.max(down);
        let end = plot.bottom + 4.0 + lower;
        paper.path(&[(x, plot.bottom), (x, end)], palette.axis, 1.0);
        let y = plot.bottom + 14.0 + lower;
        paper.text(&tick.text, (tick.label_at, y), &style);
    }
    let heading = chart.x.heading();
    let half = paper.width(&heading, TEXT) / 2.0;
    let middle = f64::midpoint(plot.left, plot.right);
    let middle = kept_inside(middle, half, (0.0, placed.width));
    paper.text(&heading, (middle, plot.bottom + 33.0 + down), &style);
    for label in placed.marks.iter().filter_map(|mark| mark.label.as_ref()) {
        let up: f64 = (0..label.row).map(|_| MARKER).sum();
        let at = (label.label_at, plot.top - 11.0 - up);
        paper.text(&label.text, at, &style);
    }
}

fn end_labels(paper: &Paper, series: &[Series], at: &PanelLayout, palette: &Palette) {
    let right = at.plot.right;
    for label in &at.labels {
        let of = label.series.and_then(|nth| series.get(nth));
        let color = of.map_or(palette.axis, |series| palette.ink(series.slot));
        let middle = f64::midpoint(label.top(), label.bottom());
        // The label has the text's color, which is easier to read; its leader
        // says which line it belongs to.
        let leader = [(right + 2.0, label.end_y), (right + LEADER - 4.0, middle)];
        paper.path(&leader, color, 2.0);
        let style = Lettering::plain(TEXT, palette.text, HPos::Left);
        let mut y = label.first_y;
        for line in &label.lines {
            paper.text(line, (right + LEADER, y), &style);
            y += LINE;
        }
    }
}
