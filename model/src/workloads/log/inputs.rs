//! What did a request log count: how many requests in how many hours, how many a
//! minute at the worst, and how the day goes?
//!
//! The lines of the log are read once, where they are pasted; what they come to is
//! stated here, so that a link carries it.

use crate::facts::sources::BURSTY_INFERENCE;
use crate::scenario::Unused;
use crate::scenario::field::{fields, number, optional};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;

fields! {
    /// What a request log says of the load.
    pub struct Log in log {
        /// How many hours the log has lines of. Paste the log below and this follows from it.
        hours: Option<f64> = None, optional("h", 1.0, 1e6), "Hours in the log", BURSTY_INFERENCE;
        /// How many requests those hours had, all together.
        requests: Option<f64> = None, optional("req", 1.0, 1e15), "Requests in the log", BURSTY_INFERENCE;
        /// In 95 of a hundred hours, 95 of a hundred minutes had at most this.
        p95: Option<f64> = None, optional("req/min", 0.0, 1e12), "p95 of the hours", BURSTY_INFERENCE;
        /// In 99 of a hundred hours, 95 of a hundred minutes had at most this.
        p99: Option<f64> = None, optional("req/min", 0.0, 1e12), "p99 of the hours", BURSTY_INFERENCE;
        /// In the busiest hour of a usual day, 95 of a hundred minutes had at most this.
        day_peak: Option<f64> = None, optional("req/min", 0.0, 1e12), "Peak of a usual day", BURSTY_INFERENCE;
        /// The busiest minute of all.
        peak: Option<f64> = None, optional("req/min", 0.0, 1e12), "Busiest minute", BURSTY_INFERENCE;
        /// Model calls that were counted over some time, with retries and discarded work.
        calls_counted: Option<f64> = None, optional("req", 1.0, 1e15), "Inference calls", BURSTY_INFERENCE;
        /// Outputs that succeeded in the same time. Calls over outputs is the recompute multiplier.
        outputs_counted: Option<f64> = None, optional("req", 1.0, 1e15), "Successful outputs", BURSTY_INFERENCE;
    }
}

rows! {
    /// How a day goes, hour by hour: the mean over the days of a request log, and the busiest minute.
    pub struct Hour in hours as hour: "Hours of the day" of "hour", at most 24 {
        /// Requests in this hour, on the mean of the days.
        requests: f64 = 0.0, number("req/h", 0.0, 1e13), "Requests", BURSTY_INFERENCE;
        /// The busiest minute that this hour had on any day.
        peak: f64 = 0.0, number("req/min", 0.0, 1e12), "Busiest minute", BURSTY_INFERENCE;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[Group {
    id: "log",
    label: "Request log",
    step: Step::Traffic,
    fields: &[
        "log.hours",
        "log.requests",
        "log.p95",
        "log.p99",
        "log.day_peak",
        "log.peak",
        "log.calls_counted",
        "log.outputs_counted",
    ],
    tables: &["hour"],
    is_said: |_| true,
}];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &[
            "log.requests",
            "log.p95",
            "log.p99",
            "log.day_peak",
            "log.peak",
        ],
        because: "No hours of a log are stated. Paste a log below.",
        when: |it, _| it.log.hours.is_none(),
    },
    Unused {
        inputs: &["log.outputs_counted"],
        because: "No inference calls are stated to hold them against.",
        when: |it, _| it.log.calls_counted.is_none(),
    },
];
