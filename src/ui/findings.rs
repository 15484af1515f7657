//! What is wrong with the plan, or worth knowing about it, and what mends it?

use leptos::prelude::*;

use super::dom::{El, button, classed, el};
use super::session::Session;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::fields;
use crate::scenario::slot::behind_row;
use crate::scenario::work::said;

/// Every finding with the figures that prove it, gravest first.
pub(super) fn findings(session: Session) -> El {
    let count = move || match session.with(|now| now.findings.len()) {
        0 => "Nothing in this plan contradicts itself or needs mending.".to_owned(),
        1 => "One thing to know about this plan.".to_owned(),
        many => format!("{many} things to know about this plan."),
    };
    super::document::panel("review", "Review")
        .child(classed("p", "conclusion").live_text(count))
        .each(
            move || groups(session),
            move |(severity, found)| group(session, *severity, found),
        )
}

/// The findings of each severity that there are, gravest first.
fn groups(session: Session) -> Vec<(Severity, Vec<Finding>)> {
    let severities = [Severity::Error, Severity::Warning, Severity::Note].into_iter();
    session.with(|now| {
        let of = |severity| {
            let found = now.findings.iter().filter(|it| it.severity == severity);
            (severity, found.cloned().collect::<Vec<_>>())
        };
        severities
            .map(of)
            .filter(|(_, found)| !found.is_empty())
            .collect()
    })
}

fn group(session: Session, severity: Severity, found: &[Finding]) -> Vec<El> {
    let heading = match severity {
        Severity::Error => "What cannot work",
        Severity::Warning => "Likely to cost money or trouble",
        Severity::Note => "Worth knowing",
    };
    let items = found.iter().map(|finding| item(session, finding));
    vec![
        el("h3").text(heading),
        classed("ul", "findings").children(items),
    ]
}

fn item(session: Session, finding: &Finding) -> El {
    let word = finding.severity.word();
    let evidence = finding.evidence.iter().map(|id| {
        classed("button", "link")
            .attr("type", "button")
            .attr("data-figure", id)
            .text(&label(session, id))
    });
    let item = classed("li", "finding")
        .attr("data-rule", finding.rule)
        .child(classed("span", &format!("severity {word}")).text(word))
        .child(el("p").text(&finding.sentence));
    let item = item.children(finding.fix.as_ref().map(|fix| mend(session, fix)));
    if finding.evidence.is_empty() {
        return item;
    }
    item.child(classed("p", "evidence").text("See ").children(evidence))
}

/// A button that mends it; undo takes it back.
fn mend(session: Session, fix: &Fix) -> El {
    let applied = fix.clone();
    let press = button("button fix", move || {
        session.apply(&applied);
        // The button goes with its finding: the focus stays in the section.
        if let Some(section) = super::browser::element("panel-review") {
            super::browser::focus(&section);
        }
    });
    let press = press.live_flag("disabled", move || session.read_only.get());
    classed("p", "finding-fix").child(press.text(&fix.label))
}

/// What the evidence is called; of a row with its name.
fn label(session: Session, id: &str) -> String {
    session.peek(|now| {
        let slot = || fields::slot(&now.scenario, id);
        match now.plan.figure(id) {
            Some(figure) => {
                let row = now.plan.row_name(&now.scenario, id);
                behind_row(row.as_deref(), said(&now.scenario, figure.formula.label))
            }
            None => slot().map_or_else(
                || "the working".to_owned(),
                |slot| slot.label(&now.scenario),
            ),
        }
    })
}
