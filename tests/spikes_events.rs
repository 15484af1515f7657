//! Do waits in a spike come out as in a simulation of every single request?
//!
//! Pods, nodes and autoscaler are those of the model, moved by what the simulation
//! measures; arrivals, the queue, service, retries and shedding are its own.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts of requests and of steps are small"
)]

use headroom::workloads::spikes::autoscaler::metric::Metric;
use headroom::workloads::spikes::autoscaler::pods::Resource;
use headroom::workloads::spikes::backlog::Service;
use headroom::workloads::spikes::load::Spike;
use headroom::workloads::spikes::plant::{Client, GivenUp, Plant, Run, Step};
use headroom::workloads::spikes::pool::{Age, Pool, Signal};
use headroom::workloads::spikes::running::{Load, Running};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Splitmix64, whose bits are the same everywhere.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// Above zero and under one.
    fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(2.0 * self.exponential());
        radius * libm::cos(core::f64::consts::TAU * self.uniform())
    }
}

/// How service times scatter, of mean 1.
#[derive(Clone, Copy, Debug)]
enum Law {
    Constant,
    Erlang(u32),
    Exponential,
    Lognormal(f64),
    /// Of two exponentials.
    Mixed(f64),
}

impl Law {
    fn scatter(self) -> f64 {
        match self {
            Self::Constant => 0.0,
            Self::Erlang(phases) => 1.0 / f64::from(phases),
            Self::Exponential => 1.0,
            Self::Lognormal(scatter) | Self::Mixed(scatter) => scatter,
        }
    }

    fn draw(self, draws: &mut Draws) -> f64 {
        match self {
            Self::Constant => 1.0,
            Self::Erlang(phases) => {
                (0..phases).map(|_| draws.exponential()).sum::<f64>() / f64::from(phases)
            }
            Self::Exponential => draws.exponential(),
            Self::Lognormal(scatter) => {
                let variance = libm::log(1.0 + scatter);
                libm::exp(libm::sqrt(variance) * draws.normal() - variance / 2.0)
            }
            Self::Mixed(scatter) => {
                let share = 0.5 * (1.0 + libm::sqrt((scatter - 1.0) / (scatter + 1.0)));
                let share = if draws.uniform() < share {
                    share
                } else {
                    1.0 - share
                };
                draws.exponential() / (2.0 * share)
            }
        }
    }
}

/// A moment, so that the earliest comes first out of a heap.
#[derive(Clone, Copy, PartialEq)]
struct Moment(f64);

impl Eq for Moment {}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A request that waits: when it came, and how often it was tried before.
#[derive(Clone, Copy)]
struct Request {
    came: f64,
    tried: usize,
}

/// A pool of servers before which requests wait in their order.
struct Servers<'a> {
    plant: &'a Plant,
    law: Law,
    times: Draws,
    working: BinaryHeap<Reverse<Moment>>,
    idle: usize,
    /// So many go when they are done.
    leaving: usize,
    queue: VecDeque<Request>,
    /// So many at the head of the queue are waited for by nobody.
    abandoned: usize,
    /// When requests come again, and for which time.
    again: BinaryHeap<Reverse<(Moment, usize)>>,
    now: f64,
    busy: f64,
    seen: Seen,
}

/// What is seen of every request.
#[derive(Default)]
struct Seen {
    /// When it came and how long it waited.
    waits: Vec<(f64, f64)>,
    came: usize,
    failed: usize,
    wasted: usize,
}

