//! What does the closed form say of the way that was chosen: what is in memory,
//! how fast a prompt and a token are, which limit comes first and which next?
//!
//! The numbers are those of `roofline` and `search`; here they become figures
//! that say what they rest on.

use super::load::Load;
use super::replica::{self, BINDING_WORDS, Serving};
use super::roofline::{At, Replica};
use super::search::{Candidate, Reason, Sized};
use super::sentence;
use super::stated::{self, Choices};
use crate::facts::constants::{FIRST_TOKEN_BAND, SAFE_SHARE};
use crate::facts::serving::FIT;
use crate::quantity::Missing;
use crate::quantity::brackets::min;
use crate::scenario::Inference;
use crate::scenario::inference::fields;
use crate::sheet::{Cell, Known, Sheet};

/// Labels of precisions, in the order of `roofline::Weights`.
pub const PRECISION_WORDS: &[&str] = &["BF16", "FP8", "NVFP4", "4-bit weights"];
/// How well an estimate is known, in the order of `roofline::Regime`. Each holds for at least
/// nine in ten of what was measured, with constants that were fitted without the family.
pub const ACCURACY_WORDS: &[&str] = &[
    "time per token within 25 % (dense model, up to 8 GPUs)",
    "time per token within 50 % (mixture of experts, up to 8 GPUs)",
    "time per token within a factor of 2 (16 GPUs and more, or copies of attention)",
    "not measured on this GPU: reckon with a factor of 2 at least",
    "not measured for such a model: reckon with a factor of 2 at least",
    "not measured with drafts: reckon with a factor of 2 at least",
];

