//! Which row of another table does an input mean, and what becomes of that when
//! rows come, go and move?
//!
//! A reference holds the key of the row, so that renaming or moving the row
//! changes nothing. When the row is removed it holds [`RowKey::GONE`], which is
//! no row, until another is chosen: it never comes to mean another by itself.
//!
//! Before they held keys, references were numbers: 1 for the first row. Share
//! links and files that carry them are read as the rows that stand there in
//! what they state themselves.

use super::field::Held;
use super::{RowKey, Scenario, Slot, Table, Value, fields};

impl Held for Option<RowKey> {
    fn value(&self) -> Value {
        self.map_or(Value::Unset, Value::Row)
    }

    fn hold(&mut self, value: Value) {
        *self = match value {
            Value::Row(key) => Some(key),
            _ => None,
        };
    }
}

impl Table {
    /// Every input that refers to rows of this table.
    pub fn referring(&self, scenario: &Scenario) -> Vec<Slot> {
        fields::slots(scenario)
            .filter(|slot| slot.field.refers_to() == Some(self))
            .collect()
    }

    /// Whether a reference may hold this key: there is such a row, or it says
    /// that there is none any more.
    pub(crate) fn is_referable(&self, scenario: &Scenario, key: RowKey) -> bool {
        key == RowKey::GONE || self.place(scenario, key).is_some()
    }

    /// Makes gone what refers to rows that are not there.
    pub(super) fn release(&self, scenario: &mut Scenario) {
        for slot in self.referring(scenario) {
            if let Value::Row(key) = slot.get(scenario)
                && !self.is_referable(scenario, key)
            {
                // It takes what says that there is none.
                let _ = slot.put(scenario, Value::Row(RowKey::GONE));
            }
        }
        let slots: Vec<Slot> = fields::slots(scenario).collect();
        for slot in slots {
            if let Value::Input(of) = slot.get(scenario)
                && !of.is_in(scenario)
            {
                // An input that names another one may be left unset.
                let _ = slot.put(scenario, Value::Unset);
            }
        }
        super::dated::release(scenario);
    }

    /// The row that a number means, 1 being the first, and gone where there are
    /// fewer; none if it is a number of no row.
    pub fn numbered(&self, scenario: &Scenario, number: f64) -> Option<RowKey> {
        if !(1.0..=f64::from(u8::MAX)).contains(&number) {
            return None;
        }
        let mut rows = self.keys(scenario).into_iter().zip(1_u32..);
        let found = rows.find(|(_, place)| number < f64::from(place + 1));
        Some(found.map_or(RowKey::GONE, |(key, _)| key))
    }

    /// Makes references of the preset that are not `stated` mean the rows at
    /// their places: so links had it that do not state every reference to a
    /// table whose rows they change.
    pub(crate) fn renumber(&self, scenario: &mut Scenario, stated: &[&str]) {
        let preset = scenario.origin().scenario();
        for slot in self.referring(scenario) {
            if let Value::Row(key) = slot.get(&preset)
                && let Some(place) = self.place(&preset, key)
                && !stated.contains(&&*slot.id())
            {
                let now = self.keys(scenario).get(place).copied();
                // It takes every row that is there, and none.
                let _ = slot.put(scenario, Value::Row(now.unwrap_or(RowKey::GONE)));
            }
        }
    }
}
