//! By which shape do customers grow, and what does it make of a month, or of a
//! number to come to?

use super::formulas::{
    case_added, case_rate, customers_exponential, customers_linear, customers_linear_gross,
    customers_logistic, customers_own, growth_factor_gross, growth_factor_net,
    months_to_exponential, months_to_linear, months_to_linear_gross, months_to_logistic,
    months_to_since, own_target, retained, steady_customers,
};
use super::own::Own;
use crate::quantity::Missing;
use crate::quantity::math::of_count;
use crate::scenario::growth::{RateBasis, Shape as Stated, fields};
use crate::sheet::{Case, Cell, Known, Limit, Number, Sheet, scratch};

/// What is asked of a plan that begins later than now: from which month on, and where the
/// course of customers begins anew, if it does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Since {
    /// The first month that is asked for.
    pub from: usize,
    /// Customers go on as they did where nothing of demand and growth has changed.
    pub course: Option<Course>,
}

/// Where customers begin to grow otherwise.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Course {
    /// The month.
    pub month: usize,
    /// Customers at its beginning as a multiple of those of now, by [`Case`].
    pub times: [f64; 3],
}

/// No forecast is worth more than this many customers: there are not so many
/// people, and figures built on it would mean nothing.
pub const MOST_CUSTOMERS: f64 = 1e12;

/// Why a number of customers is not given.
pub const TOO_MANY: Missing =
    Missing("By then growth at this rate passes a trillion customers: no plan reaches that far.");
/// Why a logistic course is not given.
pub const OVER_CEILING: Missing = Missing(
    "There are already more customers than the ceiling allows, so growth towards it says nothing. Raise the ceiling.",
);
/// Why there is no month at which a number is reached.
pub const PASSED: Missing = Missing("Already passed: there are this many customers now.");
/// Why there is no month at which a number is reached.
pub const NEVER: Missing = Missing("Never: at this growth customers do not come to so many.");

static FORECAST: Limit = Limit {
    most: MOST_CUSTOMERS,
    why: TOO_MANY,
};
static EVER: Limit = Limit {
    most: f64::MAX,
    why: NEVER,
};

/// A shape of growth with all that it needs besides the customers of now.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// The same share each month.
    Exponential {
        /// What a month multiplies by.
        factor: Cell,
    },
    /// The same number each month.
    Linear {
        /// How many.
        added: Cell,
    },
    /// The same number each month, and a share leaving.
    LinearGross {
        /// Where both are in balance.
        steady: Cell,
        /// What a month leaves.
        retained: Cell,
    },
    /// Towards the ceiling that is stated.
    Logistic {
        /// What a month multiplies by, far from the ceiling.
        factor: Cell,
    },
    /// A table of one's own.
    Own {
        /// Its rows.
        own: Own,
        /// How much of the table's growth this case takes.
        case_factor: Cell,
    },
}

/// How customers grow in a case, from `now` at month `start`.
pub(super) fn plan(sheet: Sheet, case: Case, now: Cell, start: Cell) -> Shape {
    let sheet = sheet.in_case(case);
    let growth = &sheet.scenario.growth;
    let case_factor = sheet.read(match case {
        Case::Conservative => &fields::conservative_factor,
        Case::Moderate => &fields::moderate_factor,
        Case::Aggressive => &fields::aggressive_factor,
    });
    let factor = || {
        let rate = case_rate(sheet, case_factor);
        match growth.rate_basis {
            RateBasis::Net => growth_factor_net(sheet, rate),
            RateBasis::Gross => growth_factor_gross(sheet, rate),
        }
    };
    match growth.shape {
        Stated::Linear => {
            let added = case_added(sheet, case_factor);
            if growth.rate_basis == RateBasis::Gross && growth.churn > 0.0 {
                Shape::LinearGross {
                    steady: steady_customers(sheet, added),
                    retained: retained(sheet),
                }
            } else {
                Shape::Linear { added }
            }
        }
        Stated::Logistic => Shape::Logistic { factor: factor() },
        Stated::Table => Shape::Own {
            own: Own::new(sheet, now, start),
            case_factor,
        },
        Stated::Exponential => Shape::Exponential { factor: factor() },
    }
}

