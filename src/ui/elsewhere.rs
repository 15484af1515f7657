//! Where does the lean page send what only the whole program plans?
//!
//! To `full/` beside it, which is the same page with customers, growth and
//! money. The whole program plans everything, so that it sends nothing on.

use super::browser;
use super::dom::{El, button};
use crate::WHOLE;
use crate::share::{LinkError, Opened};

/// The whole page, relative to this one.
const PAGE: &str = "full/";
/// The preset that the lean program has not.
const PRESET: &str = "saas-1";
/// What the ids begin with that the lean program has not, up to their first dot.
const BEGINNINGS: [&str; 9] = [
    "growth",
    "money",
    "tier",
    "event",
    "own",
    "milestone",
    "change",
    "bill",
    "lever",
];

/// A button that starts from the preset on the whole page.
pub(super) fn preset() -> El {
    button("button preset", || {
        browser::go_to(&format!("{PAGE}#?preset={PRESET}"));
    })
    .attr(
        "title",
        "A platform with four tiers of customers that grows by 15 % a month: its bill, its margin, and when both change.",
    )
    .text("SaaS platform")
}

/// Whether a link states something that the whole program has and this one has
/// not.
pub(super) fn is_meant(opened: &Result<Opened, LinkError>) -> bool {
    if WHOLE {
        return false;
    }
    match opened {
        Ok(opened) => opened.not_understood.iter().any(|part| {
            is_elsewhere(&part.key) || part.key == "preset" && part.value.trim() == PRESET
        }),
        Err(LinkError::UnknownPreset(id)) => id == PRESET,
        Err(LinkError::UnknownField(id)) => is_elsewhere(id),
        Err(_) => false,
    }
}

/// Opens the whole page with this fragment in place of this one.
pub(super) fn open(fragment: &str) {
    browser::go_instead(&format!("{PAGE}{fragment}"));
}

fn is_elsewhere(id: &str) -> bool {
    let beginning = id.split('.').next().unwrap_or_default();
    BEGINNINGS.contains(&beginning)
}
