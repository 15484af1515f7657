//! What would an API ask for the same demand, and from how many tokens on do
//! these GPUs cost less?
//!
//! ```text
//! a call     = new tokens * input + written to the cache * write + read from it * cached input + answer * output
//! a batch    = a call * what is paid of its price
//! a month    = calls * (a call * (1 - share that can wait) + a batch * share that can wait)
//! break-even = GPU cost / cost at the API * tokens a month
//! ```
//!
//! A price that is known to change is that of the plan's day, and in each month that of the
//! month ([`months`]); without a start, as of what is not known to change, it is that of the
//! list's own day. What of that one must know is said by [`rules`].

pub mod months;
pub mod rules;

use super::inputs::NO_API as NONE;
use super::load::Load;
use crate::facts::api_prices::{ApiPrice, Asked, LISTED_ON, LLM_PRICES, api as listed};
use crate::facts::constants::{SECONDS_PER_MONTH, TOKENS_PER_MILLION};
use crate::facts::priced;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::brackets::min;
use crate::quantity::date::Date;
use crate::scenario::inference::{CacheTime, fields};
use crate::scenario::work::is_predictions;
use crate::scenario::{Field, Scenario};
use crate::sheet::{Cell, Known, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "inference";

    /// The day whose list prices count: that of the plan, as many months after its start.
    pub fn api_day_of_plan "Prices of" (; growth.start) -> "date" as api_day
        table "the start of the plan, as many months on"

    /// The day whose list prices count: that of the list itself, where the plan has no start or no change is known.
    pub fn api_day_of_list "Prices of" () -> "date" as api_day from LLM_PRICES
        table "the day of the newest list: the plan has no start, or no change is known"

    /// A million new input tokens.
    pub fn api_input_price "API, input"
        (prompt_tokens: "tok/req", api_day: "date"; inference.api, inference.api_peak_share) -> "USD/Mtok"
        from LLM_PRICES table "list price of the API on that day, by length of the prompt"

    /// A million cached input tokens.
    pub fn api_cached_price "API, cached input"
        (prompt_tokens: "tok/req", api_day: "date"; inference.api, inference.api_peak_share) -> "USD/Mtok"
        from LLM_PRICES table "list price of the API on that day, by length of the prompt"

    /// A million tokens written to the cache.
    pub fn api_write_price "API, cache write"
        (
            prompt_tokens: "tok/req", api_day: "date";
            inference.api, inference.api_peak_share, inference.cache_kept
        ) -> "USD/Mtok" from LLM_PRICES
        table "list price of the API on that day, by length of the prompt and for how long it is kept"

    /// A million tokens written to the cache: what new ones cost, since nothing more is listed.
    pub fn api_write_price_as_input "API, cache write" (api_input_price: "USD/Mtok") -> "USD/Mtok"
        as api_write_price

    /// A million output tokens.
    pub fn api_output_price "API, output"
        (prompt_tokens: "tok/req", api_day: "date"; inference.api, inference.api_peak_share) -> "USD/Mtok"
        from LLM_PRICES table "list price of the API on that day, by length of the prompt"

    /// What of its price a batch costs.
    pub fn api_batch_paid "API, paid for a batch" (; inference.api) -> "share" from LLM_PRICES
        table "as listed; all of it where nothing is, half at an API that is not of the list"

    /// What of their price cached tokens cost in a batch.
    pub fn api_batch_read_paid "API, paid for cached input in a batch"
        (api_batch_paid: "share"; inference.api) -> "share" from LLM_PRICES
        table "as all else in a batch, or all of it where the list leaves it out"

    /// Share of a prompt that an API writes to its cache: what is read of it so often before it is written anew, and no
    /// more than is new.
    pub fn written_share "Written to the cache, of a prompt" (cached_share: "share"; inference.cache_uses) -> "share"
    { min(cached_share / cache_uses, 1.0 - cached_share) }

    /// Calls that an API would answer, recomputed ones included.
    pub fn calls_per_month "Calls" (average_rate: "req/s"; demand.recompute_multiplier) -> "req/month"
    { average_rate * recompute_multiplier * SECONDS_PER_MONTH }

    /// Tokens that the demand comes to.
    pub fn tokens_per_month "Tokens" (calls_per_month: "req/month", tokens_per_call: "tok/req") -> "tok/month"
    { calls_per_month * tokens_per_call }

    /// What a call costs at the API: its new tokens, those that it writes to the cache and reads from it, and the answer.
    pub fn api_call_cost "A call at the API"
        (
            prompt_tokens: "tok/req", cached_share: "share", written_share: "share", answer_tokens: "tok/req",
            api_input_price: "USD/Mtok", api_cached_price: "USD/Mtok", api_write_price: "USD/Mtok",
            api_output_price: "USD/Mtok"
        ) -> "USD/req"
    {
        (prompt_tokens * ((1.0 - cached_share - written_share) * api_input_price
            + written_share * api_write_price
            + cached_share * api_cached_price)
            + answer_tokens * api_output_price) / TOKENS_PER_MILLION
    }

    /// What a call costs at the API in a batch.
    pub fn api_batch_call_cost "A call in a batch"
        (
            api_call_cost: "USD/req", api_batch_paid: "share", prompt_tokens: "tok/req", cached_share: "share",
            api_cached_price: "USD/Mtok", api_batch_read_paid: "share"
        ) -> "USD/req"
    {
        api_call_cost * api_batch_paid
            + prompt_tokens * cached_share * api_cached_price * (api_batch_read_paid - api_batch_paid)
                / TOKENS_PER_MILLION
    }

    /// What the same demand costs at the API.
    pub fn api_cost_at_once "The same at an API" (calls_per_month: "req/month", api_call_cost: "USD/req")
        -> "USD/month" as api_cost
    { calls_per_month * api_call_cost }

    /// What the same demand costs at the API, where a part of it waits for a batch.
    pub fn api_cost_with_batches "The same at an API"
        (calls_per_month: "req/month", api_call_cost: "USD/req", api_batch_call_cost: "USD/req"; inference.batch_share)
        -> "USD/month" as api_cost
    { calls_per_month * (api_call_cost * (1.0 - batch_share) + api_batch_call_cost * batch_share) }

    /// What own GPUs save against the API; negative where they cost more.
    pub fn own_saves "Own GPUs save" (api_cost: "USD/month", cost: "USD/month") -> "USD/month"
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
/// What most providers ask for a batch.
const HALF: [f64; 2] = [0.5, 0.5];

/// What a call costs at the API: at once, and in a batch where some wait for one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Calls {
    at_once: Cell,
    in_batch: Option<Cell>,
}

