//! Can the web stack be built as it was sized? Is its bill complete, and does it
//! agree with what the source says?

use crate::engine::Plan;
use crate::quantity::format::{range, shown};
use crate::quantity::math::round_down;
use crate::review::{Finding, Severity};
use crate::scenario::{DatabaseBilling, Scenario};
use crate::sheet::Figure;

/// A pod, what it asks for and what a node offers of it.
const ASKED: [[&str; 3]; 4] = [
    [
        "backend pod",
        "web.backend_cpu_request",
        "web.node_cpu_offered",
    ],
    [
        "frontend pod",
        "web.frontend_cpu_request",
        "web.node_cpu_offered",
    ],
    [
        "backend pod",
        "web.backend_memory_request",
        "web.node_memory_offered",
    ],
    [
        "frontend pod",
        "web.frontend_memory_request",
        "web.node_memory_offered",
    ],
];

/// What is limited, its limit and its request.
const LIMITED: [[&str; 3]; 4] = [
    [
        "backend CPU",
        "web.backend_cpu_limit",
        "web.backend_cpu_request",
    ],
    [
        "backend memory",
        "web.backend_memory_limit",
        "web.backend_memory_request",
    ],
    [
        "frontend CPU",
        "web.frontend_cpu_limit",
        "web.frontend_cpu_request",
    ],
    [
        "frontend memory",
        "web.frontend_memory_limit",
        "web.frontend_memory_request",
    ],
];

/// What is wrong with the stack, then with its bill.
pub fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.web.is_none() {
        return;
    }
    let mut found = |rule, severity, sentence: String, evidence: &[&str]| {
        findings.push(Finding::new(rule, severity, sentence, evidence));
    };
    pods(plan, &mut found);
    let bounds = &scenario.web;
    if bounds.small_up_to > bounds.medium_up_to || bounds.medium_up_to > bounds.large_up_to {
        found(
            "classes_out_of_order",
            Severity::Warning,
            "The size classes are out of order: small must end before medium, and medium before large.".to_owned(),
            &["web.small_up_to", "web.medium_up_to", "web.large_up_to"],
        );
    }
    if plan
        .number("web.users_more")
        .is_some_and(|more| more <= 0.0)
    {
        let binding = plan.figure("web.reach_binding");
        found(
            "no_room_to_scale",
            Severity::Warning,
            format!(
                "The stack has no room beyond what is planned: {} stop first. Raise how far they may scale.",
                binding.as_ref().and_then(Figure::word).unwrap_or_default()
            ),
            &["web.users_max", "web.reach_binding"],
        );
    }
    bill(scenario, plan, &mut found);
}

type Found<'a> = &'a mut dyn FnMut(&'static str, Severity, String, &[&str]);

fn pods(plan: &Plan, found: Found) {
    let with_unit = |figure: Figure| shown(figure.value, figure.unit());
    let mut is_said = false;
    for [pod, id, offered] in ASKED {
        if let (Ok(asked), Ok(offered)) = (plan.get(id), plan.get(offered))
            && offered.value > 0.0
            && round_down(offered.value / asked.value) < 1.0
        {
            is_said = true;
            found(
                "pod_larger_than_node",
                Severity::Error,
                format!(
                    "A {pod} asks for {}, but a node offers {}: it can never be placed. Choose a larger node \
                     or a smaller pod.",
                    with_unit(asked),
                    with_unit(offered),
                ),
                &[id, "web.node"],
            );
        }
    }
    if let (Err(absent), false) = (plan.get("web.nodes_min"), is_said) {
        found(
            "no_room_on_node",
            Severity::Error,
            absent.0.to_owned(),
            &["web.node_cpu_offered", "web.node_memory_offered"],
        );
    }
    for [what, id, request] in LIMITED {
        if let (Ok(request), Ok(limit)) = (plan.get(request), plan.get(id))
            && request.value > limit.value
        {
            found(
                "limit_below_request",
                Severity::Error,
                format!(
                    "The {what} limit of {} is below the request of {}: Kubernetes refuses such a pod. Raise \
                     the limit.",
                    with_unit(limit),
                    with_unit(request),
                ),
                &[id],
            );
        }
    }
}

fn bill(scenario: &Scenario, plan: &Plan, found: Found) {
    if let Err(absent) = plan.get("web.node_hour") {
        found(
            "not_priced",
            Severity::Warning,
            format!("The bill is not complete. {}", absent.0),
            &["price.node_hour"],
        );
    }
    if let (Ok(whole), Ok(low), Ok(high)) = (
        plan.get("web.bill"),
        plan.get("web.cost_low"),
        plan.get("web.cost_high"),
    ) && !(low.value..=high.value).contains(&whole.value)
    {
        let beside = if whole.value < low.value {
            "below"
        } else {
            "above"
        };
        found(
            "bill_outside_source_range",
            Severity::Note,
            format!(
                "The parts at list prices come to {}, {beside} the {} that the sizing calculator names for \
                 this size class. It names one range for all of a class; the parts follow the users.",
                shown(whole.value, whole.unit()),
                range(low.value, high.value, low.unit()),
            ),
            &["web.bill", "web.cost_low", "web.cost_high"],
        );
    }
    if scenario.web.database_billing == DatabaseBilling::OnDemand
        && plan
            .number("web.database_advice")
            .is_some_and(|advice| advice > 0.0)
        && let Ok(saving) = plan.get("web.provisioned_saving")
        && saving.value > 0.0
    {
        found(
            "consider_provisioned",
            Severity::Note,
            format!(
                "From the large class on, consider provisioned database capacity: at the peak's units it would \
                 save {}.",
                shown(saving.value, saving.unit()),
            ),
            &["web.provisioned_saving"],
        );
    }
}
