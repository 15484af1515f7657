//! What does a chart look like outside the page, where no DOM surrounds it?
//!
//! A poster: title, sentence, legend, the chart itself, and a caption with the
//! link that opens the scenario. Lengths are CSS pixels.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

use super::chart::{Chart, Shape, Slot};
use super::dash::dashed;
use super::draw::{GRAIN, Paper, Pen, Type, draw};
use super::palette::Palette;
use super::text::{estimated_width, wrapped};

const MARGIN: f64 = 24.0;
const TITLE: f64 = 20.0;
const BODY: f64 = 14.0;
const SMALL: f64 = 11.0;
/// Line height as a multiple of the type size.
const LEADING: f64 = 1.4;
const SWATCH: f64 = 28.0;

/// The height of a poster of `width` whose chart is `chart_height` high.
///
/// Lines are broken by the estimated text width on every backend, so that this
/// is known before there is a picture.
pub fn poster_height(chart: &Chart, width: f64, chart_height: f64, caption: &str) -> f64 {
    let parts = Parts::of(chart, width, caption);
    (parts.head() + chart_height + parts.foot()).ceil()
}

/// Draws the whole poster over `area`, whose pixels are grains.
///
/// # Errors
/// What the backend answers when it cannot draw.
pub fn poster<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    chart: &Chart,
    palette: &Palette,
    caption: &str,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let grain = f64::from(GRAIN);
    let (width, height) = (f64::from(width) / grain, f64::from(height) / grain);
    let parts = Parts::of(chart, width, caption);
    let mut paper = Paper::on(area);
    paper.rectangle((0.0, 0.0), (width, height), palette.surface);
    parts.draw(&mut paper, height, palette);
    paper.done?;
    let left = MARGIN * grain;
    let top = (parts.head() * grain).round();
    let size = (
        (width - 2.0 * MARGIN) * grain,
        (height - parts.head() - parts.foot()) * grain,
    );
    #[expect(
        clippy::cast_possible_truncation,
        reason = "inside a picture of u32 pixels"
    )]
    #[expect(
        clippy::cast_sign_loss,
        reason = "a chart narrower than its margins has no area"
    )]
    let inner = area.clone().shrink(
        (left as u32, top as u32),
        (size.0.max(1.0) as u32, size.1.max(1.0) as u32),
    );
    draw(&inner, chart, palette).map(drop)
}

/// The text around the chart, broken into lines.
struct Parts {
    title: Vec<String>,
    sentence: Vec<String>,
    /// The legend in rows.
    legend: Vec<Vec<Entry>>,
    caption: Vec<String>,
}

/// One series in the legend.
struct Entry {
    left: f64,
    slot: Slot,
    label: String,
    band: bool,
}

impl Parts {
    fn of(chart: &Chart, width: f64, caption: &str) -> Self {
        let inner = (width - 2.0 * MARGIN).max(1.0);
        let lines =
            |text: &str, size: f64| wrapped(text, inner, &|line| estimated_width(line, size));
        Self {
            // Bold letters are some 7 % wider.
            title: lines(&chart.title, TITLE * 1.07),
            sentence: lines(&chart.sentence, BODY),
            legend: legend(chart, inner),
            caption: lines(caption, SMALL),
        }
    }

    fn head(&self) -> f64 {
        MARGIN
            + height(self.title.len(), TITLE)
            + height(self.sentence.len(), BODY)
            + 8.0
            + height(self.legend.len(), BODY)
            + 8.0
    }

    fn foot(&self) -> f64 {
        8.0 + height(self.caption.len(), SMALL) + MARGIN / 2.0
    }

    fn draw(&self, pen: &mut dyn Pen, picture_height: f64, palette: &Palette) {
        let mut top = MARGIN;
        let title = Type::bold(TITLE, palette.text);
        let body = Type::plain(BODY, palette.text, HPos::Left);
        top = block(pen, &self.title, top, &title);
        top = block(pen, &self.sentence, top, &body) + 8.0;
        for row in &self.legend {
            let y = top + BODY * LEADING / 2.0;
            for Entry {
                left,
                slot,
                label,
                band,
            } in row
            {
                let x = MARGIN + left;
                if *band {
                    pen.rectangle((x, y - 6.0), (x + SWATCH, y + 6.0), palette.band);
                }
                for piece in dashed(&[(x, y), (x + SWATCH, y)], slot.dash()) {
                    pen.path(&piece, palette.series[slot.index()], 2.0);
                }
                pen.text(label, (x + SWATCH + 6.0, y), &body);
            }
            top += BODY * LEADING;
        }
        let small = Type::plain(SMALL, palette.text, HPos::Left);
        block(
            pen,
            &self.caption,
            picture_height - self.foot() + 8.0,
            &small,
        );
    }
}

fn height(lines: usize, size: f64) -> f64 {
    (0..lines).map(|_| size * LEADING).sum()
}

fn block(pen: &mut dyn Pen, lines: &[String], top: f64, style: &Type) -> f64 {
    let mut top = top;
    for line in lines {
        pen.text(line, (MARGIN, top + style.size * LEADING / 2.0), style);
        top += style.size * LEADING;
    }
    top
}

fn legend(chart: &Chart, inner: f64) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    let mut left = f64::INFINITY;
    for (_, series) in chart.series() {
        let width = SWATCH + 6.0 + estimated_width(&series.label, BODY);
        if left + width > inner {
            rows.push(Vec::new());
            left = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push(Entry {
                left,
                slot: series.slot,
                label: series.label.clone(),
                band: matches!(series.shape, Shape::Band { .. }),
            });
        }
        left += width + 20.0;
    }
    rows
}
