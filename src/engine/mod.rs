//! What follows from a scenario? `plan(&Scenario) -> Plan`: total, pure and
//! deterministic, to the bit.
//!
//! - [`mod@plan`]: where the parts meet.
//! - [`sizing`]: pods, nodes and database for that demand.
//! - [`slo`]: the load at which latency passes its target.
//! - [`flow`]: external limits and pipelines, and what waits before them.
//! - [`cost`]: what that costs a month.
//! - [`working`]: how a figure came about, followed input by input.
//! - [`origin`]: which figure or field a formula means by a name.
//! - [`outcome`]: the figures of one part, by id.
//! - [`mod@index`]: all figures of a plan, by id.

pub mod cost;
pub mod flow;
pub mod index;
pub mod origin;
pub mod outcome;
pub mod plan;
pub mod sizing;
pub mod slo;
pub mod working;

pub use index::Index;
pub use plan::{Plan, plan};

/// The engine's version. Links carry it, so that a page can say when an older
/// engine gave other figures.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every formula of the sheet, for tests and for documentation.
pub fn formulas_of_sheet() -> Vec<&'static crate::sheet::Formula> {
    use crate::workloads::{demand, growth, pools, web};
    let mut all = Vec::new();
    for formulas in [
        demand::formulas::FORMULAS,
        web::formulas::FORMULAS,
        web::class::FORMULAS,
        web::reach::FORMULAS,
        web::bill::FORMULAS,
    ] {
        all.extend_from_slice(formulas);
    }
    let of_folders = [
        web::allocatable::FORMULAS_OF_ALL,
        growth::FORMULAS_OF_ALL,
        pools::FORMULAS_OF_ALL,
    ];
    for formulas in of_folders.into_iter().flatten() {
        all.extend_from_slice(formulas);
    }
    all
}

/// Every formula of the engine, for tests and for documentation.
pub fn formulas() -> Vec<crate::quantity::formula::Entry> {
    let mut all = sizing::entries();
    all.extend(cost::tiers::entries());
    all.extend(cost::bill::entries());
    all.extend(cost::levers::entries());
    all.extend(cost::commitment::entries());
    all.extend(cost::strategy::entries());
    all.extend(cost::unit::entries());
    all.extend(sizing::training::entries());
    all.extend(sizing::data::entries());
    all.extend(slo::entries());
    all.extend(cost::budget::entries());
    all.extend(cost::short::entries());
    all.extend(flow::all_entries());
    all
}
