//! How much of a quantity falls into a bracket, as in an income tax?
//!
//! `min` and `max` are here because the standard library leaves the sign of a
//! zero open, and a figure must have the same bits on every machine.

/// The smaller of two numbers.
pub fn min(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

/// The larger of two numbers.
pub fn max(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

/// What part of `value` lies between `low` and `high`: nothing below `low`, at
/// most `high - low`.
pub fn between(value: f64, low: f64, high: f64) -> f64 {
    if value <= low {
        return 0.0;
    }
    min(value, high) - low
}

/// Half-way between two numbers: what is planned with where a range is stated.
pub fn middle(low: f64, high: f64) -> f64 {
    let sum = low + high;
    if sum.is_finite() {
        sum / 2.0
    } else {
        low / 2.0 + high / 2.0
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "halves and whole numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn brackets_add_up_to_the_whole() {
        for value in [0.0, 0.5, 1.0, 3.0, 4.0, 100.0] {
            let parts = [
                min(value, 1.0),
                between(value, 1.0, 4.0),
                value - min(value, 4.0),
            ];
            assert_eq!(parts.iter().sum::<f64>(), value);
        }
    }

    #[test]
    fn a_bracket_is_empty_below_and_full_above() {
        let cases = [(1.0, 0.0), (2.0, 0.0), (3.0, 1.0), (4.0, 2.0), (9.0, 2.0)];
        for (value, part) in cases {
            assert_eq!(between(value, 2.0, 4.0), part, "{value}");
        }
        assert_eq!(between(-1.0, 0.0, 4.0), 0.0);
    }

    #[test]
    fn the_middle_never_overflows() {
        assert_eq!(middle(0.1, 0.2), 0.150_000_000_000_000_02);
        assert_eq!(middle(-2.0, 4.0), 1.0);
        assert_eq!(middle(1e308, 1.6e308), 1.3e308);
        assert_eq!(middle(-1.5e308, 1.5e308), 0.0);
    }

    #[test]
    fn the_larger_and_the_smaller() {
        assert_eq!([min(1.0, 2.0), min(2.0, 1.0)], [1.0, 1.0]);
        assert_eq!([max(1.0, 2.0), max(2.0, 1.0)], [2.0, 2.0]);
    }
}
