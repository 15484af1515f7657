//! How many customers will there be, month by month, and what do so many need?
//!
//! - [`shape`]: growth by shares, by numbers, or towards a ceiling.
//! - [`own`]: growth by a table of one's own figures.
//! - [`course`]: one case: conservative, moderate or aggressive.
//! - [`milestones`]: what so many customers need, by the table of sizes.
//! - [`peaks`]: how much higher demand stands in a season or at an event.
//! - [`origin`]: which input of the scenario a figure by month came from.
//! - [`mod@fit`]: what growth and what scaling a history shows.
//! - [`student`]: how far an estimate from few points reaches.

pub mod course;
pub mod fit;
pub mod milestones;
pub mod origin;
pub mod own;
pub mod peaks;
pub mod shape;
pub mod student;

pub use course::{Case, Course};
pub use milestones::{Column, Milestones};
