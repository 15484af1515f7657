//! Which GPU serves, how many of it make a replica, and what does one serve: by
//! a benchmark, or by the way that the search found?

use super::search::{Candidate, Together};
use super::stated::place;
use crate::facts::constants::LEAST_GPUS;
use crate::facts::gpus::{GPU_LISTS, GPUS, Gpu};
use crate::facts::serving::FIT;
use crate::facts::sources::{AI_CAPACITY, BURSTY_INFERENCE, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::scenario::Field;
use crate::scenario::inference::{GpuType, fields};
use crate::sheet::{Cell, Sheet};

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
/// What can bind, in the order of `search::Sized::rates`; last what a benchmark found.
pub const BINDING_WORDS: &[&str] = &[
    "KV memory",
    "sequence cap",
    "time per token",
    "time to first token",
    "benchmarked throughput",
];
/// The place of the last of these words.
pub(super) const MEASURED: f64 = 4.0;

crate::formulas! {
    source: FIT; in "inference";

    /// GPUs of a replica.
    pub fn gpus_per_replica_stated "GPUs of a replica"
        (split: "gpu/replica") -> "gpu/replica" as gpus_per_replica from DEFINITION
    { max(LEAST_GPUS, split) }

    /// GPUs over which a replica is split.
    pub fn gpus_per_replica_found "GPUs of a replica"
        (split: "gpu/replica", inference_rate: "req/s") -> "gpu/replica" as gpus_per_replica
        solved "as stated, or the split that meets both targets for the least money"

    /// Calls a second that a replica serves, by the benchmark.
    pub fn capacity_of_requests "A replica serves"
        (
            throughput_per_gpu: "req/s/gpu", gpus_per_replica: "gpu/replica"; inference.cache_factor
        ) -> "req/s/replica" as max_rate_per_replica from BURSTY_INFERENCE
    { throughput_per_gpu * cache_factor * gpus_per_replica }

    /// Predictions a second that a replica makes, by the benchmark.
    pub fn capacity_of_predictions "A replica makes"
        (
            throughput_per_gpu: "req/s/gpu", gpus_per_replica: "gpu/replica"
        ) -> "req/s/replica" as max_rate_per_replica from BURSTY_INFERENCE
    { throughput_per_gpu * gpus_per_replica }

    /// Calls a second that an instance serves, by the benchmark.
    pub fn capacity_of_tokens "A replica serves"
        (
            tokens_per_call: "tok/req"; inference.instance_throughput, inference.cache_factor
        ) -> "req/s/replica" as max_rate_per_replica from AI_CAPACITY
    { instance_throughput * cache_factor / tokens_per_call }

    /// What stops a replica: what the benchmark found.
    pub fn binding_measured "What binds" (max_rate_per_replica: "req/s/replica") -> (BINDING_WORDS) as binding
        solved "what the benchmark found"

    /// The GPU that serves.
    pub fn gpu_stated "GPU" (gpu: "choice") -> (GPU_WORDS) as gpu_chosen from DEFINITION table "as stated"

    /// The GPU that serves for the least money.
    pub fn gpu_found "GPU" (gpu: "choice", inference_rate: "req/s") -> (GPU_WORDS) as gpu_chosen
        solved "the stated one, or the one that meets both targets for the least money"

    /// List price of the GPU where it is rented.
    pub fn gpu_hour "GPU, an hour" (gpu_chosen: "GPU type"; inference.rental) -> "USD/gpu/h" from GPU_LISTS
        table "list price of the GPU where it is rented"
}

const NO_GPU_PRICE: Missing = Missing(
    "No list price of this GPU is known where it is rented. Type what an hour of it costs, or rent elsewhere.",
);
const ANY_GPU: Missing =
    Missing("A benchmark is of one GPU: choose which it is, or let the capacity be estimated.");

/// A replica, as far as a fleet of such asks for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Serving {
    /// Its GPU.
    pub gpu: Cell,
    /// An hour of one.
    pub gpu_hour: Cell,
    /// How many it takes.
    pub gpus: Cell,
    /// Calls a second that it serves.
    pub most: Cell,
    /// In how many GPUs together they are paid.
    pub together: f64,
}

/// What serves by a benchmark of the GPU that `field` states; `most` is what a
/// replica of so many GPUs serves.
pub(super) fn measured(
    sheet: Sheet,
    (gpu, field): (GpuType, &'static Field),
    most: impl FnOnce(Cell) -> Cell,
) -> Serving {
    let named = match gpu.id() {
        "any" => Err(ANY_GPU),
        id => Ok(index(place(GpuType::CHOICES, id))),
    };
    let chosen = gpu_stated(sheet, named, sheet.read(field));
    let known = GPUS.iter().find(|known| known.id == gpu.id());
    let gpus = gpus_per_replica_stated(sheet, split(sheet));
    let (gpu_hour, together) = price(sheet, chosen, known);
    Serving {
        gpu: chosen,
        gpu_hour,
        gpus,
        most: most(gpus),
        together,
    }
}

/// What serves by the way that was found for the GPUs that `field` allows; `most` is what a
/// replica of the chosen GPU serves.
pub(super) fn found(
    sheet: Sheet,
    way: Result<&Candidate, Missing>,
    field: &'static Field,
    inference_rate: Cell,
    most: impl FnOnce(Cell, Cell) -> Cell,
) -> Serving {
    let gpu = way.map(|way| index(way.place));
    let gpu = gpu_found(sheet, gpu, sheet.read(field), inference_rate);
    let gpus = way.map(|way| way.split);
    let gpus = gpus_per_replica_found(sheet, gpus, split(sheet), inference_rate);
    let (gpu_hour, together) = price(sheet, gpu, way.ok().map(|way| &way.gpu));
    Serving {
        gpu,
        gpu_hour,
        gpus,
        most: most(gpu, gpus),
        together,
    }
}

/// A replica of which nothing is known, because each model has its own.
pub(super) fn unknown(sheet: Sheet, why: Missing) -> Serving {
    let unknown = Cell::missing(why);
    binding_measured(sheet, MEASURED, unknown);
    Serving {
        gpu: gpu_stated(sheet, why, unknown),
        gpu_hour: gpu_hour(sheet, why, unknown),
        gpus: gpus_per_replica_stated(sheet, unknown),
        most: capacity_of_requests(sheet, unknown, unknown),
        together: 1.0,
    }
}

/// Over how many GPUs a replica is split; none where that is left to be found.
fn split(sheet: Sheet) -> Cell {
    let split = sheet.read(&fields::split);
    split.but(Ok(split.or_zero()))
}

/// What an hour of a GPU costs, as stated or by its list, and in how many together it is paid.
fn price(sheet: Sheet, chosen: Cell, gpu: Option<&Gpu>) -> (Cell, f64) {
    let stated = &sheet.scenario.inference;
    let offer = gpu.and_then(|gpu| gpu.offer(stated.rental.market()));
    let offer = offer.filter(|_| stated.gpu_hour.is_none());
    let hour = sheet.stated_or(&fields::gpu_hour, || {
        let listed = offer.map(|offer| offer.price.usd).ok_or(NO_GPU_PRICE);
        gpu_hour(sheet, listed, chosen)
    });
    (hour, Together::stated(stated).at(offer))
}

/// The place of a word, as figures hold it.
#[expect(clippy::cast_precision_loss, reason = "a few dozen words")]
pub(super) const fn index(place: usize) -> f64 {
    place as f64
}