crate::formulas! {
    source: FIT; in "inference";

    /// The precision that serves for the least money.
    pub fn precision_chosen "Precision" (inference_rate: "req/s"; inference.precision) -> (PRECISION_WORDS)
        solved "the stated one, or the one that meets both targets for the least money"

    /// Weights on each GPU.
    pub fn weights_bytes_per_gpu "Weights, each GPU" (gpus_per_replica: "gpu/replica"; inference.model) -> "B/gpu"
        solved "(parameters without embedding * bytes of a parameter + embedding * 2) / GPUs of a replica"

    /// What a token keeps in memory.
    pub fn kv_bytes_per_token "Kept of a token" (; inference.model, inference.kv_precision) -> "B/tok"
        solved "layers that keep all * (elements of a layer * bytes + index)"

    /// What a sequence keeps however long it is: windows that are full, and states.
    pub fn kv_bytes_fixed "Kept of a sequence, besides" (; inference.model, inference.kv_precision) -> "B/seq"
        solved "layers with a window * elements of a layer * bytes * window + state"

    /// Tokens that fit a replica's memory beside its weights.
    pub fn kv_tokens "Tokens in memory"
        (
            weights_bytes_per_gpu: "B/gpu", kv_bytes_per_token: "B/tok", gpus_per_replica: "gpu/replica";
            inference.memory_share
        ) -> "tok" solved "(share * memory - weights - activations - other) / bytes of an average sequence * its tokens"

    /// Sequences of average length that fit.
    pub fn sequences_fit "Sequences in memory"
        (kv_tokens: "tok", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "seq"
        solved "memory that is left / bytes of a prompt and half of its answer"

    /// One prompt alone.
    pub fn prefill_seconds "Prefill"
        (prompt_tokens: "tok/req", cached_share: "share", gpus_per_replica: "gpu/replica") -> "s"
        solved "max(compute of new tokens, reading of weights) + attention + all-reduce"

    /// A token of one sequence alone: no target below it can be met.
    pub fn step_seconds "A token, alone" (prompt_tokens: "tok/req", gpus_per_replica: "gpu/replica") -> "s"
        solved "reading of weights + reading of keys and values + all-reduce + overhead"

    /// How well the estimate is known.
    pub fn accuracy "Known to" (gpu_chosen: "GPU type", gpus_per_replica: "gpu/replica"; inference.model)
        -> (ACCURACY_WORDS) solved "from tests on what was left out of the fit"

    /// The rate at which memory is full.
    pub fn rate_by_memory "By memory"
        (sequences_fit: "seq", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "req/s/replica"
        solved "requests a second at which as many sequences run as fit"

    /// The rate at which all sequences run that the engine allows.
    pub fn rate_by_sequences "By sequences"
        (prompt_tokens: "tok/req", answer_tokens: "tok/req"; inference.most_sequences) -> "req/s/replica"
        solved "requests a second at which the most sequences run"

    /// The rate at which a token takes as long as it may.
    pub fn rate_by_tpot "By time per token"
        (prompt_tokens: "tok/req", answer_tokens: "tok/req"; inference.tpot_target) -> "req/s/replica"
        solved "the largest rate at which the time per token is within its target"

    /// The rate at which the first token takes as long as it may.
    pub fn rate_by_ttft "By first token"
        (prompt_tokens: "tok/req", cached_share: "share"; inference.ttft_target) -> "req/s/replica"
        solved "the largest rate at which the upper edge of the time to the first token is within its target"

    /// The most that a replica is planned with: both targets met, and neither memory nor sequences taken beyond
    /// what is safe.
    pub fn capacity_estimated "A replica serves"
        (
            rate_by_memory: "req/s/replica", rate_by_sequences: "req/s/replica", rate_by_tpot: "req/s/replica",
            rate_by_ttft: "req/s/replica"
        ) -> "req/s/replica" as max_rate_per_replica
    { min(min(rate_by_tpot, rate_by_ttft), SAFE_SHARE * min(rate_by_memory, rate_by_sequences)) }

    /// What stops a replica first.
    pub fn binding_estimated "What binds"
        (
            rate_by_memory: "req/s/replica", rate_by_sequences: "req/s/replica", rate_by_tpot: "req/s/replica",
            rate_by_ttft: "req/s/replica"
        ) -> (BINDING_WORDS) as binding solved "the least of the rates; memory and sequences up to 80 %"

    /// What stops a replica next.
    pub fn next_binding_estimated "What binds next"
        (
            rate_by_memory: "req/s/replica", rate_by_sequences: "req/s/replica", rate_by_tpot: "req/s/replica",
            rate_by_ttft: "req/s/replica"
        ) -> (BINDING_WORDS) as next_binding solved "the least but one of the rates"

    /// How much more a replica would serve if only that bound.
    pub fn next_slack "Room until then"
        (max_rate_per_replica: "req/s/replica", next_binding: "choice") -> "share"
        solved "the least rate but one over the least, less 1"

    /// Sequences that run at the peak.
    pub fn running "Running at the peak"
        (inference_rate: "req/s", replicas: "replica", answer_tokens: "tok/req") -> "seq"
        solved "rate of a replica * tokens of an answer * time per token"

    /// Each further token, at the peak.
    pub fn tpot_seconds "Time per token" (running: "seq"; inference.tpot_target) -> "s"
        solved "steps with and without a prompt in them, by how often each comes"

    /// The first token, at the peak, on average.
    pub fn ttft_seconds "Time to first token"
        (running: "seq", prefill_seconds: "s"; inference.ttft_target) -> "s"
        solved "rest of the running step + one step + the step with the prompt"

    /// The lower edge of the time to the first token.
    pub fn ttft_low "First token, from" (ttft_seconds: "s") -> "s"
    { ttft_seconds / FIRST_TOKEN_BAND }

    /// The first token if as many requests begin as end, as in a load test with so many users at once.
    pub fn ttft_closed "First token, so many at once" (running: "seq", prefill_seconds: "s"; inference.engine) -> "s"
        solved "(0.02 + 0.000262 * layers + a step + prompt * (1 + 0.1 * running)) * 2.9 on SGLang"

    /// The upper edge of the time to the first token, which the target is held to.
    pub fn ttft_high "First token, up to" (ttft_seconds: "s") -> "s"
    { ttft_seconds * FIRST_TOKEN_BAND }
}

/// The way that was chosen, or why there is none.
pub(super) struct Way(Result<Candidate, Missing>);

impl Way {
    /// The cheapest way to serve a model, or why there is none, with its numbers.
    pub(super) fn find(
        stated: &Inference,
        choices: Choices,
        calls: Cell,
        spare: Cell,
    ) -> (Self, Option<Reason>) {
        let found = stated::best(stated, choices, calls.or_zero(), spare.or_zero());
        let way = Self(found.and_then(|found| found.map_err(sentence)));
        (way, found.ok().and_then(Result::err))
    }

    pub(super) fn sized(&self) -> Result<Sized, Missing> {
        self.0.and_then(|way| way.result.map_err(sentence))
    }

    /// What is to be bought.
    pub(super) fn candidate(&self) -> Result<&Candidate, Missing> {
        self.0.as_ref().map_err(|why| *why)
    }

    fn of(&self, value: fn(&Replica) -> f64) -> Known {
        Known(self.sized().map(|sized| value(&sized.replica)))
    }

    fn rate(&self, at: usize) -> Known {
        Known(self.sized().map(|sized| sized.rates[at]))
    }

    /// The replica that was chosen.
    pub(super) fn replica(&self) -> Option<Replica> {
        self.sized().ok().map(|sized| sized.replica)
    }
}

/// What a replica of the chosen way holds and serves, and how long a prompt takes it.
pub(super) fn plan(sheet: Sheet, inference_rate: Cell, load: &Load, way: &Way) -> (Serving, Cell) {
    let place = way.0.map(|way| way.weights.place());
    precision_chosen(sheet, place, inference_rate);
    let candidate = way.candidate();
    let most = |gpu, gpus| {
        let known = way.sized().map(|sized| sized.replica.regime.place());
        accuracy(sheet, known, gpu, gpus);
        step_seconds(sheet, way.of(|it| it.step(1.0)), load.prompt, gpus);
        most(sheet, load, way, fit(sheet, load, way, gpus))
    };
    let serving = replica::found(sheet, candidate, &fields::gpu, inference_rate, most);
    let alone = way.of(Replica::prefill);
    let prefill = prefill_seconds(sheet, alone, load.prompt, load.cached, serving.gpus);
    (serving, prefill)
}

/// How many sequences fit the memory of a replica.
fn fit(sheet: Sheet, load: &Load, way: &Way, gpus: Cell) -> Cell {
    let stated = &sheet.scenario.inference;
    let weights = weights_bytes_per_gpu(sheet, way.of(|it| it.weights), gpus);
    let bytes = stated.kv_precision.bytes();
    let model = stated::model(stated, stated.model);
    let token = kv_bytes_per_token(sheet, model.map(|it| it.growing_bytes(bytes)));
    kv_bytes_fixed(sheet, model.map(|it| it.fixed_bytes(bytes)));
    let tokens = kv_tokens(sheet, way.of(Replica::tokens), weights, token, gpus);
    let fit = way.of(Replica::sequences_fit);
    sequences_fit(sheet, fit, tokens, load.prompt, load.answer)
}

/// What a replica serves: the rate at which each limit is reached, and which binds.
fn most(sheet: Sheet, load: &Load, way: &Way, fit: Cell) -> Cell {
    let (prompt, answer) = (load.prompt, load.answer);
    let memory = rate_by_memory(sheet, way.rate(0), fit, prompt, answer);
    let sequences = rate_by_sequences(sheet, way.rate(1), prompt, answer);
    let tpot = rate_by_tpot(sheet, way.rate(2), prompt, answer);
    let ttft = rate_by_ttft(sheet, way.rate(3), prompt, load.cached);
    let most = capacity_estimated(sheet, memory, sequences, tpot, ttft);
    let order = way.sized().map(|sized| limits(sized.rates));
    let first = order.map(|[first, ..]| first.0);
    binding_estimated(sheet, first, memory, sequences, tpot, ttft);
    let next = order.map(|[_, next, ..]| next.0);
    let next = next_binding_estimated(sheet, next, memory, sequences, tpot, ttft);
    let slack = order.map(|[first, next, ..]| next.1 / first.1 - 1.0);
    next_slack(sheet, slack, most, next);
    most
}

/// The limits, each with its place among the words and its rate, least first.
fn limits([memory, sequences, tpot, ttft]: [f64; 4]) -> [(f64, f64); 4] {
    let mut all = [
        (0.0, memory * SAFE_SHARE),
        (1.0, sequences * SAFE_SHARE),
        (2.0, tpot),
        (3.0, ttft),
    ];
    all.sort_by(|one, other| one.1.total_cmp(&other.1));
    all
}

/// What holds at the planned peak, with so many replicas.
pub(super) fn at_peak(
    sheet: Sheet,
    inference_rate: Cell,
    load: &Load,
    way: &Way,
    (replicas, prefill): (Cell, Cell),
) {
    let there = way.sized().and_then(|sized| {
        let each = inference_rate.number()? / replicas.number()?;
        let replica = sized.replica;
        Ok((
            replica,
            replica.at(replica.within_rate(replica.most(), each)),
        ))
    });
    let of = |value: fn(&Replica, &At) -> f64| Known(there.map(|(it, at)| value(&it, &at)));
    let sequences = of(|_, at| at.sequences);
    let running = running(sheet, sequences, inference_rate, replicas, load.answer);
    tpot_seconds(sheet, of(|_, at| at.tpot), running);
    let ttft = ttft_seconds(sheet, of(|_, at| at.ttft), running, prefill);
    let closed = of(|it, at| it.first_in_closed_loop(at.sequences));
    ttft_closed(sheet, closed, running, prefill);
    ttft_low(sheet, ttft);
    ttft_high(sheet, ttft);
}
