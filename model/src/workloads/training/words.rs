//! How does training read: how much GPU time, what it costs, how long a run
//! takes and whether it fits?

use crate::engine::Plan;
use crate::report::{Node, Row, Section, Span, Style, figure, figure_of, text};
use crate::scenario::training::{once, run};
use crate::scenario::{RowKey, Scenario, Table};
use crate::sheet::Outcome;

/// The section on training, if the plan has any.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let wall_time = plan.outcome("training.wall_time")?;
    let runs = [
        rows(scenario, &run::TABLE, "run_time"),
        rows(scenario, &once::TABLE, "event_time"),
    ];
    let reached = Node::note(
        "Published programs reached, with all restarts and failed runs, 34.5 % of the peak (Llama 3.1 \
         405B), 34.6 % (DeepSeek-V3) and 13.9 % (Llama 3.1 8B). The share of the peak times the time that \
         counts stands against these.",
    );
    Some(
        Section::new(
            "training",
            "Training",
            conclusion(wall_time),
            vec![month(scenario)],
        )
        .folding("Each run of the month", runs.into_iter().flatten())
        .folding("One run: time and cost", [one_run(), reached])
        .folding("One run: memory", [memory()]),
    )
}

fn conclusion(wall_time: Outcome) -> Vec<Span> {
    let mut pieces = vec![
        text("Training takes "),
        figure("training.gpu_hours"),
        text(" and costs "),
        figure("training.cost"),
        text("; "),
        figure("training.gpus_busy"),
        text(" on average. "),
    ];
    match wall_time {
        Ok(_) => pieces.extend([
            text("One run takes "),
            figure("training.wall_time"),
            text(" and "),
            figure("training.memory_needed"),
            text(", "),
            figure("training.memory_share"),
            text(" of what there is."),
        ]),
        Err(absent) => pieces.push(text(absent.0)),
    }
    pieces
}

fn month(scenario: &Scenario) -> Node {
    let mut rows: Vec<(&'static str, &[&'static str])> = vec![
        (
            "Scheduled runs",
            &["training.scheduled", "training.scheduled_cost"],
        ),
        (
            "Experiments",
            &["training.experiments", "training.experiments_cost"],
        ),
        (
            "In a usual month",
            &["training.steady_gpu_hours", "training.steady_cost"],
        ),
        (
            "One-time events",
            &["training.one_time", "training.one_time_cost"],
        ),
        ("In all", &["training.gpu_hours", "training.cost"]),
        (
            "With nothing on spot",
            &["training.gpu_hours", "training.without_spot"],
        ),
    ];
    if scenario.one_times.is_empty() {
        rows.drain(2..4);
    }
    Node::of_figures("A month of training", &["What", "GPU time", "Cost"], &rows)
}

/// What each row of a table takes, if there are any.
fn rows(scenario: &Scenario, of: &Table, figure: &str) -> Option<Node> {
    let keys = of.keys(scenario);
    let row = |key: &RowKey| Row {
        label: of
            .name(scenario, *key)
            .unwrap_or(key.text())
            .to_owned()
            .into(),
        cells: vec![figure_of(
            &["training.", of.id, ".", key.text(), ".", figure],
            Style::Cell,
        )],
    };
    (!keys.is_empty()).then(|| {
        Node::table(
            of.label,
            &["Run", "GPU time"],
            keys.iter().map(row).collect(),
        )
    })
}

fn one_run() -> Node {
    Node::of_figures(
        "",
        &["What", "Value"],
        &[
            ("To compute", &["training.work"]),
            ("Speed of a GPU, all in", &["training.speed"]),
            ("GPU time", &["training.run_gpu_hours"]),
            ("Time on its GPUs", &["training.wall_time"]),
            ("GPUs to be done in time", &["training.gpus_in_time"]),
            ("Cost on demand", &["training.run_cost"]),
            ("Spot saves, in a month", &["training.spot_saves"]),
            ("Spot could save besides", &["training.spot_could_save"]),
        ],
    )
}

fn memory() -> Node {
    Node::of_figures(
        "Memory of each GPU",
        &["What", "Value"],
        &[
            ("Weights", &["training.weights"]),
            ("Gradients", &["training.gradients"]),
            ("Optimizer", &["training.states"]),
            ("Together", &["training.bytes_per_parameter"]),
            ("Kept by each GPU", &["training.bytes_each"]),
            (
                "Memory needed, with activations",
                &["training.memory_needed"],
            ),
            ("Of what a GPU has", &["training.memory_share"]),
        ],
    )
}
