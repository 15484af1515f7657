//! What do formulas take and give? A number with what it came from, or the reason why
//! there is none.

use super::Number;
use super::cells::{Trace, same};
use crate::quantity::Missing;

/// A number with what it came from: what formulas take and give.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub(super) number: Number,
    pub(super) from: Trace,
}

/// Two cells are equal when their numbers are, to the bit.
impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        same(self.number, other.number)
    }
}

impl Cell {
    /// A number that nothing leads to.
    pub const fn bare(number: Number) -> Self {
        Self {
            number,
            from: Trace::NOTHING,
        }
    }

    /// No number, for this reason.
    pub const fn missing(why: Missing) -> Self {
        Self::bare(Err(why))
    }

    /// The number.
    ///
    /// # Errors
    /// The reason why there is none.
    pub const fn number(self) -> Number {
        self.number
    }

    /// The number; zero where there is none.
    pub fn or_zero(self) -> f64 {
        self.number.unwrap_or(0.0)
    }

    /// Whether there is a number.
    pub const fn is_known(self) -> bool {
        self.number.is_ok()
    }

    /// The same where the number meets a condition; missing for this reason where
    /// it does not.
    #[must_use]
    pub fn must(self, meets: impl FnOnce(f64) -> bool, why: Missing) -> Self {
        match self.number {
            Ok(number) if !meets(number) => self.but(Err(why)),
            _ => self,
        }
    }

    /// The same where another cell is known; missing for its reason where it is not.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match other.number {
            Err(why) if self.is_known() => self.but(Err(why)),
            _ => self,
        }
    }

    /// Missing for this reason wherever it is missing.
    #[must_use]
    pub fn or_because(self, why: Missing) -> Self {
        if self.is_known() {
            self
        } else {
            self.but(Err(why))
        }
    }

    /// The same cell with another number.
    #[must_use]
    pub const fn but(self, number: Number) -> Self {
        Self { number, ..self }
    }
}

/// What is handed to a formula.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// A cell for each of its inputs.
    pub cells: &'a [Cell],
    /// Cells that it adds up, for the input after those.
    pub added: Option<&'a [Cell]>,
}

/// What a plan looked up, as a formula takes it.
#[derive(Clone, Copy, Debug)]
pub struct Known(pub Number);

impl From<f64> for Known {
    fn from(number: f64) -> Self {
        Self(Ok(number))
    }
}

impl From<Number> for Known {
    fn from(number: Number) -> Self {
        Self(number)
    }
}

impl From<Missing> for Known {
    fn from(why: Missing) -> Self {
        Self(Err(why))
    }
}

/// Why there is no number where the arithmetic leaves all numbers behind.
pub const BEYOND: Missing = Missing(
    "One of the numbers behind this is so small, or so large, that the result is beyond any number. Check the inputs.",
);
/// Why a field that may be left out gives no number.
pub const NOT_STATED: Missing = Missing("This is not stated.");
pub(super) const NO_ROW: Missing = Missing("The row that states this is gone.");
