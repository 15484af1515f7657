//! How is a number worked out, in one line that both computes and explains?
//!
//! [`formulas!`](crate::formulas) turns a line of arithmetic with units into an
//! ordinary function that returns a [`Figure`]. The text that a
//! reader sees is the code that ran, so the two cannot drift apart.

use super::{Figure, Unit};

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

/// One input of a formula.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Input {
    /// The last part of a field's or a figure's id.
    pub name: &'static str,
    /// The unit that the formula expects.
    pub unit: Unit,
}

/// How a figure came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Computed: the text is arithmetic over the inputs.
    Computed,
    /// Read from a table of the catalog: the text says which row.
    LookedUp,
    /// Stated by the user in a field of this id.
    Stated,
    /// Found by trying: the text says what holds of it.
    Solved,
}

/// One line of working.
#[derive(PartialEq, Eq, Debug)]
pub struct Formula {
    /// Unique among formulas; differs from `name` where a figure can be
    /// worked out in several ways.
    pub id: &'static str,
    /// The last part of the id of the figure that it gives.
    pub name: &'static str,
    /// What it is in a few words, as a label beside the number.
    pub label: &'static str,
    /// What the figure is, in a sentence.
    pub sentence: &'static str,
    /// The arithmetic, as the code has it; words for a table look-up.
    pub text: &'static str,
    /// In the order of the figure's inputs.
    pub inputs: &'static [Input],
    /// The unit of the result.
    pub unit: Unit,
    /// Where the method comes from.
    pub source: Source,
    /// How the figure came about.
    pub kind: Kind,
}

impl Formula {
    /// Whether the text adds an input up over rows: `sum(revenue)`.
    pub fn sums(&self, input: &str) -> bool {
        self.text.contains(&["sum(", input, ")"].concat())
    }
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
/// headroom::formulas! {
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
macro_rules! formulas {
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
                static FORMULA: $crate::quantity::Formula = formula();
                const fn formula() -> $crate::quantity::Formula {
                    $crate::quantity::Formula {
                        id: stringify!($id),
                        name: $crate::formulas!(@name $id $($name)?),
                        label: $label,
                        sentence: concat!($($sentence),+),
                        text: $crate::formulas!(@text $body $(, $table)?),
                        inputs: &[$($crate::quantity::Input {
                            name: stringify!($input),
                            unit: $crate::quantity::Unit::Of($input_unit),
                        }),+],
                        unit: $crate::formulas!(@unit $unit),
                        source: $source,
                        kind: $crate::formulas!(@kind $($table)?),
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
    (@kind) => { $crate::quantity::Kind::Computed };
    (@kind $table:literal) => { $crate::quantity::Kind::LookedUp };
}
