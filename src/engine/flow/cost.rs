//! What does the pipeline cost in a month, and how many paying users cover it?
//!
//! ```text
//! cost = sum of what the vendors charge in the phase, from and to
//! paying users = ceil(cost / price)
//! ```
//!
//! The phase is that of the daily users; beyond the last one nothing says what
//! the vendors charge. Prices per item of the stages stand beside the vendors,
//! or are part of the cost, as stated.

use super::stage::StagePlan;
use crate::catalog::sources::{CHAT_COACH, DEFINITION};
use crate::engine::outcome::{Visit, figures, sound};
use crate::quantity::math::{sum, whole};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::flow::CostBasis;
use crate::scenario::{Scenario, Vendor};

/// Phases as figures have them in their ids.
pub const PHASES: [&str; 3] = ["mvp", "growth", "scale"];
/// Phases in words.
pub const PHASE_LABELS: [&str; 3] = ["MVP", "Growth", "Scale"];

/// What the vendors charge.
pub mod vendors {
    use super::{CHAT_COACH, sum};

    crate::old_formulas! {
        source: CHAT_COACH;

        /// What all vendors charge in the first phase, at the least.
        pub fn mvp_from "Vendors, from" (mvp_low: "USD/month") -> "USD/month" as vendors_low {
            sum(mvp_low)
        }
        /// What all vendors charge in the first phase, at the most.
        pub fn mvp_to "Vendors, to" (mvp_high: "USD/month") -> "USD/month" as vendors_high {
            sum(mvp_high)
        }
        /// What all vendors charge in the second phase, at the least.
        pub fn growth_from "Vendors, from" (growth_low: "USD/month") -> "USD/month" as vendors_low {
            sum(growth_low)
        }
        /// What all vendors charge in the second phase, at the most.
        pub fn growth_to "Vendors, to" (growth_high: "USD/month") -> "USD/month" as vendors_high {
            sum(growth_high)
        }
        /// What all vendors charge in the third phase, at the least.
        pub fn scale_from "Vendors, from" (scale_low: "USD/month") -> "USD/month" as vendors_low {
            sum(scale_low)
        }
        /// What all vendors charge in the third phase, at the most.
        pub fn scale_to "Vendors, to" (scale_high: "USD/month") -> "USD/month" as vendors_high {
            sum(scale_high)
        }
    }
}

/// What it comes to.
pub mod total {
    use super::{DEFINITION, PHASES, sum, whole};

