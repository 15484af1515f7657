//! What is a chart? One x axis, panels stacked over it, series in each panel.
//!
//! Values that are not finite are unknown: they leave a gap, never a zero.

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
    /// The panels from top to bottom.
    pub panels: Vec<Panel>,
    /// A vertical line at one x, such as the current point.
    pub marker: Option<Marker>,
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
    /// The series; bands are drawn behind lines.
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
}

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

    /// The lowest and highest value at one point (equal for a line), if known.
    pub fn extent_at(&self, point: usize) -> Option<(f64, f64)> {
        let (low, high) = match &self.shape {
            Shape::Line(values) | Shape::Step(values) => (values.get(point)?, values.get(point)?),
            Shape::Band { low, high } => (low.get(point)?, high.get(point)?),
        };
        (low.is_finite() && high.is_finite()).then_some((*low, *high))
    }

    /// The lowest and highest value at the last known point.
    pub(super) fn last_extent(&self) -> Option<(f64, f64)> {
        (0..self.shape.len())
            .rev()
            .find_map(|point| self.extent_at(point))
    }
}

impl Shape {
    /// How many points it has.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Line(values) | Self::Step(values) => values.len(),
            Self::Band { low, high } => low.len().min(high.len()),
        }
    }
}
