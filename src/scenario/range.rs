//! How uncertain is an input? P5 to P95 beside the scenario: the engine plans
//! with the value alone, and whatever samples does so outside it.

use crate::quantity::brackets::middle;
use std::collections::BTreeMap;

/// From the 5th to the 95th percentile, in the field's unit; `low <= high`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Range {
    /// The 5th percentile.
    pub low: f64,
    /// The 95th percentile.
    pub high: f64,
}

impl Range {
    /// What is planned with: half-way between the ends.
    pub fn middle(self) -> f64 {
        middle(self.low, self.high)
    }
}

/// Ranges by field id, in the order of ids.
pub type Ranges = BTreeMap<&'static str, Range>;
