//! How many GPUs does each peak scenario need, and how many are missing then?
//!
//! ```text
//! GPUs at a load = whole(load * recompute multiplier / a replica * (1 + headroom)) * GPUs of a replica
//! short          = GPUs at the load - GPUs that are there
//! ```
//!
//! The scenarios of the source (a normal peak, a launch, a viral moment, the
//! recovery from an incident), and the visitor's own events.

use super::formulas::{found, load, money};
use super::mix::{self, ModelPlan};
use super::{Fleet, NOT_WITH_MODELS};
use crate::engine::outcome::{Visit, sound};
use crate::quantity::{Figure, Outcome};
use crate::scenario::{Event, Scenario};
use crate::workloads::demand::Demand;

/// Scenarios that every plan has, as ids have them.
pub const ALWAYS: [&str; 4] = ["normal", "launch", "viral", "recovery"];

/// As people call these.
pub const NAMES: [&str; 4] = ["Planned peak", "Launch", "Viral moment", "Recovery"];

/// The fleet of one peak scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Peak {
    /// As ids have it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Hours of an event; none where the source says only "hours" or "days".
    pub hours: Option<f64>,
    /// Requests a second.
    pub rate_at: Figure,
    /// GPUs for that.
    pub gpus_at: Outcome,
    /// Missing of them.
    pub short_at: Outcome,
    /// What can be served.
    pub served_at: Outcome,
    /// What the missing ones cost a month.
    pub spare_cost_at: Outcome,
    /// What they cost for the hours of the event.
    pub event_cost_at: Option<Outcome>,
}

/// Every peak scenario, those of the source first.
pub fn plan(
    scenario: &Scenario,
    demand: &Demand,
    fleet: &Fleet,
    models: &[ModelPlan],
) -> Vec<Peak> {
    let fixed = [
        (NAMES[0], load::rate_at_normal(demand.peak_rate.or_zero())),
        (NAMES[1], load::rate_at_launch(demand.launch_rate.or_zero())),
        (NAMES[2], load::rate_at_viral(demand.viral_rate.or_zero())),
        (
            NAMES[3],
            load::rate_at_recovery(demand.recovery_rate.or_zero()),
        ),
    ];
    let mut all: Vec<Peak> = ALWAYS
        .iter()
        .zip(fixed)
        .map(|(id, (name, rate))| {
            let named = ((*id).to_owned(), name.to_owned());
            peak(scenario, fleet, models, named, rate, None)
        })
        .collect();
    for event in &scenario.events {
        let rate = load::rate_at_event(demand.average_rate.or_zero(), event.multiplier);
        let named = (id_of(event), event.name.clone());
        all.push(peak(
            scenario,
            fleet,
            models,
            named,
            rate,
            Some(event.hours),
        ));
    }
    all
}

/// An event's part of an id: its key, told apart from the scenarios that are
/// always there.
pub fn id_of(event: &Event) -> String {
    let key = event.key.text();
    if ALWAYS.contains(&key) {
        ["event_", key].concat()
    } else {
        key.to_owned()
    }
}

fn peak(
    scenario: &Scenario,
    fleet: &Fleet,
    models: &[ModelPlan],
    (id, name): (String, String),
    rate_at: Figure,
    hours: Option<f64>,
) -> Peak {
    let stated = &scenario.inference;
    let again = scenario.demand.recompute_multiplier;
    let (rate, spare) = (rate_at.value, fleet.spare.value);
    let gpus_at = if models.is_empty() {
        fleet.max_rate_per_replica.and_then(|most| {
            let per_replica = fleet.gpus_per_replica?.value;
            let most = most.value;
            let figure = load::gpus_at(rate, again, most, stated.headroom, spare, per_replica);
            sound(figure)
        })
    } else {
        mix::gpus_at(models, scenario, rate * again, spare)
            .and_then(|gpus| sound(found::gpus_of_models_at(gpus, rate, again, stated.headroom)))
    };
    let short_at = gpus_at.and_then(|gpus| Ok(load::short_at(gpus.value, fleet.gpus_held?.value)));
    let hour = if models.is_empty() {
        fleet.gpu_hour
    } else {
        Err(NOT_WITH_MODELS)
    };
    Peak {
        id,
        name,
        hours,
        rate_at,
        gpus_at,
        short_at,
        served_at: fleet.replicas_held.and_then(|held| {
            let most = fleet.max_rate_per_replica?.value;
            sound(load::served_at(held.value, most, rate, again))
        }),
        spare_cost_at: short_at
            .and_then(|short| sound(money::spare_cost_at(short.value, hour?.value))),
        event_cost_at: hours.map(|hours| {
            short_at.and_then(|short| sound(money::event_cost_at(short.value, hour?.value, hours)))
        }),
    }
}

impl Peak {
    /// Visits every figure with its id.
    pub fn each(&self, visit: &mut Visit) {
        let mut of = |what: &str, outcome: Outcome| {
            visit(&["inference.", what, ".", &self.id].concat(), outcome);
        };
        of("rate_at", Ok(self.rate_at));
        of("gpus_at", self.gpus_at);
        of("short_at", self.short_at);
        of("served_at", self.served_at);
        of("spare_cost_at", self.spare_cost_at);
        if let Some(cost) = self.event_cost_at {
            of("event_cost_at", cost);
        }
    }
}
