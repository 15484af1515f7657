//! How many pods, nodes and database units does a web stack need?
//!
//! ```text
//! pods   = max(floor, whole(users / users per pod * (1 + buffer)))
//! nodes  = whole(max(floor, by CPU, by memory) * (1 + buffer))
//! units  = whole(users * operations per user * units per operation)
//! ```
//!
//! The method of the sizing calculator. Its printed examples (8 to 16 nodes
//! for 1,000 users, 50 to 100 for 8,000) do not follow from it; the method
//! gives 5 to 10 and 39 to 78, and so do we.

use super::allocatable::{Allocatable, Node, Shares, allocatable};
use super::class;
use super::reach::{self, Reach};
use crate::catalog::constants::{RATE_PER_UNIT, READ_BLOCK, SECONDS_PER_MINUTE, WRITE_BLOCK};
use crate::catalog::sources::SIZING_CALCULATOR;
use crate::engine::demand::DemandPlan;
use crate::engine::outcome::figures;
use crate::quantity::brackets::max;
use crate::quantity::math::{above, whole};
use crate::quantity::{Absent, Figure, Formula, Outcome};
use crate::scenario::web::fields;
use crate::scenario::{NodeRule, NodeType, Scenario, Web};

crate::formulas! {
    source: SIZING_CALCULATOR;

    /// Backend pods that always run: what the users need, with the buffer.
    pub fn backend_pods_min "Backend pods, fewest" (concurrent_users: "user", users_per_backend_pod: "user/pod", backend_buffer: "share", backend_floor: "pod") -> "pod" {
        max(backend_floor, whole(concurrent_users / users_per_backend_pod * (1.0 + backend_buffer)))
    }
    /// Backend pods up to which the autoscaler may go.
    pub fn backend_pods_max "Backend pods, most" (backend_pods_min: "pod", backend_ceiling_factor: "x") -> "pod" {
        whole(backend_pods_min * backend_ceiling_factor)
    }
    /// Frontend pods that always run: what the users need, with the buffer.
    pub fn frontend_pods_min "Frontend pods, fewest" (concurrent_users: "user", users_per_frontend_pod: "user/pod", frontend_buffer: "share", frontend_floor: "pod") -> "pod" {
        max(frontend_floor, whole(concurrent_users / users_per_frontend_pod * (1.0 + frontend_buffer)))
    }
    /// Frontend pods up to which the autoscaler may go.
    pub fn frontend_pods_max "Frontend pods, most" (frontend_pods_min: "pod", frontend_ceiling_factor: "x") -> "pod" {
        whole(frontend_pods_min * frontend_ceiling_factor)
    }
    /// Cores that the fewest pods reserve together.
    pub fn cpu_requested "CPU requested" (backend_pods_min: "pod", backend_cpu_request: "core/pod", frontend_pods_min: "pod", frontend_cpu_request: "core/pod") -> "core" {
        backend_pods_min * backend_cpu_request + frontend_pods_min * frontend_cpu_request
    }
    /// Memory that the fewest pods reserve together.
    pub fn memory_requested "Memory requested" (backend_pods_min: "pod", backend_memory_request: "MiB/pod", frontend_pods_min: "pod", frontend_memory_request: "MiB/pod") -> "MiB" {
        backend_pods_min * backend_memory_request + frontend_pods_min * frontend_memory_request
    }
    /// Nodes that the pods' cores fill, not rounded.
    pub fn nodes_by_cpu "Nodes by CPU" (cpu_requested: "core", node_cpu_offered: "core/node") -> "node" {
        cpu_requested / node_cpu_offered
    }
    /// Nodes that the pods' memory fills, not rounded.
    pub fn nodes_by_memory "Nodes by memory" (memory_requested: "MiB", node_memory_offered: "MiB/node") -> "node" {
        memory_requested / node_memory_offered
    }
    /// Pods of the application that a node takes beside the system's own.
    pub fn pods_per_node "Pods per node" (node_max_pods: "pod/node", node_system_pods: "pod/node") -> "pod/node" {
        node_max_pods - node_system_pods
    }
    /// Nodes that the number of pods fills, not rounded.
    pub fn nodes_by_pods "Nodes by pods" (backend_pods_min: "pod", frontend_pods_min: "pod", pods_per_node: "pod/node") -> "node" {
        (backend_pods_min + frontend_pods_min) / pods_per_node
    }
    /// Nodes that hold the pods, before the buffer.
    pub fn nodes_required_flat "Nodes required" (nodes_by_cpu: "node", nodes_by_memory: "node", node_floor: "node") -> "node" as nodes_required {
        max(node_floor, whole(max(nodes_by_cpu, nodes_by_memory)))
    }
    /// Nodes that hold the pods, before the buffer.
    pub fn nodes_required_limited "Nodes required" (nodes_by_cpu: "node", nodes_by_memory: "node", nodes_by_pods: "node", node_floor: "node") -> "node" as nodes_required {
        max(node_floor, whole(max(nodes_by_pods, max(nodes_by_cpu, nodes_by_memory))))
    }
    /// What decides how many nodes there must be.
    pub fn node_binding_flat "What binds the nodes" (nodes_by_cpu: "node", nodes_by_memory: "node", node_floor: "node") -> ["fewest nodes", "CPU", "memory", "pods per node"] as node_binding {
        above(max(nodes_by_cpu, nodes_by_memory), node_floor) * (1.0 + above(nodes_by_memory, nodes_by_cpu))
    }
    /// What decides how many nodes there must be.
    pub fn node_binding_limited "What binds the nodes" (nodes_by_cpu: "node", nodes_by_memory: "node", nodes_by_pods: "node", node_floor: "node") -> ["fewest nodes", "CPU", "memory", "pods per node"] as node_binding {
        max(
            above(max(nodes_by_cpu, nodes_by_memory), node_floor) * (1.0 + above(nodes_by_memory, nodes_by_cpu)),
            3.0 * above(nodes_by_pods, max(node_floor, max(nodes_by_cpu, nodes_by_memory))),
        )
    }
    /// Nodes that always run: what the pods need, with the buffer.
    pub fn nodes_min "Nodes, fewest" (nodes_required: "node", node_buffer: "share") -> "node" {
        whole(nodes_required * (1.0 + node_buffer))
    }
    /// Nodes up to which the cluster may grow.
    pub fn nodes_max "Nodes, most" (nodes_min: "node", node_ceiling_factor: "x") -> "node" {
        whole(nodes_min * node_ceiling_factor)
    }
    /// Units that the chosen consistency takes for 4 KB read.
    pub fn read_consistency "Units by consistency" (consistency: "choice") -> "x" table "eventual 0.5, strong 1, transactional 2" {
        [0.5, 1.0, 2.0].into_iter().zip([0.0, 1.0, 2.0]).find(|(_, index)| *index >= consistency).map_or(2.0, |(units, _)| units)
    }
    /// Units that the chosen consistency takes for 1 KB written.
    pub fn write_consistency "Units by consistency" (consistency: "choice") -> "x" table "eventual and strong 1, transactional 2" {
        1.0 + above(consistency, 1.0)
    }
    /// Units that one read takes: blocks of 4 KB begun, by consistency.
    pub fn units_per_read "Units per read" (read_item_size: "KiB", read_consistency: "x") -> "x" {
        whole(read_item_size / READ_BLOCK) * read_consistency
    }
    /// Units that one write takes: blocks of 1 KB begun, by consistency.
    pub fn units_per_write "Units per write" (write_item_size: "KiB", write_consistency: "x") -> "x" {
        whole(write_item_size / WRITE_BLOCK) * write_consistency
    }
    /// Read capacity that the peak needs.
    pub fn read_units "Read units" (concurrent_users: "user", reads_per_user: "req/s/user", units_per_read: "x") -> "unit" {
        whole(concurrent_users * reads_per_user * units_per_read / RATE_PER_UNIT)
    }
    /// Write capacity that the peak needs.
    pub fn write_units "Write units" (concurrent_users: "user", writes_per_user: "req/s/user", units_per_write: "x") -> "unit" {
        whole(concurrent_users * writes_per_user * units_per_write / RATE_PER_UNIT)
    }
    /// Which billing of the database suits the size class.
    pub fn database_advice "Billing that suits" (class: "class") -> ["on demand", "consider provisioned"] table "on demand for small and medium, provisioned to be considered from large on" {
        above(class, 1.0)
    }
    /// Requests a second at the peak, as a whole number.
    pub fn request_rate "Requests a second" (concurrent_users: "user", requests_per_user_minute: "req/user/min") -> "req/s" {
        whole(concurrent_users * requests_per_user_minute / SECONDS_PER_MINUTE)
    }
    /// The low end of the source's cost range, for each registered user.
    pub fn cost_per_user_low "Source's cost per user, from" (cost_low: "USD/month", total_users: "user") -> "USD/user/month" {
        cost_low / total_users
    }
    /// The high end of the source's cost range, for each registered user.
    pub fn cost_per_user_high "Source's cost per user, to" (cost_high: "USD/month", total_users: "user") -> "USD/user/month" {
        cost_high / total_users
    }
}

