//! How much is asked while GPUs cannot be had, and how much of it do those that are left
//! and each fallback serve?
//!
//! ```text
//! load at the share u of the time = peak * u ^ (peak / average - 1)        the day from its quietest moment on
//! time that a reach is enough     = (reach / peak) ^ (average / (peak - average))
//! not served                      = average * (1 - time * reach / peak) - reach * (1 - time)
//! ```
//!
//! Nothing is known of a day but its average and its peak, so the load is taken to rise
//! from nothing to the peak by the one power that has this average: evenly where the
//! peak is twice the average, not at all where it is the average. (Ours.)
//!
//! The shortage falls into stages: it begins, an event is over, a fallback is up. In each
//! the fallbacks that are up take what is left in the order of the table.

use crate::facts::constants::{HOURS_PER_DAY, SECONDS_PER_HOUR};
use crate::facts::sources::{DEFINITION, OURS};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{power, round_down, round_up, sum};

/// What is there, and for how long it is all that there is.
pub mod whole_of_it {
    use super::{DEFINITION, HOURS_PER_DAY, OURS, max, round_down, sum};

    crate::formulas! {
        source: DEFINITION; in "contingency";

        /// For how long GPUs cannot be had.
        pub fn shortage_hours "GPUs cannot be had for" (; contingency.days) -> "h"
        { days * HOURS_PER_DAY }

        /// GPUs that are there and stay.
        pub fn gpus_left "GPUs that are left" (gpus_held: "gpu"; contingency.gone) -> "gpu"
        { gpus_held * (1.0 - gone) }

        /// Whole replicas that they make.
        pub fn replicas_left "Replicas that are left" (gpus_left: "gpu", gpus_per_replica: "gpu/replica") -> "replica"
            table "GPUs that are left over GPUs of a replica, whole ones only"
        { round_down(gpus_left / gpus_per_replica) }

        /// Requests a second that they serve, with no headroom kept.
        pub fn gpus_serve "GPUs that are left serve"
            (replicas_left: "replica", max_rate_per_replica: "req/s/replica"; demand.recompute_multiplier) -> "req/s"
        { replicas_left * max_rate_per_replica / recompute_multiplier }

        /// Requests a second on average while the event lasts.
        pub fn event_average "Average during the event" (average_rate: "req/s"; event.multiplier) -> "req/s"
            as "contingency.event_average"
        { average_rate * multiplier }

        /// Requests a second that are short at the highest peak of the shortage, before any fallback.
        pub fn short_at_peak "Short at the peak" (stage_peak: "req/s", gpus_serve: "req/s") -> "req/s"
        { max(0.0, stage_peak - gpus_serve) }

        /// Hours until the first fallback serves.
        pub fn first_up "First fallback is up after" (start: ["h"]) -> "h" from OURS
            table "the shortest start, at once where part of a fallback is kept running"

        /// Hours until nothing is short any more.
        pub fn covered_after "Nothing is short after" (ends: "h", requests_lost: ["req"]) -> "h"
            table "when the last stage is over in which requests are lost"

        /// Requests that are asked for while GPUs cannot be had.
        pub fn requests_asked "Asked for" (asked: ["req"]) -> "req"
        { sum(asked) }

        /// Requests that the GPUs serve that are left.
        pub fn by_gpus "Served by GPUs that are left" (requests_served: ["req"]) -> "req"
        { sum(requests_served) }

        /// Requests that would be lost with no fallback.
        pub fn lost_without "Lost with no fallback" (requests_asked: "req", by_gpus: "req") -> "req"
        { max(0.0, requests_asked - by_gpus) }

        /// Requests that the fallbacks serve.
        pub fn by_fallbacks "Served by fallbacks" (requests_served: ["req"]) -> "req"
        { sum(requests_served) }

        /// Requests that are turned away on purpose.
        pub fn turned_away "Turned away" (requests_served: ["req"]) -> "req"
        { sum(requests_served) }

        /// Requests that nothing serves.
        pub fn lost_of_all_stages "Lost" (requests_lost: ["req"]) -> "req" as requests_lost
        { sum(requests_lost) }

        /// Which share of what is asked for nothing serves.
        pub fn lost_of_asked "Lost of all" (requests_lost: "req", requests_asked: "req") -> "share"
        { requests_lost / requests_asked }
    }
}

/// A stage of it.
pub mod stage {
    use super::{DEFINITION, SECONDS_PER_HOUR};