    crate::old_formulas! {
        source: DEFINITION;

        /// The phase of so many daily users.
        pub fn phase "Phase" (daily_active_users: "user", mvp_up_to: "user", growth_up_to: "user") -> (&PHASES) table "the first whose number of users is not passed" {
            if daily_active_users <= mvp_up_to { 0.0 } else if daily_active_users <= growth_up_to { 1.0 } else { 2.0 }
        }
        /// What the vendors charge in the phase, at the least.
        pub fn phase_low "Vendors, from" (vendors_low: "USD/month") -> "USD/month" as vendors_now_low table "what the vendors charge in the phase" {
            vendors_low
        }
        /// What the vendors charge in the phase, at the most.
        pub fn phase_high "Vendors, to" (vendors_high: "USD/month") -> "USD/month" as vendors_now_high table "what the vendors charge in the phase" {
            vendors_high
        }
        /// What plans and items of all stages come to, at the least.
        pub fn stages_low "Stages, from" (items_cost_low: "USD/month") -> "USD/month" {
            sum(items_cost_low)
        }
        /// What plans and items of all stages come to, at the most.
        pub fn stages_high "Stages, to" (items_cost_high: "USD/month") -> "USD/month" {
            sum(items_cost_high)
        }
        /// What the pipeline costs, at the least.
        pub fn low_of_vendors "Cost, from" (vendors_now_low: "USD/month") -> "USD/month" as cost_low {
            vendors_now_low
        }
        /// What the pipeline costs, at the most.
        pub fn high_of_vendors "Cost, to" (vendors_now_high: "USD/month") -> "USD/month" as cost_high {
            vendors_now_high
        }
        /// What the pipeline costs, at the least.
        pub fn low_of_stages "Cost, from" (stages_low: "USD/month") -> "USD/month" as cost_low {
            stages_low
        }
        /// What the pipeline costs, at the most.
        pub fn high_of_stages "Cost, to" (stages_high: "USD/month") -> "USD/month" as cost_high {
            stages_high
        }
        /// What the pipeline costs, at the least.
        pub fn low_of_both "Cost, from" (vendors_now_low: "USD/month", stages_low: "USD/month") -> "USD/month" as cost_low {
            vendors_now_low + stages_low
        }
        /// What the pipeline costs, at the most.
        pub fn high_of_both "Cost, to" (vendors_now_high: "USD/month", stages_high: "USD/month") -> "USD/month" as cost_high {
            vendors_now_high + stages_high
        }
        /// Paying users that cover the cost at the least.
        pub fn break_even_low "Break-even, from" (cost_low: "USD/month", user_price: "USD/user/month") -> "user" {
            whole(cost_low / user_price)
        }
        /// Paying users that cover the cost at the most.
        pub fn break_even_high "Break-even, to" (cost_high: "USD/month", user_price: "USD/user/month") -> "user" {
            whole(cost_high / user_price)
        }
        /// Paying users that cover what the vendors charge at the least.
        pub fn vendors_paid_low "Break-even, from" (vendors_low: "USD/month", user_price: "USD/user/month") -> "user" as break_even_low {
            whole(vendors_low / user_price)
        }
        /// Paying users that cover what the vendors charge at the most.
        pub fn vendors_paid_high "Break-even, to" (vendors_high: "USD/month", user_price: "USD/user/month") -> "user" as break_even_high {
            whole(vendors_high / user_price)
        }
    }
}

/// Every formula of the pipeline's cost.
pub fn entries() -> Vec<crate::quantity::formula::Entry> {
    let mut all = vendors::entries();
    all.extend(total::entries());
    all
}

figures! {
    /// One phase.
    pub struct PhaseFigures in "flow.phase" by row {
        /// What the vendors charge, from.
        vendors_low: Outcome,
        /// What the vendors charge, to.
        vendors_high: Outcome,
        /// Paying users, from.
        break_even_low: Outcome,
        /// Paying users, to.
        break_even_high: Outcome,
    }
}

figures! {
    /// The cost of now.
    pub struct CostFigures in "flow" {
        /// The phase of now.
        phase: Outcome,
        /// Vendors in it, from.
        vendors_now_low: Outcome,
        /// Vendors in it, to.
        vendors_now_high: Outcome,
        /// Stages, from.
        stages_low: Outcome,
        /// Stages, to.
        stages_high: Outcome,
        /// Cost, from.
        cost_low: Outcome,
        /// Cost, to.
        cost_high: Outcome,
        /// Paying users, from.
        break_even_low: Outcome,
        /// Paying users, to.
        break_even_high: Outcome,
    }
}

/// The phases and the cost of now.
#[derive(Clone, PartialEq, Debug)]
pub struct CostPlan {
    /// In their order.
    pub phases: [PhaseFigures; 3],
    /// Of now.
    pub now: CostFigures,
}

/// Why there is no cost.
pub const BEYOND_PHASES: Absent = Absent(
    "There are more daily users than the last phase is for, so nothing says what the vendors charge. Raise how far the last phase goes, with what it then costs.",
);
/// Why there is nothing to say.
pub const NO_STAGES: Absent =
    Absent("There are no stages, so nothing limits or costs anything. Add a stage.");
const NO_VENDORS: Absent =
    Absent("There are no vendors, so nothing says what the pipeline costs. Add a vendor.");

/// A column of the vendors, and the formula that adds it up.
type Column = (fn(&Vendor) -> f64, fn(f64) -> Figure);

