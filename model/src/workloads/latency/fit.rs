//! Which law has the least squares to measurements? Levenberg and Marquardt's
//! steps from several starts, within the bounds of the law.

use super::usl::Law;
use crate::quantity::math::power;
use crate::workloads::growth::student::student_975;

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

/// Points in the sizes that the search works in.
pub(super) struct Fit<'a> {
    points: &'a [(f64, f64)],
    most_load: f64,
    most_rate: f64,
}

impl<'a> Fit<'a> {
    pub(super) fn new(points: &'a [(f64, f64)], most_load: f64) -> Self {
        let each = points.iter().map(|(load, rate)| rate / load);
        Self {
            points,
            most_load,
            most_rate: each.fold(0.0, |most, rate| if rate > most { rate } else { most }),
        }
    }

    /// The three with the least squares.
    pub(super) fn least(&self) -> Three {
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
    pub(super) fn law(&self, three: Three) -> Law {
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
