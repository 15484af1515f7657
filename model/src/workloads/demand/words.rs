//! How does the demand read: who comes, and how much they ask for?

use crate::report::{Node, Section, figure, text};
use crate::scenario::Scenario;
use crate::scenario::work::said;

/// Each rung with its figure.
const LADDER: [(&str, &[&str]); 14] = [
    ("Customers", &["demand.customers"]),
    ("Total users", &["demand.total_users"]),
    ("Daily active users", &["demand.daily_active_users"]),
    ("Concurrent users", &["demand.concurrent_users"]),
    ("Sessions begun an hour", &["demand.sessions_per_hour"]),
    ("Messages at the peak", &["demand.peak_messages"]),
    ("Requests a day", &["demand.requests_per_day"]),
    ("Average request rate", &["demand.average_rate"]),
    ("Peak request rate", &["demand.peak_rate"]),
    ("Messages a day", &["demand.messages_per_day"]),
    ("Inference calls at the peak", &["demand.inference_rate"]),
    ("Requests during a launch", &["demand.launch_rate"]),
    ("Requests in a viral moment", &["demand.viral_rate"]),
    ("Requests while recovering", &["demand.recovery_rate"]),
];

/// The section on demand.
pub fn section(scenario: &Scenario) -> Section {
    let conclusion = vec![
        figure("demand.concurrent_users"),
        text(" at the peak send "),
        figure("demand.peak_rate"),
        text(", "),
        figure("demand.requests_per_day"),
        text(" on an average day."),
    ];
    let ladder = Node::of_figures(
        "You type one line; the others are worked out",
        &["What", "Value"],
        &LADDER.map(|(label, figures)| (said(scenario, label), figures)),
    );
    Section::new("demand", "Traffic", conclusion, Vec::new())
        .folding("All of the traffic", [ladder])
}
