//! What does the web stack answer: how many more users fit, what it costs, and what
//! decides the number of nodes?

use crate::engine::Plan;
use crate::later::far;
use crate::report::answers::{self, unknown};
use crate::report::{Answer, Basis, Span, bare, figure, large, text};
use crate::review::{Finding, Severity};
use crate::scenario::Scenario;
use crate::workloads::{inference, money};

/// The answers of a scenario that has a web stack.
pub(super) fn answers(basis: &Basis) -> [Option<Answer>; 4] {
    let Basis {
        scenario,
        plan,
        findings,
        ..
    } = *basis;
    if plan.web.is_none() {
        return [const { None }; 4];
    }
    [
        Some(serve(plan)),
        None,
        Some(cost(plan)),
        binds(scenario, plan, findings),
    ]
}

far! {
    "inference" "09a4"
    fn gpus_beside(plan: &Plan) -> Vec<Span> = inference::answers::beside;
    "money" "03f3"
    fn best_lever(scenario: &Scenario, plan: &Plan) -> Option<(String, Vec<Span>)> = money::words::best_lever;
}

fn serve(plan: &Plan) -> Answer {
    let question = answers::SERVE;
    match plan.get("web.users_more") {
        Err(absent) => unknown(question, absent),
        Ok(more) if more.value > 0.0 => Answer {
            question,
            main: vec![large("web.users_more"), text(" more concurrent users")],
            why: vec![
                text("("),
                figure("web.users_more_share"),
                text(") fit before "),
                figure("web.reach_binding"),
                text(" are at the most that there may be, with no buffer left."),
            ],
        },
        Ok(_) => Answer {
            question,
            main: vec![text("No.")],
            why: vec![
                figure("web.reach_binding"),
                text(" are at the most that there may be. Raise how far they may scale."),
            ],
        },
    }
}

fn cost(plan: &Plan) -> Answer {
    let question = answers::COST;
    let beside = plan.inference.as_ref().map(|_| gpus_beside(plan));
    match plan.get("web.bill") {
        Err(absent) => unknown(question, absent),
        Ok(_) => Answer {
            question,
            main: vec![large("web.bill"), text(" a month now")],
            why: vec![
                text("at list prices, "),
                bare("web.bill_per_user"),
                text(" per registered user. The source names "),
                bare("web.cost_low"),
                text(" to "),
                bare("web.cost_high"),
                text(" for this size. Later months need growth, which is not stated."),
            ]
            .into_iter()
            .chain(beside.into_iter().flatten())
            .collect(),
        },
    }
}

fn binds(scenario: &Scenario, plan: &Plan, findings: &[Finding]) -> Option<Answer> {
    plan.figure("web.node_binding")?;
    // A note is worth knowing, but nothing to mend.
    let grave = findings.first().filter(|it| it.severity > Severity::Note);
    let mut why = vec![
        text("decides the number of nodes: whole pods fill "),
        figure("web.nodes_packed"),
        text("; if a pod could be cut, it would be "),
        figure("web.nodes_by_cpu"),
        text(" by CPU, "),
        figure("web.nodes_by_memory"),
        text(" by memory"),
    ];
    if plan.number("web.nodes_by_pods").is_some() {
        why.extend([text(", "), figure("web.nodes_by_pods"), text(" by pods")]);
    }
    why.push(match grave {
        Some(finding) => Span::Text(format!(". {}", finding.sentence).into()),
        None if plan.loaded.details => text(". Nothing in this plan needs mending."),
        // Nobody has looked yet.
        None => text("."),
    });
    let is_here = plan.loaded.has("money");
    if let Some((name, lever)) = is_here.then(|| best_lever(scenario, plan)).flatten() {
        why.push(Span::Text(format!(" {name} ").into()));
        why.extend(lever);
    }
    Some(Answer {
        question: answers::LIMITS,
        main: vec![large("web.node_binding")],
        why,
    })
}
