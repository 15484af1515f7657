//! Which floating-point functions may a formula use?
//!
//! The standard library's `powf`, `exp` and `ln` differ by an ulp between a
//! host and a browser, and a `ceil` turns an ulp into a server. These go
//! through `libm`, which gives the same bits everywhere; nothing else in the
//! project calls it.
//!
//! Every function is total. Where the real function has no value the doc
//! sentence says what comes instead; a finite input never gives NaN. Results
//! too large for a double are infinite, as in any floating-point product.

/// How far, relatively, a quotient may lie above a whole number and still be
/// that number: 6.000000001 pods are 6 (model, "General").
const NOISE: f64 = 1e-9;

/// Whole exponents up to this size are multiplied out.
const MULTIPLIED: f64 = 1024.0;

/// How many there are, as a number; zero for more than anyone counts.
pub fn of_count(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

/// A number from zero on as a count, without what is behind the point.
pub const fn count_of(number: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what does not fit becomes the nearest that does"
    )]
    let count = number as usize;
    count
}

/// `base` to the power of `exponent`, for bases of zero and above: whole
/// exponents by multiplication, others by way of logarithms, right to about a
/// relative 1e-15. A plan has some hundred of these, and this is three times as
/// fast as a power that is right to the last bit.
///
/// A negative base has a power only for whole exponents; for any other
/// exponent this gives 0, because growth of a negative quantity means nothing.
pub fn power(base: f64, exponent: f64) -> f64 {
    let size = libm::fabs(exponent);
    if size <= MULTIPLIED && libm::trunc(size) >= size {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number from 0 to 1024"
        )]
        let product = multiplied(base, size as u32);
        return if exponent < 0.0 {
            1.0 / product
        } else {
            product
        };
    }
    if base < 0.0 {
        return 0.0;
    }
    // One to an infinite power is one; the logarithm's way would be no number.
    let logarithm = ln(base);
    if libm::fabs(logarithm) <= 0.0 {
        return 1.0;
    }
    exp(exponent * logarithm)
}

/// `base` times itself, by squares.
fn multiplied(base: f64, times: u32) -> f64 {
    let (mut product, mut square, mut left) = (1.0, base, times);
    while left > 0 {
        if left % 2 == 1 {
            product *= square;
        }
        square *= square;
        left /= 2;
    }
    product
}

/// `e` to the power of `exponent`.
pub fn exp(exponent: f64) -> f64 {
    libm::exp(exponent)
}

/// The square root; zero of anything below zero.
pub fn root(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    libm::sqrt(value)
}

/// The natural logarithm. Of zero and of anything below it gives negative
/// infinity, the limit at zero, so that a comparison with it still decides.
pub fn ln(value: f64) -> f64 {
    if value <= 0.0 {
        return f64::NEG_INFINITY;
    }
    libm::log(value)
}

/// Where `holds` ends, which does at the first and not at the second: the two as near as
/// so many halvings bring them.
pub fn halved([low, high]: [f64; 2], halvings: u32, holds: &dyn Fn(f64) -> bool) -> [f64; 2] {
    (0..halvings).fold([low, high], |[low, high], _| {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            [middle, high]
        } else {
            [low, middle]
        }
    })
}

/// The chance that a standard normal number is above `z`.
pub fn normal_tail(z: f64) -> f64 {
    libm::erfc(z * core::f64::consts::FRAC_1_SQRT_2) / 2.0
}

/// The nearest whole number.
pub fn round_near(number: f64) -> f64 {
    libm::round(number)
}

/// The next whole number up, after removing floating noise of a relative 1e-9:
/// 6.000000001 gives 6, 10.8 / 1.8 gives 6, 6.01 gives 7.
pub fn round_up(quotient: f64) -> f64 {
    let nearest = libm::round(quotient);
    let up = if libm::fabs(quotient - nearest) <= NOISE * libm::fabs(quotient) {
        nearest
    } else {
        libm::ceil(quotient)
    };
    // Never a negative zero: it would print and compare as another figure.
    up + 0.0
}

/// The next whole number down, with the same noise removed: 5.999999999 gives 6.
pub fn round_down(quotient: f64) -> f64 {
    // Never a negative zero either.
    0.0 - round_up(-quotient)
}

/// 1 when `value` is above `limit`, otherwise 0: a step in a formula.
pub fn exceeds(value: f64, limit: f64) -> f64 {
    if value > limit { 1.0 } else { 0.0 }
}

