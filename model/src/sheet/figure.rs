//! One number of a plan with the formula that gave it, as those who show it take it.

use super::Formula;
use crate::quantity::format::shown;
use crate::quantity::{Missing, Unit};

/// One number of a plan. It is always finite.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// In the formula's unit.
    pub value: f64,
    /// How it was worked out.
    pub formula: &'static Formula,
}

/// A figure, or the reason why there is none.
pub type Outcome = Result<Figure, Missing>;

impl Figure {
    /// The unit of the value.
    pub const fn unit(&self) -> Unit {
        self.formula.unit
    }

    /// The word that the value stands for, if the figure is a word.
    pub fn word(&self) -> Option<&'static str> {
        self.unit().word(self.value)
    }

    /// The value with its unit, or its word.
    pub fn text(&self) -> String {
        shown(self.value, self.unit())
    }
}

/// Two figures are equal when formula and value are, bit for bit.
impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        self.value.to_bits() == other.value.to_bits() && self.formula == other.formula
    }
}
