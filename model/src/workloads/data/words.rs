//! How does data processing read: workers, consumers, and when storage is full?

use super::charts::STORAGE;
use crate::engine::Plan;
use crate::report::{Node, Section, Span, figure, text};
use crate::sheet::Outcome;

/// What a batch takes; the second row where workers are stated.
const BATCH: [(&str, &[&str]); 2] = [
    ("Workers, with room to grow", &["data.batch_workers"]),
    ("A batch with those there are", &["data.batch_hours"]),
];

/// The section on data, if the plan has any.
pub fn section(plan: &Plan) -> Option<Section> {
    let workers = plan.outcome("data.batch_workers")?;
    Some(Section {
        id: "data",
        heading: "Data",
        conclusion: conclusion(plan, workers),
        nodes: vec![
            Node::of_figures(
                "Batches",
                &["What", "Value"],
                if plan.get("data.batch_hours").is_ok() {
                    &BATCH
                } else {
                    &BATCH[..1]
                },
            ),
            Node::of_figures(
                "The stream",
                &["What", "Value"],
                &[
                    ("Rate to size for", &["data.stream_rate"]),
                    ("Consumers for that rate", &["data.peak_consumers"]),
                    ("Piles up in an outage", &["data.backlog"]),
                    (
                        "Consumers to work it off in time",
                        &["data.recovery_consumers"],
                    ),
                    ("Consumers wanted", &["data.consumers_wanted"]),
                    (
                        "Consumers that partitions allow",
                        &["data.stream_consumers"],
                    ),
                    ("They work it off in", &["data.drain_time"]),
                ],
            ),
            Node::Chart(&STORAGE),
            Node::of_figures(
                "Storage",
                &["What", "Value"],
                &[
                    ("In use", &["data.storage_use"]),
                    ("Grows by", &["data.storage_growth"]),
                    ("At 80 % in", &["data.storage_months_to_80"]),
                    ("Full in", &["data.storage_months_to_full"]),
                    ("Order within", &["data.storage_order_by"]),
                ],
            ),
        ],
    })
}

fn conclusion(plan: &Plan, workers: Outcome) -> Vec<Span> {
    let mut pieces = Vec::new();
    match workers {
        Ok(_) => pieces.extend([
            text("A batch takes "),
            figure("data.batch_workers"),
            text(" to be done in its window. "),
        ]),
        Err(absent) => pieces.extend([text(absent.0), text(" ")]),
    }
    match plan.get("data.stream_consumers") {
        Ok(_) => pieces.extend([
            text("The stream takes "),
            figure("data.stream_consumers"),
            text(". "),
        ]),
        Err(absent) => pieces.extend([text(absent.0), text(" ")]),
    }
    match plan.get("data.storage_months_to_80") {
        Ok(_) => pieces.extend([
            text("Storage is at 80 % in "),
            figure("data.storage_months_to_80"),
            text(" and full in "),
            figure("data.storage_months_to_full"),
            text("."),
        ]),
        Err(absent) => pieces.push(text(absent.0)),
    }
    pieces
}
