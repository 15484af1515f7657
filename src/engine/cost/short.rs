//! What does it cost to be short of capacity, against the spare that would have
//! prevented it?
//!
//! ```text
//! lost          = lost an hour * hours           or stated in all
//! spare a month  = as stated                      or of the GPUs that an event lacks
//! spare cost    = spare a month * hours / 730    kept for those hours alone
//! months paid   = lost / spare a month           kept all year: how long the loss pays for it
//! ```
//!
//! The part is there once hours or a loss are stated. What is not stated is
//! never zero: a figure that needs it says so. (Source: the sale that brought
//! four times the traffic where twice was provisioned for: 72 hours, $2.8 M.)

use crate::catalog::constants::HOURS_PER_MONTH;
use crate::catalog::sources::{AI_CAPACITY, DEFINITION};
use crate::engine::outcome::{figures, sound};
use crate::quantity::{Absent, Outcome};
use crate::scenario::Money;

/// What is lost.
pub mod loss {
    use super::AI_CAPACITY;

    crate::old_formulas! {
        source: AI_CAPACITY;

        /// For how long capacity is too small.
        pub fn outage_hours "Hours short" (short_hours: "h") -> "h" {
            short_hours
        }
        /// Revenue that is lost in all, as stated.
        pub fn lost_in_all "Lost in all" (short_lost: "USD") -> "USD" as lost {
            short_lost
        }
        /// Revenue that is lost in all: so much an hour, for so many hours.
        pub fn lost_by_hours "Lost in all" (lost_per_hour: "USD/h", outage_hours: "h") -> "USD" as lost {
            lost_per_hour * outage_hours
        }
        /// Revenue that is lost in an hour, as stated.
        pub fn lost_each_hour "Lost an hour" (short_lost_per_hour: "USD/h") -> "USD/h" as lost_per_hour {
            short_lost_per_hour
        }
        /// Revenue that is lost in an hour: what is lost in all over the hours.
        pub fn lost_over_hours "Lost an hour" (lost: "USD", outage_hours: "h") -> "USD/h" as lost_per_hour {
            lost / outage_hours
        }
    }
}

/// What would have prevented it.
pub mod spare {
    use super::{DEFINITION, HOURS_PER_MONTH};

    crate::old_formulas! {
        source: DEFINITION;

        /// What the capacity that is missing costs in a month, as stated.
        pub fn spare_stated "Spare, a month" (short_spare: "USD/month") -> "USD/month" as spare_month {
            short_spare
        }
        /// What the capacity that is missing costs in a month: the GPUs that the worst event lacks.
        pub fn spare_of_gpus "Spare, a month" (spare_cost_at: "USD/month") -> "USD/month" as spare_month table "the GPUs that the worst event lacks, all month" {
            spare_cost_at
        }
        /// What the spare capacity costs for those hours alone.
        pub fn spare_cost "Spare for those hours" (spare_month: "USD/month", outage_hours: "h") -> "USD" {
            spare_month * outage_hours / HOURS_PER_MONTH
        }
        /// What the spare would have saved, had it been there for those hours; negative when it costs more than is lost.
        pub fn spare_saves "Saved by the spare" (lost: "USD", spare_cost: "USD") -> "USD" {
            lost - spare_cost
        }
        /// How many times the spare for those hours could be paid from what is lost.
        pub fn lost_to_spare "Loss over spare" (lost: "USD", spare_cost: "USD") -> "x" {
            lost / spare_cost
        }
        /// For how many months the loss would pay for the spare, kept all year.
        pub fn months_paid "Months of spare" (lost: "USD", spare_month: "USD/month") -> "month" {
            lost / spare_month
        }
    }
}

/// Every formula of it.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = loss::entries();
    all.extend(spare::entries());
    all
}

figures! {
    /// What being short costs.
    pub struct Short in "money.short" {
        /// How long.
        outage_hours: Outcome,
        /// Lost in an hour.
        lost_per_hour: Outcome,
        /// Lost in all.
        lost: Outcome,
        /// What is missing, by the month.
        spare_month: Outcome,
        /// The spare for those hours.
        spare_cost: Outcome,
        /// What it saves.
        spare_saves: Outcome,
        /// The loss over it.
        lost_to_spare: Outcome,
        /// Months of spare that the loss pays for.
        months_paid: Outcome,
    }
}

const NO_HOURS: Absent =
    Absent("For how long capacity is short is not stated. State the hours, or the loss in all.");
