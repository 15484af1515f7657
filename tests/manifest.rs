//! Would Kubernetes take the manifest, and does it say what the plan says?
//!
//! It is read back by a parser of YAML that is not ours, and held to what Kubernetes,
//! eksctl and Karpenter publish (`tests/schemas`): an unknown field, a missing one or a
//! value of another kind is an error.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "golden/random.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod random;
#[path = "manifest/schema.rs"]
mod schema;

use headroom::engine::plan;
use headroom::quantity::date::Date;
use headroom::review::review;
use headroom::scenario::preset::preset;
use headroom::scenario::{Domain, NodeType, Scenario, Value, fields};
use headroom::share::decode;
use headroom::workloads::operations::manifest::manifest;
use headroom::workloads::operations::nodes::nodes;
use headroom::workloads::operations::prometheus::rules;
use proptest::prelude::*;
use yaml_rust2::{Yaml, YamlLoader};

/// How many random scenarios are written out.
const SEEDS: u64 = 60;

/// Schemas with the kinds that they are of, and the definition of each.
const KINDS: [(&str, &str, &str); 4] = [
    (
        KUBERNETES,
        "HorizontalPodAutoscaler",
        "io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler",
    ),
    (KUBERNETES, "Deployment", "io.k8s.api.apps.v1.Deployment"),
    (NODES, "ClusterConfig", "ClusterConfig"),
    (NODES, "NodePool", "NodePool"),
];
const KUBERNETES: &str = include_str!("schemas/kubernetes-1.37.json");
const NODES: &str = include_str!("schemas/nodes.json");

/// What is wrong with a document.
fn faults(document: &Yaml) -> Vec<String> {
    let kind = document["kind"].as_str().unwrap_or("?");
    let Some((schemas, _, name)) = KINDS.iter().find(|(_, known, _)| *known == kind) else {
        return vec![format!("{kind} is no kind")];
    };
    let root: serde_json::Value = serde_json::from_str(schemas).unwrap();
    let schema = root.pointer(&format!("/$defs/{name}")).unwrap();
    let mut found = schema::faults(&root, schema, &schema::json(document), kind);
    // What the servers check beyond their schemas.
    for field in ["apiVersion", "kind", "metadata"] {
        if document[field].is_badvalue() {
            found.push(format!("{kind}.{field} is missing"));
        }
    }
    if kind == "HorizontalPodAutoscaler" {
        found.extend(beyond(&document["spec"]));
    }
    if !document["metadata"]["name"].as_str().is_some_and(is_name) {
        found.push(format!("{kind} has no name"));
    }
    found
}

/// What Kubernetes refuses of an autoscaler whose fields are all known.
fn beyond(spec: &Yaml) -> Vec<String> {
    let within = |value: &Yaml, least: i64, most: i64| {
        let is_within = value
            .as_i64()
            .is_some_and(|it| (least..=most).contains(&it));
        (!is_within).then(|| format!("{value:?} is not from {least} to {most}"))
    };
    let most = i64::from(i32::MAX);
    let mut found = Vec::new();
    found.extend(within(&spec["maxReplicas"], 1, most));
    found.extend(within(
        &spec["minReplicas"],
        1,
        spec["maxReplicas"].as_i64().unwrap_or(0),
    ));
    for metric in spec["metrics"].as_vec().unwrap() {
        match metric["type"].as_str() {
            Some("Resource") => {
                let target = &metric["resource"]["target"];
                assert_eq!(target["type"].as_str(), Some("Utilization"));
                found.extend(within(&target["averageUtilization"], 1, most));
            }
            // So many thousandths for each replica.
            Some("External") => {
                let target = &metric["external"]["target"];
                assert_eq!(target["type"].as_str(), Some("AverageValue"));
                let each = target["averageValue"].as_str().unwrap();
                let each = each.strip_suffix('m').unwrap();
                assert!(each.parse::<u64>().is_ok_and(|it| it > 0), "{each}");
            }
            other => found.push(format!("{other:?} is another metric than a plan writes")),
        }
    }
    for way in ["scaleUp", "scaleDown"] {
        let rules = &spec["behavior"][way];
        found.extend(within(&rules["stabilizationWindowSeconds"], 0, 3600));
        for policy in rules["policies"].as_vec().unwrap() {
            found.extend(within(&policy["value"], 1, most));
            found.extend(within(&policy["periodSeconds"], 1, 1800));
            if policy["type"].as_str() != Some("Percent") {
                found.push("another policy than a plan writes".to_owned());
            }
        }
    }
    found
}

