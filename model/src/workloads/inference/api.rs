//! What would an API ask for the same demand, and from how many tokens on do
//! these GPUs cost less?
//!
//! ```text
//! a call     = new tokens * input + cached tokens * cached input + answer * output
//! a month    = calls * a call * (1 - share that can wait * 0.5)
//! break-even = GPU cost / cost at the API * tokens a month
//! ```

use super::load::Load;
use crate::facts::api_prices::{API_PRICES, LLM_PRICES};
use crate::facts::constants::{BATCH_DISCOUNT, SECONDS_PER_MONTH, TOKENS_PER_MILLION};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::scenario::Field;
use crate::scenario::inference::fields;
use crate::sheet::{Cell, Known, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "inference";

    /// A million new input tokens.
    pub fn api_input_price "API, input" (prompt_tokens: "tok/req"; inference.api) -> "USD/Mtok" from LLM_PRICES
        table "list price of the API, by length of the prompt"

    /// A million cached input tokens.
    pub fn api_cached_price "API, cached input"
        (prompt_tokens: "tok/req"; inference.api) -> "USD/Mtok" from LLM_PRICES
        table "list price of the API, by length of the prompt"

    /// A million output tokens.
    pub fn api_output_price "API, output" (prompt_tokens: "tok/req"; inference.api) -> "USD/Mtok" from LLM_PRICES
        table "list price of the API, by length of the prompt"

    /// Calls that an API would answer, recomputed ones included.
    pub fn calls_per_month "Calls" (average_rate: "req/s"; demand.recompute_multiplier) -> "req/month"
    { average_rate * recompute_multiplier * SECONDS_PER_MONTH }

    /// Tokens that the demand comes to.
    pub fn tokens_per_month "Tokens" (calls_per_month: "req/month", tokens_per_call: "tok/req") -> "tok/month"
    { calls_per_month * tokens_per_call }

    /// What a call costs at the API.
    pub fn api_call_cost "A call at the API"
        (
            prompt_tokens: "tok/req", cached_share: "share", answer_tokens: "tok/req",
            api_input_price: "USD/Mtok", api_cached_price: "USD/Mtok", api_output_price: "USD/Mtok"
        ) -> "USD/req"
    {
        (prompt_tokens * ((1.0 - cached_share) * api_input_price + cached_share * api_cached_price)
            + answer_tokens * api_output_price) / TOKENS_PER_MILLION
    }

    /// What the same demand costs at the API.
    pub fn api_cost "The same at an API"
        (calls_per_month: "req/month", api_call_cost: "USD/req"; inference.batch_share) -> "USD/month"
    { calls_per_month * api_call_cost * (1.0 - batch_share * BATCH_DISCOUNT) }

    /// What own GPUs save against the API; negative where they cost more.
    pub fn own_saves "Saved by own GPUs" (api_cost: "USD/month", cost: "USD/month") -> "USD/month"
    { api_cost - cost }

    /// Tokens from which on these GPUs cost less than the API.
    pub fn break_even_tokens "Break-even"
        (api_cost: "USD/month", cost: "USD/month", tokens_per_month: "tok/month") -> "tok/month"
    { cost / api_cost * tokens_per_month }

    /// How far these GPUs must be used, on average, to cost what the API asks; beyond 100 % they never do.
    pub fn break_even_utilization "Break-even utilization"
        (api_cost: "USD/month", utilization_on_average: "share", cost: "USD/month") -> "share"
    { utilization_on_average * cost / api_cost }
}

const NO_API: Missing =
    Missing("No API does the same, so there is nothing to set own GPUs against.");
const NO_PRICE: Missing = Missing("The API has no list price here. Type what it asks.");
const FREE: Missing =
    Missing("The API asks nothing for this, so there is no volume at which own GPUs cost less.");

/// What the API asks, against GPUs that cost so much and are used so far.
pub(super) fn plan(sheet: Sheet, demand: &Demand, load: &Load, own: Cell, used: Cell) {
    let calls = calls_per_month(sheet, demand.average_rate);
    let tokens = tokens_per_month(sheet, calls, load.tokens);
    let [input, cached, output] = prices(sheet, load.prompt);
    let call = api_call_cost(
        sheet,
        load.prompt,
        load.cached,
        load.answer,
        input,
        cached,
        output,
    );
    let cost = api_cost(sheet, calls, call);
    own_saves(sheet, cost, own);
    let paid = cost.must(|cost| cost > 0.0, FREE);
    break_even_tokens(sheet, paid, own, tokens);
    break_even_utilization(sheet, paid, used, own);
}

/// A million tokens: new, cached, written.
fn prices(sheet: Sheet, prompt: Cell) -> [Cell; 3] {
    let api = sheet.scenario.inference.api.id();
    let known = API_PRICES.iter().find(|known| known.id == api);
    let listed = |column: usize| {
        let price = known.ok_or(NO_PRICE);
        Known(price.and_then(|price| Ok(price.of_prompt(prompt.number()?)[column])))
    };
    let price = |field: &'static Field, column, list: fn(Sheet<'_>, Known, Cell) -> Cell| {
        if api == "none" {
            return list(sheet, NO_API.into(), prompt);
        }
        sheet.stated_or(field, || list(sheet, listed(column), prompt))
    };
    [
        price(&fields::api_input_price, 0, api_input_price),
        price(&fields::api_cached_price, 1, api_cached_price),
        price(&fields::api_output_price, 2, api_output_price),
    ]
}
