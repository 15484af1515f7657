//! What does a share link carry? The preset, all that differs from it, and
//! what the plan said when the link was made.
//!
//! The layout is that of [`Carried`], field by field, as the `postcard` wire
//! format (version 1) writes it. It never changes: another layout is another
//! codec version, and this one stays readable.

use super::compact::Compact;
use super::{Headline, LinkError};
use crate::scenario::{
    Field, Place, Range, Refusal, RowRefusal, Scenario, Slot, States, Table, Value, catalogue,
    demand, difference, name, preset,
};
use serde::{Deserialize, Serialize};

/// Everything in a link, in its order. Ids stand together, so that they pack
/// well, and in the order of the alphabet, so that none stands twice.
#[derive(Serialize, Deserialize)]
struct Carried<'a> {
    preset: &'a str,
    name: &'a str,
    seed: u64,
    /// Ids of the inputs that differ from the preset, of tables whose rows do
    /// (keys, a space between them), and of rows with another name. A row that
    /// the preset has not differs from the defaults of its columns.
    #[serde(borrow)]
    fields: Vec<&'a str>,
    /// What each of them holds.
    values: Vec<Compact<'a>>,
    /// Ids of the inputs whose range differs from the preset's.
    ranged: Vec<&'a str>,
    /// Both ends of each, the lower first; both unset where it has none.
    ends: Vec<[Compact<'a>; 2]>,
    /// The version of the engine that planned the headline.
    engine: &'a str,
    /// Ids of the headline's figures, in its order.
    figures: Vec<&'a str>,
    /// The value of each.
    results: Vec<Compact<'a>>,
}

/// The bytes that carry a scenario.
pub fn write(scenario: &Scenario, headline: &Headline) -> Vec<u8> {
    let preset = scenario.origin().scenario();
    let differences = catalogue::differences(&preset, scenario);
    let mut differing = Vec::new();
    for difference in &differences {
        let id = &*difference.id;
        let place = differing.partition_point(|(other, _)| *other < id);
        differing.insert(place, (id, compact(&difference.states)));
    }
    let basis = difference::with_rows_of(&preset, scenario);
    let ranges = difference::ranges(&basis, scenario);
    let carried = Carried {
        preset: scenario.preset,
        name: &scenario.name,
        seed: scenario.seed,
        fields: differing.iter().map(|(id, _)| *id).collect(),
        values: differing.iter().map(|(_, value)| *value).collect(),
        ranged: ranges.iter().map(|(id, _)| *id).collect(),
        ends: ranges
            .iter()
            .map(|(_, range)| {
                range.map_or([Compact::Unset; 2], |Range { low, high }| {
                    [low, high].map(Compact::number)
                })
            })
            .collect(),
        engine: &headline.engine,
        figures: headline.figures.iter().map(|(id, _)| &**id).collect(),
        results: headline
            .figures
            .iter()
            .map(|(_, value)| Compact::number(*value))
            .collect(),
    };
    // Nothing in a scenario fails to serialize; an empty payload would be refused.
    postcard::to_allocvec(&carried).unwrap_or_default()
}

/// The scenario and the headline that the bytes carry.
///
/// # Errors
/// When the bytes are no payload, or state what no scenario of this version
/// may hold.
pub fn read(payload: &[u8]) -> Result<(Scenario, Headline), LinkError> {
    let Ok((carried, [])) = postcard::take_from_bytes::<Carried>(payload) else {
        return Err(LinkError::Damaged);
    };
    let mut scenario = preset::preset(carried.preset)
        .ok_or_else(|| LinkError::UnknownPreset(carried.preset.to_owned()))?
        .scenario();
    name::check(carried.name).map_err(LinkError::Name)?;
    carried.name.clone_into(&mut scenario.name);
    scenario.seed = carried.seed;
    state(&mut scenario, &carried.fields, &carried.values)?;
    for (id, ends) in pairs(&carried.ranged, &carried.ends)? {
        let Some(Place::Input(slot)) = catalogue::place(id) else {
            return Err(LinkError::UnknownField(id.to_owned()));
        };
        if !slot.is_in(&scenario) {
            return Err(refused(slot, Refusal::NoRow));
        }
        match ends {
            [Compact::Unset, Compact::Unset] => scenario.ranges.remove(id),
            ends => scenario.ranges.insert(slot.id(), range(slot.field, *ends)?),
        };
    }
    Ok((scenario, headline(&carried)?))
}

