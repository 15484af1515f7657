//! What is there now? Pools of pods, cores, memory, GPU nodes, storage and
//! connections, how soon more of each comes, what was measured, and how the
//! autoscaler is set.
//!
//! Used amounts and exponents are the capacity guide's. It leaves capacities,
//! lead times, steps and costs blank: `saas-1` leaves capacities to be sized, and the
//! rest is ours.

use crate::facts::sources::{AI_CAPACITY, CAPACITY_GUIDE, OURS, SIZING_CALCULATOR};
use crate::scenario::choice::choices;
use crate::scenario::field::{
    fields, number, one_of, optional, optional_whole, row_of, there, whole,
};
use crate::scenario::groups::{Group, Step};
use crate::scenario::growth::SEASONS;
use crate::scenario::money::bill;
use crate::scenario::row::rows;
use crate::scenario::training::GpusFrom;
use crate::scenario::web::Switch;
use crate::scenario::{Field, RowKey, Scenario, Unused, Value};
use crate::workloads::growth::reach::Follows;

choices! {
    /// What a pool holds, which says which trigger scales it.
    pub enum PoolKind {
        /// Pods.
        Pods = "pods", "Pods";
        /// Cores.
        Cpu = "cpu", "CPU";
        /// Memory.
        Memory = "memory", "Memory";
        /// GPU machines.
        Gpu = "gpu", "GPU";
        /// Disks and object storage.
        Storage = "storage", "Storage";
        /// Connections to a database.
        Connections = "connections", "Connections";
        /// Anything else.
        Other = "other", "Other";
    }
}

choices! {
    /// What the need of a pool follows.
    pub enum PoolFollows {
        /// What its kind does: what is stored stays when a season or an event ends.
        Kind = "kind", "As its kind does";
        /// Demand at its peak, with seasons and events.
        Demand = "demand", "Demand at its peak";
        /// Customers, whatever the season.
        Customers = "customers", "Customers";
    }
}

choices! {
    /// What says how much of a pool is used now.
    pub enum SizedBy {
        /// What was measured.
        Measured = "measured", "What was measured";
        /// What the workloads need of it.
        Workload = "workload", "The workloads";
        /// The larger of both.
        Larger = "larger", "The larger of both";
    }
}

impl Pool {
    /// What is needed of it follows.
    pub const fn need_follows(&self) -> Follows {
        match (self.follows, self.kind) {
            (PoolFollows::Customers, _)
            | (PoolFollows::Kind, PoolKind::Storage | PoolKind::Other) => Follows::Customers,
            (PoolFollows::Demand | PoolFollows::Kind, _) => Follows::Demand,
        }
    }

    /// Whether workloads say what they need of pools of this kind. Of two of one kind it cannot
    /// be told which one they fill.
    pub fn is_sized(&self, pools: &[Self]) -> bool {
        let kinds = [
            PoolKind::Pods,
            PoolKind::Cpu,
            PoolKind::Memory,
            PoolKind::Gpu,
        ];
        let alike = pools.iter().filter(|other| other.kind == self.kind);
        kinds.contains(&self.kind) && alike.count() == 1
    }
}