/// A name: small letters, digits and dashes.
fn is_name(text: &str) -> bool {
    let inside = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    text.len() <= 63
        && text.starts_with(inside)
        && text.ends_with(inside)
        && text.chars().all(|letter| inside(letter) || letter == '-')
}

fn documents(text: &str) -> Vec<Yaml> {
    YamlLoader::load_from_str(text).unwrap()
}

fn check(text: &str) -> Vec<Yaml> {
    let documents = documents(text);
    for document in &documents {
        assert_eq!(faults(document), Vec::<String>::new(), "{text}");
    }
    documents
}

fn saas() -> Scenario {
    preset("saas-1").unwrap().scenario()
}

fn made(scenario: &Scenario) -> String {
    manifest(scenario, &plan(scenario)).unwrap()
}

/// Values of the capacity guide, read back.
#[test]
fn the_autoscaler_of_the_capacity_guide() {
    let text = made(&saas());
    let documents = check(&text);
    let spec = &documents[0]["spec"];
    assert_eq!(spec["minReplicas"].as_i64(), Some(3));
    assert_eq!(spec["maxReplicas"].as_i64(), Some(50));
    for (at, name, target) in [(0, "cpu", 70), (1, "memory", 80)] {
        let resource = &spec["metrics"][at]["resource"];
        assert_eq!(spec["metrics"][at]["type"].as_str(), Some("Resource"));
        assert_eq!(resource["name"].as_str(), Some(name));
        assert_eq!(resource["target"]["type"].as_str(), Some("Utilization"));
        assert_eq!(
            resource["target"]["averageUtilization"].as_i64(),
            Some(target)
        );
    }
    for (way, window, percent) in [("scaleUp", 0, 100), ("scaleDown", 300, 10)] {
        let rules = &spec["behavior"][way];
        assert_eq!(rules["stabilizationWindowSeconds"].as_i64(), Some(window));
        let policy = &rules["policies"][0];
        assert_eq!(policy["type"].as_str(), Some("Percent"));
        assert_eq!(policy["value"].as_i64(), Some(percent));
        assert_eq!(policy["periodSeconds"].as_i64(), Some(60));
    }
    // Nothing says how large its pods are.
    assert_eq!(documents.len(), 1);
}

/// A scenario that a link states.
fn linked(link: &str) -> Scenario {
    let opened = decode(link).unwrap();
    assert_eq!(opened.not_understood, [], "{link}");
    opened.scenario
}

/// The fewest and the most of the autoscaler that is called so.
fn replicas(documents: &[Yaml], name: &str) -> [i64; 2] {
    let is_so = |it: &&Yaml| {
        it["kind"].as_str() == Some("HorizontalPodAutoscaler")
            && it["metadata"]["name"].as_str() == Some(name)
    };
    let spec = &documents.iter().find(is_so).unwrap()["spec"];
    assert_eq!(spec["scaleTargetRef"]["name"].as_str(), Some(name));
    ["minReplicas", "maxReplicas"].map(|field| spec[field].as_i64().unwrap())
}

