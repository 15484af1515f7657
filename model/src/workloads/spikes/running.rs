//! How many pods are ready, and how many wait for a node, second by second?
//!
//! ```text
//! every sync      the autoscaler looks at the newest samples and asks for replicas
//! a new pod       fits on a node that is there, or waits until a new one comes
//! a node          is ordered when a pod waits for it, comes after its lead, holds so many
//! ready           so long after the pod has its node
//! a sample        mean use since the scrape before, of pods that ran all that time
//! CPU             busy share * limit / request: no pod uses more than its limit
//! ```
//!
//! Pods that are not needed end at once, the newest first; nodes stay.

use super::autoscaler::Decision;
use super::autoscaler::behavior::History;
use super::autoscaler::metric::Seen;
use super::autoscaler::pods::{Phase, Pods, Sample};
use super::pool::{Age, METRICS, Pool, Signal};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::round_up;
use std::collections::VecDeque;

/// What each pod requests of CPU and of memory, in thousandths of itself.
const REQUESTED: f64 = 1000.0;

/// What comes to a pool.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Load {
    /// Requests a second.
    pub requests: f64,
    /// Requests that wait.
    pub waiting: f64,
    /// Requests in all pods that are ready.
    pub inside: f64,
}

/// Pods that were made together.
#[derive(Clone, Copy, Debug)]
struct Batch {
    count: f64,
    /// When they got a node; none yet where this is not finite.
    placed: f64,
    /// When they are ready.
    ready: f64,
    /// Use of a ready pod up to then, in seconds.
    used: f64,
}

impl Batch {
    fn is_ready(&self, now: f64) -> bool {
        self.ready <= now
    }
}

/// The pods of a pool as they run.
#[derive(Clone, Debug, Default)]
pub struct Running {
    asked: f64,
    /// Ready for longer than a whole window.
    settled: f64,
    ready: f64,
    placed: f64,
    /// The others, oldest first.
    young: VecDeque<Batch>,
    room: f64,
    nodes_left: f64,
    /// When nodes come, and for how many pods.
    coming: VecDeque<(f64, f64)>,
    /// The next time at which something comes or is ready.
    next: f64,
    next_sync: f64,
    next_scrape: f64,
    /// Use of a ready pod up to now, in seconds at the request.
    used: f64,
    /// Requests up to now.
    arrived: f64,
    last: Scrape,
    history: History,
    seen: [Vec<Pods>; METRICS],
}

/// The newest scrape.
#[derive(Clone, Copy, Debug, Default)]
struct Scrape {
    at: f64,
    /// Use of a ready pod up to it, and up to the one before.
    used: [f64; 2],
    /// Requests in a ready pod.
    inside: f64,
    /// Requests that wait.
    waiting: f64,
    /// Requests up to it, and up to the one before.
    arrived: [f64; 2],
}

impl Running {
    /// So many ready pods that have been busy for this share of what they may use, by so
    /// many requests a second, for long.
    pub fn begin(&mut self, pool: &Pool, replicas: f64, busy: f64, requests: f64) {
        let clock = pool.clock;
        let use_now = busy * pool.burst;
        let before = clock.first_scrape - clock.scrape;
        self.asked = replicas;
        self.settled = replicas;
        self.ready = replicas;
        self.placed = replicas;
        self.young.clear();
        self.room = max(pool.nodes.room, 0.0);
        self.nodes_left = max(pool.nodes.most, 0.0);
        self.coming.clear();
        self.next = f64::INFINITY;
        self.next_sync = clock.first_sync;
        self.next_scrape = clock.first_scrape;
        self.used = 0.0;
        self.last = Scrape {
            at: before,
            used: [(before - clock.scrape) * use_now, before * use_now],
            inside: 0.0,
            waiting: 0.0,
            arrived: [(before - clock.scrape) * requests, before * requests],
        };
        self.arrived = 0.0;
        self.history.clear();
    }

    /// Pods that serve.
    pub const fn ready(&self) -> f64 {
        self.ready
    }

    /// Pods that have a node and are not ready.
    pub fn starting(&self) -> f64 {
        self.placed - self.ready
    }

