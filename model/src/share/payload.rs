//! What does a share link carry? The preset, all that differs from it, and
//! what the plan said when the link was made.
//!
//! The layout is that of [`Carried`], field by field, as the `postcard` wire
//! format (version 1) writes it. It never changes: another layout is another
//! codec version, and this one stays readable.

use super::compact::{self, Compact, Reading, Writing};
use super::error::quoted;
use super::{Headline, LinkError, NotUnderstood};
use crate::quantity::format::exact;
use crate::scenario::{
    Difference, Domain, Field, Place, Range, Refusal, RowKey, RowRefusal, Scenario, Slot, States,
    Table, Value, demand, difference, fields, name,
    preset::{self, Preset},
};
use serde::{Deserialize, Serialize};

/// What stands for the note among inputs.
const NOTE: &str = "note";

/// Breaks a line of it there.
const LINE_BREAK: &str = "\u{2028}";

/// Everything in a link, in its order. Texts stand together, and then all
/// values, so that both pack well.
#[derive(Serialize, Deserialize)]
struct Carried<'a> {
    preset: &'a str,
    name: &'a str,
    /// The version of the engine that planned the headline.
    engine: &'a str,
    /// A list of the ids of the inputs that differ from the preset, of tables
    /// whose rows do (keys, a space between them), and of rows with another
    /// name, in the order of the alphabet, so that none stands twice. A row that
    /// the preset has not differs from the defaults of its columns. Where the rows
    /// of a table differ, every input that refers to one of them stands here too,
    /// so that a link which lacks it is known to be older: see `Table::renumber`.
    /// A note stands here as an input of the id `note` whose choice is its text.
    fields: &'a str,
    /// A list of the ids of the inputs whose range differs from the preset's,
    /// likewise.
    ranged: &'a str,
    /// A list of the ids of the headline's figures, in its order.
    figures: &'a str,
    /// A list of the choices that values are.
    words: &'a str,
    seed: u64,
    /// What each input holds; both ends of each range, the lower first, both
    /// unset where there is none; and what each figure is.
    values: Vec<u64>,
    /// The values that are no short decimals.
    long: Vec<f64>,
}

/// The bytes that carry a scenario.
pub fn write(scenario: &Scenario, headline: &Headline) -> Vec<u8> {
    write_from(
        &scenario.origin().scenario(),
        scenario.preset,
        scenario,
        headline,
    )
}

/// The same as differences from another scenario than the preset, which stands there as
/// `from`.
pub(super) fn write_from(
    preset: &Scenario,
    from: &str,
    scenario: &Scenario,
    headline: &Headline,
) -> Vec<u8> {
    let mut differences = fields::differences(preset, scenario);
    differences.extend(references(preset, scenario, &differences));
    let mut differing = Vec::new();
    for difference in &differences {
        let id = &*difference.id;
        let place = differing.partition_point(|(other, _)| *other < id);
        differing.insert(place, (id, carried(&difference.states)));
    }
    let note = scenario.note.replace('\n', LINE_BREAK);
    if scenario.note != preset.note {
        let place = differing.partition_point(|(other, _)| *other < NOTE);
        differing.insert(place, (NOTE, Compact::Word(&note)));
    }
    let mut out = Writing::default();
    let [mut fields, mut ranged, mut figures] = [const { String::new() }; 3];
    for (id, value) in differing {
        compact::add(&mut fields, id);
        out.add(value);
    }
    let basis = difference::with_rows_of(preset, scenario);
    for (id, range) in difference::ranges(&basis, scenario) {
        compact::add(&mut ranged, id);
        let ends = range.map_or([Compact::Unset; 2], |range| {
            [range.low, range.high].map(Compact::Number)
        });
        for end in ends {
            out.add(end);
        }
    }
    for (id, value) in &headline.figures {
        compact::add(&mut figures, id);
        out.add(Compact::Number(*value));
    }
    bytes(&Carried {
        preset: from,
        name: &scenario.name,
        engine: &headline.engine,
        fields: &fields,
        ranged: &ranged,
        figures: &figures,
        words: &out.words,
        seed: scenario.seed,
        values: out.codes,
        long: out.long,
    })
}

