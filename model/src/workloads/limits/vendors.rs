//! What do all vendors charge in each phase, and how many paying users cover that?

use super::cost::some;
use crate::engine::Plan;
use crate::facts::sources::{CHAT_COACH, DEFINITION};
use crate::quantity::Missing;
use crate::quantity::math::{round_up, sum};
use crate::scenario::Field;
use crate::scenario::flow::vendor;
use crate::sheet::{Cell, Row, Sheet};

/// Phases as figures have them in their ids.
pub const PHASES: [&str; 3] = ["mvp", "growth", "scale"];

crate::formulas! {
    source: CHAT_COACH; in "flow.phase.{row}";

    /// What all vendors charge in the first phase, at the least.
    pub fn mvp_from "Vendors, from" (mvp_low: ["USD/month"]) -> "USD/month" as vendors_low
    { sum(mvp_low) }

    /// What all vendors charge in the first phase, at the most.
    pub fn mvp_to "Vendors, to" (mvp_high: ["USD/month"]) -> "USD/month" as vendors_high
    { sum(mvp_high) }

    /// What all vendors charge in the second phase, at the least.
    pub fn growth_from "Vendors, from" (growth_low: ["USD/month"]) -> "USD/month" as vendors_low
    { sum(growth_low) }

    /// What all vendors charge in the second phase, at the most.
    pub fn growth_to "Vendors, to" (growth_high: ["USD/month"]) -> "USD/month" as vendors_high
    { sum(growth_high) }

    /// What all vendors charge in the third phase, at the least.
    pub fn scale_from "Vendors, from" (scale_low: ["USD/month"]) -> "USD/month" as vendors_low
    { sum(scale_low) }

    /// What all vendors charge in the third phase, at the most.
    pub fn scale_to "Vendors, to" (scale_high: ["USD/month"]) -> "USD/month" as vendors_high
    { sum(scale_high) }

    /// Paying users that cover what the vendors charge at the least.
    pub fn vendors_paid_low "Break-even, from"
        (vendors_low: "USD/month"; flow.user_price) -> "user" as break_even_low from DEFINITION
    { round_up(vendors_low / user_price) }

    /// Paying users that cover what the vendors charge at the most.
    pub fn vendors_paid_high "Break-even, to"
        (vendors_high: "USD/month"; flow.user_price) -> "user" as break_even_high from DEFINITION
    { round_up(vendors_high / user_price) }
}

const NO_VENDORS: Missing =
    Missing("There are no vendors, so nothing says what the pipeline costs. Add a vendor.");

/// The place of the phase that the plan is in.
pub fn phase_now(plan: &Plan) -> Option<usize> {
    let phase = plan.figure("flow.phase")?.word();
    PHASES.iter().position(|name| phase == Some(name))
}

/// A column of the vendors, with the formula that adds it up.
type Column = (&'static Field, fn(Sheet, &[Cell]) -> Cell);

/// What vendors charge in each phase, at the least and at the most.
pub(super) fn plan(sheet: Sheet) -> [[Cell; 2]; 3] {
    let phases: [(Row, [Column; 2]); 3] = [
        (
            Row::Word(PHASES[0], "MVP"),
            [(&vendor::mvp_low, mvp_from), (&vendor::mvp_high, mvp_to)],
        ),
        (
            Row::Word(PHASES[1], "Growth"),
            [
                (&vendor::growth_low, growth_from),
                (&vendor::growth_high, growth_to),
            ],
        ),
        (
            Row::Word(PHASES[2], "Scale"),
            [
                (&vendor::scale_low, scale_from),
                (&vendor::scale_high, scale_to),
            ],
        ),
    ];
    phases.map(|(phase, columns)| {
        let of_phase = sheet.within(phase);
        let [low, high] = columns.map(|(column, add)| {
            let rows = 0..sheet.scenario.vendors.len();
            let charged = rows.map(|at| sheet.read_row(column, at));
            add(of_phase, &some(charged.collect(), NO_VENDORS))
        });
        vendors_paid_low(of_phase, low);
        vendors_paid_high(of_phase, high);
        [low, high]
    })
}
