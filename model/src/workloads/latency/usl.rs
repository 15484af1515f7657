//! How does throughput follow load when work waits for other work, and must be
//! kept in agreement? The Universal Scalability Law, by least squares.
//!
//! ```text
//! throughput(N) = rate * N / (1 + contention * (N - 1) + coherency * N * (N - 1))
//! ```
//!
//! Contention and coherency lie between 0 and 1, and the rate of one is above
//! zero: measured noise must not become a law by which work gets faster the
//! more there is of it. The squares are of throughput itself (a fit of the
//! straightened law weighs small loads too much); [`fit`](super::fit) finds them
//! within those bounds. The interval is Student's for n - 3 degrees of freedom, two-sided.

use super::fit::Fit;
use crate::quantity::Missing;
use crate::quantity::math::power;

/// Why measurements show no law.
pub const TOO_FEW: Missing =
    Missing("A law has three numbers, so that a fit needs at least 4 measurements.");
/// Why measurements show no law.
pub const TOO_ALIKE: Missing =
    Missing("A fit needs measurements at 3 different loads or more; these are at fewer.");
/// Why measurements show no law.
pub const NOT_POSITIVE: Missing = Missing(
    "A load, a latency or a throughput is zero or less, which says nothing of a law: leave that measurement out.",
);
/// Why measurements show no law.
pub const BEYOND: Missing =
    Missing("These measurements lie too far apart for a fit: it goes beyond any number.");

/// A law through measurements.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Law {
    /// How much of the work waits for other work.
    pub contention: f64,
    /// How much work it takes to keep others in agreement.
    pub coherency: f64,
    /// Throughput of one.
    pub rate: f64,
    /// How each pair of the three varies together, in the order above.
    pub covariance: [[f64; 3]; 3],
    /// The standard deviation of the measurements around it.
    pub residual: f64,
    /// Half of the 95 % interval in standard errors.
    pub reach: f64,
}

/// How much slower it is at a load than alone.
pub fn work(contention: f64, coherency: f64, load: f64) -> f64 {
    1.0 + contention * (load - 1.0) + coherency * load * (load - 1.0)
}

impl Law {
    /// The law through points of load and throughput.
    ///
    /// # Errors
    /// Says why they show none.
    pub fn fitted(points: &[(f64, f64)]) -> Result<Self, Missing> {
        if points
            .iter()
            .any(|(load, rate)| *load <= 0.0 || *rate <= 0.0)
        {
            return Err(NOT_POSITIVE);
        }
        if points.len() < 4 {
            return Err(TOO_FEW);
        }
        let mut loads: Vec<f64> = points.iter().map(|point| point.0).collect();
        loads.sort_by(f64::total_cmp);
        loads.dedup();
        if loads.len() < 3 {
            return Err(TOO_ALIKE);
        }
        let fit = Fit::new(points, loads[loads.len() - 1]);
        let law = fit.law(fit.least());
        let numbers = [law.contention, law.coherency, law.rate, law.residual];
        let known = numbers.iter().chain(law.covariance.iter().flatten());
        if known.into_iter().all(|number| number.is_finite()) && law.rate > 0.0 {
            Ok(law)
        } else {
            Err(BEYOND)
        }
    }

    /// Throughput at a load.
    pub fn throughput(&self, load: f64) -> f64 {
        self.rate * load / self.work(load)
    }

    /// How much slower it is at a load than alone.
    pub fn work(&self, load: f64) -> f64 {
        work(self.contention, self.coherency, load)
    }

    /// The standard errors of contention, coherency and rate.
    pub fn errors(&self) -> [f64; 3] {
        [0, 1, 2].map(|at| power(self.covariance[at][at], 0.5))
    }

