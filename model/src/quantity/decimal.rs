//! What are the decimal digits of a number?
//!
//! Text is read and written through these digits, so that `15%` is exactly the
//! double nearest to 0.15 and a value shown as `28.5 %` is not off by the noise
//! of a multiplication: shifting the decimal point moves no bits.

use super::nearest::nearest;
use std::fmt::Write as _;

/// A decimal number: `0.DIGITS` times ten to the power of `point`.
///
/// No zeros lead or trail in `digits`; zero has none and is never negative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// How the digits before the point are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// `1234567`
    None,
    /// `1,234,567`
    Commas,
}

impl Decimal {
    /// The shortest decimal that reads back to the same bits; zero for a value
    /// that is not finite (callers name those before they come here).
    pub(crate) fn of(value: f64) -> Self {
        let mut text = String::new();
        if !value.is_finite() || write!(text, "{:e}", value.abs()).is_err() {
            text.push('0');
        }
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        Self::from_parts(whole, fraction)
            .shifted(exponent.parse().unwrap_or(0))
            .signed(value < 0.0)
    }

    /// The number `whole.fraction`; characters other than digits (grouping) are
    /// skipped.
    pub(crate) fn from_parts(whole: &str, fraction: &str) -> Self {
        let mut digits: Vec<u8> = whole.bytes().filter(u8::is_ascii_digit).collect();
        let point = i32::try_from(digits.len()).unwrap_or(i32::MAX);
        digits.extend(fraction.bytes().filter(u8::is_ascii_digit));
        Self {
            negative: false,
            digits,
            point,
        }
        .trimmed()
    }

    /// The same digits with this sign.
    pub(crate) fn signed(mut self, negative: bool) -> Self {
        self.negative = negative && !self.is_zero();
        self
    }

    /// Times ten to the power of `places`.
    pub(crate) fn shifted(mut self, places: i32) -> Self {
        if !self.is_zero() {
            self.point = self.point.saturating_add(places);
        }
        self
    }

    /// Times a small whole number, exactly.
    pub(crate) fn times(mut self, factor: u32) -> Self {
        let mut carry = 0_u64;
        let mut product = Vec::with_capacity(self.digits.len() + 10);
        for digit in self.digits.iter().rev() {
            carry += u64::from(digit - b'0') * u64::from(factor);
            product.push(last_digit(carry));
            carry /= 10;
        }
        while carry > 0 {
            product.push(last_digit(carry));
            carry /= 10;
            self.point = self.point.saturating_add(1);
        }
        product.reverse();
        self.digits = product;
        self.trimmed()
    }

    /// Rounded half up to this many digits after the point.
    pub(crate) fn rounded(mut self, places: i32) -> Self {
        let kept = self.point.saturating_add(places);
        let Ok(kept) = usize::try_from(kept) else {
            return Self::from_parts("", "");
        };
        let Some(&next) = self.digits.get(kept) else {
            return self;
        };
        self.digits.truncate(kept);
        if next < b'5' {
            return self.trimmed();
        }
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return self.trimmed();
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.point += 1;
        self.trimmed()
    }

    /// Rounded half up to this many digits in all.
    pub(crate) fn significant(self, digits: i32) -> Self {
        let places = digits - self.point;
        self.rounded(places)
    }

    /// The double nearest to this number; infinite when it is too large.
    pub(crate) fn to_f64(&self) -> f64 {
        let size = nearest(&self.digits, self.point);
        if self.negative { -size } else { size }
    }

    /// Is this zero?
    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Is nothing left after the point?
    pub(crate) fn is_whole(&self) -> bool {
        i32::try_from(self.digits.len()).is_ok_and(|count| count <= self.point) || self.is_zero()
    }

    /// How many digits stand before the point: 3 for 123.4, 0 for 0.5, -2 for
    /// 0.005.
    pub(crate) fn magnitude(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point }
    }

    /// How many digits there are, zeros at either end not counted.
    pub(crate) fn precision(&self) -> usize {
        self.digits.len()
    }

    /// Written plainly while that is short, otherwise as `1.5e21`.
    pub(crate) fn text(&self, grouping: Grouping) -> String {
        if (-5..=21).contains(&self.magnitude()) {
            self.plain(grouping)
        } else {
            self.scientific()
        }
    }

    /// Written without an exponent; only for sensible magnitudes.
    pub(crate) fn plain(&self, grouping: Grouping) -> String {
        let mut text = String::from(if self.negative { "-" } else { "" });
        if self.magnitude() <= 0 {
            text.push('0');
        }
        for index in 0..self.magnitude() {
            let left = self.magnitude() - index;
            if grouping == Grouping::Commas && index > 0 && left % 3 == 0 {
                text.push(',');
            }
            text.push(self.digit(index));
        }
        if self.is_whole() {
            return text;
        }
        text.push('.');
        let end = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        for _ in self.magnitude().min(0)..0 {
            text.push('0');
        }
        for index in self.magnitude().max(0)..end {
            text.push(self.digit(index));
        }
        text
    }

    /// Written as `1.5e21`.
    pub(crate) fn scientific(&self) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let mut text = String::from(if self.negative { "-" } else { "" });
        for (index, digit) in self.digits.iter().enumerate() {
            if index == 1 {
                text.push('.');
            }
            text.push(char::from(*digit));
        }
        text.push('e');
        text.push_str(&self.point.saturating_sub(1).to_string());
        text
    }

    fn digit(&self, index: i32) -> char {
        let digit = usize::try_from(index)
            .ok()
            .and_then(|index| self.digits.get(index));
        char::from(digit.copied().unwrap_or(b'0'))
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        let zeros = self
            .digits
            .iter()
            .take_while(|digit| **digit == b'0')
            .count();
        self.digits.drain(..zeros);
        self.point = self
            .point
            .saturating_sub(i32::try_from(zeros).unwrap_or(i32::MAX));
        if self.digits.is_empty() {
            self.point = 0;
            self.negative = false;
        }
        self
    }
}

fn last_digit(number: u64) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, plain: &str) {
        assert_eq!(Decimal::of(value).plain(Grouping::Commas), plain);
    }

    #[test]
    fn writes_plainly() {
        check(0.0, "0");
        check(-0.0, "0");
        check(1.0, "1");
        check(-1_234_567.5, "-1,234,567.5");
        check(1000.0, "1,000");
        check(100.0, "100");
        check(0.1, "0.1");
        check(0.000_25, "0.00025");
        check(9_007_199_254_740_992.0, "9,007,199,254,740,992");
    }

    #[test]
    fn rounds_half_up_on_decimal_digits() {
        for (value, places, text) in [
            (0.285, 2, "0.29"),
            (99.995, 2, "100"),
            (0.4, 0, "0"),
            (0.5, 0, "1"),
            (0.04, 0, "0"),
            (1234.0, -2, "1200"),
            (9999.0, -2, "10000"),
            (-2.5, 0, "-3"),
        ] {
            let rounded = Decimal::of(value).rounded(places);
            assert_eq!(rounded.plain(Grouping::None), text, "{value}");
        }
    }

    #[test]
    fn multiplies_exactly() {
        // 1.1 * 3600 in doubles is 3960.0000000000005.
        let seconds = Decimal::of(1.1).times(3600);
        assert_eq!(seconds.plain(Grouping::None), "3960");
        let large = Decimal::from_parts("99999999999999999999", "").times(60);
        assert_eq!(large.plain(Grouping::None), "5999999999999999999940");
        assert!(Decimal::of(5.0).times(0).is_zero());
    }
}
