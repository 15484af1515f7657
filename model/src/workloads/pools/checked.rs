//! Does the projection agree with the sizing of the workloads?
//!
//! ```text
//! gap = needed by the workloads / needed by the projection - 1
//! ```

use super::ahead::HORIZONS;
use super::sized::Needed;
use crate::facts::sources::{DEFINITION, OURS};
use crate::sheet::{Cell, Sheet};

crate::formulas! {
    source: OURS; in "fleet.{row}";

    /// What the workloads need of this pool when they are sized for the customers of that month.
    pub fn sized_then "By the workloads" (customers_ratio: "x") -> "unit" as bottom_up
        solved "the workloads, sized again for so many customers"

    /// How much more the workloads need than the projection says.
    pub fn bottom_up_gap "Bottom-up over top-down" (bottom_up: "unit", projected: "unit") -> "share" from DEFINITION
    { bottom_up / projected - 1.0 }
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
