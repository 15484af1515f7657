//! What follows from a scenario? `plan(&Scenario) -> Plan`: total, pure and
//! deterministic, to the bit.
//!
//! - [`mod@plan`]: where the workloads meet.
//! - [`moves`]: which inputs move its answers most.
//! - [`mod@beside`]: what others come to that it is compared with; [`causes`]: why they differ.
//! - [`mod@solve`]: what an input must be for a figure to be what is wanted.

pub mod beside;
pub mod causes;
pub mod flips;
pub mod moves;
pub mod plan;
pub mod solve;

pub(crate) use plan::filled;
pub use plan::{Plan, Stretch, plan, plan_over, plan_with};

use crate::scenario::{Field, fields};
use crate::sheet::{Formula, Working};
use crate::workloads::{Loaded, WORKLOADS};

/// The engine's version. Links carry it, so that a page can say when an older
/// engine gave other figures.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every formula that has arrived with how it is explained. Only to be called where the
/// details are here.
pub fn workings() -> Vec<(&'static Formula, Working)> {
    let here = Loaded::known().here().map(|workload| &workload.code);
    let mut all: Vec<_> = here
        .flat_map(|code| (code.formulas)().into_iter().zip((code.working)()))
        .collect();
    let columns = fields::tables().flat_map(|table| table.columns).copied();
    let stated = |field: &'static Field| {
        let working = Working {
            sentence: field.help,
            text: "as stated",
        };
        (&field.stated, working)
    };
    all.extend(fields::fields().chain(columns).map(stated));
    all
}

/// How a formula is explained, among those that are.
pub fn working(all: &[(&'static Formula, Working)], formula: &'static Formula) -> Working {
    let found = all.iter().find(|(other, _)| core::ptr::eq(*other, formula));
    found.map_or(Working::NONE, |(_, working)| *working)
}

/// Every formula, for tests and for documentation.
pub fn formulas() -> Vec<&'static Formula> {
    let all = WORKLOADS.iter().map(|workload| (workload.code.formulas)());
    all.collect::<Vec<_>>().concat()
}
