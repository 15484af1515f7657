//! What is a chart? One x axis, panels stacked over it, series in each panel.
//!
//! Values that are not finite are unknown: they leave a gap, never a zero.

use super::{Date, Scenario};

/// A chart that a plan `P` can have: two are the same when their ids are.
#[derive(Debug)]
pub struct ChartOf<P> {
    /// Stable.
    pub id: &'static str,
    /// The name of its downloads, without ending.
    pub file: &'static str,
    /// What it shows of a plan; the day is the start of a scenario that states none.
    pub draw: fn(&Scenario, &P, Date) -> Chart,
}

impl<P> PartialEq for ChartOf<P> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<P> Eq for ChartOf<P> {}

/// One chart: everything that a picture, a tooltip and a table need.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// A noun phrase, shown above the picture.
    pub title: String,
    /// What the picture shows, as one sentence with its numbers.
    pub sentence: String,
    /// The axis that all panels share.
    pub x: Axis,
    /// Where each series has a value, in rising order.
    pub xs: Vec<f64>,
    /// What each x is called where a number does not say it (months, tiers);
    /// empty where it does.
    pub names: Vec<String>,
    /// The panels from top to bottom.
    pub panels: Vec<Panel>,
    /// Vertical lines, such as the current point or milestones, in rising order.
    pub markers: Vec<Marker>,
}

/// A vertical line with a word above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Its place on the x axis.
    pub at: f64,
    /// What it marks ("Now: 1,000").
    pub label: String,
}

/// What an axis measures and how its numbers are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What is measured ("Concurrent users").
    pub label: String,
    /// Its unit in words; empty where the label or the format says it.
    pub unit: String,
    /// How values are spread along the axis.
    pub scale: Scale,
    /// The smallest step between two ticks: 1 for counts, 0 for any.
    pub finest: f64,
    /// Short number text for ticks ("10k").
    pub tick: Format,
    /// Full number text for tooltip and table ("10,000").
    pub value: Format,
}

impl Axis {
    /// Of whole things: between two ticks lies one at least. Numbers are written by
    /// `tick` beside the axis and by `value` elsewhere.
    pub fn of_counts(label: &str, scale: Scale, [tick, value]: [fn(f64) -> String; 2]) -> Self {
        Self {
            label: label.to_owned(),
            unit: String::new(),
            scale,
            finest: 1.0,
            tick: Format(tick),
            value: Format(value),
        }
    }

    /// Of what can be any number.
    pub fn of_amounts(label: &str, scale: Scale, text: [fn(f64) -> String; 2]) -> Self {
        Self {
            finest: 0.0,
            ..Self::of_counts(label, scale, text)
        }
    }
}

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps are equally far apart; a y axis then includes zero.
    Linear,
    /// Equal ratios are equally far apart; values at or below zero are unknown.
    Log,
}

/// How a number of an axis is written.
#[derive(Clone, Copy, Debug)]
pub struct Format(pub fn(f64) -> String);

/// One plot with its own y axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// The axis of all its series.
    pub y: Axis,
    /// The series; what is filled is drawn behind lines.
    pub series: Vec<Series>,
}

/// One thing followed along the x axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// A stable name for code and tests.
    pub id: &'static str,
    /// Its name for the reader, also written at the end of the line.
    pub label: String,
    /// Which color and dash pattern it has.
    pub slot: Slot,
    /// How it is drawn, with its values, one for each x.
    pub shape: Shape,
}

impl Series {
    /// A line through these values.
    pub fn line(id: &'static str, label: &str, slot: Slot, values: Vec<f64>) -> Self {
        Self {
            id,
            label: label.to_owned(),
            slot,
            shape: Shape::Line(values),
        }
    }
}

/// How a series is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Straight from value to value: for what changes smoothly.
    Line(Vec<f64>),
    /// Flat, then a jump halfway between two values: for whole counts.
    Step(Vec<f64>),
    /// The area between two edges: for a range.
    Band {
        /// The lower edge.
        low: Vec<f64>,
        /// The upper edge.
        high: Vec<f64>,
    },
    /// An area on top of the stacks before it in the panel: for the parts of a
    /// sum. Belongs on a linear axis. A part below zero cannot be stacked and is
    /// drawn as unknown, and so is all that would lie on it.
    Stack(Vec<f64>),
    /// A bar from zero, beside the other bars of the panel: for categories.
    /// Belongs on a linear axis.
    Bars(Vec<f64>),
    /// A row of vessels: how full each is (1 is full), and how wide it is drawn
    /// as a share of the room. Belongs on a linear axis.
    Vessels {
        /// How full.
        full: Vec<f64>,
        /// How wide.
        width: Vec<f64>,
    },
}

/// What a series looks like in a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A line with its dashes.
    Line,
    /// A line within its band.
    Band,
    /// Filled with its color.
    Fill,
}

/// From where to where a series is drawn at each point, as far as known: from
/// and to the value of a line, along a band, a stacked part or a bar.
pub(crate) type Spans = Vec<Option<(f64, f64)>>;

