//! What is promised to those who use the system?

use super::field::{fields, optional};
use crate::catalog::sources::BURSTY_INFERENCE;

fields! {
    /// What is promised: capacity without a promise to keep has no measure.
    pub struct Promise in promise {
        /// Within how many milliseconds 95 of 100 requests are to be answered. Left empty nothing is promised.
        latency_ms: Option<f64> = None, optional("ms", 1.0, 600_000.0), "Promised latency, p95", BURSTY_INFERENCE;
    }
}
