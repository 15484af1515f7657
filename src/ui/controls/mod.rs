//! The controls of the page; they know nothing of capacity.

pub mod chart;