impl Servers<'_> {
    /// Time goes on, in which some give up.
    fn pass(&mut self, now: f64) {
        if let Some(patience) = self.plant.client.patience {
            while let Some(it) = self.queue.get(self.abandoned).copied()
                && it.came + patience <= now
            {
                match self.plant.client.given_up {
                    GivenUp::Leaves => drop(self.queue.pop_front()),
                    GivenUp::Served => self.abandoned += 1,
                }
                self.try_again(it.came + patience, it.tried);
            }
        }
        self.busy += self.working.len() as f64 * (now - self.now);
        self.now = now;
    }

    fn try_again(&mut self, now: f64, tried: usize) {
        if tried < self.plant.client.retries {
            let at = Moment(now + self.plant.client.pause);
            self.again.push(Reverse((at, tried + 1)));
        } else {
            self.seen.failed += 1;
        }
    }

    fn start(&mut self, came: f64) {
        let took = self.plant.service.seconds * self.law.draw(&mut self.times);
        self.seen.waits.push((came, self.now - came));
        self.working.push(Reverse(Moment(self.now + took)));
    }

    /// A server is free.
    fn free(&mut self) {
        if self.leaving > 0 {
            self.leaving -= 1;
        } else if let Some(it) = self.queue.pop_front() {
            if self.abandoned > 0 {
                self.abandoned -= 1;
                self.seen.wasted += 1;
            }
            self.start(it.came);
        } else {
            self.idle += 1;
        }
    }

    fn done_until(&mut self, now: f64) {
        while let Some(Reverse(Moment(at))) = self.working.peek().copied()
            && at <= now
        {
            self.pass(at);
            self.working.pop();
            self.free();
        }
        self.pass(now);
    }

    fn come(&mut self, tried: usize, most: f64) {
        self.seen.came += 1;
        if self.idle > 0 {
            self.idle -= 1;
            self.start(self.now);
        } else if (self.queue.len() as f64) < most {
            let came = self.now;
            self.queue.push_back(Request { came, tried });
        } else {
            self.try_again(self.now, tried);
        }
    }

    fn are(&mut self, servers: usize) {
        let there = self.idle + self.working.len() - self.leaving;
        for _ in there..servers {
            if self.leaving > 0 {
                self.leaving -= 1;
            } else {
                self.free();
            }
        }
        for _ in servers..there {
            if self.idle > 0 {
                self.idle -= 1;
            } else {
                self.leaving += 1;
            }
        }
    }

    /// A step in which so many come a second, and those that come again.
    fn step(&mut self, rate: f64, end: f64, most: f64, draws: &mut Draws) {
        self.busy = 0.0;
        let mut fresh = self.now + draws.exponential() / rate;
        loop {
            let again = self.again.peek().map(|Reverse((at, tried))| (at.0, *tried));
            let (at, tried) = again.filter(|it| it.0 < fresh).unwrap_or((fresh, 0));
            if at >= end {
                break;
            }
            self.done_until(at);
            if tried == 0 {
                fresh += draws.exponential() / rate;
            } else {
                self.again.pop();
            }
            self.come(tried, most);
        }
        self.done_until(end);
    }
}

/// Every request of a plant, one by one.
fn simulated(plant: &Plant, law: Law, seed: u64) -> Seen {
    let mut draws = Draws(seed);
    let mut running = Running::default();
    let before = plant.spike.before;
    let busy = before / plant.capacity(plant.replicas);
    running.begin(&plant.pool, plant.replicas, busy, before);
    let step = plant.step();
    let warm = (20.0 * plant.service.seconds / step).ceil() as i64;
    let mut servers = Servers {
        plant,
        law,
        times: Draws(seed ^ 0xabcd_ef01),
        working: BinaryHeap::new(),
        idle: 0,
        leaving: 0,
        queue: VecDeque::new(),
        abandoned: 0,
        again: BinaryHeap::new(),
        now: -(warm as f64) * step,
        busy: 0.0,
        seen: Seen::default(),
    };
    servers.are((plant.replicas * plant.at_once) as usize);
    for at in -warm..(plant.seconds / step).round() as i64 {
        let now = at as f64 * step;
        let rate = plant.spike.rate(now + step / 2.0);
        if at >= 0 {
            let load = Load {
                requests: rate,
                waiting: servers.queue.len() as f64,
                inside: (servers.queue.len() + servers.working.len()) as f64,
            };
            running.step(&plant.pool, now, &load);
            servers.are((running.ready() * plant.at_once) as usize);
        }
        let most = plant
            .queue
            .map_or(f64::INFINITY, |most| most * running.ready());
        servers.step(rate, now + step, most, &mut draws);
        if at >= 0 {
            let busy = servers.busy / step / (running.ready() * plant.at_once);
            running.ran(&plant.pool, busy.min(1.0), rate, step);
        }
    }
    let end = servers.now;
    let left = servers.queue.iter().map(|it| (it.came, end - it.came));
    servers.seen.waits.extend(left);
    servers.seen.waits.retain(|(came, _)| *came >= 0.0);
    servers.seen
}

