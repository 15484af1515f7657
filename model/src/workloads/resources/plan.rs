//! What can run out, when, and with how much more demand?
//!
//! Every workload names its resources; here each gets its room and its dates, all by the
//! same rule: demand is so many times that of today, and a resource follows it.

use super::formulas::{
    cliff_times, critical_in, critical_passed, customers_at_critical, customers_when_full, full_in,
    full_passed, needed_sized, needed_then, order_by, room_of_average_rate,
    room_of_concurrent_users, room_of_customers, room_of_daily_active_users, room_of_peak_rate,
    room_of_requests_per_day, room_of_sessions_per_hour, room_of_total_users, utilization_now,
    utilization_then,
};
use super::orders::{self, Order};
use super::{changed_along, first, gpus, needs};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::scenario::{Anchor, Scenario, Slot, Value};
use crate::sheet::{Case, Cell, Known, Number, Place, Row, Sheet};
use crate::workloads::demand::Demand;
use crate::workloads::growth::Growth;
use crate::workloads::growth::reach::{
    Follows, Growing, NO_GROWTH, NOTHING_USED, Reach, months_to,
};
use crate::workloads::growth::shape::PASSED;

/// What more of a resource is: something to order, or something to raise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Bought or rented.
    Order,
    /// A limit that somebody sets.
    Raise,
}

/// One thing that can run out.
#[derive(Clone, PartialEq, Debug)]
pub struct Resource {
    /// Which it is.
    pub row: Row,
    /// What people call it.
    pub name: String,
    /// How there comes to be more of it.
    pub way: Way,
    /// What one of it is called beside a number, as `pods`; empty where the name says it.
    pub unit: &'static str,
    /// The input that may state what there is; none where it is always stated.
    pub stated_in: Option<Slot>,
    /// Whether what there is has been stated.
    pub is_stated: bool,
    /// How much is added at a time.
    pub step: f64,
    /// Which share of it may be used before there must be more.
    pub critical: f64,
    /// How much there is.
    pub capacity: Cell,
    /// How much is there in each month, by what is stated then; empty where nothing changes.
    pub there_in: Vec<f64>,
    /// The most there can be; missing where nothing holds it.
    pub most: Cell,
    /// What one of it costs once.
    pub one_off: Cell,
    /// Days from an order until it is there.
    pub lead_time: Cell,
    /// What one of it costs a month.
    pub unit_cost: Cell,
    /// How much the peak takes.
    pub used: Cell,
    /// Times today's demand until the critical share is taken.
    pub critical_times: Cell,
    /// Months until the critical share is taken.
    pub months_to_critical: Cell,
    /// Months until all is taken.
    pub months_to_cliff: Cell,
    /// Last moment to order.
    pub order_by_months: Cell,
    /// The same when growth is slower, and when it is faster.
    pub order_by_in: [Cell; 2],
    /// How much more demand fits.
    pub room: Cell,
    /// What must be there through each month, with its headroom; now, where no growth is
    /// stated.
    pub must_be_there: Vec<f64>,
    /// What must be there for each event for which capacity is rented.
    pub must_at_rented: Vec<f64>,
}

/// Everything that can run out, and what to order.
#[derive(Clone, PartialEq, Debug)]
pub struct Resources {
    /// In the order of the workloads.
    pub all: Vec<Resource>,
    /// In the order of their dates.
    pub orders: Vec<Order>,
}

/// What a workload says of a resource, for the rest to be worked out.
pub(super) struct Need<'a> {
    pub(super) row: Row,
    pub(super) name: String,
    pub(super) way: Way,
    pub(super) unit: &'static str,
    /// The input that may state what there is; none where it is always stated.
    pub(super) stated_in: Option<Slot>,
    pub(super) step: f64,
    pub(super) used: Cell,
    pub(super) capacity: Cell,
    pub(super) critical: Cell,
    /// Times today's demand until the critical share is taken; known where anything is used.
    pub(super) critical_times: Cell,
    pub(super) most: Cell,
    pub(super) lead_time: Cell,
    pub(super) unit_cost: Cell,
    /// What must be there for so many times today's demand, in whole steps with the
    /// headroom kept; none where it is used to its critical share and no more is said.
    pub(super) sized: Option<&'a dyn Fn(f64) -> Number>,
}

