//! What is known of one input, so that forms, links, bounds checks and
//! documentation need not be told twice?

use super::{Choice, RowKey, Scenario, Slot, Table};
use crate::quantity::brackets::{max, min};
use crate::quantity::math::{round_down, round_up};
use crate::quantity::{Source, Unit};
use crate::sheet::Formula;

/// What an input holds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    /// A number in the field's unit.
    Number(f64),
    /// Nothing stated: the value follows from others.
    Unset,
    /// The id of a choice.
    Choice(&'static str),
    /// The key of a row of another table, or [`RowKey::GONE`].
    Row(RowKey),
    /// Another input.
    Input(Slot),
}

/// Whether a number counts what there are only whole ones of. A link may be older than
/// that: its fraction is read as the next whole number on the safe side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whole {
    /// Any number is taken.
    No,
    /// Of what is needed the next one up is safe.
    Up,
    /// Of what there is the next one down is safe.
    Down,
}

/// What an input may hold.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Domain {
    /// A number from `least` to `most`, both included.
    Number {
        /// The unit in which bounds and values are.
        unit: Unit,
        /// The least value that makes sense.
        least: f64,
        /// The largest value that makes sense.
        most: f64,
        /// Whether it may be left unset, so that it follows from others.
        optional: bool,
        /// Whether it takes whole numbers alone.
        whole: Whole,
    },
    /// One of these words.
    Choice(&'static [Choice]),
    /// A row of a table, by its key; it may be left unset.
    Row {
        /// The table whose rows are meant.
        table: &'static Table,
        /// Which row it is while it is unset: `the fullest that it fits`.
        unset: &'static str,
    },
    /// Any other input, by its id; it may be left unset.
    Input,
    /// What the input may hold that this column of the same row names.
    Like(&'static Field),
}

/// A number in `unit` that must be stated.
pub(crate) const fn number(unit: &'static str, least: f64, most: f64) -> Domain {
    Domain::Number {
        unit: Unit::Of(unit),
        least,
        most,
        optional: false,
        whole: Whole::No,
    }
}

/// A whole number in `unit` that must be stated; of what is needed.
pub(crate) const fn whole(unit: &'static str, least: f64, most: f64) -> Domain {
    counted(number(unit, least, most), Whole::Up)
}

/// A whole number in `unit` that may be left to follow from others; of what is needed.
pub(crate) const fn optional_whole(unit: &'static str, least: f64, most: f64) -> Domain {
    counted(optional(unit, least, most), Whole::Up)
}

/// The same of what there is, or can be at the most.
pub(crate) const fn there(domain: Domain) -> Domain {
    counted(domain, Whole::Down)
}

const fn counted(domain: Domain, whole: Whole) -> Domain {
    match domain {
        Domain::Number {
            unit,
            least,
            most,
            optional,
            ..
        } => Domain::Number {
            unit,
            least,
            most,
            optional,
            whole,
        },
        other => other,
    }
}

/// A number in `unit` that may be left to follow from others.
pub(crate) const fn optional(unit: &'static str, least: f64, most: f64) -> Domain {
    Domain::Number {
        unit: Unit::Of(unit),
        least,
        most,
        optional: true,
        whole: Whole::No,
    }
}

/// One of these words.
pub(crate) const fn one_of(choices: &'static [Choice]) -> Domain {
    Domain::Choice(choices)
}

/// A row of `table`, by its key; while it is unset, the one that `unset` says.
pub(crate) const fn row_of(table: &'static Table, unset: &'static str) -> Domain {
    Domain::Row { table, unset }
}

/// Why a field does not take a value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Refusal {
    /// The number lies outside the field's bounds.
    OutOfBounds,
    /// The number has a fraction, of what there are only whole ones of.
    NotWhole,
    /// The field holds something else: a number, or one of its choices.
    WrongKind,
    /// The row that it stands in is gone.
    NoRow,
    /// The row or the input that it refers to is not there, or cannot be meant.
    Dangling,
}

/// One input.
pub struct Field {
    /// As links carry it: `web.users_per_backend_pod`. Never changes.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// A sentence or two.
    pub help: &'static str,
    /// What it may hold.
    pub domain: Domain,
    /// Where its usual value comes from.
    pub source: Source,
    /// The range in which the source puts it, in the field's unit.
    pub usual: Option<(f64, f64)>,
    /// The working of a figure that is stated in this field.
    pub stated: Formula,
    /// The table that it is a column of, if it is one.
    pub(crate) table: Option<&'static Table>,
    /// Reads it, in the row at this place; outside tables the place says nothing.
    pub(crate) get: fn(&Scenario, usize) -> Value,
    /// Writes it there, whatever the value.
    pub(crate) set: fn(&mut Scenario, usize, Value),
}

