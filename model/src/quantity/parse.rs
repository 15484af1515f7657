//! Which number does a text mean?
//!
//! The one parser for fields, written links and reports. It reads `1,000,000`,
//! `12 500`, `1.5M`, `2 TB`, `15%`, `$99` and ranges such as `10-20%`. A text
//! of which any character is not understood is refused as a whole, with a
//! sentence that says what would be accepted: it never becomes another number.
//!
//! Decimal endings (`%`, `k`, `M`, GB) move the decimal point in the text
//! before the one conversion to a double, so `parse(field(x)) == x` bit for
//! bit. Zero has no sign: `-0` reads as 0.

use super::date;
use super::decimal::{Decimal, Grouping};
use super::ending::{self, Ending};
pub use super::number_error::NumberError;
use super::numeral::{self, Mark, Numeral};
use super::unit::Unit;
use super::unit_table::{self, Size, Style};

/// No text with a number in it is longer than this, in bytes.
const LONGEST_TEXT: usize = 400;

/// What stands between the two ends of a range; longer marks first.
const RANGE_MARKS: &[&str] = &[
    "...", "..", "…", "–", "—", "-", "\u{2212}", "\u{2010}", "\u{2011}", "to",
];

/// A double holds any decimal of up to this many digits.
const HELD_DIGITS: usize = 15;

/// What a number without a unit means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bare {
    /// It is in the unit shown beside the field: 15 in a field marked % is 0.15.
    Shown,
    /// It is in the canonical unit: 0.15 is 15 %, as written links have it.
    Canonical,
}

/// What a text states.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Stated {
    /// One number, in the canonical unit.
    One(f64),
    /// A range from P5 to P95, in the canonical unit, `low` at most `high`.
    Range {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
}

impl Stated {
    /// The number itself, or the lower end.
    pub fn low(self) -> f64 {
        match self {
            Self::One(low) | Self::Range { low, .. } => low,
        }
    }
}

/// A text as it was read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reading {
    /// What it states.
    pub stated: Stated,
    /// What the field should say about it, because some readers would have
    /// meant something else.
    pub note: Option<Note>,
}

/// Why a text that was read deserves a second look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// `1,234` was read as 1234.
    CommaGroups,
    /// `1.234` was read as a little more than 1.
    PointIsDecimal,
    /// `10-20k` was read as 10k to 20k.
    SuffixOnBoth,
    /// The text has more digits than a number keeps: `9007199254740993`.
    Rounded,
}

impl Note {
    /// The sentence to show beside what was understood.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::CommaGroups => "The comma groups thousands; write a point for decimals.",
            Self::PointIsDecimal => "The point marks decimals; write a comma to group thousands.",
            Self::SuffixOnBoth => "The ending counts for both ends of the range.",
            Self::Rounded => "Rounded: a number keeps about 16 digits.",
        }
    }
}

/// Reads `text` as a value in `unit`.
///
/// # Errors
/// When `text` as a whole is not one number or one range in this unit.
pub fn parse(text: &str, unit: Unit, bare: Bare) -> Result<Reading, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if text.len() > LONGEST_TEXT {
        return Err(NumberError::TooLong);
    }
    if let Unit::Words(words) = unit {
        return choice(text, words);
    }
    if date::is_date(unit) {
        return read_dates(text, bare);
    }
    let (first, rest) = End::read(text, unit)?;
    let Some((tail, second)) = split_range(rest) else {
        let ending = ending::read(rest, &first.numeral.decimal, unit).map_err(|error| {
            if ends_open(rest) {
                NumberError::OpenRange
            } else {
                error
            }
        })?;
        let (value, rounded) = first.value(ending, unit, bare)?;
        let note = rounded.or(note_on(&first.numeral));
        return Ok(Reading {
            stated: Stated::One(value),
            note,
        });
    };
    let (second, rest) = End::read(second, unit)?;
    range((first, tail), (second, rest), unit, bare)
}

/// One number with its sign, before its ending is known.
struct End {
    numeral: Numeral,
    /// A dollar sign stands before it.
    money: bool,
}

