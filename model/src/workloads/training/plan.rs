//! What does training come to in a month, and in one run?

use super::formulas::{
    event_time, experiments, experiments_cost, experiments_price, gpu_hours_with_events,
    gpu_hours_without_events, gpus_at_once, gpus_busy, one_time, one_time_cost, run_time,
    scheduled, scheduled_cost, scheduled_price, spot_could_save, spot_saves, steady_cost_with_runs,
    steady_cost_without_runs, steady_with_runs, steady_without_runs, training_cost_with_events,
    training_cost_without_events, without_spot,
};
use super::{memory, run};
use crate::quantity::Missing;
use crate::scenario::training::GpusFrom;
use crate::scenario::{Scenario, training};
use crate::sheet::{Cell, Row, Sheet, Table};
use crate::workloads::inference::Inference;

/// Why there is no scheduled time.
const NO_RUNS: Missing = Missing("No runs are scheduled.");
/// Why there is no one-time event.
const NO_EVENTS: Missing = Missing("There are no one-time events.");

/// What training comes to, as far as others ask for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Training {
    /// What a month costs by the hour.
    pub cost: Cell,
    /// GPU-hours of a month.
    pub gpu_hours: Cell,
    /// GPUs that they keep busy on average.
    pub gpus_busy: Cell,
    /// GPUs at once.
    pub gpus_at_once: Cell,
}

/// A month of training, then one run in detail.
pub fn plan(sheet: Sheet) -> Training {
    let runs = of_each(sheet, &training::run::TABLE, run_time, NO_RUNS);
    let events = of_each(sheet, &training::once::TABLE, event_time, NO_EVENTS);
    let scheduled = scheduled(sheet, &runs);
    let experiments = experiments(sheet);
    let one_time = one_time(sheet, &events);
    let steady = if scheduled.is_known() {
        steady_with_runs(sheet, scheduled, experiments)
    } else {
        steady_without_runs(sheet, experiments)
    };
    let gpu_hours = if one_time.is_known() {
        gpu_hours_with_events(sheet, steady, one_time)
    } else {
        gpu_hours_without_events(sheet, steady)
    };
    let gpus_busy = gpus_busy(sheet, gpu_hours);
    let gpus_at_once = at_once(sheet, gpus_busy);
    let cost = cost(sheet, scheduled, experiments, one_time);
    spot_saves(sheet, without_spot(sheet, gpu_hours), cost);
    run::plan(sheet);
    memory::plan(sheet);
    Training {
        cost,
        gpu_hours,
        gpus_busy,
        gpus_at_once,
    }
}

impl Training {
    /// The price of a GPU-hour where training runs on the GPUs that serve the models; none
    /// where it has its own.
    pub fn in_fleet(&self, scenario: &Scenario, inference: Option<&Inference>) -> Option<Cell> {
        let shares = scenario.training.gpus_from == GpusFrom::Fleet;
        let price = inference.filter(|_| shares)?.serving.gpu_hour;
        price.is_known().then_some(price)
    }
}

/// GPUs at once: those of the largest run or event, and no fewer than are busy on average.
fn at_once(sheet: Sheet, busy: Cell) -> Cell {
    let scenario = sheet.scenario;
    let read = |field, rows: usize| (0..rows).map(move |at| sheet.read_row(field, at));
    let runs = read(&training::run::gpus, scenario.runs.len());
    let events = read(&training::once::gpus, scenario.one_times.len());
    let gpus: Vec<Cell> = runs.chain(events).collect();
    let most = gpus
        .iter()
        .fold(busy.or_zero(), |most, it| most.max(it.or_zero()));
    let most = busy.number().map(|_| most);
    gpus_at_once(sheet, most, busy, &gpus)
}

fn cost(sheet: Sheet, scheduled: Cell, experiments: Cell, one_time: Cell) -> Cell {
    let of_scheduled = scheduled_cost(sheet, scheduled, scheduled_price(sheet));
    let price = experiments_price(sheet);
    let of_experiments = experiments_cost(sheet, experiments, price);
    spot_could_save(sheet, experiments, price);
    let steady = if of_scheduled.is_known() {
        steady_cost_with_runs(sheet, of_scheduled, of_experiments)
    } else {
        steady_cost_without_runs(sheet, of_experiments)
    };
    let of_one_time = one_time_cost(sheet, one_time);
    if of_one_time.is_known() {
        training_cost_with_events(sheet, steady, of_one_time)
    } else {
        training_cost_without_events(sheet, steady)
    }
}

/// The GPU time of each row; the reason where there is no row.
fn of_each(
    sheet: Sheet,
    table: &'static Table,
    time: fn(Sheet) -> Cell,
    none: Missing,
) -> Vec<Cell> {
    let keys = table.keys(sheet.scenario);
    if keys.is_empty() {
        return vec![Cell::missing(none)];
    }
    let rows = keys.into_iter().enumerate();
    rows.map(|(at, key)| time(sheet.within(Row::Of(table, key, at))))
        .collect()
}