figures! {
    /// The web stack, sized.
    pub struct WebFigures in "web" {
        /// Size class.
        class: Figure,
        /// Fewest backend pods.
        backend_pods_min: Figure,
        /// Most backend pods.
        backend_pods_max: Figure,
        /// Fewest frontend pods.
        frontend_pods_min: Figure,
        /// Most frontend pods.
        frontend_pods_max: Figure,
        /// Cores that a backend pod reserves.
        backend_cpu_request: Figure,
        /// Cores that a backend pod may use.
        backend_cpu_limit: Figure,
        /// Memory that a backend pod reserves.
        backend_memory_request: Figure,
        /// Memory that a backend pod may use.
        backend_memory_limit: Figure,
        /// Cores that a frontend pod reserves.
        frontend_cpu_request: Figure,
        /// Cores that a frontend pod may use.
        frontend_cpu_limit: Figure,
        /// Memory that a frontend pod reserves.
        frontend_memory_request: Figure,
        /// Memory that a frontend pod may use.
        frontend_memory_limit: Figure,
        /// Cores requested together.
        cpu_requested: Figure,
        /// Memory requested together.
        memory_requested: Figure,
        /// The machine.
        node: Figure,
        /// Its cores.
        node_vcpu: Figure,
        /// Its memory.
        node_memory: Figure,
        /// Its limit on pods.
        node_max_pods: Figure,
        /// Nodes that the cores fill.
        nodes_by_cpu: Outcome,
        /// Nodes that the memory fills.
        nodes_by_memory: Outcome,
        /// The application's pods that fit beside the system's.
        pods_per_node: Outcome,
        /// Nodes that the number of pods fills.
        nodes_by_pods: Outcome,
        /// Nodes before the buffer.
        nodes_required: Outcome,
        /// What decides their number.
        node_binding: Outcome,
        /// Fewest nodes.
        nodes_min: Outcome,
        /// Most nodes.
        nodes_max: Outcome,
        /// Units by consistency, reading.
        read_consistency: Figure,
        /// Units by consistency, writing.
        write_consistency: Figure,
        /// Units per read.
        units_per_read: Figure,
        /// Units per write.
        units_per_write: Figure,
        /// Read capacity.
        read_units: Figure,
        /// Write capacity.
        write_units: Figure,
        /// Billing that suits.
        database_advice: Figure,
        /// Cache nodes.
        cache_nodes: Figure,
        /// Requests a second at the peak.
        request_rate: Figure,
        /// Latency at best.
        latency_low: Figure,
        /// Latency at worst.
        latency_high: Figure,
        /// The source's cost, from.
        cost_low: Figure,
        /// The source's cost, to.
        cost_high: Figure,
        /// The same per user, from.
        cost_per_user_low: Figure,
        /// The same per user, to.
        cost_per_user_high: Figure,
    }
}

