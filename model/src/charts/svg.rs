//! A chart as an SVG file: for export, and for tests on a machine without a
//! browser. There are no fonts here, so text is measured by estimate.

use std::fmt::Write as _;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendCoord, FontStyle};

use super::board::{BOARD_WIDTH, Board, Laid};
use super::chart::Chart;
use super::draw::{FONT, GRAIN};
use super::palette::{Palette, Rgb};
use super::poster::{poster, poster_height};
use super::surface::{Lettering, Surface};
use super::text::estimated_width;

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
    let about = [&chart.sentence, caption];
    file((width, height), &chart.title, about, &|file| {
        poster(file, chart, palette, caption);
    })
}

/// A board as an SVG file, with room in its lines for the widest of the usual fonts.
pub fn board_svg(board: &Board) -> String {
    let laid = Laid::of(board, &widest);
    let size = (whole(BOARD_WIDTH), laid.height);
    let about = [board.lead.as_str(), &board.finding];
    file(size, &board.title, about, &|file| laid.draw(file))
}

/// How wide a text is in DejaVu Sans, which runs wider than what a width is estimated from,
/// and more so where it is bold.
fn widest(words: &str, lettering: &Lettering) -> f64 {
    let wider = match lettering.weight {
        FontStyle::Bold => 1.22,
        _ => 1.08,
    };
    estimated_width(words, lettering.size) * wider
}

/// A file of so many CSS pixels (width, height), with what is drawn on it.
fn file(
    (width, height): (u32, f64),
    title: &str,
    about: [&str; 2],
    draw: &dyn Fn(&mut Svg),
) -> String {
    let height = whole(height);
    let mut file = Svg::new();
    let (across, down) = (width * GRAIN, height * GRAIN);
    file.size = (across, down);
    file.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {across} {down}\" role=\"img\">\n<title>",
    ));
    file.words(title);
    file.text.push_str("</title>\n<desc>");
    file.words(about[0]);
    file.text.push('\n');
    file.words(about[1]);
    file.text.push_str("</desc>\n");
    draw(&mut file);
    file.text.push_str("</svg>\n");
    file.text
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a picture's extent in pixels"
)]
#[expect(clippy::cast_sign_loss, reason = "a sum of extents")]
fn whole(length: f64) -> u32 {
    length.ceil() as u32
}

/// An SVG file that is being written.
struct Svg {
    /// Width and height in grains.
    size: (u32, u32),
    text: String,
}

impl Svg {
    fn new() -> Self {
        Self {
            size: (0, 0),
            text: String::new(),
        }
    }

    /// Adds text that is only ever text.
    fn words(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&apos;"),
                // Control characters have no place in XML, not even escaped.
                letter if letter.is_control() => self.text.push(' '),
                letter => self.text.push(letter),
            }
        }
    }

    /// Adds a piece of the file. Writing into a string cannot fail.
    fn put(&mut self, piece: std::fmt::Arguments) {
        let _ = self.text.write_fmt(piece);
    }

    fn points(&mut self, points: &[BackendCoord]) {
        for (x, y) in points {
            self.put(format_args!("{x},{y} "));
        }
        self.text.push_str("\"/>\n");
    }
}

/// A color as SVG writes it.
struct Hex(Rgb);

impl std::fmt::Display for Hex {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Rgb(red, green, blue) = self.0;
        write!(to, "#{red:02X}{green:02X}{blue:02X}")
    }
}

impl Surface for Svg {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn rectangle(&mut self, from: BackendCoord, to: BackendCoord, color: Rgb) {
        let (x, y) = from;
        let (width, height) = (to.0 - x, to.1 - y);
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             opacity=\"1\" fill=\"{}\" stroke=\"none\"/>\n",
            Hex(color),
        ));
    }

    fn path(&mut self, points: &[BackendCoord], color: Rgb, width: u32, dashes: &[i32]) {
        self.put(format_args!(
            "<polyline fill=\"none\" opacity=\"1\" stroke=\"{}\" stroke-width=\"{width}\"",
            Hex(color),
        ));
        for (nth, length) in dashes.iter().enumerate() {
            let before = if nth == 0 {
                " stroke-dasharray=\""
            } else {
                " "
            };
            self.put(format_args!("{before}{length}"));
        }
        self.text.push_str(if dashes.is_empty() {
            " points=\""
        } else {
            "\" points=\""
        });
        self.points(points);
    }

    fn area(&mut self, points: &[BackendCoord], color: Rgb) {
        self.put(format_args!(
            "<polygon opacity=\"1\" fill=\"{}\" points=\"",
            Hex(color),
        ));
        self.points(points);
    }

    fn text(&mut self, text: &str, (x, y): BackendCoord, lettering: &Lettering) {
        let anchor = match lettering.anchor {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" dy=\"0.5ex\" text-anchor=\"{anchor}\" font-family=\"",
        ));
        self.words(FONT);
        self.put(format_args!(
            "\" font-size=\"{}\" opacity=\"1\" fill=\"{}\"{}>\n",
            lettering.size,
            Hex(lettering.color),
            match lettering.weight {
                FontStyle::Bold => " font-weight=\"bold\"",
                _ => "",
            },
        ));
        self.words(text);
        self.text.push_str("\n</text>\n");
    }

    fn width(&self, text: &str, lettering: &Lettering) -> f64 {
        estimated_width(text, lettering.size)
    }
}