/// Request and limit of the Deployment that is called so.
fn resources(documents: &[Yaml], name: &str) -> [String; 4] {
    let is_so = |it: &&Yaml| {
        it["kind"].as_str() == Some("Deployment") && it["metadata"]["name"].as_str() == Some(name)
    };
    let spec = &documents.iter().find(is_so).unwrap()["spec"];
    let labels = &spec["template"]["metadata"]["labels"];
    assert_eq!(labels, &spec["selector"]["matchLabels"]);
    let containers = spec["template"]["spec"]["containers"].as_vec().unwrap();
    assert!(containers.len() == 1 && spec["replicas"].is_badvalue());
    let of = |what: &str, of: &str| {
        let amount = containers[0]["resources"][what][of].as_str();
        amount.unwrap().to_owned()
    };
    [
        of("requests", "cpu"),
        of("limits", "cpu"),
        of("requests", "memory"),
        of("limits", "memory"),
    ]
}

/// 1,000 users, 100 to a backend pod and 30 % spare are 13, up to three times that; 500
/// to a frontend pod and 20 % spare are 3, up to twice that. The medium class: 0.5 to 1
/// core and 512 to 1,024 MiB; 0.2 to 0.4 and 256 to 512.
#[test]
fn a_web_stack_says_how_many_pods_there_are_and_how_large() {
    let documents = check(&made(&linked("#?preset=chat-1")));
    assert_eq!(documents.len(), 4);
    assert_eq!(replicas(&documents, "app-backend"), [13, 39]);
    assert_eq!(replicas(&documents, "app-frontend"), [3, 6]);
    assert_eq!(
        resources(&documents, "app-backend"),
        ["500m", "1000m", "512Mi", "1024Mi"]
    );
    assert_eq!(
        resources(&documents, "app-frontend"),
        ["200m", "400m", "256Mi", "512Mi"]
    );
    // What is stated counts, and the fleet of another platform does not.
    let stated = "#?preset=saas-1&web=on&concurrent_users=1000&name=Our%20shop\
        &web.backend_pods_have=20&web.backend_cpu_request=0.75";
    let documents = check(&made(&linked(stated)));
    assert_eq!(documents.len(), 4);
    assert_eq!(replicas(&documents, "our-shop-backend"), [13, 20]);
    assert_eq!(
        resources(&documents, "our-shop-backend")[..2],
        ["750m", "1000m"]
    );
}

/// Ours: 5 pods of 500 customers now, and 5 * (1.15 ^ 24) ^ 0.8 = 73.2 in two years,
/// which is 86.1 where 85 % may be used.
#[test]
fn without_a_web_stack_the_need_of_the_months_says_how_many() {
    let empty = linked("#?preset=saas-1&fleet.replicas_min=auto&fleet.replicas_max=auto");
    assert_eq!(replicas(&check(&made(&empty)), "app"), [5, 87]);
    let is_at_most = |scenario: &Scenario| {
        let findings = review(scenario, &plan(scenario));
        let mut of_rule = findings
            .into_iter()
            .filter(|it| it.rule == "autoscaler_at_most");
        of_rule.next()
    };
    assert_eq!(is_at_most(&empty), None);
    // Stated, it stays: a finding says from which month on that is too little.
    let finding = is_at_most(&saas()).unwrap();
    assert!(
        finding
            .sentence
            .contains("in month 21, and no more than 50 may start"),
        "{}",
        finding.sentence
    );
    let mended = finding.fix.unwrap().applied(&saas()).unwrap();
    assert_eq!(is_at_most(&mended), None);
    let [least, most] = replicas(&check(&made(&mended)), "app");
    assert_eq!([least, most], [3, 87]);
}

#[test]
fn pods_are_as_large_as_stated() {
    let stated = "#?preset=saas-1&fleet.pod_cpu_request=0.25&fleet.pod_memory_request=300";
    let documents = check(&made(&linked(stated)));
    assert_eq!(documents.len(), 2);
    assert_eq!(
        resources(&documents, "app"),
        ["250m", "500m", "300Mi", "600Mi"]
    );
}

