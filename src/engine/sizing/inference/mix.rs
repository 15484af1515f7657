//! How many GPUs do several models need, each for its share of the calls?
//!
//! Each model is sized by itself, with headroom and spare of its own, then all
//! are added up: routing 40 % to a small model and 60 % to a large one is not
//! the fleet of either.

use super::formulas::{found, load, money};
use super::search::{Reason, best};
use super::stated::{self, asked, place};
use super::{Fleet, Load, choice, index, price, sentence};
use crate::engine::outcome::{figures, sound};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::inference::{GpuType, ModelName};
use crate::scenario::{Model, RowKey, Scenario};
use crate::workloads::demand::Demand;

/// How far the shares may lie off 100 %.
const NOISE: f64 = 1e-9;
const SHARES: Absent = Absent(
    "The shares of the models do not add up to 100 %. Correct them, and the fleet is given.",
);

figures! {
    /// What serves one of several models.
    pub struct ModelFigures in "inference.model" by row {
        /// Calls for it.
        model_calls: Figure,
        /// Its GPU.
        gpu_chosen: Outcome,
        /// GPUs of a replica.
        gpus_per_replica: Outcome,
        /// What that serves.
        max_rate_per_replica: Outcome,
        /// Replicas before the spare.
        replicas_needed: Outcome,
        /// Replicas.
        replicas: Outcome,
        /// GPUs.
        gpus: Outcome,
        /// An hour of one.
        gpu_hour: Outcome,
        /// A month of all.
        cost: Outcome,
    }
}

/// One of several models.
#[derive(Clone, PartialEq, Debug)]
pub struct ModelPlan {
    /// Its row.
    pub key: RowKey,
    /// What serves it.
    pub figures: ModelFigures,
    /// Why nothing does, where nothing does.
    pub refused: Option<Reason>,
}

/// Whether the shares make a whole.
pub fn is_whole(models: &[Model]) -> bool {
    let sum: f64 = models.iter().map(|model| model.share).sum();
    (sum - 1.0).abs() <= NOISE
}

/// Every model by itself.
pub fn plan(scenario: &Scenario, demand: &Demand, load: &Load, spare: &Figure) -> Vec<ModelPlan> {
    let models = scenario.models.iter();
    models
        .map(|model| one(scenario, demand, load, spare, model))
        .collect()
}

fn one(
    scenario: &Scenario,
    demand: &Demand,
    planned: &Load,
    spare: &Figure,
    model: &Model,
) -> ModelPlan {
    let stated = &scenario.inference;
    let calls = load::model_calls(demand.inference_rate.or_zero(), model.share);
    let gpu = choice(place(GpuType::CHOICES, model.gpu.id()));
    let mut refused = None;
    let (most, chosen, per_replica);
    if let Some(throughput) = model.throughput_per_gpu {
        let per = load::gpus_per_replica_stated(stated.split.unwrap_or(0.0));
        let rate = load::capacity_of_requests(throughput, stated.cache_factor, per.value);
        most = sound(rate);
        per_replica = Ok(per);
        chosen = if gpu > 0.0 {
            Ok(load::fleet::gpu_stated(gpu))
        } else {
            Err(super::ANY_GPU)
        };
    } else {
        let candidate = stated::model(stated, model.model).and_then(|known| {
            let among = stated::among(stated, model.gpu, model.precision)?;
            let found = best(&asked(stated, calls.value, spare.value), &known, &among);
            found.map_err(|reason| {
                refused = Some(reason);
                sentence(reason)
            })
        });
        let at = choice(place(ModelName::CHOICES, model.model.id()));
        let all = demand.inference_rate.or_zero();
        chosen = candidate.map(|it| found::gpu_found(index(it.place), gpu, all));
        per_replica = candidate
            .map(|it| found::gpus_per_replica_found(it.split, stated.split.unwrap_or(0.0), all));
        most = candidate.and_then(|it| {
            let sized = it.result.map_err(sentence)?;
            let [prompt, answer] = [planned.prompt_tokens, planned.answer_tokens];
            sound(found::capacity_of_model(
                sized.most,
                at,
                chosen?.value,
                prompt.value,
                answer.value,
            ))
        });
    }
    let needed = most.and_then(|most| {
        let needed = load::replicas_needed_of_calls(calls.value, most.value, stated.headroom);
        sound(needed)
    });
    let replicas = needed.map(|needed| load::fleet::replicas(needed.value, spare.value));
    let gpus =
        replicas.and_then(|replicas| sound(load::fleet::gpus(replicas.value, per_replica?.value)));
    let gpu_hour = price(stated, chosen);
    ModelPlan {
        key: model.key,
        figures: ModelFigures {
            model_calls: calls,
            gpu_chosen: chosen,
            gpus_per_replica: per_replica,
            max_rate_per_replica: most,
            replicas_needed: needed,
            replicas,
            gpus,
            gpu_hour,
            cost: gpus.and_then(|gpus| sound(money::cost(gpus.value, gpu_hour?.value))),
        },
        refused,
    }
}

/// All models together.
pub fn total(models: &[ModelPlan], fleet: &mut Fleet, scenario: &Scenario) {
    let whole = is_whole(&scenario.models);
    let sum = |of: fn(&ModelFigures) -> Outcome| {
        if !whole {
            return Err(SHARES);
        }
        let mut sum = 0.0;
        for model in models {
            sum += of(&model.figures)?.value;
        }
        Ok(sum)
    };
    fleet.replicas = sum(|it| it.replicas).map(load::fleet::replicas_of_models);
    fleet.gpus = sum(|it| it.gpus).map(load::fleet::gpus_of_models);
    fleet.cost = sum(|it| it.cost).map(load::fleet::cost_of_models);
}

/// GPUs that all models need at so many calls a second.
///
/// # Errors
/// Where one of them cannot be sized.
pub fn gpus_at(
    models: &[ModelPlan],
    scenario: &Scenario,
    calls: f64,
    spare: f64,
) -> Result<f64, Absent> {
    if !is_whole(&scenario.models) {
        return Err(SHARES);
    }
    let mut sum = 0.0;
    for (model, stated) in models.iter().zip(&scenario.models) {
        let most = model.figures.max_rate_per_replica?.value;
        let headroom = scenario.inference.headroom;
        let needed = load::replicas_needed_of_calls(calls * stated.share, most, headroom);
        sum += (needed.value + spare) * model.figures.gpus_per_replica?.value;
    }
    Ok(sum)
}
