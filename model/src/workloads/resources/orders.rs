//! What must be ordered, how much of it, and by when?
//!
//! ```text
//! needed by = the first moment at which what is there is used to its critical share
//! units     = whole steps that keep it at or under that through the month
//! order by  = needed by - lead time
//! ```
//!
//! One order follows the other for as long as growth is projected. What must change in
//! the platform at so many customers stands among them.

use super::changed_at_order;
use super::plan::Resource;
use super::rented;
use crate::engine::Plan;
use crate::facts::constants::DAYS_PER_MONTH;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::{count_of, of_count, round_down, round_up, sum};
use crate::quantity::order::ascending;
use crate::scenario::Change;
use crate::scenario::growth::{Progress, change as change_rows};
use crate::sheet::{Case, Cell, Known, Row, Sheet};
use crate::workloads::growth::Growth;

crate::formulas! {
    source: DEFINITION; in "orders.{row}";

    /// Of which resource more is ordered.
    pub fn what "What" (used: "unit") -> "resource" table "the resource that is used"

    /// When more of it must be there, in months from the start.
    pub fn arrives_months "Needed by" (used: "unit", capacity: "unit") -> "month"
        solved "the first moment at which what is there by then is used to its critical share"

    /// How much of it is ordered.
    pub fn units "Units" (used: "unit", capacity: "unit") -> "unit"
        solved "the fewest whole steps that keep it at or under its critical share through the month"

    /// How much there is once this is there: what was there before, and this.
    pub fn there_then "There then" (there_before: "unit", units: "unit") -> "unit"
    { there_before + units }

    /// The last moment to order it, in months from the start: below 0 it is past.
    pub fn place_by "Order by" (arrives_months: "month", lead_time: "day") -> "month" as order_by_months
    { arrives_months - lead_time / DAYS_PER_MONTH }

    /// When there are so many customers that the platform has to change, in months from the start.
    pub fn order_by_of_change "Due by" (months_to: "month") -> "month" as order_by_months

    /// What it costs a month, once it is there.
    pub fn order_cost "Cost a month" (units: "unit", unit_cost: "USD/unit/month") -> "USD/month" as cost
    { units * unit_cost }

    /// How many more there must be than there can be, by the end of what is planned.
    pub fn over_most "Units" (used: "unit", most: "unit") -> "unit" as units
        solved "what the months that are planned take beyond the most there can be, in whole steps"

    /// What it costs once, when it comes.
    pub fn order_once "Once" (units: "unit", one_off: "USD/unit") -> "USD" as once
    { units * one_off }

    /// What the change costs once.
    pub fn change_once "Once" (one_off: ["USD"]) -> "USD" as once
    { sum(one_off) }

    /// What is paid once for everything that comes in the month until then.
    pub fn once_in "Paid once" (once: ["USD"]) -> "USD" as once "orders.once"
    { sum(once) }

    /// What everything that has come by now costs beyond what there was.
    pub fn cost_at_once "Ordered by then" (cost: ["USD/month"]) -> "USD/month" as cost "orders.cost"
    { sum(cost) }

    /// What everything that has come by this month costs beyond what is there now.
    pub fn cost_then "Ordered by then" (cost_before: "USD/month", cost: ["USD/month"]) -> "USD/month"
        as cost "orders.cost"
    { cost_before + sum(cost) }
}

/// What an order is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// More of the resource at this place.
    More(usize),
    /// A higher limit, where there must be more of the resource at this place than there can be.
    Most(usize),
    /// What has to change at the number of customers at this place.
    Change(usize),
    /// More of the resource at this place for the hours of the event at that one.
    Rent(usize, usize),
}

/// Something to be done by a day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Order {
    /// Its number, from 1.
    pub number: usize,
    /// What it is of.
    pub what: What,
    /// When it must be there.
    pub arrives: Cell,
    /// When it must be ordered.
    pub order_by: Cell,
    /// How much; nothing of a change.
    pub units: Cell,
    /// How much there is then; nothing of a change.
    pub there: Cell,
    /// What it costs a month.
    pub cost: Cell,
    /// What it costs once; missing where nothing.
    pub once: Cell,
}

/// An order before it has its number.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) what: What,
    pub(super) arrives: f64,
    pub(super) order_by: f64,
    pub(super) units: f64,
    /// In which month it must be there, and how much is there before it.
    pub(super) in_month: (usize, f64),
}

/// Nothing is paid once.
pub(super) const NOTHING_ONCE: Missing = Missing("Nothing is stated that is paid once.");
/// A limit has no price.
const A_LIMIT: Missing = Missing("A higher limit is asked for, not bought.");
/// Nothing is counted of a change.
const A_CHANGE: Missing = Missing("This is a change of the platform, not a number of something.");

