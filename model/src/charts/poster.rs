//! What does a chart look like outside the page, where no DOM surrounds it?
//!
//! A poster: title, sentence, legend, the chart itself, and a caption with the
//! link that opens the scenario. Lengths are CSS pixels.

use plotters::style::text_anchor::HPos;

use super::chart::{Chart, Look, Slot};
use super::draw::{Paper, draw_on};
use super::layout::layout;
use super::lying::rows_height;
use super::palette::Palette;
use super::surface::{Lettering, Surface};
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
    let inner = inner(width);
    let height = rows_height(chart, inner, &estimated_width).unwrap_or(chart_height);
    let unnamed = layout(chart, inner, height, &estimated_width).unnamed(chart);
    let parts = Parts::of(chart, width, &unnamed, caption);
    (parts.head() + height + parts.foot()).ceil()
}

fn inner(width: f64) -> f64 {
    (width - 2.0 * MARGIN).max(1.0)
}

/// Draws the whole poster over `surface`.
pub fn poster(surface: &mut dyn Surface, chart: &Chart, palette: &Palette, caption: &str) {
    let paper = Paper::on(surface);
    let (width, height) = paper.size();
    let measure = |text: &str, size| paper.width(text, size);
    let bare = Parts::of(chart, width, &[], caption).left(height);
    let unnamed = layout(chart, inner(width), bare, &measure).unnamed(chart);
    let parts = Parts::of(chart, width, &unnamed, caption);
    paper.rectangle((0.0, 0.0), (width, height), palette.surface);
    parts.draw(&paper, height, palette);
    let size = (inner(width), parts.left(height));
    draw_on(&paper.cut((MARGIN, parts.head()), size), chart, palette);
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
    look: Look,
}

impl Parts {
    /// With these series in the legend.
    fn of(chart: &Chart, width: f64, unnamed: &[usize], caption: &str) -> Self {
        let inner = inner(width);
        let lines =
            |text: &str, size: f64| wrapped(text, inner, &|line| estimated_width(line, size));
        Self {
            // Bold letters are some 7 % wider.
            title: lines(&chart.title, TITLE * 1.07),
            sentence: lines(&chart.sentence, BODY),
            legend: legend(chart, unnamed, inner),
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

    /// What is left of a height for the chart.
    fn left(&self, height: f64) -> f64 {
        (height - self.head() - self.foot()).max(1.0)
    }

    fn foot(&self) -> f64 {
        8.0 + height(self.caption.len(), SMALL) + MARGIN / 2.0
    }

    fn draw(&self, paper: &Paper, picture_height: f64, palette: &Palette) {
        let mut top = MARGIN;
        let title = Lettering::bold(TITLE, palette.text);
        let body = Lettering::plain(BODY, palette.text, HPos::Left);
        top = block(paper, &self.title, top, &title);
        top = block(paper, &self.sentence, top, &body) + 8.0;
        for row in &self.legend {
            let y = top + BODY * LEADING / 2.0;
            for Entry {
                left,
                slot,
                label,
                look,
            } in row
            {
                let x = MARGIN + left;
                let color = palette.ink(*slot);
                let (from, to) = ((x, y - 6.0), (x + SWATCH, y + 6.0));
                match look {
                    Look::Line => {}
                    Look::Band => paper.rectangle(from, to, palette.band),
                    Look::Fill => paper.rectangle(from, to, color),
                    Look::Point => paper.rectangle((x + 12.5, y - 6.0), (x + 15.5, y + 6.0), color),
                }
                if matches!(look, Look::Line | Look::Band) {
                    paper.dashed(&[(x, y), (x + SWATCH, y)], color, 2.0, *slot);
                }
                paper.text(label, (x + SWATCH + 6.0, y), &body);
            }
            top += BODY * LEADING;
        }
        let small = Lettering::plain(SMALL, palette.text, HPos::Left);
        block(
            paper,
            &self.caption,
            picture_height - self.foot() + 8.0,
            &small,
        );
    }
}

fn height(lines: usize, size: f64) -> f64 {
    (0..lines).map(|_| size * LEADING).sum()
}

fn block(paper: &Paper, lines: &[String], top: f64, style: &Lettering) -> f64 {
    let mut top = top;
    for line in lines {
        paper.text(line, (MARGIN, top + style.size * LEADING / 2.0), style);
        top += style.size * LEADING;
    }
    top
}

fn legend(chart: &Chart, unnamed: &[usize], inner: f64) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    let mut left = f64::INFINITY;
    let all = chart.series().enumerate();
    for (_, (_, series)) in all.filter(|(nth, _)| unnamed.contains(nth)) {
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
                look: series.shape.look(),
            });
        }
        left += width + 20.0;
    }
    rows
}
