//! How long does each thing last? A lane for each on a board: its name, a bar until it is
//! full, a mark where something is to be done, and what that is.

use plotters::style::text_anchor::HPos;

use super::{BODY, CALM, DANGER, INK, LEADING, LINE, Page, Place, QUIET, SMALL, TIGHT};
use crate::charts::surface::Lettering;
use crate::quantity::math::of_count;

/// Between the name, the bar and the note.
const APART: f64 = 12.0;
/// How wide names and notes are at most; longer notes break, longer names are cut.
const WIDEST_NAME: f64 = 170.0;
const WIDEST_NOTE: f64 = 216.0;
const MOST_NOTE: usize = 2;
/// Of a lane with a note of one line.
const HEIGHT: f64 = 30.0;
const BAR: f64 = 16.0;
const MARK: f64 = 24.0;
const MARK_WIDTH: f64 = 3.0;
/// Between two words below the lanes, at least.
const BETWEEN: f64 = 8.0;
const SWATCH: f64 = 12.0;

/// All lanes, on days that they share.
#[derive(Clone, PartialEq, Debug)]
pub struct Lanes {
    /// What they show, in a sentence.
    pub title: String,
    /// From the top.
    pub lanes: Vec<Lane>,
    /// Words below them, each where what it names begins, of the width from 0 to 1.
    pub ticks: Vec<(f64, String)>,
    /// What the two parts of a bar and the mark are.
    pub legend: [&'static str; 3],
    /// What is not shown; empty where all is.
    pub more: String,
}

/// One lane. Places are from 0, the first day, to 1, the last.
#[derive(Clone, PartialEq, Debug)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// Until where the first part of its bar goes, and the second.
    pub until: [f64; 2],
    /// Where something is to be done.
    pub mark: Option<f64>,
    /// What, and by when.
    pub note: String,
    /// Whether that is over already.
    pub is_late: bool,
}

/// Where names, bars and notes stand.
struct Columns {
    name: Place,
    left: f64,
    width: f64,
    note: Place,
}

impl Columns {
    /// Where a share of the width is.
    fn at(&self, share: f64) -> f64 {
        self.left + self.width * share.clamp(0.0, 1.0)
    }
}

