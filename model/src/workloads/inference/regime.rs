//! Which measurements cover what is planned, and which plans does none cover?
//!
//! Source: `facts::serving`; `tests/silicon.rs` holds what is said to them.

use super::roofline::{Setting, Work};
use crate::facts::gpus::{Fitted, Gpu};
use crate::facts::model::{Layers, Model};
use crate::facts::serving as fit;

/// Which measurements cover what is planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Regime {
    /// Those of dense models on up to 8 GPUs.
    Dense,
    /// Those of mixtures of experts on up to 8 GPUs.
    Experts,
    /// Those of 16 GPUs and more, or of copies of attention.
    Wide,
    /// None: the GPU was not part of them.
    OtherGpu,
    /// None: no model of this kind was part of them.
    OtherModel,
    /// None: drafts were not part of them.
    Drafted,
}

impl Regime {
    /// Its place among the words of accuracy.
    pub const fn place(self) -> f64 {
        match self {
            Self::Dense => 0.0,
            Self::Experts => 1.0,
            Self::Wide => 2.0,
            Self::OtherGpu => 3.0,
            Self::OtherModel => 4.0,
            Self::Drafted => 5.0,
        }
    }

    /// Whether measurements cover it.
    pub const fn is_measured(self) -> bool {
        matches!(self, Self::Dense | Self::Experts | Self::Wide)
    }

    pub(super) fn of(gpu: &Gpu, model: &Model, setting: Setting, work: Work) -> Self {
        if gpu.fitted == Fitted::No {
            Self::OtherGpu
        } else if !is_like_those_measured(model) {
            Self::OtherModel
        } else if work.drafted > 0.0 {
            Self::Drafted
        } else if is_wide(setting) {
            Self::Wide
        } else if model.experts > 0.0 {
            Self::Experts
        } else {
            Self::Dense
        }
    }
}

/// Whether measurements found a step longer than the terms say.
pub(super) fn is_wide(setting: Setting) -> bool {
    setting.split >= fit::WIDE_FROM || setting.copies > 1.0
}

/// Whether models of this kind were measured: at least 8 billion parameters, no state, nothing
/// that is read in part or shared by tokens, and windows only as short as those of gpt-oss.
fn is_like_those_measured(model: &Model) -> bool {
    let is_plain = |it: &Layers| {
        it.best <= 0.0 && it.index <= 0.0 && it.one_in <= 1.0 && it.window <= fit::MEASURED_WINDOW
    };
    model.parameters >= fit::MEASURED_FROM && model.state <= 0.0 && model.kept.iter().all(is_plain)
}
