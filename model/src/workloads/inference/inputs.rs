//! What serves the models: how many GPUs, of which kind, for which tokens, how
//! fast, and what would an API ask for the same?

use crate::facts::api_prices::{API_PRICES, LLM_PRICES};
use crate::facts::gpus::{DATA_SHEETS, EC2_GPU, GPUS, Market};
use crate::facts::models::{CONFIGS, MODELS};
use crate::facts::serving::FIT;
use crate::facts::sources::{AI_CAPACITY, BURSTY_INFERENCE, OURS};
use crate::scenario::Scenario;
use crate::scenario::choice::{Choice, choices};
use crate::scenario::field::{
    Held, Value, fields, number, one_of, optional, optional_whole, there, whole,
};
use crate::scenario::row::rows;
use crate::scenario::web::Switch;
use crate::scenario::work::is_predictions;

choices! {
    /// How it is known what a GPU serves.
    pub enum Method {
        /// A benchmark gave requests a second.
        Requests = "requests", "A benchmark in requests";
        /// A benchmark gave tokens a second.
        Tokens = "tokens", "A benchmark in tokens";
        /// The closed form, where no benchmark is at hand.
        Estimated = "estimated", "An estimate from model and GPU";
    }
}

choices! {
    /// What is served, and so what a request is answered with.
    pub enum Work {
        /// Text of a language model.
        Tokens = "tokens", "Answers, in tokens";
        /// A prediction each: a recommender, a classifier, a ranking.
        Predictions = "predictions", "Predictions, one each";
    }
}

choices! {
    /// What a request is.
    pub enum Traffic {
        /// A prompt and its answer.
        Prompts = "prompts", "Prompts and answers";
        /// A step of an agent: most of the prompt is what was there before.
        Agent = "agent", "Steps of an agent";
    }
}

choices! {
    /// Where GPUs are rented, and for how long.
    pub enum Rental {
        /// By the hour at a large cloud.
        OnDemand = "ondemand", "Large cloud, on demand";
        /// At a large cloud for a year.
        Committed = "committed", "Large cloud, for a year";
        /// By the hour at a smaller cloud.
        Neocloud = "neocloud", "Neocloud, on demand";
        /// By the hour, and it may be taken back.
        Spot = "spot", "Spot, which may be taken back";
        /// Wherever it costs least.
        Any = "any", "Whichever of these costs least";
    }
}

choices! {
    /// Whether GPUs are paid one by one.
    pub enum Billed {
        /// As the list offers them.
        Listed = "listed", "As the list offers them";
        /// One by one.
        Gpus = "gpus", "GPU by GPU";
        /// Whole nodes.
        Nodes = "nodes", "Whole nodes";
    }
}

choices! {
    /// What runs the model.
    pub enum Engine {
        /// vLLM, TensorRT-LLM and most others.
        Usual = "usual", "vLLM, TensorRT-LLM or another";
        /// SGLang: its first token took longer where as many requests began as ended.
        Sglang = "sglang", "SGLang";
    }
}

impl Rental {
    /// The market whose prices hold; none where any will do.
    pub const fn market(self) -> Option<Market> {
        match self {
            Self::OnDemand => Some(Market::OnDemand),
            Self::Committed => Some(Market::Committed),
            Self::Neocloud => Some(Market::Neocloud),
            Self::Spot => Some(Market::Spot),
            Self::Any => None,
        }
    }
}

choices! {
    /// In what numbers weights are kept.
    pub enum Precision {
        /// Whichever costs least.
        Any = "any", "Whichever costs least";
        /// 16 bits.
        Bf16 = "bf16", "BF16";
        /// 8 bits.
        Fp8 = "fp8", "FP8";
        /// 4 bits with small scales.
        Nvfp4 = "nvfp4", "NVFP4";
        /// 4-bit weights, computed at 16 bits.
        W4a16 = "w4a16", "4-bit weights, 16-bit compute";
    }
}

