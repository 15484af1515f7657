//! How does a pool of pods grow?

use super::autoscaler::behavior::Behavior;
use super::autoscaler::metric::Metric;
use super::autoscaler::pods::Resource;
use super::autoscaler::{Autoscaler, SYNC, Version};

/// More metrics than this are not looked at.
pub const METRICS: usize = 4;

/// How a pool of pods grows.
#[derive(Clone, PartialEq, Debug)]
pub struct Pool {
    /// What decides.
    pub autoscaler: Autoscaler,
    /// What its metrics measure, in their order.
    pub signals: Vec<Signal>,
    /// When it looks.
    pub clock: Clock,
    /// Seconds in which images are fetched, once there is a node.
    pub fetch: f64,
    /// Seconds from running to being ready.
    pub start: f64,
    /// What a pod may use of CPU, over what it requests.
    pub burst: f64,
    /// What the pods run on.
    pub nodes: Nodes,
}

/// What a metric measures.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Signal {
    /// CPU of pods, in thousandths of what they request.
    Cpu,
    /// Memory of pods, in thousandths of what they request.
    Memory {
        /// The share that a pod uses when idle.
        idle: f64,
        /// The share that each request in it adds.
        each: f64,
    },
    /// Requests a second that arrive, in thousandths.
    Requests(Age),
    /// Requests that wait, in thousandths.
    Waiting(Age),
}

/// How old what is read is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Age {
    /// As it is now.
    Now,
    /// As the newest scrape has it: a rate is a mean since the scrape before.
    Scraped,
}

/// When the autoscaler looks, and at how old a sample.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Clock {
    /// Seconds between two syncs.
    pub sync: f64,
    /// When the first is.
    pub first_sync: f64,
    /// Seconds between two scrapes, over which a sample is a mean.
    pub scrape: f64,
    /// When the first is.
    pub first_scrape: f64,
}

/// What pods run on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Nodes {
    /// Pods that still fit on those that are there.
    pub room: f64,
    /// Pods that a new one holds.
    pub holds: f64,
    /// Seconds until a new one is there.
    pub lead: f64,
    /// How many more may be had.
    pub most: f64,
}

impl Pool {
    /// Pods that go by CPU in whole percent of their request and may use no more than that,
    /// as Kubernetes has it where nothing else is said; ready after so many seconds, on
    /// nodes that are there.
    pub fn by_cpu(target: f64, start: f64) -> Self {
        let resource = Resource::Cpu;
        Self {
            autoscaler: Autoscaler {
                metrics: vec![Metric::Utilization { resource, target }],
                least: 1.0,
                most: f64::INFINITY,
                tolerance: Version::From133.tolerance(),
                behavior: Some(Behavior::default()),
            },
            signals: vec![Signal::Cpu],
            clock: Clock::default(),
            fetch: 0.0,
            start,
            burst: 1.0,
            nodes: Nodes::ENOUGH,
        }
    }
}

impl Default for Clock {
    /// A sync and a scrape every 15 seconds, the sample at a sync 7 seconds old.
    fn default() -> Self {
        Self {
            sync: SYNC,
            first_sync: 0.0,
            scrape: SYNC,
            first_scrape: 8.0,
        }
    }
}

impl Nodes {
    /// All pods fit on those that are there.
    pub const ENOUGH: Self = Self {
        room: f64::INFINITY,
        holds: 0.0,
        lead: 0.0,
        most: 0.0,
    };
}
