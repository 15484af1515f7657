//! How does measured latency read: at which load does it pass its target, and
//! what does that make of a pod or a GPU?

use super::charts::LATENCY;
use crate::engine::Plan;
use crate::report::{Node, Section, Span, figure, text};
use crate::scenario::Scenario;

/// What was measured on both sides; the last row where throughput was too.
const AROUND: [(&str, &[&str]); 3] = [
    ("Load", &["slo.load_before", "slo.load_after"]),
    ("p95 latency", &["slo.latency_before", "slo.latency_after"]),
    (
        "Throughput",
        &["slo.throughput_before", "slo.throughput_after"],
    ),
];

/// The section on latency, if anything is stated of it.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let conclusion: Vec<Span> = match plan.outcome("slo.load")? {
        Ok(_) => vec![
            text("Latency passes its target at "),
            figure("slo.load"),
            text(": a pod carries "),
            figure("slo.users_per_pod"),
            text(", a GPU "),
            figure("slo.rate_per_gpu"),
            text("."),
        ],
        Err(absent) => vec![text(absent.0)],
    };
    let mut nodes = Vec::new();
    if !scenario.samples.is_empty() {
        nodes.push(Node::Chart(&LATENCY));
    }
    nodes.push(Node::values(
        "What follows",
        &[
            ("A pod carries", "slo.users_per_pod"),
            ("Requests at that load", "slo.rate_at_load"),
            ("A GPU carries", "slo.rate_per_gpu"),
        ],
    ));
    Some(
        Section::new("latency", "Latency", conclusion, nodes)
            .folding("How that load is found", found(plan)),
    )
}

/// By measurement and by the fitted law.
fn found(plan: &Plan) -> [Node; 3] {
    let has_throughput = plan.get("slo.throughput_before").is_ok();
    [
        Node::of_figures(
            "The load at which latency passes its target",
            &["By", "Load"],
            &[
                ("The measurements around it", &["slo.measured_load"]),
                ("The fitted law", &["slo.law_load"]),
                ("Most throughput, by the law", &["slo.peak_load"]),
            ],
        ),
        Node::of_figures(
            "The measurements around it",
            &["What", "Within", "Beyond"],
            &AROUND[..2 + usize::from(has_throughput)],
        ),
        Node::note(
            "Without measured throughput the law takes it as load over latency, with p95 in the place of the \
             mean. Beyond the highest load that was measured it is a guess.",
        ),
    ]
}
