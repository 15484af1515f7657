//! What does a pasted `config.json` say, and how does it become the custom model?

use super::config::{Shape, shape};
use super::inputs::{CUSTOM, ModelName, fields};
use crate::quantity::Unit;
use crate::quantity::format::precise;
use crate::quantity::json::{JsonError, read};
use crate::scenario::web::Switch;
use crate::scenario::{Field, Inference, Scenario};
use crate::workloads::growth::history::Pasted;

const MIB: f64 = 1_048_576.0;
/// Bytes of an element at 16 bits.
const WIDE: f64 = 2.0;

/// What it states.
pub static STATED: &[&Field] = &[
    &fields::model,
    &fields::model_parameters,
    &fields::model_active,
    &fields::model_layers,
    &fields::model_hidden,
    &fields::model_vocabulary,
    &fields::model_heads,
    &fields::model_kv_heads,
    &fields::model_experts,
    &fields::model_experts_per_token,
    &fields::model_expert_parameters,
    &fields::model_expert_bytes,
    &fields::model_tied,
    &fields::model_head_size,
    &fields::model_full_layers,
    &fields::model_kv_elements,
    &fields::model_kv_wide,
    &fields::model_kv_index,
    &fields::model_kv_best,
    &fields::model_kv_split,
    &fields::model_window_layers,
    &fields::model_window,
    &fields::model_window_elements,
    &fields::model_state,
    &fields::model_activation,
];

fn understood(text: &str) -> Result<Shape, String> {
    match read(text) {
        Ok(json) => shape(&json),
        Err(JsonError::Cut) => {
            Err("The text ends too early. Paste all of it, up to the last brace.".to_owned())
        }
        Err(JsonError::Wrong(line)) => Err(format!(
            "Line {line} is no JSON. Paste the file `config.json` of the model as it is."
        )),
    }
}

/// What `text` says.
pub fn pasted(text: &str, _: &Scenario) -> Pasted {
    match understood(text) {
        Ok(shape) => Pasted {
            sentence: said(&shape),
            take: Some("Serve this model".to_owned()),
            misread: shape.misread,
        },
        Err(sentence) => Pasted {
            sentence,
            ..Pasted::default()
        },
    }
}

/// What was read, in a sentence to check.
fn said(shape: &Shape) -> String {
    let count = |value: f64| precise(value, Unit::Of("1"));
    let [experts, taken] = shape.experts;
    let mut parts = vec![
        precise(shape.parameters, Unit::Of("parameter")),
        format!(" in {} layers", count(shape.layers)),
    ];
    if experts > 0.0 {
        parts.push(format!(
            ", {} of {} experts for a token",
            count(taken),
            count(experts)
        ));
    }
    let each =
        shape.full_layers * (shape.kv_elements * WIDE + shape.kv_wide * WIDE + shape.kv_index);
    parts.push(format!(
        ". {} layers keep every token",
        count(shape.full_layers)
    ));
    parts.push(format!(": {} at 16 bits", precise(each, Unit::Of("B/tok"))));
    if shape.window_layers > 0.0 {
        parts.push(format!(
            "; {} keep the last {}",
            count(shape.window_layers),
            precise(shape.window, Unit::Of("tok"))
        ));
    }
    if shape.state > 0.0 {
        parts.push(format!(
            "; the others keep {} of a sequence",
            precise(shape.state / MIB, Unit::Of("MiB"))
        ));
    }
    parts.push(
        ". Parameters are added up from the shapes: where the number is published, type that."
            .to_owned(),
    );
    parts.concat()
}

/// The scenario with this model in the place of the one that it serves.
pub fn taken(text: &str, scenario: &Scenario) -> Scenario {
    let mut after = scenario.clone();
    let Ok(shape) = understood(text) else {
        return after;
    };
    state(&shape, &mut after.inference);
    for field in STATED {
        after.ranges.remove(field.id);
    }
    after
}

fn state(shape: &Shape, inference: &mut Inference) {
    let [experts, per_token] = shape.experts;
    let is_mixed = experts > 0.0;
    let has_window = shape.window_layers > 0.0;
    let given = Inference {
        model: ModelName::named(CUSTOM.id),
        model_parameters: Some(shape.parameters),
        model_active: None,
        model_layers: Some(shape.layers),
        model_hidden: Some(shape.hidden),
        model_vocabulary: shape.vocabulary,
        model_heads: Some(shape.heads),
        model_kv_heads: Some(shape.kv_heads),
        model_experts: is_mixed.then_some(experts),
        model_expert_parameters: is_mixed.then_some(shape.expert_parameters),
        model_expert_bytes: shape.expert_bytes,
        model_tied: if shape.tied { Switch::On } else { Switch::Off },
        model_head_size: Some(shape.head_size),
        model_full_layers: Some(shape.full_layers),
        model_kv_elements: Some(shape.kv_elements),
        model_kv_wide: shape.kv_wide,
        model_kv_index: shape.kv_index,
        model_kv_best: shape.kv_best,
        model_kv_split: Some(shape.kv_split),
        model_window_layers: shape.window_layers,
        model_state: shape.state / MIB,
        model_activation: Some(shape.activation),
        ..*inference
    };
    *inference = given;
    if is_mixed {
        inference.model_experts_per_token = per_token;
    }
    if has_window {
        inference.model_window = shape.window;
        inference.model_window_elements = Some(shape.window_elements);
    }
}
