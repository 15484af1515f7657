//! Which pool binds: whose last moment to order comes first, and whose next?

use super::ahead::NO_POOLS;
use super::pool::{self, Now};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::of_count;
use crate::scenario::Pool;
use crate::sheet::{Cell, Known, Sheet};

/// What pools are called in figures: those of the capacity guide by their
/// names, any other by its place in the table.
pub const POOLS: &[&str] = &[
    "API pods",
    "CPU cores",
    "memory",
    "GPU nodes",
    "storage",
    "database connections",
    "the 1st pool",
    "the 2nd pool",
    "the 3rd pool",
    "the 4th pool",
    "the 5th pool",
    "the 6th pool",
    "the 7th pool",
    "the 8th pool",
    "the 9th pool",
    "the 10th pool",
    "the 11th pool",
    "the 12th pool",
];

/// The rows that the first of these words name.
const KEYS: [&str; 6] = [
    "api_pods",
    "cpu_cores",
    "memory_gb",
    "gpu_nodes",
    "storage_tb",
    "db_connections",
];

crate::formulas! {
    source: DEFINITION; in "fleet";

    /// The pool that must be ordered first.
    pub fn binding "Binds" (order_by_months: "month") -> (POOLS) table "the pool with the earliest order-by date"

    /// The pool that must be ordered next.
    pub fn next_binding "Binds next" (order_by_months: "month") -> (POOLS)
        table "the pool with the next order-by date"

    /// The last moment to order more of the pool that binds, in months from the start: below 0 it is past.
    pub fn least_order_by_months "Order by" (order_by_months: "month") -> "month" as order_by_months
        table "the earliest of all pools"
    { order_by_months }
}

/// Why nothing binds.
pub const NO_DATE: Missing =
    Missing("No pool is ever full by the growth that is stated, so none must be ordered.");
/// Why nothing binds.
pub const NO_GROWTH: Missing =
    Missing("This scenario states no growth, so nothing says which pool must be ordered first.");
const NO_NEXT: Missing = Missing("No other pool is ever full by the growth that is stated.");

/// The word of the pool in this row of the table.
fn word(pools: &[Pool], row: usize) -> f64 {
    let known = |pool: &Pool| KEYS.iter().position(|key| *key == pool.key.text());
    let at = pools.get(row).and_then(known).unwrap_or(KEYS.len() + row);
    of_count(at)
}

/// The places of those that are known, by their values from low to high; of
/// equal ones the first row comes first.
pub fn ranked(values: impl Iterator<Item = Cell>) -> Vec<usize> {
    let mut ranked: Vec<(usize, f64)> = Vec::new();
    for (at, cell) in values.enumerate() {
        let Ok(value) = cell.number() else { continue };
        let place = ranked.partition_point(|(_, other)| *other <= value);
        ranked.insert(place, (at, value));
    }
    ranked.into_iter().map(|(at, _)| at).collect()
}

/// What binds: the pools with the earliest dates.
pub fn plan(sheet: Sheet, pools: &[Now]) {
    let stated = &sheet.scenario.pools;
    let order_by = |now: &Now| now.order_by_months;
    let undated = if pools.is_empty() {
        NO_POOLS
    } else if pools
        .iter()
        .any(|now| order_by(now).number() == Err(pool::NO_GROWTH))
    {
        NO_GROWTH
    } else {
        NO_DATE
    };
    // The word of the pool that comes so early by a figure, and that figure.
    let nth = |nth: usize, of: fn(&Now) -> Cell, why: Missing| {
        let found = ranked(pools.iter().map(of)).get(nth).copied();
        let named = found.map(|row| (Known::from(word(stated, row)), of(&pools[row])));
        named.unwrap_or((Known::from(why), Cell::missing(why)))
    };
    let (first, date) = nth(0, order_by, undated);
    binding(sheet, first, date);
    least_order_by_months(sheet, date);
    let (next, date) = nth(1, order_by, NO_NEXT);
    next_binding(sheet, next, date);
}
