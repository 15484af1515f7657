//! What does a model's `config.json` say of what decides its memory and speed?
//!
//! Configurations as Hugging Face has them: plain attention (Llama, Qwen, Mistral, Mixtral,
//! gpt-oss), windows (Gemma, gpt-oss, Llama 4), a latent (DeepSeek, Kimi, GLM), an index beside
//! it, compressed tokens (DeepSeek V4), layers with a state (Qwen3-Next and 3.5), experts with and
//! without shared ones. Parameters are no part of a configuration: they are added up from its
//! shapes, within some per cent of what is published. What the text says and this does not
//! understand is named.

use crate::facts::model::{DENSE_ACTIVATION, MOE_ACTIVATION};
use crate::quantity::brackets::max;
use crate::quantity::json::Json;

/// Bytes of a state's number.
const STATE_BYTES: f64 = 4.0;
/// Bytes of what a convolution keeps.
const CONVOLVED_BYTES: f64 = 2.0;
/// Bytes of an index beside its elements: a scale.
const INDEX_SCALE: f64 = 4.0;
/// Bytes of a parameter in MXFP4, its scale included.
const MXFP4: f64 = 0.531_25;
/// Where a part of a name says that there is more to what is kept than what is read here.
const TELLING: [&str; 9] = [
    "mamba",
    "ssm",
    "sparse",
    "kda",
    "linear_attn",
    "hybrid",
    "compress",
    "latent",
    "cross_attention",
];
/// Names with such a part that are read, or that change neither memory nor speed.
const READ: [&str; 5] = [
    "compress_ratios",
    "compress_rope_theta",
    "decoder_sparse_step",
    "hybrid_layer_pattern",
    "mamba_ssm_dtype",
];

/// What a configuration says.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shape {
    /// All parameters.
    pub parameters: f64,
    /// Those of the routed experts.
    pub expert_parameters: f64,
    /// Experts of a layer, and those that a token goes through; 0 in a dense model.
    pub experts: [f64; 2],
    /// Bytes of an expert's parameter where it is published in fewer than 8 bits.
    pub expert_bytes: Option<f64>,
    /// Layers, hidden size, query heads, size of a head, words.
    pub layers: f64,
    /// Width.
    pub hidden: f64,
    /// Query heads.
    pub heads: f64,
    /// Heads with keys and values.
    pub kv_heads: f64,
    /// Elements of a head.
    pub head_size: f64,
    /// Words.
    pub vocabulary: f64,
    /// Whether input and output share an embedding.
    pub tied: bool,
    /// Layers that keep every token, what one keeps of it, and over how many GPUs that splits.
    pub full_layers: f64,
    /// Elements.
    pub kv_elements: f64,
    /// Of these in addition, elements at 16 bits in any case.
    pub kv_wide: f64,
    /// Bytes of an index.
    pub kv_index: f64,
    /// How many tokens are read, where not all are.
    pub kv_best: Option<f64>,
    /// Over how many GPUs it splits.
    pub kv_split: f64,
    /// Layers with a window, its tokens, and what such a layer keeps of one.
    pub window_layers: f64,
    /// Tokens.
    pub window: f64,
    /// Elements.
    pub window_elements: f64,
    /// Bytes of a sequence in layers with a state.
    pub state: f64,
    /// Activations at their peak, in GiB.
    pub activation: f64,
    /// What was not understood, in sentences.
    pub misread: Vec<String>,
}

/// What is asked of a text of JSON: members of the text model first, then of the whole.
struct Config<'a> {
    inner: &'a Json,
    outer: &'a Json,
}

impl Config<'_> {
    fn get(&self, name: &str) -> Option<&Json> {
        let found = self.inner.get(name).or_else(|| self.outer.get(name));
        found.filter(|it| **it != Json::Null)
    }

    /// The first of these names that has a number.
    fn first(&self, names: &[&str]) -> Option<f64> {
        names.iter().find_map(|name| match self.get(name) {
            Some(Json::Number(number)) if *number >= 0.0 => Some(*number),
            _ => None,
        })
    }

    fn number(&self, name: &str) -> f64 {
        self.first(&[name]).unwrap_or(0.0)
    }

    fn is_true(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Json::Truth(truth) => Some(*truth),
            _ => None,
        }
    }

    fn word(&self, name: &str) -> &str {
        self.get(name).and_then(Json::as_text).unwrap_or_default()
    }

    fn list(&self, name: &str) -> &[Json] {
        match self.get(name) {
            Some(Json::List(values)) => values,
            _ => &[],
        }
    }

    /// How many entries of a list are 1.
    fn ones(&self, name: &str) -> f64 {
        let is_one = |value: &&Json| matches!(value, Json::Number(one) if (*one - 1.0).abs() < 0.5);
        let ones = self.list(name).iter().filter(is_one);
        count(ones)
    }

    /// How many entries of a list are such a word.
    fn count(&self, name: &str, is: &[&str]) -> f64 {
        let words = self.list(name).iter().filter_map(Json::as_text);
        count(words.filter(|word| is.contains(word)))
    }
}