/// States the fields. A rung of the ladder that is stated takes the lead, so
/// the link's own word on which one leads comes last.
fn state(scenario: &mut Scenario, ids: &[&str], values: &[Compact]) -> Result<(), LinkError> {
    let leads = &demand::fields::anchor;
    let mut anchor = leads.get(scenario);
    // A table's own id comes before those of its cells.
    for (id, carried) in pairs(ids, values)? {
        let place = catalogue::place(id).ok_or_else(|| LinkError::UnknownField(id.to_owned()))?;
        match place {
            Place::Input(slot) => {
                let value = value(slot.field, *carried)?;
                slot.put(scenario, value)
                    .map_err(|refusal| refused(slot, refusal))?;
                if slot.field == leads {
                    anchor = value;
                }
            }
            Place::Rows(table) => {
                let keys = word(*carried)
                    .ok_or(RowRefusal::Key)
                    .and_then(Table::read_keys);
                keys.and_then(|keys| table.arrange(scenario, &keys))
                    .map_err(|refusal| LinkError::Rows(table, refusal))?;
            }
            Place::Name(table, key) => {
                table
                    .rename(scenario, key, word(*carried).unwrap_or_default())
                    .map_err(|refusal| LinkError::Rows(table, refusal))?;
            }
        }
    }
    leads
        .put(scenario, anchor)
        .map_err(|refusal| LinkError::Refused(leads, refusal))
}

fn refused(slot: Slot, refusal: Refusal) -> LinkError {
    match slot.table() {
        Some(table) if refusal == Refusal::NoRow => LinkError::Rows(table, RowRefusal::NoRow),
        _ => LinkError::Refused(slot.field, refusal),
    }
}

/// Ids in the order of the alphabet, each with what belongs to it.
fn pairs<'a, 'b, T>(
    ids: &'a [&'b str],
    items: &'a [T],
) -> Result<impl Iterator<Item = (&'b str, &'a T)> + use<'a, 'b, T>, LinkError> {
    if ids.len() != items.len() || !ids.is_sorted_by(|one, next| one < next) {
        return Err(LinkError::Damaged);
    }
    Ok(ids.iter().copied().zip(items))
}

fn compact(states: &States) -> Compact<'_> {
    match states {
        States::Value(_, Value::Number(number)) => Compact::number(*number),
        States::Value(_, Value::Unset) => Compact::Unset,
        States::Value(_, Value::Choice(id)) => Compact::Word(id),
        States::Text(text) => Compact::Word(text),
    }
}

const fn word(carried: Compact<'_>) -> Option<&str> {
    match carried {
        Compact::Word(word) => Some(word),
        _ => None,
    }
}

fn value(field: &'static Field, carried: Compact) -> Result<Value, LinkError> {
    if let Some(number) = carried.value() {
        return Ok(Value::Number(number));
    }
    let Compact::Word(word) = carried else {
        return Ok(Value::Unset);
    };
    let choice = field.choices().iter().find(|choice| choice.id == word);
    choice
        .map(|choice| Value::Choice(choice.id))
        .ok_or(LinkError::Refused(field, Refusal::WrongKind))
}

/// A range that the field takes: finite, in its bounds, the lower end first.
fn range(field: &'static Field, ends: [Compact; 2]) -> Result<Range, LinkError> {
    let [Some(low), Some(high)] = ends.map(Compact::value) else {
        return Err(LinkError::Range(field));
    };
    let takes = |end| field.check(Value::Number(end)).is_ok();
    if low <= high && takes(low) && takes(high) {
        return Ok(Range { low, high });
    }
    Err(LinkError::Range(field))
}

