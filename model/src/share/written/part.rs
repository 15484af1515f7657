//! What are the key and the value of one part of a written link?

use crate::share::percent;
use std::borrow::Cow;

/// One `key=value`, percent-decoded.
pub(super) struct Part {
    pub(super) key: String,
    pub(super) value: String,
    /// Whether the value was text at all.
    pub(super) form: Form,
}

/// Whether percent signs stood for letters.
#[derive(PartialEq)]
pub(super) enum Form {
    Text,
    NoText,
}

impl Part {
    pub(super) fn of(part: &str) -> Self {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let [key, value] = [key, value].map(|text| {
            let spaced = text.replace('+', " ");
            let decoded = percent::decode(&spaced).map(Cow::into_owned);
            decoded.ok_or_else(|| text.to_owned())
        });
        let form = if key.is_ok() && value.is_ok() {
            Form::Text
        } else {
            Form::NoText
        };
        let [key, value] = [key, value].map(|text| text.unwrap_or_else(|raw| raw));
        let key = key.trim().to_owned();
        Self { key, value, form }
    }
}
