//! What does the platform's bill come to where parts of it go on by what is ordered of the
//! pools that they pay for, in place of their behavior?
//!
//! ```text
//! part(t) = part now + cost a month of what has come of its pools since
//! ```
//!
//! One of the two ways gives the bill, and the other stands beside it, with the gap.

use super::bill::{Bill, Month};
use super::strategy::HORIZONS;
use crate::engine::Plan;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::{of_count, sum};
use crate::scenario::money::BillBy;
use crate::sheet::{Case, Cell, Known, Sheet};
use crate::workloads::growth::Growth;
use crate::workloads::resources::orders::What;

crate::formulas! {
    source: DEFINITION; in "money";

    /// What the bill comes to where the parts that pay for pools go on by what is ordered of these: those parts as
    /// they are now, what has come of the pools since, and the other parts of this month.
    pub fn by_orders "By orders" (bill: ["USD/month"]) -> "USD/month" as by_orders "money.bill_by_orders"
    { sum(bill) }

    /// What the bill of this month comes to, which goes by orders.
    pub fn by_orders_chosen "By orders" (bill: "USD/month") -> "USD/month" as by_orders "money.bill_by_orders"

    /// What the bill of this month comes to, which goes by the behavior of each part.
    pub fn by_behavior_chosen "By behavior" (bill: "USD/month") -> "USD/month" as by_behavior "money.bill_by_behavior"

    /// What the bill would come to by the behavior of each part.
    pub fn by_behavior "By behavior" (customers: "customer") -> "USD/month" as by_behavior "money.bill_by_behavior"
        solved "every part by its own behavior, for the customers of this month"

    /// How much more the bill comes to by orders than by behavior.
    pub fn orders_gap "By orders over by behavior" (by_orders: "USD/month", by_behavior: "USD/month") -> "USD/month"
        as orders_gap "money.orders_gap"
    { by_orders - by_behavior }
}

/// Why other cases have no bill by orders.
const OF_MODERATE: Missing = Missing(
    "What is ordered is planned for moderate growth, so the bill by orders is not known for slower or faster growth. \
     Let the bill go on by behavior.",
);
/// Why there is no bill by orders with dated changes.
const CHANGES: Missing = Missing(
    "What is stated changes within the months that are planned, so what is ordered after cannot be told from what is \
     there. Let the bill go on by behavior.",
);

/// What is ordered of the pools that each component pays for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Ordered {
    /// By component: when each order of its pools comes, and what that costs a month; none
    /// where it pays for no pool.
    of: Vec<Option<Vec<(f64, Cell)>>>,
    /// Whether what is stated changes.
    changes: bool,
}

/// What is ordered of pools, as far as components pay for these.
pub(super) fn ordered(sheet: Sheet, plan: &Plan) -> Ordered {
    let scenario = sheet.scenario;
    let pays = |key| scenario.bill.iter().position(|row| Some(row.key) == key);
    // Pools come first among resources, in their own order.
    let payers: Vec<Option<usize>> = { scenario.pools.iter() }
        .map(|pool| pays(pool.paid_by))
        .collect();
    let mut of = vec![None; scenario.bill.len()];
    for place in payers.iter().flatten() {
        of[*place] = Some(Vec::new());
    }
    for order in plan.resources.iter().flat_map(|it| &it.orders) {
        let What::More(at) = order.what else { continue };
        let payer = payers.get(at).copied().flatten();
        let of_payer = payer.and_then(|place| of[place].as_mut());
        if let (Some(of), Ok(arrives)) = (of_payer, order.arrives.number()) {
            of.push((arrives, order.cost));
        }
    }
    Ordered {
        of,
        changes: plan.since.is_some() || !plan.stretches.is_empty(),
    }
}

impl Ordered {
    /// What has come by this month of the pools that the component at this place pays for;
    /// none where it pays for no pool.
    pub(super) fn by(&self, place: usize, case: Case, month: usize) -> Option<Vec<Cell>> {
        let come = self.come(place, month)?;
        Some(match case {
            _ if self.changes => vec![Cell::missing(CHANGES)],
            Case::Moderate => come,
            Case::Conservative | Case::Aggressive => vec![Cell::missing(OF_MODERATE)],
        })
    }

    /// The same in the moderate case, whatever changes.
    fn come(&self, place: usize, month: usize) -> Option<Vec<Cell>> {
        let orders = self.of.get(place)?.as_ref()?;
        let come = orders.iter().filter(|(when, _)| *when <= of_count(month));
        Some(come.map(|(_, cost)| *cost).collect())
    }
}

/// Both ways at the horizons, where a component pays for a pool.
pub(super) fn plan(sheet: Sheet, bill: &Bill, months: &[Month], growth: Option<&Growth>) {
    let ordered = &bill.ordered;
    let Some(growth) = growth.filter(|_| ordered.of.iter().any(Option::is_some)) else {
        return;
    };
    let customers = growth.customers(Case::Moderate);
    for at in HORIZONS.into_iter().filter(|at| *at < months.len()) {
        // What has come by then was ordered in the months before.
        let sheet = sheet.from_given().in_month(at);
        let month = &months[at];
        let (orders, behavior) = match sheet.scenario.money.bill_by {
            BillBy::Orders => {
                let then = bill.of_each(sheet.scenario, &customers[at..=at]);
                let then = then.into_iter().next().unwrap_or(Ok(0.0));
                let behavior = by_behavior(sheet, Known(then), customers[at]);
                (by_orders_chosen(sheet, month.bill), behavior)
            }
            BillBy::Behavior => {
                let mut parts = Vec::new();
                for place in 0..ordered.of.len() {
                    match ordered.come(place, at) {
                        Some(costs) => {
                            parts.push(bill.now.of_place(place));
                            parts.extend(costs);
                        }
                        None => parts.push(month.of_place(place)),
                    }
                }
                let orders = by_orders(sheet, &parts);
                (orders, by_behavior_chosen(sheet, month.bill))
            }
        };
        orders_gap(sheet, orders, behavior);
    }
}
