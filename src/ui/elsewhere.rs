//! Where does the lean page send what only the whole program plans?
//!
//! To `full/` beside it, which is the same page with customers, growth and
//! money. The whole program plans everything, so that it sends nothing on.

use super::browser;
use super::dom::{El, button};
use crate::WHOLE;
use crate::scenario::lean;
use crate::share::{LinkError, Opened};

/// The whole page, relative to this one.
const PAGE: &str = "full/";

/// A button that starts from the preset on the whole page.
pub(super) fn preset() -> El {
    button("button preset", || {
        browser::go_to(&[PAGE, "#?preset=", lean::PRESET].concat());
    })
    .attr("title", lean::SENTENCE)
    .text(lean::LABEL)
}

/// Whether a link states something that the whole program has and this one has
/// not.
pub(super) fn is_meant(opened: &Result<Opened, LinkError>) -> bool {
    if WHOLE {
        return false;
    }
    match opened {
        Ok(opened) => opened.not_understood.iter().any(|part| {
            lean::leaves(&part.key) || part.key == "preset" && part.value.trim() == lean::PRESET
        }),
        Err(LinkError::UnknownPreset(id)) => id == lean::PRESET,
        Err(LinkError::UnknownField(id)) => lean::leaves(id),
        Err(_) => false,
    }
}

/// Opens the whole page with this fragment in place of this one.
pub(super) fn open(fragment: &str) {
    browser::go_instead(&format!("{PAGE}{fragment}"));
}
