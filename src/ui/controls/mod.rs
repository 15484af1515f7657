//! The controls of the page.

pub mod chart;
pub(crate) mod choice;
pub(crate) mod number;
pub(crate) mod picker;

use crate::scenario::Slot;

/// Where a control stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    /// In a row of the form, with its unit.
    Form,
    /// In a sentence, as wide as its text; can be dragged sideways.
    Inline,
    /// In the explain panel, with its unit.
    Panel,
    /// Beside the answers, with its unit.
    Beside,
}

impl Look {
    /// The element's id.
    pub(crate) fn id(self, slot: Slot) -> String {
        let place = match self {
            Self::Form => "f-",
            Self::Inline => "s-",
            Self::Panel => "p-",
            Self::Beside => "m-",
        };
        [place, &slot.id()].concat()
    }
}
