//! How does plotters draw on a canvas of the page?
//!
//! Through plotters-canvas, mended in what it gets wrong: it counts physical
//! pixels (here the context is scaled, so that one unit is a grain, an eighth of
//! a CSS pixel, on any screen), it measures text by inserting a styled element
//! (here the context measures, which a strict Content Security Policy allows and
//! which forces no layout), and it knows no dashes (here the context has them).

use plotters_backend::text_anchor::{Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend as _, FontFamily,
    FontStyle,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::charts::{FONT, GRAIN, Lettering, Rgb, Surface};
use crate::quantity::format::exact;

/// A canvas that charts are drawn on.
pub(crate) struct Canvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    /// Width and height in grains.
    size: (u32, u32),
    /// Whether lines have dashes now.
    dashed: bool,
}

impl Canvas {
    /// The whole of a canvas that is `width` by `height` CSS pixels large, with
    /// `ratio` physical pixels to one of them. None where the browser has no 2d
    /// context.
    pub(crate) fn new(
        canvas: &HtmlCanvasElement,
        (width, height): (f64, f64),
        ratio: f64,
    ) -> Option<Self> {
        let context = context(canvas)?;
        let grain = f64::from(GRAIN);
        let size = (whole(width * grain), whole(height * grain));
        let physical = (whole(width * ratio), whole(height * ratio));
        resize(canvas, physical);
        let scale = |pixels: u32, grains: u32| f64::from(pixels) / f64::from(grains.max(1));
        let across = scale(physical.0, size.0);
        let down = scale(physical.1, size.1);
        context
            .set_transform(across, 0.0, 0.0, down, 0.0, 0.0)
            .ok()?;
        context.set_line_join("round");
        let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
        Some(Self {
            inner,
            context,
            size,
            dashed: true,
        })
    }
}

/// Shows on one canvas, pixel by pixel, what was drawn on another.
pub(crate) fn copy(from: &HtmlCanvasElement, to: &HtmlCanvasElement) {
    let Some(context) = context(to) else { return };
    resize(to, (from.width(), from.height()));
    context.clear_rect(0.0, 0.0, f64::from(from.width()), f64::from(from.height()));
    // Refused only for a canvas without pixels.
    let _ = context.draw_image_with_html_canvas_element(from, 0.0, 0.0);
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    Some(canvas.get_context("2d").ok()??.unchecked_into())
}

/// Setting a size allocates the bitmap anew, even where it is the same.
fn resize(canvas: &HtmlCanvasElement, size: (u32, u32)) {
    if (canvas.width(), canvas.height()) != size {
        canvas.set_width(size.0);
        canvas.set_height(size.1);
    }
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

// A canvas refuses only what is not a number, and grains always are.
impl Surface for Canvas {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn rectangle(&mut self, from: BackendCoord, to: BackendCoord, color: Rgb) {
        let _ = self.inner.draw_rect(from, to, &Ink(color, 0), true);
    }

    fn path(&mut self, points: &[BackendCoord], color: Rgb, width: u32, dashes: &[i32]) {
        if !dashes.is_empty() || self.dashed {
            let lengths = js_sys::Array::new();
            for length in dashes {
                lengths.push(&JsValue::from(*length));
            }
            let _ = self.context.set_line_dash(&lengths);
            self.dashed = !dashes.is_empty();
        }
        let path = points.iter().copied();
        let _ = self.inner.draw_path(path, &Ink(color, width));
    }

    fn area(&mut self, points: &[BackendCoord], color: Rgb) {
        let outline = points.iter().copied();
        let _ = self.inner.fill_polygon(outline, &Ink(color, 0));
    }

    fn text(&mut self, text: &str, at: BackendCoord, lettering: &Lettering) {
        let _ = self.inner.draw_text(text, &Letters(*lettering), at);
    }

    fn width(&self, text: &str, lettering: &Lettering) -> f64 {
        // The same words with which plotters-canvas sets the font to draw.
        let weight = lettering.weight.as_str();
        self.context
            .set_font(&[weight, " ", &exact(lettering.size), "px ", FONT].concat());
        self.context
            .measure_text(text)
            .map_or(0.0, |metrics| metrics.width())
    }
}

/// A color with the width of its lines.
struct Ink(Rgb, u32);

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        let Rgb(red, green, blue) = self.0;
        BackendColor {
            alpha: 1.0,
            rgb: (red, green, blue),
        }
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

/// Lettering as plotters-canvas asks for it.
struct Letters(Lettering);

impl BackendTextStyle for Letters {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        Ink(self.0.color, 0).color()
    }

    fn size(&self) -> f64 {
        self.0.size
    }

    fn style(&self) -> FontStyle {
        self.0.weight
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.0.anchor, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FONT)
    }

    /// The browser knows its fonts; plotters-canvas asks neither of these.
    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}
