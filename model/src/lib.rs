//! Headroom without its page: what is stated, what follows, and how it is said.
//!
//! The layers, in reading order. A layer names only layers above it in this
//! list, but for two rings (`tests/architecture.rs` holds them to that): what is
//! stated and the kernel know each other, and a workload's folder names the engine,
//! review, charts and report that its rules, charts and words are made for.
//!
//! - [`quantity`]: numbers that mean something: units, sources, the only door to
//!   floating-point math, number text.
//! - [`facts`]: facts with a source and a date.
//! - [`scenario`]: what the user states.
//! - [`sheet`]: figures with their working, in rows, months and cases.
//! - [`workloads`]: what is planned, one folder each.
//! - [`engine`]: what follows: `plan(&Scenario) -> Plan`.
//! - [`review`]: what is wrong with a plan.
//! - [`share`]: a scenario as a link, and back (needs `scenario` only).
//! - [`bring`]: what terminals, dashboards and files say of a scenario (needs `scenario` only).
//! - [`charts`]: pictures of a plan, on any plotters backend.
//! - [`report`]: the plan as a document, text and figures as data.
//!
//! Beside them stands [`later`]: which parts of the program arrive after the first
//! view.

pub mod bring;
pub mod charts;
pub mod engine;
pub mod facts;
pub mod later;
pub mod quantity;
pub mod report;
pub mod review;
pub mod scenario;
pub mod share;
pub mod sheet;
pub mod workloads;