/// One of six ways to tell a series from the others: a color of the palette
/// and a dash pattern. More than six cannot be told apart, so there are no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Color 1, solid.
    One,
    /// Color 2, long dashes.
    Two,
    /// Color 3, dots.
    Three,
    /// Color 4, dash and dot.
    Four,
    /// Color 5, short dashes.
    Five,
    /// Color 6, dash and two dots.
    Six,
}

impl Slot {
    /// All six, in the order in which to use them.
    pub const ALL: [Self; 6] = [
        Self::One,
        Self::Two,
        Self::Three,
        Self::Four,
        Self::Five,
        Self::Six,
    ];

    /// Place in the palette, 0 to 5.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The slot in which what runs over is drawn.
    pub(crate) fn over(self) -> Self {
        if self == Self::Two {
            Self::One
        } else {
            Self::Two
        }
    }

    /// Dash pattern in CSS pixels, drawn and gap by turns; empty is solid.
    pub fn dash(self) -> &'static [f64] {
        match self {
            Self::One => &[],
            Self::Two => &[8.0, 4.0],
            Self::Three => &[2.0, 3.0],
            Self::Four => &[9.0, 3.0, 2.0, 3.0],
            Self::Five => &[4.0, 3.0],
            Self::Six => &[9.0, 3.0, 2.0, 3.0, 2.0, 3.0],
        }
    }
}

impl Format {
    /// The number as text.
    pub fn text(self, value: f64) -> String {
        (self.0)(value)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl Axis {
    /// Label with its unit, as it stands beside the axis.
    pub fn heading(&self) -> String {
        if self.unit.is_empty() {
            return self.label.clone();
        }
        format!("{} ({})", self.label, self.unit)
    }
}

impl Chart {
    /// All series from top to bottom, each with the panel that it stands in.
    pub fn series(&self) -> impl Iterator<Item = (usize, &Series)> {
        self.panels
            .iter()
            .enumerate()
            .flat_map(|(at, panel)| panel.series.iter().map(move |series| (at, series)))
    }

    /// The x of a point in words, with what is marked there; empty beyond the
    /// last point.
    pub fn place(&self, point: usize) -> String {
        let Some(x) = self.xs.get(point) else {
            return String::new();
        };
        let mut words = match self.names.get(point) {
            Some(name) => name.clone(),
            None => self.x.value.text(*x),
        };
        for marker in &self.markers {
            if marker.at.to_bits() == x.to_bits() {
                words = format!("{words} ({})", marker.label);
            }
        }
        words
    }

    /// Whether something stands on the x axis instead of passing over it.
    pub(crate) fn has_bars(&self) -> bool {
        self.series()
            .any(|(_, series)| matches!(series.shape, Shape::Bars(_) | Shape::Vessels { .. }))
    }
}

impl Panel {
    /// The spans of each series at `points` points.
    pub(crate) fn spans(&self, points: usize) -> Vec<Spans> {
        let mut stacked = vec![Some(0.0); points];
        let mut all = Vec::new();
        for series in &self.series {
            let mut spans = Vec::new();
            for (point, below) in stacked.iter_mut().enumerate() {
                let extent = series.extent_at(point);
                spans.push(match (&series.shape, extent) {
                    (Shape::Stack(_), _) => {
                        let part = extent.filter(|(value, _)| *value >= 0.0);
                        let from: Option<f64> = below.take();
                        *below = from.zip(part).map(|(from, (value, _))| from + value);
                        from.zip(*below)
                    }
                    (Shape::Bars(_) | Shape::Vessels { .. }, Some((value, _))) => {
                        Some((0.0, value))
                    }
                    _ => extent,
                });
            }
            all.push(spans);
        }
        all
    }
}

impl Series {
    /// What the series says at one point, in words; a range for a band, and
    /// "unknown" where there is no value.
    pub fn text_at(&self, point: usize, format: Format) -> String {
        match self.extent_at(point) {
            None => "unknown".to_owned(),
            Some((low, high)) => match self.shape {
                Shape::Band { .. } => {
                    format!("{} to {}", format.text(low), format.text(high))
                }
                _ => format.text(low),
            },
        }
    }

    /// The lowest and highest value at one point (equal for all but a band), if
    /// known.
    pub fn extent_at(&self, point: usize) -> Option<(f64, f64)> {
        let (low, high) = self.shape.edges();
        let (low, high) = (*low.get(point)?, *high.get(point)?);
        (low.is_finite() && high.is_finite()).then_some((low, high))
    }
}

impl Shape {
    /// Its lower and upper values; the same for all but a band.
    pub fn edges(&self) -> (&[f64], &[f64]) {
        match self {
            Self::Line(values) | Self::Step(values) | Self::Stack(values) | Self::Bars(values) => {
                (values, values)
            }
            Self::Band { low, high } => (low, high),
            Self::Vessels { full, .. } => (full, full),
        }
    }

    /// How a legend shows it.
    pub fn look(&self) -> Look {
        match self {
            Self::Line(_) | Self::Step(_) => Look::Line,
            Self::Band { .. } => Look::Band,
            Self::Stack(_) | Self::Bars(_) | Self::Vessels { .. } => Look::Fill,
        }
    }
}
