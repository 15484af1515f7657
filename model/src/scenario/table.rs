//! Which rows does a table have, and how are they added, removed, renamed and
//! put into another order?
//!
//! Every edit is a plain function on a scenario; one that is refused leaves the
//! scenario as it was.

use super::name::NameRefusal;
use super::row::{Find, FindMut, LONGEST_KEY, RowKey, check_name_up_to};
use super::{Field, Scenario, Slot};

/// What is known of one table: as much as a form and a link need.
pub struct Table {
    /// As links carry it: `tier`. Never changes.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// What one row is: `tier`.
    pub noun: &'static str,
    /// What the rows are for, in a sentence or two.
    pub help: &'static str,
    /// What each row states, in the order of the form.
    pub columns: &'static [&'static Field],
    /// The most rows that it may have.
    pub most: usize,
    /// The most characters of a row's name.
    pub longest_name: usize,
    pub(crate) rows: Find,
    pub(crate) rows_mut: FindMut,
}

/// Why a table does not take an edit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowRefusal {
    /// A key that is none.
    Key,
    /// The same key twice.
    Twice,
    /// More rows than the table may have.
    TooMany,
    /// There is no row of this key.
    NoRow,
    /// No row can be called so.
    Name(NameRefusal),
}

impl Table {
    /// How many rows there are.
    pub fn len(&self, scenario: &Scenario) -> usize {
        (self.rows)(scenario).count()
    }

    /// The keys of the rows, in their order.
    pub fn keys(&self, scenario: &Scenario) -> Vec<RowKey> {
        let rows = (self.rows)(scenario);
        (0..rows.count())
            .filter_map(|at| rows.row(at))
            .map(|(key, _)| key)
            .collect()
    }

    /// The keys with a space between them, as a link carries them.
    pub fn keys_text(&self, scenario: &Scenario) -> String {
        let keys = self.keys(scenario);
        let texts: Vec<&str> = keys.iter().map(RowKey::text).collect();
        texts.join(" ")
    }

    /// Where the row of this key stands, from 0.
    pub fn place(&self, scenario: &Scenario, key: RowKey) -> Option<usize> {
        let rows = (self.rows)(scenario);
        (0..rows.count()).find(|at| rows.row(*at).is_some_and(|(other, _)| other == key))
    }