/// What a configuration says, or why it says nothing.
///
/// # Errors
/// In a sentence, where a name is missing without which nothing can be known.
pub fn shape(json: &Json) -> Result<Shape, String> {
    let inner = ["text_config", "llm_config", "language_config"];
    let inner = inner.iter().find_map(|name| json.get(name));
    let of = Config {
        inner: inner.unwrap_or(json),
        outer: json,
    };
    let needed = |names: &[&str]| {
        let found = of.first(names).filter(|number| *number > 0.0);
        found.ok_or_else(|| {
            [
                "There is no `",
                names[0],
                "` in it: it is no configuration of a language model, or of one that is not known here.",
            ]
            .concat()
        })
    };
    let mut shape = Shape {
        layers: needed(&["num_hidden_layers", "n_layer", "num_layers"])?,
        hidden: needed(&["hidden_size", "n_embd"])?,
        heads: needed(&["num_attention_heads", "n_head"])?,
        vocabulary: needed(&["vocab_size"])?,
        ..Shape::default()
    };
    let family = of.word("model_type");
    // Gemma's class shares the embedding where its configuration does not say so.
    let tied = of.is_true("tie_word_embeddings");
    shape.tied = tied.unwrap_or(family.starts_with("gemma"));
    shape.kv_heads = of.first(&["num_key_value_heads"]).unwrap_or(shape.heads);
    let size = of
        .first(&["head_dim"])
        .unwrap_or(shape.hidden / shape.heads);
    shape.head_size = size;
    shape.kv_split = shape.kv_heads;
    // Keys and values may differ in size.
    let values = of.first(&["v_head_dim"]).unwrap_or(size);
    shape.kv_elements = shape.kv_heads * (size + values);
    shape.window_elements = shape.kv_elements;
    shape.full_layers = shape.layers;
    let state_layers = windows(&of, &mut shape);
    latent(&of, &mut shape);
    compressed(&of, &mut shape);
    let [key, value] =
        ["linear_num_key_heads", "linear_num_value_heads"].map(|name| of.number(name));
    let [key_size, value_size] =
        ["linear_key_head_dim", "linear_value_head_dim"].map(|name| of.number(name));
    let kernel = of.first(&["linear_conv_kernel_dim"]).unwrap_or(1.0);
    let convolved = 2.0 * key * key_size + value * value_size;
    shape.state = state_layers
        * (value * key_size * value_size * STATE_BYTES
            + convolved * max(0.0, kernel - 1.0) * CONVOLVED_BYTES);
    let linear = shape.hidden * (2.0 * key * key_size + 3.0 * value * value_size + 2.0 * value)
        + convolved * kernel;
    let attending = max(0.0, shape.layers - state_layers);
    let attention = attending * attention(&of, &shape, family) + state_layers * linear;
    let [rest, of_experts] = experts(&of, &mut shape, family);
    shape.expert_parameters = of_experts;
    let embeddings = if shape.tied { 1.0 } else { 2.0 };
    shape.parameters = embeddings * shape.hidden * shape.vocabulary + attention + rest + of_experts;
    shape.activation = activation(family, shape.experts[0] > 0.0);
    let quantized = of
        .get("quantization_config")
        .and_then(|it| it.get("quant_method"));
    let is_narrow =
        quantized.and_then(Json::as_text) == Some("mxfp4") || of.word("expert_dtype") == "fp4";
    if is_narrow && shape.experts[0] > 0.0 {
        shape.expert_bytes = Some(MXFP4);
    }
    shape.misread = misread(&of, state_layers > 0.0 && value <= 0.0);
    Ok(shape)
}

