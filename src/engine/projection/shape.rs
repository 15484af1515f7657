//! How many customers are there after so many months, and after how many
//! months are there so many? One shape of growth answers both, in closed form.

use super::own::Own;
use crate::catalog::constants::ONE_MONTH;
use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::quantity::brackets::max;
use crate::quantity::math::{ln, power};
use crate::quantity::{Absent, Figure, Outcome};

/// No forecast is worth more than this many customers: there are not so many
/// people, and figures built on it would mean nothing.
pub const MOST_CUSTOMERS: f64 = 1e12;

/// Why a number of customers is not given.
pub const TOO_MANY: Absent =
    Absent("By then growth at this rate passes a trillion customers: no plan reaches that far.");
/// Why a logistic course is not given.
pub const OVER_CEILING: Absent = Absent(
    "There are already more customers than the ceiling allows, so growth towards it says nothing. Raise the ceiling.",
);
/// Why there is no month at which a number is reached.
pub const PASSED: Absent = Absent("Already passed: there are this many customers now.");
/// Why there is no month at which a number is reached.
pub const NEVER: Absent = Absent("Never: at this growth customers do not come to so many.");

crate::old_formulas! {
    source: CAPACITY_GUIDE;

    /// What one month multiplies the customers by, where growth is net of churn.
    pub fn growth_factor_net "Growth factor of a month" (case_rate: "share/month") -> "x" as growth_factor {
        max(0.0, 1.0 + case_rate * ONE_MONTH)
    }
    /// What one month multiplies the customers by: who comes, less who leaves.
    pub fn growth_factor_gross "Growth factor of a month" (case_rate: "share/month", churn: "share/month") -> "x" as growth_factor {
        max(0.0, 1.0 + (case_rate - churn) * ONE_MONTH)
    }
    /// Customers after so many months, each month growing by the same share.
    pub fn customers_exponential "Customers" (customers: "customer", growth_factor: "x", months_ahead: "month") -> "customer" as customers {
        customers * power(growth_factor, months_ahead / ONE_MONTH)
    }
    /// Customers after so many months, as many added in each.
    pub fn customers_linear "Customers" (customers: "customer", case_added: "customer/month", months_ahead: "month") -> "customer" as customers {
        max(0.0 * customers, customers + case_added * months_ahead)
    }
    /// What a month leaves of the customers, when a share of them leaves.
    pub fn retained "Customers kept over a month" (churn: "share/month") -> "x" {
        1.0 - churn * ONE_MONTH
    }
    /// Customers at which as many leave in a month as are added.
    pub fn steady_customers "Customers at balance" (case_added: "customer/month", churn: "share/month") -> "customer" {
        case_added / churn
    }
    /// Customers after so many months, as many added in each and a share of them leaving: they tend to the balance of both.
    pub fn customers_linear_gross "Customers" (customers: "customer", steady_customers: "customer", retained: "x", months_ahead: "month") -> "customer" as customers {
        max(0.0 * customers, steady_customers + (customers - steady_customers) * power(retained, months_ahead / ONE_MONTH))
    }
    /// Customers after so many months: growth slows as they near the ceiling.
    pub fn customers_logistic "Customers" (customers: "customer", ceiling: "customer", growth_factor: "x", months_ahead: "month") -> "customer" as customers {
        ceiling / (1.0 + (ceiling / customers - 1.0) * power(growth_factor, 0.0 - months_ahead / ONE_MONTH))
    }
    /// Months until there are so many customers, each month growing by the same share.
    pub fn months_to_exponential "Months until then" (target_customers: "customer", customers: "customer", growth_factor: "x") -> "month" as months_to {
        ONE_MONTH * ln(target_customers / customers) / ln(growth_factor)
    }
    /// Months until there are so many customers, as many added in each.
    pub fn months_to_linear "Months until then" (target_customers: "customer", customers: "customer", case_added: "customer/month") -> "month" as months_to {
        (target_customers - customers) / case_added
    }
    /// Months until there are so many customers, as many added in each and a share of them leaving.
    pub fn months_to_linear_gross "Months until then" (target_customers: "customer", customers: "customer", steady_customers: "customer", retained: "x") -> "month" as months_to {
        ONE_MONTH * ln((steady_customers - target_customers) / (steady_customers - customers)) / ln(retained)
    }
    /// Months until there are so many customers, growing towards the ceiling.
    pub fn months_to_logistic "Months until then" (target_customers: "customer", customers: "customer", ceiling: "customer", growth_factor: "x") -> "month" as months_to {
        ONE_MONTH * ln((ceiling / customers - 1.0) / (ceiling / target_customers - 1.0)) / ln(growth_factor)
    }
}

/// How one case states its growth, made of these two.
pub mod stated {
    use super::DEFINITION;

