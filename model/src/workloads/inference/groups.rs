//! Which inputs of inference stand together?

use super::unused::has_custom_model;
use crate::scenario::Scenario;
use crate::scenario::groups::{Group, Step};
use crate::scenario::web::Switch;
use crate::scenario::work::is_predictions;

/// Inputs of what is served and what is kept free.
pub const SERVING: &[&str] = &[
    "inference.work",
    "inference.throughput_per_gpu",
    "inference.headroom",
    "inference.availability",
    "inference.gpus_held",
    "inference.lead_time",
    "inference.gpus_most",
];

/// Inputs of how the capacity for a language model is known.
pub const KNOWN_FIELDS: &[&str] = &[
    "inference.method",
    "inference.instance_throughput",
    "inference.cache_factor",
];

/// Inputs of the GPUs.
pub const GPU_FIELDS: &[&str] = &[
    "inference.gpus_per_node",
    "inference.gpu",
    "inference.rental",
    "inference.billed",
    "inference.gpu_hour",
    "inference.split",
    "inference.fallback",
    "inference.gpu_memory",
    "inference.gpu_bandwidth",
    "inference.gpu_peak_16",
    "inference.gpu_peak_8",
    "inference.gpu_peak_4",
    "inference.gpu_link",
    "inference.gpu_derate",
];

/// Inputs of the model and of what runs it.
pub const MODEL_FIELDS: &[&str] = &[
    "inference.model",
    "inference.precision",
    "inference.kv_precision",
    "inference.memory_share",
    "inference.most_sequences",
    "inference.engine",
    "inference.copies",
];

/// Inputs of a model that is not of the list.
pub const CUSTOM_FIELDS: &[&str] = &[
    "inference.model_parameters",
    "inference.model_active",
    "inference.model_layers",
    "inference.model_hidden",
    "inference.model_vocabulary",
    "inference.model_tied",
    "inference.model_heads",
    "inference.model_kv_heads",
    "inference.model_head_size",
    "inference.model_experts",
    "inference.model_experts_per_token",
    "inference.model_expert_parameters",
    "inference.model_expert_bytes",
    "inference.model_full_layers",
    "inference.model_kv_elements",
    "inference.model_kv_wide",
    "inference.model_kv_index",
    "inference.model_kv_best",
    "inference.model_kv_split",
    "inference.model_window_layers",
    "inference.model_window",
    "inference.model_window_elements",
    "inference.model_state",
    "inference.model_activation",
];

/// Inputs of calls, targets and drafts.
pub const TOKEN_FIELDS: &[&str] = &[
    "inference.traffic",
    "inference.input_tokens",
    "inference.output_tokens",
    "inference.cache_hit",
    "inference.step_cached",
    "inference.step_appended",
    "inference.step_output",
    "inference.longest_context",
    "inference.ttft_target",
    "inference.tpot_target",
    "inference.drafted",
    "inference.accepted",
    "inference.draft_cost",
];

/// Inputs of the API that could serve instead.
pub const API_FIELDS: &[&str] = &[
    "inference.api",
    "inference.api_input_price",
    "inference.api_cached_price",
    "inference.api_output_price",
    "inference.api_write_price",
    "inference.cache_uses",
    "inference.cache_kept",
    "inference.batch_share",
    "inference.api_batch_paid",
    "inference.api_peak_share",
];

/// Whether a language model is part of the scenario.
fn is_of_tokens(scenario: &Scenario) -> bool {
    scenario.inference.workload == Switch::On && !is_predictions(scenario)
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "serving",
        label: "Inference",
        step: Step::Workloads,
        fields: SERVING,
        tables: &[],
        is_said: |it| it.inference.workload == Switch::On,
    },
    Group {
        id: "capacity",
        label: "How capacity is known",
        step: Step::Workloads,
        fields: KNOWN_FIELDS,
        tables: &[],
        is_said: is_of_tokens,
    },
    Group {
        id: "gpus",
        label: "GPUs",
        step: Step::Workloads,
        fields: GPU_FIELDS,
        tables: &[],
        is_said: |it| it.inference.workload == Switch::On,
    },
    Group {
        id: "served",
        label: "Tokens and targets",
        step: Step::Workloads,
        fields: TOKEN_FIELDS,
        tables: &[],
        is_said: is_of_tokens,
    },
    Group {
        id: "models",
        label: "Models",
        step: Step::Workloads,
        fields: MODEL_FIELDS,
        tables: &["model"],
        is_said: is_of_tokens,
    },
    Group {
        id: "custom_model",
        label: "The custom model",
        step: Step::Workloads,
        fields: CUSTOM_FIELDS,
        tables: &[],
        is_said: |it| is_of_tokens(it) && has_custom_model(it),
    },
    Group {
        id: "api",
        label: "API instead",
        step: Step::Workloads,
        fields: API_FIELDS,
        tables: &[],
        is_said: is_of_tokens,
    },
];