const COLUMNS: [[Column; 2]; 3] = [
    [
        (|vendor| vendor.mvp_low, vendors::mvp_from),
        (|vendor| vendor.mvp_high, vendors::mvp_to),
    ],
    [
        (|vendor| vendor.growth_low, vendors::growth_from),
        (|vendor| vendor.growth_high, vendors::growth_to),
    ],
    [
        (|vendor| vendor.scale_low, vendors::scale_from),
        (|vendor| vendor.scale_high, vendors::scale_to),
    ],
];

/// What the pipeline costs for so many daily users.
pub fn plan(scenario: &Scenario, stages: &[StagePlan], users: f64) -> CostPlan {
    let flow = &scenario.flow;
    let phases = COLUMNS.map(|columns| {
        let [low, high] = columns.map(|(of, formula)| {
            let charged = scenario.vendors.iter().map(of);
            charged
                .reduce(|total, part| total + part)
                .map(formula)
                .ok_or(NO_VENDORS)
        });
        let paid = |charged: Outcome, formula: fn(f64, f64) -> Figure| {
            charged.and_then(|it| sound(formula(it.value, flow.user_price)))
        };
        PhaseFigures {
            vendors_low: low,
            vendors_high: high,
            break_even_low: paid(low, total::vendors_paid_low),
            break_even_high: paid(high, total::vendors_paid_high),
        }
    });
    let phase = if users > flow.scale_up_to {
        Err(BEYOND_PHASES)
    } else {
        Ok(total::phase(users, flow.mvp_up_to, flow.growth_up_to))
    };
    let charged = phase.map(|phase| {
        let at = PHASES.iter().position(|name| phase.word() == Some(name));
        &phases[at.unwrap_or(0)]
    });
    let low = charged.and_then(|phase| Ok(total::phase_low(phase.vendors_low?.value)));
    let high = charged.and_then(|phase| Ok(total::phase_high(phase.vendors_high?.value)));
    let add = |of: fn(&StagePlan) -> Figure, formula: fn(f64) -> Figure| {
        let parts = stages.iter().map(|stage| of(stage).value);
        parts
            .reduce(|total, part| total + part)
            .map_or(Err(NO_STAGES), |total| sound(formula(total)))
    };
    let stages_low = add(|stage| stage.figures.items_cost_low, total::stages_low);
    let stages_high = add(|stage| stage.figures.items_cost_high, total::stages_high);
    let both = |one: Outcome, other: Outcome, formula: fn(f64, f64) -> Figure| {
        one.and_then(|one| sound(formula(one.value, other?.value)))
    };
    let (cost_low, cost_high) = match flow.cost_basis {
        CostBasis::Phases => (
            low.map(|low| total::low_of_vendors(low.value)),
            high.map(|high| total::high_of_vendors(high.value)),
        ),
        CostBasis::Items => (
            stages_low.map(|low| total::low_of_stages(low.value)),
            stages_high.map(|high| total::high_of_stages(high.value)),
        ),
        CostBasis::Both => (
            both(low, stages_low, total::low_of_both),
            both(high, stages_high, total::high_of_both),
        ),
    };
    let paid = |cost: Outcome, formula: fn(f64, f64) -> Figure| {
        cost.and_then(|cost| sound(formula(cost.value, flow.user_price)))
    };
    CostPlan {
        now: CostFigures {
            phase,
            vendors_now_low: low,
            vendors_now_high: high,
            stages_low,
            stages_high,
            cost_low,
            cost_high,
            break_even_low: paid(cost_low, total::break_even_low),
            break_even_high: paid(cost_high, total::break_even_high),
        },
        phases,
    }
}

impl CostPlan {
    /// Visits every figure with its id: the cost of now, then the phases.
    pub fn each(&self, visit: &mut Visit) {
        self.now.each(&mut |id, outcome| visit(id, outcome));
        for (phase, name) in self.phases.iter().zip(PHASES) {
            phase.each(name, visit);
        }
    }
}
