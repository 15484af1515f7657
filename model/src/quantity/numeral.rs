//! Which digits does a text begin with, and how are they grouped?
//!
//! Reads `1,234.5`, `12 500`, `1'000` or `1e6` off the front of a text. Marks
//! that do not group in threes are refused with what to write instead.

use super::decimal::{Decimal, Grouping};
use super::number_error::NumberError;
use super::unit::Unit;

/// The most characters that one number may have.
const LONGEST: usize = 64;

/// Marks that may group thousands: comma, apostrophes, and the spaces that
/// pages and spreadsheets put between digits (plain, no-break, narrow no-break,
/// thin, figure).
const GROUP_MARKS: &[char] = &[
    ',', '\'', '\u{2019}', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}',
];

/// The digits at the front of a text.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Numeral {
    /// Its value, without any sign.
    pub(crate) decimal: Decimal,
    /// The mark that a reader from elsewhere would take for another.
    pub(crate) mark: Mark,
}

/// Does a mark in the digits mean something else in other countries?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// Nobody would read these digits otherwise.
    Clear,
    /// `1,234`: one point two three four where the comma is the decimal mark.
    OneComma,
    /// `1.234`: more than a thousand where the point groups.
    OnePoint,
}

/// Reads the digits at the front of `text`; gives them and what follows.
///
/// # Errors
/// When there are no digits, too many, or they are not grouped in threes.
pub(crate) fn read(text: &str, unit: Unit) -> Result<(Numeral, &str), NumberError> {
    let (run, rest) = text.split_at(run_length(text));
    if !run.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(NumberError::NotANumber(unit));
    }
    let (exponent, rest) = read_exponent(rest);
    if run.chars().count() + exponent.len() > LONGEST {
        return Err(NumberError::TooLong);
    }
    let (whole, fraction) = split_at_point(run)?;
    check_groups(whole, fraction)?;
    let decimal = Decimal::from_parts(whole, fraction).shifted(exponent_value(exponent));
    let mark = mark(whole, fraction);
    Ok((Numeral { decimal, mark }, rest))
}

/// How many bytes of digits, and of marks between digits, `text` begins with.
fn run_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let mut after_digit = false;
    while let Some((index, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let before_digit = next.is_some_and(|next| next.is_ascii_digit());
        let belongs = match letter {
            '0'..='9' => true,
            // Two points are a range; one at the end is a point still to come.
            '.' => before_digit || (after_digit && next != Some('.')),
            ',' => before_digit,
            _ => after_digit && before_digit && GROUP_MARKS.contains(&letter),
        };
        if !belongs {
            return index;
        }
        after_digit = letter.is_ascii_digit();
    }
    text.len()
}

/// Splits an exponent such as `e6` or `E-3` off the front of `rest`.
fn read_exponent(rest: &str) -> (&str, &str) {
    let Some(after) = rest.strip_prefix(['e', 'E']) else {
        return ("", rest);
    };
    let digits = after.strip_prefix(['+', '-', '\u{2212}']).unwrap_or(after);
    let beyond = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
    if beyond.len() == digits.len() {
        return ("", rest);
    }
    rest.split_at(rest.len() - beyond.len())
}

/// The power of ten in `e-3`; a far larger one than any double has stays so.
fn exponent_value(exponent: &str) -> i32 {
    let digits = exponent.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let far = 100_000;
    let size = if digits.is_empty() {
        0
    } else {
        digits.parse().unwrap_or(far).min(far)
    };
    if exponent.contains(['-', '\u{2212}']) {
        -size
    } else {
        size
    }
}

/// The digits and marks before and after the decimal point.
fn split_at_point(run: &str) -> Result<(&str, &str), NumberError> {
    let Some((whole, fraction)) = run.split_once('.') else {
        return Ok((run, ""));
    };
    if fraction.contains('.') {
        let grouped_by_points = whole.len() <= 3
            && !whole.starts_with('0')
            && fraction.split('.').all(|group| group.len() == 3)
            && !run.contains(GROUP_MARKS);
        return Err(if grouped_by_points {
            grouping(run)
        } else {
            NumberError::Points
        });
    }
    if fraction.contains(GROUP_MARKS) {
        // 1.234,5 is written where the comma is the decimal mark.
        return Err(match fraction.split_once(',') {
            Some((group, decimals)) if is_digits(decimals) && group.len() == 3 => {
                decimal_comma(&[whole, group].concat(), decimals)
            }
            _ => NumberError::Points,
        });
    }
    Ok((whole, fraction))
}

fn check_groups(whole: &str, fraction: &str) -> Result<(), NumberError> {
    let Some(mark) = whole.chars().find(|letter| GROUP_MARKS.contains(letter)) else {
        return Ok(());
    };
    let groups: Vec<&str> = whole.split(mark).collect();
    let first = groups[0];
    let in_threes = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups[1..].iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| is_digits(group));
    if in_threes {
        return Ok(());
    }
    // The last comma of 1,5 or of 1 234,5 is where the point should be.
    let comma = whole.rsplit_once(',').filter(|(before, decimals)| {
        fraction.is_empty() && !before.contains(',') && is_digits(decimals)
    });
    Err(match comma {
        Some((before, decimals)) => decimal_comma(before, decimals),
        None if fraction.is_empty() => grouping(whole),
        None => grouping(&[whole, ".", fraction].concat()),
    })
}

fn decimal_comma(whole: &str, decimals: &str) -> NumberError {
    let mut digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        digits.push('0');
    }
    let together = Decimal::from_parts(&[digits.as_str(), decimals].concat(), "");
    NumberError::DecimalComma {
        point: [digits.as_str(), ".", decimals].concat(),
        whole: together.plain(Grouping::None),
    }
}

fn grouping(run: &str) -> NumberError {
    let (whole, fraction) = match run.split_once('.') {
        Some((whole, fraction)) if !fraction.contains('.') => (whole, fraction),
        _ => (run, ""),
    };
    NumberError::Grouping {
        grouped: Decimal::from_parts(whole, fraction).plain(Grouping::Commas),
    }
}

fn mark(whole: &str, fraction: &str) -> Mark {
    if fraction.is_empty() && whole.matches(',').count() == 1 {
        return Mark::OneComma;
    }
    let could_be_a_group = is_digits(whole) && whole.len() <= 3 && !whole.starts_with('0');
    if could_be_a_group && !whole.is_empty() && fraction.len() == 3 {
        return Mark::OnePoint;
    }
    Mark::Clear
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
