//! How is a web stack sized for the demand, step by step?

use super::allocatable::{self, Allocatable, Node};
use super::class::{
    self, backend_cpu_limit_of_class, backend_cpu_request_of_class, backend_memory_limit_of_class,
    backend_memory_request_of_class, cache_nodes, cost_high, cost_low, frontend_cpu_limit_of_class,
    frontend_cpu_request_of_class, frontend_memory_limit_of_class,
    frontend_memory_request_of_class, latency_high, latency_low, node_max_pods_of_node,
    node_memory_of_node, node_of_class, node_of_type, node_vcpu_of_node,
};
use super::formulas::{
    backend_pods_max, backend_pods_min, cost_per_user_high, cost_per_user_low, cpu_requested,
    database_advice, frontend_pods_max, frontend_pods_min, memory_requested, node_binding_flat,
    node_binding_limited, nodes_by_cpu, nodes_by_memory, nodes_by_pods, nodes_max, nodes_min,
    nodes_required, pods_per_node, read_consistency, read_units, request_rate, units_per_read,
    units_per_write, write_consistency, write_units,
};
use super::packing::{self, NO_ROOM, Packing, nodes_divided, nodes_for_whole_pods};
use super::reach::{self, Reach};
use crate::quantity::Missing;
use crate::scenario::web::fields;
use crate::scenario::{Consistency, NodeRule, NodeType};
use crate::sheet::{Cell, Sheet};
use crate::workloads::demand::Demand;

/// The sized stack, as far as others ask for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Web {
    /// Size class.
    pub class: Cell,
    /// Its pods.
    pub pods: Pods,
    /// The machine.
    pub node: Cell,
    /// Its nodes.
    pub nodes: NodePool,
    /// How far each part of it goes; none where only sizes are asked for.
    pub reach: Option<Reach>,
    /// Nodes of the cache.
    pub cache_nodes: Cell,
    /// Units per read.
    pub units_per_read: Cell,
    /// Units per write.
    pub units_per_write: Cell,
    /// Read capacity.
    pub read_units: Cell,
    /// Write capacity.
    pub write_units: Cell,
}

/// The pods of a stack, and what each asks for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pods {
    /// Fewest backend pods.
    pub backend: Cell,
    /// Most backend pods.
    pub backend_most: Cell,
    /// Fewest frontend pods.
    pub frontend: Cell,
    /// Most frontend pods.
    pub frontend_most: Cell,
    /// Cores that a backend pod reserves.
    pub backend_cpu: Cell,
    /// MiB that a backend pod reserves.
    pub backend_memory: Cell,
    /// Cores that a backend pod may use.
    pub backend_cpu_limit: Cell,
    /// MiB that a backend pod may use.
    pub backend_memory_limit: Cell,
    /// Cores that a frontend pod reserves.
    pub frontend_cpu: Cell,
    /// MiB that a frontend pod reserves.
    pub frontend_memory: Cell,
    /// Cores that the fewest pods reserve together.
    pub cpu: Cell,
    /// MiB that the fewest pods reserve together.
    pub memory: Cell,
}

/// The nodes of a stack.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NodePool {
    /// What holds the pods, before the buffer.
    pub required: Cell,
    /// Fewest.
    pub fewest: Cell,
    /// Most.
    pub most: Cell,
}

/// The flat rule of the source knows no limit on pods.
const NO_LIMIT: Missing = Missing("Flat shares set no limit on the number of pods.");

/// Sizes the stack for the demand.
pub fn plan(sheet: Sheet, demand: &Demand) -> Web {
    made(sheet, demand, Scope::Whole)
}

/// Sizes what is needed and paid of the stack, and nothing else: for whoever sizes it
/// for many demands.
pub fn sized(sheet: Sheet, demand: &Demand) -> Web {
    made(sheet, demand, Scope::Sizes)
}

/// How much of the stack is worked out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// What is needed and paid.
    Sizes,
    /// With what is told of it, and how far it goes.
    Whole,
}

fn made(sheet: Sheet, demand: &Demand, scope: Scope) -> Web {
    let users = demand.concurrent_users;
    let class = class::class(sheet, users);
    let pods = pods(sheet, users, class);
    let (node, machine) = machine(sheet, class);
    let offer = allocatable::plan(sheet, machine);
    let filled = nodes(sheet, &pods, machine.max_pods, &offer);
    let nodes = filled.pool;
    let (units_per_read, units_per_write) = units(sheet);
    let reach = (scope == Scope::Whole).then(|| {
        database_advice(sheet, class);
        request_rate(sheet, users);
        latency_low(sheet, class);
        latency_high(sheet, class);
        cost_per_user_low(sheet, cost_low(sheet, class), demand.total_users);
        cost_per_user_high(sheet, cost_high(sheet, class), demand.total_users);
        let [by_cpu, by_memory] = filled.divided;
        nodes_for_whole_pods(sheet, nodes.fewest, nodes_divided(sheet, by_cpu, by_memory));
        reach::plan(
            sheet,
            &pods,
            &nodes,
            (&filled.offer, &filled.packing),
            users,
        )
    });
    Web {
        class,
        pods,
        node,
        nodes,
        reach,
        cache_nodes: cache_nodes(sheet, class),
        units_per_read,
        units_per_write,
        read_units: read_units(sheet, users, units_per_read),
        write_units: write_units(sheet, users, units_per_write),
    }
}

