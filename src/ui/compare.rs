//! How are scenarios compared? One is kept as A and the next is edited on; what each comes to
//! stands side by side, and any of them can be turned to, named, or taken away.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::arrivals;
use super::browser;
use super::dom::{El, button, classed, el, react, typed};
use super::embed::named;
use super::follow;
use super::moves::moves;
use super::note::note;
use super::presets::start_from;
use super::sections;
use super::session::Session;
use super::share::{copy, link, picture};
use super::slices::{Slices, Work};
use super::style;
use crate::charts::board::Board;
use crate::engine::causes::Finding;
use crate::report::comparison::{IDS, board, summary, to_find};
use crate::scenario::beside::{LETTERS, MOST};
use crate::scenario::name::check;
use crate::scenario::{Domain, Scenario, Slot, Value, difference};
use crate::share::decode;

/// How long nothing is typed before it is worked out why they differ.
const REST_MS: u32 = 300;

/// What stands below the answers: what is compared, and what moves them most.
pub(super) fn below_answers(session: Session) -> Vec<El> {
    style::adopt();
    explain_why(session);
    let is_compared = move || {
        let is = session.with(|now| now.scenario.is_compared());
        is.then_some(()).into_iter().collect()
    };
    let compared =
        classed("div", "compare-place").each(is_compared, move |()| vec![compared(session)]);
    let first = follow::begin(session).into_iter().chain(named(session));
    first
        .chain([note(session), compared, moves(session)])
        .collect()
}

/// The button that begins it.
pub(super) fn begin(session: Session) -> El {
    button("button compare-button", move || add(session))
        .attr("title", "Keep this as A and go on with a copy beside it")
        .live_flag("hidden", move || {
            session.with(|now| now.scenario.is_compared())
        })
        .text("Compare")
}

/// Keeps what is here, and goes on with a copy of it beside it.
pub(super) fn add(session: Session) {
    let copy = |scenario: &Scenario| {
        scenario.compared_with(Scenario {
            name: String::new(),
            ..scenario.alone()
        })
    };
    if session
        .peek(|now| copy(&now.scenario))
        .is_some_and(|next| begun(session, next))
        && let Some(place) = browser::element("panel-compared")
    {
        browser::focus(&place);
    }
}

/// Doubles a number beside what is here.
pub(super) fn double(session: Session, slot: Slot) {
    match session.peek(|now| doubled(&now.scenario, slot)) {
        Some(next) => {
            begun(session, next);
        }
        None => {
            session.warn("Three scenarios are compared already, or this number cannot be doubled.");
        }
    }
}

/// A scenario beside another in which a number is twice as large, as far as it may be.
fn doubled(scenario: &Scenario, slot: Slot) -> Option<Scenario> {
    let rules = slot.rules(scenario);
    let (Value::Number(value), Domain::Number { most, .. }) = (slot.get(scenario), &rules.domain)
    else {
        return None;
    };
    let twice = Value::Number(rules.taken((value * 2.0).min(*most)));
    let name = ["Double: ", &slot.label(scenario)].concat();
    let mut copy = Scenario {
        name: if check(&name).is_ok() {
            name
        } else {
            String::new()
        },
        ..scenario.alone()
    };
    slot.lead_or_state(&mut copy, (twice, None)).ok()?;
    scenario.compared_with(copy)
}

/// Begins to compare, as a step that the browser's own Back takes back, as undo does. False
/// while something is to be decided first.
fn begun(session: Session, next: Scenario) -> bool {
    let is_free = !session.must_decide();
    if is_free {
        start_from(session, next, &[]);
    }
    is_free
}

fn compared(session: Session) -> El {
    let letters = move || {
        session.with(|now| {
            let count = now.scenario.compared().len();
            (0..count)
                .map(|at| (at, at == now.scenario.place()))
                .collect()
        })
    };
    let chips = classed("ul", "compare-chips").each(letters, move |(at, is_own)| {
        vec![chip(session, *at, *is_own)]
    });
    sections::section(session, (IDS[0], "Side by side"))
        .child(chips)
        .child(actions(session))
}

/// One of those that are compared: its name, and what can be done with it.
fn chip(session: Session, at: usize, is_own: bool) -> El {
    let letter = LETTERS.get(at).copied().unwrap_or_default();
    let turn = button("button compare-letter", move || {
        go(session, |scenario| scenario.turned_to(at));
    })
    .attr("aria-pressed", if is_own { "true" } else { "false" })
    .attr(
        "title",
        if is_own {
            "This one is edited"
        } else {
            "Edit this one"
        },
    )
    .text(letter);
    let label = ["Name of ", letter].concat();
    let input = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("placeholder", "Name it")
        .attr("aria-label", &label);
    let element: HtmlInputElement = input.of();
    let input = input
        .on("input", move |event| {
            let written = typed(event);
            if check(&written).is_ok() {
                session.rename_at(at, &written);
            }
        })
        .on("blur", move |_| session.settle());
    react(Box::new(move || {
        let name = session.with(|now| {
            let all = now.scenario.compared();
            all.get(at).map(|it| it.name.clone()).unwrap_or_default()
        });
        if element.value() != name {
            element.set_value(&name);
        }
    }));
    let away = button("quiet-button", move || go(session, |it| it.without(at)))
        .attr("aria-label", &["Take ", letter, " away"].concat())
        .text("\u{d7}");
    let class = if is_own {
        "compare-chip own"
    } else {
        "compare-chip"
    };
    classed("li", class).child(turn).child(input).child(away)
}

fn go(session: Session, to: impl Fn(&Scenario) -> Option<Scenario>) {
    if let Some(next) = session.peek(|now| to(&now.scenario)) {
        turn(session, next);
    }
}