    crate::old_formulas! {
        source: DEFINITION;

        /// Growth of a month in this case: the stated rate times the factor of the case.
        pub fn case_rate "Growth in this case" (rate: "share/month", case_factor: "x") -> "share/month" {
            rate * case_factor
        }
        /// Customers added a month in this case: the stated number times the factor of the case.
        pub fn case_added "Added a month in this case" (added_customers: "customer/month", case_factor: "x") -> "customer/month" {
            added_customers * case_factor
        }
    }
}

/// A shape of growth with all that it needs besides the customers of now.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// The same share each month.
    Exponential {
        /// What a month multiplies by.
        factor: Figure,
    },
    /// The same number each month.
    Linear {
        /// How many.
        added: Figure,
    },
    /// The same number each month, and a share leaving.
    LinearGross {
        /// Where both are in balance.
        steady: Figure,
        /// What a month leaves.
        retained: Figure,
    },
    /// Towards a ceiling.
    Logistic {
        /// What a month multiplies by, far from the ceiling.
        factor: Figure,
        /// Where it ends.
        ceiling: f64,
    },
    /// A table of one's own.
    Own {
        /// Its rows.
        own: Own,
        /// How much of the table's growth this case takes.
        case_factor: f64,
    },
}

impl Shape {
    /// What it is made of, beside what is stated.
    pub fn figures(&self) -> [Option<Figure>; 2] {
        match self {
            Self::Exponential { factor } | Self::Logistic { factor, .. } => [Some(*factor), None],
            Self::Linear { .. } | Self::Own { .. } => [None, None],
            Self::LinearGross { steady, retained } => [Some(*steady), Some(*retained)],
        }
    }

    /// Customers after so many months, when there are `now` at month 0.
    ///
    /// # Errors
    /// Says why there is no such number.
    pub fn customers(&self, now: f64, months: f64) -> Outcome {
        let figure = match self {
            Self::Exponential { factor } => customers_exponential(now, factor.value, months),
            Self::Linear { added } => customers_linear(now, added.value, months),
            Self::LinearGross { steady, retained } => {
                customers_linear_gross(now, steady.value, retained.value, months)
            }
            Self::Logistic { ceiling, .. } if now > *ceiling => return Err(OVER_CEILING),
            Self::Logistic { factor, ceiling } => {
                customers_logistic(now, *ceiling, factor.value, months)
            }
            Self::Own { own, case_factor } => return own.customers(now, *case_factor, months),
        };
        bounded(figure)
    }

    /// Months until there are `target` customers, when there are `now`.
    ///
    /// # Errors
    /// Says that the number is passed, or never reached.
    pub fn months_to(&self, now: f64, target: f64) -> Outcome {
        if target <= now {
            return Err(PASSED);
        }
        let figure = match self {
            Self::Exponential { factor } if factor.value <= 1.0 => return Err(NEVER),
            Self::Exponential { factor } => months_to_exponential(target, now, factor.value),
            Self::Linear { added } if added.value <= 0.0 => return Err(NEVER),
            Self::Linear { added } => months_to_linear(target, now, added.value),
            Self::LinearGross { steady, .. } if target >= steady.value => return Err(NEVER),
            Self::LinearGross { steady, retained } => {
                months_to_linear_gross(target, now, steady.value, retained.value)
            }
            Self::Logistic { factor, ceiling } if factor.value <= 1.0 || target >= *ceiling => {
                return Err(NEVER);
            }
            Self::Logistic { factor, ceiling } => {
                months_to_logistic(target, now, *ceiling, factor.value)
            }
            Self::Own { own, case_factor } => return own.months_to(now, *case_factor, target),
        };
        reached(figure)
    }
}

/// A number of customers that means something.
pub(super) fn bounded(figure: Figure) -> Outcome {
    // Written so that a value that is no number is refused too.
    if figure.value <= MOST_CUSTOMERS {
        Ok(figure)
    } else {
        Err(TOO_MANY)
    }
}

