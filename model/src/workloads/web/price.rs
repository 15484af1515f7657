//! What do the parts cost? Dated list prices, each of which can be replaced by
//! what a contract says.

use crate::facts::services::{
    DYNAMODB_READ_UNIT, DYNAMODB_READS, DYNAMODB_STORAGE, DYNAMODB_WRITE_UNIT, DYNAMODB_WRITES,
    EBS_STORAGE, EGRESS, EKS_CLUSTER, LOAD_BALANCER_HOUR, LOAD_BALANCER_UNIT, NAT_HOUR,
    RDS_STORAGE, S3_STORAGE,
};
use crate::facts::sources::OURS;
use crate::facts::{instances, services};
use crate::scenario::field::{fields, number, optional};

fields! {
    /// List prices, in USD.
    pub struct Price in price {
        /// A node for an hour. Follows the list price of the node type unless stated.
        node_hour: Option<f64> = None, optional("USD/node/h", 0.0, 10_000.0),
            "Node, an hour", instances::INSTANCES[0].source();
        /// The cluster's control plane for an hour.
        control_plane_hour: f64 = EKS_CLUSTER.value, number("USD/h", 0.0, 10_000.0), "Control plane, an hour",
            EKS_CLUSTER.source;
        /// A load balancer for an hour, before what passes through it.
        load_balancer_hour: f64 = LOAD_BALANCER_HOUR.value, number("USD/h", 0.0, 10_000.0),
            "Load balancer, an hour", LOAD_BALANCER_HOUR.source;
        /// A capacity unit of the load balancer for an hour.
        load_balancer_unit_hour: f64 = LOAD_BALANCER_UNIT.value, number("USD/lcu/h", 0.0, 10_000.0),
            "Load balancer unit, an hour", LOAD_BALANCER_UNIT.source;
        /// A million read units, paid by the request.
        million_reads: f64 = DYNAMODB_READS.value, number("USD/Mreq", 0.0, 10_000.0), "A million reads",
            DYNAMODB_READS.source;
        /// A million write units, paid by the request.
        million_writes: f64 = DYNAMODB_WRITES.value, number("USD/Mreq", 0.0, 10_000.0), "A million writes",
            DYNAMODB_WRITES.source;
        /// A provisioned read unit for an hour.
        read_unit_hour: f64 = DYNAMODB_READ_UNIT.value, number("USD/unit/h", 0.0, 10_000.0), "Read unit, an hour",
            DYNAMODB_READ_UNIT.source;
        /// A provisioned write unit for an hour.
        write_unit_hour: f64 = DYNAMODB_WRITE_UNIT.value, number("USD/unit/h", 0.0, 10_000.0),
            "Write unit, an hour", DYNAMODB_WRITE_UNIT.source;
        /// A GB in the database for a month.
        database_storage: f64 = DYNAMODB_STORAGE.value, number("USD/GB/month", 0.0, 10_000.0), "Database storage",
            DYNAMODB_STORAGE.source;
        /// A node of the cache for an hour. Follows the size class unless stated.
        cache_hour: Option<f64> = None, optional("USD/node/h", 0.0, 10_000.0),
            "Cache node, an hour", services::CACHE_T3_SMALL.source;
        /// A GB of disk for a month.
        disk_storage: f64 = EBS_STORAGE.value, number("USD/GB/month", 0.0, 10_000.0), "Disk", EBS_STORAGE.source;
        /// A GB that leaves for the internet.
        egress_gb: f64 = EGRESS.value, number("USD/GB", 0.0, 10_000.0), "Traffic to the internet", EGRESS.source;
        /// A NAT gateway for an hour, before what passes through it.
        nat_hour: f64 = NAT_HOUR.value, number("USD/h", 0.0, 10_000.0), "NAT gateway, an hour", NAT_HOUR.source;
        /// A GB that passes through a NAT gateway. Ours: check it against your bill.
        nat_gb: f64 = 0.045, number("USD/GB", 0.0, 10_000.0), "Traffic through NAT", OURS;
        /// A GB that leaves one zone for another, and again a GB that comes in. Ours: check it against your bill.
        zone_gb: f64 = 0.01, number("USD/GB", 0.0, 10_000.0), "Traffic between zones, each way", OURS;
        /// An instance of the database for an hour. Ours, for 2 cores and 8 GiB: check it against your bill.
        database_instance_hour: f64 = 0.168, number("USD/h", 0.0, 10_000.0), "Database instance, an hour", OURS;
        /// A GB of disk of the database for a month.
        database_disk: f64 = RDS_STORAGE.value, number("USD/GB/month", 0.0, 10_000.0), "Disk of the database",
            RDS_STORAGE.source;
        /// A GB of object storage for a month.
        object_storage: f64 = S3_STORAGE.value, number("USD/GB/month", 0.0, 10_000.0), "Object storage",
            S3_STORAGE.source;
        /// A thousand objects written. Ours: check it against your bill.
        thousand_puts: f64 = 0.005, number("USD/kreq", 0.0, 10_000.0), "A thousand objects written", OURS;
        /// A thousand objects read. Ours: check it against your bill.
        thousand_gets: f64 = 0.0004, number("USD/kreq", 0.0, 10_000.0), "A thousand objects read", OURS;
    }
}