#[test]
fn the_need_of_a_growing_web_stack_is_held_against_its_most() {
    let scenario = linked("#?preset=chat-1&growth=10%");
    let findings = review(&scenario, &plan(&scenario));
    let of_rule: Vec<_> = findings
        .iter()
        .filter(|it| it.rule == "autoscaler_at_most")
        .collect();
    let sentences: Vec<&str> = of_rule.iter().map(|it| it.sentence.as_str()).collect();
    // 13 * 1.1 ^ 12 = 40.8; ceil(1.1 ^ m * 2.4) is 7 from 1.1 ^ 10 = 2.59 times on.
    assert!(
        sentences[0].starts_with("41 backend pods are needed in month 12, and no more than 39"),
        "{sentences:?}"
    );
    assert!(
        sentences[1].starts_with("7 frontend pods are needed in month 10, and no more than 6"),
        "{sentences:?}"
    );
    assert_eq!(sentences.len(), 3);
    for finding in of_rule {
        let mended = finding.fix.as_ref().unwrap().applied(&scenario).unwrap();
        let left = review(&mended, &plan(&mended));
        assert!(
            left.iter()
                .all(|it| it.evidence != finding.evidence || it.rule != finding.rule)
        );
    }
}

/// 6 to 12 of the medium class' t3.large, with 2 cores and 8 GiB each.
#[test]
fn nodes_are_told_to_eksctl_and_to_karpenter() {
    let told = |scenario: &Scenario| nodes(scenario, &plan(scenario));
    let documents = check(&told(&linked("#?preset=chat-1")).unwrap());
    assert_eq!(documents.len(), 2);
    let group = &documents[0]["managedNodeGroups"][0];
    assert_eq!(group["instanceType"].as_str(), Some("t3.large"));
    let counts = ["minSize", "maxSize", "desiredCapacity", "volumeSize"];
    assert_eq!(
        counts.map(|field| group[field].as_i64()),
        [6, 12, 6, 50].map(Some)
    );
    let pool = &documents[1]["spec"];
    assert_eq!(pool["limits"]["cpu"].as_str(), Some("24"));
    assert_eq!(pool["limits"]["memory"].as_str(), Some("96Gi"));
    let requirements = &pool["template"]["spec"]["requirements"];
    assert_eq!(requirements[0]["values"][0].as_str(), Some("t3.large"));
    assert_eq!(requirements[1]["values"].as_vec().unwrap().len(), 1);
    let both = linked("#?preset=chat-1&inference=on&web.spot_share=0.5&inference.gpus_most=12");
    let documents = check(&told(&both).unwrap());
    assert_eq!(
        documents[2]["spec"]["limits"]["nvidia.com/gpu"].as_str(),
        Some("12")
    );
    let requirements = &documents[1]["spec"]["template"]["spec"]["requirements"];
    assert_eq!(requirements[1]["values"].as_vec().unwrap().len(), 2);
    for (node, word) in [("D4s_v5", "AWS"), (NodeType::CUSTOM.id(), "AWS")] {
        let other = linked(&format!(
            "#?preset=chat-1&web.node_type={node}&web.node_vcpu=4&web.node_memory=16"
        ));
        assert!(told(&other).unwrap_err().0.contains(word), "{node}");
    }
    assert!(told(&saas()).unwrap_err().0.contains("no nodes"));
}

#[test]
fn names_are_such_as_kubernetes_takes() {
    for (name, expected) in [
        ("", "app"),
        ("Our platform, 2027!", "our-platform-2027"),
        ("2027", "2027"),
        ("No", "no"),
        ("日本", "row"),
        (
            "a name that is longer than a key",
            "a-name-that-is-longer-th",
        ),
        ("---\nkind: Secret", "kind-secret"),
    ] {
        let mut scenario = saas();
        name.clone_into(&mut scenario.name);
        scenario.pools[3].name = "x\u{2028}kind: Secret\u{85}y: [\"".to_owned();
        let documents = check(&made(&scenario));
        assert_eq!(documents.len(), 1, "{name}");
        assert_eq!(documents[0]["metadata"]["name"].as_str(), Some(expected));
        assert_eq!(
            documents[0]["spec"]["scaleTargetRef"]["name"].as_str(),
            Some(expected)
        );
    }
}