impl End {
    /// Reads sign, currency and digits off the front of `text`.
    fn read(text: &str, unit: Unit) -> Result<(Self, &str), NumberError> {
        let (sign, text) = split_sign(text);
        let unmarked = strip_dollars(text);
        let money = unmarked.len() < text.len();
        if money && unit_table::style(unit) != Style::Money {
            return Err(NumberError::ending("$", unit));
        }
        let (inner_sign, digits) = if money {
            split_sign(unmarked)
        } else {
            ("", unmarked)
        };
        if !sign.is_empty() && !inner_sign.is_empty() {
            return Err(NumberError::NotANumber(unit));
        }
        let (mut numeral, rest) = numeral::read(digits, unit)?;
        let negative = [sign, inner_sign]
            .iter()
            .any(|sign| !matches!(*sign, "" | "+"));
        numeral.decimal = numeral.decimal.signed(negative);
        Ok((Self { numeral, money }, rest))
    }

    /// Its value in the canonical unit, and whether digits were lost.
    fn value(
        &self,
        ending: Ending,
        unit: Unit,
        bare: Bare,
    ) -> Result<(f64, Option<Note>), NumberError> {
        let typed = &self.numeral.decimal;
        let (suffix_ten, suffix_two) = ending.suffix.unwrap_or((0, 0));
        let percent_shown = bare == Bare::Shown && unit_table::style(unit) == Style::Percent;
        let bare_ten = if ending.unit.is_none() && percent_shown {
            -2
        } else {
            0
        };
        let (times, over) = ending.unit.unwrap_or((Size::ONE, Size::ONE));
        let common = greatest_common_divisor(times.factor, over.factor);
        let ten = suffix_ten + bare_ten + times.ten - over.ten;
        let two = suffix_two + times.two - over.two;

        let shifted = typed.clone().shifted(ten).times(times.factor / common);
        let value = shifted.to_f64() * power_of_two(two) / f64::from(over.factor / common);
        if !value.is_finite() {
            return Err(NumberError::TooLarge);
        }
        // Exactly zero: the smallest double must still pass.
        if value.abs() < f64::from_bits(1) && !typed.is_zero() {
            return Err(NumberError::TooSmall);
        }
        let lost = shifted.precision() > HELD_DIGITS && Decimal::of(shifted.to_f64()) != shifted;
        Ok((value + 0.0, lost.then_some(Note::Rounded)))
    }
}

fn range(
    (first, first_text): (End, &str),
    (second, second_text): (End, &str),
    unit: Unit,
    bare: Bare,
) -> Result<Reading, NumberError> {
    let mut low_ending = ending::read(first_text, &first.numeral.decimal, unit)?;
    let high_ending = ending::read(second_text, &second.numeral.decimal, unit)?;
    let first_has_suffix = low_ending.suffix.is_some();
    let first_says_nothing = !first_has_suffix && low_ending.unit.is_none();
    if low_ending.unit.is_some() && high_ending.unit.is_none() && !second.money {
        return Err(NumberError::OneEnding);
    }
    if first_has_suffix && high_ending.suffix.is_none() {
        return Err(NumberError::OneEnding);
    }
    if first_says_nothing {
        low_ending.suffix = high_ending.suffix;
    }
    if low_ending.unit.is_none() {
        low_ending.unit = high_ending.unit;
    }
    let (low, low_rounded) = first.value(low_ending, unit, bare)?;
    let (high, high_rounded) = second.value(high_ending, unit, bare)?;
    if low > high {
        let first_text = if first_text.trim().is_empty() {
            second_text
        } else {
            first_text
        };
        let typed =
            |end: &End, text: &str| end.numeral.decimal.text(Grouping::Commas) + text.trim_end();
        let forward = [typed(&second, second_text), typed(&first, first_text)].join(" to ");
        return Err(NumberError::Backward { forward });
    }
    let shared = (first_says_nothing && high_ending.suffix.is_some()).then_some(Note::SuffixOnBoth);
    let note = shared
        .or(low_rounded)
        .or(high_rounded)
        .or(note_on(&first.numeral))
        .or(note_on(&second.numeral));
    Ok(Reading {
        stated: Stated::Range { low, high },
        note,
    })
}

