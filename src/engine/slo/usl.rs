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
//! straightened law weighs small loads too much), found by Levenberg and
//! Marquardt's steps within those bounds. The interval is Student's for n - 3
//! degrees of freedom, two-sided.

use crate::quantity::Absent;
use crate::quantity::math::power;
use crate::workloads::growth::student::student_975;

/// Why measurements show no law.
pub const TOO_FEW: Absent =
    Absent("A law has three numbers, so that a fit needs at least 4 measurements.");
/// Why measurements show no law.
pub const TOO_ALIKE: Absent =
    Absent("A fit needs measurements at 3 different loads or more; these are at fewer.");
/// Why measurements show no law.
pub const NOT_POSITIVE: Absent = Absent(
    "A load, a latency or a throughput is zero or less, which says nothing of a law: leave that measurement out.",
);
/// Why measurements show no law.
pub const BEYOND: Absent =
    Absent("These measurements lie too far apart for a fit: it goes beyond any number.");

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

/// Work is in these: contention times the largest load, coherency times its
/// square, the rate over the largest one per load. All are about one.
type Three = [f64; 3];

/// Where to start from: contention and coherency as above.
const STARTS: [f64; 4] = [0.0, 0.3, 3.0, 30.0];
/// How many of the starts are followed.
const FOLLOWED: usize = 2;
/// Steps until a fit stands still, and more.
const MOST_STEPS: u32 = 300;
/// Damping beyond which no step is left to take.
const MOST_DAMPING: f64 = 1e9;

impl Law {
    /// The law through points of load and throughput.
    ///
    /// # Errors
    /// Says why they show none.
    pub fn fitted(points: &[(f64, f64)]) -> Result<Self, Absent> {
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
        1.0 + self.contention * (load - 1.0) + self.coherency * load * (load - 1.0)
    }

    /// The standard errors of contention, coherency and rate.
    pub fn errors(&self) -> Three {
        [0, 1, 2].map(|at| power(self.covariance[at][at], 0.5))
    }

    /// The standard error of what moves with the three by these slopes.
    pub fn error_of(&self, slopes: Three) -> f64 {
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

/// Points in the sizes that the search works in.
struct Fit<'a> {
    points: &'a [(f64, f64)],
    most_load: f64,
    most_rate: f64,
}

impl<'a> Fit<'a> {
    fn new(points: &'a [(f64, f64)], most_load: f64) -> Self {
        let each = points.iter().map(|(load, rate)| rate / load);
        Self {
            points,
            most_load,
            most_rate: each.fold(0.0, |most, rate| if rate > most { rate } else { most }),
        }
    }

    /// The three with the least squares.
    fn least(&self) -> Three {
        let mut starts: Vec<(f64, Three)> = Vec::new();
        for contention in STARTS {
            for coherency in STARTS {
                let start = self.bounded([contention, coherency, self.rate(contention, coherency)]);
                starts.push((self.squares(start), start));
            }
        }
        starts.sort_by(|one, other| one.0.total_cmp(&other.0));
        let ends = starts
            .iter()
            .take(FOLLOWED)
            .map(|start| self.descend(start.1));
        let least = ends.min_by(|one, other| one.0.total_cmp(&other.0));
        least.map_or([0.0, 0.0, 1.0], |(_, three)| three)
    }

    /// The rate that suits a contention and a coherency best.
    fn rate(&self, contention: f64, coherency: f64) -> f64 {
        let (mut with, mut square) = (0.0, 0.0);
        for (load, rate) in self.points {
            let unit = self.rates([contention, coherency, 1.0], *load);
            with += unit * rate;
            square += unit * unit;
        }
        with / square
    }

    fn work(&self, three: Three, load: f64) -> f64 {
        let above = (load - 1.0) / self.most_load;
        1.0 + three[0] * above + three[1] * above * load / self.most_load
    }

    fn rates(&self, three: Three, load: f64) -> f64 {
        three[2] * self.most_rate * load / self.work(three, load)
    }

    /// The sum of squares, infinite where there is no law.
    fn squares(&self, three: Three) -> f64 {
        let mut sum = 0.0;
        for (load, rate) in self.points {
            let off = rate - self.rates(three, *load);
            sum += off * off;
        }
        if sum.is_finite() { sum } else { f64::INFINITY }
    }

    fn bounded(&self, three: Three) -> Three {
        let most = [self.most_load, self.most_load * self.most_load];
        [
            three[0].clamp(0.0, most[0]),
            three[1].clamp(0.0, most[1]),
            if three[2] > 1e-12 { three[2] } else { 1e-12 },
        ]
    }

