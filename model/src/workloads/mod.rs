//! What is planned: one folder a workload, and the only list of them.
//!
//! - [`demand`]: who comes, and how much they ask for.
//! - [`limits`]: external limits and pipelines, and what waits before them.
//! - [`inference`]: the GPUs that serve the models.
//! - [`contingency`]: what takes over when GPUs cannot be had.
//! - [`growth`]: how many of them there will be, and what so many need.
//! - [`money`]: what it costs, and what is left of what customers pay.
//! - [`operations`]: what Kubernetes and Prometheus need to be told of it.
//! - [`pools`]: what there is now, and when more of it must be ordered.
//! - [`resources`]: what runs out when, and what to order by when.
//! - [`spikes`]: whether the promise survives a spike.
//! - [`uncertainty`]: what ranges make of all of it.
//! - [`web`]: the web stack that serves them.
//! - [`training`]: GPU time, cost and memory of training.
//! - [`data`]: workers, consumers and storage of data processing.
//! - [`latency`]: the load at which latency passes its target.
//! - [`log`]: the load that a request log counted.
//! - [`loaded`]: which of them are here.

pub mod contingency;
pub mod data;
pub mod demand;
pub mod growth;
pub mod inference;
pub mod latency;
pub mod limits;
pub mod loaded;
pub mod log;
pub mod money;
pub mod operations;
pub mod pools;
pub mod resources;
pub mod spikes;
pub mod training;
pub mod uncertainty;
pub mod web;

pub use loaded::Loaded;

use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::{Answer, Basis, Section as Said};
use crate::review::Finding;
use crate::scenario::groups::Group;
use crate::scenario::preset::Preset;
use crate::scenario::{Field, Scenario, Section, Table, Unused};
use crate::sheet::{Formula, Sheet, Working};

/// All that is known of a workload.
pub struct Workload {
    /// As the files of the program and tests call it.
    pub id: &'static str,
    /// Sections of the page in which it is said what it comes to.
    pub says: &'static [&'static str],
    /// Whether a page waits for it before it shows a scenario that has it.
    pub is_awaited: bool,
    /// Workloads that it takes from, where they are on: they are planned before it.
    pub needs: &'static [&'static str],
    /// Whether a scenario has it.
    pub is_on: fn(&Scenario) -> bool,
    /// What is stated of it, once that is here.
    inputs: fn() -> &'static Inputs,
    /// What its inputs' ids and short names begin with, known before they are: a link
    /// that states one of them waits for it.
    first_words: &'static [&'static str],
    /// What one can start from, where this workload leads.
    pub presets: &'static [Preset],
    /// What it does, once it is loaded.
    pub code: Code,
}

impl Workload {
    /// What is stated of it, where it is one of these.
    pub fn inputs_if(&self, known: Loaded) -> Option<&'static Inputs> {
        known.has(self.id).then(|| (self.inputs)())
    }
}

/// What is stated of a workload.
pub struct Inputs {
    /// The input that switches it on and off; none where what is stated says so.
    pub switch: Option<&'static Field>,
    /// Its fields.
    pub sections: &'static [Section],
    /// Its tables.
    pub tables: &'static [&'static Table],
    /// How they stand together in the form.
    pub groups: &'static [Group],
    /// Which of them cannot change anything, and when.
    pub unused: &'static [Unused],
    /// Names that written links may use in place of a full id.
    pub short_names: &'static [(&'static str, &'static str)],
}

/// What a workload does. Only to be called where it is [`Loaded`].
pub struct Code {
    /// Works out its figures.
    pub plan: fn(Sheet, &mut Plan),
    /// Adds what is wrong with it.
    pub review: fn(&Scenario, &Plan, &mut Vec<Finding>),
    /// Its answers to the four questions, where it has one.
    pub answers: fn(&Basis) -> [Option<Answer>; 4],
    /// Every formula of it, for tests and for documentation.
    pub formulas: fn() -> Vec<&'static Formula>,
    /// How these are explained, in their order; part of the details.
    pub working: fn() -> Vec<Working>,
    /// What is said of it further down the page; part of the details.
    pub sections: fn(&Scenario, &Plan, Date) -> Vec<Said>,
}

/// All workloads, in the order of forms and exports.
pub static WORKLOADS: &[Workload] = &[
    demand::WORKLOAD,
    web::WORKLOAD,
    growth::WORKLOAD,
    money::WORKLOAD,
    training::WORKLOAD,
    data::WORKLOAD,
    latency::WORKLOAD,
    log::WORKLOAD,
    pools::WORKLOAD,
    limits::WORKLOAD,
    inference::WORKLOAD,
    contingency::WORKLOAD,
    resources::WORKLOAD,
    operations::WORKLOAD,
    spikes::WORKLOAD,
    uncertainty::WORKLOAD,
];

/// The answers of a workload that has none.
fn unanswered(_: &Basis) -> [Option<Answer>; 4] {
    [const { None }; 4]
}

/// The workload of this id.
pub fn workload(id: &str) -> Option<&'static Workload> {
    WORKLOADS.iter().find(|workload| workload.id == id)
}

/// What is stated of each workload that has arrived, in their order.
pub fn inputs() -> impl Iterator<Item = &'static Inputs> {
    Loaded::known().here().map(|workload| (workload.inputs)())
}
