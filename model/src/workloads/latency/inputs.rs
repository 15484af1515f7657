//! What load was measured, how slow was it, and how slow may it be?
//!
//! Measurements are rows; the law that was fitted to them is stated in fields,
//! as any input that comes of a fit.

use crate::facts::sources::{BURSTY_INFERENCE, CAPACITY_GUIDE, OURS};
use crate::facts::training::SCALABILITY_LAW;
use crate::scenario::Unused;
use crate::scenario::choice::choices;
use crate::scenario::field::{fields, number, one_of, optional, whole};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;

choices! {
    /// Which of two answers is planned with.
    pub enum LoadFrom {
        /// Between the two measurements around the SLO.
        Measured = "measured", "The measurements";
        /// By the law that was fitted to all of them.
        Law = "law", "The fitted law";
    }
}

fields! {
    /// How slow it may be, and the law that was fitted to measurements.
    pub struct Slo in slo {
        /// How slow the 95th of a hundred requests may be. By default what the capacity guide scales up at.
        latency_target: f64 = 100.0, number("ms", 0.001, 1e8), "p95 latency, at most", CAPACITY_GUIDE;
        /// Which answer is planned with.
        load_from: LoadFrom = LoadFrom::Measured, one_of(LoadFrom::CHOICES), "The load is read from", OURS;
        /// On how many pods the load was measured.
        measured_pods: f64 = 1.0, whole("pod", 1.0, 1e6), "Measured on pods", OURS;
        /// On how many GPUs the load was measured.
        measured_gpus: f64 = 1.0, whole("gpu", 1.0, 1e6), "Measured on GPUs", OURS;
        /// Latency of one user alone, by the fitted law. Paste measurements below to fit it.
        latency_of_one: Option<f64> = None, optional("ms", 1e-6, 1e8), "Law: latency of one", SCALABILITY_LAW;
        /// How much of the work waits for other work, by the fitted law.
        contention: Option<f64> = None, optional("share", 0.0, 1.0), "Law: contention", SCALABILITY_LAW;
        /// How much work it takes to keep others in agreement, by the fitted law.
        coherency: Option<f64> = None, optional("share", 0.0, 1.0), "Law: coherency", SCALABILITY_LAW;
    }
}

rows! {
    /// Latency as it was measured at several loads: buckets of a request log, or a load test.
    pub struct Sample in samples as sample: "Measured latency" of "measurement", at most 20 {
        /// Users, or sessions, at once; of a bucket its middle.
        load: f64 = 1.0, number("user", 1e-6, 1e9), "Users at once", BURSTY_INFERENCE;
        /// The latency that 95 of a hundred requests keep.
        latency: f64 = 100.0, number("ms", 1e-6, 1e8), "p95 latency", BURSTY_INFERENCE;
        /// Requests that were answered in a second, if that was measured too.
        throughput: Option<f64> = None, optional("req/s", 1e-9, 1e9), "Throughput", OURS;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[Group {
    id: "slo",
    label: "Latency",
    step: Step::Workloads,
    fields: &[
        "slo.latency_target",
        "slo.load_from",
        "slo.measured_pods",
        "slo.measured_gpus",
        "slo.latency_of_one",
        "slo.contention",
        "slo.coherency",
    ],
    tables: &["sample"],
    is_said: |_| true,
}];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[Unused {
    inputs: &[
        "slo.latency_target",
        "slo.load_from",
        "slo.measured_pods",
        "slo.measured_gpus",
        "slo.contention",
        "slo.coherency",
    ],
    because: "No latency is measured. Paste measurements below.",
    when: |it, _| !super::is_measured(it),
}];