fields! {
    /// The fleet as a whole, and its autoscaler.
    pub struct Fleet in fleet {
        /// Whether pools are part of the scenario.
        workload: Switch = Switch::Off, one_of(Switch::CHOICES), "Fleet", OURS;
        /// How many customers used the pools when their use was measured. For any other number of them the use is
        /// scaled, by the exponent of each pool. Left empty it was measured with today's customers.
        measured_at: Option<f64> = None, optional("customer", 1.0, 1e9), "Customers at the measurement", OURS;
        /// The 95th percentile of latency as it is measured now. Left empty, nothing is said of it.
        p95_latency: Option<f64> = None, optional("ms", 0.0, 1e6), "p95 latency", CAPACITY_GUIDE;
        /// How many jobs wait as it is measured now. Left empty, nothing is said of it.
        queue_depth: Option<f64> = None, optional("job", 0.0, 1e9), "Queue depth", CAPACITY_GUIDE;
        /// The fewest replicas that the autoscaler keeps. Left empty it is what runs now, by the pool of pods.
        replicas_min: Option<f64> = None, optional_whole("pod", 1.0, 10_000.0), "Fewest replicas", CAPACITY_GUIDE;
        /// The most replicas that the autoscaler starts. Left empty it is what the pool of pods needs in the largest
        /// month that is planned, with its headroom.
        replicas_max: Option<f64> = None, there(optional_whole("pod", 1.0, 10_000.0)), "Most replicas", CAPACITY_GUIDE;
        /// CPU that pods shall use of what they request. Kubernetes takes whole percent.
        cpu_target: f64 = 0.70, number("share", 0.01, 10.0), "CPU target", CAPACITY_GUIDE;
        /// Memory that pods shall use of what they request. Kubernetes takes whole percent.
        memory_target: f64 = 0.80, number("share", 0.01, 10.0), "Memory target", CAPACITY_GUIDE;
        /// By how much of themselves replicas may grow within a period.
        up_limit: f64 = 1.0, number("share", 0.01, 100.0), "Up by at most", CAPACITY_GUIDE;
        /// The period in which replicas may grow by so much.
        up_period: f64 = 60.0, number("s", 1.0, 1800.0), "Up, period", CAPACITY_GUIDE;
        /// For how long a higher count must be wanted before replicas grow.
        up_window: f64 = 0.0, number("s", 0.0, 3600.0), "Up, stabilization", CAPACITY_GUIDE;
        /// By how much of themselves replicas may shrink within a period.
        down_limit: f64 = 0.10, number("share", 0.01, 1.0), "Down by at most", CAPACITY_GUIDE;
        /// The period in which replicas may shrink by so much.
        down_period: f64 = 60.0, number("s", 1.0, 1800.0), "Down, period", CAPACITY_GUIDE;
        /// For how long a lower count must be wanted before replicas shrink.
        down_window: f64 = 300.0, number("s", 0.0, 3600.0), "Down, stabilization", CAPACITY_GUIDE;
        /// Replicas that run now. Follows the pool of pods unless stated.
        pods_running: Option<f64> = None, there(optional_whole("pod", 1.0, 10_000.0)), "Replicas now", OURS;
        /// CPU that pods use of what they request, measured. Follows the CPU pool unless stated.
        cpu_measured: Option<f64> = None, optional("share", 0.0, 100.0), "CPU used of request", OURS;
        /// Memory that pods use of what they request, measured. Follows the memory pool unless stated.
        memory_measured: Option<f64> = None, optional("share", 0.0, 100.0), "Memory used of request", OURS;
        /// Cores that a pod requests, where no web stack says. Left empty the manifest is the autoscaler alone.
        pod_cpu_request: Option<f64> = None, optional("core/pod", 0.001, 256.0), "CPU request of a pod", OURS;
        /// Memory that a pod requests, where no web stack says. Left empty the manifest is the autoscaler alone.
        pod_memory_request: Option<f64> = None, optional("MiB/pod", 1.0, 4_194_304.0), "Memory request of a pod", OURS;
        /// How much more than its request a pod may use, where no web stack says.
        limit_factor: f64 = 2.0, number("x", 1.0, 100.0), "Limit over request", SIZING_CALCULATOR;
    }
}

