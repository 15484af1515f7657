//! What must a place be able to do for a chart to be drawn on it?
//!
//! Four marks and a measure. The screen's canvas and the SVG file are such
//! places; plotters draws on either through one backend, [`Sheet`], so that its
//! code and ours are compiled once. All lengths are grains, see
//! [`super::draw::GRAIN`].

use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::palette::Rgb;

/// A place to draw on. A mark that it cannot make is left out.
pub trait Surface {
    /// Width and height.
    fn size(&self) -> (u32, u32);
    /// A filled rectangle from corner to corner.
    fn rectangle(&mut self, from: BackendCoord, to: BackendCoord, color: Rgb);
    /// A line along `points`, drawn and left out by turns as `dashes` say; solid
    /// without any.
    fn path(&mut self, points: &[BackendCoord], color: Rgb, width: u32, dashes: &[i32]);
    /// A filled shape.
    fn area(&mut self, points: &[BackendCoord], color: Rgb);
    /// One line of text whose middle height is at `at`.
    fn text(&mut self, text: &str, at: BackendCoord, lettering: &Lettering);
    /// How wide a text is.
    fn width(&self, text: &str, lettering: &Lettering) -> f64;
}

/// How a text is set, in the font of all pictures.
#[derive(Clone, Copy)]
pub struct Lettering {
    /// Type size, in the unit of what it is drawn on.
    pub size: f64,
    /// Its color.
    pub color: Rgb,
    /// Which part of the text stands at its place.
    pub anchor: HPos,
    /// Normal or bold.
    pub weight: FontStyle,
}

impl Lettering {
    /// Running text.
    pub(super) fn plain(size: f64, color: Rgb, anchor: HPos) -> Self {
        Self {
            size,
            color,
            anchor,
            weight: FontStyle::Normal,
        }
    }

    /// Headings.
    pub(super) fn bold(size: f64, color: Rgb) -> Self {
        Self {
            size,
            color,
            anchor: HPos::Left,
            weight: FontStyle::Bold,
        }
    }
}

/// A surface as plotters' drawing backend.
pub(super) struct Sheet<'a>(pub(super) &'a mut dyn Surface);

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Sheet<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        self.0.rectangle((x, y), (x + 1, y + 1), rgb(color));
        Ok(())
    }

    /// Charts have filled rectangles only.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        _: bool,
    ) -> Done {
        self.0
            .rectangle(upper_left, bottom_right, rgb(style.color()));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let points: Vec<_> = path.into_iter().collect();
        self.0
            .path(&points, rgb(style.color()), style.stroke_width(), &[]);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let points: Vec<_> = path.into_iter().collect();
        self.0.area(&points, rgb(style.color()));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.0.text(text, at, &lettering(style));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "saturates; a text's extent in grains"
        )]
        #[expect(clippy::cast_sign_loss, reason = "an extent")]
        let grains = |length: f64| length.ceil() as u32;
        let width = self.0.width(text, &lettering(style));
        Ok((grains(width), grains(style.size())))
    }
}

/// A line with dashes as an element of plotters, whose own would draw every dash
/// as a line.
pub(super) struct Dashed {
    pub(super) points: Vec<BackendCoord>,
    pub(super) color: Rgb,
    pub(super) width: u32,
    pub(super) dashes: Vec<i32>,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Dashed {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> &'a [BackendCoord] {
        &self.points
    }
}

impl Drawable<Sheet<'_>> for Dashed {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        sheet: &mut Sheet<'_>,
        _: (u32, u32),
    ) -> Done {
        let points: Vec<_> = points.collect();
        sheet.0.path(&points, self.color, self.width, &self.dashes);
        Ok(())
    }
}

fn lettering<S: BackendTextStyle>(style: &S) -> Lettering {
    Lettering {
        size: style.size(),
        color: rgb(style.color()),
        anchor: style.anchor().h_pos,
        weight: style.style(),
    }
}

fn rgb(color: BackendColor) -> Rgb {
    let (red, green, blue) = color.rgb;
    Rgb(red, green, blue)
}
