//! What would the same cost where GPUs are rented otherwise: at a large cloud on demand or
//! for a year, at a smaller one, or on spot?
//!
//! Where capacity is estimated and the GPU is left open, each market has its own cheapest way.
//! Prices of different markets are not compared otherwise: they buy different things.

use super::Inference;
use super::estimate::PRECISION_WORDS;
use super::fleet::paid;
use super::replica::{GPU_WORDS, index};
use super::search::{self, Candidate, Together};
use super::stated::{self, place};
use super::ways;
use crate::engine::Plan;
use crate::facts::constants::HOURS_PER_MONTH;
use crate::facts::gpus::{GPU_LISTS, GPUS, Gpu, Market, Offer};
use crate::facts::serving::FIT;
use crate::facts::sources::DEFINITION;
use crate::quantity::math::round_up;
use crate::report::{Node, Row as Line, Span, Style, text};
use crate::scenario::inference::{GpuType, Method, known_from};
use crate::sheet::{Cell, Known, Row, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "inference.market.{row}";

    /// The GPU that serves for the least money there.
    pub fn market_gpu "GPU" (inference_rate: "req/s"; inference.gpu) -> (GPU_WORDS) as gpu_chosen from FIT
        solved "the stated one, or the one that meets both targets for the least money"

    /// The precision that serves for the least money there.
    pub fn market_precision "Precision" (inference_rate: "req/s"; inference.precision) -> (PRECISION_WORDS)
        as precision_chosen from FIT
        solved "the stated one, or the one that meets both targets for the least money"

    /// GPUs that serve the planned peak there.
    pub fn market_gpus "GPUs" (inference_rate: "req/s") -> "gpu" as gpus from FIT
        solved "replicas for the peak, with headroom and spare, times the GPUs of one"

    /// GPUs that serve the planned peak: as many as elsewhere.
    pub fn market_gpus_same "GPUs" (gpus: "gpu") -> "gpu" as gpus

    /// GPUs that are paid there: those of whole nodes, where the list offers nodes.
    pub fn market_billed "GPUs that are paid" (market_gpus: "gpu"; inference.gpus_per_node) -> "gpu" as gpus_billed
    { round_up(market_gpus / gpus_per_node) * gpus_per_node }

    /// List price of a GPU there.
    pub fn market_hour "GPU, an hour" () -> "USD/gpu/h" as gpu_hour from GPU_LISTS
        table "list price of the GPU in this market"

    /// What it costs to serve there, all month.
    pub fn market_cost "GPU cost" (market_gpus: "gpu", market_hour: "USD/gpu/h") -> "USD/month" as cost
    { market_gpus * market_hour * HOURS_PER_MONTH }
}

/// The same in one market.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Elsewhere {
    /// Which.
    pub offer: &'static Offer,
    /// Whether it is where GPUs are rented now.
    pub is_here: bool,
    /// Whether measurements cover what a GPU serves there.
    pub is_measured: bool,
}

/// What else would do, and what it costs elsewhere: what answers do without.
pub(super) fn elsewhere(sheet: Sheet, demand: &Demand, inference: &mut Inference) {
    inference.ways = ways::plan(sheet, demand, inference.spare);
    inference.markets = markets(sheet, demand, inference);
}

fn markets(sheet: Sheet, demand: &Demand, inference: &Inference) -> Vec<Elsewhere> {
    let stated = &sheet.scenario.inference;
    if !inference.models.is_empty() {
        return Vec::new();
    }
    let is_estimated = known_from(sheet.scenario) == Method::Estimated;
    let here = stated.rental.market().filter(|_| stated.gpu_hour.is_none());
    let of = |market: Market| {
        let sheet = sheet.within(Row::Word(market.id(), market.label()));
        let (offer, is_measured) = if is_estimated {
            estimated(sheet, demand, market, inference)?
        } else {
            (known(sheet, demand, market, inference)?, true)
        };
        let is_here = here == Some(market);
        Some(Elsewhere {
            offer,
            is_here,
            is_measured,
        })
    };
    Market::ALL.into_iter().filter_map(of).collect()
}