impl Shape {
    /// How far along its course the shape is so many months ahead: that many
    /// months, or the customers that a table of one's own then has. The same in
    /// all cases.
    pub fn along(&self, sheet: Sheet, ahead: Cell) -> Cell {
        match self {
            Self::Own { own, .. } => own.customers(sheet.up_to(&FORECAST), ahead),
            _ => ahead,
        }
    }

    /// Customers so far along its course, when there are `now` at month 0.
    pub fn customers(&self, sheet: Sheet, now: Cell, along: Cell) -> Cell {
        let ceiling = sheet.scenario.growth.ceiling;
        let sheet = sheet.up_to(&FORECAST);
        match self {
            Self::Exponential { factor } => customers_exponential(sheet, now, *factor, along),
            Self::Linear { added } => customers_linear(sheet, now, *added, along),
            Self::LinearGross { steady, retained } => {
                customers_linear_gross(sheet, now, *steady, *retained, along)
            }
            Self::Logistic { factor } => {
                let now = now.must(|now| now <= ceiling, OVER_CEILING);
                customers_logistic(sheet, now, *factor, along)
            }
            Self::Own { case_factor, .. } => customers_own(sheet, now, along, *case_factor),
        }
    }

    /// What the course must come to for `target` customers: just that, or what a
    /// table of one's own then has, which is a figure of its own. Missing where
    /// there are so many already.
    pub fn aim(&self, sheet: Sheet, now: Cell, target: Cell) -> Cell {
        let aim = match self {
            Self::Own { case_factor, .. } => {
                let factor = case_factor.must(|factor| factor > 0.0, NEVER);
                own_target(sheet.up_to(&EVER), now, target, factor)
            }
            _ => target,
        };
        match target.number() {
            Ok(target) if target <= now.or_zero() => aim.but(Err(PASSED)),
            _ => aim,
        }
    }

    /// Months until the course comes to its [`aim`](Self::aim), when there are
    /// `now` customers.
    pub fn months_to(&self, sheet: Sheet, now: Cell, aim: Cell) -> Cell {
        let ceiling = sheet.scenario.growth.ceiling;
        let sheet = sheet.up_to(&EVER);
        let grows = |by: &Cell, from: f64| aim.must(|_| by.or_zero() > from, NEVER);
        let below = |aim: Cell, most: f64| aim.must(|aim| aim < most, NEVER);
        match self {
            Self::Exponential { factor } => {
                months_to_exponential(sheet, grows(factor, 1.0), now, *factor)
            }
            Self::Linear { added } => months_to_linear(sheet, grows(added, 0.0), now, *added),
            Self::LinearGross { steady, retained } => {
                let aim = below(aim, steady.or_zero());
                months_to_linear_gross(sheet, aim, now, *steady, *retained)
            }
            Self::Logistic { factor } => {
                let aim = below(grows(factor, 1.0), ceiling);
                months_to_logistic(sheet, aim, now, *factor)
            }
            Self::Own { own, .. } => own.months_to(sheet, aim),
        }
    }
}

impl Shape {
    /// Months until there are so many customers, in a case: the figure stands on the
    /// second sheet, what a table of one's own has then on the first.
    pub fn until(
        &self,
        [own, months]: [Sheet; 2],
        (case, since): (Case, Option<Since>),
        now: Cell,
        target: Cell,
    ) -> Cell {
        let Some(since) = since else {
            return self.months_to(months, now, self.aim(own, now, target));
        };
        let course = self.course(Some(since));
        let begins = course.map_or(0.0, |course| of_count(course.month));
        let from = customers_of(course, case, now);
        let found: Number = scratch(months.scenario, |sheet| {
            let aim = self.aim(sheet, from, target);
            self.months_to(sheet, from, aim).number()
        });
        let first = of_count(since.from);
        let found = match found {
            Ok(found) if begins + found >= first => Ok(begins + found),
            // What was so before may be so no longer.
            Ok(_) | Err(PASSED) => {
                let then = self.at(months, (case, Some(since)), now, first);
                if then >= target.or_zero() {
                    Ok(first)
                } else {
                    Err(NEVER)
                }
            }
            Err(why) => Err(why),
        };
        months_to_since(months, Known(found), target)
    }

