//! Would Kubernetes take the manifest, and does it say what the plan says?
//!
//! It is read back by a parser of YAML that is not ours, and held to the fields
//! that Kubernetes publishes of `autoscaling/v2` (API reference of 1.33): an
//! unknown field, a missing one or a value of another kind is an error.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine::plan;
use headroom::scenario::preset::preset;
use headroom::scenario::web::Switch;
use headroom::scenario::{Domain, Scenario, Value, fields};
use headroom::workloads::pools::manifest::manifest;
use proptest::prelude::*;
use yaml_rust2::{Yaml, YamlLoader};

/// What a field may hold.
#[derive(Clone, Copy)]
enum Kind {
    /// Exactly this word.
    Is(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A name: small letters, digits and dashes.
    Name,
    /// A whole number from one to the other.
    Whole(i64, i64),
    /// An amount such as `500m` or `512Mi`.
    Quantity,
    /// An object of this type.
    Object(&'static str),
    /// A list of objects of this type.
    List(&'static str),
}

use Kind::{Is, List, Name, Object, OneOf, Quantity, Whole};

/// A field of a type: its name, what it may hold, whether it must be there.
type FieldOf = (&'static str, Kind, bool);

const INT32: i64 = 2_147_483_647;

/// Types with their fields: name, what it may hold, whether it must be there.
/// Fields that a plan never writes are listed as Kubernetes has them.
const TYPES: &[(&str, &[FieldOf])] = &[
    (
        "HorizontalPodAutoscaler",
        &[
            ("apiVersion", Is("autoscaling/v2"), true),
            ("kind", Is("HorizontalPodAutoscaler"), true),
            ("metadata", Object("ObjectMeta"), true),
            ("spec", Object("HorizontalPodAutoscalerSpec"), true),
        ],
    ),
    (
        "ObjectMeta",
        &[("name", Name, true), ("namespace", Name, false)],
    ),
    (
        "HorizontalPodAutoscalerSpec",
        &[
            (
                "scaleTargetRef",
                Object("CrossVersionObjectReference"),
                true,
            ),
            ("minReplicas", Whole(1, INT32), false),
            ("maxReplicas", Whole(1, INT32), true),
            ("metrics", List("MetricSpec"), false),
            ("behavior", Object("HorizontalPodAutoscalerBehavior"), false),
        ],
    ),
    (
        "CrossVersionObjectReference",
        &[
            ("apiVersion", Is("apps/v1"), false),
            ("kind", Is("Deployment"), true),
            ("name", Name, true),
        ],
    ),
    (
        "MetricSpec",
        &[
            (
                "type",
                OneOf(&[
                    "Resource",
                    "ContainerResource",
                    "External",
                    "Object",
                    "Pods",
                ]),
                true,
            ),
            ("resource", Object("ResourceMetricSource"), false),
        ],
    ),
    (
        "ResourceMetricSource",
        &[
            ("name", OneOf(&["cpu", "memory"]), true),
            ("target", Object("MetricTarget"), true),
        ],
    ),
    (
        "MetricTarget",
        &[
            (
                "type",
                OneOf(&["Utilization", "Value", "AverageValue"]),
                true,
            ),
            ("averageUtilization", Whole(1, INT32), false),
            ("averageValue", Quantity, false),
            ("value", Quantity, false),
        ],
    ),
    (
        "HorizontalPodAutoscalerBehavior",
        &[
            ("scaleUp", Object("HPAScalingRules"), false),
            ("scaleDown", Object("HPAScalingRules"), false),
        ],
    ),
    (
        "HPAScalingRules",
        &[
            ("policies", List("HPAScalingPolicy"), false),
            ("selectPolicy", OneOf(&["Max", "Min", "Disabled"]), false),
            ("stabilizationWindowSeconds", Whole(0, 3600), false),
            ("tolerance", Quantity, false),
        ],
    ),
    (
        "HPAScalingPolicy",
        &[
            ("type", OneOf(&["Pods", "Percent"]), true),
            ("value", Whole(1, INT32), true),
            ("periodSeconds", Whole(1, 1800), true),
        ],
    ),
    (
        "Deployment",
        &[
            ("apiVersion", Is("apps/v1"), true),
            ("kind", Is("Deployment"), true),
            ("metadata", Object("ObjectMeta"), true),
            ("spec", Object("DeploymentSpec"), true),
        ],
    ),
    // Applied to a Deployment that is there: what is not named stays.
    (
        "DeploymentSpec",
        &[("template", Object("PodTemplateSpec"), true)],
    ),
    ("PodTemplateSpec", &[("spec", Object("PodSpec"), true)]),
    ("PodSpec", &[("containers", List("Container"), true)]),
    (
        "Container",
        &[
            ("name", Name, true),
            ("resources", Object("ResourceRequirements"), true),
        ],
    ),
    (
        "ResourceRequirements",
        &[
            ("requests", Object("ResourceList"), true),
            ("limits", Object("ResourceList"), true),
        ],
    ),
    (
        "ResourceList",
        &[("cpu", Quantity, false), ("memory", Quantity, false)],
    ),
];

/// What is wrong with an object of a type.
fn faults(object: &Yaml, kind: &str, at: &str) -> Vec<String> {
    let Some(fields) = object.as_hash() else {
        return vec![format!("{at} is no {kind}")];
    };
    let (_, known) = TYPES.iter().find(|(name, _)| *name == kind).unwrap();
    let mut faults = Vec::new();
    for (key, value) in fields {
        let key = key.as_str().unwrap_or("?");
        let here = format!("{at}.{key}");
        match known.iter().find(|(name, ..)| *name == key) {
            None => faults.push(format!("{here} is unknown")),
            Some((_, kind, _)) => faults.extend(fault(value, *kind, &here)),
        }
    }
    for (name, _, required) in *known {
        if *required && object[*name].is_badvalue() {
            faults.push(format!("{at}.{name} is missing"));
        }
    }
    faults
}

fn fault(value: &Yaml, kind: Kind, at: &str) -> Vec<String> {
    let says = |fine: bool| {
        if fine {
            Vec::new()
        } else {
            vec![format!("{at} is {value:?}")]
        }
    };
    let text = value.as_str();
    match kind {
        Is(word) => says(text == Some(word)),
        OneOf(words) => says(text.is_some_and(|text| words.contains(&text))),
        Name => says(text.is_some_and(|text| {
            let inside = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
            text.len() <= 63
                && text.starts_with(inside)
                && text.ends_with(inside)
                && text.chars().all(|letter| inside(letter) || letter == '-')
        })),
        Whole(least, most) => says(
            value
                .as_i64()
                .is_some_and(|it| (least..=most).contains(&it)),
        ),
        Quantity => says(text.is_some_and(|text| {
            let digits = text.trim_end_matches("Mi").trim_end_matches('m');
            digits.parse::<u64>().is_ok_and(|number| number > 0)
        })),
        Object(kind) => faults(value, kind, at),
        List(kind) => match value.as_vec() {
            Some(items) if !items.is_empty() => items
                .iter()
                .flat_map(|item| faults(item, kind, at))
                .collect(),
            _ => says(false),
        },
    }
}

fn documents(text: &str) -> Vec<Yaml> {
    YamlLoader::load_from_str(text).unwrap()
}

fn check(text: &str) -> Vec<Yaml> {
    let documents = documents(text);
    for document in &documents {
        let kind = document["kind"].as_str().unwrap();
        assert_eq!(faults(document, kind, kind), Vec::<String>::new(), "{text}");
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
    // 32 cores and 128 GB over 5 pods, and twice that.
    let container = &documents[1]["spec"]["template"]["spec"]["containers"][0];
    let resources = &container["resources"];
    assert_eq!(resources["requests"]["cpu"].as_str(), Some("6400m"));
    assert_eq!(resources["limits"]["cpu"].as_str(), Some("12800m"));
    assert_eq!(resources["requests"]["memory"].as_str(), Some("26215Mi"));
    assert_eq!(resources["limits"]["memory"].as_str(), Some("52429Mi"));
    assert!(text.contains("# - GPU nodes: 3 nodes now, "), "{text}");
    assert_eq!(documents.len(), 2);
}

#[test]
fn a_web_stack_says_what_its_pods_request() {
    let mut scenario = saas();
    scenario.web.workload = Switch::On;
    let text = made(&scenario);
    let documents = check(&text);
    let planned = plan(&scenario);
    let cores = planned.figure("web.backend_cpu_request").unwrap().value;
    let requests =
        &documents[1]["spec"]["template"]["spec"]["containers"][0]["resources"]["requests"];
    assert_eq!(
        requests["cpu"].as_str(),
        Some(format!("{}m", cores * 1000.0).as_str())
    );
    assert!(text.contains("# - group of t3."), "{text}");
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
        assert_eq!(documents.len(), 2, "{name}");
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
    scenario.fleet.replicas_min = 51.0;
    let planned = plan(&scenario);
    assert!(
        manifest(&scenario, &planned)
            .unwrap_err()
            .0
            .contains("refuses")
    );
    let chat = Scenario::default();
    assert!(
        manifest(&chat, &plan(&chat))
            .unwrap_err()
            .0
            .contains("no fleet")
    );
    // Without pools nothing says what a pod requests.
    let mut none = saas();
    none.pools.clear();
    assert_eq!(check(&made(&none)).len(), 1);
}

/// The check itself refuses what Kubernetes would.
#[test]
fn a_wrong_manifest_is_caught() {
    let right = made(&saas());
    for (from, to) in [
        ("minReplicas: 3", "minReplicas: 3.5"),
        ("minReplicas: 3", "minimumReplicas: 3"),
        ("  maxReplicas: 50\n", ""),
        ("averageUtilization: 70", "averageUtilization: 70%"),
        ("autoscaling/v2", "autoscaling/v2beta2"),
        ("type: Percent", "type: Percentage"),
        ("periodSeconds: 60", "periodSeconds: 1801"),
        (
            "stabilizationWindowSeconds: 300",
            "stabilizationWindowSeconds: 3601",
        ),
        ("6400m", "6.4 cores"),
    ] {
        let wrong = right.replacen(from, to, 1);
        assert_ne!(wrong, right, "{from}");
        let caught = documents(&wrong).iter().any(|document| {
            let kind = document["kind"].as_str().unwrap();
            !faults(document, kind, kind).is_empty()
        });
        assert!(caught, "{to}");
    }
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
                field.put(&mut scenario, Value::Number(number)).unwrap();
            }
        }
        if let Ok(text) = manifest(&scenario, &plan(&scenario)) {
            let documents = check(&text);
            let spec = &documents[0]["spec"];
            prop_assert!(spec["minReplicas"].as_i64() <= spec["maxReplicas"].as_i64());
        }
    }
}