    /// Pods that wait for a node.
    pub fn waiting(&self) -> f64 {
        self.asked - self.placed
    }

    /// Pods that are asked for.
    pub const fn asked(&self) -> f64 {
        self.asked
    }

    /// Whether no more pods can be had than there are nodes for.
    pub fn is_out_of_nodes(&self) -> bool {
        self.waiting() > 0.0 && self.coming.is_empty()
    }

    /// Ready pods were busy for this share of what they may use, and so many requests
    /// came a second, for so many seconds.
    pub fn ran(&mut self, pool: &Pool, busy: f64, requests: f64, seconds: f64) {
        self.used += busy * pool.burst * seconds;
        self.arrived += requests * seconds;
    }

    /// Whether anything is due by now.
    pub fn is_due(&self, now: f64) -> bool {
        now >= self.next || now >= self.next_scrape || now >= self.next_sync
    }

    /// What is due by now happens; what the autoscaler decided, where it looked.
    pub fn step(&mut self, pool: &Pool, now: f64, load: &Load) -> Option<Decision> {
        if now >= self.next {
            self.arrive(pool, now);
        }
        if now >= self.next_scrape {
            self.scrape(pool, load, now);
        }
        (now >= self.next_sync).then(|| self.sync(pool, load, now))
    }

    /// Nodes that are due come, and pods that are due are ready.
    fn arrive(&mut self, pool: &Pool, now: f64) {
        while let Some((at, room)) = self.coming.front().copied()
            && at <= now
        {
            self.coming.pop_front();
            self.room += room;
            self.place(pool, at);
        }
        let used = self.used;
        let mut ready = self.settled;
        for batch in &mut self.young {
            if batch.is_ready(now) {
                if batch.used.is_nan() {
                    batch.used = used;
                }
                ready += batch.count;
            }
        }
        self.ready = ready;
        self.look_ahead(now);
    }

    fn look_ahead(&mut self, now: f64) {
        let node = self.coming.front().map_or(f64::INFINITY, |(at, _)| *at);
        let starting = self.young.iter().filter(|batch| !batch.is_ready(now));
        self.next = starting.fold(node, |next, batch| min(next, batch.ready));
    }

    /// Pods that wait get what room there is, the oldest first.
    fn place(&mut self, pool: &Pool, now: f64) {
        let mut at = 0;
        while at < self.young.len() && self.room >= 1.0 {
            let batch = self.young[at];
            if batch.placed.is_finite() {
                at += 1;
                continue;
            }
            let count = min(batch.count, self.room.floor());
            let placed = Batch {
                count,
                placed: now,
                ready: now + pool.fetch + pool.start,
                ..batch
            };
            self.room -= count;
            self.placed += count;
            self.young[at] = placed;
            at += 1;
            if count < batch.count {
                let left = Batch {
                    count: batch.count - count,
                    ..batch
                };
                self.young.insert(at, left);
            }
        }
    }

    fn scrape(&mut self, pool: &Pool, load: &Load, now: f64) {
        self.next_scrape += max(pool.clock.scrape, 1.0);
        let before = self.last.at;
        self.last = Scrape {
            at: now,
            used: [self.last.used[1], self.used],
            waiting: load.waiting,
            arrived: [self.last.arrived[1], self.arrived],
            inside: if self.ready > 0.0 {
                load.inside / self.ready
            } else {
                0.0
            },
        };
        // Pods with a whole window behind them are like those before them.
        while let Some(batch) = self.young.front().copied()
            && batch.is_ready(before)
        {
            self.young.pop_front();
            self.settled += batch.count;
        }
    }

