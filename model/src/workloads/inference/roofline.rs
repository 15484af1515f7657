//! How long does a replica take for a step and for a prompt, how many
//! sequences fit its memory, and how many requests a second does it serve?
//!
//! ```text
//! free memory = share * memory - weights - activations - other
//! step(B)     = (max(dense weights / bandwidth, dense compute * B)
//!             + max(experts read by B tokens, expert compute * B)
//!             + B * keys and values / bandwidth + all-reduce + overhead)
//!             * 1.66 on 16 GPUs and more, or with copies of attention
//! prefill     = max(compute of new tokens, weights / bandwidth)
//!             + attention (I^2 - cached^2) + all-reduce
//! ```
//!
//! Requests come at random. Of the steps a share `p0 = exp(-rate * T)` has no
//! prompt in it, the others carry `E = rate * T / (1 - p0)` of them, overlapped:
//! their time is the larger of memory and compute, plus overhead. With `B`
//! sequences running and `S` steps a request, `rate * T = B / S` (Little's law),
//! so a step's length follows from `B` alone, and the rate from both. All times
//! rise with `B`; a limit is found by halving.
//!
//! Constants: `facts::serving`.

pub use super::regime::Regime;
use super::regime::is_wide;
use crate::facts::constants::BYTES_PER_GIB;
use crate::facts::gpus::Gpu;
use crate::facts::model::{Layers, Model};
use crate::facts::serving as fit;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{exp, halved};

const GIGA: f64 = 1e9;
const TERA: f64 = 1e12;
/// Halvings of an interval: to a part in a trillion of it.
const HALVINGS: u32 = 40;

/// In what numbers weights are kept and computed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weights {
    /// 16 bits.
    Bf16,
    /// 8 bits, computed at 8.
    Fp8,
    /// 4 bits with a scale for each 16, computed at 4.
    Nvfp4,
    /// 4 bits with a scale for each 128, computed at 16.
    W4a16,
}

impl Weights {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Bf16, Self::Fp8, Self::Nvfp4, Self::W4a16];

    /// Bytes of a parameter, scales included.
    pub const fn bytes(self) -> f64 {
        match self {
            Self::Bf16 => 2.0,
            Self::Fp8 => 1.0,
            Self::Nvfp4 => 0.5625,
            Self::W4a16 => 0.52,
        }
    }

    /// What a GPU achieves of compute with it, FLOP/s; none where it cannot.
    pub fn speed(self, gpu: &Gpu) -> Option<f64> {
        let (peak, share) = match self {
            Self::Bf16 => (gpu.peak_16, fit::EFFICIENCY[0]),
            Self::Fp8 => (gpu.peak_8, fit::EFFICIENCY[1]),
            Self::Nvfp4 => (gpu.peak_4, fit::EFFICIENCY[2]),
            Self::W4a16 => (gpu.peak_16, fit::EFFICIENCY[3]),
        };
        (peak > 0.0).then_some(peak * TERA * gpu.derate * share)
    }

    /// Its place among them.
    pub const fn place(self) -> f64 {
        match self {
            Self::Bf16 => 0.0,
            Self::Fp8 => 1.0,
            Self::Nvfp4 => 2.0,
            Self::W4a16 => 3.0,
        }
    }

    /// As ids have it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Bf16 => "bf16",
            Self::Fp8 => "fp8",
            Self::Nvfp4 => "nvfp4",
            Self::W4a16 => "w4a16",
        }
    }

    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bf16 => "BF16",
            Self::Fp8 => "FP8",
            Self::Nvfp4 => "NVFP4",
            Self::W4a16 => "4-bit weights",
        }
    }
}

/// What a replica is asked to do.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Work {
    /// Tokens of a prompt.
    pub input: f64,
    /// Of these, the share found in the prompt cache.
    pub cached: f64,
    /// Tokens written.
    pub output: f64,
    /// Tokens that a draft model proposes in a step; 0 without one.
    pub drafted: f64,
    /// The share of them that is accepted, one by one.
    pub accepted: f64,
    /// What drafting takes, as a share of a step for each token.
    pub draft_cost: f64,
}

