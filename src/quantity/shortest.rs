//! Which is the shortest decimal number that reads back as a double?
//!
//! The standard library answers the same, in two ways at once, with fourteen
//! kilobytes of code. Here it is one way over whole numbers, after Steele and
//! White, "How to print floating-point numbers accurately" (1990); `tests` hold
//! the two to the same digits.

use super::whole::Whole;

/// The digits in ASCII, none for zero, and where the point stands: the number
/// is `0.digits` times ten to the power of the second. Of the shortest decimals
/// that read back to the bits of `value` it is the nearest. The sign is left
/// out, and what is not finite has no digits.
pub(super) fn shortest(value: f64) -> (Vec<u8>, i32) {
    let (significand, power) = parts(value);
    if significand == 0 || !value.is_finite() {
        return (Vec::new(), 0);
    }
    if let Some(whole) = small_whole(significand, power) {
        let digits = whole.to_string().into_bytes();
        let point = i32::try_from(digits.len()).unwrap_or(0);
        return (digits, point);
    }
    // The value is rest / scale; `below` and `above` are, in the same terms,
    // half the way to the doubles beside it.
    let narrow = significand == 1 << 52 && power > LEAST_POWER;
    let extra = u64::from(narrow);
    let mut rest = Whole::of(significand);
    rest.shift_left(1 + extra);
    let mut scale = Whole::of(2 << extra);
    let mut below = Whole::of(1);
    if power >= 0 {
        rest.shift_left(power.unsigned_abs());
        below.shift_left(power.unsigned_abs());
    } else {
        scale.shift_left(power.unsigned_abs());
    }
    let mut above = below.clone();
    above.shift_left(extra);
    // A double with an even significand is also read from what lies half way.
    let closed = significand % 2 == 0;
    let bits = i64::from(u64::BITS - significand.leading_zeros()) + power;
    let mut point = below_log10_of_two_to(bits - 1);
    if point >= 0 {
        scale.times_tens(point.unsigned_abs());
    } else {
        for part in [&mut rest, &mut below, &mut above] {
            part.times_tens(point.unsigned_abs());
        }
    }
    while reaches(&rest.plus(&above), &scale, closed) {
        scale.times_tens(1);
        point += 1;
    }
    let mut digits = Vec::new();
    loop {
        for part in [&mut rest, &mut below, &mut above] {
            part.times_tens(1);
        }
        let mut digit = b'0';
        while rest.is_at_least(&scale) {
            rest.subtract(&scale);
            digit += 1;
        }
        digits.push(digit);
        let down = reaches(&below, &rest, closed);
        let up = reaches(&rest.plus(&above), &scale, closed);
        if down || up {
            if up && (!down || rest.plus(&rest).is_at_least(&scale)) {
                point += i64::from(round_up(&mut digits));
            }
            return (digits, i32::try_from(point).unwrap_or(0));
        }
    }
}

/// Of the doubles that are not zero the least is two to the power of this.
const LEAST_POWER: i64 = -1074;

/// The value as a whole number times two to a power.
fn parts(value: f64) -> (u64, i64) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let exponent = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    if exponent == 0 {
        (fraction, LEAST_POWER)
    } else {
        (fraction | 1 << 52, exponent - 1 + LEAST_POWER)
    }
}

/// Most numbers on a page are small and whole: their digits are at hand.
fn small_whole(significand: u64, power: i64) -> Option<u64> {
    let places = u32::try_from(-power).ok().filter(|places| *places < 53)?;
    (significand.trailing_zeros() >= places).then(|| significand >> places)
}

/// The largest whole number not above the logarithm of two to `power`, or one
/// less.
fn below_log10_of_two_to(power: i64) -> i64 {
    // log10(2) = 0.301029995...; the error stays below one for any double.
    (power * 301_029_995).div_euclid(1_000_000_000)
}

fn reaches(one: &Whole, other: &Whole, closed: bool) -> bool {
    one.is_at_least(other) && (closed || !other.is_at_least(one))
}

/// Adds one to the last digit. True when a digit more stands before the point.
fn round_up(digits: &mut Vec<u8>) -> bool {
    while digits.last() == Some(&b'9') {
        digits.pop();
    }
    if let Some(last) = digits.last_mut() {
        *last += 1;
        return false;
    }
    digits.push(b'1');
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64) {
        let (digits, point) = shortest(value);
        let mut digits = digits;
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        let text = format!("{:e}", value.abs());
        let (expected, power) = text.split_once('e').unwrap();
        let expected = expected.replace('.', "");
        let expected = expected.trim_end_matches('0');
        assert_eq!(String::from_utf8(digits).unwrap(), expected, "{text}");
        if value != 0.0 {
            assert_eq!(point, power.parse::<i32>().unwrap() + 1, "{text}");
        }
    }

    #[test]
    fn the_hard_cases_are_as_the_standard_library_writes_them() {
        for value in [
            0.0,
            1.0,
            0.1,
            0.3,
            0.1 + 0.2,
            9.5,
            1e22,
            1e23,
            9_007_199_254_740_991.0,
            9_007_199_254_740_993.0,
            power_of_two(1083),
            power_of_two(963),
            f64::from_bits(1e23_f64.to_bits() + 1),
            f64::MAX,
            f64::MIN_POSITIVE,
            f64::from_bits(1),
            f64::from_bits(2),
            f64::from_bits(0x000f_ffff_ffff_ffff),
            5e-324,
            1e-320,
            4.35,
            0.95,
            999.999_999_999_999_9,
        ] {
            check(value);
        }
        for exponent in 1..2047 {
            check(power_of_two(exponent));
            check(f64::from_bits(power_of_two(exponent).to_bits() - 1));
        }
    }

    /// With this exponent as the bits have it: 1023 is one.
    fn power_of_two(exponent: u64) -> f64 {
        f64::from_bits(exponent << 52)
    }

    #[test]
    fn random_doubles_are_as_the_standard_library_writes_them() {
        let mut state = 3_u64;
        for _ in 0..30_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let value = f64::from_bits(state);
            if value.is_finite() {
                check(value);
            }
            let decimal = f64::from(u32::try_from(state >> 40).unwrap()) / 1000.0;
            check(decimal);
            check(decimal * 0.15);
        }
    }
}
