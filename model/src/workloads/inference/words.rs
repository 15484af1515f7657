//! How does inference read: how many GPUs for the peak and for each burst, what
//! they cost, what else would do, and what an API would ask?

use super::api::price_changes;
use super::charts::{COST_BY_UTILIZATION, FLEET_BY_PEAK, LATENCY_BY_CONCURRENCY};
use super::choice::GPU_CHOICE;
use super::peaks::Peak;
use super::{Inference, answers, markets, ways};
use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::report::{Node, Row, Section, Span, Style, bare, cell, figure, text, words};
use crate::scenario::Scenario;
use crate::scenario::inference::{Method, Precision, known_from};
use crate::scenario::work::{is_predictions, said};
use std::borrow::Cow;

/// There where a replica is estimated.
pub(super) const ACCURACY: &str = "inference.accuracy";
pub(super) const COST: &str = "inference.cost";
/// What windows and states keep of a sequence.
const KEPT_BESIDES: &str = "inference.kv_bytes_fixed";

/// The section on inference, if it is part of the plan.
pub fn section(scenario: &Scenario, plan: &Plan) -> Option<Section> {
    let inference = plan.inference.as_ref()?;
    let has_api = scenario.inference.api.id() != "none" && !is_predictions(scenario);
    let is_estimated = plan.outcome(ACCURACY).is_some();
    let mut section = Section::new(
        "inference",
        "Inference",
        conclusion(scenario, plan),
        vec![Node::Chart(&FLEET_BY_PEAK), peaks(scenario, inference)],
    );
    let models = (!inference.models.is_empty()).then(|| models(scenario));
    section = section.folding(
        "The fleet",
        core::iter::once(fleet(scenario, plan)).chain(models),
    );
    if is_estimated {
        section = section
            .folding("Replica internals", internals(plan))
            .folding(
                "Other GPUs and precisions",
                core::iter::once(Node::Chart(&GPU_CHOICE)).chain(ways::alternatives(plan)),
            );
    }
    section = section
        .folding("Other ways to rent", markets::table(plan))
        .folding("What the GPUs cost", [money(scenario, has_api)]);
    if has_api {
        section = section.folding("The same at an API", api(scenario, plan));
    }
    Some(section)
}

/// What a replica does, how sure that is, and how latency goes with load.
fn internals(plan: &Plan) -> Vec<Node> {
    vec![
        Node::Chart(&LATENCY_BY_CONCURRENCY),
        estimate(plan),
        Node::note(
            "An estimate, fitted on 2,878 published measurements of eight families of models on H100, H200, \
             B200 and B300. Its time per token was within 25 % for nine in ten of dense models and within 50 % \
             for nine in ten of mixtures of experts, on up to 8 GPUs; on 16 and more, or with copies of \
             attention, within a factor of 2.",
        ),
        Node::note(
            "The first token is two questions. Where requests come at random it is held to a factor of two \
             either way, so the target is held to the upper edge; only a simulation was there to check that. \
             Where as many begin as end, as in a load test, it was within a factor of 2 in four of five cases \
             on up to 8 GPUs, and on 16 and more it is an order of magnitude. No replica is planned beyond 80 % \
             of the rate at which its memory is full or all its sequences run.",
        ),
    ]
}

/// `13 replicas x 2 GPUs = 26 GPUs = 4 nodes`, and what they cost.
fn conclusion(scenario: &Scenario, plan: &Plan) -> Vec<Span> {
    if let Err(absent) = plan.get("inference.gpus") {
        return vec![text(absent.0)];
    }
    let mut pieces = arithmetic(plan);
    pieces.extend([
        text(" serve "),
        figure("demand.inference_rate"),
        text(" at the peak, headroom included"),
    ]);
    pieces.extend(match plan.get(COST) {
        Ok(_) => vec![text(", for "), figure("inference.cost"), text(".")],
        Err(absent) => vec![text(". "), text(absent.0)],
    });
    pieces.extend(why(scenario, plan));
    pieces
}

