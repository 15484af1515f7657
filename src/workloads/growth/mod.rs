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
//! - [`history`]: what a pasted history says, line by line, and what it would state.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.
//! - [`due_dates`]: when to scale; [`calendar`]: the dates of its months.
//! - [`mod@projection`]: the months as CSV, to calculate with.

pub mod calendar;
pub mod charts;
pub mod due_dates;
pub mod fit;
pub mod formulas;
pub mod history;
pub mod inputs;
pub mod milestones;
pub mod own;
pub mod peaks;
pub mod plan;
pub mod projection;
pub mod rules;
pub mod shape;
pub mod student;
pub mod words;

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