    crate::formulas! {
        source: DEFINITION; in "contingency.stage.{row}";

        /// When the stage begins, from the beginning of the shortage.
        pub fn begins "Begins" (shortage_hours: "h", start: ["h"]) -> "h"
            table "when the shortage begins, a fallback is up or the event is over"

        /// When the stage is over.
        pub fn ends "Ends" (shortage_hours: "h", start: ["h"]) -> "h"
            table "when the next fallback is up, the event is over or the shortage is"

        /// How long the stage lasts.
        pub fn stage_hours "Lasts" (ends: "h", begins: "h") -> "h"
        { ends - begins }

        /// Requests a second at the peak: those of the event.
        pub fn stage_peak_of_event "Peak" (rate_at: "req/s") -> "req/s" as stage_peak

        /// Requests a second at the peak: the planned one.
        pub fn stage_peak_usual "Peak" (peak_rate: "req/s") -> "req/s" as stage_peak

        /// Requests a second on average: those of the event.
        pub fn stage_average_of_event "Average" (event_average: "req/s") -> "req/s" as stage_average

        /// Requests a second on average: the usual ones.
        pub fn stage_average_usual "Average" (average_rate: "req/s") -> "req/s" as stage_average

        /// Requests that are asked for.
        pub fn asked "Asked for" (stage_average: "req/s", stage_hours: "h") -> "req"
        { stage_average * stage_hours * SECONDS_PER_HOUR }

        /// Requests that nothing serves.
        pub fn lost_in_stage "Lost" (unserved: "req/s", stage_hours: "h") -> "req" as requests_lost
        { unserved * stage_hours * SECONDS_PER_HOUR }
    }
}

/// What the GPUs or a fallback do in a stage.
pub mod served {
    use super::{OURS, SECONDS_PER_HOUR, max, min, power, round_up};

    crate::formulas! {
        source: OURS; in "contingency.stage.{row}.{row}";

        /// Requests a second up to which all are served: by the GPUs that are left.
        pub fn reach_of_gpus "Served up to" (gpus_serve: "req/s") -> "req/s" as reach

        /// Requests a second that it takes at the most.
        pub fn takes_up "Takes at most" (takes_most: "req/s") -> "req/s" as takes

        /// Requests a second that it takes before it is up: by what is kept running of it.
        pub fn takes_kept "Takes at most" (takes_most: "req/s"; fallback.kept) -> "req/s" as takes
        { takes_most * kept }

        /// Requests a second up to which all are served: by those before it and by it.
        pub fn reach_with "Served up to" (reach: "req/s", takes: "req/s") -> "req/s" as reach
        { reach + takes }

        /// Requests a second that it serves at the peak.
        pub fn at_peak "At the peak" (takes: "req/s", reach: "req/s", stage_peak: "req/s") -> "req/s"
        { min(takes, max(0.0, stage_peak - reach)) }

        /// Which share of the time no more is asked for than that.
        pub fn time_enough "Time that it is enough"
            (reach: "req/s", stage_peak: "req/s", stage_average: "req/s") -> "share"
        { power(min(1.0, reach / stage_peak), stage_average / max(0.0, stage_peak - stage_average)) }

        /// Requests a second that are not served, on average.
        pub fn unserved "Not served"
            (stage_average: "req/s", stage_peak: "req/s", reach: "req/s", time_enough: "share") -> "req/s"
        { max(0.0, stage_average * (1.0 - time_enough * min(1.0, reach / stage_peak)) - reach * (1.0 - time_enough)) }

        /// Requests that the GPUs serve that are left.
        pub fn served_by_gpus "Served" (stage_average: "req/s", unserved: "req/s", stage_hours: "h") -> "req"
            as requests_served
        { (stage_average - unserved) * stage_hours * SECONDS_PER_HOUR }

        /// Requests that it serves: what those before it leave, less what is left behind it.
        pub fn served_by_it "Served" (unserved_before: "req/s", unserved: "req/s", stage_hours: "h") -> "req"
            as requests_served
        { max(0.0, unserved_before - unserved) * stage_hours * SECONDS_PER_HOUR }

        /// Machines that serve the peak.
        pub fn machines_used "Machines" (at_peak: "req/s", machine_rate: "req/s/machine") -> "machine"
        { round_up(at_peak / machine_rate) }

        /// What the machines cost that are rented for the stage, beside those that are kept running.
        pub fn cost_of_stage "Costs"
            (
                machines_used: "machine", machines_kept: "machine", machine_hour: "USD/machine/h", stage_hours: "h"
            ) -> "USD" as use_cost
        { max(0.0, machines_used - machines_kept) * machine_hour * stage_hours }
    }
}
