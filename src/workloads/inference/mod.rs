//! How many GPUs serve the models at the planned peak and in each peak
//! scenario, what do they cost, and what would an API ask for the same?
//!
//! ```text
//! GPUs = whole(peak rate * recompute multiplier / throughput of a GPU * (1 + headroom))
//! ```
//!
//! What a replica serves comes from a benchmark, in requests or in tokens, or
//! from a closed form; from there on all is the same.
//!
//! - [`inputs`]: what is stated of it.
//! - [`load`]: what a call is.
//! - [`replica`]: which GPU serves, and what a replica of it does.
//! - [`estimate`]: what the closed form says of that.
//! - [`mix`]: several models with their shares.
//! - [`fleet`]: the fleet for the planned peak.
//! - [`peaks`]: the fleet of each peak scenario.
//! - [`api`]: the same demand at an API.
//! - [`mod@plan`]: all of it in the order of thought.
//! - [`roofline`]: the closed form of a replica.
//! - [`search`]: the cheapest way to serve, and why not the others.
//! - [`stated`]: GPU, model and work as stated.
//! - [`rules`]: what is wrong, or a risk.
//! - [`charts`]: what is drawn of it.
//! - [`words`]: how it reads; [`answers`] and [`ways`] are parts of that.
//! - [`presets`]: two services on GPUs.

pub mod answers;
pub mod api;
pub mod charts;
pub mod estimate;
pub mod fleet;
pub mod inputs;
pub mod load;
pub mod mix;
pub mod peaks;
pub mod plan;
pub mod presets;
pub mod replica;
pub mod roofline;
pub mod rules;
pub mod search;
pub mod stated;
pub mod ways;
pub mod words;

pub use plan::{Inference, plan};

use crate::quantity::Absent;
use crate::sheet::Formula;
use search::Reason;

/// Every formula of inference.
pub static FORMULAS_OF_ALL: &[&[&Formula]] = &[
    load::FORMULAS,
    replica::FORMULAS,
    estimate::FORMULAS,
    mix::FORMULAS,
    fleet::FORMULAS,
    peaks::FORMULAS,
    api::FORMULAS,
];

/// Why nothing can be planned, in a sentence.
pub const fn sentence(reason: Reason) -> Absent {
    Absent(match reason {
        Reason::Precision => {
            "The GPU has no units for this precision. Choose another precision or another GPU."
        }
        Reason::Heads => {
            "The model's heads cannot be dealt out evenly over so many GPUs. Split it over 1, 2, 4 or 8."
        }
        Reason::Weights(..) => {
            "The weights do not fit the GPU's memory. Split the model over more GPUs, or keep it in fewer bits."
        }
        Reason::Context(..) => {
            "The longest context does not fit the memory that the weights leave. Split the model over more GPUs, keep keys and values in 8 bits, or shorten the context."
        }
        Reason::Tpot(_) => {
            "The target for the time per token cannot be met: one sequence alone takes longer. Raise the target, split the model over more GPUs, or take a faster one."
        }
        Reason::Ttft(_) => {
            "The target for the first token cannot be met: one prompt alone may take longer. Raise the target, shorten the prompt, or split the model over more GPUs."
        }
    })
}
