//! By which name does Prometheus know what an alert watches?

use super::inputs::Measure;
use crate::scenario::Scenario;
use core::cell::RefCell;

impl Measure {
    /// The name that the usual exporter gives it, or one of ours where none does.
    pub const fn usual(self) -> &'static str {
        match self {
            Self::Requests => "http_requests_total",
            Self::Replicas => "kube_horizontalpodautoscaler_status_current_replicas",
            Self::ReplicasWanted => "kube_horizontalpodautoscaler_status_desired_replicas",
            Self::ReplicasMost => "kube_horizontalpodautoscaler_spec_max_replicas",
            Self::Pods => "kube_pod_status_phase",
            Self::Nodes => "kube_node_info",
            Self::Cpu => "node_cpu_seconds_total",
            Self::MemoryFree => "node_memory_MemAvailable_bytes",
            Self::Memory => "node_memory_MemTotal_bytes",
            Self::DiskFree => "node_filesystem_avail_bytes",
            Self::Disk => "node_filesystem_size_bytes",
            Self::Network => "node_network_transmit_bytes_total",
            Self::Gpu => "DCGM_FI_DEV_GPU_UTIL",
            Self::Connections => "pg_stat_activity_count",
            Self::PoolUsed => "headroom_pool_used",
            Self::StageRequests => "headroom_stage_requests_total",
            Self::StageTokens => "headroom_stage_tokens_total",
            Self::StageInUse => "headroom_stage_in_use",
            Self::StageWaiting => "headroom_stage_waiting",
            Self::StageSeconds => "headroom_stage_seconds_bucket",
            Self::Spend => "headroom_spend_usd_per_month",
            Self::ReservedUsed => "headroom_reserved_used_ratio",
        }
    }
}

/// How the names begin that no exporter gives: whoever uses them has to export them.
pub(super) const OWN: &str = "headroom_";

/// The names of a scenario, and which of them have been asked for.
pub(super) struct Metrics<'a> {
    scenario: &'a Scenario,
    asked: RefCell<Vec<&'a str>>,
}

impl<'a> Metrics<'a> {
    pub(super) const fn new(scenario: &'a Scenario) -> Self {
        Self {
            scenario,
            asked: RefCell::new(Vec::new()),
        }
    }

    /// The stated name, or the usual one.
    pub(super) fn name(&self, measure: Measure) -> &'a str {
        let rows = self.scenario.metrics.iter();
        let mut stated = rows.filter(|row| row.measures == measure && is_name(&row.name));
        let name = stated.next().map_or(measure.usual(), |row| row.name.trim());
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&name) {
            asked.push(name);
        }
        name
    }

    /// Those that were asked for, each once.
    pub(super) fn asked(&self) -> Vec<&'a str> {
        self.asked.borrow().clone()
    }
}

/// Whether Prometheus takes it for the name of a metric.
pub(super) fn is_name(name: &str) -> bool {
    let name = name.trim();
    let inside = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':');
    !name.is_empty()
        && !name.starts_with(|it: char| it.is_ascii_digit())
        && name.chars().all(inside)
}
