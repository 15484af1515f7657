//! Which other ways would meet the targets, what would they cost, and why do some
//! not do?
//!
//! ```text
//! GPUs   = (round_up(calls / what a replica serves * (1 + headroom)) + spare) * GPUs of a replica
//! a month = GPUs * list price of an hour * hours of a month
//! ```
//!
//! A way is a GPU and a precision, with the number of GPUs of a replica that does it for
//! the least money. What is stated of one GPU's price says nothing of the others'.

use super::fleet::paid;
use super::roofline::Weights;
use super::search::{Among, Candidate, Reason, Sized, Together, every_gpu, ranked, splits};
use super::{sentence, stated};
use crate::engine::Plan;
use crate::facts::constants::{BYTES_PER_GIB, HOURS_PER_MONTH};
use crate::facts::gpus::GPU_LISTS;
use crate::facts::serving::FIT;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::round_up;
use crate::report::{Node, Row as Line, Span, Style, text};
use crate::scenario::inference::{Method, known_from};
use crate::sheet::{Cell, Row, Sheet};
use crate::workloads::demand::Demand;

/// How many ways that do, and that do not, are listed.
const LISTED: usize = 12;

crate::formulas! {
    source: FIT; in "inference.way.{row}.{row}";

    /// GPUs over which a replica is best split in this way.
    pub fn way_split "GPUs of a replica" (inference_rate: "req/s") -> "gpu/replica" as gpus_per_replica
        solved "the split of 1, 2, 4 or 8 that meets both targets for the least money"

    /// Calls a second that a replica serves in this way.
    pub fn way_rate "A replica serves" (way_split: "gpu/replica") -> "req/s/replica" as max_rate_per_replica
        solved "the least rate at which memory, sequences or a target allows no more"

    /// Replicas that serve the planned peak in this way, headroom and spare included.
    pub fn way_replicas "Replicas"
        (inference_rate: "req/s", way_rate: "req/s/replica", spare: "replica"; inference.headroom) -> "replica"
        as replicas from DEFINITION
    { round_up(inference_rate / way_rate * (1.0 + headroom)) + spare }

    /// GPUs that serve the planned peak in this way.
    pub fn way_gpus "GPUs" (way_replicas: "replica", way_split: "gpu/replica") -> "gpu" as gpus from DEFINITION
    { way_replicas * way_split }

    /// List price of this GPU where GPUs are rented.
    pub fn way_gpu_hour "GPU, an hour" (; inference.rental) -> "USD/gpu/h" as gpu_hour from GPU_LISTS
        table "list price of the GPU where it is rented"

    /// What it costs to serve in this way, all month.
    pub fn way_cost "GPU cost" (way_gpus: "gpu", way_gpu_hour: "USD/gpu/h") -> "USD/month" as cost from DEFINITION
    { way_gpus * way_gpu_hour * HOURS_PER_MONTH }

    /// GPUs that are paid in this way: those of whole nodes, where the list offers nodes.
    pub fn way_billed "GPUs that are paid" (way_gpus: "gpu"; inference.gpus_per_node) -> "gpu" as gpus_billed
        from DEFINITION
    { round_up(way_gpus / gpus_per_node) * gpus_per_node }

    /// Memory of a GPU that this way needs: for weights, or for the longest context beside them.
    pub fn way_memory_needed "Memory needed" (; inference.model) -> "B/gpu" as memory_needed
        solved "what the weights take of each GPU, or one sequence of the longest context"

    /// Memory of a GPU that there is for it.
    pub fn way_memory_free "Memory there is" (; inference.memory_share) -> "B/gpu" as memory_free
        solved "share * memory - activations - other, and less the weights where these fit"

    /// A further token of one sequence alone: more than its target.
    pub fn way_token "A token, alone" (; inference.model) -> "s" as token_at_least
        solved "reading of weights + reading of keys and values + all-reduce + overhead"

    /// The first token of one prompt alone, up to: more than its target.
    pub fn way_first_token "First token, alone" (; inference.model) -> "s"
        as first_token_at_least solved "the upper edge of a step with the prompt"
}

const NO_PRICE: Missing = Missing("No list price of this GPU is known where GPUs are rented.");

/// What else would do, and what would not, where what a replica serves is estimated: the
/// cheapest first.
pub(super) fn plan(sheet: Sheet, demand: &Demand, spare: Cell) -> Vec<Candidate> {
    let ways = ways(sheet, demand, spare);
    for way in &ways {
        let [gpu, precision] = rows(way);
        let sheet = sheet.within(gpu).within(precision);
        match way.result {
            Ok(sized) => does(sheet, (demand.inference_rate, spare), way, &sized),
            Err(reason) => does_not(sheet, reason),
        }
    }
    ways
}

/// The rows that the figures of a way stand in.
fn rows(way: &Candidate) -> [Row; 2] {
    [
        Row::Word(way.gpu.id, way.gpu.label),
        Row::Word(way.weights.id(), way.weights.label()),
    ]
}

fn does(sheet: Sheet, (calls, spare): (Cell, Cell), way: &Candidate, sized: &Sized) {
    let split = way_split(sheet, way.split, calls);
    let rate = way_rate(sheet, sized.most, split);
    let gpus = way_gpus(sheet, way_replicas(sheet, calls, rate, spare), split);
    let stated = &sheet.scenario.inference;
    let offer = way.gpu.offer(stated.rental.market());
    let price = offer.map(|offer| offer.price.usd).ok_or(NO_PRICE);
    let hour = way_gpu_hour(sheet, price);
    let together = Together::stated(stated).at(offer);
    let paid = paid(gpus, together, |gpus| way_billed(sheet, gpus));
    way_cost(sheet, paid, hour);
}

