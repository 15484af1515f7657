//! A chart as an SVG file: for export, and for tests on a machine without a
//! browser. plotters' SVG backend draws; this mends its text size (it divides
//! it by 1.24) and its text measuring (there are no fonts here), and gives the
//! file its name for screen readers.

use std::fmt::Write as _;

use plotters::drawing::IntoDrawingArea as _;
use plotters_backend::text_anchor::Pos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform,
};
use plotters_svg::SVGBackend;

use super::chart::Chart;
use super::draw::GRAIN;
use super::palette::Palette;
use super::poster::{poster, poster_height};
use super::text::estimated_width;

/// By what plotters' SVG backend divides the size of every text.
const SHRUNK: f64 = 1.24;

/// The poster of `chart` as an SVG file: a chart of `size` (width, height) in
/// CSS pixels with title, sentence, legend and `caption` around it. Every text
/// is escaped.
pub fn svg(chart: &Chart, palette: &Palette, size: (u32, u32), caption: &str) -> String {
    let width = size.0.clamp(1, 10_000);
    let height = poster_height(
        chart,
        f64::from(width),
        f64::from(size.1.clamp(1, 10_000)),
        caption,
    );
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a picture's height in pixels"
    )]
    #[expect(clippy::cast_sign_loss, reason = "a sum of heights")]
    let height = height as u32;
    let mut body = String::new();
    {
        let backend = Svg {
            inner: SVGBackend::with_string(&mut body, (width * GRAIN, height * GRAIN)),
        };
        let area = backend.into_drawing_area();
        // Writing into a string cannot fail.
        let _ = poster(&area, chart, palette, caption);
        let _ = area.present();
    }
    // The first line is plotters' opening tag, which knows grains only.
    let marks = body.split_once('\n').map_or("", |(_, rest)| rest);
    let mut file = String::with_capacity(marks.len() + 1000);
    let _ = writeln!(
        file,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\">\n<title>{}</title>\n<desc>{}\n{}</desc>",
        width * GRAIN,
        height * GRAIN,
        escaped(&chart.title),
        escaped(&chart.sentence),
        escaped(caption),
    );
    file.push_str(marks);
    file
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            // Control characters have no place in XML, not even escaped.
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

struct Svg<'a> {
    inner: SVGBackend<'a>,
}

type Done<'a> = Result<(), DrawingErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> DrawingBackend for Svg<'a> {
    type ErrorType = <SVGBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.inner.get_size()
    }

    fn ensure_prepared(&mut self) -> Done<'a> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Done<'a> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done<'a> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done<'a> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done<'a> {
        self.inner.draw_path(path, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done<'a> {
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Done<'a> {
        let clean: String = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect();
        self.inner.draw_text(&clean, &Restored(style), at)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates; a text's width in grains"
        )]
        #[expect(clippy::cast_sign_loss, reason = "a width")]
        let grains = |length: f64| length.ceil() as u32;
        Ok((
            grains(estimated_width(text, style.size())),
            grains(style.size()),
        ))
    }
}

/// A text style whose size comes out as stated.
struct Restored<'a, S>(&'a S);

impl<S: BackendTextStyle> BackendTextStyle for Restored<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size() * SHRUNK
    }

    fn transform(&self) -> FontTransform {
        self.0.transform()
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> Pos {
        self.0.anchor()
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        at: BackendCoord,
        draw: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, at, draw)
    }
}
