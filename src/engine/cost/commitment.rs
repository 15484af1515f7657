//! How much of the next year's compute should be reserved, how much left on
//! demand, and how much run on spot?
//!
//! ```text
//! cost a month = reserved * (1 - reserved discount) + on demand + spot * (1 - spot discount)
//! ```
//!
//! Within a month demand moves evenly between its highest, which is what the
//! bill has for compute, and a share of it. A reservation is paid whether it is
//! used or not, so it pays to reserve up to the level at which demand stands
//! just often enough: `(1 - reserved discount) / (1 - spot share * spot
//! discount)` of the time, since what is not reserved runs partly on spot.
//! Amounts are at on-demand prices.

use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::figures;
use crate::quantity::order::ascending;
use crate::quantity::{Absent, Outcome};
use crate::scenario::Money;

/// How much of each kind.
pub mod level {
    use super::CAPACITY_GUIDE;

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// The most compute of the next twelve months, at on-demand prices.
        pub fn highest_demand "Highest demand" (bill: "USD/month") -> "USD/month" table "the highest compute of the next 12 months" {
            bill
        }
        /// Compute to reserve, at on-demand prices.
        pub fn reserved_cheapest "Reserved" (bill: "USD/month") -> "USD/month" as reserved table "the level that demand reaches just often enough for a reservation to pay" {
            bill
        }
        /// Compute to reserve, at on-demand prices.
        pub fn reserved_stated "Reserved" (highest_demand: "USD/month", reserved_share: "share") -> "USD/month" as reserved {
            highest_demand * reserved_share
        }
        /// How much of the reservation is used, averaged over the next 12 months.
        pub fn reserved_used "Used of it" (bill: "USD/month") -> "USD/month" table "demand up to what is reserved, averaged over the next 12 months" {
            bill
        }
        /// Compute beyond the reservation, averaged over the next 12 months.
        pub fn beyond_reserved "Beyond it" (bill: "USD/month") -> "USD/month" table "demand beyond what is reserved, averaged over the next 12 months" {
            bill
        }
    }
}

/// What the mix costs.
pub mod cost {
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// Which share of the reservation is used.
        pub fn reservation_use "Reservation used" (reserved_used: "USD/month", reserved: "USD/month") -> "share" {
            reserved_used / reserved
        }
        /// What runs on spot, at on-demand prices.
        pub fn spot "On spot" (beyond_reserved: "USD/month", spot_share: "share") -> "USD/month" {
            beyond_reserved * spot_share
        }
        /// What is left on demand.
        pub fn on_demand "On demand" (beyond_reserved: "USD/month", spot_share: "share") -> "USD/month" {
            beyond_reserved * (1.0 - spot_share)
        }
        /// What the demand comes to with everything on demand.
        pub fn all_on_demand "All on demand" (reserved_used: "USD/month", beyond_reserved: "USD/month") -> "USD/month" {
            reserved_used + beyond_reserved
        }
        /// What the demand comes to as mixed.
        pub fn committed "As mixed" (reserved: "USD/month", reserved_discount: "share", on_demand: "USD/month", spot: "USD/month", spot_discount: "share") -> "USD/month" {
            reserved * (1.0 - reserved_discount) + on_demand + spot * (1.0 - spot_discount)
        }
        /// What the mix saves against everything on demand; negative when it costs more.
        pub fn commitment_saves "Saved by the mix" (all_on_demand: "USD/month", committed: "USD/month") -> "USD/month" {
            all_on_demand - committed
        }
    }
}

/// Every formula of the commitment.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = level::entries();
    all.extend(cost::entries());
    all
}

figures! {
    /// The mix of reserved, on demand and spot.
    pub struct Commitment in "money" {
        /// The most that is needed.
        highest_demand: Outcome,
        /// Reserved.
        reserved: Outcome,
        /// Used of it.
        reserved_used: Outcome,
        /// Its use.
        reservation_use: Outcome,
        /// Beyond it.
        beyond_reserved: Outcome,
        /// On spot.
        spot: Outcome,
        /// On demand.
        on_demand: Outcome,
        /// Without any of it.
        all_on_demand: Outcome,
        /// With it.
        committed: Outcome,
        /// The difference.
        commitment_saves: Outcome,
    }
}

const NOTHING: Absent = Absent("Nothing is reserved, so there is no use of it to give.");

