//! How many GPUs does each peak scenario need, and how many are missing then?
//!
//! ```text
//! GPUs at a load = round_up(load * recompute multiplier / a replica * (1 + headroom)) * GPUs of a replica
//! short          = GPUs at the load - GPUs that are there
//! ```
//!
//! The scenarios of the source (a normal peak, a launch, a viral moment, the
//! recovery from an incident), and the visitor's own events.

use super::fleet::{self, Held};
use super::mix::{self, OneModel};
use super::replica::Serving;
use crate::facts::constants::HOURS_PER_MONTH;
use crate::facts::serving::FIT;
use crate::facts::sources::{BURSTY_INFERENCE, DEFINITION};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::round_up;
use crate::scenario::Event;
use crate::scenario::growth::{EventOf, event};
use crate::sheet::{Cell, Known, Row, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: BURSTY_INFERENCE; in "inference";

    /// Requests a second at the planned peak.
    pub fn rate_at_normal "Requests" (peak_rate: "req/s") -> "req/s" as "inference.rate_at.{row}"

    /// Requests a second during a launch.
    pub fn rate_at_launch "Requests" (launch_rate: "req/s") -> "req/s" as "inference.rate_at.{row}"

    /// Requests a second in a viral moment.
    pub fn rate_at_viral "Requests" (viral_rate: "req/s") -> "req/s" as "inference.rate_at.{row}"

    /// Requests a second while recovering from an incident.
    pub fn rate_at_recovery "Requests" (recovery_rate: "req/s") -> "req/s" as "inference.rate_at.{row}"

    /// Requests a second during the event, which is so many times the usual peak.
    pub fn rate_at_usual_event "Requests" (peak_rate: "req/s"; event.multiplier) -> "req/s" as "inference.rate_at.{row}"
        from DEFINITION
    { peak_rate * multiplier }

    /// Requests a second during the event, which is so many times the average.
    pub fn rate_at_event "Requests"
        (average_rate: "req/s"; event.multiplier) -> "req/s" as "inference.rate_at.{row}"
    { average_rate * multiplier }

    /// GPUs that this load needs, with headroom and the spare replica.
    pub fn gpus_at "GPUs"
        (
            rate_at: "req/s", max_rate_per_replica: "req/s/replica", spare: "replica",
            gpus_per_replica: "gpu/replica"; demand.recompute_multiplier, inference.headroom
        ) -> "gpu" as "inference.gpus_at.{row}"
    { (round_up(rate_at * recompute_multiplier / max_rate_per_replica * (1.0 + headroom)) + spare) * gpus_per_replica }

    /// GPUs that all models need for this load.
    pub fn gpus_of_models_at "GPUs"
        (
            rate_at: "req/s"; demand.recompute_multiplier, inference.headroom
        ) -> "gpu" as "inference.gpus_at.{row}" from FIT
        solved "the GPUs of each model for its share of the load, added up"

    /// GPUs that are missing for this load.
    pub fn short_at "GPUs short" (gpus_at: "gpu", gpus_held: "gpu") -> "gpu" as "inference.short_at.{row}"
        from DEFINITION
    { max(0.0, gpus_at - gpus_held) }

    /// Which share of this load the GPUs that are there can serve at all, with no headroom left.
    pub fn served_at "Served of it"
        (
            replicas_held: "replica", max_rate_per_replica: "req/s/replica", rate_at: "req/s";
            demand.recompute_multiplier
        ) -> "share" as "inference.served_at.{row}" from DEFINITION
    { min(1.0, replicas_held * max_rate_per_replica / (rate_at * recompute_multiplier)) }

    /// What the GPUs that are short would cost, all month.
    pub fn spare_cost_at "Missing GPUs, all month"
        (
            short_at: "gpu", gpu_hour: "USD/gpu/h"
        ) -> "USD/month" as "inference.spare_cost_at.{row}" from DEFINITION
    { short_at * gpu_hour * HOURS_PER_MONTH }

    /// What the GPUs that are short would cost for the hours of the event.
    pub fn event_cost_at "Missing GPUs, for the event"
        (
            short_at: "gpu", gpu_hour: "USD/gpu/h"; event.hours
        ) -> "USD" as "inference.event_cost_at.{row}" from DEFINITION
    { short_at * gpu_hour * hours }

    /// GPUs of the nodes that it takes to have what is short.
    pub fn short_billed_at "Short, in whole nodes" (short_at: "gpu"; inference.gpus_per_node) -> "gpu"
        as "inference.short_billed_at.{row}" from DEFINITION
    { round_up(short_at / gpus_per_node) * gpus_per_node }
}

