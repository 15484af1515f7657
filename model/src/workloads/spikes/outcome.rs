//! What does a spike come to: who is late, for how long, and what it spends?
//!
//! A run follows the beginning, until capacity has come or will not. What follows is as its
//! end is: for as long as the spike lasts, a queue that still grows makes all late, and one
//! that goes makes those late who come until it is gone.

use super::budget::{Alert, Objective};
use super::plant::{Plant, Run, Step};
use super::recovery::Recovery;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{count_of, of_count};

/// For how many seconds a run follows a spike, and what comes after a short one.
pub const FOLLOWED: f64 = 1800.0;
/// For how many seconds it runs before the spike.
pub const AROUND: f64 = 60.0;
/// The first minutes, of which it is said who is late, in seconds.
const FIRST: f64 = 600.0;
/// Of those who come late, every so many steps are looked at for the longest wait.
const EVERY: usize = 8;
/// A smaller share than this is none.
const NONE: f64 = 1e-6;

/// What is promised.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Promised {
    /// Seconds that a request may wait.
    pub seconds: f64,
    /// For which share of requests, at any time.
    pub share: f64,
    /// For which share of a month's requests.
    pub objective: Objective,
}

/// What a spike comes to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Outcome {
    /// The share that is late of those who come in the first minutes.
    pub late: f64,
    /// What the promised share waits at most, in seconds; none where that grows for as long as
    /// the spike lasts.
    pub slowest: Option<f64>,
    /// Seconds for which the promise is broken.
    pub broken: f64,
    /// How it comes out of the run.
    pub recovery: Recovery,
    /// By how many a second those that wait grow at the end of the run.
    pub grows: f64,
    /// The share of the error budget that it spends; none where there is no budget.
    pub spent: Option<f64>,
    /// Seconds after its beginning at which the alert pages.
    pub pages: Option<f64>,
}

impl Plant {
    /// What a spike that lasts for so many seconds at its height comes to, of a run of it.
    pub fn outcome(&self, run: &Run, promised: &Promised, lasts: f64) -> Outcome {
        let mut bad = self.bad(run, promised.seconds);
        for it in &mut bad {
            if it[0] < NONE * it[1] {
                it[0] = 0.0;
            }
        }
        // A run that ended early is lost: all are late that follow.
        let all = bad.last().map_or(0.0, |it| it[1]);
        let steps = count_of((self.seconds / run.step).round());
        bad.resize(steps.max(bad.len()), [all, all]);
        let begins = self.spike.begins;
        let time = |at: usize| of_count(at) * run.step;
        let late_of = |[late, all]: [f64; 2]| if all > 0.0 { late / all } else { 0.0 };
        let noted = |share: f64| if share < NONE { 0.0 } else { share };
        let is_broken = |it: &[f64; 2]| late_of(*it) > 1.0 - promised.share;
        let is_first = |at: usize| (begins..begins + FIRST).contains(&time(at));
        let first = bad.iter().enumerate().filter(|(at, _)| is_first(*at));
        let first = first.fold([0.0, 0.0], |[late, all], (_, it)| {
            [late + it[0], all + it[1]]
        });
        let recovery = self.recovery(run);
        let rest = self.rest(run, lasts, recovery);
        let counted = of_count(bad.iter().filter(|it| is_broken(it)).count()) * run.step;
        let last = bad.last().copied().unwrap_or_default();
        let after = if is_broken(&last) {
            rest.same
        } else {
            rest.late
        };
        let rate = last[1] / run.step;
        let in_run: f64 = bad.iter().map(|it| it[0]).sum();
        let late = in_run + rate * (rest.late + (rest.same - rest.late) * late_of(last));
        let pages = self.pages(&bad, run.step, promised.objective, Alert::PAGE);
        Outcome {
            late: noted(late_of(first)),
            slowest: (rest.grows <= 0.0).then(|| slowest(run, promised.share)),
            broken: counted + after,
            recovery,
            grows: rest.grows,
            spent: self.spent(late, promised.objective).map(noted),
            pages: pages.map(|at| max(at - begins, 0.0)),
        }
    }

    /// What is left of the spike once the run ends, which is short of it or not.
    fn rest(&self, run: &Run, lasts: f64, recovery: Recovery) -> Rest {
        let followed = self.seconds - self.spike.begins - self.spike.rise;
        let same = max(lasts - followed, 0.0);
        let Some(last) = run.steps.last() else {
            return Rest::default();
        };
        let more = (last.arrivals - last.capacity) / run.step;
        if matches!(recovery, Recovery::Short(_)) {
            return Rest {
                same,
                late: same,
                grows: max(more, 0.0),
            };
        }
        let late = if last.waiting > 0.0 && more < 0.0 {
            min(last.waiting / -more, same)
        } else {
            0.0
        };
        Rest {
            same,
            late,
            grows: 0.0,
        }
    }
}

/// The seconds that follow a run.
#[derive(Clone, Copy, Default)]
struct Rest {
    /// While the spike lasts.
    same: f64,
    /// Of these, those in which all are late.
    late: f64,
    /// By how many a second those that wait grow.
    grows: f64,
}

/// What such a share waits at most, at the step where it waits longest.
fn slowest(run: &Run, share: f64) -> f64 {
    let behind = |(_, step): &(usize, &Step)| step.queue.has_backlog();
    let looked_at = run.steps.iter().enumerate().filter(behind).step_by(EVERY);
    let waits = looked_at.map(|(at, step)| (at, run.after(at, max(step.queue.mean, 0.0))));
    let longest = waits.reduce(|one, other| if other.1 > one.1 { other } else { one });
    let fullest = || {
        let full = |step: &Step| step.arrivals - step.capacity;
        let all = run.steps.iter().enumerate();
        all.reduce(|one, other| {
            if full(other.1) > full(one.1) {
                other
            } else {
                one
            }
        })
        .map_or(0, |(at, _)| at)
    };
    let at = longest.map_or_else(fullest, |(at, _)| at);
    run.within(at, share)
}
