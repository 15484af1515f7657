//! What is a chart? Points along one axis, panels stacked over each other, series in
//! each panel. It stands, with its points from left to right, or it lies on its side,
//! with a row for each point from top to bottom, or its points are scattered: each stands
//! where its two numbers say, with its name beside it.
//!
//! Values that are not finite are unknown: they leave a gap, never a zero.

pub use super::series::{Look, Series, Shape, Slot};
use super::{Date, Scenario};
use crate::quantity::format::exact;
use crate::quantity::math::of_count;

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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// What the picture shows, as one short sentence with its numbers and no full stop.
    pub title: String,
    /// What it is a picture of and what else it says, in whole sentences.
    pub sentence: String,
    /// How it stands.
    pub way: Way,
    /// The axis that all panels share.
    pub x: Axis,
    /// Where each series has a value, in rising order.
    pub xs: Vec<f64>,
    /// What each x is called where a number does not say it (months, tiers), and each point
    /// where they are scattered; empty where the number says it.
    pub names: Vec<String>,
    /// What a point is where they are scattered ("Way"); empty elsewhere.
    pub kind: String,
    /// How thick the row of each point is drawn, as a share of the thickest; empty where
    /// all are alike.
    pub thick: Vec<f64>,
    /// The panels from top to bottom.
    pub panels: Vec<Panel>,
    /// Lines across at points, such as the current one or milestones, in rising order.
    pub markers: Vec<Marker>,
}

/// How a chart stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Points from left to right, values from bottom to top.
    #[default]
    Upright,
    /// Points as rows from top to bottom with their names at the left, values from left
    /// to right.
    Lying,
    /// Points where their two numbers say, both axes from zero on, names beside the points.
    Scattered,
}

/// A line across the picture with a word at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// Its place on the axis that it crosses.
    pub at: f64,
    /// What it marks ("Now: 1,000").
    pub label: String,
}

/// What an axis measures and how its numbers are written.
#[derive(Clone, Debug, Default, PartialEq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps are equally far apart; a y axis then includes zero.
    #[default]
    Linear,
    /// Equal ratios are equally far apart; values at or below zero are unknown.
    Log,
    /// Days, numbered as [`Date::value`] does, with ticks where months begin.
    Days,
}

/// How a number of an axis is written.
#[derive(Clone, Copy, Debug)]
pub struct Format(pub fn(f64) -> String);

impl Default for Format {
    fn default() -> Self {
        Self(exact)
    }
}

/// One plot with its own axis of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The axis of all its series.
    pub y: Axis,
    /// Lines at a value, such as a limit or today, in rising order.
    pub levels: Vec<Marker>,
    /// What the axis shows at most, where few values are far from all others: what goes on
    /// runs to its end.
    pub within: Option<(f64, f64)>,
    /// The series; what is filled is drawn behind lines.
    pub series: Vec<Series>,
    /// What is said of each point, at the end of its row where the chart lies; empty
    /// where nothing is.
    pub notes: Vec<String>,
}

