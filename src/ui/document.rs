//! The plan as it reads on the page: sentences with live figures, sections
//! with their tables and charts.
//!
//! A section stays while the plan has it; what is in it is made anew only where
//! it reads differently, so that an open table or a focus survives an edit.

use leptos::prelude::*;

use super::browser;
use super::checklists::checklists;
use super::controls::chart::{chart_view, save_text};
use super::dom::{El, button, classed, el};
use super::figure::figure;
use super::findings::findings;
use super::manifest::manifest_view;
use super::report::report;
use super::session::{Now, Session};
use crate::charts::{ChartId, chart};
use crate::later::far;
use crate::report::{Block, Piece, Row, Section};
use crate::workloads::growth::projection::projection;
use crate::workloads::limits::alerts;

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
            entries.push(("review", "Review"));
            if session.loaded().details {
                entries.extend([("checklists", "Checklists"), ("report", "Report")]);
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
        .child(findings(session))
        .each(
            move || vec![session.loaded().details],
            move |here| if *here { kept(session) } else { Vec::new() },
        )
}

far! {
    "details" "7003"
    fn kept(session: Session) -> Vec<El> = checklists_and_report;
}

/// What is filled in and kept.
fn checklists_and_report(session: Session) -> Vec<El> {
    vec![checklists(session), report(session)]
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
                session.with(|now| {
                    of(now, id).map_or_else(Vec::new, |section| frames(&section.blocks))
                })
            },
            move |frame| vec![block(session, id, frame)],
        )
}

/// The section of this id, if the plan has it.
fn of<'now>(now: &'now Now, id: &str) -> Option<&'now Section> {
    now.sections.iter().find(|section| section.id == id)
}

/// The blocks without the rows of their tables, which follow by themselves.
fn frames(blocks: &[Block]) -> Vec<(usize, Block)> {
    let frame = |block: &Block| match block {
        Block::Table { caption, heads, .. } => Block::Table {
            caption,
            heads,
            rows: Vec::new(),
        },
        other => other.clone(),
    };
    blocks.iter().map(frame).enumerate().collect()
}

fn block(session: Session, section: &'static str, (at, frame): &(usize, Block)) -> El {
    match frame {
        Block::Note(words) => classed("p", "aside").text(words),
        Block::Table { caption, heads, .. } => {
            let at = *at;
            let rows = move |take: &mut dyn FnMut(&[Row])| {
                session.with(|now| take(rows(now, section, at)));
            };
            table(session, caption, heads, rows)
        }
        Block::Projection => projected(session),
        Block::Manifest => scaled(session),
        Block::Alerts => watched(session),
        Block::Chart(id) => {
            let id = *id;
            let here = move || session.loaded().details.then_some(id).into_iter().collect();
            classed("div", "chart-place").each(here, move |id| vec![charted(session, *id)])
        }
    }
}

/// The rows of the table at this place in a section.
fn rows<'now>(now: &'now Now, section: &str, at: usize) -> &'now [Row] {
    match of(now, section).and_then(|section| section.blocks.get(at)) {
        Some(Block::Table { rows, .. }) => rows,
        _ => &[],
    }
}

fn table(
    session: Session,
    caption: &str,
    heads: &[&str],
    rows: impl Fn(&mut dyn FnMut(&[Row])) + 'static,
) -> El {
    let columns = heads
        .iter()
        .map(|head| el("th").attr("scope", "col").text(head));
    let table = classed("table", "figures")
        .child(el("caption").text(caption))
        .child(el("thead").child(el("tr").children(columns)))
        .child(el("tbody").each_in(rows, move |content| vec![row(session, content)]));
    if heads.len() <= NARROW {
        return table;
    }
    // A region that scrolls must be reachable from the keyboard.
    classed("div", "figures-scroll")
        .attr("role", "region")
        .attr("aria-label", caption)
        .attr("tabindex", "0")
        .child(table)
}

/// As many columns fit on a phone.
const NARROW: usize = 3;

fn row(session: Session, row: &Row) -> El {
    let cells = row
        .cells
        .iter()
        .map(|cell| sentence(session, el("td"), core::slice::from_ref(cell)));
    el("tr")
        .child(el("th").attr("scope", "row").text(&row.label))
        .children(cells)
}

far! {
    "details" "0703"
    fn projected(session: Session) -> El = download;
    "details" "fe04"
    fn scaled(session: Session) -> El = manifest_view;
    "details" "07f1"
    fn watched(session: Session) -> El = alerts_download;
    "details" "0801"
    fn charted(session: Session, id: ChartId) -> El = chart_block;
}

/// The projection by month to take away.
fn download(session: Session) -> El {
    let save = button("button", move || {
        let text = session.peek(|now| projection(&now.scenario, &now.plan, now.today));
        save_text(
            &text.unwrap_or_default(),
            "text/csv",
            "headroom-projection.csv",
        );
    });
    classed("p", "panel-action").child(save.text("Download the projection by month (CSV)"))
}

/// Alerts and budgets to take away.
fn alerts_download(session: Session) -> El {
    let save = button("button", move || {
        let text = session.peek(|now| alerts::csv(&now.scenario, &now.plan));
        save_text(&text.unwrap_or_default(), "text/csv", "headroom-alerts.csv");
    });
    classed("p", "panel-action").child(save.text("Download alerts and budgets (CSV)"))
}

fn chart_block(session: Session, id: ChartId) -> El {
    let chart =
        Memo::new(move |_| session.with(|now| chart(id, &now.scenario, &now.plan, now.today)));
    let link = Box::new(move || browser::address(&session.shared_link()));
    chart_view(chart, link, id.file_name())
}
