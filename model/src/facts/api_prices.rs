//! What do providers ask for a million tokens, and how much of it at once?
//!
//! Prices and limits of APIs date quickly: each has its day, and what is known to change
//! has the day of that. A prompt beyond `threshold` is paid at the prices of its long
//! tier, all of it; what is written to the cache costs as many times as much there as a
//! new token does, which is how the vendors that list it do it.
//!
//! - [`rows`]: every model. What has ended stays, since links name it.
//! - [`limits`]: what a plan of a provider lets through.

pub mod limits;
pub mod rows;

pub use limits::{API_LIMITS, ApiLimit};
pub use rows::API_PRICES;

use super::priced::day;
use crate::quantity::Source;
use crate::quantity::date::Date;

/// Three lists that copy the vendors' price pages, and agree.
pub const LLM_PRICES: Source = Source {
    name: "Vendors' price pages as three lists copy them, which agree: litellm 1.110.2, genai-prices 0.2.3, \
           metergraph-core 0.7.4",
    as_of: "2026-10-25 to 2026-11-10",
};

/// The first of them alone.
pub const LITELLM: Source = Source {
    name: "Vendors' price pages as litellm 1.110.2 copies them",
    as_of: "2026-11-02",
};

/// The second alone.
pub const GENAI_PRICES: Source = Source {
    name: "Vendors' price pages as genai-prices 0.2.3 copies them",
    as_of: "2026-11-10",
};

/// The first two, where the third says otherwise.
pub const TWO_LISTS: Source = Source {
    name: "Vendors' price pages as litellm 1.110.2 and genai-prices 0.2.3 copy them",
    as_of: "2026-11-02 to 2026-11-10",
};

/// The day of the newest list: what a plan without a start is priced at.
pub const LISTED_ON: &str = "2026-11-10";

/// Who sells the tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vendor {
    /// GPT.
    OpenAi,
    /// Claude.
    Anthropic,
    /// Gemini.
    Google,
    /// DeepSeek.
    DeepSeek,
    /// Grok.
    Xai,
    /// Mistral.
    Mistral,
    /// Qwen.
    Alibaba,
    /// Kimi.
    Moonshot,
    /// GLM.
    Zhipu,
    /// `MiniMax`.
    MiniMax,
    /// Nova.
    Amazon,
    /// Open models, hosted.
    Together,
}

/// What an API asks otherwise from a day on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Change {
    /// The day.
    pub on: &'static str,
    /// New tokens, read from the cache, answered.
    pub asks: [f64; 3],
}

/// Prices of an API model, USD per million tokens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ApiPrice {
    /// As links have it.
    pub id: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// Who sells it.
    pub vendor: Vendor,
    /// New tokens of a prompt.
    pub input: f64,
    /// Tokens read from the prompt cache; as new ones where no price is known.
    pub cached: f64,
    /// Tokens of an answer.
    pub output: f64,
    /// Tokens written to the prompt cache, for the shortest time that is offered and for a
    /// longer one; 0 where they cost what new ones do.
    pub write: [f64; 2],
    /// From so many tokens on a prompt is long; 0 where all cost the same.
    pub threshold: f64,
    /// The prices of a long prompt: new, cached, answered.
    pub long: [f64; 3],
    /// What is asked outside of the hours of the peak, of the price within them; 1 where
    /// all hours cost the same.
    pub off_peak: f64,
    /// What is paid for a batch, of the price at once: of all but reads, and of reads from
    /// the cache. 1 where no price of batches is listed.
    pub batch: [f64; 2],
    /// What is known to change.
    pub then: Option<Change>,
    /// The day on which it ends; empty where none is known.
    pub ends: &'static str,
    /// Who says so, and as of when.
    pub source: &'static Source,
    /// Where lists say different things; empty where they agree.
    pub differs: &'static str,
}

/// What a call is paid by: USD per million tokens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Asked {
    /// New tokens.
    pub input: f64,
    /// Tokens read from the cache.
    pub cached: f64,
    /// Tokens of an answer.
    pub output: f64,
    /// Tokens written to the cache, for a short time and a longer one.
    pub write: [f64; 2],
}

/// The model of this id, if it is known.
pub fn api(id: &str) -> Option<&'static ApiPrice> {
    API_PRICES.iter().find(|known| known.id == id)
}

impl ApiPrice {
    /// What is asked for prompts of so many tokens on a day, with this share of the calls
    /// at the hours of the peak.
    pub fn asks(&self, tokens: f64, on: f64, at_peak: f64) -> Asked {
        let is_long = self.threshold > 0.0 && tokens > self.threshold;
        let now = [self.input, self.cached, self.output];
        let then = self.then.filter(|then| begins(then.on) <= on);
        let [input, cached, output] = if is_long {
            self.long
        } else {
            then.map_or(now, |then| then.asks)
        };
        let write = self.write.map(|write| match write {
            write if write <= 0.0 => input,
            write if is_long => write * input / self.input,
            write => write,
        });
        let paid = if self.off_peak < 1.0 {
            at_peak + (1.0 - at_peak) * self.off_peak
        } else {
            1.0
        };
        Asked {
            input: input * paid,
            cached: cached * paid,
            output: output * paid,
            write: write.map(|write| write * paid),
        }
    }

