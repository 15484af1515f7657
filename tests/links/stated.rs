//! Which scenarios can be stated? Any value within the bounds of any field,
//! any range, any name, any note.

use headroom::scenario::name::as_note;
use headroom::scenario::preset::presets;
use headroom::scenario::{
    Domain, Field, LONGEST_NAME, LONGEST_NOTE, Range, RowKey, Scenario, Slot, Table, Value, demand,
    fields,
};
use headroom::share::Headline;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Texts that break pages, files and terminals.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\u{202e}gnp.exe",
    "=cmd|' /C calc'!A0",
    "&amp;%41%2541#1AAA?a=b&c=d+e",
    "\"'`$(reboot);--",
    "a\u{0301}\u{0301}\u{0301}\u{200b}\u{feff}",
    "👩‍👩‍👧‍👦 مرحبا नमस्ते",
    " leading and trailing ",
];

/// More cells than a drawn scenario has; any beyond stay as they are.
const MOST_CELLS: usize = 100;

/// Any scenario, to the last bit.
pub(crate) fn any_scenario() -> impl Strategy<Value = Scenario> {
    let count = fields::fields().count() + MOST_CELLS;
    (
        any_name(),
        any::<u64>(),
        vec(any::<(u8, u64, u64)>(), count),
        vec((any::<Index>(), any::<u8>(), any_name()), 0..12),
        any::<Index>(),
        vec(any_name(), 0..4),
    )
        .prop_map(|(name, seed, draws, edits, start, lines)| {
            let note = as_note(&lines.join("\n"));
            let mut scenario = Scenario {
                name,
                note: note.chars().take(LONGEST_NOTE).collect(),
                seed,
                ..presets()
                    .nth(start.index(presets().count()))
                    .unwrap()
                    .scenario()
            };
            for (table, kind, name) in edits {
                let tables: Vec<_> = fields::tables().collect();
                edit(
                    &mut scenario,
                    tables[table.index(tables.len())],
                    kind,
                    &name,
                );
            }
            let slots: Vec<Slot> = fields::slots(&scenario).collect();
            for (slot, (kind, one, other)) in slots.into_iter().zip(draws) {
                state(&mut scenario, slot, kind, one);
                if kind & 8 == 8
                    && let Some(range) = range(slot.field, one, other)
                {
                    scenario.ranges.insert(slot.id(), range);
                } else if kind & 16 == 16 {
                    scenario.ranges.remove(&slot.id());
                }
            }
            scenario
        })
}

/// Any scenario that a written link can carry: zeros without a sign, and with
/// each range its middle.
pub(crate) fn writable_scenario() -> impl Strategy<Value = Scenario> {
    any_scenario().prop_map(|mut scenario| {
        let anchor = scenario.demand.anchor;
        let slots: Vec<Slot> = fields::slots(&scenario).collect();
        for slot in slots {
            match (slot.get(&scenario), slot.range(&scenario)) {
                (Value::Number(_), Some(range)) => {
                    let middle = slot.rules(&scenario).median(range);
                    slot.put(&mut scenario, Value::Number(middle)).unwrap();
                }
                (_, Some(_)) => {
                    scenario.ranges.remove(&slot.id());
                }
                (_, None) => {}
            }
        }
        demand::fields::anchor
            .put(&mut scenario, Value::Choice(anchor.id()))
            .unwrap();
        scenario
    })
}

/// Any headline.
pub(crate) fn any_headline() -> impl Strategy<Value = Headline> {
    let finite = any::<f64>().prop_filter("figures are finite", |value| value.is_finite());
    ("[0-9.]{0,8}", vec(("[a-z_.]{1,30}", finite), 0..8))
        .prop_map(|(engine, figures)| Headline { engine, figures })
}

/// A headline as the page hands it over.
pub(crate) fn headline() -> Headline {
    let figures = [
        ("demand.concurrent_users", 1562.5),
        ("demand.peak_rate", 117.187_5),
        ("web.backend_pods_min", 14.0),
        ("web.nodes_max", 11.0),
        ("web.bill", 1_483.728_193_017_2),
    ];
    Headline {
        engine: "0.1.0".to_owned(),
        figures: figures.map(|(id, value)| (id.to_owned(), value)).to_vec(),
    }
}

