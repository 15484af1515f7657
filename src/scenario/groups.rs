//! Which inputs stand together in the form, and in what order?

use super::Scenario;
use super::web::Switch;

/// Inputs that stand together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// A word, unique among groups.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// Ids of fields, in the order of the form.
    pub fields: &'static [&'static str],
    /// Ids of tables, below the fields.
    pub tables: &'static [&'static str],
}

/// All groups, along the chain from demand to money; the switches of the workloads
/// follow demand.
pub fn groups() -> impl Iterator<Item = &'static Group> {
    let (switches, more) = MORE.split_at(1);
    DEMAND.iter().chain(switches).chain(WEB).chain(more)
}

/// Who comes, and how much they ask for.
pub static DEMAND: &[Group] = &[
    Group {
        id: "ladder",
        label: "Demand ladder",
        fields: &[
            "demand.anchor",
            "demand.customers",
            "demand.total_users",
            "demand.daily_active_users",
            "demand.concurrent_users",
            "demand.requests_per_day",
            "demand.average_rate",
            "demand.peak_rate",
        ],
        tables: &[],
    },
    Group {
        id: "habits",
        label: "Habits of users",
        fields: &[
            "demand.users_per_customer",
            "demand.active_ratio",
            "demand.concurrent_share",
            "demand.requests_per_user_minute",
            "demand.peak_to_average",
            "demand.messages_per_user_day",
            "demand.recompute_multiplier",
        ],
        tables: &[],
    },
    Group {
        id: "bursts",
        label: "Bursts",
        fields: &[
            "demand.launch_multiplier",
            "demand.viral_multiplier",
            "demand.recovery_multiplier",
        ],
        tables: &[],
    },
];

/// The web stack and its prices.
pub static WEB: &[Group] = &[
    Group {
        id: "backend",
        label: "Backend pods",
        fields: &[
            "web.users_per_backend_pod",
            "web.backend_buffer",
            "web.backend_floor",
            "web.backend_ceiling_factor",
        ],
        tables: &[],
    },
    Group {
        id: "frontend",
        label: "Frontend pods",
        fields: &[
            "web.users_per_frontend_pod",
            "web.frontend_buffer",
            "web.frontend_floor",
            "web.frontend_ceiling_factor",
        ],
        tables: &[],
    },
    Group {
        id: "classes",
        label: "Size classes",
        fields: &["web.small_up_to", "web.medium_up_to", "web.large_up_to"],
        tables: &[],
    },
    Group {
        id: "pods",
        label: "Pod sizes",
        fields: &[
            "web.backend_cpu_request",
            "web.backend_cpu_limit",
            "web.backend_memory_request",
            "web.backend_memory_limit",
            "web.frontend_cpu_request",
            "web.frontend_cpu_limit",
            "web.frontend_memory_request",
            "web.frontend_memory_limit",
        ],
        tables: &[],
    },
    Group {
        id: "nodes",
        label: "Nodes",
        fields: &[
            "web.node_type",
            "web.node_vcpu",
            "web.node_memory",
            "web.node_max_pods",
            "web.node_system_pods",
            "web.node_rule",
            "web.node_cpu_share",
            "web.node_memory_share",
            "web.node_buffer",
            "web.node_floor",
            "web.node_ceiling_factor",
        ],
        tables: &[],
    },
    Group {
        id: "database",
        label: "Database",
        fields: &[
            "web.reads_per_user",
            "web.writes_per_user",
            "web.read_item_size",
            "web.write_item_size",
            "web.consistency",
            "web.database_billing",
        ],
        tables: &[],
    },
    Group {
        id: "storage",
        label: "Traffic and storage",
        fields: &[
            "web.database_size",
            "web.disk_per_node",
            "web.response_size",
        ],
        tables: &[],
    },
    Group {
        id: "prices",
        label: "List prices",
        fields: &[
            "price.node_hour",
            "price.control_plane_hour",
            "price.load_balancer_hour",
            "price.load_balancer_unit_hour",
            "price.million_reads",
            "price.million_writes",
            "price.read_unit_hour",
            "price.write_unit_hour",
            "price.database_storage",
            "price.cache_hour",
            "price.disk_storage",
            "price.egress_gb",
        ],
        tables: &[],
    },
];

