//! How many replicas and GPUs run for the planned peak, how far are they used,
//! how much more could come, and what do they cost?

use super::load::Load;
use super::replica::Serving;
use crate::facts::constants::{
    HOURS_PER_MONTH, MILLION, N_PLUS_ONE_FROM, ONE_REPLICA, SECONDS_PER_MONTH, THOUSAND,
    TOKENS_PER_MILLION,
};
use crate::facts::sources::{AI_CAPACITY, BURSTY_INFERENCE, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::quantity::math::{exceeds, round_up};
use crate::scenario::inference::fields;
use crate::scenario::work::is_predictions;
use crate::sheet::{Cell, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "inference";

    /// One replica more than needed, from the availability on that asks for it.
    pub fn spare "Spare replicas" (; inference.availability) -> "replica" from AI_CAPACITY
    { ONE_REPLICA * (1.0 - exceeds(N_PLUS_ONE_FROM, availability)) }

    /// Replicas for the peak, with headroom.
    pub fn replicas_needed "Replicas needed"
        (inference_rate: "req/s", max_rate_per_replica: "req/s/replica"; inference.headroom) -> "replica"
        from BURSTY_INFERENCE
    { round_up(inference_rate / max_rate_per_replica * (1.0 + headroom)) }

    /// Replicas that run, the spare included.
    pub fn replicas "Replicas" (replicas_needed: "replica", spare: "replica") -> "replica"
    { replicas_needed + spare }

    /// GPUs that run.
    pub fn gpus "GPUs" (replicas: "replica", gpus_per_replica: "gpu/replica") -> "gpu"
    { replicas * gpus_per_replica }

    /// What the GPUs that are paid cost, all month.
    pub fn cost "GPU cost" (gpus: "gpu", gpu_hour: "USD/gpu/h") -> "USD/month"
    { gpus * gpu_hour * HOURS_PER_MONTH }

    /// GPUs that are paid: those of whole nodes, as the list offers them or as is stated.
    pub fn gpus_billed "GPUs that are paid" (gpus: "gpu"; inference.gpus_per_node) -> "gpu"
    { round_up(gpus / gpus_per_node) * gpus_per_node }

    /// Nodes that hold the GPUs.
    pub fn nodes "Nodes" (gpus: "gpu"; inference.gpus_per_node) -> "node"
    { round_up(gpus / gpus_per_node) }

    /// Which share of what all replicas serve the peak takes.
    pub fn utilization_at_peak "Utilization at the peak"
        (inference_rate: "req/s", max_rate_per_replica: "req/s/replica", replicas: "replica") -> "share"
    { inference_rate / (max_rate_per_replica * replicas) }

    /// Which share of what all replicas serve the average takes.
    pub fn utilization_on_average "Utilization on average"
        (
            average_rate: "req/s", max_rate_per_replica: "req/s/replica", replicas: "replica";
            demand.recompute_multiplier
        ) -> "share"
    { average_rate * recompute_multiplier / (max_rate_per_replica * replicas) }

    /// GPUs that are there: those that the plan needs, in whole nodes where these are paid.
    pub fn gpus_held_as_planned "GPUs that are there" (gpus: "gpu") -> "gpu" as gpus_held

    /// Whole replicas that the GPUs make.
    pub fn replicas_held "Replicas that are there"
        (gpus_held: "gpu", gpus_per_replica: "gpu/replica") -> "replica"
        table "GPUs that are there over GPUs of a replica, whole ones only"
    { 0.0 - round_up(0.0 - gpus_held / gpus_per_replica) }

    /// Requests a second that the GPUs that are there serve, headroom kept.
    pub fn requests_most "Requests that can be served"
        (
            replicas_held: "replica", spare: "replica", max_rate_per_replica: "req/s/replica";
            inference.headroom, demand.recompute_multiplier
        ) -> "req/s" from BURSTY_INFERENCE
    { max(0.0, replicas_held - spare) * max_rate_per_replica / (1.0 + headroom) / recompute_multiplier }

    /// What more can come at the peak; less than nothing where the GPUs are too few.
    pub fn requests_more "More requests at the peak" (requests_most: "req/s", peak_rate: "req/s") -> "req/s"
    { requests_most - peak_rate }

    /// That against the planned peak.
    pub fn requests_more_share "More of the peak" (requests_more: "req/s", peak_rate: "req/s") -> "share"
    { requests_more / peak_rate }

    /// What an output costs that succeeds.
    pub fn cost_per_success "Cost per success"
        (cost: "USD/month", average_rate: "req/s") -> "USD/req"
    { cost / (average_rate * SECONDS_PER_MONTH) }

    /// What a million outputs cost that succeed.
    pub fn cost_per_million_successes "A million that succeed" (cost_per_success: "USD/req") -> "USD/Mreq"
    { cost_per_success * MILLION }

    /// What a thousand predictions cost that are used.
    pub fn cost_per_thousand_predictions "A thousand predictions" (cost_per_success: "USD/req") -> "USD/kreq"
    { cost_per_success * THOUSAND }

    /// Tokens that are written for outputs that succeed.
    pub fn output_per_month "Output tokens"
        (average_rate: "req/s", answer_tokens: "tok/req") -> "tok/month"
    { average_rate * answer_tokens * SECONDS_PER_MONTH }

    /// What a million output tokens cost, at the real average demand.
    pub fn cost_per_million_output_tokens "A million output tokens"
        (cost: "USD/month", output_per_month: "tok/month") -> "USD/Mtok"
    { cost / output_per_month * TOKENS_PER_MILLION }
}

const NOT_WITH_MODELS: Missing =
    Missing("With several models it depends on which of them the GPUs that are there serve.");

/// Replicas for a load, and what they come to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Count {
    /// Replicas, the spare included.
    pub replicas: Cell,
    /// Their GPUs.
    pub gpus: Cell,
    /// Those that are paid: of whole nodes, where these are.
    pub billed: Cell,
    /// What they cost in a month.
    pub cost: Cell,
}

