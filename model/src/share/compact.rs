//! How do the values in a link take few bytes, and arrive with the same bits?
//!
//! People state decimals: 1500 is 15 and two zeros, 0.30 is 3 a place down.
//! Such a number travels as one whole number: its lowest five bits hold the
//! power of ten, from -14, the next its sign, the rest its digits. What else an
//! input holds stands in a list of its own, and the whole number says where.

/// What an input or a figure holds, as a link gives it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Compact<'a> {
    /// A number in canonical units, or none at all.
    Number(f64),
    /// Nothing stated.
    Unset,
    /// The id of a choice.
    Word(&'a str),
}

/// How many bits say what a code is.
const KIND_BITS: u32 = 5;

/// The powers of ten that codes hold; ten to each is exact.
const LEAST_POWER: i8 = -14;
const MOST_POWER: i8 = 14;

/// What the lowest bits hold when they hold no power.
const UNSET: u64 = 29;
const WORD: u64 = 30;
const LONG: u64 = 31;

/// Digits from here on take as much room as all bits. Below, they are exact.
const DIGITS_END: f64 = 140_737_488_355_328.0; // 2^47

/// What stands in one list behind the other, on its way into a link.
#[derive(Default)]
pub(super) struct Writing {
    /// One for each value.
    pub(super) codes: Vec<u64>,
    /// The numbers that are no short decimals.
    pub(super) long: Vec<f64>,
    /// The ids of choices.
    pub(super) words: String,
}

impl Writing {
    pub(super) fn add(&mut self, value: Compact) {
        let code = match value {
            Compact::Unset => UNSET,
            Compact::Word(word) => {
                let place = self.words.matches(BREAK).count();
                add(&mut self.words, word);
                counted(place, WORD)
            }
            Compact::Number(number) => decimal(number).unwrap_or_else(|| {
                self.long.push(number);
                counted(self.long.len() - 1, LONG)
            }),
        };
        self.codes.push(code);
    }
}

/// Values on their way out of a link, from the first to the last.
pub(super) struct Reading<'a> {
    pub(super) codes: &'a [u64],
    pub(super) long: &'a [f64],
    pub(super) words: Vec<&'a str>,
}

impl<'a> Reading<'a> {
    /// The next value, if there is one.
    pub(super) fn take(&mut self) -> Option<Compact<'a>> {
        let (code, rest) = self.codes.split_first()?;
        self.codes = rest;
        let (kind, above) = (code % (1 << KIND_BITS), code >> KIND_BITS);
        let place = usize::try_from(above).ok();
        Some(match kind {
            UNSET => Compact::Unset,
            WORD => Compact::Word(self.words.get(place?)?),
            LONG => Compact::Number(*self.long.get(place?)?),
            _ => Compact::Number(number(*code)),
        })
    }
}

/// Begins each id in a list of ids: no id has it, and neither has a name.
const BREAK: char = '\n';

/// Adds an id to a list.
pub(super) fn add(ids: &mut String, id: &str) {
    ids.push(BREAK);
    ids.push_str(id);
}

/// The ids in a list; none when it is no list.
pub(super) fn ids(list: &str) -> Option<Vec<&str>> {
    let mut ids = list.split(BREAK);
    (ids.next() == Some("")).then(|| ids.collect())
}

fn counted(place: usize, kind: u64) -> u64 {
    (place as u64) << KIND_BITS | kind
}

/// The code of a number that is a short decimal.
fn decimal(value: f64) -> Option<u64> {
    // From the highest power down, so that the digits end in no zeros.
    for power in (LEAST_POWER..=MOST_POWER).rev() {
        let digits = times_ten_to(value, -power).round_ties_even();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, and below 2^47"
        )]
        let magnitude = digits.abs() as u64;
        let sign = u64::from(digits < 0.0);
        let kind = (power - LEAST_POWER).cast_unsigned();
        let code = (magnitude << 1 | sign) << KIND_BITS | u64::from(kind);
        // Minus zero has no digits to carry its sign.
        if digits.abs() < DIGITS_END && number(code).to_bits() == value.to_bits() {
            return Some(code);
        }
    }
    None
}

