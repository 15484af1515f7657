//! How long do those wait that come in a spike?
//!
//! A request that comes behind a backlog waits until that has been taken up, by the
//! capacity that there will be then.

use super::plant::{Run, Step};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{count_of, exp, halved, ln, of_count};

/// The chance with which the longest wait is shorter, as the rate of longer ones: the
/// mean of the longest of many.
const LONGEST: f64 = 0.561_459_483_566_885_2;

/// Halvings that find a wait.
const HALVINGS: u32 = 40;

impl Run {
    /// The chance of each step's arrivals to wait for longer than so many seconds.
    pub fn chances(&self, seconds: f64) -> impl Iterator<Item = f64> {
        let after = 0.5 + seconds / self.step;
        let mut before = None;
        self.steps.iter().enumerate().map(move |(at, step)| {
            let key = (step.queue, step.capacity);
            match before {
                Some((known, chance)) if known == key => return chance,
                _ => {}
            }
            if !step.queue.has_backlog() {
                let taken = step.capacity / self.step * seconds;
                let chance = step.queue.over(taken, self.scatter);
                before = Some((key, chance));
                return chance;
            }
            let taken = self.offered(of_count(at) + after) - step.offered - step.capacity / 2.0;
            step.queue.over(max(taken, 0.0), self.scatter)
        })
    }

    /// Requests that can be taken up within so many steps from the beginning; after the
    /// last as many as in that.
    fn offered(&self, steps: f64) -> f64 {
        let whole = min(steps, of_count(self.steps.len().saturating_sub(1))).floor();
        let it = self.steps.get(count_of(whole));
        it.map_or(0.0, |it| it.offered + it.capacity * (steps - whole))
    }

    /// Seconds from the middle of a step until so many more have been taken up; endless
    /// where no capacity comes.
    fn until(&self, at: usize, requests: f64) -> f64 {
        let rest = self.steps.get(at..).unwrap_or(&[]);
        let Some(step) = rest.first() else {
            return 0.0;
        };
        let goal = step.offered + step.capacity / 2.0 + requests;
        let passed = rest.partition_point(|it| it.offered + it.capacity < goal);
        let passed = passed.min(rest.len() - 1);
        let it = rest.get(passed).unwrap_or(step);
        if requests <= 0.0 {
            0.0
        } else if it.capacity <= 0.0 {
            f64::INFINITY
        } else {
            max(
                of_count(passed) + (goal - it.offered) / it.capacity - 0.5,
                0.0,
            ) * self.step
        }
    }

    /// The share of those that were let in that wait for longer than so many seconds.
    pub fn share_over(&self, seconds: f64) -> f64 {
        self.mean_of(self.chances(seconds))
    }

    /// The mean wait of those that were let in, in seconds.
    pub fn mean(&self) -> f64 {
        let steps = self.steps.iter().enumerate();
        self.mean_of(steps.map(|(at, step)| self.after(at, step.queue.mean())))
    }

    /// The wait in seconds that such a share of a step's arrivals does not exceed.
    pub fn within(&self, at: usize, share: f64) -> f64 {
        let Some(step) = self.steps.get(at) else {
            return 0.0;
        };
        self.after(at, step.queue.within(share, self.scatter))
    }

    /// Seconds that one of a step's arrivals waits behind so many.
    pub(super) fn after(&self, at: usize, requests: f64) -> f64 {
        match self.steps.get(at) {
            Some(step) if !step.queue.has_backlog() && step.capacity > 0.0 => {
                requests / step.capacity * self.step
            }
            _ => self.until(at, requests),
        }
    }

    fn mean_of(&self, each: impl Iterator<Item = f64>) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for (step, value) in self.steps.iter().zip(each) {
            let came = step.arrivals - step.shed;
            sum += came * value;
            all += came;
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// When the last came of which at least such a share waits for longer than so many
    /// seconds; none where none does.
    pub fn last_over(&self, seconds: f64, share: f64) -> Option<f64> {
        let late = self.chances(seconds).enumerate();
        let last = late.filter(|(_, chance)| *chance >= share).last();
        last.map(|(at, _)| of_count(at + 1) * self.step)
    }

    /// The longest wait, on average over what chance may bring.
    pub fn worst(&self) -> f64 {
        max(self.worst_behind(), self.worst_calm())
    }

    /// Behind the largest backlog: by as much as chance makes its peak higher, of what
    /// grows before it and goes after it.
    fn worst_behind(&self) -> f64 {
        let behind = self.steps.iter().enumerate();
        let waits = behind
            .filter(|(_, step)| step.queue.mean > 0.0)
            .map(|(at, step)| (at, step, self.until(at, step.queue.mean)));
        let longest = waits.reduce(|one, other| if other.2 > one.2 { other } else { one });
        let Some((at, peak, wait)) = longest.filter(|it| it.2.is_finite()) else {
            return longest.map_or(0.0, |it| it.2);
        };
        let higher = |step: Option<&Step>| {
            let Some(step) = step else { return 0.0 };
            let drift = (step.arrivals - step.capacity).abs();
            let spread = step.arrivals + step.capacity * self.scatter;
            min(
                spread / (2.0 * max(drift, 1e-9)),
                peak.queue.variance.sqrt(),
            )
        };
        let before = higher(at.checked_sub(2).and_then(|at| self.steps.get(at)));
        let after = higher(self.steps.get(at + 2));
        let both = before + after;
        if both <= 0.0 {
            return wait;
        }
        // The larger of two that are exponential.
        self.until(at, peak.queue.mean + both - before * after / both)
    }

    /// Where there is no backlog: how often a wait comes to be longer than one, which is
    /// once or less for the longest.
    fn worst_calm(&self) -> f64 {
        let mut all: Vec<(f64, f64)> = Vec::new();
        for step in &self.steps {
            let per_second = -step.queue.each * step.capacity / self.step;
            if step.queue.has_backlog() || per_second <= 0.0 {
                continue;
            }
            let spare = 1.0 - min(step.arrivals / step.capacity, 1.0);
            let rate = step.queue.held * per_second * spare * self.step;
            match all.last_mut() {
                Some((decay, sum)) if (*decay - per_second).abs() <= 0.0 => *sum += rate,
                _ => all.push((per_second, rate)),
            }
        }
        let each = |wait: f64| {
            all.iter()
                .map(move |(decay, rate)| rate * exp(-decay * wait))
        };
        let longer = |wait: f64| each(wait).sum::<f64>();
        if longer(0.0) <= LONGEST {
            return 0.0;
        }
        let slowest = all
            .iter()
            .fold(f64::INFINITY, |slow, (decay, _)| min(slow, *decay));
        let most = ln(longer(0.0) / LONGEST) / slowest;
        let [_, wait] = halved([0.0, most], HALVINGS, &|wait| longer(wait) > LONGEST);
        wait
    }
}