/// All orders, the first to be placed first.
pub(super) fn plan(sheet: Sheet, all: &[Resource], plan: &Plan) -> Vec<Order> {
    let growth = plan.growth.as_ref();
    let mut drafts = Vec::new();
    for (at, resource) in all.iter().enumerate() {
        of_resource(at, resource, growth, &mut drafts);
    }
    if let Some(growth) = growth {
        drafts.extend(rented::drafts(all, growth, &drafts));
        drafts.extend(changes(sheet, growth));
    }
    let drafts = ascending(&drafts, |draft| draft.order_by);
    let mut orders: Vec<Order> = Vec::with_capacity(drafts.len());
    for (number, draft) in (1..).zip(&drafts) {
        let here = sheet.within_new(Row::Nth(u16::try_from(number).unwrap_or(u16::MAX)));
        let order = match draft.what {
            What::Change(at) => change(here, number, draft, growth, at),
            What::More(at) => ordered(here, (number, at), draft, &all[at], |sheet| {
                more(sheet, plan, draft, &all[at], &orders)
            }),
            What::Most(at) => ordered(here, (number, at), draft, &all[at], |sheet| {
                most(sheet, draft, &all[at])
            }),
            What::Rent(at, event) => ordered(here, (number, at), draft, &all[at], |sheet| {
                rented::terms(sheet, plan, event, draft, &all[at])
            }),
        };
        orders.push(order);
    }
    costs(sheet, &orders, growth);
    orders
}

/// What of an order differs by what it is of.
pub(super) struct Terms {
    pub(super) units: Cell,
    /// What is there before it.
    pub(super) before: Cell,
    /// What one of it costs a month, or why it costs nothing then.
    pub(super) each: Result<Cell, Missing>,
    pub(super) once: Cell,
}

/// An order of the resource at this place: more of it, a higher limit, or for some hours.
pub(super) fn ordered(
    sheet: Sheet,
    (number, at): (usize, usize),
    draft: &Draft,
    resource: &Resource,
    terms: impl FnOnce(Sheet) -> Terms,
) -> Order {
    what(sheet, Known::from(of_count(at)), resource.used);
    let arrives = arrives_months(sheet, draft.arrives, resource.used, resource.capacity);
    let terms = terms(sheet);
    let units = terms.units;
    Order {
        number,
        what: draft.what,
        arrives,
        order_by: place_by(sheet, arrives, resource.lead_time),
        units,
        there: there_then(sheet, terms.before, units),
        cost: match terms.each {
            Ok(each) => order_cost(sheet, units, each),
            Err(why) => Cell::missing(why),
        },
        once: terms.once,
    }
}

/// More of it, beyond what is there and what was ordered of it before.
fn more(sheet: Sheet, plan: &Plan, draft: &Draft, resource: &Resource, before: &[Order]) -> Terms {
    let there = resource.capacity;
    let units = units(sheet, draft.units, resource.used, there);
    let mut of_same = before.iter().rev().filter(|other| other.what == draft.what);
    let before = of_same.next().map_or(there, |order| order.there);
    let [before, each] = if resource.there_in.is_empty() {
        [before, resource.unit_cost]
    } else {
        changed_at_order(sheet, plan, (resource, before), draft.in_month)
    };
    let once = if resource.one_off.or_zero() > 0.0 {
        order_once(sheet, units, resource.one_off)
    } else {
        Cell::missing(NOTHING_ONCE)
    };
    Terms {
        units,
        before,
        each: Ok(each),
        once,
    }
}

/// A higher limit.
fn most(sheet: Sheet, draft: &Draft, resource: &Resource) -> Terms {
    Terms {
        units: over_most(sheet, draft.units, resource.used, resource.most),
        before: resource.most,
        each: Err(A_LIMIT),
        once: Cell::missing(NOTHING_ONCE),
    }
}

fn change(sheet: Sheet, number: usize, draft: &Draft, growth: Option<&Growth>, at: usize) -> Order {
    let due = growth.map_or(Cell::missing(A_CHANGE), |it| {
        it.months_to(Case::Moderate)[at]
    });
    let target = growth.and_then(|it| it.targets.get(at).copied());
    let rows = sheet.scenario.changes.iter().enumerate();
    let open = rows.filter(|(_, row)| target.is_some_and(|target| is_open(row, target)));
    let paid = open.filter(|(_, row)| row.one_off > 0.0);
    let paid: Vec<Cell> = paid
        .map(|(at, _)| sheet.read_row(&change_rows::one_off, at))
        .collect();
    let none = Cell::missing(A_CHANGE);
    Order {
        number,
        what: draft.what,
        arrives: due,
        order_by: order_by_of_change(sheet, due),
        units: none,
        there: none,
        cost: none,
        once: if paid.is_empty() {
            Cell::missing(NOTHING_ONCE)
        } else {
            change_once(sheet, &paid)
        },
    }
}

