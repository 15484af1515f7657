//! How does measured latency read: at which load does it pass its target, and
//! what does that make of a pod or a GPU?

use crate::charts::ChartId;
use crate::engine::Plan;
use crate::report::outline::{Block, Section, table};
use crate::report::{Piece, figure, text};
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
    let conclusion: Vec<Piece> = match plan.outcome("slo.load")? {
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
    let mut blocks = Vec::new();
    if !scenario.samples.is_empty() {
        blocks.push(Block::Chart(ChartId::Latency));
    }
    blocks.extend([
        table(
            "The load at which latency passes its target",
            &["By", "Load"],
            &[
                ("The measurements around it", &["slo.measured_load"]),
                ("The fitted law", &["slo.law_load"]),
                ("Most throughput, by the law", &["slo.peak_load"]),
            ],
        ),
        table(
            "The measurements around it",
            &["What", "Within", "Beyond"],
            if plan.get("slo.throughput_before").is_ok() {
                &AROUND
            } else {
                &AROUND[..2]
            },
        ),
        table(
            "What follows",
            &["What", "Value"],
            &[
                ("A pod carries", &["slo.users_per_pod"]),
                ("Requests at that load", &["slo.rate_at_load"]),
                ("A GPU carries", &["slo.rate_per_gpu"]),
            ],
        ),
        Block::Note(
            "Without measured throughput the law takes it as load over latency, with p95 in the place of the mean. Beyond the highest load that was measured it is a guess.",
        ),
    ]);
    Some(Section {
        id: "latency",
        heading: "Latency",
        conclusion,
        blocks,
    })
}
