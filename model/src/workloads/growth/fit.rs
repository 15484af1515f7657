//! What growth, and what scaling, does a history show? Least squares through
//! logarithms, with the interval in which the truth lies 19 times out of 20.
//!
//! ```text
//! ln(customers) = a + ln(1 + growth) * month
//! ln(resource)  = a + exponent * ln(customers)
//! ```

use super::student::student_975;
use crate::quantity::Missing;
use crate::quantity::math::{exp, ln, power};

/// Why a history says nothing.
pub const TOO_FEW: Missing =
    Missing("A fit needs at least 3 points; with fewer there is nothing to tell chance by.");
/// Why a history of growth says nothing.
pub const ONE_MONTH_ONLY: Missing =
    Missing("All points are of one month. Growth needs points of different months.");
/// Why a history of scaling says nothing.
pub const ONE_SIZE_ONLY: Missing = Missing(
    "All points are at one number of customers. Scaling needs points at different numbers.",
);
/// Why a history says nothing.
pub const NOT_POSITIVE: Missing = Missing(
    "A point is zero or less. Growth by shares cannot start from there: leave such points out.",
);
/// Why a history says nothing.
pub const BEYOND: Missing =
    Missing("The points lie too far apart for a fit: growth would pass any number.");

/// A straight line by least squares.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    /// Its value at zero.
    pub intercept: f64,
    /// Its steepness.
    pub slope: f64,
    /// The standard error of the slope.
    pub slope_error: f64,
    /// The standard deviation of the points around it.
    pub residual: f64,
    /// Which share of the points' spread it explains, from 0 to 1.
    pub explained: f64,
    /// How many points it goes through.
    pub points: usize,
}

/// A fitted number with its 95 % interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fit {
    /// The best estimate.
    pub value: f64,
    /// The low end of the interval.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// Which share of the points' spread the fit explains, from 0 to 1.
    pub explained: f64,
    /// How many points it goes through.
    pub points: usize,
}

/// The line through points of `x` and `y`; none for fewer than 3, or when all
/// stand at one `x`.
pub fn line(points: &[(f64, f64)]) -> Option<Line> {
    let count = f64::from(u32::try_from(points.len()).ok()?);
    if points.len() < 3 {
        return None;
    }
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (mean_x, mean_y) = (mean(|point| point.0), mean(|point| point.1));
    // Sums about the means: the squares of dates themselves would swallow them.
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    if xx <= 0.0 {
        return None;
    }
    let slope = xy / xx;
    let left: f64 = points
        .iter()
        .map(|(x, y)| {
            let off = (y - mean_y) - slope * (x - mean_x);
            off * off
        })
        .sum();
    let variance = left / (count - 2.0);
    Some(Line {
        intercept: mean_y - slope * mean_x,
        slope,
        slope_error: power(variance / xx, 0.5),
        residual: power(variance, 0.5),
        explained: if yy > 0.0 { 1.0 - left / yy } else { 1.0 },
        points: points.len(),
    })
}

/// The monthly growth that points of months and customers show, as a share.
///
/// # Errors
/// Says why the points show none.
pub fn growth(points: &[(f64, f64)]) -> Result<Fit, Missing> {
    let logs = logs(points, |month| month)?;
    let found = fit(&logs, ONE_MONTH_ONLY)?;
    let share = |slope: f64| exp(slope) - 1.0;
    let fit = Fit {
        value: share(found.value),
        low: share(found.low),
        high: share(found.high),
        ..found
    };
    if fit.high.is_finite() {
        Ok(fit)
    } else {
        Err(BEYOND)
    }
}

/// The exponent by which a resource grows with customers, from points of
/// customers and resource.
///
/// # Errors
/// Says why the points show none.
pub fn exponent(points: &[(f64, f64)]) -> Result<Fit, Missing> {
    if points.iter().any(|(customers, _)| *customers <= 0.0) {
        return Err(NOT_POSITIVE);
    }
    fit(&logs(points, ln)?, ONE_SIZE_ONLY)
}

fn logs(points: &[(f64, f64)], x: fn(f64) -> f64) -> Result<Vec<(f64, f64)>, Missing> {
    if points.len() < 3 {
        return Err(TOO_FEW);
    }
    if points.iter().any(|(_, y)| *y <= 0.0) {
        return Err(NOT_POSITIVE);
    }
    let logs: Vec<_> = points
        .iter()
        .map(|point| (x(point.0), ln(point.1)))
        .collect();
    let known = logs.iter().all(|(x, y)| x.is_finite() && y.is_finite());
    known.then_some(logs).ok_or(BEYOND)
}

