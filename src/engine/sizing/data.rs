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

use crate::catalog::constants::{DAYS_PER_MONTH, PER_PARTITION, SECONDS_PER_MINUTE};
use crate::catalog::sources::{AI_CAPACITY, DEFINITION};
use crate::catalog::training::RECOVERY;
use crate::engine::outcome::{figures, sound};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::whole;
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::Data;

/// Batches.
pub mod batch {
    use super::{AI_CAPACITY, whole};

    crate::old_formulas! {
        source: AI_CAPACITY;

        /// Workers that a batch takes to be done within its window, with room to grow and to catch up.
        pub fn batch_workers "Workers for a batch" (batch_volume: "GB", batch_factor: "x", batch_window: "h", worker_rate: "GB/h/worker") -> "worker" {
            whole(batch_volume * batch_factor / (batch_window * worker_rate))
        }
        /// How long a batch of this volume takes with the workers that there are.
        pub fn batch_hours "A batch takes" (batch_volume: "GB", workers_now: "worker", worker_rate: "GB/h/worker") -> "h" {
            batch_volume / (workers_now * worker_rate)
        }
    }
}

/// Streams.
pub mod stream {
    use super::{AI_CAPACITY, PER_PARTITION, RECOVERY, SECONDS_PER_MINUTE, max, min, whole};

    /// By the source.
    pub mod peak {
        use super::{AI_CAPACITY, whole};

        crate::old_formulas! {
            source: AI_CAPACITY;

            /// The rate that the stream is sized for: peaks and bursts above the mean.
            pub fn stream_rate "Rate to size for" (event_rate: "event/s", stream_factor: "x") -> "event/s" {
                event_rate * stream_factor
            }
            /// Consumers that keep up with that rate.
            pub fn peak_consumers "Consumers for the peak" (stream_rate: "event/s", consumer_rate: "event/s/consumer") -> "consumer" {
                whole(stream_rate / consumer_rate)
            }
        }
    }

    crate::old_formulas! {
        source: RECOVERY;

        /// Events that pile up while consumers stand still.
        pub fn backlog "Piles up in an outage" (event_rate: "event/s", stall: "min") -> "event" {
            event_rate * stall * SECONDS_PER_MINUTE
        }
        /// Consumers that keep up and work that off in time.
        pub fn recovery_consumers "Consumers for recovery" (event_rate: "event/s", backlog: "event", recovery: "min", consumer_rate: "event/s/consumer") -> "consumer" {
            whole((event_rate + backlog / (recovery * SECONDS_PER_MINUTE)) / consumer_rate)
        }
        /// Consumers for the peak and for recovery, whichever is more.
        pub fn consumers_wanted "Consumers wanted" (peak_consumers: "consumer", recovery_consumers: "consumer") -> "consumer" {
            max(peak_consumers, recovery_consumers)
        }
        /// Consumers to run: as many as are wanted, but no more than partitions can feed.
        pub fn stream_consumers "Consumers of the stream" (consumers_wanted: "consumer", partitions: "partition") -> "consumer" {
            min(consumers_wanted, partitions * PER_PARTITION)
        }
        /// How long these consumers take to work off the outage while events go on coming.
        pub fn drain_time "Worked off in" (backlog: "event", stream_consumers: "consumer", consumer_rate: "event/s/consumer", event_rate: "event/s") -> "min" {
            backlog / (stream_consumers * consumer_rate - event_rate) / SECONDS_PER_MINUTE
        }
    }
}

/// Storage.
pub mod storage {
    use super::{DAYS_PER_MONTH, DEFINITION, max};

    crate::old_formulas! {
        source: DEFINITION;

        /// By how much storage grows, with models, data and logs.
        pub fn storage_growth "Storage grows by" (models_growth: "GB/month", sets_growth: "GB/month", logs_growth: "GB/month") -> "GB/month" {
            models_growth + sets_growth + logs_growth
        }
        /// Which share of the storage is in use.
        pub fn storage_use "Storage in use" (storage_used: "GB", storage_capacity: "GB") -> "share" {
            storage_used / storage_capacity
        }
        /// Months until 80 % of the storage is in use: the warning before the cliff.
        pub fn storage_months_to_80 "Storage at 80 % in" (storage_capacity: "GB", storage_used: "GB", storage_growth: "GB/month") -> "month" {
            max(0.0 * storage_used / storage_growth, (0.8 * storage_capacity - storage_used) / storage_growth)
        }
        /// Months until storage is full.
        pub fn storage_months_to_full "Storage full in" (storage_capacity: "GB", storage_used: "GB", storage_growth: "GB/month") -> "month" {
            max(0.0 * storage_used / storage_growth, (storage_capacity - storage_used) / storage_growth)
        }
        /// Months until storage must be ordered at the latest, to be there before the old is full; less than nothing is too late.
        pub fn storage_order_by "Order storage within" (storage_months_to_full: "month", storage_lead_time: "day") -> "month" {
            storage_months_to_full - storage_lead_time / DAYS_PER_MONTH
        }
    }
}

