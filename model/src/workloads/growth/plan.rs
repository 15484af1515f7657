//! How many customers will there be in each case, when do they come to what calls
//! for a change, what do so many need, and how high does demand peak?

use super::formulas::{customers_at_change, months_since};
use super::milestones::{Milestones, Needs};
use super::shape::{self, Shape, Since};
use super::timeline::Timeline;
use crate::facts::sources::DEFINITION;
use crate::quantity::math::of_count;
use crate::quantity::order::ascending;
use crate::scenario::growth::change;
use crate::sheet::{Case, Cell, Row, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "growth";

    /// How many months from now this is; the start of the plan is month 0.
    pub fn months_ahead "Months from now" () -> "month" table "counted from the start"
}

/// Customers by month in three cases, with what so many need and how high
/// demand peaks.
#[derive(Clone, PartialEq, Debug)]
pub struct Growth {
    /// How many months are projected.
    pub months: usize,
    /// Customers now, then after each month, by [`Case`].
    pub customers: [Vec<Cell>; 3],
    /// How customers grow, by [`Case`].
    pub shapes: [Shape; 3],
    /// Numbers of customers from which something has to change, rising, each
    /// once.
    pub targets: Vec<f64>,
    /// Months until there are so many, one a target, by [`Case`].
    pub months_to: [Vec<Cell>; 3],
    /// What the moderate case needs, month by month.
    pub needs: Vec<Needs>,
    /// How demand stands above what customers make of it.
    pub timeline: Timeline,
    /// Since when they grow so; none from the start.
    pub since: Option<Since>,
}

/// The growth of a scenario that states any; since a month where what is stated has
/// changed then.
pub fn plan(sheet: Sheet, demand: &Demand, since: Option<Since>) -> Growth {
    let growth = &sheet.scenario.growth;
    let now = demand.customers;
    let months = growth.horizon() as usize;
    let by_month = |of: &dyn Fn(Sheet, usize) -> Cell| -> Vec<Cell> {
        let months = 0..=months;
        months
            .map(|month| of(sheet.in_month(month), month))
            .collect()
    };
    let mut ahead = by_month(&|sheet, month| months_ahead(sheet, of_count(month)));
    let shapes = Case::ALL.map(|case| shape::plan(sheet, case, now, ahead[0]));
    let of = |case: Case| &shapes[case as usize];
    let course = of(Case::Moderate).course(since);
    if let Some(course) = course {
        ahead = by_month(&|sheet, month| {
            months_since(sheet, of_count(month.saturating_sub(course.month)))
        });
    }
    let along = by_month(&|sheet, month| of(Case::Moderate).along(sheet, ahead[month]));
    let customers = Case::ALL.map(|case| {
        let sheet = sheet.in_case(case);
        let from = course.map_or(now, |course| {
            customers_at_change(sheet, course.customers(case, now))
        });
        let then = |sheet: Sheet, month| match since {
            // Nobody asks for these but to know how many there are now.
            Some(since) if month < since.from => now,
            _ => of(case).customers(sheet.in_case(case), from, along[month]),
        };
        by_month(&then)
    });
    let targets = targets(sheet);
    let months_to = Case::ALL.map(|case| {
        let months_to = |target: &Cell| {
            let sheet = sheet.in_case(case).within(Row::Number(target.or_zero()));
            of(case).until([sheet; 2], (case, since), now, *target)
        };
        targets.iter().map(months_to).collect()
    });
    let then = &customers[Case::Moderate as usize];
    let milestones = Milestones::new(sheet);
    let mut timeline = Timeline::new(sheet, demand, months);
    timeline.rates(sheet, demand, &customers);
    let needs = (then.iter().enumerate())
        .map(|(month, then)| milestones.needs(sheet.in_month(month), *then))
        .collect();
    Growth {
        months,
        needs,
        timeline,
        customers,
        shapes,
        targets: targets.into_iter().map(Cell::or_zero).collect(),
        months_to,
        since,
    }
}

/// Numbers of customers from which something has to change.
fn targets(sheet: Sheet) -> Vec<Cell> {
    let rows = sheet.scenario.changes.iter().enumerate();
    let targets: Vec<Cell> = rows
        .map(|(at, _)| sheet.read_row(&change::customers, at))
        .collect();
    let mut targets = ascending(&targets, |target| target.or_zero());
    targets.dedup();
    targets
}

impl Growth {
    /// Customers of a case, month by month.
    pub fn customers(&self, case: Case) -> &[Cell] {
        &self.customers[case as usize]
    }

    /// Months until each target in a case.
    pub fn months_to(&self, case: Case) -> &[Cell] {
        &self.months_to[case as usize]
    }
}
