//! Do the nodes that are said to hold the pods really hold them, each pod whole?
//!
//! Held against a plain first fit, pod by pod into node by node, in whole thousandths of
//! cores and whole MiB.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::{Plan, plan};
use headroom::review::{Severity, review};
use headroom::scenario::{NodeRule, NodeType, Scenario};
use headroom::share::decode;
use proptest::prelude::*;

/// Thousandths of cores and MiB.
type Size = [u32; 2];

/// Nodes that first fit begins, backend pods before frontend pods; none where a pod fits
/// into no node.
fn first_fit(node: Size, most_pods: usize, pods: [(u32, Size); 2]) -> Option<usize> {
    let mut nodes: Vec<(Size, usize)> = Vec::new();
    for (count, pod) in pods {
        for _ in 0..count {
            let fits = |(left, held): &(Size, usize)| {
                left[0] >= pod[0] && left[1] >= pod[1] && *held < most_pods
            };
            let at = nodes.iter().position(fits).unwrap_or_else(|| {
                nodes.push((node, 0));
                nodes.len() - 1
            });
            if !fits(&nodes[at]) {
                return None;
            }
            let (left, held) = &mut nodes[at];
            left[0] -= pod[0];
            left[1] -= pod[1];
            *held += 1;
        }
    }
    Some(nodes.len())
}

/// A stack of so many pods of these sizes on nodes that offer so much.
fn stack(node: Size, [(backends, backend), (frontends, frontend)]: [(u32, Size); 2]) -> Scenario {
    let cores = |size: Size| f64::from(size[0]) / 1000.0;
    let mut scenario = Scenario::default();
    scenario.demand.concurrent_users = Some(1.0);
    let web = &mut scenario.web;
    web.node_type = NodeType::CUSTOM;
    web.node_vcpu = Some(cores(node));
    web.node_memory = Some(f64::from(node[1]) / 1024.0);
    web.node_cpu_share = 1.0;
    web.node_memory_share = 1.0;
    web.node_floor = 1.0;
    web.backend_floor = f64::from(backends);
    web.frontend_floor = f64::from(frontends);
    web.backend_cpu_request = Some(cores(backend));
    web.backend_memory_request = Some(f64::from(backend[1]));
    web.frontend_cpu_request = Some(cores(frontend));
    web.frontend_memory_request = Some(f64::from(frontend[1]));
    scenario
}

fn size(cores: u32, memory: u32) -> impl Strategy<Value = Size> {
    // Steps as people write them, so that pods fill nodes to the last core often.
    let cores = prop_oneof![(1..=cores / 50).prop_map(|step| step * 50), 1..=cores];
    let memory = prop_oneof![(1..=memory / 64).prop_map(|step| step * 64), 1..=memory];
    (cores, memory).prop_map(|(cores, memory)| [cores, memory])
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn as_many_nodes_as_first_fit_takes(
        node in (1..=16_u32, 1..=64_u32).prop_map(|(cores, gib)| [cores * 1000, gib * 1024]),
        backend in (1..=120_u32, size(5000, 8192)),
        frontend in (1..=90_u32, size(3000, 4096)),
        most_pods in 1..=20_usize,
    ) {
        let pods = [backend, frontend];
        let mut scenario = stack(node, pods);
        let required = |scenario: &Scenario| plan(scenario).number("web.nodes_required");
        let counted = |most| first_fit(node, most, pods).map(|nodes| f64::from(u32::try_from(nodes).unwrap()));
        prop_assert_eq!(required(&scenario), counted(usize::MAX));
        // What AKS reserves is taken off by hand, so that the limit on pods counts too.
        scenario.web.node_rule = NodeRule::Aks;
        scenario.web.node_system_pods = 2.0;
        scenario.web.node_max_pods = Some(f64::from(u32::try_from(most_pods).unwrap()) + 2.0);
        let planned = plan(&scenario);
        let offered = |id: &str, times: f64| {
            let units = (planned.number(id).unwrap() * times + 1e-6).floor();
            u32::try_from(format!("{units}").parse::<i64>().unwrap()).unwrap_or(0)
        };
        let left = [offered("web.node_cpu_offered", 1000.0), offered("web.node_memory_offered", 1.0)];
        let counted = first_fit(left, most_pods, pods).map(|nodes| f64::from(u32::try_from(nodes).unwrap()));
        prop_assert_eq!(planned.number("web.nodes_required"), counted);
    }

    /// The users whose pods go into the nodes that there are: one more does not fit.
    #[test]
    fn one_user_more_needs_one_node_more(
        node in (1..=16_u32, 1..=64_u32).prop_map(|(cores, gib)| [cores * 1000, gib * 1024]),
        backend in size(3000, 4096),
        frontend in size(2000, 2048),
        there in 2..=40_u32,
    ) {
        let mut scenario = stack(node, [(1, backend), (1, frontend)]);
        scenario.web.nodes_have = Some(f64::from(there));
        let Some(users) = plan(&scenario).number("web.users_by_nodes") else { return Ok(()) };
        prop_assert!(users.fract().abs() <= 0.0, "{}", users);
        let nodes = |users: f64| {
            let pods = |each: f64| u32::try_from(format!("{}", (users / each).ceil()).parse::<i64>().unwrap()).unwrap();
            first_fit(node, usize::MAX, [(pods(100.0), backend), (pods(500.0), frontend)]).unwrap()
        };
        let there = usize::try_from(there).unwrap();
        prop_assert!(nodes(users) <= there, "{} users", users);
        prop_assert!(nodes(users + 1.0) > there, "{} users and one", users);
    }
}