    /// The standard error of what moves with the three by these slopes.
    pub fn error_of(&self, slopes: [f64; 3]) -> f64 {
        let mut variance = 0.0;
        for (one, row) in slopes.iter().zip(&self.covariance) {
            for (other, held) in slopes.iter().zip(row) {
                variance += one * other * held;
            }
        }
        // Rounding may leave a hair less than nothing.
        if variance > 0.0 {
            power(variance, 0.5)
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equal to the digits that were published.
    fn near(ours: f64, published: f64, share: f64) {
        assert!(
            (ours - published).abs() <= share * published.abs(),
            "{ours} is not {published}"
        );
    }

    /// SPEC SDM91 on a Sun SPARCcenter 2000, in the R package `usl`: scripts and
    /// scripts an hour; contention, coherency and scale with their errors.
    const SPEC_SDM91: [(f64, f64); 7] = [
        (1.0, 64.9),
        (18.0, 995.9),
        (36.0, 1652.4),
        (72.0, 1853.2),
        (108.0, 1828.9),
        (144.0, 1775.0),
        (216.0, 1702.2),
    ];

    /// A ray tracer, in the same package: processors and rays.
    const RAYTRACER: [(f64, f64); 11] = [
        (1.0, 20.0),
        (4.0, 78.0),
        (8.0, 130.0),
        (12.0, 170.0),
        (16.0, 190.0),
        (20.0, 200.0),
        (24.0, 210.0),
        (28.0, 230.0),
        (32.0, 260.0),
        (48.0, 280.0),
        (64.0, 310.0),
    ];

    #[test]
    fn agrees_with_the_published_fit_of_spec_sdm91() {
        let law = Law::fitted(&SPEC_SDM91).unwrap();
        near(law.contention, 0.027_728_4, 1e-5);
        near(law.coherency, 1.043_66e-4, 1e-5);
        near(law.rate, 89.995_17, 1e-5);
        let [contention, coherency, rate] = law.errors();
        near(contention, 0.009_122, 1e-3);
        near(coherency, 1.988e-5, 1e-3);
        near(rate, 14.21, 1e-3);
        near(law.residual, 82.85, 1e-3);
        for (load, fitted) in [
            (1.0, 90.0),
            (18.0, 1078.0),
            (36.0, 1541.0),
            (72.0, 1850.0),
            (108.0, 1879.0),
            (144.0, 1822.0),
            (216.0, 1646.0),
        ] {
            near(law.throughput(load), fitted, 5e-4);
        }
        near(
            power((1.0 - law.contention) / law.coherency, 0.5),
            96.519_56,
            1e-5,
        );
        near(law.rate / law.contention, 3245.589, 1e-5);
    }

    /// Beside the published numbers the interval with n - 3 degrees of freedom.
    #[test]
    fn agrees_with_the_published_fit_of_the_ray_tracer() {
        let law = Law::fitted(&RAYTRACER[..6]).unwrap();
        near(law.contention, 0.024_444, 1e-4);
        near(law.coherency, 0.001_626_81, 1e-4);
        near(law.rate, 20.856_05, 1e-5);
        let half = law.reach * law.errors()[0];
        near(law.contention - half, -0.0023, 0.03);
        near(law.contention + half, 0.0511, 2e-3);
    }

    /// Without bounds coherency comes out at -2.0e-4 here: work that gets
    /// faster the more there is of it.
    #[test]
    fn no_law_has_less_than_no_coherency() {
        let law = Law::fitted(&RAYTRACER).unwrap();
        near(law.contention, 0.057_770_8, 1e-5);
        near(law.rate, 21.848_843, 1e-6);
        assert_eq!(law.coherency.to_bits(), 0.0_f64.to_bits());
        assert_eq!(law.errors()[1].to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn a_law_without_noise_is_found_again() {
        let law = Law::fitted(&[
            (1.0, 1.0),
            (2.0, 1.8868),
            (4.0, 3.0769),
            (6.0, 3.5294),
            (8.0, 3.5398),
            (10.0, 3.3557),
        ])
        .unwrap();
        near(law.contention, 0.020_005_8, 1e-3);
        near(law.coherency, 0.019_999_7, 1e-4);
        near(law.rate, 1.000_005, 1e-5);
        for (contention, coherency, rate, scale) in [
            (0.05, 0.001, 40.0, 1.0),
            (0.0, 1e-9, 12.5, 5000.0),
            (0.3, 0.0, 0.01, 30.0),
            (0.0, 0.0, 7.0, 1.0),
        ] {
            let truth = Law {
                contention,
                coherency,
                rate,
                ..law
            };
            let loads = [1.0, 2.0, 3.0, 5.0, 8.0].map(|load| load * scale);
            let found = Law::fitted(&loads.map(|load| (load, truth.throughput(load)))).unwrap();
            for load in loads {
                near(found.throughput(load), truth.throughput(load), 1e-6);
            }
        }
    }

    #[test]
    fn what_shows_no_law_says_why() {
        let check = |points: &[(f64, f64)], why| assert_eq!(Law::fitted(points), Err(why));
        check(&[], TOO_FEW);
        check(&SPEC_SDM91[..3], TOO_FEW);
        check(&[(1.0, 1.0), (1.0, 2.0), (2.0, 3.0), (2.0, 2.5)], TOO_ALIKE);
        check(
            &[(1.0, 0.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)],
            NOT_POSITIVE,
        );
        check(
            &[(0.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)],
            NOT_POSITIVE,
        );
    }

    #[test]
    fn wild_points_give_a_law_or_a_reason() {
        for points in [
            [(1e-6, 1e9), (1e9, 1e-9), (5.0, 5.0), (7.0, 1e9)],
            [(1.0, 10.0), (2.0, 1.0), (3.0, 0.1), (4.0, 0.01)],
            [(1.0, 1.0), (10.0, 100.0), (100.0, 1e4), (1000.0, 1e6)],
            [(1e9, 1.0), (2e9, 1e-9), (3e9, 1e9), (4e9, 1.0)],
        ] {
            if let Ok(law) = Law::fitted(&points) {
                assert!((0.0..=1.0).contains(&law.contention), "{law:?}");
                assert!((0.0..=1.0).contains(&law.coherency), "{law:?}");
                assert!(law.rate > 0.0 && law.rate.is_finite(), "{law:?}");
            }
        }
    }

    #[test]
    fn the_order_of_points_does_not_matter() {
        let law = Law::fitted(&SPEC_SDM91).unwrap();
        let mut turned = SPEC_SDM91;
        turned.reverse();
        near(
            Law::fitted(&turned).unwrap().contention,
            law.contention,
            1e-7,
        );
    }
}
