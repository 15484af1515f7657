//! What does the web stack cost a month, from its parts at list prices?
//!
//! ```text
//! bill = nodes + control plane + load balancer + database + cache + disks + egress
//!      + NAT gateways, traffic between zones and object storage, where they are stated
//! ```
//!
//! The fewest nodes are billed for the whole month; requests and traffic at
//! the average rate. Nodes may be reserved or on spot; free tiers, other discounts, taxes
//! and support are left out.

use super::class::{self, cache_hour_of_class, node_hour_of_node};
use super::plan::Web;
use crate::facts::constants::{
    HOURS_PER_MONTH, KB_PER_GB, MILLION, SECONDS_PER_MONTH, THOUSAND, TRAFFIC_PER_LCU,
};
use crate::facts::sources::{DEFINITION, OURS};
use crate::quantity::Missing;
use crate::quantity::math::sum;
use crate::scenario::DatabaseBilling;
use crate::scenario::money::ChargeKind;
use crate::scenario::price::fields;
use crate::sheet::{Cell, Place, Row, Sheet};
use crate::workloads::demand::Demand;

crate::formulas! {
    source: DEFINITION; in "web";

    /// The fewest nodes, all month.
    pub fn bill_nodes "Nodes" (nodes_min: "node", node_hour: "USD/node/h") -> "USD/month"
    { nodes_min * node_hour * HOURS_PER_MONTH }

    /// The fewest nodes, all month: some reserved for a year, some of the others on spot.
    pub fn bill_nodes_mixed "Nodes"
        (
            nodes_min: "node", node_hour: "USD/node/h"; web.reserved_share, web.spot_share,
            money.reserved_discount, money.spot_discount
        ) -> "USD/month" as bill_nodes
    {
        nodes_min * node_hour * HOURS_PER_MONTH
            * (1.0 - reserved_share * reserved_discount - (1.0 - reserved_share) * spot_share * spot_discount)
    }

    /// The cluster's control plane, all month.
    pub fn bill_control_plane "Control plane" (; price.control_plane_hour) -> "USD/month"
    { control_plane_hour * HOURS_PER_MONTH }

    /// What leaves the cluster in a month.
    pub fn egress "Traffic out" (average_rate: "req/s"; web.response_size) -> "GB/month"
    { average_rate * response_size * SECONDS_PER_MONTH / KB_PER_GB }

    /// Capacity units that the traffic takes at the load balancer.
    pub fn load_balancer_units "Load balancer units" (egress: "GB/month") -> "lcu"
    { egress / HOURS_PER_MONTH / TRAFFIC_PER_LCU }

    /// The load balancer and what passes through it.
    pub fn bill_load_balancer "Load balancer"
        (load_balancer_units: "lcu"; price.load_balancer_hour, price.load_balancer_unit_hour) -> "USD/month"
    { (load_balancer_hour + load_balancer_units * load_balancer_unit_hour) * HOURS_PER_MONTH }

    /// Read units in a month, in millions.
    pub fn reads_per_month "Reads a month"
        (
            concurrent_users: "user", units_per_read: "x"; web.reads_per_user, demand.peak_to_average
        ) -> "Mreq/month"
    { concurrent_users * reads_per_user * units_per_read / peak_to_average * SECONDS_PER_MONTH / MILLION }

    /// Write units in a month, in millions.
    pub fn writes_per_month "Writes a month"
        (
            concurrent_users: "user", units_per_write: "x"; web.writes_per_user, demand.peak_to_average
        ) -> "Mreq/month"
    { concurrent_users * writes_per_user * units_per_write / peak_to_average * SECONDS_PER_MONTH / MILLION }

    /// Reads and writes, paid by the request.
    pub fn database_on_demand "Database, on demand"
        (
            reads_per_month: "Mreq/month", writes_per_month: "Mreq/month"; price.million_reads,
            price.million_writes
        ) -> "USD/month"
    { reads_per_month * million_reads + writes_per_month * million_writes }

    /// Read and write capacity for the peak, paid by the hour.
    pub fn database_provisioned "Database, provisioned"
        (read_units: "unit", write_units: "unit"; price.read_unit_hour, price.write_unit_hour) -> "USD/month"
    { (read_units * read_unit_hour + write_units * write_unit_hour) * HOURS_PER_MONTH }

    /// What the database holds.
    pub fn database_stored "Database, stored" (; web.database_size, price.database_storage) -> "USD/month"
    { database_size * database_storage }

    /// The database, paid by the request.
    pub fn bill_database_on_demand "Database"
        (database_on_demand: "USD/month", database_stored: "USD/month") -> "USD/month" as bill_database
    { database_on_demand + database_stored }

    /// The database, provisioned for the peak.
    pub fn bill_database_provisioned "Database"
        (database_provisioned: "USD/month", database_stored: "USD/month") -> "USD/month" as bill_database
    { database_provisioned + database_stored }

    /// The database, by its instances and their disk.
    pub fn bill_database_by_instance "Database"
        (; web.database_instances, web.database_size, price.database_instance_hour, price.database_disk)
        -> "USD/month" as bill_database
    { database_instances * (database_instance_hour * HOURS_PER_MONTH + database_size * database_disk) }

    /// What provisioned capacity would save against paying by the request; negative when it costs more.
    pub fn provisioned_saving "Provisioning would save"
        (database_on_demand: "USD/month", database_provisioned: "USD/month") -> "USD/month"
    { database_on_demand - database_provisioned }

    /// The cache's nodes, all month.
    pub fn bill_cache "Cache" (cache_nodes: "node", cache_hour: "USD/node/h") -> "USD/month"
    { cache_nodes * cache_hour * HOURS_PER_MONTH }

    /// The nodes' disks.
    pub fn bill_disks "Disks" (nodes_min: "node"; web.disk_per_node, price.disk_storage) -> "USD/month"
    { nodes_min * disk_per_node * disk_storage }

    /// Traffic to the internet.
    pub fn bill_egress "Traffic out" (egress: "GB/month"; price.egress_gb) -> "USD/month"
    { egress * egress_gb }

    /// What passes between the parts of the stack in a month.
    pub fn traffic_inside "Traffic inside" (average_rate: "req/s"; web.internal_size) -> "GB/month" from OURS
    { average_rate * internal_size * SECONDS_PER_MONTH / KB_PER_GB }

    /// Traffic that crosses from zone to zone, paid as it leaves and as it comes in. Each part is in every zone and
    /// takes the next one wherever it is.
    pub fn bill_zones "Traffic between zones"
        (traffic_inside: "GB/month"; web.zones, price.zone_gb) -> "USD/month" from OURS
    { 2.0 * traffic_inside * (zones - 1.0) / zones * zone_gb }

    /// What passes through NAT gateways in a month.
    pub fn nat_traffic "Traffic through NAT" (average_rate: "req/s"; web.outbound_size) -> "GB/month"
    { average_rate * outbound_size * SECONDS_PER_MONTH / KB_PER_GB }

    /// NAT gateways, all month, and what passes through them.
    pub fn bill_nat "NAT gateways"
        (nat_traffic: "GB/month"; web.nat_gateways, price.nat_hour, price.nat_gb) -> "USD/month"
    { nat_gateways * nat_hour * HOURS_PER_MONTH + nat_traffic * nat_gb }

    /// Object storage: what it holds, and what is written and read.
    pub fn bill_objects "Object storage"
        (
            average_rate: "req/s"; web.objects_stored, web.object_puts, web.object_gets, price.object_storage,
            price.thousand_puts, price.thousand_gets
        ) -> "USD/month" from OURS
    {
        objects_stored * object_storage
            + average_rate * SECONDS_PER_MONTH / THOUSAND * (object_puts * thousand_puts + object_gets * thousand_gets)
    }

    /// What is paid beside that, as far as it is stated: NAT gateways, traffic between zones, object storage.
    pub fn bill_beside "What is stated beside" (beside: ["USD/month"]) -> "USD/month"
    { sum(beside) }

    /// The whole stack, all parts together, what is stated beside among them.
    pub fn bill_with_beside "Monthly bill"
        (
            bill_nodes: "USD/month", bill_control_plane: "USD/month", bill_load_balancer: "USD/month",
            bill_database: "USD/month", bill_cache: "USD/month", bill_disks: "USD/month",
            bill_egress: "USD/month", bill_beside: "USD/month"
        ) -> "USD/month" as bill
    {
        bill_nodes + bill_control_plane + bill_load_balancer + bill_database + bill_cache + bill_disks + bill_egress
            + bill_beside
    }

    /// The whole stack, all parts together.
    pub fn bill "Monthly bill"
        (
            bill_nodes: "USD/month", bill_control_plane: "USD/month", bill_load_balancer: "USD/month",
            bill_database: "USD/month", bill_cache: "USD/month", bill_disks: "USD/month",
            bill_egress: "USD/month"
        ) -> "USD/month"
    { bill_nodes + bill_control_plane + bill_load_balancer + bill_database + bill_cache + bill_disks + bill_egress }

    /// The bill for each concurrent user.
    pub fn bill_per_concurrent_user "Bill per concurrent user"
        (bill: "USD/month", concurrent_users: "user") -> "USD/user/month"
    { bill / concurrent_users }

    /// The bill for each registered user.
    pub fn bill_per_user "Bill per user" (bill: "USD/month", total_users: "user") -> "USD/user/month"
    { bill / total_users }
}

