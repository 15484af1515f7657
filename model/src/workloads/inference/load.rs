//! What is a call, and how many tokens does it take?

use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::scenario::inference::Traffic;
use crate::scenario::work::is_predictions;
use crate::sheet::{Cell, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "inference";

    /// Tokens of a prompt.
    pub fn prompt_tokens_of_request "Prompt" (; inference.input_tokens) -> "tok/req" as prompt_tokens

    /// Tokens of the context of a step: what was there, and what is added.
    pub fn prompt_tokens_of_step "Prompt"
        (; inference.step_cached, inference.step_appended) -> "tok/req" as prompt_tokens
    { step_cached + step_appended }

    /// Share of a prompt that is found in the cache.
    pub fn cached_share_of_request "Cached of a prompt" (; inference.cache_hit) -> "share" as cached_share

    /// Share of a prompt that is found in the cache.
    pub fn cached_share_of_step "Cached of a prompt"
        (prompt_tokens: "tok/req"; inference.step_cached) -> "share" as cached_share
    { step_cached / prompt_tokens }

    /// Tokens of an answer.
    pub fn answer_tokens_of_request "Answer" (; inference.output_tokens) -> "tok/req" as answer_tokens

    /// Tokens that an agent writes in a step.
    pub fn answer_tokens_of_step "Answer" (; inference.step_output) -> "tok/req" as answer_tokens

    /// Tokens of a call, read and written.
    pub fn tokens_per_call "Tokens of a call" (prompt_tokens: "tok/req", answer_tokens: "tok/req") -> "tok/req"
    { prompt_tokens + answer_tokens }

    /// Tokens a second at the peak, read and written.
    pub fn peak_tokens "Tokens at the peak" (inference_rate: "req/s", tokens_per_call: "tok/req") -> "tok/s"
    { inference_rate * tokens_per_call }
}

/// What a call is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Load {
    /// Tokens of a prompt.
    pub prompt: Cell,
    /// Of it in the cache.
    pub cached: Cell,
    /// Tokens of an answer.
    pub answer: Cell,
    /// Together.
    pub tokens: Cell,
}

/// Why a prediction has no tokens.
const NO_TOKENS: Missing = Missing("What is served are predictions.");

/// The call that is stated; nothing of it where predictions are served.
pub(super) fn plan(sheet: Sheet, demand: &Demand) -> Load {
    if is_predictions(sheet.scenario) {
        let none = Cell::missing(NO_TOKENS);
        return Load {
            prompt: none,
            cached: none,
            answer: none,
            tokens: none,
        };
    }
    let (prompt, cached, answer) = match sheet.scenario.inference.traffic {
        Traffic::Prompts => (
            prompt_tokens_of_request(sheet),
            cached_share_of_request(sheet),
            answer_tokens_of_request(sheet),
        ),
        Traffic::Agent => {
            let context = prompt_tokens_of_step(sheet);
            let cached = cached_share_of_step(sheet, context);
            (context, cached, answer_tokens_of_step(sheet))
        }
    };
    let tokens = tokens_per_call(sheet, prompt, answer);
    peak_tokens(sheet, demand.inference_rate, tokens);
    Load {
        prompt,
        cached,
        answer,
        tokens,
    }
}
