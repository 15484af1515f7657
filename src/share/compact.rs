//! How does a number travel in few bytes, and arrive with the same bits?
//!
//! People state decimals: 1500 is 15 and two zeros, 0.30 is 3 a place down.
//! Such a number travels as its digits and its exponent; any other as it is.

use serde::{Deserialize, Serialize};

use crate::quantity::decimal::Decimal;

/// What an input or a figure holds, as links carry it. The order of the
/// variants is part of the format.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Debug)]
pub(super) enum Compact<'a> {
    /// Digits, and the power of ten that they count.
    Decimal(i64, i8),
    /// All bits of a number that is no short decimal.
    Bits(f64),
    /// Nothing stated.
    Unset,
    /// The id of a choice.
    Word(&'a str),
}

/// Digits up to here, with their exponent, take less room than all bits.
const MOST_DIGITS: u64 = 1 << 40;

impl Compact<'_> {
    /// The shortest way to carry a number.
    pub(super) fn number(value: f64) -> Self {
        short(value).unwrap_or(Self::Bits(value))
    }

    /// The number carried, if it is one.
    pub(super) fn value(self) -> Option<f64> {
        match self {
            Self::Decimal(digits, exponent) => {
                let decimal = Decimal::from_parts(&digits.unsigned_abs().to_string(), "");
                let decimal = decimal.shifted(exponent.into()).signed(digits < 0);
                Some(decimal.to_f64())
            }
            Self::Bits(value) => Some(value),
            Self::Unset | Self::Word(_) => None,
        }
    }
}

fn short(value: f64) -> Option<Compact<'static>> {
    // The shortest digits that read back to the same bits: `1.5e3`.
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e')?;
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    let exponent = exponent.parse::<i32>().ok()? - i32::try_from(places).ok()?;
    let digits = digits.replace('.', "").parse::<i64>().ok()?;
    let carried = Compact::Decimal(digits, i8::try_from(exponent).ok()?);
    // Minus zero has no digits to carry its sign.
    let same = carried.value()?.to_bits() == value.to_bits();
    (same && digits.unsigned_abs() <= MOST_DIGITS).then_some(carried)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_short_and_others_exact() {
        for (value, carried) in [
            (0.0, Compact::Decimal(0, 0)),
            (1500.0, Compact::Decimal(15, 2)),
            (0.30, Compact::Decimal(3, -1)),
            (-12.5, Compact::Decimal(-125, -1)),
            (1e13, Compact::Decimal(1, 13)),
            (-0.0, Compact::Bits(-0.0)),
            (0.1 + 0.2, Compact::Bits(0.300_000_000_000_000_04)),
            (1e300, Compact::Bits(1e300)),
            (f64::MAX, Compact::Bits(f64::MAX)),
        ] {
            assert_eq!(Compact::number(value), carried, "{value}");
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
                let arrived = Compact::number(value).value().unwrap();
                assert_eq!(arrived.to_bits(), value.to_bits(), "{value:e}");
            }
        }
    }
}
