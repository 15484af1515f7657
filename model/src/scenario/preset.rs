//! Which scenarios can one start from? Each is frozen: a link that names
//! `chat-1` means the same forever, and a changed preset is a new version.

use super::Scenario;
use crate::workloads::{Loaded, WORKLOADS};

/// A frozen scenario with its version.
pub struct Preset {
    /// With its version, as links carry it: `chat-1`.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// What it answers, as a visitor would ask.
    pub question: &'static str,
    /// What it is for, in a sentence.
    pub sentence: &'static str,
    pub(crate) make: fn() -> Scenario,
}

impl Preset {
    /// Whether its workload has arrived.
    pub fn is_here(&self) -> bool {
        preset(self.id).is_some()
    }

    /// The scenario as it was frozen.
    pub fn scenario(&self) -> Scenario {
        (self.make)()
    }
}

/// Every preset ever published, newest versions of each first.
pub fn presets() -> impl Iterator<Item = &'static Preset> {
    WORKLOADS.iter().flat_map(|workload| workload.presets)
}

/// What the page opens with, and what a written link without a preset means.
pub const FIRST: &Preset = &crate::workloads::web::PRESETS[0];

/// The preset of this id, where its workload has arrived.
pub fn preset(id: &str) -> Option<&'static Preset> {
    let mut here = Loaded::known().here().flat_map(|workload| workload.presets);
    here.find(|preset| preset.id == id)
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
