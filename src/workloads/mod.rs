//! What is planned: one folder a workload, and the only list of them.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`limits`]: external limits and pipelines, and what waits before them.
//! - [`inference`]: the GPUs that serve the models.
//! - [`growth`]: how many of them there will be, and what so many need.
//! - [`money`]: what it costs, and what is left of what customers pay.
//! - [`web`]: the web stack that serves them.
//! - [`training`]: GPU time, cost and memory of training.
//! - [`data`]: workers, consumers and storage of data processing.
//! - [`latency`]: the load at which latency passes its target.
//! - [`loaded`]: which of them are here.

pub mod data;
pub mod demand;
pub mod growth;
pub mod inference;
pub mod latency;
pub mod limits;
pub mod loaded;
pub mod money;
pub mod training;
pub mod web;

pub use loaded::Loaded;

use crate::scenario::Scenario;
use crate::scenario::web::Switch;

/// What is known of a workload before it is planned.
pub struct Workload {
    /// As the files of the program and tests call it.
    pub id: &'static str,
    /// Whether a scenario has it.
    pub is_on: fn(&Scenario) -> bool,
}

/// All workloads.
pub static WORKLOADS: &[Workload] = &[
    Workload {
        id: "demand",
        is_on: |_| true,
    },
    Workload {
        id: "web",
        is_on: |it| it.web.workload == Switch::On,
    },
    Workload {
        id: "growth",
        is_on: |it| it.growth.workload == Switch::On,
    },
    Workload {
        id: "inference",
        is_on: |it| it.inference.workload == Switch::On,
    },
    Workload {
        id: "training",
        is_on: |it| it.training.workload == Switch::On,
    },
    Workload {
        id: "data",
        is_on: |it| it.data.workload == Switch::On,
    },
    Workload {
        id: "latency",
        is_on: |it| !it.samples.is_empty(),
    },
    Workload {
        id: "limits",
        is_on: |it| it.flow.workload == Switch::On,
    },
    Workload {
        id: "money",
        is_on: |it| it.money.workload == Switch::On,
    },
    Workload {
        id: "pools",
        is_on: |it| it.fleet.workload == Switch::On,
    },
];
