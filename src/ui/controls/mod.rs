//! The controls of the page.

pub mod chart;
pub mod choice;
pub mod number;
