//! How many GPUs do several models need, each for its share of the calls?
//!
//! Each model is sized by itself, with headroom and spare of its own, then all
//! are added up: routing 40 % to a small model and 60 % to a large one is not
//! the fleet of either.

use super::estimate::Way;
use super::fleet::Count;
use super::load::Load;
use super::replica::{self, Serving, capacity_of_requests};
use super::search::Reason;
use super::stated::Choices;
use crate::facts::serving::FIT;
use crate::facts::sources::{BURSTY_INFERENCE, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::math::{round_up, sum};
use crate::scenario::inference::model as column;
use crate::scenario::{Model, RowKey};
use crate::sheet::{Cell, Known, Number, Place, Row, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "inference";

    /// Calls a second that go to this model at the peak.
    pub fn model_calls "Calls at the peak" (inference_rate: "req/s"; model.share) -> "req/s" from BURSTY_INFERENCE
    { inference_rate * share }

    /// Calls a second that a replica of this model serves.
    pub fn capacity_of_model "A replica serves"
        (
            gpu_chosen: "GPU type", prompt_tokens: "tok/req", answer_tokens: "tok/req"; model.model
        ) -> "req/s/replica" as max_rate_per_replica from FIT
        solved "the most within both targets, and within 80 % of memory and sequences"

    /// Replicas for the calls of this model at the peak, with headroom.
    pub fn replicas_needed_of_calls "Replicas needed"
        (
            model_calls: "req/s", max_rate_per_replica: "req/s/replica"; inference.headroom
        ) -> "replica" as replicas_needed from BURSTY_INFERENCE
    { round_up(model_calls / max_rate_per_replica * (1.0 + headroom)) }

    /// Replicas of all models.
    pub fn replicas_of_models "Replicas" (replicas: ["replica"]) -> "replica" as replicas
    { sum(replicas) }

    /// GPUs of all models.
    pub fn gpus_of_models "GPUs" (gpus: ["gpu"]) -> "gpu" as gpus
    { sum(gpus) }

    /// GPUs of all models that are paid, each model in nodes of its own.
    pub fn billed_of_models "GPUs that are paid" (gpus_billed: ["gpu"]) -> "gpu" as gpus_billed
    { sum(gpus_billed) }

    /// What the GPUs of all models cost.
    pub fn cost_of_models "GPU cost" (cost: ["USD/month"]) -> "USD/month" as cost
    { sum(cost) }
}

/// Where the figures of one of several models stand.
static OF_MODEL: Place = Place::new("inference.model.{row}.{name}");
/// How far the shares may lie off 100 %.
const NOISE: f64 = 1e-9;
const SHARES: Missing = Missing(
    "The shares of the models do not add up to 100 %. Correct them, and the fleet is given.",
);

/// One of several models.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OneModel {
    /// Its row.
    pub key: RowKey,
    /// What serves it.
    pub serving: Serving,
    /// How many of that.
    pub count: Count,
    /// Why nothing does, where nothing does.
    pub refused: Option<Reason>,
}

/// Whether the shares make a whole.
pub fn is_whole(models: &[Model]) -> bool {
    let sum: f64 = models.iter().map(|model| model.share).sum();
    (sum - 1.0).abs() <= NOISE
}

/// Every model by itself.
pub(super) fn plan(sheet: Sheet, demand: &Demand, load: &Load, spare: Cell) -> Vec<OneModel> {
    let models = sheet.scenario.models.iter().enumerate();
    let one = |(at, model): (usize, &Model)| {
        let row = Row::Of(&column::TABLE, model.key, at);
        let sheet = sheet.within(row).within(Row::Elsewhere(&OF_MODEL));
        let calls = model_calls(sheet, demand.inference_rate);
        let (serving, refused) = serving(sheet, model, (demand, load), calls, spare);
        let needed = replicas_needed_of_calls(sheet, calls, serving.most);
        OneModel {
            key: model.key,
            serving,
            count: Count::of(sheet, &serving, needed, spare),
            refused,
        }
    };
    models.map(one).collect()
}

/// What serves a model by its benchmark, or by the way that is found for it.
fn serving(
    sheet: Sheet,
    model: &Model,
    (demand, load): (&Demand, &Load),
    calls: Cell,
    spare: Cell,
) -> (Serving, Option<Reason>) {
    if model.throughput_per_gpu.is_some() {
        let throughput = sheet.read(&column::throughput_per_gpu);
        let most = |gpus| capacity_of_requests(sheet, throughput, gpus);
        let serving = replica::measured(sheet, (model.gpu, &column::gpu), most);
        return (serving, None);
    }
    let choices = Choices {
        model: model.model,
        gpu: model.gpu,
        precision: model.precision,
    };
    let inference = &sheet.scenario.inference;
    let (way, refused) = Way::find(inference, choices, calls, spare);
    let most = |gpu, _| {
        let most = way.sized().map(|sized| sized.most);
        capacity_of_model(sheet, Known(most), gpu, load.prompt, load.answer)
    };
    let rate = demand.inference_rate;
    let serving = replica::found(sheet, way.candidate(), &column::gpu, rate, most);
    (serving, refused)
}

/// All models together.
pub(super) fn total(sheet: Sheet, models: &[OneModel]) -> Count {
    let is_whole = is_whole(&sheet.scenario.models);
    let each = |of: fn(&Count) -> Cell| -> Vec<Cell> {
        let cells = models.iter().map(|model| of(&model.count));
        let known = cells.map(|cell| {
            if is_whole {
                cell
            } else {
                cell.but(Err(SHARES))
            }
        });
        known.collect()
    };
    let has_nodes = models.iter().any(|model| model.serving.together > 1.0);
    let gpus = gpus_of_models(sheet, &each(|count| count.gpus));
    Count {
        replicas: replicas_of_models(sheet, &each(|count| count.replicas)),
        gpus,
        billed: if has_nodes {
            billed_of_models(sheet, &each(|count| count.billed))
        } else {
            gpus
        },
        cost: cost_of_models(sheet, &each(|count| count.cost)),
    }
}

/// GPUs that all models need at so many requests a second.
///
/// # Errors
/// Where one of them cannot be sized.
pub(super) fn gpus_at(sheet: Sheet, models: &[OneModel], rate: Cell, spare: Cell) -> Number {
    let scenario = sheet.scenario;
    if !is_whole(&scenario.models) {
        return Err(SHARES);
    }
    let calls = rate.number()? * scenario.demand.recompute_multiplier;
    let mut sum = 0.0;
    for (model, stated) in models.iter().zip(&scenario.models) {
        let most = model.serving.most.number()?;
        let needed = round_up(calls * stated.share / most * (1.0 + scenario.inference.headroom));
        sum += (needed + spare.number()?) * model.serving.gpus.number()?;
    }
    Ok(sum)
}
