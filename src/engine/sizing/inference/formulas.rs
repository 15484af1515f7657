//! The working of inference, line by line: calls, replicas, GPUs, money, and
//! what an API would ask.

use super::solved::solved;
use crate::catalog::api_prices::API_PRICES;
use crate::catalog::constants::{
    BATCH_DISCOUNT, FIRST_TOKEN_BAND, HOURS_PER_MONTH, LEAST_GPUS, N_PLUS_ONE_FROM, ONE_REPLICA,
    SAFE_SHARE, SECONDS_PER_MONTH, TOKENS_PER_MILLION,
};
use crate::catalog::gpus::{EC2_GPU, GPUS};
use crate::catalog::serving::FIT;
use crate::catalog::sources::{AI_CAPACITY, BURSTY_INFERENCE, DEFINITION};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{above, sum, whole};
use crate::scenario::inference::GpuType;

/// Labels of GPUs, in the order of the choices.
pub const GPU_WORDS: &[&str] = &{
    let mut words = [""; GpuType::CHOICES.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = GpuType::CHOICES[at].label;
        at += 1;
    }
    words
};
/// Labels of precisions, in the order of `roofline::Weights`.
pub const PRECISION_WORDS: &[&str] = &["BF16", "FP8", "NVFP4", "4-bit weights"];
/// What can bind, in the order of `search::Sized::rates`.
pub const BINDING_WORDS: &[&str] = &[
    "KV memory",
    "sequence cap",
    "time per token",
    "time to first token",
    "benchmarked throughput",
];
/// How well an estimate is known, in the order of `roofline::Regime`.
pub const ACCURACY_WORDS: &[&str] = &[
    "time per token within 12 % (dense model, GPU of the fit)",
    "time per token within 25 % (mixture of experts, GPU of the fit)",
    "not validated on this GPU: constants carried over from H100, H200, B200 and B300",
];

/// What a call is, and what a replica serves.
pub mod load {
    use super::{
        AI_CAPACITY, BURSTY_INFERENCE, FIRST_TOKEN_BAND, GPU_WORDS, LEAST_GPUS, N_PLUS_ONE_FROM,
        ONE_REPLICA, SAFE_SHARE, above, max, min, sum, whole,
    };