/// A time that comes: growth so slow that no double holds it is never.
pub(super) fn reached(figure: Figure) -> Outcome {
    if figure.value.is_finite() {
        Ok(figure)
    } else {
        Err(NEVER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(rate: f64) -> Shape {
        let factor = growth_factor_net(rate);
        Shape::Exponential { factor }
    }

    fn linear_gross(added: f64, churn: f64) -> Shape {
        Shape::LinearGross {
            steady: steady_customers(added, churn),
            retained: retained(churn),
        }
    }

    fn own(now: f64, rows: &[(f64, f64)]) -> Shape {
        Shape::Own {
            own: Own::new(now, rows.iter().copied()),
            case_factor: 1.0,
        }
    }

    fn check(shape: &Shape, months: f64, customers: f64) {
        let ours = shape.customers(500.0, months).unwrap().value;
        assert!((ours - customers).abs() < 0.05, "{months}: {ours}");
    }

    /// Model section 7.
    #[test]
    fn growth_by_shares_is_the_models() {
        let shape = exponential(0.15);
        for (months, customers) in [(0.0, 500.0), (3.0, 760.4), (6.0, 1156.5), (12.0, 2675.1)] {
            check(&shape, months, customers);
        }
        for (target, months) in [(1e3, 4.96), (2500.0, 11.52), (5e3, 16.48), (1e4, 21.43)] {
            let ours = shape.months_to(500.0, target).unwrap().value;
            assert!((ours - months).abs() < 0.005, "{target}: {ours}");
        }
    }

    /// 500, of whom 2 % leave and to whom 30 come: 500 * 0.98 + 30 = 520,
    /// 520 * 0.98 + 30 = 539.6, and 1,500 in the end.
    #[test]
    fn growth_by_numbers_is_counted_by_hand() {
        let added = stated::case_added(30.0, 1.0);
        check(&Shape::Linear { added }, 2.0, 560.0);
        let shape = linear_gross(30.0, 0.02);
        check(&shape, 1.0, 520.0);
        check(&shape, 2.0, 539.6);
        assert_eq!(shape.months_to(500.0, 1500.0), Err(NEVER));
        let gross = growth_factor_gross(0.20, 0.05);
        check(&Shape::Exponential { factor: gross }, 12.0, 2675.1);
    }

    /// Odds of 500 in 2,000 are 1 to 3; times 1.15^t they are even after
    /// ln 3 / ln 1.15 = 7.86 months.
    #[test]
    fn growth_to_a_ceiling_is_half_way_when_odds_are_even() {
        let factor = growth_factor_net(0.15);
        let ceiling = 2000.0;
        let shape = Shape::Logistic { factor, ceiling };
        let months = shape.months_to(500.0, 1000.0).unwrap().value;
        assert!((months - 7.860_6).abs() < 1e-4, "{months}");
        check(&shape, months, 1000.0);
        assert_eq!(shape.months_to(500.0, 2000.0), Err(NEVER));
        assert_eq!(shape.customers(2001.0, 1.0), Err(OVER_CEILING));
    }

    #[test]
    fn an_own_table_is_met_and_goes_on_as_it_ends() {
        let shape = own(500.0, &[(12.0, 2000.0), (6.0, 1000.0)]);
        for (months, customers) in [(0.0, 500.0), (3.0, 707.1), (6.0, 1000.0), (12.0, 2000.0)] {
            check(&shape, months, customers);
        }
        check(&shape, 18.0, 4000.0);
        for (target, months) in [(707.106_781, 3.0), (1000.0, 6.0), (4000.0, 18.0)] {
            let ours = shape.months_to(500.0, target).unwrap().value;
            assert!((ours - months).abs() < 1e-6, "{target}: {ours}");
        }
        // One row at month 0 stays flat, one later is grown towards.
        check(&own(500.0, &[(0.0, 500.0)]), 9.0, 500.0);
        check(&own(500.0, &[]), 9.0, 500.0);
        check(&own(500.0, &[(4.0, 0.0)]), 2.0, 250.0);
        check(&own(500.0, &[(4.0, 0.0)]), 9.0, 0.0);
        assert_eq!(
            own(500.0, &[(4.0, 0.0)]).months_to(500.0, 600.0),
            Err(NEVER)
        );
        // There and back again: the first time counts.
        let hill = own(500.0, &[(2.0, 1000.0), (4.0, 250.0)]);
        let months = hill.months_to(500.0, 707.106_781).unwrap().value;
        assert!((months - 1.0).abs() < 1e-6, "{months}");
        assert_eq!(hill.months_to(500.0, 1001.0), Err(NEVER));
    }

    #[test]
    fn what_cannot_be_says_why() {
        let shrinking = exponential(-0.05);
        assert_eq!(shrinking.months_to(500.0, 501.0), Err(NEVER));
        assert_eq!(shrinking.months_to(500.0, 500.0), Err(PASSED));
        assert_eq!(exponential(0.0).months_to(500.0, 501.0), Err(NEVER));
        check(&exponential(-1.0), 3.0, 0.0);
        check(&exponential(-1.0), 0.0, 500.0);
        assert_eq!(exponential(9.0).customers(500.0, 36.0), Err(TOO_MANY));
        let added = stated::case_added(-100.0, 1.0);
        check(&Shape::Linear { added }, 9.0, 0.0);
        assert_eq!(Shape::Linear { added }.months_to(500.0, 501.0), Err(NEVER));
    }
}
