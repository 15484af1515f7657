//! Pictures of numbers, drawn by plotters on any surface.
//!
//! This layer knows nothing of capacity or money: it is handed a [`Chart`],
//! plain data with its labels and number formats, and gives back geometry
//! ([`fn@layout`]), a drawing ([`fn@draw`], the one drawing function for screen,
//! export and tests), a whole exported picture ([`fn@svg`], [`fn@poster`]), and the
//! same data as a table ([`fn@table`]) and as text ([`csv`]).
//!
//! In reading order: [`mod@chart`] says what a chart is, `scale` how values become
//! positions and where ticks stand, `labels` where words go, `layout` where all
//! else does, `lying` the same where the chart lies on its side, `names` what stands beside
//! scattered points, `palette` how series are told apart, `surface` what can be drawn
//! on, `draw` and `marks` put it down, `poster`, `svg` and `table` carry it out
//! of the page. [`board`] lays out a whole answer as one picture.
//!
//! A further kind of mark is a new [`Shape`]: its extent goes into `chart`, its
//! strokes into `marks`; ticks, labels, tooltip, table and export follow by
//! themselves.

pub mod board;
mod draw;
mod labels;
mod layout;
mod lying;
mod marks;
mod names;
mod palette;
mod poster;
mod scale;
mod surface;
mod svg;
mod table;
mod text;

use crate::sheet::chart;
pub use chart::{Axis, Chart, Format, Look, Marker, Panel, Scale, Series, Shape, Slot, Way};

/// A chart of a plan.
pub type ChartOf = chart::ChartOf<crate::engine::Plan>;

pub use draw::{FONT, GRAIN, draw};
pub use labels::{EndLabel, Mark, Measure, Tick, Words};
pub use layout::{Layout, PanelLayout, Rect, RowLayout, layout};
pub use lying::rows_height;
pub use palette::{Palette, Rgb};
pub use poster::{poster, poster_height};
pub use scale::{Mapping, round_steps};
pub use surface::{Lettering, Surface};
pub use svg::{board_svg, svg};
pub use table::{Table, cell as csv_cell, csv, line as csv_line, table};
pub use text::estimated_width;
