//! What does a chart look like outside the page, where no DOM surrounds it?
//!
//! A poster: title, sentence, legend, the chart itself, and a caption with the
//! link that opens the scenario. Lengths are CSS pixels.

use plotters::style::text_anchor::HPos;

use super::chart::{Chart, Look, Slot};
use super::draw::{Paper, draw_on};
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
    let parts = Parts::of(chart, width, caption);
    (parts.head() + chart_height + parts.foot()).ceil()
}

/// Draws the whole poster over `surface`.
pub fn poster(surface: &mut dyn Surface, chart: &Chart, palette: &Palette, caption: &str) {
    let paper = Paper::on(surface);
    let (width, height) = paper.size();
    let parts = Parts::of(chart, width, caption);
    paper.rectangle((0.0, 0.0), (width, height), palette.surface);
    parts.draw(&paper, height, palette);
    let (head, foot) = (parts.head(), parts.foot());
    let inner = (
        (width - 2.0 * MARGIN).max(1.0),
        (height - head - foot).max(1.0),
    );
    draw_on(&paper.cut((MARGIN, head), inner), chart, palette);
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
                let color = palette.series[slot.index()];
                let (from, to) = ((x, y - 6.0), (x + SWATCH, y + 6.0));
                match look {
                    Look::Line => {}
                    Look::Band => paper.rectangle(from, to, palette.band),
                    Look::Fill => paper.rectangle(from, to, color),
                }
                if *look != Look::Fill {
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
                look: series.shape.look(),
            });
        }
        left += width + 20.0;
    }
    rows
}
