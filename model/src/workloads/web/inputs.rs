//! Which web stack serves the demand? Pods, nodes and database, each constant
//! of the sizing method as a field.

use crate::facts::instances::INSTANCES;
use crate::facts::sources::{OURS, SIZING_CALCULATOR};
use crate::scenario::Unused;
use crate::scenario::choice::{Choice, choices};
use crate::scenario::field::{
    Held, Value, fields, number, one_of, optional, optional_whole, there, whole,
};
use crate::scenario::groups::{Group, Step};

choices! {
    /// Whether a workload is part of the scenario.
    pub enum Switch {
        /// It is planned.
        On = "on", "On";
        /// It is left out.
        Off = "off", "Off";
    }
}

choices! {
    /// How much of a node pods can have.
    pub enum NodeRule {
        /// A flat share of cores and of memory.
        Flat = "flat", "simple estimate (90 % CPU, 80 % memory)";
        /// What Amazon EKS reserves.
        Eks = "eks", "Amazon EKS";
        /// What Google GKE reserves.
        Gke = "gke", "Google GKE";
        /// What Azure AKS reserves.
        Aks = "aks", "Azure AKS";
    }
}

choices! {
    /// How sure a read is to see the last write; units for one item of 4 KB.
    pub enum Consistency {
        /// Half a unit a read.
        Eventual = "eventual", "Eventual (half a unit a read)";
        /// One unit a read.
        Strong = "strong", "Strong (one unit a read)";
        /// Two units a read or write.
        Transactional = "transactional", "Transactional (two units)";
    }
}

choices! {
    /// How the database is paid for.
    pub enum DatabaseBilling {
        /// A price a request.
        OnDemand = "on-demand", "On demand";
        /// A price an hour for reserved throughput.
        Provisioned = "provisioned", "Provisioned";
        /// A price an hour for each instance, and its disk.
        Instances = "instances", "By instance (RDS)";
    }
}

