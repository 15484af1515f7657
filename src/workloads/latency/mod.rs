//! At which load does latency pass what was promised? Between the measurements
//! around it, and by the law that was fitted to all of them.
//!
//! - [`formulas`]: a straight line, the law, and what follows.
//! - [`mod@plan`]: both answers, and the one that is planned with.
//! - [`usl`]: the Universal Scalability Law; [`fit`] finds it by least squares.
//! - [`measured`]: which law measurements of latency show.
//! - [`inputs`], [`rules`], [`charts`], [`words`]: what is stated, what is wrong, what
//!   is drawn and said.
//! - [`import`], [`pasted`]: how pasted measurements are read, and what they say.

pub mod charts;
pub mod fit;
pub mod formulas;
pub mod import;
pub mod inputs;
pub mod measured;
pub mod pasted;
pub mod plan;
pub mod rules;
pub mod usl;
pub mod words;

pub use plan::plan;
