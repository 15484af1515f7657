//! Which inputs of inference cannot change anything, and when?

use super::inputs::{CUSTOM, GpuType, MODEL_FIELDS, Method, Model, ModelName, NO_API, Traffic};
use crate::scenario::{Scenario, Unused};
use crate::workloads::resources;

/// Whether anything is estimated from model and GPU.
fn is_estimated(scenario: &Scenario) -> bool {
    let estimates = |row: &Model| row.throughput_per_gpu.is_none();
    if scenario.models.is_empty() {
        scenario.inference.method == Method::Estimated
    } else {
        scenario.models.iter().any(estimates)
    }
}

/// Whether any GPU is stated by its numbers.
fn has_custom_gpu(scenario: &Scenario) -> bool {
    let is_custom = |gpu: GpuType| gpu.id() == CUSTOM.id;
    let rows = &scenario.models;
    is_custom(scenario.inference.gpu) || rows.iter().any(|row| is_custom(row.gpu))
}

/// Whether any model is stated by its numbers.
fn has_custom_model(scenario: &Scenario) -> bool {
    let is_custom = |model: ModelName| model.id() == CUSTOM.id;
    let rows = &scenario.models;
    is_custom(scenario.inference.model) || rows.iter().any(|row| is_custom(row.model))
}

/// Why what an estimate asks for says nothing.
const NOT_ESTIMATED: &str = "Capacity is known from a benchmark, so nothing is estimated.";

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["inference.fallback"],
        because: "What takes over is stated one by one, among the fallbacks.",
        when: |it, _| !it.fallbacks.is_empty(),
    },
    Unused {
        inputs: &["inference.throughput_per_gpu"],
        because: "Capacity is known from elsewhere, not from a benchmark in requests.",
        when: |it, _| it.inference.method != Method::Requests,
    },
    Unused {
        inputs: &["inference.instance_throughput"],
        because: "Capacity is known from elsewhere, not from a benchmark in tokens.",
        when: |it, _| it.inference.method != Method::Tokens,
    },
    Unused {
        inputs: &["inference.lead_time", "inference.gpus_most"],
        because: "Nothing is ordered by a day. State a growth rate.",
        when: |it, _| !resources::is_on(it),
    },
    Unused {
        inputs: &[
            "inference.gpu_memory",
            "inference.gpu_bandwidth",
            "inference.gpu_peak_16",
            "inference.gpu_peak_8",
            "inference.gpu_peak_4",
            "inference.gpu_link",
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
        inputs: &[
            "inference.model_parameters",
            "inference.model_active",
            "inference.model_layers",
            "inference.model_hidden",
            "inference.model_vocabulary",
            "inference.model_heads",
            "inference.model_kv_heads",
            "inference.model_experts",
            "inference.model_experts_per_token",
        ],
        because: "The model is one of the list, whose numbers are known. Choose a custom one.",
        when: |it, _| !has_custom_model(it),
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
            "inference.batch_share",
        ],
        because: "No API could serve instead.",
        when: |it, _| it.inference.api.id() == NO_API.id,
    },
];
