//! How does the web stack read: how many of what, what it costs, and how both follow the
//! users?

use super::charts::OVER_USERS;
use crate::engine::Plan;
use crate::report::{Node, Section, bare, figure, text};

/// The section on pods, nodes and the database.
pub fn sizing() -> Section {
    let conclusion = vec![
        figure("web.backend_pods_min"),
        text(" for the backend and "),
        figure("web.frontend_pods_min"),
        text(" for the frontend, on "),
        figure("web.nodes_min"),
        text(" of type "),
        figure("web.node"),
        text(", sized for you (class "),
        figure("web.class"),
        text(")."),
    ];
    let divided = Node::note(
        "The sizing calculator divides what all pods ask for by what a node offers, as if a pod could be cut in two; \
         a pod goes into one node whole, so there must be as many nodes as first fit begins. The calculator's \
         printed examples (8 to 16 nodes for 1,000 users, 50 to 100 for 8,000) do not follow from its own \
         division, which gives 5 to 10 and 39 to 78.",
    );
    Section::new("sizing", "Sizing", conclusion, vec![how_many()])
        .folding("Pod and node details", [each_pod(), the_nodes(), divided])
        .folding("Database and cache", [database()])
        .folding("How far it reaches", [reach()])
}

fn how_many() -> Node {
    Node::of_figures(
        "How many",
        &["What", "Fewest", "Most"],
        &[
            (
                "Backend pods",
                &["web.backend_pods_min", "web.backend_pods_max"],
            ),
            (
                "Frontend pods",
                &["web.frontend_pods_min", "web.frontend_pods_max"],
            ),
            ("Nodes", &["web.nodes_min", "web.nodes_max"]),
            (
                "Latency to expect",
                &["web.latency_low", "web.latency_high"],
            ),
        ],
    )
}

fn each_pod() -> Node {
    Node::of_figures(
        "Each pod",
        &["What", "Request", "Limit"],
        &[
            (
                "Backend CPU",
                &["web.backend_cpu_request", "web.backend_cpu_limit"],
            ),
            (
                "Backend memory",
                &["web.backend_memory_request", "web.backend_memory_limit"],
            ),
            (
                "Frontend CPU",
                &["web.frontend_cpu_request", "web.frontend_cpu_limit"],
            ),
            (
                "Frontend memory",
                &["web.frontend_memory_request", "web.frontend_memory_limit"],
            ),
        ],
    )
}

fn the_nodes() -> Node {
    Node::of_figures(
        "The nodes",
        &["What", "Value"],
        &[
            ("What decides", &["web.node_binding"]),
            ("Nodes by CPU, not rounded", &["web.nodes_by_cpu"]),
            ("Nodes by memory, not rounded", &["web.nodes_by_memory"]),
            (
                "Nodes by number of pods, not rounded",
                &["web.nodes_by_pods"],
            ),
            (
                "Backend pods that fit in a node",
                &["web.backend_pods_per_node"],
            ),
            (
                "Frontend pods that fit beside them",
                &["web.frontend_pods_beside"],
            ),
            ("Nodes that hold the pods whole", &["web.nodes_packed"]),
            ("Nodes before the buffer", &["web.nodes_required"]),
            (
                "Nodes with the buffer, by the calculator's division",
                &["web.nodes_divided"],
            ),
            (
                "More than that, since pods go in whole",
                &["web.nodes_for_whole_pods"],
            ),
            ("CPU requested", &["web.cpu_requested"]),
            ("Memory requested", &["web.memory_requested"]),
            ("Cores of a node", &["web.node_vcpu"]),
            ("Cores that pods can have of it", &["web.node_cpu_offered"]),
            ("Memory of a node", &["web.node_memory"]),
            (
                "Memory that pods can have of it",
                &["web.node_memory_offered"],
            ),
        ],
    )
}

fn database() -> Node {
    Node::of_figures(
        "",
        &["What", "Value"],
        &[
            ("Requests at the peak", &["web.request_rate"]),
            ("Read units", &["web.read_units"]),
            ("Write units", &["web.write_units"]),
            ("Billing that suits", &["web.database_advice"]),
            ("Cache nodes", &["web.cache_nodes"]),
        ],
    )
}

fn reach() -> Node {
    Node::of_figures(
        "With the most that there may be, no buffer left",
        &["What", "Value"],
        &[
            ("Users by backend pods", &["web.users_by_backend"]),
            ("Users by frontend pods", &["web.users_by_frontend"]),
            ("Users by nodes", &["web.users_by_nodes"]),
            ("What stops first", &["web.reach_binding"]),
        ],
    )
}

/// The bill by part: what is always paid, and what is where it is stated.
fn parts(plan: &Plan) -> Node {
    const ALWAYS: [(&str, &[&str]); 7] = [
        ("Nodes, the fewest, all month", &["web.bill_nodes"]),
        ("Control plane", &["web.bill_control_plane"]),
        ("Load balancer", &["web.bill_load_balancer"]),
        ("Database", &["web.bill_database"]),
        ("Cache", &["web.bill_cache"]),
        ("Disks", &["web.bill_disks"]),
        ("Traffic out", &["web.bill_egress"]),
    ];
    const STATED: [(&str, &[&str]); 3] = [
        ("NAT gateways", &["web.bill_nat"]),
        ("Traffic between zones", &["web.bill_zones"]),
        ("Object storage", &["web.bill_objects"]),
    ];
    let mut rows = ALWAYS.to_vec();
    rows.extend(
        STATED
            .iter()
            .filter(|(_, ids)| plan.outcome(ids[0]).is_some()),
    );
    rows.push(("Total", &["web.bill"]));
    Node::of_figures("The bill, by part", &["Part", "A month"], &rows)
}

/// The section on the bill, and how it follows the users.
pub fn cost(plan: &Plan) -> Section {
    let conclusion = vec![
        text("The parts come to "),
        figure("web.bill"),
        text(" at dated list prices; the sizing calculator says "),
        bare("web.cost_low"),
        text(" to "),
        figure("web.cost_high"),
        text("."),
    ];
    let left_out = Node::note(
        "Left out: free tiers, discounts, taxes, support, and what the model behind the chat costs. NAT gateways, \
         traffic between zones and object storage are paid where you type them (web.nat_gateways, web.zones, \
         web.objects_stored), since prices of them are ours; backups, public addresses and log storage are left out.",
    );
    let nodes = vec![Node::Chart(&OVER_USERS), parts(plan)];
    Section::new("cost", "Cost", conclusion, nodes)
        .folding(
            "Cost per user, and what is left out",
            [per_user(), left_out],
        )
        .folding("The database, priced two ways", [database_priced()])
}

fn per_user() -> Node {
    Node::values(
        "",
        &[
            ("Per registered user", "web.bill_per_user"),
            ("Per concurrent user", "web.bill_per_concurrent_user"),
            ("By the sizing calculator, from", "web.cost_per_user_low"),
            ("By the sizing calculator, to", "web.cost_per_user_high"),
        ],
    )
}

fn database_priced() -> Node {
    Node::values(
        "",
        &[
            ("By the request", "web.database_on_demand"),
            ("Provisioned for the peak", "web.database_provisioned"),
            ("Provisioning would save", "web.provisioned_saving"),
        ],
    )
}
