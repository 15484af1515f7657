//! The plan as it reads on the page: sentences with live figures, sections
//! with their tables and charts.
//!
//! A section stays while the plan has it; what is in it is made anew only where
//! it reads differently, so that an open table or a focus survives an edit.

use std::borrow::Cow;

use super::browser;
use super::checklists::{blank, checklists};
use super::controls::switch::in_place;
use super::dom::{El, button, classed, el};
use super::facts::facts_panel;
use super::figure::figure;
use super::findings::findings;
use super::nodes::rarer;
use super::reload;
use super::report::report;
use super::session::{Now, Session};
use crate::later::far;
use crate::report::{Blank, Node, Row, Section, Span};

/// A sentence whose figures can be opened.
pub(super) fn sentence(session: Session, element: El, spans: &[Span]) -> El {
    spans.iter().fold(element, |element, span| match span {
        Span::Text(words) => element.text(words),
        Span::Figure(id, style) => element.child(figure(session, id.clone(), *style)),
        Span::Blank(blank) => fill_in(session, element, blank),
        Span::Input(id) => element.children(changed_here(session, id)),
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

/// A section by its id and its heading.
type Entry = (&'static str, &'static str);

/// All sections, with their index.
pub(super) fn document(session: Session) -> El {
    let entries = move || -> Vec<Entry> {
        session.with(|now| {
            let sections = now.sections.iter();
            sections
                .map(|section| (section.id, section.heading))
                .collect()
        })
    };
    let index = el("ul").each(
        move || {
            let mut entries = entries();
            if session.loaded().details {
                entries.extend(KEPT);
            }
            entries
        },
        |(id, heading)| entry(id, heading),
    );
    classed("div", "panels")
        .live_class("stale", move || session.is_stale())
        .child(
            classed("nav", "index")
                .attr("aria-label", "Sections")
                .child(index),
        )
        .each(entries, move |entry| vec![section(session, *entry)])
        .each(
            move || vec![session.loaded().details],
            move |here| if *here { kept(session) } else { Vec::new() },
        )
}

far! {
    "details" "7003"
    fn kept(session: Session) -> Vec<El> = review_facts_checklists_and_report;
    "details" "0703"
    fn of_later_parts(session: Session, node: &Node) -> El = rarer;
    "details" "5c03"
    fn changed_here(session: Session, id: &str) -> Vec<El> = in_place;
    "details" "fe04"
    fn fill_in(session: Session, place: El, of: &Blank) -> El = blank;
}

/// What comes last, once the details are here.
const KEPT: [Entry; 4] = [
    ("review", "Review"),
    ("facts", "Facts"),
    ("checklists", "Checklists"),
    ("report", "Report"),
];

/// What is found, looked up, filled in and kept.
fn review_facts_checklists_and_report(session: Session) -> Vec<El> {
    let kept = vec![
        findings(session),
        facts_panel(session),
        checklists(session),
        report(session),
    ];
    // After what is kept of checklists has been read: it has its place in the steps.
    reload::follow(session);
    kept
}

fn entry(id: &'static str, heading: &str) -> Vec<El> {
    let link = button("link", move || go_to(id)).text(heading);
    vec![el("li").child(link)]
}

/// Scrolls to a section and gives it the focus. Not by the address: its
/// fragment is the scenario.
pub(super) fn go_to(id: &str) {
    if let Some(section) = browser::element(&format!("panel-{id}")) {
        section.scroll_into_view();
        browser::focus(&section);
    }
}

fn section(session: Session, (id, heading): Entry) -> El {
    panel(id, heading)
        .each(
            move || {
                session.with(|now| {
                    of(now, id)
                        .map(|section| section.conclusion.clone())
                        .into_iter()
                        .collect()
                })
            },
            move |conclusion| match conclusion.as_slice() {
                [] => Vec::new(),
                pieces => vec![sentence(session, classed("p", "conclusion"), pieces)],
            },
        )
        .each(
            move || {
                session
                    .with(|now| of(now, id).map_or_else(Vec::new, |section| frames(&section.nodes)))
            },
            move |frame| vec![node(session, id, frame)],
        )
}

/// The section of this id, if the plan has it.
fn of<'now>(now: &'now Now, id: &str) -> Option<&'now Section> {
    now.sections.iter().find(|section| section.id == id)
}

/// The nodes without the rows of their tables, which follow by themselves.
fn frames(nodes: &[Node]) -> Vec<(usize, Node)> {
    let frame = |node: &Node| match node {
        Node::Table { caption, heads, .. } => Node::Table {
            caption: caption.clone(),
            heads: heads.clone(),
            rows: Vec::new(),
        },
        other => other.clone(),
    };
    nodes.iter().map(frame).enumerate().collect()
}

fn node(session: Session, section: &'static str, (at, frame): &(usize, Node)) -> El {
    match frame {
        Node::Text(spans) => paragraph(session, spans),
        Node::Table { caption, heads, .. } => {
            let at = *at;
            let rows = move |take: &mut dyn FnMut(&[Row])| {
                session.with(|now| take(rows(now, section, at)));
            };
            let body = el("tbody").each_in(rows, move |content| vec![row(session, content)]);
            let table = table(caption, heads, body);
            if heads.len() <= NARROW {
                table
            } else {
                scrolled(caption, table)
            }
        }
        other => of_later_parts(session, other),
    }
}

/// The rows of the table at this place in a section.
fn rows<'now>(now: &'now Now, section: &str, at: usize) -> &'now [Row] {
    match of(now, section).and_then(|section| section.nodes.get(at)) {
        Some(Node::Table { rows, .. }) => rows,
        _ => &[],
    }
}

/// A remark.
pub(super) fn paragraph(session: Session, spans: &[Span]) -> El {
    sentence(session, classed("p", "aside"), spans)
}

/// A table with its caption, if it has any, and its heads.
pub(super) fn table(caption: &str, heads: &[Cow<'static, str>], body: El) -> El {
    let columns = heads
        .iter()
        .map(|head| el("th").attr("scope", "col").text(head));
    let mut table = classed("table", "figures");
    if !caption.is_empty() {
        table = table.child(el("caption").text(caption));
    }
    table
        .child(el("thead").child(el("tr").children(columns)))
        .child(body)
}

/// A table in a region that scrolls, which must be reachable from the keyboard.
pub(super) fn scrolled(label: &str, table: El) -> El {
    classed("div", "figures-scroll")
        .attr("role", "region")
        .attr("aria-label", label)
        .attr("tabindex", "0")
        .child(table)
}

/// As many columns fit on a phone.
const NARROW: usize = 3;

/// A row of a table.
pub(super) fn row(session: Session, row: &Row) -> El {
    let cells = row
        .cells
        .iter()
        .map(|cell| sentence(session, el("td"), core::slice::from_ref(cell)));
    el("tr")
        .child(el("th").attr("scope", "row").text(&row.label))
        .children(cells)
}
