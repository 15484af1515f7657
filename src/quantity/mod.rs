//! Numbers that mean something: what is the value, in what unit, and how was
//! it worked out?
//!
//! - [`unit`]: what a number counts.
//! - [`formula`]: one line of working, written once: it computes and explains.
//! - [`figure`]: a value together with the formula and the inputs it came from.

pub mod figure;
pub mod formula;
pub mod unit;

pub use figure::{Absent, Figure, Outcome};
pub use formula::{Constant, Formula, Input, Kind, Source};
pub use unit::Unit;
