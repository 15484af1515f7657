//! Which scenarios can one start from? Each is frozen: a link that names
//! `chat-1` means the same forever, and a changed preset is a new version.

#[cfg(not(feature = "lean"))]
use super::lean;
use super::{Demand, Growth, Money, Price, Ranges, Scenario, Web};

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
    #[cfg(not(feature = "lean"))]
    Preset {
        id: lean::PRESET,
        label: lean::LABEL,
        subject: "A SaaS platform",
        sentence: lean::SENTENCE,
        make: super::saas::saas_1,
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
fn chat_1() -> Scenario {
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
        tiers: Vec::new(),
        events: Vec::new(),
        own_months: Vec::new(),
        milestones: Vec::new(),
        changes: Vec::new(),
        bill: Vec::new(),
        levers: Vec::new(),
    }
}