    crate::old_formulas! {
        source: BURSTY_INFERENCE;

        /// Tokens of a prompt.
        pub fn prompt_tokens_of_request "Prompt" (input_tokens: "tok/req") -> "tok/req" as prompt_tokens {
            input_tokens
        }
        /// Tokens of the context of a step: what was there, and what is added.
        pub fn prompt_tokens_of_step "Prompt" (step_cached: "tok/req", step_appended: "tok/req") -> "tok/req" as prompt_tokens {
            step_cached + step_appended
        }
        /// Share of a prompt that is found in the cache.
        pub fn cached_share_of_request "Cached of a prompt" (cache_hit: "share") -> "share" as cached_share {
            cache_hit
        }
        /// Share of a prompt that is found in the cache.
        pub fn cached_share_of_step "Cached of a prompt" (step_cached: "tok/req", prompt_tokens: "tok/req") -> "share" as cached_share {
            step_cached / prompt_tokens
        }
        /// Tokens of an answer.
        pub fn answer_tokens_of_request "Answer" (output_tokens: "tok/req") -> "tok/req" as answer_tokens {
            output_tokens
        }
        /// Tokens that an agent writes in a step.
        pub fn answer_tokens_of_step "Answer" (step_output: "tok/req") -> "tok/req" as answer_tokens {
            step_output
        }
        /// Tokens of a call, read and written.
        pub fn tokens_per_call "Tokens of a call" (prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "tok/req" {
            prompt_tokens + answer_tokens
        }
        /// Tokens a second at the peak, read and written.
        pub fn peak_tokens "Tokens at the peak" (inference_rate: "req/s", tokens_per_call: "tok/req") -> "tok/s" {
            inference_rate * tokens_per_call
        }
        /// Calls a second that go to this model at the peak.
        pub fn model_calls "Calls at the peak" (inference_rate: "req/s", share: "share") -> "req/s" {
            inference_rate * share
        }
        /// GPUs of a replica.
        pub fn gpus_per_replica_stated "GPUs of a replica" (split: "gpu/replica") -> "gpu/replica" as gpus_per_replica {
            max(LEAST_GPUS, split)
        }
        /// Calls a second that a replica serves, by the benchmark.
        pub fn capacity_of_requests "A replica serves" (throughput_per_gpu: "req/s/gpu", cache_factor: "x", gpus_per_replica: "gpu/replica") -> "req/s/replica" as max_rate_per_replica {
            throughput_per_gpu * cache_factor * gpus_per_replica
        }
        /// Replicas for the peak, with headroom.
        pub fn replicas_needed "Replicas needed" (inference_rate: "req/s", max_rate_per_replica: "req/s/replica", headroom: "share") -> "replica" {
            whole(inference_rate / max_rate_per_replica * (1.0 + headroom))
        }
        /// Replicas for the calls of this model at the peak, with headroom.
        pub fn replicas_needed_of_calls "Replicas needed" (model_calls: "req/s", max_rate_per_replica: "req/s/replica", headroom: "share") -> "replica" as replicas_needed {
            whole(model_calls / max_rate_per_replica * (1.0 + headroom))
        }
        /// Which share of what all replicas serve the peak takes.
        pub fn utilization_at_peak "Utilization at the peak" (inference_rate: "req/s", max_rate_per_replica: "req/s/replica", replicas: "replica") -> "share" {
            inference_rate / (max_rate_per_replica * replicas)
        }
        /// Which share of what all replicas serve the average takes.
        pub fn utilization_on_average "Utilization on average" (average_rate: "req/s", recompute_multiplier: "x", max_rate_per_replica: "req/s/replica", replicas: "replica") -> "share" {
            average_rate * recompute_multiplier / (max_rate_per_replica * replicas)
        }
        /// GPUs that are there: those that the plan needs.
        pub fn gpus_held_as_planned "GPUs that are there" (gpus: "gpu") -> "gpu" as gpus_held {
            gpus
        }
        /// Whole replicas that the GPUs make.
        pub fn replicas_held "Replicas that are there" (gpus_held: "gpu", gpus_per_replica: "gpu/replica") -> "replica" table "GPUs that are there over GPUs of a replica, whole ones only" {
            0.0 - whole(0.0 - gpus_held / gpus_per_replica)
        }
        /// Requests a second that the GPUs that are there serve, headroom kept.
        pub fn requests_most "Requests that can be served" (replicas_held: "replica", spare: "replica", max_rate_per_replica: "req/s/replica", headroom: "share", recompute_multiplier: "x") -> "req/s" {
            max(0.0 * replicas_held, replicas_held - spare) * max_rate_per_replica / (1.0 + headroom) / recompute_multiplier
        }
        /// What more can come at the peak; less than nothing where the GPUs are too few.
        pub fn requests_more "More requests at the peak" (requests_most: "req/s", peak_rate: "req/s") -> "req/s" {
            requests_most - peak_rate
        }
        /// That against the planned peak.
        pub fn requests_more_share "More of the peak" (requests_more: "req/s", peak_rate: "req/s") -> "share" {
            requests_more / peak_rate
        }
        /// Requests a second at the planned peak.
        pub fn rate_at_normal "Requests" (peak_rate: "req/s") -> "req/s" as rate_at {
            peak_rate
        }
        /// Requests a second during a launch.
        pub fn rate_at_launch "Requests" (launch_rate: "req/s") -> "req/s" as rate_at {
            launch_rate
        }
        /// Requests a second in a viral moment.
        pub fn rate_at_viral "Requests" (viral_rate: "req/s") -> "req/s" as rate_at {
            viral_rate
        }
        /// Requests a second while recovering from an incident.
        pub fn rate_at_recovery "Requests" (recovery_rate: "req/s") -> "req/s" as rate_at {
            recovery_rate
        }
        /// Requests a second during the event.
        pub fn rate_at_event "Requests" (average_rate: "req/s", event_multiplier: "x") -> "req/s" as rate_at {
            average_rate * event_multiplier
        }
        /// GPUs that this load needs, with headroom and the spare replica.
        pub fn gpus_at "GPUs" (rate_at: "req/s", recompute_multiplier: "x", max_rate_per_replica: "req/s/replica", headroom: "share", spare: "replica", gpus_per_replica: "gpu/replica") -> "gpu" {
            (whole(rate_at * recompute_multiplier / max_rate_per_replica * (1.0 + headroom)) + spare) * gpus_per_replica
        }
        /// GPUs that are missing for this load.
        pub fn short_at "GPUs short" (gpus_at: "gpu", gpus_held: "gpu") -> "gpu" {
            max(0.0 * gpus_at, gpus_at - gpus_held)
        }
        /// Which share of this load the GPUs that are there can serve at all, with no headroom left.
        pub fn served_at "Served of it" (replicas_held: "replica", max_rate_per_replica: "req/s/replica", rate_at: "req/s", recompute_multiplier: "x") -> "share" {
            min(1.0, replicas_held * max_rate_per_replica / (rate_at * recompute_multiplier))
        }
    }

    /// What the source on sales says.
    pub mod tokens {
        use super::{AI_CAPACITY, N_PLUS_ONE_FROM, ONE_REPLICA, above};

        crate::old_formulas! {
            source: AI_CAPACITY;

            /// Calls a second that an instance serves, by the benchmark.
            pub fn capacity_of_tokens "A replica serves" (instance_throughput: "tok/s/replica", cache_factor: "x", tokens_per_call: "tok/req") -> "req/s/replica" as max_rate_per_replica {
                instance_throughput * cache_factor / tokens_per_call
            }
            /// One replica more than needed, from the availability on that asks for it.
            pub fn spare "Spare replicas" (availability: "share") -> "replica" {
                ONE_REPLICA * (1.0 - above(N_PLUS_ONE_FROM, availability))
            }
        }
    }

    /// The fleet, whatever it is known from.
    pub mod fleet {
        use super::{FIRST_TOKEN_BAND, GPU_WORDS, SAFE_SHARE, min, sum, whole};
        use crate::catalog::sources::DEFINITION;

        crate::old_formulas! {
            source: DEFINITION;

            /// Replicas that run, the spare included.
            pub fn replicas "Replicas" (replicas_needed: "replica", spare: "replica") -> "replica" {
                replicas_needed + spare
            }
            /// GPUs that run.
            pub fn gpus "GPUs" (replicas: "replica", gpus_per_replica: "gpu/replica") -> "gpu" {
                replicas * gpus_per_replica
            }
            /// Replicas of all models.
            pub fn replicas_of_models "Replicas" (replicas: "replica") -> "replica" as replicas {
                sum(replicas)
            }
            /// GPUs of all models.
            pub fn gpus_of_models "GPUs" (gpus: "gpu") -> "gpu" as gpus {
                sum(gpus)
            }
            /// What the GPUs of all models cost.
            pub fn cost_of_models "GPU cost" (cost: "USD/month") -> "USD/month" as cost {
                sum(cost)
            }
            /// Nodes that hold the GPUs.
            pub fn nodes "Nodes" (gpus: "gpu", gpus_per_node: "gpu/node") -> "node" {
                whole(gpus / gpus_per_node)
            }
            /// The GPU that serves.
            pub fn gpu_stated "GPU" (gpu: "choice") -> (GPU_WORDS) as gpu_chosen table "as stated" {
                gpu
            }
            /// The most that a replica is planned with: both targets met, and neither memory nor sequences taken beyond what is safe.
            pub fn capacity_estimated "A replica serves" (rate_by_memory: "req/s/replica", rate_by_sequences: "req/s/replica", rate_by_tpot: "req/s/replica", rate_by_ttft: "req/s/replica") -> "req/s/replica" as max_rate_per_replica {
                min(min(rate_by_tpot, rate_by_ttft), SAFE_SHARE * min(rate_by_memory, rate_by_sequences))
            }
            /// The lower edge of the time to the first token.
            pub fn ttft_low "First token, from" (ttft_seconds: "s") -> "s" {
                ttft_seconds / FIRST_TOKEN_BAND
            }
            /// The upper edge of the time to the first token, which the target is held to.
            pub fn ttft_high "First token, up to" (ttft_seconds: "s") -> "s" {
                ttft_seconds * FIRST_TOKEN_BAND
            }
        }
    }
}

/// What it costs, and what an API would.
pub mod money {
    use super::{
        API_PRICES, BATCH_DISCOUNT, DEFINITION, EC2_GPU, GPUS, HOURS_PER_MONTH, SECONDS_PER_MONTH,
        TOKENS_PER_MILLION,
    };