fn pods(sheet: Sheet, users: Cell, class: Cell) -> Pods {
    let of_class =
        |field, follow: fn(Sheet, Cell) -> Cell| sheet.stated_or(field, || follow(sheet, class));
    let backend = backend_pods_min(sheet, users);
    let frontend = frontend_pods_min(sheet, users);
    let backend_cpu = of_class(&fields::backend_cpu_request, backend_cpu_request_of_class);
    let backend_cpu_limit = of_class(&fields::backend_cpu_limit, backend_cpu_limit_of_class);
    let backend_memory = of_class(
        &fields::backend_memory_request,
        backend_memory_request_of_class,
    );
    let backend_memory_limit =
        of_class(&fields::backend_memory_limit, backend_memory_limit_of_class);
    let frontend_cpu = of_class(&fields::frontend_cpu_request, frontend_cpu_request_of_class);
    of_class(&fields::frontend_cpu_limit, frontend_cpu_limit_of_class);
    let frontend_memory = of_class(
        &fields::frontend_memory_request,
        frontend_memory_request_of_class,
    );
    of_class(
        &fields::frontend_memory_limit,
        frontend_memory_limit_of_class,
    );
    Pods {
        backend,
        backend_most: backend_pods_max(sheet, backend),
        frontend,
        frontend_most: frontend_pods_max(sheet, frontend),
        backend_cpu,
        backend_memory,
        backend_cpu_limit,
        backend_memory_limit,
        frontend_cpu,
        frontend_memory,
        cpu: cpu_requested(sheet, backend, backend_cpu, frontend, frontend_cpu),
        memory: memory_requested(sheet, backend, backend_memory, frontend, frontend_memory),
    }
}

/// Which machine the pods run on, and its size.
fn machine(sheet: Sheet, class: Cell) -> (Cell, Node) {
    let chosen = sheet.scenario.web.node_type;
    let node = if chosen == NodeType::BY_CLASS {
        node_of_class(sheet, class)
    } else {
        node_of_type(sheet, class::node_index(chosen.id()))
    };
    let size = |field, follow: fn(Sheet, Cell, Cell) -> Cell| {
        sheet.stated_or(field, || follow(sheet, node, class))
    };
    let machine = Node {
        vcpu: size(&fields::node_vcpu, node_vcpu_of_node),
        memory: size(&fields::node_memory, node_memory_of_node),
        max_pods: size(&fields::node_max_pods, node_max_pods_of_node),
    };
    (node, machine)
}

/// The nodes that hold the pods, each pod whole.
struct Filled {
    pool: NodePool,
    /// By CPU and by memory, as if pods could be cut.
    divided: [Cell; 2],
    /// What a node offers, where it offers anything.
    offer: Allocatable,
    packing: Packing,
}

fn nodes(sheet: Sheet, pods: &Pods, max_pods: Cell, offer: &Allocatable) -> Filled {
    let some = |cell: Cell| cell.must(|left| left > 0.0, NO_ROOM);
    let offer = Allocatable {
        cpu_offered: some(offer.cpu_offered),
        memory_offered: some(offer.memory_offered),
        ..*offer
    };
    let by_cpu = nodes_by_cpu(sheet, pods.cpu, offer.cpu_offered);
    let by_memory = nodes_by_memory(sheet, pods.memory, offer.memory_offered);
    let is_flat = sheet.scenario.web.node_rule == NodeRule::Flat;
    let max_pods = if is_flat {
        Cell::missing(NO_LIMIT)
    } else {
        max_pods
    };
    let per_node = some(pods_per_node(sheet, max_pods));
    let by_pods = nodes_by_pods(sheet, pods.backend, pods.frontend, per_node);
    let packing = packing::plan(sheet, pods, &offer, per_node);
    let packed = packing.nodes(sheet, pods, &offer, [pods.backend, pods.frontend]);
    if is_flat {
        node_binding_flat(sheet, packed, by_cpu, by_memory);
    } else {
        node_binding_limited(sheet, packed, by_cpu, by_memory, by_pods);
    }
    let required = nodes_required(sheet, packed);
    let fewest = nodes_min(sheet, required);
    Filled {
        pool: NodePool {
            required,
            fewest,
            most: nodes_max(sheet, fewest),
        },
        divided: [by_cpu, by_memory],
        offer,
        packing,
    }
}

/// Units that a read and a write take.
fn units(sheet: Sheet) -> (Cell, Cell) {
    let (read, written) = match sheet.scenario.web.consistency {
        Consistency::Eventual => (0.5, 1.0),
        Consistency::Strong => (1.0, 1.0),
        Consistency::Transactional => (2.0, 2.0),
    };
    (
        units_per_read(sheet, read_consistency(sheet, read)),
        units_per_write(sheet, write_consistency(sheet, written)),
    )
}