/// What else was looked at where the plan chose, and whether what it chose is measured.
fn why(scenario: &Scenario, plan: &Plan) -> Vec<Span> {
    let Some(inference) = &plan.inference else {
        return Vec::new();
    };
    let stated = &scenario.inference;
    let is_open = stated.gpu.id() == "any" || stated.precision == Precision::Any;
    let priced = inference
        .ways
        .iter()
        .filter(|way| way.per_month().is_some());
    let mut priced = priced.skip(1);
    let mut pieces = Vec::new();
    if let (true, Some(next)) = (is_open && stated.gpu_hour.is_none(), priced.next()) {
        pieces.extend([
            text(" Of all that meet the targets it costs least; the next, "),
            words(&[&ways::label(next), ", would cost "]),
            ways::of(next, "cost"),
            text("."),
        ]);
    }
    pieces.extend(answers::not_measured(plan));
    pieces
}

/// Replicas times GPUs, in nodes, with the spare.
pub(super) fn arithmetic(plan: &Plan) -> Vec<Span> {
    let mut pieces = vec![figure("inference.replicas")];
    let is_of_one = plan
        .inference
        .as_ref()
        .is_some_and(|it| it.models.is_empty());
    if is_of_one && plan.number("inference.spare") > Some(0.0) {
        pieces.extend([text(" ("), bare("inference.spare"), text(" spare)")]);
    }
    if let Some(each) = plan.number("inference.gpus_per_replica") {
        let noun = if each > 1.0 { " GPUs" } else { " GPU" };
        pieces.extend([text(" × "), bare("inference.gpus_per_replica"), text(noun)]);
    }
    pieces.extend([text(" = "), figure("inference.gpus")]);
    if plan.figure("inference.gpu_chosen").is_some() {
        pieces.extend([text(" of type "), figure("inference.gpu_chosen")]);
    }
    pieces.extend([text(" on "), figure("inference.nodes")]);
    pieces
}

fn fleet(scenario: &Scenario, plan: &Plan) -> Node {
    let mut rows = vec![
        ("GPUs", "inference.gpus"),
        ("Replicas", "inference.replicas"),
        ("Spare", "inference.spare"),
        ("Nodes", "inference.nodes"),
    ];
    if plan.outcome("inference.gpus_billed").is_some() {
        rows.push(("GPUs that are paid", "inference.gpus_billed"));
    }
    if scenario.models.is_empty() {
        rows.extend([
            ("GPU", "inference.gpu_chosen"),
            ("GPUs of a replica", "inference.gpus_per_replica"),
            ("A replica serves", "inference.max_rate_per_replica"),
            ("What limits it", "inference.binding"),
            ("Utilization at the peak", "inference.utilization_at_peak"),
            ("Utilization on average", "inference.utilization_on_average"),
            ("You have", "inference.gpus_held"),
            (
                said(scenario, "Requests that they can serve"),
                "inference.requests_most",
            ),
        ]);
    }
    if known_from(scenario) == Method::Tokens {
        rows.push(("Tokens at the peak", "inference.peak_tokens"));
    }
    Node::values("The fleet for the planned peak", &rows)
}