/// How an engine is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Setting {
    /// GPUs of a replica, over which experts are dealt out.
    pub split: f64,
    /// Copies of attention and of all else that is not an expert: each has its share of the
    /// GPUs and of the sequences. 1 where there is one.
    pub copies: f64,
    /// Weights.
    pub weights: Weights,
    /// Bytes of a kept key or value.
    pub kv_bytes: f64,
    /// Which share of the memory the engine may use.
    pub memory_share: f64,
    /// The most sequences that it runs at once.
    pub most_sequences: f64,
    /// How many times as long its first token takes as that of most engines, where as many
    /// requests as end begin.
    pub first: f64,
}

/// What a replica can do with a model, in seconds, bytes and FLOP.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Replica {
    /// Bytes of weights on each GPU.
    pub weights: f64,
    /// Bytes that are left on each GPU for keys and values; below zero if the
    /// weights do not fit.
    pub free: f64,
    /// Bytes that a token adds to a sequence on each GPU that holds it.
    pub token_bytes: f64,
    /// How it is set.
    pub setting: Setting,
    /// What it is asked to do.
    pub work: Work,
    /// Which constants it rests on.
    pub regime: Regime,
    dense_read: f64,
    dense_flop: f64,
    expert_read: f64,
    expert_flop: f64,
    /// Share of experts that one token leaves out.
    left_out: f64,
    /// What a GPU holds of a sequence, and reads of it in a step.
    kept: [Kept; 3],
    state: f64,
    /// How much longer than its terms a step is.
    longer: f64,
    kv_bandwidth: f64,
    reduces: f64,
    reduce_seconds: f64,
    overhead: f64,
    /// Seconds of a prompt: compute or the weights' reading, and its all-reduce.
    prompt_compute: f64,
    prompt_reduce: f64,
    first: f64,
    context: f64,
}

/// Bytes of layers of one kind, on each GPU that holds a sequence.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Kept {
    /// Of a token, without the index.
    token: f64,
    /// Of its index.
    index: f64,
    /// How many tokens are kept, and how many are read of these.
    most: f64,
    best: f64,
}

impl Kept {
    fn of(layers: &Layers, setting: Setting) -> Self {
        let over = min(setting.split / setting.copies, layers.split);
        let most = |tokens: f64| if tokens > 0.0 { tokens } else { f64::INFINITY };
        Self {
            token: layers.token_bytes(setting.kv_bytes) / over,
            index: layers.index_bytes() / over,
            most: most(layers.window),
            best: most(layers.best),
        }
    }

    fn held(&self, tokens: f64) -> f64 {
        (self.token + self.index) * min(tokens, self.most)
    }

    fn read(&self, tokens: f64) -> f64 {
        let held = min(tokens, self.most);
        self.token * min(held, self.best) + self.index * held
    }
}

/// What holds at so many running sequences.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct At {
    /// Running sequences.
    pub sequences: f64,
    /// Requests a second.
    pub rate: f64,
    /// Seconds for each token of a sequence.
    pub tpot: f64,
    /// Seconds to the first token, on average.
    pub ttft: f64,
}

/// Seconds in which the attention of a prompt is computed: of all pairs of tokens in layers
/// that keep all, of the window in others, of none in layers with a state.
fn attention(gpu: &Gpu, model: &Model, over: f64, work: Work) -> f64 {
    let new = work.input * (1.0 - work.cached);
    let seen = work.input * work.cached;
    let all = work.input * work.input - seen * seen;
    let of = |layers: &Layers| {
        let pairs = if layers.window > 0.0 {
            min(all, new * 2.0 * layers.window)
        } else {
            all / layers.one_in
        };
        2.0 * layers.count * model.heads * model.head_size * pairs
            / (over * gpu.peak_16 * TERA * gpu.derate * fit::ATTENTION)
    };
    model.kept.iter().map(of).sum()
}

