//! Which GPUs, in what numbers and split how, serve a model for the least
//! money, and why not the others?
//!
//! ```text
//! most a replica serves = min(rate at the TPOT target, rate at the TTFT target,
//!                             0.8 * rate with all memory or all sequences taken)
//! replicas = round_up(calls / that * (1 + headroom)) + spare
//! ```
//!
//! Source: the closed form of `facts::serving`; a replica stays within a node.

use super::roofline::{Replica, Setting, Weights, Work};
use crate::facts::constants::{BYTES_PER_GIB, HOURS_PER_MONTH};
use crate::facts::gpus::{GPUS, Gpu, Market, Offer};
use crate::facts::model::Model;
use crate::facts::serving::SAFE_SHARE;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::round_up;
use crate::scenario::Inference;
use crate::scenario::inference::Billed;
use std::cmp::Ordering;

/// How far beyond memory and sequences the next limits are looked for.
const BEYOND: f64 = 4.0;
/// Into how many GPUs a replica is split where nothing is stated.
const SPLITS: [f64; 4] = [1.0, 2.0, 4.0, 8.0];

/// What must be served, and how well.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Asked {
    /// Calls a second at the peak.
    pub calls: f64,
    /// Kept free beyond that.
    pub headroom: f64,
    /// Replicas beyond those needed.
    pub spare: f64,
    /// What a call is.
    pub work: Work,
    /// Seconds to the first token, at most.
    pub ttft: f64,
    /// Seconds a token, at most.
    pub tpot: f64,
    /// The longest context, in tokens.
    pub longest: f64,
    /// Bytes of a kept key or value.
    pub kv_bytes: f64,
    /// Which share of memory the engine may use.
    pub memory_share: f64,
    /// The most sequences of a replica.
    pub most_sequences: f64,
    /// Copies of attention in a replica.
    pub copies: f64,
    /// How many times as long the first token takes in a closed loop as with most engines.
    pub first: f64,
    /// What GPUs cost an hour, where that is stated.
    pub gpu_hour: Option<f64>,
    /// Where they are rented, if that matters.
    pub market: Option<Market>,
    /// How they are paid.
    pub together: Together,
}

/// In how many GPUs together they are paid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Together {
    /// So many in any case.
    pub always: Option<f64>,
    /// GPUs of a node, in which they come where a list offers several together.
    pub node: f64,
}

impl Together {
    /// What is stated of it.
    pub fn stated(stated: &Inference) -> Self {
        let node = stated.gpus_per_node;
        let always = match stated.billed {
            Billed::Listed => None,
            Billed::Gpus => Some(1.0),
            Billed::Nodes => Some(node),
        };
        Self { always, node }
    }

    /// GPUs that are paid together at this offer.
    pub fn at(&self, offer: Option<&Offer>) -> f64 {
        self.always.unwrap_or(match offer {
            Some(offer) if offer.together > 1.0 => self.node,
            _ => 1.0,
        })
    }
}

/// Among what is chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct Among {
    /// GPUs with their places among the choices.
    pub gpus: Vec<(usize, Gpu)>,
    /// Precisions.
    pub weights: Vec<Weights>,
    /// Numbers of GPUs.
    pub splits: Vec<f64>,
}

/// Why one does not do.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reason {
    /// The GPU has no units for the precision.
    Precision,
    /// The heads cannot be dealt out evenly.
    Heads,
    /// The GPUs cannot be dealt out over the copies of attention.
    Copies,
    /// The weights need more GiB than are free.
    Weights(f64, f64),
    /// The longest context needs more GiB than are free.
    Context(f64, f64),
    /// One sequence alone takes so many seconds a token.
    Tpot(f64),
    /// One prompt alone may take so many seconds.
    Ttft(f64),
}

/// What one does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sized {
    /// The replica.
    pub replica: Replica,
    /// Requests a second at which memory is full, all sequences run, and each
    /// target is met just so.
    pub rates: [f64; 4],
    /// The most to plan with.
    pub most: f64,
    /// Replicas, the spare included.
    pub replicas: f64,
    /// GPUs of them.
    pub gpus: f64,
    /// USD an hour, where a price is known.
    pub per_hour: Option<f64>,
}

