//! How does plotters draw on a canvas of the page?
//!
//! Through plotters-canvas, mended in what it gets wrong: it counts physical
//! pixels (here the context is scaled, so that one unit is a grain, an eighth of
//! a CSS pixel, on any screen), and it measures text by inserting a styled
//! element (here the context measures, which a strict Content Security Policy
//! allows and which forces no layout).

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast as _;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::charts::GRAIN;

/// A canvas as a plotters backend.
pub(crate) struct Canvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    /// Width and height in grains.
    size: (u32, u32),
}

/// A drawing area over a whole canvas that is `width` by `height` CSS pixels
/// large, with `ratio` physical pixels to one of them. None where the browser
/// has no 2d context.
pub(crate) fn drawing_area(
    canvas: &HtmlCanvasElement,
    (width, height): (f64, f64),
    ratio: f64,
) -> Option<DrawingArea<Canvas, Shift>> {
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    let grain = f64::from(GRAIN);
    let size = (whole(width * grain), whole(height * grain));
    let physical = (whole(width * ratio), whole(height * ratio));
    // Setting a size allocates the bitmap anew, even where it is the same.
    if (canvas.width(), canvas.height()) != physical {
        canvas.set_width(physical.0);
        canvas.set_height(physical.1);
    }
    let scale = |pixels: u32, grains: u32| f64::from(pixels) / f64::from(grains.max(1));
    let across = scale(physical.0, size.0);
    let down = scale(physical.1, size.1);
    context
        .set_transform(across, 0.0, 0.0, down, 0.0, 0.0)
        .ok()?;
    context.set_line_join("round");
    let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
    Some(
        Canvas {
            inner,
            context,
            size,
        }
        .into_drawing_area(),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a picture's size; the cast saturates"
)]
#[expect(
    clippy::cast_sign_loss,
    reason = "a picture's size; the cast saturates"
)]
fn whole(length: f64) -> u32 {
    length.round() as u32
}

type Failure = DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>;

impl DrawingBackend for Canvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), Failure> {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), Failure> {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result<(), Failure> {
        self.inner.draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Failure> {
        self.inner.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failure> {
        self.inner.draw_path(path, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Failure> {
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Result<(), Failure> {
        self.inner.draw_text(text, style, at)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), Failure> {
        // The same words with which plotters-canvas sets the font to draw.
        let font = format!(
            "{} {}px {}",
            style.style().as_str(),
            style.size(),
            style.family().as_str()
        );
        self.context.set_font(&font);
        let width = self
            .context
            .measure_text(text)
            .map_or(0.0, |metrics| metrics.width());
        Ok((whole(width.ceil()), whole(style.size())))
    }
}
