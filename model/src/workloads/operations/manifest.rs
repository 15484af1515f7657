//! What does Kubernetes need to be told? An autoscaler (`autoscaling/v2`) for each
//! Deployment, and what each of its pods requests and may use where that is known.
//!
//! Where there is a web stack it says how few and how many pods there are, and how large
//! they are: backend and frontend each have their own. Elsewhere the fleet says.
//!
//! Kubernetes takes whole numbers: counts and seconds are rounded up, shares to
//! whole percent, cores to thousandths and memory to MiB.

use super::inputs::Measure;
use super::metrics::Metrics;
use super::yaml::{Yaml, scalar};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::round_up;
use crate::report::CodeOf;
use crate::scenario::{Fleet, RowKey, Scenario};
use crate::sheet::Cell;
use crate::workloads::spikes::Spikes;
use crate::workloads::spikes::autoscaler::behavior::By;
use crate::workloads::spikes::autoscaler::percent;
use crate::workloads::spikes::inputs::{GoesBy, Looked};
use crate::workloads::spikes::plan::behavior as how_fast;

/// The name of the download.
const FILE: &str = "headroom-hpa.yaml";

/// The manifest as a part of the document.
pub static MANIFEST: CodeOf = CodeOf {
    language: "yaml",
    title: "The manifest for Kubernetes",
    noun: "the manifest",
    file: FILE,
    write: |scenario, plan, _: Date| manifest(scenario, plan),
};

/// Why there is no manifest.
pub const NO_PODS: Missing = Missing(
    "There is no web stack and no fleet in this scenario, so there is nothing to tell Kubernetes.",
);
const OUT_OF_ORDER: Missing = Missing(
    "The fewest replicas are more than the most, which Kubernetes refuses. Correct one of them.",
);
const TOO_MANY: Missing = Missing(
    "These are more pods than Kubernetes can count, 2,147,483,647. Correct the demand or the pods.",
);
/// The largest number of pods that Kubernetes takes, of 32 bits.
const MOST: f64 = 2_147_483_647.0;

/// Pods of one kind, as an autoscaler and a Deployment know them.
pub(super) struct Pods {
    pub(super) name: String,
    /// The fewest and the most.
    pub(super) replicas: [f64; 2],
    /// What the autoscaler goes by in place of CPU and memory, where that is stated.
    pub(super) by: Option<Load>,
    /// Cores that each requests and may use.
    cpu: [Option<f64>; 2],
    /// MiB that each requests and may use.
    memory: [Option<f64>; 2],
}

/// The manifest of a plan.
///
/// # Errors
/// Says why there is none that Kubernetes would take.
pub fn manifest(scenario: &Scenario, plan: &Plan) -> Result<String, Missing> {
    let all = pods(scenario, plan)?;
    if all.iter().any(|pods| pods.replicas[0] > pods.replicas[1]) {
        return Err(OUT_OF_ORDER);
    }
    if all.iter().any(|pods| pods.replicas[1] > MOST) {
        return Err(TOO_MANY);
    }
    let is_sized = |pods: &Pods| resources(pods).iter().any(|(_, known)| known.is_some());
    let mut yaml = Yaml::default();
    yaml.comment(&["Autoscaling as planned by Headroom:"]);
    yaml.comment(&["kubectl apply --server-side -f ", FILE]);
    yaml.comment(&["Use is measured as a share of what pods request, so every container must request CPU and memory."]);
    if all.iter().any(is_sized) {
        for line in [
            "The Deployments have no image and no number of replicas: they say what the pods",
            "of Deployments that are there request. Names and labels must be theirs; where",
            "there is none, Kubernetes refuses.",
        ] {
            yaml.comment(&[line]);
        }
    }
    for by in all.iter().filter_map(|pods| pods.by.as_ref()) {
        yaml.comment(&[
            "The metric ",
            &by.name,
            " is to be offered, as by the Prometheus adapter, as",
        ]);
        yaml.comment(&[&by.query]);
    }
    for pods in &all {
        autoscaler(&mut yaml, &scenario.fleet, pods);
        if is_sized(pods) {
            deployment(&mut yaml, pods);
        }
    }
    Ok(yaml.text)
}