/// Layers with a window, and how many have a state.
fn windows(of: &Config, shape: &mut Shape) -> f64 {
    let layers = shape.layers;
    let window = of.first(&["sliding_window", "attention_chunk_size"]);
    let window = window.filter(|_| of.is_true("use_sliding_window") != Some(false));
    let mut state_layers = 0.0;
    let marked = of.ones("hybrid_layer_pattern");
    if marked > 0.0 && window.is_some() {
        shape.window_layers = marked;
    } else if !of.list("layer_types").is_empty() {
        state_layers = of.count("layer_types", &["linear_attention", "mamba"]);
        let near = ["sliding_attention", "chunked_attention"];
        shape.window_layers = window.map_or(0.0, |_| of.count("layer_types", &near));
    } else if let Some(every) = of.first(&["full_attention_interval"]) {
        state_layers = layers - (layers / max(1.0, every)).floor();
    } else if let Some(window) = window {
        let every = of.first(&["sliding_window_pattern", "no_rope_layer_interval"]);
        let full = every.map_or(0.0, |every| (layers / max(1.0, every)).floor());
        // Llama 4 leaves every fourth layer without a window.
        let is_chunked = of.first(&["attention_chunk_size"]) == Some(window);
        let full = if every.is_none() && is_chunked {
            (layers / 4.0).floor()
        } else {
            full
        };
        shape.window_layers = layers - full;
    }
    shape.window = window.unwrap_or(0.0);
    shape.full_layers = max(0.0, layers - state_layers - shape.window_layers);
    // Heads of their own in layers with a window.
    if let Some(heads) = of.first(&["swa_num_key_value_heads"]) {
        let size = of.first(&["swa_head_dim"]).unwrap_or(shape.head_size);
        let values = of.first(&["swa_v_head_dim"]).unwrap_or(size);
        shape.window_elements = heads * (size + values);
    }
    // Gemma 4: heads of their own in layers that keep all.
    if let Some(heads) = of.first(&["num_global_key_value_heads"]) {
        let size = of.first(&["global_head_dim"]).unwrap_or(shape.head_size);
        shape.kv_elements = 2.0 * heads * size;
        shape.kv_split = heads;
    }
    state_layers
}

/// Keys and values as one latent, with an index where there is one.
fn latent(of: &Config, shape: &mut Shape) {
    let Some(latent) = of.first(&["kv_lora_rank"]) else {
        return;
    };
    let rotary = of.number("qk_rope_head_dim");
    let value = of.first(&["v_head_dim"]).unwrap_or(shape.head_size);
    shape.head_size = f64::midpoint(of.number("qk_nope_head_dim") + rotary, value);
    shape.kv_elements = latent + rotary;
    shape.kv_split = 1.0;
    if let Some(best) = of.first(&["index_topk"]) {
        shape.kv_elements = latent;
        shape.kv_wide = rotary;
        // Layers may share an index.
        let owners = of.count("indexer_types", &["full"]);
        let owners = if owners > 0.0 {
            owners / shape.layers
        } else {
            1.0
        };
        shape.kv_index = (of.number("index_head_dim") + INDEX_SCALE) * owners;
        shape.kv_best = Some(best);
    }
}

/// One head for all, of which some layers keep a token in four and others one in many, beside a
/// window (DeepSeek V4): what a layer keeps on average.
fn compressed(of: &Config, shape: &mut Shape) {
    let ratios = of.list("compress_ratios").iter().map(|it| match it {
        Json::Number(ratio) if *ratio > 0.0 => *ratio,
        _ => 0.0,
    });
    let ratios: Vec<f64> = ratios.filter(|ratio| *ratio > 0.0).collect();
    if ratios.is_empty() {
        return;
    }
    let size = shape.head_size;
    let closest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let layers = count(ratios.iter());
    let kept: f64 = ratios.iter().map(|ratio| size / ratio).sum();
    let close = ratios.iter().filter(|ratio| **ratio <= closest);
    let close = count(close);
    // Half a byte for each element of the index.
    let index = of.number("index_head_dim") / 2.0 / closest;
    shape.full_layers = layers;
    shape.kv_elements = kept / layers;
    shape.kv_index = index * close / layers;
    shape.kv_split = 1.0;
    shape.kv_best = None;
    shape.window_layers = shape.layers;
    shape.window = of.number("sliding_window");
    shape.window_elements = size;
}

