//! How much data is processed and kept, and with what? Batches, a stream, and
//! storage that grows.

use crate::facts::sources::{AI_CAPACITY, OURS};
use crate::facts::training::RECOVERY;
use crate::scenario::field::{fields, number, one_of, optional_whole, there, whole};
use crate::scenario::groups::{Group, Step};
use crate::scenario::web::Switch;

fields! {
    /// Batches, a stream, and storage that grows.
    pub struct Data in data {
        /// Whether data processing is part of the scenario.
        workload: Switch = Switch::Off, one_of(Switch::CHOICES), "Data", OURS;
        /// How much one batch holds.
        batch_volume: f64 = 1000.0, number("GB", 0.0, 1e9), "Batch", OURS;
        /// Sized for how many times that volume: room to grow, and to catch up after a failure.
        batch_factor: f64 = 2.0, number("x", 1.0, 100.0), "Sized for", AI_CAPACITY;
        /// Within how many hours a batch must be done.
        batch_window: f64 = 4.0, number("h", 0.01, 10_000.0), "Window of a batch", OURS;
        /// How many hours after one batch the next one comes.
        batch_period: f64 = 24.0, number("h", 0.01, 10_000.0), "A batch every", OURS;
        /// What one worker gets through in an hour, by a benchmark.
        worker_rate: f64 = 50.0, number("GB/h/worker", 0.0, 1e9), "A worker processes", OURS;
        /// How many workers there are. Left empty nothing is said of whether they are enough.
        workers_now: Option<f64> = None, there(optional_whole("worker", 0.0, 1e6)), "Workers there are", OURS;
        /// Events on average.
        event_rate: f64 = 3333.0, number("event/s", 0.0, 1e9), "Events", RECOVERY;
        /// Sized for how many times that rate: peaks and bursts.
        stream_factor: f64 = 3.0, number("x", 1.0, 100.0), "Sized for", AI_CAPACITY;
        /// What one consumer gets through, by a benchmark.
        consumer_rate: f64 = 500.0, number("event/s/consumer", 0.0, 1e9), "A consumer processes", RECOVERY;
        /// For how long consumers may stand still, in an outage to be planned for.
        stall: f64 = 12.0, number("min", 0.0, 1e5), "Outage", RECOVERY;
        /// Within how long what has piled up by then must be worked off.
        recovery: f64 = 30.0, number("min", 0.01, 1e5), "Worked off within", RECOVERY;
        /// How many partitions the stream has. No more consumers than that work at once.
        partitions: f64 = 24.0, there(whole("partition", 1.0, 1e6)), "Partitions", OURS;
        /// What storage holds now.
        storage_used: f64 = 500.0, number("GB", 0.0, 1e12), "Stored now", OURS;
        /// What storage can hold.
        storage_capacity: f64 = 1000.0, number("GB", 0.001, 1e12), "Storage there is", OURS;
        /// By how much models and checkpoints grow.
        models_growth: f64 = 10.0, number("GB/month", 0.0, 1e9), "Models, growth", OURS;
        /// By how much data sets grow.
        sets_growth: f64 = 25.0, number("GB/month", 0.0, 1e9), "Data, growth", OURS;
        /// By how much logs grow.
        logs_growth: f64 = 10.0, number("GB/month", 0.0, 1e9), "Logs, growth", OURS;
        /// How long it takes to get more storage.
        storage_lead_time: f64 = 14.0, number("day", 0.0, 3650.0), "Lead time of storage", OURS;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "data",
        label: "Batches and streams",
        step: Step::Workloads,
        fields: &[
            "data.batch_volume",
            "data.batch_factor",
            "data.batch_window",
            "data.batch_period",
            "data.worker_rate",
            "data.workers_now",
            "data.event_rate",
            "data.stream_factor",
            "data.consumer_rate",
            "data.stall",
            "data.recovery",
            "data.partitions",
        ],
        tables: &[],
        is_said: |it| it.data.workload == Switch::On,
    },
    Group {
        id: "stored",
        label: "Storage that grows",
        step: Step::Workloads,
        fields: &[
            "data.storage_used",
            "data.storage_capacity",
            "data.models_growth",
            "data.sets_growth",
            "data.logs_growth",
            "data.storage_lead_time",
        ],
        tables: &[],
        is_said: |it| it.data.workload == Switch::On,
    },
];
