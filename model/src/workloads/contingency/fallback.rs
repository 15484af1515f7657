//! How much does a fallback take, what does it cost to keep it ready and to use it, and
//! what does it save?

use crate::facts::constants::{HOURS_PER_MONTH, ONE_GPU_MACHINE};
use crate::facts::gpus::GPU_LISTS;
use crate::facts::sources::DEFINITION;
use crate::quantity::math::{round_up, sum};

/// Size and price of it.
pub mod size {
    use super::{DEFINITION, GPU_LISTS, HOURS_PER_MONTH, ONE_GPU_MACHINE, round_up};

    crate::formulas! {
        source: DEFINITION; in "contingency.fallback.{row}";

        /// Requests a second that a machine of it serves, as stated.
        pub fn machine_rate_stated "A machine serves" (; fallback.machine_rate) -> "req/s/machine" as machine_rate

        /// Requests a second that a machine of it serves: what one of the GPUs does that serve now.
        pub fn machine_rate_as_ours "A machine serves"
            (
                max_rate_per_replica: "req/s/replica", gpus_per_replica: "gpu/replica"; demand.recompute_multiplier
            ) -> "req/s/machine" as machine_rate
        { max_rate_per_replica / gpus_per_replica / recompute_multiplier * ONE_GPU_MACHINE }

        /// A machine for an hour, as stated.
        pub fn machine_hour_stated "A machine, an hour" (; fallback.machine_hour) -> "USD/machine/h" as machine_hour

        /// A machine for an hour: the list price of its GPU.
        pub fn machine_hour_listed "A machine, an hour" (gpu: "choice"; inference.rental) -> "USD/machine/h"
            as machine_hour from GPU_LISTS table "list price of the GPU"

        /// A machine for an hour: so many times what a GPU costs that serves now.
        pub fn machine_hour_by_factor "A machine, an hour"
            (gpu_hour: "USD/gpu/h"; fallback.price_factor) -> "USD/machine/h" as machine_hour
        { gpu_hour * price_factor * ONE_GPU_MACHINE }

        /// Requests a second that it takes at the most: by its machines.
        pub fn takes_of_machines "Takes at most" (machine_rate: "req/s/machine"; fallback.machines) -> "req/s"
            as takes_most
        { machines * machine_rate }

        /// Requests a second that it takes at the most: so much of the planned peak.
        pub fn takes_of_share "Takes at most" (peak_rate: "req/s"; fallback.share) -> "req/s" as takes_most
        { peak_rate * share }

        /// Machines that run all the time.
        pub fn machines_kept "Machines kept running"
            (takes_most: "req/s", machine_rate: "req/s/machine"; fallback.kept) -> "machine"
        { round_up(takes_most * kept / machine_rate) }

        /// What these cost a month.
        pub fn kept_cost "Kept running, a month"
            (machines_kept: "machine", machine_hour: "USD/machine/h") -> "USD/month"
        { machines_kept * machine_hour * HOURS_PER_MONTH }

        /// What it costs a month to have it ready: machines that run.
        pub fn ready_cost_of_machines "Ready, a month" (kept_cost: "USD/month") -> "USD/month" as ready_cost

        /// What it costs a month to have it ready, as stated.
        pub fn ready_cost_stated "Ready, a month" (; fallback.ready) -> "USD/month" as ready_cost

        /// What it costs a month to have it ready: machines that run, and what else is paid for it.
        pub fn ready_cost_of_both "Ready, a month" (kept_cost: "USD/month"; fallback.ready) -> "USD/month" as ready_cost
        { kept_cost + ready }
    }
}

/// What it does and saves in the shortage.
pub mod effect {
    use super::{DEFINITION, sum};