/// What refers to rows of a table that differ from the preset's, and is not
/// among these differences.
fn references(preset: &Scenario, scenario: &Scenario, stated: &[Difference]) -> Vec<Difference> {
    let tables = fields::tables();
    let differ = tables.filter(|table| table.keys(preset) != table.keys(scenario));
    let slots = differ.flat_map(|table| table.referring(scenario));
    let all = slots.map(|slot| Difference {
        id: slot.id(),
        states: States::Value(slot, slot.get(scenario)),
    });
    // What is unset here and not in the preset is a difference already.
    let is_set = |it: &Difference| !matches!(it.states, States::Value(_, Value::Unset));
    let is_new = |it: &Difference| stated.iter().all(|other| other.id != it.id);
    all.filter(|it| is_set(it) && is_new(it)).collect()
}

fn bytes(carried: &Carried) -> Vec<u8> {
    // Nothing in a scenario fails to serialize; an empty payload would be refused.
    postcard::to_allocvec(carried).unwrap_or_default()
}

/// What the bytes carry.
#[derive(PartialEq, Debug)]
pub struct Held {
    /// The scenario, as far as this version knows what it states.
    pub scenario: Scenario,
    /// What its plan said when it was shared.
    pub headline: Headline,
    /// What a later version states, and this one does not know: inputs and choices.
    pub unknown: Vec<NotUnderstood>,
    /// Fractions of what there are only whole ones of, with what was read in their place.
    pub rounded: Vec<NotUnderstood>,
}

/// What the bytes carry.
///
/// # Errors
/// When the bytes are no payload, or state what no scenario may hold.
pub fn read(payload: &[u8]) -> Result<Held, LinkError> {
    read_from(payload, &|id| preset::preset(id).map(Preset::scenario))
}

/// The same where `from` knows the scenario from which the bytes differ.
///
/// # Errors
/// As [`read`].
pub(super) fn read_from(
    payload: &[u8],
    from: &dyn Fn(&str) -> Option<Scenario>,
) -> Result<Held, LinkError> {
    let Ok((carried, [])) = postcard::take_from_bytes::<Carried>(payload) else {
        return Err(LinkError::Damaged);
    };
    let ids = |list| compact::ids(list).ok_or(LinkError::Damaged);
    let mut values = Reading {
        codes: &carried.values,
        long: &carried.long,
        words: ids(carried.words)?,
    };
    let mut scenario =
        from(carried.preset).ok_or_else(|| LinkError::UnknownPreset(carried.preset.to_owned()))?;
    name::check(carried.name).map_err(LinkError::Name)?;
    carried.name.clone_into(&mut scenario.name);
    scenario.seed = carried.seed;
    let mut rounded = Vec::new();
    let mut unknown = state(
        &mut scenario,
        &ids(carried.fields)?,
        &mut values,
        &mut rounded,
    )?;
    for id in sorted(&ids(carried.ranged)?)? {
        let ends = [take(&mut values)?, take(&mut values)?];
        let Some(Place::Input(slot)) = fields::place(id) else {
            // With its value it stands here already.
            if unknown.iter().all(|part| part.key != *id) {
                unknown.push(not_known(id, ends[0]));
            }
            continue;
        };
        if !slot.is_in(&scenario) {
            return Err(refused(slot, Refusal::NoRow));
        }
        match ends {
            // When it was a number it could have one, which said nothing.
            _ if slot.field.refers_to().is_some() => None,
            [Compact::Unset, Compact::Unset] => scenario.ranges.remove(id),
            ends => {
                let range = range(slot, ends, &mut rounded)?;
                scenario.ranges.insert(slot.id(), range)
            }
        };
    }
    let mut figures = Vec::new();
    for id in ids(carried.figures)? {
        match take(&mut values)? {
            Compact::Number(value) if value.is_finite() => figures.push((id.to_owned(), value)),
            _ => return Err(LinkError::Damaged),
        }
    }
    if !values.codes.is_empty() {
        return Err(LinkError::Damaged);
    }
    let engine = carried.engine.to_owned();
    Ok(Held {
        scenario,
        headline: Headline { engine, figures },
        unknown,
        rounded,
    })
}

