//! How does data processing read: workers, consumers, and when storage is full?

use super::charts::STORAGE;
use crate::engine::Plan;
use crate::report::{Node, Section, Span, figure, text};
use crate::sheet::Outcome;

/// What a batch takes; the second row where workers are stated.
const BATCH: [(&str, &str); 2] = [
    ("Workers, with room to grow", "data.batch_workers"),
    ("A batch with those you have", "data.batch_hours"),
];

/// The section on data, if the plan has any.
pub fn section(plan: &Plan) -> Option<Section> {
    let workers = plan.outcome("data.batch_workers")?;
    let nodes = vec![Node::Chart(&STORAGE), storage()];
    Some(
        Section::new("data", "Data", conclusion(plan, workers), nodes)
            .folding("Batches", [batches(plan)])
            .folding("The stream", [stream()]),
    )
}

fn storage() -> Node {
    Node::values(
        "Storage",
        &[
            ("In use", "data.storage_use"),
            ("Grows by", "data.storage_growth"),
            ("At 80 % in", "data.storage_months_to_80"),
            ("Full in", "data.storage_months_to_full"),
            ("Order within", "data.storage_order_by"),
        ],
    )
}

fn batches(plan: &Plan) -> Node {
    let is_stated = plan.get("data.batch_hours").is_ok();
    Node::values("", &BATCH[..=usize::from(is_stated)])
}

fn stream() -> Node {
    Node::values(
        "",
        &[
            ("Rate to size for", "data.stream_rate"),
            ("Consumers for that rate", "data.peak_consumers"),
            ("Piles up in an outage", "data.backlog"),
            (
                "Consumers to work it off in time",
                "data.recovery_consumers",
            ),
            ("Consumers wanted", "data.consumers_wanted"),
            ("Consumers that partitions allow", "data.stream_consumers"),
            ("They work it off in", "data.drain_time"),
        ],
    )
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
