//! What does a spike do to those who come, second by second?
//!
//! ```text
//! arrivals    what the spike brings, and what is tried again
//! capacity    ready pods * requests at once / seconds that each takes
//! backlog     arrivals - capacity, while that is more than none
//! wait        until all that came before has been taken up, by the capacity to come;
//!             with the scatter of `backlog`
//! given up    after the patience of a client, and tried again so many times
//! shed        what comes when the queue is full, and tried again too
//! ```
//!
//! Arrivals are open: who comes does not depend on who waits, but for what is tried
//! again. A test with users that wait for their answer would hide the damage.

use super::autoscaler::Decision;
use super::backlog::{Backlog, Queue, Service};
use super::load::Spike;
use super::pool::Pool;
use super::running::{Load, Running};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{count_of, of_count, round_up};

/// No more steps than this are made, whatever their length.
pub const MOST_STEPS: usize = 36_000;

/// So many standard deviations make no difference.
const SURE: f64 = 6.0;

/// No request is tried again more often than this.
pub const MOST_RETRIES: usize = 10;

/// A pool of pods, and what comes to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Plant {
    /// How pods come and go.
    pub pool: Pool,
    /// Pods that run when it begins.
    pub replicas: f64,
    /// What a request takes.
    pub service: Service,
    /// Requests that a pod serves at once, at its limit.
    pub at_once: f64,
    /// What comes.
    pub spike: Spike,
    /// Who comes.
    pub client: Client,
    /// Requests that wait at most for each ready pod; others are refused. None: no bound.
    pub queue: Option<f64>,
    /// For how many seconds it is followed.
    pub seconds: f64,
    /// Once all wait for longer than so many seconds, more come than are taken up and no more
    /// pods can come, it is not followed any further: that stays so. None: to the end.
    pub lost_after: Option<f64>,
}

/// What a client does that has no answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Client {
    /// Seconds for which it waits to be taken up; none: for as long as it takes.
    pub patience: Option<f64>,
    /// How often it tries again.
    pub retries: usize,
    /// After how many seconds it does.
    pub pause: f64,
    /// What becomes of the request that it gave up.
    pub given_up: GivenUp,
}

impl Client {
    /// Waits, and does not try again.
    pub const PATIENT: Self = Self {
        patience: None,
        retries: 0,
        pause: 0.0,
        given_up: GivenUp::Leaves,
    };
}

/// What becomes of a request that nobody waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GivenUp {
    /// The server drops it.
    Leaves,
    /// The server does not know, and serves it in its turn.
    Served,
}

/// A step of the run.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// Requests that came for the first time.
    pub fresh: f64,
    /// Requests that came, those that were tried again too.
    pub arrivals: f64,
    /// Requests that were refused since the queue was full.
    pub shed: f64,
    /// Requests that were given up.
    pub given_up: f64,
    /// Requests that failed for good: refused or given up, and not tried again.
    pub failed: f64,
    /// Requests that were served though nobody waited for them.
    pub wasted: f64,
    /// Requests that wait, at the end of the step.
    pub waiting: f64,
    /// Requests that could be taken up in it.
    pub capacity: f64,
    /// Pods that are asked for.
    pub asked: f64,
    /// Pods that are ready.
    pub ready: f64,
    /// Pods that have a node and are not ready.
    pub starting: f64,
    /// How likely a queue of so many is before those that come.
    pub queue: Queue,
    /// Requests let in up to its end.
    admitted: f64,
    /// Capacity up to its beginning.
    pub(super) offered: f64,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Every step.
    pub steps: Vec<Step>,
    /// Seconds that each takes.
    pub step: f64,
    /// How much a request that is served scatters.
    pub(super) scatter: f64,
    /// Every change of replicas, and when.
    pub decisions: Vec<(f64, Decision)>,
    /// Whether no pod could be had any more at the end, since there was no node for it.
    pub out_of_nodes: bool,
    /// Requests that come again: by the step in which they do, and for which time.
    tries: Vec<f64>,
    /// How often requests come again at most.
    width: usize,
    running: Running,
}

/// A queue by its place: how many were admitted, left it and were given up.
#[derive(Clone, Copy, Default)]
struct Places {
    admitted: f64,
    left: f64,
    given_up: f64,
    offered: f64,
}

