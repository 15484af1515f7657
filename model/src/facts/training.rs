//! Where do the facts on training, data processing and load tests come from?

use crate::quantity::Source;

/// Compute and memory of training, by parameters and tokens.
pub const TRANSFORMER_MATH: Source = Source {
    name: "EleutherAI, Transformer Math 101",
    as_of: "2023-04-18",
};

/// What each GPU holds when the states of training are spread over many.
pub const ZERO: Source = Source {
    name: "Rajbhandari et al., ZeRO, arXiv 1910.02054",
    as_of: "2020-05-13",
};

/// What low-rank adapters train of a model.
pub const LORA: Source = Source {
    name: "Hu et al., LoRA, arXiv 2106.09685",
    as_of: "2021-10-16",
};

/// Which share of a GPU's peak published training runs reached: 38 to 46 % by
/// MosaicML's tables for the H100, 38 to 43 % by the Llama 3 paper.
pub const PUBLISHED_RUNS: Source = Source {
    name: "MosaicML llm-foundry benchmarks; The Llama 3 Herd of Models",
    as_of: "2024-07-31",
};

/// One of eight GPUs of a p5.48xlarge, on demand in us-east-1.
pub const H100_PRICE: Source = Source {
    name: "Amazon EC2 price list, p5.48xlarge, us-east-1",
    as_of: "2026-09-24",
};

/// Peak of an H100 SXM, 16-bit, without sparsity.
pub const H100: Source = Source {
    name: "NVIDIA H100 SXM data sheet",
    as_of: "2026-11-22",
};

/// How many consumers a backlog takes, with its example.
pub const RECOVERY: Source = Source {
    name: "R. K. Pandey, InfoQ, recovery objectives of streams",
    as_of: "2026-05-13",
};

/// How throughput follows load when work waits for work and data must agree.
pub const SCALABILITY_LAW: Source = Source {
    name: "N. J. Gunther, Universal Scalability Law",
    as_of: "",
};

/// What an H100 of "80 GB" really has.
pub const H100_MEMORY: Source = Source {
    name: "llm-d planner, measured on vLLM 0.19",
    as_of: "2026-11-22",
};