/// An input that this version has not.
fn not_known(id: &str, carried: Compact) -> NotUnderstood {
    left_out(id, carried, "This version does not have this input.")
}

fn left_out(id: &str, carried: Compact, sentence: &str) -> NotUnderstood {
    let value = match carried {
        Compact::Word(word) => quoted(word),
        Compact::Number(number) => exact(number),
        Compact::Unset => String::new(),
    };
    NotUnderstood {
        key: quoted(id),
        value,
        sentence: sentence.to_owned(),
    }
}

/// States the fields, and gives those that this version does not know. A rung of the
/// ladder that is stated takes the lead, so the link's own word on which one leads comes
/// last.
fn state(
    scenario: &mut Scenario,
    ids: &[&str],
    values: &mut Reading,
    rounded: &mut Vec<NotUnderstood>,
) -> Result<Vec<NotUnderstood>, LinkError> {
    let mut unknown = Vec::new();
    let leads = &demand::fields::anchor;
    let mut anchor = leads.get(scenario);
    let mut places = Vec::new();
    for id in sorted(ids)? {
        let carried = take(values)?;
        match fields::place(id) {
            Some(place) => places.push((place, carried)),
            None if *id == NOTE => scenario.note = note(carried)?,
            None => unknown.push(not_known(id, carried)),
        }
    }
    // Rows before what stands in them and what refers to them.
    let (rows, others): (Vec<_>, Vec<_>) = places
        .into_iter()
        .partition(|(place, _)| matches!(place, Place::Rows(_)));
    for (place, carried) in rows.iter().chain(&others).copied() {
        match place {
            Place::Input(slot) => {
                let rules = slot.rules(scenario);
                if let Some(sentence) = of_later_version(rules, carried) {
                    unknown.push(left_out(&slot.id(), carried, sentence));
                    continue;
                }
                let mut value = value(rules, carried, scenario)?;
                if let Value::Number(number) = &mut value {
                    *number = taken(rules, slot, *number, rounded);
                }
                slot.put(scenario, value)
                    .map_err(|refusal| refused(slot, refusal))?;
                if slot.field == leads {
                    anchor = value;
                }
            }
            Place::Rows(table) => {
                let keys = word(carried)
                    .ok_or(RowRefusal::Key)
                    .and_then(Table::read_keys);
                keys.and_then(|keys| table.arrange(scenario, &keys))
                    .map_err(|refusal| LinkError::Rows(table, refusal))?;
            }
            Place::Name(table, key) => {
                table
                    .rename(scenario, key, word(carried).unwrap_or_default())
                    .map_err(|refusal| LinkError::Rows(table, refusal))?;
            }
        }
    }
    for (place, _) in rows {
        if let Place::Rows(table) = place {
            table.renumber(scenario, ids);
        }
    }
    leads
        .put(scenario, anchor)
        .map_err(|refusal| LinkError::Refused(leads, refusal))?;
    Ok(unknown)
}

/// The note that is carried.
fn note(carried: Compact) -> Result<String, LinkError> {
    let text = word(carried).unwrap_or_default().replace(LINE_BREAK, "\n");
    name::check_note(&text).map_err(LinkError::Name)?;
    Ok(text)
}

