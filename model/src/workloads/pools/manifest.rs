//! What does Kubernetes need to be told? The autoscaler (`autoscaling/v2`), what
//! each pod of its Deployment requests and may use, and in comments how many
//! nodes the plan counts on.
//!
//! Kubernetes takes whole numbers: counts and seconds are rounded up, shares to
//! whole percent, cores to thousandths and memory to MiB.

use super::hpa::percent;
use super::plan::Pools;
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::format::exact;
use crate::quantity::math::whole;
use crate::report::CodeOf;
use crate::scenario::fleet::PoolKind;
use crate::scenario::{Fleet, RowKey, Scenario};

/// The name of the download.
const FILE: &str = "headroom-hpa.yaml";

/// The manifest as a part of the document.
pub static MANIFEST: CodeOf = CodeOf {
    language: "yaml",
    title: "The manifest for Kubernetes",
    file: FILE,
    write: manifest,
};

const NO_FLEET: Missing =
    Missing("There is no fleet in this scenario, so there is nothing to tell Kubernetes.");
const OUT_OF_ORDER: Missing = Missing(
    "The fewest replicas are more than the most, which Kubernetes refuses. Correct one of them.",
);

/// The manifest of a plan.
///
/// # Errors
/// Says why there is none that Kubernetes would take.
pub fn manifest(scenario: &Scenario, plan: &Plan) -> Result<String, Missing> {
    let pools = plan.pools.as_ref().ok_or(NO_FLEET)?;
    let stated = &scenario.fleet;
    if whole(stated.replicas_min) > whole(stated.replicas_max) {
        return Err(OUT_OF_ORDER);
    }
    let name = scalar(&name(scenario));
    let mut yaml = Yaml::default();
    head(&mut yaml, scenario, plan, pools);
    autoscaler(&mut yaml, stated, &name);
    deployment(&mut yaml, plan, &name);
    Ok(yaml.text)
}

/// Lines of YAML, each at its depth.
#[derive(Default)]
struct Yaml {
    text: String,
}

impl Yaml {
    fn line(&mut self, depth: usize, parts: &[&str]) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&parts.concat());
        self.text.push('\n');
    }

    /// A key with what stands below it.
    fn key(&mut self, depth: usize, key: &str) {
        self.line(depth, &[key, ":"]);
    }

    fn pair(&mut self, depth: usize, key: &str, value: &str) {
        self.line(depth, &[key, ": ", value]);
    }

    /// Several keys of one depth. A first key with a dash before it begins an
    /// item of a list, and the others stand below it.
    fn pairs(&mut self, depth: usize, pairs: &[(&str, &str)]) {
        for (key, value) in pairs {
            self.pair(depth, key, value);
        }
    }

    /// A comment, on one line whatever is in it.
    fn comment(&mut self, parts: &[&str]) {
        let plain = |letter: char| {
            if letter.is_alphanumeric() || letter.is_ascii_graphic() {
                letter
            } else {
                ' '
            }
        };
        let text: String = parts.concat().chars().map(plain).collect();
        self.line(0, &["# ", text.trim_end()]);
    }
}

/// A word as YAML takes it for text: quoted where it would be a number, a truth
/// value or nothing.
fn scalar(word: &str) -> String {
    let other = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let letters = word.starts_with(|first: char| first.is_ascii_alphabetic());
    if letters && !other.contains(&word) {
        word.to_owned()
    } else {
        ["\"", word, "\""].concat()
    }
}

/// What Kubernetes may call the workload: the scenario's name in small letters,
/// digits and dashes.
fn name(scenario: &Scenario) -> String {
    if scenario.name.trim().is_empty() {
        return "app".to_owned();
    }
    RowKey::of_name(&scenario.name).text().replace('_', "-")
}

