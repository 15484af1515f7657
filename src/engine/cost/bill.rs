//! What does the bill come to, component by component, now and by month?
//!
//! ```text
//! component(t) = base * (customers(t) / customers(0)) ^ exponent
//! component(t) = base * milestone reached(t) / milestone passed now     a step
//! ```
//!
//! A component follows customers by its behavior: with traffic (exponent 0.8),
//! with training (0.7), linearly, half fixed (0.3), not at all, or mixed (0.5).
//! One that grows in steps stays as it is until the next milestone, then rises
//! by that milestone's ratio; it does not shrink again.
//!
//! The source has two bills for the same 500 customers: components of $12,000
//! and a milestone table with $8,000. The base is the stated amount, or its
//! part of what the milestone table says.

use crate::catalog::sources::{CAPACITY_GUIDE, DEFINITION};
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::math::{power, sum};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::money::{Baseline, Behavior};
use crate::scenario::{Component, Money, RowKey};

/// One component, by its behavior.
pub mod component {
    use super::{CAPACITY_GUIDE, power};

    crate::old_formulas! {
        source: CAPACITY_GUIDE;

        /// A component as it is stated.
        pub fn base_stated "Base" (amount: "USD/month") -> "USD/month" as base {
            amount
        }
        /// A component's part of what the milestone table says of the customers of now.
        pub fn base_of_milestones "Base" (amount: "USD/month", stated_bill: "USD/month", milestone_bill: "USD/month") -> "USD/month" as base {
            amount * milestone_bill / stated_bill
        }
        /// A component that follows traffic.
        pub fn bill_of_traffic "Follows traffic" (base: "USD/month", customers_ratio: "x", traffic_exponent: "x") -> "USD/month" as bill {
            base * power(customers_ratio, traffic_exponent)
        }
        /// A component that follows training.
        pub fn bill_of_training "Follows training" (base: "USD/month", customers_ratio: "x", training_exponent: "x") -> "USD/month" as bill {
            base * power(customers_ratio, training_exponent)
        }
        /// A component that grows in steps, from milestone to milestone.
        pub fn bill_in_steps "Grows in steps" (base: "USD/month", milestone_ratio: "x") -> "USD/month" as bill {
            base * milestone_ratio
        }
        /// A component that follows customers one to one.
        pub fn bill_linear "Follows customers" (base: "USD/month", customers_ratio: "x") -> "USD/month" as bill {
            base * customers_ratio
        }
        /// A component that is fixed but for a small part.
        pub fn bill_semi_fixed "Nearly fixed" (base: "USD/month", customers_ratio: "x", semi_fixed_exponent: "x") -> "USD/month" as bill {
            base * power(customers_ratio, semi_fixed_exponent)
        }
        /// A component that does not follow customers.
        pub fn bill_fixed "Fixed" (base: "USD/month") -> "USD/month" as bill {
            base
        }
        /// A component that is made of many small ones.
        pub fn bill_various "Of many parts" (base: "USD/month", customers_ratio: "x", various_exponent: "x") -> "USD/month" as bill {
            base * power(customers_ratio, various_exponent)
        }
    }
}

/// The whole bill, and what it grows by.
pub mod total {
    use super::{DEFINITION, sum};

    crate::old_formulas! {
        source: DEFINITION;

        /// All components as they are stated.
        pub fn stated_bill "Components as stated" (amount: "USD/month") -> "USD/month" {
            sum(amount)
        }
        /// What the milestone table says of the customers of now.
        pub fn milestone_bill "By the milestone table" (milestone_cost: "USD/month") -> "USD/month" table "the milestone table at the customers of now" {
            milestone_cost
        }
        /// How much more the components come to than the milestone table says.
        pub fn baseline_gap "Components over milestone table" (stated_bill: "USD/month", milestone_bill: "USD/month") -> "USD/month" {
            stated_bill - milestone_bill
        }
        /// All components of the bill now.
        pub fn bill_now "Monthly bill" (base: "USD/month") -> "USD/month" as bill {
            sum(base)
        }
        /// All components of the bill in this month.
        pub fn bill_of_month "Monthly bill" (bill: "USD/month") -> "USD/month" as bill {
            sum(bill)
        }
        /// Customers that the bill of now belongs to.
        pub fn customers_now "Customers now" (customers: "customer") -> "customer" {
            customers
        }
        /// How many times the customers of now there are in this month.
        pub fn customers_ratio "Customers against now" (customers: "customer", customers_now: "customer") -> "x" {
            customers / customers_now
        }
        /// What the milestone table says of the last milestone that the customers of now have passed.
        pub fn milestone_passed "Milestone passed" (cost: "USD/month") -> "USD/month" table "cost of the last row of the milestone table with no more customers than now" {
            cost
        }
        /// What the milestone table says of the dearest milestone reached since now.
        pub fn milestone_reached "Milestone reached" (cost: "USD/month") -> "USD/month" table "highest cost of the milestone passed and of those reached since" {
            cost
        }
        /// How far costs in steps have risen by the milestones that were reached.
        pub fn milestone_ratio "Steps since now" (milestone_reached: "USD/month", milestone_passed: "USD/month") -> "x" {
            milestone_reached / milestone_passed
        }
        /// The bill for each customer.
        pub fn cost_per_customer "Cost per customer" (bill: "USD/month", customers: "customer") -> "USD/customer/month" {
            bill / customers
        }
    }
}

