//! What does the bill come to, component by component, now and by month?
//!
//! ```text
//! component(t) = base * (customers(t) / customers of the bill) ^ exponent
//! component(t) = base * milestone reached(t) / milestone passed then    a step
//! ```
//!
//! A bill is stated for so many customers, those of now unless others are stated;
//! for any other number of them, of now too, it is scaled.
//!
//! A component follows customers by its behavior: with traffic (exponent 0.8),
//! with training (0.7), linearly, half fixed (0.3), not at all, or mixed (0.5).
//! One that grows in steps stays as it is until the next milestone, then rises
//! by that milestone's ratio; it does not shrink again.
//!
//! The source has two bills for the same 500 customers: components of $12,000
//! and a milestone table with $8,000. The base is the stated amount, or its
//! part of what the milestone table says.

use super::by_orders::Ordered;
use crate::facts::sources::{CAPACITY_GUIDE, DEFINITION, OURS_ON_GUIDE};
use crate::quantity::Missing;
use crate::quantity::math::{power, sum};
use crate::scenario::growth::milestone;
use crate::scenario::money::bill as part;
use crate::scenario::money::fields;
use crate::scenario::money::{Baseline, Behavior, BillBy, ChargeKind};
use crate::scenario::{Component, Milestone, Scenario};
use crate::sheet::{Case, Cell, Number, Row, Sheet, scratch};

/// One component, by its behavior.
pub mod component {
    use super::{CAPACITY_GUIDE, DEFINITION, OURS_ON_GUIDE, power, sum};

    crate::formulas! {
        source: CAPACITY_GUIDE; in "money";

        /// A component as it is stated.
        pub fn base_stated "Base" (; bill.amount) -> "USD/month" as "money.bill.{row}.base"

        /// A component's part of what the milestone table says of the customers of now.
        pub fn base_of_milestones "Base"
            (stated_bill: "USD/month", milestone_bill: "USD/month"; bill.amount)
            -> "USD/month" as "money.bill.{row}.base" from OURS_ON_GUIDE
        { amount * milestone_bill / stated_bill }

        /// A component that follows traffic.
        pub fn bill_of_traffic "Follows traffic"
            (base: "USD/month", customers_ratio: "x"; money.traffic_exponent)
            -> "USD/month" as "money.{case}bill.{row}" from OURS_ON_GUIDE
        { base * power(customers_ratio, traffic_exponent) }

        /// A component that follows training.
        pub fn bill_of_training "Follows training"
            (base: "USD/month", customers_ratio: "x"; money.training_exponent)
            -> "USD/month" as "money.{case}bill.{row}" from OURS_ON_GUIDE
        { base * power(customers_ratio, training_exponent) }

        /// A component that grows in steps, from milestone to milestone.
        pub fn bill_in_steps "Grows in steps"
            (base: "USD/month", milestone_ratio: "x") -> "USD/month" as "money.{case}bill.{row}" from OURS_ON_GUIDE
        { base * milestone_ratio }

        /// A component that follows customers one to one.
        pub fn bill_linear "Follows customers"
            (base: "USD/month", customers_ratio: "x") -> "USD/month" as "money.{case}bill.{row}"
        { base * customers_ratio }

        /// A component that is fixed but for a small part.
        pub fn bill_semi_fixed "Nearly fixed"
            (base: "USD/month", customers_ratio: "x"; money.semi_fixed_exponent)
            -> "USD/month" as "money.{case}bill.{row}" from OURS_ON_GUIDE
        { base * power(customers_ratio, semi_fixed_exponent) }

        /// A component that does not follow customers.
        pub fn bill_fixed "Fixed" (base: "USD/month") -> "USD/month" as "money.{case}bill.{row}"

        /// A component that pays for pools: as it is now, and what has come of them since.
        pub fn bill_with_orders "With what is ordered"
            (bill: "USD/month", cost: ["USD/month"]) -> "USD/month" as "money.{case}bill.{row}" from DEFINITION
        { bill + sum(cost) }

        /// A component that is made of many small ones.
        pub fn bill_various "Of many parts"
            (base: "USD/month", customers_ratio: "x"; money.various_exponent)
            -> "USD/month" as "money.{case}bill.{row}" from OURS_ON_GUIDE
        { base * power(customers_ratio, various_exponent) }
    }
}

