//! Which GPU, which model and which work does the scenario state?

use super::roofline::{Weights, Work};
use super::search::{self, Among, Asked, Candidate, Reason, Together, every_gpu, splits};
use crate::facts::gpus::{Fitted, GPUS, Gpu};
use crate::facts::model::{DENSE_ACTIVATION, MOE_ACTIVATION, Model, full, known};
use crate::facts::models::MODELS;
use crate::facts::serving::SGLANG_FIRST;
use crate::facts::sources::OURS;
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::scenario::Inference;
use crate::scenario::inference::{Engine, GpuType, ModelName, Precision, Traffic};
use crate::scenario::web::Switch;

const NO_GPU: Missing = Missing(
    "The custom GPU is not stated in full. Type its memory, its bandwidth and its peak at 16 bits.",
);
const NO_MODEL: Missing = Missing(
    "The custom model is not stated in full. Type its parameters, layers, hidden size, heads and key-value heads.",
);
const IMPOSSIBLE_MODEL: Missing = Missing(
    "The custom model cannot be: it has more active parameters or a larger vocabulary than parameters, more \
     heads with keys and values than heads, or more experts per token than experts.",
);
/// Place of the custom GPU among the choices: after "any" and the catalog.
const CUSTOM_GPU: usize = GPUS.len() + 1;
const MS: f64 = 1000.0;
const MIB: f64 = 1_048_576.0;

/// The place of a choice.
pub fn place(choices: &[crate::scenario::Choice], id: &str) -> usize {
    choices
        .iter()
        .position(|choice| choice.id == id)
        .unwrap_or(0)
}

/// The GPUs that may serve, with their places among the choices.
///
/// # Errors
/// When a custom one is not stated in full.
pub fn gpus(stated: &Inference, chosen: GpuType) -> Result<Vec<(usize, Gpu)>, Missing> {
    match chosen.id() {
        "any" => Ok(every_gpu()),
        "custom" => Ok(vec![(CUSTOM_GPU, custom_gpu(stated).ok_or(NO_GPU)?)]),
        id => {
            let at = place(GpuType::CHOICES, id);
            let known = every_gpu().into_iter().filter(|(place, _)| *place == at);
            Ok(known.collect())
        }
    }
}

fn custom_gpu(stated: &Inference) -> Option<Gpu> {
    Some(Gpu {
        id: "custom",
        label: "custom",
        memory_gib: stated.gpu_memory?,
        bandwidth: stated.gpu_bandwidth?,
        peak_16: stated.gpu_peak_16?,
        peak_8: stated.gpu_peak_8.unwrap_or(0.0),
        peak_4: stated.gpu_peak_4.unwrap_or(0.0),
        link: stated.gpu_link,
        derate: stated.gpu_derate,
        fitted: Fitted::No,
        offers: &[],
        remark: "",
    })
}

/// The model.
///
/// # Errors
/// When a custom one is not stated in full, or cannot be.
pub fn model(stated: &Inference, chosen: ModelName) -> Result<Model, Missing> {
    if let Some(known) = MODELS.iter().find(|model| model.id == chosen.id()) {
        return Ok(*known);
    }
    let custom = custom_model(stated).ok_or(NO_MODEL)?;
    let embeddings = if custom.tied { 1.0 } else { 2.0 };
    let possible = custom.expert_parameters >= 0.0
        && stated.model_kv_heads <= Some(custom.heads)
        && custom.experts_per_token <= custom.experts
        && custom.parameters - custom.expert_parameters
            > embeddings * custom.hidden * custom.vocabulary;
    possible.then_some(custom).ok_or(IMPOSSIBLE_MODEL)
}

