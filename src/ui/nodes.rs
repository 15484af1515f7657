//! What stands in a document: paragraphs and tables, charts, lists, ticks, text for machines
//! and files to take away.

use std::borrow::Cow;

use leptos::prelude::*;

use super::browser;
use super::checklists::tick;
use super::code::code_view;
use super::controls::chart::{chart_view, save_text};
use super::document::sentence;
use super::dom::{El, button, classed, el};
use super::session::Session;
use crate::charts::ChartOf;
use crate::report::comparison::is_same;
use crate::report::{FileOf, Node, Row, Section, Span};

/// A section as it stands at the moment, with its heading.
pub(super) fn standing(session: Session, section: &Section) -> Vec<El> {
    let node = |node: &Node| match node {
        Node::Text(spans) => paragraph(session, spans),
        Node::Table {
            caption,
            heads,
            rows,
        } => {
            let rows = rows.iter().map(|content| row(session, content));
            let label = match &**caption {
                "" => heads.first().map_or_else(String::new, ToString::to_string),
                caption => [section.heading, ": ", caption].concat(),
            };
            scrolled(&label, table(caption, heads, el("tbody").children(rows)))
        }
        other => rarer(session, other),
    };
    let heading = el("h3").text(section.heading);
    core::iter::once(heading)
        .chain(section.all().map(node))
        .collect()
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

/// A row of a table.
pub(super) fn row(session: Session, row: &Row) -> El {
    let cells = row
        .cells
        .iter()
        .map(|cell| sentence(session, el("td"), core::slice::from_ref(cell)));
    let line = if is_same(row) {
        classed("tr", "same")
    } else {
        el("tr")
    };
    line.child(el("th").attr("scope", "row").text(&row.label))
        .children(cells)
}

/// What is neither a paragraph nor a table.
pub(super) fn rarer(session: Session, node: &Node) -> El {
    match node {
        Node::Text(_) | Node::Table { .. } => el("div"),
        Node::List(items) => {
            let items = items.iter().map(|item| sentence(session, el("li"), item));
            classed("ul", "report-list").children(items)
        }
        Node::Ticks(ticks) => {
            classed("ul", "checks").children(ticks.iter().map(|it| tick(session, it)))
        }
        Node::Answer(answer) => {
            let main = classed("p", "aside")
                .child(el("b").text(answer.question))
                .text(" ");
            let main = sentence(session, main, &answer.main).text(" ");
            sentence(session, main, &answer.why)
        }
        Node::Chart(chart) => classed("div", "chart-place").child(charted(session, chart)),
        Node::Code(code) => code_view(session, code),
        Node::Download(file) => download(session, file),
    }
}

/// A file to take away.
fn download(session: Session, file: &'static FileOf) -> El {
    let save = button("button", move || {
        let text = session.peek(|now| (file.write)(&now.scenario, &now.plan, now.today));
        save_text(&text.unwrap_or_default(), file.kind, file.file);
    });
    classed("p", "panel-action").child(save.text(file.label))
}

fn charted(session: Session, of: &'static ChartOf) -> El {
    let chart =
        Memo::new(move |_| session.with(|now| (of.draw)(&now.scenario, &now.plan, now.today)));
    let link = Box::new(move || browser::address(&session.shared_link()));
    chart_view(chart, link, of.file)
}