impl Calls {
    /// What so many of them cost.
    fn cost(self, sheet: Sheet, calls: Cell) -> Cell {
        match self.in_batch {
            Some(batch) => api_cost_with_batches(sheet, calls, self.at_once, batch),
            None => api_cost_at_once(sheet, calls, self.at_once),
        }
    }
}

/// What the API asks, against GPUs that cost so much and are used so far, so many months
/// after the start of the plan.
pub(super) fn plan(
    sheet: Sheet,
    (demand, months): (&Demand, usize),
    load: &Load,
    own: Cell,
    used: Cell,
) {
    let calls = calls_per_month(sheet, demand.average_rate);
    let tokens = tokens_per_month(sheet, calls, load.tokens);
    let written = if sheet.scenario.inference.api.id() == NONE.id {
        Cell::missing(NO_API)
    } else {
        written_share(sheet, load.cached)
    };
    let cost = call_cost(sheet, (load, written), months).cost(sheet, calls);
    own_saves(sheet, cost, own);
    let paid = cost.must(|cost| cost > 0.0, FREE);
    break_even_tokens(sheet, paid, own, tokens);
    break_even_utilization(sheet, paid, used, own);
}

/// What a call costs, so many months after the start.
fn call_cost(sheet: Sheet, (load, written): (&Load, Cell), months: usize) -> Calls {
    let day = day(sheet, months);
    let [input, cached, write, output] = prices(sheet, load.prompt, day);
    let at_once = api_call_cost(
        sheet,
        load.prompt,
        load.cached,
        written,
        load.answer,
        input,
        cached,
        write,
        output,
    );
    let waits = sheet.scenario.inference.batch_share > 0.0 && at_once.is_known();
    let in_batch = waits.then(|| {
        let [paid, read_paid] = batch(sheet);
        api_batch_call_cost(
            sheet,
            at_once,
            paid,
            load.prompt,
            load.cached,
            cached,
            read_paid,
        )
    });
    Calls { at_once, in_batch }
}

