//! Which charts are there, and what does each show of a plan?

use super::Chart;
use super::customers::customers_by_month;
use super::inference::{cost_by_utilization, fleet_by_peak, latency_by_concurrency};
use super::money::{bill_by_component, bill_in_cases, cost_per_customer, margin_by_tier};
use crate::engine::Plan;
use crate::later::far;
use crate::quantity::date::Date;
use crate::scenario::Scenario;
use crate::workloads::data::charts::storage_by_month;
use crate::workloads::latency::charts::latency_over_load;
use crate::workloads::limits::charts::{pipeline, wait_by_users};
use crate::workloads::pools::charts::use_of_pools;
use crate::workloads::web::charts::over_users;

/// A chart that a plan can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChartId {
    /// Pods, nodes and the bill over concurrent users.
    OverUsers,
    /// Customers by month, in three cases.
    Customers,
    /// Need over capacity of each pool, by month.
    Fleet,
    /// The bill by month, stacked by component.
    BillByComponent,
    /// The bill by month, in three cases.
    BillInCases,
    /// The bill over the customers, by month.
    CostPerCustomer,
    /// Price, cost and margin of each tier.
    MarginByTier,
    /// Storage in use against what there is, by month.
    Storage,
    /// Latency over load: measured, fitted, and its target.
    Latency,
    /// The stages of the pipeline in a row.
    Pipeline,
    /// The wait before each stage, over daily users.
    WaitByUsers,
    /// GPUs of each peak scenario.
    FleetByPeak,
    /// Throughput and latency of a replica over its sequences.
    LatencyByConcurrency,
    /// A million tokens over utilization.
    CostByUtilization,
}

impl ChartId {
    /// The name of its downloads, without ending.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::OverUsers => "headroom-over-users",
            Self::Customers => "headroom-customers",
            Self::Fleet => "headroom-fleet",
            Self::BillByComponent => "headroom-bill",
            Self::BillInCases => "headroom-bill-cases",
            Self::CostPerCustomer => "headroom-cost-per-customer",
            Self::MarginByTier => "headroom-margin",
            Self::Storage => "headroom-storage",
            Self::Latency => "headroom-latency",
            Self::Pipeline => "headroom-pipeline",
            Self::WaitByUsers => "headroom-wait",
            Self::FleetByPeak => "headroom-gpus",
            Self::LatencyByConcurrency => "headroom-replica",
            Self::CostByUtilization => "headroom-token-cost",
        }
    }
}

/// The chart of this id; `today` is the start of a scenario that states none.
pub fn chart(id: ChartId, scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    match id {
        ChartId::OverUsers => over_users(scenario, plan),
        id => of_later_workloads(id, scenario, plan, today),
    }
}

far! {
    "details" "0501"
    fn of_later_workloads(id: ChartId, scenario: &Scenario, plan: &Plan, today: Date) -> Chart = along_growth;
}

fn along_growth(id: ChartId, scenario: &Scenario, plan: &Plan, today: Date) -> Chart {
    match id {
        ChartId::Customers => customers_by_month(scenario, plan, today),
        ChartId::Fleet => use_of_pools(scenario, plan, today),
        ChartId::BillByComponent => bill_by_component(scenario, plan, today),
        ChartId::BillInCases => bill_in_cases(scenario, plan, today),
        ChartId::CostPerCustomer => cost_per_customer(scenario, plan, today),
        ChartId::Storage => storage_by_month(scenario, plan, today),
        ChartId::Latency => latency_over_load(scenario, plan),
        ChartId::Pipeline => pipeline(scenario, plan),
        ChartId::WaitByUsers => wait_by_users(scenario, plan),
        ChartId::FleetByPeak => fleet_by_peak(plan),
        ChartId::LatencyByConcurrency => latency_by_concurrency(scenario, plan),
        ChartId::CostByUtilization => cost_by_utilization(plan),
        ChartId::OverUsers | ChartId::MarginByTier => margin_by_tier(scenario, plan),
    }
}
