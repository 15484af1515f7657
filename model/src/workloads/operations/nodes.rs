//! How far may the cluster grow? The nodes of the web stack as a managed node group of
//! eksctl and as a node pool of Karpenter, and how many GPUs there may be.
//!
//! Apart from the manifest: who runs a cluster is often somebody else.

use super::manifest::name;
use super::yaml::{Yaml, scalar};
use crate::engine::Plan;
use crate::facts::instances::{Provider, instance};
use crate::quantity::Missing;
use crate::quantity::date::Date;
use crate::quantity::format::exact;
use crate::quantity::math::round_up;
use crate::report::CodeOf;
use crate::scenario::Scenario;
use crate::scenario::web::fields;

/// The name of the download.
const FILE: &str = "headroom-nodes.yaml";

/// The limits as a part of the document.
pub static NODES: CodeOf = CodeOf {
    language: "yaml",
    title: "How far the cluster may grow: eksctl and Karpenter",
    noun: "the node limits",
    file: FILE,
    write: |scenario, plan, _: Date| nodes(scenario, plan),
};

pub(super) const NO_NODES: Missing =
    Missing("There is no web stack and there are no GPUs in this scenario, so no nodes.");
const NOT_AWS: Missing = Missing(
    "The nodes are no machines of AWS, which eksctl and Karpenter's EC2 classes are for. Choose one, or take the \
     numbers over by hand.",
);

/// Nodes of the web stack.
struct Group {
    machine: &'static str,
    vcpu: f64,
    memory: f64,
    disk: f64,
    count: [f64; 2],
    /// Whether some of them may be on spot.
    spot: f64,
}

/// The node limits of a plan, a document each.
///
/// # Errors
/// Says why there are none.
pub fn nodes(scenario: &Scenario, plan: &Plan) -> Result<String, Missing> {
    let app = name(scenario);
    let group = plan
        .web
        .as_ref()
        .map(|_| group(scenario, plan))
        .transpose()?;
    let gpus = gpus(scenario, plan);
    if group.is_none() && gpus.is_none() {
        return Err(NO_NODES);
    }
    let mut yaml = Yaml::default();
    yaml.comment(&[
        "How far the cluster may grow, as planned by Headroom. Take the documents that you use:",
    ]);
    yaml.comment(&[
        "a ClusterConfig is for eksctl create nodegroup -f, with your cluster and region put in;",
    ]);
    yaml.comment(&[
        "a NodePool is for kubectl apply -f, with Karpenter and an EC2NodeClass called default.",
    ]);
    if let Some(group) = &group {
        if group.spot > 0.0 {
            yaml.comment(&[
                "Some of the nodes are planned on spot: eksctl wants a group of its own for those.",
            ]);
        }
        eksctl(&mut yaml, &app, group);
        karpenter(&mut yaml, &app, group);
    }
    if let Some(gpus) = gpus {
        gpu_pool(&mut yaml, &[&app, "-gpu"].concat(), gpus);
    }
    Ok(yaml.text)
}

fn group(scenario: &Scenario, plan: &Plan) -> Result<Group, Missing> {
    let machine = plan.get("web.node")?.word().and_then(instance);
    let machine = machine
        .filter(|it| it.provider == Provider::Aws)
        .ok_or(NOT_AWS)?;
    let fewest = plan.get("web.nodes_min")?.value;
    let reach = plan.web.as_ref().and_then(|web| web.reach);
    let most = reach.map_or(Ok(fewest), |reach| reach.nodes.most.number())?;
    Ok(Group {
        machine: machine.id,
        vcpu: plan.get(fields::node_vcpu.id)?.value,
        memory: plan.get(fields::node_memory.id)?.value,
        disk: scenario.web.disk_per_node,
        count: [round_up(fewest), round_up(most).max(round_up(fewest))],
        spot: scenario.web.spot_share,
    })
}

/// How many GPUs there may be: the most that is stated, or what the largest month needs.
fn gpus(scenario: &Scenario, plan: &Plan) -> Option<f64> {
    let now = plan.number("inference.gpus")?;
    if let Some(most) = scenario.inference.gpus_most {
        return Some(round_up(most));
    }
    let resources = plan.resources.iter().flat_map(|it| &it.all);
    let mut row = resources.filter(|it| it.row.text() == "gpus");
    let later = row.next().map_or(&[][..], |it| &it.must_be_there);
    Some(
        later
            .iter()
            .fold(round_up(now), |most, month| most.max(round_up(*month))),
    )
}

fn eksctl(yaml: &mut Yaml, app: &str, group: &Group) {
    yaml.document();
    yaml.pairs(
        0,
        &[
            ("apiVersion", "eksctl.io/v1alpha5"),
            ("kind", "ClusterConfig"),
        ],
    );
    yaml.key(0, "metadata");
    yaml.pairs(1, &[("name", &*scalar(app)), ("region", "us-east-1")]);
    yaml.key(0, "managedNodeGroups");
    yaml.pair(1, "- name", &scalar(app));
    let [fewest, most] = group.count.map(exact);
    let disk = exact(round_up(group.disk).max(1.0));
    yaml.pairs(
        2,
        &[
            ("instanceType", group.machine),
            ("minSize", &fewest),
            ("maxSize", &most),
            ("desiredCapacity", &fewest),
            ("volumeSize", &disk),
        ],
    );
}

fn node_pool(yaml: &mut Yaml, name: &str, requirements: &[(&str, &[&str])]) {
    yaml.document();
    yaml.pairs(
        0,
        &[("apiVersion", "karpenter.sh/v1"), ("kind", "NodePool")],
    );
    yaml.key(0, "metadata");
    yaml.pair(1, "name", &scalar(name));
    yaml.key(0, "spec");
    yaml.key(1, "template");
    yaml.key(2, "spec");
    yaml.key(3, "nodeClassRef");
    let class = [
        ("group", "karpenter.k8s.aws"),
        ("kind", "EC2NodeClass"),
        ("name", "default"),
    ];
    yaml.pairs(4, &class);
    yaml.key(3, "requirements");
    for (key, values) in requirements {
        yaml.pair(4, "- key", key);
        yaml.pair(5, "operator", "In");
        yaml.pair(5, "values", &["[", &values.join(", "), "]"].concat());
    }
    yaml.key(1, "limits");
}

fn karpenter(yaml: &mut Yaml, app: &str, group: &Group) {
    let capacity: &[&str] = match group.spot {
        none if none <= 0.0 => &["on-demand"],
        all if all >= 1.0 => &["spot"],
        _ => &["on-demand", "spot"],
    };
    let machine = [group.machine];
    let requirements = [
        ("node.kubernetes.io/instance-type", &machine[..]),
        ("karpenter.sh/capacity-type", capacity),
    ];
    node_pool(yaml, app, &requirements);
    let [_, most] = group.count;
    yaml.pair(
        2,
        "cpu",
        &["\"", &exact(round_up(most * group.vcpu)), "\""].concat(),
    );
    yaml.pair(
        2,
        "memory",
        &[&exact(round_up(most * group.memory)), "Gi"].concat(),
    );
}

fn gpu_pool(yaml: &mut Yaml, name: &str, gpus: f64) {
    let requirements: [(&str, &[&str]); 2] = [
        ("karpenter.k8s.aws/instance-gpu-manufacturer", &["nvidia"]),
        ("karpenter.sh/capacity-type", &["on-demand"]),
    ];
    node_pool(yaml, name, &requirements);
    yaml.pair(2, "nvidia.com/gpu", &["\"", &exact(gpus), "\""].concat());
}