/// The whole bill, and what it grows by.
pub mod total {
    use super::{DEFINITION, sum};

    crate::formulas! {
        source: DEFINITION; in "money";

        /// All components as they are stated.
        pub fn stated_bill "Components as stated" (amount: ["USD/month"]) -> "USD/month"
        { sum(amount) }

        /// What the milestone table says of the customers of now.
        pub fn milestone_bill "By the milestone table" (milestone_cost: "USD/month") -> "USD/month"
            table "the milestone table at the customers of now"
        { milestone_cost }

        /// How much more the components come to than the milestone table says of as many customers.
        pub fn baseline_gap "Components over milestone table"
            (components: "USD/month", milestone_bill: "USD/month") -> "USD/month"
        { components - milestone_bill }

        /// All components of the bill now.
        pub fn bill_now "Monthly bill" (base: ["USD/month"]) -> "USD/month" as bill
        { sum(base) }

        /// All components of the bill in this month.
        pub fn bill_of_month "Monthly bill" (bill: ["USD/month"]) -> "USD/month" as "money.{case}bill"
        { sum(bill) }

        /// Customers that the bill as it is stated belongs to.
        pub fn customers_of_bill "Customers of the bill" (customers: "customer") -> "customer" as "money.bill_at"

        /// How many times the customers of the stated bill there are.
        pub fn customers_ratio "Customers against those of the bill"
            (customers: "customer", bill_at: "customer") -> "x" as "money.{case}customers_ratio"
        { customers / bill_at }

        /// What the milestone table says of the last milestone that the customers of the stated bill have passed.
        pub fn milestone_passed "Milestone passed" (cost: "USD/month") -> "USD/month"
            table "cost of the last row of the milestone table with no more customers than those of the bill"
        { cost }

        /// What the milestone table says of the dearest milestone reached since now.
        pub fn milestone_reached "Milestone reached"
            (cost: "USD/month") -> "USD/month" as "money.{case}milestone_reached"
            table "highest cost of the milestone passed now and of those reached since"
        { cost }

        /// How far costs in steps have risen by the milestones that were reached.
        pub fn milestone_ratio "Steps since the bill"
            (milestone_reached: "USD/month", milestone_passed: "USD/month")
            -> "x" as "money.{case}milestone_ratio"
        { milestone_reached / milestone_passed }

        /// The bill for each customer.
        pub fn cost_per_customer "Cost per customer"
            (customers: "customer", bill: "USD/month")
            -> "USD/customer/month" as "money.{case}cost_per_customer"
        { bill / customers }
    }
}

/// The bill of now or of one month.
#[derive(Clone, PartialEq, Debug)]
pub struct Month {
    /// Component by component, in the scenario's order; none where it is not known
    /// how many customers there are.
    pub components: Vec<Cell>,
    /// The whole.
    pub bill: Cell,
}

impl Month {
    /// The component at this place; the reason why there is none where customers are not known.
    pub(super) fn of_place(&self, place: usize) -> Cell {
        let component = self.components.get(place).copied();
        component.unwrap_or(self.bill)
    }

    /// The components that pay for this.
    ///
    /// # Errors
    /// The reason why one of them is not known.
    pub fn of(&self, scenario: &Scenario, resource: ChargeKind) -> Result<Vec<Cell>, Missing> {
        if self.components.is_empty() {
            self.bill.number()?;
        }
        let parts = scenario.bill.iter().zip(&self.components);
        parts
            .filter(|(row, _)| row.resource == resource)
            .map(|(_, part)| part.number().map(|_| *part))
            .collect()
    }
}