fields! {
    /// The web stack that serves the demand.
    pub struct Web in web {
        /// Whether the web stack is part of the scenario.
        workload: Switch = Switch::On, one_of(Switch::CHOICES), "Web stack", OURS;
        /// Concurrent users that one backend pod carries.
        users_per_backend_pod: f64 = 100.0, number("user/pod", 1.0, 1e6), "Users per backend pod",
            SIZING_CALCULATOR, usual 100.0 to 200.0;
        /// Spare backend pods for spikes, on top of what the users need.
        backend_buffer: f64 = 0.30, number("share", 0.0, 10.0), "Backend buffer", SIZING_CALCULATOR;
        /// Never fewer backend pods than this.
        backend_floor: f64 = 3.0, whole("pod", 1.0, 10_000.0), "Fewest backend pods", SIZING_CALCULATOR;
        /// How far the autoscaler may go: most backend pods over fewest.
        backend_ceiling_factor: f64 = 3.0, number("x", 1.0, 100.0), "Backend pods, most over fewest", SIZING_CALCULATOR;
        /// Concurrent connections that one frontend pod carries.
        users_per_frontend_pod: f64 = 500.0, number("user/pod", 1.0, 1e6), "Users per frontend pod",
            SIZING_CALCULATOR, usual 500.0 to 1000.0;
        /// Spare frontend pods, on top of what the users need.
        frontend_buffer: f64 = 0.20, number("share", 0.0, 10.0), "Frontend buffer", SIZING_CALCULATOR;
        /// Never fewer frontend pods than this.
        frontend_floor: f64 = 2.0, whole("pod", 1.0, 10_000.0), "Fewest frontend pods", SIZING_CALCULATOR;
        /// How far the autoscaler may go: most frontend pods over fewest.
        frontend_ceiling_factor: f64 = 2.0, number("x", 1.0, 100.0), "Frontend pods, most over fewest",
            SIZING_CALCULATOR;
        /// The size class is small up to this many concurrent users.
        small_up_to: f64 = 500.0, number("user", 1.0, 1e7), "Small up to", SIZING_CALCULATOR;
        /// The size class is medium up to this many concurrent users.
        medium_up_to: f64 = 2000.0, number("user", 1.0, 1e7), "Medium up to", SIZING_CALCULATOR;
        /// The size class is large up to this many concurrent users, and enterprise above.
        large_up_to: f64 = 10_000.0, number("user", 1.0, 1e7), "Large up to", SIZING_CALCULATOR;
        /// Cores that a backend pod reserves. Follows the size class unless stated.
        backend_cpu_request: Option<f64> = None, optional("core/pod", 0.001, 256.0), "Backend CPU request",
            SIZING_CALCULATOR;
        /// Cores that a backend pod may use. Follows the size class unless stated.
        backend_cpu_limit: Option<f64> = None, optional("core/pod", 0.001, 256.0), "Backend CPU limit",
            SIZING_CALCULATOR;
        /// Memory that a backend pod reserves. Follows the size class unless stated.
        backend_memory_request: Option<f64> = None, optional("MiB/pod", 1.0, 4_194_304.0),
            "Backend memory request", SIZING_CALCULATOR;
        /// Memory that a backend pod may use. Follows the size class unless stated.
        backend_memory_limit: Option<f64> = None, optional("MiB/pod", 1.0, 4_194_304.0), "Backend memory limit",
            SIZING_CALCULATOR;
        /// Cores that a frontend pod reserves. Follows the size class unless stated.
        frontend_cpu_request: Option<f64> = None, optional("core/pod", 0.001, 256.0), "Frontend CPU request",
            SIZING_CALCULATOR;
        /// Cores that a frontend pod may use. Follows the size class unless stated.
        frontend_cpu_limit: Option<f64> = None, optional("core/pod", 0.001, 256.0), "Frontend CPU limit",
            SIZING_CALCULATOR;
        /// Memory that a frontend pod reserves. Follows the size class unless stated.
        frontend_memory_request: Option<f64> = None, optional("MiB/pod", 1.0, 4_194_304.0),
            "Frontend memory request", SIZING_CALCULATOR;
        /// Memory that a frontend pod may use. Follows the size class unless stated.
        frontend_memory_limit: Option<f64> = None, optional("MiB/pod", 1.0, 4_194_304.0), "Frontend memory limit",
            SIZING_CALCULATOR;
        /// Which machine the pods run on. By default the one that the source names for the size class.
        node_type: NodeType = NodeType::BY_CLASS, one_of(NodeType::CHOICES), "Node type", SIZING_CALCULATOR;
        /// Cores of a node. Follows the node type unless stated.
        node_vcpu: Option<f64> = None, optional("core/node", 0.25, 1024.0), "Cores per node", SIZING_CALCULATOR;
        /// Memory of a node. Follows the node type unless stated.
        node_memory: Option<f64> = None, optional("GiB/node", 0.5, 32_768.0), "Memory per node", SIZING_CALCULATOR;
        /// Pods that a node takes at the most. Follows the node type unless stated; flat shares ignore it.
        node_max_pods: Option<f64> = None, there(optional_whole("pod/node", 1.0, 1000.0)), "Most pods per node", OURS;
        /// Pods that every node runs for the cluster itself: network, proxy and the like; flat shares ignore them.
        node_system_pods: f64 = 2.0, whole("pod/node", 0.0, 100.0), "System pods per node", OURS;
        /// How much of a node is left for pods: flat shares, or what a provider reserves.
        node_rule: NodeRule = NodeRule::Flat, one_of(NodeRule::CHOICES), "What pods can have of a node",
            SIZING_CALCULATOR;
        /// Share of a node's cores that pods can have, under flat shares.
        node_cpu_share: f64 = 0.90, number("share", 0.01, 1.0), "Share of cores for pods", SIZING_CALCULATOR;
        /// Share of a node's memory that pods can have, under flat shares.
        node_memory_share: f64 = 0.80, number("share", 0.01, 1.0), "Share of memory for pods", SIZING_CALCULATOR;
        /// Spare nodes for failures, on top of what the pods need.
        node_buffer: f64 = 0.20, number("share", 0.0, 10.0), "Node buffer", SIZING_CALCULATOR;
        /// Never fewer nodes than this before the buffer.
        node_floor: f64 = 2.0, whole("node", 1.0, 10_000.0), "Fewest nodes", SIZING_CALCULATOR;
        /// How far the cluster may grow: most nodes over fewest.
        node_ceiling_factor: f64 = 2.0, number("x", 1.0, 100.0), "Nodes, most over fewest", SIZING_CALCULATOR;
        /// Items that an active user reads from the database in a second.
        reads_per_user: f64 = 0.5, number("req/s/user", 0.0, 10_000.0), "Reads per user a second", SIZING_CALCULATOR;
        /// Items that an active user writes to the database in a second.
        writes_per_user: f64 = 0.1, number("req/s/user", 0.0, 10_000.0), "Writes per user a second", SIZING_CALCULATOR;
        /// Size of an item that is read. Each 4 KB begun is one more unit.
        read_item_size: f64 = 4.0, number("KiB", 0.001, 400.0), "Size of an item read", SIZING_CALCULATOR;
        /// Size of an item that is written. Each 1 KB begun is one more unit.
        write_item_size: f64 = 1.0, number("KiB", 0.001, 400.0), "Size of an item written", SIZING_CALCULATOR;
        /// How sure a read is to see the last write.
        consistency: Consistency = Consistency::Eventual, one_of(Consistency::CHOICES), "Consistency",
            SIZING_CALCULATOR;
        /// How the database is paid for.
        database_billing: DatabaseBilling = DatabaseBilling::OnDemand, one_of(DatabaseBilling::CHOICES),
            "Database billing", SIZING_CALCULATOR;
        /// What the database holds.
        database_size: f64 = 50.0, number("GB", 0.0, 1e7), "Database size", OURS;
        /// Disk of each node.
        disk_per_node: f64 = 50.0, number("GB/node", 0.0, 65_536.0), "Disk per node", OURS;
        /// What leaves the cluster for each request answered.
        response_size: f64 = 10.0, number("kB/req", 0.0, 1e6), "Response size", OURS;
        /// Over how many zones the stack is spread. Between them traffic is paid; in one it is not.
        zones: f64 = 1.0, whole("1", 1.0, 6.0), "Zones", OURS;
        /// What passes between load balancer, frontend, backend and database for each request, all hops together.
        internal_size: f64 = 40.0, number("kB/req", 0.0, 1e6), "Traffic inside, a request", OURS;
        /// NAT gateways, usually one a zone. None are paid unless they are stated.
        nat_gateways: f64 = 0.0, whole("1", 0.0, 100.0), "NAT gateways", OURS;
        /// What pods send to services on the internet and fetch from them for each request, through a NAT gateway.
        outbound_size: f64 = 0.0, number("kB/req", 0.0, 1e6), "Traffic through NAT, a request", OURS;
        /// What the network link, or the plan at the host, lets out in a second. Left empty nothing is said of it.
        network_have: Option<f64> = None, optional("MB/s", 0.001, 1e9), "Network there is", OURS;
        /// Which share of the nodes that always run is reserved for a year, at the reserved discount.
        reserved_share: f64 = 0.0, number("share", 0.0, 1.0), "Nodes reserved", OURS;
        /// Which share of the nodes that are not reserved may be taken away at any moment, at the spot discount.
        spot_share: f64 = 0.0, number("share", 0.0, 1.0), "Nodes on spot", OURS;
        /// Backend pods that there may be. Left empty it is the most that the autoscaler starts.
        backend_pods_have: Option<f64> = None, there(optional_whole("pod", 1.0, 1e6)), "Backend pods you have", OURS;
        /// Frontend pods that there may be. Left empty it is the most that the autoscaler starts.
        frontend_pods_have: Option<f64> = None, there(optional_whole("pod", 1.0, 1e6)), "Frontend pods you have", OURS;
        /// Nodes that there are, or may be. Left empty it is the most that the cluster grows to.
        nodes_have: Option<f64> = None, there(optional_whole("node", 1.0, 1e6)), "Nodes you have", OURS;
        /// How many days pass from an order until more nodes and pods may run.
        lead_time: f64 = 0.0, number("day", 0.0, 730.0), "Lead time of nodes", OURS;
        /// Instances of the database: one, one that stands by, and its replicas.
        database_instances: f64 = 2.0, whole("1", 1.0, 1000.0), "Database instances", OURS;
        /// What object storage (S3) holds.
        objects_stored: f64 = 0.0, number("GB", 0.0, 1e9), "Objects stored", OURS;
        /// Objects that each request answered writes.
        object_puts: f64 = 0.0, number("x", 0.0, 1e6), "Objects written, a request", OURS;
        /// Objects that each request answered reads.
        object_gets: f64 = 0.0, number("x", 0.0, 1e6), "Objects read, a request", OURS;
    }
}

