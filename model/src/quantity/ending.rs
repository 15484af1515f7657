//! What does the text after a number mean: a suffix, a unit, or both?
//!
//! Suffixes k M B T are powers of 1000, Ki Mi Gi Ti powers of 1024. A letter
//! that could mean two things is refused: `m` is a million to one reader and a
//! thousandth to another.

use super::decimal::{Decimal, Grouping};
use super::number_error::NumberError;
use super::unit::Unit;
use super::unit_table::{self, Size};

/// What stands after a number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Ending {
    /// The power of ten and the power of two of a suffix, where one stands.
    pub(crate) suffix: Option<(i32, i32)>,
    /// What a unit multiplies by and divides by, where one stands.
    pub(crate) unit: Option<(Size, Size)>,
}

/// Suffixes with their powers of ten and of two; words before letters.
const SUFFIXES: &[(&str, i32, i32)] = &[
    ("thousand", 3, 0),
    ("million", 6, 0),
    ("billion", 9, 0),
    ("trillion", 12, 0),
    ("bn", 9, 0),
    ("Ki", 0, 10),
    ("Mi", 0, 20),
    ("Gi", 0, 30),
    ("Ti", 0, 40),
    ("k", 3, 0),
    ("K", 3, 0),
    ("M", 6, 0),
    ("B", 9, 0),
    ("T", 12, 0),
];

/// Reads all of `text`, the part after `number`.
///
/// # Errors
/// When any of it is not understood, or could mean two things.
pub(crate) fn read(text: &str, number: &Decimal, unit: Unit) -> Result<Ending, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Ending {
            suffix: None,
            unit: None,
        });
    }
    refuse_two_meanings(text, number, unit)?;
    if let Some(found) = unit_table::conversion(text, unit) {
        return Ok(Ending {
            suffix: None,
            unit: Some(found),
        });
    }
    for (suffix, ten, two) in SUFFIXES {
        let Some((start, after)) = text.split_at_checked(suffix.len()) else {
            continue;
        };
        let word = suffix.len() > 2;
        if start != *suffix && !(word && start.eq_ignore_ascii_case(suffix)) {
            continue;
        }
        let suffix = Some((*ten, *two));
        if after.is_empty() {
            return Ok(Ending { suffix, unit: None });
        }
        if let Some(found) = unit_table::conversion(after.trim_start(), unit) {
            return Ok(Ending {
                suffix,
                unit: Some(found),
            });
        }
    }
    Err(NumberError::ending(text, unit))
}

fn refuse_two_meanings(text: &str, number: &Decimal, unit: Unit) -> Result<(), NumberError> {
    let written = |shift, after: &str| number.clone().shifted(shift).text(Grouping::None) + after;
    let of_time = unit_table::measures_time(unit);
    let of_bytes = unit_table::measures_bytes(unit);
    let text = unit_table::with_slashes(text);
    let (letter, _) = text.split_once('/').unwrap_or((&text, ""));
    let (letter, ways) = match letter.trim() {
        "m" if unit_table::measures_months(unit) => ("m", [written(0, " months"), written(6, "")]),
        "M" if unit_table::measures_months(unit) => ("M", [written(0, " months"), written(6, "")]),
        "m" if of_time => ("m", [written(0, " min"), written(-3, "")]),
        "M" if of_time => ("M", [written(0, " min"), written(6, "")]),
        "m" => return Err(NumberError::milli(number)),
        "B" if of_bytes => ("B", [written(0, " bytes"), written(9, "")]),
        "k" | "K" if of_bytes => ("k", [written(0, " kB"), written(0, " KiB")]),
        "M" if of_bytes => ("M", [written(0, " MB"), written(0, " MiB")]),
        "G" if of_bytes => ("G", [written(0, " GB"), written(0, " GiB")]),
        "T" if of_bytes => ("T", [written(0, " TB"), written(0, " TiB")]),
        _ => return Ok(()),
    };
    Err(NumberError::TwoMeanings { letter, ways })
}