/// The switches of all workloads, then the groups of those beside the web stack.
static MORE: &[Group] = &[
    Group {
        id: "workloads",
        label: "Workloads",
        fields: &[
            "web.workload",
            "growth.workload",
            "money.workload",
            "training.workload",
            "data.workload",
            "fleet.workload",
            "flow.workload",
            "inference.workload",
        ],
        tables: &[],
    },
    Group {
        id: "growth",
        label: "Growth",
        fields: &[
            "growth.shape",
            "growth.rate",
            "growth.rate_basis",
            "growth.churn",
            "growth.added_customers",
            "growth.ceiling",
            "growth.start",
            "growth.months_projected",
        ],
        tables: &["own"],
    },
    Group {
        id: "cases",
        label: "Growth cases",
        fields: &[
            "growth.conservative_factor",
            "growth.moderate_factor",
            "growth.aggressive_factor",
        ],
        tables: &[],
    },
    Group {
        id: "seasons",
        label: "Seasons and events",
        fields: &super::growth::SEASON_IDS,
        tables: &["event"],
    },
    Group {
        id: "milestones",
        label: "Milestones",
        fields: &[],
        tables: &["milestone", "change"],
    },
    Group {
        id: "tiers",
        label: "Tiers",
        fields: &[],
        tables: &["tier"],
    },
    Group {
        id: "bill",
        label: "Bill",
        fields: &[
            "money.baseline",
            "money.traffic_exponent",
            "money.training_exponent",
            "money.semi_fixed_exponent",
            "money.various_exponent",
        ],
        tables: &["bill"],
    },
    Group {
        id: "levers",
        label: "Levers and commitment",
        fields: &[
            "money.reserved_discount",
            "money.spot_discount",
            "money.reserved_share",
            "money.spot_share",
            "money.demand_floor",
        ],
        tables: &["lever"],
    },
    Group {
        id: "targets",
        label: "Unit economics",
        fields: &[
            "money.acquisition_cost",
            "money.target_margin_low",
            "money.target_margin_high",
            "money.gross_margin_target",
            "money.gross_margin_best",
            "money.infrastructure_share_target",
            "money.infrastructure_share_best",
            "money.cost_per_customer_target",
            "money.cost_per_customer_best",
            "money.ltv_to_cac_target",
            "money.ltv_to_cac_best",
        ],
        tables: &[],
    },
    Group {
        id: "slo",
        label: "Latency",
        fields: &[
            "slo.latency_target",
            "slo.load_from",
            "slo.measured_pods",
            "slo.measured_gpus",
            "slo.latency_of_one",
            "slo.contention",
            "slo.coherency",
        ],
        tables: &["sample"],
    },
    Group {
        id: "training",
        label: "Training",
        fields: &[
            "training.data_scientists",
            "training.hours_per_day",
            "training.working_days",
            "training.gpu_price",
            "training.spot_price",
            "training.spot_share",
            "training.scheduled_spot_share",
        ],
        tables: &["run", "once"],
    },
    Group {
        id: "run",
        label: "One training run",
        fields: &[
            "training.model_size",
            "training.tokens",
            "training.gpus",
            "training.peak_flops",
            "training.mfu",
            "training.program_factor",
            "training.deadline",
            "training.precision",
            "training.optimizer",
            "training.method",
            "training.adapter_share",
            "training.sharding",
            "training.activations",
            "training.gpu_memory",
        ],
        tables: &[],
    },
    Group {
        id: "data",
        label: "Batches and streams",
        fields: &[
            "data.batch_volume",
            "data.batch_factor",
            "data.batch_window",
            "data.batch_period",
            "data.worker_rate",
            "data.workers_now",
            "data.event_rate",
            "data.stream_factor",
            "data.consumer_rate",
            "data.stall",
            "data.recovery",
            "data.partitions",
        ],
        tables: &[],
    },
    Group {
        id: "stored",
        label: "Storage that grows",
        fields: &[
            "data.storage_used",
            "data.storage_capacity",
            "data.models_growth",
            "data.sets_growth",
            "data.logs_growth",
            "data.storage_lead_time",
        ],
        tables: &[],
    },
    Group {
        id: "fleet",
        label: "Fleet",
        fields: &["fleet.p95_latency", "fleet.queue_depth"],
        tables: &["pool", "actual"],
    },
    Group {
        id: "autoscaler",
        label: "Autoscaler",
        fields: &[
            "fleet.replicas_min",
            "fleet.replicas_max",
            "fleet.cpu_target",
            "fleet.memory_target",
            "fleet.up_limit",
            "fleet.up_period",
            "fleet.up_window",
            "fleet.down_limit",
            "fleet.down_period",
            "fleet.down_window",
            "fleet.pods_running",
            "fleet.cpu_measured",
            "fleet.memory_measured",
            "fleet.limit_factor",
        ],
        tables: &[],
    },
    Group {
        id: "promises",
        label: "Promise and budget",
        fields: &["promise.latency_ms", "money.budget"],
        tables: &[],
    },
    Group {
        id: "short",
        label: "What being short costs",
        fields: &[
            "money.short_hours",
            "money.short_lost",
            "money.short_lost_per_hour",
            "money.short_spare",
        ],
        tables: &[],
    },
    super::flow::STAGES,
    super::flow::FIXES,
    super::flow::VENDORS,
    Group {
        id: "serving",
        label: "Inference",
        fields: super::inference::SERVING,
        tables: &[],
    },
    Group {
        id: "gpus",
        label: "GPUs",
        fields: super::inference::GPU_FIELDS,
        tables: &[],
    },
    Group {
        id: "served",
        label: "Tokens and targets",
        fields: super::inference::TOKEN_FIELDS,
        tables: &[],
    },
    Group {
        id: "models",
        label: "Model and models",
        fields: super::inference::MODEL_FIELDS,
        tables: &["model"],
    },
    Group {
        id: "api",
        label: "API instead",
        fields: super::inference::API_FIELDS,
        tables: &[],
    },
];