/// Every formula of data processing.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = batch::entries();
    all.extend(stream::peak::entries());
    all.extend(stream::entries());
    all.extend(storage::entries());
    all
}

figures! {
    /// Batches, a stream and storage.
    pub struct DataPlan in "data" {
        /// Workers for a batch.
        batch_workers: Outcome,
        /// How long it takes with those that there are.
        batch_hours: Outcome,
        /// Consumers to run.
        stream_consumers: Outcome,
        /// For the peak.
        peak_consumers: Outcome,
        /// For recovery.
        recovery_consumers: Outcome,
        /// The larger of both.
        consumers_wanted: Outcome,
        /// The rate to size for.
        stream_rate: Figure,
        /// What piles up in an outage.
        backlog: Figure,
        /// How long that is worked off.
        drain_time: Outcome,
        /// Growth of storage.
        storage_growth: Figure,
        /// How much of it is in use.
        storage_use: Outcome,
        /// Months to 80 %.
        storage_months_to_80: Outcome,
        /// Months until it is full.
        storage_months_to_full: Outcome,
        /// Months until it must be ordered.
        storage_order_by: Outcome,
    }
}

/// Why a batch takes no known number of workers.
pub const IDLE_WORKER: Absent =
    Absent("A worker that processes nothing is never done. State what one gets through.");
/// Why a batch takes no known time.
pub const NO_WORKERS: Absent = Absent("Nothing says how many workers there are.");
/// Why a stream takes no known number of consumers.
pub const IDLE_CONSUMER: Absent =
    Absent("A consumer that processes nothing never keeps up. State what one gets through.");
/// Why a backlog is never worked off.
pub const NEVER_DRAINED: Absent = Absent(
    "So many consumers do not even keep up with the mean rate: what piles up is never worked off.",
);
/// Why storage is never full.
pub const NO_GROWTH: Absent = Absent("Storage does not grow, so it is never full.");

/// What data processing takes.
pub fn plan(stated: &Data) -> DataPlan {
    let worker = positive(stated.worker_rate, IDLE_WORKER);
    let consumer = positive(stated.consumer_rate, IDLE_CONSUMER);
    let stream_rate = stream::peak::stream_rate(stated.event_rate, stated.stream_factor);
    let backlog = stream::backlog(stated.event_rate, stated.stall);
    let peak_consumers =
        consumer.and_then(|rate| sound(stream::peak::peak_consumers(stream_rate.value, rate)));
    let recovery_consumers = consumer.and_then(|rate| {
        sound(stream::recovery_consumers(
            stated.event_rate,
            backlog.value,
            stated.recovery,
            rate,
        ))
    });
    let consumers_wanted = peak_consumers.and_then(|peak| {
        Ok(stream::consumers_wanted(
            peak.value,
            recovery_consumers?.value,
        ))
    });
    let stream_consumers =
        consumers_wanted.map(|wanted| stream::stream_consumers(wanted.value, stated.partitions));
    let drain_time = stream_consumers.and_then(|consumers| {
        let rate = consumer?;
        if consumers.value * rate <= stated.event_rate && stated.event_rate > 0.0 {
            return Err(NEVER_DRAINED);
        }
        sound(stream::drain_time(
            backlog.value,
            consumers.value,
            rate,
            stated.event_rate,
        ))
    });
    let storage_growth =
        storage::storage_growth(stated.models_growth, stated.sets_growth, stated.logs_growth);
    let growth = positive(storage_growth.value, NO_GROWTH);
    let (capacity, used) = (stated.storage_capacity, stated.storage_used);
    let storage_months_to_full =
        growth.and_then(|growth| sound(storage::storage_months_to_full(capacity, used, growth)));
    DataPlan {
        batch_workers: worker.and_then(|rate| {
            sound(batch::batch_workers(
                stated.batch_volume,
                stated.batch_factor,
                stated.batch_window,
                rate,
            ))
        }),
        batch_hours: stated.workers_now.ok_or(NO_WORKERS).and_then(|workers| {
            let workers = positive(workers, NO_WORKERS)?;
            sound(batch::batch_hours(stated.batch_volume, workers, worker?))
        }),
        stream_consumers,
        peak_consumers,
        recovery_consumers,
        consumers_wanted,
        stream_rate,
        backlog,
        drain_time,
        storage_growth,
        storage_use: sound(storage::storage_use(used, capacity)),
        storage_months_to_80: growth
            .and_then(|growth| sound(storage::storage_months_to_80(capacity, used, growth))),
        storage_months_to_full,
        storage_order_by: storage_months_to_full
            .map(|full| storage::storage_order_by(full.value, stated.storage_lead_time)),
    }
}

fn positive(value: f64, absent: Absent) -> Result<f64, Absent> {
    if value > 0.0 { Ok(value) } else { Err(absent) }
}