rows! {
    /// What the platform runs on: so much used, so much there. What is needed follows customers to the power
    /// of the exponent.
    pub struct Pool in pools as pool: "Pools" of "pool", at most 12 {
        /// What it holds, which says which trigger scales it.
        kind: PoolKind = PoolKind::Other, one_of(PoolKind::CHOICES), "Kind", OURS;
        /// How much of it is used now.
        used: f64 = 0.0, number("unit", 0.0, 1e9), "Used", CAPACITY_GUIDE;
        /// How much of it there is. Left empty it is sized for today: the fewest whole steps that keep what is used
        /// at or under the warning.
        capacity: Option<f64> = None, optional("unit", 0.0, 1e9), "Capacity", OURS;
        /// How much is added at a time.
        step: f64 = 1.0, number("unit", 0.001, 1e9), "Step", OURS;
        /// Which part of the platform's bill pays for it. Left open, what is ordered of it is in no part.
        paid_by: Option<RowKey> = None, row_of(&bill::TABLE, "no part of the bill"), "Paid by", OURS;
        /// What one unit costs in a month. 0 where another pool pays for it; left empty it is not priced.
        unit_cost: Option<f64> = None, optional("USD/unit/month", 0.0, 1e7), "Unit cost", OURS;
        /// What one unit costs once, when it comes.
        one_off: f64 = 0.0, number("USD/unit", 0.0, 1e9), "One-off cost", OURS;
        /// The most there can be: an account's quota, a contract. Left empty nothing holds it.
        most: Option<f64> = None, optional("unit", 0.0, 1e9), "Most there can be", OURS;
        /// How many days pass from an order until more of it is there.
        lead_time: f64 = 0.0, number("day", 0.0, 730.0), "Lead time", OURS;
        /// How the need follows customers: to which power. Under 1 there are economies of scale.
        exponent: f64 = 1.0, number("x", 0.0, 3.0), "Exponent", CAPACITY_GUIDE;
        /// What the need follows: demand at its peak, or customers, whatever the season. By its kind storage and what
        /// is of no kind follow customers.
        follows: PoolFollows = PoolFollows::Kind, one_of(PoolFollows::CHOICES), "Follows", OURS;
        /// What says how much of it is used now, where workloads are planned that need it (pods, CPU and memory: the web
        /// stack; GPU nodes: inference and training): what was measured, what they need, or the larger of both.
        sized_by: SizedBy = SizedBy::Larger, one_of(SizedBy::CHOICES), "Sized by", OURS;
        /// The utilization from which scaling is to be planned.
        warning: f64 = 0.70, number("share", 0.01, 1.0), "Warning at", AI_CAPACITY;
        /// The utilization that must not be passed: what is added keeps under it.
        critical: f64 = 0.85, number("share", 0.01, 1.0), "Critical at", AI_CAPACITY;
    }
}

rows! {
    /// What was measured since, to hold the plan against: use of a pool, customers, spend.
    pub struct Actual in actuals as actual: "Measured since" of "measurement", at most 48 {
        /// Which pool was measured. Unless one is chosen, it is the pool that the measurement is called as.
        pool: Option<RowKey> = None, row_of(&pool::TABLE, "the one that it is called as"), "Pool", OURS;
        /// How many whole months after the start it was measured.
        month: f64 = 0.0, whole("month", 0.0, 36.0), "Month", OURS;
        /// How much of the pool was used. Left empty, no use was measured.
        used: Option<f64> = None, optional("unit", 0.0, 1e9), "Used", OURS;
        /// How many customers there were. Left empty, they were not counted.
        customers: Option<f64> = None, optional("customer", 0.0, 1e9), "Customers", OURS;
        /// Which part of the bill was spent on.
        part: Option<RowKey> = None, row_of(&bill::TABLE, "the whole bill"), "Part of the bill", OURS;
        /// How much was spent in the month. Left empty, it is not known.
        spend: Option<f64> = None, optional("USD/month", 0.0, 1e9), "Spend", OURS;
    }
}

impl Actual {
    /// Where the pool that was measured stands among these: the one that is
    /// chosen, or else the first that the measurement is called as.
    pub fn place(&self, pools: &[Pool]) -> Option<usize> {
        pools.iter().position(|pool| match self.pool {
            Some(chosen) => pool.key == chosen,
            None => self.is_called_as(pool),
        })
    }

    /// Whether it is called as the pool is, or as links call that.
    fn is_called_as(&self, pool: &Pool) -> bool {
        let name = self.name.trim();
        let named = |other: &str| name.eq_ignore_ascii_case(other.trim());
        named(&pool.name) || named(pool.key.text()) || named(&pool.key.name())
    }
}

