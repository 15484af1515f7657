//! When shall somebody hear that the plan no longer holds, and what do the metrics that
//! tell so go by?
//!
//! Thresholds are those of the AI capacity planning source: 70 % for a warning, 85 % critical,
//! half of a reservation, 10 % over the forecast, 15 % off the plan.

use crate::facts::sources::{AI_CAPACITY, OURS};
use crate::scenario::choice::choices;
use crate::scenario::field::{fields, number, one_of};
use crate::scenario::groups::{Group, Step};
use crate::scenario::row::rows;
use crate::scenario::web::Switch;
use crate::scenario::{Scenario, Unused};

choices! {
    /// What a metric measures.
    pub enum Measure {
        /// A counter of requests.
        Requests = "requests", "Requests";
        /// Replicas that run, by autoscaler.
        Replicas = "replicas", "Replicas that run";
        /// Replicas that an autoscaler asks for.
        ReplicasWanted = "replicas_wanted", "Replicas asked for";
        /// Replicas at which an autoscaler stops.
        ReplicasMost = "replicas_most", "Most replicas";
        /// Pods by phase.
        Pods = "pods", "Pods by phase";
        /// Nodes.
        Nodes = "nodes", "Nodes";
        /// Seconds of CPU by mode.
        Cpu = "cpu", "CPU seconds";
        /// Memory that is free.
        MemoryFree = "memory_free", "Memory free";
        /// Memory in all.
        Memory = "memory", "Memory in all";
        /// Storage that is free.
        DiskFree = "disk_free", "Storage free";
        /// Storage in all.
        Disk = "disk", "Storage in all";
        /// Bytes sent.
        Network = "network", "Bytes sent";
        /// Utilization of a GPU in percent.
        Gpu = "gpu", "GPU utilization, percent";
        /// Connections to a database.
        Connections = "connections", "Connections to a database";
        /// What is used of a pool that no exporter knows.
        PoolUsed = "pool_used", "Used of a pool";
        /// A counter of requests of a stage.
        StageRequests = "stage_requests", "Requests of a stage";
        /// A counter of tokens of a stage.
        StageTokens = "stage_tokens", "Tokens of a stage";
        /// What a stage works on at once.
        StageInUse = "stage_in_use", "In use at a stage";
        /// What waits before a stage.
        StageWaiting = "stage_waiting", "Waiting at a stage";
        /// Buckets of a stage's times from request to answer.
        StageSeconds = "stage_seconds", "Response of a stage, buckets";
        /// What is spent a month at the rate of now.
        Spend = "spend", "Spend, USD a month";
        /// Which share of what is reserved is used.
        ReservedUsed = "reserved_used", "Reserved used, share";
    }
}

fields! {
    /// From which number on an alert goes off.
    pub struct Alerts in alert {
        /// From which share of what is there a warning is due. Pools have their own.
        warning: f64 = 0.70, number("share", 0.01, 1.0), "Warning at", AI_CAPACITY;
        /// From which share of what is there it is critical. Pools have their own.
        critical: f64 = 0.85, number("share", 0.01, 1.0), "Critical at", AI_CAPACITY;
        /// Under which share of what is reserved being used an alert is due.
        reserved_least: f64 = 0.50, number("share", 0.0, 1.0), "Reserved used under", AI_CAPACITY;
        /// By how much the spend may be over the bill that is planned.
        over_forecast: f64 = 0.10, number("share", 0.0, 10.0), "Spend over forecast by", AI_CAPACITY;
        /// By how much demand may be off what is planned, to either side.
        off_plan: f64 = 0.15, number("share", 0.01, 10.0), "Demand off plan by", AI_CAPACITY;
        /// How long it must last before an alert goes off.
        lasting: f64 = 15.0, number("min", 0.0, 10_080.0), "Lasting", OURS;
        /// How long pods and nodes may take to come that come at once. What has a lead time has that long.
        scaling: f64 = 5.0, number("min", 0.0, 1440.0), "Scaling takes at most", OURS;
    }
}

rows! {
    /// What your metrics go by, where not by the names that kube-state-metrics, node_exporter, dcgm-exporter and
    /// postgres_exporter give them: a row is called as the metric is.
    pub struct Metric in metrics as metric: "Metric names" of "metric", at most 24, named in 120 {
        /// What it measures.
        measures: Measure = Measure::Requests, one_of(Measure::CHOICES), "Measures", OURS;
    }
}

/// What stands together in the form.
pub static GROUPS: &[Group] = &[Group {
    id: "alerts",
    label: "Alerts",
    step: Step::Resources,
    fields: &[
        "alert.warning",
        "alert.critical",
        "alert.reserved_least",
        "alert.over_forecast",
        "alert.off_plan",
        "alert.lasting",
        "alert.scaling",
    ],
    tables: &["metric"],
    is_said: |_| true,
}];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["alert.reserved_least"],
        because: "Nothing is reserved.",
        when: |it, _| {
            let is_web_reserved = it.web.workload == Switch::On && it.web.reserved_share > 0.0;
            it.money.workload == Switch::Off && !is_web_reserved
        },
    },
    Unused {
        inputs: &["alert.scaling"],
        because: "There is no web stack and no fleet, so nothing that an autoscaler starts.",
        when: |it, _| it.web.workload == Switch::Off && it.fleet.workload == Switch::Off,
    },
    Unused {
        inputs: &["alert.warning"],
        because: "Pools and stages have warnings of their own, and there is nothing else.",
        when: |it, _| !has_usual(it),
    },
    Unused {
        inputs: &["alert.critical"],
        because: "Pools have thresholds of their own, and there is nothing else.",
        when: |it, _| !has_usual(it) && it.flow.workload == Switch::Off,
    },
];

/// Whether anything is watched that has no thresholds of its own.
fn has_usual(it: &Scenario) -> bool {
    let others = [it.web.workload, it.inference.workload, it.data.workload];
    others.contains(&Switch::On)
}
