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
//! - [`estimate`]: what the closed form says.
//! - [`api`]: the same demand at an API.
//! - [`formulas`]: the working, line by line.
//! - [`roofline`]: the closed form of a replica.
//! - [`search`]: the cheapest way to serve, and why not the others.
//! - [`stated`]: GPU, model and work as stated.
//! - [`mix`]: several models with their shares.
//! - [`peaks`]: the fleet of each peak scenario.
//! - [`origin`]: where inputs come from whose name does not say it.

pub mod api;
pub mod estimate;
pub mod formulas;
pub mod mix;
pub mod origin;
pub mod peaks;
pub mod roofline;
pub mod search;
mod solved;
pub mod stated;

use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::inference::{GpuType, Method, Traffic};
use crate::scenario::web::Switch;
use crate::scenario::{Inference, Scenario};
use crate::workloads::demand::Demand;
use api::Api;
use estimate::Estimate;
use formulas::{found, load, money};
use mix::ModelPlan;
use peaks::Peak;
use search::Reason;
use stated::{CUSTOM_GPU, asked, place};

pub use formulas::entries;

const NO_GPU_PRICE: Absent =
    Absent("No list price of this GPU is known. Type what an hour of it costs.");
const ANY_GPU: Absent =
    Absent("A benchmark is of one GPU: choose which it is, or let the capacity be estimated.");
const BY_MODEL: Absent = Absent("Each model has its own; see the models one by one.");
const NOT_WITH_MODELS: Absent =
    Absent("With several models it depends on which of them the GPUs that are there serve.");

figures! {
    /// What a call is, and how many come.
    pub struct Load in "inference" {
        /// Tokens of a prompt.
        prompt_tokens: Figure,
        /// Of it in the cache.
        cached_share: Outcome,
        /// Tokens of an answer.
        answer_tokens: Figure,
        /// Together.
        tokens_per_call: Figure,
        /// Tokens a second at the peak.
        peak_tokens: Figure,
    }
}

figures! {
    /// The fleet for the planned peak.
    pub struct Fleet in "inference" {
        /// GPUs.
        gpus: Outcome,
        /// Replicas.
        replicas: Outcome,
        /// Before the spare.
        replicas_needed: Outcome,
        /// More than needed.
        spare: Figure,
        /// GPUs of each.
        gpus_per_replica: Outcome,
        /// Nodes.
        nodes: Outcome,
        /// What a replica serves.
        max_rate_per_replica: Outcome,
        /// What binds.
        binding: Outcome,
        /// Which GPU.
        gpu_chosen: Outcome,
        /// At the peak.
        utilization_at_peak: Outcome,
        /// On average.
        utilization_on_average: Outcome,
        /// GPUs there are.
        gpus_held: Outcome,
        /// Replicas there are.
        replicas_held: Outcome,
        /// What they serve.
        requests_most: Outcome,
        /// What more fits.
        requests_more: Outcome,
        /// Against the peak.
        requests_more_share: Outcome,
        /// An hour of a GPU.
        gpu_hour: Outcome,
        /// All of them, a month.
        cost: Outcome,
        /// Over successful outputs.
        cost_per_success: Outcome,
        /// Tokens written.
        output_per_month: Figure,
        /// A million of them.
        cost_per_million_output_tokens: Outcome,
    }
}

/// What serves the models.
#[derive(Clone, PartialEq, Debug)]
pub struct InferencePlan {
    /// What a call is.
    pub load: Load,
    /// The fleet.
    pub fleet: Fleet,
    /// What the closed form says, where it is asked.
    pub estimate: Option<Estimate>,
    /// Why it gives no fleet, where it gives none.
    pub refused: Option<Reason>,
    /// Several models, where they are stated.
    pub models: Vec<ModelPlan>,
    /// Each peak scenario.
    pub peaks: Vec<Peak>,
    /// An API instead.
    pub api: Api,
}

