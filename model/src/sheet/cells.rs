//! Which figures does a plan have, what are they, and what did each come from?

use super::place::{Row, Rows, Scope, outward, place_of, row_read};
use super::{Cell, Figure, Outcome};
use super::{Field, Formula};
use crate::quantity::Missing;
use std::sync::OnceLock;

/// A number, or the reason why there is none. Unknown is not zero.
pub type Number = Result<f64, Missing>;

/// What a cell came from.
#[derive(Clone, Copy, Debug)]
pub enum Precedent {
    /// Another cell of the same plan, by its place.
    Cell(u32),
    /// A field; of a column, in the row at this place of its table.
    Input(&'static Field, u16),
    /// Nothing that a reader could follow.
    None,
}

/// What a cell came from, as a plan keeps it: in 4 bytes, since it is copied for each
/// input of each figure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trace(u32);

impl Trace {
    pub(super) const NOTHING: Self = Self(u32::MAX);
    /// From here on it is a place among what was read, below a place among the figures.
    const READ: u32 = 1 << 31;
}

/// One figure of a plan, or the reason why there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) formula: &'static Formula,
    pub(super) number: Number,
    pub(super) scope: Scope,
    /// Where its precedents begin; they end where those of the next entry begin.
    pub(super) first: u32,
}

/// The figures of a plan, in the order in which they were worked out.
#[derive(Clone, Default, Debug)]
pub struct Cells {
    pub(super) entries: Vec<Entry>,
    /// What was handed to the formula of each. What a formula reads follows from its scope.
    pub(super) precedents: Vec<Trace>,
    /// Fields that were read to be handed to a formula, each with its row.
    reads: Vec<(&'static Field, u16)>,
    pub(super) rows: Rows,
    /// Whether figures are only worked out, for whoever needs no more than a number.
    pub(super) is_scratch: bool,
    /// Made when the first figure is looked for, by when all are worked out.
    index: OnceLock<Index>,
}

/// The hash of each id with the place of its figure, in the slot that the hash leads to
/// or in the next empty one: of figures of one id the first is found first.
type Index = Vec<Option<(u32, u32)>>;

/// Figures and precedents that a plan is expected to have, so that it need not move
/// them while it grows.
const EXPECTED: usize = 8192;

impl Cells {
    /// No figures, in the memory of these, and room for those of a plan.
    #[must_use]
    pub fn emptied(mut self) -> Self {
        self.entries.clear();
        self.precedents.clear();
        self.reads.clear();
        self.rows.clear();
        self.entries.reserve(EXPECTED);
        self.precedents.reserve(2 * EXPECTED);
        self.reads.reserve(EXPECTED / 8);
        Self {
            index: OnceLock::new(),
            ..self
        }
    }

