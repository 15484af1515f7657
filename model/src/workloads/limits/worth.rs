//! What does a fix change, and what is that worth?
//!
//! ```text
//! added users = daily users / utilization after - daily users / utilization before
//! ```

use crate::facts::constants::ONE_USER;
use crate::facts::sources::{DEFINITION, KIMURA, OURS};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::sum;

crate::formulas! {
    source: OURS; in "flow.fix.{row}.{row}";

    /// How full the bottleneck is before the fix, with all that come before it.
    pub fn utilization_before "Fullest before" (bottleneck: "share") -> "share"
        table "the fullest stage with the fixes before this one"

    /// How full the bottleneck of then is after the fix.
    pub fn utilization_left "Fullest after" (bottleneck: "share") -> "share"
        table "the fullest stage with this fix and those before it"

    /// How full the stage is after the fix.
    pub fn utilization_after "Utilization after" (utilization_peak: "share") -> "share"
        table "the stage with this fix and those before it"

    /// What the stage can take after the fix.
    pub fn capacity_after "Capacity after" (capacity_per_minute: "item/min") -> "item/min"
        table "the stage with this fix and those before it"

    /// What the fix saves of what items cost at the least.
    pub fn saved_cost "Saves on work done twice" (items_cost_low: "USD/month") -> "USD/month"
        table "work that is not done again, at the lower price, after the fixes before this one"

    /// How long the last item of the peak waits, if what does not fit is worked off after it.
    pub fn worked_off "Wait after" (minute_utilization: "share"; flow.peak_hours) -> "s" as wait_after
        table "(utilization by the minute after the fix - 1) * hours of the peak"

    /// The mean wait at the peak after the fix, an approximation.
    pub fn wait_after "Wait after"
        (servers: "item", offered_load: "item", service_time: "s", scatter: "x") -> "s"
        from KIMURA table "as the wait at the peak, with this fix and those before it"

    /// Daily users that fit before the fix.
    pub fn users_before "Users before"
        (daily_active_users: "user", utilization_before: "share") -> "user" from DEFINITION
    { daily_active_users / utilization_before }

    /// Daily users that fit after the fix.
    pub fn users_after "Users after"
        (daily_active_users: "user", utilization_left: "share") -> "user" from DEFINITION
    { daily_active_users / utilization_left }

    /// Daily users that the fix makes room for.
    pub fn added_users "Users added" (users_after: "user", users_before: "user") -> "user" from DEFINITION
    { max(users_after, users_before) - users_before }

    /// What the fix costs, less what it saves.
    pub fn net_cost "Net cost" (saved_cost: "USD/month"; fix.monthly_cost) -> "USD/month" from DEFINITION
    { monthly_cost - saved_cost }

    /// What a user costs that the fix makes room for.
    pub fn cost_per_added_user "Cost per added user"
        (net_cost: "USD/month", added_users: "user") -> "USD/user/month" from DEFINITION
    { net_cost / added_users }

    /// Which share of what the stage carries one user alone can take, asking as often as the limit allows.
    pub fn user_share "One user takes at most" (capacity_per_minute: "item/min"; fix.user_limit) -> "share"
        from DEFINITION
    { min(1.0, user_limit * ONE_USER / capacity_per_minute) }

    /// What all fixes that are applied cost, less what they save.
    pub fn fixes_cost "Fixes applied" (net_cost: ["USD/month"]) -> "USD/month" as "flow.fixes_cost"
        from DEFINITION table "sum(net_cost) of the fixes that are applied"
    { sum(net_cost) }

    /// How full the fullest stage is with the fixes that are applied.
    pub fn bottleneck_after "Bottleneck after fixes"
        (bottleneck: "share") -> "share" as "flow.bottleneck_after"
        from DEFINITION table "the fullest stage with the fixes that are applied"

    /// Daily users that fit with the fixes that are applied.
    pub fn users_after_fixes "Users after fixes"
        (daily_active_users: "user", bottleneck_after: "share") -> "user" as "flow.users_after_fixes"
        from DEFINITION
    { daily_active_users / bottleneck_after }
}