    crate::old_formulas! {
        source: DEFINITION;

        /// What the GPUs cost, all month.
        pub fn cost "GPU cost" (gpus: "gpu", gpu_hour: "USD/gpu/h") -> "USD/month" {
            gpus * gpu_hour * HOURS_PER_MONTH
        }
        /// What an output costs that succeeds.
        pub fn cost_per_success "Cost per success" (cost: "USD/month", average_rate: "req/s") -> "USD/req" {
            cost / (average_rate * SECONDS_PER_MONTH)
        }
        /// Tokens that are written for outputs that succeed.
        pub fn output_per_month "Output tokens" (average_rate: "req/s", answer_tokens: "tok/req") -> "tok/month" {
            average_rate * answer_tokens * SECONDS_PER_MONTH
        }
        /// What a million output tokens cost, at the real average demand.
        pub fn cost_per_million_output_tokens "A million output tokens" (cost: "USD/month", output_per_month: "tok/month") -> "USD/Mtok" {
            cost / output_per_month * TOKENS_PER_MILLION
        }
        /// What the GPUs that are short would cost, all month.
        pub fn spare_cost_at "Missing GPUs, all month" (short_at: "gpu", gpu_hour: "USD/gpu/h") -> "USD/month" {
            short_at * gpu_hour * HOURS_PER_MONTH
        }
        /// What the GPUs that are short would cost for the hours of the event.
        pub fn event_cost_at "Missing GPUs, for the event" (short_at: "gpu", gpu_hour: "USD/gpu/h", event_hours: "h") -> "USD" {
            short_at * gpu_hour * event_hours
        }
        /// Calls that an API would answer, recomputed ones included.
        pub fn calls_per_month "Calls" (average_rate: "req/s", recompute_multiplier: "x") -> "req/month" {
            average_rate * recompute_multiplier * SECONDS_PER_MONTH
        }
        /// What a call costs at the API.
        pub fn api_call_cost "A call at the API" (prompt_tokens: "tok/req", cached_share: "share", answer_tokens: "tok/req", api_input_price: "USD/Mtok", api_cached_price: "USD/Mtok", api_output_price: "USD/Mtok") -> "USD/req" {
            (prompt_tokens * ((1.0 - cached_share) * api_input_price + cached_share * api_cached_price) + answer_tokens * api_output_price) / TOKENS_PER_MILLION
        }
        /// What the same demand costs at the API.
        pub fn api_cost "The same at an API" (calls_per_month: "req/month", api_call_cost: "USD/req", batch_share: "share") -> "USD/month" {
            calls_per_month * api_call_cost * (1.0 - batch_share * BATCH_DISCOUNT)
        }
        /// What own GPUs save against the API; negative where they cost more.
        pub fn own_saves "Saved by own GPUs" (api_cost: "USD/month", cost: "USD/month") -> "USD/month" {
            api_cost - cost
        }
        /// Tokens that the demand comes to.
        pub fn tokens_per_month "Tokens" (calls_per_month: "req/month", tokens_per_call: "tok/req") -> "tok/month" {
            calls_per_month * tokens_per_call
        }
        /// How far these GPUs must be used, on average, to cost what the API asks; beyond 100 % they never do.
        pub fn break_even_utilization "Break-even utilization" (utilization_on_average: "share", cost: "USD/month", api_cost: "USD/month") -> "share" {
            utilization_on_average * cost / api_cost
        }
        /// Tokens from which on these GPUs cost less than the API.
        pub fn break_even_tokens "Break-even" (cost: "USD/month", api_cost: "USD/month", tokens_per_month: "tok/month") -> "tok/month" {
            cost / api_cost * tokens_per_month
        }
    }

