//! What does a written link state, and which of its parts state nothing?

use super::part::{Form, Part};
use super::{Frame, NotUnderstood, UNSET, Understood};
use crate::quantity::Unit;
use crate::quantity::parse::{self, Bare, Note};
use crate::scenario::preset::{self, Preset};
use crate::scenario::{
    Anchor, Domain, Field, Place, Range, Refusal, RowKey, RowRefusal, Scenario, Slot, Table, Value,
    demand, fields, name,
};
use crate::share::Opened;
use crate::share::error::quoted;
use std::borrow::Cow;

/// Reads what follows `#?`.
pub(in crate::share) fn read(text: &str) -> Opened {
    let parts: Vec<Part> = text
        .split('&')
        .filter(|part| !part.is_empty())
        .map(Part::of)
        .collect();
    let named = parts.iter().find(|part| part.key == "preset");
    let start = named.and_then(|part| preset::preset(part.value.trim()));
    let mut reading = Reading {
        opened: Opened {
            scenario: start.unwrap_or(preset::FIRST).scenario(),
            headline: None,
            understood: Vec::new(),
            not_understood: Vec::new(),
            rounded: Vec::new(),
            frame: Frame::Page,
        },
        seen: Vec::new(),
        ladder: Ladder::OfPreset,
        leads: None,
    };
    // Rows before what stands in them, in whatever order they are written.
    let (rows, others): (Vec<Part>, Vec<Part>) = parts
        .into_iter()
        .partition(|part| fields::table(&part.key).is_some());
    // Which input a row means before what that holds then.
    let holds = |part: &Part| match fields::place(&part.key) {
        Some(Place::Input(slot)) => matches!(slot.field.domain, Domain::Like(_)),
        _ => false,
    };
    let (held, others): (Vec<Part>, Vec<Part>) = others.into_iter().partition(holds);
    for part in rows.into_iter().chain(others).chain(held) {
        if let Err(sentence) = reading.take(&part) {
            reading.opened.not_understood.push(NotUnderstood {
                key: part.key,
                value: part.value,
                sentence,
            });
        }
    }
    if let Some(anchor) = reading.leads {
        // Checked when it was read.
        let _ = demand::fields::anchor.put(&mut reading.opened.scenario, anchor);
    }
    reading.opened
}

/// Whose rungs the scenario has.
#[derive(PartialEq)]
enum Ladder {
    OfPreset,
    OfLink,
}

struct Reading {
    opened: Opened,
    /// Ids of what was stated already.
    seen: Vec<Cow<'static, str>>,
    ladder: Ladder,
    /// Which rung leads, when the link says so itself.
    leads: Option<Value>,
}

impl Reading {
    /// Takes one part, or says in a sentence why not.
    fn take(&mut self, part: &Part) -> Result<(), String> {
        if part.form == Form::NoText {
            return Err("Write it as text; its percent signs do not stand for letters.".to_owned());
        }
        match &*part.key {
            "preset" => self.once("preset").and_then(|()| known(part.value.trim())),
            "name" => self.once("name").and_then(|()| self.name(&part.value)),
            "note" => self.once("note").and_then(|()| self.note(&part.value)),
            "seed" => self.once("seed").and_then(|()| self.seed(&part.value)),
            "embed" => self.once("embed").and_then(|()| self.embed(&part.value)),
            key => {
                let field = fields::named(key).map(|field| Place::Input(field.into()));
                let place = field
                    .or_else(|| fields::place(key))
                    .ok_or_else(|| unknown(key))?;
                let note = match place {
                    Place::Input(slot) => {
                        self.once(slot.id())?;
                        self.state(slot, &part.value)?
                    }
                    Place::Rows(table) => {
                        self.once(table.id)?;
                        self.rows(table, &part.value)?;
                        None
                    }
                    Place::Name(table, row) => {
                        self.once(key.to_owned())?;
                        self.row_name(table, row, &part.value)?;
                        None
                    }
                };
                self.opened.understood.push(Understood {
                    key: part.key.clone(),
                    place,
                    text: part.value.clone(),
                    note,
                });
                Ok(())
            }
        }
    }

