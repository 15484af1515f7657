//! How does a whole answer look as one picture, to be pasted where there is no page?
//!
//! A [`Board`] is plain data: a headline with what it is about, how long things last in
//! lanes, and blocks of a few words. [`Laid`] says where all of it goes, so that nothing
//! lies on anything else and nothing leaves the picture, however long its words are; the
//! height follows. Always in the light palette: it stands among what others paste.
//! Lengths are CSS pixels.

mod lanes;

pub use lanes::{Lane, Lanes};

use plotters::style::text_anchor::HPos;

use super::draw::{GRAIN, grains};
use super::palette::{Palette, Rgb};
use super::surface::{Lettering, Surface};
use super::text::wrapped;

/// A point.
type Point = (f64, f64);

/// Measures the width of a text as it is set.
pub type Measure<'a> = &'a dyn Fn(&str, &Lettering) -> f64;

/// How wide every board is.
pub const BOARD_WIDTH: f64 = 1200.0;

/// The colors of a board beside its white, by the page's names for them
/// (`style/tokens.css`).
pub const BOARD_COLORS: [(&str, Rgb); 7] = [
    ("text", INK),
    ("text-2", QUIET),
    ("line", LINE),
    ("accent", ACCENT),
    ("danger", DANGER),
    ("calm", CALM),
    ("tight", TIGHT),
];

const INK: Rgb = Rgb(0x17, 0x1a, 0x1f);
const QUIET: Rgb = Rgb(0x56, 0x5d, 0x68);
const LINE: Rgb = Rgb(0xdd, 0xe0, 0xe5);
const ACCENT: Rgb = Rgb(0x1f, 0x5f, 0xbf);
const DANGER: Rgb = Rgb(0xb3, 0x26, 0x1e);
const CALM: Rgb = Rgb(0xc9, 0xd9, 0xee);
const TIGHT: Rgb = Rgb(0xf0, 0xc9, 0x87);

const MARGIN: f64 = 48.0;
/// Between two columns, and between two rows of blocks.
const GAP: f64 = 48.0;
const ROW_GAP: f64 = 20.0;
/// How wide the headline is beside lanes, and the stroke before it.
const BESIDE: f64 = 480.0;
/// Fewer lanes than these stand below it.
const FEW: usize = 3;
const STROKE: f64 = 4.0;
const INDENT: f64 = 16.0;

/// Type sizes: the least that is read where a picture is shown smaller than it is.
const FINDING: f64 = 26.0;
const MAIN: f64 = 20.0;
const LEAD: f64 = 18.0;
const BODY: f64 = 15.0;
const SMALL: f64 = 14.0;
/// How often the width of lines is halved to find one that suits them all.
const HALVINGS: usize = 6;
/// Line height as a multiple of the type size.
const LEADING: f64 = 1.35;

/// Lines that a text has at most; what is longer ends in an ellipsis.
const MOST_LEAD: usize = 6;
const MOST_FINDING: usize = 8;
const MOST_MAIN: usize = 2;
const MOST_ABOUT: usize = 3;

/// What stands on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Board {
    /// What it is called.
    pub title: String,
    /// What is asked, beside the title; left out where the title needs the room.
    pub question: String,
    /// What the finding rests on.
    pub lead: String,
    /// What it all comes to.
    pub finding: String,
    /// How long things last, where anything says so.
    pub lanes: Option<Lanes>,
    /// The answers behind the finding, two in a row.
    pub blocks: Vec<Block>,
    /// When and with what it was made.
    pub foot: String,
    /// Where it is found again; left out where it is longer than a line.
    pub link: String,
}

/// A question with its answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// The question.
    pub heading: String,
    /// The answer, in a few words.
    pub main: String,
    /// Whether there is one: what is not known steps back.
    pub is_known: bool,
    /// Why it is so, in a sentence.
    pub about: String,
}

/// A mark with its place.
#[derive(Clone)]
pub enum Mark {
    /// One line of text with its middle height at `at`.
    Text {
        /// The line.
        words: String,
        /// Where its anchor stands.
        at: Point,
        /// How it is set.
        lettering: Lettering,
        /// How wide it is.
        width: f64,
    },
    /// A filled rectangle from corner to corner.
    Rectangle {
        /// Its upper left corner.
        from: Point,
        /// Its lower right corner.
        to: Point,
        /// Its color.
        color: Rgb,
    },
}

