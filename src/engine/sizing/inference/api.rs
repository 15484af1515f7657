//! What would an API ask for the same demand, and from how many tokens on do
//! these GPUs cost less?
//!
//! ```text
//! a call     = new tokens * input + cached tokens * cached input + answer * output
//! a month    = calls * a call * (1 - share that can wait * 0.5)
//! break-even = GPU cost / cost at the API * tokens a month
//! ```

use super::formulas::money::{self, listed::of_api};
use super::stated::place;
use super::{Fleet, Load, choice};
use crate::engine::outcome::{figures, sound};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::inference::{ApiName, fields};
use crate::scenario::{Field, Scenario};
use crate::workloads::demand::Demand;

const NO_API: Absent = Absent("No API does the same, so there is nothing to set own GPUs against.");
const NO_PRICE: Absent = Absent("The API has no list price here. Type what it asks.");
const FREE: Absent =
    Absent("The API asks nothing for this, so there is no volume at which own GPUs cost less.");

figures! {
    /// The same demand at an API.
    pub struct Api in "inference" {
        /// New tokens.
        api_input_price: Outcome,
        /// Cached ones.
        api_cached_price: Outcome,
        /// Written ones.
        api_output_price: Outcome,
        /// Calls.
        calls_per_month: Figure,
        /// Tokens.
        tokens_per_month: Figure,
        /// A call.
        api_call_cost: Outcome,
        /// All of them.
        api_cost: Outcome,
        /// Against own GPUs.
        own_saves: Outcome,
        /// Where both cost the same.
        break_even_tokens: Outcome,
        /// How far the GPUs are used there.
        break_even_utilization: Outcome,
    }
}

/// What the API asks.
pub fn plan(scenario: &Scenario, demand: &Demand, load: &Load, fleet: &Fleet) -> Api {
    let stated = &scenario.inference;
    let prompt = load.prompt_tokens.value;
    let at = choice(place(ApiName::CHOICES, stated.api.id()));
    let price = |own: Option<f64>, field: &'static Field, list: fn(f64, f64) -> Figure| match (
        stated.api.id(),
        own,
    ) {
        ("none", _) => Err(NO_API),
        (_, Some(price)) => Ok(Figure::new(price, &field.stated, &[])),
        ("custom", None) => Err(NO_PRICE),
        _ => Ok(list(at, prompt)),
    };
    let input = price(
        stated.api_input_price,
        &fields::api_input_price,
        of_api::api_input_price,
    );
    let cached = price(
        stated.api_cached_price,
        &fields::api_cached_price,
        of_api::api_cached_price,
    );
    let output = price(
        stated.api_output_price,
        &fields::api_output_price,
        of_api::api_output_price,
    );
    let calls = money::calls_per_month(
        demand.average_rate.or_zero(),
        scenario.demand.recompute_multiplier,
    );
    let tokens = money::tokens_per_month(calls.value, load.tokens_per_call.value);
    let call = input.and_then(|input| {
        sound(money::api_call_cost(
            prompt,
            load.cached_share?.value,
            load.answer_tokens.value,
            input.value,
            cached?.value,
            output?.value,
        ))
    });
    let cost =
        call.and_then(|call| sound(money::api_cost(calls.value, call.value, stated.batch_share)));
    let own = fleet.cost;
    let paid = cost.and_then(|cost| {
        if cost.value > 0.0 {
            Ok(cost.value)
        } else {
            Err(FREE)
        }
    });
    Api {
        api_input_price: input,
        api_cached_price: cached,
        api_output_price: output,
        calls_per_month: calls,
        tokens_per_month: tokens,
        api_call_cost: call,
        api_cost: cost,
        own_saves: cost.and_then(|cost| Ok(money::own_saves(cost.value, own?.value))),
        break_even_tokens: paid
            .and_then(|paid| sound(money::break_even_tokens(own?.value, paid, tokens.value))),
        break_even_utilization: paid.and_then(|paid| {
            let used = fleet.utilization_on_average?.value;
            sound(money::break_even_utilization(used, own?.value, paid))
        }),
    }
}
