//! Where does a figure stand: in which row, in which month, in which case of
//! growth? And what is it called there?

use super::{Field, Formula, RowKey, Scenario, Table};
use crate::quantity::format::exact;

/// How fast growth turns out to be. Plans are made on the moderate case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(u8)]
pub enum Case {
    /// Slower than stated.
    Conservative,
    /// As stated.
    #[default]
    Moderate,
    /// Faster than stated.
    Aggressive,
}

impl Case {
    /// From slow to fast.
    pub const ALL: [Self; 3] = [Self::Conservative, Self::Moderate, Self::Aggressive];

    /// What stands for it in an id, with the dot behind; nothing for the one that
    /// is planned on.
    pub const fn part(self) -> &'static str {
        match self {
            Self::Conservative => "conservative.",
            Self::Moderate => "",
            Self::Aggressive => "aggressive.",
        }
    }

    /// In a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Conservative => "Conservative",
            Self::Moderate => "Moderate",
            Self::Aggressive => "Aggressive",
        }
    }
}

/// What a row is called in an id.
#[derive(Clone, Copy, Debug)]
pub enum Row {
    /// A row of a table, with its place in it.
    Of(&'static Table, RowKey, usize),
    /// The same, behind a word and a `_` that tell it apart.
    Behind(&'static str, &'static Table, RowKey, usize),
    /// One of a fixed few, with what people call it.
    Word(&'static str, &'static str),
    /// A number, as it is written exactly.
    Number(f64),
    /// The so-manieth of a list that a plan makes, from 1.
    Nth(u16),
    /// No row: figures that stand in another place than that of their formula, such as
    /// a month that growth gives for a pool.
    Elsewhere(&'static Place),
}

/// Rows are compared for each figure of a month, so what differs most often goes first.
impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Of(of, key, at), Self::Of(table, row, place)) => {
                at == place && core::ptr::eq(*of, *table) && key == row
            }
            (Self::Behind(word, of, key, at), Self::Behind(before, table, row, place)) => {
                at == place && core::ptr::eq(*of, *table) && key == row && word == before
            }
            (Self::Word(word, name), Self::Word(other, called)) => word == other && name == called,
            (Self::Number(number), Self::Number(other)) => number == other,
            (Self::Nth(place), Self::Nth(other)) => place == other,
            (Self::Elsewhere(place), Self::Elsewhere(other)) => place == other,
            _ => false,
        }
    }
}

impl Row {
    /// A few bits by which most rows differ; equal rows have the same.
    fn bits(&self, outer: u16) -> usize {
        let of = match self {
            Self::Of(_, _, at) | Self::Behind(_, _, _, at) => *at,
            Self::Word(word, _) => word.len() + word.bytes().next().map_or(0, usize::from),
            // Zeros of both signs are equal.
            Self::Number(number) => usize::from((number + 0.0).to_bits().to_be_bytes()[2]),
            Self::Nth(place) => usize::from(*place),
            Self::Elsewhere(place) => place.text.len(),
        };
        (of + usize::from(outer)) % ALIKE
    }

    /// The row of a table that it is, with its place.
    pub const fn in_table(&self) -> Option<(&'static Table, RowKey, usize)> {
        match *self {
            Self::Of(table, key, at) | Self::Behind(_, table, key, at) => Some((table, key, at)),
            Self::Word(..) | Self::Number(_) | Self::Nth(_) | Self::Elsewhere(_) => None,
        }
    }

    /// What people call it, where it has a name.
    pub fn name(&self, scenario: &Scenario) -> Option<String> {
        match self {
            Self::Of(table, key, _) | Self::Behind(_, table, key, _) => {
                table.name(scenario, *key).map(str::to_owned)
            }
            Self::Word(_, name) => Some((*name).to_owned()),
            Self::Number(_) | Self::Nth(_) | Self::Elsewhere(_) => None,
        }
    }

