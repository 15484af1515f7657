//! How does each rung of the demand ladder follow from another?

use crate::facts::constants::{MINUTES_PER_HOUR, SECONDS_PER_DAY, SECONDS_PER_MINUTE};
use crate::facts::sources::{DEFINITION, LITTLES_LAW};

crate::formulas! {
    source: DEFINITION; in "demand";

    /// People who are registered.
    pub fn total_users_of_customers "Total users"
        (customers: "customer"; demand.users_per_customer) -> "user" as total_users
    { customers * users_per_customer }

    /// People who are registered.
    pub fn total_users_of_concurrent "Total users"
        (concurrent_users: "user"; demand.active_ratio) -> "user" as total_users
    { concurrent_users / active_ratio }

    /// Accounts.
    pub fn customers_of_total "Customers"
        (total_users: "user"; demand.users_per_customer) -> "customer" as customers
    { total_users / users_per_customer }

    /// People who are active at the same moment, at the peak.
    pub fn concurrent_users_of_total "Concurrent users"
        (total_users: "user"; demand.active_ratio) -> "user" as concurrent_users
    { total_users * active_ratio }

    /// People who are active at the same moment, at the peak.
    pub fn concurrent_users_of_daily "Concurrent users"
        (daily_active_users: "user"; demand.concurrent_share) -> "user" as concurrent_users
    { daily_active_users * concurrent_share }

    /// People who are active at the same moment, at the peak.
    pub fn concurrent_users_of_rate "Concurrent users"
        (peak_rate: "req/s"; demand.requests_per_user_minute) -> "user" as concurrent_users
    { peak_rate * SECONDS_PER_MINUTE / requests_per_user_minute }

    /// People who are online at the same moment: those who come in an hour, for as long as each stays.
    pub fn concurrent_users_of_sessions "Concurrent users"
        (sessions_per_hour: "user/h"; demand.session_length) -> "user" as concurrent_users from LITTLES_LAW
    { sessions_per_hour * session_length / MINUTES_PER_HOUR }

    /// Users who begin a session in an hour: those who are online, each replaced when the session ends.
    pub fn sessions_per_hour_of_users "Sessions an hour"
        (concurrent_users: "user"; demand.session_length) -> "user/h" as sessions_per_hour from LITTLES_LAW
    { concurrent_users / session_length * MINUTES_PER_HOUR }

    /// Messages that come in a minute of the peak, by how many a session has.
    pub fn peak_messages "Messages at the peak"
        (sessions_per_hour: "user/h"; demand.messages_per_session) -> "message/min"
    { sessions_per_hour * messages_per_session / MINUTES_PER_HOUR }

    /// How many requests come with each message, by what a session sends of both: pages, polls and calls around it.
    pub fn requests_per_message "Requests for each message"
        (; demand.requests_per_user_minute, demand.session_length, demand.messages_per_session) -> "req/message"
    { requests_per_user_minute * session_length / messages_per_session }

    /// Which share of the registered users is active at the same moment, where both are stated.
    pub fn active_ratio_of_both "Active at the peak"
        (concurrent_users: "user", total_users: "user") -> "share" as active_ratio
    { concurrent_users / total_users }

    /// People who come on an average day.
    pub fn daily_active_users_of_concurrent "Daily active users"
        (concurrent_users: "user"; demand.concurrent_share) -> "user" as daily_active_users
    { concurrent_users / concurrent_share }

    /// Messages that the day's users send.
    pub fn messages_per_day "Messages a day"
        (daily_active_users: "user"; demand.messages_per_user_day) -> "message/day"
    { daily_active_users * messages_per_user_day }

    /// Requests a second at the planned peak.
    pub fn peak_rate_of_users "Peak request rate"
        (concurrent_users: "user"; demand.requests_per_user_minute) -> "req/s" as peak_rate
    { concurrent_users * requests_per_user_minute / SECONDS_PER_MINUTE }

    /// Requests a second at the planned peak.
    pub fn peak_rate_of_average "Peak request rate"
        (average_rate: "req/s"; demand.peak_to_average) -> "req/s" as peak_rate
    { average_rate * peak_to_average }

    /// Requests a second, averaged over the day.
    pub fn average_rate_of_peak "Average request rate"
        (peak_rate: "req/s"; demand.peak_to_average) -> "req/s" as average_rate
    { peak_rate / peak_to_average }

    /// Requests a second, averaged over the day.
    pub fn average_rate_of_day "Average request rate" (requests_per_day: "req/day") -> "req/s" as average_rate
    { requests_per_day / SECONDS_PER_DAY }

    /// Requests on an average day.
    pub fn requests_per_day_of_rate "Requests a day" (average_rate: "req/s") -> "req/day" as requests_per_day
    { average_rate * SECONDS_PER_DAY }

    /// Model calls a second at the peak, with the work that nobody sees.
    pub fn inference_rate "Inference calls at the peak"
        (peak_rate: "req/s"; demand.recompute_multiplier) -> "req/s"
    { peak_rate * recompute_multiplier }

    /// Requests a second during a product launch.
    pub fn launch_rate "Rate at a launch" (average_rate: "req/s"; demand.launch_multiplier) -> "req/s"
    { average_rate * launch_multiplier }

    /// Requests a second in a viral moment.
    pub fn viral_rate "Rate in a viral moment" (average_rate: "req/s"; demand.viral_multiplier) -> "req/s"
    { average_rate * viral_multiplier }

    /// Requests a second while recovering from an incident.
    pub fn recovery_rate "Rate in recovery" (average_rate: "req/s"; demand.recovery_multiplier) -> "req/s"
    { average_rate * recovery_multiplier }

}
