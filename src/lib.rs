//! Headroom: a capacity and cost planner that runs wholly in the browser.
//!
//! The layers, in reading order. A layer names only layers above it in this
//! list (`tests/architecture.rs` holds them to that):
//!
//! - [`quantity`]: numbers that mean something: units, figures with their
//!   working, the only door to floating-point math, number text.
//! - [`catalog`]: facts with a source and a date.
//! - [`scenario`]: what the user states.
//! - [`sheet`]: figures with their working, in rows, months and cases.
//! - [`engine`]: what follows: `plan(&Scenario) -> Plan`.
//! - [`review`]: what is wrong with a plan.
//! - [`share`]: a scenario as a link, and back (needs `scenario` only).
//! - [`charts`]: pictures of a plan, on any plotters backend.
//! - [`report`]: the plan as a document, text and figures as data.
//! - [`ui`]: the page; the only layer that knows a browser.
//!
//! Beside them stands [`later`]: which parts of the program arrive after the first
//! view.

pub mod catalog;
pub mod charts;
pub mod engine;
pub mod later;
pub mod quantity;
pub mod report;
pub mod review;
pub mod scenario;
pub mod share;
pub mod sheet;
#[cfg(feature = "app")]
pub mod ui;
pub mod workloads;