    /// Customers so many months ahead, in a case.
    pub fn at(
        &self,
        sheet: Sheet,
        (case, since): (Case, Option<Since>),
        now: Cell,
        ahead: f64,
    ) -> f64 {
        let course = self.course(since);
        let begins = course.map_or(0.0, |course| of_count(course.month));
        let from = customers_of(course, case, now);
        scratch(sheet.scenario, |sheet| {
            let along = self.along(sheet, Cell::bare(Ok((ahead - begins).max(0.0))));
            self.customers(sheet, from, along).or_zero()
        })
    }

    /// Where customers begin to grow otherwise; a table of one's own knows its months.
    pub fn course(&self, since: Option<Since>) -> Option<Course> {
        match self {
            Self::Own { .. } => None,
            _ => since?.course,
        }
    }
}

impl Course {
    /// Customers at its beginning.
    ///
    /// # Errors
    /// The reason why it is not known how many there are now.
    pub fn customers(self, case: Case, now: Cell) -> Number {
        Ok(now.number()? * self.times[case as usize])
    }
}

/// From how many customers a course goes.
fn customers_of(course: Option<Course>, case: Case, now: Cell) -> Cell {
    course.map_or(now, |course| Cell::bare(course.customers(case, now)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{OwnMonth, RowKey, Scenario};
    use crate::sheet::{Number, scratch};

    const NOW: Cell = Cell::bare(Ok(500.0));

    fn of(change: impl FnOnce(&mut crate::scenario::Growth)) -> Scenario {
        let mut scenario = Scenario::default();
        change(&mut scenario.growth);
        scenario
    }

    fn exponential(rate: f64) -> Scenario {
        of(|it| (it.shape, it.rate) = (Stated::Exponential, Some(rate)))
    }

    fn linear(added: f64) -> Scenario {
        of(|it| (it.shape, it.added_customers) = (Stated::Linear, added))
    }

    fn own(rows: &[(f64, f64)]) -> Scenario {
        let mut scenario = of(|it| it.shape = Stated::Table);
        let row = |(month, customers): &(f64, f64)| OwnMonth {
            key: RowKey::of_name("row"),
            name: "Row".to_owned(),
            month: *month,
            customers: *customers,
        };
        scenario.own_months = rows.iter().map(row).collect();
        scenario
    }

    fn shape(sheet: Sheet, now: Cell) -> Shape {
        plan(sheet, Case::Moderate, now, Cell::bare(Ok(0.0)))
    }

    fn customers(scenario: &Scenario, now: Cell, months: f64) -> Number {
        scratch(scenario, |sheet| {
            let shape = shape(sheet, now);
            let along = shape.along(sheet, Cell::bare(Ok(months)));
            shape.customers(sheet, now, along).number()
        })
    }

    fn months_to(scenario: &Scenario, target: f64) -> Number {
        scratch(scenario, |sheet| {
            let shape = shape(sheet, NOW);
            let aim = shape.aim(sheet, NOW, Cell::bare(Ok(target)));
            shape.months_to(sheet, NOW, aim).number()
        })
    }

    fn check(scenario: &Scenario, months: f64, published: f64) {
        let ours = customers(scenario, NOW, months).unwrap();
        assert!((ours - published).abs() < 0.05, "{months}: {ours}");
    }

    fn check_months(scenario: &Scenario, target: f64, published: f64, digit: f64) {
        let ours = months_to(scenario, target).unwrap();
        assert!((ours - published).abs() < digit, "{target}: {ours}");
    }

    /// Model section 7.
    #[test]
    fn growth_by_shares_is_the_models() {
        let growth = exponential(0.15);
        for (months, customers) in [(0.0, 500.0), (3.0, 760.4), (6.0, 1156.5), (12.0, 2675.1)] {
            check(&growth, months, customers);
        }
        for (target, months) in [(1e3, 4.96), (2500.0, 11.52), (5e3, 16.48), (1e4, 21.43)] {
            check_months(&growth, target, months, 0.005);
        }
    }

    /// 500, of whom 2 % leave and to whom 30 come: 500 * 0.98 + 30 = 520,
    /// 520 * 0.98 + 30 = 539.6, and 1,500 in the end.
    #[test]
    fn growth_by_numbers_is_counted_by_hand() {
        check(&linear(30.0), 2.0, 560.0);
        let mut growth = linear(30.0);
        (growth.growth.rate_basis, growth.growth.churn) = (RateBasis::Gross, 0.02);
        check(&growth, 1.0, 520.0);
        check(&growth, 2.0, 539.6);
        assert_eq!(months_to(&growth, 1500.0), Err(NEVER));
        let mut gross = exponential(0.20);
        (gross.growth.rate_basis, gross.growth.churn) = (RateBasis::Gross, 0.05);
        check(&gross, 12.0, 2675.1);
    }

    /// Odds of 500 in 2,000 are 1 to 3; times 1.15^t they are even after
    /// ln 3 / ln 1.15 = 7.86 months.
    #[test]
    fn growth_to_a_ceiling_is_half_way_when_odds_are_even() {
        let mut growth = exponential(0.15);
        (growth.growth.shape, growth.growth.ceiling) = (Stated::Logistic, 2000.0);
        check_months(&growth, 1000.0, 7.860_6, 1e-4);
        check(&growth, months_to(&growth, 1000.0).unwrap(), 1000.0);
        assert_eq!(months_to(&growth, 2000.0), Err(NEVER));
        let over = Cell::bare(Ok(2001.0));
        assert_eq!(customers(&growth, over, 1.0), Err(OVER_CEILING));
    }

    #[test]
    fn an_own_table_is_met_and_goes_on_as_it_ends() {
        let table = own(&[(12.0, 2000.0), (6.0, 1000.0)]);
        for (months, customers) in [(0.0, 500.0), (3.0, 707.1), (6.0, 1000.0), (12.0, 2000.0)] {
            check(&table, months, customers);
        }
        check(&table, 18.0, 4000.0);
        for (target, months) in [(707.106_781, 3.0), (1000.0, 6.0), (4000.0, 18.0)] {
            check_months(&table, target, months, 1e-6);
        }
        // One row at month 0 stays flat, one later is grown towards.
        check(&own(&[(0.0, 500.0)]), 9.0, 500.0);
        check(&own(&[]), 9.0, 500.0);
        check(&own(&[(4.0, 0.0)]), 2.0, 250.0);
        check(&own(&[(4.0, 0.0)]), 9.0, 0.0);
        assert_eq!(months_to(&own(&[(4.0, 0.0)]), 600.0), Err(NEVER));
        // There and back again: the first time counts.
        let hill = own(&[(2.0, 1000.0), (4.0, 250.0)]);
        check_months(&hill, 707.106_781, 1.0, 1e-6);
        assert_eq!(months_to(&hill, 1001.0), Err(NEVER));
    }

    #[test]
    fn what_cannot_be_says_why() {
        let shrinking = exponential(-0.05);
        assert_eq!(months_to(&shrinking, 501.0), Err(NEVER));
        assert_eq!(months_to(&shrinking, 500.0), Err(PASSED));
        assert_eq!(months_to(&exponential(0.0), 501.0), Err(NEVER));
        check(&exponential(-1.0), 3.0, 0.0);
        check(&exponential(-1.0), 0.0, 500.0);
        assert_eq!(customers(&exponential(9.0), NOW, 36.0), Err(TOO_MANY));
        check(&linear(-100.0), 9.0, 0.0);
        assert_eq!(months_to(&linear(-100.0), 501.0), Err(NEVER));
    }
}
