//! What follows from a scenario? `plan(&Scenario) -> Plan`: total, pure and
//! deterministic, to the bit.
//!
//! - [`mod@plan`]: where the parts meet.
//! - [`fleet`]: what there is now, and when more of it must be ordered.
//! - [`working`]: how a figure came about, followed input by input.
//! - [`origin`]: which figure or field a formula means by a name.
//! - [`outcome`]: the figures of one part, by id.
//! - [`mod@index`]: all figures of a plan, by id.

pub mod fleet;
pub mod index;
pub mod origin;
pub mod outcome;
pub mod plan;
pub mod working;

pub use index::Index;
pub use plan::{Plan, plan, plan_with};

/// The engine's version. Links carry it, so that a page can say when an older
/// engine gave other figures.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every formula of the sheet, for tests and for documentation.
pub fn formulas_of_sheet() -> Vec<&'static crate::sheet::Formula> {
    use crate::workloads::{
        data, demand, growth, inference, latency, limits, money, training, web,
    };
    let mut all = Vec::new();
    for formulas in [
        demand::formulas::FORMULAS,
        web::formulas::FORMULAS,
        web::class::FORMULAS,
        web::reach::FORMULAS,
        web::bill::FORMULAS,
        limits::formulas::FORMULAS,
        limits::line::FORMULAS,
        limits::plan::FORMULAS,
        limits::traffic::FORMULAS,
        limits::worth::FORMULAS,
        limits::vendors::FORMULAS,
        limits::cost::FORMULAS,
        training::formulas::FORMULAS,
        training::run::FORMULAS,
        training::memory::FORMULAS,
        data::formulas::FORMULAS,
        fleet::pool::carried::FORMULAS,
        latency::formulas::FORMULAS,
    ] {
        all.extend_from_slice(formulas);
    }
    let of_several = [
        web::allocatable::FORMULAS_OF_ALL,
        inference::FORMULAS_OF_ALL,
        growth::FORMULAS_OF_ALL,
        money::FORMULAS_OF_ALL,
    ];
    for formulas in of_several.into_iter().flatten() {
        all.extend_from_slice(formulas);
    }
    all
}

/// Every formula of the engine, for tests and for documentation.
pub fn formulas() -> Vec<crate::quantity::formula::Entry> {
    let all = fleet::entries();
    all
}