/// Why this version has no such value, where a later one has: a choice, an input that is
/// meant, or what that is to hold.
fn of_later_version(field: &Field, carried: Compact) -> Option<&'static str> {
    let is_chosen = |word| field.choices().iter().any(|choice| choice.id == word);
    match (&field.domain, carried) {
        (Domain::Like(_), Compact::Number(_) | Compact::Word(_)) => {
            Some("This version does not have the input that it is of.")
        }
        (Domain::Input, Compact::Word(word)) if fields::place(word).is_none() => {
            Some("This version does not have this input.")
        }
        (Domain::Choice(_), Compact::Word(word)) if !is_chosen(word) => {
            Some("This version does not have this choice.")
        }
        _ => None,
    }
}

fn refused(slot: Slot, refusal: Refusal) -> LinkError {
    match slot.table() {
        Some(table) if refusal == Refusal::NoRow => LinkError::Rows(table, RowRefusal::NoRow),
        _ => LinkError::Refused(slot.field, refusal),
    }
}

/// Ids in the order of the alphabet, so that none stands twice.
fn sorted<'a, 'b>(ids: &'a [&'b str]) -> Result<&'a [&'b str], LinkError> {
    if ids.is_sorted_by(|one, next| one < next) {
        return Ok(ids);
    }
    Err(LinkError::Damaged)
}

fn take<'a>(values: &mut Reading<'a>) -> Result<Compact<'a>, LinkError> {
    values.take().ok_or(LinkError::Damaged)
}

fn carried(states: &States) -> Compact<'_> {
    match states {
        States::Value(_, Value::Number(number)) => Compact::Number(*number),
        States::Value(_, Value::Unset) => Compact::Unset,
        States::Value(_, Value::Choice(id)) => Compact::Word(id),
        States::Value(_, Value::Row(key)) => Compact::Word(key.text()),
        // It is stated as a text.
        States::Value(_, Value::Input(other)) => Compact::Word(other.field.id),
        States::Text(text) => Compact::Word(text),
    }
}

const fn word(carried: Compact<'_>) -> Option<&str> {
    match carried {
        Compact::Word(word) => Some(word),
        _ => None,
    }
}

fn value(field: &'static Field, carried: Compact, scenario: &Scenario) -> Result<Value, LinkError> {
    if let Some(table) = field.refers_to() {
        let key = match carried {
            Compact::Unset => return Ok(Value::Unset),
            Compact::Word(word) => RowKey::read_reference(word),
            Compact::Number(number) => table.numbered(scenario, number),
        };
        let refused = LinkError::Refused(field, Refusal::WrongKind);
        return key.map(Value::Row).ok_or(refused);
    }
    Ok(match carried {
        Compact::Number(number) => Value::Number(number),
        Compact::Unset => Value::Unset,
        Compact::Word(id) if field.domain == Domain::Input => match fields::place(id) {
            Some(Place::Input(other)) => Value::Input(other),
            _ => return Err(LinkError::Refused(field, Refusal::Dangling)),
        },
        Compact::Word(word) => {
            let choice = field.choices().iter().find(|choice| choice.id == word);
            let choice = choice.ok_or(LinkError::Refused(field, Refusal::WrongKind))?;
            Value::Choice(choice.id)
        }
    })
}

/// A number of a link, or the whole one in place of its fraction, with a word of that.
pub(super) fn taken(
    rules: &Field,
    slot: Slot,
    number: f64,
    rounded: &mut Vec<NotUnderstood>,
) -> f64 {
    let taken = rules.taken(number);
    let is_fraction = rules.check(Value::Number(number)) == Err(Refusal::NotWhole);
    if !is_fraction {
        return number;
    }
    let said = NotUnderstood {
        key: slot.id().into_owned(),
        value: exact(number),
        sentence: ["Only whole ones count here: read as ", &exact(taken), "."].concat(),
    };
    // The end of a range may be the value too.
    if !rounded.contains(&said) {
        rounded.push(said);
    }
    taken
}

