//! How long is the queue that a request finds?
//!
//! ```text
//! without backlog   P(more than q wait) = C exp(-q C / (W * capacity))
//!                   C of Erlang, W the mean wait of M/G/c by Kimura
//! with backlog      normal, of a mean and a variance
//!                   d mean / dt = arrivals - capacity
//!                   d variance / dt = arrivals + capacity * scatter of service
//! both              P(normal > q) + held * exp(each * q) * P(normal < -q)
//! ```
//!
//! The last is the law of a Brownian motion that is held at zero, exact for one that starts
//! there; while servers are enough its exponential is that of the queue, and takes over as
//! the backlog goes. Where servers are not enough and some are free yet, they fill first,
//! as servers without number would. Near its capacity a queue is slow to settle, and is
//! followed like a backlog that begins with none.
//!
//! Checked against simulations of every request (`tests/spikes_events.rs`).

use crate::quantity::brackets::{max, min};
use crate::quantity::math::{exp, halved, ln, normal_tail};
use crate::workloads::limits::queue::{mean_wait, waits};

/// So many standard deviations make no difference.
const SURE: f64 = 6.0;

/// So many standard deviations under zero a backlog is forgotten.
const FORGOTTEN: f64 = 3.0;

/// A queue that takes more seconds than this to settle is followed as a backlog.
const SETTLES: f64 = 5.0;

/// By this share a load is another one.
const OTHER: f64 = 0.01;

/// By this share the wait is worked out again.
const SAME: f64 = 0.01;

/// No request takes fewer seconds.
const SHORTEST: f64 = 1e-9;

/// Halvings that find a queue.
const HALVINGS: u32 = 60;

/// Points at which a mean is taken.
const POINTS: u32 = 12;

/// What servers do.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Service {
    /// Mean seconds that a request takes.
    pub seconds: f64,
    /// Variance of these over their squared mean.
    pub scatter: f64,
}

/// How likely a queue of so many is, at a moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Queue {
    /// The mean of the backlog; endlessly far below zero where there is none.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// The share that is held at zero, or that waits where there is no backlog.
    pub held: f64,
    /// The exponent of that for each request.
    pub each: f64,
}

impl Service {
    /// Requests a second that a server takes up.
    pub fn rate(self) -> f64 {
        1.0 / max(self.seconds, SHORTEST)
    }
}

impl Queue {
    /// Nobody waits.
    const EMPTY: Self = Self {
        mean: f64::NEG_INFINITY,
        variance: 0.0,
        held: 0.0,
        each: 0.0,
    };

    /// Whether there is or was a backlog of late.
    pub const fn has_backlog(&self) -> bool {
        self.mean > f64::NEG_INFINITY
    }

    /// The chance that more than so many are before one that arrives, where each that is
    /// served meanwhile scatters so much.
    pub fn over(&self, requests: f64, scatter: f64) -> f64 {
        if !self.has_backlog() {
            return self.calm(requests);
        }
        let root = max(self.variance + scatter * requests, 1e-9).sqrt();
        let above = (requests - self.mean) / root;
        if above < -SURE {
            return 1.0;
        }
        let direct = normal_tail(above);
        let below = (requests + self.mean) / root;
        if below > SURE {
            return direct;
        }
        min(direct + normal_tail(below) * self.calm(requests), 1.0)
    }

    fn calm(&self, requests: f64) -> f64 {
        if self.held <= 0.0 {
            return 0.0;
        }
        self.held * exp(min(self.each * requests, 60.0))
    }

    /// How many are at most before such a share of those that arrive.
    pub fn within(&self, share: f64, scatter: f64) -> f64 {
        let is_late = |requests: f64| self.over(requests, scatter) > 1.0 - share;
        if !is_late(0.0) {
            return 0.0;
        }
        let (mut low, mut high) = (0.0, max(self.mean, 1.0));
        for _ in 0..HALVINGS {
            if !is_late(high) {
                break;
            }
            (low, high) = (high, high * 2.0);
        }
        let [_, high] = halved([low, high], HALVINGS, &is_late);
        high
    }

    /// How many are before one that arrives, on average.
    pub fn mean(&self) -> f64 {
        if !self.has_backlog() {
            return if self.each < 0.0 {
                -self.held / self.each
            } else {
                0.0
            };
        }
        let root = self.variance.sqrt();
        if self.mean > SURE * root {
            return self.mean;
        }
        let width = (max(self.mean, 0.0) + FORGOTTEN * root) / f64::from(POINTS);
        let at = |point: u32| self.over((f64::from(point) + 0.5) * width, 0.0);
        (0..POINTS).fold(0.0, |sum, point| sum + at(point)) * width
    }
}