/// Why a resource has no utilization.
pub const NOTHING_THERE: Missing =
    Missing("There is nothing of it, so no share of it is used. State how much you have.");
/// Nothing holds it.
pub const UNBOUNDED: Cell = Cell::missing(Missing("Nothing is stated that holds it."));
/// It costs nothing once.
pub const NOTHING_ONCE: Cell = Cell::bare(Ok(0.0));
const NOBODY: Missing = Missing("There are no customers now, and of nothing no share grows.");

/// Where months until the critical share is taken stand, and those until all is.
static CRITICAL: Reach = Reach {
    months_to: Place::new("resource.{row}.{case}months_to.critical"),
    own_target: Place::new("resource.{row}.{case}own_target.critical"),
};
static CLIFF: Reach = Reach {
    months_to: Place::new("resource.{row}.months_to.cliff"),
    own_target: Place::new("resource.{row}.own_target.cliff"),
};

/// What can run out in a plan, and what to order by when.
pub fn plan(sheet: Sheet, demand: &Demand, plan: &Plan) -> Resources {
    let growth = plan.growth.as_ref();
    let mut all = needs::pools(sheet, demand, plan);
    let mut add = |stated: Need| all.push(resource(sheet, &stated, demand, growth));
    needs::of_web(sheet, demand, plan, &mut add);
    gpus::of_gpus(sheet, demand, plan, &mut add);
    needs::of_stages(sheet, plan, &mut add);
    needs::of_network(sheet, demand, plan, &mut add);
    all.extend(needs::of_storage(sheet, plan));
    if !plan.stretches.is_empty() {
        changed_along(sheet, plan, &mut all);
    }
    first::plan(sheet, &all);
    let orders = orders::plan(sheet, &all, plan);
    Resources { all, orders }
}

/// Whether what there is has been stated, given the input that may.
pub(super) fn is_stated(scenario: &Scenario, stated_in: Option<Slot>) -> bool {
    stated_in.is_none_or(|slot| slot.get(scenario) != Value::Unset)
}

/// The room and the dates of a resource that follows demand as it is.
fn resource(sheet: Sheet, stated: &Need, demand: &Demand, growth: Option<&Growth>) -> Resource {
    let sheet = sheet.within(stated.row);
    let used = stated.used.must(|used| used > 0.0, NOTHING_USED);
    let there = stated.capacity.must(|there| there > 0.0, NOTHING_THERE);
    let critical_times = stated.critical_times.with(used);
    let cliff_times = cliff_times(sheet, there, used);
    utilization_now(sheet, stated.used, there);
    let dates = Dates {
        sheet,
        growing: Growing {
            now: demand.customers.must(|now| now > 0.0, NOBODY),
            growth,
            follows: Follows::Demand,
        },
    };
    let at_critical = customers_at_critical(sheet, dates.growing.now, critical_times);
    let critical = match dates.until(critical_times, at_critical, &CRITICAL) {
        Some(months) => critical_in(sheet, months),
        None => critical_passed(sheet, used, stated.critical, there),
    };
    let at_cliff = customers_when_full(sheet, dates.growing.now, cliff_times);
    let cliff = match dates.until(cliff_times, at_cliff, &CLIFF) {
        Some(months) => full_in(sheet, months),
        None => full_passed(sheet, used, there),
    };
    let lead = stated.lead_time;
    let in_case = |case| {
        let months = dates.critical_in(case, critical, at_critical);
        order_by(sheet.in_case(case), months, lead)
    };
    let [must_be_there, must_at_rented] = along(sheet, stated, demand, growth, there);
    Resource {
        must_be_there,
        must_at_rented,
        critical_times,
        months_to_critical: critical,
        months_to_cliff: cliff,
        order_by_months: order_by(sheet, critical, lead),
        order_by_in: [Case::Conservative, Case::Aggressive].map(in_case),
        room: room(sheet, critical_times),
        row: stated.row,
        name: stated.name.clone(),
        way: stated.way,
        unit: stated.unit,
        stated_in: stated.stated_in,
        is_stated: is_stated(sheet.scenario, stated.stated_in),
        step: stated.step,
        critical: stated.critical.or_zero(),
        used: stated.used,
        capacity: stated.capacity,
        there_in: Vec::new(),
        most: stated.most,
        one_off: NOTHING_ONCE,
        lead_time: lead,
        unit_cost: stated.unit_cost,
    }
}

