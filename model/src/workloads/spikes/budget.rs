//! How much of the error budget does a spike spend, and when does the alert page?
//!
//! ```text
//! budget   (1 - objective) * requests of the period, as they usually come
//! bad      requests that wait for too long, and those that are refused
//! burn     bad of a window / all of it / (1 - objective)
//! pages    when a long and a short window both burn so fast
//! ```
//!
//! Windows begin before the spike, when requests came as usual and none was bad. The usual
//! alert is that of the SRE workbook: 14.4 times, over an hour and over five minutes.

use super::plant::{Plant, Run, Step};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{count_of, of_count};

/// What is promised of requests.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Objective {
    /// The share of requests for which it holds.
    pub share: f64,
    /// Seconds over which it is counted.
    pub period: f64,
}

/// When someone is woken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Alert {
    /// How many times as fast as it lasts the budget must be spent.
    pub burn: f64,
    /// Seconds over each of which it must be, the longer first.
    pub windows: [f64; 2],
}

impl Alert {
    /// The usual one.
    pub const PAGE: Self = Self {
        burn: 14.4,
        windows: [3600.0, 300.0],
    };
}

impl Plant {
    /// Of each step those that wait for longer than so many seconds or are refused, and all.
    pub fn bad(&self, run: &Run, seconds: f64) -> Vec<[f64; 2]> {
        let patience = self.client.patience.unwrap_or(f64::INFINITY);
        let chances = run.chances(min(seconds, patience));
        let steps = run.steps.iter().zip(chances);
        let bad =
            |(it, chance): (&Step, f64)| [(it.arrivals - it.shed) * chance + it.shed, it.arrivals];
        steps.map(bad).collect()
    }

    /// The share of the period's error budget that so many bad requests spend; none where
    /// nothing is promised that could be broken.
    pub fn spent(&self, bad: f64, objective: Objective) -> Option<f64> {
        let budget = (1.0 - objective.share) * self.spike.before * objective.period;
        (budget > 0.0).then(|| bad / budget)
    }

    /// After how many seconds of steps that take so many each the alert goes off; none where it
    /// does not.
    pub fn pages(
        &self,
        bad: &[[f64; 2]],
        step: f64,
        objective: Objective,
        alert: Alert,
    ) -> Option<f64> {
        let usual = self.spike.before * step;
        let most = alert.burn * (1.0 - objective.share);
        let windows = alert
            .windows
            .map(|seconds| count_of(max(seconds / step, 1.0)));
        // All up to each step.
        let mut sums = Vec::with_capacity(bad.len() + 1);
        let mut sum = [0.0, 0.0];
        sums.push(sum);
        for [late, all] in bad {
            sum = [sum[0] + late, sum[1] + all];
            sums.push(sum);
        }
        let share = |at: usize, window: usize| {
            let begin = sums
                .get(at.saturating_sub(window))
                .copied()
                .unwrap_or_default();
            let before = usual * of_count(window.saturating_sub(at));
            let all = sums[at][1] - begin[1] + before;
            if all > 0.0 {
                (sums[at][0] - begin[0]) / all
            } else {
                0.0
            }
        };
        let burns = |at: &usize| {
            let shares = windows.map(|window| share(*at, window));
            shares.into_iter().all(|share| share >= most && share > 0.0)
        };
        let at = (1..sums.len()).find(burns);
        at.map(|at| of_count(at) * step)
    }
}
