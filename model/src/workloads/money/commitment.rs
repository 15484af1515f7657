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

use super::bill::{Bill, Month, NO_COMPONENTS};
use crate::facts::sources::{DEFINITION, OURS};
use crate::quantity::Missing;
use crate::quantity::order::ascending;
use crate::scenario::Money;
use crate::scenario::money::ChargeKind;
use crate::sheet::{Cell, Number, Sheet};

/// How much of each kind.
pub mod level {
    use super::OURS;

    crate::formulas! {
        source: OURS; in "money";

        /// The most compute of the next twelve months, at on-demand prices.
        pub fn highest_demand "Highest demand" (bill: ["USD/month"]) -> "USD/month"
            table "the highest compute of the next 12 months"

        /// Compute to reserve, at on-demand prices.
        pub fn reserved_cheapest "Reserved" (bill: ["USD/month"]) -> "USD/month" as reserved
            table "the level that demand reaches just often enough for a reservation to pay"

        /// Compute to reserve, at on-demand prices.
        pub fn reserved_stated "Reserved"
            (highest_demand: "USD/month"; money.reserved_share) -> "USD/month" as reserved
        { highest_demand * reserved_share }

        /// How much of the reservation is used, averaged over the next 12 months.
        pub fn reserved_used "Used of it" (reserved: "USD/month", bill: ["USD/month"]) -> "USD/month"
            table "demand up to what is reserved, averaged over the next 12 months"

        /// Compute beyond the reservation, averaged over the next 12 months.
        pub fn beyond_reserved "Beyond it" (reserved: "USD/month", bill: ["USD/month"]) -> "USD/month"
            table "demand beyond what is reserved, averaged over the next 12 months"
    }
}

/// What the mix costs.
pub mod cost {
    use super::DEFINITION;

    crate::formulas! {
        source: DEFINITION; in "money";

        /// Which share of the reservation is used.
        pub fn reservation_use "Reservation used"
            (reserved_used: "USD/month", reserved: "USD/month") -> "share"
        { reserved_used / reserved }

        /// What runs on spot, at on-demand prices.
        pub fn spot "On spot" (beyond_reserved: "USD/month"; money.spot_share) -> "USD/month"
        { beyond_reserved * spot_share }

        /// What is left on demand.
        pub fn on_demand "On demand" (beyond_reserved: "USD/month"; money.spot_share) -> "USD/month"
        { beyond_reserved * (1.0 - spot_share) }

        /// What the demand comes to with everything on demand.
        pub fn all_on_demand "All on demand"
            (reserved_used: "USD/month", beyond_reserved: "USD/month") -> "USD/month"
        { reserved_used + beyond_reserved }

        /// What the demand comes to as mixed.
        pub fn committed "As mixed"
            (
                reserved: "USD/month", on_demand: "USD/month", spot: "USD/month";
                money.reserved_discount, money.spot_discount
            ) -> "USD/month"
        { reserved * (1.0 - reserved_discount) + on_demand + spot * (1.0 - spot_discount) }

        /// What the mix saves against everything on demand; negative when it costs more.
        pub fn commitment_saves "The mix saves"
            (all_on_demand: "USD/month", committed: "USD/month") -> "USD/month"
        { all_on_demand - committed }
    }
}

const NOTHING: Missing = Missing("Nothing is reserved, so there is no use of it to give.");

/// How far ahead reservations are made.
const YEAR: usize = 12;

/// The mix for the compute of the next year.
pub fn plan(sheet: Sheet, bill: &Bill, months: &[Month]) {
    let money = &sheet.scenario.money;
    let year = year(sheet, bill, months);
    let demand = year.as_ref().map(|year| Demand {
        months: year.iter().map(|month| sum(month)).collect(),
        floor: money.demand_floor,
    });
    let found = |value: &dyn Fn(&Demand) -> f64| -> Number {
        demand.as_ref().map(value).map_err(|why| **why)
    };
    let compute: Vec<Cell> = year.iter().flatten().flatten().copied().collect();
    let highest = year.iter().flatten();
    let highest = highest.max_by(|one, other| sum(one).total_cmp(&sum(other)));
    let highest_demand = level::highest_demand(
        sheet,
        found(&Demand::highest),
        highest.map_or(&[], Vec::as_slice),
    );
    let reserved = if money.reserved_share.is_some() {
        level::reserved_stated(sheet, highest_demand)
    } else {
        let level = found(&|demand| demand.reached(enough(money)));
        level::reserved_cheapest(sheet, level, &compute)
    };
    let used = found(&|demand| demand.up_to(reserved.or_zero()));
    let beyond = found(&|demand| {
        let used = demand.up_to(reserved.or_zero());
        (demand.up_to(demand.highest()) - used).max(0.0)
    });
    let reserved_used = level::reserved_used(sheet, used, reserved, &compute);
    let beyond_reserved = level::beyond_reserved(sheet, beyond, reserved, &compute);
    let some = reserved.must(|reserved| reserved > 0.0, NOTHING);
    cost::reservation_use(sheet, reserved_used, some);
    let spot = cost::spot(sheet, beyond_reserved);
    let on_demand = cost::on_demand(sheet, beyond_reserved);
    let all_on_demand = cost::all_on_demand(sheet, reserved_used, beyond_reserved);
    let committed = cost::committed(sheet, reserved, on_demand, spot);
    cost::commitment_saves(sheet, all_on_demand, committed);
}

/// Compute of the months of the next year that are projected; of now alone if
/// none is.
fn year(sheet: Sheet, bill: &Bill, months: &[Month]) -> Result<Vec<Vec<Cell>>, Missing> {
    if sheet.scenario.bill.is_empty() {
        return Err(NO_COMPONENTS);
    }
    let compute = |month: &Month| month.of(sheet.scenario, ChargeKind::Compute);
    match months {
        [] | [_] => Ok(vec![compute(&bill.now)?]),
        [_, later @ ..] => later.iter().take(YEAR).map(compute).collect(),
    }
}

fn sum(parts: &[Cell]) -> f64 {
    parts.iter().fold(0.0, |sum, part| sum + part.or_zero())
}

/// Which share of the time a level must be needed for reserving it to pay.
fn enough(money: &Money) -> f64 {
    let otherwise = 1.0 - money.spot_share * money.spot_discount;
    (1.0 - money.reserved_discount) / otherwise
}

/// Demand that moves evenly between a share of each month's highest and all
/// of it.
struct Demand {
    months: Vec<f64>,
    floor: f64,
}

impl Demand {
    fn count(&self) -> f64 {
        self.months.iter().map(|_| 1.0).sum()
    }

    fn highest(&self) -> f64 {
        self.months.iter().copied().fold(0.0, f64::max)
    }

    /// Which share of the time demand is at least so high.
    fn share_of_time(&self, level: f64) -> f64 {
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
    fn reached(&self, share: f64) -> f64 {
        let mut bends: Vec<f64> = Vec::new();
        for highest in &self.months {
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
    fn up_to(&self, level: f64) -> f64 {
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
