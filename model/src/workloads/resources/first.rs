//! Which resource leaves the least room, which fills first, and which must be ordered
//! first? Three questions, and maybe three answers.

use super::plan::Resource;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::of_count;
use crate::scenario::Anchor;
use crate::sheet::{Cell, Known, Sheet};
use crate::workloads::growth::reach::NO_GROWTH;
use crate::workloads::pools::binding::ranked;

crate::formulas! {
    source: DEFINITION; in "answer";

    /// How many more customers fit before the first resource comes to its critical share.
    pub fn room_in_customers "Room" (room: "customer") -> "customer" as room table "the least of all resources"
    { room }

    /// How many more users fit before the first resource comes to its critical share.
    pub fn room_in_users "Room" (room: "user") -> "user" as room table "the least of all resources"
    { room }

    /// How many more users can begin a session in an hour before the first resource comes to its critical share.
    pub fn room_in_sessions "Room" (room: "user/h") -> "user/h" as room table "the least of all resources"
    { room }

    /// How many more requests a day fit before the first resource comes to its critical share.
    pub fn room_in_requests "Room" (room: "req/day") -> "req/day" as room table "the least of all resources"
    { room }

    /// How many more requests a second fit before the first resource comes to its critical share.
    pub fn room_in_rate "Room" (room: "req/s") -> "req/s" as room table "the least of all resources"
    { room }

    /// The resource that leaves the least room.
    pub fn least_room "Least room" (critical_times: "x") -> "resource" as room_binding
        table "the one with the least room"

    /// Months until the first resource is full.
    pub fn fills_months "Months until full" (months_to_cliff: "month") -> "month"
        table "the earliest of all resources"
    { months_to_cliff }

    /// The resource that is full first.
    pub fn fills_first "Fills first" (months_to_cliff: "month") -> "resource" table "the one that is full first"

    /// The last moment of the first order, in months from the start: below 0 it is past.
    pub fn first_order_by "Order by" (order_by_months: "month") -> "month" as order_by_months
        table "the earliest of all resources"
    { order_by_months }

    /// The resource of which more must be ordered first.
    pub fn order_what "First to order" (order_by_months: "month") -> "resource"
        table "the one with the earliest order-by date"
}

/// Why nothing has a date.
pub const NEVER_FULL: Missing =
    Missing("No resource is ever full by the growth that is stated, so nothing must be ordered.");
/// Why there is no room to name.
pub const NO_RESOURCE: Missing =
    Missing("Nothing in this scenario says what there is, so nothing can run out.");

/// The place of the resource with the least of a figure, among those that have it.
pub fn least(all: &[Resource], of: fn(&Resource) -> Cell) -> Option<usize> {
    ranked(all.iter().map(of)).first().copied()
}

/// What comes first.
pub(super) fn plan(sheet: Sheet, all: &[Resource]) {
    let first = |of: fn(&Resource) -> Cell, why: Missing| match least(all, of) {
        Some(at) => (Known::from(of_count(at)), of(&all[at])),
        None => (Known::from(why), Cell::missing(why)),
    };
    let undated = |cell: fn(&Resource) -> Cell| {
        let still = |it: &Resource| cell(it).number() == Err(NO_GROWTH);
        if all.iter().any(still) {
            NO_GROWTH
        } else {
            NEVER_FULL
        }
    };
    let (which, least) = first(|it| it.critical_times, NO_RESOURCE);
    least_room(sheet, which, least);
    let room = match sheet.scenario.demand.anchor {
        Anchor::Customers => room_in_customers,
        Anchor::TotalUsers | Anchor::DailyActiveUsers | Anchor::ConcurrentUsers => room_in_users,
        Anchor::SessionsPerHour => room_in_sessions,
        Anchor::RequestsPerDay => room_in_requests,
        Anchor::AverageRate | Anchor::PeakRate => room_in_rate,
    };
    room(sheet, first(|it| it.room, NO_RESOURCE).1);
    let full = |it: &Resource| it.months_to_cliff;
    let (which, least) = first(full, undated(full));
    fills_first(sheet, which, least);
    fills_months(sheet, least);
    let by = |it: &Resource| it.order_by_months;
    let (which, least) = first(by, undated(by));
    order_what(sheet, which, least);
    first_order_by(sheet, least);
}
