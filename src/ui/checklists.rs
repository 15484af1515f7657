//! The weekly, monthly and quarterly checklists: what the plan knows stands in
//! them and can be opened, the rest is typed in. What is typed stays in this
//! browser and goes into saved files; a link carries the plan alone.

use leptos::prelude::*;
use web_sys::{HtmlDetailsElement, HtmlInputElement};

use super::browser;
use super::controls::chart::save_text;
use super::document::{panel, sentence};
use super::dom::{El, button, classed, el, react, typed};
use super::session::Session;
use crate::quantity::json::{Json, read};
use crate::report::checklists::{Cell, Checklist, Line, checklists as filled, titles};
use crate::report::document::of_checklist;
use crate::report::markdown::markdown;

/// Where what is typed is stored. The guard's safe mode knows the prefix.
const STORED: &str = "headroom.checklists";
/// What is kept of a box that is ticked.
const TICKED: &str = "x";
/// The most letters that a blank takes.
const LONGEST: &str = "300";

/// What was typed in this browser before.
fn kept() -> Vec<(String, String)> {
    let Ok(Some(stored)) = browser::stored(STORED) else {
        return Vec::new();
    };
    let Ok(Json::Object(blanks)) = read(&stored) else {
        return Vec::new();
    };
    let text = |(key, words): (String, Json)| Some((key, words.as_text()?.to_owned()));
    blanks.into_iter().filter_map(text).collect()
}

/// Keeps what is typed; without storage it lives as long as the page.
fn keep(blanks: &[(String, String)]) {
    let blanks = blanks.iter();
    let blanks = blanks.map(|(key, words)| (key.clone(), Json::text(words)));
    if !browser::is_frozen() {
        let _ = browser::store(STORED, &Json::Object(blanks.collect()).write());
    }
}

/// What was typed into a blank.
pub(super) fn word(blanks: &[(String, String)], key: &str) -> String {
    let found = blanks.iter().find(|(other, _)| other == key);
    found.map_or_else(String::new, |(_, words)| words.clone())
}

fn write(session: Session, key: &str, words: &str) {
    session.typed.update(|blanks| {
        blanks.retain(|(other, _)| other != key);
        if !words.is_empty() {
            blanks.push((key.to_owned(), words.to_owned()));
        }
        keep(blanks);
    });
}

/// Puts what a file holds in the place of what was typed.
pub(super) fn replace(session: Session, blanks: Vec<(String, String)>) {
    keep(&blanks);
    session.typed.set(blanks);
}

/// The section of the three checklists.
pub(super) fn checklists(session: Session) -> El {
    session.typed.set(kept());
    let about = "For the meetings that keep a plan true. What the plan knows is filled in; type the rest. It stays in this browser and in the files that you save: no link carries it. What is open here is printed.";
    let clear = button("button", move || replace(session, Vec::new()))
        .text("Clear what I typed")
        .live_flag("hidden", move || session.typed.with(Vec::is_empty));
    panel("checklists", "Checklists")
        .child(classed("p", "conclusion").text(about))
        .children([0, 1, 2].map(|nth| checklist(session, nth)))
        .child(classed("p", "panel-action").child(clear))
}

/// The nth of the three.
fn of(session: Session, nth: usize) -> Option<Checklist> {
    session.with(|now| {
        let lists = filled(&now.scenario, &now.plan, &now.findings, now.today);
        lists.into_iter().nth(nth)
    })
}

fn checklist(session: Session, nth: usize) -> El {
    let open = RwSignal::new(false);
    let id = ["weekly", "monthly", "quarterly"].get(nth).copied();
    let details = classed("details", "checklist")
        .attr("id", &["checklist-", id.unwrap_or_default()].concat());
    let element: HtmlDetailsElement = details.of();
    let title = move || session.with(|now| titles(now.today)[nth].clone());
    let save = button("button", move || {
        untrack(|| save_markdown(session, nth));
    });
    let parts = move || {
        if open.get() {
            of(session, nth).map_or_else(Vec::new, |list| list.parts)
        } else {
            Vec::new()
        }
    };
    details
        .child(el("summary").live_text(title))
        .on("toggle", move |_| open.set(element.open()))
        .each(parts, move |(heading, lines)| part(session, heading, lines))
        .child(classed("p", "panel-action").child(save.text("Save as Markdown")))
}

