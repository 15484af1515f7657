//! Is there money for the bill?
//!
//! ```text
//! budget used = bill / budget
//! budget left = budget - bill      negative where the bill is over it
//! ```

use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: DEFINITION; in "money";

    /// Which share of the budget the bill of now takes.
    pub fn budget_used "Budget used" (bill: "USD/month"; money.budget) -> "share"
    { bill / budget }

    /// What the bill of now leaves of the budget; negative where it is over it.
    pub fn budget_left "Budget left" (bill: "USD/month"; money.budget) -> "USD/month"
    { budget - bill }
}

const NO_BILL: Missing = Missing("There is no bill, so nothing says what it takes of the budget.");

/// The bill against a budget, where one is stated; `bill` is that of the
/// business, or else of the web stack.
pub fn plan(sheet: Sheet, bill: Option<Cell>) {
    if sheet.scenario.money.budget.is_some() {
        let bill = bill.unwrap_or(Cell::missing(NO_BILL));
        budget_used(sheet, bill);
        budget_left(sheet, bill);
    }
}