/// Scenarios that every plan has: as ids have them, and as people call them.
pub const ALWAYS: [(&str, &str); 4] = [
    ("normal", "Planned peak"),
    ("launch", "Launch"),
    ("viral", "Viral moment"),
    ("recovery", "Recovery"),
];

/// The fleet of one peak scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Peak {
    /// As ids have it.
    pub row: String,
    /// What people call it.
    pub name: String,
    /// Hours of an event; none where the source says only "hours" or "days".
    pub hours: Option<f64>,
    /// Requests a second.
    pub rate: Cell,
    /// GPUs that are missing.
    pub short: Cell,
    /// What these cost a month.
    pub spare_cost: Cell,
}

impl Peak {
    /// The id of one of its figures.
    pub fn id(&self, what: &str) -> String {
        ["inference.", what, ".", &self.row].concat()
    }
}

/// Every peak scenario, those of the source first.
pub(super) fn plan(
    sheet: Sheet,
    demand: &Demand,
    fleet: (&Serving, &[OneModel], Cell),
    held: &Held,
) -> Vec<Peak> {
    let rates = [
        (rate_at_normal as fn(Sheet, Cell) -> Cell, demand.peak_rate),
        (rate_at_launch, demand.launch_rate),
        (rate_at_viral, demand.viral_rate),
        (rate_at_recovery, demand.recovery_rate),
    ];
    let always = ALWAYS.iter().zip(rates).map(|((row, name), (rate, of))| {
        let sheet = sheet.within(Row::Word(row, name));
        let rate = rate(sheet, of);
        let (short, _, spare_cost) = at(sheet, rate, fleet, held);
        Peak {
            row: (*row).to_owned(),
            name: (*name).to_owned(),
            hours: None,
            rate,
            short,
            spare_cost,
        }
    });
    let events = sheet.scenario.events.iter().enumerate();
    let events = events.map(|(place, event)| {
        let (row, id) = row_of(event, place);
        let sheet = sheet.within(row);
        let rate = match event.of {
            EventOf::Usual => rate_at_usual_event(sheet, demand.peak_rate),
            EventOf::Average => rate_at_event(sheet, demand.average_rate),
        };
        let (short, paid, spare_cost) = at(sheet, rate, fleet, held);
        event_cost_at(sheet, paid, held.gpu_hour);
        Peak {
            row: id,
            name: event.name.clone(),
            hours: Some(event.hours),
            rate,
            short,
            spare_cost,
        }
    });
    always.chain(events).collect()
}

/// An event's row, and its part of an id: its key, told apart from the scenarios that
/// are always there.
pub fn row_of(event: &Event, at: usize) -> (Row, String) {
    let key = event.key;
    if ALWAYS.iter().any(|(row, _)| *row == key.text()) {
        let id = ["event_", key.text()].concat();
        (Row::Behind("event", &event::TABLE, key, at), id)
    } else {
        (Row::Of(&event::TABLE, key, at), key.text().to_owned())
    }
}

/// The GPUs that are missing at this rate, those that would be paid, and what they cost a month.
fn at(
    sheet: Sheet,
    rate: Cell,
    (serving, models, spare): (&Serving, &[OneModel], Cell),
    held: &Held,
) -> (Cell, Cell, Cell) {
    let needed = if models.is_empty() {
        gpus_at(sheet, rate, serving.most, spare, serving.gpus)
    } else {
        gpus_of_models_at(sheet, Known(mix::gpus_at(sheet, models, rate, spare)), rate)
    };
    let short = short_at(sheet, needed, held.gpus);
    served_at(sheet, held.replicas, serving.most, rate);
    let paid = fleet::paid(short, serving.together, |short| {
        short_billed_at(sheet, short)
    });
    (short, paid, spare_cost_at(sheet, paid, held.gpu_hour))
}
