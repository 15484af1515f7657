//! Where does everything in a chart go that lies on its side?
//!
//! From top to bottom: for each panel its axis heading, the words of its levels, then a
//! row for each point, then the ticks of its values. Where there is room, the names of
//! the rows stand left of them and what is said of each right of them; in a narrow picture
//! both stand over their row. The height follows the rows.

use super::chart::{Chart, Panel, Spans, Way};
use super::labels::{LINE, Mark, Measure, Tick, Words, fitted, marks, rows};
use super::layout::{GAP, HEADING, Layout, MARKER, PanelLayout, Rect, RowLayout, TEXT};
use super::layout::{in_pixels, values};
use super::scale::Mapping;
use super::text::wrapped;
use crate::quantity::math::of_count;

/// From this width on names stand beside their rows.
const BESIDE: f64 = 520.0;
/// The most of the width that names take beside their rows, and notes too.
const SHARE: f64 = 0.3;
/// Least height of a row whose name stands beside it.
const ROW: f64 = 30.0;
/// How thick a bar is.
const THICK: f64 = 14.0;
/// How thick the thickest is where they differ, and the thinnest.
const THICKEST: f64 = 44.0;
const THINNEST: f64 = 3.0;
/// Between two rows.
const AIR: f64 = 12.0;
/// From a name to its row.
const BESIDES: f64 = 10.0;
/// Least space between a name and the note beside it.
const APART: f64 = 12.0;
/// Height of the ticks under a plot.
const FOOT: f64 = 26.0;

/// A chart that lies, with everything across it in place.
pub(super) struct Across {
    width: f64,
    /// Left and right edge of the plots.
    plot: (f64, f64),
    panels: Vec<Values>,
}

/// A row before it has its place.
struct Row {
    height: f64,
    /// From its upper edge to the middle of what is drawn.
    middle: f64,
    thick: f64,
    /// From its upper edge to where its words end that stand over it.
    clear: f64,
    words: Vec<Words>,
}

/// The rows and values of a panel.
struct Values {
    rows: Vec<Row>,
    y: Mapping,
    ticks: Vec<Tick>,
    levels: Vec<Mark>,
    spans: Vec<Spans>,
}

/// The height that a chart takes at this width; none where it stands and takes what it is
/// given.
pub fn rows_height(chart: &Chart, width: f64, measure: Measure) -> Option<f64> {
    (chart.way == Way::Lying).then(|| lying(chart, width.max(1.0), measure).height())
}

/// Places everything across the picture.
pub(super) fn lying(chart: &Chart, width: f64, measure: Measure) -> Across {
    let is_beside = width >= BESIDE;
    let widest = |words: &dyn Fn(usize) -> String| {
        let widths = (0..chart.xs.len()).map(|point| measure(&words(point), TEXT));
        widths.fold(0.0, f64::max).min(width * SHARE)
    };
    let plot = if is_beside {
        let names = widest(&|at| chart.name(at));
        let panels = chart.panels.iter();
        let notes = panels.map(|panel| widest(&|at| panel.note(at).to_owned()));
        let notes = notes.fold(0.0, f64::max);
        let right = if notes > 0.0 { notes + BESIDES } else { APART };
        (names + BESIDES, width - right)
    } else {
        (1.0, width - 1.0)
    };
    let row = |panel: &Panel, point: usize| {
        let thick = match chart.thick.get(point) {
            Some(share) if share.is_finite() => (share * THICKEST).clamp(THINNEST, THICKEST),
            _ => THICK,
        };
        let words = [&*chart.name(point), panel.note(point)];
        if is_beside {
            beside(words, plot, (width, thick), measure)
        } else {
            over(words, width, thick, measure)
        }
    };
    let panel = |panel: &Panel| Values {
        rows: (0..chart.xs.len()).map(|at| row(panel, at)).collect(),
        ..of_panel(chart, panel, plot, width, measure)
    };
    Across {
        width,
        plot,
        panels: chart.panels.iter().map(panel).collect(),
    }
}

/// A row with its name at the left and its note at the right.
fn beside(
    [name, note]: [&str; 2],
    (left, right): (f64, f64),
    (width, thick): (f64, f64),
    measure: Measure,
) -> Row {
    // What just fits is not broken by the last bit.
    let fold = |text, room: f64| wrapped(text, room + 0.5, &|line| measure(line, TEXT));
    let name = fold(name, left - BESIDES);
    let note = fold(note, width - right - BESIDES);
    let lines = of_count(name.len().max(note.len()));
    let height = ROW.max(lines * LINE + 8.0).max(thick + AIR);
    let middle = height / 2.0;
    let mut words = Vec::new();
    for (lines, left) in [(name, 0.0), (note, right + BESIDES)] {
        let above = (of_count(lines.len()) - 1.0) * LINE / 2.0;
        put(&mut words, lines, middle - above, &|_| left);
    }
    Row {
        height,
        middle,
        thick,
        clear: 0.0,
        words,
    }
}

