//! What stands in a document beside paragraphs and tables: charts, lists, ticks,
//! text for machines and files to take away.

use leptos::prelude::*;

use super::browser;
use super::checklists::tick;
use super::code::code_view;
use super::controls::chart::{chart_view, save_text};
use super::document::{paragraph, row, scrolled, sentence, table};
use super::dom::{El, button, classed, el};
use super::session::Session;
use crate::charts::ChartOf;
use crate::report::{FileOf, Node, Section};

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
        .chain(section.nodes.iter().map(node))
        .collect()
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