    /// Prices of the catalog.
    pub mod listed {
        use super::{API_PRICES, EC2_GPU, GPUS};
        use crate::catalog::api_prices::LLM_PRICES;

        fn at(place: f64) -> usize {
            (0_u32..1000)
                .position(|at| f64::from(at) >= place)
                .unwrap_or(0)
        }

        fn api(place: f64, prompt: f64, column: usize) -> f64 {
            at(place)
                .checked_sub(1)
                .and_then(|at| API_PRICES.get(at))
                .map_or(0.0, |price| price.of_prompt(prompt)[column])
        }

        crate::old_formulas! {
            source: EC2_GPU;

            /// List price of the GPU, on demand.
            pub fn gpu_hour "GPU, an hour" (gpu_chosen: "GPU type") -> "USD/gpu/h" table "list price of the GPU" {
                at(gpu_chosen).checked_sub(1).and_then(|at| GPUS.get(at)).and_then(|gpu| gpu.price).map_or(0.0, |price| price.usd)
            }
        }

        /// Prices of APIs.
        pub mod of_api {
            use super::{LLM_PRICES, api};

            crate::old_formulas! {
                source: LLM_PRICES;

                /// A million new input tokens.
                pub fn api_input_price "API, input" (api: "choice", prompt_tokens: "tok/req") -> "USD/Mtok" table "list price of the API, by length of the prompt" {
                    self::api(api, prompt_tokens, 0)
                }
                /// A million cached input tokens.
                pub fn api_cached_price "API, cached input" (api: "choice", prompt_tokens: "tok/req") -> "USD/Mtok" table "list price of the API, by length of the prompt" {
                    self::api(api, prompt_tokens, 1)
                }
                /// A million output tokens.
                pub fn api_output_price "API, output" (api: "choice", prompt_tokens: "tok/req") -> "USD/Mtok" table "list price of the API, by length of the prompt" {
                    self::api(api, prompt_tokens, 2)
                }
            }
        }
    }
}

/// What is found by trying, or by many lines at once.
pub mod found {
    use super::{ACCURACY_WORDS, BINDING_WORDS, FIT, GPU_WORDS, PRECISION_WORDS, solved};