    /// What the row of this key is called.
    pub fn name<'a>(&self, scenario: &'a Scenario, key: RowKey) -> Option<&'a str> {
        let at = self.place(scenario, key)?;
        (self.rows)(scenario).row(at).map(|(_, name)| name)
    }

    /// Every input of the table, row by row.
    pub fn slots(&self, scenario: &Scenario) -> Vec<Slot> {
        let mut slots = Vec::new();
        for key in self.keys(scenario) {
            let row = Some(key);
            slots.extend(self.columns.iter().map(|field| Slot { field, row }));
        }
        slots
    }

    /// Whether every cell holds what it may hold, in no more rows than there
    /// may be.
    pub fn is_within_bounds(&self, scenario: &Scenario) -> bool {
        let count = self.len(scenario);
        count <= self.most
            && self
                .columns
                .iter()
                .all(|column| (0..count).all(|at| column.check((column.get)(scenario, at)).is_ok()))
    }

    /// Adds a row of this name at the end, with the default of each column.
    ///
    /// # Errors
    /// When there are as many rows as there may be, or the name is none.
    pub fn add(&self, scenario: &mut Scenario, name: &str) -> Result<RowKey, RowRefusal> {
        check_name_up_to(name, self.longest_name).map_err(RowRefusal::Name)?;
        if self.len(scenario) >= self.most {
            return Err(RowRefusal::TooMany);
        }
        let key = RowKey::fresh(name, &self.keys(scenario));
        (self.rows_mut)(scenario).push(key, name.to_owned());
        Ok(key)
    }

    /// Removes a row with all that it states; what refers to it is gone.
    ///
    /// # Errors
    /// When there is no such row.
    pub fn remove(&self, scenario: &mut Scenario, key: RowKey) -> Result<(), RowRefusal> {
        self.take_out(scenario, key)?;
        self.release(scenario);
        Ok(())
    }

    /// Removes a row and leaves what refers to it.
    fn take_out(&self, scenario: &mut Scenario, key: RowKey) -> Result<(), RowRefusal> {
        let at = self.place(scenario, key).ok_or(RowRefusal::NoRow)?;
        (self.rows_mut)(scenario).remove(at);
        for field in self.columns {
            let slot = Slot {
                field,
                row: Some(key),
            };
            scenario.ranges.remove(&slot.id());
        }
        Ok(())
    }

    /// Gives a row another name; its key stays.
    ///
    /// # Errors
    /// When there is no such row, or the name is none.
    pub fn rename(
        &self,
        scenario: &mut Scenario,
        key: RowKey,
        name: &str,
    ) -> Result<(), RowRefusal> {
        check_name_up_to(name, self.longest_name).map_err(RowRefusal::Name)?;
        let at = self.place(scenario, key).ok_or(RowRefusal::NoRow)?;
        (self.rows_mut)(scenario).rename(at, name.to_owned());
        Ok(())
    }

    /// Moves a row to another place, from 0; behind the last it is the last.
    ///
    /// # Errors
    /// When there is no such row.
    pub fn shift(&self, scenario: &mut Scenario, key: RowKey, to: usize) -> Result<(), RowRefusal> {
        let mut at = self.place(scenario, key).ok_or(RowRefusal::NoRow)?;
        let rows = (self.rows_mut)(scenario);
        let to = to.min(rows.count() - 1);
        while at != to {
            let next = if at < to { at + 1 } else { at - 1 };
            rows.swap(at, next);
            at = next;
        }
        Ok(())
    }

    /// Makes these the rows, in this order: those that are there stay as they
    /// are, others are new, and the rest goes with what refers to it.
    ///
    /// # Errors
    /// When a key stands twice, or there are more than there may be.
    pub fn arrange(&self, scenario: &mut Scenario, keys: &[RowKey]) -> Result<(), RowRefusal> {
        let before = self.keys(scenario);
        self.line_up(scenario, keys)?;
        if before.iter().any(|key| !keys.contains(key)) {
            self.release(scenario);
        }
        Ok(())
    }

    /// As [`Table::arrange`], and leaves what refers to rows that went.
    fn line_up(&self, scenario: &mut Scenario, keys: &[RowKey]) -> Result<(), RowRefusal> {
        if keys.len() > self.most {
            return Err(RowRefusal::TooMany);
        }
        if (1..keys.len()).any(|at| keys[..at].contains(&keys[at])) {
            return Err(RowRefusal::Twice);
        }
        for key in self.keys(scenario) {
            if !keys.contains(&key) {
                self.take_out(scenario, key)?;
            }
        }
        for (to, key) in keys.iter().enumerate() {
            if self.place(scenario, *key).is_none() {
                (self.rows_mut)(scenario).push(*key, key.name());
            }
            self.shift(scenario, *key, to)?;
        }
        Ok(())
    }

    /// Gives the table back the rows of the preset, with all that they state.
    pub fn reset(&self, scenario: &mut Scenario) {
        let keys = self.keys(&scenario.origin().scenario());
        // Every row of a preset is one that the table takes.
        let _ = self.line_up(scenario, &[]);
        let _ = self.line_up(scenario, &keys);
        self.release(scenario);
        let origin = scenario.basis();
        for key in self.keys(&origin) {
            let _ = self.rename(scenario, key, self.name(&origin, key).unwrap_or_default());
        }
        for slot in self.slots(&origin) {
            let _ = slot.put(scenario, slot.get(&origin));
            if let Some(range) = origin.ranges.get(&slot.id()) {
                scenario.ranges.insert(slot.id(), *range);
            }
        }
    }

    /// Keys with spaces or commas between them.
    ///
    /// # Errors
    /// When one of them is no key.
    pub fn read_keys(text: &str) -> Result<Vec<RowKey>, RowRefusal> {
        text.split([' ', ','])
            .filter(|key| !key.is_empty())
            .map(|key| RowKey::read(key).ok_or(RowRefusal::Key))
            .collect()
    }

    /// Why the table does not take an edit, as a sentence to show.
    pub fn refusal_sentence(&self, refusal: RowRefusal) -> String {
        let Self { noun, most, .. } = self;
        match refusal {
            RowRefusal::Key => format!(
                "Name each {noun} with 1 to {LONGEST_KEY} small letters, digits or _, and put a comma between them."
            ),
            RowRefusal::Twice => format!("Name each {noun} once."),
            RowRefusal::TooMany => format!("There can be at most {most} of “{}”.", self.label),
            RowRefusal::NoRow => format!(
                "There is no such {noun}. List all of them first, as in {}=a,b.",
                self.id
            ),
            RowRefusal::Name(refusal) => refusal.to_string(),
        }
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other) || self.id == other.id
    }
}

impl Eq for Table {}

impl core::fmt::Debug for Table {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(self.id)
    }
}