/// The queue before the servers of a pool, from step to step.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Backlog {
    service: Service,
    /// Requests a second that a server takes up.
    rate: f64,
    step: f64,
    /// What is left of a difference after a step, of servers without number.
    fade: f64,
    mode: Mode,
    /// The load at which it last was settled.
    settled: f64,
    /// What the wait was worked out for, servers and load, and what it is.
    known: [f64; 2],
    calm: Queue,
}

/// What the queue goes by.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Mode {
    /// There is no backlog.
    Calm,
    /// Servers are not enough, and some are free yet.
    Filling {
        /// Servers that are not.
        busy: f64,
        /// The variance of these.
        variance: f64,
    },
    /// A backlog grows, or goes.
    Behind {
        /// Below zero once it is more likely gone than not.
        mean: f64,
        variance: f64,
        /// What the variance was at first.
        first: f64,
    },
}

/// What a step meets.
#[derive(Clone, Copy)]
struct Met {
    arrivals: f64,
    servers: f64,
    /// Requests a second that they take up.
    capacity: f64,
    /// Servers that the arrivals keep busy.
    load: f64,
}

impl Met {
    fn is_short(&self) -> bool {
        self.load >= self.servers
    }
}

impl Backlog {
    /// Without a backlog, for steps of so many seconds.
    pub fn new(service: Service, step: f64) -> Self {
        let seconds = max(service.seconds, SHORTEST);
        Self {
            service: Service { seconds, ..service },
            rate: service.rate(),
            step,
            fade: exp(-step / seconds),
            mode: Mode::Calm,
            settled: 0.0,
            known: [f64::NAN; 2],
            calm: Queue::EMPTY,
        }
    }

    /// Whether there is no backlog.
    pub fn is_calm(&self) -> bool {
        self.mode == Mode::Calm
    }

    /// Requests that wait, on average.
    pub fn waiting(&self) -> f64 {
        match self.mode {
            Mode::Behind { mean, .. } => max(mean, 0.0),
            Mode::Calm | Mode::Filling { .. } => 0.0,
        }
    }

    /// So many that wait leave without being served.
    pub fn leave(&mut self, requests: f64) {
        if let Mode::Behind { mean, .. } = &mut self.mode {
            *mean -= requests;
        }
    }

    /// No more than so many may wait: how many of those that came in this step may not, and
    /// what is left of its queue.
    pub fn refuse(&mut self, queue: &mut Queue, most: f64, came: f64) -> f64 {
        let Mode::Behind {
            mean,
            variance,
            first,
        } = &mut self.mode
        else {
            return 0.0;
        };
        let over = min(*mean - most, came);
        if over <= 0.0 {
            return 0.0;
        }
        *mean -= over;
        // Held from above, it does not spread.
        *variance = min(*variance, *first);
        queue.mean = min(queue.mean, most);
        queue.variance = min(queue.variance, *first);
        over
    }

    /// A step in which so many arrive a second before so many servers: the queue in the
    /// middle of it.
    pub fn step(&mut self, arrivals: f64, servers: f64) -> Queue {
        let met = Met {
            arrivals,
            servers,
            capacity: servers * self.rate,
            load: arrivals * self.service.seconds,
        };
        self.begin(&met);
        match self.mode {
            Mode::Calm => self.calm(&met),
            Mode::Filling { busy, variance } => self.fill(&met, busy, variance),
            Mode::Behind {
                mean,
                variance,
                first,
            } => self.behind(&met, self.step, [mean, variance, first]),
        }
    }

    /// What the queue goes by from now on.
    fn begin(&mut self, met: &Met) {
        match self.mode {
            Mode::Calm if met.is_short() => {
                let busy = min(self.settled, met.servers);
                self.mode = Mode::Filling {
                    busy,
                    variance: busy,
                };
            }
            Mode::Calm => {
                if self.settles(met) {
                    self.settled = met.load;
                } else if met.load > self.settled * (1.0 + OTHER) {
                    self.mode = Mode::Behind {
                        mean: 0.0,
                        variance: 0.0,
                        first: 0.0,
                    };
                }
            }
            Mode::Behind { mean, variance, .. } if mean < 0.0 && met.is_short() => {
                // Load rises once more: what is left of the backlog starts afresh.
                let [mean, variance] = positive(mean, variance);
                self.mode = Mode::Behind {
                    mean,
                    variance,
                    first: variance,
                };
            }
            Mode::Filling { .. } if !met.is_short() => self.mode = Mode::Calm,
            Mode::Filling { .. } | Mode::Behind { .. } => {}
        }
    }