    solved! {
        source: FIT;

        /// The GPU that serves for the least money.
        pub fn gpu_found "GPU" (gpu: "choice", inference_rate: "req/s") -> (GPU_WORDS) as gpu_chosen: "the stated one, or the one that meets both targets for the least money";
        /// The precision that serves for the least money.
        pub fn precision_chosen "Precision" (precision: "choice", inference_rate: "req/s") -> (PRECISION_WORDS): "the stated one, or the one that meets both targets for the least money";
        /// GPUs over which a replica is split.
        pub fn gpus_per_replica_found "GPUs of a replica" (split: "gpu/replica", inference_rate: "req/s") -> "gpu/replica" as gpus_per_replica: "as stated, or the split that meets both targets for the least money";
        /// Weights on each GPU.
        pub fn weights_bytes_per_gpu "Weights, each GPU" (model: "choice", gpus_per_replica: "gpu/replica") -> "B/gpu": "(parameters without embedding * bytes of a parameter + embedding * 2) / GPUs of a replica";
        /// What a token keeps in memory.
        pub fn kv_bytes_per_token "Kept of a token" (model: "choice", kv_precision: "choice") -> "B/tok": "2 * layers * key-value heads * size of a head * bytes; the latent of MLA";
        /// Tokens that fit a replica's memory beside its weights.
        pub fn kv_tokens "Tokens in memory" (memory_share: "share", weights_bytes_per_gpu: "B/gpu", kv_bytes_per_token: "B/tok", gpus_per_replica: "gpu/replica") -> "tok": "(share * memory - weights - activations - other) / bytes of a token on each GPU";
        /// Sequences of average length that fit.
        pub fn sequences_fit "Sequences in memory" (kv_tokens: "tok", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "seq": "tokens in memory / (prompt + half of the answer)";
        /// One prompt alone.
        pub fn prefill_seconds "Prefill" (prompt_tokens: "tok/req", cached_share: "share", gpus_per_replica: "gpu/replica") -> "s": "max(compute of new tokens, reading of weights) + attention + all-reduce";
        /// A token of one sequence alone: no target below it can be met.
        pub fn step_seconds "A token, alone" (prompt_tokens: "tok/req", gpus_per_replica: "gpu/replica") -> "s": "reading of weights + reading of keys and values + all-reduce + overhead";
        /// The rate at which memory is full.
        pub fn rate_by_memory "By memory" (sequences_fit: "seq", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "req/s/replica": "requests a second at which as many sequences run as fit";
        /// The rate at which all sequences run that the engine allows.
        pub fn rate_by_sequences "By sequences" (most_sequences: "seq", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "req/s/replica": "requests a second at which the most sequences run";
        /// The rate at which a token takes as long as it may.
        pub fn rate_by_tpot "By time per token" (tpot_target: "ms", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "req/s/replica": "the largest rate at which the time per token is within its target";
        /// The rate at which the first token takes as long as it may.
        pub fn rate_by_ttft "By first token" (ttft_target: "ms", prompt_tokens: "tok/req", cached_share: "share") -> "req/s/replica": "the largest rate at which the upper edge of the time to the first token is within its target";
        /// Sequences that run at the peak.
        pub fn running "Running at the peak" (inference_rate: "req/s", replicas: "replica", answer_tokens: "tok/req") -> "seq": "rate of a replica * tokens of an answer * time per token";
        /// Each further token, at the peak.
        pub fn tpot_seconds "Time per token" (running: "seq", tpot_target: "ms") -> "s": "steps with and without a prompt in them, by how often each comes";
        /// The first token, at the peak, on average.
        pub fn ttft_seconds "Time to first token" (running: "seq", prefill_seconds: "s", ttft_target: "ms") -> "s": "rest of the running step + one step + the step with the prompt";
        /// What stops a replica first.
        pub fn binding_estimated "What binds" (rate_by_memory: "req/s/replica", rate_by_sequences: "req/s/replica", rate_by_tpot: "req/s/replica", rate_by_ttft: "req/s/replica") -> (BINDING_WORDS) as binding: "the least of the rates; memory and sequences up to 80 %";
        /// What stops a replica: what the benchmark found.
        pub fn binding_measured "What binds" (max_rate_per_replica: "req/s/replica") -> (BINDING_WORDS) as binding: "what the benchmark found";
        /// What stops a replica next.
        pub fn next_binding "What binds next" (rate_by_memory: "req/s/replica", rate_by_sequences: "req/s/replica", rate_by_tpot: "req/s/replica", rate_by_ttft: "req/s/replica") -> (BINDING_WORDS): "the least but one of the rates";
        /// How much more a replica would serve if only that bound.
        pub fn next_slack "Room until then" (max_rate_per_replica: "req/s/replica", next_binding: "choice") -> "share": "the least rate but one over the least, less 1";
        /// How well the estimate is known.
        pub fn accuracy "Known to" (model: "choice", gpu_chosen: "GPU type") -> (ACCURACY_WORDS): "from tests on what was left out of the fit";
        /// Calls a second that a replica of this model serves.
        pub fn capacity_of_model "A replica serves" (model: "choice", gpu_chosen: "GPU type", prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "req/s/replica" as max_rate_per_replica: "the most within both targets, and within 80 % of memory and sequences";
        /// GPUs that all models need for this load.
        pub fn gpus_of_models_at "GPUs" (rate_at: "req/s", recompute_multiplier: "x", headroom: "share") -> "gpu" as gpus_at: "the GPUs of each model for its share of the load, added up";
    }
}

/// Every formula of inference.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = load::entries();
    all.extend(load::tokens::entries());
    all.extend(load::fleet::entries());
    all.extend(money::entries());
    all.extend(money::listed::entries());
    all.extend(money::listed::of_api::entries());
    all
}