impl Page<'_> {
    /// The title, the lanes, the words below them and what the colors mean.
    pub(super) fn lanes(&mut self, lanes: &Lanes, place: Place) -> f64 {
        let title = Lettering::bold(BODY, INK);
        let first = self.text(&lanes.title, place, &title, 2) + 8.0;
        let columns = self.columns(lanes, place);
        let notes: Vec<Vec<String>> = lanes
            .lanes
            .iter()
            .enumerate()
            .map(|(nth, lane)| {
                let lettering = note(lane, nth);
                self.broken(&lane.note, columns.note.width, &lettering, MOST_NOTE)
            })
            .collect();
        let heights = notes.iter().map(|lines| height(lines.len()));
        let bottom = heights.clone().fold(first, |top, height| top + height);
        let ticks = self.ticks(lanes, &columns);
        for (at, _) in ticks.iter().filter(|(at, _)| *at > 0.0) {
            let x = columns.at(*at).floor();
            self.rectangle((x, first), (x + 1.0, bottom + 6.0), LINE);
        }
        let mut top = first;
        for (nth, (lane, height)) in lanes.lanes.iter().zip(heights).enumerate() {
            self.lane(lane, nth, &notes[nth], (top, height), &columns);
            top += height;
        }
        let left = columns.left;
        self.rectangle((left - 1.0, first), (left, bottom + 6.0), INK);
        let quiet = Lettering::plain(SMALL, QUIET, HPos::Left);
        let below = bottom + 4.0;
        for (at, word) in &ticks {
            let left = columns.at(*at) + 3.0;
            self.line(
                word,
                Place {
                    left,
                    top: below,
                    ..place
                },
                &quiet,
            );
        }
        self.legend(
            lanes,
            Place {
                top: below + SMALL * LEADING + 8.0,
                ..place
            },
        )
    }

    /// Names and notes get what they need, up to a limit; bars the rest.
    fn columns(&self, lanes: &Lanes, place: Place) -> Columns {
        let widest = |words: &dyn Fn(&Lane) -> &str,
                      lettering: &dyn Fn(&Lane, usize) -> Lettering| {
            let all = lanes.lanes.iter().enumerate();
            all.map(|(nth, lane)| self.width(words(lane), &lettering(lane, nth)).ceil())
                .fold(0.0, f64::max)
        };
        let names = widest(&|lane| &lane.name, &|_, nth| name(nth)).min(WIDEST_NAME);
        let notes = widest(&|lane| &lane.note, &note).min(WIDEST_NOTE);
        let left = place.left + names + APART;
        let width = place.width - names - notes - 2.0 * APART;
        Columns {
            name: Place {
                width: names,
                ..place
            },
            left,
            width,
            note: Place {
                left: left + width + APART,
                width: notes,
                ..place
            },
        }
    }

    fn lane(
        &mut self,
        lane: &Lane,
        nth: usize,
        lines: &[String],
        (top, height): (f64, f64),
        columns: &Columns,
    ) {
        let middle = top + height / 2.0;
        let centered = |lines: usize| Place {
            top: middle - of_lines(lines) / 2.0,
            ..columns.note
        };
        let named = Place {
            left: columns.name.left,
            width: columns.name.width,
            ..centered(1)
        };
        self.text(&lane.name, named, &name(nth), 1);
        let [calm, tight] = lane.until.map(|share| columns.at(share));
        let (above, below) = (middle - BAR / 2.0, middle + BAR / 2.0);
        self.rectangle((columns.left, above), (calm, below), CALM);
        self.rectangle((calm, above), (tight, below), TIGHT);
        if let Some(at) = lane.mark {
            let x = columns
                .at(at)
                .min(columns.left + columns.width - MARK_WIDTH);
            self.rectangle(
                (x, middle - MARK / 2.0),
                (x + MARK_WIDTH, middle + MARK / 2.0),
                INK,
            );
        }
        let mut place = centered(lines.len());
        for line in lines {
            self.line(line, place, &note(lane, nth));
            place.top += SMALL * LEADING;
        }
    }

    /// As many of the words below as there is room for: all, every second, and so on.
    fn ticks(&self, lanes: &Lanes, columns: &Columns) -> Vec<(f64, String)> {
        let quiet = Lettering::plain(SMALL, QUIET, HPos::Left);
        let end = |(at, word): &(f64, String)| columns.at(*at) + 3.0 + self.width(word, &quiet);
        let fits = |some: &[(f64, String)]| {
            let is_apart =
                |pair: &[(f64, String)]| end(&pair[0]) + BETWEEN <= columns.at(pair[1].0);
            some.windows(2).all(is_apart)
        };
        let last = columns.note.left + columns.note.width;
        let inside: Vec<_> = lanes
            .ticks
            .iter()
            .filter(|tick| end(tick) <= last)
            .cloned()
            .collect();
        let some = (1..=inside.len()).map(|nth| inside.iter().step_by(nth).cloned().collect());
        some.into_iter()
            .find(|some: &Vec<_>| fits(some))
            .unwrap_or_default()
    }

    fn legend(&mut self, lanes: &Lanes, place: Place) -> f64 {
        let quiet = Lettering::plain(SMALL, QUIET, HPos::Left);
        let bottom = place.top + SMALL * LEADING;
        let middle = place.top + SMALL * LEADING / 2.0;
        let mut left = place.left;
        let swatches = [(CALM, SWATCH), (TIGHT, SWATCH), (INK, MARK_WIDTH)];
        for (word, (color, width)) in lanes.legend.iter().zip(swatches) {
            let (above, below) = (middle - SWATCH / 2.0, middle + SWATCH / 2.0);
            self.rectangle((left, above), (left + width, below), color);
            left += width + 6.0;
            self.line(word, Place { left, ..place }, &quiet);
            left += self.width(word, &quiet) + 20.0;
        }
        if left + self.width(&lanes.more, &quiet) <= place.left + place.width {
            let anchor = HPos::Right;
            self.line(&lanes.more, place, &Lettering { anchor, ..quiet });
        }
        bottom
    }
}

/// How high a lane is whose note has so many lines.
fn height(lines: usize) -> f64 {
    HEIGHT.max(of_lines(lines) + 4.0)
}

/// How high so many lines are.
fn of_lines(lines: usize) -> f64 {
    of_count(lines) * SMALL * LEADING
}

/// The first to act on stands out.
fn name(nth: usize) -> Lettering {
    let anchor = HPos::Right;
    match nth {
        0 => Lettering {
            anchor,
            ..Lettering::bold(SMALL, INK)
        },
        _ => Lettering::plain(SMALL, INK, anchor),
    }
}

fn note(lane: &Lane, nth: usize) -> Lettering {
    match (lane.is_late, nth) {
        (true, _) => Lettering::bold(SMALL, DANGER),
        (false, 0) => Lettering::bold(SMALL, INK),
        (false, _) => Lettering::plain(SMALL, INK, HPos::Left),
    }
}