/// The row of the list that is chosen, if it is one of the list.
pub fn chosen(scenario: &Scenario) -> Option<&'static ApiPrice> {
    listed(scenario.inference.api.id())
}

/// Whether what it asks is known to change.
pub fn price_changes(scenario: &Scenario) -> bool {
    !is_predictions(scenario) && chosen(scenario).is_some_and(|api| api.then.is_some())
}

/// The day whose prices count, so many months after the start.
pub fn priced_on(scenario: &Scenario, months: usize) -> f64 {
    let months = i64::try_from(months).unwrap_or(i64::MAX);
    let start = scenario.growth.start.map(Date::of);
    start.map_or_else(listed_on, |start| start.add_months(months).value())
}

fn listed_on() -> f64 {
    priced::day(LISTED_ON).map_or(0.0, Date::value)
}

fn day(sheet: Sheet, months: usize) -> Cell {
    let scenario = sheet.scenario;
    let Some(api) = chosen(scenario) else {
        return Cell::missing(why_unpriced(scenario));
    };
    if api.then.is_some() && scenario.growth.start.is_some() {
        api_day_of_plan(sheet, priced_on(scenario, months))
    } else {
        api_day_of_list(sheet, listed_on())
    }
}

fn why_unpriced(scenario: &Scenario) -> Missing {
    if scenario.inference.api.id() == NONE.id {
        NO_API
    } else {
        NO_PRICE
    }
}

/// What is asked for prompts of so many tokens on a day, by the list.
pub(super) fn asked(scenario: &Scenario, prompt: f64, day: f64) -> Option<Asked> {
    let at_peak = scenario.inference.api_peak_share;
    Some(chosen(scenario)?.asks(prompt, day, at_peak))
}

/// A million tokens: new, read from the cache, written to it, answered.
fn prices(sheet: Sheet, prompt: Cell, day: Cell) -> [Cell; 4] {
    let scenario = sheet.scenario;
    let of_list = |price: fn(&Asked) -> f64| {
        let asked = prompt.number().and_then(|prompt| {
            let asked = asked(scenario, prompt, day.number()?);
            asked.ok_or(NO_PRICE)
        });
        Known(asked.map(|asked| price(&asked)))
    };
    let price = |field: &'static Field, list: &dyn Fn() -> Cell| {
        if why_unpriced(scenario) == NO_API {
            return list();
        }
        sheet.stated_or(field, list)
    };
    let input = price(&fields::api_input_price, &|| {
        api_input_price(sheet, of_list(|it| it.input), prompt, day)
    });
    let kept_long = scenario.inference.cache_kept == CacheTime::Long;
    let asks_more = chosen(scenario).is_some_and(|it| it.write[0] > 0.0);
    [
        input,
        price(&fields::api_cached_price, &|| {
            api_cached_price(sheet, of_list(|it| it.cached), prompt, day)
        }),
        price(&fields::api_write_price, &|| {
            if !asks_more {
                return api_write_price_as_input(sheet, input);
            }
            let [short, long] = [of_list(|it| it.write[0]), of_list(|it| it.write[1])];
            let asked = if kept_long { long } else { short };
            api_write_price(sheet, asked, prompt, day)
        }),
        price(&fields::api_output_price, &|| {
            api_output_price(sheet, of_list(|it| it.output), prompt, day)
        }),
    ]
}

/// What is paid in a batch: of all, and of what is read from the cache.
fn batch(sheet: Sheet) -> [Cell; 2] {
    let [all, reads] = chosen(sheet.scenario).map_or(HALF, |it| it.batch);
    let paid = sheet.stated_or(&fields::api_batch_paid, || api_batch_paid(sheet, all));
    let of_reads = if reads > all && sheet.scenario.inference.api_batch_paid.is_none() {
        Known::from(reads)
    } else {
        Known(paid.number())
    };
    [paid, api_batch_read_paid(sheet, of_reads, paid)]
}