struct System {
    name: &'static str,
    plant: Plant,
    law: Law,
}

/// What a pool goes by, and its target.
#[derive(Clone, Copy)]
enum By {
    /// Whole percent of the CPU that is requested.
    Cpu(f64),
    /// Requests a second of each pod.
    Requests(f64),
}

impl By {
    fn metric(self) -> (Metric, Signal) {
        match self {
            Self::Cpu(target) => {
                let resource = Resource::Cpu;
                (Metric::Utilization { resource, target }, Signal::Cpu)
            }
            Self::Requests(each) => {
                let target = each * 1000.0;
                (Metric::ValuePerPod { target }, Signal::Requests(Age::Now))
            }
        }
    }
}

/// Servers, their load and seconds a request; how often the load, for how long.
fn system(
    name: &'static str,
    [servers, load, service]: [f64; 3],
    [times, rise, lasts]: [f64; 3],
    by: By,
    [start, most, at_once]: [f64; 3],
    law: Law,
) -> System {
    let before = servers * at_once * load / service;
    let (metric, signal) = by.metric();
    let mut pool = Pool::by_cpu(0.0, start);
    pool.autoscaler.metrics = vec![metric];
    pool.autoscaler.most = most;
    pool.signals = vec![signal];
    let plant = Plant {
        pool,
        replicas: servers,
        service: Service {
            seconds: service,
            scatter: law.scatter(),
        },
        at_once,
        spike: Spike {
            before,
            height: before * times,
            begins: 60.0,
            rise,
            lasts,
            fall: rise,
        },
        client: Client::PATIENT,
        queue: None,
        seconds: 1800.0,
        lost_after: None,
    };
    System { name, plant, law }
}