impl Group {
    /// Whether the group says nothing while the web stack is left out.
    pub fn is_of_web_stack(&self) -> bool {
        let fields = self.fields;
        self.id != "workloads"
            && !fields.is_empty()
            && fields.iter().all(|id| id.starts_with("web."))
    }

    /// Whether the group says nothing, because the workload that it is of is
    /// left out. Tables are of the workload of the fields beside them.
    pub fn is_silent(&self, scenario: &Scenario) -> bool {
        let off = |switch| switch == Switch::Off;
        match self.id {
            "workloads" => false,
            "growth" | "cases" | "milestones" => off(scenario.growth.workload),
            // GPUs are planned for events too.
            "seasons" => off(scenario.growth.workload) && off(scenario.inference.workload),
            "serving" | "gpus" | "served" | "models" | "api" => off(scenario.inference.workload),
            "tiers" | "bill" | "levers" | "targets" => off(scenario.money.workload),
            "training" | "run" => off(scenario.training.workload),
            "data" | "stored" => off(scenario.data.workload),
            "fleet" | "autoscaler" => off(scenario.fleet.workload),
            "stages" | "fixes" | "vendors" => off(scenario.flow.workload),
            _ => self.is_of_web_stack() && off(scenario.web.workload),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalogue;
    use crate::scenario::preset::preset;

    #[test]
    fn every_field_stands_in_exactly_one_group() {
        let mut grouped: Vec<&str> = groups()
            .flat_map(|group| group.fields.iter().copied())
            .collect();
        let mut all: Vec<&str> = catalogue::fields().map(|field| field.id).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
        let grouped = groups().flat_map(|group| group.tables);
        let mut grouped: Vec<&str> = grouped.copied().collect();
        let mut all: Vec<&str> = catalogue::tables().iter().map(|table| table.id).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn a_workload_that_is_off_has_nothing_to_say() {
        let silent = |scenario: &Scenario| -> Vec<&str> {
            let silent = groups().filter(|group| group.is_silent(scenario));
            silent.map(|group| group.id).collect()
        };
        let [chat, saas] = ["chat-1", "saas-1"].map(|id| preset(id).unwrap().scenario());
        assert_eq!(silent(&chat).len(), 22);
        assert!(silent(&chat).contains(&"tiers") && !silent(&chat).contains(&"nodes"));
        assert!(silent(&saas).contains(&"nodes") && !silent(&saas).contains(&"tiers"));
        for scenario in [chat, saas] {
            assert!(!silent(&scenario).contains(&"workloads"));
        }
    }

    #[test]
    fn the_switch_of_the_web_stack_stays_when_it_is_off() {
        for group in groups() {
            let switch = group.fields.contains(&"web.workload");
            assert!(!(switch && group.is_of_web_stack()));
        }
        assert!(WEB.iter().any(Group::is_of_web_stack));
    }
}
