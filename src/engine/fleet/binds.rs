//! Which pool binds: whose last moment to order comes first, and whose next?

use super::ahead::NO_POOLS;
use super::pool;
use crate::catalog::sources::DEFINITION;
use crate::engine::outcome::figures;
use crate::quantity::{Absent, Figure, Formula, Kind, Outcome, Unit};
use crate::scenario::Pool;

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

/// Which pool a word means: not worked out of anything.
pub static POOL_PLACE: Formula = Formula {
    place: crate::sheet::Place::new(""),
    compute: None,
    id: "fleet.pool_place",
    name: "pool_place",
    label: "Pool",
    sentence: "Which pool this is; one that the capacity guide does not name goes by its place in the table.",
    text: "the row of the table of pools",
    inputs: &[],
    unit: Unit::Words(POOLS),
    source: DEFINITION,
    kind: Kind::Stated,
};

crate::old_formulas! {
    source: DEFINITION;

    /// The pool that must be ordered first.
    pub fn binding "Binds" (pool_place: "pool") -> (POOLS) table "the pool with the earliest order-by date" {
        pool_place
    }
    /// The pool that must be ordered next.
    pub fn next_binding "Binds next" (pool_place: "pool") -> (POOLS) table "the pool with the next order-by date" {
        pool_place
    }
    /// The pool that has room for the fewest more customers before its threshold.
    pub fn room_binding "Fills first" (pool_place: "pool") -> (POOLS) table "the pool with the fewest more customers to its threshold" {
        pool_place
    }
    /// The last moment to order more of the pool that binds, in months from the start: below 0 it is past.
    pub fn least_order_by_months "Order by" (order_by_months: "month") -> "month" as order_by_months table "the earliest of all pools" {
        order_by_months
    }
    /// How many more customers fit before the first pool comes to its warning threshold.
    pub fn least_more_customers "More customers to the threshold" (more_customers: "customer") -> "customer" as more_customers table "the fewest of all pools" {
        more_customers
    }
    /// How many more customers fit before the first pool is full.
    pub fn least_more_until_full "More customers until full" (more_until_full: "customer") -> "customer" as more_until_full table "the fewest of all pools" {
        more_until_full
    }
}

figures! {
    /// What binds the fleet.
    pub struct Binds in "fleet" {
        /// First to be ordered.
        binding: Outcome,
        /// Next to be ordered.
        next_binding: Outcome,
        /// When the first must be ordered.
        order_by_months: Outcome,
        /// First at its threshold.
        room_binding: Outcome,
        /// Room to the first threshold.
        more_customers: Outcome,
        /// Room until the first pool is full.
        more_until_full: Outcome,
    }
}

/// Why nothing binds.
pub const NO_DATE: Absent =
    Absent("No pool is ever full by the growth that is stated, so none must be ordered.");
/// Why nothing binds.
pub const NO_GROWTH: Absent =
    Absent("This scenario states no growth, so nothing says which pool must be ordered first.");
const NO_NEXT: Absent = Absent("No other pool is ever full by the growth that is stated.");
const NO_ROOM: Absent = Absent("No pool says how many more customers it carries.");

/// The word of the pool in this row of the table.
pub fn place(pools: &[Pool], row: usize) -> f64 {
    let known = |pool: &Pool| KEYS.iter().position(|key| *key == pool.key.text());
    let at = pools.get(row).and_then(known).unwrap_or(KEYS.len() + row);
    u32::try_from(at).map_or(0.0, f64::from)
}

/// The row whose pool goes by this word.
pub fn row_of(pools: &[Pool], word: f64) -> Option<usize> {
    (0..pools.len()).find(|row| place(pools, *row).to_bits() == word.to_bits())
}

/// The places of those that are known, by their values from low to high; of
/// equal ones the first row comes first.
pub fn ranked(values: &[Outcome]) -> Vec<usize> {
    let mut ranked: Vec<(usize, f64)> = Vec::new();
    for (at, outcome) in values.iter().enumerate() {
        let Ok(figure) = outcome else { continue };
        let place = ranked.partition_point(|(_, value)| *value <= figure.value);
        ranked.insert(place, (at, figure.value));
    }
    ranked.into_iter().map(|(at, _)| at).collect()
}

/// What binds, by what is known of each pool: the last moment to order, and
/// more customers to the threshold and until it is full.
pub fn plan(pools: &[Pool], order_by: &[Outcome], more: &[Outcome], full: &[Outcome]) -> Binds {
    let ordered = ranked(order_by);
    let undated = if pools.is_empty() {
        NO_POOLS
    } else if order_by.contains(&Err(pool::NO_GROWTH)) {
        NO_GROWTH
    } else {
        NO_DATE
    };
    let word = |row: Option<&usize>, figure: fn(f64) -> Figure, absent| {
        row.map(|row| figure(place(pools, *row))).ok_or(absent)
    };
    let least = |values: &[Outcome], figure: fn(f64) -> Figure, absent| {
        let first = ranked(values).first().and_then(|at| values[*at].ok());
        first.map(|it| figure(it.value)).ok_or(absent)
    };
    Binds {
        binding: word(ordered.first(), binding, undated),
        next_binding: word(ordered.get(1), next_binding, NO_NEXT),
        order_by_months: least(order_by, least_order_by_months, undated),
        room_binding: word(ranked(more).first(), room_binding, NO_ROOM),
        more_customers: least(more, least_more_customers, NO_ROOM),
        more_until_full: least(full, least_more_until_full, NO_ROOM),
    }
}
