//! What is wrong with the plan, or worth knowing about it, and what mends it?

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement};

use super::dom::{El, button, classed, el};
use super::fold::fold;
use super::index::go_to;
use super::parts::Part;
use super::sections::panel;
use super::session::Session;
use crate::review::{Finding, Fix, Severity};
use crate::scenario::fields;
use crate::scenario::slot::behind_row;
use crate::scenario::work::said;

/// Every finding with the figures that prove it, gravest first.
pub(super) fn findings(session: Session) -> El {
    let panel = panel("review", "Review");
    let part = Part::seen_with(&panel);
    let session = part.reads(session);
    let count = move || match session.with(|now| now.findings.len()) {
        0 => "Nothing in this plan contradicts itself or needs mending.".to_owned(),
        1 => "One thing to know about this plan.".to_owned(),
        many => format!("{many} things to know about this plan."),
    };
    let of = move |is_it: fn(Severity) -> bool| {
        session.with(|now| {
            let found = now.findings.iter().filter(|it| is_it(it.severity));
            found.cloned().collect::<Vec<_>>()
        })
    };
    let grave = move || of(|severity| severity > Severity::Note);
    let notes = move || of(|severity| severity == Severity::Note);
    let list = || classed("ul", "findings");
    let make = move |finding: &Finding| vec![item(session, finding)];
    let folded = Part::folded_in(&part);
    let within = folded.reads(session);
    let is_made = folded.clone();
    let worth_knowing = move || {
        within.with(|_| ());
        if is_made.has_followed() {
            notes()
        } else {
            Vec::new()
        }
    };
    let worth_knowing = el("div").child(list().each(worth_knowing, make));
    let worth_knowing = fold("review", "Worth knowing", worth_knowing, folded);
    let has_no_notes =
        move || session.with(|now| now.findings.iter().all(|it| it.severity > Severity::Note));
    panel
        .child(classed("p", "conclusion").live_text(count))
        .child(list().each(grave, make))
        .child(
            classed("div", "folds")
                .live_flag("hidden", has_no_notes)
                .children(worth_knowing),
        )
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
    let manifest = finding.is_of_autoscaler().then(manifest);
    if finding.evidence.is_empty() && manifest.is_none() {
        return item;
    }
    let see = classed("p", "evidence").text("See ");
    item.child(see.children(manifest).children(evidence))
}

/// The way to what Kubernetes is told.
fn manifest() -> El {
    button("link", || go_to("operations")).text("The manifest")
}

/// A button that mends it.
fn mend(session: Session, fix: &Fix) -> El {
    classed("p", "finding-fix").child(offer(session, fix))
}

/// A button that makes a change of what is stated; undo takes it back.
pub(super) fn offer(session: Session, fix: &Fix) -> El {
    let applied = fix.clone();
    let press = move |event: &Event| {
        let pressed = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let section = pressed.and_then(|it| it.closest(".panel").ok().flatten());
        let section = section.and_then(|it| it.dyn_into::<HtmlElement>().ok());
        session.apply(&applied);
        // The button may go with what it mends: the focus stays in the section.
        if let Some(section) = section {
            super::browser::focus(&section);
        }
    };
    classed("button", "button fix")
        .attr("type", "button")
        .on("click", press)
        .live_flag("disabled", move || session.read_only.get())
        .text(&fix.label)
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