/// Takes what comes of it, unless something is to be decided first.
fn turn(session: Session, next: Scenario) {
    if !session.must_decide() {
        session.replace(next, &[]);
    }
}

/// What can be done with all of it.
fn actions(session: Session) -> El {
    let said = classed("p", "aside compare-said").attr("role", "status");
    let is_full = move || session.with(|now| now.scenario.compared().len() >= MOST);
    let another = button("button", move || add(session))
        .live_flag("hidden", is_full)
        .text("Add a copy");
    let copy = copy(
        ("button", "Copy as text"),
        "The comparison is on the clipboard.",
        &said,
        move || text(session),
    );
    let picture = pictures(session, &said);
    let switches = [("Large", "presented"), ("Only what differs", "differing")];
    let [large, differing] = switches.map(|(word, class)| switch(word, class));
    let end = button("button", move || go(session, |it| Some(it.alone()))).text("Stop comparing");
    let place = said.clone();
    let link = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("placeholder", "Paste a link to compare with")
        .attr("aria-label", "A link to compare with");
    let field: HtmlInputElement = link.of();
    let link = link.on("input", move |event| {
        let written = typed(event);
        if written.trim().is_empty() {
            place.say("");
            return;
        }
        match with_links(session, &written) {
            Ok(next) => {
                field.set_value("");
                place.say("");
                turn(session, next);
            }
            Err(sentence) => place.say(&sentence),
        }
    });
    let link = link.live_flag("hidden", move || {
        session.with(|now| {
            let all = now.scenario.compared();
            all.len() >= MOST && copy_of_another(&now.scenario).is_none()
        })
    });
    classed("div", "compare-actions")
        .children([another, link, copy])
        .children(picture)
        .children([large, differing, end])
        .child(said)
}

/// A button that gives the page a class and takes it away again.
fn switch(word: &'static str, class: &'static str) -> El {
    let is_on = RwSignal::new(false);
    // What takes it away goes with the comparison.
    on_cleanup(move || mark(class, false));
    button("button", move || {
        is_on.update(|is| *is = !*is);
        mark(class, is_on.get_untracked());
    })
    .live_attr("aria-pressed", move || Some(is_on.get().to_string()))
    .text(word)
}

fn mark(class: &'static str, is_on: bool) {
    if let Some(page) = document().document_element() {
        // Refused only for a class with spaces.
        let _ = page.class_list().toggle_with_force(class, is_on);
    }
}

/// The buttons that hand the comparison on as a picture.
fn pictures(session: Session, said: &El) -> [El; 2] {
    let board: Rc<dyn Fn() -> Option<Board>> = Rc::new(move || {
        let link = link(session);
        session.peek(|now| board(&now.scenario, &now.plan, now.today, &link))
    });
    let saved = board.clone();
    [
        picture::copy("button", board, session, said).text("Copy a picture"),
        button("button", move || picture::save(&saved, session)).text("Save as PNG"),
    ]
}

/// The place of one that states what the one before it does: a copy that was not touched yet.
fn copy_of_another(scenario: &Scenario) -> Option<usize> {
    let all = scenario.compared();
    (1..all.len()).find(|at| {
        let (one, other) = (all[at - 1], all[*at]);
        difference::differences(one, other).is_empty() && one.ranges == other.ranges
    })
}

/// What is compared, with the scenarios of these links; in the place of a copy that was not
/// touched, where there is one.
fn with_links(session: Session, text: &str) -> Result<Scenario, String> {
    let mut next = session.peek(|now| now.scenario.clone());
    for text in text.split_whitespace() {
        let opened = decode(text).map_err(|error| error.to_string())?;
        if let Some(part) = opened.not_understood.first() {
            return Err([&*part.key, ": ", &part.sentence].concat());
        }
        let missing = session.loaded().lacks(&opened.scenario).next();
        if missing.is_some() {
            return Err(
                "What this link needs has not arrived yet. Try again in a moment.".to_owned(),
            );
        }
        let own = next.place();
        let copy = copy_of_another(&next);
        let room = match copy {
            Some(at) => next.without(at).unwrap_or(next),
            None => next,
        };
        let full = || "Three scenarios are compared already: take one away first.".to_owned();
        let added = room
            .compared_with(opened.scenario.alone())
            .ok_or_else(full)?;
        // What was edited stays what is edited.
        let stays = if copy == Some(own) {
            None
        } else {
            added.turned_to(own)
        };
        next = stays.unwrap_or(added);
    }
    Ok(next)
}

fn text(session: Session) -> String {
    let link = link(session);
    let said = session.peek(|now| summary(&now.scenario, &now.plan, now.today, &link));
    said.unwrap_or_default()
}

/// Works out why they differ, once nothing is typed.
fn explain_why(session: Session) {
    let why = Slices::new(move |why: Why| {
        let causes = why.0.iter().map(Finding::causes).collect();
        session.take_causes(causes);
    });
    session.at_each_plan(move || {
        if session.peek(|now| now.scenario.is_compared()) {
            why.begin(REST_MS, move || {
                let loaded = arrivals::loaded();
                Why(session.peek(|now| to_find(&now.scenario, &now.plan, loaded)))
            });
        } else {
            why.stop();
        }
    });
}

/// What there is to be found, one for each that is compared.
struct Why(Vec<Finding>);

impl Work for Why {
    fn is_done(&self) -> bool {
        self.0.iter().all(Finding::is_done)
    }

    fn step(&mut self) {
        if let Some(next) = self.0.iter_mut().find(|it| !it.is_done()) {
            next.step();
        }
    }
}
