//! How many customers will there be, month by month, and what do so many need?
//!
//! - [`formulas`]: customers after so many months, and months until so many, by shape.
//! - [`mod@shape`]: growth by shares, by numbers, towards a ceiling, or as stated.
//! - [`own`]: growth by a table of one's own figures.
//! - [`milestones`]: what so many customers need, by the table of sizes.
//! - [`peaks`]: how much higher demand stands in a season or at an event.
//! - [`mod@plan`]: from the shape to customers, dates, needs and peaks.
//! - [`mod@fit`]: what growth and what scaling a history shows.
//! - [`student`]: how far an estimate from few points reaches.

pub mod fit;
pub mod formulas;
pub mod milestones;
pub mod own;
pub mod peaks;
pub mod plan;
pub mod shape;
pub mod student;

pub use milestones::Needs;
pub use plan::{Growth, plan};
pub use shape::Shape;

/// Every formula of this workload, for tests and for documentation.
pub static FORMULAS_OF_ALL: &[&[&crate::sheet::Formula]] = &[
    plan::FORMULAS,
    formulas::FORMULAS,
    own::FORMULAS,
    milestones::FORMULAS,
    peaks::FORMULAS,
];
