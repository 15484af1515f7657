//! Which scenarios can one start from? Each is frozen: a link that names
//! `chat-1` means the same forever, and a changed preset is a new version.

use super::{
    Data, Demand, Fleet, Flow, Growth, Inference, Money, Price, Promise, Ranges, Scenario, Slo,
    Training, Web, training,
};

/// A frozen scenario with its version.
pub struct Preset {
    /// With its version, as links carry it: `chat-1`.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// The thing planned, as the first words of the scenario's sentence.
    pub subject: &'static str,
    /// What it is for, in a sentence.
    pub sentence: &'static str,
    make: fn() -> Scenario,
}

impl Preset {
    /// The scenario as it was frozen.
    pub fn scenario(&self) -> Scenario {
        (self.make)()
    }
}

/// Every preset ever published, newest versions of each first.
pub const PRESETS: &[Preset] = &[
    Preset {
        id: "chat-1",
        label: "LLM chat application",
        subject: "An LLM chat application",
        sentence: "A chat application on Kubernetes, sized from its concurrent users.",
        make: chat_1,
    },
    Preset {
        id: "saas-1",
        label: "SaaS platform",
        subject: "A SaaS platform",
        sentence: "A platform with four tiers of customers that grows by 15 % a month: its bill, its margin, and when both change.",
        make: crate::workloads::money::presets::saas_1,
    },
    Preset {
        id: "coach-1",
        label: "Chat coach on API limits",
        subject: "A chat coach",
        sentence: "A small team's chat on API limits with a slow transcription: how many users it can take, what breaks first, and when it pays.",
        make: crate::workloads::limits::presets::coach_1,
    },
    Preset {
        id: "gpu-1",
        label: "GPU inference",
        subject: "An inference service",
        sentence: "A bursty GPU service of 1,000 requests an hour: GPUs for its peaks, what an output costs, and what an API would ask.",
        make: crate::workloads::inference::presets::gpu_1,
    },
    Preset {
        id: "sale-1",
        label: "Sale event",
        subject: "A recommendation engine",
        sentence: "45 million predictions a day, and a sale that brings four times as many while twice is provisioned.",
        make: crate::workloads::inference::presets::sale_1,
    },
];

/// What the page opens with, and what a written link without a preset means.
pub const FIRST: &Preset = &PRESETS[0];

/// The preset of this id.
pub fn preset(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

impl Scenario {
    /// The preset that this scenario was started from.
    pub fn origin(&self) -> &'static Preset {
        preset(self.preset).unwrap_or(FIRST)
    }
}

impl Default for Scenario {
    fn default() -> Self {
        FIRST.scenario()
    }
}

/// The defaults of the fields are those of this preset. When a default
/// changes, state the old one here: `tests/golden.rs` holds it to that.
pub(crate) fn chat_1() -> Scenario {
    Scenario {
        preset: "chat-1",
        name: String::new(),
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
        bill: Vec::new(),
        levers: Vec::new(),
        training: Training::default(),
        runs: training::usual_runs(),
        one_times: Vec::new(),
        data: Data::default(),
        slo: Slo::default(),
        samples: Vec::new(),
        pools: Vec::new(),
        actuals: Vec::new(),
        flow: Flow::default(),
        stages: Vec::new(),
        vendors: Vec::new(),
        traffic: Vec::new(),
        fixes: Vec::new(),
        models: Vec::new(),
    }
}