fn planned(query: &str) -> (Scenario, Plan) {
    let opened = decode(query).unwrap();
    assert_eq!(opened.not_understood, [], "{query}");
    let planned = plan(&opened.scenario);
    (opened.scenario, planned)
}

/// Pods of 4 cores on nodes of 8 of which 90 % can be had: one to a node.
#[test]
fn a_pod_goes_into_one_node_whole() {
    for start in ["#?preset=chat-1&", "#?"] {
        let (_, planned) = planned(&format!(
            "{start}concurrent_users=2000&web.backend_cpu_request=4&web.node_type=c5.2xlarge&growth=8%25"
        ));
        let of = |id: &str| planned.number(id).unwrap();
        // 20 pods of a hundred users each and 30 % more.
        assert!((of("web.backend_pods_min") - 26.0).abs() < 1e-9);
        assert!((of("web.backend_pods_per_node") - 1.0).abs() < 1e-9);
        assert!((of("web.nodes_required") - 26.0).abs() < 1e-9);
        // 26 times 4 cores and 5 times 0.2 by 7.2 are 14.6, so 15, and 18 with the buffer.
        assert!((of("web.nodes_divided") - 18.0).abs() < 1e-9);
        assert!((of("web.nodes_min") - 32.0).abs() < 1e-9);
        assert!((of("web.nodes_for_whole_pods") - 14.0).abs() < 1e-9);
        assert_eq!(
            planned.figure("web.node_binding").unwrap().word(),
            Some("CPU")
        );
        // The chain asks the same.
        assert!((of("resource.web_nodes.needed.0") - 32.0).abs() < 1e-9);
    }
}

/// Three backend pods of half a core fill 1.8 cores but for 0.3: 13 take five nodes, and the
/// three frontend pods find room beside them.
#[test]
fn the_published_example_takes_five_nodes() {
    let (_, planned) = planned("#?preset=chat-1&concurrent_users=1000");
    for (id, value) in [
        ("web.backend_pods_per_node", 3.0),
        ("web.backend_nodes", 5.0),
        ("web.frontend_pods_beside", 1.0),
        ("web.nodes_packed", 5.0),
        ("web.nodes_required", 5.0),
        ("web.nodes_min", 6.0),
        ("web.nodes_divided", 5.0),
        ("web.nodes_for_whole_pods", 1.0),
    ] {
        assert!((planned.number(id).unwrap() - value).abs() < 1e-9, "{id}");
    }
}

/// A pod that fits into no node is said in words, and nothing is worked out from it.
#[test]
fn a_pod_that_fits_no_node_is_said() {
    for (query, why) in [
        (
            "web.backend_cpu_request=7.3",
            "A backend pod asks for more than a node has for pods",
        ),
        (
            "web.frontend_memory_request=14000",
            "A frontend pod asks for more than a node has for pods",
        ),
        (
            "web.node_rule=eks&web.node_max_pods=2",
            "A node of this type has nothing left for pods",
        ),
    ] {
        let (scenario, planned) = planned(&format!(
            "#?preset=chat-1&web.node_type=c5.2xlarge&growth=8%25&{query}"
        ));
        for id in [
            "web.nodes_required",
            "web.nodes_min",
            "web.bill",
            "resource.web_nodes.needed.0",
        ] {
            let missing = planned.get(id).unwrap_err();
            assert!(missing.0.starts_with(why), "{query}: {id}: {}", missing.0);
        }
        let findings = review(&scenario, &planned);
        let said = findings.iter().filter(|it| {
            it.severity == Severity::Error
                && ["pod_larger_than_node", "no_room_on_node"].contains(&it.rule)
        });
        assert_eq!(said.count(), 1, "{query}: {findings:?}");
    }
}
