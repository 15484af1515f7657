//! How long does one training run take, and does it fit in memory?
//!
//! ```text
//! work = 6 * parameters * tokens
//! GPU time = work / (share of the peak * peak of a GPU) / share of the time that counts
//! wall time = GPU time / GPUs
//! memory of a GPU = parameters * bytes that each GPU keeps of one + activations
//! ```
//!
//! Mixed precision with Adam keeps 16 bytes a parameter: 2 of weights, 2 of
//! gradients, 4 of a 32-bit copy and 8 of moments (Transformer Math 101). What
//! is spread over the GPUs is divided by their number (ZeRO).

use crate::catalog::constants::{
    BILLION, BYTES_PER_GIB, ONE_GPU, SECONDS_PER_HOUR, TFLOP_PER_EFLOP, WORK_PER_TOKEN,
};
use crate::catalog::training::{TRANSFORMER_MATH, ZERO};
use crate::engine::outcome::{figures, sound};
use crate::quantity::math::whole;
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::Training;
use crate::scenario::training::{Method, Optimizer, Precision, Sharding};

/// How long it takes.
pub mod wall {
    use super::{SECONDS_PER_HOUR, TFLOP_PER_EFLOP, TRANSFORMER_MATH, WORK_PER_TOKEN, whole};

    crate::old_formulas! {
        source: TRANSFORMER_MATH;

        /// What a run has to compute: six operations for each parameter and token.
        pub fn work "Work of a run" (model_size: "Gparam", tokens: "Gtok") -> "Eflop" {
            WORK_PER_TOKEN * model_size * tokens
        }
        /// What one GPU computes of it in a second.
        pub fn speed "Speed of a GPU" (peak_flops: "Tflop/s/gpu", mfu: "share", program_factor: "share") -> "Tflop/s/gpu" {
            peak_flops * mfu * program_factor
        }
        /// GPU time of the run, with what restarts, evaluation and failed runs take.
        pub fn run_gpu_hours "GPU-hours of a run" (work: "Eflop", speed: "Tflop/s/gpu") -> "GPU-hour" {
            work * TFLOP_PER_EFLOP / speed / SECONDS_PER_HOUR
        }
        /// How long the run takes on its GPUs.
        pub fn wall_time "Time of a run" (run_gpu_hours: "GPU-hour", gpus: "gpu") -> "h" {
            run_gpu_hours / gpus
        }
        /// How many GPUs it takes to be done in time, if work spreads evenly.
        pub fn gpus_in_time "GPUs to be done in time" (run_gpu_hours: "GPU-hour", deadline: "h") -> "gpu" {
            whole(run_gpu_hours / deadline)
        }
        /// What one run costs on demand.
        pub fn run_cost "Cost of a run" (run_gpu_hours: "GPU-hour", gpu_price: "USD/GPU-hour") -> "USD" {
            run_gpu_hours * gpu_price
        }
    }
}

/// What is kept of each parameter.
pub mod kept {
    use super::{TRANSFORMER_MATH, at};

    crate::old_formulas! {
        source: TRANSFORMER_MATH;

        /// What a weight takes.
        pub fn weight_bytes "A weight" (precision: "choice") -> "byte/param" table "2 bytes in 16-bit, 4 in 32-bit" { at(precision, &[2.0, 4.0]) }
        /// What a gradient takes.
        pub fn gradient_bytes "A gradient" (precision: "choice") -> "byte/param" table "2 bytes in 16-bit, 4 in 32-bit" { at(precision, &[2.0, 4.0]) }
        /// A 32-bit copy of a weight, where the weight itself has 16.
        pub fn copy_bytes "Its 32-bit copy" (precision: "choice") -> "byte/param" table "4 bytes in 16-bit, none in 32-bit" { at(precision, &[4.0, 0.0]) }
        /// What the optimizer remembers of a parameter.
        pub fn moment_bytes "What the optimizer remembers" (optimizer: "choice") -> "byte/param" table "Adam 8 bytes, with 8 bits 2, momentum 4" { at(optimizer, &[8.0, 2.0, 4.0]) }
        /// Weights, with all parameters trained.
        pub fn weights_of_all "Weights" (weight_bytes: "byte/param") -> "byte/param" as weights { weight_bytes }
        /// Gradients, with all parameters trained.
        pub fn gradients_of_all "Gradients" (gradient_bytes: "byte/param") -> "byte/param" as gradients { gradient_bytes }
        /// What the optimizer keeps, with all parameters trained.
        pub fn states_of_all "Optimizer" (copy_bytes: "byte/param", moment_bytes: "byte/param") -> "byte/param" as states { copy_bytes + moment_bytes }
    }

