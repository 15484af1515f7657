//! Which charts are there, and what does each show of a plan?

use super::Chart;
use super::capacity::over_users;
use super::customers::customers_by_month;
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::scenario::Scenario;

/// A chart that a plan can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChartId {
    /// Pods, nodes and the bill over concurrent users.
    OverUsers,
    /// Customers by month, in three cases.
    Customers,
}

impl ChartId {
    /// The name of its downloads, without ending.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::OverUsers => "headroom-over-users",
            Self::Customers => "headroom-customers",
        }
    }
}

/// The chart of this id; `today` is the start of a scenario that states none.
pub fn chart(id: ChartId, scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    match id {
        ChartId::OverUsers => over_users(scenario, plan),
        ChartId::Customers => customers_by_month(scenario, plan, today),
    }
}