/// From where to where a series is drawn at each point, as far as known: from
/// and to the value of a line, along a band, a stacked part or a bar.
pub(crate) type Spans = Vec<Option<(f64, f64)>>;

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
    /// One that lies, with a row for each of these names.
    pub fn lying(title: String, sentence: String, rows: &str, names: Vec<String>) -> Self {
        Self {
            title,
            sentence,
            way: Way::Lying,
            x: Axis {
                label: rows.to_owned(),
                ..Axis::default()
            },
            xs: (0..names.len()).map(of_count).collect(),
            names,
            ..Self::default()
        }
    }

    /// One whose points are scattered: what they are, then each with its name and its x, in
    /// rising order.
    pub fn scattered(
        [title, sentence]: [String; 2],
        kind: &str,
        x: Axis,
        points: impl IntoIterator<Item = (String, f64)>,
    ) -> Self {
        let (names, xs) = points.into_iter().unzip();
        Self {
            title,
            sentence,
            way: Way::Scattered,
            x,
            xs,
            names,
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    /// One without anything to draw, which says why, and takes no room.
    pub fn none(title: &str, why: &str) -> Self {
        Self {
            title: title.to_owned(),
            sentence: why.to_owned(),
            way: Way::Lying,
            ..Self::default()
        }
    }

    /// All series from top to bottom, each with the panel that it stands in.
    pub fn series(&self) -> impl Iterator<Item = (usize, &Series)> {
        self.panels
            .iter()
            .enumerate()
            .flat_map(|(at, panel)| panel.series.iter().map(move |series| (at, series)))
    }

    /// What the names of points are of.
    pub fn heading(&self) -> String {
        match self.way {
            Way::Scattered => self.kind.clone(),
            Way::Upright | Way::Lying => self.x.heading(),
        }
    }

    /// The x of a point with what it measures, where its name does not say it.
    pub fn across(&self, point: usize) -> Option<(&str, String)> {
        let x = self.xs.get(point).filter(|_| self.way == Way::Scattered)?;
        Some((&self.x.label, self.x.value.text(*x)))
    }

    /// What a point is called; empty beyond the last point.
    pub fn name(&self, point: usize) -> String {
        match (self.names.get(point), self.xs.get(point)) {
            (Some(name), _) => name.clone(),
            (None, Some(x)) => self.x.value.text(*x),
            (None, None) => String::new(),
        }
    }

    /// What is said of a point in all panels, if anything.
    pub fn note(&self, point: usize) -> String {
        let notes = self.panels.iter().map(|panel| panel.note(point));
        let said: Vec<&str> = notes.filter(|note| !note.is_empty()).collect();
        said.join("; ")
    }

    /// Whether anything is said of its points.
    pub(crate) fn has_notes(&self) -> bool {
        self.panels.iter().any(|panel| !panel.notes.is_empty())
    }

    /// The x of a point in words, with what is marked there; empty beyond the
    /// last point.
    pub fn place(&self, point: usize) -> String {
        let Some(x) = self.xs.get(point) else {
            return String::new();
        };
        let mut words = self.name(point);
        for marker in &self.markers {
            if marker.at.to_bits() == x.to_bits() {
                words = format!("{words} ({})", marker.label);
            }
        }
        words
    }

    /// Whether something stands on the x axis instead of passing over it.
    pub(crate) fn has_bars(&self) -> bool {
        let is_bar = |shape: &Shape| matches!(shape, Shape::Bars(_) | Shape::Spans { .. });
        self.series().any(|(_, series)| is_bar(&series.shape))
    }

    /// The panels whose values span so much that the small ones are hard to see on an
    /// equal scale, and which may be drawn on one of ratios.
    fn wide(&self) -> impl Iterator<Item = usize> {
        let panels = self.panels.iter().enumerate();
        panels
            .filter(|(_, panel)| panel.is_wide())
            .map(|(at, _)| at)
    }

    /// Whether a scale of ratios would show more.
    pub fn is_wide(&self) -> bool {
        self.wide().next().is_some()
    }

    /// The same on a scale of ratios, where that shows more.
    #[must_use]
    pub fn by_ratios(mut self) -> Self {
        let wide: Vec<usize> = self.wide().collect();
        for at in wide {
            self.panels[at].y.scale = Scale::Log;
        }
        self
    }
}

/// From this ratio of the largest value to the smallest on, a scale of ratios is offered.
const WIDE: f64 = 30.0;

impl Panel {
    /// What is said of a point, if anything.
    pub fn note(&self, point: usize) -> &str {
        self.notes.get(point).map_or("", String::as_str)
    }

    fn is_wide(&self) -> bool {
        let may = |shape: &Shape| {
            matches!(
                shape,
                Shape::Line(_)
                    | Shape::Step(_)
                    | Shape::Band { .. }
                    | Shape::Points(_)
                    | Shape::Spans { .. }
            )
        };
        if self.y.scale != Scale::Linear || !self.series.iter().all(|it| may(&it.shape)) {
            return false;
        }
        let edges = self.series.iter().map(|series| series.shape.edges());
        let values = edges.flat_map(|(low, high)| low.iter().chain(high));
        let levels = self.levels.iter().map(|level| &level.at);
        let known = values.chain(levels).copied();
        let known = known.filter(|value| value.is_finite());
        let ends = known.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), value| {
            (low.min(value), high.max(value))
        });
        ends.0 > 0.0 && ends.1 > ends.0 * WIDE
    }

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
                    (Shape::Bars(_), Some((value, _))) => Some((0.0, value)),
                    _ => extent,
                });
            }
            all.push(spans);
        }
        all
    }
}
