//! Can the web stack be built as it was sized?

use super::{Finding, Severity};
use crate::engine::Plan;
use crate::quantity::format::shown;
use crate::quantity::{Figure, Outcome};
use crate::scenario::Scenario;

pub(super) fn review(scenario: &Scenario, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some(web) = &plan.web else { return };
    let sized = &web.sized;
    if let Err(absent) = sized.nodes_min {
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
    let offered = &web.allocatable;
    let (cpu, memory) = (offered.cpu_offered, offered.memory_offered);
    let pairs = [
        (
            "backend pod",
            "web.backend_cpu_request",
            sized.backend_cpu_request,
            cpu,
        ),
        (
            "frontend pod",
            "web.frontend_cpu_request",
            sized.frontend_cpu_request,
            cpu,
        ),
        (
            "backend pod",
            "web.backend_memory_request",
            sized.backend_memory_request,
            memory,
        ),
        (
            "frontend pod",
            "web.frontend_memory_request",
            sized.frontend_memory_request,
            memory,
        ),
    ];
    for (pod, id, asked, offered) in pairs {
        if asked.value > offered.value {
            findings.push(pod_too_large(pod, id, asked, offered));
        }
    }
    let limits = [
        (
            "backend CPU",
            "web.backend_cpu_limit",
            sized.backend_cpu_request,
            sized.backend_cpu_limit,
        ),
        (
            "backend memory",
            "web.backend_memory_limit",
            sized.backend_memory_request,
            sized.backend_memory_limit,
        ),
        (
            "frontend CPU",
            "web.frontend_cpu_limit",
            sized.frontend_cpu_request,
            sized.frontend_cpu_limit,
        ),
        (
            "frontend memory",
            "web.frontend_memory_limit",
            sized.frontend_memory_request,
            sized.frontend_memory_limit,
        ),
    ];
    for (what, id, request, limit) in limits {
        if request.value > limit.value {
            findings.push(limit_below_request(what, id, request, limit));
        }
    }
    let bounds = &scenario.web;
    if bounds.small_up_to > bounds.medium_up_to || bounds.medium_up_to > bounds.large_up_to {
        findings.push(classes_out_of_order());
    }
    if web
        .reach
        .users_more
        .as_ref()
        .is_ok_and(|more| more.value <= 0.0)
    {
        findings.push(Finding {
            rule: "no_room_to_scale",
            severity: Severity::Warning,
            sentence: format!(
                "The stack has no room beyond what is planned: {} stop first. Raise how far they may scale.",
                word(&web.reach.reach_binding)
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