/// Prices that are stated stand where those of the list do.
static NODE_HOUR: Place = Place::new("web.node_hour");
static CACHE_HOUR: Place = Place::new("web.cache_hour");

/// A custom node has no list price. Unknown is not zero.
const NO_PRICE: Missing =
    Missing("A custom node has no list price. State what a node costs an hour.");

/// What a sized stack costs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bill {
    /// All of it, a month.
    pub total: Cell,
    /// A node, an hour.
    pub node_hour: Cell,
    /// What it is made of, and what each part pays for.
    charges: [(ChargeKind, Cell); 7],
    /// What is paid beside that, where it is stated.
    beside: [Option<(ChargeKind, Cell)>; 3],
}

impl Bill {
    /// What it is made of, and what each part pays for.
    pub fn charges(&self) -> Vec<(ChargeKind, Cell)> {
        let beside = self.beside.into_iter().flatten();
        self.charges.into_iter().chain(beside).collect()
    }
}

/// The bill of the sized stack.
pub fn plan(sheet: Sheet, demand: &Demand, web: &Web) -> Bill {
    let users = demand.concurrent_users;
    let node_hour = sheet
        .within(Row::Elsewhere(&NODE_HOUR))
        .stated_or(&fields::node_hour, || {
            let listed = web.node.must(|node| !class::is_custom(node), NO_PRICE);
            node_hour_of_node(sheet, listed, web.class)
        });
    let cache_hour = sheet
        .within(Row::Elsewhere(&CACHE_HOUR))
        .stated_or(&fields::cache_hour, || {
            cache_hour_of_class(sheet, web.class)
        });
    let egress = egress(sheet, demand.average_rate);
    let units = load_balancer_units(sheet, egress);
    let reads = reads_per_month(sheet, users, web.units_per_read);
    let writes = writes_per_month(sheet, users, web.units_per_write);
    let on_demand = database_on_demand(sheet, reads, writes);
    let provisioned = database_provisioned(sheet, web.read_units, web.write_units);
    let stored = database_stored(sheet);
    provisioned_saving(sheet, on_demand, provisioned);
    let database = match sheet.scenario.web.database_billing {
        DatabaseBilling::OnDemand => bill_database_on_demand(sheet, on_demand, stored),
        DatabaseBilling::Provisioned => bill_database_provisioned(sheet, provisioned, stored),
        DatabaseBilling::Instances => bill_database_by_instance(sheet),
    };
    let stated = &sheet.scenario.web;
    let nodes = if stated.reserved_share > 0.0 || stated.spot_share > 0.0 {
        bill_nodes_mixed
    } else {
        bill_nodes
    };
    let nodes = nodes(sheet, web.nodes.fewest, node_hour);
    let control_plane = bill_control_plane(sheet);
    let balancer = bill_load_balancer(sheet, units);
    let cache = bill_cache(sheet, web.cache_nodes, cache_hour);
    let disks = bill_disks(sheet, web.nodes.fewest);
    let traffic = bill_egress(sheet, egress);
    let beside = beside(sheet, demand.average_rate);
    let stated: Vec<Cell> = beside.iter().flatten().map(|(_, cell)| *cell).collect();
    let whole = match &stated[..] {
        [] => bill(
            sheet,
            nodes,
            control_plane,
            balancer,
            database,
            cache,
            disks,
            traffic,
        ),
        stated => bill_with_beside(
            sheet,
            nodes,
            control_plane,
            balancer,
            database,
            cache,
            disks,
            traffic,
            bill_beside(sheet, stated),
        ),
    };
    bill_per_user(sheet, whole, demand.total_users);
    bill_per_concurrent_user(sheet, whole, users);
    Bill {
        total: whole,
        node_hour,
        charges: [
            (ChargeKind::Compute, nodes),
            (ChargeKind::Compute, control_plane),
            (ChargeKind::Network, balancer),
            (ChargeKind::Database, database),
            (ChargeKind::Database, cache),
            (ChargeKind::Storage, disks),
            (ChargeKind::Network, traffic),
        ],
        beside,
    }
}

/// NAT gateways, traffic between zones and object storage, each where it is stated.
fn beside(sheet: Sheet, average_rate: Cell) -> [Option<(ChargeKind, Cell)>; 3] {
    let stated = &sheet.scenario.web;
    let has_objects = stated.objects_stored + stated.object_puts + stated.object_gets > 0.0;
    let nat = || bill_nat(sheet, nat_traffic(sheet, average_rate));
    let zones = || bill_zones(sheet, traffic_inside(sheet, average_rate));
    let objects = || bill_objects(sheet, average_rate);
    [
        (stated.nat_gateways > 0.0).then(|| (ChargeKind::Network, nat())),
        (stated.zones > 1.0).then(|| (ChargeKind::Network, zones())),
        has_objects.then(|| (ChargeKind::Storage, objects())),
    ]
}
