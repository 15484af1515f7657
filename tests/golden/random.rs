//! Which scenarios does everyone draw, on any machine, and what do their plans
//! come to, to the bit?
//!
//! Shared by the host's tests and those that run as wasm in a browser, so it
//! uses nothing whose bits could differ between them.

use headroom::engine::{Plan, plan};
use headroom::quantity::format::exact;
use headroom::scenario::{Anchor, Domain, Field, Scenario, Table, Value, fields};

/// How many scenarios the digest is over.
const SCENARIOS: u32 = 2000;

/// The plan, one line a figure in the order of ids: id, a tab, the exact value;
/// `absent` with the reason where there is none.
pub(crate) fn lines(plan: &Plan) -> String {
    let mut lines = Vec::new();
    plan.each(&mut |id, outcome| {
        let value = match outcome {
            Ok(figure) => figure
                .word()
                .map_or_else(|| exact(figure.value), str::to_owned),
            Err(absent) => format!("absent: {}", absent.0),
        };
        lines.push(format!("{id}\t{value}\n"));
    });
    lines.sort();
    lines.concat()
}

/// FNV-1a over ids and bits of the plans of many scenarios, in the order of ids.
pub(crate) fn digest() -> u64 {
    let mut draws = Draws(0x0048_6561_6472_6f6f);
    let mut digest = Fnv::new();
    for _ in 0..SCENARIOS {
        let mut figures = Vec::new();
        plan(&scenario(&mut || draws.next())).each(&mut |id, outcome| {
            let bytes = match outcome {
                Ok(figure) => figure.value.to_bits().to_le_bytes().to_vec(),
                Err(absent) => absent.0.as_bytes().to_vec(),
            };
            figures.push((id.to_owned(), bytes));
        });
        figures.sort();
        for (id, bytes) in figures {
            digest.take(id.as_bytes());
            digest.take(&bytes);
        }
    }
    digest.0
}

/// A scenario within the bounds of all its fields, whose leading anchor is
/// stated. Draws of zero leave everything as the preset has it.
pub(crate) fn scenario(draw: &mut dyn FnMut() -> u64) -> Scenario {
    let mut scenario = Scenario::default();
    // In the order of ids, whatever the order of the form.
    let mut fields: Vec<_> = fields::fields().collect();
    fields.sort_by_key(|field| field.id);
    for field in fields {
        let (kind, at) = (draw(), draw());
        if let Some(value) = value(&scenario, field, kind >> 60, at) {
            field.put(&mut scenario, value).unwrap();
        }
    }
    let mut tables = fields::tables().collect::<Vec<_>>();
    tables.sort_by_key(|table| table.id);
    // Dated changes are of what stands in the others.
    let (dated, tables): (Vec<_>, Vec<_>) = tables.iter().partition(|table| table.id == "dated");
    for table in tables {
        rows(&mut scenario, table, draw);
    }
    let led_by = draw();
    let stated: Vec<_> = Anchor::ALL
        .iter()
        .filter(|anchor| scenario.demand.stated(**anchor).is_some())
        .collect();
    let place = usize::try_from(led_by >> 33).unwrap() % stated.len().max(1);
    if let Some(anchor) = stated.get(place) {
        scenario.demand.anchor = **anchor;
    } else {
        scenario.demand.concurrent_users = Some(1000.0);
        scenario.demand.anchor = Anchor::ConcurrentUsers;
    }
    for table in dated {
        rows(&mut scenario, table, draw);
    }
    scenario
}

/// Half of the tables stay as they are; others lose a row, gain some, have one
/// moved and one renamed. Then half of the cells are stated.
fn rows(scenario: &mut Scenario, table: &Table, draw: &mut dyn FnMut() -> u64) {
    let edit = draw();
    if edit >> 63 == 1 {
        let keys = table.keys(scenario);
        let pick = |draw: u64| keys.get(usize::try_from(draw >> 33).unwrap() % keys.len().max(1));
        if let (1, Some(key)) = (edit & 1, pick(draw())) {
            table.remove(scenario, *key).unwrap();
        }
        for _ in 0..(edit >> 1) & 3 {
            // As many as there may be, and no more.
            let _ = table.add(scenario, &format!("Row {}", draw() >> 60));
        }
        let keys = table.keys(scenario);
        if let Some(key) = keys.first() {
            let to = usize::try_from(draw() >> 61).unwrap();
            table.shift(scenario, *key, to).unwrap();
            table
                .rename(scenario, *key, "Renamed, once & again")
                .unwrap();
        }
    }
    for slot in table.slots(scenario) {
        let (kind, at) = (draw(), draw());
        if let Some(value) = value(scenario, slot.rules(scenario), kind >> 60, at) {
            slot.put(scenario, value).unwrap();
        }
    }
}

/// Half of the fields stay as they are, so that most scenarios are plausible.
fn value(scenario: &Scenario, field: &Field, kind: u64, at: u64) -> Option<Value> {
    if kind < 8 {
        return None;
    }
    Some(match field.domain {
        Domain::Choice(choices) => {
            let count = u64::try_from(choices.len()).unwrap();
            Value::Choice(choices[usize::try_from((at >> 7) % count).unwrap()].id)
        }
        _ if kind == 10 && field.is_optional() => Value::Unset,
        Domain::Row { table, .. } => {
            // By its place; a row that is gone where there are fewer.
            let most = f64::from(u32::try_from(table.most).unwrap());
            let place = number(kind, 1.0, most, at);
            Value::Row(table.numbered(scenario, place).unwrap())
        }
        Domain::Number { least, most, .. } => {
            Value::Number(field.taken(number(kind, least, most, at)))
        }
        Domain::Input => {
            let slots = fields::slots(scenario).filter(|slot| slot.can_change_later(scenario));
            let slots: Vec<_> = slots.collect();
            Value::Input(slots[usize::try_from(at >> 33).unwrap() % slots.len()])
        }
        // Nothing says yet what it is.
        Domain::Like(_) => return None,
    })
}

/// A number between both bounds: one of them, a whole one, or any.
fn number(kind: u64, least: f64, most: f64, at: u64) -> f64 {
    match kind {
        8 => least,
        9 => most,
        11 => between(least, most, at).round().clamp(least, most),
        _ => between(least, most, at),
    }
}

/// A number of any digits between both bounds, small ones as likely as large.
fn between(least: f64, most: f64, draw: u64) -> f64 {
    let mut share = f64::from(u32::try_from(draw >> 32).unwrap()) / f64::from(u32::MAX);
    for _ in 0..draw & 3 {
        share *= share;
    }
    (least + (most - least) * share).clamp(least, most)
}

/// Knuth's linear congruential generator for 64 bits; its high bits are good.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        let mut step = || {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            self.0 >> 32
        };
        (step() << 32) | step()
    }
}

/// FNV-1a with 64 bits.
pub(crate) struct Fnv(pub(crate) u64);

impl Fnv {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