fn does_not(sheet: Sheet, reason: Reason) {
    sheet.lacks(&way_gpus::FORMULA, sentence(reason));
    match reason {
        Reason::Precision | Reason::Heads | Reason::Copies => {}
        Reason::Weights(needs, free) | Reason::Context(needs, free) => {
            way_memory_needed(sheet, needs * BYTES_PER_GIB);
            way_memory_free(sheet, free * BYTES_PER_GIB);
        }
        Reason::Tpot(seconds) => {
            way_token(sheet, seconds);
        }
        Reason::Ttft(seconds) => {
            way_first_token(sheet, seconds);
        }
    }
}

/// Every GPU and precision with its best split: those that are listed.
fn ways(sheet: Sheet, demand: &Demand, spare: Cell) -> Vec<Candidate> {
    let scenario = sheet.scenario;
    let of = &scenario.inference;
    let is_estimated = known_from(scenario) == Method::Estimated && scenario.models.is_empty();
    let (Ok(model), true) = (stated::model(of, of.model), is_estimated) else {
        return Vec::new();
    };
    let mut gpus = every_gpu();
    if of.gpu.id() == "custom" {
        gpus.extend(stated::gpus(of, of.gpu).unwrap_or_default());
    }
    let among = Among {
        gpus,
        weights: Weights::ALL.to_vec(),
        splits: splits(of.gpus_per_node),
    };
    let mut asked = stated::asked(of, demand.inference_rate.or_zero(), spare.or_zero());
    asked.gpu_hour = None;
    let mut best: Vec<Candidate> = Vec::new();
    for way in ranked(&asked, &model, &among) {
        let is_same = |it: &Candidate| it.place == way.place && it.weights == way.weights;
        if !best.iter().any(is_same) {
            best.push(way);
        }
    }
    let (good, bad): (Vec<_>, Vec<_>) = best.into_iter().partition(|it| it.result.is_ok());
    let listed = |all: Vec<Candidate>| all.into_iter().take(LISTED);
    listed(good).chain(listed(bad)).collect()
}

/// Two tables: what else would do, and what would not.
pub(super) fn alternatives(plan: &Plan) -> Vec<Node> {
    let all = plan.inference.iter().flat_map(|it| &it.ways);
    let (good, bad): (Vec<_>, Vec<_>) = all.partition(|it| it.result.is_ok());
    let mut nodes = Vec::new();
    if !good.is_empty() {
        nodes.push(Node::table(
            "Other ways to meet the targets, the cheapest first",
            &[
                "Way",
                "GPUs of a replica",
                "GPUs",
                "GPUs paid",
                "A month",
                "A replica serves",
                "Remark",
            ],
            good.into_iter().map(|way| done(plan, way)).collect(),
        ));
    }
    if !bad.is_empty() {
        nodes.push(Node::table(
            "Ways that do not meet the targets, those that come nearest first",
            &["Way", "Why not", "Takes", "There is"],
            bad.into_iter().map(failed).collect(),
        ));
    }
    nodes
}

/// A figure of a way.
pub(super) fn of(way: &Candidate, name: &str) -> Span {
    Span::Figure(id(way, name).into(), Style::Cell)
}

fn id(way: &Candidate, name: &str) -> String {
    let [gpu, precision] = rows(way);
    [
        "inference.way.",
        &gpu.text(),
        ".",
        &precision.text(),
        ".",
        name,
    ]
    .concat()
}

pub(super) fn label(way: &Candidate) -> String {
    [way.gpu.label, ", ", way.weights.label()].concat()
}

fn done(plan: &Plan, way: &Candidate) -> Line {
    let (is_measured, is_priced) = way.result.map_or((true, true), |sized| {
        (sized.replica.regime.is_measured(), sized.per_hour.is_some())
    });
    let remark = match (is_measured, is_priced) {
        (true, true) => "",
        (true, false) => "not priced there",
        (false, true) => "not measured",
        (false, false) => "not measured, not priced there",
    };
    let is_whole = plan.figure(&id(way, "gpus_billed")).is_some();
    let paid = if is_whole { "gpus_billed" } else { "gpus" };
    let figures = [
        "gpus_per_replica",
        "gpus",
        paid,
        "cost",
        "max_rate_per_replica",
    ];
    let figures = figures.into_iter().map(|name| of(way, name));
    Line {
        label: label(way).into(),
        cells: figures.chain([text(remark)]).collect(),
    }
}

fn failed(way: &Candidate) -> Line {
    let nothing = || text("");
    let (why, takes, there) = match way.result {
        Err(Reason::Heads) => ("The heads cannot be dealt out evenly", nothing(), nothing()),
        Err(Reason::Copies) => (
            "Copies of attention cannot be dealt out",
            nothing(),
            nothing(),
        ),
        Err(Reason::Weights(..)) => (
            "The weights do not fit",
            of(way, "memory_needed"),
            of(way, "memory_free"),
        ),
        Err(Reason::Context(..)) => (
            "The longest context does not fit beside the weights",
            of(way, "memory_needed"),
            of(way, "memory_free"),
        ),
        Err(Reason::Tpot(_)) => ("A token takes longer", of(way, "token_at_least"), nothing()),
        Err(Reason::Ttft(_)) => (
            "The first token may take longer",
            of(way, "first_token_at_least"),
            nothing(),
        ),
        Err(Reason::Precision) | Ok(_) => ("No units for this precision", nothing(), nothing()),
    };
    Line {
        label: label(way).into(),
        cells: vec![text(why), takes, there],
    }
}
