//! Which language models are known by name, and what do they weigh?
//!
//! From the published configuration of each; where a shape was only remembered the source
//! says so. What is not part of a configuration is from elsewhere: peaks of activations as
//! vLLM 0.19 reported them (llm-d-planner's accuracy report), else what is usual.

mod dense;
mod experts;

use super::model::Model;
use crate::quantity::Source;

/// Where the shapes of models come from.
pub const CONFIGS: Source = Source {
    name: "Model configurations on Hugging Face, as copied in public repositories",
    as_of: "2026-08-21",
};

/// Copies of configurations that come with a vendor's own tool.
pub const SYSTEMS: Source = Source {
    name: "Model configurations, as NVIDIA's AIConfigurator ships them",
    as_of: "2026-08-21",
};

/// Defaults of the library's classes, which are those of the released model.
pub const LIBRARY: Source = Source {
    name: "Configuration classes of Hugging Face transformers 5.24.0",
    as_of: "2026-11-28",
};

/// Copies of configurations in other repositories.
pub const COPIES: Source = Source {
    name: "Model configurations, as copied in other public repositories",
    as_of: "2026-11-28",
};

/// A catalog of a simulator.
pub const LAB: Source = Source {
    name: "Catalog of the simulator inference-lab",
    as_of: "2026-08-21",
};

/// Not looked up: check it against the model's own configuration.
pub const UNCHECKED: Source = Source {
    name: "Headroom's own, not looked up; its parameters add up to the published number",
    as_of: "2026-11-28",
};

/// Every model, dense ones first.
pub const MODELS: &[Model] = &{
    let mut all = [dense::DENSE[0]; dense::DENSE.len() + experts::EXPERTS.len()];
    let mut at = 1;
    while at < all.len() {
        all[at] = if at < dense::DENSE.len() {
            dense::DENSE[at]
        } else {
            experts::EXPERTS[at - dense::DENSE.len()]
        };
        at += 1;
    }
    all
};

/// The model of this id, if it is known.
pub fn model(id: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each model's bytes of a token that grow at 16 and at 8 bits, MiB of a sequence that do
    /// not, billions of parameters that a token goes through; from a list made apart from
    /// this code. 0 where the list says nothing.
    const LISTED: &str = include_str!("listed.tsv");

    #[test]
    fn a_model_keeps_and_reads_what_is_listed() {
        for line in LISTED.lines().skip(1) {
            let mut cells = line.split('\t');
            let id = cells.next().unwrap();
            let listed: Vec<f64> = cells.map(|cell| cell.parse().unwrap()).collect();
            let [wide, narrow, fixed, active] = listed[..] else {
                panic!("{line}");
            };
            let model = model(id).unwrap();
            // Compressed layers keep no whole bytes of a token.
            assert!(
                (model.growing_bytes(2.0) - wide).abs() < 0.5,
                "{id}: {wide}"
            );
            assert!(
                (model.growing_bytes(1.0) - narrow).abs() < 0.5,
                "{id}: {narrow}"
            );
            let mib = model.fixed_bytes(2.0) / 1024.0 / 1024.0;
            assert!((mib - fixed).abs() <= 0.005 * fixed, "{id}: {mib} MiB");
            // Some count the embedding that is looked up.
            let read = [model.active(), model.active() + model.embedding()];
            let is_near = |read: &f64| (read / 1e9 / active - 1.0).abs() < 0.03;
            assert!(active <= 0.0 || read.iter().any(is_near), "{id}: {read:?}");
        }
        assert_eq!(LISTED.lines().count(), MODELS.len() + 1);
    }

    /// Bytes that are kept of a sequence of so many tokens.
    fn kept(model: &Model, tokens: f64, element_bytes: f64) -> f64 {
        let near = model.kept.iter().filter(|layers| layers.window > 0.0);
        let near = near.map(|it| it.token_bytes(element_bytes) * tokens.min(it.window));
        model.growing_bytes(element_bytes) * tokens + near.sum::<f64>() + model.state
    }

    #[test]
    fn half_windowed_models_keep_what_was_published_until_the_window_is_full() {
        for (id, bytes) in [("gpt_oss_120b", 73_728.0), ("gpt_oss_20b", 49_152.0)] {
            let held = kept(model(id).unwrap(), 100.0, 2.0);
            assert!((held - bytes * 100.0).abs() < 0.5, "{id}: {held}");
        }
    }

    #[test]
    fn compressed_attention_keeps_a_tenth_of_sparse_attention() {
        // Published for a million tokens: 10 %.
        let of = |id| kept(model(id).unwrap(), 1_048_576.0, 1.0);
        let share = of("deepseek_v4_pro") / of("deepseek_v32");
        assert!((share - 0.1).abs() < 0.01, "{share}");
        // Kimi K3 at 128k in 8 bits: about 1.8 GB beside its state.
        let kimi = model("kimi_k3").unwrap();
        let grown = kept(kimi, 131_072.0, 1.0) - kimi.state;
        assert!((grown / 1.8e9 - 1.0).abs() < 0.01, "{grown}");
        assert!((kimi.state / 8.0 / 54e6 - 1.0).abs() < 0.05);
    }

    #[test]
    fn every_model_can_be_and_says_from_where() {
        for (at, one) in MODELS.iter().enumerate() {
            assert!(MODELS[..at].iter().all(|other| other.id != one.id));
            assert!(one.expert_parameters < one.parameters, "{}", one.id);
            assert!(one.source.name.len() > 10 && one.source.as_of.len() == 10);
            assert!(
                one.growing_bytes(2.0) > 0.0 && one.context >= 8192.0,
                "{}",
                one.id
            );
            let layers: f64 = one.kept.iter().map(|kept| kept.count).sum();
            assert!(layers <= 2.0 * one.layers, "{}", one.id);
            assert!(one.active() > one.hidden * one.vocabulary, "{}", one.id);
        }
        // One of them was remembered, and says so.
        let unchecked = MODELS.iter().filter(|one| one.source == UNCHECKED);
        assert_eq!(
            unchecked.map(|one| one.id).collect::<Vec<_>>(),
            ["qwen25_7b"]
        );
    }
}