/// The web stack with what it reaches and what its nodes offer.
#[derive(Clone, PartialEq, Debug)]
pub struct WebPlan {
    /// The sizing.
    pub sized: WebFigures,
    /// How far the sized stack could go.
    pub reach: Reach,
    /// What pods can have of a node.
    pub allocatable: Allocatable,
}

impl WebPlan {
    /// Visits every figure with its id, but those of the node's share.
    pub fn each(&self, visit: &mut dyn FnMut(&'static str, Outcome)) {
        self.sized.each(visit);
        self.reach.each(visit);
    }
}

/// No pod finds room: the cluster or its reservations take the whole node.
const NO_ROOM: Absent =
    Absent("A node of this type has nothing left for pods. Choose a larger one.");
/// The flat rule of the source knows no limit on pods.
const NO_LIMIT: Absent = Absent("Flat shares set no limit on the number of pods.");

/// Sizes the stack for the demand.
#[expect(
    clippy::too_many_lines,
    reason = "one figure after another, each named once where it is worked out"
)]
pub fn plan(scenario: &Scenario, demand: &DemandPlan) -> WebPlan {
    let web = &scenario.web;
    let requests_per_user_minute = scenario.demand.requests_per_user_minute;
    let users = demand.concurrent_users.value;
    let class = class::class(users, web.small_up_to, web.medium_up_to, web.large_up_to);
    let by = class.value;
    let node = if web.node_type == NodeType::BY_CLASS {
        class::node_of_class(by)
    } else {
        class::node_of_type(choice_index(NodeType::CHOICES, web.node_type.id()))
    };
    let of_node = |from: Option<f64>,
                   field: &'static crate::scenario::Field,
                   follow: fn(f64, f64) -> Figure| {
        stated_or(from, &field.stated, || follow(node.value, by))
    };
    let of_class =
        |from: Option<f64>, field: &'static crate::scenario::Field, follow: fn(f64) -> Figure| {
            stated_or(from, &field.stated, || follow(by))
        };
    let node_vcpu = of_node(web.node_vcpu, &fields::node_vcpu, class::node_vcpu_of_node);
    let node_memory = of_node(
        web.node_memory,
        &fields::node_memory,
        class::node_memory_of_node,
    );
    let node_max_pods = of_node(
        web.node_max_pods,
        &fields::node_max_pods,
        class::node_max_pods_of_node,
    );
    let allocatable = allocatable(
        web.node_rule,
        Node {
            vcpu: node_vcpu.value,
            memory: node_memory.value,
            max_pods: node_max_pods.value,
        },
        Shares {
            cpu: web.node_cpu_share,
            memory: web.node_memory_share,
        },
    );
    let backend_cpu_request = of_class(
        web.backend_cpu_request,
        &fields::backend_cpu_request,
        class::backend_cpu_request_of_class,
    );
    let backend_memory_request = of_class(
        web.backend_memory_request,
        &fields::backend_memory_request,
        class::backend_memory_request_of_class,
    );
    let frontend_cpu_request = of_class(
        web.frontend_cpu_request,
        &fields::frontend_cpu_request,
        class::frontend_cpu_request_of_class,
    );
    let frontend_memory_request = of_class(
        web.frontend_memory_request,
        &fields::frontend_memory_request,
        class::frontend_memory_request_of_class,
    );

    let backend_pods_min = backend_pods_min(
        users,
        web.users_per_backend_pod,
        web.backend_buffer,
        web.backend_floor,
    );
    let frontend_pods_min = frontend_pods_min(
        users,
        web.users_per_frontend_pod,
        web.frontend_buffer,
        web.frontend_floor,
    );
    let (backend, frontend) = (backend_pods_min.value, frontend_pods_min.value);
    let cpu_requested = cpu_requested(
        backend,
        backend_cpu_request.value,
        frontend,
        frontend_cpu_request.value,
    );
    let memory_requested = memory_requested(
        backend,
        backend_memory_request.value,
        frontend,
        frontend_memory_request.value,
    );
    let nodes = Nodes::new(
        web,
        node_max_pods,
        &allocatable,
        [backend_pods_min, frontend_pods_min],
        cpu_requested,
        memory_requested,
    );

    let read_consistency = read_consistency(choice_index(
        crate::scenario::Consistency::CHOICES,
        web.consistency.id(),
    ));
    let write_consistency = write_consistency(choice_index(
        crate::scenario::Consistency::CHOICES,
        web.consistency.id(),
    ));
    let units_per_read = units_per_read(web.read_item_size, read_consistency.value);
    let units_per_write = units_per_write(web.write_item_size, write_consistency.value);
    let (cost_low, cost_high) = (class::cost_low(by), class::cost_high(by));
    let total_users = demand.total_users.value;
    let sized = WebFigures {
        class,
        backend_pods_min,
        backend_pods_max: backend_pods_max(backend, web.backend_ceiling_factor),
        frontend_pods_min,
        frontend_pods_max: frontend_pods_max(frontend, web.frontend_ceiling_factor),
        backend_cpu_request,
        backend_cpu_limit: of_class(
            web.backend_cpu_limit,
            &fields::backend_cpu_limit,
            class::backend_cpu_limit_of_class,
        ),
        backend_memory_request,
        backend_memory_limit: of_class(
            web.backend_memory_limit,
            &fields::backend_memory_limit,
            class::backend_memory_limit_of_class,
        ),
        frontend_cpu_request,
        frontend_cpu_limit: of_class(
            web.frontend_cpu_limit,
            &fields::frontend_cpu_limit,
            class::frontend_cpu_limit_of_class,
        ),
        frontend_memory_request,
        frontend_memory_limit: of_class(
            web.frontend_memory_limit,
            &fields::frontend_memory_limit,
            class::frontend_memory_limit_of_class,
        ),
        cpu_requested,
        memory_requested,
        node,
        node_vcpu,
        node_memory,
        node_max_pods,
        nodes_by_cpu: nodes.by_cpu,
        nodes_by_memory: nodes.by_memory,
        pods_per_node: nodes.pods_per_node,
        nodes_by_pods: nodes.by_pods,
        nodes_required: nodes.required,
        node_binding: nodes.binding,
        nodes_min: nodes.fewest,
        nodes_max: nodes.most,
        read_consistency,
        write_consistency,
        units_per_read,
        units_per_write,
        read_units: read_units(users, web.reads_per_user, units_per_read.value),
        write_units: write_units(users, web.writes_per_user, units_per_write.value),
        database_advice: database_advice(by),
        cache_nodes: class::cache_nodes(by),
        request_rate: request_rate(users, requests_per_user_minute),
        latency_low: class::latency_low(by),
        latency_high: class::latency_high(by),
        cost_low,
        cost_high,
        cost_per_user_low: cost_per_user_low(cost_low.value, total_users),
        cost_per_user_high: cost_per_user_high(cost_high.value, total_users),
    };
    let reach = reach::plan(web, &sized, &allocatable, users);
    WebPlan {
        sized,
        reach,
        allocatable,
    }
}