fn models(scenario: &Scenario) -> Node {
    let rows = scenario.models.iter().map(|model| {
        let id = |what: &str| {
            let id = ["inference.model.", model.key.text(), ".", what].concat();
            Span::Figure(Cow::Owned(id), Style::Cell)
        };
        Row {
            label: model.name.clone().into(),
            cells: vec![
                id("model_calls"),
                id("gpu_chosen"),
                id("max_rate_per_replica"),
                id("replicas"),
                id("gpus"),
                id("cost"),
            ],
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    rows.push(Row {
        label: "Total".into(),
        cells: vec![
            cell("demand.inference_rate"),
            text(""),
            text(""),
            cell("inference.replicas"),
            cell("inference.gpus"),
            cell("inference.cost"),
        ],
    });
    Node::table(
        "The models, each by itself",
        &[
            "Model",
            "Calls at the peak",
            "GPU",
            "A replica serves",
            "Replicas",
            "GPUs",
            "A month",
        ],
        rows,
    )
}

fn peaks(scenario: &Scenario, inference: &Inference) -> Node {
    let rows = inference.peaks.iter().map(|peak| {
        let id = |what: &str| of_peak(peak, what, Style::Cell);
        Row {
            label: peak.name.clone().into(),
            cells: vec![
                id("rate_at"),
                id("gpus_at"),
                id("short_at"),
                id("served_at"),
                id("spare_cost_at"),
            ],
        }
    });
    Node::table(
        "The fleet of each peak scenario",
        &[
            "Scenario",
            said(scenario, "Requests"),
            "GPUs",
            "Short",
            "Served without them",
            "Missing GPUs, a month",
        ],
        rows.collect(),
    )
}

fn estimate(plan: &Plan) -> Node {
    let mut rows = vec![
        ("Precision", "inference.precision_chosen"),
        ("Weights on each GPU", "inference.weights_bytes_per_gpu"),
        ("KV memory of a token", "inference.kv_bytes_per_token"),
        ("Kept of a sequence besides", KEPT_BESIDES),
        ("Tokens in memory", "inference.kv_tokens"),
        ("Sequences in memory", "inference.sequences_fit"),
        ("One prompt alone", "inference.prefill_seconds"),
        ("A token, alone", "inference.step_seconds"),
        ("Running at the peak", "inference.running"),
        ("Time per token at the peak", "inference.tpot_seconds"),
        ("First token at the peak, from", "inference.ttft_low"),
        ("First token at the peak, up to", "inference.ttft_high"),
        (
            "First token, as many beginning as ending",
            "inference.ttft_closed",
        ),
        ("Requests with all memory taken", "inference.rate_by_memory"),
        (
            "Requests with all sequences taken",
            "inference.rate_by_sequences",
        ),
        ("Requests at the target per token", "inference.rate_by_tpot"),
        (
            "Requests at the target of the first",
            "inference.rate_by_ttft",
        ),
        ("What limits it next", "inference.next_binding"),
        ("Room until then", "inference.next_slack"),
        ("Accuracy", "inference.accuracy"),
    ];
    // Most models keep nothing but tokens.
    rows.retain(|(_, id)| *id != KEPT_BESIDES || plan.number(KEPT_BESIDES) > Some(0.0));
    Node::values("Estimated", &rows)
}

fn money(scenario: &Scenario, has_api: bool) -> Node {
    let mut rows = vec![
        ("GPU, an hour", "inference.gpu_hour"),
        ("GPUs, a month", "inference.cost"),
    ];
    if is_predictions(scenario) {
        rows.push((
            "A thousand predictions",
            "inference.cost_per_thousand_predictions",
        ));
    } else {
        rows.push(("Per output that succeeds", "inference.cost_per_success"));
    }
    if has_api {
        rows.push((
            "A million output tokens, at the real average",
            "inference.cost_per_million_output_tokens",
        ));
    }
    Node::values("", &rows)
}

fn api(scenario: &Scenario, plan: &Plan) -> Vec<Node> {
    let mut rows = vec![
        ("Tokens a month", "inference.tokens_per_month"),
        ("A million input tokens", "inference.api_input_price"),
        (
            "A million cached input tokens",
            "inference.api_cached_price",
        ),
    ];
    if plan.number("inference.cached_share") > Some(0.0) {
        rows.extend([
            (
                "A million tokens written to the cache",
                "inference.api_write_price",
            ),
            ("Of a prompt written to it", "inference.written_share"),
        ]);
    }
    rows.extend([
        ("A million output tokens", "inference.api_output_price"),
        ("A call", "inference.api_call_cost"),
    ]);
    if plan.outcome("inference.api_batch_call_cost").is_some() {
        rows.push(("A call in a batch", "inference.api_batch_call_cost"));
    }
    rows.extend([
        ("A month", "inference.api_cost"),
        ("Own GPUs pay from", "inference.break_even_tokens"),
        (
            "They would then be used to",
            "inference.break_even_utilization",
        ),
    ]);
    let mut nodes = vec![Node::Chart(&COST_BY_UTILIZATION), against_own(plan, &rows)];
    if answers::is_never_cheaper(plan) {
        nodes.push(Node::note(
            "No GPU is used to more than 100 %: at these prices the API costs less, whatever is asked of it.",
        ));
    }
    if plan.figure("inference.api_day").is_some() {
        let lacks_start = price_changes(scenario) && scenario.growth.start.is_none();
        nodes.push(Node::Text(vec![
            text("Its list prices are those of "),
            figure("inference.api_day"),
            text(if lacks_start {
                ". They will change: with a start of the plan each month has those of its day."
            } else {
                "."
            }),
        ]));
    }
    nodes.extend(later(plan));
    nodes
}

/// The rows, and by how much own GPUs cost less, or more.
fn against_own(plan: &Plan, rows: &[(&'static str, &'static str)]) -> Node {
    let row = |label: &'static str, span: Span| Row {
        label: label.into(),
        cells: vec![span],
    };
    let mut rows: Vec<Row> = rows
        .iter()
        .map(|(label, id)| row(label, cell(id)))
        .collect();
    rows.push(match plan.get("inference.own_saves") {
        Ok(saves) if saves.value < 0.0 => {
            let more = shown(-saves.value, saves.unit());
            row("Own GPUs cost more, by", words(&[&more]))
        }
        _ => row("Own GPUs save", cell("inference.own_saves")),
    });
    Node::table("", &["What", "Value"], rows)
}

/// What the API asks in the months to come: in those whose price changes, and every half year.
fn later(plan: &Plan) -> Option<Node> {
    let months = plan.growth.as_ref()?.months;
    let of = |what: &str, month: usize| [what, ".", &month.to_string()].concat();
    let changes = |month: &usize| {
        let price = of("inference.api_input_price", *month);
        month.is_multiple_of(6) || plan.outcome(&price).is_some_and(|_| *month > 0)
    };
    let row = |month: usize| {
        let price = of("inference.api_input_price", month);
        let cost = of("inference.api_cost", month);
        let is_planned = plan.outcome(&cost).is_some();
        is_planned.then(|| Row {
            label: match month {
                0 => Cow::Borrowed("Now"),
                1 => Cow::Borrowed("In 1 month"),
                _ => ["In ", &month.to_string(), " months"].concat().into(),
            },
            cells: vec![
                match plan.outcome(&price) {
                    Some(_) => Span::Figure(price.into(), Style::Cell),
                    None => text("as before"),
                },
                Span::Figure(cost.into(), Style::Cell),
            ],
        })
    };
    let rows: Vec<Row> = (0..=months).filter(changes).filter_map(row).collect();
    (!rows.is_empty()).then(|| {
        Node::table(
            "The API in the months to come",
            &["Month", "A million input tokens", "A month"],
            rows,
        )
    })
}

pub(super) fn of_peak(peak: &Peak, what: &str, look: Style) -> Span {
    Span::Figure(Cow::Owned(peak.id(what)), look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::scenario::preset::preset;

    fn read() -> String {
        let mut scenario = preset("gpu-1").unwrap().scenario();
        scenario.inference.method = Method::Estimated;
        let section = section(&scenario, &plan(&scenario)).unwrap();
        let mut words = String::new();
        for node in section.all() {
            let Node::Table { rows, .. } = node else {
                continue;
            };
            for row in rows {
                words += &row.label;
                for cell in &row.cells {
                    if let Span::Text(text) = cell {
                        words += &[" | ", text].concat();
                    }
                }
                words.push('\n');
            }
        }
        words
    }

    #[test]
    fn every_way_that_does_not_do_says_why() {
        let words = read();
        assert!(words.contains("A token takes longer"), "{words}");
        assert!(words.contains("The weights do not fit"), "{words}");
    }
}
