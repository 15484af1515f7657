//! Is there money for the bill?
//!
//! ```text
//! budget used = bill / budget
//! budget left = budget - bill      negative where the bill is over it
//! ```

use crate::catalog::sources::DEFINITION;
use crate::engine::outcome::{figures, sound};
use crate::quantity::{Absent, Outcome};

crate::old_formulas! {
    source: DEFINITION;

    /// Which share of the budget the bill of now takes.
    pub fn budget_used "Budget used" (bill: "USD/month", budget: "USD/month") -> "share" {
        bill / budget
    }
    /// What the bill of now leaves of the budget; negative where it is over it.
    pub fn budget_left "Budget left" (budget: "USD/month", bill: "USD/month") -> "USD/month" {
        budget - bill
    }
}

figures! {
    /// The bill against the budget.
    pub struct Budget in "money" {
        /// What it takes.
        budget_used: Outcome,
        /// What it leaves.
        budget_left: Outcome,
    }
}

const NO_BILL: Absent = Absent("There is no bill, so nothing says what it takes of the budget.");

/// The bill against a budget, where one is stated; `bill` is that of the
/// business, or else of the web stack.
pub fn plan(budget: Option<f64>, bill: Option<Outcome>) -> Option<Budget> {
    let budget = budget?;
    let bill = bill.unwrap_or(Err(NO_BILL));
    Some(Budget {
        budget_used: bill.and_then(|bill| sound(budget_used(bill.value, budget))),
        budget_left: bill.map(|bill| budget_left(budget, bill.value)),
    })
}
