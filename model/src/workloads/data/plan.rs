//! What does data processing take: a batch, a stream, and storage that grows?

use super::formulas::{
    backlog, batch_hours, batch_workers, consumers_wanted, drain_time, peak_consumers,
    recovery_consumers, storage_growth, storage_months_to_80, storage_months_to_critical,
    storage_months_to_full, storage_order_by, storage_use, stream_consumers, stream_rate,
};
use crate::quantity::Missing;
use crate::scenario::data::fields;
use crate::sheet::{Cell, Sheet};

/// How storage fills.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Storage {
    /// By how much in a month.
    pub growth: Cell,
    /// Months until its critical share is taken.
    pub months_to_critical: Cell,
    /// Months until it is full.
    pub months_to_full: Cell,
    /// Months until more must be ordered.
    pub order_by: Cell,
}

/// Why a batch takes no known number of workers.
const IDLE_WORKER: Missing =
    Missing("A worker that processes nothing is never done. State what one gets through.");
/// Why a batch takes no known time.
const NO_WORKERS: Missing = Missing("Nothing says how many workers there are.");
/// Why a stream takes no known number of consumers.
const IDLE_CONSUMER: Missing =
    Missing("A consumer that processes nothing never keeps up. State what one gets through.");
/// Why a backlog is never worked off.
pub const NEVER_DRAINED: Missing = Missing(
    "So many consumers do not even keep up with the mean rate: what piles up is never worked off.",
);
/// Why storage is never full.
const NO_GROWTH: Missing = Missing("Storage does not grow, so it is never full.");

/// What data processing takes, and how its storage fills.
pub fn plan(sheet: Sheet) -> Storage {
    batch(sheet);
    stream(sheet);
    storage(sheet)
}

fn batch(sheet: Sheet) {
    let worker = sheet.read(&fields::worker_rate);
    let worker = worker.must(|rate| rate > 0.0, IDLE_WORKER);
    let workers = sheet.read(&fields::workers_now).or_because(NO_WORKERS);
    batch_workers(sheet, worker);
    batch_hours(sheet, workers.must(|some| some > 0.0, NO_WORKERS), worker);
}

fn stream(sheet: Sheet) {
    let stated = &sheet.scenario.data;
    let consumer = sheet.read(&fields::consumer_rate);
    let consumer = consumer.must(|rate| rate > 0.0, IDLE_CONSUMER);
    let backlog = backlog(sheet);
    let for_peak = peak_consumers(sheet, stream_rate(sheet), consumer);
    let for_recovery = recovery_consumers(sheet, backlog, consumer);
    let wanted = consumers_wanted(sheet, for_peak, for_recovery);
    let consumers = stream_consumers(sheet, wanted);
    let falls_behind =
        |count: f64| count * stated.consumer_rate <= stated.event_rate && stated.event_rate > 0.0;
    let keeping_up = consumers.must(|count| !falls_behind(count), NEVER_DRAINED);
    drain_time(sheet, backlog, keeping_up);
}

fn storage(sheet: Sheet) -> Storage {
    storage_use(sheet);
    let by_month = storage_growth(sheet);
    let growth = by_month.must(|growth| growth > 0.0, NO_GROWTH);
    storage_months_to_80(sheet, growth);
    let months_to_critical = storage_months_to_critical(sheet, growth);
    Storage {
        growth: by_month,
        months_to_critical,
        months_to_full: storage_months_to_full(sheet, growth),
        order_by: storage_order_by(sheet, months_to_critical),
    }
}