choices! {
    /// For how long an API keeps what is written to its cache.
    pub enum CacheTime {
        /// What costs least to write.
        Short = "short", "The shortest time offered";
        /// A beginning that is asked for again later.
        Long = "long", "A longer time, at its own price";
    }
}

choices! {
    /// In what numbers keys and values are kept.
    pub enum KvPrecision {
        /// 16 bits.
        Bf16 = "bf16", "16 bits";
        /// 8 bits: twice the tokens fit.
        Fp8 = "fp8", "8 bits";
    }
}

/// How it is known what a GPU serves: of predictions a benchmark says it.
pub fn known_from(scenario: &Scenario) -> Method {
    if is_predictions(scenario) {
        Method::Requests
    } else {
        scenario.inference.method
    }
}

impl KvPrecision {
    /// Of one number.
    pub const fn bytes(self) -> f64 {
        match self {
            Self::Bf16 => 2.0,
            Self::Fp8 => 1.0,
        }
    }
}

/// Declares an input that is one of a catalog's entries, or one of a few words
/// around them.
macro_rules! listed {
    ($(#[$about:meta])* $name:ident of $list:ident: [$($first:expr),*], [$($last:expr),*]) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub struct $name(&'static str);

        impl $name {
            const FIRST: &'static [Choice] = &[$($first),*];
            const LAST: &'static [Choice] = &[$($last),*];
            /// Ids and labels, in the order in which the page offers them.
            pub const CHOICES: &'static [Choice] = &{
                const COUNT: usize = $name::FIRST.len() + $list.len() + $name::LAST.len();
                let mut choices = [Choice { id: "", label: "" }; COUNT];
                let mut at = 0;
                while at < COUNT {
                    let before = $name::FIRST.len();
                    choices[at] = if at < before {
                        $name::FIRST[at]
                    } else if at < before + $list.len() {
                        Choice { id: $list[at - before].id, label: $list[at - before].label }
                    } else {
                        $name::LAST[at - before - $list.len()]
                    };
                    at += 1;
                }
                choices
            };

            /// The entry of this id.
            pub const fn named(id: &'static str) -> Self {
                Self(id)
            }

            /// As links carry it.
            pub const fn id(self) -> &'static str {
                self.0
            }
        }

        impl Held for $name {
            fn value(&self) -> Value {
                Value::Choice(self.0)
            }

            fn hold(&mut self, value: Value) {
                if let Value::Choice(id) = value {
                    *self = Self(id);
                }
            }
        }
    };
}

const ANY: Choice = Choice {
    id: "any",
    label: "Whichever costs least",
};
pub(super) const NO_API: Choice = Choice {
    id: "none",
    label: "None does this",
};
pub(super) const CUSTOM: Choice = Choice {
    id: "custom",
    label: "custom",
};

pub(crate) use listed;

listed! {
    /// A GPU by name, one stated by its numbers, or whichever costs least.
    GpuType of GPUS: [ANY], [CUSTOM]
}
listed! {
    /// A model by name, or one stated by its numbers.
    ModelName of MODELS: [], [CUSTOM]
}
listed! {
    /// An API by model, or one stated by its prices.
    ApiName of API_PRICES: [NO_API], [CUSTOM]
}

