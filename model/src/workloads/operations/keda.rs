//! What does KEDA need to be told, where it scales the pods in place of an autoscaler of one's own?
//!
//! Of the pool that spikes are looked at for: KEDA makes the autoscaler from it, with the same
//! metric, bounds and behavior.

use super::manifest::{Load, behavior, name, object, pods, share};
use super::yaml::{Yaml, quoted, scalar};
use crate::engine::Plan;
use crate::quantity::Missing;
use crate::quantity::brackets::max;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::round_up;
use crate::report::CodeOf;
use crate::scenario::{RowKey, Scenario};
use crate::workloads::spikes::Spikes;
use crate::workloads::spikes::inputs::{GoesBy, Looked};

const FILE: &str = "headroom-keda.yaml";

/// The ScaledObject as a part of the document.
pub static KEDA: CodeOf = CodeOf {
    language: "yaml",
    title: "The same as a ScaledObject for KEDA, in place of the autoscaler",
    noun: "the ScaledObject",
    file: FILE,
    write: |scenario, plan, _: Date| keda(scenario, plan),
};

/// Why there is no ScaledObject.
pub const NOT_SCALED: Missing = Missing(
    "No pool of this plan is scaled: nothing is served by replicas, or their number stays as it is.",
);

/// The ScaledObject of a plan.
///
/// # Errors
/// Says why there is none.
pub fn keda(scenario: &Scenario, plan: &Plan) -> Result<String, Missing> {
    let spikes = plan.spikes.as_ref().ok_or(NOT_SCALED)?;
    if spikes.goes_by == GoesBy::Nothing {
        return Err(NOT_SCALED);
    }
    let it = &spikes.replicas;
    let bounds = [it.least.number()?, it.most.number()?].map(round_up);
    let mut yaml = Yaml::default();
    yaml.comment(&[
        "Scaling by KEDA as planned by Headroom: kubectl apply -f ",
        FILE,
    ]);
    yaml.comment(&["In place of the autoscaler, not beside it: both would scale the same pods."]);
    let name = scalar(&called(scenario, plan, spikes));
    object(&mut yaml, "keda.sh/v1alpha1", "ScaledObject", &name);
    yaml.key(1, "scaleTargetRef");
    yaml.pair(2, "name", &name);
    let [least, most] = bounds.map(|count| exact(max(count, 1.0)));
    yaml.pairs(
        1,
        &[
            ("pollingInterval", "15"),
            ("minReplicaCount", &least),
            ("maxReplicaCount", &most),
        ],
    );
    yaml.key(1, "advanced");
    yaml.key(2, "horizontalPodAutoscalerConfig");
    behavior(&mut yaml, 3, &scenario.fleet);
    yaml.key(1, "triggers");
    if let Some(load) = Load::of(scenario, spikes) {
        yaml.pair(2, "- type", "prometheus");
        yaml.key(3, "metadata");
        yaml.pair(4, "serverAddress", "http://prometheus:9090");
        yaml.pair(4, "query", &quoted(&load.query));
        yaml.pair(4, "threshold", &quoted(&exact(load.each / 1000.0)));
    } else {
        yaml.pair(2, "- type", "cpu");
        yaml.pair(3, "metricType", "Utilization");
        yaml.key(3, "metadata");
        yaml.pair(4, "value", &quoted(&share(scenario.fleet.cpu_target)));
    }
    Ok(yaml.text)
}

/// What Kubernetes calls the pods: as in the manifest, where they are in it.
fn called(scenario: &Scenario, plan: &Plan, spikes: &Spikes) -> String {
    let it = &spikes.replicas;
    match it.looked {
        Looked::Backend | Looked::Pods => pods(scenario, plan)
            .ok()
            .and_then(|all| Some(all.into_iter().next()?.name))
            .unwrap_or_else(|| name(scenario)),
        Looked::Workers => it.stage.map_or_else(
            || name(scenario),
            |stage: RowKey| stage.text().replace('_', "-"),
        ),
        Looked::Gpus | Looked::First => [&name(scenario), "-gpu"].concat(),
    }
}