    /// What stands for it in an id.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Of(_, key, _) => out.push_str(key.text()),
            Self::Behind(word, _, key, _) => {
                out.push_str(word);
                out.push('_');
                out.push_str(key.text());
            }
            Self::Word(word, _) => out.push_str(word),
            Self::Number(number) => out.push_str(&exact(*number)),
            Self::Nth(place) => push_number(out, usize::from(*place)),
            Self::Elsewhere(_) => {}
        }
    }
}

/// A row with the one that it stands in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Nested {
    pub(super) row: Row,
    /// Place of the outer one among the rows of a plan, counted from 1; 0 for none.
    pub(super) outer: u16,
    /// Place of the one before that has the same bits; 0 for none.
    alike: u16,
}

/// The rows that a plan has stood in.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Rows {
    all: Vec<Nested>,
    /// By their bits the place of the last row that has these.
    last: [u16; ALIKE],
}

/// By so many bits rows are told apart before they are compared.
const ALIKE: usize = 32;

impl Rows {
    /// The place of a row within an outer one; a new one where it has none.
    pub(super) fn place(&mut self, row: Row, outer: u16) -> u16 {
        let mut at = self.last[row.bits(outer)];
        while let Some(other) = self.at(at) {
            if other.outer == outer && other.row == row {
                return at;
            }
            at = other.alike;
        }
        self.add(row, outer)
    }

    /// The place of a row that has none yet.
    pub(super) fn add(&mut self, row: Row, outer: u16) -> u16 {
        let last = &mut self.last[row.bits(outer)];
        let alike = *last;
        self.all.push(Nested { row, outer, alike });
        *last = u16::try_from(self.all.len()).unwrap_or(u16::MAX);
        *last
    }

    /// The row at a place, counted from 1.
    fn at(&self, place: u16) -> Option<&Nested> {
        self.all.get(usize::from(place).checked_sub(1)?)
    }

    /// None is left.
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.last = [0; ALIKE];
    }
}

/// Where a cell stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// Place among the rows of a plan, counted from 1; 0 for none.
    pub(super) row: u16,
    /// Months from now, counted from 1; 0 for none.
    pub(super) month: u8,
    /// The case of growth.
    pub case: Case,
}

impl Scope {
    /// Months from now, if the cell is of a month.
    pub const fn month(self) -> Option<u8> {
        self.month.checked_sub(1)
    }
}

/// What a `{row}`, a `{case}` or the `{name}` of the formula stands for.
const ROW: &str = "{row}";
const CASE: &str = "{case}";
const NAME: &str = "{name}";
/// The most of them in one place.
const MOST_HOLES: usize = 3;

/// How ids of a formula's figures are written: `money.tier.{row}.margin`. The
/// month comes last, where there is one. A place of many formulas, for
/// [`Row::Elsewhere`], has their `{name}` in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    text: &'static str,
    /// Where each hole begins; beyond the last the length of the text.
    holes: [u8; MOST_HOLES],
}

impl Place {
    /// The place that is written so.
    ///
    /// # Panics
    /// While the program is compiled, when a place has more holes than it may.
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "ids are far shorter than 255 letters"
        )]
        let mut holes = [bytes.len() as u8; MOST_HOLES];
        let (mut at, mut found) = (0, 0);
        while at < bytes.len() {
            if bytes[at] == b'{' {
                assert!(found < MOST_HOLES, "a place has at most three holes");
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "ids are far shorter than 255 letters"
                )]
                let place = at as u8;
                holes[found] = place;
                found += 1;
            }
            at += 1;
        }
        Self { text, holes }
    }

    /// As it is written.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Writes the id of the figure of a formula of this name that stands in `scope`.
    pub(super) fn write(&self, name: &str, scope: Scope, rows: &Rows, out: &mut String) {
        out.clear();
        let mut from = 0;
        let mut left = self.rows_named();
        for hole in self.holes {
            let hole = usize::from(hole);
            out.push_str(&self.text[from..hole]);
            if hole == self.text.len() {
                from = hole;
                break;
            }
            if self.text[hole..].starts_with(ROW) {
                left -= 1;
                let is_row = |row: &&Row| !matches!(row, Row::Elsewhere(_));
                if let Some(row) = outward(scope.row, rows).filter(is_row).nth(left) {
                    row.write(out);
                }
                from = hole + ROW.len();
            } else if self.text[hole..].starts_with(NAME) {
                out.push_str(name);
                from = hole + NAME.len();
            } else {
                out.push_str(scope.case.part());
                let next = &self.text[hole + CASE.len()..];
                // A case brings its own dot.
                from = self.text.len() - next.strip_prefix('.').unwrap_or(next).len();
            }
        }
        out.push_str(&self.text[from..]);
        if let Some(month) = scope.month() {
            out.push('.');
            push_number(out, usize::from(month));
        }
    }

    fn rows_named(&self) -> usize {
        let named = |hole: &&u8| self.text[usize::from(**hole)..].starts_with(ROW);
        self.holes.iter().filter(named).count()
    }
}