/// The machine that pods run on: by size class, by name, or by its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NodeType(&'static str);

impl NodeType {
    /// The one that the source names for the size class.
    pub const BY_CLASS: Self = Self("by-class");
    /// One that the catalog does not have: stated by its numbers.
    pub const CUSTOM: Self = Self("custom");
    /// Ids and labels, in the order in which the page offers them.
    pub const CHOICES: &'static [Choice] = &node_choices();

    /// The id: `by-class`, `custom` or the catalog's name for the machine.
    pub const fn id(self) -> &'static str {
        self.0
    }
}

const fn node_choices() -> [Choice; INSTANCES.len() + 2] {
    let mut choices = [Choice {
        id: "by-class",
        label: "sized for you",
    }; INSTANCES.len() + 2];
    let mut at = 0;
    while at < INSTANCES.len() {
        choices[at + 1] = Choice {
            id: INSTANCES[at].id,
            label: INSTANCES[at].id,
        };
        at += 1;
    }
    choices[INSTANCES.len() + 1] = Choice {
        id: "custom",
        label: "custom",
    };
    choices
}

impl Held for NodeType {
    fn value(&self) -> Value {
        Value::Choice(self.0)
    }

    fn hold(&mut self, value: Value) {
        if let Value::Choice(id) = value {
            *self = Self(id);
        }
    }
}