struct Nodes {
    by_cpu: Outcome,
    by_memory: Outcome,
    pods_per_node: Outcome,
    by_pods: Outcome,
    required: Outcome,
    binding: Outcome,
    fewest: Outcome,
    most: Outcome,
}

impl Nodes {
    fn new(
        web: &Web,
        max_pods: Figure,
        offer: &Allocatable,
        pods: [Figure; 2],
        cpu: Figure,
        memory: Figure,
    ) -> Self {
        let by_cpu = divided(cpu, offer.cpu_offered, nodes_by_cpu);
        let by_memory = divided(memory, offer.memory_offered, nodes_by_memory);
        let [backend, frontend] = pods;
        let (pods_per_node, by_pods, required, binding);
        if web.node_rule == NodeRule::Flat {
            pods_per_node = Err(NO_LIMIT);
            by_pods = Err(NO_LIMIT);
            required =
                both(by_cpu, by_memory).map(|(c, m)| nodes_required_flat(c, m, web.node_floor));
            binding = both(by_cpu, by_memory).map(|(c, m)| node_binding_flat(c, m, web.node_floor));
        } else {
            let room = pods_per_node_figure(max_pods, web);
            pods_per_node = Ok(room);
            by_pods = if room.value > 0.0 {
                Ok(nodes_by_pods(backend.value, frontend.value, room.value))
            } else {
                Err(NO_ROOM)
            };
            let all = both(by_cpu, by_memory).and_then(|(c, m)| Ok((c, m, by_pods?.value)));
            required = all.map(|(c, m, p)| nodes_required_limited(c, m, p, web.node_floor));
            binding = all.map(|(c, m, p)| node_binding_limited(c, m, p, web.node_floor));
        }
        let fewest = required.map(|required| nodes_min(required.value, web.node_buffer));
        let most = fewest.map(|fewest| nodes_max(fewest.value, web.node_ceiling_factor));
        Self {
            by_cpu,
            by_memory,
            pods_per_node,
            by_pods,
            required,
            binding,
            fewest,
            most,
        }
    }
}

fn pods_per_node_figure(max_pods: Figure, web: &Web) -> Figure {
    pods_per_node(max_pods.value, web.node_system_pods)
}

fn divided(needed: Figure, offered: Figure, by: fn(f64, f64) -> Figure) -> Outcome {
    if offered.value <= 0.0 {
        return Err(NO_ROOM);
    }
    Ok(by(needed.value, offered.value))
}

fn both(one: Outcome, other: Outcome) -> Result<(f64, f64), Absent> {
    Ok((one?.value, other?.value))
}

/// What is stated, or what follows when nothing is.
pub(in crate::engine) fn stated_or(
    stated: Option<f64>,
    formula: &'static Formula,
    follow: impl FnOnce() -> Figure,
) -> Figure {
    stated.map_or_else(follow, |value| Figure::new(value, formula, &[]))
}

/// The place of a choice among its kind, as formulas take it.
fn choice_index(choices: &[crate::scenario::Choice], id: &str) -> f64 {
    let index = choices.iter().position(|choice| choice.id == id);
    f64::from(u32::try_from(index.unwrap_or(0)).unwrap_or(0))
}
