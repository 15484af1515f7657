//! How is a number worked out, in one line that both computes and explains?
//!
//! [`old_formulas!`](crate::old_formulas) turns a line of arithmetic with units into an
//! ordinary function that returns a [`Figure`]. The text that a
//! reader sees is the code that ran, so the two cannot drift apart.

use super::{Figure, Unit};
use crate::sheet::Formula;

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

/// A formula and a way to compute it from a list of inputs, for tests and for
/// documentation.
pub struct Entry {
    /// The formula.
    pub formula: &'static Formula,
    /// Gives the figure for inputs in the formula's order.
    pub compute: fn(&[f64]) -> Figure,
}

/// Declares formulas: functions from plain numbers to a figure.
///
/// ```
/// headroom::old_formulas! {
///     source: headroom::quantity::Source { name: "an example", as_of: "" };
///
///     /// Requests in a second, averaged over the day.
///     pub fn average_rate "Average rate" (peak_rate: "req/s", peak_to_average: "x") -> "req/s" {
///         peak_rate / peak_to_average
///     }
/// }
/// let figure = average_rate(50.0, 2.0);
/// assert_eq!(figure.value, 25.0);
/// assert_eq!(figure.formula.text, "peak_rate / peak_to_average");
/// ```
///
/// `as other` after the unit names the figure when it differs from the
/// function; `["small", "large"]` in place of a unit makes the value an index
/// into those words, `(WORDS)` into a list named elsewhere; `table "words"` before the body marks a look-up, with the
/// words shown in place of arithmetic.
#[macro_export]
macro_rules! old_formulas {
    (
        source: $source:expr;
        $(
            $(#[doc = $sentence:literal])+
            $visibility:vis fn $id:ident $label:literal ( $($input:ident : $input_unit:literal),+ $(,)? )
                -> $unit:tt $(as $name:ident)? $(table $table:literal)? { $body:expr }
        )+
    ) => {
        $(
            $(#[doc = $sentence])+
            $visibility fn $id($($input: f64),+) -> $crate::quantity::Figure {
                static FORMULA: $crate::sheet::Formula = formula();
                const fn formula() -> $crate::sheet::Formula {
                    $crate::sheet::Formula {
                        id: stringify!($id),
                        place: $crate::sheet::Place::new(""),
                        compute: None,
                        name: $crate::old_formulas!(@name $id $($name)?),
                        label: $label,
                        sentence: concat!($($sentence),+),
                        text: $crate::old_formulas!(@text $body $(, $table)?),
                        inputs: const { &[$($crate::sheet::Input::one(stringify!($input), $input_unit)),+] },
                        unit: $crate::old_formulas!(@unit $unit),
                        source: $source,
                        kind: $crate::old_formulas!(@kind $($table)?),
                    }
                }
                $crate::quantity::Figure::new($body, &FORMULA, &[$($input),+])
            }
        )+

        /// Every formula declared here, for tests and for documentation.
        pub fn entries() -> Vec<$crate::quantity::formula::Entry> {
            vec![$({
                fn compute(inputs: &[f64]) -> $crate::quantity::Figure {
                    let mut inputs = inputs.iter().copied();
                    $(let $input = inputs.next().unwrap_or(0.0);)+
                    $id($($input),+)
                }
                $crate::quantity::formula::Entry {
                    formula: compute(&[1.0; $crate::quantity::figure::MOST_INPUTS]).formula,
                    compute,
                }
            }),+]
        }
    };
    (@name $id:ident) => { stringify!($id) };
    (@name $id:ident $name:ident) => { stringify!($name) };
    (@text $body:expr) => { stringify!($body) };
    (@text $body:expr, $table:literal) => { $table };
    (@unit [$($word:literal),+]) => { $crate::quantity::Unit::Words(&[$($word),+]) };
    (@unit ($words:expr)) => { $crate::quantity::Unit::Words($words) };
    (@unit $unit:literal) => { $crate::quantity::Unit::Of($unit) };
    (@kind) => { $crate::sheet::Kind::Computed };
    (@kind $table:literal) => { $crate::sheet::Kind::LookedUp };
}
