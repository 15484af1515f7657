//! How long does one training run take?
//!
//! ```text
//! work = 6 * parameters * tokens
//! GPU time = work / (share of the peak * peak of a GPU) / share of the time that counts
//! wall time = GPU time / GPUs
//! ```

use crate::facts::constants::{SECONDS_PER_HOUR, TFLOP_PER_EFLOP, WORK_PER_TOKEN};
use crate::facts::training::TRANSFORMER_MATH;
use crate::quantity::Missing;
use crate::quantity::math::round_up;
use crate::scenario::training::fields;
use crate::sheet::Sheet;

crate::formulas! {
    source: TRANSFORMER_MATH; in "training";

    /// What a run has to compute: six operations for each parameter and token.
    pub fn work "Work of a run" (; training.model_size, training.tokens) -> "Eflop"
    { WORK_PER_TOKEN * model_size * tokens }

    /// What one GPU computes of it in a second.
    pub fn speed "Speed of a GPU"
        (; training.peak_flops, training.mfu, training.program_factor) -> "Tflop/s/gpu"
    { peak_flops * mfu * program_factor }

    /// GPU time of the run, with what restarts, evaluation and failed runs take.
    pub fn run_gpu_hours "GPU-hours of a run" (work: "Eflop", speed: "Tflop/s/gpu") -> "GPU-hour"
    { work * TFLOP_PER_EFLOP / speed / SECONDS_PER_HOUR }

    /// How long the run takes on its GPUs.
    pub fn wall_time "Time of a run" (run_gpu_hours: "GPU-hour"; training.gpus) -> "h"
    { run_gpu_hours / gpus }

    /// How many GPUs it takes to be done in time, if work spreads evenly.
    pub fn gpus_in_time "GPUs to be done in time" (deadline: "h", run_gpu_hours: "GPU-hour") -> "gpu"
    { round_up(run_gpu_hours / deadline) }

    /// What one run costs on demand.
    pub fn run_cost "Cost of a run" (run_gpu_hours: "GPU-hour"; training.gpu_price) -> "USD"
    { run_gpu_hours * gpu_price }
}

/// Why a run takes no known time.
const NO_SPEED: Missing = Missing(
    "A GPU that computes nothing never finishes a run. State its peak, the share of it that is reached and the \
     time that counts.",
);
/// Why no number of GPUs is in time.
const NO_DEADLINE: Missing = Missing("Nothing says when the run must be done.");

/// The time of one run, and what it costs.
pub(super) fn plan(sheet: Sheet) {
    let speed = speed(sheet).must(|speed| speed > 0.0, NO_SPEED);
    let gpu_hours = run_gpu_hours(sheet, work(sheet), speed);
    wall_time(sheet, gpu_hours);
    let deadline = sheet.read(&fields::deadline).or_because(NO_DEADLINE);
    gpus_in_time(sheet, deadline, gpu_hours);
    run_cost(sheet, gpu_hours);
}