#[test]
fn what_kubernetes_refuses_is_not_written() {
    let mut scenario = saas();
    scenario.fleet.replicas_min = Some(51.0);
    let planned = plan(&scenario);
    assert!(
        manifest(&scenario, &planned)
            .unwrap_err()
            .0
            .contains("refuses")
    );
    let refused = |scenario: &Scenario| manifest(scenario, &plan(scenario)).unwrap_err().0;
    assert!(refused(&linked("#?preset=coach-1")).contains("no fleet"));
    // Without pools nothing says how many there are, unless it is stated.
    let mut none = saas();
    none.pools.clear();
    assert_eq!(check(&made(&none)).len(), 1);
    none.fleet.replicas_max = None;
    assert!(refused(&none).contains("how many replicas"));
}

/// The check itself refuses what Kubernetes would.
#[test]
fn a_wrong_manifest_is_caught() {
    let chat = linked("#?preset=chat-1");
    let right = made(&chat) + "---\n" + &nodes(&chat, &plan(&chat)).unwrap();
    for (from, to) in [
        ("minReplicas: 13", "minReplicas: 13.5"),
        ("minReplicas: 13", "minimumReplicas: 13"),
        ("  maxReplicas: 39\n", ""),
        ("averageUtilization: 70", "averageUtilization: 70%"),
        ("autoscaling/v2", "autoscaling/v2beta2"),
        ("type: Percent", "type: Percentage"),
        ("periodSeconds: 60", "periodSeconds: 1801"),
        (
            "stabilizationWindowSeconds: 300",
            "stabilizationWindowSeconds: 3601",
        ),
        (
            "  selector:\n    matchLabels:\n      app: app-backend\n",
            "",
        ),
        ("            requests:", "            request:"),
        ("  region: us-east-1\n", ""),
        ("maxSize: 12", "maxSize: twelve"),
        ("maxSize", "maximumSize"),
        ("operator: In", "operator: Is"),
        ("memory: 96Gi", "memory: 96 GiB"),
        ("      nodeClassRef:", "      nodeClass:"),
    ] {
        let wrong = right.replacen(from, to, 1);
        assert_ne!(wrong, right, "{from}");
        let caught = documents(&wrong)
            .iter()
            .any(|document| !faults(document).is_empty());
        assert!(caught, "{to}");
    }
}

/// Whatever is stated, what is written is taken, and rules are one document of YAML.
#[test]
fn any_scenario_gives_what_is_taken() {
    let day = Date::new(2026, 11, 28).unwrap();
    let mut written = [0; 3];
    for seed in 1..=SEEDS {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let scenario = random::scenario(&mut || {
            // SplitMix64.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        });
        let planned = plan(&scenario);
        let texts = [
            manifest(&scenario, &planned).ok(),
            nodes(&scenario, &planned).ok(),
            rules(&scenario, &planned, day),
        ];
        for (at, text) in texts.iter().enumerate() {
            let Some(text) = text else { continue };
            written[at] += 1;
            if at < 2 {
                check(text);
            } else {
                assert_eq!(documents(text).len(), 1, "seed {seed}");
                let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
                assert!(words.all(|word| !["NaN", "inf"].contains(&word)), "{text}");
            }
        }
    }
    assert!(written.iter().all(|count| *count > 10), "{written:?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whatever the settings, Kubernetes takes what is written.
    #[test]
    fn any_settings_give_what_kubernetes_takes(shares in proptest::collection::vec(0.0_f64..=1.0, 20)) {
        let mut scenario = saas();
        let fields = fields::fields().filter(|field| field.id.starts_with("fleet."));
        for (field, share) in fields.zip(&shares) {
            if let Domain::Number { least, most, .. } = field.domain {
                let number = least + (most - least) * share * share * share;
                field.put(&mut scenario, Value::Number(field.taken(number))).unwrap();
            }
        }
        if let Ok(text) = manifest(&scenario, &plan(&scenario)) {
            let documents = check(&text);
            let spec = &documents[0]["spec"];
            prop_assert!(spec["minReplicas"].as_i64() <= spec["maxReplicas"].as_i64());
        }
    }
}
