//! How do customers grow by a table of one's own figures?
//!
//! Through its points; between two of them by the same share each month, as
//! between 500 and 1,000 over six months. Before the first row customers come
//! from those of now; beyond the last one the course of the last two goes on,
//! and one row alone stays flat.

use super::formulas::{months_to_own_curved, months_to_own_straight};
use super::shape::{NEVER, PASSED};
use crate::facts::sources::DEFINITION;
use crate::quantity::brackets::max;
use crate::quantity::math::power;
use crate::quantity::order::ascending;
use crate::scenario::growth::own;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: DEFINITION; in "growth";

    /// Customers by the table: between two rows, and beyond the last two, by the same share each month.
    pub fn own_customers_curved "Customers by the table"
        (
            customers_before: "customer", customers_after: "customer", month_before: "month",
            month_after: "month", months_ahead: "month"
        ) -> "customer" as own_customers
    {
        customers_before
            * power(customers_after / customers_before, (months_ahead - month_before) / (month_after - month_before))
    }

    /// Customers by the table: where one of two rows has none, by the same number each month.
    pub fn own_customers_straight "Customers by the table"
        (
            customers_before: "customer", customers_after: "customer", month_before: "month",
            month_after: "month", months_ahead: "month"
        ) -> "customer" as own_customers
    {
        max(
            0.0,
            customers_before
                + (customers_after - customers_before) * (months_ahead - month_before) / (month_after - month_before),
        )
    }

    /// Customers by the table: one row alone stays flat.
    pub fn own_customers_flat "Customers by the table"
        (customers_before: "customer") -> "customer" as own_customers
}

/// A month and the customers of it.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Point {
    month: Cell,
    customers: Cell,
}

impl Point {
    fn month(&self) -> f64 {
        self.month.or_zero()
    }

    fn customers(&self) -> f64 {
        self.customers.or_zero()
    }
}

/// The rows of the table in the order of their months, with the customers of
/// now before them unless a row says how many there are.
#[derive(Clone, PartialEq, Debug)]
pub struct Own {
    points: Vec<Point>,
}

impl Own {
    /// The rows of the scenario in any order, from `now` at month `start`; of two
    /// for one month the first counts, and a table without rows keeps the
    /// customers of now.
    pub fn new(sheet: Sheet, now: Cell, start: Cell) -> Self {
        let rows = sheet.scenario.own_months.iter().enumerate();
        let points: Vec<Point> = rows
            .map(|(at, _)| Point {
                month: sheet.read_row(&own::month, at),
                customers: sheet.read_row(&own::customers, at),
            })
            .collect();
        let mut points = ascending(&points, Point::month);
        points.dedup_by(|later, kept| later.month() <= kept.month());
        if points.first().is_none_or(|first| first.month() > 0.0) {
            let now = Point {
                month: start,
                customers: now,
            };
            points.insert(0, now);
        }
        Self { points }
    }

    /// What the table itself says of a month.
    pub fn customers(&self, sheet: Sheet, ahead: Cell) -> Cell {
        let month = ahead.or_zero();
        let after = self.points.iter().position(|point| point.month() > month);
        let (before, after) = self.pair(after.unwrap_or(self.points.len()));
        if after.month() <= before.month() {
            return own_customers_flat(sheet, before.customers);
        }
        let formula = if before.customers() > 0.0 && after.customers() > 0.0 {
            own_customers_curved
        } else {
            own_customers_straight
        };
        formula(
            sheet,
            before.customers,
            after.customers,
            before.month,
            after.month,
            ahead,
        )
    }

    /// Months until the table comes to so many customers.
    pub fn months_to(&self, sheet: Sheet, aim: Cell) -> Cell {
        let pair = self.towards(aim.or_zero());
        let (before, after) = pair.unwrap_or((self.points[0], self.points[0]));
        let aim = aim
            .must(|_| pair.is_some(), NEVER)
            .must(|aim| aim > before.customers(), PASSED);
        let formula = if before.customers() > 0.0 {
            months_to_own_curved
        } else {
            months_to_own_straight
        };
        formula(
            sheet,
            aim,
            before.customers,
            after.customers,
            before.month,
            after.month,
        )
    }

    /// The first two points, or the last two, on whose course so many customers lie.
    fn towards(&self, aim: f64) -> Option<(Point, Point)> {
        let after = self.points.iter().position(|it| it.customers() >= aim);
        let (before, after) = match after {
            // The table begins with as many: the month of its first row.
            Some(0) => (self.points[0], self.points[0]),
            after => self.pair(after.unwrap_or(self.points.len())),
        };
        let comes = after.customers() > before.customers() || after.customers() >= aim;
        comes.then_some((before, after))
    }

    /// The point at `after` and the one before it, within the table.
    fn pair(&self, after: usize) -> (Point, Point) {
        let last = self.points.len() - 1;
        let after = after.clamp(usize::from(last > 0), last);
        (self.points[after.saturating_sub(1)], self.points[after])
    }
}