    /// With adapters, which alone are trained.
    pub mod adapters {
        use crate::catalog::training::LORA;

        crate::old_formulas! {
            source: LORA;

            /// Weights of the model and of the adapters beside it.
            pub fn weights_of_adapters "Weights" (weight_bytes: "byte/param", adapter_share: "share") -> "byte/param" as weights { weight_bytes * (1.0 + adapter_share) }
            /// Gradients of the adapters.
            pub fn gradients_of_adapters "Gradients" (gradient_bytes: "byte/param", adapter_share: "share") -> "byte/param" as gradients { gradient_bytes * adapter_share }
            /// What the optimizer keeps of the adapters.
            pub fn states_of_adapters "Optimizer" (copy_bytes: "byte/param", moment_bytes: "byte/param", adapter_share: "share") -> "byte/param" as states { (copy_bytes + moment_bytes) * adapter_share }
        }
    }
}

/// What each GPU keeps.
pub mod memory {
    use super::{BILLION, BYTES_PER_GIB, ONE_GPU, ZERO};

    crate::old_formulas! {
        source: ZERO;

        /// What training keeps of one parameter, on all GPUs together.
        pub fn bytes_per_parameter "Kept of a parameter" (weights: "byte/param", gradients: "byte/param", states: "byte/param") -> "byte/param" {
            weights + gradients + states
        }
        /// What each GPU keeps of one parameter: nothing is spread.
        pub fn bytes_whole "Each GPU keeps of it" (weights: "byte/param", gradients: "byte/param", states: "byte/param") -> "byte/param/gpu" as bytes_each {
            (weights + gradients + states) / ONE_GPU
        }
        /// What each GPU keeps of one parameter: what the optimizer keeps is spread.
        pub fn bytes_zero_1 "Each GPU keeps of it" (weights: "byte/param", gradients: "byte/param", states: "byte/param", gpus: "gpu") -> "byte/param/gpu" as bytes_each {
            (weights + gradients) / ONE_GPU + states / gpus
        }
        /// What each GPU keeps of one parameter: gradients are spread too.
        pub fn bytes_zero_2 "Each GPU keeps of it" (weights: "byte/param", gradients: "byte/param", states: "byte/param", gpus: "gpu") -> "byte/param/gpu" as bytes_each {
            weights / ONE_GPU + (gradients + states) / gpus
        }
        /// What each GPU keeps of one parameter: everything is spread.
        pub fn bytes_zero_3 "Each GPU keeps of it" (weights: "byte/param", gradients: "byte/param", states: "byte/param", gpus: "gpu") -> "byte/param/gpu" as bytes_each {
            (weights + gradients + states) / gpus
        }
        /// Memory that each GPU needs for the run.
        pub fn memory_needed "Memory needed" (model_size: "Gparam", bytes_each: "byte/param/gpu", activations: "GiB/gpu") -> "GiB/gpu" {
            model_size * BILLION * bytes_each / BYTES_PER_GIB + activations
        }
        /// Which share of a GPU's memory that is.
        pub fn memory_share "Of a GPU's memory" (memory_needed: "GiB/gpu", gpu_memory: "GiB/gpu") -> "share" {
            memory_needed / gpu_memory
        }
    }
}

/// Every formula of one run.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = wall::entries();
    all.extend(kept::entries());
    all.extend(kept::adapters::entries());
    all.extend(memory::entries());
    all
}

figures! {
    /// One run in detail.
    pub struct RunPlan in "training" {
        /// How long it takes.
        wall_time: Outcome,
        /// Its GPU time.
        run_gpu_hours: Outcome,
        /// What it costs.
        run_cost: Outcome,
        /// GPUs to be done in time.
        gpus_in_time: Outcome,
        /// What it computes.
        work: Figure,
        /// How fast a GPU is at it.
        speed: Figure,
        /// Memory of each GPU.
        memory_needed: Outcome,
        /// Of what it has.
        memory_share: Outcome,
        /// Kept of a parameter.
        bytes_per_parameter: Figure,
        /// By each GPU.
        bytes_each: Outcome,
        /// Of weights.
        weights: Figure,
        /// Of gradients.
        gradients: Figure,
        /// Of the optimizer.
        states: Figure,
        /// A weight.
        weight_bytes: Figure,
        /// A gradient.
        gradient_bytes: Figure,
        /// A weight's copy.
        copy_bytes: Figure,
        /// What the optimizer remembers.
        moment_bytes: Figure,
    }
}