impl Mark {
    /// Its upper left and its lower right corner.
    pub fn corners(&self) -> [Point; 2] {
        match self {
            Self::Rectangle { from, to, .. } => [*from, *to],
            Self::Text {
                at: (x, y),
                lettering,
                width,
                ..
            } => {
                let left = match lettering.anchor {
                    HPos::Left => *x,
                    HPos::Center => x - width / 2.0,
                    HPos::Right => x - width,
                };
                let half = lettering.size * 0.6;
                [(left, y - half), (left + width, y + half)]
            }
        }
    }
}

/// Where everything on a board goes.
#[derive(Clone)]
pub struct Laid {
    /// How high the picture is.
    pub height: f64,
    /// What is drawn, in this order.
    pub marks: Vec<Mark>,
}

impl Laid {
    /// A board with its texts as wide as they are on this surface.
    pub fn on(surface: &dyn Surface, board: &Board) -> Self {
        let grain = f64::from(GRAIN);
        Self::of(board, &|words, lettering| {
            let size = lettering.size * grain;
            surface.width(words, &Lettering { size, ..*lettering }) / grain
        })
    }

    /// A board with its texts as wide as this says.
    pub fn of(board: &Board, measure: Measure) -> Self {
        let mut page = Page {
            measure,
            marks: Vec::new(),
        };
        let height = page.board(board).ceil();
        Self {
            height,
            marks: page.marks,
        }
    }

    /// Draws it on a surface that is so wide and high.
    pub fn draw(&self, surface: &mut dyn Surface) {
        let all = (BOARD_WIDTH, self.height);
        let place = |(x, y): Point| (grains(x), grains(y));
        surface.rectangle((0, 0), place(all), Palette::LIGHT.surface);
        for mark in &self.marks {
            match mark {
                Mark::Text {
                    words,
                    at,
                    lettering,
                    ..
                } => {
                    let size = lettering.size * f64::from(GRAIN);
                    surface.text(words, place(*at), &Lettering { size, ..*lettering });
                }
                Mark::Rectangle { from, to, color } => {
                    surface.rectangle(place(*from), place(*to), *color);
                }
            }
        }
    }
}

/// A board that is being laid out.
struct Page<'a> {
    measure: Measure<'a>,
    marks: Vec<Mark>,
}

/// Where a text stands: its left edge, its upper edge, and how wide it may be.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
}