    /// No figures, and none will be kept.
    pub fn scratch() -> Self {
        Self {
            is_scratch: true,
            ..Self::default()
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Visits every figure with its id.
    pub fn each(&self, visit: &mut dyn FnMut(&str, Outcome)) {
        let mut id = String::new();
        for at in 0..self.entries.len() {
            self.write_id(at, &mut id);
            visit(&id, self.outcome_at(at));
        }
    }

    /// The place of the figure of this id.
    pub fn place(&self, id: &str) -> Option<usize> {
        let index = self.index.get_or_init(|| self.indexed());
        let hash = hash_of(id);
        let mut draft = String::new();
        let mut slot = start_of(hash, index.len());
        while let Some((other, at)) = index[slot] {
            if other == hash {
                self.write_id(at as usize, &mut draft);
                if draft == id {
                    return Some(at as usize);
                }
            }
            slot = (slot + 1) % index.len();
        }
        None
    }

    /// Visits those figures of another plan of the same scenario with other numbers which are
    /// wanted, in their order, each with its number here; none where it is not here.
    pub fn each_as(
        &self,
        other: &Self,
        wanted: &[bool],
        visit: &mut dyn FnMut(usize, Option<Number>),
    ) {
        let is_alike = |own: &Entry, theirs: &Entry| {
            core::ptr::eq(own.formula, theirs.formula)
                && (own.scope.month, own.scope.case) == (theirs.scope.month, theirs.scope.case)
                && outward(own.scope.row, &self.rows).eq(outward(theirs.scope.row, &other.rows))
        };
        // Both are in the same order, but for figures that only one of them has.
        let mut next = 0;
        let sought = other.entries.iter().enumerate().zip(wanted);
        for ((at, theirs), _) in sought.filter(|(_, wanted)| **wanted) {
            let is_it = |own: &Entry| is_alike(own, theirs);
            let (before, from) = self.entries.split_at(next);
            let found = from.iter().position(is_it).map(|nth| next + nth);
            let found = found.or_else(|| before.iter().position(is_it));
            next = found.map_or(next, |found| found + 1);
            visit(at, found.map(|found| self.entries[found].number));
        }
    }

    fn indexed(&self) -> Index {
        // Twice the slots and one more, so that a search always ends at an empty one.
        let mut index = vec![None; 2 * self.entries.len() + 1];
        let mut id = String::new();
        for at in 0..self.entries.len() {
            self.write_id(at, &mut id);
            let hash = hash_of(&id);
            let mut slot = start_of(hash, index.len());
            while index[slot].is_some() {
                slot = (slot + 1) % index.len();
            }
            index[slot] = Some((hash, short(at)));
        }
        index
    }

    /// The outcome of this id, if the plan has it.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        self.place(id).map(|at| self.outcome_at(at))
    }

    /// The outcome of a formula's first figure.
    pub fn first_of(&self, formula: &'static Formula) -> Option<Outcome> {
        let mut entries = self.entries.iter();
        let at = entries.position(|entry| core::ptr::eq(entry.formula, formula));
        at.map(|at| self.outcome_at(at))
    }

    /// The id of the figure at this place.
    pub fn id(&self, at: usize) -> String {
        let mut id = String::new();
        self.write_id(at, &mut id);
        id
    }

    fn write_id(&self, at: usize, id: &mut String) {
        let entry = &self.entries[at];
        let place = place_of(entry.formula, entry.scope, &self.rows);
        place.write(entry.formula.name, entry.scope, &self.rows, id);
    }

    /// The formula of the figure at this place.
    pub fn formula(&self, at: usize) -> &'static Formula {
        self.entries[at].formula
    }

    /// The number at this place.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn number(&self, at: usize) -> Number {
        self.entries[at].number
    }

    /// The month that the figure at this place is of, if it is of one.
    pub fn month(&self, at: usize) -> Option<u8> {
        self.entries[at].scope.month()
    }

    /// The row that the figure at this place is of.
    pub fn row(&self, at: usize) -> Option<Row> {
        let rows = &mut outward(self.entries[at].scope.row, &self.rows);
        rows.find(|row| !matches!(row, Row::Elsewhere(_))).copied()
    }

    /// The rows that the figure at this place is of, by their names: the outer one first.
    pub fn row_names(&self, at: usize, scenario: &super::Scenario) -> Option<String> {
        let rows = outward(self.entries[at].scope.row, &self.rows);
        let names = rows.filter_map(|row| row.name(scenario));
        names.reduce(|inner, outer| [&outer, ", ", &inner].concat())
    }

    /// The row of the first cell that the figure at this place came from: which stage
    /// it is that is fullest.
    pub fn row_taken(&self, at: usize) -> Option<Row> {
        match self.precedents(at).next()? {
            (_, Precedent::Cell(place)) => self.row(place as usize),
            _ => None,
        }
    }

