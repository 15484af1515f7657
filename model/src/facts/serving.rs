//! How close do engines come to what a data sheet promises?
//!
//! Constants of the closed form of serving, fitted on 2,878 published
//! measurements (H100, H200, B200, B300; vLLM, SGLang, TensorRT-LLM; eight
//! families of models), and what an engine keeps of a GPU's memory. How far they hold was
//! measured on each family with constants that were fitted without it.

pub use super::constants::{FIRST_TOKEN_BAND, SAFE_SHARE};
use crate::quantity::Source;

/// The fit, its constants at full precision.
pub const FIT: Source = Source {
    name: "Closed form fitted on 2,878 published serving measurements",
    as_of: "2026-11-20",
};

/// Achieved share of peak at 16 bits, FP8, FP4, and with 4-bit weights that are
/// computed at 16 bits.
pub const EFFICIENCY: [f64; 4] = [0.633_686_8, 0.437_183_3, 0.369_271, 0.259_871_8];
/// What experts achieve of that.
pub const EXPERT_EFFICIENCY: f64 = 0.496_980_2;
/// Achieved share of bandwidth: reading dense weights.
pub const DENSE_READ: f64 = 0.831_426_3;
/// Reading experts.
pub const EXPERT_READ: f64 = 0.810_417_9;
/// Reading keys and values.
pub const KV_READ: f64 = 0.803_955;
/// Achieved share of peak in attention over the prompt; not fitted.
pub const ATTENTION: f64 = 0.4;
/// Seconds that an all-reduce takes whatever its size.
pub const REDUCE_SECONDS: f64 = 1.05e-5;
/// Achieved share of a link.
pub const LINK: f64 = 0.424_259_3;
/// Seconds of a step whatever the model.
pub const STEP_SECONDS: f64 = 0.000_522_8;
/// Seconds of a step for each layer.
pub const LAYER_SECONDS: f64 = 2.84e-5;
/// More of these in a mixture of experts.
pub const EXPERT_LAYER_SECONDS: f64 = 4.24e-5;
/// Seconds of a step for each sequence.
pub const SEQUENCE_SECONDS: f64 = 9.8e-6;
/// Which share of a prefill delays the decoding beside it, in a closed loop.
pub const MIX: f64 = 0.763_211_2;
/// Seconds before the first token that no step accounts for.
pub const FIRST_SECONDS: f64 = 0.020_075_1;
/// The same for each layer.
pub const FIRST_LAYER_SECONDS: f64 = 0.000_262_1;
/// GiB of a GPU that the driver and libraries keep: alone, and beside others.
pub const OTHER_MEMORY: [f64; 2] = [0.27, 2.10];
/// From so many GPUs on, and with copies of attention, a step takes [`WIDE`] times as long as
/// its terms say: one constant for 362 measurements.
pub const WIDE_FROM: f64 = 16.0;
/// How many times as long.
pub const WIDE: f64 = 1.66;
/// By which share of a prompt the first token waits for each sequence that is kept running.
pub const FIRST_BY_SEQUENCES: f64 = 0.10;
/// The smallest model that was measured has about so many parameters.
pub const MEASURED_FROM: f64 = 8e9;
/// The one window that was measured, in tokens.
pub const MEASURED_WINDOW: f64 = 128.0;
/// The first token in a closed loop, over that of most engines: with SGLang.
pub const SGLANG_FIRST: f64 = 2.9;
