//! Which language models are known by name, and what do they weigh?
//!
//! From the published configuration of each: hidden size, layers, heads,
//! vocabulary, experts. What is not stored of a token as plain keys and values
//! (MLA's latent, sliding windows) has its own members.

use crate::quantity::Source;

/// The configuration files on Hugging Face.
pub const CONFIGS: Source = Source {
    name: "Model configurations on Hugging Face, as in AIConfigurator and inference-lab",
    as_of: "2026-11-20",
};

/// Memory that activations of a dense model take at their peak, in GiB.
pub const DENSE_ACTIVATION: f64 = 2.0;
/// The same of a mixture of experts.
pub const MOE_ACTIVATION: f64 = 2.5;

/// What a model is made of; counts, as plain numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Model {
    /// As links have it.
    pub id: &'static str,
    /// As people say it.
    pub label: &'static str,
    /// All parameters.
    pub parameters: f64,
    /// Of these, the routed experts.
    pub expert_parameters: f64,
    /// Experts of a layer; 0 in a dense model.
    pub experts: f64,
    /// Experts that a token goes through.
    pub experts_per_token: f64,
    /// Layers.
    pub layers: f64,
    /// Width of the residual stream.
    pub hidden: f64,
    /// Words of the vocabulary, whose embedding is apart from the head.
    pub vocabulary: f64,
    /// Query heads.
    pub heads: f64,
    /// Heads with keys and values; 1 where all GPUs hold all of them (MLA).
    pub kv_heads: f64,
    /// Elements of a query head.
    pub head_size: f64,
    /// Elements that a layer keeps of a token.
    pub kv_elements: f64,
    /// Which share of the layers sees only the last tokens.
    pub windowed: f64,
    /// How many tokens those see.
    pub window: f64,
    /// Activations at their peak, in GiB.
    pub activation_gib: f64,
    /// Bytes of an expert's parameter as published, where that is below 8 bits.
    pub native_expert_bytes: f64,
}

/// A dense model with grouped-query attention and heads of 128.
const fn dense(
    id: &'static str,
    label: &'static str,
    parameters: f64,
    [layers, hidden, heads, kv_heads, vocabulary]: [f64; 5],
    activation_gib: f64,
) -> Model {
    Model {
        id,
        label,
        parameters,
        expert_parameters: 0.0,
        experts: 0.0,
        experts_per_token: 0.0,
        layers,
        hidden,
        vocabulary,
        heads,
        kv_heads,
        head_size: 128.0,
        kv_elements: 2.0 * kv_heads * 128.0,
        windowed: 0.0,
        window: 0.0,
        activation_gib,
        native_expert_bytes: 0.0,
    }
}

/// A mixture of experts: each has three matrices of hidden size times its own.
const fn sparse(
    model: Model,
    [experts, experts_per_token, expert_size, expert_layers]: [f64; 4],
) -> Model {
    Model {
        expert_parameters: expert_layers * experts * 3.0 * model.hidden * expert_size,
        experts,
        experts_per_token,
        ..model
    }
}

/// Keys and values as one latent of 512 and a rotary part of 64.
const fn latent(model: Model) -> Model {
    Model {
        kv_heads: 1.0,
        head_size: 160.0,
        kv_elements: 576.0,
        ..model
    }
}

/// Half of the layers see the last 128 tokens; heads of 64, experts in MXFP4.
const fn gpt_oss(model: Model) -> Model {
    Model {
        head_size: 64.0,
        kv_elements: model.kv_elements / 2.0,
        windowed: 0.5,
        window: 128.0,
        native_expert_bytes: 0.53125,
        ..model
    }
}

