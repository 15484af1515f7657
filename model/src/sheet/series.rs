//! What is followed in a chart? Series: how each is told from the others, what it says at
//! each point, and in which shape it is drawn.

use super::chart::Format;

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
    /// One with this name and color, in this shape.
    pub fn new(id: &'static str, label: &str, slot: Slot, shape: Shape) -> Self {
        Self {
            id,
            label: label.to_owned(),
            slot,
            shape,
        }
    }

    /// A line through these values.
    pub fn line(id: &'static str, label: &str, slot: Slot, values: Vec<f64>) -> Self {
        Self::new(id, label, slot, Shape::Line(values))
    }

    /// Bars from one value to another.
    pub fn spans(
        id: &'static str,
        label: &str,
        slot: Slot,
        spans: impl IntoIterator<Item = Option<(f64, f64)>>,
    ) -> Self {
        let known = |span: Option<(f64, f64)>| span.unwrap_or((f64::NAN, f64::NAN));
        let (from, to) = spans.into_iter().map(known).unzip();
        Self::new(id, label, slot, Shape::Spans { from, to })
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
    /// An area on top of the stacks before it in the panel, or a piece of a row where the
    /// chart lies: for the parts of a sum. Belongs on a linear axis. A part below zero
    /// cannot be stacked and is drawn as unknown, and so is all that would lie on it.
    Stack(Vec<f64>),
    /// A bar from zero, beside the other bars of the panel: for categories.
    /// Belongs on a linear axis.
    Bars(Vec<f64>),
    /// A bar from one value to another.
    Spans {
        /// Where it begins.
        from: Vec<f64>,
        /// Where it ends.
        to: Vec<f64>,
    },
    /// A mark at a value: a dot, or a stroke across its row where the chart lies.
    Points(Vec<f64>),
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
    /// A mark of its color.
    Point,
}

/// One of six ways to tell a series from the others: a color of the palette and a dash
/// pattern. More than six cannot be told apart, so there are no more; what does not count
/// is gray.
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
    /// Gray, solid.
    Gray,
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

    /// Dash pattern in CSS pixels, drawn and gap by turns; empty is solid.
    pub fn dash(self) -> &'static [f64] {
        match self {
            Self::One | Self::Gray => &[],
            Self::Two => &[8.0, 4.0],
            Self::Three => &[2.0, 3.0],
            Self::Four => &[9.0, 3.0, 2.0, 3.0],
            Self::Five => &[4.0, 3.0],
            Self::Six => &[9.0, 3.0, 2.0, 3.0, 2.0, 3.0],
        }
    }
}

impl Series {
    /// What the series says at one point, in words; a range where it has two edges, and
    /// "unknown" where there is no value.
    pub fn text_at(&self, point: usize, format: Format) -> String {
        match (self.extent_at(point), &self.shape) {
            (None, Shape::Spans { .. } | Shape::Points(_)) => "none".to_owned(),
            (None, _) => "unknown".to_owned(),
            (Some((low, high)), shape) if shape.has_two_edges() => {
                format!("{} to {}", format.text(low), format.text(high))
            }
            (Some((value, _)), _) => format.text(value),
        }
    }

    /// Whether it has a value anywhere: one that has none is not worth a name.
    pub(crate) fn is_anywhere(&self) -> bool {
        let (values, _) = self.shape.edges();
        (0..values.len()).any(|point| self.extent_at(point).is_some())
    }

    /// From which value to which it goes at one point (both the same for all that has one
    /// edge), if known.
    pub fn extent_at(&self, point: usize) -> Option<(f64, f64)> {
        let (low, high) = self.shape.edges();
        let (low, high) = (*low.get(point)?, *high.get(point)?);
        (low.is_finite() && high.is_finite()).then_some((low, high))
    }
}

impl Shape {
    /// Its first and second values; the same for all that has one edge.
    pub fn edges(&self) -> (&[f64], &[f64]) {
        match self {
            Self::Line(values)
            | Self::Step(values)
            | Self::Stack(values)
            | Self::Bars(values)
            | Self::Points(values) => (values, values),
            Self::Band { low, high } => (low, high),
            Self::Spans { from, to } => (from, to),
        }
    }

    /// Whether it says two values at each point.
    pub(crate) fn has_two_edges(&self) -> bool {
        matches!(self, Self::Band { .. } | Self::Spans { .. })
    }

    /// How a legend shows it.
    pub fn look(&self) -> Look {
        match self {
            Self::Line(_) | Self::Step(_) => Look::Line,
            Self::Band { .. } => Look::Band,
            Self::Stack(_) | Self::Bars(_) | Self::Spans { .. } => Look::Fill,
            Self::Points(_) => Look::Point,
        }
    }
}