/// The rows that a scope stands in, from the innermost outward.
pub(super) fn outward(innermost: u16, rows: &Rows) -> impl Iterator<Item = &Row> {
    let mut at = innermost;
    core::iter::from_fn(move || {
        let nested = rows.at(at)?;
        at = nested.outer;
        Some(&nested.row)
    })
}

/// The row of its table that a field is read in; a field that is no column has none, and
/// is read as of the first.
pub(super) fn row_read(field: &'static Field, innermost: u16, rows: &Rows) -> Option<usize> {
    let Some(table) = field.table else {
        return Some(0);
    };
    outward(innermost, rows).find_map(|row| match row {
        Row::Of(of, _, at) | Row::Behind(_, of, _, at) => core::ptr::eq(*of, table).then_some(*at),
        Row::Word(..) | Row::Number(_) | Row::Nth(_) | Row::Elsewhere(_) => None,
    })
}

/// Where the figures of a formula stand in a scope.
pub(super) fn place_of(formula: &'static Formula, scope: Scope, rows: &Rows) -> &'static Place {
    let elsewhere = outward(scope.row, rows).find_map(|row| match row {
        Row::Elsewhere(place) => Some(*place),
        _ => None,
    });
    elsewhere.unwrap_or(&formula.place)
}

fn push_number(out: &mut String, number: usize) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b"0123456789"[number % 10]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(place: &'static str, scope: Scope, rows: &Rows) -> String {
        let mut out = String::new();
        Place::new(place).write("margin", scope, rows, &mut out);
        out
    }

    static PLACE: Place = Place::new("x.{row}.y");

    #[test]
    fn an_id_names_row_case_and_month() {
        let mut rows = Rows::default();
        let pro = rows.place(Row::Word("pro", "Pro"), 0);
        let inner_row = rows.place(Row::Number(1000.0), pro);
        let scope = Scope {
            row: pro,
            month: 13,
            case: Case::Aggressive,
        };
        assert_eq!(id("web.bill", Scope::default(), &rows), "web.bill");
        assert_eq!(id("a.tier.{row}.b", scope, &rows), "a.tier.pro.b.12");
        assert_eq!(id("a.{row}.{name}", scope, &rows), "a.pro.margin.12");
        assert_eq!(
            id("money.{case}bill.{row}", scope, &rows),
            "money.aggressive.bill.pro.12"
        );
        assert_eq!(
            id("money.{case}.bill", scope, &rows),
            "money.aggressive.bill.12"
        );
        let inner = Scope {
            row: inner_row,
            ..Scope::default()
        };
        assert_eq!(id("x.{row}.{row}.y", inner, &rows), "x.pro.1000.y");
        assert_eq!(id("x.{row}", inner, &rows), "x.1000");
        let elsewhere = Scope {
            row: rows.place(Row::Elsewhere(&PLACE), pro),
            ..Scope::default()
        };
        assert_eq!(id("x.{row}", elsewhere, &rows), "x.pro");
        let month = |month: u8| Scope {
            month: month + 1,
            ..Scope::default()
        };
        for (months, text) in [(0, "m.0"), (7, "m.7"), (10, "m.10"), (120, "m.120")] {
            assert_eq!(id("m", month(months), &rows), text);
        }
    }
}
