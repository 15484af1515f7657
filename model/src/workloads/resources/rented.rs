//! What is rented for the hours of an event, and given back?
//!
//! ```text
//! units = whole steps that the event takes beyond what is there by then
//! once  = units * price of a month * hours / hours of a month
//! ```

use super::changed_at_order;
use super::orders::{Draft, NOTHING_ONCE, Terms, What};
use super::plan::Resource;
use crate::engine::Plan;
use crate::facts::constants::{DAYS_PER_MONTH, HOURS_PER_MONTH};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::round_up;
use crate::scenario::growth::event;
use crate::sheet::{Cell, Sheet};
use crate::workloads::growth::Growth;

crate::formulas! {
    source: DEFINITION; in "orders.{row}";

    /// How much is rented for the event.
    pub fn rented_units "Units" (used: "unit", capacity: "unit") -> "unit" as units
        solved "the fewest whole steps that the event takes beyond what is there by then, with the headroom kept"

    /// What is there before the event.
    pub fn there_before_event "There before" () -> "unit" as there_before "orders.{row}.there_before"
        table "what is there now, and what is ordered by then"

    /// What renting it for the hours of the event costs.
    pub fn rent "Once" (units: "unit", unit_cost: "USD/unit/month", hours: "h") -> "USD" as once
    { units * unit_cost * hours / HOURS_PER_MONTH }
}

/// What is rented costs nothing from month to month.
const GIVEN_BACK: Missing =
    Missing("It is rented for the hours of the event and given back, so it costs nothing a month.");

/// What events take beyond what is there when they begin, given what is ordered otherwise.
pub(super) fn drafts(all: &[Resource], growth: &Growth, ordered: &[Draft]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (at, resource) in all.iter().enumerate() {
        let events = growth.timeline.rented.iter().zip(&resource.must_at_rented);
        for (event, must) in events {
            let of_it = ordered.iter().filter(|it| it.what == What::More(at));
            let come = of_it.filter(|it| it.arrives <= event.from);
            let stated = resource.there_in.get(event.month).copied();
            let there = stated.unwrap_or_else(|| resource.capacity.or_zero())
                + come.map(|it| it.units).sum::<f64>();
            let steps = round_up((must - there) / resource.step);
            if steps >= 1.0 {
                drafts.push(Draft {
                    what: What::Rent(at, event.event),
                    arrives: event.from,
                    order_by: event.from - resource.lead_time.or_zero() / DAYS_PER_MONTH,
                    units: resource.step * steps,
                    in_month: (event.month, there),
                });
            }
        }
    }
    drafts
}

/// What is rented of a resource for an event.
pub(super) fn terms(
    sheet: Sheet,
    plan: &Plan,
    event: usize,
    draft: &Draft,
    resource: &Resource,
) -> Terms {
    let there = resource.capacity;
    let units = rented_units(sheet, draft.units, resource.used, there);
    let each = if resource.there_in.is_empty() {
        resource.unit_cost
    } else {
        changed_at_order(sheet, plan, (resource, there), draft.in_month)[1]
    };
    let before = there_before_event(sheet, draft.in_month.1);
    let once = if resource.unit_cost.is_known() {
        rent(sheet, units, each, sheet.read_row(&event::hours, event))
    } else {
        Cell::missing(NOTHING_ONCE)
    };
    Terms {
        units,
        before,
        each: Err(GIVEN_BACK),
        once,
    }
}