/// Every field changed, with a range on every number.
pub(crate) fn everything() -> Scenario {
    let mut scenario = Scenario::default();
    let mut draw = 0x9e37_79b9_7f4a_7c15_u64;
    for table in fields::tables() {
        // With more rows, ranges of so many digits would pass the longest link.
        let _ = table.add(&mut scenario, "Row 1");
    }
    let slots: Vec<Slot> = fields::slots(&scenario).collect();
    for slot in slots {
        draw = draw.rotate_left(7).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state(&mut scenario, slot, 2, draw);
        if let Some(range) = range(slot.field, draw, !draw) {
            scenario.ranges.insert(slot.id(), range);
        }
    }
    scenario
}

fn any_name() -> impl Strategy<Value = String> {
    let letter = any::<char>().prop_filter("one line", |letter| !letter.is_control());
    prop_oneof![
        Just(String::new()),
        (0..HOSTILE.len()).prop_map(|index| HOSTILE[index].to_owned()),
        vec(letter, 0..=LONGEST_NAME).prop_map(|letters| letters.into_iter().collect()),
    ]
}

/// Adds, removes, renames or moves a row; what the table refuses is left.
fn edit(scenario: &mut Scenario, table: &Table, kind: u8, name: &str) {
    let keys = table.keys(scenario);
    let key = keys.get(usize::from(kind >> 3) % keys.len().max(1));
    let _ = match (kind & 7, key) {
        (0, Some(key)) => table.remove(scenario, *key),
        (1, Some(key)) => table.rename(scenario, *key, name),
        (2, Some(key)) => table.shift(scenario, *key, usize::from(kind >> 5)),
        _ => table.add(scenario, name).map(|_| ()),
    };
}

/// States what the draw gives, or leaves the input as it is.
fn state(scenario: &mut Scenario, slot: Slot, kind: u8, draw: u64) {
    let rules = slot.rules(scenario);
    let value = match rules.domain {
        Domain::Choice(choices) => {
            let index = draw % u64::try_from(choices.len()).unwrap();
            Value::Choice(choices[usize::try_from(index).unwrap()].id)
        }
        Domain::Row { table, .. } => {
            let keys = table.keys(scenario);
            let index = usize::try_from(draw >> 1).unwrap() % keys.len().max(1);
            match (kind & 7, keys.get(index)) {
                (0, _) => return,
                (1, _) => Value::Unset,
                (2..=5, Some(key)) => Value::Row(*key),
                _ => Value::Row(RowKey::GONE),
            }
        }
        Domain::Input => {
            let slots = fields::slots(scenario).filter(|other| other.can_change_later(scenario));
            let slots: Vec<Slot> = slots.collect();
            Value::Input(slots[usize::try_from(draw >> 1).unwrap() % slots.len()])
        }
        // Nothing says yet what it is.
        Domain::Like(_) => return,
        Domain::Number {
            least,
            most,
            optional,
            ..
        } => match kind & 7 {
            0 => return,
            1 if optional => Value::Unset,
            3 => Value::Number(least),
            4 => Value::Number(most),
            5 if least <= 0.0 => Value::Number(-0.0),
            6 => Value::Number(between(least, most, draw).round().clamp(least, most)),
            _ => Value::Number(rules.taken(between(least, most, draw))),
        },
    };
    slot.put(scenario, value).unwrap();
}

fn range(field: &Field, one: u64, other: u64) -> Option<Range> {
    let Domain::Number { least, most, .. } = field.domain else {
        return None;
    };
    let [one, other] = [one, other].map(|draw| field.taken(between(least, most, draw)));
    Some(Range {
        low: one.min(other),
        high: one.max(other),
    })
}

/// A number of any digits between both bounds.
fn between(least: f64, most: f64, draw: u64) -> f64 {
    let share = f64::from(u32::try_from(draw >> 32).unwrap()) / f64::from(u32::MAX);
    // Cubed, so that small numbers are drawn as well as large ones.
    (least + (most - least) * share * share * share).clamp(least, most)
}