impl Replica {
    /// What this model does on these GPUs; none where the GPU cannot compute
    /// with such weights.
    pub fn new(gpu: &Gpu, model: &Model, setting: Setting, work: Work) -> Option<Self> {
        let split = setting.split;
        // Each copy of attention has so many GPUs.
        let over = split / setting.copies;
        let speed = setting.weights.speed(gpu)?;
        let bytes = setting.weights.bytes();
        let native = model.native_expert_bytes;
        let expert_bytes = if native > 0.0 {
            min(native, bytes)
        } else {
            bytes
        };
        let embedding = model.embedding();
        let dense = model.parameters - model.expert_parameters - embedding;
        // The head works once for a prompt.
        let passed = dense - model.hidden * model.vocabulary;
        let bandwidth = gpu.bandwidth * GIGA * gpu.derate;
        let active = model.active_share();
        let weights = (dense * bytes + embedding * 2.0) / over
            + model.expert_parameters * expert_bytes / split;
        let other = fit::OTHER_MEMORY[usize::from(split > 1.0)];
        let usable = setting.memory_share * gpu.memory_gib - model.activation_gib - other;
        let kept = model.kept.map(|layers| Kept::of(&layers, setting));
        let growing = kept.iter().filter(|it| it.most.is_infinite());
        let new = work.input * (1.0 - work.cached);
        // Experts that are published in 4 bits are computed at 16, unless the GPU
        // computes at 4.
        let of_experts = if native > 0.0 && setting.weights != Weights::Nvfp4 {
            Weights::W4a16.speed(gpu)?
        } else {
            speed
        };
        let expert_speed = of_experts * fit::EXPERT_EFFICIENCY * split;
        let expert_flop = 2.0 * model.expert_parameters * active / expert_speed;
        let dense_read = dense * bytes / over / (bandwidth * fit::DENSE_READ);
        let expert_read =
            model.expert_parameters * expert_bytes / split / (bandwidth * fit::EXPERT_READ);
        let compute = max(
            2.0 * passed * new / (over * speed) + expert_flop * new,
            dense_read + expert_read,
        );
        let reduces = if split > 1.0 { 2.0 * model.layers } else { 0.0 };
        let link = gpu.link * GIGA * fit::LINK;
        let reduce = 2.0 * (split - 1.0) / split * model.hidden * 2.0 / link;
        let experts_overhead = if model.experts > 0.0 {
            fit::EXPERT_LAYER_SECONDS
        } else {
            0.0
        };
        Some(Self {
            weights,
            free: usable * BYTES_PER_GIB - weights,
            token_bytes: growing.map(|it| it.token + it.index).sum(),
            regime: Regime::of(gpu, model, setting, work),
            setting,
            work,
            dense_read,
            dense_flop: 2.0 * dense / (split * speed),
            expert_read,
            expert_flop,
            left_out: 1.0 - active,
            kept,
            state: model.state / min(over, model.state_split),
            longer: if is_wide(setting) { fit::WIDE } else { 1.0 },
            kv_bandwidth: bandwidth * fit::KV_READ,
            reduces,
            reduce_seconds: reduce,
            overhead: fit::STEP_SECONDS + (fit::LAYER_SECONDS + experts_overhead) * model.layers,
            prompt_compute: compute + attention(gpu, model, over, work),
            prompt_reduce: reduces * (fit::REDUCE_SECONDS + new * reduce),
            first: fit::FIRST_SECONDS + fit::FIRST_LAYER_SECONDS * model.layers,
            context: work.input + work.output / 2.0,
        })
    }

    /// Bytes of a sequence of so many tokens, on each GPU that holds it.
    pub fn sequence_bytes(&self, tokens: f64) -> f64 {
        self.kept.iter().map(|it| it.held(tokens)).sum::<f64>() + self.state
    }

    /// Bytes that a step reads of such a sequence.
    fn read_bytes(&self, tokens: f64) -> f64 {
        self.kept.iter().map(|it| it.read(tokens)).sum::<f64>() + self.state
    }

    /// Bytes that are free for sequences in all copies of attention.
    fn room(&self) -> f64 {
        max(0.0, self.free) * self.setting.copies
    }

    /// Tokens that fit, in sequences of average length: what states and full windows take is
    /// dealt out over the tokens of one.
    pub fn tokens(&self) -> f64 {
        self.room() / self.sequence_bytes(self.context) * self.context
    }

    /// Sequences of average length that fit.
    pub fn sequences_fit(&self) -> f64 {
        self.room() / self.sequence_bytes(self.context)
    }

    /// Tokens that a sequence gains in a step: more than one with drafting.
    pub fn tokens_per_step(&self) -> f64 {
        let (drafted, accepted) = (self.work.drafted, self.work.accepted);
        if accepted >= 1.0 {
            return drafted + 1.0;
        }
        (1.0 - crate::quantity::math::power(accepted, drafted + 1.0)) / (1.0 - accepted)
    }

    /// Seconds of one prompt alone.
    pub fn prefill(&self) -> f64 {
        self.prompt_compute + self.prompt_reduce
    }

