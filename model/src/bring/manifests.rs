//! What do the objects say that `kubectl get nodes,deploy,hpa -o json` prints? Nodes say how much
//! there is (`status.allocatable`), a Deployment what its pods request, an autoscaler its bounds,
//! targets and behavior (`autoscaling/v2`, or the one target of `autoscaling/v1`).

use super::Reading;
use super::amounts::{GIB, quantity};
use crate::quantity::Unit;
use crate::quantity::format::shown;
use crate::quantity::json::{Json, JsonError, read as read_json};
use crate::quantity::math::of_count;
use crate::scenario::Field;
use crate::scenario::fleet::{PoolKind, fields};

const MIB: f64 = 1_048_576.0;
/// What a GPU is called among the resources of a node.
const GPUS: [&str; 2] = ["nvidia.com/gpu", "amd.com/gpu"];

/// Whether it is an object of Kubernetes.
pub(super) fn is(text: &str) -> bool {
    text.trim_start().starts_with('{')
        && text.contains("\"apiVersion\"")
        && text.contains("\"kind\"")
}

/// Reads the objects.
pub(super) fn read(text: &str, reading: &mut Reading) {
    let whole = match read_json(text) {
        Ok(whole) => whole,
        Err(JsonError::Cut) => {
            reading.say("This ends in the middle: copy all of it.");
            return;
        }
        Err(JsonError::Wrong(line)) => {
            reading.misread(line, "Here it stops to be JSON.");
            reading.say("This is no JSON to its end.");
            return;
        }
    };
    let one = core::slice::from_ref(&whole);
    let items = match whole.get("items") {
        Some(Json::List(items)) => items.as_slice(),
        _ => one,
    };
    let of = |kind: &str| -> Vec<&Json> {
        let is = |it: &&Json| it.get("kind").and_then(Json::as_text) == Some(kind);
        items.iter().filter(is).collect()
    };
    let (all, deployments) = (of("Node"), of("Deployment"));
    let scalers = of("HorizontalPodAutoscaler");
    let mut said = nodes(&all, reading);
    let named = |all: &[&Json]| all.iter().map(|it| name(it)).collect::<Vec<_>>();
    let of_scaler = (!scalers.is_empty()).then(|| scalers[reading.choose(named(&scalers))]);
    if let Some(scaler) = of_scaler {
        autoscaler(scaler, reading);
        said.push(["the autoscaler ", &*name(scaler)].concat());
    }
    let meant = match of_scaler.and_then(|it| text_at(it, &["spec", "scaleTargetRef", "name"])) {
        Some(target) => deployments
            .iter()
            .find(|it| text_at(it, &["metadata", "name"]) == Some(target)),
        None if deployments.is_empty() => None,
        None => deployments.get(reading.choose(named(&deployments))),
    };
    if let Some(deployment) = meant {
        pods(deployment, reading);
        said.push(["the deployment ", &*name(deployment)].concat());
    }
    if said.is_empty() {
        reading.say("None of these is a node, a Deployment or an autoscaler.");
    } else {
        let mut sentence = said.join(", ");
        sentence.push('.');
        reading.say(&sentence);
    }
}

fn at<'a>(object: &'a Json, path: &[&str]) -> Option<&'a Json> {
    path.iter()
        .try_fold(object, |object, name| object.get(name))
}

fn text_at<'a>(object: &'a Json, path: &[&str]) -> Option<&'a str> {
    at(object, path)?.as_text()
}

fn number_at(object: &Json, path: &[&str]) -> Option<f64> {
    match at(object, path)? {
        Json::Number(number) => Some(*number),
        _ => None,
    }
}

/// A quantity, which may stand as a text or as a number.
fn amount_at(object: &Json, path: &[&str]) -> Option<f64> {
    match at(object, path)? {
        Json::Number(number) => Some(*number),
        Json::Text(text) => quantity(text),
        _ => None,
    }
}

fn name(object: &Json) -> String {
    let own = text_at(object, &["metadata", "name"]).unwrap_or("without a name");
    match text_at(object, &["metadata", "namespace"]) {
        Some(namespace) => [namespace, "/", own].concat(),
        None => own.to_owned(),
    }
}

