//! What does a training run keep in the memory of each GPU, and does it fit?
//!
//! ```text
//! memory of a GPU = parameters * bytes that each GPU keeps of one + activations
//! ```
//!
//! Mixed precision with Adam keeps 16 bytes a parameter: 2 of weights, 2 of
//! gradients, 4 of a 32-bit copy and 8 of moments (Transformer Math 101). What
//! is spread over the GPUs is divided by their number (ZeRO).

use crate::facts::constants::{BILLION, BYTES_PER_GIB, ONE_GPU};
use crate::facts::training::{LORA, TRANSFORMER_MATH, ZERO};
use crate::scenario::training::{Method, Optimizer, Precision, Sharding};
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: ZERO; in "training";

    /// What a weight takes.
    pub fn weight_bytes "A weight" (; training.precision) -> "byte/param" from TRANSFORMER_MATH
        table "2 bytes in 16-bit, 4 in 32-bit"

    /// What a gradient takes.
    pub fn gradient_bytes "A gradient" (; training.precision) -> "byte/param" from TRANSFORMER_MATH
        table "2 bytes in 16-bit, 4 in 32-bit"

    /// A 32-bit copy of a weight, where the weight itself has 16.
    pub fn copy_bytes "Its 32-bit copy" (; training.precision) -> "byte/param" from TRANSFORMER_MATH
        table "4 bytes in 16-bit, none in 32-bit"

    /// What the optimizer remembers of a parameter.
    pub fn moment_bytes "What the optimizer remembers" (; training.optimizer) -> "byte/param" from TRANSFORMER_MATH
        table "Adam 8 bytes, with 8 bits 2, momentum 4"

    /// Weights, with all parameters trained.
    pub fn weights_of_all "Weights"
        (weight_bytes: "byte/param") -> "byte/param" as weights from TRANSFORMER_MATH

    /// Gradients, with all parameters trained.
    pub fn gradients_of_all "Gradients"
        (gradient_bytes: "byte/param") -> "byte/param" as gradients from TRANSFORMER_MATH

    /// What the optimizer keeps, with all parameters trained.
    pub fn states_of_all "Optimizer"
        (copy_bytes: "byte/param", moment_bytes: "byte/param") -> "byte/param" as states from TRANSFORMER_MATH
    { copy_bytes + moment_bytes }

    /// Weights of the model and of the adapters beside it.
    pub fn weights_of_adapters "Weights"
        (weight_bytes: "byte/param"; training.adapter_share) -> "byte/param" as weights from LORA
    { weight_bytes * (1.0 + adapter_share) }

    /// Gradients of the adapters.
    pub fn gradients_of_adapters "Gradients"
        (gradient_bytes: "byte/param"; training.adapter_share) -> "byte/param" as gradients from LORA
    { gradient_bytes * adapter_share }

    /// What the optimizer keeps of the adapters.
    pub fn states_of_adapters "Optimizer"
        (copy_bytes: "byte/param", moment_bytes: "byte/param"; training.adapter_share)
        -> "byte/param" as states from LORA
    { (copy_bytes + moment_bytes) * adapter_share }

    /// What training keeps of one parameter, on all GPUs together.
    pub fn bytes_per_parameter "Kept of a parameter"
        (weights: "byte/param", gradients: "byte/param", states: "byte/param") -> "byte/param"
    { weights + gradients + states }

    /// What each GPU keeps of one parameter: nothing is spread.
    pub fn bytes_whole "Each GPU keeps of it"
        (weights: "byte/param", gradients: "byte/param", states: "byte/param") -> "byte/param/gpu" as bytes_each
    { (weights + gradients + states) / ONE_GPU }

    /// What each GPU keeps of one parameter: what the optimizer keeps is spread.
    pub fn bytes_zero_1 "Each GPU keeps of it"
        (weights: "byte/param", gradients: "byte/param", states: "byte/param"; training.gpus)
        -> "byte/param/gpu" as bytes_each
    { (weights + gradients) / ONE_GPU + states / gpus }

    /// What each GPU keeps of one parameter: gradients are spread too.
    pub fn bytes_zero_2 "Each GPU keeps of it"
        (weights: "byte/param", gradients: "byte/param", states: "byte/param"; training.gpus)
        -> "byte/param/gpu" as bytes_each
    { weights / ONE_GPU + (gradients + states) / gpus }

    /// What each GPU keeps of one parameter: everything is spread.
    pub fn bytes_zero_3 "Each GPU keeps of it"
        (weights: "byte/param", gradients: "byte/param", states: "byte/param"; training.gpus)
        -> "byte/param/gpu" as bytes_each
    { (weights + gradients + states) / gpus }

    /// Memory that each GPU needs for the run.
    pub fn memory_needed "Memory needed"
        (bytes_each: "byte/param/gpu"; training.model_size, training.activations) -> "GiB/gpu"
    { model_size * BILLION * bytes_each / BYTES_PER_GIB + activations }

    /// Which share of a GPU's memory that is.
    pub fn memory_share "Of a GPU's memory" (memory_needed: "GiB/gpu"; training.gpu_memory) -> "share"
    { memory_needed / gpu_memory }
}

/// The memory that one run takes of each GPU.
pub(super) fn plan(sheet: Sheet) {
    let [weights, gradients, states] = kept(sheet);
    bytes_per_parameter(sheet, weights, gradients, states);
    let each = match sheet.scenario.training.sharding {
        Sharding::None => bytes_whole,
        Sharding::Optimizer => bytes_zero_1,
        Sharding::Gradients => bytes_zero_2,
        Sharding::Full => bytes_zero_3,
    };
    let each = each(sheet, weights, gradients, states);
    memory_share(sheet, memory_needed(sheet, each));
}

/// Bytes of weights, gradients and the optimizer for each parameter.
fn kept(sheet: Sheet) -> [Cell; 3] {
    let stated = &sheet.scenario.training;
    let (number, copy) = match stated.precision {
        Precision::Mixed => (2.0, 4.0),
        Precision::Single => (4.0, 0.0),
    };
    let moment = match stated.optimizer {
        Optimizer::Adam => 8.0,
        Optimizer::Adam8 => 2.0,
        Optimizer::Momentum => 4.0,
    };
    let weight = weight_bytes(sheet, number);
    let gradient = gradient_bytes(sheet, number);
    let (copy, moment) = (copy_bytes(sheet, copy), moment_bytes(sheet, moment));
    match stated.method {
        Method::All => [
            weights_of_all(sheet, weight),
            gradients_of_all(sheet, gradient),
            states_of_all(sheet, copy, moment),
        ],
        Method::Adapters => [
            weights_of_adapters(sheet, weight),
            gradients_of_adapters(sheet, gradient),
            states_of_adapters(sheet, copy, moment),
        ],
    }
}
