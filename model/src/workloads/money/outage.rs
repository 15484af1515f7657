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

use crate::facts::constants::HOURS_PER_MONTH;
use crate::facts::sources::{AI_CAPACITY, DEFINITION};
use crate::quantity::Missing;
use crate::scenario::money::fields;
use crate::sheet::{Cell, Sheet};

/// What is lost.
pub mod loss {
    use super::{AI_CAPACITY, DEFINITION};

    crate::formulas! {
        source: AI_CAPACITY; in "money.short";

        /// For how long capacity is too small.
        pub fn outage_hours "Hours short" (short_hours: "h") -> "h"

        /// Revenue that is lost in all, as stated.
        pub fn lost_in_all "Lost in all" (; money.short_lost) -> "USD" as lost

        /// Revenue that is lost in all: so much an hour, for so many hours.
        pub fn lost_by_hours "Lost in all" (lost_per_hour: "USD/h", outage_hours: "h") -> "USD" as lost from DEFINITION
        { lost_per_hour * outage_hours }

        /// Revenue that is lost in an hour, as stated.
        pub fn lost_each_hour "Lost an hour" (short_lost_per_hour: "USD/h") -> "USD/h" as lost_per_hour

        /// Revenue that is lost in an hour: what is lost in all over the hours.
        pub fn lost_over_hours "Lost an hour" (lost: "USD", outage_hours: "h") -> "USD/h" as lost_per_hour
            from DEFINITION
        { lost / outage_hours }
    }
}

/// What would have prevented it.
pub mod spare {
    use super::{DEFINITION, HOURS_PER_MONTH};

    crate::formulas! {
        source: DEFINITION; in "money.short";

        /// What the capacity that is missing costs in a month, as stated.
        pub fn spare_stated "Spare, a month" (short_spare: "USD/month") -> "USD/month" as spare_month

        /// What the capacity that is missing costs in a month: the GPUs that the worst event lacks.
        pub fn spare_of_gpus "Spare, a month" (spare_cost_at: "USD/month") -> "USD/month" as spare_month
            table "the GPUs that the worst event lacks, all month"
        { spare_cost_at }

        /// What the spare capacity costs for those hours alone.
        pub fn spare_cost "Spare for those hours" (spare_month: "USD/month", outage_hours: "h") -> "USD"
        { spare_month * outage_hours / HOURS_PER_MONTH }

        /// What the spare would have saved, had it been there for those hours; negative when it costs
        /// more than is lost.
        pub fn spare_saves "The spare saves" (lost: "USD", spare_cost: "USD") -> "USD"
        { lost - spare_cost }

        /// How many times the spare for those hours could be paid from what is lost.
        pub fn lost_to_spare "Loss over spare" (lost: "USD", spare_cost: "USD") -> "x"
        { lost / spare_cost }

        /// For how many months the loss would pay for the spare, kept all year.
        pub fn months_paid "Months of spare" (lost: "USD", spare_month: "USD/month") -> "month"
        { lost / spare_month }
    }
}

const NO_HOURS: Missing =
    Missing("For how long capacity is short is not stated. State the hours, or the loss in all.");
const NO_LOSS: Missing =
    Missing("What an hour of outage costs is not stated. Type it, or the loss in all.");
const NO_SPARE: Missing = Missing(
    "What the missing capacity costs in a month is not stated, so the loss has nothing to be held against.",
);

/// What follows, where hours or a loss are stated; gives what is lost in an hour.
/// `lacking` is what the GPUs cost in a month that an event lacks, where there is one.
pub fn plan(sheet: Sheet, lacking: Option<Cell>) -> Option<Cell> {
    let [hours, lost, each, spare] = [
        &fields::short_hours,
        &fields::short_lost,
        &fields::short_lost_per_hour,
        &fields::short_spare,
    ]
    .map(|field| sheet.read(field));
    if ![hours, lost, each].into_iter().any(Cell::is_known) {
        return None;
    }
    let hours = loss::outage_hours(sheet, hours.or_because(NO_HOURS));
    let (lost, each) = if lost.is_known() {
        let lost = loss::lost_in_all(sheet);
        (lost, loss::lost_over_hours(sheet, lost, hours))
    } else {
        let each = loss::lost_each_hour(sheet, each.or_because(NO_LOSS));
        (loss::lost_by_hours(sheet, each, hours), each)
    };
    let month = match lacking {
        Some(lacking) if !spare.is_known() => spare::spare_of_gpus(sheet, lacking),
        _ => spare::spare_stated(sheet, spare.or_because(NO_SPARE)),
    };
    let spare = spare::spare_cost(sheet, month, hours);
    spare::spare_saves(sheet, lost, spare);
    spare::lost_to_spare(sheet, lost, spare);
    spare::months_paid(sheet, lost, month);
    Some(each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Plan, plan};
    use crate::scenario::{Money, Scenario};

    #[expect(
        clippy::large_types_passed_by_value,
        reason = "as it is written in each test"
    )]
    fn short(money: Money) -> Plan {
        plan(&Scenario {
            money,
            ..Scenario::default()
        })
    }

    fn number(short: &Plan, name: &str) -> Option<f64> {
        short.number(&["money.short.", name].concat())
    }

    fn why(short: &Plan, name: &str) -> Option<Missing> {
        short.get(&["money.short.", name].concat()).err()
    }

    /// 72 hours and $2.8 M (the source); twice the provisioned fleet at $40,000
    /// a month, by hand: 40,000 * 72 / 730 = 3,945.21; 2.8 M over it 709.7.
    #[test]
    fn the_sale_of_the_source() {
        let short = short(Money {
            short_hours: Some(72.0),
            short_lost: Some(2.8e6),
            short_spare: Some(40_000.0),
            ..Money::default()
        });
        for (name, expected) in [
            ("lost_per_hour", 38_888.89),
            ("spare_cost", 3_945.205),
            ("spare_saves", 2_796_054.79),
            ("lost_to_spare", 709.72),
            ("months_paid", 70.0),
        ] {
            let value = number(&short, name).unwrap();
            assert!((value - expected).abs() < expected * 1e-4, "{value}");
        }
    }

    #[test]
    fn an_hour_by_the_hours_comes_to_the_same() {
        let short = short(Money {
            short_hours: Some(72.0),
            short_lost_per_hour: Some(1000.0),
            ..Money::default()
        });
        assert_eq!(number(&short, "lost"), Some(72_000.0));
        assert_eq!(why(&short, "spare_cost"), Some(NO_SPARE));
        assert_eq!(why(&short, "months_paid"), Some(NO_SPARE));
    }

    #[test]
    fn what_is_not_stated_is_not_zero() {
        assert!(
            short(Money::default())
                .outcome("money.short.lost")
                .is_none()
        );
        let hours = short(Money {
            short_hours: Some(5.0),
            ..Money::default()
        });
        assert_eq!(why(&hours, "lost"), Some(NO_LOSS));
        let each = short(Money {
            short_lost_per_hour: Some(5.0),
            short_spare: Some(0.0),
            ..Money::default()
        });
        assert_eq!(why(&each, "lost"), Some(NO_HOURS));
        assert!(why(&each, "lost_to_spare").is_some() && why(&each, "months_paid").is_some());
        let free = short(Money {
            short_lost: Some(5.0),
            short_spare: Some(0.0),
            ..Money::default()
        });
        assert_eq!(number(&free, "lost"), Some(5.0));
        assert!(why(&free, "months_paid").is_some());
        assert_eq!(why(&free, "lost_per_hour"), Some(NO_HOURS));
    }
}
