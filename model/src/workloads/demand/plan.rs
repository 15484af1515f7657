//! How much demand is there, on every rung of the ladder?
//!
//! ```text
//! customers - total users - concurrent users - peak rate - average rate - requests a day
//!                                  |
//!                   daily active users - messages a day, sessions an hour
//! ```
//!
//! One rung is stated. From there the ladder is walked to the concurrent
//! users, and from them to all the others, so that every rung has one value
//! whichever is stated.

use super::formulas::{
    active_ratio_of_both, average_rate_of_day, average_rate_of_peak, concurrent_users_of_daily,
    concurrent_users_of_rate, concurrent_users_of_sessions, concurrent_users_of_total,
    customers_of_total, daily_active_users_of_concurrent, inference_rate, launch_rate,
    messages_per_day, peak_messages, peak_rate_of_average, peak_rate_of_users, recovery_rate,
    requests_per_day_of_rate, requests_per_message, sessions_per_hour_of_users,
    total_users_of_concurrent, total_users_of_customers, viral_rate,
};
use crate::scenario::Anchor;
use crate::sheet::{Cell, Sheet};

/// The demand ladder, every rung filled.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Demand {
    /// Accounts.
    pub customers: Cell,
    /// People who are registered.
    pub total_users: Cell,
    /// People who come on an average day.
    pub daily_active_users: Cell,
    /// People active at the same moment at the peak.
    pub concurrent_users: Cell,
    /// Messages that the day's users send.
    pub messages_per_day: Cell,
    /// Requests on an average day.
    pub requests_per_day: Cell,
    /// Requests a second over the average day.
    pub average_rate: Cell,
    /// Requests a second at the peak.
    pub peak_rate: Cell,
    /// Model calls a second at the peak.
    pub inference_rate: Cell,
    /// Requests a second during a launch.
    pub launch_rate: Cell,
    /// Requests a second in a viral moment.
    pub viral_rate: Cell,
    /// Requests a second while recovering.
    pub recovery_rate: Cell,
}

impl Demand {
    /// So many times as much on every rung, as numbers.
    #[must_use]
    pub fn times(&self, times: f64) -> Self {
        let of = |cell: Cell| Cell::bare(cell.number().map(|it| it * times));
        Self {
            customers: of(self.customers),
            total_users: of(self.total_users),
            daily_active_users: of(self.daily_active_users),
            concurrent_users: of(self.concurrent_users),
            messages_per_day: of(self.messages_per_day),
            requests_per_day: of(self.requests_per_day),
            average_rate: of(self.average_rate),
            peak_rate: of(self.peak_rate),
            inference_rate: of(self.inference_rate),
            launch_rate: of(self.launch_rate),
            viral_rate: of(self.viral_rate),
            recovery_rate: of(self.recovery_rate),
        }
    }
}

/// The rung that may be stated beside another, so that the ratio between them follows
/// where it would have led: registered beside concurrent users, daily users beside
/// customers.
fn beside(sheet: Sheet, anchor: Anchor) -> Option<Anchor> {
    let other = match anchor {
        Anchor::ConcurrentUsers => Anchor::TotalUsers,
        Anchor::TotalUsers => Anchor::ConcurrentUsers,
        Anchor::Customers => Anchor::DailyActiveUsers,
        Anchor::DailyActiveUsers => Anchor::Customers,
        _ => return None,
    };
    sheet.scenario.demand.stated(other).map(|_| other)
}

/// Fills the ladder from one of the stated rungs, the one that leads or another.
/// None when that rung is not stated.
pub fn plan(sheet: Sheet, anchor: Anchor) -> Option<Demand> {
    sheet.scenario.demand.stated(anchor)?;
    let beside = beside(sheet, anchor);
    let stated = sheet.stated(anchor.field());
    let other = beside.map(|rung| (rung, sheet.stated(rung.field())));
    let known = |rung: Anchor| {
        let leads = (rung == anchor).then_some(stated);
        leads.or(other.and_then(|(of, cell)| (of == rung).then_some(cell)))
    };
    let customers = known(Anchor::Customers);
    // Towards the concurrent users first, then outward from them.
    let total =
        known(Anchor::TotalUsers).or_else(|| Some(total_users_of_customers(sheet, customers?)));
    let day = known(Anchor::RequestsPerDay);
    let average = known(Anchor::AverageRate).or_else(|| Some(average_rate_of_day(sheet, day?)));
    let peak = known(Anchor::PeakRate).or_else(|| Some(peak_rate_of_average(sheet, average?)));
    let daily = known(Anchor::DailyActiveUsers);
    let sessions = known(Anchor::SessionsPerHour);
    let of_sessions = |sessions: Option<Cell>| Some(concurrent_users_of_sessions(sheet, sessions?));
    let of_total = |total: Option<Cell>| Some(concurrent_users_of_total(sheet, total?));
    let of_daily = |daily: Option<Cell>| Some(concurrent_users_of_daily(sheet, daily?));
    let users = known(Anchor::ConcurrentUsers)
        // Daily users say more of the load than customers do.
        .or_else(|| of_daily(daily).or_else(|| of_total(total)))
        .or_else(|| of_sessions(sessions))
        .or_else(|| Some(concurrent_users_of_rate(sheet, peak?)))?;
    let total = total.unwrap_or_else(|| total_users_of_concurrent(sheet, users));
    if beside.is_some() {
        active_ratio_of_both(sheet, users, total);
    }
    let sessions = sessions.unwrap_or_else(|| sessions_per_hour_of_users(sheet, users));
    peak_messages(sheet, sessions);
    requests_per_message(sheet);
    let daily = daily.unwrap_or_else(|| daily_active_users_of_concurrent(sheet, users));
    let peak = peak.unwrap_or_else(|| peak_rate_of_users(sheet, users));
    let average = average.unwrap_or_else(|| average_rate_of_peak(sheet, peak));
    Some(Demand {
        customers: customers.unwrap_or_else(|| customers_of_total(sheet, total)),
        total_users: total,
        daily_active_users: daily,
        concurrent_users: users,
        messages_per_day: messages_per_day(sheet, daily),
        requests_per_day: day.unwrap_or_else(|| requests_per_day_of_rate(sheet, average)),
        average_rate: average,
        peak_rate: peak,
        inference_rate: inference_rate(sheet, peak),
        launch_rate: launch_rate(sheet, average),
        viral_rate: viral_rate(sheet, average),
        recovery_rate: recovery_rate(sheet, average),
    })
}