    fn sync(&mut self, pool: &Pool, load: &Load, now: f64) -> Decision {
        self.next_sync += max(pool.clock.sync, 1.0);
        let mut buffers = std::mem::take(&mut self.seen);
        for (buffer, signal) in buffers.iter_mut().zip(&pool.signals) {
            buffer.clear();
            if matches!(signal, Signal::Cpu | Signal::Memory { .. }) {
                self.sample(pool, *signal, now, buffer);
            }
        }
        let mut seen = [Seen::Nothing; METRICS];
        for ((seen, signal), buffer) in seen.iter_mut().zip(&pool.signals).zip(&buffers) {
            let of = |value: f64| Seen::Value {
                value: round_up(value * 1000.0),
                ready: self.ready,
            };
            *seen = match signal {
                Signal::Requests(Age::Now) => of(load.requests),
                Signal::Requests(Age::Scraped) => {
                    let [before, last] = self.last.arrived;
                    of((last - before) / pool.clock.scrape)
                }
                Signal::Waiting(Age::Now) => of(load.waiting),
                Signal::Waiting(Age::Scraped) => of(self.last.waiting),
                Signal::Cpu | Signal::Memory { .. } => Seen::Pods(buffer),
            };
        }
        let decision = pool
            .autoscaler
            .sync(&mut self.history, self.asked, &seen, now);
        self.seen = buffers;
        self.ask(pool, decision.to, now);
        decision
    }

    /// Pods as the newest scrape has them.
    fn sample(&self, pool: &Pool, signal: Signal, now: f64, into: &mut Vec<Pods>) {
        let window = pool.clock.scrape;
        let [before, last] = self.last.used;
        let use_since = |used: f64| match signal {
            Signal::Memory { idle, each } => idle + each * self.last.inside,
            _ => max(last - max(used, before), 0.0) / window,
        };
        let thousandths = |share: f64| round_up(share * 1000.0);
        into.push(Pods::settled(
            self.settled,
            thousandths(use_since(before)),
            REQUESTED,
        ));
        for batch in &self.young {
            let running = batch.placed + pool.fetch;
            let (phase, changed) = if batch.is_ready(now) {
                (Phase::Ready, batch.ready)
            } else if running <= now {
                (Phase::Unready, running)
            } else {
                (Phase::Pending, now)
            };
            let used = match (phase, signal) {
                (Phase::Ready, _) => use_since(batch.used),
                (_, Signal::Memory { idle, .. }) => idle,
                _ => 0.0,
            };
            let sample = Sample {
                used: thousandths(used),
                at: self.last.at,
                window,
            };
            into.push(Pods {
                count: batch.count,
                requested: REQUESTED,
                phase,
                started: Some(running),
                changed,
                sample: (running + window <= self.last.at).then_some(sample),
            });
        }
    }

    /// So many pods are asked for.
    fn ask(&mut self, pool: &Pool, replicas: f64, now: f64) {
        let change = replicas - self.asked;
        self.asked = replicas;
        if change > 0.0 {
            self.young.push_back(Batch {
                count: change,
                placed: f64::INFINITY,
                ready: f64::INFINITY,
                used: f64::NAN,
            });
            self.place(pool, now);
            self.order(pool, now);
            self.arrive(pool, now);
        } else if change < 0.0 {
            self.end(-change, now);
            self.look_ahead(now);
        }
    }

    /// As many nodes as the pods need for which none is there or on its way.
    fn order(&mut self, pool: &Pool, now: f64) {
        let coming: f64 = self.coming.iter().map(|(_, room)| room).sum();
        let without = self.waiting() - coming;
        if without <= 0.0 || pool.nodes.holds < 1.0 {
            return;
        }
        let holds = pool.nodes.holds.floor();
        let nodes = min(round_up(without / holds), self.nodes_left.floor());
        if nodes > 0.0 {
            self.nodes_left -= nodes;
            self.coming
                .push_back((now + pool.nodes.lead, nodes * holds));
        }
    }

    /// So many pods end, the newest first.
    fn end(&mut self, mut count: f64, now: f64) {
        while count > 0.0 {
            let Some(batch) = self.young.back_mut() else {
                self.settled -= count;
                self.ready -= count;
                self.placed -= count;
                self.room += count;
                return;
            };
            let ended = min(batch.count, count);
            batch.count -= ended;
            if batch.placed.is_finite() {
                self.placed -= ended;
                self.room += ended;
            }
            if batch.is_ready(now) {
                self.ready -= ended;
            }
            if batch.count <= 0.0 {
                self.young.pop_back();
            }
            count -= ended;
        }
    }
}
