//! Which inputs of inference cannot change anything, and when?

use super::api::chosen;
use super::groups::{API_FIELDS, CUSTOM_FIELDS, KNOWN_FIELDS, MODEL_FIELDS, TOKEN_FIELDS};
use super::inputs::{CUSTOM, GpuType, Method, Model, ModelName, NO_API, Traffic, known_from};
use crate::facts::api_prices::ApiPrice;
use crate::scenario::work::is_predictions;
use crate::scenario::{Scenario, Unused};

/// Whether anything is estimated from model and GPU.
fn is_estimated(scenario: &Scenario) -> bool {
    let estimates = |row: &Model| row.throughput_per_gpu.is_none();
    if scenario.models.is_empty() {
        known_from(scenario) == Method::Estimated
    } else {
        scenario.models.iter().any(estimates)
    }
}

/// Inputs that are of language models.
const fn of_tokens(inputs: &'static [&'static str]) -> Unused {
    Unused {
        inputs,
        because: NO_TOKENS,
        when: |it, _| is_predictions(it),
    }
}

/// Whether any GPU is stated by its numbers.
fn has_custom_gpu(scenario: &Scenario) -> bool {
    let is_custom = |gpu: GpuType| gpu.id() == CUSTOM.id;
    let rows = &scenario.models;
    is_custom(scenario.inference.gpu) || rows.iter().any(|row| is_custom(row.gpu))
}

/// Whether any model is stated by its numbers.
pub(super) fn has_custom_model(scenario: &Scenario) -> bool {
    let is_custom = |model: ModelName| model.id() == CUSTOM.id;
    let rows = &scenario.models;
    is_custom(scenario.inference.model) || rows.iter().any(|row| is_custom(row.model))
}

/// Why what an estimate asks for says nothing.
const NOT_ESTIMATED: &str = "Capacity is known from a benchmark, so nothing is estimated.";

/// Why what language models ask for says nothing; it stands in no form and no export then.
pub const NO_TOKENS: &str = "What is served are predictions, and this is of language models.";

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["inference.work"],
        because: "The models that are stated are language models. Remove them for predictions.",
        when: |it, _| !it.models.is_empty(),
    },
    of_tokens(KNOWN_FIELDS),
    of_tokens(MODEL_FIELDS),
    of_tokens(CUSTOM_FIELDS),
    of_tokens(TOKEN_FIELDS),
    of_tokens(API_FIELDS),
    Unused {
        inputs: &["inference.fallback"],
        because: "What takes over is stated one by one, among the fallbacks.",
        when: |it, _| !it.fallbacks.is_empty(),
    },
    Unused {
        inputs: &["inference.throughput_per_gpu"],
        because: "Capacity is known from elsewhere, not from a benchmark in requests.",
        when: |it, _| known_from(it) != Method::Requests,
    },
    Unused {
        inputs: &["inference.instance_throughput"],
        because: "Capacity is known from elsewhere, not from a benchmark in tokens.",
        when: |it, _| known_from(it) != Method::Tokens,
    },
    Unused {
        inputs: &[
            "inference.gpu_memory",
            "inference.gpu_bandwidth",
            "inference.gpu_peak_16",
            "inference.gpu_peak_8",
            "inference.gpu_peak_4",
            "inference.gpu_link",
            "inference.gpu_derate",
        ],
        because: "The GPU is one of the list, whose numbers are known. Choose a custom one.",
        when: |it, _| !has_custom_gpu(it),
    },
    Unused {
        inputs: MODEL_FIELDS,
        because: NOT_ESTIMATED,
        when: |it, _| !is_estimated(it),
    },
    Unused {
        inputs: CUSTOM_FIELDS,
        because: NOT_ESTIMATED,
        when: |it, _| !is_estimated(it),
    },
    Unused {
        inputs: &[
            "inference.longest_context",
            "inference.ttft_target",
            "inference.tpot_target",
            "inference.drafted",
            "inference.accepted",
            "inference.draft_cost",
        ],
        because: NOT_ESTIMATED,
        when: |it, _| !is_estimated(it),
    },
    Unused {
        inputs: CUSTOM_FIELDS,
        because: "The model is one of the list, whose numbers are known. Choose a custom one.",
        when: |it, _| !has_custom_model(it),
    },
    Unused {
        inputs: &["inference.model_window", "inference.model_window_elements"],
        because: "No layer of the model has a window.",
        when: |it, _| it.inference.model_window_layers <= 0.0,
    },
    Unused {
        inputs: &[
            "inference.model_expert_parameters",
            "inference.model_experts_per_token",
        ],
        because: "The model has no experts.",
        when: |it, _| it.inference.model_experts.is_none(),
    },
    Unused {
        inputs: &["inference.model_active"],
        because: "The parameters of its experts are stated, and of these a token goes through some.",
        when: |it, _| {
            it.inference.model_experts.is_some() && it.inference.model_expert_parameters.is_some()
        },
    },
    Unused {
        inputs: &["inference.accepted", "inference.draft_cost"],
        because: "No tokens are drafted.",
        when: |it, _| it.inference.drafted <= 0.0,
    },
    Unused {
        inputs: &[
            "inference.step_cached",
            "inference.step_appended",
            "inference.step_output",
        ],
        because: "Traffic is prompts and answers, not steps of an agent.",
        when: |it, _| it.inference.traffic == Traffic::Prompts,
    },
    Unused {
        inputs: &[
            "inference.input_tokens",
            "inference.output_tokens",
            "inference.cache_hit",
        ],
        because: "Traffic is steps of an agent, not prompts and answers.",
        when: |it, _| it.inference.traffic == Traffic::Agent,
    },
    Unused {
        inputs: &[
            "inference.api_input_price",
            "inference.api_cached_price",
            "inference.api_output_price",
            "inference.api_write_price",
            "inference.cache_uses",
            "inference.cache_kept",
            "inference.batch_share",
            "inference.api_batch_paid",
        ],
        because: "No API could serve instead.",
        when: |it, _| it.inference.api.id() == NO_API.id,
    },
    Unused {
        inputs: &["inference.cache_uses"],
        because: "Nothing of a prompt is found in the cache, so nothing is written to it.",
        when: |it, _| match it.inference.traffic {
            Traffic::Prompts => it.inference.cache_hit <= 0.0,
            Traffic::Agent => it.inference.step_cached <= 0.0,
        },
    },
    Unused {
        inputs: &["inference.cache_kept"],
        because: "The API has one price of what is written to its cache, or one is typed.",
        when: |it, _| {
            let is_one = |api: &ApiPrice| api.write[0].to_bits() == api.write[1].to_bits();
            it.inference.api_write_price.is_some() || chosen(it).is_none_or(is_one)
        },
    },
    Unused {
        inputs: &["inference.api_batch_paid"],
        because: "Nothing waits for a batch.",
        when: |it, _| it.inference.batch_share <= 0.0,
    },
    Unused {
        inputs: &["inference.api_peak_share"],
        because: "The API asks the same at all hours.",
        when: |it, _| chosen(it).is_none_or(|api| api.off_peak >= 1.0),
    },
];
