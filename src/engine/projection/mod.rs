//! How many customers will there be, and what do so many need?
//!
//! - [`shape`]: growth by shares, by numbers, or towards a ceiling.
//! - [`own`]: growth by a table of one's own figures.
//! - [`milestones`]: what so many customers need, by the table of sizes.
//! - [`mod@fit`]: what growth and what scaling a history shows.
//! - [`student`]: how far an estimate from few points reaches.

pub mod fit;
pub mod milestones;
pub mod own;
pub mod shape;
pub mod student;

/// Every formula of this part.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = shape::entries();
    all.extend(shape::stated::entries());
    all.extend(own::entries());
    all.extend(milestones::entries());
    all
}
