//! Which input of the scenario, or which figure of the plan, went into a figure
//! of the fleet, where its name and place alone do not say?

use super::binds;
use crate::quantity::Figure;
use crate::scenario::Scenario;
use crate::scenario::fleet::PoolKind;

/// The id of the figure or field that the input `name` of the figure `id` is.
pub fn origin(scenario: &Scenario, id: &str, figure: &Figure, name: &str) -> Option<String> {
    let rest = id.strip_prefix("fleet.")?;
    let (pool, _) = rest.rsplit_once('.').unwrap_or(("", rest));
    let fleet = |parts: &[&str]| Some([&["fleet."], parts].concat().concat());
    match (figure.formula.name, name) {
        ("months_to_threshold", "months_to") => fleet(&[pool, ".months_to.threshold"]),
        ("months_to_cliff", "months_to") => fleet(&[pool, ".months_to.cliff"]),
        (_, "pool_place") => {
            let place = *figure.inputs().first()?;
            let at = binds::row_of(&scenario.pools, place)?;
            fleet(&[scenario.pools.get(at)?.key.text(), ".pool_place"])
        }
        ("planned_use", _) => {
            let (_, row) = pool.rsplit_once('.')?;
            let mut rows = scenario.actuals.iter();
            let actual = rows.find(|actual| actual.key.text() == row)?;
            let pool = &scenario.pools[actual.place(&scenario.pools)?];
            let month = super::checked::month_of(actual).to_string();
            fleet(&[pool.key.text(), ".needed.", &month])
        }
        ("replicas_now", "used") => cell(scenario, PoolKind::Pods, "used"),
        ("pod_cpu_request", "capacity") => cell(scenario, PoolKind::Cpu, "capacity"),
        ("pod_memory_request", "capacity") => cell(scenario, PoolKind::Memory, "capacity"),
        ("cpu_usage", "utilization") => utilization(scenario, PoolKind::Cpu),
        ("memory_usage", "utilization") => utilization(scenario, PoolKind::Memory),
        _ => None,
    }
}

fn cell(scenario: &Scenario, kind: PoolKind, column: &str) -> Option<String> {
    let pool = super::autoscaler::pool(&scenario.pools, kind)?;
    Some(["pool.", pool.key.text(), ".", column].concat())
}

fn utilization(scenario: &Scenario, kind: PoolKind) -> Option<String> {
    let pool = super::autoscaler::pool(&scenario.pools, kind)?;
    Some(["fleet.", pool.key.text(), ".utilization"].concat())
}