fn head(yaml: &mut Yaml, scenario: &Scenario, plan: &Plan, pools: &Pools) {
    yaml.comment(&["Autoscaling as planned by Headroom. For a Deployment that is there:"]);
    yaml.comment(&["kubectl apply --server-side -f ", FILE]);
    yaml.comment(&["Use is measured as a share of what pods request, so every container must request CPU and memory."]);
    yaml.comment(&["Nodes that the plan counts on:"]);
    let counted = |id: &str| plan.number(id).map(exact);
    if let (Some(least), Some(most)) = (counted("web.nodes_min"), counted("web.nodes_max")) {
        let node = plan.figure("web.node").and_then(|node| node.word());
        let node = node.unwrap_or("nodes");
        yaml.comment(&["- group of ", node, ": ", &least, " to ", &most, " nodes"]);
    }
    let month = pools.months.to_string();
    for (stated, pool) in scenario.pools.iter().zip(&pools.all) {
        let unit = match stated.kind {
            PoolKind::Gpu => "nodes",
            PoolKind::Cpu => "cores",
            PoolKind::Memory => "GB",
            _ => continue,
        };
        let there = pool.now.capacity.or_zero();
        let now = exact(there);
        let Some(added) = plan.number(&pool.id(&["to_add.", &month].concat())) else {
            continue;
        };
        let then = exact(there + added);
        yaml.comment(&[
            "- ",
            &stated.name,
            ": ",
            &now,
            " ",
            unit,
            " now, ",
            &then,
            " by month ",
            &month,
        ]);
    }
}

fn autoscaler(yaml: &mut Yaml, fleet: &Fleet, name: &str) {
    let count = |value: f64| exact(whole(value));
    let share = |value: f64| exact(percent(value).max(1.0));
    yaml.pairs(
        0,
        &[
            ("apiVersion", "autoscaling/v2"),
            ("kind", "HorizontalPodAutoscaler"),
        ],
    );
    yaml.key(0, "metadata");
    yaml.pair(1, "name", name);
    yaml.key(0, "spec");
    yaml.key(1, "scaleTargetRef");
    yaml.pairs(
        2,
        &[
            ("apiVersion", "apps/v1"),
            ("kind", "Deployment"),
            ("name", name),
        ],
    );
    yaml.pair(1, "minReplicas", &count(fleet.replicas_min));
    yaml.pair(1, "maxReplicas", &count(fleet.replicas_max));
    yaml.key(1, "metrics");
    for (metric, target) in [("cpu", fleet.cpu_target), ("memory", fleet.memory_target)] {
        yaml.pair(2, "- type", "Resource");
        yaml.key(3, "resource");
        yaml.pair(4, "name", metric);
        yaml.key(4, "target");
        yaml.pairs(
            5,
            &[
                ("type", "Utilization"),
                ("averageUtilization", &share(target)),
            ],
        );
    }
    yaml.key(1, "behavior");
    for (way, window, limit, period) in [
        ("scaleUp", fleet.up_window, fleet.up_limit, fleet.up_period),
        (
            "scaleDown",
            fleet.down_window,
            fleet.down_limit,
            fleet.down_period,
        ),
    ] {
        yaml.key(2, way);
        yaml.pair(3, "stabilizationWindowSeconds", &count(window));
        yaml.key(3, "policies");
        yaml.pair(4, "- type", "Percent");
        yaml.pairs(
            5,
            &[("value", &share(limit)), ("periodSeconds", &count(period))],
        );
    }
}

/// What each pod requests and may use, where that is known.
fn deployment(yaml: &mut Yaml, plan: &Plan, name: &str) {
    let known = |[request, limit]: [&str; 2], thousandths: f64, unit: &str| {
        let request = whole(plan.number(request)? * thousandths).max(1.0);
        // Kubernetes refuses a limit under the request.
        let limit = whole(plan.number(limit)? * thousandths).max(request);
        Some([request, limit].map(|value| [&exact(value), unit].concat()))
    };
    let cpu = ["fleet.pod_cpu_request", "fleet.pod_cpu_limit"];
    let memory = ["fleet.pod_memory_request", "fleet.pod_memory_limit"];
    let resources = [
        ("cpu", known(cpu, 1000.0, "m")),
        ("memory", known(memory, 1.0, "Mi")),
    ];
    if resources.iter().all(|(_, known)| known.is_none()) {
        return;
    }
    yaml.line(0, &["---"]);
    yaml.pairs(0, &[("apiVersion", "apps/v1"), ("kind", "Deployment")]);
    yaml.key(0, "metadata");
    yaml.pair(1, "name", name);
    yaml.key(0, "spec");
    yaml.key(1, "template");
    yaml.key(2, "spec");
    yaml.key(3, "containers");
    yaml.pair(4, "- name", name);
    yaml.key(5, "resources");
    for (at, what) in ["requests", "limits"].into_iter().enumerate() {
        yaml.key(6, what);
        for (resource, known) in &resources {
            if let Some(amounts) = known {
                yaml.pair(7, resource, &amounts[at]);
            }
        }
    }
}
