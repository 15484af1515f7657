//! Numbers that mean something: what is the value, in what unit, and how was
//! it worked out?
//!
//! - [`mod@unit`]: what a number counts.
//! - [`formula`]: one line of working, written once: it computes and explains.
//! - [`figure`]: a value together with the formula and the inputs it came from.
//! - [`math`]: the functions a formula may use, the same bits everywhere.
//! - [`parse`]: text to number, or a sentence that helps.
//! - [`mod@format`]: number to text, exact or for people.
//! - [`json`]: data as text, and back.
//! - [`date`]: days of the calendar, counted, written and read.
//! - [`order`]: what stands before what.
//! - [`reading`]: how a formula reads to a person.
//! - [`brackets`]: how much of a quantity falls between two bounds.

pub mod brackets;
pub mod date;
mod decimal;
mod ending;
pub mod figure;
pub mod format;
pub mod formula;
pub mod json;
pub mod math;
mod nearest;
mod number_error;
mod numeral;
pub mod order;
pub mod parse;
pub mod reading;
pub mod unit;
mod unit_table;
mod whole;

pub use crate::sheet::{Formula, Input, Kind};
pub use figure::{Absent, Figure, Outcome};
pub use formula::{Constant, Source};
pub use unit::Unit;
