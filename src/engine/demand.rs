//! How much demand is there, on every rung of the ladder?
//!
//! ```text
//! customers - total users - concurrent users - peak rate - average rate - requests a day
//!                                  |
//!                          daily active users - messages a day
//! ```
//!
//! One rung is stated. From there the ladder is walked to the concurrent
//! users, and from them to all the others, so that every rung has one value
//! whichever is stated.

use super::outcome::figures;
use crate::catalog::constants::{SECONDS_PER_DAY, SECONDS_PER_MINUTE};
use crate::catalog::sources::DEFINITION;
use crate::quantity::Figure;
use crate::scenario::{Anchor, Demand};

crate::formulas! {
    source: DEFINITION;

    /// People who are registered.
    pub fn total_users_of_customers "Total users" (customers: "customer", users_per_customer: "user/customer") -> "user" as total_users {
        customers * users_per_customer
    }
    /// People who are registered.
    pub fn total_users_of_concurrent "Total users" (concurrent_users: "user", active_ratio: "share") -> "user" as total_users {
        concurrent_users / active_ratio
    }
    /// Accounts.
    pub fn customers_of_total "Customers" (total_users: "user", users_per_customer: "user/customer") -> "customer" as customers {
        total_users / users_per_customer
    }
    /// People who are active at the same moment, at the peak.
    pub fn concurrent_users_of_total "Concurrent users" (total_users: "user", active_ratio: "share") -> "user" as concurrent_users {
        total_users * active_ratio
    }
    /// People who are active at the same moment, at the peak.
    pub fn concurrent_users_of_daily "Concurrent users" (daily_active_users: "user", concurrent_share: "share") -> "user" as concurrent_users {
        daily_active_users * concurrent_share
    }
    /// People who are active at the same moment, at the peak.
    pub fn concurrent_users_of_rate "Concurrent users" (peak_rate: "req/s", requests_per_user_minute: "req/user/min") -> "user" as concurrent_users {
        peak_rate * SECONDS_PER_MINUTE / requests_per_user_minute
    }
    /// People who come on an average day.
    pub fn daily_active_users_of_concurrent "Daily active users" (concurrent_users: "user", concurrent_share: "share") -> "user" as daily_active_users {
        concurrent_users / concurrent_share
    }
    /// Messages that the day's users send.
    pub fn messages_per_day "Messages a day" (daily_active_users: "user", messages_per_user_day: "message/user/day") -> "message/day" {
        daily_active_users * messages_per_user_day
    }
    /// Requests a second at the planned peak.
    pub fn peak_rate_of_users "Peak request rate" (concurrent_users: "user", requests_per_user_minute: "req/user/min") -> "req/s" as peak_rate {
        concurrent_users * requests_per_user_minute / SECONDS_PER_MINUTE
    }
    /// Requests a second at the planned peak.
    pub fn peak_rate_of_average "Peak request rate" (average_rate: "req/s", peak_to_average: "x") -> "req/s" as peak_rate {
        average_rate * peak_to_average
    }
    /// Requests a second, averaged over the day.
    pub fn average_rate_of_peak "Average request rate" (peak_rate: "req/s", peak_to_average: "x") -> "req/s" as average_rate {
        peak_rate / peak_to_average
    }
    /// Requests a second, averaged over the day.
    pub fn average_rate_of_day "Average request rate" (requests_per_day: "req/day") -> "req/s" as average_rate {
        requests_per_day / SECONDS_PER_DAY
    }
    /// Requests on an average day.
    pub fn requests_per_day_of_rate "Requests a day" (average_rate: "req/s") -> "req/day" as requests_per_day {
        average_rate * SECONDS_PER_DAY
    }
    /// Model calls a second at the peak, with the work that nobody sees.
    pub fn inference_rate "Inference calls at the peak" (peak_rate: "req/s", recompute_multiplier: "x") -> "req/s" {
        peak_rate * recompute_multiplier
    }
    /// Requests a second during a product launch.
    pub fn launch_rate "Rate at a launch" (average_rate: "req/s", launch_multiplier: "x") -> "req/s" {
        average_rate * launch_multiplier
    }
    /// Requests a second in a viral moment.
    pub fn viral_rate "Rate in a viral moment" (average_rate: "req/s", viral_multiplier: "x") -> "req/s" {
        average_rate * viral_multiplier
    }
    /// Requests a second while recovering from an incident.
    pub fn recovery_rate "Rate in recovery" (average_rate: "req/s", recovery_multiplier: "x") -> "req/s" {
        average_rate * recovery_multiplier
    }
}