/// Why a run takes no known time.
pub const NO_SPEED: Absent = Absent(
    "A GPU that computes nothing never finishes a run. State its peak, the share of it that is reached and the time that counts.",
);
/// Why no number of GPUs is in time.
pub const NO_DEADLINE: Absent = Absent("Nothing says when the run must be done.");

/// What one run takes.
pub fn plan(stated: &Training) -> RunPlan {
    let work = wall::work(stated.model_size, stated.tokens);
    let speed = wall::speed(stated.peak_flops, stated.mfu, stated.program_factor);
    let run_gpu_hours = if speed.value > 0.0 {
        sound(wall::run_gpu_hours(work.value, speed.value))
    } else {
        Err(NO_SPEED)
    };
    let (precision, optimizer) = (
        place(Precision::ALL, &stated.precision),
        place(Optimizer::ALL, &stated.optimizer),
    );
    let weight_bytes = kept::weight_bytes(precision);
    let gradient_bytes = kept::gradient_bytes(precision);
    let copy_bytes = kept::copy_bytes(precision);
    let moment_bytes = kept::moment_bytes(optimizer);
    let [weight, gradient, copy, moment] =
        [weight_bytes, gradient_bytes, copy_bytes, moment_bytes].map(|figure| figure.value);
    let share = stated.adapter_share;
    let [weights, gradients, of_optimizer] = match stated.method {
        Method::All => [
            kept::weights_of_all(weight),
            kept::gradients_of_all(gradient),
            kept::states_of_all(copy, moment),
        ],
        Method::Adapters => [
            kept::adapters::weights_of_adapters(weight, share),
            kept::adapters::gradients_of_adapters(gradient, share),
            kept::adapters::states_of_adapters(copy, moment, share),
        ],
    };
    let [weigh, slope, state] = [weights, gradients, of_optimizer].map(|figure| figure.value);
    let bytes_each = sound(match stated.sharding {
        Sharding::None => memory::bytes_whole(weigh, slope, state),
        Sharding::Optimizer => memory::bytes_zero_1(weigh, slope, state, stated.gpus),
        Sharding::Gradients => memory::bytes_zero_2(weigh, slope, state, stated.gpus),
        Sharding::Full => memory::bytes_zero_3(weigh, slope, state, stated.gpus),
    });
    let memory_needed = bytes_each.and_then(|each| {
        sound(memory::memory_needed(
            stated.model_size,
            each.value,
            stated.activations,
        ))
    });
    RunPlan {
        wall_time: run_gpu_hours.and_then(|time| sound(wall::wall_time(time.value, stated.gpus))),
        run_cost: run_gpu_hours
            .and_then(|time| sound(wall::run_cost(time.value, stated.gpu_price))),
        gpus_in_time: stated
            .deadline
            .ok_or(NO_DEADLINE)
            .and_then(|deadline| sound(wall::gpus_in_time(run_gpu_hours?.value, deadline))),
        run_gpu_hours,
        work,
        speed,
        memory_share: memory_needed
            .and_then(|needed| sound(memory::memory_share(needed.value, stated.gpu_memory))),
        memory_needed,
        bytes_per_parameter: memory::bytes_per_parameter(weigh, slope, state),
        bytes_each,
        weights,
        gradients,
        states: of_optimizer,
        weight_bytes,
        gradient_bytes,
        copy_bytes,
        moment_bytes,
    }
}

/// Which of the choices is stated, from 0.
fn place<T: PartialEq>(all: &[T], stated: &T) -> f64 {
    let found = (0_u32..).zip(all).find(|(_, choice)| *choice == stated);
    found.map_or(0.0, |(at, _)| f64::from(at))
}

/// What a table has for a choice.
fn at(choice: f64, values: &[f64]) -> f64 {
    let found = (0_u32..)
        .zip(values)
        .find(|(at, _)| f64::from(*at) >= choice);
    found.map_or(0.0, |(_, value)| *value)
}
