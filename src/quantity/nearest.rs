//! Which double is nearest to a decimal number?
//!
//! The standard library answers this too, with tables of some ten kilobytes that
//! no compression makes smaller; the page reads a number now and then and does
//! without. Both give the same bits.

use core::cmp::Ordering;

/// Powers of ten that a double holds exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];
/// A whole number below this is exact as a double.
const EXACT_WHOLE: u64 = 1 << 53;
/// The exponent of the smallest double.
const SMALLEST: i32 = -1074;

/// The double nearest to the whole number of these ASCII digits times ten to the
/// power of `exponent`, of two equally near the even one; infinite when that is
/// too large.
pub(super) fn nearest(digits: &[u8], exponent: i32) -> f64 {
    let start = digits.iter().take_while(|digit| **digit == b'0').count();
    let digits = &digits[start..];
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let magnitude = exponent.saturating_add(count);
    let whole = Natural::of(digits);
    if whole.0.is_empty() || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    short(&whole, exponent).unwrap_or_else(|| {
        let power = Natural::power_of_ten(exponent.unsigned_abs());
        if exponent < 0 {
            quotient(&whole, &power)
        } else {
            quotient(&whole.times(&power), &Natural(vec![1]))
        }
    })
}

/// Where whole number and power are exact, so is one step of arithmetic, but
/// for its rounding.
fn short(whole: &Natural, exponent: i32) -> Option<f64> {
    let value = whole.small().filter(|value| *value < EXACT_WHOLE)?;
    let power = EXACT.get(usize::try_from(exponent.unsigned_abs()).ok()?)?;
    let value = as_double(value);
    Some(if exponent < 0 {
        value / power
    } else {
        value * power
    })
}

#[expect(clippy::cast_precision_loss, reason = "only called below 2^53")]
fn as_double(value: u64) -> f64 {
    value as f64
}

/// The double nearest to a fraction that is not zero.
fn quotient(above: &Natural, below: &Natural) -> f64 {
    // A mantissa of 53 bits times two to the power of `scale`.
    let mut scale = (above.bits() - below.bits() - 53).max(SMALLEST);
    loop {
        let (dividend, divisor) = if scale < 0 {
            (above.shifted(scale.unsigned_abs()), below.clone())
        } else {
            (above.clone(), below.shifted(scale.unsigned_abs()))
        };
        let (mut mantissa, rest) = dividend.divided(&divisor);
        if mantissa >= EXACT_WHOLE {
            scale += 1;
            continue;
        }
        match rest.shifted(1).compare(&divisor) {
            Ordering::Greater => mantissa += 1,
            Ordering::Equal => mantissa += mantissa & 1,
            Ordering::Less => {}
        }
        // A mantissa that was rounded up to 54 bits carries into the exponent.
        let exponent = u64::try_from(scale - SMALLEST).unwrap_or(0);
        let bits = (exponent << 52).saturating_add(mantissa);
        return f64::from_bits(bits.min(f64::INFINITY.to_bits()));
    }
}

/// A whole number of any size, its lowest part first; zero has no parts.
#[derive(Clone)]
struct Natural(Vec<u32>);

impl Natural {
    fn of(digits: &[u8]) -> Self {
        let mut number = Self(Vec::new());
        for digit in digits {
            number.times_and(10, u32::from(digit.wrapping_sub(b'0')));
        }
        number
    }

    fn power_of_ten(exponent: u32) -> Self {
        let mut number = Self(vec![1]);
        for _ in 0..exponent {
            number.times_and(10, 0);
        }
        number
    }

