//! How did this figure come about? A panel at the side, never over the figure, that keeps
//! the page usable: what the figure is, its formula in words and in numbers, where the
//! method comes from, and each input, to be followed further.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::browser::{self, Timer};
use super::controls::Look;
use super::dom::{El, button, classed, el, react};
use super::inputs::control;
use super::session::Session;
use crate::later::far;
use crate::quantity::Constant;
use crate::quantity::format::precise;
use crate::quantity::reading::{Piece, pieces};
use crate::scenario::slot::behind_row;
use crate::scenario::{Domain, Slot};
use crate::sheet::Kind;
use crate::sheet::{Explanation, Origin};

/// The id of the panel's heading.
const HEADING: &str = "explain-heading";

/// What was pressed to open the panel.
#[derive(Clone)]
struct Opener {
    element: Element,
    figure: String,
    /// Of all places on the page that show the figure, which one it is.
    nth: usize,
    /// Where it stood in the window.
    top: f64,
    /// Whether the panel would lie over it at the left.
    is_left: bool,
}

/// How far from the left of the page the panel reaches there, and how wide the page is.
const REACH: f64 = 400.0;
const PAGE: f64 = 1280.0;

thread_local! {
    static OPENER: RefCell<Option<Opener>> = const { RefCell::new(None) };
}

fn remember(element: &Element, figure: &str) {
    let all = places_of(figure);
    let nth = all.iter().position(|other| other == element);
    let place = element.get_bounding_client_rect();
    let wide = window().inner_width().ok().and_then(|wide| wide.as_f64());
    let edge = wide.map_or(0.0, |wide| (wide - PAGE) / 2.0);
    OPENER.set(Some(Opener {
        element: element.clone(),
        figure: figure.to_owned(),
        nth: nth.unwrap_or_default(),
        top: place.top(),
        is_left: place.left() < REACH + if edge > 0.0 { edge } else { 0.0 },
    }));
}

/// Adds the panel to the page; nothing is there while no figure is open.
pub(super) fn explain(session: Session, page: El) -> El {
    let page = page.each(
        move || {
            let open = session.explained.with(|trail| trail.last().cloned());
            let is_known =
                |id: &String| session.with(|now| now.plan.is_explained(&now.scenario, id));
            open.filter(|id| session.loaded().details && is_known(id))
                .into_iter()
                .collect()
        },
        move |id| vec![opened(session, id)],
    );
    let soon = Timer::default();
    react(Box::new(move || {
        if session.explained.with(|trail| !trail.is_empty()) {
            // The panel is read from its heading on, once it is there.
            soon.start(0, Box::new(focus_heading));
        }
    }));
    page
}

far! {
    "details" "0803"
    fn opened(session: Session, id: &str) -> El = panel;
    "details" "7005"
    /// Remembers what the panel is opened from, once there is one to open.
    pub(super) fn opened_from(element: &Element, figure: &str) = remember;
}

fn focus_heading() {
    if let Some(heading) = browser::element(HEADING) {
        browser::focus(&heading);
    }
}

fn found(session: Session, id: &str) -> Option<Explanation> {
    session.with(|now| now.plan.explain(&now.scenario.at_start(), id))
}

fn panel(session: Session, id: &str) -> El {
    let close_by_key = move |event: &Event| {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            close(session);
        }
    };
    let back = button("quiet-button", move || {
        session.explained.update(|trail| {
            trail.pop();
        });
    })
    .text("Back")
    .live_flag("disabled", move || {
        session.explained.with(|trail| trail.len() < 2)
    });
    let close = button("quiet-button", move || close(session)).text("Close");
    let of = id.to_owned();
    let working = Memo::new(move |_| found(session, &of));
    let heading = el("h2")
        .attr("id", HEADING)
        .attr("tabindex", "-1")
        .live_text(move || {
            working.with(|working| working.as_ref().map_or_else(String::new, heading_of))
        });
    let note = |class: &str| classed("p", class);
    let is_left = OPENER.with_borrow(|opener| opener.as_ref().is_some_and(|it| it.is_left));
    let class = if is_left {
        "explain explain-at-right"
    } else {
        "explain"
    };
    classed("aside", class)
        .attr("aria-label", "How this figure came about")
        .on("keydown", close_by_key)
        .child(classed("div", "explain-top").child(back).child(close))
        .child(heading)
        .each(
            move || working.get().into_iter().collect(),
            move |working| told(session, working),
        )
        .each(
            move || working.with(|it| it.as_ref()?.slot).into_iter().collect(),
            move |slot| stated(session, *slot),
        )
        .child(note("explain-note").live_text(move || {
            working.with(|it| {
                it.as_ref().map_or_else(String::new, |working| {
                    format!("Source: {}.", working.source.cited())
                })
            })
        }))
        .child(note("explain-note explain-id").text(id))
}

fn heading_of(working: &Explanation) -> String {
    behind_row(working.of.as_deref(), working.label)
}

/// Closes the panel. Focus and page go back to where it was opened, once it is gone.
fn close(session: Session) {
    session.explained.set(Vec::new());
    if let Some(opener) = OPENER.take() {
        Timer::default().start(0, Box::new(move || opener.go_back()));
    }
}