fields! {
    /// What serves the models.
    pub struct Inference in inference {
        /// Whether inference is part of the scenario.
        workload: Switch = Switch::Off, one_of(Switch::CHOICES), "Inference", OURS;
        /// What is served. It says in what the plan counts, and which other inputs there are.
        work: Work = Work::Tokens, one_of(Work::CHOICES), "What is served", AI_CAPACITY;
        /// How it is known what a GPU serves.
        method: Method = Method::Requests, one_of(Method::CHOICES), "Capacity is known from", OURS;
        /// What one GPU serves at its SLO, from a benchmark of your own model and hardware.
        throughput_per_gpu: f64 = 1.0, number("req/s/gpu", 1e-6, 1e7), "Throughput of a GPU", BURSTY_INFERENCE;
        /// Tokens a second that one serving instance carries, read and written together, from a benchmark.
        instance_throughput: f64 = 2000.0, number("tok/s/replica", 1e-3, 1e9), "Throughput of an instance", AI_CAPACITY;
        /// How much more the same GPUs carry because prompts share a beginning that is kept. The source says
        /// 2 to 3 where it works; 1 is without.
        cache_factor: f64 = 1.0, number("x", 1.0, 100.0), "Effect of prompt caching", AI_CAPACITY;
        /// What is kept free for bursts: 20 to 30 %, and 30 to 50 % where answers differ much in length.
        headroom: f64 = 0.25, number("share", 0.0, 10.0), "Headroom", BURSTY_INFERENCE, usual 0.20 to 0.30;
        /// Which share of the time the service must be there. From 99.9 % on one replica more runs than is needed.
        availability: f64 = 0.99, number("share", 0.0, 0.999_999_9), "Availability", AI_CAPACITY;
        /// GPUs that are there now. Left empty they are those that the planned peak needs.
        gpus_held: Option<f64> = None, there(optional_whole("gpu", 0.0, 1e7)), "GPUs that are there", OURS;
        /// GPUs of a node, which is rented whole.
        gpus_per_node: f64 = 8.0, whole("gpu/node", 1.0, 72.0), "GPUs of a node", EC2_GPU;
        /// The GPU that serves.
        gpu: GpuType = GpuType::named("h100"), one_of(GpuType::CHOICES), "GPU", DATA_SHEETS;
        /// A GPU for an hour. Follows the list price of the GPU unless stated.
        gpu_hour: Option<f64> = None, optional("USD/gpu/h", 0.0, 10_000.0), "GPU, an hour", EC2_GPU;
        /// GPUs over which a replica is split. Left empty it is one GPU, or in an estimate the number that costs least.
        split: Option<f64> = None, optional_whole("gpu/replica", 1.0, 64.0), "GPUs of a replica", OURS;
        /// The GPU type that takes over when this one cannot be had.
        fallback: Switch = Switch::Off, one_of(Switch::CHOICES), "Another GPU can take over", AI_CAPACITY;
        /// Memory of a custom GPU.
        gpu_memory: Option<f64> = None, optional("GiB/gpu", 1.0, 10_000.0), "Memory of the GPU", DATA_SHEETS;
        /// Memory bandwidth of a custom GPU.
        gpu_bandwidth: Option<f64> = None, optional("GB/s/gpu", 1.0, 1e6), "Memory bandwidth", DATA_SHEETS;
        /// Dense peak of a custom GPU at 16 bits, in TFLOP/s.
        gpu_peak_16: Option<f64> = None, optional("TFLOP/s/gpu", 0.1, 1e6), "Peak at 16 bits", DATA_SHEETS;
        /// Dense peak of a custom GPU at FP8, in TFLOP/s. Empty if it has none.
        gpu_peak_8: Option<f64> = None, optional("TFLOP/s/gpu", 0.1, 1e6), "Peak at FP8", DATA_SHEETS;
        /// Dense peak of a custom GPU at FP4, in TFLOP/s. Empty if it has none.
        gpu_peak_4: Option<f64> = None, optional("TFLOP/s/gpu", 0.1, 1e6), "Peak at FP4", DATA_SHEETS;
        /// What a custom GPU sends to another, one way.
        gpu_link: f64 = 64.0, number("GB/s/gpu", 1.0, 1e5), "Link between GPUs", DATA_SHEETS;
        /// The model that is served.
        model: ModelName = ModelName::named("llama_8b"), one_of(ModelName::CHOICES), "Model", CONFIGS;
        /// Parameters of a custom model, experts included.
        model_parameters: Option<f64> = None, optional("parameter", 1e6, 1e14), "Parameters", CONFIGS;
        /// Parameters of a custom model that a token goes through. Empty in a dense model.
        model_active: Option<f64> = None, optional("parameter", 1e6, 1e14), "Active parameters", CONFIGS;
        /// Layers of a custom model.
        model_layers: Option<f64> = None, optional_whole("layer", 1.0, 1000.0), "Layers", CONFIGS;
        /// Hidden size of a custom model.
        model_hidden: Option<f64> = None, optional("element", 64.0, 1e6), "Hidden size", CONFIGS;
        /// Words of a custom model's vocabulary.
        model_vocabulary: f64 = 128_000.0, whole("word", 0.0, 1e7), "Vocabulary", CONFIGS;
        /// Query heads of a custom model.
        model_heads: Option<f64> = None, optional_whole("head", 1.0, 1024.0), "Heads", CONFIGS;
        /// Heads of a custom model that keep keys and values.
        model_kv_heads: Option<f64> = None, optional_whole("head", 1.0, 1024.0), "Key-value heads", CONFIGS;
        /// Experts in a layer of a custom model. Empty in a dense model.
        model_experts: Option<f64> = None, optional_whole("expert", 1.0, 4096.0), "Experts", CONFIGS;
        /// Experts that a token of a custom model goes through.
        model_experts_per_token: f64 = 8.0, whole("expert", 1.0, 512.0), "Experts per token", CONFIGS;
        /// In what numbers weights are kept.
        precision: Precision = Precision::Bf16, one_of(Precision::CHOICES), "Precision of weights", FIT;
        /// In what numbers keys and values are kept.
        kv_precision: KvPrecision = KvPrecision::Bf16, one_of(KvPrecision::CHOICES),
            "Precision of keys and values", FIT;
        /// Which share of a GPU's memory the engine may use.
        memory_share: f64 = 0.9, number("share", 0.1, 1.0), "Memory the engine may use", FIT;
        /// The most sequences that a replica runs at once.
        most_sequences: f64 = 256.0, whole("seq", 1.0, 100_000.0), "Most sequences at once", FIT;
        /// What a request is.
        traffic: Traffic = Traffic::Prompts, one_of(Traffic::CHOICES), "Traffic", OURS;
        /// Tokens of an average prompt.
        input_tokens: f64 = 1000.0, number("tok/req", 1.0, 1e7), "Input tokens", OURS;
        /// Tokens of an average answer.
        output_tokens: f64 = 300.0, number("tok/req", 1.0, 1e6), "Output tokens", OURS;
        /// Which share of input tokens is found in the prompt cache.
        cache_hit: f64 = 0.0, number("share", 0.0, 0.999), "Prompt-cache hits", AI_CAPACITY;
        /// Tokens that a step of an agent finds in the prompt cache: all that was said before.
        step_cached: f64 = 116_000.0, number("tok/req", 0.0, 1e7), "Cached tokens of a step", FIT;
        /// Tokens that a step of an agent adds to its context.
        step_appended: f64 = 860.0, number("tok/req", 1.0, 1e7), "Appended tokens of a step", FIT;
        /// Tokens that an agent writes in a step.
        step_output: f64 = 415.0, number("tok/req", 1.0, 1e6), "Output tokens of a step", FIT;
        /// The longest context that must be served, prompt and answer.
        longest_context: Option<f64> = None, optional("tok", 1.0, 1e8), "Longest context", OURS;
        /// Time to the first token that is promised.
        ttft_target: f64 = 1000.0, number("ms", 1.0, 1e6), "Time to first token, at most", OURS;
        /// Time for each further token that is promised.
        tpot_target: f64 = 40.0, number("ms", 0.1, 1e5), "Time per token, at most", OURS;
        /// Tokens that a draft model proposes in a step. None without speculative decoding.
        drafted: f64 = 0.0, whole("tok", 0.0, 16.0), "Drafted tokens of a step", FIT;
        /// Which share of drafted tokens is accepted, one by one.
        accepted: f64 = 0.7, number("share", 0.0, 0.99), "Drafts accepted", FIT;
        /// What drafting a token takes, as a share of a step.
        draft_cost: f64 = 0.05, number("share", 0.0, 1.0), "Cost of a draft", OURS;
        /// The API that could serve instead.
        api: ApiName = ApiName::named("gpt_5_mini"), one_of(ApiName::CHOICES), "API instead", LLM_PRICES;
        /// A million new input tokens at the API. Follows its list price unless stated.
        api_input_price: Option<f64> = None, optional("USD/Mtok", 0.0, 1e6), "API, input", LLM_PRICES;
        /// A million cached input tokens at the API. Follows its list price unless stated.
        api_cached_price: Option<f64> = None, optional("USD/Mtok", 0.0, 1e6), "API, cached input", LLM_PRICES;
        /// A million output tokens at the API. Follows its list price unless stated.
        api_output_price: Option<f64> = None, optional("USD/Mtok", 0.0, 1e6), "API, output", LLM_PRICES;
        /// Which share of the work can wait for a batch, at the API's price of batches: mostly half.
        batch_share: f64 = 0.0, number("share", 0.0, 1.0), "Work that can wait", LLM_PRICES;
        /// How many days pass from an order until more GPUs are there.
        lead_time: f64 = 14.0, number("day", 0.0, 730.0), "Lead time of GPUs", OURS;
        /// The most GPUs there can be: the quota of the account. Left empty nothing holds it.
        gpus_most: Option<f64> = None, there(optional_whole("gpu", 0.0, 1e7)), "Most GPUs there can be", OURS;
        /// Where GPUs are rented. A list price is of one market, and GPUs are compared within it.
        rental: Rental = Rental::OnDemand, one_of(Rental::CHOICES), "GPUs are rented", EC2_GPU;
        /// Whether GPUs are paid one by one, or the nodes in which they come. Lists offer most of the largest in
        /// nodes only.
        billed: Billed = Billed::Listed, one_of(Billed::CHOICES), "GPUs are billed", EC2_GPU;
        /// Which share of its data-sheet speed an engine finds on a custom GPU, beyond what it finds on NVIDIA's:
        /// 70 % on AMD's.
        gpu_derate: f64 = 1.0, number("share", 0.01, 2.0), "Speed found of a custom GPU", FIT;
        /// What runs the model.
        engine: Engine = Engine::Usual, one_of(Engine::CHOICES), "Engine", FIT;
        /// Copies of attention over which the sequences of a replica are dealt out (data-parallel attention).
        /// It gives more room where keys and values cannot be split, and was found slower than its terms.
        copies: f64 = 1.0, whole("copy/replica", 1.0, 64.0), "Copies of attention", FIT;
        /// Whether the embedding of a custom model is its head too.
        model_tied: Switch = Switch::Off, one_of(Switch::CHOICES), "Embedding is the head too", CONFIGS;
        /// Elements of a query head of a custom model; the mean of keys and values where these differ. Left empty
        /// it is the hidden size over the heads.
        model_head_size: Option<f64> = None, optional("element", 1.0, 65_536.0), "Size of a head", CONFIGS;
        /// Parameters of all routed experts of a custom model. Left empty they follow from those that are active.
        model_expert_parameters: Option<f64> = None, optional("parameter", 1e5, 1e14), "Parameters of experts",
            CONFIGS;
        /// Layers of a custom model that keep every token. Left empty all do that see no window.
        model_full_layers: Option<f64> = None, optional_whole("layer", 0.0, 1000.0), "Layers that keep all", CONFIGS;
        /// Elements that such a layer keeps of a token: the latent where there is one. Left empty it is
        /// 2 x key-value heads x size of a head.
        model_kv_elements: Option<f64> = None, optional("element", 0.01, 1e6), "Kept of a token by a layer", CONFIGS;
        /// Of what a layer keeps, elements that stay at 16 bits in any case.
        model_kv_wide: f64 = 0.0, number("element", 0.0, 1e6), "Of that at 16 bits", CONFIGS;
        /// Bytes of an index that such a layer keeps of a token.
        model_kv_index: f64 = 0.0, number("byte", 0.0, 1e6), "Index of a token", CONFIGS;
        /// How many tokens such a layer reads in a step. Left empty it reads all.
        model_kv_best: Option<f64> = None, optional("tok", 1.0, 1e8), "Tokens read in a step", CONFIGS;
        /// Over how many GPUs what such a layer keeps can be split: 1 for a latent. Left empty it is the key-value
        /// heads.
        model_kv_split: Option<f64> = None, optional_whole("gpu", 1.0, 1024.0), "What is kept splits over", CONFIGS;
        /// Layers of a custom model that see the last tokens only.
        model_window_layers: f64 = 0.0, whole("layer", 0.0, 1000.0), "Layers with a window", CONFIGS;
        /// How many tokens these see.
        model_window: f64 = 4096.0, number("tok", 1.0, 1e8), "Window", CONFIGS;
        /// Elements that such a layer keeps of a token. Left empty it is 2 x key-value heads x size of a head.
        model_window_elements: Option<f64> = None, optional("element", 0.01, 1e6), "Kept of a token by a window",
            CONFIGS;
        /// What layers with a state (Mamba, DeltaNet) keep of a sequence whatever its length.
        model_state: f64 = 0.0, number("MiB", 0.0, 1e6), "State of a sequence", CONFIGS;
        /// Memory that activations take at their peak. Left empty it is 2 GiB, and 2.5 in a mixture of experts.
        model_activation: Option<f64> = None, optional("GiB", 0.0, 1000.0), "Activations", FIT;
        /// Bytes of an expert's parameter as published, where that is below one.
        model_expert_bytes: Option<f64> = None, optional("byte", 0.1, 1.0), "Bytes of an expert's parameter", CONFIGS;
        /// How often what was written to the API's cache is read before it must be written anew. A beginning of
        /// prompts that is used every 15 seconds and kept for 5 minutes is read 20 times.
        cache_uses: f64 = 20.0, number("x", 0.01, 1e6), "Reads of what is written to the cache", OURS;
        /// For how long the API keeps what is written: minutes, or an hour (OpenAI: up to 12 hours, or beyond).
        cache_kept: CacheTime = CacheTime::Short, one_of(CacheTime::CHOICES), "The cache keeps it for", LLM_PRICES;
        /// A million tokens written to the cache of the API. Follows its list price unless stated, which is that of
        /// new tokens where writing costs nothing more.
        api_write_price: Option<f64> = None, optional("USD/Mtok", 0.0, 1e6), "API, cache write", LLM_PRICES;
        /// What of its price the API asks for a batch. Follows its list unless stated; where none is listed a batch
        /// costs what all else does.
        api_batch_paid: Option<f64> = None, optional("share", 0.0, 1.0), "API, paid for a batch", LLM_PRICES;
        /// Which share of the calls comes in the hours in which the API asks more. DeepSeek's are weekdays from 1 to 4
        /// and from 6 to 10 UTC, 35 of the 168 hours of a week.
        api_peak_share: f64 = 35.0 / 168.0, number("share", 0.0, 1.0), "API, calls in its peak hours", LLM_PRICES;
    }
}

rows! {
    /// Several models with their shares of the calls. Each is sized by itself. Without rows one model serves all.
    pub struct Model in models as model: "Models" of "model", at most 12 {
        /// Which share of the calls goes to it. The shares of all models add up to 100 %.
        share: f64 = 0.0, number("share", 0.0, 1.0), "Share of calls", AI_CAPACITY;
        /// What one GPU serves of it, from a benchmark. Left empty it is estimated.
        throughput_per_gpu: Option<f64> = None, optional("req/s/gpu", 1e-6, 1e7), "Throughput of a GPU",
            BURSTY_INFERENCE;
        /// The model, for an estimate.
        model: ModelName = ModelName::named("llama_8b"), one_of(ModelName::CHOICES), "Model", CONFIGS;
        /// The GPU that serves it.
        gpu: GpuType = GpuType::named("h100"), one_of(GpuType::CHOICES), "GPU", DATA_SHEETS;
        /// In what numbers its weights are kept, for an estimate.
        precision: Precision = Precision::Bf16, one_of(Precision::CHOICES), "Precision of weights", FIT;
    }
}