/// Why there is no bill.
pub const NO_COMPONENTS: Missing =
    Missing("The bill has no components, so nothing says what the platform costs. Add one.");
const NOBODY: Missing = Missing("No customers are left by then, so there is no cost for each.");
const NO_STEP: Missing = Missing(
    "A cost that grows in steps needs a milestone table with costs, and this one has none.",
);
const NO_AMOUNT: Missing = Missing(
    "All components of the bill are 0, so what the milestone table says cannot be shared among them.",
);

/// The bill of now, and how it follows customers.
#[derive(Clone, PartialEq, Debug)]
pub struct Bill {
    /// What it comes to now.
    pub now: Month,
    /// The components as they are stated.
    bases: Vec<Cell>,
    /// The customers that those belong to, and those of now.
    customers_then: Cell,
    customers_now: Cell,
    /// The cost of the last milestone that those of now have passed.
    passed_now: Cell,
    /// What the table says of the last one that those of the bill have passed.
    milestone_passed: Cell,
    /// What is ordered of the pools that each component pays for.
    pub(super) ordered: Ordered,
}

/// The bill of so many customers, for whom the milestone table says
/// `milestone_cost`.
pub fn plan(sheet: Sheet, customers: Cell, milestone_cost: Cell, ordered: Ordered) -> Bill {
    let amounts: Vec<Cell> = rows(sheet)
        .map(|(sheet, _)| sheet.read(&part::amount))
        .collect();
    let stated_bill = total::stated_bill(sheet, some(&amounts));
    let milestone_bill = total::milestone_bill(sheet, milestone_cost);
    let shared = stated_bill.must(|stated| stated > 0.0, NO_AMOUNT);
    let by_components = sheet.scenario.money.baseline == Baseline::Components;
    let base = |(sheet, _): (Sheet, _)| {
        if by_components {
            component::base_stated(sheet)
        } else {
            component::base_of_milestones(sheet, shared, milestone_bill)
        }
    };
    let bases: Vec<Cell> = rows(sheet).map(base).collect();
    // What the table says is of the customers of now.
    let is_scaled = by_components && sheet.scenario.money.bill_at.is_some();
    let customers_then = if is_scaled {
        sheet.stated(&fields::bill_at)
    } else {
        total::customers_of_bill(sheet, customers)
    };
    let passed_then = passed(sheet, customers_then.or_zero());
    let mut bill = Bill {
        now: Month {
            components: Vec::new(),
            bill: stated_bill,
        },
        bases,
        customers_then,
        customers_now: customers,
        passed_now: passed(sheet, customers.or_zero()),
        milestone_passed: total::milestone_passed(sheet, passed_then),
        ordered,
    };
    bill.now = if is_scaled {
        bill.month(sheet, None, customers)
    } else {
        bill.as_stated(sheet)
    };
    let components = if by_components {
        bill.now.bill
    } else {
        stated_bill
    };
    total::baseline_gap(sheet, components, milestone_bill);
    bill
}

impl Bill {
    /// The bill of the customers that its parts are stated for.
    fn as_stated(&self, sheet: Sheet) -> Month {
        let components = self.bases.clone();
        let bill = total::bill_now(sheet, some(&components));
        per_customer(sheet, self.customers_now, bill);
        Month { components, bill }
    }