/// Whether a workload that is on says what it needs of the pool.
fn is_said(scenario: &Scenario, pool: &Pool) -> bool {
    let is_on = if pool.kind == PoolKind::Gpu {
        let training = &scenario.training;
        let shares = training.workload == Switch::On && training.gpus_from == GpusFrom::Fleet;
        shares || scenario.inference.workload == Switch::On
    } else {
        scenario.web.workload == Switch::On
    };
    is_on && pool.is_sized(&scenario.pools)
}

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: &["pool.sized_by"],
        because: "No workload is planned that says what it needs of this pool.",
        when: |it, at| it.pools.get(at).is_some_and(|pool| !is_said(it, pool)),
    },
    Unused {
        inputs: &["pool.follows"],
        because: "No month differs from another: neither seasons nor events are stated.",
        when: |it, _| {
            let is_one = |field: &&'static Field| field.get(it) == Value::Number(1.0);
            it.events.is_empty() && SEASONS.iter().all(is_one)
        },
    },
    Unused {
        inputs: &[
            "fleet.pod_cpu_request",
            "fleet.pod_memory_request",
            "fleet.limit_factor",
        ],
        because: "The web stack says what its pods request and may use.",
        when: |it, _| it.web.workload == Switch::On,
    },
    Unused {
        inputs: &["fleet.limit_factor"],
        because: "Nothing is stated of what a pod requests, and spikes do not ask for it.",
        when: |it, _| {
            let requests = it.fleet.pod_cpu_request.or(it.fleet.pod_memory_request);
            let is_asked = it.fleet.workload == Switch::On && it.spike.burst.is_none();
            requests.is_none() && !is_asked
        },
    },
    Unused {
        inputs: &["pool.paid_by"],
        because: "No bill of the platform is planned that has parts.",
        when: |it, _| it.money.workload == Switch::Off,
    },
    Unused {
        inputs: &["actual.pool"],
        because: "No use was measured in this row. State how much was used.",
        when: |it, at| it.actuals[at].used.is_none(),
    },
    Unused {
        inputs: &["actual.part"],
        because: "No spend was measured in this row. State how much was spent.",
        when: |it, at| it.actuals[at].spend.is_none(),
    },
];

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "fleet",
        label: "Fleet",
        step: Step::Resources,
        fields: &[
            "fleet.measured_at",
            "fleet.p95_latency",
            "fleet.queue_depth",
        ],
        tables: &["pool"],
        is_said: |it| it.fleet.workload == Switch::On,
    },
    Group {
        id: "measured",
        label: "Measured since, and signs of faster growth",
        step: Step::Traffic,
        fields: &[
            "growth.new_users",
            "growth.new_models",
            "growth.models_now",
            "growth.new_applications",
            "growth.applications_now",
            "growth.burst_reserve",
        ],
        tables: &["actual"],
        is_said: |it| it.growth.is_planned(),
    },
    Group {
        id: "autoscaler",
        label: "Autoscaler",
        step: Step::Resources,
        fields: &[
            "fleet.replicas_min",
            "fleet.replicas_max",
            "fleet.pods_running",
            "fleet.cpu_measured",
            "fleet.memory_measured",
            "fleet.pod_cpu_request",
            "fleet.pod_memory_request",
            "fleet.limit_factor",
        ],
        tables: &[],
        is_said: |it| it.fleet.workload == Switch::On,
    },
    Group {
        id: "scaling",
        label: "How the autoscaler scales",
        step: Step::Resources,
        fields: &[
            "fleet.cpu_target",
            "fleet.memory_target",
            "fleet.up_limit",
            "fleet.up_period",
            "fleet.up_window",
            "fleet.down_limit",
            "fleet.down_period",
            "fleet.down_window",
        ],
        tables: &[],
        is_said: |it| it.fleet.workload == Switch::On || it.web.workload == Switch::On,
    },
    Group {
        id: "promises",
        label: "Targets",
        step: Step::Resources,
        fields: &["promise.latency_ms", "money.budget"],
        tables: &[],
        is_said: |_| true,
    },
];