/// The number of a code that holds a power.
fn number(code: u64) -> f64 {
    let power = (code % (1 << KIND_BITS)).to_le_bytes()[0].cast_signed() + LEAST_POWER;
    let above = code >> KIND_BITS;
    #[expect(clippy::cast_precision_loss, reason = "digits are below 2^47")]
    let digits = (above >> 1) as f64;
    times_ten_to(if above & 1 == 1 { -digits } else { digits }, power)
}

/// Rounded once, since the power is exact: for whole digits, the double nearest
/// to the decimal, which is what everyone else reads.
fn times_ten_to(value: f64, power: i8) -> f64 {
    let mut ten = 1.0;
    for _ in 0..power.unsigned_abs() {
        ten *= 10.0;
    }
    if power < 0 { value / ten } else { value * ten }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_short_and_others_exact() {
        let code = |digits: u64, power: i8| {
            let kind = u64::from((power - LEAST_POWER).cast_unsigned());
            Some(digits << 6 | kind)
        };
        for (value, expected) in [
            (1500.0, code(15, 2)),
            (0.30, code(3, -1)),
            (-12.5, code(125, -1).map(|code| code | 1 << 5)),
            (0.0, code(0, 14)),
            (1e13, code(1, 13)),
            (1e15, code(10, 14)),
            (-0.0, None),
            (0.1 + 0.2, None),
            (1e300, None),
            (f64::MAX, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ] {
            assert_eq!(decimal(value), expected, "{value}");
        }
    }

    #[test]
    fn every_number_arrives_with_its_bits() {
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let whole = f64::from(u32::try_from(state >> 40).unwrap());
            for value in [f64::from_bits(state), whole, whole / 1000.0, 1.0 / whole] {
                let mut out = Writing::default();
                out.add(Compact::Number(value));
                let mut values = reading(&out);
                let Some(Compact::Number(arrived)) = values.take() else {
                    panic!("{value:e} is no number");
                };
                assert_eq!(arrived.to_bits(), value.to_bits(), "{value:e}");
            }
        }
    }

    #[test]
    fn decimals_mean_what_the_standard_library_reads() {
        let mut digits = 1_u64;
        for round in 0..20_000 {
            digits = digits.wrapping_mul(6_364_136_223_846_793_005) + 1;
            let digits = digits >> (17 + round % 46);
            for power in LEAST_POWER..=MOST_POWER {
                let kind = u64::from((power - LEAST_POWER).cast_unsigned());
                let read: f64 = format!("{digits}e{power}").parse().unwrap();
                assert_eq!(number(digits << 6 | kind).to_bits(), read.to_bits());
            }
        }
    }

    fn reading(out: &Writing) -> Reading<'_> {
        Reading {
            codes: &out.codes,
            long: &out.long,
            words: ids(&out.words).unwrap(),
        }
    }

    #[test]
    fn values_arrive_in_their_order() {
        let values = [
            Compact::Number(0.1 + 0.2),
            Compact::Word("on"),
            Compact::Unset,
            Compact::Number(7.0),
            Compact::Word("off"),
            Compact::Number(-0.0),
        ];
        let mut out = Writing::default();
        for value in values {
            out.add(value);
        }
        let mut values_read = reading(&out);
        for value in values {
            assert_eq!(values_read.take(), Some(value));
        }
        assert_eq!(values_read.take(), None);
    }

    #[test]
    fn a_code_that_points_nowhere_gives_nothing() {
        for code in [WORD, LONG, u64::MAX, counted(1, WORD), counted(7, LONG)] {
            let mut values = Reading {
                codes: &[code],
                long: &[],
                words: Vec::new(),
            };
            assert_eq!(values.take(), None, "{code}");
        }
    }

    #[test]
    fn a_list_gives_its_ids() {
        let mut list = String::new();
        for id in ["a", "", "b.c"] {
            add(&mut list, id);
        }
        assert_eq!(ids(&list), Some(vec!["a", "", "b.c"]));
        assert_eq!(ids(""), Some(Vec::new()));
        assert_eq!(ids("a\nb"), None);
    }
}