    /// The bill of so many customers, in the month and case in which the sheet stands: by
    /// behavior alone where no month is named.
    pub fn month(&self, sheet: Sheet, at: Option<(Case, usize)>, customers: Cell) -> Month {
        if !customers.is_known() {
            return Month {
                components: Vec::new(),
                bill: total::bill_of_month(sheet, &[customers]),
            };
        }
        let ratio = total::customers_ratio(sheet, customers, self.customers_then);
        let reached = total::milestone_reached(sheet, self.reached(sheet, customers.or_zero()));
        let steps = total::milestone_ratio(sheet, reached, self.milestone_passed);
        let components: Vec<Cell> = rows(sheet)
            .zip(&self.bases)
            .enumerate()
            .map(|(place, ((sheet, row), base))| {
                if let Some((case, at)) = at
                    && sheet.scenario.money.bill_by == BillBy::Orders
                    && let Some(costs) = self.ordered.by(place, case, at)
                {
                    return component::bill_with_orders(sheet, self.now.of_place(place), &costs);
                }
                match row.behavior {
                    Behavior::Traffic => component::bill_of_traffic(sheet, *base, ratio),
                    Behavior::Training => component::bill_of_training(sheet, *base, ratio),
                    Behavior::Step => component::bill_in_steps(sheet, *base, steps),
                    Behavior::Linear => component::bill_linear(sheet, *base, ratio),
                    Behavior::SemiFixed => component::bill_semi_fixed(sheet, *base, ratio),
                    Behavior::Fixed => component::bill_fixed(sheet, *base),
                    Behavior::Various => component::bill_various(sheet, *base, ratio),
                }
            })
            .collect();
        let bill = total::bill_of_month(sheet, some(&components));
        per_customer(sheet, customers, bill);
        Month { components, bill }
    }

    /// What it comes to for other numbers of customers.
    pub fn of_each(&self, scenario: &Scenario, customers: &[Cell]) -> Vec<Number> {
        scratch(scenario, |sheet| {
            let bill = |customers: &Cell| self.month(sheet, None, *customers).bill.number();
            customers.iter().map(bill).collect()
        })
    }

    /// The cost of the dearest milestone from those of now to those of so many
    /// customers: a step once taken stays.
    fn reached(&self, sheet: Sheet, customers: f64) -> Cell {
        let since = self.customers_now.or_zero()..=customers;
        let later = (0..).zip(&sheet.scenario.milestones);
        let later = later.filter(|(_, row)| since.contains(&row.customers));
        let dearest = later.fold(self.passed_now, |dearest, (at, _)| {
            let cost = sheet.read_row(&milestone::cost, at);
            if cost.or_zero() > dearest.or_zero() {
                cost
            } else {
                dearest
            }
        });
        dearest.with(self.passed_now)
    }
}

/// The rows of the bill, each with the sheet standing in it.
fn rows(sheet: Sheet<'_>) -> impl Iterator<Item = (Sheet<'_>, &Component)> {
    let rows = (0..).zip(&sheet.scenario.bill);
    rows.map(move |(at, row)| (sheet.within(Row::Of(&part::TABLE, row.key, at)), row))
}

/// Components to add up; the reason why there is no bill where there is none.
fn some(components: &[Cell]) -> &[Cell] {
    const NONE: &[Cell] = &[Cell::missing(NO_COMPONENTS)];
    if components.is_empty() {
        NONE
    } else {
        components
    }
}

fn per_customer(sheet: Sheet, customers: Cell, bill: Cell) {
    let some = customers.must(|customers| customers > 0.0, NOBODY);
    total::cost_per_customer(sheet, some, bill);
}

/// The cost of the last milestone with no more customers, or of the first.
fn passed(sheet: Sheet, customers: f64) -> Cell {
    let rows = || (0..).zip(&sheet.scenario.milestones);
    let by_customers = |one: &(usize, &Milestone), other: &(usize, &Milestone)| {
        one.1.customers.total_cmp(&other.1.customers)
    };
    let passed = rows().filter(|(_, row)| row.customers <= customers);
    let last = passed.max_by(by_customers);
    let found = last.or_else(|| rows().min_by(by_customers));
    let cost = found.map_or(Cell::missing(NO_STEP), |(at, _)| {
        sheet.read_row(&milestone::cost, at)
    });
    cost.must(|cost| cost > 0.0, NO_STEP)
}
