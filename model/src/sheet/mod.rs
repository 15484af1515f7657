//! The kernel that every workload stands on: how are figures declared, worked
//! out, found and explained? It knows no capacity and no money.
//!
//! - [`formula`]: one line of working, declared once: it computes and explains.
//! - [`place`]: row, month and case of a figure, and its id there.
//! - [`mod@cell`]: what formulas take and give.
//! - [`cells`]: the figures of a plan with what each came from.
//! - [`working`]: the sheet on which they are worked out.
//! - [`figure`]: one of them, as those who show it take it.
//! - [`explain`]: how a figure came about, input by input.
//! - [`words`]: what is said of a plan, as one tree that page and files write out.
//! - [`chart`], [`series`]: a chart as data.

pub mod cell;
pub mod cells;
pub mod chart;
pub mod explain;
pub mod figure;
pub mod formula;
pub mod place;
pub mod series;
pub mod words;
pub mod working;

pub use cell::{BEYOND, Cell, Given, Known, NOT_STATED};
pub use cells::{Cells, Number, Precedent};
pub use explain::{Explanation, Origin};
pub use figure::{Figure, Outcome};
pub use formula::{Formula, Input, Kind, Working};
pub use place::{Case, Place, Row, Scope};
pub use working::{Limit, NOT_BEFORE, Sheet, Stretch, scratch};

pub(crate) use crate::quantity::Missing;
pub(crate) use crate::quantity::date::Date;
// What the kernel knows of a scenario: that fields and tables can be read from it.
pub use crate::scenario::fix::Fix;
pub use crate::scenario::{Field, RowKey, Scenario, Table, Value};