    crate::formulas! {
        source: DEFINITION; in "contingency.fallback.{row}";

        /// After how many hours it serves.
        pub fn up_after "Is up after" (; fallback.start) -> "h"

        /// Requests that it serves in the whole shortage.
        pub fn served_in_all "Serves" (requests_served: ["req"]) -> "req" as requests_served
        { sum(requests_served) }

        /// Which share of what would be lost with no fallback it serves.
        pub fn served_of_short "Of what is short" (requests_served: "req", lost_without: "req") -> "share"
        { requests_served / lost_without }

        /// What using it costs in the whole shortage.
        pub fn cost_in_all "Costs in use" (use_cost: ["USD"]) -> "USD" as use_cost
        { sum(use_cost) }

        /// What an answer of it is worth against a usual one, as stated.
        pub fn value_stated "Worth of its answers" (; fallback.value_kept) -> "share" as value_share

        /// What an answer of it is worth against a usual one.
        pub fn value_by_kind "Worth of its answers" (kind: "choice") -> "share" as value_share
            table "all of it, and nothing of what is turned away"

        /// Revenue that is lost because its answers are worth less.
        pub fn value_lost "Lost in worth"
            (requests_served: "req", request_worth: "USD/req", value_share: "share") -> "USD"
        { requests_served * request_worth * (1.0 - value_share) }

        /// What it saves in the shortage: the revenue of what it serves, less what using it costs.
        pub fn fallback_saves "Saves"
            (
                requests_served: "req", request_worth: "USD/req", value_share: "share", use_cost: ["USD"]
            ) -> "USD"
        { requests_served * request_worth * value_share - sum(use_cost) }

        /// For how many months what it saves in one such shortage would pay to keep it ready.
        pub fn months_ready "Months it pays to be ready" (fallback_saves: "USD", ready_cost: "USD/month") -> "month"
        { fallback_saves / ready_cost }
    }
}

/// All fallbacks together, in money.
pub mod money {
    use super::{DEFINITION, sum};
    use crate::facts::constants::{SECONDS_PER_HOUR, SECONDS_PER_MONTH};

    crate::formulas! {
        source: DEFINITION; in "contingency";

        /// Revenue that a request brings, as stated.
        pub fn worth_stated "A request brings" (; contingency.worth) -> "USD/req" as request_worth

        /// Revenue that a request brings: what an hour of being short loses over what is asked for in it.
        pub fn worth_by_loss "A request brings" (lost_per_hour: "USD/h", asked_average: "req/s") -> "USD/req"
            as request_worth
        { lost_per_hour / (asked_average * SECONDS_PER_HOUR) }

        /// Revenue that a request brings: what customers pay over what they ask for.
        pub fn worth_by_revenue "A request brings" (revenue: "USD/month", average_rate: "req/s") -> "USD/req"
            as request_worth
        { revenue / (average_rate * SECONDS_PER_MONTH) }

        /// Revenue that would be lost with no fallback.
        pub fn revenue_without "Lost with no fallback" (lost_without: "req", request_worth: "USD/req") -> "USD"
        { lost_without * request_worth }

        /// Revenue that is lost all the same: of what nothing serves, and of answers that are worth less.
        pub fn revenue_lost "Lost" (requests_lost: "req", request_worth: "USD/req", value_lost: ["USD"]) -> "USD"
        { requests_lost * request_worth + sum(value_lost) }

        /// What using the fallbacks costs.
        pub fn cost_of_all "Fallbacks in use" (use_cost: ["USD"]) -> "USD" as use_cost
        { sum(use_cost) }

        /// What it costs a month to keep the fallbacks ready.
        pub fn ready_cost_of_all "Fallbacks ready, a month" (ready_cost: ["USD/month"]) -> "USD/month" as ready_cost
        { sum(ready_cost) }

        /// What the shortage costs: revenue that is lost and the fallbacks in use.
        pub fn shortage_cost "Costs in all" (revenue_lost: "USD", use_cost: "USD") -> "USD"
        { revenue_lost + use_cost }

        /// What the fallbacks save in the shortage.
        pub fn fallbacks_save "Fallbacks save" (revenue_without: "USD", shortage_cost: "USD") -> "USD"
        { revenue_without - shortage_cost }
    }
}