/// Every model, dense ones first.
pub const MODELS: &[Model] = &[
    dense(
        "llama_8b",
        "Llama 3.1 8B",
        8.030_261_248e9,
        [32.0, 4096.0, 32.0, 8.0, 128_256.0],
        1.89,
    ),
    dense(
        "llama_70b",
        "Llama 3.x 70B",
        70.553_706_496e9,
        [80.0, 8192.0, 64.0, 8.0, 128_256.0],
        DENSE_ACTIVATION,
    ),
    dense(
        "llama_405b",
        "Llama 3.1 405B",
        405.853_388_8e9,
        [126.0, 16_384.0, 128.0, 8.0, 128_256.0],
        DENSE_ACTIVATION,
    ),
    dense(
        "qwen25_7b",
        "Qwen2.5 7B",
        7.615_616_512e9,
        [28.0, 3584.0, 28.0, 4.0, 152_064.0],
        2.25,
    ),
    dense(
        "qwen3_8b",
        "Qwen3 8B",
        8.190_735_36e9,
        [36.0, 4096.0, 32.0, 8.0, 151_936.0],
        2.21,
    ),
    dense(
        "qwen3_14b",
        "Qwen3 14B",
        14.768_307_2e9,
        [40.0, 5120.0, 40.0, 8.0, 151_936.0],
        2.21,
    ),
    dense(
        "qwen3_32b",
        "Qwen3 32B",
        32.762_123_264e9,
        [64.0, 5120.0, 64.0, 8.0, 151_936.0],
        2.21,
    ),
    sparse(
        dense(
            "qwen3_30b_a3b",
            "Qwen3 30B-A3B",
            30.532_122_624e9,
            [48.0, 2048.0, 32.0, 4.0, 151_936.0],
            2.68,
        ),
        [128.0, 8.0, 768.0, 48.0],
    ),
    sparse(
        dense(
            "qwen3_235b_a22b",
            "Qwen3 235B-A22B",
            235.093_634_56e9,
            [94.0, 4096.0, 64.0, 4.0, 151_936.0],
            2.68,
        ),
        [128.0, 8.0, 1536.0, 94.0],
    ),
    sparse(
        dense(
            "mixtral_8x7b",
            "Mixtral 8x7B",
            46.702_792_704e9,
            [32.0, 4096.0, 32.0, 8.0, 32_000.0],
            1.21,
        ),
        [8.0, 2.0, 14_336.0, 32.0],
    ),
    sparse(
        dense(
            "mixtral_8x22b",
            "Mixtral 8x22B",
            140.620_634_112e9,
            [56.0, 6144.0, 48.0, 8.0, 32_000.0],
            1.21,
        ),
        [8.0, 2.0, 16_384.0, 56.0],
    ),
    latent(sparse(
        dense(
            "deepseek_v3",
            "DeepSeek V3 or R1",
            671.026e9,
            [61.0, 7168.0, 128.0, 1.0, 129_280.0],
            1.93,
        ),
        [256.0, 8.0, 2048.0, 58.0],
    )),
    latent(sparse(
        dense(
            "kimi_k2",
            "Kimi K2",
            1026.4e9,
            [61.0, 7168.0, 64.0, 1.0, 163_840.0],
            MOE_ACTIVATION,
        ),
        [384.0, 8.0, 2048.0, 60.0],
    )),
    gpt_oss(sparse(
        dense(
            "gpt_oss_120b",
            "gpt-oss-120b",
            116.829e9,
            [36.0, 2880.0, 64.0, 8.0, 201_088.0],
            MOE_ACTIVATION,
        ),
        [128.0, 4.0, 2880.0, 36.0],
    )),
    gpt_oss(sparse(
        dense(
            "gpt_oss_20b",
            "gpt-oss-20b",
            20.915e9,
            [24.0, 2880.0, 64.0, 8.0, 201_088.0],
            MOE_ACTIVATION,
        ),
        [32.0, 4.0, 2880.0, 24.0],
    )),
    sparse(
        dense(
            "minimax_m25",
            "MiniMax M2.5",
            228.69e9,
            [62.0, 3072.0, 48.0, 8.0, 200_064.0],
            MOE_ACTIVATION,
        ),
        [256.0, 8.0, 1536.0, 62.0],
    ),
];

/// The model of this id, if it is known.
pub fn model(id: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of a token at 16 bits, as published for each.
    #[test]
    fn a_token_takes_what_is_published() {
        for (id, bytes) in [
            ("llama_8b", 131_072.0),
            ("llama_70b", 327_680.0),
            ("llama_405b", 516_096.0),
            ("qwen25_7b", 57_344.0),
            ("qwen3_8b", 147_456.0),
            ("qwen3_14b", 163_840.0),
            ("qwen3_32b", 262_144.0),
            ("qwen3_30b_a3b", 98_304.0),
            ("qwen3_235b_a22b", 192_512.0),
            ("mixtral_8x7b", 131_072.0),
            ("mixtral_8x22b", 229_376.0),
            ("deepseek_v3", 70_272.0),
            ("kimi_k2", 70_272.0),
            ("gpt_oss_120b", 73_728.0),
            ("gpt_oss_20b", 49_152.0),
            ("minimax_m25", 253_952.0),
        ] {
            let model = model(id).unwrap();
            let held = model.layers * model.kv_elements * 2.0;
            assert!((held - bytes).abs() < 0.5, "{id}: {held}");
        }
    }

    /// Billions of parameters that a token goes through, as published.
    #[test]
    fn a_token_goes_through_what_is_published() {
        for (id, active) in [
            ("qwen3_30b_a3b", 3.3),
            ("qwen3_235b_a22b", 22.0),
            ("mixtral_8x7b", 12.9),
            ("mixtral_8x22b", 39.0),
            ("deepseek_v3", 37.0),
            ("kimi_k2", 32.0),
            ("gpt_oss_120b", 5.1),
            ("gpt_oss_20b", 3.6),
            ("minimax_m25", 10.0),
        ] {
            let model = model(id).unwrap();
            let share = model.experts_per_token / model.experts;
            let held = model.parameters
                - model.hidden * model.vocabulary
                - model.expert_parameters * (1.0 - share);
            assert!((held / 1e9 / active - 1.0).abs() < 0.16, "{id}: {held}");
        }
        for (at, one) in MODELS.iter().enumerate() {
            assert!(MODELS[..at].iter().all(|other| other.id != one.id));
            assert!(one.expert_parameters < one.parameters);
        }
    }
}
