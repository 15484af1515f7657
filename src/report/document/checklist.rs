//! How does a checklist read as a document, with what was typed into it?

use super::{Document, Grid, Node, Part, made, said};
use crate::engine::Plan;
use crate::quantity::date::Date;
use crate::report::checklists::{Cell, Checklist, Line};

/// A checklist as a document, with what was typed into it.
pub fn of_checklist(
    list: &Checklist,
    plan: &Plan,
    today: Date,
    typed: &dyn Fn(&str) -> String,
) -> Document {
    let figures = plan;
    let blank = |cell: &Cell| {
        let filled = said(figures, &cell.filled);
        let typed = typed(&cell.key);
        match (filled.is_empty(), typed.is_empty()) {
            (true, true) => "____".to_owned(),
            (true, false) => typed,
            _ => filled,
        }
    };
    let part = |(heading, lines): &(&'static str, Vec<Line>)| {
        let mut nodes = Vec::new();
        let mut ticks = Vec::new();
        for line in lines {
            match line {
                Line::Item {
                    label,
                    target,
                    cell,
                } => {
                    let target = if target.is_empty() {
                        String::new()
                    } else {
                        [" (", target, ")"].concat()
                    };
                    ticks.push([label, &*target, ": ", &blank(cell)].concat());
                }
                Line::Table { heads, rows } => nodes.push(Node::Grid(Grid {
                    caption: String::new(),
                    heads: heads.iter().map(|head| (*head).to_owned()).collect(),
                    rows: rows
                        .iter()
                        .map(|(label, cells)| {
                            core::iter::once(label.clone())
                                .chain(cells.iter().map(blank))
                                .collect()
                        })
                        .collect(),
                })),
            }
        }
        if !ticks.is_empty() {
            nodes.push(Node::Ticks(ticks));
        }
        Part {
            heading: (*heading).to_owned(),
            nodes,
        }
    };
    Document {
        title: list.title.clone(),
        made: made(today),
        parts: list.parts.iter().map(part).collect(),
    }
}
