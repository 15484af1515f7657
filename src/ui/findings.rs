//! What is wrong with the plan, or worth knowing about it?

use leptos::prelude::*;

use super::session::Session;
use crate::review::Finding;

/// Every finding with the figures that prove it.
#[component]
pub fn Findings() -> impl IntoView {
    let session = Session::expect();
    let count = move || match session.findings.with(Vec::len) {
        0 => "Nothing in this plan contradicts itself or needs mending.".to_owned(),
        1 => "One thing to know about this plan.".to_owned(),
        many => format!("{many} things to know about this plan."),
    };
    view! {
        <section class="panel" id="panel-review" tabindex="-1" aria-labelledby="h-review">
            <h2 id="h-review">"Review"</h2>
            <p class="conclusion">{count}</p>
            {move || {
                let findings = session.findings.get();
                (!findings.is_empty()).then(|| {
                    let each: Vec<_> = findings.into_iter().map(|finding| item(session, finding)).collect();
                    view! { <ul class="findings">{each}</ul> }.into_any()
                })
            }}
        </section>
    }
}

fn item(session: Session, finding: Finding) -> AnyView {
    let word = finding.severity.word();
    let evidence: Vec<_> = finding
        .evidence
        .into_iter()
        .map(|id| {
            let label = label(session, &id);
            view! {
                <button type="button" class="link" on:click=move |_| session.explain(&id)>{label}</button>
            }
            .into_any()
        })
        .collect();
    view! {
        <li class="finding" data-rule=finding.rule>
            <span class=format!("severity {word}")>{word}</span>
            <p>{finding.sentence}</p>
            <p class="evidence">"See " {evidence}</p>
        </li>
    }
    .into_any()
}

/// What the evidence is called.
fn label(session: Session, id: &str) -> &'static str {
    session
        .plan
        .with_untracked(|plan| plan.figure(id))
        .map(|figure| figure.formula.label)
        .or_else(|| {
            let slot = session
                .scenario
                .with_untracked(|scenario| crate::scenario::catalogue::slot(scenario, id))?;
            Some(slot.field.label)
        })
        .unwrap_or("the working")
}