/// What goes on from step to step.
struct State {
    running: Running,
    backlog: Backlog,
    places: Places,
    /// Requests that a server takes up in a step.
    each: f64,
    /// The share for which pods were busy in the last step.
    busy: f64,
}

impl State {
    /// The step after this one, where nothing is due and nobody waits, nor will.
    fn same(&mut self, last: &Step, arrivals: f64, now: f64) -> Option<Step> {
        let steady = self.backlog.is_calm() && !last.queue.has_backlog();
        if !steady || self.running.is_due(now) || (last.arrivals - arrivals).abs() > 0.0 {
            return None;
        }
        self.places.admitted += arrivals;
        self.places.left += arrivals;
        self.places.offered += last.capacity;
        Some(Step {
            admitted: self.places.admitted,
            offered: last.offered + last.capacity,
            ..*last
        })
    }
}

impl Plant {
    /// Requests a second that so many ready pods take up.
    pub fn capacity(&self, ready: f64) -> f64 {
        ready * self.at_once * self.service.rate()
    }

    /// Seconds that each step takes: one, or a tenth where requests are shorter than that
    /// and the steps are not too many.
    pub fn step(&self) -> f64 {
        const SHORT: f64 = 0.1;
        let steps = self.seconds / SHORT;
        if self.service.seconds < SHORT && steps <= of_count(MOST_STEPS) {
            SHORT
        } else {
            1.0
        }
    }

    /// Follows it, into a run whose room is used again.
    pub fn run(&self, run: &mut Run) {
        let step = self.step();
        let steps = steps_of(self.seconds, step);
        let retries = self.client.retries.min(MOST_RETRIES);
        run.begin(steps, step, retries);
        run.scatter = self.service.scatter;
        let before = self.spike.before;
        let mut state = State {
            running: std::mem::take(&mut run.running),
            backlog: Backlog::new(self.service, step),
            places: Places::default(),
            each: self.service.rate() * step,
            busy: share(before, self.capacity(self.replicas)),
        };
        let busy = state.busy;
        state.running.begin(&self.pool, self.replicas, busy, before);
        for at in 0..steps {
            self.follow(run, &mut state, at);
            self.give_up(run, at, &mut state);
            self.try_again(run, at, retries);
            if self.is_lost(run, &state.running) {
                break;
            }
        }
        run.out_of_nodes = state.running.is_out_of_nodes();
        run.running = state.running;
    }

    /// Whether nothing changes any more but that more and more wait.
    fn is_lost(&self, run: &Run, running: &Running) -> bool {
        let (Some(seconds), Some(it)) = (self.lost_after, run.steps.last()) else {
            return false;
        };
        let spike = self.spike;
        let now = of_count(run.steps.len()) * run.step;
        let is_high = now >= spike.begins + spike.rise + run.step
            && spike.begins + spike.rise + spike.lasts >= self.seconds;
        let is_bound = self.client.patience.is_some() || self.queue.is_some();
        if !is_high || is_bound || it.arrivals <= it.capacity || running.starting() > 0.0 {
            return false;
        }
        let taken = seconds * it.capacity / run.step;
        let spread = (it.queue.variance + self.service.scatter * taken).sqrt();
        let cannot_grow =
            running.asked() >= self.pool.autoscaler.most || self.pool.autoscaler.metrics.is_empty();
        let has_all = running.waiting() <= 0.0 && cannot_grow;
        (has_all || running.is_out_of_nodes()) && it.queue.mean > taken + SURE * spread
    }