/// What `name` adds up to over the rows that have it. A formula takes plain
/// numbers, so its caller has added them up: `sum(revenue)` in a text says so.
pub const fn sum(total: f64) -> f64 {
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equal to the last digit of a printed table of `digits` decimals.
    fn check(actual: f64, published: f64, digits: i32) {
        let half_a_digit: f64 = format!("0.5e-{digits}").parse().unwrap();
        assert!(
            (actual - published).abs() <= half_a_digit,
            "{actual} is not {published}"
        );
    }

    // Abramowitz and Stegun, Handbook of Mathematical Functions, tables 1.1,
    // 4.2 and 4.4.
    #[test]
    #[expect(clippy::approx_constant, reason = "a printed table is compared with")]
    fn agrees_with_published_tables() {
        check(exp(1.0), 2.718_281_828_459_045, 15);
        check(exp(-1.0), 0.367_879_441_171_442, 15);
        check(ln(2.0), 0.693_147_180_559_945, 15);
        check(ln(10.0), 2.302_585_092_994_046, 15);
        check(power(2.0, 0.5), 1.414_213_562_373_095, 15);
        check(power(10.0, 0.25), 1.778_279_410_038_923, 15);
        check(power(2.0, 10.0), 1024.0, 15);
        check(power(2.0, -3.0), 0.125, 15);
        // Table 26.1.
        check(normal_tail(0.0), 0.5, 15);
        check(normal_tail(1.0), 0.158_655_253_931_457, 15);
        check(normal_tail(-2.0), 0.977_249_868_051_821, 15);
    }

    // Model section 7: 15 % a month from 500 customers.
    #[test]
    fn grows_as_the_model_states() {
        for (months, customers) in [(3.0, 760.4), (6.0, 1156.5), (9.0, 1758.9), (12.0, 2675.1)] {
            check(500.0 * power(1.15, months), customers, 1);
        }
        // ln(10) / ln(1.15) = 16.475 months to ten times as many.
        check(ln(10.0) / ln(1.15), 16.475, 3);
    }

    #[test]
    fn has_an_answer_where_the_real_function_has_none() {
        assert_eq!(power(-8.0, 0.5).to_bits(), 0.0_f64.to_bits());
        check(power(-2.0, 3.0), -8.0, 15);
        check(power(0.0, 0.0), 1.0, 15);
        check(power(0.0, 0.8), 0.0, 15);
        check(power(1.0, f64::INFINITY), 1.0, 15);
        assert!(power(0.0, -1.0).is_infinite() && power(0.0, -0.5).is_infinite());
        assert!(power(1e300, 2.0).is_infinite() && power(1e300, 1.5).is_infinite());
        assert_eq!(power(1e300, -2.0).to_bits(), 0.0_f64.to_bits());
        assert!(ln(0.0).is_infinite() && ln(0.0) < 0.0);
        assert!(ln(-1.0).is_infinite() && ln(-1.0) < 0.0);
    }

    /// Against the power that is right to the last bit.
    #[test]
    fn a_power_is_right_to_a_relative_1e_14() {
        for base in [0.01, 0.5, 0.97, 1.0, 1.15, 2.72, 99.0, 1e6] {
            for exponent in [-36.0, -2.5, -1.0, 0.0, 0.3, 0.7, 0.8, 1.0, 4.96, 12.0, 36.0] {
                let exact = libm::pow(base, exponent);
                let ours = power(base, exponent);
                assert!(
                    (ours - exact).abs() <= 1e-14 * exact,
                    "{base} to {exponent}: {ours} is not {exact}"
                );
            }
        }
    }

    #[test]
    fn counts_whole_things() {
        let cases = [
            (6.0, 6.0),
            (6.000_000_001, 6.0),
            (10.8 / 1.8, 6.0),
            (6.000_000_1, 7.0),
            (5.999_999_999_9, 6.0),
            (6.01, 7.0),
            (0.000_001, 1.0),
            (0.0, 0.0),
            (-0.3, 0.0),
            (-1.5, -1.0),
            (1e18, 1e18),
            // Model section 2: 1,000 and 8,000 users.
            (1000.0 / 100.0 * 1.3, 13.0),
            (8000.0 / 100.0 * 1.3, 104.0),
            (500.0 * 0.1, 50.0),
        ];
        for (quotient, count) in cases {
            assert_eq!(
                round_up(quotient).to_bits(),
                f64::to_bits(count),
                "{quotient}"
            );
        }
        for (quotient, count) in [
            (5.999_999_999_9, 5.0 + 1.0),
            (5.99, 5.0),
            (0.3, 0.0),
            (-0.3, -1.0),
            (0.0, 0.0),
        ] {
            assert_eq!(
                round_down(quotient).to_bits(),
                f64::to_bits(count),
                "{quotient}"
            );
        }
    }

    #[test]
    fn steps_just_above_the_limit() {
        check(exceeds(2.0, 1.0), 1.0, 15);
        check(exceeds(1.0, 1.0), 0.0, 15);
        check(exceeds(0.0, 1.0), 0.0, 15);
    }
}
