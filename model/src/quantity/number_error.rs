//! What does a visitor read when a number was not understood?
//!
//! Each sentence says what would be accepted instead; none of them blames.

use super::decimal::{Decimal, Grouping};
use super::parse::Bare;
use super::unit::Unit;
use super::unit_table;
use std::fmt;

/// Why a text is not a number here. `Display` gives the sentence to show.
#[derive(Clone, PartialEq, Debug)]
pub enum NumberError {
    /// There is nothing but space.
    Empty,
    /// More characters than any number that is meant: over 64 for one number.
    TooLong,
    /// Above the largest double, about 1.8e308.
    TooLarge,
    /// Not zero, but nearer to zero than any double.
    TooSmall,
    /// It does not begin as a number does.
    NotANumber(Unit),
    /// A comma stands where a decimal point is probably meant: `1,5`.
    DecimalComma {
        /// The text with a point for the comma: `1.5`.
        point: String,
        /// The text without the comma: `15`.
        whole: String,
    },
    /// Digits are not grouped in threes, or by more than one kind of mark.
    Grouping {
        /// The digits grouped as this parser accepts them: `1,234,567`.
        grouped: String,
    },
    /// More than one decimal point.
    Points,
    /// A letter with two meanings, such as `m` for million or milli.
    TwoMeanings {
        /// The letter as typed.
        letter: &'static str,
        /// Two ways to write what may be meant: `10M` and `0.01`.
        ways: [String; 2],
    },
    /// What follows the number, or stands before it, is not a unit of the field.
    Ending {
        /// What was not understood, at most 20 characters of it.
        ending: String,
        /// The unit that the number is in.
        unit: Unit,
    },
    /// A range of which one end says more than the other: `10k-20`.
    OneEnding,
    /// A range with only one end: `10-`.
    OpenRange,
    /// A range whose first end is above its second.
    Backward {
        /// The two ends as typed, in the accepted order: `10-20`.
        forward: String,
    },
    /// Not a day, nor a month with its year.
    NotADate,
    /// A day that the calendar has not: 30 February.
    NoSuchDay,
    /// `1/2/2026`, which is two days to two readers.
    TwoDays {
        /// Both, as they would be understood.
        ways: [String; 2],
    },
    /// Not one of the words to choose from.
    NotAChoice(&'static [&'static str]),
}

impl fmt::Display for NumberError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("Write a number, for example 1,000."),
            Self::TooLong => out
                .write_str("Write the number with at most 64 characters, for example 1.5M or 1e6."),
            Self::TooLarge => out.write_str("Write a number below 1e308; this one is too large."),
            Self::TooSmall => {
                out.write_str("Write 0, or a number further from zero; this one is too small.")
            }
            Self::NotANumber(unit) => {
                write!(
                    out,
                    "Write a number with the digits 0 to 9, {}",
                    accepts(*unit)
                )
            }
            Self::DecimalComma { point, whole } => write!(
                out,
                "Write {point} with a point, or {whole}; a comma only groups thousands, as in 1,500."
            ),
            Self::Grouping { grouped } => {
                write!(
                    out,
                    "Write {grouped}, or leave the marks between the digits out."
                )
            }
            Self::Points => out.write_str("Write one number with one decimal point, as in 1.5."),
            Self::TwoMeanings {
                letter,
                ways: [one, other],
            } => write!(out, "Write {one} or {other}; “{letter}” could mean either."),
            Self::Ending { ending, unit } => {
                write!(
                    out,
                    "Leave out “{ending}”: write a number, {}",
                    accepts(*unit)
                )
            }
            Self::OneEnding => out.write_str(
                "Write the ending at both ends, as in 10k-20k, or only at the last, as in 10-20k.",
            ),
            Self::OpenRange => out.write_str("Write both ends of the range, as in 10-20."),
            Self::Backward { forward } => {
                write!(
                    out,
                    "Write the smaller number of the range first: {forward}."
                )
            }
            Self::NotADate => {
                out.write_str("Write a day as in 22 Nov 2026, or a month as in Nov 2026.")
            }
            Self::NoSuchDay => {
                out.write_str("Write a day that the calendar has; this one it has not.")
            }
            Self::TwoDays { ways: [one, other] } => {
                write!(out, "Write {one} or {other}; the text could mean either.")
            }
            Self::NotAChoice(words) => write!(out, "Choose one of {}.", words.join(", ")),
        }
    }
}

impl std::error::Error for NumberError {}

impl NumberError {
    /// What its sentence tells the reader to write, beside what follows from the unit.
    pub(crate) fn proposes(&self) -> Vec<&str> {
        match self {
            Self::Empty => vec!["1,000"],
            Self::TooLong => vec!["1.5M", "1e6"],
            Self::TooLarge => vec!["1e307"],
            Self::TooSmall => vec!["0"],
            Self::DecimalComma { point, whole } => vec![point, whole, "1,500"],
            Self::Grouping { grouped } => vec![grouped],
            Self::Points => vec!["1.5"],
            Self::TwoMeanings { ways, .. } | Self::TwoDays { ways } => {
                ways.iter().map(String::as_str).collect()
            }
            Self::OneEnding => vec!["10k-20k", "10-20k"],
            Self::OpenRange => vec!["10-20"],
            Self::Backward { forward } => vec![forward],
            Self::NotADate => vec!["22 Nov 2026", "Nov 2026"],
            Self::NotANumber(_) | Self::Ending { .. } | Self::NoSuchDay | Self::NotAChoice(_) => {
                Vec::new()
            }
        }
    }

    /// The refusal of a part that is not understood, cut to a readable length.
    pub(crate) fn ending(part: &str, unit: Unit) -> Self {
        let part = part.trim();
        let mut ending: String = part.chars().take(20).collect();
        if ending.len() < part.len() {
            ending.push('…');
        }
        Self::Ending { ending, unit }
    }

    /// The refusal of `m`, which people write for a million and for a
    /// thousandth.
    pub(crate) fn milli(number: &Decimal) -> Self {
        let millions = number.text(Grouping::None) + "M";
        let thousandths = number.clone().shifted(-3).text(Grouping::None);
        Self::TwoMeanings {
            letter: "m",
            ways: [millions, thousandths],
        }
    }
}

fn accepts(unit: Unit) -> String {
    let examples = unit_table::examples(unit, Bare::Shown).join(" or ");
    ["for example ", &examples, "."].concat()
}
