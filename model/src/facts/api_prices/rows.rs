//! Which models do APIs serve, and what does each ask?
//!
//! USD per million tokens: new, read from the cache, answered. Models that cost the same
//! stand together. What nobody lists, such as a price of batches, is 1 of the price.

use super::Vendor::{
    Alibaba, Amazon, Anthropic, DeepSeek, Google, MiniMax, Mistral, Moonshot, OpenAi, Together,
    Xai, Zhipu,
};
use super::{ApiPrice, Change, GENAI_PRICES, LITELLM, LLM_PRICES, TWO_LISTS, Vendor};
use crate::quantity::Source;

/// From so many tokens on a prompt is long at OpenAI.
const OPEN_AI_LONG: f64 = 272_000.0;
/// The same at Google and xAI.
const LONG: f64 = 200_000.0;
/// Peak hours of DeepSeek are weekdays from 1 to 4 and from 6 to 10, UTC: at twice the price.
const OUTSIDE_THE_PEAK: f64 = 0.5;
/// A batch at half the price.
const HALF: [f64; 2] = [0.5, 0.5];

const fn row(
    vendor: Vendor,
    id: &'static str,
    label: &'static str,
    [input, cached, output]: [f64; 3],
) -> ApiPrice {
    ApiPrice {
        id,
        label,
        vendor,
        input,
        cached,
        output,
        write: [0.0; 2],
        threshold: 0.0,
        long: [0.0; 3],
        off_peak: 1.0,
        batch: [1.0; 2],
        then: None,
        ends: "",
        source: &LLM_PRICES,
        differs: "",
    }
}

impl ApiPrice {
    const fn writes(self, write: [f64; 2]) -> Self {
        Self { write, ..self }
    }

    const fn beyond(self, threshold: f64, long: [f64; 3]) -> Self {
        Self {
            threshold,
            long,
            ..self
        }
    }

    const fn batch(self, batch: [f64; 2]) -> Self {
        Self { batch, ..self }
    }

    const fn then(self, on: &'static str, asks: [f64; 3]) -> Self {
        let then = Some(Change { on, asks });
        Self { then, ..self }
    }

    const fn ends(self, ends: &'static str) -> Self {
        Self { ends, ..self }
    }

    const fn says(self, source: &'static Source, differs: &'static str) -> Self {
        Self {
            source,
            differs,
            ..self
        }
    }
}

const fn gpt(id: &'static str, label: &'static str, asks: [f64; 3]) -> ApiPrice {
    row(OpenAi, id, label, asks).batch(HALF)
}

/// What is written costs a quarter more for up to 12 hours, and two and a half times as
/// much beyond.
const fn gpt_writes(id: &'static str, label: &'static str, asks: [f64; 3]) -> ApiPrice {
    gpt(id, label, asks).writes([asks[0] * 1.25, asks[0] * 2.5])
}

/// What is written costs a quarter more for 5 minutes, and twice as much for an hour.
const fn claude(id: &'static str, label: &'static str, asks: [f64; 3]) -> ApiPrice {
    let writes = [asks[0] * 1.25, asks[0] * 2.0];
    row(Anthropic, id, label, asks).batch(HALF).writes(writes)
}

const fn gemini(id: &'static str, label: &'static str, asks: [f64; 3]) -> ApiPrice {
    row(Google, id, label, asks)
}

/// Input and output are halved in a batch, reads from the cache are not. The lists say
/// different days of its end.
const fn gemini_25(id: &'static str, label: &'static str, asks: [f64; 3]) -> ApiPrice {
    gemini(id, label, asks)
        .batch([0.5, 1.0])
        .ends("2026-10-20")
        .says(
            &LLM_PRICES,
            "its end is 20 Oct 2026 by litellm, 1 Dec 2026 by another list",
        )
}

/// A promotion until the end of 2026, and twice as much then.
const fn promoted(price: ApiPrice) -> ApiPrice {
    price.then("2027-01-01", [1.5, 0.15, 7.5])
}