/// Parameters of a layer's attention.
fn attention(of: &Config, shape: &Shape, family: &str) -> f64 {
    let (hidden, heads) = (shape.hidden, shape.heads);
    if let Some(latent) = of.first(&["kv_lora_rank"]) {
        let [plain, rotary, value] =
            ["qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim"].map(|name| of.number(name));
        let wide = heads * (plain + rotary);
        let query = of.first(&["q_lora_rank"]).filter(|rank| *rank > 0.0);
        let asks = query.map_or(hidden * wide, |rank| rank * (hidden + wide));
        let index = of.number("index_head_dim");
        let finds = query.unwrap_or(0.0) * of.number("index_n_heads") * index + hidden * index;
        return asks
            + hidden * (latent + rotary)
            + latent * heads * (plain + value)
            + heads * value * hidden
            + finds;
    }
    let size = shape.head_size;
    let keeps = hidden * size * shape.kv_heads;
    // DeepSeek V4: queries and outputs through a narrow waist, keys that are values too.
    if let Some(query) = of.first(&["q_lora_rank"]).filter(|rank| *rank > 0.0) {
        let output = of.number("o_lora_rank");
        let ends = heads * size * output + of.number("o_groups") * output * hidden;
        return query * (hidden + heads * size) + keeps + ends;
    }
    let is_gated = of.is_true("attn_output_gate") == Some(true) || family.starts_with("qwen3_next");
    let asks = if is_gated { 2.0 } else { 1.0 };
    hidden * size * heads * (asks + 1.0) + 2.0 * keeps
}

/// Parameters of what follows attention, without the routed experts, and those of these.
fn experts(of: &Config, shape: &mut Shape, family: &str) -> [f64; 2] {
    let (hidden, layers) = (shape.hidden, shape.layers);
    let width = of.first(&["intermediate_size", "n_inner"]);
    let width = width.unwrap_or(4.0 * hidden);
    let three = |width: f64| 3.0 * hidden * width;
    let names = ["n_routed_experts", "num_experts", "num_local_experts"];
    let Some(experts) = of.first(&names).filter(|count| *count > 0.0) else {
        return [layers * three(width), 0.0];
    };
    let each = of.first(&["moe_intermediate_size", "expert_ffn_hidden_size"]);
    let each = each.unwrap_or(width);
    let taken = [
        "num_experts_per_tok",
        "top_k_experts",
        "experts_per_token",
        "moe_topk",
    ];
    shape.experts = [experts, of.first(&taken).unwrap_or(1.0)];
    let every = of.first(&["interleave_moe_layer_step", "decoder_sparse_step"]);
    let dense = of.number("first_k_dense_replace") + count(of.list("mlp_only_layers").iter());
    let mixed = ((layers - dense) / max(1.0, every.unwrap_or(1.0))).floor();
    let marked = of.ones("moe_layer_freq");
    let mixed = if marked > 0.0 { marked } else { mixed };
    let shared = ["shared_expert_intermediate_size", "share_expert_dim"];
    let shared = of.first(&shared).unwrap_or_else(|| {
        let shared = ["n_shared_experts", "num_shared_experts"];
        of.first(&shared).unwrap_or(0.0) * each
    });
    // Llama 4 has one shared expert of its own width; Gemma 4 a dense part beside the experts.
    let shared = match family {
        "llama4" | "llama4_text" => width,
        _ if family.starts_with("gemma4") => width,
        _ => shared,
    };
    let dense_width = of.first(&["intermediate_size_mlp", "dense_intermediate_size"]);
    let dense_width = dense_width.unwrap_or(width);
    let rest = (layers - mixed) * three(dense_width) + mixed * (three(shared) + hidden * experts);
    [rest, mixed * experts * three(each)]
}

/// How many there are.
fn count(all: impl Iterator) -> f64 {
    all.fold(0.0, |sum, _| sum + 1.0)
}

/// Activations at their peak by family, as vLLM 0.19 reported them; else what is usual.
fn activation(family: &str, is_mixed: bool) -> f64 {
    match family {
        "llama" => 1.89,
        "qwen2" => 2.25,
        "qwen3" => 2.21,
        "qwen3_moe" => 2.68,
        "mixtral" => 1.21,
        "deepseek_v2" | "deepseek_v3" | "deepseek_v32" => 1.93,
        _ if family.starts_with("gemma") => 3.94,
        _ if is_mixed => MOE_ACTIVATION,
        _ => DENSE_ACTIVATION,
    }
}

/// What the text says of memory or speed that was not understood.
fn misread(of: &Config, lacks_state: bool) -> Vec<String> {
    let members = match of.inner {
        Json::Object(members) => members.as_slice(),
        _ => &[],
    };
    let telling = members.iter().filter(|(name, value)| {
        let says = !matches!(value, Json::Null | Json::Truth(false));
        says && !READ.contains(&name.as_str()) && TELLING.iter().any(|part| name.contains(part))
    });
    let mut said: Vec<String> = telling
        .map(|(name, _)| {
            [
                "`",
                name,
                "` was not understood: what it adds to memory is missing.",
            ]
            .concat()
        })
        .collect();
    if lacks_state {
        said.push(
            "Some layers have a state whose size was not understood: it counts as nothing."
                .to_owned(),
        );
    }
    said
}
