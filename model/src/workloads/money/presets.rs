//! The SaaS platform of the capacity guide: 500 customers in four tiers, 15 %
//! growth a month, a bill of $12,000.
//!
//! Where the guide gives a range, the middle is planned with and the range
//! stands beside it. It names no mix of tiers, no churn and no cost to win a
//! customer: ours make the bill about 20 % of revenue and lifetime value about
//! four times the cost to win a customer, as the guide says they are now.
//!
//! It leaves capacities, lead times, steps and unit costs blank. Capacities stay so:
//! they are sized for today. The costs are its bill over them: compute of $3,000
//! over 32 cores and 128 GB, GPU of $5,000 over 3 nodes, a database of $1,200
//! over 200 connections, storage of $500 for 1 TB.

use super::inputs::{Behavior, ChargeKind, Component, Degree, Lever, Money, Scope, Tier};
use crate::quantity::brackets::middle;
use crate::scenario::chat_1;
use crate::scenario::fleet::{Fleet, Pool, PoolKind};
use crate::scenario::growth::{Change, Growth, Milestone};
use crate::scenario::row::Row;
use crate::scenario::web::{Switch, Web};
use crate::scenario::{Anchor, Demand, Range, Ranges, RowKey, Scenario};

/// As it was frozen.
pub(crate) fn saas_1() -> Scenario {
    let mut ranges = Ranges::new();
    let range = &mut |id: String, low, high| {
        let range = Range { low, high };
        ranges.insert(id, range);
        // As it was frozen, half-way.
        middle(range.low, range.high)
    };
    let (tiers, levers) = (tiers(range), levers(range));
    Scenario {
        preset: "saas-1",
        ranges,
        demand: demand(),
        web: Web {
            workload: Switch::Off,
            ..Web::default()
        },
        growth: Growth {
            rate: Some(0.15),
            ..Growth::default()
        },
        money: Money {
            workload: Switch::On,
            bill_at: Some(500.0),
            ..Money::default()
        },
        fleet: Fleet {
            workload: Switch::On,
            measured_at: Some(500.0),
            replicas_min: Some(3.0),
            replicas_max: Some(50.0),
            ..Fleet::default()
        },
        tiers,
        milestones: milestones(),
        changes: changes(),
        bill: bill(),
        levers,
        pools: pools(),
        ..chat_1()
    }
}

fn demand() -> Demand {
    let mut demand = Demand::default();
    demand.release_anchors();
    demand.anchor = Anchor::Customers;
    demand.customers = Some(500.0);
    demand
}

/// Notes a range under an id and gives its middle.
type Note<'a> = &'a mut dyn FnMut(String, f64, f64) -> f64;

/// A fresh row, to be stated.
fn row<T: Row>(key: &str, name: &str) -> T {
    T::fresh(RowKey::of_name(key), name.to_owned())
}

fn tiers(range: Note) -> Vec<Tier> {
    // Beyond the upper end of a range where it has none: 100K+ calls, 100+
    // GPU-hours, unlimited jobs.
    let stated = [
        ("free", "Free", None, 0.5, 0.60),
        ("pro", "Pro", Some(99.0), 15.0, 0.27),
        ("business", "Business", Some(499.0), 80.0, 0.11),
        ("enterprise", "Enterprise", Some(2000.0), 200.0, 0.02),
    ];
    let used = [
        [(100.0, 500.0), (0.0, 5.0), (10.0, 100.0), (0.0, 0.0)],
        [(1000.0, 10_000.0), (5.0, 50.0), (100.0, 500.0), (1.0, 10.0)],
        [
            (10_000.0, 100_000.0),
            (50.0, 500.0),
            (500.0, 2000.0),
            (10.0, 100.0),
        ],
        [
            (100_000.0, 100_000.0),
            (500.0, 500.0),
            (2000.0, 10_000.0),
            (100.0, 100.0),
        ],
    ];
    let mut tiers = Vec::new();
    for ((key, name, price, cost, share), used) in stated.into_iter().zip(used) {
        let mut usage = ["calls_per_day", "jobs_per_month", "storage", "gpu_hours"]
            .iter()
            .zip(used)
            .map(|(column, (low, high))| {
                if low < high {
                    range(["tier.", key, ".", column].concat(), low, high)
                } else {
                    low
                }
            });
        let mut next = || usage.next().unwrap_or_default();
        tiers.push(Tier {
            price,
            cost,
            share,
            calls_per_day: next(),
            jobs_per_month: next(),
            storage: next(),
            gpu_hours: next(),
            ..row(key, name)
        });
    }
    tiers
}