/// Whether this is still to do at so many customers.
fn is_open(row: &Change, target: f64) -> bool {
    row.customers.to_bits() == target.to_bits() && row.progress == Progress::Open
}

/// What has to change, as far as it has not been and growth comes to it.
fn changes(sheet: Sheet, growth: &Growth) -> Vec<Draft> {
    let is_open = |target: f64| {
        sheet
            .scenario
            .changes
            .iter()
            .any(|row| is_open(row, target))
    };
    let targets = growth.targets.iter().enumerate();
    let reached = targets.zip(growth.months_to(Case::Moderate));
    let due = reached.filter_map(|((at, target), months)| {
        let months = months.number().ok()?;
        (is_open(*target) && months <= of_count(growth.months)).then_some(Draft {
            what: What::Change(at),
            arrives: months,
            order_by: months,
            units: 0.0,
            in_month: (0, 0.0),
        })
    });
    due.collect()
}

/// What must be ordered of one resource, one order after the other.
fn of_resource(at: usize, resource: &Resource, growth: Option<&Growth>, drafts: &mut Vec<Draft>) {
    let (Ok(months), Ok(there_now)) = (
        resource.months_to_critical.number(),
        resource.capacity.number(),
    ) else {
        return;
    };
    // The first at the very moment, later ones at the beginning of the month that needs them.
    let first = (0..resource.must_be_there.len())
        .rev()
        .find(|month| of_count(*month) <= months);
    let last = growth.map_or(0, |growth| growth.months);
    if months > of_count(last) {
        return;
    }
    let stated = |month: usize| resource.there_in.get(month).copied().unwrap_or(there_now);
    let first_month = first.unwrap_or(0);
    let mut there = stated(first_month);
    let mut is_raised = false;
    for month in first_month..resource.must_be_there.len() {
        if month > first_month {
            there += stated(month) - stated(month - 1);
        }
        let lacking = round_up((resource.must_be_there[month] - there) / resource.step);
        if Some(month) != first && lacking < 1.0 {
            continue;
        }
        let arrives = months.max(of_count(month));
        let steps = lacking.max(1.0);
        let allowed = resource.most.number().map_or(steps, |most| {
            let fit = round_down((most - there) / resource.step);
            steps.min(fit.max(0.0))
        });
        let mut draft = |what, steps: f64| {
            drafts.push(Draft {
                what,
                arrives,
                order_by: arrives - resource.lead_time.or_zero() / DAYS_PER_MONTH,
                units: resource.step * steps,
                in_month: (month, there),
            });
        };
        if allowed > 0.0 {
            draft(What::More(at), allowed);
        }
        if allowed < steps && !is_raised {
            is_raised = true;
            let later = resource.must_be_there[month..].iter();
            let highest = later.fold(there + resource.step * steps, |high, must| high.max(*must));
            let over = highest - resource.most.or_zero();
            draft(What::Most(at), round_up(over / resource.step));
        }
        there += resource.step * allowed;
    }
}

/// What has arrived by each month costs so much.
fn costs(sheet: Sheet, orders: &[Order], growth: Option<&Growth>) {
    let Some(growth) = growth else { return };
    let mut before: Option<Cell> = None;
    let is_paid_once = orders.iter().any(|order| order.once.is_known());
    // The first order of each month, and after each the next of the same month.
    let mut first = vec![usize::MAX; growth.months + 1];
    let mut next = vec![usize::MAX; orders.len()];
    for (at, order) in orders.iter().enumerate().rev() {
        if let Some(first) = first.get_mut(comes_in(order)) {
            next[at] = core::mem::replace(first, at);
        }
    }
    let (mut once, mut costs) = (Vec::new(), Vec::new());
    for (month, first) in first.into_iter().enumerate() {
        once.clear();
        costs.clear();
        let mut at = first;
        while let Some(order) = orders.get(at) {
            once.extend(Some(order.once).filter(|cell| cell.is_known()));
            costs.extend(Some(order.cost).filter(|cell| cell.is_known()));
            at = next[at];
        }
        let sheet = sheet.from_given().in_month(month);
        if is_paid_once {
            once_in(sheet, &once);
        }
        before = Some(match before {
            None => cost_at_once(sheet, &costs),
            Some(before) => cost_then(sheet, before, &costs),
        });
    }
}

/// The month at whose beginning an order has come, beyond all where it never has: what comes
/// before the start has come then.
fn comes_in(order: &Order) -> usize {
    let at = order.arrives.number().unwrap_or(f64::INFINITY);
    let month = count_of(at);
    month.saturating_add(usize::from(of_count(month) < at))
}
