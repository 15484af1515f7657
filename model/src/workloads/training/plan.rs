//! What does training come to in a month, and in one run?

use super::formulas::{
    event_time, experiments, experiments_cost, experiments_price, gpu_hours_with_events,
    gpu_hours_without_events, gpus_busy, one_time, one_time_cost, run_time, scheduled,
    scheduled_cost, scheduled_price, spot_could_save, spot_saves, steady_cost_with_runs,
    steady_cost_without_runs, steady_with_runs, steady_without_runs, training_cost_with_events,
    training_cost_without_events, without_spot,
};
use super::{memory, run};
use crate::quantity::Missing;
use crate::scenario::training;
use crate::sheet::{Cell, Row, Sheet, Table};

/// Why there is no scheduled time.
const NO_RUNS: Missing = Missing("No runs are scheduled.");
/// Why there is no one-time event.
const NO_EVENTS: Missing = Missing("There are no one-time events.");

/// A month of training, then one run in detail; gives what the month costs.
pub fn plan(sheet: Sheet) -> Cell {
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
    gpus_busy(sheet, gpu_hours);
    let cost = cost(sheet, scheduled, experiments, one_time);
    spot_saves(sheet, without_spot(sheet, gpu_hours), cost);
    run::plan(sheet);
    memory::plan(sheet);
    cost
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