fn milestones() -> Vec<Milestone> {
    [
        ("100", "100 customers", [100.0, 3.0, 1.0, 50.0, 3000.0]),
        ("500", "500 customers", [500.0, 5.0, 2.0, 200.0, 8000.0]),
        (
            "1000",
            "1,000 customers",
            [1000.0, 8.0, 4.0, 500.0, 15_000.0],
        ),
        (
            "5000",
            "5,000 customers",
            [5000.0, 15.0, 8.0, 2000.0, 45_000.0],
        ),
        (
            "10000",
            "10,000 customers",
            [10_000.0, 25.0, 15.0, 5000.0, 90_000.0],
        ),
        (
            "50000",
            "50,000 customers",
            [50_000.0, 60.0, 40.0, 20_000.0, 350_000.0],
        ),
    ]
    .into_iter()
    .map(
        |(key, name, [customers, pods, gpu_nodes, storage, cost])| Milestone {
            customers,
            pods,
            gpu_nodes,
            storage,
            cost,
            ..row(key, name)
        },
    )
    .collect()
}

fn changes() -> Vec<Change> {
    [
        ("read_replica", "Add a read replica", 1000.0),
        ("multi_az", "Spread over several zones", 2500.0),
        ("sharded_database", "Shard the database", 5000.0),
        ("multi_region", "Run in several regions", 10_000.0),
    ]
    .into_iter()
    .map(|(key, name, customers)| Change {
        customers,
        ..row(key, name)
    })
    .collect()
}

fn bill() -> Vec<Component> {
    use Behavior::{Fixed, Linear, SemiFixed, Step, Traffic, Training, Various};
    use ChargeKind::{Compute, Database, Gpu, Network, Other, Storage};
    [
        ("compute", "Compute (K8s)", 3000.0, Traffic, Compute),
        ("gpu", "GPU instances", 5000.0, Training, Gpu),
        ("database", "Database (RDS)", 1200.0, Step, Database),
        ("storage", "Storage (S3, EBS)", 500.0, Linear, Storage),
        ("network", "Network, CDN", 600.0, Traffic, Network),
        ("monitoring", "Monitoring, logging", 400.0, SemiFixed, Other),
        ("security", "Security, compliance", 300.0, Fixed, Other),
        ("other", "Other", 1000.0, Various, Other),
    ]
    .into_iter()
    .map(|(key, name, amount, behavior, resource)| Component {
        amount,
        behavior,
        resource,
        ..row(key, name)
    })
    .collect()
}

fn levers(range: Note) -> Vec<Lever> {
    use Degree::{High, Low, Medium};
    let stated = [
        (
            "reserved",
            "Reserved instances",
            (0.30, 0.40),
            Scope::Compute,
            Low,
            High,
        ),
        (
            "spot",
            "Spot instances for training",
            (0.50, 0.70),
            Scope::Gpu,
            Medium,
            High,
        ),
        (
            "right_sizing",
            "Right-sized pods",
            (0.10, 0.20),
            Scope::Compute,
            Low,
            Medium,
        ),
        (
            "storage_tiering",
            "Storage tiers",
            (0.20, 0.30),
            Scope::Storage,
            Medium,
            Medium,
        ),
        (
            "cache",
            "Better caching",
            (0.10, 0.15),
            Scope::All,
            High,
            Low,
        ),
    ];
    let mut levers = Vec::new();
    for (key, name, (low, high), applies_to, effort, priority) in stated {
        levers.push(Lever {
            saving: range(["lever.", key, ".saving"].concat(), low, high),
            applies_to,
            effort,
            priority,
            ..row(key, name)
        });
    }
    levers
}

fn pools() -> Vec<Pool> {
    use PoolKind::{Connections, Cpu, Gpu, Memory, Pods, Storage};
    // What pays for it; used, step, unit cost, lead time in days, exponent.
    [
        (
            ("api_pods", "API pods"),
            (Pods, "compute"),
            [5.0, 1.0, 0.0, 0.0, 0.8],
        ),
        (
            ("cpu_cores", "CPU cores"),
            (Cpu, "compute"),
            [20.0, 4.0, 60.0, 1.0, 0.8],
        ),
        (
            ("memory_gb", "Memory (GB)"),
            (Memory, "compute"),
            [80.0, 16.0, 8.0, 1.0, 0.9],
        ),
        (
            ("gpu_nodes", "GPU nodes"),
            (Gpu, "gpu"),
            [2.0, 1.0, 1667.0, 14.0, 0.7],
        ),
        (
            ("storage_tb", "Storage (TB)"),
            (Storage, "storage"),
            [0.5, 0.5, 500.0, 1.0, 1.0],
        ),
        (
            ("db_connections", "Database connections"),
            (Connections, "database"),
            [100.0, 50.0, 6.0, 3.0, 0.6],
        ),
    ]
    .into_iter()
    .map(
        |((key, name), (kind, part), [used, step, cost, lead_time, exponent])| Pool {
            kind,
            paid_by: Some(RowKey::of_name(part)),
            used,
            step,
            unit_cost: Some(cost),
            lead_time,
            exponent,
            ..row(key, name)
        },
    )
    .collect()
}