/// What Kubernetes may call the application: the scenario's name in small letters,
/// digits and dashes.
pub(super) fn name(scenario: &Scenario) -> String {
    if scenario.name.trim().is_empty() {
        return "app".to_owned();
    }
    RowKey::of_name(&scenario.name).text().replace('_', "-")
}

pub(super) fn pods(scenario: &Scenario, plan: &Plan) -> Result<Vec<Pods>, Missing> {
    let name = name(scenario);
    let by = |looked: Looked| {
        let spikes = plan.spikes.as_ref();
        let spikes = spikes.filter(|it| it.replicas.looked == looked)?;
        Load::of(scenario, spikes)
    };
    if let Some(web) = &plan.web {
        let reach = web.reach.as_ref();
        let most = |stated: Option<Cell>, sized: Cell| stated.unwrap_or(sized).number();
        let backend = most(reach.map(|it| it.backend.most), web.pods.backend_most)?;
        let frontend = most(reach.map(|it| it.frontend.most), web.pods.frontend_most)?;
        let of = |kind: &str, fewest: Cell, most: f64| -> Result<Pods, Missing> {
            let each = |what: &str| plan.number(&["web.", kind, what].concat());
            Ok(Pods {
                name: [&name, "-", kind].concat(),
                replicas: [fewest.number()?, most].map(round_up),
                by: (kind == "backend").then(|| by(Looked::Backend)).flatten(),
                cpu: ["_cpu_request", "_cpu_limit"].map(each),
                memory: ["_memory_request", "_memory_limit"].map(each),
            })
        };
        return Ok(vec![
            of("backend", web.pods.backend, backend)?,
            of("frontend", web.pods.frontend, frontend)?,
        ]);
    }
    if plan.pools.is_none() {
        return Err(NO_PODS);
    }
    let figure = |id: &str| Ok(round_up(plan.get(id)?.value));
    let each = |id: &str| plan.number(id);
    Ok(vec![Pods {
        name,
        replicas: [figure("fleet.replicas_min")?, figure("fleet.replicas_max")?],
        by: by(Looked::Pods),
        cpu: ["fleet.pod_cpu_request", "fleet.pod_cpu_limit"].map(each),
        memory: ["fleet.pod_memory_request", "fleet.pod_memory_limit"].map(each),
    }])
}

/// An object of Kubernetes with its name.
pub(super) fn object(yaml: &mut Yaml, version: &str, kind: &str, name: &str) {
    yaml.document();
    yaml.pairs(0, &[("apiVersion", version), ("kind", kind)]);
    yaml.key(0, "metadata");
    yaml.pair(1, "name", &scalar(name));
    yaml.key(0, "spec");
}

fn autoscaler(yaml: &mut Yaml, fleet: &Fleet, pods: &Pods) {
    object(
        yaml,
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        &pods.name,
    );
    yaml.key(1, "scaleTargetRef");
    let name = scalar(&pods.name);
    let target = [
        ("apiVersion", "apps/v1"),
        ("kind", "Deployment"),
        ("name", &*name),
    ];
    yaml.pairs(2, &target);
    let [least, most] = pods.replicas.map(|count| exact(count.max(1.0)));
    yaml.pairs(1, &[("minReplicas", &least), ("maxReplicas", &most)]);
    yaml.key(1, "metrics");
    match &pods.by {
        Some(load) => load.metric(yaml),
        None => resources_used(yaml, fleet),
    }
    behavior(yaml, 1, fleet);
}

/// Use of CPU and of memory, as shares of what pods request.
fn resources_used(yaml: &mut Yaml, fleet: &Fleet) {
    for (metric, target) in [("cpu", fleet.cpu_target), ("memory", fleet.memory_target)] {
        yaml.pair(2, "- type", "Resource");
        yaml.key(3, "resource");
        yaml.pair(4, "name", metric);
        yaml.key(4, "target");
        let target = share(target);
        yaml.pairs(
            5,
            &[("type", "Utilization"), ("averageUtilization", &target)],
        );
    }
}