    /// Whether the queue soon forgets what it was.
    fn settles(&self, met: &Met) -> bool {
        let spare = met.capacity - met.arrivals;
        self.spread(met) <= SETTLES * spare * spare
    }

    /// Variance that a second adds.
    fn spread(&self, met: &Met) -> f64 {
        met.arrivals + min(met.arrivals, met.capacity) * self.service.scatter
    }

    fn fill(&mut self, met: &Met, busy: f64, variance: f64) -> Queue {
        let near = met.servers - 0.5 * met.servers.sqrt();
        let after = met.load + (busy - met.load) * self.fade;
        if after < near {
            let variance = met.load + (variance - met.load) * self.fade * self.fade;
            self.mode = Mode::Filling {
                busy: after,
                variance,
            };
            return Queue::EMPTY;
        }
        let took = ln(max((met.load - busy) / (met.load - near), 1.0)) * self.service.seconds;
        self.behind(met, max(self.step - took, 0.0), [0.0, variance, variance])
    }

    fn behind(&mut self, met: &Met, seconds: f64, [before, spread, first]: [f64; 3]) -> Queue {
        let mean = before + (met.arrivals - met.capacity) * seconds;
        let served = if mean > 0.0 {
            met.capacity
        } else {
            min(met.arrivals, met.capacity)
        };
        let variance = spread + (met.arrivals + served * self.service.scatter) * seconds;
        self.mode = Mode::Behind {
            mean,
            variance,
            first,
        };
        let now = Queue {
            mean: f64::midpoint(before, mean),
            variance: f64::midpoint(spread, variance),
            ..Queue::EMPTY
        };
        if before > 0.0 && before * mean > SURE * SURE * variance {
            // Nobody finds it gone.
            return now;
        }
        if met.is_short() {
            let (drift, rate) = (met.arrivals - met.capacity, self.spread(met));
            let known = rate > 0.0 && variance > 0.0;
            return Queue {
                held: if known {
                    max(1.0 - first / variance, 0.0)
                } else {
                    0.0
                },
                each: if known { 2.0 * drift / rate } else { 0.0 },
                ..now
            };
        }
        if mean < -FORGOTTEN * variance.sqrt() {
            self.mode = Mode::Calm;
            self.settled = met.load;
        }
        let Queue { held, each, .. } = self.calm(met);
        Queue { held, each, ..now }
    }

    fn calm(&mut self, met: &Met) -> Queue {
        let [servers, load] = self.known;
        let same = (met.servers - servers).abs() <= 0.0 && (met.load - load).abs() <= SAME * load;
        if !same {
            self.known = [met.servers, met.load];
            if met.servers - met.load > FAR * max(met.load, 1.0).sqrt() {
                self.calm = Queue::EMPTY;
                return self.calm;
            }
            let held = waits(met.servers, met.load);
            let Service { seconds, scatter } = self.service;
            let mean = mean_wait(met.servers, met.load, seconds, scatter).unwrap_or(0.0);
            self.calm = if mean > 0.0 {
                let each = -held / (mean * met.capacity);
                Queue {
                    held,
                    each,
                    ..Queue::EMPTY
                }
            } else {
                Queue::EMPTY
            };
        }
        self.calm
    }
}

/// So many times its scatter below what servers take, load finds all of them busy less than
/// once in 10^20 times: sums of thousands of terms would say no more.
const FAR: f64 = 10.0;

/// Mean and variance of what a normal number is above zero.
fn positive(mean: f64, variance: f64) -> [f64; 2] {
    const DENSITY: f64 = 0.398_942_280_401_432_7;
    let root = max(variance, 1e-9).sqrt();
    let z = mean / root;
    let (share, density) = (normal_tail(-z), DENSITY * exp(-z * z / 2.0));
    let first = mean * share + root * density;
    let second = (mean * mean + variance) * share + mean * root * density;
    [first, max(second - first * first, 0.0)]
}
