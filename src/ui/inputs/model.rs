//! The place to paste a model's own configuration.

use super::paste::Paste;
use crate::scenario::inference::model;
use crate::workloads::inference::pasted::{STATED, pasted, taken};

/// A configuration is pasted here.
pub(super) static MODEL: Paste = Paste {
    id: "model-config",
    title: "Paste the config.json of a model",
    about: "Paste the file as it lies beside the weights, or drop it here: layers, heads, experts, windows and \
            states become a custom model.",
    example: "{\n  \"model_type\": \"llama\",\n  \"hidden_size\": 4096,\n  \"num_hidden_layers\": 32,\n  ..",
    read: pasted,
    taken,
    table: &model::TABLE,
    fields: STATED,
};
