//! The sections behind the answers as they read on the page, with their index and what is
//! found, looked up, filled in and kept.
//!
//! A section stays while the plan has it; what is in it is made anew only where it reads
//! differently, so that an open table or a focus survives an edit. When it follows is said
//! in [`mod@parts`].

use std::rc::Rc;

use super::checklists::checklists;
use super::document::sentence;
use super::dom::{El, classed, el};
use super::facts::facts_panel;
use super::findings::findings;
use super::fold::fold;
use super::index::{Entry, Index};
use super::nodes::{paragraph, rarer, row, scrolled, table};
use super::now::{Now, RANGES};
use super::paper::paper;
use super::parts::{self, Part};
use super::reload;
use super::report::report;
use super::session::Session;
use crate::report::comparison::IDS;
use crate::report::outline::{self, SECTIONS};
use crate::report::{Node, Row, Section};

/// What comes last.
const KEPT: [Entry; 4] = [
    ("review", "Review"),
    ("facts", "Facts"),
    ("checklists", "Checklists"),
    ("report", "Report"),
];

/// All sections, with their index, within `panels`.
pub(super) fn sections(session: Session, panels: &El) -> Vec<El> {
    parts::follow(session, panels);
    let document = Part::resting();
    let following = document.reads(session);
    let entries = move || -> Vec<Entry> {
        following.with(|now| {
            // What is compared stands with the answers.
            let further = SECTIONS.iter().filter(|id| **id != IDS[0]);
            let sections = further.filter_map(|id| now.section(id));
            sections
                .map(|section| (section.id, section.heading))
                .collect()
        })
    };
    let index = Index::new();
    let nav = index.nav(move || {
        let mut entries = entries();
        entries.extend(KEPT);
        entries
    });
    let kept = vec![
        findings(session),
        facts_panel(session),
        checklists(session),
        report(session),
    ];
    // After what is kept of checklists has been read: it has its place in the steps.
    reload::follow(session);
    for panel in &kept {
        index.watch(panel);
    }
    let end = index.end();
    let body = el("div")
        .each(entries, move |entry| {
            let section = section(session, *entry);
            index.watch(&section);
            vec![section]
        })
        .children(kept)
        .child(end);
    vec![nav, paper(session), body]
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

/// A section, as it follows.
pub(super) fn section(session: Session, (id, heading): Entry) -> El {
    let panel = panel(id, heading);
    let part = Part::seen_with(&panel);
    let following = part.reads(session);
    let of_section = move |now: &Now| now.section(id).map(|section| section.conclusion.clone());
    let conclusion = move || following.with(|now| of_section(now).into_iter().collect());
    let folds = move || {
        following.with(|now| {
            let folds = now.section(id).map_or(&[][..], |section| &section.folds);
            folds.iter().map(|fold| fold.heading).enumerate().collect()
        })
    };
    let within = part.clone();
    let folds =
        classed("div", "folds").each(folds, move |(nth, heading): &(usize, &'static str)| {
            let place = Place {
                id,
                fold: Some(*nth),
            };
            let name = [id, "-", &nth.to_string()].concat();
            let part = Part::folded_in(&within);
            let inside = parts(part.reads(session), place, part.clone());
            fold(&name, heading, inside, part)
        });
    panel
        .each(conclusion, move |conclusion| match conclusion.as_slice() {
            [] => Vec::new(),
            pieces => vec![sentence(following, classed("p", "conclusion"), pieces)],
        })
        .child(parts(following, Place { id, fold: None }, part))
        .child(folds)
}

/// Where nodes stand: in a section, or in a fold of it.
#[derive(Clone, Copy)]
struct Place {
    id: &'static str,
    fold: Option<usize>,
}

impl Place {
    fn nodes(self, now: &Now) -> &[Node] {
        let Some(section) = now.section(self.id) else {
            return &[];
        };
        match self.fold {
            None => &section.nodes,
            Some(nth) => section.folds.get(nth).map_or(&[], |fold| &fold.nodes),
        }
    }

    /// The rows of the table at this place.
    fn rows(self, now: &Now, at: usize) -> &[Row] {
        match self.nodes(now).get(at) {
            Some(Node::Table { rows, .. }) => rows,
            _ => &[],
        }
    }
}

/// What stands in a place; nothing before its part has followed once.
fn parts(session: Session, place: Place, part: Rc<Part>) -> El {
    el("div").each(
        move || {
            session.with(|now| {
                if part.has_followed() {
                    frames(place.nodes(now))
                } else {
                    Vec::new()
                }
            })
        },
        move |frame| vec![node(session, place, frame)],
    )
}

impl Now {
    /// The section of this id, if the plan has it: worked out when it is first asked for, so
    /// that what is out of sight costs an edit nothing.
    fn section(&self, id: &str) -> Option<&Section> {
        let at = SECTIONS.iter().position(|other| *other == id)?;
        if id == RANGES && self.plan.chances.is_none() && self.drawn_before.is_some() {
            return self.drawn_before.as_ref();
        }
        let make = || outline::section(&self.scenario.at_start(), &self.plan, self.today, id);
        self.sections[at].get_or_init(make).as_ref()
    }
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

fn node(session: Session, place: Place, (at, frame): &(usize, Node)) -> El {
    match frame {
        Node::Text(spans) => paragraph(session, spans),
        Node::Table { caption, heads, .. } => {
            let at = *at;
            let rows = move |take: &mut dyn FnMut(&[Row])| {
                session.with(|now| take(place.rows(now, at)));
            };
            let body = el("tbody").each_in(rows, move |content| vec![row(session, content)]);
            let table = table(caption, heads, body);
            if heads.len() <= NARROW {
                table
            } else {
                let label = if caption.is_empty() {
                    &heads[0]
                } else {
                    caption
                };
                scrolled(label, table)
            }
        }
        other => rarer(session, other),
    }
}

/// As many columns fit on a phone.
const NARROW: usize = 3;
