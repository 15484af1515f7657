//! Which figures does a plan have, what are they, and what did each come from?

use super::place::{Nested, Row, Scope, outward, place_of};
use super::{Field, Formula};
use crate::quantity::Absent;
use crate::sheet::{Figure, Outcome};
use core::cell::RefCell;

/// A number, or the reason why there is none. Unknown is not zero.
pub type Number = Result<f64, Absent>;

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
    pub(super) precedents: Vec<Precedent>,
    pub(super) rows: Vec<Nested>,
}

/// Figures and precedents that a plan is expected to have, so that it need not move
/// them while it grows.
const EXPECTED: usize = 2048;

impl Cells {
    /// No figures, and room for those of a plan.
    pub fn with_room() -> Self {
        Self {
            entries: Vec::with_capacity(EXPECTED),
            precedents: Vec::with_capacity(2 * EXPECTED),
            rows: Vec::new(),
        }
    }

    /// Forgets all figures and keeps the memory, to be filled again.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.precedents.clear();
        self.rows.clear();
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
        let month = month_of(id);
        let mut draft = String::new();
        self.entries.iter().position(|entry| {
            let scope = entry.scope;
            // Ids that end in a number may do so for another reason.
            (scope.month == 0 || Some(scope.month - 1) == month)
                && place_of(entry.formula, scope, &self.rows).is(
                    id,
                    entry.formula.name,
                    scope,
                    &self.rows,
                    &mut draft,
                )
        })
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

    /// The number at this place, or why there is none.
    pub fn number(&self, at: usize) -> Number {
        self.entries[at].number
    }

    /// Where the figure at this place stands.
    pub fn scope(&self, at: usize) -> Scope {
        self.entries[at].scope
    }

    /// The row that the figure at this place is of.
    pub fn row(&self, at: usize) -> Option<Row> {
        let rows = &mut outward(self.entries[at].scope.row, &self.rows);
        rows.find(|row| !matches!(row, Row::Elsewhere(_)))
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
        let inputs = self.entries[at].formula.inputs;
        let many = inputs.iter().position(|input| input.many);
        let repeated = of.len().saturating_sub(inputs.len());
        of.iter().enumerate().map(move |(place, precedent)| {
            let input = match many {
                Some(many) if place > many => many.max(place.saturating_sub(repeated)),
                _ => place,
            };
            (input, *precedent)
        })
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

    fn push(
        &mut self,
        formula: &'static Formula,
        number: Number,
        scope: Scope,
        first: usize,
    ) -> Cell {
        let at = self.entries.len();
        self.entries.push(Entry {
            formula,
            number,
            scope,
            first: short(first),
        });
        Cell {
            number,
            from: Precedent::Cell(short(at)),
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
fn same(one: Number, other: Number) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => one.to_bits() == other.to_bits(),
        (one, other) => one == other,
    }
}

/// A plan has some thousand figures.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The month that an id ends in.
fn month_of(id: &str) -> Option<u8> {
    id.rsplit('.').next()?.parse().ok()
}

/// A number with what it came from: what formulas take and give.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    number: Number,
    from: Precedent,
}

/// Two cells are equal when their numbers are, to the bit.
impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        same(self.number, other.number)
    }
}

impl Cell {
    /// A number that nothing leads to.
    pub const fn bare(number: Number) -> Self {
        Self {
            number,
            from: Precedent::None,
        }
    }

    /// No number, for this reason.
    pub const fn missing(why: Absent) -> Self {
        Self::bare(Err(why))
    }

    /// The number.
    ///
    /// # Errors
    /// The reason why there is none.
    pub const fn number(self) -> Number {
        self.number
    }

    /// The number; zero where there is none.
    pub fn or_zero(self) -> f64 {
        self.number.unwrap_or(0.0)
    }

    /// The figure of a formula with this number.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn outcome(self, formula: &'static Formula) -> Outcome {
        self.number.map(|value| Figure { value, formula })
    }

    /// Whether there is a number.
    pub const fn is_known(self) -> bool {
        self.number.is_ok()
    }

    /// The same where the number meets a condition; missing for this reason where
    /// it does not.
    #[must_use]
    pub fn must(self, meets: impl FnOnce(f64) -> bool, why: Absent) -> Self {
        match self.number {
            Ok(number) if !meets(number) => self.but(Err(why)),
            _ => self,
        }
    }

    /// The same where another cell is known; missing for its reason where it is not.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        match other.number {
            Err(why) if self.is_known() => self.but(Err(why)),
            _ => self,
        }
    }

    /// Missing for this reason wherever it is missing.
    #[must_use]
    pub fn or_because(self, why: Absent) -> Self {
        if self.is_known() {
            self
        } else {
            self.but(Err(why))
        }
    }

    /// The same cell with another number.
    #[must_use]
    pub const fn but(self, number: Number) -> Self {
        Self { number, ..self }
    }
}

