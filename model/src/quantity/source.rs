//! Where does a number come from that nobody computed?

use super::Unit;

/// Where a constant, a default or a method comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Source {
    /// The document or page, as one would cite it.
    pub name: &'static str,
    /// The day it was written or read, as in 2026-02-04; empty if undated.
    pub as_of: &'static str,
}

impl Source {
    /// Name and date, as in `Amazon EC2 price list (2026-02-04)`.
    pub fn cited(self) -> String {
        if self.as_of.is_empty() {
            return self.name.to_owned();
        }
        format!("{} ({})", self.name, self.as_of)
    }
}

/// A constant that formulas name, such as the seconds of a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Constant {
    /// As formulas write it, in capitals.
    pub name: &'static str,
    /// In `unit`.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// What it is, in a sentence.
    pub sentence: &'static str,
}

/// Why a figure cannot be given: a sentence. Unknown is not zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missing(pub &'static str);