impl Count {
    /// So many replicas of a kind, and the spare.
    pub(super) fn of(sheet: Sheet, serving: &Serving, needed: Cell, spare: Cell) -> Self {
        let replicas = replicas(sheet, needed, spare);
        let gpus = gpus(sheet, replicas, serving.gpus);
        let billed = paid(gpus, serving.together, |gpus| gpus_billed(sheet, gpus));
        Self {
            replicas,
            gpus,
            billed,
            cost: cost(sheet, billed, serving.gpu_hour),
        }
    }
}

/// GPUs that are paid where so many come together: those of whole nodes, or they themselves.
pub(super) fn paid(gpus: Cell, together: f64, of_nodes: impl FnOnce(Cell) -> Cell) -> Cell {
    if together > 1.0 { of_nodes(gpus) } else { gpus }
}

/// The GPUs that are there.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Held {
    /// How many.
    pub gpus: Cell,
    /// Whole replicas of them.
    pub replicas: Cell,
    /// An hour of one.
    pub gpu_hour: Cell,
    /// Requests a second that they serve, headroom kept.
    pub requests_most: Cell,
}

/// The GPUs that are there, and how much more they would serve.
pub(super) fn held(
    sheet: Sheet,
    demand: &Demand,
    serving: &Serving,
    count: &Count,
    spare: Cell,
) -> Held {
    let planned = || gpus_held_as_planned(sheet, count.billed);
    let gpus = sheet.stated_or(&fields::gpus_held, planned);
    let one_kind = |cell: Cell| match sheet.scenario.models[..] {
        [] => cell,
        _ => cell.but(Err(NOT_WITH_MODELS)),
    };
    let replicas = replicas_held(sheet, one_kind(gpus), serving.gpus);
    let most = requests_most(sheet, replicas, spare, serving.most);
    let more = requests_more(sheet, most, demand.peak_rate);
    requests_more_share(sheet, more, demand.peak_rate);
    Held {
        gpus,
        replicas,
        gpu_hour: one_kind(serving.gpu_hour),
        requests_most: most,
    }
}

/// How far the replicas are used at the peak and on average; gives the latter.
pub(super) fn utilization(sheet: Sheet, demand: &Demand, most: Cell, replicas: Cell) -> Cell {
    utilization_at_peak(sheet, demand.inference_rate, most, replicas);
    utilization_on_average(sheet, demand.average_rate, most, replicas)
}

/// What an output and a million tokens cost, or a thousand predictions.
pub(super) fn unit_costs(sheet: Sheet, demand: &Demand, load: &Load, cost: Cell) {
    let each = cost_per_success(sheet, cost, demand.average_rate);
    if is_predictions(sheet.scenario) {
        cost_per_thousand_predictions(sheet, each);
        return;
    }
    cost_per_million_successes(sheet, each);
    let written = output_per_month(sheet, demand.average_rate, load.answer);
    cost_per_million_output_tokens(sheet, cost, written);
}