/// Every API model, by vendor, newest first.
pub const API_PRICES: &[ApiPrice] = &[
    gpt_writes("gpt_6_astra", "GPT-6 Astra", [10.0, 1.0, 50.0])
        .beyond(OPEN_AI_LONG, [20.0, 2.0, 75.0]),
    gpt_writes("gpt_61_sol", "GPT-6.1 Sol", [2.0, 0.1, 10.0])
        .beyond(OPEN_AI_LONG, [4.0, 0.2, 15.0]),
    gpt_writes("gpt_61_terra", "GPT-6.1 Terra", [1.0, 0.05, 5.0])
        .beyond(OPEN_AI_LONG, [2.0, 0.1, 7.5]),
    gpt_writes("gpt_6_sol", "GPT-6 Sol", [2.0, 0.2, 10.0]).beyond(OPEN_AI_LONG, [4.0, 0.4, 15.0]),
    gpt_writes("gpt_6_luna", "GPT-6 Luna", [0.1, 0.01, 0.5])
        .beyond(OPEN_AI_LONG, [0.2, 0.02, 0.75]),
    gpt_writes("gpt_56_sol", "GPT-5.6 Sol", [4.0, 0.4, 20.0])
        .beyond(OPEN_AI_LONG, [8.0, 0.8, 30.0]),
    gpt_writes("gpt_56_terra", "GPT-5.6 Terra", [2.0, 0.2, 12.0])
        .beyond(OPEN_AI_LONG, [4.0, 0.4, 18.0]),
    gpt_writes("gpt_56_luna", "GPT-5.6 Luna", [0.2, 0.02, 1.2])
        .beyond(OPEN_AI_LONG, [0.4, 0.04, 1.8]),
    gpt("gpt_55", "GPT-5.5", [5.0, 0.5, 30.0]).beyond(OPEN_AI_LONG, [10.0, 1.0, 45.0]),
    gpt("gpt_54", "GPT-5.4", [2.5, 0.25, 15.0]).beyond(OPEN_AI_LONG, [5.0, 0.5, 22.5]),
    gpt("gpt_54_mini", "GPT-5.4 mini", [0.75, 0.075, 4.5]),
    gpt("gpt_54_nano", "GPT-5.4 nano", [0.2, 0.02, 1.25]).ends("2027-04-01"),
    gpt("gpt_5", "GPT-5", [1.25, 0.125, 10.0]).ends("2026-12-11"),
    gpt("gpt_5_mini", "GPT-5 mini", [0.25, 0.025, 2.0]).ends("2026-12-11"),
    gpt("gpt_41", "GPT-4.1", [2.0, 0.5, 8.0]).ends("2027-01-14"),
    gpt("gpt_4o", "GPT-4o", [2.5, 1.25, 10.0]).ends("2027-01-14"),
    claude("claude_fable_52", "Claude Fable 5.2", [8.0, 0.2, 40.0])
        .says(&GENAI_PRICES, "one list has it"),
    claude("claude_fable_51", "Claude Fable 5.1", [10.0, 0.25, 50.0]),
    claude("claude_fable_5", "Claude Fable 5", [10.0, 1.0, 50.0]),
    claude("claude_opus_55", "Claude Opus 5.5", [4.0, 0.2, 20.0]),
    claude("claude_opus", "Claude Opus 4.5 to 5", [5.0, 0.5, 25.0]),
    claude("claude_sonnet_55", "Claude Sonnet 5.5", [2.0, 0.1, 10.0]),
    claude("claude_sonnet_5", "Claude Sonnet 5", [2.0, 0.2, 10.0]),
    claude("claude_sonnet_46", "Claude Sonnet 4.6", [3.0, 0.3, 15.0]),
    // Prompts of more than 200,000 tokens are refused since 30 Apr 2026.
    claude("claude_sonnet_45", "Claude Sonnet 4.5", [3.0, 0.3, 15.0]).ends("2026-11-30"),
    claude("claude_haiku_55", "Claude Haiku 5.5", [0.1, 0.01, 0.5])
        .beyond(100_000.0, [0.5, 0.05, 2.5]),
    claude("claude_haiku_45", "Claude Haiku 4.5", [1.0, 0.1, 5.0]),
    gemini("gemini_4_argon", "Gemini 4 Argon", [2.0, 0.1, 10.0])
        .batch(HALF)
        .then("2026-12-01", [4.0, 0.2, 20.0]),
    gemini("gemini_4_hydrogen", "Gemini 4 Hydrogen", [1.5, 0.075, 7.5])
        .batch(HALF)
        .says(&LITELLM, "one list has it"),
    promoted(gemini(
        "gemini_38_flash",
        "Gemini 3.8 Flash",
        [0.75, 0.075, 3.75],
    ))
    .batch(HALF),
    promoted(gemini(
        "gemini_37_flash",
        "Gemini 3.7 Flash",
        [0.75, 0.075, 3.75],
    ))
    .ends("2027-01-28"),
    promoted(gemini(
        "gemini_36_flash",
        "Gemini 3.6 Flash",
        [0.75, 0.075, 3.75],
    ))
    .ends("2026-11-19")
    .says(&LLM_PRICES, "one list alone says when it ends"),
    gemini("gemini_35_flash", "Gemini 3.5 Flash", [1.5, 0.15, 9.0])
        .ends("2027-05-19")
        .says(
            &TWO_LISTS,
            "metergraph-core says $0.75 for input and $3.75 for output from 8 Oct 2026 on",
        ),
    gemini(
        "gemini_35_flash_lite",
        "Gemini 3.5 Flash-Lite",
        [0.3, 0.03, 2.5],
    ),
    gemini(
        "gemini_31_flash_lite",
        "Gemini 3.1 Flash-Lite",
        [0.25, 0.025, 1.5],
    ),
    gemini("gemini_31_pro", "Gemini 3.1 Pro, preview", [2.0, 0.2, 12.0])
        .beyond(LONG, [4.0, 0.4, 18.0]),
    gemini_25("gemini_25_pro", "Gemini 2.5 Pro", [1.25, 0.125, 10.0])
        .beyond(LONG, [2.5, 0.25, 15.0]),
    gemini_25("gemini_25_flash", "Gemini 2.5 Flash", [0.3, 0.03, 2.5]),
    gemini_25(
        "gemini_25_flash_lite",
        "Gemini 2.5 Flash-Lite",
        [0.1, 0.01, 0.4],
    ),
    ApiPrice {
        off_peak: OUTSIDE_THE_PEAK,
        ..row(
            DeepSeek,
            "deepseek_v4_flash",
            "DeepSeek V4 Flash, V4.1",
            [0.3, 0.006, 1.2],
        )
    },
    ApiPrice {
        off_peak: OUTSIDE_THE_PEAK,
        ..row(
            DeepSeek,
            "deepseek_v4_pro",
            "DeepSeek V4 Pro",
            [1.32, 0.044, 3.96],
        )
    },
    row(Xai, "grok_47", "Grok 4.7", [2.0, 0.5, 6.0])
        .beyond(LONG, [4.0, 1.0, 12.0])
        .batch([0.8, 0.8]),
    row(Xai, "grok_46", "Grok 4.6", [2.0, 0.5, 6.0]).beyond(LONG, [4.0, 1.0, 12.0]),
    row(Xai, "grok_45", "Grok 4.5", [2.0, 0.3, 6.0]).beyond(LONG, [4.0, 0.6, 12.0]),
    row(Xai, "grok_43", "Grok 4.3 and 4.20", [1.25, 0.2, 2.5]).beyond(LONG, [2.5, 0.4, 5.0]),
    row(
        Mistral,
        "mistral_large_4",
        "Mistral Large 4",
        [0.7, 0.07, 2.1],
    ),
    // Links of before meant the latest, which was Large 2 then.
    row(
        Mistral,
        "mistral_large",
        "Mistral Large 3",
        [0.5, 0.05, 1.5],
    )
    .ends("2027-04-30"),
    row(
        Mistral,
        "mistral_medium_35",
        "Mistral Medium 3.5",
        [1.5, 0.15, 7.5],
    ),
    row(
        Mistral,
        "mistral_small_4",
        "Mistral Small 4",
        [0.15, 0.015, 0.6],
    ),
    row(Mistral, "codestral", "Codestral", [0.3, 0.03, 0.9]),
    row(Mistral, "devstral", "Devstral", [0.4, 0.04, 2.0]),
    row(Alibaba, "qwen38_max", "Qwen3.8 Max", [2.0, 0.25, 6.0]),
    row(
        Alibaba,
        "qwen38_flash",
        "Qwen3.8 Flash",
        [0.15, 0.016, 0.47],
    )
    .writes([0.2, 0.2]),
    row(Alibaba, "qwen37_max", "Qwen3.7 Max", [2.5, 0.5, 7.5]).writes([3.125, 3.125]),
    row(Alibaba, "qwen37_plus", "Qwen3.7 Plus", [0.4, 0.08, 1.6])
        .beyond(262_144.0, [1.2, 0.24, 4.8]),
    row(Moonshot, "kimi_k31_pro", "Kimi K3.1 Pro", [2.0, 0.2, 10.0]).writes([2.0, 4.0]),
    row(Moonshot, "kimi_k3", "Kimi K3", [3.0, 0.3, 15.0]).writes([3.0, 6.0]),
    row(
        Moonshot,
        "kimi_k27_code",
        "Kimi K2.7 Code",
        [0.95, 0.19, 4.0],
    ),
    row(Moonshot, "kimi_k26", "Kimi K2.6", [0.95, 0.16, 4.0]),
    row(Moonshot, "kimi_k25", "Kimi K2.5", [0.6, 0.1, 3.0]).ends("2026-08-31"),
    row(Moonshot, "kimi_k2", "Kimi K2, legacy", [0.6, 0.15, 2.5]),
    row(Zhipu, "glm_53", "GLM-5.2 and 5.3", [1.4, 0.26, 4.4]),
    row(Zhipu, "glm_53_flash", "GLM-5.3 Flash", [0.15, 0.03, 0.5]),
    row(MiniMax, "minimax_m3", "MiniMax M3", [0.3, 0.06, 1.2]).beyond(524_288.0, [0.6, 0.12, 2.4]),
    row(
        MiniMax,
        "minimax_m31_flash",
        "MiniMax M3.1 Flash",
        [0.15, 0.015, 0.6],
    ),
    row(Amazon, "nova_pro", "Amazon Nova Pro", [0.8, 0.2, 3.2]),
    row(
        Amazon,
        "nova_2_lite",
        "Amazon Nova 2 Lite",
        [0.3, 0.075, 2.5],
    ),
    // No price of cached tokens is listed: as new ones.
    row(
        Together,
        "gpt_oss_120b_together",
        "gpt-oss-120b at Together",
        [0.15, 0.15, 0.6],
    ),
];