    fn once(&mut self, key: impl Into<Cow<'static, str>>) -> Result<(), String> {
        let key = key.into();
        if self.seen.contains(&key) {
            return Err("State it once: only the first one is read.".to_owned());
        }
        self.seen.push(key);
        Ok(())
    }

    fn name(&mut self, text: &str) -> Result<(), String> {
        name::check(text).map_err(|refusal| refusal.to_string())?;
        text.clone_into(&mut self.opened.scenario.name);
        Ok(())
    }

    fn note(&mut self, text: &str) -> Result<(), String> {
        name::check_note(text).map_err(|refusal| refusal.to_string())?;
        text.clone_into(&mut self.opened.scenario.note);
        Ok(())
    }

    fn seed(&mut self, text: &str) -> Result<(), String> {
        let seed = text.trim().parse();
        self.opened.scenario.seed =
            seed.map_err(|_| format!("Write a whole number from 0 to {}.", u64::MAX))?;
        Ok(())
    }

    fn embed(&mut self, text: &str) -> Result<(), String> {
        self.opened.frame = match text.trim() {
            "" | "on" | "1" => Frame::Embed,
            "off" | "0" => Frame::Page,
            _ => return Err("Write embed alone, or embed=off.".to_owned()),
        };
        Ok(())
    }

    fn rows(&mut self, table: &Table, text: &str) -> Result<(), String> {
        Table::read_keys(text)
            .and_then(|keys| table.arrange(&mut self.opened.scenario, &keys))
            .map_err(|refusal| table.refusal_sentence(refusal))
    }

    fn row_name(&mut self, table: &Table, row: RowKey, text: &str) -> Result<(), String> {
        table
            .rename(&mut self.opened.scenario, row, text)
            .map_err(|refusal| table.refusal_sentence(refusal))
    }

    fn state(&mut self, slot: Slot, text: &str) -> Result<Option<Note>, String> {
        let field = slot.rules(&self.opened.scenario);
        if let Some(table) = slot.table()
            && !slot.is_in(&self.opened.scenario)
        {
            return Err(table.refusal_sentence(RowRefusal::NoRow));
        }
        let (value, range, note) = value(field, text, &self.opened.scenario)?;
        let refused = |refusal| field.refusal_sentence(refusal);
        field.check(value).map_err(refused)?;
        if let Some(Range { low, high }) = range {
            for end in [low, high] {
                field.check(Value::Number(end)).map_err(refused)?;
            }
        }
        let scenario = &mut self.opened.scenario;
        if *slot.field == demand::fields::anchor {
            self.leads = Some(value);
        }
        if Anchor::of_field(slot.field.id).is_some() && self.ladder == Ladder::OfPreset {
            self.ladder = Ladder::OfLink;
            scenario.release_anchors();
        }
        slot.put(scenario, value).map_err(refused)?;
        match range {
            Some(range) => scenario.ranges.insert(slot.id(), range),
            None => scenario.ranges.remove(&slot.id()),
        };
        Ok(note)
    }
}

/// What a text states in a field: the value, its range, and what to look at.
fn value(
    field: &Field,
    text: &str,
    scenario: &Scenario,
) -> Result<(Value, Option<Range>, Option<Note>), String> {
    let text = text.trim();
    if let Some(table) = field.refers_to() {
        let value = reference(field, table, text, scenario)?;
        return Ok((value, None, None));
    }
    if field.domain == Domain::Input {
        let other = fields::named(text).map(Slot::from);
        let other = other.or_else(|| fields::slot(scenario, text));
        let other = other.ok_or_else(|| field.refusal_sentence(Refusal::WrongKind))?;
        return Ok((Value::Input(other), None, None));
    }
    let Domain::Number { unit, optional, .. } = field.domain else {
        let choices = field.choices().iter();
        let choice = choices
            .copied()
            .find(|choice| choice.id.eq_ignore_ascii_case(text));
        let choice = choice.ok_or_else(|| field.refusal_sentence(Refusal::WrongKind))?;
        return Ok((Value::Choice(choice.id), None, None));
    };
    if optional && text == UNSET {
        return Ok((Value::Unset, None, None));
    }
    let reading = parse::parse(text, unit, Bare::Canonical)
        .map_err(|error| field.unread_sentence(&error, Bare::Canonical))?;
    let (number, range) = field.stated_by(reading.stated);
    Ok((Value::Number(number), range, reading.note))
}