impl Field {
    /// What `scenario` states here; of a column, in the first row.
    pub fn get(&self, scenario: &Scenario) -> Value {
        (self.get)(scenario, 0)
    }

    /// Whether the field takes `value`.
    ///
    /// # Errors
    /// Says why not: out of bounds, or not a value of this kind.
    pub fn check(&self, value: Value) -> Result<(), Refusal> {
        match (self.domain, value) {
            (Domain::Number { least, most, .. }, Value::Number(number)) => {
                if !(least..=most).contains(&number) {
                    Err(Refusal::OutOfBounds)
                } else if self.is_whole() && number.fract().abs() > 0.0 {
                    Err(Refusal::NotWhole)
                } else {
                    Ok(())
                }
            }
            (Domain::Like(_), Value::Number(number)) if !number.is_finite() => {
                Err(Refusal::OutOfBounds)
            }
            (Domain::Number { optional: true, .. }, Value::Unset)
            | (Domain::Row { .. }, Value::Row(_) | Value::Unset)
            | (Domain::Input, Value::Input(_) | Value::Unset)
            | (
                Domain::Like(_),
                Value::Number(_) | Value::Choice(_) | Value::Row(_) | Value::Unset,
            ) => Ok(()),
            (Domain::Choice(choices), Value::Choice(id)) => choices
                .iter()
                .any(|choice| choice.id == id)
                .then_some(())
                .ok_or(Refusal::WrongKind),
            _ => Err(Refusal::WrongKind),
        }
    }

    /// Whether it takes whole numbers alone.
    pub const fn is_whole(&self) -> bool {
        matches!(
            self.domain,
            Domain::Number {
                whole: Whole::Up | Whole::Down,
                ..
            }
        )
    }

    /// The number itself, or the whole one that the field takes in its place.
    pub fn taken(&self, number: f64) -> f64 {
        match self.domain {
            Domain::Number {
                whole: Whole::Up,
                most,
                ..
            } => min(round_up(number), most),
            Domain::Number {
                whole: Whole::Down,
                least,
                ..
            } => max(round_down(number), least),
            _ => number,
        }
    }

    /// Whether the field takes `value` in the row at this place of a scenario: as
    /// [`Field::check`], and what it refers to is there.
    pub(super) fn check_in(
        &self,
        scenario: &Scenario,
        at: usize,
        value: Value,
    ) -> Result<(), Refusal> {
        self.check(value)?;
        match (self.domain, value) {
            (Domain::Row { table, .. }, Value::Row(key)) if !table.is_referable(scenario, key) => {
                Err(Refusal::Dangling)
            }
            (Domain::Input, Value::Input(slot)) if !slot.can_change_later(scenario) => {
                Err(Refusal::Dangling)
            }
            (Domain::Like(names), _) => match ((names.get)(scenario, at), value) {
                (Value::Input(slot), _) => slot.takes(scenario, value),
                (_, Value::Unset) => Ok(()),
                _ => Err(Refusal::Dangling),
            },
            _ => Ok(()),
        }
    }

    /// States `value` in `scenario`, if the field takes it. An anchor of the
    /// demand ladder that is stated becomes the one that leads.
    ///
    /// # Errors
    /// Says why not, and leaves the scenario as it was.
    pub fn put(&self, scenario: &mut Scenario, value: Value) -> Result<(), Refusal> {
        self.put_at(scenario, 0, value)
    }

    /// As [`Field::put`], in the row at this place.
    pub(super) fn put_at(
        &self,
        scenario: &mut Scenario,
        at: usize,
        value: Value,
    ) -> Result<(), Refusal> {
        self.check_in(scenario, at, value)?;
        (self.set)(scenario, at, value);
        if self.id == "dated.input" {
            super::dated::begin_as_it_is(scenario, at);
        }
        if value != Value::Unset
            && let Some(anchor) = super::Anchor::of_field(self.id)
        {
            scenario.demand.anchor = anchor;
        }
        Ok(())
    }