/// Every formula of the bill.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = component::entries();
    all.extend(total::entries());
    all
}

figures! {
    /// The bill now.
    pub struct BillNow in "money" {
        /// Components as stated.
        stated_bill: Outcome,
        /// The other baseline.
        milestone_bill: Outcome,
        /// How far they differ.
        baseline_gap: Outcome,
        /// All components.
        bill: Outcome,
        /// Customers now.
        customers_now: Figure,
        /// For each customer.
        cost_per_customer: Outcome,
        /// The milestone that the customers of now have passed.
        milestone_passed: Outcome,
    }
}

/// A milestone as a step in cost: from so many customers on, so much a month.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// From here on.
    pub customers: f64,
    /// What the milestone table says of it.
    pub cost: f64,
}

/// The bill of one month.
#[derive(Clone, PartialEq, Debug)]
pub struct Month {
    /// Customers against now.
    pub customers_ratio: Figure,
    /// The dearest milestone reached.
    pub milestone_reached: Outcome,
    /// Steps against now.
    pub milestone_ratio: Outcome,
    /// Component by component, in the scenario's order.
    pub components: Vec<Outcome>,
    /// The whole.
    pub bill: Outcome,
    /// For each customer.
    pub cost_per_customer: Outcome,
}

/// A component of the bill of now.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Which row it is.
    pub row: RowKey,
    /// What it comes to now.
    pub base: Outcome,
}

/// Why there is no bill.
pub const NO_COMPONENTS: Absent =
    Absent("The bill has no components, so nothing says what the platform costs. Add one.");
const NOBODY: Absent = Absent("No customers are left by then, so there is no cost for each.");
const NO_STEP: Absent =
    Absent("A cost that grows in steps needs a milestone table with costs, and this one has none.");
const NO_AMOUNT: Absent = Absent(
    "All components of the bill are 0, so what the milestone table says cannot be shared among them.",
);

/// How a bill follows customers.
pub struct Course<'a> {
    components: &'a [Component],
    money: &'a Money,
    steps: &'a [Step],
    customers_now: f64,
    /// The bill of now.
    pub now: BillNow,
    /// What it is made of.
    pub parts: Vec<Part>,
}

impl<'a> Course<'a> {
    /// Of these components, in these steps, from so many customers on, for
    /// which the milestone table says `milestone_cost`.
    pub fn new(
        components: &'a [Component],
        money: &'a Money,
        steps: &'a [Step],
        customers_now: f64,
        milestone_cost: Outcome,
    ) -> Self {
        let stated = components.iter().map(|component| component.amount).sum();
        let stated_bill = if components.is_empty() {
            Err(NO_COMPONENTS)
        } else {
            Ok(total::stated_bill(stated))
        };
        let milestone_bill = milestone_cost.map(|cost| total::milestone_bill(cost.value));
        let base = |component: &Component| match money.baseline {
            Baseline::Components => Ok(component::base_stated(component.amount)),
            Baseline::Milestones if stated <= 0.0 => Err(NO_AMOUNT),
            Baseline::Milestones => milestone_bill
                .map(|bill| component::base_of_milestones(component.amount, stated, bill.value)),
        };
        let parts: Vec<Part> = components
            .iter()
            .map(|component| Part {
                row: component.key,
                base: base(component),
            })
            .collect();
        let bill = whole(parts.iter().map(|part| part.base), total::bill_now);
        let now = BillNow {
            stated_bill,
            milestone_bill,
            baseline_gap: stated_bill
                .and_then(|stated| Ok(total::baseline_gap(stated.value, milestone_bill?.value))),
            bill,
            customers_now: total::customers_now(customers_now),
            cost_per_customer: per_customer(bill, customers_now),
            milestone_passed: cost_at(steps, customers_now).map(total::milestone_passed),
        };
        Self {
            components,
            money,
            steps,
            customers_now,
            now,
            parts,
        }
    }

