//! At which load does latency pass what was promised? Between the measurements
//! around it, and by the law that was fitted to all of them.
//!
//! - [`formulas`]: a straight line, the law, and what follows.
//! - [`mod@plan`]: both answers, and the one that is planned with.
//! - [`usl`]: the Universal Scalability Law; [`fit`] finds it by least squares.
//! - [`measured`]: which law measurements of latency show.

pub mod fit;
pub mod formulas;
pub mod measured;
pub mod plan;
pub mod usl;

pub use plan::plan;