impl Sized {
    /// USD a month, where a price is known.
    pub fn per_month(&self) -> Option<f64> {
        Some(self.per_hour? * HOURS_PER_MONTH)
    }
}

/// One way to serve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    /// Place of the GPU among the choices.
    pub place: usize,
    /// The GPU.
    pub gpu: Gpu,
    /// Weights.
    pub weights: Weights,
    /// GPUs of a replica.
    pub split: f64,
    /// What it comes to, or why it does not do.
    pub result: Result<Sized, Reason>,
}

impl Candidate {
    /// What it costs a month, where it does and has a price.
    pub fn per_month(&self) -> Option<f64> {
        self.result.ok()?.per_month()
    }
}

/// All GPUs, in the order of the choices; the first is "any".
pub fn every_gpu() -> Vec<(usize, Gpu)> {
    (1..).zip(GPUS).map(|(place, gpu)| (place, *gpu)).collect()
}

/// The splits to try where nothing is stated.
pub fn splits(gpus_per_node: f64) -> Vec<f64> {
    let within = SPLITS.iter().filter(|split| **split <= gpus_per_node);
    within.copied().collect()
}

/// Every way, the cheapest first, then those without a price, then those that
/// do not do.
pub fn ranked(asked: &Asked, model: &Model, among: &Among) -> Vec<Candidate> {
    let mut all = Vec::new();
    among.each(&mut |place, gpu, weights, split| {
        all.push(Candidate {
            place,
            gpu: *gpu,
            weights,
            split,
            result: sized(asked, gpu, model, weights, split),
        });
    });
    all.sort_by(order);
    all
}

impl Among {
    fn each(&self, take: &mut dyn FnMut(usize, &Gpu, Weights, f64)) {
        for (place, gpu) in &self.gpus {
            for weights in &self.weights {
                for split in &self.splits {
                    take(*place, gpu, *weights, *split);
                }
            }
        }
    }
}

fn order(one: &Candidate, other: &Candidate) -> Ordering {
    let [one, other] = [key(one), key(other)];
    let parts = one.iter().zip(&other);
    let parts = parts.map(|(one, other)| one.total_cmp(other));
    parts.fold(Ordering::Equal, Ordering::then)
}

/// The cheapest way, or why the first does not do.
///
/// # Errors
/// When none does: the reason of the one that came nearest.
pub fn best(asked: &Asked, model: &Model, among: &Among) -> Result<Candidate, Reason> {
    let mut best: Option<Candidate> = None;
    among.each(&mut |place, gpu, weights, split| {
        let result = replica(asked, gpu, model, weights, split);
        // Most ways are dearer than the best one even if no target bound them.
        let hopeless = |known: &Sized, it: &Replica| {
            let most = SAFE_SHARE * it.at(it.most()).rate;
            let least = asked.fleet(gpu, split, most).1;
            least.is_none_or(|least| Some(least) > known.per_hour)
        };
        if let (Some(Ok(known)), Ok(it)) = (best.map(|best| best.result), &result)
            && known.per_hour.is_some()
            && hopeless(&known, it)
        {
            return;
        }
        let candidate = Candidate {
            place,
            gpu: *gpu,
            weights,
            split,
            result: result.and_then(|it| complete(asked, gpu, &it)),
        };
        if best.is_none_or(|best| order(&candidate, &best).is_lt()) {
            best = Some(candidate);
        }
    });
    let best = best.ok_or(Reason::Heads)?;
    best.result.map(|_| best)
}

impl Asked {
    /// Replicas that serve `most` each, and USD an hour for them, where a price
    /// is known.
    fn fleet(&self, gpu: &Gpu, split: f64, most: f64) -> (f64, Option<f64>) {
        let replicas = round_up(self.calls / most * (1.0 + self.headroom)) + self.spare;
        let offer = self.offer(gpu);
        let price = self.gpu_hour.or(offer.map(|offer| offer.price.usd));
        let together = self.together.at(offer);
        let billed = round_up(replicas * split / together) * together;
        (replicas, price.map(|price| billed * price))
    }

    /// The offer that holds for a GPU; none where its price is stated.
    pub fn offer(&self, gpu: &Gpu) -> Option<&'static Offer> {
        match self.gpu_hour {
            Some(_) => None,
            None => gpu.offer(self.market),
        }
    }
}