    /// Multiplies by a small number and adds another.
    fn times_and(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn times(&self, other: &Self) -> Self {
        let mut product = Self(Vec::new());
        for part in other.0.iter().rev() {
            product = product.shifted(32);
            let mut summand = self.clone();
            summand.times_and(*part, 0);
            product.add(&summand);
        }
        product
    }

    fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        let mut carry = 0;
        for (part, more) in self
            .0
            .iter_mut()
            .zip(other.0.iter().chain(core::iter::repeat(&0)))
        {
            carry += u64::from(*part) + u64::from(*more);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (part, less) in self
            .0
            .iter_mut()
            .zip(other.0.iter().chain(core::iter::repeat(&0)))
        {
            let less = u64::from(*less) + borrow;
            borrow = u64::from(u64::from(*part) < less);
            *part = low((u64::from(*part) + (borrow << 32)) - less);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Times two to the power of `bits`.
    fn shifted(&self, bits: u32) -> Self {
        if self.0.is_empty() {
            return self.clone();
        }
        let mut number = self.clone();
        number.times_and(1 << (bits % 32), 0);
        for _ in 0..bits / 32 {
            number.0.insert(0, 0);
        }
        number
    }

    fn bits(&self) -> i32 {
        let top = self.0.last().map_or(32, |part| part.leading_zeros());
        let bits = 32 * self.0.len() - usize::try_from(top).unwrap_or(0).min(32 * self.0.len());
        i32::try_from(bits).unwrap_or(i32::MAX)
    }

    fn compare(&self, other: &Self) -> Ordering {
        let longer = self.0.len().cmp(&other.0.len());
        longer.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// The number as it fits into 64 bits, if it does.
    fn small(&self) -> Option<u64> {
        let part = |nth| u64::from(self.0.get(nth).copied().unwrap_or(0));
        (self.0.len() < 3).then(|| part(0) | part(1) << 32)
    }

    /// Whole part and rest of a division that gives less than 2^56.
    fn divided(mut self, divisor: &Self) -> (u64, Self) {
        let mut whole = 0;
        for bit in (0..56).rev() {
            let part = divisor.shifted(bit);
            if self.compare(&part) != Ordering::Less {
                self.subtract(&part);
                whole |= 1 << bit;
            }
        }
        (whole, self)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
const fn low(value: u64) -> u32 {
    value as u32
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use proptest::prelude::*;

    fn check(digits: &str, exponent: i32) {
        let wanted: f64 = format!("{digits}e{exponent}").parse().unwrap();
        let given = nearest(digits.as_bytes(), exponent);
        assert_eq!(given.to_bits(), wanted.to_bits(), "{digits}e{exponent}");
    }

    #[test]
    fn edges_are_those_of_the_standard_library() {
        for (digits, exponent) in [
            ("0", 5),
            ("1", 0),
            ("15", -2),
            ("9007199254740993", 0),
            ("9007199254740995", 0),
            ("17976931348623157", 292),
            ("17976931348623158", 292),
            ("179769313486231580793", 288),
            ("17976931348623159", 292),
            ("1", 309),
            ("1", 400),
            ("22250738585072014", -324),
            ("22250738585072011", -324),
            ("5", -324),
            ("2470328229206232720882843964341106861825", -363),
            (
                "24703282292062327208828439643411068618252990130716238221279284125033775363510437593264991818081799618989828234772285886546332835517796989819938739800539093906315035659515570226392290858392449105184435931802849936536152500319370457678249219365623669863658480757001585769269903706311928279558551332927834338409351978015531246597263579574622766465272827220056374006485499977096599470454020828166226237857393450736339007967761930577506740176324673600968951340535537458516661134223766678604816215968319",
                -819,
            ),
            ("1", -400),
        ] {
            check(digits, exponent);
        }
    }

    proptest! {
        #[test]
        fn any_number_is_that_of_the_standard_library(digits in "[0-9]{1,40}", exponent in -380_i32..330) {
            check(&digits, exponent);
        }

        #[test]
        fn any_double_reads_back(bits: u64) {
            let value = f64::from_bits(bits).abs();
            prop_assume!(value.is_finite());
            let text = format!("{value:e}");
            let (mantissa, exponent) = text.split_once('e').unwrap();
            let digits = mantissa.replace('.', "");
            let exponent: i32 = exponent.parse().unwrap();
            let places = i32::try_from(digits.len() - 1).unwrap();
            prop_assert_eq!(nearest(digits.as_bytes(), exponent - places).to_bits(), value.to_bits());
        }
    }
}
