//! What is wrong with the plan, or worth knowing about it?

use super::dom::{El, classed, el};
use super::session::Session;
use crate::review::Finding;
use crate::scenario::catalogue;

/// Every finding with the figures that prove it.
pub(super) fn findings(session: Session) -> El {
    let count = move || match session.with(|now| now.findings.len()) {
        0 => "Nothing in this plan contradicts itself or needs mending.".to_owned(),
        1 => "One thing to know about this plan.".to_owned(),
        many => format!("{many} things to know about this plan."),
    };
    super::document::panel("review", "Review")
        .child(classed("p", "conclusion").live_text(count))
        .each(
            move || {
                let found = session.with(|now| now.findings.clone());
                if found.is_empty() {
                    vec![]
                } else {
                    vec![found]
                }
            },
            move |found| {
                let items = found.iter().map(|finding| item(session, finding));
                vec![classed("ul", "findings").children(items)]
            },
        )
}

fn item(session: Session, finding: &Finding) -> El {
    let word = finding.severity.word();
    let evidence = finding.evidence.iter().map(|id| {
        classed("button", "link")
            .attr("type", "button")
            .attr("data-figure", id)
            .text(label(session, id))
    });
    classed("li", "finding")
        .attr("data-rule", finding.rule)
        .child(classed("span", &format!("severity {word}")).text(word))
        .child(el("p").text(&finding.sentence))
        .child(classed("p", "evidence").text("See ").children(evidence))
}

/// What the evidence is called.
fn label(session: Session, id: &str) -> &'static str {
    session
        .peek(|now| now.figures.figure(id))
        .map(|figure| figure.formula.label)
        .or_else(|| {
            session
                .peek(|now| catalogue::slot(&now.scenario, id))
                .map(|slot| slot.field.label)
        })
        .unwrap_or("the working")
}
