//! How many workers does a batch take, how many consumers a stream, and when is
//! storage full?
//!
//! ```text
//! workers = 2 * volume / (window * rate of a worker)
//! consumers for the peak = 3 * mean rate / rate of a consumer
//! consumers for recovery = (mean rate + backlog / time to work it off) / rate of a consumer
//! months to 80 % = (80 % of capacity - stored) / growth
//! ```
//!
//! Whole workers and consumers; of the two kinds of consumers the larger count,
//! and no more than there are partitions, since one partition feeds one consumer.

use crate::facts::constants::{CRITICAL_SHARE, DAYS_PER_MONTH, PER_PARTITION, SECONDS_PER_MINUTE};
use crate::facts::sources::{AI_CAPACITY, DEFINITION};
use crate::facts::training::RECOVERY;
use crate::quantity::brackets::{max, min};
use crate::quantity::math::round_up;

crate::formulas! {
    source: DEFINITION; in "data";

    /// Workers that a batch takes to be done within its window, with room to grow and to catch up.
    pub fn batch_workers "Workers for a batch"
        (worker_rate: "GB/h/worker"; data.batch_volume, data.batch_factor, data.batch_window)
        -> "worker" from AI_CAPACITY
    { round_up(batch_volume * batch_factor / (batch_window * worker_rate)) }

    /// How long a batch of this volume takes with the workers that there are.
    pub fn batch_hours "A batch takes"
        (workers_now: "worker", worker_rate: "GB/h/worker"; data.batch_volume) -> "h" from DEFINITION
    { batch_volume / (workers_now * worker_rate) }

    /// The rate that the stream is sized for: peaks and bursts above the mean.
    pub fn stream_rate "Rate to size for" (; data.event_rate, data.stream_factor) -> "event/s" from AI_CAPACITY
    { event_rate * stream_factor }

    /// Consumers that keep up with that rate.
    pub fn peak_consumers "Consumers for the peak"
        (stream_rate: "event/s", consumer_rate: "event/s/consumer") -> "consumer" from AI_CAPACITY
    { round_up(stream_rate / consumer_rate) }

    /// Events that pile up while consumers stand still.
    pub fn backlog "Piles up in an outage" (; data.event_rate, data.stall) -> "event" from RECOVERY
    { event_rate * stall * SECONDS_PER_MINUTE }

    /// Consumers that keep up and work that off in time.
    pub fn recovery_consumers "Consumers for recovery"
        (backlog: "event", consumer_rate: "event/s/consumer"; data.event_rate, data.recovery)
        -> "consumer" from RECOVERY
    { round_up((event_rate + backlog / (recovery * SECONDS_PER_MINUTE)) / consumer_rate) }

    /// Consumers for the peak and for recovery, whichever is more.
    pub fn consumers_wanted "Consumers wanted"
        (peak_consumers: "consumer", recovery_consumers: "consumer") -> "consumer" from RECOVERY
    { max(peak_consumers, recovery_consumers) }

    /// Consumers to run: as many as are wanted, but no more than partitions can feed.
    pub fn stream_consumers "Consumers of the stream"
        (consumers_wanted: "consumer"; data.partitions) -> "consumer" from RECOVERY
    { min(consumers_wanted, partitions * PER_PARTITION) }

    /// How long these consumers take to work off the outage while events go on coming.
    pub fn drain_time "Worked off in"
        (backlog: "event", stream_consumers: "consumer"; data.consumer_rate, data.event_rate) -> "min" from RECOVERY
    { backlog / (stream_consumers * consumer_rate - event_rate) / SECONDS_PER_MINUTE }

    /// By how much storage grows, with models, data and logs.
    pub fn storage_growth "Storage grows by"
        (; data.models_growth, data.sets_growth, data.logs_growth) -> "GB/month"
    { models_growth + sets_growth + logs_growth }

    /// Which share of the storage is in use.
    pub fn storage_use "Storage in use" (; data.storage_used, data.storage_capacity) -> "share"
    { storage_used / storage_capacity }

    /// Months until 80 % of the storage is in use: the warning before the cliff.
    pub fn storage_months_to_80 "Storage at 80 % in"
        (storage_growth: "GB/month"; data.storage_capacity, data.storage_used) -> "month"
    { (max(0.8 * storage_capacity, storage_used) - storage_used) / storage_growth }

    /// Months until the critical share of the storage is in use.
    pub fn storage_months_to_critical "Storage critical in"
        (storage_growth: "GB/month"; data.storage_capacity, data.storage_used) -> "month"
    { (max(CRITICAL_SHARE * storage_capacity, storage_used) - storage_used) / storage_growth }

    /// Months until storage is full.
    pub fn storage_months_to_full "Storage full in"
        (storage_growth: "GB/month"; data.storage_capacity, data.storage_used) -> "month"
    { (max(storage_capacity, storage_used) - storage_used) / storage_growth }

    /// Months until storage must be ordered at the latest, to be there before the critical share of the old is
    /// taken; less than nothing is too late.
    pub fn storage_order_by "Order storage within"
        (storage_months_to_critical: "month"; data.storage_lead_time) -> "month"
    { storage_months_to_critical - storage_lead_time / DAYS_PER_MONTH }
}
