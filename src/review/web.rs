//! Can the web stack be built as it was sized?

use super::{Finding, Severity};
use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::scenario::Scenario;
use crate::sheet::{Figure, Outcome};

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    if plan.web.is_none() {
        return;
    }
    if let Err(absent) = plan.get("web.nodes_min") {
        findings.push(Finding {
            rule: "no_room_on_node",
            severity: Severity::Error,
            sentence: absent.0.to_owned(),
            evidence: vec![
                "web.node_cpu_offered".into(),
                "web.node_memory_offered".into(),
            ],
            fix: None,
        });
    }
    for (pod, id, offered) in [
        (
            "backend pod",
            "web.backend_cpu_request",
            "web.node_cpu_offered",
        ),
        (
            "frontend pod",
            "web.frontend_cpu_request",
            "web.node_cpu_offered",
        ),
        (
            "backend pod",
            "web.backend_memory_request",
            "web.node_memory_offered",
        ),
        (
            "frontend pod",
            "web.frontend_memory_request",
            "web.node_memory_offered",
        ),
    ] {
        if let (Ok(asked), Ok(offered)) = (plan.get(id), plan.get(offered))
            && asked.value > offered.value
        {
            findings.push(pod_too_large(pod, id, asked, offered));
        }
    }
    for (what, id, request) in [
        (
            "backend CPU",
            "web.backend_cpu_limit",
            "web.backend_cpu_request",
        ),
        (
            "backend memory",
            "web.backend_memory_limit",
            "web.backend_memory_request",
        ),
        (
            "frontend CPU",
            "web.frontend_cpu_limit",
            "web.frontend_cpu_request",
        ),
        (
            "frontend memory",
            "web.frontend_memory_limit",
            "web.frontend_memory_request",
        ),
    ] {
        if let (Ok(request), Ok(limit)) = (plan.get(request), plan.get(id))
            && request.value > limit.value
        {
            findings.push(limit_below_request(what, id, request, limit));
        }
    }
    let bounds = &scenario.web;
    if bounds.small_up_to > bounds.medium_up_to || bounds.medium_up_to > bounds.large_up_to {
        findings.push(classes_out_of_order());
    }
    if plan
        .number("web.users_more")
        .is_some_and(|more| more <= 0.0)
    {
        findings.push(Finding {
            rule: "no_room_to_scale",
            severity: Severity::Warning,
            sentence: format!(
                "The stack has no room beyond what is planned: {} stop first. Raise how far they may scale.",
                word(&plan.get("web.reach_binding"))
            ),
            evidence: vec!["web.users_max".into(), "web.reach_binding".into()],
            fix: None,
        });
    }
}

fn classes_out_of_order() -> Finding {
    Finding {
            rule: "classes_out_of_order",
            severity: Severity::Warning,
            sentence: "The size classes are out of order: small must end before medium, and medium before large.".to_owned(),
            evidence: vec!["web.small_up_to".into(), "web.medium_up_to".into(), "web.large_up_to".into()],
            fix: None,
        }
}

fn pod_too_large(pod: &str, id: &'static str, asked: Figure, offered: Figure) -> Finding {
    Finding {
        rule: "pod_larger_than_node",
        severity: Severity::Error,
        sentence: format!(
            "A {pod} asks for {}, but a node offers {}: it can never be placed. Choose a larger node or a smaller pod.",
            shown(asked.value, asked.unit()),
            shown(offered.value, offered.unit()),
        ),
        evidence: vec![id.into(), "web.node".into()],
        fix: None,
    }
}

fn limit_below_request(what: &str, id: &'static str, request: Figure, limit: Figure) -> Finding {
    Finding {
        rule: "limit_below_request",
        severity: Severity::Error,
        sentence: format!(
            "The {what} limit of {} is below the request of {}: Kubernetes refuses such a pod. Raise the limit.",
            shown(limit.value, limit.unit()),
            shown(request.value, request.unit()),
        ),
        evidence: vec![id.into()],
        fix: None,
    }
}

fn word(outcome: &Outcome) -> &'static str {
    outcome
        .as_ref()
        .ok()
        .and_then(Figure::word)
        .unwrap_or_default()
}
