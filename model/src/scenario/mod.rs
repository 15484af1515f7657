//! What the user states: plain data, and the list of its fields.
//!
//! - [`demand`], [`web`], [`price`]: the stated inputs, one file a section.
//! - [`field`]: what is known of one input: id, label, unit, bounds, help,
//!   source. Forms, links, export, bounds checks and documentation read it.
//! - [`fields`]: all fields, by id and by short name.
//! - [`mod@row`], [`table`]: inputs in rows that a visitor adds and removes.
//! - `reference`: inputs that mean a row of another table.
//! - [`mod@dated`]: what will be stated later, and what the scenario becomes.
//! - [`slot`]: one input wherever it stands.
//! - [`stated`]: the names by which formulas read inputs.
//! - [`difference`]: what one scenario states differently from another; [`mod@beside`]:
//!   which are compared.
//! - [`growth`], [`money`]: how customers grow; what the platform earns and costs, by
//!   tier too.
//! - [`training`], [`data`]: what is trained, processed and kept.
//! - [`slo`], [`loads`]: latency as measured at several loads, and how it is pasted.
//! - [`log`]: what a request log counted.
//! - [`fleet`]: which pools there are, and how they are scaled.
//! - [`promise`]: what is promised to users.
//! - [`flow`]: stages with their limits, what would widen them, what vendors charge.
//! - [`inference`]: what serves the models, and the models.
//! - [`contingency`]: for how long GPUs cannot be had, and what takes over then.
//! - [`groups`]: which inputs stand together in the form.
//! - [`name`]: what a scenario may be called.
//! - [`nudge`]: where a number goes when it is stepped or dragged.
//! - [`preset`]: frozen, versioned scenarios to start from.
//! - [`mod@search`]: which inputs a few words mean.
//! - [`refusal`]: the sentence beside an input that was not taken.
//! - [`mod@unused`]: which inputs cannot change anything, and why.
//! - [`work`]: what is one unit of the work that is served, and its words.
//! - [`typed`]: what a text typed into a field states.
//! - [`sentence`]: the scenario in one sentence, with inputs in it.
//! - [`range`]: P5 to P95 of an input that is not known exactly, and [`mod@scale`], on which
//!   it is spread.

pub mod beside;
pub mod choice;
pub mod dated;
pub mod difference;
pub mod field;
pub mod fields;
pub mod fix;
pub mod groups;
mod kept;
pub mod name;
pub mod nudge;
pub mod preset;
pub mod range;
mod reference;
pub mod refusal;
pub mod row;
mod scale;
pub mod search;
pub mod sentence;
pub mod slot;
pub mod stated;
mod synonyms;
pub mod table;
pub mod typed;
pub mod unused;
pub mod work;

pub use crate::workloads::contingency::inputs as contingency;
pub use crate::workloads::data::inputs as data;
pub use crate::workloads::demand::inputs as demand;
pub use crate::workloads::growth::inputs as growth;
pub use crate::workloads::latency::import as loads;
pub use crate::workloads::latency::inputs as slo;
pub use crate::workloads::log::inputs as log;
pub use crate::workloads::training::inputs as training;
pub use crate::workloads::web::{inputs as web, price};

pub use crate::workloads::inference::inputs as inference;

pub use crate::workloads::limits::inputs as flow;
pub use crate::workloads::money::inputs as money;
pub use crate::workloads::operations::inputs as operations;
pub use crate::workloads::pools::{inputs as fleet, promise};
pub use crate::workloads::spikes::inputs as spike;
pub use crate::workloads::uncertainty::inputs as uncertainty;

pub use beside::Beside;
pub use choice::Choice;
pub use contingency::{Contingency, Fallback};
pub use data::Data;
pub use demand::{Anchor, Demand};
pub use difference::{Difference, States};
pub use field::{Domain, Field, Refusal, Value, Whole};
pub use fields::{Place, Section};
pub use fleet::{Actual, Fleet, Pool};
pub use flow::{Fix, Flow, Stage, Traffic, Vendor};
pub use growth::{Change, Dated, Event, Growth, Milestone, OwnMonth};
pub use inference::{Inference, Model};
pub use log::{Hour, Log};
pub use money::{Component, Lever, Money, Tier};
pub use operations::{Alerts, Metric};
pub use price::Price;
pub use promise::Promise;
pub use range::{Range, Ranges};
pub use row::RowKey;
pub use scale::Scale;
pub use slo::{Sample, Slo};
pub use slot::{Slot, Statement};
pub use spike::Spike;
pub use table::{RowRefusal, Table};
pub use training::{OneTime, Run, Training};
pub use uncertainty::{Together, Uncertainty};
pub use unused::Unused;
pub use web::{Consistency, DatabaseBilling, NodeRule, NodeType, Web};

use std::sync::Arc;

