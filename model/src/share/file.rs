//! How does a scenario travel as a file, and what does a file that is opened
//! hold?
//!
//! JSON to read, keep and compare: `{"headroom": 1, "scenario": {..}, ..}`. The
//! member `scenario` alone is read back, to the bit; what stands beside it (the
//! link, the figures, the findings) is for people and other programs. Only
//! `checklists` comes back too: what was typed into them.
//!
//! ```text
//! preset, name, seed    as in a link; the seed as text, since it may have 20 digits
//! rows                  of each table, in their order: {"key": .., "name": ..}
//! inputs                all of them by id; null is not stated, a row is its key
//! ranges                [P5, P95] by id
//! beside                what it is compared with: {"place": .., "others": [..]}, each of them
//!                       as this; left out where it is alone
//! ```

use super::NotUnderstood;
use super::payload::taken;
use crate::quantity::json::{Json, JsonError, read as parse};
use crate::quantity::math::{count_of, of_count};
use crate::scenario::beside::MOST;
use crate::scenario::{
    Domain, Field, Place, Range, RowKey, RowRefusal, Scenario, Slot, Table, Value, demand, fields,
    name, preset,
};
use std::fmt;

/// The version of the layout; a later one may be read by a later page alone.
pub const VERSION: f64 = 1.0;

/// The most bytes that a file may have: over twice those of the longest plan with the
/// most rows, so that whatever is saved opens again.
pub const LARGEST: usize = 16_000_000;

/// Why a file does not open. `Display` gives sentences to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileError {
    /// It has more bytes than any scenario.
    TooLarge,
    /// It has nothing in it.
    Empty,
    /// It is not JSON: something else, or damaged on this line.
    NotJson(usize),
    /// It is JSON that ends too early.
    Cut,
    /// It is JSON of something else.
    Foreign,
    /// A later version wrote it.
    Newer,
    /// A part that every file has is missing, or is of another kind.
    Part(&'static str),
    /// It names a preset that this version has not.
    Preset(String),
    /// It names an input that this version has not.
    Unknown(String),
    /// It states what an input does not take.
    Refused(String),
}

/// What a file holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// The scenario to plan.
    pub scenario: Scenario,
    /// What was typed into checklists, by the key of the blank.
    pub typed: Vec<(String, String)>,
    /// Fractions of what there are only whole ones of, with what was read in their place.
    pub rounded: Vec<NotUnderstood>,
}