/// A row of the table of systems, as [`system`] takes it.
type Row = (&'static str, [f64; 3], [f64; 3], By, [f64; 3], Law);

const SYSTEMS: [Row; 24] = [
    (
        "issue",
        [10.0, 0.6, 0.1],
        [5.0, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "issue, requests",
        [10.0, 0.6, 0.1],
        [5.0, 0.0, 600.0],
        By::Requests(6.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "slow start",
        [10.0, 0.6, 0.1],
        [5.0, 0.0, 600.0],
        By::Cpu(60.0),
        [120.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "10x",
        [10.0, 0.6, 0.1],
        [10.0, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "2x",
        [10.0, 0.6, 0.1],
        [2.0, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "constant",
        [10.0, 0.6, 0.1],
        [5.0, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Constant,
    ),
    (
        "erlang",
        [10.0, 0.6, 0.1],
        [3.0, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Erlang(4),
    ),
    (
        "mixed 4",
        [10.0, 0.6, 0.1],
        [3.0, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Mixed(4.0),
    ),
    (
        "lognormal 2",
        [20.0, 0.6, 0.1],
        [3.0, 0.0, 600.0],
        By::Requests(6.0),
        [60.0, 1000.0, 1.0],
        Law::Lognormal(2.0),
    ),
    (
        "ramp",
        [10.0, 0.6, 0.1],
        [5.0, 300.0, 300.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "long ramp",
        [20.0, 0.6, 0.2],
        [8.0, 600.0, 300.0],
        By::Cpu(60.0),
        [60.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "80 %",
        [10.0, 0.8, 0.1],
        [3.0, 0.0, 900.0],
        By::Cpu(80.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "slow requests",
        [20.0, 0.6, 2.0],
        [4.0, 0.0, 600.0],
        By::Cpu(60.0),
        [60.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "gpu",
        [8.0, 0.5, 5.0],
        [5.0, 0.0, 600.0],
        By::Cpu(60.0),
        [180.0, 1000.0, 4.0],
        Law::Lognormal(1.0),
    ),
    (
        "wide pods",
        [5.0, 0.6, 0.05],
        [5.0, 0.0, 300.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 8.0],
        Law::Exponential,
    ),
    (
        "short",
        [10.0, 0.6, 0.02],
        [4.0, 0.0, 300.0],
        By::Cpu(60.0),
        [15.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "large",
        [100.0, 0.7, 0.2],
        [3.0, 0.0, 300.0],
        By::Cpu(70.0),
        [45.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "at most 25",
        [10.0, 0.6, 0.1],
        [5.0, 0.0, 300.0],
        By::Cpu(60.0),
        [30.0, 25.0, 1.0],
        Law::Exponential,
    ),
    (
        "at most 10",
        [10.0, 0.6, 0.1],
        [3.0, 0.0, 200.0],
        By::Cpu(60.0),
        [30.0, 10.0, 1.0],
        Law::Exponential,
    ),
    (
        "mild, at most 10",
        [10.0, 0.6, 0.1],
        [1.75, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 10.0, 1.0],
        Law::Exponential,
    ),
    (
        "near, at most 10",
        [10.0, 0.6, 0.1],
        [1.6, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 10.0, 1.0],
        Law::Exponential,
    ),
    (
        "calm",
        [10.0, 0.5, 1.0],
        [1.5, 0.0, 600.0],
        By::Cpu(60.0),
        [30.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "1.5x of 70 %",
        [20.0, 0.7, 0.5],
        [1.5, 0.0, 900.0],
        By::Cpu(70.0),
        [60.0, 1000.0, 1.0],
        Law::Exponential,
    ),
    (
        "short spike",
        [10.0, 0.6, 0.1],
        [6.0, 0.0, 60.0],
        By::Requests(6.0),
        [90.0, 1000.0, 1.0],
        Law::Exponential,
    ),
];

/// Waits that are looked at, in seconds.
const LIMITS: [f64; 3] = [0.5, 2.0, 10.0];

/// As many seeds as make so many requests.
fn seeds(plant: &Plant) -> u64 {
    let mut run = Run::default();
    plant.run(&mut run);
    let each: f64 = run.steps.iter().map(|step| step.arrivals).sum();
    (1_500_000.0 / each).clamp(5.0, 40.0) as u64
}

/// The middle of some numbers.
fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// What is seen of the waits of many seeds.
struct Waits {
    over: [f64; 3],
    mean: f64,
    worst: f64,
    /// When the last came that waited for longer.
    last: [f64; 3],
}

fn waits(System { plant, law, .. }: &System) -> Waits {
    let (mut over, mut all, mut sum) = ([0.0; 3], 0.0, 0.0);
    let (mut worst, mut last) = (Vec::new(), [const { Vec::new() }; 3]);
    for seed in 0..seeds(plant) {
        let waits = simulated(plant, *law, seed).waits;
        all += waits.len() as f64;
        sum += waits.iter().map(|(_, wait)| wait).sum::<f64>();
        worst.push(
            waits
                .iter()
                .fold(0.0_f64, |worst, (_, wait)| worst.max(*wait)),
        );
        for (at, limit) in LIMITS.into_iter().enumerate() {
            let late = waits.iter().filter(|(_, wait)| *wait > limit);
            over[at] += late.clone().count() as f64;
            last[at].push(late.fold(0.0_f64, |last, (came, _)| last.max(*came)));
        }
    }
    Waits {
        over: over.map(|over| over / all),
        mean: sum / all,
        worst: worst.iter().sum::<f64>() / worst.len() as f64,
        last: last.map(median),
    }
}

/// The chance of a wait over 0.5, 2 and 10 s within 0.02; the longest within 10 % or half
/// a second; the last that is late within 15 s, where one in a hundred is.
#[test]
fn waits_as_simulated() {
    for (name, servers, spike, by, pods, law) in SYSTEMS {
        let system = system(name, servers, spike, by, pods, law);
        let mut run = Run::default();
        system.plant.run(&mut run);
        let ours = LIMITS.map(|limit| run.share_over(limit));
        let last = LIMITS.map(|limit| run.last_over(limit, 0.5));
        let theirs = waits(&system);
        println!(
            "{name:18} over {ours:.4?} of {:.4?}; mean {:.3} of {:.3}; worst {:.2} of {:.2}; last {last:?} of {:.0?}",
            theirs.over,
            run.mean(),
            theirs.mean,
            run.worst(),
            theirs.worst,
            theirs.last
        );
        for at in 0..LIMITS.len() {
            let off = ours[at] - theirs.over[at];
            assert!(off.abs() <= 0.02, "{name}: over {} s by {off}", LIMITS[at]);
            if let Some(last) = last[at].filter(|_| theirs.over[at] >= 0.01) {
                let off = last - theirs.last[at];
                assert!(off.abs() <= 15.0, "{name}: back after {off} s");
            }
        }
        let off = run.worst() - theirs.worst;
        assert!(
            off.abs() <= (0.1 * theirs.worst).max(0.5),
            "{name}: worst by {off}"
        );
    }
}

/// Requests that are tried again, refused, given up and served for nobody: as shares of
/// those that come for the first time, within 0.02 or 5 %.
#[test]
fn retries_as_simulated() {
    let client = |patience: f64, retries, given_up| Client {
        patience: Some(patience),
        retries,
        pause: 1.0,
        given_up,
    };
    let capped = |name, times: f64, lasts, client, queue| {
        let mut it = system(
            name,
            [20.0, 0.6, 0.1],
            [times, 0.0, lasts],
            By::Cpu(60.0),
            [30.0, 30.0, 1.0],
            Law::Exponential,
        );
        it.plant.client = client;
        it.plant.queue = queue;
        it
    };
    let systems = [
        capped(
            "gives up",
            4.0,
            300.0,
            client(5.0, 0, GivenUp::Leaves),
            None,
        ),
        capped(
            "tries 3 times",
            4.0,
            300.0,
            client(5.0, 2, GivenUp::Leaves),
            None,
        ),
        capped(
            "served for nobody",
            3.0,
            200.0,
            client(5.0, 0, GivenUp::Served),
            None,
        ),
        capped("storm", 3.0, 120.0, client(3.0, 3, GivenUp::Served), None),
        capped(
            "storm, shed",
            3.0,
            120.0,
            client(3.0, 3, GivenUp::Served),
            Some(20.0),
        ),
        capped("shed", 4.0, 300.0, Client::PATIENT, Some(10.0)),
    ];
    for System { name, plant, law } in systems {
        let mut run = Run::default();
        plant.run(&mut run);
        let sum = |of: fn(&Step) -> f64| run.steps.iter().map(of).sum::<f64>();
        let fresh = sum(|it| it.fresh);
        let ours = [
            sum(|it| it.arrivals) / fresh,
            sum(|it| it.failed) / fresh,
            sum(|it| it.wasted) / fresh,
        ];
        let count = seeds(&plant);
        let mut theirs = [0.0; 3];
        for seed in 0..count {
            let seen = simulated(&plant, law, seed);
            let all = [seen.came, seen.failed, seen.wasted];
            for (sum, count_of) in theirs.iter_mut().zip(all) {
                *sum += count_of as f64 / fresh / count as f64;
            }
        }
        println!("{name:18} came, failed, wasted {ours:.4?} of {theirs:.4?}");
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            let off = (ours - theirs).abs();
            assert!(off <= (0.05 * theirs).max(0.02), "{name}: by {off}");
        }
    }
}