/// A range that the field takes: finite, in its bounds, the lower end first.
fn range(
    slot: Slot,
    ends: [Compact; 2],
    rounded: &mut Vec<NotUnderstood>,
) -> Result<Range, LinkError> {
    let field = slot.field;
    let [Compact::Number(low), Compact::Number(high)] = ends else {
        return Err(LinkError::Range(field));
    };
    let [low, high] = [low, high].map(|end| taken(field, slot, end, rounded));
    let takes = |end| field.check(Value::Number(end)).is_ok();
    if low <= high && takes(low) && takes(high) {
        return Ok(Range { low, high });
    }
    Err(LinkError::Range(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Anchor, Consistency};

    fn edited() -> (Scenario, Headline) {
        let mut scenario = preset::preset("chat-1").unwrap().scenario();
        scenario.name = "Spring \u{1f331}".into();
        scenario.seed = 300;
        scenario.demand.peak_rate = Some(0.1 + 0.2);
        scenario.demand.concurrent_users = None;
        scenario.demand.anchor = Anchor::PeakRate;
        scenario.web.consistency = Consistency::Strong;
        scenario.web.backend_buffer = 0.25;
        let range = Range {
            low: 0.2,
            high: 0.30,
        };
        scenario.ranges.insert("web.backend_buffer", range);
        let headline = Headline {
            engine: "0.1.0".into(),
            figures: vec![("web.bill".into(), 1234.5)],
        };
        (scenario, headline)
    }

    /// The bytes of `edited` as the first release wrote them. When this fails,
    /// links that people hold no longer mean what they meant: leave the layout
    /// as it is and begin another codec version.
    const GOLDEN: [&[u8]; 5] = [
        b"\x06chat-1\x0bSpring \xf0\x9f\x8c\xb1\x050.1.0",
        b"\x5a\ndemand.anchor\ndemand.concurrent_users\ndemand.peak_rate\nweb.backend_buffer\nweb.consistency",
        b"\x13\nweb.backend_buffer\x09\nweb.bill\x11\npeak_rate\nstrong\xac\x02",
        b"\x08\x1e\x1d\x1f\xcc\x0c\x3e\x8d\x01\xcd\x01\xcd\x9c\x30",
        b"\x01433333\xd3?",
    ];

    #[test]
    fn the_layout_never_changes() {
        let (scenario, headline) = edited();
        let bytes = write(&scenario, &headline);
        assert_eq!(
            bytes.escape_ascii().to_string(),
            GOLDEN.concat().escape_ascii().to_string()
        );
        assert_eq!(read(&bytes), Ok(held(scenario, headline)));
    }

    fn held(scenario: Scenario, headline: Headline) -> Held {
        Held {
            scenario,
            headline,
            unknown: Vec::new(),
            rounded: Vec::new(),
        }
    }

    /// What a payload that states `value` in the field `id` gives, and one that
    /// has a range with these ends.
    fn refused(id: &str, value: Compact, ranged: &str, ends: &[Compact]) -> LinkError {
        let mut out = Writing::default();
        [value].iter().chain(ends).for_each(|value| out.add(*value));
        let carried = Carried {
            words: &out.words,
            values: out.codes,
            long: out.long,
            ranged,
            fields: &format!("\n{id}"),
            ..nothing()
        };
        read(&bytes(&carried)).unwrap_err()
    }

    /// A payload that states nothing but its preset.
    fn nothing() -> Carried<'static> {
        Carried {
            preset: "chat-1",
            name: "",
            engine: "",
            fields: "",
            ranged: "",
            figures: "",
            words: "",
            seed: 1,
            values: Vec::new(),
            long: Vec::new(),
        }
    }

    #[test]
    fn what_a_field_does_not_take_is_refused() {
        for (id, value, refusal) in [
            (
                "demand.concurrent_users",
                Compact::Number(2e7),
                Refusal::OutOfBounds,
            ),
            (
                "demand.concurrent_users",
                Compact::Number(f64::NAN),
                Refusal::OutOfBounds,
            ),
            (
                "demand.concurrent_users",
                Compact::Word("many"),
                Refusal::WrongKind,
            ),
            ("demand.active_ratio", Compact::Unset, Refusal::WrongKind),
            ("web.workload", Compact::Number(1.0), Refusal::WrongKind),
        ] {
            let field = fields::field(id).unwrap();
            let error = LinkError::Refused(field, refusal);
            assert_eq!(refused(id, value, "", &[]), error, "{id} {value:?}");
        }
    }

    #[test]
    fn what_this_version_does_not_know_is_named() {
        let carried = Carried {
            preset: "chat-99",
            ..nothing()
        };
        let unknown = LinkError::UnknownPreset("chat-99".into());
        assert_eq!(read(&bytes(&carried)), Err(unknown));
    }

    #[test]
    fn the_rest_of_what_a_later_version_states_is_read() {
        let mut out = Writing::default();
        for value in [
            Compact::Number(2_500.0),
            Compact::Number(0.75),
            Compact::Word("abacus"),
            Compact::Number(0.3),
            Compact::Number(0.1),
            Compact::Number(0.2),
            Compact::Number(0.25),
            Compact::Number(0.35),
            Compact::Number(12.0),
        ] {
            out.add(value);
        }
        let carried = Carried {
            engine: "9.0.0",
            fields: "\ndemand.concurrent_users\nweb.abacus\nweb.node_type\nweb.backend_buffer",
            ..nothing()
        };
        // In the order of the alphabet.
        assert_eq!(read(&bytes(&carried)), Err(LinkError::Damaged));
        let carried = Carried {
            words: &out.words,
            values: vec![out.codes[0], out.codes[1], out.codes[3], out.codes[2]]
                .into_iter()
                .chain(out.codes[4..].iter().copied())
                .collect(),
            fields: "\ndemand.concurrent_users\nweb.abacus\nweb.backend_buffer\nweb.node_type",
            ranged: "\nweb.abacus\nweb.backend_buffer",
            figures: "\nweb.beads",
            ..carried
        };
        // The journeys in a browser open the same.
        let link = crate::share::frame::wrap(crate::share::frame::OF_ONE, &bytes(&carried));
        let stored = include_str!("../../../tests/e2e/newer.txt");
        assert_eq!(link, stored.trim());
        let held = read(&bytes(&carried)).unwrap();
        let mut scenario = preset::preset("chat-1").unwrap().scenario();
        scenario.demand.concurrent_users = Some(2_500.0);
        scenario.web.backend_buffer = 0.3;
        let (low, high) = (0.25, 0.35);
        scenario
            .ranges
            .insert("web.backend_buffer", Range { low, high });
        assert_eq!(held.scenario, scenario);
        assert_eq!(held.headline.figures, [("web.beads".to_owned(), 12.0)]);
        let unknown = held.unknown.iter();
        let unknown: Vec<_> = unknown
            .map(|part| (&*part.key, &*part.value, &*part.sentence))
            .collect();
        assert_eq!(
            unknown,
            [
                (
                    "web.abacus",
                    "0.75",
                    "This version does not have this input."
                ),
                (
                    "web.node_type",
                    "abacus",
                    "This version does not have this choice."
                ),
            ]
        );
    }

    #[test]
    fn a_dated_change_of_an_input_of_a_later_version_is_named() {
        let mut out = Writing::default();
        for value in [
            Compact::Word("a"),
            Compact::Word("web.abacus"),
            Compact::Number(7.0),
        ] {
            out.add(value);
        }
        let carried = Carried {
            fields: "\ndated\ndated.a.input\ndated.a.to",
            words: &out.words,
            values: out.codes,
            ..nothing()
        };
        let held = read(&bytes(&carried)).unwrap();
        assert_eq!(held.scenario.dated.len(), 1);
        let unknown: Vec<_> = held.unknown.iter().map(|part| &*part.key).collect();
        assert_eq!(unknown, ["dated.a.input", "dated.a.to"]);
    }

    #[test]
    fn a_range_that_cannot_be_is_refused() {
        let number = Compact::Number;
        for (id, ends) in [
            ("web.backend_buffer", [number(0.3), number(0.2)]),
            ("web.backend_buffer", [number(0.3), number(11.0)]),
            ("web.backend_buffer", [number(-0.3), number(0.2)]),
            ("web.backend_buffer", [number(f64::NAN), number(0.2)]),
            ("web.backend_buffer", [number(0.2), Compact::Unset]),
            ("web.workload", [Compact::Word("on"), Compact::Word("on")]),
            ("web.workload", [number(0.0), number(1.0)]),
        ] {
            let error = refused("web.disk_per_node", number(20.0), &format!("\n{id}"), &ends);
            let field = fields::field(id).unwrap();
            assert_eq!(error, LinkError::Range(field), "{ends:?}");
        }
    }

    #[test]
    fn rows_names_and_ranges_that_are_gone_arrive() {
        let mut scenario = preset::preset("saas-1").unwrap().scenario();
        let tiers = fields::table("tier").unwrap();
        let key = tiers.keys(&scenario)[1];
        tiers.rename(&mut scenario, key, "Plus").unwrap();
        let first = tiers.keys(&scenario)[0];
        tiers.remove(&mut scenario, first).unwrap();
        let added = tiers.add(&mut scenario, "Solo").unwrap();
        tiers.shift(&mut scenario, added, 0).unwrap();
        let (gone, _) = scenario.ranges.iter().next().unwrap();
        let gone = gone.to_owned();
        scenario.ranges.remove(&gone);
        let price = fields::slot(&scenario, "tier.solo.price").unwrap();
        let (low, high) = (19.0, 29.0);
        price
            .state(
                &mut scenario,
                (Value::Number(24.0), Some(Range { low, high })),
            )
            .unwrap();
        let headline = Headline {
            engine: "0.1.0".into(),
            figures: Vec::new(),
        };
        let bytes = write(&scenario, &headline);
        assert_eq!(read(&bytes), Ok(held(scenario, headline)));
    }

    #[test]
    fn lists_that_do_not_fit_each_other_are_refused() {
        let (buffer, number) = ("web.backend_buffer", Compact::Number(0.2));
        let twice = "web.backend_buffer\nweb.backend_buffer";
        for (ids, ranged, more) in [
            (buffer, "", &[number][..]),
            (twice, "", &[number]),
            (twice, "", &[]),
            ("web.disk_per_node\nweb.backend_buffer", "", &[number]),
            (buffer, "\nweb.backend_buffer", &[number]),
            (buffer, "web.backend_buffer", &[number, number]),
        ] {
            assert_eq!(refused(ids, number, ranged, more), LinkError::Damaged);
        }
        for (values, long) in [
            (vec![], vec![]),
            (vec![29], vec![]),
            (vec![31], vec![]),
            (vec![31], vec![f64::INFINITY]),
        ] {
            let carried = Carried {
                figures: "\nweb.bill",
                values,
                long,
                ..nothing()
            };
            assert_eq!(read(&bytes(&carried)), Err(LinkError::Damaged));
        }
    }

    #[test]
    fn a_name_that_no_scenario_has_is_refused() {
        let carried = Carried {
            name: "two\nlines",
            ..nothing()
        };
        assert_eq!(
            read(&bytes(&carried)),
            Err(LinkError::Name(name::NameRefusal::Control))
        );
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        let (scenario, headline) = edited();
        let bytes = write(&scenario, &headline);
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), Err(LinkError::Damaged));
        }
        assert_eq!(read(&[&bytes[..], b"\0"].concat()), Err(LinkError::Damaged));
        // Each byte in turn as the first of a length of about 2^63.
        for at in 0..bytes.len() {
            let lie = [0xff; 9];
            let lying = [&bytes[..at], &lie[..], &bytes[at..]].concat();
            assert!(read(&lying).is_err());
        }
    }
}
