//! What is wrong with a document, by a JSON schema? As much of one as the schemas in
//! `tests/schemas` use: a word that is not known here is an error of the test, so that
//! nothing of a schema is passed over.

use regex::Regex;
use serde_json::Value;
use yaml_rust2::Yaml;

/// What is wrong with a value, each with its place.
pub(crate) fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = schema.as_object().unwrap();
    let mut found = Vec::new();
    for (word, says) in schema {
        match word.as_str() {
            "$ref" => found.extend(faults(root, named(root, says), value, at)),
            "type" => found.extend(fault(is_of(says, value), at, value, says)),
            "enum" => found.extend(fault(
                says.as_array().unwrap().contains(value),
                at,
                value,
                says,
            )),
            "format" => found.extend(fault(has_format(says, value), at, value, says)),
            "pattern" => {
                let pattern = Regex::new(says.as_str().unwrap()).unwrap();
                let fits = value.as_str().is_none_or(|text| pattern.is_match(text));
                found.extend(fault(fits, at, value, says));
            }
            "oneOf" => {
                let takes = |one: &&Value| faults(root, one, value, at).is_empty();
                let count = says.as_array().unwrap().iter().filter(takes).count();
                found.extend(fault(count == 1, at, value, says));
            }
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, says, item, &format!("{at}[{place}]")));
                }
            }
            "required" => {
                for name in says.as_array().unwrap() {
                    let name = name.as_str().unwrap();
                    let is_there = value.as_object().is_none_or(|it| it.contains_key(name));
                    found.extend(fault(is_there, &format!("{at}.{name}"), &Value::Null, says));
                }
            }
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = says.get(name) {
                        found.extend(faults(root, schema, inner, &format!("{at}.{name}")));
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                for (name, inner) in value.as_object().into_iter().flatten() {
                    let at = format!("{at}.{name}");
                    if known.is_some_and(|known| known.get(name).is_some()) {
                        continue;
                    }
                    match says {
                        Value::Bool(false) => found.push(format!("{at} is unknown")),
                        schema => found.extend(faults(root, schema, inner, &at)),
                    }
                }
            }
            other => panic!("{other} is not known"),
        }
    }
    found
}

/// The definition that a reference names.
fn named<'a>(root: &'a Value, reference: &Value) -> &'a Value {
    let path = reference.as_str().unwrap().strip_prefix('#').unwrap();
    root.pointer(path).unwrap()
}

fn fault(is_fine: bool, at: &str, value: &Value, says: &Value) -> Option<String> {
    (!is_fine).then(|| format!("{at} is {value}, not {says}"))
}

fn is_of(kinds: &Value, value: &Value) -> bool {
    let one = |kind: &Value| match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    };
    kinds
        .as_array()
        .map_or_else(|| one(kinds), |kinds| kinds.iter().any(one))
}

fn has_format(format: &Value, value: &Value) -> bool {
    match format.as_str().unwrap() {
        "int32" => value.as_i64().is_none_or(|it| i32::try_from(it).is_ok()),
        "int64" => value.as_f64().is_none_or(|_| value.is_i64()),
        // None is written.
        "date-time" => value.is_null(),
        other => panic!("{other} is no format"),
    }
}

/// A document as JSON has it.
pub(crate) fn json(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Boolean(is) => Value::from(*is),
        Yaml::Integer(number) => Value::from(*number),
        Yaml::Real(text) => Value::from(text.parse::<f64>().unwrap()),
        Yaml::String(text) => Value::from(text.as_str()),
        Yaml::Array(items) => items.iter().map(json).collect(),
        Yaml::Hash(pairs) => {
            let pairs = pairs.iter();
            let pair =
                |(key, value): (&Yaml, &Yaml)| (key.as_str().unwrap().to_owned(), json(value));
            Value::Object(pairs.map(pair).collect())
        }
        other => panic!("{other:?} is no value"),
    }
}
