//! How do customers grow by a table of one's own figures?
//!
//! Through its points; between two of them by the same share each month, as
//! between 500 and 1,000 over six months. Before the first row customers come
//! from those of now; beyond the last one the course of the last two goes on,
//! and one row alone stays flat.

use super::shape::{NEVER, PASSED, bounded, reached};
use crate::catalog::sources::DEFINITION;
use crate::quantity::brackets::max;
use crate::quantity::math::{ln, power};
use crate::quantity::order::ascending;
use crate::quantity::{Figure, Outcome};

crate::old_formulas! {
    source: DEFINITION;

    /// Customers by the table: between two rows, and beyond the last two, by the same share each month.
    pub fn own_customers_curved "Customers by the table" (customers_before: "customer", customers_after: "customer", month_before: "month", month_after: "month", months_ahead: "month") -> "customer" as own_customers {
        customers_before * power(customers_after / customers_before, (months_ahead - month_before) / (month_after - month_before))
    }
    /// Customers by the table: where one of two rows has none, by the same number each month.
    pub fn own_customers_straight "Customers by the table" (customers_before: "customer", customers_after: "customer", month_before: "month", month_after: "month", months_ahead: "month") -> "customer" as own_customers {
        max(0.0 * customers_before, customers_before + (customers_after - customers_before) * (months_ahead - month_before) / (month_after - month_before))
    }
    /// Customers by the table: one row alone stays flat.
    pub fn own_customers_flat "Customers by the table" (customers_before: "customer") -> "customer" as own_customers {
        customers_before
    }
    /// Customers by the table, in a case that takes more or less of its growth.
    pub fn customers_own "Customers" (customers: "customer", own_customers: "customer", case_factor: "x") -> "customer" as customers {
        customers * power(own_customers / customers, case_factor)
    }
    /// Customers in the table when this case has so many.
    pub fn own_target "Customers by the table then" (customers: "customer", target_customers: "customer", case_factor: "x") -> "customer" {
        customers * power(target_customers / customers, 1.0 / case_factor)
    }
    /// Months until the table comes to so many customers.
    pub fn months_to_own_curved "Months until then" (own_target: "customer", customers_before: "customer", customers_after: "customer", month_before: "month", month_after: "month") -> "month" as months_to {
        month_before + (month_after - month_before) * ln(own_target / customers_before) / ln(customers_after / customers_before)
    }
    /// Months until the table comes to so many customers.
    pub fn months_to_own_straight "Months until then" (own_target: "customer", customers_before: "customer", customers_after: "customer", month_before: "month", month_after: "month") -> "month" as months_to {
        month_before + (month_after - month_before) * (own_target - customers_before) / (customers_after - customers_before)
    }
}

/// A month and the customers of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Months from now.
    pub month: f64,
    /// How many there are.
    pub customers: f64,
    /// Which row of the table says so; none for the customers of now.
    pub row: Option<usize>,
}

/// The rows of the table in the order of their months, with the customers of
/// now before them unless a row says how many there are.
#[derive(Clone, PartialEq, Debug)]
pub struct Own {
    points: Vec<Point>,
}

impl Own {
    /// The rows in any order; of two for one month the first counts, and a
    /// table without rows keeps the customers of now.
    pub fn new(now: f64, rows: impl Iterator<Item = (f64, f64)>) -> Self {
        let points: Vec<Point> = rows
            .enumerate()
            .map(|(row, (month, customers))| Point {
                month,
                customers,
                row: Some(row),
            })
            .collect();
        let mut points = ascending(&points, |point| point.month);
        points.dedup_by(|later, kept| later.month <= kept.month);
        if points.first().is_none_or(|first| first.month > 0.0) {
            let row = None;
            points.insert(
                0,
                Point {
                    month: 0.0,
                    customers: now,
                    row,
                },
            );
        }
        Self { points }
    }

    /// The two points between which a month lies; beyond the last, the last two.
    pub fn around(&self, month: f64) -> (Point, Point) {
        let after = self.points.iter().position(|point| point.month > month);
        self.pair(after.unwrap_or(self.points.len()))
    }

    /// The point at `after` and the one before it, within the table.
    fn pair(&self, after: usize) -> (Point, Point) {
        let last = self.points.len() - 1;
        let after = after.clamp(usize::from(last > 0), last);
        (self.points[after.saturating_sub(1)], self.points[after])
    }

    /// What the table itself says of a month.
    pub fn own_customers(&self, month: f64) -> Figure {
        let (before, after) = self.around(month);
        let held = [before.customers, after.customers, before.month, after.month];
        between(held, month)
    }

    /// Customers of a month in a case.
    pub(super) fn customers(&self, now: f64, case_factor: f64, month: f64) -> Outcome {
        let own = self.own_customers(month);
        bounded(own)?;
        bounded(customers_own(now, own.value, case_factor))
    }

    /// The number that the table comes to when a case comes to `target`.
    ///
    /// # Errors
    /// Says that a case that takes nothing of the table never comes there.
    pub fn target(now: f64, case_factor: f64, target: f64) -> Outcome {
        if case_factor <= 0.0 {
            return Err(NEVER);
        }
        reached(own_target(now, target, case_factor))
    }

    /// Months until a case comes to `target` customers, more than there are now.
    pub(super) fn months_to(&self, now: f64, case_factor: f64, target: f64) -> Outcome {
        let target = Self::target(now, case_factor, target)?.value;
        let Some((before, after)) = self.towards(target) else {
            return Err(NEVER);
        };
        if target <= before.customers {
            return Err(PASSED);
        }
        let figure = if before.customers > 0.0 {
            months_to_own_curved
        } else {
            months_to_own_straight
        };
        reached(figure(
            target,
            before.customers,
            after.customers,
            before.month,
            after.month,
        ))
    }

    /// The first two points, or the last two, on whose course `target` lies.
    pub fn towards(&self, target: f64) -> Option<(Point, Point)> {
        let after = self
            .points
            .iter()
            .position(|point| point.customers >= target);
        let (before, after) = match after {
            // The table begins with as many: the month of its first row.
            Some(0) => (self.points[0], self.points[0]),
            after => self.pair(after.unwrap_or(self.points.len())),
        };
        (after.customers > before.customers || after.customers >= target).then_some((before, after))
    }
}

/// Held are the customers before and after, then their months.
fn between([before, after, month_before, month_after]: [f64; 4], month: f64) -> Figure {
    if month_after <= month_before {
        return own_customers_flat(before);
    }
    if before > 0.0 && after > 0.0 {
        own_customers_curved(before, after, month_before, month_after, month)
    } else {
        own_customers_straight(before, after, month_before, month_after, month)
    }
}
