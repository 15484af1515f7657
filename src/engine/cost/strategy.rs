//! What does the bill come to at later months under each strategy?
//!
//! ```text
//! on demand       the bill as it is
//! reserved base   a year's reservation for the compute that ran when it was
//!                 made, renewed every year; what came since is on demand
//! spot            what may be interrupted runs on spot
//! efficiency      every other lever, one after another
//! ```
//!
//! Larger instances in place of more of them have no price in any source, so
//! they have none here.

use crate::catalog::sources::DEFINITION;
use crate::engine::outcome::Visit;
use crate::quantity::{Absent, Outcome};

crate::old_formulas! {
    source: DEFINITION;

    /// What the strategy saves of the bill of this month.
    pub fn strategy_saved "Saved by the strategy" (bill: "USD/month") -> "USD/month" as saved table "what the strategy's levers save of the components that they act on" {
        bill
    }
    /// The bill of this month under the strategy.
    pub fn strategy "Bill under the strategy" (bill: "USD/month", saved: "USD/month") -> "USD/month" {
        bill - saved
    }
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

/// Why larger instances have no cost.
pub const NOT_PRICED: Absent = Absent(
    "No source says what larger instances cost against more of them, so this strategy is not priced.",
);

/// The month in which the reservation was made that runs in `month`.
pub const fn made_in(month: usize) -> usize {
    month.saturating_sub(1) / TERM * TERM
}

/// The bill of one month under one strategy.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// Which strategy.
    pub strategy: Strategy,
    /// Which month.
    pub month: usize,
    /// What it saves.
    pub saves: Outcome,
    /// What is left to pay.
    pub bill: Outcome,
}

/// The bill of a month when a strategy saves so much of it.
pub fn cell(strategy: Strategy, month: usize, bill: Outcome, saves: Result<f64, Absent>) -> Cell {
    let saves = saves.map(strategy_saved);
    let left = bill.and_then(|bill| Ok(self::strategy(bill.value, saves?.value)));
    Cell {
        strategy,
        month,
        saves,
        bill: left,
    }
}

impl Cell {
    /// Visits what it saves and what is left, with their ids.
    pub fn each(&self, visit: &mut Visit) {
        let month = self.month.to_string();
        let place = ["money.strategy.", self.strategy.id(), "."].concat();
        visit(&[&place, "saved.", &month].concat(), self.saves);
        visit(&[&place, &*month].concat(), self.bill);
    }
}
