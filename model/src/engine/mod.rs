//! What follows from a scenario? `plan(&Scenario) -> Plan`: total, pure and
//! deterministic, to the bit.
//!
//! - [`mod@plan`]: where the workloads meet.

pub mod plan;

pub(crate) use plan::filled;
pub use plan::{Plan, Stretch, plan, plan_with};

use crate::sheet::Formula;
use crate::workloads::WORKLOADS;

/// The engine's version. Links carry it, so that a page can say when an older
/// engine gave other figures.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every formula, for tests and for documentation.
pub fn formulas() -> Vec<&'static Formula> {
    let all = WORKLOADS.iter().map(|workload| (workload.code.formulas)());
    all.collect::<Vec<_>>().concat()
}