/// Inputs of list prices.
const PRICES: &[&str] = &[
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
    "price.nat_hour",
    "price.nat_gb",
    "price.zone_gb",
    "price.database_instance_hour",
    "price.database_disk",
    "price.object_storage",
    "price.thousand_puts",
    "price.thousand_gets",
];

/// What stands together in the form.
pub static GROUPS: &[Group] = &[
    Group {
        id: "backend",
        label: "Backend pods",
        step: Step::Workloads,
        fields: &[
            "web.users_per_backend_pod",
            "web.backend_buffer",
            "web.backend_floor",
            "web.backend_ceiling_factor",
            "web.backend_pods_have",
        ],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "frontend",
        label: "Frontend pods",
        step: Step::Workloads,
        fields: &[
            "web.users_per_frontend_pod",
            "web.frontend_buffer",
            "web.frontend_floor",
            "web.frontend_ceiling_factor",
            "web.frontend_pods_have",
        ],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "classes",
        label: "Size classes",
        step: Step::Workloads,
        fields: &["web.small_up_to", "web.medium_up_to", "web.large_up_to"],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "pods",
        label: "Pod sizes",
        step: Step::Workloads,
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
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "nodes",
        label: "Nodes",
        step: Step::Workloads,
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
            "web.nodes_have",
            "web.lead_time",
        ],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "database",
        label: "Database",
        step: Step::Workloads,
        fields: &[
            "web.reads_per_user",
            "web.writes_per_user",
            "web.read_item_size",
            "web.write_item_size",
            "web.consistency",
            "web.database_billing",
            "web.database_instances",
        ],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "storage",
        label: "Traffic and storage",
        step: Step::Workloads,
        fields: &[
            "web.database_size",
            "web.disk_per_node",
            "web.response_size",
            "web.zones",
            "web.internal_size",
            "web.nat_gateways",
            "web.outbound_size",
            "web.objects_stored",
            "web.object_puts",
            "web.object_gets",
            "web.network_have",
        ],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On,
    },
    Group {
        id: "buying",
        label: "How it is bought",
        step: Step::Cost,
        fields: &[
            "web.reserved_share",
            "web.spot_share",
            "money.reserved_discount",
            "money.spot_discount",
        ],
        tables: &[],
        is_said: |it| it.web.workload == Switch::On || it.money.workload == Switch::On,
    },
    Group {
        id: "prices",
        label: "List prices",
        step: Step::Cost,
        fields: PRICES,
        tables: &[],
        is_said: |_| true,
    },
];

/// What cannot change anything, and when.
pub static UNUSED: &[Unused] = &[
    Unused {
        inputs: PRICES,
        because: "These are prices of the web stack, which is left out.",
        when: |it, _| it.web.workload == Switch::Off,
    },
    Unused {
        inputs: &["web.reserved_share", "web.spot_share"],
        because: "The web stack is left out, and its nodes with it.",
        when: |it, _| it.web.workload == Switch::Off,
    },
    Unused {
        inputs: &["web.internal_size", "price.zone_gb"],
        because: "The stack is in one zone, where traffic inside it is not paid.",
        when: |it, _| it.web.zones <= 1.0,
    },
    Unused {
        inputs: &["web.outbound_size", "price.nat_hour", "price.nat_gb"],
        because: "No NAT gateways are stated.",
        when: |it, _| it.web.nat_gateways <= 0.0,
    },
    Unused {
        inputs: &[
            "web.database_instances",
            "price.database_instance_hour",
            "price.database_disk",
        ],
        because: "The database is not paid by instance.",
        when: |it, _| it.web.database_billing != DatabaseBilling::Instances,
    },
    Unused {
        inputs: &["price.object_storage"],
        because: "No objects are stored.",
        when: |it, _| it.web.objects_stored <= 0.0,
    },
    Unused {
        inputs: &["price.thousand_puts"],
        because: "No request writes objects.",
        when: |it, _| it.web.object_puts <= 0.0,
    },
    Unused {
        inputs: &["price.thousand_gets"],
        because: "No request reads objects.",
        when: |it, _| it.web.object_gets <= 0.0,
    },
    Unused {
        inputs: &["money.reserved_discount", "money.spot_discount"],
        because: "None of the nodes is reserved or on spot.",
        when: |it, _| {
            let shares = [it.web.reserved_share, it.web.spot_share];
            it.money.workload == Switch::Off && shares.iter().all(|share| *share <= 0.0)
        },
    },
];