    /// One step: who comes, what decides, and how many are taken up.
    fn follow(&self, run: &mut Run, state: &mut State, at: usize) {
        let step = run.step;
        let now = of_count(at) * step;
        let fresh = self.spike.rate(now + step / 2.0);
        let rate = if run.width > 0 {
            fresh + run.again(at) / step
        } else {
            fresh
        };
        let same = run.steps.last();
        if let Some(same) = same.and_then(|last| state.same(last, rate * step, now)) {
            state.running.ran(&self.pool, state.busy, rate, step);
            run.steps.push(same);
            return;
        }
        let State {
            running,
            backlog,
            places,
            each,
            busy,
        } = state;
        let waiting = backlog.waiting();
        let load = Load {
            requests: rate,
            waiting,
            inside: waiting + min(rate * self.service.seconds, running.ready() * self.at_once),
        };
        if let Some(decision) = running.step(&self.pool, now, &load)
            && decision.is_change()
        {
            run.decisions.push((now, decision));
        }
        let ready = running.ready();
        let servers = ready * self.at_once;
        let mut queue = backlog.step(rate, servers);
        let (arrivals, capacity) = (rate * step, servers * *each);
        let shed = self.queue.map_or(0.0, |most| {
            backlog.refuse(&mut queue, max(most * ready, 0.0), arrivals)
        });
        let let_in = arrivals - shed;
        let served = places.admitted + let_in - backlog.waiting() - places.left;
        run.steps.push(Step {
            fresh: fresh * step,
            arrivals,
            shed,
            given_up: 0.0,
            failed: 0.0,
            wasted: max(min(places.given_up - places.left, served), 0.0),
            waiting: backlog.waiting(),
            capacity,
            asked: running.asked(),
            ready,
            starting: running.starting(),
            queue,
            admitted: places.admitted + let_in,
            offered: places.offered,
        });
        places.admitted += let_in;
        places.offered += capacity;
        places.left += served;
        *busy = share(served, capacity);
        running.ran(&self.pool, *busy, rate, step);
    }

    /// Those that came so long ago that their patience ends now give up.
    fn give_up(&self, run: &mut Run, at: usize, state: &mut State) {
        let Some(patience) = self.client.patience else {
            return;
        };
        let Some(then) = at.checked_sub(steps_of(patience, run.step)) else {
            return;
        };
        let State {
            backlog, places, ..
        } = state;
        let (Some(came), true) = (run.steps.get(then), backlog.waiting() > 0.0) else {
            return;
        };
        let last = came.admitted;
        let unserved = last - max(places.left, places.given_up);
        if unserved <= 0.0 {
            return;
        }
        places.given_up = last;
        if self.client.given_up == GivenUp::Leaves {
            places.left += unserved;
            backlog.leave(unserved);
        }
        if let Some(it) = run.steps.get_mut(at) {
            it.given_up = unserved;
            it.waiting = backlog.waiting();
        }
    }

    /// What was refused or given up in this step comes again later, or has failed.
    fn try_again(&self, run: &mut Run, at: usize, retries: usize) {
        let Run {
            steps, tries, step, ..
        } = run;
        let Some(it) = steps.get(at) else { return };
        let (shed, given_up) = (it.shed, it.given_up);
        if shed + given_up <= 0.0 {
            return;
        }
        let later = at + steps_of(max(self.client.pause, *step), *step);
        let patience = self.client.patience.map_or(0, |it| steps_of(it, *step));
        let mut failed = 0.0;
        for (count, from) in [(shed, at), (given_up, at.saturating_sub(patience))] {
            let Some(came) = steps
                .get(from)
                .filter(|it| count > 0.0 && it.arrivals > 0.0)
            else {
                continue;
            };
            let mut left = count;
            for tried in 1..=retries {
                // Those that come for the time after this one had come for it then.
                let tries_then = match tried {
                    1 => came.fresh,
                    _ => tries
                        .get(from * retries + tried - 2)
                        .copied()
                        .unwrap_or(0.0),
                };
                let part = count * tries_then / came.arrivals;
                left -= part;
                if let Some(again) = tries.get_mut(later * retries + tried - 1) {
                    *again += part;
                }
            }
            failed += max(left, 0.0);
        }
        if let Some(it) = steps.get_mut(at) {
            it.failed = failed;
        }
    }
}

impl Run {
    fn begin(&mut self, steps: usize, step: f64, retries: usize) {
        self.step = step;
        self.steps.clear();
        self.steps.reserve(steps);
        self.decisions.clear();
        self.tries.clear();
        self.tries.resize(steps * retries, 0.0);
        self.width = retries;
    }

    /// Requests that come again in a step.
    fn again(&self, at: usize) -> f64 {
        let tries = self.tries.get(at * self.width..(at + 1) * self.width);
        tries.map_or(0.0, |tries| tries.iter().sum())
    }
}

/// A part of something, at most all of it; none of nothing.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        min(part / whole, 1.0)
    } else {
        0.0
    }
}

/// Whole steps in so many seconds.
fn steps_of(seconds: f64, step: f64) -> usize {
    count_of(min(
        round_up(max(seconds, 0.0) / step),
        of_count(MOST_STEPS),
    ))
}
