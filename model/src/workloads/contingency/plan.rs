//! Which fallbacks are there, how much does each take at what price, and what does the
//! shortage come to that is stated?

use super::fallback::{money, size};
use super::inputs::{Fallback, FallbackKind, fallback as column};
use super::stages::{self, Shortage};
use crate::engine::Plan;
use crate::facts::gpus::GPUS;
use crate::quantity::Missing;
use crate::scenario::RowKey;
use crate::sheet::{Cell, Known, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::inference::Inference;

/// The fallbacks and the shortage, as far as others ask for them.
#[derive(Clone, PartialEq, Debug)]
pub struct Contingency {
    /// Each fallback, in the order of the table.
    pub fallbacks: Vec<OneFallback>,
    /// The shortage, where one is stated.
    pub shortage: Option<Shortage>,
}

/// A fallback.
#[derive(Clone, PartialEq, Debug)]
pub struct OneFallback {
    /// Its row.
    pub key: RowKey,
    /// Where that stands.
    pub(super) at: usize,
    /// What it is.
    pub kind: FallbackKind,
    /// Requests a second that it takes; missing where nothing says so.
    pub takes: Cell,
    /// Its machines, where it has any.
    pub machines: Option<Machines>,
    /// What it costs a month to have it ready, where anything does.
    pub ready: Option<Cell>,
}

/// Machines of a fallback.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Machines {
    /// What one serves.
    pub rate: Cell,
    /// What one costs.
    pub hour: Cell,
    /// How many run all the time.
    pub kept: Cell,
}

const NOT_SIZED: Missing = Missing(
    "State which share of the planned peak it takes, or how many machines of it there are.",
);
const NO_PRICE: Missing = Missing(
    "What a machine of this fallback costs is not stated. Type it, choose its GPU, or state it as a multiple \
     of yours.",
);
const NO_READY: Missing = Missing(
    "What it costs a month to have data in a second place, and traffic between the two, is not stated.",
);

/// The fallbacks, and the shortage where one is stated.
pub fn plan(sheet: Sheet, demand: &Demand, plan: &Plan) -> Option<Contingency> {
    let inference = plan.inference.as_ref()?;
    let rows = sheet.scenario.fallbacks.iter().enumerate();
    let fallbacks: Vec<OneFallback> = rows
        .map(|(at, row)| one(sheet, (at, row), demand, inference))
        .collect();
    let ready: Vec<Cell> = fallbacks.iter().filter_map(|it| it.ready).collect();
    if !ready.is_empty() {
        money::ready_cost_of_all(sheet, &ready);
    }
    let stated = sheet.scenario.contingency.days;
    let shortage = stated.map(|_| stages::plan(sheet, &fallbacks, demand, (inference, plan)));
    Some(Contingency {
        fallbacks,
        shortage,
    })
}

/// How much a fallback takes, and at what price.
fn one(
    sheet: Sheet,
    (at, row): (usize, &Fallback),
    demand: &Demand,
    inference: &Inference,
) -> OneFallback {
    let sheet = sheet.within(Row::Of(&column::TABLE, row.key, at));
    let serving = &inference.serving;
    let rate = || {
        if row.machine_rate.is_some() {
            size::machine_rate_stated(sheet)
        } else {
            size::machine_rate_as_ours(sheet, serving.most, serving.gpus)
        }
    };
    let asks_rate = row.has_machines() || row.machines.is_some();
    let rate = asks_rate.then(rate);
    let takes = match (row.machines.and(rate), row.share) {
        (Some(rate), _) => size::takes_of_machines(sheet, rate),
        (None, Some(_)) => size::takes_of_share(sheet, demand.peak_rate),
        (None, None) => sheet.lacks(&size::takes_of_share::FORMULA, NOT_SIZED),
    };
    let machines = rate.filter(|_| row.has_machines()).map(|rate| Machines {
        rate,
        hour: machine_hour(sheet, row, inference),
        kept: size::machines_kept(sheet, takes, rate),
    });
    OneFallback {
        key: row.key,
        at,
        kind: row.kind,
        takes,
        machines,
        ready: ready(sheet, row, machines),
    }
}

/// What a machine costs: as stated, by the list, or by the price of a GPU that serves now.
fn machine_hour(sheet: Sheet, row: &Fallback, inference: &Inference) -> Cell {
    if row.machine_hour.is_some() {
        return size::machine_hour_stated(sheet);
    }
    if let Some(gpu) = GPUS.iter().find(|gpu| gpu.id == row.gpu.id()) {
        let offer = gpu.offer(sheet.scenario.inference.rental.market());
        let price = offer.map(|offer| offer.price.usd).ok_or(NO_PRICE);
        return size::machine_hour_listed(sheet, Known(price), sheet.read(&column::gpu));
    }
    if row.price_factor.is_some() {
        return size::machine_hour_by_factor(sheet, inference.serving.gpu_hour);
    }
    sheet.lacks(&size::machine_hour_stated::FORMULA, NO_PRICE)
}

/// What it costs a month to have it ready; nothing is said where nothing runs and nothing
/// need be there twice.
fn ready(sheet: Sheet, row: &Fallback, machines: Option<Machines>) -> Option<Cell> {
    let runs = machines.filter(|_| row.kept > 0.0);
    let kept = runs.map(|it| size::kept_cost(sheet, it.kept, it.hour));
    match (kept, row.ready) {
        (Some(kept), Some(_)) => Some(size::ready_cost_of_both(sheet, kept)),
        (None, Some(_)) => Some(size::ready_cost_stated(sheet)),
        (_, None) if row.kind.is_elsewhere() => {
            Some(sheet.lacks(&size::ready_cost_stated::FORMULA, NO_READY))
        }
        (Some(kept), None) => Some(size::ready_cost_of_machines(sheet, kept)),
        (None, None) => None,
    }
}
