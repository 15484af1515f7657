//! The controls of the page.

pub mod chart;
pub(crate) mod choice;
pub(crate) mod number;
pub(crate) mod picker;
pub(crate) mod switch;

use super::dom::El;
use crate::scenario::Slot;

/// Where a control stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    /// In a row of the form, with its unit.
    Form,
    /// In a row on top of the form, with its unit.
    Top,
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
            Self::Top => "t-",
            Self::Inline => "s-",
            Self::Panel => "p-",
            Self::Beside => "m-",
        };
        [place, &slot.id()].concat()
    }
    /// Whether it stands in a row that names it and tells about it.
    pub(crate) const fn is_in_row(self) -> bool {
        matches!(self, Self::Form | Self::Top)
    }

    /// A control with its id and what it is of; in a row, with the key that tells about it.
    pub(crate) fn marked(self, control: El, slot: Slot) -> El {
        let keys = self.is_in_row().then_some("F1");
        control.set("aria-keyshortcuts", keys);
        control
            .attr("id", &self.id(slot))
            .attr("data-field", &slot.id())
    }
}