    /// The unit of a number; none for anything else.
    pub const fn unit(&self) -> Option<Unit> {
        match self.domain {
            Domain::Number { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// The words to choose from; empty for anything but a choice.
    pub const fn choices(&self) -> &'static [Choice] {
        match self.domain {
            Domain::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// The table whose rows it refers to, if it is a reference.
    pub const fn refers_to(&self) -> Option<&'static Table> {
        match self.domain {
            Domain::Row { table, .. } => Some(table),
            _ => None,
        }
    }

    /// What the page calls the choice of this id; none if it is not one.
    pub fn choice_label(&self, id: &str) -> Option<&'static str> {
        let choice = self.choices().iter().find(|choice| choice.id == id)?;
        Some(choice.label)
    }

    /// Whether the field may be left to follow from others.
    pub const fn is_optional(&self) -> bool {
        matches!(
            self.domain,
            Domain::Number { optional: true, .. } | Domain::Row { .. } | Domain::Input
        )
    }

    /// The last part of the id, by which formulas name it.
    pub fn name(&self) -> &'static str {
        self.stated.name
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Field {}

impl core::fmt::Debug for Field {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(self.id)
    }
}

/// What a stated value is kept in. `hold` is only called with a value that
/// [`Field::check`] accepts.
pub(crate) trait Held {
    fn value(&self) -> Value;
    fn hold(&mut self, value: Value);
}

/// What a cell holds that holds what another input may.
impl Held for Value {
    fn value(&self) -> Value {
        *self
    }

    fn hold(&mut self, value: Value) {
        *self = value;
    }
}

impl Held for Option<Slot> {
    fn value(&self) -> Value {
        self.map_or(Value::Unset, Value::Input)
    }

    fn hold(&mut self, value: Value) {
        *self = match value {
            Value::Input(slot) => Some(slot),
            _ => None,
        };
    }
}

impl Held for f64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }

    fn hold(&mut self, value: Value) {
        if let Value::Number(number) = value {
            *self = number;
        }
    }
}

impl Held for Option<f64> {
    fn value(&self) -> Value {
        self.map_or(Value::Unset, Value::Number)
    }

    fn hold(&mut self, value: Value) {
        *self = match value {
            Value::Number(number) => Some(number),
            _ => None,
        };
    }
}

/// Declares a section of the scenario: the struct that holds it, its defaults
/// and its fields, written once.
///
/// Each entry reads `name: Type = default, domain, "Label", SOURCE, usual;`,
/// with its help as the doc comment.
macro_rules! fields {
    (
        $(#[doc = $about:literal])+
        pub struct $section:ident in $place:ident {
            $(
                $(#[doc = $help:literal])+
                $name:ident: $kind:ty = $default:expr, $domain:expr, $label:literal, $source:expr
                $(, usual $low:literal to $high:literal)?;
            )+
        }
    ) => {
        $(#[doc = $about])+
        // Copied in one piece: a clone field by field takes 10 KB of the program.
        #[derive(Clone, Copy, PartialEq, Debug)]
        pub struct $section {
            $( $(#[doc = $help])+ pub $name: $kind, )+
        }

        impl Default for $section {
            fn default() -> Self {
                Self { $($name: $default),+ }
            }
        }

        #[doc = concat!("The fields of section `", stringify!($place), "`, by name.")]
        pub mod fields {
            #[allow(clippy::wildcard_imports, reason = "the entries are written for the scope of their section")]
            use super::*;
            use $crate::scenario::field::{Field, Held, field};

            $(
                $(#[doc = $help])+
                #[expect(non_upper_case_globals, reason = "named like the input that it describes")]
                pub static $name: Field = field!(
                    $place.$name, concat!($($help),+), $domain, $label, $source, ($($low, $high)?), None,
                    |scenario, _| Held::value(&scenario.$place.$name),
                    |scenario, _, value| Held::hold(&mut scenario.$place.$name, value)
                );
            )+

            /// All of them, in the order of the form.
            pub static ALL: &[&Field] = &[$(&$name),+];
        }
    };
}

/// What is known of one input: `place.name`, its help, what it may hold, its
/// label, its source, its usual range, its table, and how to read and write it.
macro_rules! field {
    (
        $place:ident.$name:ident, $help:expr, $domain:expr, $label:literal, $source:expr,
        ($($low:literal, $high:literal)?),
        $table:expr, $get:expr, $set:expr
    ) => {
        $crate::scenario::Field {
            id: concat!(stringify!($place), ".", stringify!($name)),
            label: $label,
            help: $help,
            domain: $domain,
            source: $source,
            usual: $crate::scenario::field::field!(@usual $($low, $high)?),
            stated: $crate::sheet::Formula {
                id: concat!(stringify!($place), ".", stringify!($name)),
                place: $crate::sheet::Place::new(concat!(stringify!($place), ".", stringify!($name))),
                compute: None,
                name: stringify!($name),
                label: $label,
                inputs: &[],
                unit: match $domain {
                    $crate::scenario::Domain::Number { unit, .. } => unit,
                    _ => $crate::quantity::Unit::Of("choice"),
                },
                source: $source,
                kind: $crate::sheet::Kind::Stated,
            },
            table: $table,
            get: $get,
            set: $set,
        }
    };
    (@usual) => { None };
    (@usual $low:literal, $high:literal) => { Some(($low, $high)) };
}

pub(crate) use field;
pub(crate) use fields;
