//! Where are figures worked out? On a sheet: a scenario, the figures so far, and the
//! place in which the next ones stand.

use super::cell::{BEYOND, Cell, Given, Known, NO_ROW, NOT_STATED};
use super::cells::{Cells, Number, Trace};
use super::formula::MOST_INPUTS;
use super::place::{Row, Rows, Scope, place_of, row_read};
use super::{Field, Formula};
use crate::quantity::Missing;
use crate::quantity::math::of_count;
use core::cell::RefCell;

/// Where figures are worked out: a scenario, the figures so far, and the row, the
/// month and the case in which the next ones stand.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What is stated.
    pub scenario: &'a super::Scenario,
    cells: &'a RefCell<Cells>,
    scope: Scope,
    keeps_missing: bool,
    limit: &'static Limit,
    stretches: &'a [Stretch<'a>],
}

/// Months through which the same is stated, from one on: with the figures of a plan that
/// is made with that alone.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// Its first month.
    pub from: usize,
    /// The figures.
    pub cells: &'a Cells,
}

/// What figures are named that say after how many months something first is so.
const MOMENT: &str = "months_to";

/// Which results mean something: those up to the most. The others are missing for this reason.
pub struct Limit {
    /// The most.
    pub most: f64,
    /// Why there is no number.
    pub why: Missing,
}

/// Any number.
static NONE: Limit = Limit {
    most: f64::MAX,
    why: BEYOND,
};

/// What comes of working on a sheet that keeps no figure: only numbers come of it.
pub fn scratch<T>(scenario: &super::Scenario, work: impl FnOnce(Sheet) -> T) -> T {
    let cells = RefCell::new(Cells::scratch());
    work(Sheet::new(scenario, &cells))
}

impl<'a> Sheet<'a> {
    /// A sheet over these cells.
    pub fn new(scenario: &'a super::Scenario, cells: &'a RefCell<Cells>) -> Self {
        Self {
            scenario,
            cells,
            scope: Scope::default(),
            keeps_missing: true,
            limit: &NONE,
            stretches: &[],
        }
    }

