//! Does the projection agree with what else is known: with the sizing of the
//! workloads, and with what was measured?
//!
//! ```text
//! gap   = needed by the workloads / needed by the projection - 1
//! drift = measured / planned - 1
//! ```

use super::ahead::HORIZONS;
use super::sized::Needed;
use crate::facts::sources::{AI_CAPACITY, DEFINITION, SIZING_CALCULATOR};
use crate::quantity::Missing;
use crate::scenario::Actual;
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: SIZING_CALCULATOR; in "fleet.{row}";

    /// What the workloads need of this pool when they are sized for the customers of that month.
    pub fn sized_then "By the workloads" (customers_ratio: "x") -> "unit" as bottom_up
        solved "the workloads, sized again for so many customers"

    /// How much more the workloads need than the projection says.
    pub fn bottom_up_gap "Bottom-up over top-down" (bottom_up: "unit", projected: "unit") -> "share" from AI_CAPACITY
    { bottom_up / projected - 1.0 }

    /// What the plan needs of that pool in the month of the measurement.
    pub fn planned_use "Planned use" (needed: "unit") -> "unit" as "fleet.actual.{row}.planned_use" from DEFINITION

    /// How much more was used than planned.
    pub fn drift "Measured over planned" (planned_use: "unit"; actual.used) -> "share" as "fleet.actual.{row}.drift"
        from AI_CAPACITY
    { used / planned_use - 1.0 }
}

/// What the workloads need of a pool at each horizon, beside what is projected from its
/// measured use: the months, and how much more than projected. `ratios` is how many times the
/// demand at the measurement there is, month by month.
pub(super) fn plan(
    sheet: Sheet,
    needed: &Needed,
    ratios: &[Cell],
    projection: &[Cell],
) -> Vec<(usize, Cell)> {
    let mut gaps = vec![(
        0,
        bottom_up_gap(sheet.in_month(0), needed.now, projection[0]),
    )];
    let later = HORIZONS[1..].iter().enumerate();
    for (at, month) in later {
        let (Some(ratio), Some(projected)) = (ratios.get(*month), projection.get(at + 1)) else {
            break;
        };
        let then = sheet.in_month(*month);
        let times = ratio.or_zero() / ratios[0].or_zero();
        if let need @ Ok(_) = needed.at(times) {
            let sized_then = sized_then(then, need, *ratio);
            gaps.push((*month, bottom_up_gap(then, sized_then, *projected)));
        }
    }
    gaps
}

/// Why a measurement is of nothing.
pub const OF_NO_POOL: Missing = Missing(
    "It is of no pool that is there. Choose the pool that was measured, or call it as that is called.",
);
/// Why a measurement has no plan beside it.
pub const NOT_PLANNED: Missing =
    Missing("The plan does not reach the month of this measurement. Plan more months.");
const NOTHING_PLANNED: Missing =
    Missing("The plan needs nothing of this pool in that month, so there is no share to give.");

/// The month of a measurement: a part of one is left out.
pub fn month_of(actual: &Actual) -> usize {
    (0..=36_u32)
        .rev()
        .find(|month| f64::from(*month) <= actual.month)
        .and_then(|month| usize::try_from(month).ok())
        .unwrap_or(0)
}

/// The measurement in whose row the sheet stands, beside what is needed of its
/// pool, month by month.
pub fn measured(sheet: Sheet, actual: &Actual, needed: Option<&[Cell]>) {
    let needed = match needed {
        Some(needed) => needed.get(month_of(actual)).copied(),
        None => Some(Cell::missing(OF_NO_POOL)),
    };
    let planned = planned_use(sheet, needed.unwrap_or(Cell::missing(NOT_PLANNED)));
    drift(
        sheet,
        planned.must(|planned| planned > 0.0, NOTHING_PLANNED),
    );
}
