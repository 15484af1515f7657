//! The weekly, monthly and quarterly checklists: what the plan knows stands in
//! them and can be opened, the rest is typed in. What is typed stays in this
//! browser and goes into saved files; a link carries the plan alone.

use leptos::prelude::*;
use web_sys::{HtmlDetailsElement, HtmlInputElement};

use super::browser;
use super::controls::chart::save_text;
use super::document::{panel, sentence};
use super::dom::{El, button, classed, el, react, typed};
use super::nodes::standing;
use super::report::given;
use super::session::Session;
use crate::quantity::json::{Json, read};
use crate::report::checklists::{checklists as filled, titles};
use crate::report::markdown::markdown;
use crate::report::plain::typed as word;
use crate::report::{Blank, Document, Tick};

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
    let about = "For the meetings that keep a plan true. What the plan knows is filled in; type the rest. It \
         stays in this browser and in the files that you save: no link carries it. What is open here is \
         printed.";
    let clear = button("button", move || replace(session, Vec::new()))
        .text("Clear what I typed")
        .live_flag("hidden", move || session.typed.with(Vec::is_empty));
    panel("checklists", "Checklists")
        .child(classed("p", "conclusion").text(about))
        .children([0, 1, 2].map(|nth| checklist(session, nth)))
        .child(classed("p", "panel-action").child(clear))
}

/// The nth of the three.
fn of(session: Session, nth: usize) -> Option<Document> {
    session.with(|now| {
        let planned = now.scenario.at_start();
        let lists = filled(&planned, &now.plan, &now.findings, now.today);
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
    let sections = move || {
        if open.get() {
            of(session, nth).map_or_else(Vec::new, |list| list.sections)
        } else {
            Vec::new()
        }
    };
    details
        .child(el("summary").live_text(title))
        .on("toggle", move |_| open.set(element.open()))
        .each(sections, move |section| standing(session, section))
        .child(classed("p", "panel-action").child(save.text("Save as Markdown")))
}

fn save_markdown(session: Session, nth: usize) {
    let Some(list) = of(session, nth) else { return };
    let blanks = session.typed.get_untracked();
    let link = browser::address(&session.shared_link());
    let text = session.peek(|now| markdown(&list, given(now, &blanks), &link));
    let name = ["headroom-", list.id, ".md"].concat();
    save_text(&text, "text/markdown", &name);
}

/// Something to tick off, with its blank.
pub(super) fn tick(session: Session, of: &Tick) -> El {
    let Tick { blank: of, target } = of;
    let done = [&of.key, ".done"].concat();
    let id = ["c-", &of.key].concat();
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
    let mut named = el("label").attr("for", &id).text(&of.name);
    if !target.is_empty() {
        named = named.child(classed("span", "check-target").text(&[" ", target].concat()));
    }
    let value = blank(session, classed("span", "check-value"), of);
    classed("li", "check").child(tick).child(named).child(value)
}

/// What the plan says, or a box to type into.
pub(super) fn blank(session: Session, place: El, of: &Blank) -> El {
    if !of.filled.is_empty() {
        return sentence(session, place, &of.filled);
    }
    let key = of.key.clone();
    let input = classed("input", "blank")
        .attr("type", "text")
        .attr("id", &["b-", &key].concat())
        .attr("maxlength", LONGEST)
        .attr("autocomplete", "off")
        .attr("aria-label", &of.name);
    let element: HtmlInputElement = input.of();
    let shown = key.clone();
    react(Box::new(move || {
        let words = session.typed.with(|blanks| word(blanks, &shown).to_owned());
        // Setting what is there already would move the caret.
        if element.value() != words {
            element.set_value(&words);
        }
    }));
    place.child(input.on("input", move |event| write(session, &key, &typed(event))))
}