    /// What the figure at this place came from, with the place of the formula's
    /// input that each stands for.
    pub fn precedents(&self, at: usize) -> impl Iterator<Item = (usize, Precedent)> {
        let from = self.entries[at].first as usize;
        let next = self.entries.get(at + 1).map(|next| next.first as usize);
        let of = &self.precedents[from..next.unwrap_or(self.precedents.len())];
        let (row, inputs) = (self.entries[at].scope.row, self.entries[at].formula.inputs);
        let read = inputs.iter().enumerate().filter_map(move |(nth, input)| {
            let at = row_read(input.field?, row, &self.rows).map(row_number);
            let from = at.zip(input.field);
            let from = from.map_or(Precedent::None, |(at, of)| Precedent::Input(of, at));
            Some((nth, from))
        });
        // Many cells that a formula adds up come last of those that it is handed.
        let handed = inputs.iter().filter(|input| input.field.is_none()).count();
        let last = handed.saturating_sub(1);
        let handed = of.iter().enumerate();
        let handed = handed.map(move |(place, from)| (place.min(last), self.precedent(*from)));
        handed.chain(read)
    }

    fn precedent(&self, from: Trace) -> Precedent {
        if from.0 < Trace::READ {
            return Precedent::Cell(from.0);
        }
        let read = self.reads.get((from.0 - Trace::READ) as usize);
        read.map_or(Precedent::None, |(field, at)| Precedent::Input(field, *at))
    }

    /// What a formula gave in a scope, with where it stands; none where it was not called there.
    pub(super) fn given(&self, formula: &'static Formula, scope: Scope) -> Option<Cell> {
        let is_it = |entry: &Entry| core::ptr::eq(entry.formula, formula) && entry.scope == scope;
        let at = self.entries.iter().position(is_it)?;
        Some(Cell {
            number: self.entries[at].number,
            from: Trace(short(at)),
        })
    }

    /// Notes that a field was read in this row.
    pub(super) fn note(&mut self, field: &'static Field, at: usize) -> Trace {
        if self.is_scratch {
            return Trace::NOTHING;
        }
        self.reads.push((field, row_number(at)));
        Trace(Trace::READ + short(self.reads.len() - 1))
    }

    /// What the formula of the figure at this place was given, one number an input;
    /// none where one of them is missing.
    pub fn inputs(&self, at: usize, scenario: &super::Scenario) -> Option<Vec<f64>> {
        let mut inputs: Vec<Option<f64>> = vec![None; self.formula(at).inputs.len()];
        for (input, from) in self.precedents(at) {
            let number = match from {
                Precedent::Cell(place) => self.number(place as usize).ok()?,
                Precedent::Input(field, at) => {
                    let super::Value::Number(number) = (field.get)(scenario, at.into()) else {
                        return None;
                    };
                    number
                }
                Precedent::None => return None,
            };
            let place = inputs.get_mut(input)?;
            *place = Some(place.map_or(number, |sum| sum + number));
        }
        inputs.into_iter().collect()
    }

    fn outcome_at(&self, at: usize) -> Outcome {
        let entry = &self.entries[at];
        let value = entry.number?;
        Ok(Figure {
            value,
            formula: entry.formula,
        })
    }

    pub(super) fn push(
        &mut self,
        formula: &'static Formula,
        number: Number,
        scope: Scope,
        first: usize,
    ) -> Cell {
        debug_assert!(
            self.index.get().is_none(),
            "a figure was looked for too early"
        );
        let at = self.entries.len();
        self.entries.push(Entry {
            formula,
            number,
            scope,
            first: short(first),
        });
        Cell {
            number,
            from: Trace(short(at)),
        }
    }
}

/// Equal when the same formulas gave the same bits in the same places.
impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        let alike = |(one, other): (&Entry, &Entry)| {
            one.formula == other.formula
                && one.scope == other.scope
                && same(one.number, other.number)
        };
        self.len() == other.len()
            && self.rows == other.rows
            && self.entries.iter().zip(&other.entries).all(alike)
    }
}

/// Equal to the bit.
pub(super) fn same(one: Number, other: Number) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => one.to_bits() == other.to_bits(),
        (one, other) => one == other,
    }
}

/// A table has some dozen rows.
fn row_number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A plan has some thousand figures.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The slot in which the search for a hash begins.
fn start_of(hash: u32, slots: usize) -> usize {
    hash as usize % slots
}

/// FNV-1a, a hash that is the same everywhere.
fn hash_of(id: &str) -> u32 {
    let bytes = id.bytes();
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