    /// The bill of so many customers.
    pub fn month(&self, customers: f64) -> Month {
        let ratio = total::customers_ratio(customers, self.customers_now);
        let reached = self.reached(customers);
        let steps = reached.and_then(|reached| {
            sound(total::milestone_ratio(
                reached.value,
                self.now.milestone_passed?.value,
            ))
        });
        let components: Vec<Outcome> = self
            .components
            .iter()
            .zip(&self.parts)
            .map(|(stated, part)| {
                self.component(stated.behavior, part.base?.value, ratio.value, steps)
            })
            .collect();
        let bill = whole(components.iter().copied(), total::bill_of_month);
        Month {
            customers_ratio: ratio,
            milestone_reached: reached,
            milestone_ratio: steps,
            components,
            bill,
            cost_per_customer: per_customer(bill, customers),
        }
    }

    /// The dearest milestone from those of now to those of so many customers:
    /// a step once taken stays.
    fn reached(&self, customers: f64) -> Outcome {
        let passed = self.now.milestone_passed?.value;
        let reached = |step: &&Step| (self.customers_now..=customers).contains(&step.customers);
        let later = self.steps.iter().filter(reached);
        let dearest = later.fold(passed, |dearest, step| dearest.max(step.cost));
        Ok(total::milestone_reached(dearest))
    }

    fn component(&self, behavior: Behavior, base: f64, ratio: f64, steps: Outcome) -> Outcome {
        let money = self.money;
        Ok(match behavior {
            Behavior::Traffic => component::bill_of_traffic(base, ratio, money.traffic_exponent),
            Behavior::Training => component::bill_of_training(base, ratio, money.training_exponent),
            Behavior::Step => component::bill_in_steps(base, steps?.value),
            Behavior::Linear => component::bill_linear(base, ratio),
            Behavior::SemiFixed => {
                component::bill_semi_fixed(base, ratio, money.semi_fixed_exponent)
            }
            Behavior::Fixed => component::bill_fixed(base),
            Behavior::Various => component::bill_various(base, ratio, money.various_exponent),
        })
    }
}

/// Visits every figure of the bill of now with its id.
pub fn each_now(now: &BillNow, parts: &[Part], visit: &mut Visit) {
    for part in parts {
        visit(
            &["money.bill.", part.row.text(), ".base"].concat(),
            part.base,
        );
    }
    now.each(&mut |id, outcome| visit(id, outcome));
}

/// What the parts come to, unless one of them is not known.
fn whole(parts: impl Iterator<Item = Outcome>, formula: fn(f64) -> Figure) -> Outcome {
    let mut total = None;
    for part in parts {
        *total.get_or_insert(0.0) += part?.value;
    }
    total.map(formula).ok_or(NO_COMPONENTS)
}

fn per_customer(bill: Outcome, customers: f64) -> Outcome {
    if customers <= 0.0 {
        return Err(NOBODY);
    }
    bill.and_then(|bill| sound(total::cost_per_customer(bill.value, customers)))
}

/// The cost of the last milestone with no more customers, or of the first.
fn cost_at(steps: &[Step], customers: f64) -> Result<f64, Absent> {
    let by_customers = |one: &&Step, other: &&Step| one.customers.total_cmp(&other.customers);
    let passed = steps.iter().filter(|step| step.customers <= customers);
    let last = passed.max_by(by_customers);
    let found = last.or_else(|| steps.iter().min_by(by_customers));
    let cost = found.map(|step| step.cost).filter(|cost| *cost > 0.0);
    cost.ok_or(NO_STEP)
}

impl Month {
    /// Visits every figure with its id. `case` is empty or ends in a dot, as in
    /// `conservative.`.
    pub fn each(&self, parts: &[Part], case: &str, month: &str, visit: &mut Visit) {
        let id = |name: &str| ["money.", case, name, ".", month].concat();
        visit(&id("customers_ratio"), Ok(self.customers_ratio));
        visit(&id("milestone_reached"), self.milestone_reached);
        visit(&id("milestone_ratio"), self.milestone_ratio);
        for (part, component) in parts.iter().zip(&self.components) {
            visit(&id(&["bill.", part.row.text()].concat()), *component);
        }
        visit(&id("bill"), self.bill);
        visit(&id("cost_per_customer"), self.cost_per_customer);
    }
}
