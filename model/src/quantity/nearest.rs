//! Which double lies nearest to a decimal number?
//!
//! The standard library answers the same, with ten kilobytes of tables that do
//! not compress: a noticeable part of what a visitor waits for. Here whole
//! numbers of any length are divided bit by bit; `tests` hold the two to the
//! same bits.

use super::big_uint::BigUint;

/// More digits than this before the point are beyond every double.
const LARGEST_POINT: i32 = 310;
/// Fewer than this are nearer to zero than to the least double.
const LEAST_POINT: i32 = -330;
/// Bits of a double's significand.
const SIGNIFICANT: u32 = 53;
/// The least double is two to the power of minus this.
const LEAST_POWER: i64 = 1074;

/// The double nearest to `0.digits` times ten to the power of `point`, ties to
/// even; infinite when it is too large. `digits` are ASCII digits, the first
/// of which is not zero.
pub(crate) fn nearest(digits: &[u8], point: i32) -> f64 {
    if digits.is_empty() || point < LEAST_POINT {
        return 0.0;
    }
    if point > LARGEST_POINT {
        return f64::INFINITY;
    }
    let mut numerator = BigUint::of_digits(digits);
    let mut denominator = BigUint::of_digits(b"1");
    let tens = i64::from(point) - i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let scaled = if tens < 0 {
        &mut denominator
    } else {
        &mut numerator
    };
    scaled.times_tens(tens.unsigned_abs());
    // So that the quotient has 54 or 55 bits, or as many as the least double
    // and half of it need.
    let bits = numerator.bits() - denominator.bits();
    let shift = (54 - bits).min(LEAST_POWER + 1);
    if shift < 0 {
        denominator.shift_left(shift.unsigned_abs());
    } else {
        numerator.shift_left(shift.unsigned_abs());
    }
    let (quotient, exact) = numerator.divided_by(denominator);
    rounded(quotient, exact, -shift)
}

/// `quotient` (and a little more, unless it is `exact`) times two to the power
/// of `power`, to the nearest double.
fn rounded(quotient: u64, exact: bool, power: i64) -> f64 {
    let dropped = (u64::BITS - quotient.leading_zeros())
        .saturating_sub(SIGNIFICANT)
        .max(1);
    let half = 1_u64 << (dropped - 1);
    let rest = quotient & (2 * half - 1);
    let kept = quotient >> dropped;
    let up = rest > half || (rest == half && (!exact || kept % 2 == 1));
    let power = power + i64::from(dropped);
    // In two steps, neither of which leaves the doubles; both are exact.
    let first = power / 2;
    whole(kept + u64::from(up)) * two_to(first) * two_to(power - first)
}

/// A whole number of at most 53 bits as a double.
fn whole(number: u64) -> f64 {
    let [low, high] = [number & u64::from(u32::MAX), number >> 32]
        .map(|half| f64::from(u32::try_from(half).unwrap_or(u32::MAX)));
    high * 4_294_967_296.0 + low
}

/// Two to a power within the normal doubles.
fn two_to(power: i64) -> f64 {
    f64::from_bits(u64::try_from(1023 + power).unwrap_or(0) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
        let zeros = digits.len() - digits.trim_start_matches('0').len();
        let digits = &digits[zeros..];
        let point = power.parse::<i32>().unwrap() + i32::try_from(digits.len()).unwrap();
        let expected: f64 = text.parse().unwrap();
        assert_eq!(
            nearest(digits.as_bytes(), point).to_bits(),
            expected.to_bits(),
            "{text}"
        );
    }

    #[test]
    fn the_hard_cases_are_as_the_standard_library_reads_them() {
        for text in [
            "1",
            "15e-2",
            "1e22",
            "1e23",
            "9007199254740993",
            "9007199254740992",
            "900719925474099300000000000000000000000000000001e-32",
            "17976931348623157e292",
            "179769313486231580793e289",
            "179769313486231570814527423731704356798070e267",
            "17976931348623159e292",
            "1e309",
            "1e400",
            "22250738585072014e-324",
            "22250738585072011e-324",
            "5e-324",
            "24703282292062327208e-343",
            "24703282292062328e-340",
            "2e-324",
            "1e-320",
            "1e-400",
            "6929495644600919775e-57",
            "3704377165784063e-290",
            "123456789012345678901234567890123456789012345678901234567890",
        ] {
            check(text);
        }
    }

    #[test]
    fn random_decimals_are_as_the_standard_library_reads_them() {
        let mut state = 1_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 11
        };
        for _ in 0..20_000 {
            let digits = next() >> (next() % 50);
            let power = i64::try_from(next() % 680).unwrap() - 345;
            check(&format!("{}e{power}", digits + 1));
            check(&format!("{}{}e{power}", digits + 1, next()));
        }
    }

    #[test]
    fn every_double_is_read_back_from_its_shortest_text() {
        let mut state = 7_u64;
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let value = f64::from_bits(state & !(1 << 63));
            if value.is_finite() && value != 0.0 {
                let text = format!("{value:e}");
                let (digits, power) = text.split_once('e').unwrap();
                let (first, places) = digits.split_once('.').unwrap_or((digits, ""));
                let power = power.parse::<i64>().unwrap() - i64::try_from(places.len()).unwrap();
                check(&format!("{first}{places}e{power}"));
            }
        }
    }
}