/// What is handed to a formula for one of its inputs.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// A cell.
    One(Cell),
    /// Cells that the formula adds up.
    Many(&'a [Cell]),
}

impl From<Cell> for Given<'_> {
    fn from(cell: Cell) -> Self {
        Self::One(cell)
    }
}

impl<'a> From<&'a [Cell]> for Given<'a> {
    fn from(cells: &'a [Cell]) -> Self {
        Self::Many(cells)
    }
}

/// What a plan looked up, as a formula takes it.
#[derive(Clone, Copy, Debug)]
pub struct Known(pub Number);

impl From<f64> for Known {
    fn from(number: f64) -> Self {
        Self(Ok(number))
    }
}

impl From<Number> for Known {
    fn from(number: Number) -> Self {
        Self(number)
    }
}

impl From<Absent> for Known {
    fn from(why: Absent) -> Self {
        Self(Err(why))
    }
}

/// Why there is no number where the arithmetic leaves all numbers behind.
pub const BEYOND: Absent = Absent(
    "One of the numbers behind this is so small, or so large, that the result is beyond any number. Check the inputs.",
);
/// Why a field that may be left out gives no number.
pub const NOT_STATED: Absent = Absent("This is not stated.");
const NO_ROW: Absent = Absent("The row that states this is gone.");

/// Where figures are worked out: a scenario, the figures so far, and the row, the
/// month and the case in which the next ones stand.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What is stated.
    pub scenario: &'a super::Scenario,
    cells: &'a RefCell<Cells>,
    scope: Scope,
    limit: Limit,
}

/// Which results mean something, and what becomes of the others.
#[derive(Clone, Copy)]
struct Limit {
    most: f64,
    why: Absent,
    keeps_missing: bool,
}

/// What comes of working on a sheet that nobody keeps.
pub fn scratch<T>(scenario: &super::Scenario, work: impl FnOnce(Sheet) -> T) -> T {
    let cells = RefCell::default();
    work(Sheet::new(scenario, &cells))
}

impl<'a> Sheet<'a> {
    /// A sheet over these cells.
    pub fn new(scenario: &'a super::Scenario, cells: &'a RefCell<Cells>) -> Self {
        Self {
            scenario,
            cells,
            scope: Scope::default(),
            limit: Limit {
                most: f64::MAX,
                why: BEYOND,
                keeps_missing: true,
            },
        }
    }

    /// The same sheet in a row, within the row that it stands in.
    #[must_use]
    pub fn within(self, row: Row) -> Self {
        let mut cells = self.cells.borrow_mut();
        let outer = self.scope.row;
        let of = Nested { row, outer };
        // Rows are gone through one after the other, so that one is found near the end.
        let found = cells
            .rows
            .iter()
            .rposition(|other| other.outer == outer && other.row == row);
        let at = found.unwrap_or_else(|| {
            cells.rows.push(of);
            cells.rows.len() - 1
        });
        let row = u16::try_from(at + 1).unwrap_or(u16::MAX);
        Self {
            scope: Scope { row, ..self.scope },
            ..self
        }
    }

    /// The same sheet, so many months from now.
    #[must_use]
    pub fn in_month(self, month: usize) -> Self {
        let month = u8::try_from(month + 1).unwrap_or(u8::MAX);
        Self {
            scope: Scope {
                month,
                ..self.scope
            },
            ..self
        }
    }

    /// The same sheet in a case of growth.
    #[must_use]
    pub fn in_case(self, case: super::Case) -> Self {
        Self {
            scope: Scope { case, ..self.scope },
            ..self
        }
    }

    /// The same sheet, where a result above `most`, or one that is no number, is
    /// missing for this reason.
    #[must_use]
    pub const fn up_to(self, most: f64, why: Absent) -> Self {
        let limit = Limit {
            most,
            why,
            ..self.limit
        };
        Self { limit, ..self }
    }

    /// The same sheet, where a figure that is missing is not kept.
    #[must_use]
    pub const fn if_known(self) -> Self {
        let limit = Limit {
            keeps_missing: false,
            ..self.limit
        };
        Self { limit, ..self }
    }

    /// What a column states in the row at this place of its table, wherever the sheet
    /// stands.
    pub fn read_row(self, field: &'static Field, at: usize) -> Cell {
        Cell {
            number: number_of(field, self.scenario, at),
            from: Precedent::Input(field, u16::try_from(at).unwrap_or(u16::MAX)),
        }
    }