fn save_markdown(session: Session, nth: usize) {
    let Some(list) = of(session, nth) else { return };
    let blanks = session.typed.get_untracked();
    let document =
        session.peek(|now| of_checklist(&list, &now.plan, now.today, &|key| word(&blanks, key)));
    let text = markdown(&document, &browser::address(&session.shared_link()));
    let name = ["headroom-", list.id, ".md"].concat();
    save_text(&text, "text/markdown", &name);
}

fn part(session: Session, heading: &str, lines: &[Line]) -> Vec<El> {
    let mut made = vec![el("h3").text(heading)];
    let mut items = Vec::new();
    for line in lines {
        match line {
            Line::Item {
                label,
                target,
                cell,
            } => items.push(item(session, label, target, cell)),
            Line::Table { heads, rows } => made.push(table(session, heads, rows)),
        }
    }
    if !items.is_empty() {
        made.push(classed("ul", "checks").children(items));
    }
    made
}

fn item(session: Session, label: &str, target: &str, cell: &Cell) -> El {
    let done = [&cell.key, ".done"].concat();
    let id = ["c-", &cell.key].concat();
    let tick = el("input").attr("type", "checkbox").attr("id", &id);
    let (input, key): (HtmlInputElement, String) = (tick.of(), done.clone());
    react(Box::new(move || {
        let ticked = session.typed.with(|blanks| !word(blanks, &key).is_empty());
        input.set_checked(ticked);
    }));
    let tick = tick.on("change", move |event| {
        let words = if event_target_checked(event) {
            TICKED
        } else {
            ""
        };
        write(session, &done, words);
    });
    let mut named = el("label").attr("for", &id).text(label);
    if !target.is_empty() {
        named = named.child(classed("span", "check-target").text(&[" ", target].concat()));
    }
    classed("li", "check").child(tick).child(named).child(blank(
        session,
        classed("span", "check-value"),
        cell,
        label,
    ))
}

fn table(session: Session, heads: &[&str], rows: &[(String, Vec<Cell>)]) -> El {
    let columns = heads
        .iter()
        .map(|head| el("th").attr("scope", "col").text(head));
    let rows = rows.iter().map(|(label, cells)| {
        let cells = cells.iter().zip(heads.iter().skip(1)).map(|(cell, head)| {
            let name = [label, ", ", head].concat();
            blank(session, el("td"), cell, &name)
        });
        el("tr")
            .child(el("th").attr("scope", "row").text(label))
            .children(cells)
    });
    let table = classed("table", "figures")
        .child(el("thead").child(el("tr").children(columns)))
        .child(el("tbody").children(rows));
    classed("div", "figures-scroll")
        .attr("role", "region")
        .attr("aria-label", heads.first().copied().unwrap_or_default())
        .attr("tabindex", "0")
        .child(table)
}

/// What the plan says, or a box to type into.
fn blank(session: Session, place: El, cell: &Cell, name: &str) -> El {
    if !cell.filled.is_empty() {
        return sentence(session, place, &cell.filled);
    }
    let key = cell.key.clone();
    let input = classed("input", "blank")
        .attr("type", "text")
        .attr("id", &["b-", &key].concat())
        .attr("maxlength", LONGEST)
        .attr("autocomplete", "off")
        .attr("aria-label", name);
    let element: HtmlInputElement = input.of();
    let shown = key.clone();
    react(Box::new(move || {
        let words = session.typed.with(|blanks| word(blanks, &shown));
        // Setting what is there already would move the caret.
        if element.value() != words {
            element.set_value(&words);
        }
    }));
    place.child(input.on("input", move |event| write(session, &key, &typed(event))))
}
