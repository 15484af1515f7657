//! What comes to a stage, how much can it take, and how full is it?
//!
//! ```text
//! items a day = messages a day * items per message * tries per item
//! workers:      capacity a minute = at once * 60 / time
//! API:          capacity a minute = least of requests a minute / calls, tokens a minute / tokens,
//!               requests a day / 1440 / calls, tokens a day / 1440 / tokens
//! connections:  full when users at once * connections of each = connections
//! utilization = items a minute / capacity a minute
//! cost = items a month * cost per item + plan
//! ```

use crate::facts::constants::{
    DAYS_PER_MONTH, MINUTES_PER_DAY, MINUTES_PER_HOUR, ONE_ITEM, SECONDS_PER_MINUTE, WHOLE_DAY,
};
use crate::facts::sources::{CHAT_COACH, DEFINITION, OURS};
use crate::quantity::brackets::max;
use crate::quantity::math::power;

crate::formulas! {
    source: CHAT_COACH; in "flow.{row}";

    /// How often an item is tried on average, when some tries fail.
    pub fn attempts "Tries per item" (; stage.failure_share, stage.most_attempts) -> "x" from DEFINITION
    { (1.0 - power(failure_share, most_attempts)) / (1.0 - failure_share) }

    /// What comes to the stage on an average day, tries that fail included.
    pub fn items_per_day "Items a day"
        (messages_per_day: "message/day", attempts: "x"; stage.items_per_message) -> "item/day" from DEFINITION
    { messages_per_day * items_per_message * attempts }

    /// What comes to the stage, averaged over the day.
    pub fn items_average "Items a minute, average" (items_per_day: "item/day") -> "item/min" from DEFINITION
    { items_per_day / MINUTES_PER_DAY }

    /// What comes to the stage at the peak of the day.
    pub fn items_peak "Items a minute, peak" (items_average: "item/min"; demand.peak_to_average) -> "item/min"
        from DEFINITION
    { items_average * peak_to_average }

    /// Tokens of an item that the provider counts: sent and received.
    pub fn tokens_used "Tokens per item"
        (; stage.input_tokens, stage.output_tokens) -> "tok/item" as tokens_per_item from DEFINITION
    { input_tokens + output_tokens }

    /// Tokens of an item that the provider counts: sent, and the most that may be received.
    pub fn tokens_reserved "Tokens per item"
        (; stage.input_tokens, stage.reserved_tokens) -> "tok/item" as tokens_per_item from DEFINITION
    { input_tokens + reserved_tokens }

    /// Tokens of an item that the provider counts: those that are sent.
    pub fn tokens_sent "Tokens per item" (; stage.input_tokens) -> "tok/item" as tokens_per_item from DEFINITION

    /// What the requests of a minute allow.
    pub fn by_requests_minute "By requests a minute"
        (requests_per_minute: "req/min"; stage.calls_per_item) -> "item/min"
    { requests_per_minute / calls_per_item }

    /// What the tokens of a minute allow.
    pub fn by_tokens_minute "By tokens a minute"
        (tokens_per_minute: "tok/min", tokens_per_item: "tok/item") -> "item/min"
    { tokens_per_minute / tokens_per_item }

    /// What the requests of a day allow, spread over it.
    pub fn by_requests_day "By requests a day" (requests_per_day: "req/day"; stage.calls_per_item) -> "item/min"
    { requests_per_day / MINUTES_PER_DAY / calls_per_item }

    /// What the tokens of a day allow, spread over it.
    pub fn by_tokens_day "By tokens a day"
        (tokens_per_day: "tok/day", tokens_per_item: "tok/item") -> "item/min"
    { tokens_per_day / MINUTES_PER_DAY / tokens_per_item }

    /// How long an item is worked on or a connection held: half-way between both ends.
    pub fn service_time "Time it takes" (; stage.service_low, stage.service_high) -> "s" from OURS
    { service_low / 2.0 + service_high / 2.0 }

    /// How far apart an API lets items through, at its limit by the minute.
    pub fn spacing "Time between two messages" (minute_capacity: "item/min") -> "s" as service_time from DEFINITION
    { SECONDS_PER_MINUTE * ONE_ITEM / minute_capacity }

    /// What the workers get done.
    pub fn by_workers "By workers" (service_time: "s"; stage.concurrency) -> "item/min"
    { concurrency * SECONDS_PER_MINUTE / service_time }

    /// What the streams carry that can be open at once.
    pub fn by_streams "By streams" (service_time: "s"; stage.concurrency) -> "item/min"
    { concurrency * SECONDS_PER_MINUTE / service_time }

    /// Items a minute at the peak with which every connection is in use.
    pub fn by_connections "By connections"
        (offered_load: "item", items_peak: "item/min"; stage.concurrency) -> "item/min" from DEFINITION
    { items_peak * concurrency / offered_load }

    /// What fewest workers get done when each item takes longest.
    pub fn least_of_range "Capacity a minute, least"
        (; stage.concurrency_least, stage.service_high) -> "item/min" as capacity_least
    { concurrency_least * SECONDS_PER_MINUTE / service_high }

    /// What the workers get done when each item takes longest.
    pub fn least_of_all "Capacity a minute, least"
        (; stage.concurrency, stage.service_high) -> "item/min" as capacity_least
    { concurrency * SECONDS_PER_MINUTE / service_high }

    /// What the workers get done when each item takes shortest.
    pub fn capacity_most "Capacity a minute, most" (; stage.concurrency, stage.service_low) -> "item/min"
    { concurrency * SECONDS_PER_MINUTE / service_low }

    /// The least capacity over a day.
    pub fn day_least "Capacity a day, least" (capacity_least: "item/min") -> "item/day"
    { capacity_least * MINUTES_PER_DAY }

    /// The most capacity over a day.
    pub fn day_most "Capacity a day, most" (capacity_most: "item/min") -> "item/day"
    { capacity_most * MINUTES_PER_DAY }

    /// What the limits by the minute allow.
    pub fn minute_of_requests "Capacity by the minute"
        (by_requests_minute: "item/min") -> "item/min" as minute_capacity
        table "the least of what its limits by the minute allow: requests"
    { by_requests_minute }

    /// What the limits by the minute allow.
    pub fn minute_of_tokens "Capacity by the minute"
        (by_tokens_minute: "item/min") -> "item/min" as minute_capacity
        table "the least of what its limits by the minute allow: tokens"
    { by_tokens_minute }

    /// What the workers get done.
    pub fn minute_of_workers "Capacity by the minute" (by_workers: "item/min") -> "item/min" as minute_capacity

    /// What the streams carry.
    pub fn minute_of_streams "Capacity by the minute" (by_streams: "item/min") -> "item/min" as minute_capacity

    /// What the connections allow.
    pub fn minute_of_connections "Capacity by the minute"
        (by_connections: "item/min") -> "item/min" as minute_capacity

    /// What the limits by the day allow.
    pub fn day_of_requests "Capacity by the day" (by_requests_day: "item/min") -> "item/min" as day_capacity
        table "the least of what its limits by the day allow: requests"
    { by_requests_day }

    /// What the limits by the day allow.
    pub fn day_of_tokens "Capacity by the day" (by_tokens_day: "item/min") -> "item/min" as day_capacity
        table "the least of what its limits by the day allow: tokens"
    { by_tokens_day }

    /// What the stage can take in a minute, all limits considered.
    pub fn capacity_by_minute "Capacity a minute"
        (minute_capacity: "item/min") -> "item/min" as capacity_per_minute
        table "the least of what its limits allow: those by the minute"
    { minute_capacity }

    /// What the stage can take in a minute, all limits considered.
    pub fn capacity_by_day "Capacity a minute" (day_capacity: "item/min") -> "item/min" as capacity_per_minute
        table "the least of what its limits allow: those by the day"
    { day_capacity }

    /// What the stage can take in an hour.
    pub fn capacity_per_hour "Capacity an hour" (capacity_per_minute: "item/min") -> "item/h"
    { capacity_per_minute * MINUTES_PER_HOUR }

    /// What the stage can take in a day.
    pub fn capacity_per_day "Capacity a day" (capacity_per_minute: "item/min") -> "item/day"
    { capacity_per_minute * MINUTES_PER_DAY }

    /// How full the limits by the minute are at the peak.
    pub fn minute_utilization "Utilization by the minute"
        (items_peak: "item/min", minute_capacity: "item/min") -> "share" from DEFINITION
    { items_peak / minute_capacity }

    /// How many of the connections are in use at the peak.
    pub fn connected "Utilization by the minute"
        (offered_load: "item"; stage.concurrency) -> "share" as minute_utilization from DEFINITION
    { offered_load / concurrency }

    /// How much of the day's budget an average day spends.
    pub fn day_utilization "Utilization by the day"
        (items_average: "item/min", day_capacity: "item/min") -> "share" from DEFINITION
    { items_average / day_capacity }

    /// How full the stage is, averaged over the day.
    pub fn utilization_average "Utilization, average"
        (items_average: "item/min", capacity_per_minute: "item/min") -> "share" from DEFINITION
    { items_average / capacity_per_minute }

    /// How many of the connections are in use, averaged over the day.
    pub fn connected_average "Utilization, average"
        (minute_utilization: "share"; demand.peak_to_average) -> "share" as utilization_average from DEFINITION
    { minute_utilization / peak_to_average }

    /// How full the stage is at the peak of the day.
    pub fn peak_by_minute "Utilization, peak" (minute_utilization: "share") -> "share" as utilization_peak
        from DEFINITION
        table "the fullest of its limits: those by the minute, at the peak"
    { minute_utilization }

    /// How full the stage is at the peak of the day.
    pub fn peak_by_day "Utilization, peak" (day_utilization: "share") -> "share" as utilization_peak from DEFINITION
        table "the fullest of its limits: those by the day, which a peak within the day fills no faster"
    { day_utilization }

    /// Nothing of what has no limit is used up.
    pub fn nothing_of_average "Utilization, average"
        (items_average: "item/min") -> "share" as utilization_average from DEFINITION table "0: the stage has no limit"

    /// Nothing of what has no limit is used up.
    pub fn nothing_of_peak "Utilization, peak" (items_peak: "item/min") -> "share" as utilization_peak from DEFINITION
        table "0: the stage has no limit"

    /// How full the stage is at a launch that lasts for days.
    pub fn utilization_launch "Utilization, launch"
        (utilization_average: "share"; demand.launch_multiplier) -> "share" from DEFINITION
    { utilization_average * launch_multiplier }

    /// How full the stage is in a viral moment, if that lasted a day.
    pub fn utilization_viral "Utilization, viral moment"
        (utilization_average: "share"; demand.viral_multiplier) -> "share" from DEFINITION
    { utilization_average * viral_multiplier }

    /// How full the stage is while recovering, if that lasted a day.
    pub fn utilization_recovery "Utilization, recovery"
        (utilization_average: "share"; demand.recovery_multiplier) -> "share" from DEFINITION
    { utilization_average * recovery_multiplier }

    /// Daily users with whom the stage is full.
    pub fn users_at_limit "Full at" (daily_active_users: "user", utilization_peak: "share") -> "user" from DEFINITION
    { daily_active_users / utilization_peak }

    /// How long into an average day the day's budget lasts.
    pub fn budget_lasts "Day's budget lasts" (day_utilization: "share") -> "h" from DEFINITION
    { WHOLE_DAY / day_utilization }

    /// What does not fit into an average day.
    pub fn left_over "Left over a day" (items_average: "item/min", day_capacity: "item/min") -> "item/day"
        from DEFINITION
    { (max(items_average, day_capacity) - day_capacity) * MINUTES_PER_DAY }

    /// What the stage's items and its plan cost in a month, at the least.
    pub fn items_cost_low "Cost by item, from"
        (items_per_day: "item/day"; stage.item_cost_low, stage.plan_cost) -> "USD/month"
    { items_per_day * DAYS_PER_MONTH * item_cost_low + plan_cost }

    /// What the stage's items and its plan cost in a month, at the most.
    pub fn items_cost_high "Cost by item, to"
        (items_per_day: "item/day"; stage.item_cost_high, stage.plan_cost) -> "USD/month"
    { items_per_day * DAYS_PER_MONTH * item_cost_high + plan_cost }
}