/// How much there is of cores, memory and machines with GPUs.
fn nodes(all: &[&Json], reading: &mut Reading) -> Vec<String> {
    if all.is_empty() {
        return Vec::new();
    }
    let sum = |resource: &str| -> Option<f64> {
        let amounts = all
            .iter()
            .map(|node| amount_at(node, &["status", "allocatable", resource]));
        amounts.sum()
    };
    let kinds = [
        ((PoolKind::Cpu, "CPU (cores)"), sum("cpu")),
        (
            (PoolKind::Memory, "Memory (GiB)"),
            sum("memory").map(|bytes| bytes / GIB),
        ),
    ];
    for (pool, there) in kinds {
        match there {
            Some(there) => reading.pool(pool, [None, Some(thousandths(there))], None),
            None => reading.misread(1, "A node does not say what is allocatable of it."),
        }
    }
    let has_gpus = |node: &&&Json| {
        let counts = GPUS
            .iter()
            .filter_map(|gpu| amount_at(node, &["status", "allocatable", gpu]));
        counts.sum::<f64>() > 0.0
    };
    let with_gpus = all.iter().filter(has_gpus).count();
    if with_gpus > 0 {
        let there = Some(of_count(with_gpus));
        reading.pool((PoolKind::Gpu, "GPU nodes"), [None, there], None);
    }
    vec![shown(of_count(all.len()), Unit::Of("node"))]
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// What each pod of a Deployment requests, and how many run.
fn pods(deployment: &Json, reading: &mut Reading) {
    let path = ["spec", "template", "spec", "containers"];
    let containers = match at(deployment, &path) {
        Some(Json::List(containers)) => containers.as_slice(),
        _ => &[],
    };
    let sum = |which: &str, resource: &str| -> Option<f64> {
        let amounts = containers
            .iter()
            .map(|it| amount_at(it, &["resources", which, resource]));
        amounts.sum::<Option<f64>>().filter(|sum| *sum > 0.0)
    };
    let cores = sum("requests", "cpu");
    if let Some(cores) = cores {
        reading.state(&fields::pod_cpu_request, cores, None);
    }
    if let Some(bytes) = sum("requests", "memory") {
        reading.state(&fields::pod_memory_request, bytes / MIB, None);
    }
    if let Some((request, limit)) = cores.zip(sum("limits", "cpu")) {
        reading.state(&fields::limit_factor, limit / request, None);
    }
    if cores.is_none() {
        reading.misread(
            1,
            "Not every container of the deployment says what CPU it requests.",
        );
    }
    let count = number_at(deployment, &["status", "readyReplicas"]);
    if let Some(count) = count.or_else(|| number_at(deployment, &["spec", "replicas"])) {
        reading.state(&fields::pods_running, count, None);
        reading.pool((PoolKind::Pods, "Pods"), [Some(count), None], None);
    }
}

/// The bounds, targets and behavior of an autoscaler.
fn autoscaler(scaler: &Json, reading: &mut Reading) {
    // Left out, it is one.
    let least = number_at(scaler, &["spec", "minReplicas"]).unwrap_or(1.0);
    reading.state(&fields::replicas_min, least, None);
    let counts: [(&'static Field, &[&str]); 2] = [
        (&fields::replicas_max, &["spec", "maxReplicas"]),
        (&fields::pods_running, &["status", "currentReplicas"]),
    ];
    for (field, path) in counts {
        if let Some(count) = number_at(scaler, path) {
            reading.state(field, count, None);
        }
    }
    if let Some(count) = number_at(scaler, &["status", "currentReplicas"]) {
        reading.pool((PoolKind::Pods, "Pods"), [Some(count), None], None);
    }
    let v1 = [
        (
            &fields::cpu_target,
            ["spec", "targetCPUUtilizationPercentage"],
        ),
        (
            &fields::cpu_measured,
            ["status", "currentCPUUtilizationPercentage"],
        ),
    ];
    for (field, path) in v1 {
        if let Some(share) = number_at(scaler, &path) {
            reading.state(field, share / 100.0, None);
        }
    }
    let kinds = [
        ("cpu", &fields::cpu_target, &fields::cpu_measured),
        ("memory", &fields::memory_target, &fields::memory_measured),
    ];
    for (resource, target, measured) in kinds {
        let paths = [
            (target, ["spec", "metrics"], "target"),
            (measured, ["status", "currentMetrics"], "current"),
        ];
        for (field, path, which) in paths {
            if let Some(share) = utilization(scaler, &path, resource, which) {
                reading.state(field, share / 100.0, None);
            }
        }
    }
    behavior(scaler, reading);
}

/// How fast it scales, either way.
fn behavior(scaler: &Json, reading: &mut Reading) {
    let ways = [
        (
            "scaleUp",
            &fields::up_limit,
            &fields::up_period,
            &fields::up_window,
        ),
        (
            "scaleDown",
            &fields::down_limit,
            &fields::down_period,
            &fields::down_window,
        ),
    ];
    for (way, limit, period, window) in ways {
        let behavior = ["spec", "behavior", way];
        if let Some(seconds) = number_at(
            scaler,
            &[&behavior[..], &["stabilizationWindowSeconds"]].concat(),
        ) {
            reading.state(window, seconds, None);
        }
        let policies = match at(scaler, &[&behavior[..], &["policies"]].concat()) {
            Some(Json::List(policies)) => policies.as_slice(),
            _ => continue,
        };
        let is_share = |it: &&Json| text_at(it, &["type"]) == Some("Percent");
        match policies.iter().find(is_share) {
            Some(policy) => {
                if let Some(share) = number_at(policy, &["value"]) {
                    reading.state(limit, share / 100.0, None);
                }
                if let Some(seconds) = number_at(policy, &["periodSeconds"]) {
                    reading.state(period, seconds, None);
                }
            }
            None => reading.misread(
                1,
                "A policy in numbers of pods is left out: shares of them are planned with.",
            ),
        }
    }
}

/// The utilization of a resource among metrics.
fn utilization(scaler: &Json, path: &[&str], resource: &str, which: &str) -> Option<f64> {
    let Json::List(metrics) = at(scaler, path)? else {
        return None;
    };
    let is_of = |it: &&Json| text_at(it, &["resource", "name"]) == Some(resource);
    number_at(
        metrics.iter().find(is_of)?,
        &["resource", which, "averageUtilization"],
    )
}