/// Less is better: USD an hour, GPUs, then how near it came.
fn key(candidate: &Candidate) -> [f64; 4] {
    match &candidate.result {
        Ok(sized) => [
            0.0,
            sized.per_hour.unwrap_or(f64::INFINITY),
            sized.gpus,
            candidate.split,
        ],
        Err(reason) => {
            let (near, by) = match *reason {
                Reason::Tpot(seconds) | Reason::Ttft(seconds) => (1.0, seconds),
                Reason::Context(needs, free) => (2.0, needs - free),
                Reason::Weights(needs, free) => (3.0, needs - free),
                Reason::Heads | Reason::Copies => (4.0, 0.0),
                Reason::Precision => (5.0, 0.0),
            };
            [near, by, candidate.split, 0.0]
        }
    }
}

/// What one way comes to.
///
/// # Errors
/// Why it does not do.
pub fn sized(
    asked: &Asked,
    gpu: &Gpu,
    model: &Model,
    weights: Weights,
    split: f64,
) -> Result<Sized, Reason> {
    complete(asked, gpu, &replica(asked, gpu, model, weights, split)?)
}

/// The replica, where it can be.
fn replica(
    asked: &Asked,
    gpu: &Gpu,
    model: &Model,
    weights: Weights,
    split: f64,
) -> Result<Replica, Reason> {
    let over = split / asked.copies;
    if over < 1.0 || over.fract() > 0.0 {
        return Err(Reason::Copies);
    }
    if (model.heads / over).fract() > 0.0 {
        return Err(Reason::Heads);
    }
    let setting = Setting {
        split,
        copies: asked.copies,
        first: asked.first,
        weights,
        kv_bytes: asked.kv_bytes,
        memory_share: asked.memory_share,
        most_sequences: asked.most_sequences,
    };
    let replica = Replica::new(gpu, model, setting, asked.work).ok_or(Reason::Precision)?;
    if replica.free <= 0.0 {
        let held = replica.weights + replica.free;
        return Err(Reason::Weights(
            replica.weights / BYTES_PER_GIB,
            max(0.0, held) / BYTES_PER_GIB,
        ));
    }
    let context = max(asked.longest, asked.work.input + asked.work.output);
    let needs = replica.sequence_bytes(context);
    if needs > replica.free {
        return Err(Reason::Context(
            needs / BYTES_PER_GIB,
            replica.free / BYTES_PER_GIB,
        ));
    }
    Ok(replica)
}

/// What the replica serves, and the fleet of such.
fn complete(asked: &Asked, gpu: &Gpu, replica: &Replica) -> Result<Sized, Reason> {
    let rates = rates(asked, replica)?;
    let most = min(
        min(rates[2], rates[3]),
        SAFE_SHARE * min(rates[0], rates[1]),
    );
    let split = replica.setting.split;
    let (replicas, per_hour) = asked.fleet(gpu, split, most);
    Ok(Sized {
        replica: *replica,
        rates,
        most,
        replicas,
        gpus: replicas * split,
        per_hour,
    })
}

/// The rate at which each limit is reached.
fn rates(asked: &Asked, replica: &Replica) -> Result<[f64; 4], Reason> {
    let few = replica.at(0.0);
    if few.tpot > asked.tpot {
        return Err(Reason::Tpot(few.tpot));
    }
    let edge = few.ttft * crate::facts::serving::FIRST_TOKEN_BAND;
    if edge > asked.ttft {
        return Err(Reason::Ttft(edge));
    }
    let beyond = BEYOND * max(replica.sequences_fit(), replica.setting.most_sequences);
    let by_tpot = replica.within_tpot(beyond, asked.tpot);
    let by_ttft = replica.within_ttft(beyond, asked.ttft);
    let at = |sequences: f64| replica.at(sequences).rate;
    let rates = [
        at(replica.sequences_fit()),
        at(replica.setting.most_sequences),
        at(by_tpot),
        at(by_ttft),
    ];
    // A target that is met by nothing but rest is not met.
    if rates[2] <= 0.0 {
        return Err(Reason::Tpot(few.tpot));
    }
    if rates[3] <= 0.0 {
        return Err(Reason::Ttft(edge));
    }
    Ok(rates)
}