/// Splits what follows the first number at the mark of a range, when a second
/// number follows the mark.
fn split_range(rest: &str) -> Option<(&str, &str)> {
    rest.char_indices().find_map(|(index, _)| {
        let (tail, from_mark) = rest.split_at(index);
        let mark = RANGE_MARKS
            .iter()
            .find(|mark| from_mark.starts_with(**mark))?;
        let second = from_mark[mark.len()..].trim_start();
        let inside_a_word = *mark == "to" && tail.ends_with(is_of_a_word);
        (begins_number(second) && !inside_a_word).then_some((tail, second))
    })
}

/// Every character beyond ASCII but a space counts: a table of all letters
/// would be a good part of the page.
fn is_of_a_word(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric()
    } else {
        !character.is_whitespace()
    }
}

fn ends_open(rest: &str) -> bool {
    RANGE_MARKS
        .iter()
        .any(|mark| rest.trim_end().ends_with(mark))
}

fn begins_number(text: &str) -> bool {
    let (_, text) = split_sign(text);
    let (_, text) = split_sign(strip_dollars(text));
    text.strip_prefix('.')
        .unwrap_or(text)
        .starts_with(|letter: char| letter.is_ascii_digit())
}

fn split_sign(text: &str) -> (&str, &str) {
    let rest = text.strip_prefix(['+', '-', '\u{2212}']).unwrap_or(text);
    text.split_at(text.len() - rest.len())
}

fn strip_dollars(text: &str) -> &str {
    ["US$", "USD", "$"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or(text, str::trim_start)
}

fn note_on(numeral: &Numeral) -> Option<Note> {
    match numeral.mark {
        Mark::Clear => None,
        Mark::OneComma => Some(Note::CommaGroups),
        Mark::OnePoint => Some(Note::PointIsDecimal),
    }
}

/// What stands between two days. A hyphen stands inside one.
const DATE_RANGE_MARKS: &[&str] = &["...", "..", "…", "–", "—", " to "];

fn read_dates(text: &str, bare: Bare) -> Result<Reading, NumberError> {
    let ends = DATE_RANGE_MARKS
        .iter()
        .find_map(|mark| text.split_once(*mark));
    let stated = match ends {
        None => Stated::One(day(text, bare)?),
        Some((low, high)) => {
            let (low, high) = (day(low, bare)?, day(high, bare)?);
            if low > high {
                let [first, last] = [high, low].map(|end| date::Date::of(end).shown());
                let forward = [first, last].join(" to ");
                return Err(NumberError::Backward { forward });
            }
            Stated::Range { low, high }
        }
    };
    Ok(Reading { stated, note: None })
}

/// One day; as a link carries it also the number of days since 1970.
fn day(text: &str, bare: Bare) -> Result<f64, NumberError> {
    let text = text.trim();
    let counts = |letter: u8| letter.is_ascii_digit() || b".e+".contains(&letter);
    if bare == Bare::Canonical && text.len() != 4 && text.bytes().all(counts) {
        return parse(text, Unit::Of("x"), bare).map(|reading| reading.stated.low());
    }
    Ok(date::read(text)?.value())
}

fn choice(text: &str, words: &'static [&'static str]) -> Result<Reading, NumberError> {
    let index = words
        .iter()
        .position(|word| word.eq_ignore_ascii_case(text));
    let index = index.and_then(|index| u32::try_from(index).ok());
    let index = index.ok_or(NumberError::NotAChoice(words))?;
    Ok(Reading {
        stated: Stated::One(f64::from(index)),
        note: None,
    })
}

fn greatest_common_divisor(one: u32, other: u32) -> u32 {
    if other == 0 {
        one
    } else {
        greatest_common_divisor(other, one % other)
    }
}

/// Exactly two to the power of `exponent`, for the small powers of units.
fn power_of_two(exponent: i32) -> f64 {
    let biased = u64::try_from(exponent + 1023).unwrap_or(0);
    f64::from_bits(biased << 52)
}
