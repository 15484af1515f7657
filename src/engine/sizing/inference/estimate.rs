//! What does the closed form say of the way that was chosen: what is in memory,
//! how fast a prompt and a token are, which limit comes first and which next?
//!
//! The numbers are those of `roofline` and `search`; here they become figures
//! that say what they rest on.

use super::formulas::{found, load};
use super::roofline::{At, Replica, Weights};
use super::search::{Candidate, Sized};
use super::stated::{self, place};
use super::{Fleet, Load, choice, index, price, sentence};
use crate::catalog::serving::SAFE_SHARE;
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::{Absent, Outcome};
use crate::scenario::Inference;
use crate::scenario::inference::{GpuType, KvPrecision, ModelName, Precision};

figures! {
    /// What a replica holds, and how fast it is alone.
    pub struct Alone in "inference" {
        /// Numbers of the weights.
        precision_chosen: Outcome,
        /// Weights on a GPU.
        weights_bytes_per_gpu: Outcome,
        /// Kept of a token.
        kv_bytes_per_token: Outcome,
        /// Tokens that fit.
        kv_tokens: Outcome,
        /// Sequences that fit.
        sequences_fit: Outcome,
        /// A prompt alone.
        prefill_seconds: Outcome,
        /// A token alone.
        step_seconds: Outcome,
        /// How well it is known.
        accuracy: Outcome,
    }
}

figures! {
    /// The rate at which each limit is reached.
    pub struct Rates in "inference" {
        /// Memory is full.
        rate_by_memory: Outcome,
        /// All sequences run.
        rate_by_sequences: Outcome,
        /// The time per token is at its target.
        rate_by_tpot: Outcome,
        /// The time to the first is.
        rate_by_ttft: Outcome,
        /// What binds next.
        next_binding: Outcome,
        /// Room until then.
        next_slack: Outcome,
    }
}

figures! {
    /// What holds at the planned peak.
    pub struct Peak in "inference" {
        /// Sequences.
        running: Outcome,
        /// A token.
        tpot_seconds: Outcome,
        /// The first.
        ttft_seconds: Outcome,
        /// From.
        ttft_low: Outcome,
        /// To.
        ttft_high: Outcome,
    }
}

/// What the closed form says of the fleet.
#[derive(Clone, PartialEq, Debug)]
pub struct Estimate {
    /// What a replica holds, and how fast it is alone.
    pub alone: Alone,
    /// The rate at which each limit is reached.
    pub rates: Rates,
    /// What holds at the planned peak.
    pub peak: Peak,
}

/// What is known when the figures are made.
struct Basis<'a> {
    stated: &'a Inference,
    calls: f64,
    prompt: f64,
    cached: f64,
    answer: f64,
    model: f64,
    sized: Result<(&'a Candidate, &'a Sized), Absent>,
}

impl Basis<'_> {
    fn split(&self) -> Result<f64, Absent> {
        self.sized.map(|(candidate, _)| candidate.split)
    }

    fn of(&self, value: fn(&Replica) -> f64) -> Result<f64, Absent> {
        self.sized.map(|(_, sized)| value(&sized.replica))
    }

    fn rate(&self, at: usize) -> Result<f64, Absent> {
        self.sized.map(|(_, sized)| sized.rates[at])
    }
}

/// The figures of the way that was chosen, and what the fleet takes from it.
pub fn plan(
    stated: &Inference,
    calls: f64,
    load: &Load,
    fleet: &mut Fleet,
    chosen: &Result<Candidate, Absent>,
) -> Estimate {
    let sized = match chosen {
        Ok(candidate) => match &candidate.result {
            Ok(sized) => Ok((candidate, sized)),
            Err(reason) => Err(sentence(*reason)),
        },
        Err(absent) => Err(*absent),
    };
    let basis = Basis {
        stated,
        calls,
        prompt: load.prompt_tokens.value,
        cached: load.cached_share.map_or(0.0, |share| share.value),
        answer: load.answer_tokens.value,
        model: choice(place(ModelName::CHOICES, stated.model.id())),
        sized,
    };
    let gpu = choice(place(GpuType::CHOICES, stated.gpu.id()));
    let split = stated.split.unwrap_or(0.0);
    fleet.gpu_chosen =
        sized.map(|(candidate, _)| found::gpu_found(index(candidate.place), gpu, calls));
    fleet.gpu_hour = price(stated, fleet.gpu_chosen);
    fleet.gpus_per_replica =
        sized.map(|(candidate, _)| found::gpus_per_replica_found(candidate.split, split, calls));
    let alone = alone(&basis, fleet);
    let rates = rates(&basis, alone.sequences_fit, fleet);
    let peak = peak(&basis, alone.prefill_seconds, fleet);
    Estimate { alone, rates, peak }
}

