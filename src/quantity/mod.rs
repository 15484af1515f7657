//! Numbers that mean something: their units, their text, and the only door to
//! floating-point math.

mod decimal;
mod ending;
pub mod format;
pub mod math;
mod number_error;
mod numeral;
pub mod parse;
pub mod unit;
mod unit_table;
