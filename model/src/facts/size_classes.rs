//! Which size of a web stack fits how many concurrent users?
//!
//! The four classes of the sizing calculator: what a backend and a frontend
//! pod ask for, which node and cache they run on, which latency to expect and
//! what the source says it all costs a month.

use super::sources::SIZING_CALCULATOR;
use crate::quantity::Source;

/// Where the table comes from. The number of nodes of the largest class's
/// cache is ours: the source says "cluster", and three are the fewest that
/// survive the loss of one and still elect a leader.
pub const SOURCE: Source = SIZING_CALCULATOR;

/// What the pods of one kind ask for and may use.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PodSize {
    /// Cores that the scheduler sets aside.
    pub cpu_request: f64,
    /// Cores that it may use.
    pub cpu_limit: f64,
    /// MiB that the scheduler sets aside.
    pub memory_request: f64,
    /// MiB that it may use.
    pub memory_limit: f64,
}

/// One class.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SizeClass {
    /// In links and exports.
    pub id: &'static str,
    /// In the page.
    pub label: &'static str,
    /// The most concurrent users, themselves included; none for the last.
    pub users_up_to: Option<f64>,
    /// A backend pod.
    pub backend: PodSize,
    /// A frontend pod.
    pub frontend: PodSize,
    /// The node, by its id in [`instances`](super::instances).
    pub node: &'static str,
    /// The cache's node, by its id in [`services`](super::services).
    pub cache: Option<&'static str>,
    /// How many nodes the cache has.
    pub cache_nodes: f64,
    /// Expected latency in milliseconds, at best.
    pub latency_low_ms: f64,
    /// Expected latency in milliseconds, at worst.
    pub latency_high_ms: f64,
    /// The source's range of the monthly bill in USD, from.
    pub cost_low: f64,
    /// The source's range of the monthly bill in USD, to.
    pub cost_high: f64,
}

/// The classes, smallest first.
pub const CLASSES: [SizeClass; 4] = [
    SizeClass {
        id: "small",
        label: "Small",
        users_up_to: Some(500.0),
        backend: pod(0.25, 256.0),
        frontend: pod(0.1, 128.0),
        node: "t3.medium",
        cache: None,
        cache_nodes: 0.0,
        latency_low_ms: 100.0,
        latency_high_ms: 300.0,
        cost_low: 200.0,
        cost_high: 300.0,
    },
    SizeClass {
        id: "medium",
        label: "Medium",
        users_up_to: Some(2_000.0),
        backend: pod(0.5, 512.0),
        frontend: pod(0.2, 256.0),
        node: "t3.large",
        cache: Some("cache.t3.small"),
        cache_nodes: 1.0,
        latency_low_ms: 50.0,
        latency_high_ms: 200.0,
        cost_low: 500.0,
        cost_high: 800.0,
    },
    SizeClass {
        id: "large",
        label: "Large",
        users_up_to: Some(10_000.0),
        backend: pod(1.0, 1024.0),
        frontend: pod(0.5, 512.0),
        node: "c5.xlarge",
        cache: Some("cache.r6g.large"),
        cache_nodes: 1.0,
        latency_low_ms: 50.0,
        latency_high_ms: 150.0,
        cost_low: 1_500.0,
        cost_high: 3_000.0,
    },
    SizeClass {
        id: "enterprise",
        label: "Enterprise",
        users_up_to: None,
        backend: pod(2.0, 2048.0),
        frontend: pod(1.0, 1024.0),
        node: "c5.2xlarge",
        cache: Some("cache.r6g.xlarge"),
        cache_nodes: 3.0,
        latency_low_ms: 30.0,
        latency_high_ms: 100.0,
        cost_low: 6_000.0,
        cost_high: 12_000.0,
    },
];

/// In every class a pod may use twice what it asks for.
const fn pod(cpu_request: f64, memory_request: f64) -> PodSize {
    PodSize {
        cpu_request,
        cpu_limit: cpu_request * 2.0,
        memory_request,
        memory_limit: memory_request * 2.0,
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the table's own numbers, unchanged")]
mod tests {
    use super::super::instances::instance;
    use super::*;

    /// The class for this many concurrent users, by the table alone.
    fn class_for(concurrent_users: f64) -> &'static SizeClass {
        CLASSES
            .iter()
            .find(|class| {
                class
                    .users_up_to
                    .is_some_and(|most| concurrent_users <= most)
            })
            .unwrap_or(&CLASSES[CLASSES.len() - 1])
    }

    /// The source's example output for 1,000 users, line by line.
    #[test]
    fn a_thousand_users_give_the_printed_example() {
        let class = class_for(1_000.0);
        assert_eq!(class.label.to_uppercase() + " TIER", "MEDIUM TIER");
        let pod = |pod: PodSize| {
            format!(
                "{:?} - {:?} cores, {} - {} MB",
                pod.cpu_request, pod.cpu_limit, pod.memory_request, pod.memory_limit
            )
        };
        assert_eq!(pod(class.backend), "0.5 - 1.0 cores, 512 - 1024 MB");
        assert_eq!(pod(class.frontend), "0.2 - 0.4 cores, 256 - 512 MB");
        assert_eq!(class.cache, Some("cache.t3.small"));
        let latency = format!("{}-{} ms", class.latency_low_ms, class.latency_high_ms);
        assert_eq!(latency, "50-200 ms");
        let cost = format!("${} - ${}", class.cost_low, class.cost_high);
        assert_eq!(cost, "$500 - $800");
        let node = instance(class.node).unwrap();
        let machine = format!("{} {} vCPU {} GB", node.id, node.vcpu(), node.memory_gib());
        assert_eq!(machine, "t3.large 2 vCPU 8 GB");
        // $0.05 - $0.08 a user at the example's 10,000 users in all.
        assert_eq!([class.cost_low / 1e4, class.cost_high / 1e4], [0.05, 0.08]);
    }

    /// The source's three example scenarios.
    #[test]
    fn the_example_scenarios_fall_in_their_classes() {
        let scenarios = [
            (100.0, "small", "t3.medium", 200.0, 300.0),
            (1_500.0, "medium", "t3.large", 500.0, 800.0),
            (8_000.0, "large", "c5.xlarge", 1_500.0, 3_000.0),
        ];
        for (users, id, node, low, high) in scenarios {
            let class = class_for(users);
            let found = (class.id, class.node, class.cost_low, class.cost_high);
            assert_eq!(found, (id, node, low, high), "{users}");
        }
    }

    #[test]
    fn a_class_holds_its_own_ceiling() {
        let edges = [
            (0.0, "small"),
            (500.0, "small"),
            (500.5, "medium"),
            (2_000.0, "medium"),
            (2_001.0, "large"),
            (10_000.0, "large"),
            (10_001.0, "enterprise"),
            (1e308, "enterprise"),
        ];
        for (users, id) in edges {
            assert_eq!(class_for(users).id, id, "{users}");
        }
    }

    #[test]
    fn every_node_and_cache_is_in_the_catalog() {
        for class in &CLASSES {
            assert!(instance(class.node).is_some(), "{}", class.node);
            let priced = |cache| super::super::services::cache(cache).is_some();
            assert!(class.cache.is_none_or(priced), "{:?}", class.cache);
            assert_eq!(class.cache.is_none(), class.cache_nodes < 1.0);
        }
    }
}
