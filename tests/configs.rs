//! Does a model that is read from its own `config.json` come to what the catalog says of it, and
//! is what was not understood named?

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::plan;
use headroom::facts::models::model;
use headroom::scenario::Scenario;
use headroom::share::{Headline, decode, encode};
use headroom::workloads::inference::pasted::{pasted, taken};
use headroom::workloads::inference::stated;

/// Configurations by the id of the catalog.
fn configs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("configs.tsv").lines().skip(1);
    lines.map(|line| line.split_once('\t').unwrap())
}

/// Those of which not all is understood, and what is named then.
const IN_PART: [(&str, &str); 3] = [
    ("minimax_m3", "sparse_attention_config"),
    ("kimi_k3", "linear_attn_config"),
    ("nemotron3_nano", "mamba_num_heads"),
];

fn scenario(model: &str, split: u32) -> Scenario {
    let link = format!(
        "#?preset=gpu-1&inference.method=estimated&inference.model={model}&inference.gpu=b300&\
         inference.precision=fp8&inference.split={split}&inference.tpot_target=200&inference.ttft_target=60000"
    );
    decode(&link).unwrap().scenario
}

#[test]
fn a_model_by_its_configuration_is_that_of_the_catalog() {
    for (id, text) in configs() {
        if IN_PART.iter().any(|(other, _)| *other == id) {
            continue;
        }
        let listed = scenario(id, 8);
        let read = pasted(text, &listed);
        assert_eq!(read.misread, Vec::<String>::new(), "{id}");
        let own = taken(text, &listed);
        let custom = stated::model(&own.inference, own.inference.model)
            .unwrap_or_else(|why| panic!("{id}: {}", why.0));
        let known = model(id).unwrap();
        let near = |what: &str, found: f64, listed: f64, share: f64| {
            assert!(
                (found - listed).abs() <= share * listed,
                "{id}, {what}: {found} for {listed}"
            );
        };
        near("parameters", custom.parameters, known.parameters, 0.03);
        near(
            "experts",
            custom.expert_parameters,
            known.expert_parameters,
            0.01,
        );
        near("active", custom.active(), known.active(), 0.05);
        for bytes in [1.0, 2.0] {
            near(
                "grows",
                custom.growing_bytes(bytes),
                known.growing_bytes(bytes),
                0.002,
            );
            // What the compressors of DeepSeek V4 hold is no part of a configuration.
            let share = if id.starts_with("deepseek_v4") {
                0.85
            } else {
                0.005
            };
            near(
                "stays",
                custom.fixed_bytes(bytes),
                known.fixed_bytes(bytes),
                share,
            );
        }
        // And so does what a replica of it serves, where it fits.
        let [listed, own] = [&listed, &own].map(plan);
        let id_of = "inference.max_rate_per_replica";
        match (listed.number(id_of), own.number(id_of)) {
            (Some(listed), Some(own)) => near("serves", own, listed, 0.1),
            (None, None) => {}
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[test]
fn what_is_not_understood_is_named() {
    for (id, named) in IN_PART {
        let (_, text) = configs().find(|(other, _)| *other == id).unwrap();
        let read = pasted(text, &scenario(id, 8));
        assert!(
            read.misread.iter().any(|line| line.contains(named)),
            "{id}: {:?}",
            read.misread
        );
    }
}

#[test]
fn what_is_no_configuration_says_so() {
    let of = |text: &str| pasted(text, &scenario("llama_8b", 1));
    for (text, says) in [
        ("{\"a\": 1}", "no `num_hidden_layers`"),
        ("{\"hidden_size\": 4096,", "ends too early"),
        ("hidden_size: 4096", "Line 1 is no JSON"),
        ("[1, 2]", "no `num_hidden_layers`"),
        (
            "{\"num_hidden_layers\": 0, \"hidden_size\": 1, \"num_attention_heads\": 1, \"vocab_size\": 1}",
            "no `num_hidden_layers`",
        ),
    ] {
        let read = of(text);
        assert!(
            read.sentence.contains(says) && read.take.is_none(),
            "{text}: {}",
            read.sentence
        );
    }
}

#[test]
fn a_taken_model_is_stated_and_travels() {
    let (_, text) = configs().find(|(id, _)| *id == "qwen35_35b_a3b").unwrap();
    let own = taken(text, &scenario("llama_8b", 1));
    assert_eq!(own.inference.model.id(), "custom");
    let link = encode(
        &own,
        &Headline {
            engine: "0.1".to_owned(),
            figures: Vec::new(),
        },
    );
    let back = decode(&link).unwrap().scenario;
    assert_eq!(back.inference, own.inference);
}