fn fit(points: &[(f64, f64)], no_spread: Missing) -> Result<Fit, Missing> {
    let line = line(points).ok_or(no_spread)?;
    let freedom = u32::try_from(line.points - 2).unwrap_or(u32::MAX);
    let reach = student_975(freedom) * line.slope_error;
    if !(line.slope.is_finite() && reach.is_finite()) {
        return Err(BEYOND);
    }
    Ok(Fit {
        value: line.slope,
        low: line.slope - reach,
        high: line.slope + reach,
        explained: line.explained,
        points: line.points,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST StRD, linear regression, "Norris": calibration of ozone monitors,
    /// with its certified values. Points are (x, y).
    const NORRIS: [(f64, f64); 36] = [
        (0.2, 0.1),
        (337.4, 338.8),
        (118.2, 118.1),
        (884.6, 888.0),
        (10.1, 9.2),
        (226.5, 228.1),
        (666.3, 668.5),
        (996.3, 998.5),
        (448.6, 449.1),
        (777.0, 778.9),
        (558.2, 559.2),
        (0.4, 0.3),
        (0.6, 0.1),
        (775.5, 778.1),
        (666.9, 668.8),
        (338.0, 339.3),
        (447.5, 448.9),
        (11.6, 10.8),
        (556.0, 557.7),
        (228.1, 228.3),
        (995.8, 998.0),
        (887.6, 888.8),
        (120.2, 119.6),
        (0.3, 0.3),
        (0.3, 0.6),
        (556.8, 557.6),
        (339.1, 339.3),
        (887.2, 888.0),
        (999.0, 998.5),
        (779.0, 778.9),
        (11.1, 10.2),
        (118.3, 117.6),
        (229.2, 228.9),
        (669.1, 668.4),
        (448.9, 449.2),
        (0.5, 0.2),
    ];

    fn check(ours: f64, published: f64) {
        assert!(
            (ours - published).abs() <= 1e-9 * published.abs(),
            "{ours} is not {published}"
        );
    }

    #[test]
    fn agrees_with_the_certified_values() {
        let line = line(&NORRIS).unwrap();
        check(line.slope, 1.002_116_818_020_45);
        check(line.intercept, -0.262_323_073_774_029);
        check(line.slope_error, 0.429_796_848_199_937e-3);
        check(line.residual, 0.884_796_396_144_373);
        check(line.explained, 0.999_993_745_883_712);
    }

    /// Logarithms 0, 1, 2 + 3d, with d = ln 1.1: by hand the slope is
    /// 1 + 1.5d, the points lie d/2, -d, d/2 off the line, and so the
    /// slope's error is sqrt(1.5 d^2 / 1 / 2) = 0.8660254 d.
    #[test]
    fn three_months_by_hand() {
        let d = ln(1.1);
        let points = [(0.0, 1.0), (1.0, exp(1.0)), (2.0, exp(2.0 + 3.0 * d))];
        let slope = 1.0 + 1.5 * d;
        let reach = 12.706_204_736_432_1 * 0.866_025_403_784_438_6 * d;
        let fit = growth(&points).unwrap();
        check(fit.value, exp(slope) - 1.0);
        check(fit.low, exp(slope - reach) - 1.0);
        check(fit.high, exp(slope + reach) - 1.0);
    }

    #[test]
    fn what_grows_exactly_is_found_exactly() {
        let months = [24_312.0, 24_315.0, 24_313.0, 24_320.0];
        let points = months.map(|month| (month, 500.0 * power(1.15, month - 24_312.0)));
        let fit = growth(&points).unwrap();
        check(fit.value, 0.15);
        assert!(fit.low <= fit.value && fit.value <= fit.high);
        assert!(fit.high - fit.low < 1e-9 && fit.explained > 0.999_999);
        let sizes = [100.0, 500.0, 2000.0, 9000.0];
        let pods = sizes.map(|customers| (customers, 5.0 * power(customers / 500.0, 0.8)));
        check(exponent(&pods).unwrap().value, 0.8);
    }

    #[test]
    fn a_history_that_shows_nothing_says_why() {
        let cases: [(&[(f64, f64)], Missing); 5] = [
            (&[], TOO_FEW),
            (&[(1.0, 5.0), (2.0, 6.0)], TOO_FEW),
            (&[(1.0, 5.0), (1.0, 6.0), (1.0, 7.0)], ONE_MONTH_ONLY),
            (&[(1.0, 5.0), (2.0, 0.0), (3.0, 7.0)], NOT_POSITIVE),
            (&[(0.0, 1e-300), (1e-3, 1e300), (2e-3, 1.0)], BEYOND),
        ];
        for (points, absent) in cases {
            assert_eq!(growth(points), Err(absent), "{points:?}");
        }
        assert_eq!(exponent(&[(5.0, 1.0); 3]), Err(ONE_SIZE_ONLY));
        assert_eq!(exponent(&[(0.0, 1.0); 3]), Err(NOT_POSITIVE));
        assert_eq!(growth(&[(1.0, -5.0); 3]), Err(NOT_POSITIVE));
    }
}