    /// The slopes of the squares' half, and how they bend.
    fn slopes(&self, three: Three) -> (Three, [Three; 3]) {
        let (mut slope, mut bend) = ([0.0; 3], [[0.0; 3]; 3]);
        for (load, rate) in self.points {
            let (work, now) = (self.work(three, *load), self.rates(three, *load));
            let above = (load - 1.0) / self.most_load;
            let by = [
                -now * above / work,
                -now * above * load / self.most_load / work,
                now / three[2],
            ];
            for one in 0..3 {
                slope[one] += by[one] * (rate - now);
                for other in 0..3 {
                    bend[one][other] += by[one] * by[other];
                }
            }
        }
        (slope, bend)
    }

    /// Whether each of the three may move: not one that is pressed to its bound.
    fn free(&self, three: Three, slope: Three) -> [bool; 3] {
        let most = [
            self.most_load,
            self.most_load * self.most_load,
            f64::INFINITY,
        ];
        [0, 1, 2].map(|at| {
            let at_least = three[at] <= 0.0 && slope[at] <= 0.0;
            let at_most = three[at] >= most[at] && slope[at] >= 0.0;
            !(at_least || at_most)
        })
    }

    /// Downhill from a start: the squares there, and where that is.
    fn descend(&self, start: Three) -> (f64, Three) {
        let (mut three, mut squares, mut damping) = (start, self.squares(start), 1e-3);
        for _ in 0..MOST_STEPS {
            let (slope, bend) = self.slopes(three);
            let free = self.free(three, slope);
            let mut damped = bend;
            for (at, row) in damped.iter_mut().enumerate() {
                row[at] *= 1.0 + damping;
            }
            let step = solved(damped, slope, free);
            let next = step.map(|step| self.bounded([0, 1, 2].map(|at| three[at] + step[at])));
            let found = next.map(|next| (self.squares(next), next));
            match found {
                Some((fewer, next)) if fewer < squares => {
                    let still = squares - fewer <= 1e-14 * squares;
                    (three, squares) = (next, fewer);
                    damping *= 0.2;
                    if still {
                        break;
                    }
                }
                _ => damping *= 5.0,
            }
            if damping > MOST_DAMPING {
                break;
            }
        }
        (squares, three)
    }

    /// The law in its own sizes, with how sure it is.
    fn law(&self, three: Three) -> Law {
        let (slope, bend) = self.slopes(three);
        let free = self.free(three, slope);
        let freedom = u32::try_from(self.points.len() - 3).unwrap_or(u32::MAX);
        let variance = self.squares(three) / f64::from(freedom);
        let sizes = [
            1.0 / self.most_load,
            1.0 / (self.most_load * self.most_load),
            self.most_rate,
        ];
        let mut covariance = [[0.0; 3]; 3];
        for at in 0..3 {
            let mut unit = [0.0; 3];
            unit[at] = 1.0;
            let column = solved(bend, unit, free).filter(|_| free[at]);
            for (row, held) in covariance.iter_mut().enumerate() {
                held[at] =
                    column.map_or(0.0, |column| column[row]) * variance * sizes[row] * sizes[at];
            }
        }
        Law {
            contention: three[0] * sizes[0],
            coherency: three[1] * sizes[1],
            rate: three[2] * sizes[2],
            covariance,
            residual: power(variance, 0.5),
            reach: student_975(freedom),
        }
    }
}

/// What solves the equations for those that are free; zero for the others.
fn solved(rows: [Three; 3], right: Three, free: [bool; 3]) -> Option<Three> {
    let mut rows = rows;
    let mut right = right;
    for (at, row) in rows.iter_mut().enumerate() {
        for (other, held) in row.iter_mut().enumerate() {
            if !(free[at] && free[other]) {
                *held = if at == other { 1.0 } else { 0.0 };
            }
        }
        if !free[at] {
            right[at] = 0.0;
        }
    }
    // The sums of squares of slopes have no need of another order of rows.
    for at in 0..3 {
        if !(rows[at][at].abs() > 0.0 && rows[at][at].is_finite()) {
            return None;
        }
        let (pivot, above) = (rows[at], right[at]);
        for below in at + 1..3 {
            let part = rows[below][at] / pivot[at];
            for (held, taken) in rows[below].iter_mut().zip(pivot) {
                *held -= part * taken;
            }
            right[below] -= part * above;
        }
    }
    let mut found = [0.0; 3];
    for at in (0..3).rev() {
        let known: f64 = (at + 1..3)
            .map(|other| rows[at][other] * found[other])
            .sum();
        found[at] = (right[at] - known) / rows[at][at];
    }
    found.iter().all(|it: &f64| it.is_finite()).then_some(found)
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