fn custom_model(stated: &Inference) -> Option<Model> {
    let parameters = stated.model_parameters?;
    let (hidden, heads) = (stated.model_hidden?, stated.model_heads?);
    let (layers, kv_heads) = (stated.model_layers?, stated.model_kv_heads?);
    let head_size = stated.model_head_size.unwrap_or(hidden / heads);
    let elements = |of: Option<f64>| of.unwrap_or(2.0 * kv_heads * head_size);
    let near = stated.model_window_layers;
    let growing = stated.model_full_layers.unwrap_or(max(0.0, layers - near));
    let growing = full(
        growing,
        elements(stated.model_kv_elements),
        stated.model_kv_split.unwrap_or(kv_heads),
    );
    let growing = growing
        .wide(stated.model_kv_wide)
        .index(stated.model_kv_index)
        .best(stated.model_kv_best.unwrap_or(0.0));
    let near = full(near, elements(stated.model_window_elements), kv_heads);
    let near = near.last(stated.model_window);
    let shape = [layers, hidden, heads, head_size, stated.model_vocabulary];
    let mut model = known("custom", "custom", OURS, parameters, shape)
        .keeps(growing)
        .keeps(near)
        .state(stated.model_state * MIB, heads);
    model.tied = stated.model_tied == Switch::On;
    let mut activation = DENSE_ACTIVATION;
    if let Some(experts) = stated.model_experts {
        let per_token = stated.model_experts_per_token;
        // What is not active are the experts that a token leaves out.
        let idle = parameters - stated.model_active.unwrap_or(parameters);
        let derived = if experts > per_token {
            idle / (1.0 - per_token / experts)
        } else {
            0.0
        };
        let of_experts = stated.model_expert_parameters.unwrap_or(derived);
        model = model.experts([experts, per_token, of_experts]);
        model = model.native_experts(stated.model_expert_bytes.unwrap_or(0.0));
        activation = MOE_ACTIVATION;
    }
    Some(model.activation(stated.model_activation.unwrap_or(activation)))
}

/// The precisions that may serve.
pub fn weights(chosen: Precision) -> Vec<Weights> {
    match chosen {
        Precision::Any => Weights::ALL.to_vec(),
        Precision::Bf16 => vec![Weights::Bf16],
        Precision::Fp8 => vec![Weights::Fp8],
        Precision::Nvfp4 => vec![Weights::Nvfp4],
        Precision::W4a16 => vec![Weights::W4a16],
    }
}

/// What may serve.
///
/// # Errors
/// When a custom GPU is not stated in full.
pub fn among(stated: &Inference, gpu: GpuType, precision: Precision) -> Result<Among, Missing> {
    let splits = match stated.split {
        Some(split) => vec![split],
        None => splits(stated.gpus_per_node),
    };
    Ok(Among {
        gpus: gpus(stated, gpu)?,
        weights: weights(precision),
        splits,
    })
}

/// What is chosen: by the whole scenario, or by one of several models.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// The model.
    pub model: ModelName,
    /// The GPU.
    pub gpu: GpuType,
    /// In what numbers weights are kept.
    pub precision: Precision,
}

/// The cheapest way to serve so many calls a second, or why there is none.
///
/// # Errors
/// When the model or the GPU is not stated in full, or cannot be.
pub fn best(
    stated: &Inference,
    choices: Choices,
    calls: f64,
    spare: f64,
) -> Result<Result<Candidate, Reason>, Missing> {
    let model = model(stated, choices.model)?;
    let among = among(stated, choices.gpu, choices.precision)?;
    Ok(search::best(&asked(stated, calls, spare), &model, &among))
}

/// What a call is: tokens of the prompt, share of it in the cache, tokens of
/// the answer.
pub fn work(stated: &Inference) -> Work {
    let [input, cached, output] = match stated.traffic {
        Traffic::Prompts => [stated.input_tokens, stated.cache_hit, stated.output_tokens],
        Traffic::Agent => {
            let context = stated.step_cached + stated.step_appended;
            [context, stated.step_cached / context, stated.step_output]
        }
    };
    Work {
        input,
        cached,
        output,
        drafted: stated.drafted,
        accepted: stated.accepted,
        draft_cost: stated.draft_cost,
    }
}

/// What must be served at so many calls a second.
pub fn asked(stated: &Inference, calls: f64, spare: f64) -> Asked {
    Asked {
        calls,
        headroom: stated.headroom,
        spare,
        work: work(stated),
        ttft: stated.ttft_target / MS,
        tpot: stated.tpot_target / MS,
        longest: stated.longest_context.unwrap_or(0.0),
        kv_bytes: stated.kv_precision.bytes(),
        memory_share: stated.memory_share,
        most_sequences: stated.most_sequences,
        copies: stated.copies,
        first: match stated.engine {
            Engine::Usual => 1.0,
            Engine::Sglang => SGLANG_FIRST,
        },
        gpu_hour: stated.gpu_hour,
        market: stated.rental.market(),
        together: Together::stated(stated),
    }
}
