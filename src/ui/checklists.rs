//! The weekly, monthly and quarterly checklists: what the plan knows stands in
//! them and can be opened, the rest is typed in. What is typed stays in this
//! browser and goes into saved files; a link carries the plan alone.

use leptos::prelude::*;
use web_sys::{HtmlDetailsElement, HtmlInputElement};

use super::browser;
use super::controls::chart::save_text;
use super::document::sentence;
use super::dom::{El, button, classed, el, listen, react, typed};
use super::nodes::standing;
use super::parts::Part;
use super::report::given;
use super::sections::panel;
use super::session::Session;
use crate::report::checklists::{checklists as filled, titles};
use crate::report::markdown::markdown;
use crate::report::notes::Notes;
use crate::report::{Blank, Document, Tick};

/// Where what is typed is stored. The guard's safe mode knows the prefix.
const STORED: &str = "headroom.checklists";
/// What is kept of a box that is ticked.
const TICKED: &str = "x";
/// The most letters that a blank takes.
const LONGEST: &str = "300";

/// Where what was stored goes that could not be read, once something is typed.
const UNREAD: &str = "headroom.checklists.unread";

/// What this browser keeps: none where it keeps no notes, or what is none.
fn kept() -> Option<Notes> {
    Notes::read(&browser::stored(STORED).ok()??)
}

/// Takes in what this browser keeps, of this tab or of another.
fn take_in(session: Session) {
    if browser::is_frozen() {
        return;
    }
    let Some(kept) = kept() else { return };
    let before = session.notes.get_untracked();
    let mut notes = before.clone();
    let changed = notes.take_in(&kept);
    if !changed.is_empty() {
        session.history.update(|history| history.forget(&changed));
    }
    if notes != before {
        session.notes.set(notes);
    }
}

/// Keeps what is typed, together with what another tab has typed since; without storage
/// it lives as long as the page.
fn keep(session: Session) {
    take_in(session);
    let notes = session.notes.get_untracked();
    let there = kept();
    if notes == there.clone().unwrap_or_default() {
        return;
    }
    if there.is_none()
        && let Ok(Some(unread)) = browser::stored(STORED)
    {
        // What cannot be kept aside is not written over either.
        if browser::store(UNREAD, &unread).is_err() {
            session.warn(NOT_KEPT);
            return;
        }
    }
    if browser::store(STORED, &notes.write()).is_err() {
        session.warn(NOT_KEPT);
    }
}

/// Said where storage is full, refused, or not there.
const NOT_KEPT: &str = "This browser could not keep what you typed into the checklists: it is gone when this \
     page is closed. Save the report as JSON to keep it.";

fn write(session: Session, key: &str, words: &str) {
    if session.notes.with_untracked(|notes| notes.of(key) != words) {
        session.note(key, &[(key.to_owned(), words.to_owned())]);
    }
}

/// Empties every blank, as one step to undo.
fn clear(session: Session) {
    let emptied = session.notes.with_untracked(|notes| notes.until(&[]));
    session.settle();
    session.note("", &emptied);
    session.settle();
}

/// Keeps what is typed from now on, and hears of what other tabs type.
fn follow(session: Session) {
    take_in(session);
    react(Box::new(move || {
        session.notes.track();
        untrack(|| keep(session));
    }));
    listen(&window(), "storage", Box::new(move |_| take_in(session)));
}

/// The section of the three checklists.
pub(super) fn checklists(session: Session) -> El {
    follow(session);
    let session = Part::resting().reads(session);
    let about =
        "Filled in by the plan; what you type stays in this browser. What is open is printed.";
    let is_blank = move || session.notes.with(Notes::is_blank);
    let said = el("span").attr("role", "status");
    let cleared = said.clone();
    let clear = button("button", move || {
        clear(session);
        cleared.say("Cleared. Undo brings it back.");
    })
    .text("Clear what I typed")
    .live_flag("hidden", is_blank);
    let old = said.clone();
    react(Box::new(move || {
        if !is_blank() {
            old.say("");
        }
    }));
    panel("checklists", "Checklists")
        .child(classed("p", "conclusion").text(about))
        .child(classed("div", "folds").children([0, 1, 2].map(|nth| checklist(session, nth))))
        .child(classed("p", "panel-action").child(clear).child(said))
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
    let blanks = session.notes.with_untracked(Notes::blanks);
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
        let ticked = session.notes.with(|notes| !notes.of(&key).is_empty());
        input.set_checked(ticked);
    }));
    let tick = tick.on("change", move |event| {
        let words = if event_target_checked(event) {
            TICKED
        } else {
            ""
        };
        write(session, &done, words);
        session.settle();
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
        let words = session.notes.with(|notes| notes.of(&shown).to_owned());
        // Setting what is there already would move the caret.
        if element.value() != words {
            element.set_value(&words);
        }
    }));
    let input = input.on("input", move |event| write(session, &key, &typed(event)));
    place.child(input.on("blur", move |_| session.settle()))
}