/// A row with its name over it, and its note at the right of that.
fn over([name, note]: [&str; 2], width: f64, thick: f64, measure: Measure) -> Row {
    let wide = |text: &str| measure(text, TEXT);
    let room = (width - APART).max(1.0);
    let of_note = if wide(name) + wide(note) <= room {
        wide(note)
    } else {
        wide(note).min((room / 2.0).max(room - wide(name)))
    };
    let note = wrapped(note, of_note + 0.5, &wide);
    let name = wrapped(name, room - of_note, &wide);
    let lines = of_count(name.len().max(note.len())) * LINE;
    let mut words = Vec::new();
    put(&mut words, name, LINE / 2.0, &|_| 0.0);
    put(&mut words, note, LINE / 2.0, &|line| width - wide(line));
    let middle = lines + 3.0 + thick / 2.0;
    Row {
        height: middle + thick / 2.0 + AIR,
        middle,
        thick,
        clear: lines + 2.0,
        words,
    }
}

/// Lines of text, the first at this height.
fn put(words: &mut Vec<Words>, lines: Vec<String>, first: f64, left: &dyn Fn(&str) -> f64) {
    let mut middle = first;
    for text in lines {
        words.push(Words {
            left: left(&text).max(0.0),
            middle,
            text,
        });
        middle += LINE;
    }
}

/// The values of a panel, with as many ticks as have room.
fn of_panel(
    chart: &Chart,
    panel: &Panel,
    ends: (f64, f64),
    width: f64,
    measure: Measure,
) -> Values {
    let spans = panel.spans(chart.xs.len());
    let values = values(panel, &spans, 1.0);
    let (y, ticks) = fitted(&values, &panel.y, ends, width, measure);
    Values {
        rows: Vec::new(),
        ticks,
        levels: marks(&panel.levels, &y, (0.0, width), measure),
        y,
        spans,
    }
}

impl Across {
    /// What all rows of all panels take.
    fn rows(&self) -> f64 {
        let rows = self.panels.iter().flat_map(|panel| &panel.rows);
        rows.map(|row| row.height).sum()
    }

    /// The whole height.
    fn height(&self) -> f64 {
        let besides: f64 = self.panels.iter().map(Values::besides).sum();
        let gaps = (of_count(self.panels.len()) - 1.0).max(0.0) * GAP;
        (besides + self.rows() + gaps).ceil().max(1.0)
    }

    /// Places everything from top to bottom. Rows share what they are given.
    pub(super) fn placed(self, height: f64) -> Layout {
        let rows = self.rows();
        let room = (height - (self.height() - rows)).max(1.0);
        let stretch = if rows > 0.0 { room / rows } else { 1.0 };
        let mut top = 0.0;
        let mut panels = Vec::new();
        for values in self.panels {
            let start = (top + HEADING + values.words()).min(height - 1.0);
            let series = values.spans.iter();
            let mut panel = PanelLayout {
                plot: Rect {
                    left: self.plot.0,
                    top: start,
                    right: values.y.end,
                    bottom: start,
                },
                heading_y: top + HEADING / 2.0 - 4.0,
                series: series.map(|it| in_pixels(it, &values.y)).collect(),
                y: values.y,
                y_ticks: values.ticks,
                points: Vec::new(),
                rows: Vec::new(),
                levels: values.levels,
                labels: Vec::new(),
                names: Vec::new(),
            };
            for row in &values.rows {
                panel.add(row, stretch);
            }
            if values.rows.is_empty() {
                panel.plot.bottom = start + room.min(ROW);
            }
            top = panel.plot.bottom + FOOT + GAP;
            panels.push(panel);
        }
        Layout {
            width: self.width,
            height,
            way: Way::Lying,
            x_ticks: Vec::new(),
            marks: Vec::new(),
            panels,
        }
    }
}

impl Values {
    /// What the words of levels take.
    fn words(&self) -> f64 {
        let words = self.levels.iter().filter_map(|mark| mark.label.as_ref());
        of_count(rows(words)) * MARKER
    }

    /// What a panel takes besides its rows.
    fn besides(&self) -> f64 {
        HEADING + self.words() + FOOT
    }
}

impl PanelLayout {
    /// Adds a row below.
    fn add(&mut self, row: &Row, stretch: f64) {
        let top = self.plot.bottom;
        let bottom = top + row.height * stretch;
        let moved = |line: &Words| Words {
            middle: top + line.middle * stretch,
            ..line.clone()
        };
        self.points.push(Some(top + row.middle * stretch));
        self.rows.push(RowLayout {
            top,
            bottom,
            thick: row.thick * stretch.min(1.0),
            clear: (top + row.clear * stretch, bottom - row.clear.min(2.0)),
            words: row.words.iter().map(moved).collect(),
        });
        self.plot.bottom = bottom;
    }
}