    /// What a field states; of a column, in the row of its table that the sheet
    /// stands in.
    pub fn read(self, field: &'static Field) -> Cell {
        self.read_in(&self.cells.borrow().rows, field)
    }

    fn read_in(self, rows: &[Nested], field: &'static Field) -> Cell {
        let Some(table) = field.table else {
            return self.read_row(field, 0);
        };
        let stood_in = outward(self.scope.row, rows)
            .find_map(|row| row.in_table().filter(|(of, ..)| core::ptr::eq(*of, table)));
        stood_in.map_or(Cell::missing(NO_ROW), |(.., at)| self.read_row(field, at))
    }

    /// A figure that states a field again, under the field's own id.
    pub fn stated(self, field: &'static Field) -> Cell {
        let cell = self.read(field);
        self.put(&field.stated, cell.number, |cells| cells.push(cell.from))
    }

    /// What a field states; what follows where it states nothing.
    pub fn stated_or(self, field: &'static Field, follow: impl FnOnce() -> Cell) -> Cell {
        if self.read(field).is_known() {
            self.stated(field)
        } else {
            follow()
        }
    }

    /// What a formula gives for these cells. Missing where one of its inputs is
    /// missing, or where the result is no number.
    pub fn call(self, formula: &'static Formula, given: &[Given]) -> Cell {
        self.work(formula, given, |inputs| match formula.compute {
            Some(compute) => Ok(compute(inputs)),
            None => inputs.first().copied().ok_or(NOT_STATED),
        })
    }

    /// A figure that was looked up, with the cells that the look-up went by.
    pub fn found(self, formula: &'static Formula, value: Known, given: &[Given]) -> Cell {
        self.work(formula, given, |_| value.0)
    }

    /// A figure that a formula does not give here, for this reason.
    pub fn lacks(self, formula: &'static Formula, why: Absent) -> Cell {
        self.put(formula, Err(why), |_| ())
    }

    fn work(
        self,
        formula: &'static Formula,
        given: &[Given],
        number: impl FnOnce(&[f64]) -> Number,
    ) -> Cell {
        let mut cells = self.cells.borrow_mut();
        let Cells {
            precedents, rows, ..
        } = &mut *cells;
        let first = precedents.len();
        let mut inputs = [0.0; super::formula::MOST_INPUTS];
        let mut why = None;
        let mut given = given.iter();
        for (value, input) in inputs.iter_mut().zip(formula.inputs) {
            let one;
            let of: &[Cell] = match (input.field, given.as_slice().first()) {
                (Some(field), _) => {
                    one = self.read_in(rows, field);
                    core::slice::from_ref(&one)
                }
                (None, Some(Given::One(cell))) => {
                    given.next();
                    core::slice::from_ref(cell)
                }
                (None, Some(Given::Many(cells))) => {
                    given.next();
                    cells
                }
                (None, None) => &[],
            };
            let mut sum = None;
            for cell in of {
                precedents.push(cell.from);
                match cell.number {
                    Ok(number) => sum = Some(sum.map_or(number, |sum: f64| sum + number)),
                    Err(absent) => why = why.or(Some(absent)),
                }
            }
            *value = sum.unwrap_or(0.0);
        }
        let number = match why {
            Some(why) => Err(why),
            None => {
                number(&inputs[..formula.inputs.len()]).and_then(|number| self.limit.sound(number))
            }
        };
        if let (Err(why), false) = (number, self.limit.keeps_missing) {
            precedents.truncate(first);
            return Cell::missing(why);
        }
        cells.push(formula, number, self.scope, first)
    }

    fn put(
        self,
        formula: &'static Formula,
        number: Number,
        precedents: impl FnOnce(&mut Vec<Precedent>),
    ) -> Cell {
        let mut cells = self.cells.borrow_mut();
        let first = cells.precedents.len();
        precedents(&mut cells.precedents);
        cells.push(formula, number, self.scope, first)
    }
}

impl Limit {
    /// A number, unless it is infinite, none, or above what means something.
    fn sound(self, number: f64) -> Number {
        if number.is_finite() && number <= self.most {
            Ok(number)
        } else {
            Err(self.why)
        }
    }
}

fn number_of(field: &'static Field, scenario: &super::Scenario, at: usize) -> Number {
    match (field.get)(scenario, at) {
        super::Value::Number(number) => Ok(number),
        // Known, though no number: a formula is never handed one.
        super::Value::Choice(_) | super::Value::Row(_) => Ok(0.0),
        super::Value::Unset => Err(NOT_STATED),
    }
}