figures! {
    /// The demand ladder, every rung filled.
    pub struct DemandPlan in "demand" {
        /// Accounts.
        customers: Figure,
        /// People who are registered.
        total_users: Figure,
        /// People who come on an average day.
        daily_active_users: Figure,
        /// People active at the same moment at the peak.
        concurrent_users: Figure,
        /// Messages that the day's users send.
        messages_per_day: Figure,
        /// Requests on an average day.
        requests_per_day: Figure,
        /// Requests a second over the average day.
        average_rate: Figure,
        /// Requests a second at the peak.
        peak_rate: Figure,
        /// Model calls a second at the peak.
        inference_rate: Figure,
        /// Requests a second during a launch.
        launch_rate: Figure,
        /// Requests a second in a viral moment.
        viral_rate: Figure,
        /// Requests a second while recovering.
        recovery_rate: Figure,
    }
}

/// Fills the ladder from the rung that leads. None when the leading rung is
/// not stated.
pub fn plan(demand: &Demand) -> Option<DemandPlan> {
    from_anchor(demand, demand.anchor)
}

/// Fills the ladder from one of the stated rungs, whether or not it leads.
pub fn from_anchor(demand: &Demand, anchor: Anchor) -> Option<DemandPlan> {
    let stated = Figure::new(demand.stated(anchor)?, &anchor.field().stated, &[]);
    let mut ladder = Ladder::default();
    *ladder.rung(anchor) = Some(stated);
    Some(ladder.filled(demand))
}

#[derive(Default)]
struct Ladder {
    customers: Option<Figure>,
    total: Option<Figure>,
    daily: Option<Figure>,
    concurrent: Option<Figure>,
    day: Option<Figure>,
    average: Option<Figure>,
    peak: Option<Figure>,
}

impl Ladder {
    const fn rung(&mut self, anchor: Anchor) -> &mut Option<Figure> {
        match anchor {
            Anchor::Customers => &mut self.customers,
            Anchor::TotalUsers => &mut self.total,
            Anchor::DailyActiveUsers => &mut self.daily,
            Anchor::ConcurrentUsers => &mut self.concurrent,
            Anchor::RequestsPerDay => &mut self.day,
            Anchor::AverageRate => &mut self.average,
            Anchor::PeakRate => &mut self.peak,
        }
    }

    /// Towards the concurrent users first, then outward from them.
    fn filled(self, demand: &Demand) -> DemandPlan {
        let total = self.total.or_else(|| {
            let customers = self.customers?;
            Some(total_users_of_customers(
                customers.value,
                demand.users_per_customer,
            ))
        });
        let average = self
            .average
            .or_else(|| Some(average_rate_of_day(self.day?.value)));
        let peak = self
            .peak
            .or_else(|| Some(peak_rate_of_average(average?.value, demand.peak_to_average)));
        let concurrent = self
            .concurrent
            .or_else(|| Some(concurrent_users_of_total(total?.value, demand.active_ratio)))
            .or_else(|| {
                Some(concurrent_users_of_daily(
                    self.daily?.value,
                    demand.concurrent_share,
                ))
            })
            .unwrap_or_else(|| {
                let rate = peak.map_or(0.0, |peak| peak.value);
                concurrent_users_of_rate(rate, demand.requests_per_user_minute)
            });
        let users = concurrent.value;
        let total = total.unwrap_or_else(|| total_users_of_concurrent(users, demand.active_ratio));
        let daily = self
            .daily
            .unwrap_or_else(|| daily_active_users_of_concurrent(users, demand.concurrent_share));
        let peak =
            peak.unwrap_or_else(|| peak_rate_of_users(users, demand.requests_per_user_minute));
        let average =
            average.unwrap_or_else(|| average_rate_of_peak(peak.value, demand.peak_to_average));
        DemandPlan {
            customers: self
                .customers
                .unwrap_or_else(|| customers_of_total(total.value, demand.users_per_customer)),
            total_users: total,
            daily_active_users: daily,
            concurrent_users: concurrent,
            messages_per_day: messages_per_day(daily.value, demand.messages_per_user_day),
            requests_per_day: self
                .day
                .unwrap_or_else(|| requests_per_day_of_rate(average.value)),
            average_rate: average,
            peak_rate: peak,
            inference_rate: inference_rate(peak.value, demand.recompute_multiplier),
            launch_rate: launch_rate(average.value, demand.launch_multiplier),
            viral_rate: viral_rate(average.value, demand.viral_multiplier),
            recovery_rate: recovery_rate(average.value, demand.recovery_multiplier),
        }
    }
}