/// The member `scenario` of a file.
pub fn write(scenario: &Scenario) -> Json {
    let rows = fields::tables().map(|table| {
        let rows = table.keys(scenario).into_iter().map(|key| {
            let name = table.name(scenario, key).unwrap_or_default();
            Json::Object(vec![
                ("key".to_owned(), Json::text(key.text())),
                ("name".to_owned(), Json::text(name)),
            ])
        });
        (table.id.to_owned(), Json::List(rows.collect()))
    });
    let inputs = fields::slots(scenario).map(|slot| {
        let value = match slot.get(scenario) {
            Value::Number(number) => Json::Number(number),
            Value::Choice(id) => Json::text(id),
            Value::Row(key) => Json::text(key.text()),
            Value::Input(other) => Json::text(&other.id()),
            Value::Unset => Json::Null,
        };
        (slot.id().into_owned(), value)
    });
    let ranges = scenario.ranges.iter().map(|(id, range)| {
        let ends = [range.low, range.high].map(Json::Number);
        (id.to_owned(), Json::List(ends.to_vec()))
    });
    let beside = scenario.beside.as_deref().map(|beside| {
        let others = beside.others.iter().map(write);
        let members = [
            ("place".to_owned(), Json::Number(of_count(beside.place))),
            ("others".to_owned(), Json::List(others.collect())),
        ];
        ("beside", Json::Object(members.into()))
    });
    let members = [
        ("preset", Json::text(scenario.preset)),
        ("name", Json::text(&scenario.name)),
        ("seed", Json::Text(scenario.seed.to_string())),
        ("rows", Json::Object(rows.collect())),
        ("inputs", Json::Object(inputs.collect())),
        ("ranges", Json::Object(ranges.collect())),
    ];
    let note = ("note", Json::text(&scenario.note));
    let note = (!scenario.note.is_empty()).then_some(note);
    let members = members.into_iter().chain(note).chain(beside);
    Json::Object(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// Opens the bytes of a file.
///
/// # Errors
/// Says what is wrong with it, and what to do.
pub fn open(bytes: &[u8]) -> Result<Held, FileError> {
    if bytes.len() > LARGEST {
        return Err(FileError::TooLarge);
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => {
            let fine = &bytes[..error.valid_up_to()];
            let lines = fine.split(|byte| *byte == b'\n').count();
            Err(FileError::NotJson(lines))
        }
    }
}

/// Opens the text of a file.
///
/// # Errors
/// Says what is wrong with it, and what to do.
pub fn read(text: &str) -> Result<Held, FileError> {
    if text.len() > LARGEST {
        return Err(FileError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    let file = parse(text).map_err(|error| match error {
        // What does not even begin as a file of ours is something else.
        JsonError::Cut if text.trim_start().starts_with('{') => FileError::Cut,
        JsonError::Cut => FileError::NotJson(1),
        JsonError::Wrong(line) => FileError::NotJson(line),
    })?;
    match file.get("headroom") {
        Some(Json::Number(version)) if *version > VERSION => return Err(FileError::Newer),
        Some(Json::Number(version)) if version.to_bits() == VERSION.to_bits() => {}
        _ => return Err(FileError::Foreign),
    }
    let stated = file.get("scenario").ok_or(FileError::Part("scenario"))?;
    let mut rounded = Vec::new();
    Ok(Held {
        scenario: compared(stated, &mut rounded)?,
        typed: typed(&file)?,
        rounded,
    })
}

/// The scenario with what stands beside it.
fn compared(stated: &Json, rounded: &mut Vec<NotUnderstood>) -> Result<Scenario, FileError> {
    let own = scenario(stated, rounded)?;
    let Some(beside) = stated.get("beside") else {
        return Ok(own);
    };
    let (Some(Json::Number(place)), Some(Json::List(others))) =
        (beside.get("place"), beside.get("others"))
    else {
        return Err(FileError::Part("beside"));
    };
    let others = others.iter().map(|stated| scenario(stated, rounded));
    let mut all = others.collect::<Result<Vec<_>, _>>()?;
    let place = count_of(*place);
    if all.is_empty() || all.len() >= MOST || place > all.len() {
        return Err(FileError::Part("beside"));
    }
    all.insert(place, own);
    Scenario::among(all, place).ok_or(FileError::Part("beside"))
}

fn scenario(stated: &Json, rounded: &mut Vec<NotUnderstood>) -> Result<Scenario, FileError> {
    let words = |part: &'static str| {
        let text = stated.get(part).and_then(Json::as_text);
        text.ok_or(FileError::Part(part))
    };
    let from = words("preset")?;
    let mut scenario = preset::preset(from)
        .ok_or_else(|| FileError::Preset(from.to_owned()))?
        .scenario();
    let called = words("name")?;
    name::check(called).map_err(|refusal| FileError::Refused(refusal.to_string()))?;
    called.clone_into(&mut scenario.name);
    if stated.get("note").is_some() {
        let note = words("note")?;
        name::check_note(note).map_err(|refusal| FileError::Refused(refusal.to_string()))?;
        note.clone_into(&mut scenario.note);
    }
    scenario.seed = words("seed")?
        .parse()
        .map_err(|_| FileError::Part("seed"))?;
    for (id, rows) in members(stated, "rows")? {
        let table = fields::table(id).ok_or_else(|| FileError::Unknown(id.clone()))?;
        arrange(&mut scenario, table, rows)?;
    }
    let leads = &demand::fields::anchor;
    let mut anchor = leads.get(&scenario);
    for (id, value) in members(stated, "inputs")? {
        let Some(Place::Input(slot)) = fields::place(id) else {
            return Err(FileError::Unknown(id.clone()));
        };
        let rules = slot.rules(&scenario);
        let mut value = self::value(rules, value, &scenario).ok_or(FileError::Part("inputs"))?;
        if let Value::Number(number) = &mut value {
            *number = taken(rules, slot, *number, rounded);
        }
        slot.put(&mut scenario, value)
            .map_err(|refusal| FileError::Refused(slot.refusal_sentence(&scenario, refusal)))?;
        if slot.field == leads {
            anchor = value;
        }
    }
    // A rung that is stated takes the lead: the file's own word comes last.
    if leads.put(&mut scenario, anchor).is_err() {
        return Err(FileError::Part("inputs"));
    }
    scenario.ranges.clear();
    for (id, ends) in members(stated, "ranges")? {
        let slot = fields::slot(&scenario, id).ok_or_else(|| FileError::Unknown(id.clone()))?;
        if slot.field.refers_to().is_some() {
            // When it was a number it could have one, which said nothing.
            continue;
        }
        let range = range(slot, ends, rounded)
            .ok_or_else(|| FileError::Refused(slot.field.range_sentence()))?;
        scenario.ranges.insert(slot.id(), range);
    }
    Ok(scenario)
}

fn members<'a>(of: &'a Json, part: &'static str) -> Result<&'a [(String, Json)], FileError> {
    match of.get(part) {
        Some(Json::Object(members)) => Ok(members),
        _ => Err(FileError::Part(part)),
    }
}

fn arrange(scenario: &mut Scenario, table: &Table, rows: &Json) -> Result<(), FileError> {
    let refused = |refusal: RowRefusal| FileError::Refused(table.refusal_sentence(refusal));
    let Json::List(rows) = rows else {
        return Err(FileError::Part("rows"));
    };
    let mut named = Vec::new();
    for row in rows {
        let words = |part| row.get(part).and_then(Json::as_text);
        let (Some(key), Some(name)) = (words("key"), words("name")) else {
            return Err(FileError::Part("rows"));
        };
        let keys = Table::read_keys(key).map_err(refused)?;
        let [key] = keys[..] else {
            return Err(FileError::Part("rows"));
        };
        named.push((key, name));
    }
    let keys: Vec<_> = named.iter().map(|(key, _)| *key).collect();
    table.arrange(scenario, &keys).map_err(refused)?;
    for (key, name) in named {
        if table.name(scenario, key) != Some(name) {
            table.rename(scenario, key, name).map_err(refused)?;
        }
    }
    Ok(())
}

/// What no field takes, so that it is refused in words.
const ANOTHER_WORD: Value = Value::Choice("");

fn value(field: &'static Field, value: &Json, scenario: &Scenario) -> Option<Value> {
    if let Some(table) = field.refers_to() {
        let key = match value {
            Json::Null => return Some(Value::Unset),
            Json::Number(number) => table.numbered(scenario, *number),
            Json::Text(key) => RowKey::read_reference(key),
            _ => return None,
        };
        return Some(key.map_or(ANOTHER_WORD, Value::Row));
    }
    Some(match value {
        Json::Null => Value::Unset,
        Json::Number(number) => Value::Number(*number),
        Json::Text(id) if field.domain == Domain::Input => {
            fields::slot(scenario, id).map_or(ANOTHER_WORD, Value::Input)
        }
        Json::Text(id) => {
            let choice = field.choices().iter().find(|choice| choice.id == *id);
            choice.map_or(ANOTHER_WORD, |choice| Value::Choice(choice.id))
        }
        _ => return None,
    })
}

/// A range that the field takes: in its bounds, the lower end first.
fn range(slot: Slot, ends: &Json, rounded: &mut Vec<NotUnderstood>) -> Option<Range> {
    let Json::List(ends) = ends else { return None };
    let [Json::Number(low), Json::Number(high)] = ends[..] else {
        return None;
    };
    let [low, high] = [low, high].map(|end| taken(slot.field, slot, end, rounded));
    let takes = |end| slot.field.check(Value::Number(end)).is_ok();
    (low <= high && takes(low) && takes(high)).then_some(Range { low, high })
}

fn typed(file: &Json) -> Result<Vec<(String, String)>, FileError> {
    let Some(held) = file.get("checklists") else {
        return Ok(Vec::new());
    };
    let Json::Object(blanks) = held else {
        return Err(FileError::Part("checklists"));
    };
    let text = |(key, words): &(String, Json)| {
        let words = words.as_text().ok_or(FileError::Part("checklists"))?;
        Ok((key.clone(), words.to_owned()))
    };
    blanks.iter().map(text).collect()
}

impl fmt::Display for FileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = match self {
            Self::TooLarge => {
                "This file is larger than 16 MB, and no scenario is: choose the one that was saved with the \
                 button JSON."
            }
            Self::Empty => "This file is empty. Save it once more with the button JSON.",
            Self::Cut => {
                "This file ends before it is complete: it was cut short on its way. Ask for it once more."
            }
            Self::Foreign => {
                "This file is of something else: it does not say that it is a scenario of Headroom. Choose the \
                 one that was saved with the button JSON."
            }
            Self::Newer => {
                "A later version of Headroom wrote this file. Open it with that version, or ask for the link."
            }
            Self::NotJson(line) => {
                let line = line.to_string();
                return out.write_str(
                    &[
                        "This file is no scenario, or it is damaged: line ",
                        &line,
                        " is not as it must be. Ask for it once more.",
                    ]
                    .concat(),
                );
            }
            Self::Part(part) => {
                return out.write_str(
                    &[
                        "This file is damaged: its part “",
                        part,
                        "” is missing or is not as it must be. Ask for it once more.",
                    ]
                    .concat(),
                );
            }
            Self::Preset(id) => {
                return out.write_str(
                    &[
                        "This file starts from “",
                        &brief(id),
                        "”, an example that this version \
                     has not. A later version may have written it.",
                    ]
                    .concat(),
                );
            }
            Self::Unknown(id) => {
                return out.write_str(
                    &[
                        "This file states “",
                        &brief(id),
                        "”, an input that this version has \
                     not. A later version may have written it, or it was changed by hand.",
                    ]
                    .concat(),
                );
            }
            Self::Refused(sentence) => {
                return out
                    .write_str(&["This file states what cannot be planned. ", sentence].concat());
            }
        };
        out.write_str(wrong)
    }
}

impl std::error::Error for FileError {}

/// So much of a hostile text as tells it from others.
fn brief(text: &str) -> String {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().take(40).map(plain).collect()
}
