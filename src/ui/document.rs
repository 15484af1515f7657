//! The plan as it reads on the page: sentences with live figures, sections
//! with their tables.

use leptos::prelude::*;

use super::browser;
use super::controls::chart::chart_view;
use super::dom::{El, button, classed, el};
use super::figure::figure;
use super::findings::findings;
use super::session::Session;
use crate::charts::capacity::over_users;
use crate::report::{Block, Look, Piece, Row, Section, outline};

/// A sentence whose figures can be opened.
pub(super) fn sentence(session: Session, element: El, pieces: &[Piece]) -> El {
    pieces.iter().fold(element, |element, piece| match piece {
        Piece::Text(words) => element.text(words),
        Piece::Figure(id, look) => element.child(figure(session, id.clone(), *look)),
    })
}

/// A section of the page, to which its index leads.
pub(super) fn panel(id: &str, heading: &str) -> El {
    let heading_id = format!("h-{id}");
    classed("section", "panel")
        .attr("id", &format!("panel-{id}"))
        .attr("tabindex", "-1")
        .attr("aria-labelledby", &heading_id)
        .child(el("h2").attr("id", &heading_id).text(heading))
}

/// All sections, with their index.
pub(super) fn document(session: Session) -> El {
    let chart_on = move || session.with(|now| now.plan.web.is_some());
    let index = el("ul").each(move || index(session), |(id, heading)| entry(id, heading));
    classed("div", "panels")
        .live_class("stale", move || session.is_stale())
        .child(
            classed("nav", "index")
                .attr("aria-label", "Sections")
                .child(index),
        )
        .each(
            move || session.with(|now| outline(&now.plan)),
            move |content| vec![section(session, content)],
        )
        .while_on(chart_on, move || vec![chart(session)])
        .child(findings(session))
}

/// Ids and headings of all that stands in the document.
fn index(session: Session) -> Vec<(&'static str, &'static str)> {
    session.with(|now| {
        let sections = outline(&now.plan);
        let mut entries: Vec<_> = sections
            .iter()
            .map(|section| (section.id, section.heading))
            .collect();
        if now.plan.web.is_some() {
            entries.push(("over-users", "Over users"));
        }
        entries.push(("review", "Review"));
        entries
    })
}

fn entry(id: &'static str, heading: &str) -> Vec<El> {
    let link = button("link", move || go_to(id)).text(heading);
    vec![el("li").child(link)]
}

/// Scrolls to a section and gives it the focus. Not by the address: its
/// fragment is the scenario.
fn go_to(id: &str) {
    if let Some(section) = browser::element(&format!("panel-{id}")) {
        section.scroll_into_view();
        browser::focus(&section);
    }
}

fn section(session: Session, section: &Section) -> El {
    let conclusion = sentence(session, classed("p", "conclusion"), &section.conclusion);
    panel(section.id, section.heading)
        .child(conclusion)
        .children(section.blocks.iter().map(|content| block(session, content)))
}

fn block(session: Session, block: &Block) -> El {
    let (caption, heads, rows) = match block {
        Block::Note(words) => return classed("p", "aside").text(words),
        Block::Table {
            caption,
            heads,
            rows,
        } => (caption, heads, rows),
    };
    let heads = heads
        .iter()
        .map(|head| el("th").attr("scope", "col").text(head));
    classed("table", "figures")
        .child(el("caption").text(caption))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows.iter().map(|content| row(session, content))))
}

fn row(session: Session, row: &Row) -> El {
    let figures = row
        .figures
        .iter()
        .map(|id| el("td").child(figure(session, id.clone(), Look::Cell)));
    el("tr")
        .child(el("th").attr("scope", "row").text(row.label))
        .children(figures)
}

/// How pods, nodes and the bill grow with the users.
fn chart(session: Session) -> El {
    let chart = Memo::new(move |_| session.with(|now| over_users(&now.scenario, &now.plan)));
    let link = Box::new(move || browser::address(&session.link()));
    panel("over-users", "Over users").child(chart_view(chart, link, "headroom-over-users"))
}