    /// The same sheet, where what is stated changes along the months: a figure of a month
    /// is that of the stretch which the month lies in, and a moment is the first that lies
    /// in its own stretch.
    #[must_use]
    pub const fn along(self, stretches: &'a [Stretch<'a>]) -> Self {
        Self { stretches, ..self }
    }

    /// The same sheet, where figures are worked out from what they are given and nothing
    /// else: those that build on other months.
    #[must_use]
    pub const fn from_given(self) -> Self {
        Self {
            stretches: &[],
            ..self
        }
    }

    /// The same sheet in a row, within the row that it stands in.
    #[must_use]
    pub fn within(self, row: Row) -> Self {
        let mut cells = self.cells.borrow_mut();
        let row = cells.rows.place(row, self.scope.row);
        Self {
            scope: Scope { row, ..self.scope },
            ..self
        }
    }

    /// The same sheet in a row that it has not stood in yet, which need not be looked for.
    #[must_use]
    pub fn within_new(self, row: Row) -> Self {
        let mut cells = self.cells.borrow_mut();
        let row = cells.rows.add(row, self.scope.row);
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

    /// The same sheet, where a result above a limit, or one that is no number, is missing for
    /// the reason that the limit gives.
    #[must_use]
    pub const fn up_to(self, limit: &'static Limit) -> Self {
        Self { limit, ..self }
    }

    /// The same sheet, where a figure that is missing is not kept.
    #[must_use]
    pub const fn if_known(self) -> Self {
        Self {
            keeps_missing: false,
            ..self
        }
    }

    /// What a column states in the row at this place of its table, wherever the sheet
    /// stands.
    pub fn read_row(self, field: &'static Field, at: usize) -> Cell {
        Cell {
            number: number_of(field, self.scenario, at),
            from: self.cells.borrow_mut().note(field, at),
        }
    }

    /// What a field states; of a column, in the row of its table that the sheet
    /// stands in.
    pub fn read(self, field: &'static Field) -> Cell {
        let at = row_read(field, self.scope.row, &self.cells.borrow().rows);
        at.map_or(Cell::missing(NO_ROW), |at| self.read_row(field, at))
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

    /// What a formula gave already where the sheet stands; missing where it was not called there.
    pub fn given(self, formula: &'static Formula) -> Cell {
        let found = self.cells.borrow().given(formula, self.scope);
        found.unwrap_or(Cell::missing(NOT_STATED))
    }

    /// What a formula gives for these cells. Missing where one of its inputs is
    /// missing, or where the result is no number.
    pub fn call(&self, formula: &'static Formula, given: Given) -> Cell {
        self.work(formula, given, |inputs| match formula.compute {
            Some(compute) => Ok(compute(inputs)),
            None => inputs.first().copied().ok_or(NOT_STATED),
        })
    }

    /// A figure that was looked up, with the cells that the look-up went by.
    pub fn found(&self, formula: &'static Formula, value: Known, given: Given) -> Cell {
        self.work(formula, given, |_| value.0)
    }

    /// A figure that a formula does not give here, for this reason.
    pub fn lacks(self, formula: &'static Formula, why: Missing) -> Cell {
        self.put(formula, Err(why), |_| ())
    }

    fn work(
        &self,
        formula: &'static Formula,
        given: Given,
        number: impl FnOnce(&[f64]) -> Number,
    ) -> Cell {
        let mut cells = self.cells.borrow_mut();
        let cells = &mut *cells;
        let first = cells.precedents.len();
        let mut inputs = [0.0; MOST_INPUTS];
        let mut why = None;
        let mut known = |number: Number| number.unwrap_or_else(|absent| missed(&mut why, absent));
        let mut take = |cell: &Cell| {
            if !cells.is_scratch {
                cells.precedents.push(cell.from);
            }
            known(cell.number)
        };
        for (cell, value) in given.cells.iter().zip(&mut inputs) {
            *value = take(cell);
        }
        let mut handed = given.cells.len();
        if let Some(added) = given.added {
            let sum = added.iter().map(take).reduce(core::ops::Add::add);
            inputs[handed] = sum.unwrap_or(0.0);
            handed += 1;
        }
        // What is read comes after what is handed.
        while let Some(input) = formula.inputs.get(handed) {
            if let Some(field) = input.field {
                let at = row_read(field, self.scope.row, &cells.rows);
                let read = at.map_or(Err(NO_ROW), |at| number_of(field, self.scenario, at));
                inputs[handed] = known(read);
            }
            handed += 1;
        }
        let number = match why {
            Some(why) => Err(why),
            None => {
                number(&inputs[..formula.inputs.len()]).and_then(|number| self.limit.keep(number))
            }
        };
        if cells.is_scratch {
            return Cell::bare(number);
        }
        let number = self.or_stretched(number, formula, &cells.rows);
        if let (Err(why), false) = (number, self.keeps_missing) {
            cells.precedents.truncate(first);
            return Cell::missing(why);
        }
        cells.push(formula, number, self.scope, first)
    }

    fn put(
        self,
        formula: &'static Formula,
        number: Number,
        precedents: impl FnOnce(&mut Vec<Trace>),
    ) -> Cell {
        let mut cells = self.cells.borrow_mut();
        if cells.is_scratch {
            return Cell::bare(number);
        }
        let number = self.or_stretched(number, formula, &cells.rows);
        let first = cells.precedents.len();
        precedents(&mut cells.precedents);
        cells.push(formula, number, self.scope, first)
    }
}

impl Sheet<'_> {
    /// A number, unless the stretches say another.
    #[inline]
    fn or_stretched(&self, number: Number, formula: &'static Formula, rows: &Rows) -> Number {
        if self.stretches.is_empty() {
            return number;
        }
        self.stretched(formula, rows).unwrap_or(number)
    }

    /// What the stretches say of a figure that stands here; none where they do not.
    fn stretched(&self, formula: &'static Formula, rows: &Rows) -> Option<Number> {
        let is_moment = formula.name.starts_with(MOMENT);
        if !(is_moment || self.scope.month().is_some()) {
            return None;
        }
        let mut id = String::new();
        place_of(formula, self.scope, rows).write(formula.name, self.scope, rows, &mut id);
        let of = |stretch: &Stretch| {
            let at = stretch.cells.place(&id)?;
            Some(stretch.cells.number(at))
        };
        if let Some(month) = self.scope.month() {
            let mut stretches = self.stretches.iter().rev();
            return of(stretches.find(|it| it.from <= usize::from(month))?);
        }
        let mut last = None;
        for (at, stretch) in self.stretches.iter().enumerate() {
            let Some(number) = of(stretch) else { continue };
            let next = self.stretches.get(at + 1);
            let is_within = |months: f64| next.is_none_or(|next| months < of_count(next.from));
            if number.is_ok_and(is_within) {
                return Some(number);
            }
            last = Some(number.and(Err(NOT_BEFORE)));
            if let Err(why) = number {
                last = Some(Err(why));
            }
        }
        last
    }
}

/// Why there is no moment at which something first is so.
pub const NOT_BEFORE: Missing = Missing("Never: what is stated then keeps it from coming to this.");

impl Limit {
    /// A number, unless it is infinite, none, or above what means something.
    fn keep(&self, number: f64) -> Number {
        if number.is_finite() && number <= self.most {
            Ok(number)
        } else {
            Err(self.why)
        }
    }
}

/// A missing input counts for nothing, and the first of them says why there is no result.
#[cold]
fn missed(why: &mut Option<Missing>, absent: Missing) -> f64 {
    why.get_or_insert(absent);
    0.0
}

fn number_of(field: &'static Field, scenario: &super::Scenario, at: usize) -> Number {
    match (field.get)(scenario, at) {
        super::Value::Number(number) => Ok(number),
        // Known, though no number: a formula is never handed one.
        super::Value::Choice(_) | super::Value::Row(_) | super::Value::Input(_) => Ok(0.0),
        super::Value::Unset => Err(NOT_STATED),
    }
}
