//! What does the bill come to at later months under each strategy?
//!
//! ```text
//! on demand       the bill as it is
//! reserved base   a year's reservation for the compute that ran when it was
//!                 made, renewed every year; what came since is on demand
//! spot            what may be interrupted runs on spot
//! larger          what larger instances save of compute, as stated or by the list
//! efficiency      every other lever, one after another
//! ```

use super::bill::Month;
use super::larger;
use super::levers::acts;
use crate::engine::Plan;
use crate::facts::sources::DEFINITION;
use crate::quantity::Missing;
use crate::scenario::money::ChargeKind;
use crate::scenario::{Component, Lever, Scenario};
use crate::sheet::{Cell, Number, Row, Sheet};

crate::formulas! {
    source: DEFINITION; in "money";

    /// What the strategy saves of the bill of this month.
    pub fn strategy_saved "Saved by the strategy"
        (bill: "USD/month") -> "USD/month" as "money.strategy.{row}.saved"
        table "what the strategy's savings take off the components that they act on"

    /// What larger instances save of the bill of this month.
    pub fn saved_by_larger "Saved by the strategy"
        (bill: "USD/month", larger_saving: "share") -> "USD/month" as saved "money.strategy.{row}.saved"
        table "what larger instances save of compute"

    /// The bill of this month under the strategy.
    pub fn strategy "Bill under the strategy"
        (bill: "USD/month", saved: "USD/month") -> "USD/month" as "money.strategy.{row}"
    { bill - saved }
}

/// A way to buy the same capacity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strategy {
    /// Everything by the hour.
    OnDemand,
    /// A yearly reservation of what runs when it is made.
    ReservedBase,
    /// What may be interrupted, on spot.
    Spot,
    /// Larger instances in place of more of them.
    LargerInstances,
    /// Less needed for the same work.
    Efficiency,
}

impl Strategy {
    /// All of them, from the one that changes nothing.
    pub const ALL: [Self; 5] = [
        Self::OnDemand,
        Self::ReservedBase,
        Self::Spot,
        Self::LargerInstances,
        Self::Efficiency,
    ];

    /// As figures have it in their ids.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OnDemand => "on_demand",
            Self::ReservedBase => "reserved_base",
            Self::Spot => "spot",
            Self::LargerInstances => "larger_instances",
            Self::Efficiency => "efficiency",
        }
    }

    /// A few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OnDemand => "On demand",
            Self::ReservedBase => "Reserved base",
            Self::Spot => "Spot for training",
            Self::LargerInstances => "Larger instances",
            Self::Efficiency => "Efficiency",
        }
    }
}

/// The months at which strategies are compared (source: AI capacity planning).
pub const HORIZONS: [usize; 4] = [6, 12, 18, 24];

/// How many months a reservation runs.
const TERM: usize = 12;

/// Levers that are strategies of their own.
const OWN_STRATEGY: [&str; 2] = ["reserved", "spot"];

/// Why there is no bill of a month beyond those of the plan.
pub const TOO_FAR: Missing =
    Missing("So many months are not projected. Raise how many months are projected.");

/// The bill at the horizons under each strategy, where it is planned by month.
pub fn plan(sheet: Sheet, months: &[Month], plan: &Plan) {
    if months.is_empty() {
        return;
    }
    let larger = larger::saving(sheet, plan);
    for strategy in Strategy::ALL {
        let row = sheet.within(Row::Word(strategy.id(), strategy.label()));
        for at in HORIZONS {
            let bill = months
                .get(at)
                .map_or(Cell::missing(TOO_FAR), |month| month.bill);
            let saved = saved(strategy, sheet.scenario, (months, larger.number()), at);
            // What is reserved goes by what ran in another month.
            let sheet = row.from_given().in_month(at);
            let saved = match strategy {
                Strategy::LargerInstances => saved_by_larger(sheet, saved, bill, larger),
                _ => strategy_saved(sheet, saved, bill),
            };
            self::strategy(sheet, bill, saved);
        }
    }
}

/// What a strategy saves of the bill of a month.
fn saved(
    strategy: Strategy,
    scenario: &Scenario,
    (months, larger): (&[Month], Number),
    at: usize,
) -> Number {
    let month = months.get(at).ok_or(TOO_FAR)?;
    let of = |month: &Month, resource| {
        let parts = month.of(scenario, resource)?;
        Ok(parts.iter().fold(0.0, |sum, part| sum + part.or_zero()))
    };
    let money = &scenario.money;
    match strategy {
        Strategy::OnDemand => Ok(0.0),
        Strategy::LargerInstances => Ok(of(month, ChargeKind::Compute)? * larger?),
        Strategy::ReservedBase => {
            let made_in = at.saturating_sub(1) / TERM * TERM;
            let made: f64 = of(&months[made_in], ChargeKind::Compute)?;
            let used = of(month, ChargeKind::Compute)?.min(made);
            // What is reserved is paid whether it is used or not.
            Ok(used - made * (1.0 - money.reserved_discount))
        }
        Strategy::Spot => Ok(of(month, ChargeKind::Gpu)? * money.spot_discount),
        Strategy::Efficiency => {
            let parts = scenario.bill.iter().zip(&month.components);
            let saved = parts.map(|(row, part)| part.or_zero() * (1.0 - left_of(row, scenario)));
            Ok(saved.fold(0.0, |sum, saved| sum + saved))
        }
    }
}

/// The share of a component that all levers leave that are no strategies of
/// their own.
fn left_of(component: &Component, scenario: &Scenario) -> f64 {
    let is_other = |lever: &&Lever| !OWN_STRATEGY.contains(&lever.key.text());
    let others = scenario.levers.iter().filter(is_other);
    let acting = others.filter(|lever| acts(lever, component));
    acting.map(|lever| 1.0 - lever.saving).product()
}