/// What serves a scenario, if inference is part of it.
pub fn plan(scenario: &Scenario, demand: &Demand) -> Option<InferencePlan> {
    let stated = &scenario.inference;
    if stated.workload == Switch::Off {
        return None;
    }
    let load = load(stated, demand);
    let spare = load::tokens::spare(stated.availability);
    let (mut fleet, mut estimate, mut refused) = (empty(spare, demand, &load), None, None);
    let mut models = Vec::new();
    if !scenario.models.is_empty() {
        models = mix::plan(scenario, demand, &load, &spare);
        mix::total(&models, &mut fleet, scenario);
    } else if stated.method == Method::Estimated {
        let calls = demand.inference_rate.or_zero();
        let chosen = stated::model(stated, stated.model).and_then(|model| {
            let among = stated::among(stated, stated.gpu, stated.precision)?;
            let best = search::best(&asked(stated, calls, spare.value), &model, &among);
            best.map_err(|reason| {
                refused = Some(reason);
                sentence(reason)
            })
        });
        estimate = Some(estimate::plan(stated, calls, &load, &mut fleet, &chosen));
    } else {
        measured(stated, &load, &mut fleet);
    }
    complete(scenario, demand, &mut fleet);
    let peaks = peaks::plan(scenario, demand, &fleet, &models);
    let api = api::plan(scenario, demand, &load, &fleet);
    Some(InferencePlan {
        load,
        fleet,
        estimate,
        refused,
        models,
        peaks,
        api,
    })
}

fn load(stated: &Inference, demand: &Demand) -> Load {
    let (prompt, cached, answer) = match stated.traffic {
        Traffic::Prompts => (
            load::prompt_tokens_of_request(stated.input_tokens),
            Ok(load::cached_share_of_request(stated.cache_hit)),
            load::answer_tokens_of_request(stated.output_tokens),
        ),
        Traffic::Agent => {
            let prompt = load::prompt_tokens_of_step(stated.step_cached, stated.step_appended);
            let cached = load::cached_share_of_step(stated.step_cached, prompt.value);
            let answer = load::answer_tokens_of_step(stated.step_output);
            (prompt, sound(cached), answer)
        }
    };
    let both = load::tokens_per_call(prompt.value, answer.value);
    Load {
        prompt_tokens: prompt,
        cached_share: cached,
        answer_tokens: answer,
        tokens_per_call: both,
        peak_tokens: load::peak_tokens(demand.inference_rate.or_zero(), both.value),
    }
}

/// A fleet of which only the spare and the demand are known yet.
fn empty(spare: Figure, demand: &Demand, load: &Load) -> Fleet {
    let unknown = Err(BY_MODEL);
    Fleet {
        gpus: unknown,
        replicas: unknown,
        replicas_needed: unknown,
        spare,
        gpus_per_replica: unknown,
        nodes: unknown,
        max_rate_per_replica: unknown,
        binding: unknown,
        gpu_chosen: unknown,
        utilization_at_peak: unknown,
        utilization_on_average: unknown,
        gpus_held: unknown,
        replicas_held: unknown,
        requests_most: unknown,
        requests_more: unknown,
        requests_more_share: unknown,
        gpu_hour: unknown,
        cost: unknown,
        cost_per_success: unknown,
        output_per_month: money::output_per_month(
            demand.average_rate.or_zero(),
            load.answer_tokens.value,
        ),
        cost_per_million_output_tokens: unknown,
    }
}

/// What a replica serves by the benchmark.
fn measured(stated: &Inference, load: &Load, fleet: &mut Fleet) {
    let per_replica = load::gpus_per_replica_stated(stated.split.unwrap_or(0.0));
    let most = if stated.method == Method::Tokens {
        load::tokens::capacity_of_tokens(
            stated.instance_throughput,
            stated.cache_factor,
            load.tokens_per_call.value,
        )
    } else {
        load::capacity_of_requests(
            stated.throughput_per_gpu,
            stated.cache_factor,
            per_replica.value,
        )
    };
    let at = place(GpuType::CHOICES, stated.gpu.id());
    fleet.gpus_per_replica = Ok(per_replica);
    fleet.max_rate_per_replica = sound(most);
    fleet.binding = Ok(found::binding_measured(4.0, most.value));
    fleet.gpu_chosen = if at == 0 {
        Err(ANY_GPU)
    } else {
        Ok(load::fleet::gpu_stated(index(at)))
    };
    fleet.gpu_hour = price(stated, fleet.gpu_chosen);
}

/// What an hour of a GPU costs: as stated, or by its list price.
fn price(stated: &Inference, chosen: Outcome) -> Outcome {
    if let Some(price) = stated.gpu_hour {
        let stated = &crate::scenario::inference::fields::gpu_hour.stated;
        return Ok(Figure::new(price, stated, &[]));
    }
    let chosen = chosen?;
    let price = money::listed::gpu_hour(chosen.value);
    if price.value > 0.0 {
        Ok(price)
    } else {
        Err(NO_GPU_PRICE)
    }
}

