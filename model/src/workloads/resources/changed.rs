//! Where what is stated changes along the months: how much is there by then, what must
//! be, and which resources come with a change?
//!
//! What a month needs and when a share of it is taken are figures of the stretch that the
//! month lies in; here they come together in one row for each resource.

use super::formulas::{critical_in, full_in, needed_sized, order_by};
use super::plan::Resource;
use crate::engine::Plan;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::of_count;
use crate::sheet::{Case, Cell, Known, Row, Sheet};

crate::formulas! {
    source: DEFINITION; in "resource.{row}";

    /// How much is there in this month, before anything is ordered.
    pub fn capacity_then "There is" () -> "unit" as capacity table "what is stated for this month"

    /// Nothing of it is used before a dated change.
    pub fn used_later "Used at the peak" () -> "unit" as used table "nothing, until what is stated changes"

    /// Nothing of it is there that is known before a dated change.
    pub fn capacity_later "There is" () -> "unit" as capacity table "nothing, until what is stated changes"

    /// When it is first needed, in months from the start.
    pub fn needed_from "Needed from" () -> "month" table "the month of the change that needs it"

    /// How much is there when it is ordered: what is stated for then, and what was ordered before.
    pub fn there_by_then "There by then" () -> "unit" as there_before "orders.{row}.there_before"
        solved "what is stated for the month in which it must be there, and what was ordered before"

    /// What one of it costs a month when it comes.
    pub fn unit_cost_then "Price of one" () -> "USD/unit/month" as unit_cost "orders.{row}.unit_cost"
        table "as stated for the month in which it must be there"
}

/// Why a resource that comes with a change has no room.
const NOT_YET: Missing =
    Missing("It is needed from a dated change on, so nothing of it can fill before.");

/// Makes of resources as they are now those of all months.
pub(super) fn along(sheet: Sheet, plan: &Plan, all: &mut Vec<Resource>) {
    let Some(growth) = &plan.growth else {
        return;
    };
    for resource in all.iter_mut() {
        let there_now = resource.capacity.or_zero();
        resource.must_be_there.clear();
        for month in 0..=growth.months {
            let theirs = of_month(plan, month, resource.row);
            let must = theirs.and_then(|it| it.must_be_there.get(month).copied());
            resource.must_be_there.push(must.unwrap_or(0.0));
            let there = theirs.map_or(there_now, |it| it.capacity.or_zero());
            resource.there_in.push(there);
        }
        let events = growth.timeline.rented.iter().enumerate();
        resource.must_at_rented = events
            .map(|(at, event)| must_at_event(plan, event.month, resource.row, at))
            .collect();
        if resource
            .there_in
            .iter()
            .any(|there| there.to_bits() != there_now.to_bits())
        {
            let sheet = sheet.within(resource.row);
            for (month, there) in resource.there_in.iter().enumerate() {
                capacity_then(sheet.in_month(month), *there);
            }
        }
    }
    for stretch in &plan.stretches[1..] {
        let theirs = stretch.plan.resources.iter().flat_map(|it| &it.all);
        for new in theirs {
            if all.iter().all(|known| known.row != new.row) {
                all.push(coming(sheet, plan, new, stretch.stated.month));
            }
        }
    }
}

/// A resource as it is in a month; none where nothing takes it then.
fn of_month(plan: &Plan, month: usize, row: Row) -> Option<&Resource> {
    let resources = plan.stretch_in(month)?.plan.resources.as_ref()?;
    resources.all.iter().find(|it| it.row == row)
}

/// What must be there in a month for the rented event at this place.
fn must_at_event(plan: &Plan, month: usize, row: Row, at: usize) -> f64 {
    let theirs = of_month(plan, month, row);
    let must = theirs.and_then(|it| it.must_at_rented.get(at).copied());
    must.unwrap_or(0.0)
}

/// A resource that is first needed from a month on.
fn coming(sheet: Sheet, plan: &Plan, new: &Resource, month: usize) -> Resource {
    let here = sheet.within(new.row);
    let months = 0..plan.growth.as_ref().map_or(0, |growth| growth.months + 1);
    let in_month = |month: usize| of_month(plan, month, new.row);
    let stated = |month: usize| match in_month(month) {
        Some(it) if it.is_stated => it.capacity.or_zero(),
        _ => 0.0,
    };
    let must = |month: usize| {
        let theirs = in_month(month).and_then(|it| it.must_be_there.get(month).copied());
        theirs.unwrap_or(0.0)
    };
    let (used, capacity) = (used_later(here, 0.0), capacity_later(here, 0.0));
    let nothing = Cell::bare(Ok(0.0));
    for month in months.clone() {
        needed_sized(here.in_month(month), 0.0, used, nothing, nothing);
    }
    let from = needed_from(here, of_count(month));
    // The moment is that of the change, whatever is sized from then on.
    let here = here.from_given();
    let lead_time = Cell::bare(new.lead_time.number());
    let by = |case| order_by(here.in_case(case), from, lead_time);
    Resource {
        name: new.name.clone(),
        must_be_there: months.clone().map(must).collect(),
        must_at_rented: plan.growth.as_ref().map_or_else(Vec::new, |growth| {
            let events = growth.timeline.rented.iter().enumerate();
            let must = events.map(|(at, event)| must_at_event(plan, event.month, new.row, at));
            must.collect()
        }),
        there_in: months.map(stated).collect(),
        months_to_critical: critical_in(here, from),
        months_to_cliff: full_in(here, from),
        order_by_months: by(Case::Moderate),
        order_by_in: [Case::Conservative, Case::Aggressive].map(by),
        critical_times: Cell::missing(NOT_YET),
        room: Cell::missing(NOT_YET),
        lead_time,
        unit_cost: Cell::bare(new.unit_cost.number()),
        most: Cell::bare(new.most.number()),
        one_off: Cell::bare(new.one_off.number()),
        used,
        capacity,
        ..*new
    }
}

/// How much is there by then and what one more costs, as an order takes them.
pub(super) fn at_order(
    sheet: Sheet,
    plan: &Plan,
    (resource, there_before): (&Resource, Cell),
    (month, there): (usize, f64),
) -> [Cell; 2] {
    let then = of_month(plan, month, resource.row);
    let unit_cost = then.map_or(resource.unit_cost, |it| it.unit_cost).number();
    let is_same = |cell: Cell, number: f64| {
        cell.number()
            .is_ok_and(|it| it.to_bits() == number.to_bits())
    };
    let before = if is_same(there_before, there) {
        there_before
    } else {
        there_by_then(sheet, Known::from(there))
    };
    let unit_cost = match unit_cost {
        Ok(cost) if is_same(resource.unit_cost, cost) => resource.unit_cost,
        cost => unit_cost_then(sheet, cost),
    };
    [before, unit_cost]
}