/// When growth comes to what fills a resource.
struct Dates<'a> {
    sheet: Sheet<'a>,
    growing: Growing<'a>,
}

impl Dates<'_> {
    /// Months until then; none where it is so now.
    fn until(&self, times: Cell, target: Cell, reach: &'static Reach) -> Option<Cell> {
        if self.growing.is_now() && times.number().is_ok_and(|times| times <= 1.0) {
            return None;
        }
        let found = months_to(self.sheet, self.growing, Case::Moderate, target, reach);
        (found.number() != Err(PASSED)).then_some(found)
    }

    /// Months until the critical share is taken in another case. What is taken already is
    /// so in every case.
    fn critical_in(&self, case: Case, critical: Cell, target: Cell) -> Cell {
        match self.growing.growth {
            None => critical.must(|_| false, NO_GROWTH),
            Some(_) if critical.number().is_ok_and(|months| months <= 0.0) => critical,
            Some(_) => months_to(
                self.sheet.in_case(case),
                self.growing,
                case,
                target,
                &CRITICAL,
            ),
        }
    }
}

/// What each month needs, as figures; gives what must be there through each of them, and for
/// each event for which capacity is rented.
fn along(
    sheet: Sheet,
    stated: &Need,
    demand: &Demand,
    growth: Option<&Growth>,
    there: Cell,
) -> [Vec<f64>; 2] {
    let share = stated.critical.or_zero();
    let must = |times: f64| match stated.sized {
        Some(sized) => sized(times).unwrap_or(0.0),
        None => stated.used.or_zero() * times / share,
    };
    let Some(growth) = growth else {
        return [vec![must(1.0)], Vec::new()];
    };
    // The end of one month is the beginning of the next where no season lies between.
    let mut last = (f64::NAN, 0.0);
    let mut must_once = |times: f64| {
        if last.0.to_bits() != times.to_bits() {
            last = (times, must(times));
        }
        last.1
    };
    let peaks = growth.timeline.peaks.iter().enumerate();
    let month = |(month, peak): (usize, &Cell)| {
        let sheet = sheet.in_month(month);
        let times = growth.times_in(Case::Moderate, month);
        if stated.sized.is_some() {
            let needed = peak.number().map(|_| must_once(times));
            needed_sized(sheet, Known(needed), stated.used, stated.critical, *peak);
        } else {
            needed_then(sheet, stated.used, *peak, demand.peak_rate);
        }
        utilization_then(sheet, stated.used, *peak, demand.peak_rate, there);
        must_once(growth.most_in(Case::Moderate, month))
    };
    let months = peaks.map(month).collect();
    let rented = growth.most_at_rented(Case::Moderate);
    [months, rented.map(must).collect()]
}

/// How much more demand fits, in what is stated of it.
pub(super) fn room(sheet: Sheet, critical_times: Cell) -> Cell {
    let room = match sheet.scenario.demand.anchor {
        Anchor::Customers => room_of_customers,
        Anchor::TotalUsers => room_of_total_users,
        Anchor::DailyActiveUsers => room_of_daily_active_users,
        Anchor::ConcurrentUsers => room_of_concurrent_users,
        Anchor::SessionsPerHour => room_of_sessions_per_hour,
        Anchor::RequestsPerDay => room_of_requests_per_day,
        Anchor::AverageRate => room_of_average_rate,
        Anchor::PeakRate => room_of_peak_rate,
    };
    room(sheet, critical_times)
}

impl Resource {
    /// The id of one of its figures.
    pub fn id(&self, name: &str) -> String {
        ["resource.", &self.row.text(), ".", name].concat()
    }
}