/// The row that a text means: by its key, alone or after that of its table, or
/// by its number, as links had it before references were keys.
fn reference(
    field: &Field,
    table: &Table,
    text: &str,
    scenario: &Scenario,
) -> Result<Value, String> {
    if text == UNSET {
        return Ok(Value::Unset);
    }
    if text == RowKey::GONE.text() {
        return Ok(Value::Row(RowKey::GONE));
    }
    let rows = table.keys(scenario);
    let key = if text.starts_with(|first: char| first.is_ascii_digit()) {
        let reading = parse::parse(text, Unit::Of("x"), Bare::Canonical).ok();
        reading.and_then(|it| table.numbered(scenario, it.stated.low()))
    } else {
        let after = text.strip_prefix(table.id);
        let after = after.and_then(|rest| rest.strip_prefix('.'));
        RowKey::read(after.unwrap_or(text))
    };
    let key = key.filter(|key| rows.contains(key));
    key.map(Value::Row).ok_or_else(|| {
        let texts = rows.iter().map(RowKey::text);
        let texts: Vec<&str> = texts.chain([UNSET]).collect();
        format!("{} must be one of {}.", field.label, texts.join(", "))
    })
}

fn known(id: &str) -> Result<(), String> {
    if preset::preset(id).is_some() {
        return Ok(());
    }
    let ids: Vec<&str> = preset::presets().map(|preset: &Preset| preset.id).collect();
    Err(format!(
        "There is no such preset. Write one of {}.",
        ids.join(", ")
    ))
}

