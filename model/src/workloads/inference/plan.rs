//! How are the models served, step by step?

use super::api;
use super::estimate::{self, Way};
use super::fleet::{self, Count, Held, nodes, replicas_needed, spare};
use super::load::{self, Load};
use super::markets::Elsewhere;
use super::mix::{self, OneModel};
use super::peaks::{self, Peak};
use super::replica::{
    self, MEASURED, Serving, binding_measured, capacity_of_predictions, capacity_of_requests,
    capacity_of_tokens,
};
use super::roofline::Replica;
use super::search::{Candidate, Reason};
use super::stated::Choices;
use crate::quantity::Missing;
use crate::scenario::Scenario;
use crate::scenario::inference::{Method, fields, known_from};
use crate::scenario::work::is_predictions;
use crate::sheet::{Cell, Number, Sheet, scratch};
use crate::workloads::demand::Demand;

/// What serves the models, as far as others ask for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Inference {
    /// The replica that the closed form chose, where it is asked and finds one.
    pub replica: Option<Replica>,
    /// Why it finds none, where it finds none.
    pub refused: Option<Reason>,
    /// Several models, where they are stated.
    pub models: Vec<OneModel>,
    /// Each peak scenario.
    pub peaks: Vec<Peak>,
    /// GPUs that the planned peak needs, and what they cost.
    pub count: Count,
    /// What a replica is and serves; nothing of it is known where there are several models.
    pub serving: Serving,
    /// GPUs that are there.
    pub held: Held,
    /// Replicas beside those that the load needs.
    pub spare: Cell,
    /// What a call is.
    pub load: Load,
    /// What else would do, and what would not; part of the details.
    pub ways: Vec<Candidate>,
    /// The same in each market that has a price; part of the details.
    pub markets: Vec<Elsewhere>,
}

const BY_MODEL: Missing = Missing("Each model has its own; see the models one by one.");

/// What serves a scenario, as it is stated so many months after the start of the plan.
pub fn plan(sheet: Sheet, demand: &Demand, since: usize) -> Inference {
    let load = load::plan(sheet, demand);
    let spare = spare(sheet);
    let models = mix::plan(sheet, demand, &load, spare);
    let (way, refused) = way(sheet, demand, spare, &models);
    let (serving, prefill) = match &way {
        Some(way) => estimate::plan(sheet, demand.inference_rate, &load, way),
        None => (known(sheet, &load, &models), Cell::missing(BY_MODEL)),
    };
    let needed = replicas_needed(sheet, demand.inference_rate, serving.most);
    let count = if models.is_empty() {
        Count::of(sheet, &serving, needed, spare)
    } else {
        mix::total(sheet, &models)
    };
    nodes(sheet, count.gpus);
    if let Some(way) = &way {
        let fleet = (count.replicas, prefill);
        estimate::at_peak(sheet, demand.inference_rate, &load, way, fleet);
    }
    let used = fleet::utilization(sheet, demand, serving.most, count.replicas);
    let held = fleet::held(sheet, demand, &serving, &count, spare);
    fleet::unit_costs(sheet, demand, &load, count.cost);
    if !is_predictions(sheet.scenario) {
        api::plan(sheet, (demand, since), &load, count.cost, used);
    }
    Inference {
        replica: way.as_ref().and_then(Way::replica),
        refused,
        peaks: peaks::plan(sheet, demand, (&serving, &models, spare), &held),
        models,
        count,
        serving,
        held,
        spare,
        load,
        ways: Vec::new(),
        markets: Vec::new(),
    }
}

/// The cheapest way to serve one model, where that is to be found, and why there is none.
fn way(
    sheet: Sheet,
    demand: &Demand,
    spare: Cell,
    models: &[OneModel],
) -> (Option<Way>, Option<Reason>) {
    let stated = &sheet.scenario.inference;
    if known_from(sheet.scenario) != Method::Estimated || !models.is_empty() {
        return (None, None);
    }
    let choices = Choices {
        model: stated.model,
        gpu: stated.gpu,
        precision: stated.precision,
    };
    let (way, refused) = Way::find(stated, choices, demand.inference_rate, spare);
    (Some(way), refused)
}

/// What a replica serves by the benchmark; of several models each has its own.
fn known(sheet: Sheet, load: &Load, models: &[OneModel]) -> Serving {
    if !models.is_empty() {
        return replica::unknown(sheet, BY_MODEL);
    }
    let stated = &sheet.scenario.inference;
    let most = |gpus| match known_from(sheet.scenario) {
        _ if is_predictions(sheet.scenario) => {
            capacity_of_predictions(sheet, sheet.read(&fields::throughput_per_gpu), gpus)
        }
        Method::Tokens => capacity_of_tokens(sheet, load.tokens),
        _ => capacity_of_requests(sheet, sheet.read(&fields::throughput_per_gpu), gpus),
    };
    let serving = replica::measured(sheet, (stated.gpu, &fields::gpu), most);
    binding_measured(sheet, MEASURED, serving.most);
    serving
}

impl Inference {
    /// The event that lacks most GPUs, if one lacks any.
    pub fn worst_event(&self) -> Option<&Peak> {
        let missing = |peak: &&Peak| peak.short.or_zero();
        let events = self.peaks.iter().filter(|peak| peak.hours.is_some());
        let short = events.filter(|peak| missing(peak) > 0.0);
        short.max_by(|one, other| missing(one).total_cmp(&missing(other)))
    }

    /// GPUs that so many times today's demand needs, with headroom and spare.
    ///
    /// # Errors
    /// Where nothing says what one of them serves.
    pub fn gpus_for(&self, scenario: &Scenario, demand: &Demand, times: f64) -> Number {
        let more = demand.times(times);
        scratch(scenario, |sheet| {
            if !self.models.is_empty() {
                return mix::gpus_at(sheet, &self.models, more.peak_rate, self.spare);
            }
            self.count_for(sheet, &more).gpus.number()
        })
    }

    /// Replicas of the one kind for another demand.
    fn count_for(&self, sheet: Sheet, demand: &Demand) -> Count {
        let needed = replicas_needed(sheet, demand.inference_rate, self.serving.most);
        Count::of(sheet, &self.serving, needed, self.spare)
    }

    /// What GPUs for so many times today's demand cost in a month.
    ///
    /// # Errors
    /// Where they cannot be counted, or have no price.
    pub fn cost_for(&self, scenario: &Scenario, demand: &Demand, times: f64) -> Number {
        if self.models.is_empty() {
            let more = demand.times(times);
            return scratch(scenario, |sheet| self.count_for(sheet, &more).cost.number());
        }
        let now = self.count.cost.number()?;
        let (count, there) = (
            self.gpus_for(scenario, demand, times)?,
            self.count.gpus.number()?,
        );
        Ok(if there > 0.0 {
            now / there * count
        } else {
            0.0
        })
    }

    /// What the GPUs that it lacks cost in a month, in USD.
    pub fn lacking(&self) -> Option<Cell> {
        Some(self.worst_event()?.spare_cost).filter(|cost| cost.is_known())
    }
}
