//! What do providers ask for a million tokens, and how much of it at once?
//!
//! Prices and limits of APIs date quickly: each has its day. A prompt beyond
//! `threshold` is paid at the prices of its long tier, all of it.

use super::PricedOn;
use crate::quantity::Source;

/// The open table of prices that is kept up from providers' pages.
pub const LLM_PRICES: Source = Source {
    name: "llm-prices 723ef0bd, from the providers' price pages",
    as_of: "2026-08-05",
};

/// Rate limits that providers publish or users report, by plan.
pub const LIMITS: Source = Source {
    name: "Providers' rate-limit pages and community reports",
    as_of: "2026-10-17",
};

/// Prices of an API model, USD per million tokens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ApiPrice {
    /// As links have it.
    pub id: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// New tokens of a prompt.
    pub input: f64,
    /// Tokens read from the prompt cache; as new ones where no price is known.
    pub cached: f64,
    /// Tokens written.
    pub output: f64,
    /// From so many tokens on a prompt is long; 0 where all cost the same.
    pub threshold: f64,
    /// The prices of a long prompt: new, cached, written.
    pub long: [f64; 3],
}

/// What a plan of a provider lets through in a minute; 0 where it is not known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ApiLimit {
    /// Provider and plan.
    pub label: &'static str,
    /// Requests a minute.
    pub requests: f64,
    /// Tokens a minute, as the provider counts them.
    pub tokens: f64,
    /// What it counts.
    pub counts: &'static str,
}

/// Limits by provider and plan. The shape is the fact; numbers change by the
/// month.
pub const API_LIMITS: &[ApiLimit] = &[
    ApiLimit {
        label: "OpenAI, GPT-5, tier 1",
        requests: 500.0,
        tokens: 500_000.0,
        counts: "input, and the most output that is asked for",
    },
    ApiLimit {
        label: "OpenAI, GPT-5, tier 2",
        requests: 5000.0,
        tokens: 2_000_000.0,
        counts: "input, and the most output that is asked for",
    },
    ApiLimit {
        label: "Anthropic, Start",
        requests: 1000.0,
        tokens: 500_000.0,
        counts: "input; reads from the cache are free",
    },
    ApiLimit {
        label: "Anthropic, Scale",
        requests: 4000.0,
        tokens: 4_000_000.0,
        counts: "input; reads from the cache are free",
    },
];

const fn price(
    id: &'static str,
    label: &'static str,
    [input, cached, output]: [f64; 3],
) -> ApiPrice {
    ApiPrice {
        id,
        label,
        input,
        cached,
        output,
        threshold: 0.0,
        long: [0.0; 3],
    }
}

const fn tiered(price: ApiPrice, threshold: f64, long: [f64; 3]) -> ApiPrice {
    ApiPrice {
        threshold,
        long,
        ..price
    }
}

/// Every API model.
pub const API_PRICES: &[ApiPrice] = &[
    tiered(
        price("gpt_56_sol", "GPT-5.6 Sol", [5.0, 0.5, 30.0]),
        272_000.0,
        [10.0, 1.0, 45.0],
    ),
    price("gpt_56_terra", "GPT-5.6 Terra", [2.0, 0.2, 12.0]),
    price("gpt_56_luna", "GPT-5.6 Luna", [0.2, 0.02, 1.2]),
    price("gpt_5", "GPT-5", [1.25, 0.125, 10.0]),
    price("gpt_5_mini", "GPT-5 mini", [0.25, 0.025, 2.0]),
    price("gpt_4o", "GPT-4o", [2.5, 1.25, 10.0]),
    // Anthropic reads the cache at a tenth of the price of new tokens.
    price("claude_opus", "Claude Opus 4.5 to 4.8", [5.0, 0.5, 25.0]),
    price("claude_sonnet_5", "Claude Sonnet 5", [3.0, 0.3, 15.0]),
    tiered(
        price("claude_sonnet_45", "Claude Sonnet 4.5", [3.0, 0.3, 15.0]),
        200_000.0,
        [6.0, 0.6, 22.5],
    ),
    price("claude_haiku_45", "Claude Haiku 4.5", [1.0, 0.1, 5.0]),
    price("gemini_25_pro", "Gemini 2.5 Pro", [1.25, 0.125, 10.0]),
    price("gemini_25_flash", "Gemini 2.5 Flash", [0.3, 0.03, 2.5]),
    price("gemini_36_flash", "Gemini 3.6 Flash", [1.5, 0.15, 7.5]),
    price(
        "deepseek_v4_flash",
        "DeepSeek V4 Flash",
        [0.14, 0.028, 0.28],
    ),
    price("deepseek_v4_pro", "DeepSeek V4 Pro", [1.74, 0.145, 3.48]),
    price("grok_45", "Grok 4.5", [2.0, 0.3, 6.0]),
    price("mistral_large", "Mistral Large", [2.0, 0.2, 6.0]),
    // No price of cached tokens is listed: as new ones.
    price("nova_pro", "Amazon Nova Pro", [0.8, 0.8, 3.2]),
    price("kimi_k2", "Kimi K2", [0.6, 0.15, 2.5]),
];

/// The same at all large providers.
pub use super::constants::BATCH_DISCOUNT;

impl ApiPrice {
    /// New, cached and written tokens, for prompts of so many tokens.
    pub fn of_prompt(&self, tokens: f64) -> [f64; 3] {
        if self.threshold > 0.0 && tokens > self.threshold {
            self.long
        } else {
            [self.input, self.cached, self.output]
        }
    }

    /// A price with its day.
    pub const fn dated(usd: f64) -> PricedOn {
        PricedOn {
            usd,
            source: LLM_PRICES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_prompt_is_paid_at_its_own_price() {
        let sol = &API_PRICES[0];
        assert!(sol.of_prompt(272_000.0)[0] < sol.of_prompt(272_001.0)[0]);
        for (at, one) in API_PRICES.iter().enumerate() {
            assert!(API_PRICES[..at].iter().all(|other| other.id != one.id));
            assert!(
                one.cached <= one.input && one.input <= one.output,
                "{}",
                one.id
            );
        }
    }

    #[test]
    fn every_limit_says_what_it_counts() {
        for limit in API_LIMITS {
            assert!(limit.requests > 0.0 && limit.tokens > 0.0 && !limit.counts.is_empty());
        }
    }
}
