//! Numbers that mean something: what is the value, in what unit, and where is it
//! from?
//!
//! - [`mod@unit`]: what a number counts.
//! - [`Source`], [`Constant`], [`Missing`]: where a number comes from, or why there is none.
//! - [`math`]: the functions a formula may use, the same bits everywhere.
//! - [`parse`]: text to number, or a sentence that helps.
//! - [`mod@format`]: number to text, exact or for people.
//! - [`json`]: data as text, and back.
//! - [`date`]: days of the calendar, counted, written and read.
//! - [`order`]: what stands before what.
//! - [`reading`]: how a formula reads to a person.
//! - [`brackets`]: how much of a quantity falls between two bounds.

mod big_uint;
pub mod brackets;
pub mod date;
mod decimal;
mod ending;
pub mod format;
pub mod json;
pub mod math;
mod nearest;
mod number_error;
mod numeral;
pub mod order;
pub mod parse;
pub mod reading;
mod source;
pub mod unit;
pub(crate) mod unit_table;

pub use source::{Constant, Missing, Source};
pub use unit::Unit;
