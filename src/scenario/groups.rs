//! Which inputs stand together in the form, and in what order?

/// Inputs that stand together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// A word, unique among groups.
    pub id: &'static str,
    /// A few words.
    pub label: &'static str,
    /// Ids of fields, in the order of the form.
    pub fields: &'static [&'static str],
}

/// All groups, along the chain from demand to money.
pub const GROUPS: &[Group] = &[
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
    },
    Group {
        id: "bursts",
        label: "Bursts",
        fields: &[
            "demand.launch_multiplier",
            "demand.viral_multiplier",
            "demand.recovery_multiplier",
        ],
    },
    Group {
        id: "workloads",
        label: "Workloads",
        fields: &["web.workload"],
    },
    Group {
        id: "backend",
        label: "Backend pods",
        fields: &[
            "web.users_per_backend_pod",
            "web.backend_buffer",
            "web.backend_floor",
            "web.backend_ceiling_factor",
        ],
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
    },
    Group {
        id: "classes",
        label: "Size classes",
        fields: &["web.small_up_to", "web.medium_up_to", "web.large_up_to"],
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
    },
    Group {
        id: "storage",
        label: "Traffic and storage",
        fields: &[
            "web.database_size",
            "web.disk_per_node",
            "web.response_size",
        ],
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
    },
];

impl Group {
    /// Whether the group says nothing while the web stack is left out.
    pub fn is_of_web_stack(&self) -> bool {
        self.id != "workloads" && self.fields.iter().all(|id| id.starts_with("web."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalogue;

    #[test]
    fn every_field_stands_in_exactly_one_group() {
        let mut grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|group| group.fields.iter().copied())
            .collect();
        let mut all: Vec<&str> = catalogue::fields().map(|field| field.id).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn the_switch_of_the_web_stack_stays_when_it_is_off() {
        for group in GROUPS {
            let switch = group.fields.contains(&"web.workload");
            assert!(!(switch && group.is_of_web_stack()));
        }
        assert!(GROUPS.iter().any(Group::is_of_web_stack));
    }
}