/// The mix for months whose highest demand is this, in dollars on demand.
pub fn plan(months: Result<&[f64], Absent>, money: &Money) -> Commitment {
    let demand = months.map(|months| Demand {
        months,
        floor: money.demand_floor,
    });
    let highest_demand = demand.map(|demand| level::highest_demand(demand.highest()));
    let reserved = highest_demand.and_then(|highest| {
        Ok(match money.reserved_share {
            Some(share) => level::reserved_stated(highest.value, share),
            None => level::reserved_cheapest(demand?.reached(enough(money))),
        })
    });
    let used = reserved.and_then(|reserved| Ok(demand?.up_to(reserved.value)));
    let reserved_used = used.map(level::reserved_used);
    let beyond_reserved = highest_demand.and_then(|highest| {
        let whole = demand?.up_to(highest.value);
        Ok(level::beyond_reserved((whole - used?).max(0.0)))
    });
    let spot = beyond_reserved.map(|beyond| cost::spot(beyond.value, money.spot_share));
    let on_demand = beyond_reserved.map(|beyond| cost::on_demand(beyond.value, money.spot_share));
    let all_on_demand = beyond_reserved
        .and_then(|beyond| Ok(cost::all_on_demand(reserved_used?.value, beyond.value)));
    let committed = reserved.and_then(|reserved| {
        let (on_demand, spot) = (on_demand?.value, spot?.value);
        Ok(cost::committed(
            reserved.value,
            money.reserved_discount,
            on_demand,
            spot,
            money.spot_discount,
        ))
    });
    Commitment {
        highest_demand,
        reserved,
        reserved_used,
        reservation_use: reserved.and_then(|reserved| {
            if reserved.value > 0.0 {
                Ok(cost::reservation_use(reserved_used?.value, reserved.value))
            } else {
                Err(NOTHING)
            }
        }),
        beyond_reserved,
        spot,
        on_demand,
        all_on_demand,
        committed,
        commitment_saves: committed.and_then(|committed| {
            Ok(cost::commitment_saves(
                all_on_demand?.value,
                committed.value,
            ))
        }),
    }
}

/// Which share of the time a level must be needed for reserving it to pay.
fn enough(money: &Money) -> f64 {
    let otherwise = 1.0 - money.spot_share * money.spot_discount;
    (1.0 - money.reserved_discount) / otherwise
}

/// Demand that moves evenly between a share of each month's highest and all
/// of it.
#[derive(Clone, Copy)]
struct Demand<'a> {
    months: &'a [f64],
    floor: f64,
}

impl Demand<'_> {
    fn count(self) -> f64 {
        self.months.iter().map(|_| 1.0).sum()
    }

    fn highest(self) -> f64 {
        self.months.iter().copied().fold(0.0, f64::max)
    }

    /// Which share of the time demand is at least so high.
    fn share_of_time(self, level: f64) -> f64 {
        let of_month = |highest: &f64| {
            let lowest = highest * self.floor;
            if level <= lowest {
                1.0
            } else if level > *highest {
                0.0
            } else {
                (highest - level) / (highest - lowest)
            }
        };
        self.months.iter().map(of_month).sum::<f64>() / self.count()
    }

    /// The highest level that demand reaches for this share of the time.
    fn reached(self, share: f64) -> f64 {
        let mut bends: Vec<f64> = Vec::new();
        for highest in self.months {
            bends.extend([highest * self.floor, *highest]);
        }
        let bends = ascending(&bends, |level| *level);
        let at = bends.partition_point(|level| self.share_of_time(*level) >= share);
        let Some(below) = at.checked_sub(1).map(|at| bends[at]) else {
            return 0.0;
        };
        let Some(above) = bends.get(at) else {
            return below;
        };
        // Between two bends the share falls in a straight line; with a demand
        // that does not move it falls at once.
        let (more, less) = (self.share_of_time(below), self.share_of_time(*above));
        if self.floor >= 1.0 || more <= less {
            return below;
        }
        below + (above - below) * (more - share) / (more - less)
    }

    /// Demand up to a level, on average.
    fn up_to(self, level: f64) -> f64 {
        let of_month = |highest: &f64| {
            let lowest = highest * self.floor;
            if level <= lowest {
                return level;
            }
            let high = level.min(*highest);
            if high <= lowest {
                return lowest;
            }
            // The time above the level counts in full, the time below by half.
            let above = (highest - high) / (highest - lowest);
            let below = 1.0 - above;
            above * high + below * (lowest + high) / 2.0
        };
        self.months.iter().map(of_month).sum::<f64>() / self.count()
    }
}