fn unknown(key: &str) -> String {
    format!(
        "There is no input “{}”. Write a full id such as demand.customers, or a short name such as customers.",
        quoted(key)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Consistency;

    fn open(text: &str) -> Opened {
        crate::share::decode(text).unwrap()
    }

    /// Opens a link of which everything is understood.
    fn check(text: &str, state: fn(&mut Scenario)) {
        let mut scenario = Scenario::default();
        state(&mut scenario);
        let opened = open(text);
        assert_eq!(opened.not_understood, [], "{text}");
        assert_eq!(opened.scenario, scenario, "{text}");
    }

    /// Opens a link of which one part is not understood and the rest is that
    /// of the preset with 5,000 customers.
    fn refused(text: &str, key: &str, value: &str, sentence: &str) {
        let opened = open(text);
        let [part] = &opened.not_understood[..] else {
            panic!("{text}: {:?}", opened.not_understood);
        };
        assert_eq!((&*part.key, &*part.value), (key, value));
        assert!(part.sentence.contains(sentence), "{}", part.sentence);
        assert_eq!(opened.scenario.demand.customers, Some(5000.0), "{text}");
        assert_eq!(opened.understood.len(), 1, "{text}");
    }

    #[test]
    fn says_nothing_and_means_the_first_preset() {
        check("#?", |_| ());
        check("#?preset=chat-1", |_| ());
        check("#?&&preset=chat-1&", |_| ());
    }

    #[test]
    fn takes_ids_short_names_units_and_choices() {
        check("#?concurrent_users=1,500", |scenario| {
            scenario.demand.concurrent_users = Some(1500.0);
        });
        check("#?demand.concurrent_users=1.5k+users", |scenario| {
            scenario.demand.concurrent_users = Some(1500.0);
        });
        check("#?active_ratio=15%&web.consistency=Strong", |scenario| {
            scenario.demand.active_ratio = 0.15;
            scenario.web.consistency = Consistency::Strong;
        });
        check("#?active_ratio=15%25", |scenario| {
            scenario.demand.active_ratio = 0.15;
        });
        check("#%3Factive_ratio%3D0.15", |scenario| {
            scenario.demand.active_ratio = 0.15;
        });
        check(
            "https://example.org/?a=b#?name=A%26B+C%2B&seed=7",
            |scenario| {
                scenario.name = "A&B C+".into();
                scenario.seed = 7;
            },
        );
    }

    #[test]
    fn a_range_gives_its_middle_and_stays_beside_it() {
        check("#?active_ratio=10-20%", |scenario| {
            let range = Range {
                low: 0.1,
                high: 0.2,
            };
            scenario.ranges.insert("demand.active_ratio", range);
            // Half-way by odds: 1 to 9 and 1 to 4.
            scenario.demand.active_ratio = demand::fields::active_ratio.median(range);
            assert!((scenario.demand.active_ratio - 1.0 / 7.0).abs() < 1e-12);
        });
    }

    #[test]
    fn the_first_rung_takes_the_presets_away_and_the_last_leads() {
        check("#?customers=5000", |scenario| {
            scenario.demand.release_anchors();
            scenario.demand.customers = Some(5000.0);
            scenario.demand.anchor = Anchor::Customers;
        });
        check("#?customers=5000&peak_rate=50&preset=chat-1", |scenario| {
            scenario.demand.release_anchors();
            scenario.demand.customers = Some(5000.0);
            scenario.demand.peak_rate = Some(50.0);
            scenario.demand.anchor = Anchor::PeakRate;
        });
        check(
            "#?demand.anchor=customers&customers=5000&peak_rate=50",
            |scenario| {
                scenario.demand.release_anchors();
                scenario.demand.customers = Some(5000.0);
                scenario.demand.peak_rate = Some(50.0);
                scenario.demand.anchor = Anchor::Customers;
            },
        );
    }

    #[test]
    fn a_rung_that_is_refused_leaves_the_presets() {
        let opened = open("#?customers=many");
        assert_eq!(opened.scenario, Scenario::default());
        assert_eq!(opened.not_understood.len(), 1);
    }

    #[test]
    fn what_is_not_understood_is_said_and_the_rest_planned() {
        let check = |part: &str, key: &str, value: &str, sentence: &str| {
            refused(&format!("#?{part}&customers=5000"), key, value, sentence);
        };
        check("abacus=5", "abacus", "5", "no input “abacus”");
        check("=5", "", "5", "no input");
        check(
            "web.workload",
            "web.workload",
            "",
            "must be one of on, off.",
        );
        check(
            "peak_rate=1,5",
            "peak_rate",
            "1,5",
            "Write 1.5 with a point",
        );
        check("peak_rate=", "peak_rate", "", "Write a number");
        check(
            "active_ratio=0",
            "active_ratio",
            "0",
            "between 0.01 and 100 %.",
        );
        check("active_ratio=50-120%", "active_ratio", "50-120%", "between");
        check(
            "active_ratio=auto",
            "active_ratio",
            "auto",
            "Write a number",
        );
        check(
            "preset=saas-99",
            "preset",
            "saas-99",
            "Write one of chat-1, saas-1, ",
        );
        check("seed=-1", "seed", "-1", "whole number");
        check("name=a%0Ab", "name", "a\nb", "one line");
        check("embed=maybe", "embed", "maybe", "embed=off");
        check("peak_rate=%FF", "peak_rate", "%FF", "percent signs");
        refused(
            "#?customers=5000&demand.customers=6000",
            "demand.customers",
            "6000",
            "State it once",
        );
    }

    #[test]
    fn a_number_that_can_be_misread_comes_with_a_note() {
        let opened = open("#?customers=1,234&peak_rate=50");
        let notes: Vec<_> = opened.understood.iter().map(|part| part.note).collect();
        assert_eq!(notes, [Some(Note::CommaGroups), None]);
    }

    #[test]
    fn shows_what_fits_into_another_page_when_asked() {
        assert_eq!(open("#?customers=5&embed").frame, Frame::Embed);
        assert_eq!(open("#?customers=5&embed=off").frame, Frame::Page);
        assert_eq!(open("#?customers=5").frame, Frame::Page);
    }
}
