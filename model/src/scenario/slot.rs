//! Which input is meant: one of the form, or one cell of a table?

use super::demand::Anchor;
use super::{Domain, Field, Range, Refusal, RowKey, Scenario, Table, Value, work};
use crate::quantity::format;
use std::borrow::Cow;

/// What a reference says in words whose row was removed.
pub const GONE: &str = "one that is gone";

/// What an input states, and its range if it has one.
pub type Statement = (Value, Option<Range>);

/// What a figure or an input is called, after the row that it is of: `Pro, Price`.
pub fn behind_row(row: Option<&str>, label: &str) -> String {
    match row {
        Some(row) => [row, ", ", label].concat(),
        None => label.to_owned(),
    }
}

/// One input wherever it stands: a field, and the row if it is a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// What is known of it.
    pub field: &'static Field,
    /// The row that it stands in; none outside tables.
    pub row: Option<RowKey>,
}

impl From<&'static Field> for Slot {
    fn from(field: &'static Field) -> Self {
        Self { field, row: None }
    }
}

impl Slot {
    /// A field; of a column, in the row at this place. None where there is no such row.
    pub fn at(field: &'static Field, at: usize, scenario: &Scenario) -> Option<Self> {
        let row = match field.table {
            Some(table) => Some(*table.keys(scenario).get(at)?),
            None => None,
        };
        Some(Self { field, row })
    }

    /// As links carry it: `web.node_type`, `tier.pro.price`.
    pub fn id(&self) -> Cow<'static, str> {
        let Some((table, row)) = self.table().zip(self.row) else {
            return Cow::Borrowed(self.field.id);
        };
        Cow::Owned([table.id, ".", row.text(), ".", self.field.name()].concat())
    }

    /// The table that it stands in, if it does.
    pub const fn table(&self) -> Option<&'static Table> {
        self.field.table
    }

    /// What the row that it stands in is called.
    pub fn row_name<'a>(&self, scenario: &'a Scenario) -> Option<&'a str> {
        self.table()?.name(scenario, self.row?)
    }

    /// Where it stands in its column; 0 outside tables, none if its row is gone.
    pub(crate) fn place(&self, scenario: &Scenario) -> Option<usize> {
        match self.table() {
            Some(table) => table.place(scenario, self.row?),
            None => Some(0),
        }
    }

    /// Whether the scenario has it: a row may be gone.
    pub fn is_in(&self, scenario: &Scenario) -> bool {
        self.place(scenario).is_some()
    }

    /// What `scenario` states here; nothing if the row is gone.
    pub fn get(&self, scenario: &Scenario) -> Value {
        self.place(scenario)
            .map_or(Value::Unset, |at| (self.field.get)(scenario, at))
    }

    /// What is known of the value that it holds: of itself, or of the input that its row
    /// names.
    pub fn rules(&self, scenario: &Scenario) -> &'static Field {
        let Domain::Like(names) = self.field.domain else {
            return self.field;
        };
        let at = self.place(scenario);
        match at.map(|at| (names.get)(scenario, at)) {
            Some(Value::Input(of)) => of.field,
            _ => self.field,
        }
    }

    /// Whether it takes a value in this scenario.
    ///
    /// # Errors
    /// Says why not.
    pub(super) fn takes(&self, scenario: &Scenario, value: Value) -> Result<(), Refusal> {
        let at = self.place(scenario).ok_or(Refusal::NoRow)?;
        self.field.check_in(scenario, at, value)
    }

    /// What `scenario` states here, in words.
    pub fn words(&self, scenario: &Scenario) -> String {
        self.rules(scenario).words_of(scenario, self.get(scenario))
    }
}

impl Field {
    /// A value of it in words.
    fn words_of(&self, scenario: &Scenario, value: Value) -> String {
        match value {
            Value::Number(number) => {
                format::precise(number, work::unit(scenario, self.stated.unit))
            }
            Value::Choice(id) => {
                work::said(scenario, self.choice_label(id).unwrap_or_default()).to_owned()
            }
            Value::Input(slot) => slot.label(scenario),
            Value::Row(key) => match self.domain {
                Domain::Row { table, .. } => table.name(scenario, key).unwrap_or(GONE),
                _ => GONE,
            }
            .to_owned(),
            Value::Unset => match self.domain {
                Domain::Row { unset, .. } => unset,
                _ => "not stated",
            }
            .to_owned(),
        }
    }
}

impl Slot {
    /// Its label, after what the row is called that it stands in: `Pro, Price`.
    pub fn label(&self, scenario: &Scenario) -> String {
        behind_row(
            self.row_name(scenario),
            work::said(scenario, self.field.label),
        )
    }

    /// Its range, if it has one.
    pub fn range(&self, scenario: &Scenario) -> Option<Range> {
        scenario.ranges.get(&self.id()).copied()
    }

    /// What `scenario` states here, with the range.
    pub fn stated(&self, scenario: &Scenario) -> Statement {
        (self.get(scenario), self.range(scenario))
    }

    /// States a value with its range, or without one.
    ///
    /// # Errors
    /// Says why not, and leaves the scenario as it was.
    pub fn state(&self, scenario: &mut Scenario, (value, range): Statement) -> Result<(), Refusal> {
        self.put(scenario, value)?;
        match range {
            Some(range) => scenario.ranges.insert(self.id(), range),
            None => scenario.ranges.remove(&self.id()),
        };
        Ok(())
    }

    /// States what is typed or what mends a finding: a rung of the ladder that is
    /// stated leads alone.
    ///
    /// # Errors
    /// Says why not.
    pub fn lead_or_state(
        &self,
        scenario: &mut Scenario,
        statement: Statement,
    ) -> Result<(), Refusal> {
        if statement.0 != Value::Unset && Anchor::of_field(self.field.id).is_some() {
            scenario.release_anchors();
        }
        self.state(scenario, statement)
    }

    /// States `value` here, as [`Field::put`] does.
    ///
    /// # Errors
    /// Says why not, and leaves the scenario as it was.
    pub fn put(&self, scenario: &mut Scenario, value: Value) -> Result<(), Refusal> {
        let at = self.place(scenario).ok_or(Refusal::NoRow)?;
        self.field.put_at(scenario, at, value)
    }

    /// States a value whether or not the field takes it, as only a bug could: for
    /// tests of what is planned then. Nothing where the row is gone.
    #[doc(hidden)]
    pub fn force(&self, scenario: &mut Scenario, value: Value) {
        if let Some(at) = self.place(scenario) {
            (self.field.set)(scenario, at, value);
        }
    }

    /// Why it does not take a value, with the row that it stands in.
    pub fn refusal_sentence(&self, scenario: &Scenario, refusal: Refusal) -> String {
        let sentence = self.rules(scenario).refusal_sentence(refusal);
        match self.row_name(scenario) {
            Some(name) => [name, ": ", &sentence].concat(),
            None => sentence,
        }
    }
}