/// What a benchmark found, at the price of another market.
fn known(
    sheet: Sheet,
    demand: &Demand,
    market: Market,
    inference: &Inference,
) -> Option<&'static Offer> {
    let stated = &sheet.scenario.inference;
    let gpu = GPUS.iter().find(|gpu| gpu.id == stated.gpu.id())?;
    let offer = gpu.offer(Some(market))?;
    market_gpu(
        sheet,
        index(place(GpuType::CHOICES, gpu.id)),
        demand.inference_rate,
    );
    let gpus = market_gpus_same(sheet, inference.count.gpus);
    cost(sheet, gpus, offer);
    Some(offer)
}

/// The cheapest way in a market, and whether it is measured.
fn estimated(
    sheet: Sheet,
    demand: &Demand,
    market: Market,
    inference: &Inference,
) -> Option<(&'static Offer, bool)> {
    let stated = &sheet.scenario.inference;
    let model = stated::model(stated, stated.model).ok()?;
    let mut among = stated::among(stated, stated.gpu, stated.precision).ok()?;
    among
        .gpus
        .retain(|(_, gpu): &(usize, Gpu)| gpu.offer(Some(market)).is_some());
    let calls = demand.inference_rate;
    let mut asked = stated::asked(stated, calls.or_zero(), inference.spare.or_zero());
    asked.gpu_hour = None;
    asked.market = Some(market);
    let way: Candidate = search::best(&asked, &model, &among).ok()?;
    let sized = way.result.ok()?;
    let offer = way.gpu.offer(Some(market))?;
    market_gpu(sheet, index(way.place), calls);
    market_precision(sheet, way.weights.place(), calls);
    let gpus = market_gpus(sheet, sized.gpus, calls);
    cost(sheet, gpus, offer);
    Some((offer, sized.replica.regime.is_measured()))
}

/// What so many of them cost at this offer.
fn cost(sheet: Sheet, gpus: Cell, offer: &Offer) {
    let together = Together::stated(&sheet.scenario.inference).at(Some(offer));
    let hour = market_hour(sheet, Known(Ok(offer.price.usd)));
    let paid = paid(gpus, together, |gpus| market_billed(sheet, gpus));
    market_cost(sheet, paid, hour);
}

/// A table of the markets that have a price.
pub(super) fn table(plan: &Plan) -> Option<Node> {
    let inference = plan.inference.as_ref()?;
    let rows = inference.markets.iter().map(|it| {
        let market = it.offer.market;
        let id = |name: &str| ["inference.market.", market.id(), ".", name].concat();
        let of = |name: &str| Span::Figure(id(name).into(), Style::Cell);
        let is_whole = plan.figure(&id("gpus_billed")).is_some();
        let paid = of(if is_whole { "gpus_billed" } else { "gpus" });
        let remark = match (it.is_here, it.is_measured, market) {
            (true, _, _) => "as planned",
            (_, false, _) => "not measured",
            (_, _, Market::Spot) => "may be taken back at any time",
            (_, _, Market::Committed) => "paid for a year",
            _ => "",
        };
        let as_of = text(it.offer.price.source.as_of);
        Line {
            label: market.label().into(),
            cells: vec![
                of("gpu_chosen"),
                paid,
                // Its head says of what it is.
                Span::Figure(id("gpu_hour").into(), Style::Count),
                as_of,
                of("cost"),
                text(remark),
            ],
        }
    });
    let rows: Vec<Line> = rows.collect();
    (rows.len() > 1).then(|| {
        Node::table(
            "The same where GPUs are rented otherwise",
            &[
                "Market",
                "GPU",
                "GPUs paid",
                "GPU, an hour",
                "As of",
                "A month",
                "Remark",
            ],
            rows,
        )
    })
}
