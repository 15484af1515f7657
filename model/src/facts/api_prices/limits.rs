//! What does a plan of a provider let through in a minute?
//!
//! The shape is the fact; numbers change by the month. Answers have a limit of their own
//! at some, which binds first where they are long. Google shows its limits to the holder
//! of an account alone, xAI sets them by what was spent, and neither says numbers.

use crate::quantity::Source;

const ANTHROPIC: Source = Source {
    name: "Anthropic's page on rate limits, as developersdigest quotes it",
    as_of: "2026-10-17",
};

/// No page of OpenAI has a table by model.
const OPEN_AI: Source = Source {
    name: "Posts in OpenAI's community on GPT-5",
    as_of: "2026-10-17",
};

/// What a plan of a provider lets through in a minute; 0 where it is not known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ApiLimit {
    /// Provider and plan.
    pub label: &'static str,
    /// Requests a minute.
    pub requests: f64,
    /// Tokens a minute, as the provider counts them.
    pub tokens: f64,
    /// Of answers a minute, where they are counted apart.
    pub output: f64,
    /// What it counts.
    pub counts: &'static str,
    /// Who says so, and as of when.
    pub source: Source,
}

impl ApiLimit {
    /// Calls a minute of so many tokens in and out that it lets through, and what stops
    /// more.
    pub fn calls(&self, prompt: f64, answer: f64) -> (f64, &'static str) {
        let apart = self.output > 0.0;
        let counted = if apart { prompt } else { prompt + answer };
        let mut least = (self.requests, "requests");
        let tokens = if apart { "input tokens" } else { "tokens" };
        for (limit, each, word) in [
            (self.tokens, counted, tokens),
            (self.output, answer, "output tokens"),
        ] {
            let calls = limit / each;
            if limit > 0.0 && each > 0.0 && calls < least.0 {
                least = (calls, word);
            }
        }
        least
    }
}

const fn limit(label: &'static str, [requests, tokens, output]: [f64; 3]) -> ApiLimit {
    ApiLimit {
        label,
        requests,
        tokens,
        output,
        counts: "input; reads from the cache are free",
        source: ANTHROPIC,
    }
}

const fn of_both(limit: ApiLimit) -> ApiLimit {
    ApiLimit {
        counts: "input, and the most output that is asked for",
        source: OPEN_AI,
        ..limit
    }
}

/// Limits by provider and plan.
pub const API_LIMITS: &[ApiLimit] = &[
    of_both(limit("OpenAI, GPT-5, tier 1", [500.0, 500_000.0, 0.0])),
    of_both(limit("OpenAI, GPT-5, tier 2", [5000.0, 2_000_000.0, 0.0])),
    limit("Anthropic, Fable 5, Start", [1000.0, 500_000.0, 100_000.0]),
    limit(
        "Anthropic, Fable 5, Scale",
        [4000.0, 4_000_000.0, 800_000.0],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_bind_first_where_they_are_long() {
        let start = &API_LIMITS[2];
        assert_eq!(start.calls(500.0, 500.0), (200.0, "output tokens"));
        assert_eq!(start.calls(100_000.0, 500.0), (5.0, "input tokens"));
        assert_eq!(start.calls(10.0, 10.0), (1000.0, "requests"));
        assert_eq!(API_LIMITS[0].calls(1000.0, 1000.0), (250.0, "tokens"));
    }

    #[test]
    fn every_limit_says_what_it_counts() {
        for limit in API_LIMITS {
            assert!(limit.requests > 0.0 && limit.tokens > 0.0 && !limit.counts.is_empty());
        }
    }
}
