//! What does each pool need month by month, how much must have been added by
//! then, and what does that cost?
//!
//! ```text
//! needed(t) = used * (customers(t) / customers(0)) ^ exponent
//! added(t)  = step * whole((needed(t) / critical - capacity) / step), never below 0
//! ```
//!
//! What is added keeps the pool under its critical threshold. Costs are given
//! now and at the horizons of the capacity guide.

use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::{Visit, sound};
use crate::quantity::brackets::max;
use crate::quantity::math::{power, sum, whole};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::Pool;

use super::pool::NOT_PRICED;

/// By the guide's projection.
pub mod projected {
    use super::{CAPACITY_GUIDE, power};

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// How much of the pool so many customers need.
        pub fn needed "Needed" (used: "unit", customers_ratio: "x", exponent: "x") -> "unit" {
            used * power(customers_ratio, exponent)
        }
    }
}

/// By the meaning of the words.
pub mod defined {
    use super::{DEFINITION, max, sum, whole};

    crate::old_formulas! {
        source: DEFINITION;

        /// Customers that pools are used by now.
        pub fn fleet_customers_now "Customers now" (customers: "customer") -> "customer" as customers_now {
            customers
        }
        /// How many times the customers of now there are in this month.
        pub fn fleet_customers_ratio "Customers against now" (customers: "customer", customers_now: "customer") -> "x" as customers_ratio {
            customers / customers_now
        }
        /// How much must have been added by this month, in whole steps, so that the pool keeps under its critical threshold.
        pub fn to_add "Added by then" (needed: "unit", critical: "share", capacity: "unit", step: "unit") -> "unit" {
            step * whole(max(0.0 * capacity, needed / critical - capacity) / step)
        }
        /// What is added by this month costs so much.
        pub fn pool_added_cost "Cost of what is added" (to_add: "unit", unit_cost: "USD/unit/month") -> "USD/month" as added_cost {
            to_add * unit_cost
        }
        /// What is added to all pools by this month costs so much.
        pub fn fleet_added_cost "Cost of what is added" (added_cost: "USD/month") -> "USD/month" as added_cost {
            sum(added_cost)
        }
        /// What all pools cost as they are.
        pub fn fleet_cost_now "Cost of what is there" (cost_now: "USD/month") -> "USD/month" as cost_now {
            sum(cost_now)
        }
        /// What all pools cost with what is added by this month.
        pub fn total_cost "Cost of all pools" (cost_now: "USD/month", added_cost: "USD/month") -> "USD/month" {
            cost_now + added_cost
        }
    }
}

/// Every formula by month.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = projected::entries();
    all.extend(defined::entries());
    all
}

/// The months for which costs are given, as far as the plan goes.
pub const HORIZONS: [usize; 5] = [0, 6, 12, 18, 24];

/// What one pool needs, month by month.
#[derive(Clone, PartialEq, Debug)]
pub struct PoolAhead {
    /// Needed, from month 0 on.
    pub needed: Vec<Outcome>,
    /// What is added costs so much, at the horizons.
    pub added_cost: Vec<Outcome>,
    /// How full it may be, what there is of it, and how much is added at a time.
    room: [f64; 3],
}

/// What all pools cost.
#[derive(Clone, PartialEq, Debug)]
pub struct Costs {
    /// As they are.
    pub now: Outcome,
    /// What is added, at the horizons.
    pub added: Vec<Outcome>,
    /// Both.
    pub total: Vec<Outcome>,
}

/// Why pools cost nothing that is known.
pub const NO_POOLS: Absent = Absent("There are no pools, so nothing says what is there. Add one.");
/// Why a total is not given.
pub const UNPRICED: Absent = Absent(
    "Not every pool has a unit cost, so there is no total. State what one unit of each costs a month.",
);

/// One pool along so many times the customers of now, month by month.
pub fn of_pool(pool: &Pool, ratios: &[Outcome]) -> PoolAhead {
    let needed = ratios
        .iter()
        .map(|ratio| sound(projected::needed(pool.used, (*ratio)?.value, pool.exponent)));
    let mut ahead = PoolAhead {
        needed: needed.collect(),
        added_cost: Vec::new(),
        room: [pool.critical, pool.capacity, pool.step],
    };
    let cost = |month: usize| {
        let added = ahead.to_add(month)?;
        let cost = pool.unit_cost.ok_or(NOT_PRICED);
        Some(cost.and_then(|cost| sound(defined::pool_added_cost(added?.value, cost))))
    };
    ahead.added_cost = HORIZONS.into_iter().filter_map(cost).collect();
    ahead
}

/// What pools cost together: what each costs now, and what is added to each.
pub fn costs(now: &[Outcome], ahead: &[&PoolAhead]) -> Costs {
    let now = total(now.iter().copied(), defined::fleet_cost_now);
    let horizons = ahead.first().map_or(0, |pool| pool.added_cost.len());
    let added: Vec<Outcome> = (0..horizons)
        .map(|at| {
            let costs = ahead.iter().filter_map(|pool| pool.added_cost.get(at));
            total(costs.copied(), defined::fleet_added_cost)
        })
        .collect();
    let both = |added: &Outcome| sound(defined::total_cost(now?.value, (*added)?.value));
    Costs {
        now,
        total: added.iter().map(both).collect(),
        added,
    }
}

/// What all come to, unless one is not known.
fn total(parts: impl Iterator<Item = Outcome>, formula: fn(f64) -> Figure) -> Outcome {
    let mut total: Option<f64> = None;
    for part in parts {
        let part = part.map_err(|absent| {
            if absent == NOT_PRICED {
                UNPRICED
            } else {
                absent
            }
        })?;
        total = Some(total.map_or(part.value, |total| total + part.value));
    }
    sound(formula(total.ok_or(NO_POOLS)?))
}

impl PoolAhead {
    /// Added since now, up to this month. Worked out when it is asked for: a
    /// plan has hundreds of these, and few are read.
    pub fn to_add(&self, month: usize) -> Option<Outcome> {
        let [critical, capacity, step] = self.room;
        let added = |needed: Figure| sound(defined::to_add(needed.value, critical, capacity, step));
        Some(self.needed.get(month)?.and_then(added))
    }

    /// Visits every figure of the pool with this key.
    pub fn each(&self, key: &str, months: &[String], visit: &mut Visit) {
        let place = ["fleet.", key, "."].concat();
        for (month, outcome) in months.iter().zip(&self.needed) {
            visit(&[&place, "needed.", month].concat(), *outcome);
        }
        for (at, month) in months.iter().enumerate() {
            if let Some(outcome) = self.to_add(at) {
                visit(&[&place, "to_add.", month].concat(), outcome);
            }
        }
        for (month, cost) in HORIZONS.iter().zip(&self.added_cost) {
            visit(&[&place, "added_cost.", &months[*month]].concat(), *cost);
        }
    }
}

impl Costs {
    /// Visits every figure.
    pub fn each(&self, months: &[String], visit: &mut Visit) {
        visit("fleet.cost_now", self.now);
        for (at, month) in HORIZONS.iter().enumerate() {
            let Some(month) = months.get(*month) else {
                continue;
            };
            for (name, costs) in [("added_cost.", &self.added), ("total_cost.", &self.total)] {
                if let Some(cost) = costs.get(at) {
                    visit(&["fleet.", name, month].concat(), *cost);
                }
            }
        }
    }
}