fn headline(carried: &Carried) -> Result<Headline, LinkError> {
    if carried.figures.len() != carried.results.len() {
        return Err(LinkError::Damaged);
    }
    let figures = carried.figures.iter().zip(&carried.results);
    let figures = figures.map(|(id, result)| {
        let value = result.value().filter(|value| value.is_finite());
        value.map(|value| ((*id).to_owned(), value))
    });
    Ok(Headline {
        engine: carried.engine.to_owned(),
        figures: figures.collect::<Option<_>>().ok_or(LinkError::Damaged)?,
    })
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
        b"\x06chat-1\x0bSpring \xf0\x9f\x8c\xb1\xac\x02",
        b"\x05\rdemand.anchor\x17demand.concurrent_users\x10demand.peak_rate\x12web.backend_buffer\x0fweb.consistency",
        b"\x05\x03\tpeak_rate\x02\x01433333\xd3?\x002\xfe\x03\x06strong",
        b"\x01\x12web.backend_buffer\x01\x00\x04\xff\x00\x06\xff",
        b"\x050.1.0\x01\x08web.bill\x01\x00\xf2\xc0\x01\xff",
    ];

    #[test]
    fn the_layout_never_changes() {
        let (scenario, headline) = edited();
        let bytes = write(&scenario, &headline);
        assert_eq!(
            bytes.escape_ascii().to_string(),
            GOLDEN.concat().escape_ascii().to_string()
        );
        assert_eq!(read(&bytes), Ok((scenario, headline)));
    }

    /// A payload that states `value` in the field `id`.
    fn stating<'a>(id: &'a str, value: Compact<'a>) -> Carried<'a> {
        Carried {
            preset: "chat-1",
            name: "",
            seed: 1,
            fields: vec![id],
            values: vec![value],
            ranged: Vec::new(),
            ends: Vec::new(),
            engine: "",
            figures: Vec::new(),
            results: Vec::new(),
        }
    }

    fn why(carried: &Carried) -> LinkError {
        read(&postcard::to_allocvec(carried).unwrap()).unwrap_err()
    }

    #[test]
    fn what_a_field_does_not_take_is_refused() {
        for (id, value, refusal) in [
            (
                "demand.concurrent_users",
                Compact::Decimal(2, 7),
                Refusal::OutOfBounds,
            ),
            (
                "demand.concurrent_users",
                Compact::Bits(f64::NAN),
                Refusal::OutOfBounds,
            ),
            (
                "demand.concurrent_users",
                Compact::Word("many"),
                Refusal::WrongKind,
            ),
            ("demand.active_ratio", Compact::Unset, Refusal::WrongKind),
            ("web.workload", Compact::Decimal(1, 0), Refusal::WrongKind),
            ("web.workload", Compact::Word("maybe"), Refusal::WrongKind),
            ("web.node_type", Compact::Word("abacus"), Refusal::WrongKind),
        ] {
            let field = catalogue::field(id).unwrap();
            let error = LinkError::Refused(field, refusal);
            assert_eq!(why(&stating(id, value)), error, "{id} {value:?}");
        }
    }

    #[test]
    fn what_this_version_does_not_know_is_named() {
        let mut carried = stating("web.abacus", Compact::Unset);
        assert_eq!(why(&carried), LinkError::UnknownField("web.abacus".into()));
        carried.preset = "chat-99";
        assert_eq!(why(&carried), LinkError::UnknownPreset("chat-99".into()));
    }

    #[test]
    fn a_range_that_cannot_be_is_refused() {
        let number = Compact::number;
        for (id, ends) in [
            ("web.backend_buffer", [number(0.3), number(0.2)]),
            ("web.backend_buffer", [number(0.3), number(11.0)]),
            ("web.backend_buffer", [number(-0.3), number(0.2)]),
            ("web.backend_buffer", [number(f64::NAN), number(0.2)]),
            ("web.backend_buffer", [number(0.2), Compact::Unset]),
            ("web.workload", [Compact::Word("on"), Compact::Word("on")]),
            ("web.workload", [number(0.0), number(1.0)]),
        ] {
            let mut carried = stating("web.backend_buffer", number(0.2));
            carried.ranged = vec![id];
            carried.ends = vec![ends];
            let field = catalogue::field(id).unwrap();
            assert_eq!(why(&carried), LinkError::Range(field), "{ends:?}");
        }
    }

    #[test]
    fn lists_that_do_not_fit_each_other_are_refused() {
        let mut carried = stating("web.backend_buffer", Compact::number(0.2));
        carried.fields = vec!["web.backend_buffer"; 2];
        assert_eq!(why(&carried), LinkError::Damaged);
        carried.values = vec![Compact::number(0.2); 2];
        assert_eq!(why(&carried), LinkError::Damaged);

        let mut carried = stating("web.backend_buffer", Compact::number(0.2));
        carried.figures = vec!["web.bill"];
        assert_eq!(why(&carried), LinkError::Damaged);
        carried.results = vec![Compact::number(f64::INFINITY)];
        assert_eq!(why(&carried), LinkError::Damaged);
    }

    #[test]
    fn a_name_that_no_scenario_has_is_refused() {
        let mut carried = stating("web.backend_buffer", Compact::number(0.2));
        carried.name = "two\nlines";
        assert_eq!(why(&carried), LinkError::Name(name::NameRefusal::Control));
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
