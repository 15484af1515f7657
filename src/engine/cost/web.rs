//! What does the web stack cost a month, from its parts at list prices?
//!
//! ```text
//! bill = nodes + control plane + load balancer + database + cache + disks + egress
//! ```
//!
//! The fewest nodes are billed for the whole month; requests and traffic at
//! the average rate. Free tiers, discounts, taxes and support are left out.

use crate::catalog::constants::{
    HOURS_PER_MONTH, KB_PER_GB, MILLION, SECONDS_PER_MONTH, TRAFFIC_PER_LCU,
};
use crate::catalog::sources::DEFINITION;
use crate::engine::demand::DemandPlan;
use crate::engine::outcome::figures;
use crate::engine::sizing::class;
use crate::engine::sizing::web::{WebPlan, stated_or};
use crate::quantity::{Absent, Figure, Outcome};
use crate::scenario::price::fields;
use crate::scenario::{DatabaseBilling, Scenario};

crate::formulas! {
    source: DEFINITION;

    /// The fewest nodes, all month.
    pub fn bill_nodes "Nodes" (nodes_min: "node", node_hour: "USD/node/h") -> "USD/month" {
        nodes_min * node_hour * HOURS_PER_MONTH
    }
    /// The cluster's control plane, all month.
    pub fn bill_control_plane "Control plane" (control_plane_hour: "USD/h") -> "USD/month" {
        control_plane_hour * HOURS_PER_MONTH
    }
    /// What leaves the cluster in a month.
    pub fn egress "Traffic out" (average_rate: "req/s", response_size: "kB/req") -> "GB/month" {
        average_rate * response_size * SECONDS_PER_MONTH / KB_PER_GB
    }
    /// Capacity units that the traffic takes at the load balancer.
    pub fn load_balancer_units "Load balancer units" (egress: "GB/month") -> "lcu" {
        egress / HOURS_PER_MONTH / TRAFFIC_PER_LCU
    }
    /// The load balancer and what passes through it.
    pub fn bill_load_balancer "Load balancer" (load_balancer_hour: "USD/h", load_balancer_units: "lcu", load_balancer_unit_hour: "USD/lcu/h") -> "USD/month" {
        (load_balancer_hour + load_balancer_units * load_balancer_unit_hour) * HOURS_PER_MONTH
    }
    /// Read units in a month, in millions.
    pub fn reads_per_month "Reads a month" (concurrent_users: "user", reads_per_user: "req/s/user", units_per_read: "x", peak_to_average: "x") -> "Mreq/month" {
        concurrent_users * reads_per_user * units_per_read / peak_to_average * SECONDS_PER_MONTH / MILLION
    }
    /// Write units in a month, in millions.
    pub fn writes_per_month "Writes a month" (concurrent_users: "user", writes_per_user: "req/s/user", units_per_write: "x", peak_to_average: "x") -> "Mreq/month" {
        concurrent_users * writes_per_user * units_per_write / peak_to_average * SECONDS_PER_MONTH / MILLION
    }
    /// Reads and writes, paid by the request.
    pub fn database_on_demand "Database, on demand" (reads_per_month: "Mreq/month", million_reads: "USD/Mreq", writes_per_month: "Mreq/month", million_writes: "USD/Mreq") -> "USD/month" {
        reads_per_month * million_reads + writes_per_month * million_writes
    }
    /// Read and write capacity for the peak, paid by the hour.
    pub fn database_provisioned "Database, provisioned" (read_units: "unit", read_unit_hour: "USD/unit/h", write_units: "unit", write_unit_hour: "USD/unit/h") -> "USD/month" {
        (read_units * read_unit_hour + write_units * write_unit_hour) * HOURS_PER_MONTH
    }
    /// What the database holds.
    pub fn database_stored "Database, stored" (database_size: "GB", database_storage: "USD/GB/month") -> "USD/month" {
        database_size * database_storage
    }
    /// The database, paid by the request.
    pub fn bill_database_on_demand "Database" (database_on_demand: "USD/month", database_stored: "USD/month") -> "USD/month" as bill_database {
        database_on_demand + database_stored
    }
    /// The database, provisioned for the peak.
    pub fn bill_database_provisioned "Database" (database_provisioned: "USD/month", database_stored: "USD/month") -> "USD/month" as bill_database {
        database_provisioned + database_stored
    }
    /// What provisioned capacity would save against paying by the request; negative when it costs more.
    pub fn provisioned_saving "Saved by provisioning" (database_on_demand: "USD/month", database_provisioned: "USD/month") -> "USD/month" {
        database_on_demand - database_provisioned
    }
    /// The cache's nodes, all month.
    pub fn bill_cache "Cache" (cache_nodes: "node", cache_hour: "USD/node/h") -> "USD/month" {
        cache_nodes * cache_hour * HOURS_PER_MONTH
    }
    /// The nodes' disks.
    pub fn bill_disks "Disks" (nodes_min: "node", disk_per_node: "GB/node", disk_storage: "USD/GB/month") -> "USD/month" {
        nodes_min * disk_per_node * disk_storage
    }
    /// Traffic to the internet.
    pub fn bill_egress "Traffic out" (egress: "GB/month", egress_gb: "USD/GB") -> "USD/month" {
        egress * egress_gb
    }
    /// The whole stack, all parts together.
    pub fn bill "Monthly bill" (bill_nodes: "USD/month", bill_control_plane: "USD/month", bill_load_balancer: "USD/month", bill_database: "USD/month", bill_cache: "USD/month", bill_disks: "USD/month", bill_egress: "USD/month") -> "USD/month" {
        bill_nodes + bill_control_plane + bill_load_balancer + bill_database + bill_cache + bill_disks + bill_egress
    }
    /// The bill for each concurrent user.
    pub fn bill_per_concurrent_user "Bill per concurrent user" (bill: "USD/month", concurrent_users: "user") -> "USD/user/month" {
        bill / concurrent_users
    }
    /// The bill for each registered user.
    pub fn bill_per_user "Bill per user" (bill: "USD/month", total_users: "user") -> "USD/user/month" {
        bill / total_users
    }
}

