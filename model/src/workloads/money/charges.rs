//! What does the bill pay for: compute, GPUs, databases, storage, network, APIs, people?
//!
//! ```text
//! kind = all charges of that kind, after the savings that are on
//! ```
//!
//! Every charge has one kind, so kinds add up to the bill as its parts do. A cache counts
//! as a database, a load balancer as network, as the bills of clouds have them.

use super::total_bill::{Part, Platform};
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::quantity::math::sum;
use crate::scenario::money::{ChargeKind, bill};
use crate::sheet::{Cell, Row, Sheet};

crate::formulas! {
    source: DEFINITION; in "bill.kind.{row}";

    /// What the bill pays for things of this kind, after the savings that are on.
    pub fn kind_now "By kind" (charge: ["USD/month"]) -> "USD/month" as kind "bill.{case}kind.{row}"
    { sum(charge) }

    /// What the bill of this month pays for things of this kind, after the savings that are on.
    pub fn kind_then "By kind" (part: ["USD/month"]) -> "USD/month" as kind "bill.{case}kind.{row}"
        solved "what the parts of the bill of this month pay for things of this kind"

    /// Which share of the bill is paid for things of this kind.
    pub fn kind_share "Share of the bill" (kind: "USD/month", total: "USD/month") -> "share"
        as kind_share "bill.kind_share.{row}"
    { kind / total }

    /// What the savings that are on leave of a component of the platform's bill.
    pub fn component_left "After savings" (bill: "USD/month") -> "USD/month"
        as after_savings "money.bill.{row}.after_savings"
        table "what the savings that are on leave of it"
}

/// Why nothing is a share of the bill.
const NOTHING_PAID: Missing = Missing("The bill comes to nothing, so nothing is a share of it.");

/// What a month pays for each kind of thing.
#[derive(Clone, Copy, Default)]
pub(super) struct Amounts([f64; ChargeKind::ALL.len()]);

impl Amounts {
    pub(super) fn add(&mut self, kind: ChargeKind, amount: f64) {
        self.0[kind as usize] += amount;
    }
}

/// The components of the platform's bill as they are now, after the savings that are on.
pub(super) fn of_platform(sheet: Sheet, platform: Platform) -> Vec<(ChargeKind, Cell)> {
    let rows = (0..).zip(&sheet.scenario.bill);
    let charges = rows.zip(platform.levers.of_each(&platform.bill.now));
    let left = charges.map(|((at, row), (cell, left))| {
        if left >= 1.0 {
            return (row.resource, cell);
        }
        let sheet = sheet.within(Row::Of(&bill::TABLE, row.key, at));
        let left = component_left(sheet, cell.or_zero() * left, cell);
        (row.resource, left)
    });
    left.collect()
}

/// What the bill of now pays for, in the order of kinds.
pub(super) fn now(sheet: Sheet, parts: &[Part], total: Cell) -> Vec<(ChargeKind, Cell)> {
    let paid = total.must(|total| total > 0.0, NOTHING_PAID);
    let mut kinds = Vec::new();
    for kind in ChargeKind::ALL {
        let charges = parts.iter().flat_map(|part| &part.charges);
        let charges: Vec<Cell> = charges
            .filter(|(of, _)| of == kind)
            .map(|(_, cell)| *cell)
            .collect();
        if !charges.is_empty() {
            let sheet = sheet.within(row(*kind));
            let amount = kind_now(sheet, &charges);
            kind_share(sheet, amount, paid);
            kinds.push((*kind, amount));
        }
    }
    kinds
}

/// What the bill of a month pays for, given what each of its parts comes to.
pub(super) fn then<'a>(
    (parts, cells): (&[Part], &[Cell]),
    kinds: impl Iterator<Item = (ChargeKind, Sheet<'a>)>,
    amounts: &Amounts,
) {
    let mut of_kind = Vec::with_capacity(parts.len());
    for (kind, sheet) in kinds {
        let pays = |part: &Part| part.charges.iter().any(|(of, _)| *of == kind);
        let paid = parts.iter().zip(cells).filter(|(part, _)| pays(part));
        of_kind.clear();
        of_kind.extend(paid.map(|(_, cell)| *cell));
        kind_then(sheet, amounts.0[kind as usize], &of_kind);
    }
}

/// The row of a kind.
pub(super) const fn row(kind: ChargeKind) -> Row {
    Row::Word(kind.id(), kind.label())
}