const NO_LOSS: Absent =
    Absent("What an hour of being short loses is not stated. State it, or the loss in all.");
const NO_SPARE: Absent = Absent(
    "What the missing capacity costs in a month is not stated, so the loss has nothing to be held against.",
);

/// What follows, where hours or a loss are stated. `lacking` is what the GPUs
/// cost in a month that an event lacks, where there is one.
pub fn plan(money: &Money, lacking: Option<f64>) -> Option<Short> {
    let stated = [
        money.short_hours,
        money.short_lost,
        money.short_lost_per_hour,
    ];
    if stated.iter().all(Option::is_none) {
        return None;
    }
    let hours = money.short_hours.ok_or(NO_HOURS).map(loss::outage_hours);
    let (lost, each_hour) = if let Some(lost) = money.short_lost {
        let lost = loss::lost_in_all(lost);
        let over = hours.and_then(|hours| sound(loss::lost_over_hours(lost.value, hours.value)));
        (Ok(lost), over)
    } else {
        let each = money.short_lost_per_hour.ok_or(NO_LOSS);
        let each = each.map(loss::lost_each_hour);
        let lost = each.and_then(|each| sound(loss::lost_by_hours(each.value, hours?.value)));
        (lost, each)
    };
    let stated = money.short_spare.map(spare::spare_stated);
    let month = stated.or_else(|| lacking.map(spare::spare_of_gpus));
    let month = month.ok_or(NO_SPARE);
    let spare = month.and_then(|month| sound(spare::spare_cost(month.value, hours?.value)));
    let both = |formula: fn(f64, f64) -> crate::quantity::Figure| -> Outcome {
        sound(formula(lost?.value, spare?.value))
    };
    Some(Short {
        outage_hours: hours,
        lost_per_hour: each_hour,
        lost,
        spare_month: month,
        spare_cost: spare,
        spare_saves: both(spare::spare_saves),
        lost_to_spare: both(spare::lost_to_spare),
        months_paid: lost.and_then(|lost| sound(spare::months_paid(lost.value, month?.value))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(outcome: Outcome) -> Option<f64> {
        outcome.ok().map(|figure| figure.value)
    }

    /// 72 hours and $2.8 M (the source); twice the provisioned fleet at $40,000
    /// a month, by hand: 40,000 * 72 / 730 = 3,945.21; 2.8 M over it 709.7.
    #[test]
    fn the_sale_of_the_source() {
        let money = Money {
            short_hours: Some(72.0),
            short_lost: Some(2.8e6),
            short_spare: Some(40_000.0),
            ..Money::default()
        };
        let short = plan(&money, None).unwrap();
        let near = |outcome: Outcome, expected: f64| {
            let value = value(outcome).unwrap();
            assert!((value - expected).abs() < expected * 1e-4, "{value}");
        };
        near(short.lost_per_hour, 38_888.89);
        near(short.spare_cost, 3_945.205);
        near(short.spare_saves, 2_796_054.79);
        near(short.lost_to_spare, 709.72);
        near(short.months_paid, 70.0);
    }

    #[test]
    fn an_hour_by_the_hours_comes_to_the_same() {
        let money = Money {
            short_hours: Some(72.0),
            short_lost_per_hour: Some(1000.0),
            ..Money::default()
        };
        let short = plan(&money, None).unwrap();
        assert_eq!(value(short.lost), Some(72_000.0));
        assert_eq!(short.spare_cost, Err(NO_SPARE));
        assert_eq!(short.months_paid, Err(NO_SPARE));
    }

    #[test]
    fn what_is_not_stated_is_not_zero() {
        assert_eq!(plan(&Money::default(), None), None);
        let hours = Money {
            short_hours: Some(5.0),
            ..Money::default()
        };
        assert_eq!(plan(&hours, None).unwrap().lost, Err(NO_LOSS));
        let each = Money {
            short_lost_per_hour: Some(5.0),
            short_spare: Some(0.0),
            ..Money::default()
        };
        let short = plan(&each, None).unwrap();
        assert_eq!(short.lost, Err(NO_HOURS));
        assert!(short.lost_to_spare.is_err() && short.months_paid.is_err());
        let free = Money {
            short_lost: Some(5.0),
            short_spare: Some(0.0),
            ..Money::default()
        };
        let short = plan(&free, None).unwrap();
        assert_eq!(value(short.lost), Some(5.0));
        assert!(short.months_paid.is_err() && short.lost_per_hour == Err(NO_HOURS));
    }
}