figures! {
    /// The monthly bill of the web stack.
    pub struct WebBill in "web" {
        /// The whole.
        bill: Outcome,
        /// For each registered user.
        bill_per_user: Outcome,
        /// For each concurrent user.
        bill_per_concurrent_user: Outcome,
        /// Nodes.
        bill_nodes: Outcome,
        /// Control plane.
        bill_control_plane: Figure,
        /// Load balancer.
        bill_load_balancer: Figure,
        /// Database.
        bill_database: Figure,
        /// Cache.
        bill_cache: Figure,
        /// Disks.
        bill_disks: Outcome,
        /// Traffic out.
        bill_egress: Figure,
        /// GB that leave.
        egress: Figure,
        /// Units at the load balancer.
        load_balancer_units: Figure,
        /// Reads.
        reads_per_month: Figure,
        /// Writes.
        writes_per_month: Figure,
        /// The database by the request.
        database_on_demand: Figure,
        /// The database provisioned.
        database_provisioned: Figure,
        /// What the database holds.
        database_stored: Figure,
        /// What provisioning would save.
        provisioned_saving: Figure,
        /// A node's price.
        node_hour: Outcome,
        /// A cache node's price.
        cache_hour: Figure,
    }
}

/// A custom node has no list price. Unknown is not zero.
const NO_PRICE: Absent =
    Absent("A custom node has no list price. State what a node costs an hour.");

/// The bill of the sized stack.
pub fn plan(scenario: &Scenario, demand: &DemandPlan, stack: &WebPlan) -> WebBill {
    let (web, price, sized) = (&scenario.web, &scenario.price, &stack.sized);
    let users = demand.concurrent_users.value;
    let ratio = scenario.demand.peak_to_average;
    let class = sized.class.value;
    let node_hour = match price.node_hour {
        None if class::is_custom(sized.node.value) => Err(NO_PRICE),
        stated => Ok(stated_or(stated, &fields::node_hour.stated, || {
            class::node_hour_of_node(sized.node.value, class)
        })),
    };
    let cache_hour = stated_or(price.cache_hour, &fields::cache_hour.stated, || {
        class::cache_hour_of_class(class)
    });
    let egress = egress(demand.average_rate.value, web.response_size);
    let load_balancer_units = load_balancer_units(egress.value);
    let reads_per_month =
        reads_per_month(users, web.reads_per_user, sized.units_per_read.value, ratio);
    let writes_per_month = writes_per_month(
        users,
        web.writes_per_user,
        sized.units_per_write.value,
        ratio,
    );
    let database_on_demand = database_on_demand(
        reads_per_month.value,
        price.million_reads,
        writes_per_month.value,
        price.million_writes,
    );
    let database_provisioned = database_provisioned(
        sized.read_units.value,
        price.read_unit_hour,
        sized.write_units.value,
        price.write_unit_hour,
    );
    let database_stored = database_stored(web.database_size, price.database_storage);
    let bill_database = match web.database_billing {
        DatabaseBilling::OnDemand => {
            bill_database_on_demand(database_on_demand.value, database_stored.value)
        }
        DatabaseBilling::Provisioned => {
            bill_database_provisioned(database_provisioned.value, database_stored.value)
        }
    };
    let bill_nodes = sized
        .nodes_min
        .and_then(|nodes| Ok(bill_nodes(nodes.value, node_hour?.value)));
    let bill_disks = sized
        .nodes_min
        .map(|nodes| bill_disks(nodes.value, web.disk_per_node, price.disk_storage));
    let bill_control_plane = bill_control_plane(price.control_plane_hour);
    let bill_load_balancer = bill_load_balancer(
        price.load_balancer_hour,
        load_balancer_units.value,
        price.load_balancer_unit_hour,
    );
    let bill_cache = bill_cache(sized.cache_nodes.value, cache_hour.value);
    let bill_egress = bill_egress(egress.value, price.egress_gb);
    let whole = bill_nodes.and_then(|nodes| {
        Ok(bill(
            nodes.value,
            bill_control_plane.value,
            bill_load_balancer.value,
            bill_database.value,
            bill_cache.value,
            bill_disks?.value,
            bill_egress.value,
        ))
    });
    WebBill {
        bill: whole,
        bill_per_user: whole.map(|bill| bill_per_user(bill.value, demand.total_users.value)),
        bill_per_concurrent_user: whole.map(|bill| bill_per_concurrent_user(bill.value, users)),
        bill_nodes,
        bill_control_plane,
        bill_load_balancer,
        bill_database,
        bill_cache,
        bill_disks,
        bill_egress,
        egress,
        load_balancer_units,
        reads_per_month,
        writes_per_month,
        database_on_demand,
        database_provisioned,
        database_stored,
        provisioned_saving: provisioned_saving(
            database_on_demand.value,
            database_provisioned.value,
        ),
        node_hour,
        cache_hour,
    }
}