/// Everything that a user states. `engine::plan` gives what follows from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Which preset it was started from, with its version, as in `chat-1`.
    pub preset: &'static str,
    /// What the user calls it; at most [`LONGEST_NAME`] characters.
    pub name: String,
    /// What whoever opens it should read: plain text of at most [`LONGEST_NOTE`] characters.
    pub note: String,
    /// What it is compared with.
    pub beside: Option<Arc<Beside>>,
    /// Seeds every random stream, so that two people see the same draws.
    pub seed: u64,
    /// How uncertain inputs are. The engine plans with the values alone.
    pub ranges: Ranges,
    /// Who comes, and how much they ask for.
    pub demand: Demand,
    /// The web stack that serves them.
    pub web: Web,
    /// List prices.
    pub price: Price,
    /// How customers grow.
    pub growth: Growth,
    /// Targets, discounts, and how the bill follows growth.
    pub money: Money,
    /// The fleet as a whole, and its autoscaler.
    pub fleet: Fleet,
    /// What is promised to users.
    pub promise: Promise,
    /// What serves the models.
    pub inference: Inference,
    /// Tiers of customers, in the order of the form.
    pub tiers: Vec<Tier>,
    /// Dated loads on top of growth.
    pub events: Vec<Event>,
    /// Own figures of customers by month.
    pub own_months: Vec<OwnMonth>,
    /// What the platform takes at so many customers.
    pub milestones: Vec<Milestone>,
    /// What has to change from so many customers on.
    pub changes: Vec<Change>,
    /// What will be stated later than now.
    pub dated: Vec<Dated>,
    /// The parts of the bill of today.
    pub bill: Vec<Component>,
    /// What would lower the bill.
    pub levers: Vec<Lever>,
    /// Experiments, prices, and one training run in detail.
    pub training: Training,
    /// Training runs on a schedule.
    pub runs: Vec<Run>,
    /// Training runs that come once.
    pub one_times: Vec<OneTime>,
    /// Batches, a stream, and storage that grows.
    pub data: Data,
    /// How slow it may be, and how slow it gets.
    pub slo: Slo,
    /// Spikes, and what must survive them.
    pub spike: Spike,
    /// What is made of the ranges.
    pub uncertainty: Uncertainty,
    /// Which inputs move together.
    pub together: Vec<Together>,
    /// Latency as it was measured at several loads.
    pub samples: Vec<Sample>,
    /// What a request log counted.
    pub log: Log,
    /// How a day goes, hour by hour, by that log.
    pub hours: Vec<Hour>,
    /// What the platform runs on.
    pub pools: Vec<Pool>,
    /// What was measured of it.
    pub actuals: Vec<Actual>,
    /// Phases, price and alerts of the pipeline.
    pub flow: Flow,
    /// The stages that a message goes through.
    pub stages: Vec<Stage>,
    /// What the vendors behind them charge.
    pub vendors: Vec<Vendor>,
    /// Traffic that may come.
    pub traffic: Vec<Traffic>,
    /// What would make room.
    pub fixes: Vec<Fix>,
    /// Several models with their shares.
    pub models: Vec<Model>,
    /// When somebody shall hear that the plan no longer holds.
    pub alert: Alerts,
    /// What metrics go by, where not by their usual names.
    pub metrics: Vec<Metric>,
    /// When GPUs cannot be had.
    pub contingency: Contingency,
    /// What takes over then, in the order in which it is called on.
    pub fallbacks: Vec<Fallback>,
}

impl Scenario {
    /// Leaves every rung of the ladder to follow, without a range, so that the next
    /// one stated leads alone.
    pub fn release_anchors(&mut self) {
        for anchor in Anchor::ALL {
            self.ranges.remove(anchor.field().id);
        }
        self.demand.release_anchors();
    }
}

/// The defaults of the fields are those of this preset. When a default
/// changes, state the old one here: `tests/golden.rs` holds it to that.
pub(crate) fn chat_1() -> Scenario {
    Scenario {
        preset: "chat-1",
        name: String::new(),
        note: String::new(),
        beside: None,
        seed: 1,
        ranges: Ranges::new(),
        demand: Demand::default(),
        web: Web::default(),
        price: Price::default(),
        growth: Growth::default(),
        money: Money::default(),
        fleet: Fleet::default(),
        promise: Promise::default(),
        inference: Inference::default(),
        tiers: Vec::new(),
        events: Vec::new(),
        own_months: Vec::new(),
        milestones: Vec::new(),
        changes: Vec::new(),
        dated: Vec::new(),
        bill: Vec::new(),
        levers: Vec::new(),
        training: Training::default(),
        runs: training::usual_runs(),
        one_times: Vec::new(),
        data: Data::default(),
        slo: Slo::default(),
        spike: Spike::default(),
        uncertainty: Uncertainty::default(),
        together: Vec::new(),
        samples: Vec::new(),
        log: Log::default(),
        hours: Vec::new(),
        pools: Vec::new(),
        actuals: Vec::new(),
        flow: Flow::default(),
        stages: Vec::new(),
        vendors: Vec::new(),
        traffic: Vec::new(),
        fixes: Vec::new(),
        models: Vec::new(),
        alert: Alerts::default(),
        metrics: Vec::new(),
        contingency: Contingency::default(),
        fallbacks: Vec::new(),
    }
}

/// The most characters that a scenario's name may have.
pub const LONGEST_NAME: usize = 80;

/// Characters in a note.
pub const LONGEST_NOTE: usize = 400;