/// How fast replicas may change, at this depth.
pub(super) fn behavior(yaml: &mut Yaml, depth: usize, fleet: &Fleet) {
    let behavior = how_fast(fleet);
    yaml.key(depth, "behavior");
    for (way, rules) in [("scaleUp", behavior.up), ("scaleDown", behavior.down)] {
        yaml.key(depth + 1, way);
        yaml.pair(
            depth + 2,
            "stabilizationWindowSeconds",
            &exact(rules.window),
        );
        yaml.key(depth + 2, "policies");
        for policy in rules.policies {
            let (kind, value) = match policy.by {
                By::Percent(percent) => ("Percent", percent),
                By::Pods(pods) => ("Pods", pods),
            };
            yaml.pair(depth + 3, "- type", kind);
            let (value, period) = (exact(value), exact(policy.period));
            yaml.pairs(depth + 4, &[("value", &value), ("periodSeconds", &period)]);
        }
    }
}

/// A share in whole percent, as Kubernetes takes it.
pub(super) fn share(value: f64) -> String {
    exact(percent(value).max(1.0))
}

/// A load that an autoscaler goes by: a metric, and how much of it a replica should have.
pub(super) struct Load {
    pub(super) name: String,
    /// What Prometheus is asked for.
    pub(super) query: String,
    /// For each replica, in thousandths.
    pub(super) each: f64,
}

impl Load {
    /// What is stated of the pool that spikes are looked at for; none where it goes by CPU, or
    /// by nothing.
    pub(super) fn of(scenario: &Scenario, spikes: &Spikes) -> Option<Self> {
        let metrics = Metrics::new(scenario);
        let each = spikes.target()?;
        match spikes.goes_by {
            GoesBy::Requests => {
                let counter = metrics.name(Measure::Requests);
                let name = counter.strip_suffix("_total").unwrap_or(counter);
                Some(Self {
                    name: [name, "_per_second"].concat(),
                    query: ["sum(rate(", counter, "[1m]))"].concat(),
                    each,
                })
            }
            GoesBy::Waiting => {
                let name = metrics.name(Measure::StageWaiting);
                Some(Self {
                    name: name.to_owned(),
                    query: ["sum(", name, ")"].concat(),
                    each,
                })
            }
            GoesBy::Cpu | GoesBy::Nothing | GoesBy::Usual => None,
        }
    }

    fn metric(&self, yaml: &mut Yaml) {
        yaml.pair(2, "- type", "External");
        yaml.key(3, "external");
        yaml.key(4, "metric");
        yaml.pair(5, "name", &scalar(&self.name));
        yaml.key(4, "target");
        let each = [&exact(self.each), "m"].concat();
        yaml.pairs(5, &[("type", "AverageValue"), ("averageValue", &each)]);
    }
}

/// Request and limit of each resource, where the request is known.
fn resources(pods: &Pods) -> [(&'static str, Option<[String; 2]>); 2] {
    let known = |[request, limit]: [Option<f64>; 2], thousandths: f64, unit: &str| {
        let request = round_up(request? * thousandths).max(1.0);
        // Kubernetes refuses a limit under the request.
        let limit = round_up(limit? * thousandths).max(request);
        Some([request, limit].map(|value| [&exact(value), unit].concat()))
    };
    [
        ("cpu", known(pods.cpu, 1000.0, "m")),
        ("memory", known(pods.memory, 1.0, "Mi")),
    ]
}

/// What each pod requests and may use.
fn deployment(yaml: &mut Yaml, pods: &Pods) {
    let name = scalar(&pods.name);
    object(yaml, "apps/v1", "Deployment", &pods.name);
    yaml.key(1, "selector");
    yaml.key(2, "matchLabels");
    yaml.pair(3, "app", &name);
    yaml.key(1, "template");
    yaml.key(2, "metadata");
    yaml.key(3, "labels");
    yaml.pair(4, "app", &name);
    yaml.key(2, "spec");
    yaml.key(3, "containers");
    yaml.pair(4, "- name", &name);
    yaml.key(5, "resources");
    let resources = resources(pods);
    for (at, what) in ["requests", "limits"].into_iter().enumerate() {
        yaml.key(6, what);
        for (resource, known) in &resources {
            if let Some(amounts) = known {
                yaml.pair(7, resource, &amounts[at]);
            }
        }
    }
}