    /// The day on which it ends, if one is known.
    pub fn last_day(&self) -> Option<f64> {
        day(self.ends).map(Date::value)
    }
}

impl Change {
    /// The day from which on it counts.
    pub fn day(&self) -> f64 {
        begins(self.on)
    }
}

/// The number of a day; one that never comes where it is none.
fn begins(on: &str) -> f64 {
    day(on).map_or(f64::MAX, Date::value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As of a day, at all hours alike.
    fn asked(id: &str, tokens: f64, on: &str) -> Asked {
        api(id).unwrap().asks(tokens, begins(on), 1.0)
    }

    fn near(got: &[f64], published: &[f64]) {
        let close = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-12;
        let all = got.iter().zip(published).all(close);
        assert!(all, "{got:?} in place of {published:?}");
    }

    #[test]
    fn a_long_prompt_is_paid_at_its_own_price() {
        let [short, long] = [272_000.0, 272_001.0].map(|it| asked("gpt_6_astra", it, LISTED_ON));
        near(
            &[short.input, short.cached, short.output],
            &[10.0, 1.0, 50.0],
        );
        near(&[long.input, long.cached, long.output], &[20.0, 2.0, 75.0]);
        near(&long.write, &[25.0, 50.0]);
        // The vendor lists what writing a long prompt costs: five times as much.
        let long = asked("claude_haiku_55", 100_001.0, LISTED_ON);
        near(&long.write, &[0.625, 1.0]);
    }

    #[test]
    fn a_price_is_that_of_the_day() {
        let input = |id, on| asked(id, 1000.0, on).input;
        for (id, last, first, before, after) in [
            ("gemini_38_flash", "2026-12-31", "2027-01-01", 0.75, 1.5),
            ("gemini_4_argon", "2026-11-30", "2026-12-01", 2.0, 4.0),
        ] {
            near(&[input(id, last), input(id, first)], &[before, after]);
        }
        // Weekdays from 1 to 4 and from 6 to 10 are the peak, at twice the price.
        let flash = api("deepseek_v4_flash").unwrap();
        let of = |share| flash.asks(1000.0, 0.0, share);
        near(&[of(1.0).input, of(0.0).input], &[0.3, 0.15]);
        near(&[of(0.0).cached, of(0.0).output], &[0.003, 0.6]);
        near(&[of(0.25).output], &[0.75]);
    }

    #[test]
    fn prices_are_in_their_order_and_have_their_days() {
        for (at, one) in API_PRICES.iter().enumerate() {
            let id = one.id;
            assert!(API_PRICES[..at].iter().all(|other| other.id != id), "{id}");
            let labels = || API_PRICES[..at].iter().map(|other| other.label);
            assert!(labels().all(|label| label != one.label), "{id}");
            let now = [one.input, one.cached, one.output];
            let mut tiers = vec![now];
            tiers.extend(one.then.map(|then| then.asks));
            if one.threshold > 0.0 {
                tiers.push(one.long);
                let rises = now.iter().zip(one.long).all(|(now, long)| long >= *now);
                assert!(rises && one.then.is_none(), "{id}");
            }
            for [input, cached, output] in tiers {
                assert!(0.0 < cached && cached <= input && input <= output, "{id}");
            }
            let [short, long] = one.write;
            assert!(
                short <= 0.0 || (one.input <= short && short <= long),
                "{id}"
            );
            assert!(
                one.batch.iter().all(|paid| (0.5..=1.0).contains(paid)),
                "{id}"
            );
            assert!((0.5..=1.0).contains(&one.off_peak), "{id}");
            assert!(one.ends.is_empty() || day(one.ends).is_some(), "{id}");
            assert!(one.then.is_none_or(|then| day(then.on).is_some()), "{id}");
        }
    }

    /// Links and presets carry these.
    #[test]
    fn no_id_is_ever_lost() {
        for id in [
            "gpt_56_sol",
            "gpt_56_terra",
            "gpt_56_luna",
            "gpt_5",
            "gpt_5_mini",
            "gpt_4o",
            "claude_opus",
            "claude_sonnet_5",
            "claude_sonnet_45",
            "claude_haiku_45",
            "gemini_25_pro",
            "gemini_25_flash",
            "gemini_36_flash",
            "deepseek_v4_flash",
            "deepseek_v4_pro",
            "grok_45",
            "mistral_large",
            "nova_pro",
            "kimi_k2",
        ] {
            assert!(api(id).is_some(), "{id}");
        }
        assert_eq!(
            api("claude_sonnet_45").map(|it| it.ends),
            Some("2026-11-30")
        );
    }
}