impl Opener {
    fn go_back(self) {
        let Some(element) = self.standing() else {
            return;
        };
        browser::focus(&element);
        let moved = element.get_bounding_client_rect().top() - self.top;
        window().scroll_by_with_x_and_y(0.0, moved);
    }

    /// The element; where an edit has made it anew, what stands in its place.
    fn standing(&self) -> Option<HtmlElement> {
        if self.element.is_connected() {
            return self.element.clone().dyn_into().ok();
        }
        let all = places_of(&self.figure);
        let last = all.len().checked_sub(1)?;
        all.into_iter().nth(self.nth.min(last))?.dyn_into().ok()
    }
}

/// All places on the page that show a figure, from top to bottom.
fn places_of(figure: &str) -> Vec<Element> {
    let all = document().query_selector_all(&["[data-figure=\"", figure, "\"]"].concat());
    let Ok(all) = all else { return Vec::new() };
    let nodes = (0..all.length()).filter_map(|nth| all.get(nth));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// All that follows from the plan.
fn told(session: Session, working: &Explanation) -> Vec<El> {
    let value = match &working.value {
        Ok(value) => classed("p", "explain-value").text(value),
        Err(_) => classed("p", "explain-value absent").text("not known"),
    };
    let mut told = vec![value, el("p").text(working.sentence)];
    told.extend(
        working
            .since
            .iter()
            .map(|since| classed("p", "explain-note").text(since)),
    );
    if let Some(text) = working.text {
        told.extend(formula(text, working.kind, &working.inputs));
    }
    if !working.inputs.is_empty() {
        let rows = working.inputs.iter().map(|input| input_row(session, input));
        told.extend(list("Inputs", rows));
    }
    if !working.constants.is_empty() {
        let rows = working
            .constants
            .iter()
            .map(|constant| constant_row(constant));
        told.extend(list("Constants", rows));
    }
    told
}

fn list(heading: &str, rows: impl Iterator<Item = El>) -> [El; 2] {
    [
        el("h3").text(heading),
        classed("ul", "explain-inputs").children(rows),
    ]
}

fn input_row(session: Session, input: &Origin) -> El {
    let to = input.id.clone();
    let label = behind_row(input.of.as_deref(), input.label);
    let follow = button("link", move || {
        session.explained.update(|trail| trail.push(to.clone()));
    });
    el("li")
        .child(follow.attr("data-follow", &input.id).text(&label))
        .text(" ")
        .child(classed("span", "explain-number").text(&input.value))
}

fn constant_row(constant: &Constant) -> El {
    let value = precise(constant.value, constant.unit);
    el("li")
        .child(el("span").text(constant.sentence.trim()))
        .text(" ")
        .child(classed("span", "explain-number").text(&value))
}

/// What can be changed here, where the figure is stated.
fn stated(session: Session, slot: Slot) -> Vec<El> {
    let bounds = match slot.field.domain {
        Domain::Number {
            unit, least, most, ..
        } => format!(
            "Between {} and {}.",
            precise(least, unit),
            precise(most, unit)
        ),
        _ => String::new(),
    };
    vec![
        el("h3").text("Stated"),
        el("p").text("This is an input. Change it here or in the form."),
        classed("div", "explain-field")
            .live_flag("inert", move || session.read_only.get())
            .child(el("span").text(&session.peek(|now| slot.label(&now.scenario))))
            .text(" ")
            .children(control(session, slot, Look::Panel)),
        classed("p", "explain-note").text(&bounds),
    ]
}

fn formula(text: &str, kind: Kind, inputs: &[Origin]) -> Vec<El> {
    let place = || classed("p", "explain-formula");
    let found = match kind {
        Kind::LookedUp => Some("Looked up"),
        Kind::Solved => Some("Found"),
        Kind::Computed | Kind::Stated | Kind::Alias => None,
    };
    if let Some(found) = found {
        return vec![el("h3").text(found), place().text(text)];
    }
    let of = |name: &str| inputs.iter().find(|input| input.name == name);
    let words = |name: &str| of(name).map_or_else(|| plain(name), |input| input.label.to_owned());
    // What a formula adds up stands in several rows.
    let numbers = |name: &str| {
        let rows = inputs.iter().filter(|input| input.name == name);
        let values: Vec<&str> = rows.map(|input| &*input.value).collect();
        match values.as_slice() {
            [] => constant(name),
            values => values.join(" + "),
        }
    };
    let read = |names: &dyn Fn(&str) -> String| {
        place().children(pieces(text).into_iter().map(|piece| match piece {
            Piece::Name(name) => el("b").text(&names(name)),
            Piece::Sign(sign) => el("span").text(&sign),
        }))
    };
    vec![
        el("h3").text("Formula"),
        read(&words),
        el("h3").text("In numbers"),
        read(&numbers).attr("data-substituted", ""),
    ]
}

/// A constant's name as words.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', " ")
}

fn constant(name: &str) -> String {
    crate::facts::constants::ALL
        .iter()
        .find(|constant| constant.name == name)
        .map_or_else(
            || plain(name),
            |constant| precise(constant.value, constant.unit),
        )
}
