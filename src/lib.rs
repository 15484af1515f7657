//! Headroom: a capacity and cost planner that runs wholly in the browser.
//!
//! - [`headroom_model`]: everything that is computed, written and drawn, in a package of
//!   its own whose dependencies know no browser. Its modules are here under their names.
//! - `ui`: the page; the only part that knows a browser.

pub use headroom_model::*;

#[cfg(feature = "app")]
pub mod ui;