impl Page<'_> {
    /// Everything from the title down; gives the height.
    fn board(&mut self, board: &Board) -> f64 {
        let whole = BOARD_WIDTH - 2.0 * MARGIN;
        let place = |top: f64| Place {
            left: MARGIN,
            top,
            width: whole,
        };
        let top = self.header(board, place(MARGIN - 8.0)) + 20.0;
        let bottom = match &board.lanes {
            None => self.headline(board, place(top)),
            Some(lanes) if lanes.lanes.len() < FEW => {
                let below = self.headline(board, place(top)) + 24.0;
                self.lanes(lanes, place(below))
            }
            Some(lanes) => {
                let mut beside = place(top);
                beside.width = BESIDE;
                let headline = self.headline(board, beside);
                beside.left += BESIDE + GAP;
                beside.width = whole - BESIDE - GAP;
                headline.max(self.lanes(lanes, beside))
            }
        };
        let bottom = self.rule(bottom + 24.0, INK) + 16.0;
        let bottom = self.blocks(&board.blocks, place(bottom));
        let bottom = self.rule(bottom + 20.0, LINE) + 12.0;
        self.foot(board, place(bottom)) + MARGIN / 2.0
    }

    /// The title, and what is asked.
    fn header(&mut self, board: &Board, place: Place) -> f64 {
        let title = Lettering::bold(BODY, INK);
        let question = Lettering::plain(BODY, QUIET, HPos::Right);
        let needed =
            self.width(&board.title, &title) + GAP + self.width(&board.question, &question);
        if needed <= place.width {
            self.line(&board.question, place, &question);
        }
        self.text(&board.title, place, &title, 2)
    }

    /// What it rests on, and the finding with a stroke before it.
    fn headline(&mut self, board: &Board, place: Place) -> f64 {
        let lead = Lettering::plain(LEAD, QUIET, HPos::Left);
        let top = self.text(&board.lead, place, &lead, MOST_LEAD) + 16.0;
        let finding = Lettering::bold(FINDING, INK);
        let indented = Place {
            left: place.left + INDENT,
            top,
            width: place.width - INDENT,
        };
        let bottom = self.text(&board.finding, indented, &finding, MOST_FINDING);
        self.rectangle(
            (place.left, top + 2.0),
            (place.left + STROKE, bottom - 2.0),
            ACCENT,
        );
        bottom
    }

    /// Two in a row, each row as high as the higher of them.
    fn blocks(&mut self, blocks: &[Block], place: Place) -> f64 {
        let width = (place.width - GAP) / 2.0;
        let mut top = place.top;
        for pair in blocks.chunks(2) {
            let mut bottom = top;
            let mut left = place.left;
            for block in pair {
                bottom = bottom.max(self.block(block, Place { left, top, width }));
                left += width + GAP;
            }
            top = bottom + ROW_GAP;
        }
        (top - ROW_GAP).max(place.top)
    }

    fn block(&mut self, block: &Block, place: Place) -> f64 {
        let heading = Lettering::plain(SMALL, QUIET, HPos::Left);
        let main = Lettering::bold(MAIN, if block.is_known { INK } else { QUIET });
        let about = Lettering::plain(BODY, INK, HPos::Left);
        let top = self.text(&block.heading, place, &heading, 1) + 2.0;
        let top = self.text(&block.main, Place { top, ..place }, &main, MOST_MAIN) + 2.0;
        self.text(&block.about, Place { top, ..place }, &about, MOST_ABOUT)
    }

    /// When it was made and where it is found: on one line, on two, or without the link.
    fn foot(&mut self, board: &Board, place: Place) -> f64 {
        let quiet = Lettering::plain(SMALL, QUIET, HPos::Left);
        self.text(&board.foot, place, &quiet, 1);
        let bottom = place.top + SMALL * LEADING;
        let link = self.width(&board.link, &quiet);
        let foot = self.width(&board.foot, &quiet);
        if foot + GAP + link <= place.width {
            let anchor = HPos::Right;
            self.line(&board.link, place, &Lettering { anchor, ..quiet });
            bottom
        } else if link <= place.width {
            let top = bottom;
            self.text(&board.link, Place { top, ..place }, &quiet, 1)
        } else {
            bottom
        }
    }

    /// A line across.
    fn rule(&mut self, top: f64, color: Rgb) -> f64 {
        self.rectangle((MARGIN, top), (BOARD_WIDTH - MARGIN, top + 1.0), color);
        top + 1.0
    }

    /// A text in at most so many lines; gives its lower edge.
    fn text(&mut self, text: &str, place: Place, lettering: &Lettering, most: usize) -> f64 {
        let mut top = place.top;
        for line in self.broken(text, place.width, lettering, most) {
            self.line(&line, Place { top, ..place }, lettering);
            top += lettering.size * LEADING;
        }
        top
    }

    /// Lines no wider than that, the last of them with an ellipsis where there is more.
    fn broken(&self, text: &str, width: f64, lettering: &Lettering, most: usize) -> Vec<String> {
        // A number is not parted from its sign.
        let text = text.replace(" %", "\u{a0}%");
        let within = |width| wrapped(&text, width, &|line| self.width(line, lettering));
        let mut lines = within(width);
        if lines.len() > 1 && lines.len() <= most {
            lines = balanced(lines, width, &within);
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && self.width(&[last, "…"].concat(), lettering) > width {
                    last.pop();
                }
                last.truncate(last.trim_end().len());
                last.push('…');
            }
        }
        lines
    }

    /// One line that fits, at the edge of its place that its anchor says.
    fn line(&mut self, words: &str, place: Place, lettering: &Lettering) {
        if words.is_empty() {
            return;
        }
        let x = match lettering.anchor {
            HPos::Left => place.left,
            HPos::Center => place.left + place.width / 2.0,
            HPos::Right => place.left + place.width,
        };
        self.marks.push(Mark::Text {
            words: words.to_owned(),
            at: (x, place.top + lettering.size * LEADING / 2.0),
            lettering: *lettering,
            width: self.width(words, lettering),
        });
    }

    fn rectangle(&mut self, from: Point, to: Point, color: Rgb) {
        if from.0 < to.0 && from.1 < to.1 {
            self.marks.push(Mark::Rectangle { from, to, color });
        }
    }

    fn width(&self, words: &str, lettering: &Lettering) -> f64 {
        (self.measure)(words, lettering)
    }
}

/// As many lines of about one length, so that no word stands alone on the last; as they are
/// where a word would have to be broken for it.
fn balanced(lines: Vec<String>, width: f64, within: &dyn Fn(f64) -> Vec<String>) -> Vec<String> {
    let words = lines.join(" ");
    let (mut least, mut most) = (width / 2.0, width);
    let mut best = lines;
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(least, most);
        let narrower = within(middle);
        if narrower.len() == best.len() && narrower.join(" ") == words {
            (best, most) = (narrower, middle);
        } else {
            least = middle;
        }
    }
    best
}
