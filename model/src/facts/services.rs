//! What do the managed services around a cluster cost?
//!
//! On-demand list prices in USD, in us-east-1 where the region matters. Each
//! has the day of the evidence: the price list or the guide that stated it.
//! None includes taxes, discounts or support plans.

use crate::quantity::{Source, Unit};

/// A price, or what of something is free.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Price {
    /// Unique in this file.
    pub id: &'static str,
    /// What is paid for.
    pub what: &'static str,
    /// In `unit`.
    pub value: f64,
    /// USD per what; or an amount, for what is free.
    pub unit: Unit,
    /// Who says so, and as of when.
    pub source: Source,
}

macro_rules! prices {
    ($( $source:ident: $(
        $(#[doc = $sentence:literal])+ $name:ident $id:literal $what:literal = $value:literal $unit:literal;
    )+ )+) => {
        $($(
            $(#[doc = $sentence])+
            pub const $name: Price = Price {
                id: $id,
                what: $what,
                value: $value,
                unit: Unit::Of($unit),
                source: $source,
            };
        )+)+

        /// Every price, in the order of this file.
        pub const PRICES: &[Price] = &[$($($name),+),+];
    };
}

const EKS: Source = Source {
    name: "Amazon EKS pricing, as in a guide of that day",
    as_of: "2026-06-13",
};

/// What a version in extended support costs, which standard support does not.
const EKS_EXTENDED_ON: Source = Source {
    name: "Amazon EKS extended support, as a change of an open-source project states it",
    as_of: "2026-02-04",
};

const GKE: Source = Source {
    name: "Google Kubernetes Engine pricing, as a change of the open-source tool terrapod states it",
    as_of: "2026-07-22",
};

const AKS: Source = Source {
    name: "Azure Kubernetes Service pricing tiers, as in a comparison of 2026",
    as_of: "2026",
};

const LOAD_BALANCER: Source = Source {
    name: "Elastic Load Balancing pricing, as in a guide of that day",
    as_of: "2026-05-08",
};

const DYNAMODB: Source = Source {
    name: "AWS Price List, Amazon DynamoDB, as an open-source cost tool read it",
    as_of: "2026-07-31",
};

const ELASTICACHE: Source = Source {
    name: "AWS Price List, Amazon ElastiCache, as an open-source cost tool read it",
    as_of: "2026-10-02",
};

const S3: Source = Source {
    name: "Amazon S3 and EBS pricing, as in a guide of that day",
    as_of: "2026-04-09",
};

const CLOUDRIFT: Source = Source {
    name: "AWS list prices, as the open-source tool cloudrift has them",
    as_of: "2026-07",
};

const VALKEY: Source = Source {
    name: "Amazon ElastiCache for Valkey, as in a comparison of that day",
    as_of: "2026-06-03",
};

const TRANSFER: Source = Source {
    name: "Amazon EC2 data transfer pricing, as in a guide of that day",
    as_of: "2026-06-05",
};

prices! {
    EKS:
    /// An EKS cluster on a Kubernetes version in standard support.
    EKS_CLUSTER "eks_cluster" "EKS control plane" = 0.10 "USD/h";

    EKS_EXTENDED_ON:
    /// An EKS cluster on a version in extended support, in all.
    EKS_EXTENDED "eks_extended" "EKS control plane, extended support" = 0.60 "USD/h";

    GKE:
    /// A GKE cluster; a credit of 74.40 USD a month pays for the first zonal
    /// or Autopilot one of a billing account.
    GKE_CLUSTER "gke_cluster" "GKE control plane" = 0.10 "USD/h";
    /// What a GKE cluster costs beside that in the extended period of its version.
    GKE_EXTENDED "gke_extended" "GKE extended period, beside that" = 0.50 "USD/h";

    AKS:
    /// An AKS cluster of the Standard tier; the Free tier has no uptime SLA.
    AKS_CLUSTER "aks_cluster" "AKS control plane, Standard tier" = 0.10 "USD/h";

    LOAD_BALANCER:
    /// An Application Load Balancer, whatever passes through it.
    LOAD_BALANCER_HOUR "load_balancer" "Application Load Balancer" = 0.0225 "USD/h";
    /// A load balancer capacity unit: the largest of 25 new connections a
    /// second, 3,000 active ones, 1 GB an hour, 1,000 rule checks a second.
    LOAD_BALANCER_UNIT "load_balancer_unit" "Load balancer capacity unit" = 0.008 "USD/lcu/h";

    DYNAMODB:
    /// Read request units on demand.
    DYNAMODB_READS "dynamodb_reads" "DynamoDB reads, on demand" = 0.125 "USD/Mreq";
    /// Write request units on demand.
    DYNAMODB_WRITES "dynamodb_writes" "DynamoDB writes, on demand" = 0.625 "USD/Mreq";
    /// A read capacity unit, provisioned.
    DYNAMODB_READ_UNIT "dynamodb_read_unit" "DynamoDB read unit, provisioned" = 0.000_13 "USD/unit/h";
    /// A write capacity unit, provisioned.
    DYNAMODB_WRITE_UNIT "dynamodb_write_unit" "DynamoDB write unit, provisioned" = 0.000_65 "USD/unit/h";
    /// Storage in the Standard table class.
    DYNAMODB_STORAGE "dynamodb_storage" "DynamoDB storage" = 0.25 "USD/GB/month";
    /// Storage that no account pays for.
    DYNAMODB_FREE_STORAGE "dynamodb_free_storage" "DynamoDB storage that is free" = 25.0 "GB";

    ELASTICACHE:
    /// The cache of the medium class, with Redis OSS.
    CACHE_T3_SMALL "cache.t3.small" "ElastiCache t3.small, Redis OSS" = 0.034 "USD/node/h";
    /// The cache of the large class, with Redis OSS.
    CACHE_R6G_LARGE "cache.r6g.large" "ElastiCache r6g.large, Redis OSS" = 0.206 "USD/node/h";
    /// The cache of the enterprise class, with Redis OSS.
    CACHE_R6G_XLARGE "cache.r6g.xlarge" "ElastiCache r6g.xlarge, Redis OSS" = 0.411 "USD/node/h";
    /// What the same node costs with Valkey, of the price with Redis OSS.
    CACHE_VALKEY_SHARE "cache_valkey_share" "ElastiCache with Valkey, of Redis OSS" = 0.8 "share";

    S3:
    /// The first 50 TB of S3 Standard.
    S3_STORAGE "s3_storage" "S3 Standard storage" = 0.023 "USD/GB/month";
    /// A gp3 volume with the throughput that comes with it.
    EBS_STORAGE "ebs_storage" "EBS gp3 volume" = 0.08 "USD/GB/month";

    CLOUDRIFT:
    /// A NAT gateway, whatever passes through it.
    NAT_HOUR "nat_hour" "NAT gateway" = 0.045 "USD/h";
    /// A public IPv4 address, in use or not.
    IPV4_HOUR "ipv4_hour" "Public IPv4 address" = 0.005 "USD/h";
    /// A snapshot of a volume, in the standard tier.
    EBS_SNAPSHOT "ebs_snapshot" "EBS snapshot" = 0.05 "USD/GB/month";
    /// A file system in the Standard class.
    EFS_STORAGE "efs_storage" "EFS Standard storage" = 0.30 "USD/GB/month";
    /// A gp2 volume of a database.
    RDS_STORAGE "rds_storage" "RDS gp2 storage" = 0.115 "USD/GB/month";

    VALKEY:
    /// A cache.t4g.medium, from some 38 USD a month.
    CACHE_T4G_MEDIUM "cache.t4g.medium" "ElastiCache t4g.medium, Valkey" = 0.052 "USD/node/h";
    /// What Serverless holds.
    CACHE_SERVERLESS "cache_serverless" "ElastiCache Serverless, Valkey" = 0.084 "USD/GB/h";
    /// What Serverless processes.
    CACHE_SERVERLESS_UNITS "cache_serverless_units" "ElastiCache Serverless, a million units" = 0.0023 "USD/Mreq";

    TRANSFER:
    /// The first 10 TB a month that leave for the internet.
    EGRESS "egress" "Traffic to the internet" = 0.09 "USD/GB";
    /// Traffic to the internet that no account pays for.
    EGRESS_FREE "egress_free" "Traffic to the internet that is free" = 100.0 "GB/month";
}

/// The price of this id, if it is known.
pub fn price(id: &str) -> Option<&'static Price> {
    PRICES.iter().find(|price| price.id == id)
}

/// A cache that a size class has, by its id: found without the list of all prices.
pub fn cache(id: &str) -> Option<&'static Price> {
    const CACHES: [Price; 3] = [CACHE_T3_SMALL, CACHE_R6G_LARGE, CACHE_R6G_XLARGE];
    CACHES.iter().find(|price| price.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::constants::HOURS_PER_MONTH;

    /// What guides print for a month or a worked example, to the cent.
    #[test]
    fn months_match_the_worked_examples_of_guides() {
        let examples = [
            ("an EKS cluster", EKS_CLUSTER.value * HOURS_PER_MONTH, 73.0),
            (
                "a load balancer",
                LOAD_BALANCER_HOUR.value * HOURS_PER_MONTH,
                16.43,
            ),
            (
                "30 capacity units a month",
                30.0 * LOAD_BALANCER_UNIT.value * 720.0,
                172.80,
            ),
            (
                "100 read units, 30 days",
                100.0 * DYNAMODB_READ_UNIT.value * 720.0,
                9.36,
            ),
            (
                "100 write units, 30 days",
                100.0 * DYNAMODB_WRITE_UNIT.value * 720.0,
                46.80,
            ),
            ("650,000 writes", 0.65 * DYNAMODB_WRITES.value, 0.41),
            ("550,000 reads", 0.55 * DYNAMODB_READS.value, 0.07),
            (
                "5,120 GB out",
                (5_120.0 - EGRESS_FREE.value) * EGRESS.value,
                451.80,
            ),
            (
                "a small cache",
                CACHE_T3_SMALL.value * HOURS_PER_MONTH,
                24.82,
            ),
        ];
        for (what, computed, printed) in examples {
            assert!((computed - printed).abs() < 0.006, "{what}: {computed}");
        }
    }

    /// The same price list's own row for each node with Valkey.
    #[test]
    fn the_share_of_valkey_gives_its_own_prices() {
        let listed = [
            (CACHE_T3_SMALL, 0.0272),
            (CACHE_R6G_LARGE, 0.1648),
            (CACHE_R6G_XLARGE, 0.3288),
        ];
        for (node, printed) in listed {
            let valkey = node.value * CACHE_VALKEY_SHARE.value;
            assert!((valkey - printed).abs() < 1e-9, "{}: {valkey}", node.id);
        }
    }

    #[test]
    fn every_price_is_found_by_an_id_of_its_own() {
        for one in PRICES {
            assert_eq!(price(one.id), Some(one), "{}", one.id);
            assert!(!one.source.as_of.is_empty(), "{}", one.id);
        }
        assert_eq!(price("cache.t3.nano"), None);
    }
}