/// What follows once it is known what a replica serves, or what all models
/// come to.
fn complete(scenario: &Scenario, demand: &Demand, fleet: &mut Fleet) {
    let stated = &scenario.inference;
    let calls = demand.inference_rate.or_zero();
    let average = demand.average_rate.or_zero();
    let again = scenario.demand.recompute_multiplier;
    let spare = fleet.spare.value;
    let most = fleet.max_rate_per_replica;
    if scenario.models.is_empty() {
        fleet.replicas_needed =
            most.and_then(|most| sound(load::replicas_needed(calls, most.value, stated.headroom)));
        fleet.replicas = fleet
            .replicas_needed
            .map(|needed| load::fleet::replicas(needed.value, spare));
        fleet.gpus = fleet.replicas.and_then(|replicas| {
            sound(load::fleet::gpus(
                replicas.value,
                fleet.gpus_per_replica?.value,
            ))
        });
        fleet.cost = fleet
            .gpus
            .and_then(|gpus| sound(money::cost(gpus.value, fleet.gpu_hour?.value)));
    }
    fleet.nodes = fleet
        .gpus
        .map(|gpus| load::fleet::nodes(gpus.value, stated.gpus_per_node));
    let replicas = fleet.replicas;
    fleet.utilization_at_peak = most.and_then(|most| {
        sound(load::utilization_at_peak(
            calls,
            most.value,
            replicas?.value,
        ))
    });
    fleet.utilization_on_average = most.and_then(|most| {
        let figure = load::utilization_on_average(average, again, most.value, replicas?.value);
        sound(figure)
    });
    fleet.gpus_held = match stated.gpus_held {
        Some(held) => Ok(Figure::new(
            held,
            &crate::scenario::inference::fields::gpus_held.stated,
            &[],
        )),
        None => fleet
            .gpus
            .map(|gpus| load::gpus_held_as_planned(gpus.value)),
    };
    let held = fleet.gpus_held.map(|held| held.value);
    fleet.replicas_held = if scenario.models.is_empty() {
        held.and_then(|held| sound(load::replicas_held(held, fleet.gpus_per_replica?.value)))
    } else {
        Err(NOT_WITH_MODELS)
    };
    fleet.requests_most = fleet.replicas_held.and_then(|held| {
        let figure = load::requests_most(held.value, spare, most?.value, stated.headroom, again);
        sound(figure)
    });
    let peak = demand.peak_rate.or_zero();
    fleet.requests_more = fleet
        .requests_most
        .map(|most| load::requests_more(most.value, peak));
    fleet.requests_more_share = fleet
        .requests_more
        .and_then(|more| sound(load::requests_more_share(more.value, peak)));
    fleet.cost_per_success = fleet
        .cost
        .and_then(|cost| sound(money::cost_per_success(cost.value, average)));
    let written = fleet.output_per_month.value;
    fleet.cost_per_million_output_tokens = fleet
        .cost
        .and_then(|cost| sound(money::cost_per_million_output_tokens(cost.value, written)));
}

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

#[expect(clippy::cast_precision_loss, reason = "a few dozen choices")]
const fn index(place: usize) -> f64 {
    place as f64
}

/// The place of a choice, as figures take it.
const fn choice(place: usize) -> f64 {
    index(place)
}

/// Whether a place is that of a GPU stated by its numbers.
pub const fn is_custom(place: usize) -> bool {
    place == CUSTOM_GPU
}

impl InferencePlan {
    /// The event that lacks most GPUs, if one lacks any.
    pub fn worst_event(&self) -> Option<&Peak> {
        let missing = |peak: &Peak| peak.short_at.map_or(0.0, |short| short.value);
        let events = self.peaks.iter().filter(|peak| peak.hours.is_some());
        let short = events.filter(|peak| missing(peak) > 0.0);
        short.max_by(|one, other| missing(one).total_cmp(&missing(other)))
    }

    /// What the GPUs that it lacks cost in a month, in USD.
    pub fn lacking(&self) -> Option<f64> {
        let cost = self.worst_event()?.spare_cost_at;
        cost.ok().map(|cost| cost.value)
    }

    /// Visits every figure with its id.
    pub fn each(&self, visit: &mut Visit) {
        self.load.each(&mut |id, outcome| visit(id, outcome));
        self.fleet.each(&mut |id, outcome| visit(id, outcome));
        if let Some(estimate) = &self.estimate {
            estimate.each(visit);
        }
        for model in &self.models {
            model.figures.each(model.key.text(), visit);
        }
        for peak in &self.peaks {
            peak.each(visit);
        }
        self.api.each(&mut |id, outcome| visit(id, outcome));
    }
}
