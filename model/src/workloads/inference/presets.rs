//! Two services on GPUs: one of 1,000 requests an hour whose traffic comes in
//! bursts, and a recommendation engine that a sale overran.
//!
//! The first source names no throughput, no recompute multiplier and no tokens;
//! ours are a model of 70 billion parameters on H100s and half a call more than each
//! output. The second names predictions, how many times as many a sale brought,
//! how many times were provisioned, its hours and its loss; what one GPU
//! predicts a second is ours. What is kept free is a choice, not a guess, so it
//! has no range; how often work is done again has one.

use super::inputs::{ApiName, GpuType, Inference, ModelName, Precision, Work};
use crate::scenario::chat_1;
use crate::scenario::growth::EventOf;
use crate::scenario::row::Row;
use crate::scenario::web::{Switch, Web};
use crate::scenario::{Anchor, Demand, Event, Money, Range, RowKey, Scenario};

/// The bursty service, as it was frozen.
pub(crate) fn gpu_1() -> Scenario {
    let mut scenario = on_gpus("gpu-1", 24_000.0);
    scenario.demand.recompute_multiplier = 1.5;
    scenario.inference.throughput_per_gpu = 0.5;
    scenario.inference.precision = Precision::Fp8;
    let range = Range {
        low: 1.2,
        high: 1.8,
    };
    scenario
        .ranges
        .insert("demand.recompute_multiplier".to_owned(), range);
    scenario
}

/// The sale, as it was frozen.
pub(crate) fn sale_1() -> Scenario {
    let mut scenario = on_gpus("sale-1", 45_000_000.0);
    scenario.inference = Inference {
        work: Work::Predictions,
        throughput_per_gpu: 100.0,
        gpu: GpuType::named("a10g"),
        api: ApiName::named("none"),
        ..scenario.inference
    };
    scenario.money = Money {
        short_hours: Some(72.0),
        short_lost: Some(2_800_000.0),
        ..scenario.money
    };
    scenario.events.push(Event {
        hours: 72.0,
        multiplier: 4.0,
        of: EventOf::Average,
        ..Event::fresh(RowKey::of_name("sale"), "Sale".to_owned())
    });
    scenario
}

/// A service of so many requests a day, with nothing else planned.
fn on_gpus(preset: &'static str, requests_per_day: f64) -> Scenario {
    let mut demand = Demand::default();
    demand.release_anchors();
    demand.anchor = Anchor::RequestsPerDay;
    demand.requests_per_day = Some(requests_per_day);
    Scenario {
        preset,
        demand,
        web: Web {
            workload: Switch::Off,
            ..Web::default()
        },
        inference: Inference {
            workload: Switch::On,
            model: ModelName::named("llama_70b"),
            ..Inference::default()
        },
        ..chat_1()
    }
}
