//! How does a request log read: its average, its percentiles and its peak, and the day
//! hour by hour?

use super::charts::DAY;
use crate::engine::Plan;
use crate::report::{Node, Section, Span, figure, text};
use crate::scenario::Scenario;

/// The section on the log, if anything is stated of one.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let has_log = scenario.log.hours.is_some();
    let counts = plan.outcome("log.recompute_multiplier").is_some();
    if !(has_log || counts || !scenario.hours.is_empty()) {
        return None;
    }
    let mut nodes = Vec::new();
    if !scenario.hours.is_empty() {
        nodes.push(Node::Chart(&DAY));
    }
    let mut counted = Vec::new();
    if has_log {
        nodes.push(Node::of_figures(
            "What the log counted",
            &["What", "Requests", "Of the average"],
            &[
                ("p95", &["log.p95_rate", "log.p95_to_average"]),
                (
                    "Peak of a usual day",
                    &["log.usual_rate", "log.peak_to_average"],
                ),
                ("p99", &["log.p99_rate", "log.p99_to_average"]),
                ("Busiest minute", &["log.peak_rate", "log.most_to_average"]),
            ],
        ));
        counted.push(Node::note(
            "The percentiles are over the hours of the log, of what 95 of a hundred minutes of an hour stay \
             within. The peak of a usual day is that of its busiest hour, in the middle of all whole days.",
        ));
    }
    let unseen = counts.then(|| {
        Node::values(
            "",
            &[("Model calls per useful result", "log.recompute_multiplier")],
        )
    });
    Some(
        Section::new("log", "Request log", conclusion(plan), nodes)
            .folding("How a log is counted", counted)
            .folding("Work that nobody sees", unseen),
    )
}

fn conclusion(plan: &Plan) -> Vec<Span> {
    if plan.get("log.average_rate").is_err() {
        return Vec::new();
    }
    vec![
        text("The log counted "),
        figure("log.average_rate"),
        text(" on average, a usual day peaks at "),
        figure("log.peak_to_average"),
        text(" that, and the plan is made for "),
        figure("demand.peak_rate"),
        text(" at the peak."),
    ]
}