    /// Reading of weights, compute, and what neither overlaps, at so many
    /// sequences.
    fn parts(&self, sequences: f64) -> [f64; 4] {
        let verified = sequences * (self.work.drafted + 1.0);
        let experts = if self.expert_read > 0.0 {
            self.expert_read * (1.0 - crate::quantity::math::power(self.left_out, verified))
        } else {
            0.0
        };
        let each = sequences / self.setting.copies;
        let memory = each * self.read_bytes(self.context) / self.kv_bandwidth;
        let reduce = self.reduces * (fit::REDUCE_SECONDS + verified * self.reduce_seconds);
        let overhead = reduce + self.overhead + fit::SEQUENCE_SECONDS * sequences;
        let compute = [self.dense_flop * verified, self.expert_flop * verified];
        [
            max(self.dense_read, compute[0]) + max(experts, compute[1]) + memory,
            self.dense_read + experts + memory,
            compute[0] + compute[1],
            overhead,
        ]
    }

    /// Seconds of a step of so many sequences, without prompts.
    pub fn step(&self, sequences: f64) -> f64 {
        let [both, _, _, overhead] = self.parts(sequences);
        (both + overhead) * self.drafting() * self.longer
    }

    fn drafting(&self) -> f64 {
        1.0 + self.work.drafted * self.work.draft_cost
    }

    /// Seconds of a step with so many prompts in it.
    fn mixed(&self, parts: [f64; 4], prompts: f64) -> f64 {
        let [both, memory, compute, overhead] = parts;
        let overlapped = max(both, max(memory, compute + prompts * self.prompt_compute));
        (overlapped + overhead) * self.drafting() * self.longer + prompts * self.prompt_reduce
    }

    /// What holds while so many sequences run, with requests that come at
    /// random.
    pub fn at(&self, sequences: f64) -> At {
        let steps = self.work.output / self.tokens_per_step();
        // Prompts that come during a step: rate times its length.
        let prompts = sequences / steps;
        let none = exp(-prompts);
        let parts = self.parts(sequences);
        let alone = self.mixed(parts, 0.0);
        let some = if prompts > 1e-9 {
            prompts / (1.0 - none)
        } else {
            1.0
        };
        let mixed = self.mixed(parts, some);
        let step = none * alone + (1.0 - none) * mixed;
        let square = none * alone * alone + (1.0 - none) * mixed * mixed;
        let first = self.mixed(parts, 1.0 + prompts);
        At {
            sequences,
            rate: prompts / step,
            tpot: step / self.tokens_per_step(),
            ttft: square / (2.0 * step) + step + first + self.first,
        }
    }

    /// The most sequences up to which `holds`, between none and `most`.
    fn last(&self, most: f64, holds: &dyn Fn(At) -> bool) -> f64 {
        if holds(self.at(most)) {
            return most;
        }
        let [last, _] = halved([0.0, most], HALVINGS, &|many| holds(self.at(many)));
        last
    }

    /// The most sequences that memory and engine allow.
    pub fn most(&self) -> f64 {
        min(self.sequences_fit(), self.setting.most_sequences)
    }

    /// The most sequences, up to `most`, at which a token takes no longer than
    /// this.
    pub fn within_tpot(&self, most: f64, seconds: f64) -> f64 {
        self.last(most, &|at| at.tpot <= seconds)
    }

    /// The same for the first token, the upper edge of its band.
    pub fn within_ttft(&self, most: f64, seconds: f64) -> f64 {
        self.last(most, &|at| at.ttft * fit::FIRST_TOKEN_BAND <= seconds)
    }

    /// The same for a rate: what runs at that rate.
    pub fn within_rate(&self, most: f64, rate: f64) -> f64 {
        self.last(most, &|at| at.rate <= rate)
    }

    /// Seconds for each token and tokens a second with so many sequences kept
    /// running, as benchmarks do it.
    pub fn closed_loop(&self, sequences: f64) -> [f64; 2] {
        let delay = fit::MIX * self.prefill() / self.work.output * self.longer;
        let step = self.step(sequences) / self.tokens_per_step();
        [
            step + delay * (sequences - 1.0),
            sequences / (step + delay * sequences),
        ]
    }

    /// Seconds to the first token with so many sequences kept running, as benchmarks do it.
    pub fn first_in_closed_loop(&self, sequences: f64) -> f64 {
        let step = self.step(sequences) / self.longer;
        let prompts = self.prefill() * (1.0 + fit::FIRST_BY_SEQUENCES * sequences);
        (self.first + step + prompts) * self.setting.first
    }
}
