//! What follows from a scenario? `plan(&Scenario) -> Plan`: total, pure and
//! deterministic, to the bit.
//!
//! - [`mod@plan`]: where the workloads meet.

pub mod plan;

pub use plan::{Plan, plan, plan_with};

use crate::sheet::Formula;

/// The engine's version. Links carry it, so that a page can say when an older
/// engine gave other figures.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every formula, for tests and for documentation.
pub fn formulas() -> Vec<&'static Formula> {
    use crate::workloads::{
        data, demand, growth, inference, latency, limits, money, pools, training, web,
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
        latency::formulas::FORMULAS,
    ] {
        all.extend_from_slice(formulas);
    }
    let of_folders = [
        web::allocatable::FORMULAS_OF_ALL,
        growth::FORMULAS_OF_ALL,
        inference::FORMULAS_OF_ALL,
        money::FORMULAS_OF_ALL,
        pools::FORMULAS_OF_ALL,
    ];
    for formulas in of_folders.into_iter().flatten() {
        all.extend_from_slice(formulas);
    }
    all
}