fn alone(basis: &Basis, fleet: &Fleet) -> Alone {
    let (stated, model, split) = (basis.stated, basis.model, basis.split());
    let weights = basis
        .of(|it| it.weights)
        .and_then(|bytes| sound(found::weights_bytes_per_gpu(bytes, model, split?)));
    let kv = choice(place(KvPrecision::CHOICES, stated.kv_precision.id()));
    let bytes = match stated.kv_precision {
        KvPrecision::Bf16 => 2.0,
        KvPrecision::Fp8 => 1.0,
    };
    let token = stated::model(stated, stated.model).and_then(|it| {
        let held = it.layers * it.kv_elements * bytes;
        sound(found::kv_bytes_per_token(held, model, kv))
    });
    let tokens = basis.of(Replica::tokens).and_then(|tokens| {
        let [weights, token] = [weights?.value, token?.value];
        let share = stated.memory_share;
        sound(found::kv_tokens(tokens, share, weights, token, split?))
    });
    let (prompt, cached, answer) = (basis.prompt, basis.cached, basis.answer);
    Alone {
        precision_chosen: basis.sized.map(|(candidate, _)| {
            let at = choice(place(Precision::CHOICES, stated.precision.id()));
            let mut places = Weights::ALL.iter().zip(0_u32..);
            let found = places.find(|(it, _)| **it == candidate.weights);
            let value = found.map_or(0.0, |(_, at)| f64::from(at));
            found::precision_chosen(value, at, basis.calls)
        }),
        weights_bytes_per_gpu: weights,
        kv_bytes_per_token: token,
        kv_tokens: tokens,
        sequences_fit: basis
            .of(Replica::sequences_fit)
            .and_then(|fit| sound(found::sequences_fit(fit, tokens?.value, prompt, answer))),
        prefill_seconds: basis
            .of(Replica::prefill)
            .and_then(|it| sound(found::prefill_seconds(it, prompt, cached, split?))),
        step_seconds: basis
            .of(|it| it.step(1.0))
            .and_then(|it| sound(found::step_seconds(it, prompt, split?))),
        accuracy: basis.sized.and_then(|(_, sized)| {
            let known = sized.replica.regime.place();
            Ok(found::accuracy(known, model, fleet.gpu_chosen?.value))
        }),
    }
}

fn rates(basis: &Basis, fit: Outcome, fleet: &mut Fleet) -> Rates {
    let (stated, prompt, answer) = (basis.stated, basis.prompt, basis.answer);
    let by_memory = basis
        .rate(0)
        .and_then(|it| sound(found::rate_by_memory(it, fit?.value, prompt, answer)));
    let most = stated.most_sequences;
    let by_sequences = basis
        .rate(1)
        .and_then(|it| sound(found::rate_by_sequences(it, most, prompt, answer)));
    let by_tpot = basis
        .rate(2)
        .and_then(|it| sound(found::rate_by_tpot(it, stated.tpot_target, prompt, answer)));
    let cached = basis.cached;
    let by_ttft = basis
        .rate(3)
        .and_then(|it| sound(found::rate_by_ttft(it, stated.ttft_target, prompt, cached)));
    let four = by_memory.and_then(|memory| {
        let rest = [by_sequences?.value, by_tpot?.value, by_ttft?.value];
        Ok((memory.value, rest))
    });
    fleet.max_rate_per_replica = four.and_then(|(memory, [sequences, tpot, ttft])| {
        sound(load::fleet::capacity_estimated(
            memory, sequences, tpot, ttft,
        ))
    });
    let order = four.map(|(memory, rest)| binding_order(memory, rest));
    fleet.binding = four.and_then(|(memory, [sequences, tpot, ttft])| {
        let [first, ..] = order?;
        Ok(found::binding_estimated(
            first.0, memory, sequences, tpot, ttft,
        ))
    });
    let most = fleet.max_rate_per_replica;
    Rates {
        rate_by_memory: by_memory,
        rate_by_sequences: by_sequences,
        rate_by_tpot: by_tpot,
        rate_by_ttft: by_ttft,
        next_binding: four.and_then(|(memory, [sequences, tpot, ttft])| {
            let [_, next, ..] = order?;
            Ok(found::next_binding(next.0, memory, sequences, tpot, ttft))
        }),
        next_slack: order.and_then(|[first, next, ..]| {
            let slack = next.1 / first.1 - 1.0;
            sound(found::next_slack(slack, most?.value, next.0))
        }),
    }
}

fn peak(basis: &Basis, prefill: Outcome, fleet: &Fleet) -> Peak {
    let (stated, calls) = (basis.stated, basis.calls);
    let replicas = fleet.max_rate_per_replica.and_then(|most| {
        let needed = sound(load::replicas_needed(calls, most.value, stated.headroom))?;
        sound(load::fleet::replicas(needed.value, fleet.spare.value))
    });
    let there: Result<At, Absent> = basis.sized.and_then(|(_, sized)| {
        let replica = &sized.replica;
        let each = calls / replicas?.value;
        Ok(replica.at(replica.within_rate(replica.most(), each)))
    });
    let running = there.and_then(|at| {
        let replicas = replicas?.value;
        sound(found::running(at.sequences, calls, replicas, basis.answer))
    });
    let ttft = there.and_then(|at| {
        let [running, prefill] = [running?.value, prefill?.value];
        let target = stated.ttft_target;
        sound(found::ttft_seconds(at.ttft, running, prefill, target))
    });
    Peak {
        running,
        tpot_seconds: there.and_then(|at| {
            let target = stated.tpot_target;
            sound(found::tpot_seconds(at.tpot, running?.value, target))
        }),
        ttft_seconds: ttft,
        ttft_low: ttft.map(|ttft| load::fleet::ttft_low(ttft.value)),
        ttft_high: ttft.map(|ttft| load::fleet::ttft_high(ttft.value)),
    }
}

/// The limits, each with its place among the words and its rate, least first.
fn binding_order(memory: f64, [sequences, tpot, ttft]: [f64; 3]) -> [(f64, f64); 4] {
    let mut all = [
        (0.0, memory * SAFE_SHARE),
        (1.0, sequences * SAFE_SHARE),
        (2.0, tpot),
        (3.0, ttft),
    ];
    all.sort_by(|one, other| one.1.total_cmp(&other.1));
    all
}

impl Estimate {
    /// Visits every figure with its id.
    pub fn each(&self, visit: &mut Visit) {
        self.alone.each(&mut |id, outcome| visit(id, outcome));
        self.rates.each(&mut |id, outcome| visit(id, outcome));
        self.peak.each(&mut |id, outcome| visit(id, outcome));
    }
}
