//! How did this figure come about? A panel at the side, never over the figure, that keeps
//! the page usable: what the figure is, its formula in words and in numbers, where the
//! method comes from, and each input, to be followed further.

use std::cell::RefCell;

use leptos::either::Either;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::browser::{self, Timer};
use super::compare::double;
use super::controls::Look;
use super::dom::{El, react};
use super::inputs::control;
use super::session::Session;
use super::solve::{Asked, question};
use super::swings::swings;
use crate::later::far;
use crate::quantity::format::precise;
use crate::quantity::reading::{Piece, pieces};
use crate::scenario::slot::behind_row;
use crate::scenario::{Domain, Slot, Value};
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
        move |id| opened(session, id),
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
    fn opened(session: Session, id: &str) -> Vec<El> = panel;
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

fn panel(session: Session, id: &str) -> Vec<El> {
    El::of_view(view! { <Panel session id=id.to_owned()/> })
}

#[component]
fn Panel(session: Session, id: String) -> impl IntoView {
    let of = id.clone();
    let of_figure = id.clone();
    let moved = id.clone();
    let working = Memo::new(move |_| found(session, &of));
    let close_by_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close(session);
        }
    };
    let back = move |_| {
        session.explained.update(|trail| {
            trail.pop();
        });
    };
    let is_first = move || session.explained.with(|trail| trail.len() < 2);
    let heading = move || working.with(|it| it.as_ref().map_or_else(String::new, heading_of));
    let source = move || {
        let cited = |it: &Explanation| format!("Source: {}.", it.source.cited());
        working.with(|it| it.as_ref().map_or_else(String::new, cited))
    };
    let slot = Memo::new(move |_| working.with(|it| it.as_ref()?.slot));
    let is_left = OPENER.with_borrow(|opener| opener.as_ref().is_some_and(|it| it.is_left));
    let class = if is_left {
        "explain explain-at-right"
    } else {
        "explain"
    };
    view! {
        <aside class=class aria-label="How this figure came about" on:keydown=close_by_key>
            <div class="explain-top">
                <button type="button" class="quiet-button" on:click=back disabled=is_first>"Back"</button>
                <button type="button" class="quiet-button" on:click=move |_| close(session)>"Close"</button>
            </div>
            <h2 id=HEADING tabindex="-1">{heading}</h2>
            {move || working.get().map(|working| view! { <Told session working/> })}
            {move || slot.get().map(|slot| view! { <Stated session input=slot/> })}
            {move || {
                let asked = slot.get().map_or_else(|| Asked::Figure(of_figure.clone()), Asked::Input);
                question(session, asked)
            }}
            {move || slot.get().is_none().then(|| swings(session, &moved).in_view())}
            <p class="explain-note">{source}</p>
            <p class="explain-note explain-id">{id}</p>
        </aside>
    }
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
#[component]
fn Told(session: Session, working: Explanation) -> impl IntoView {
    let (class, value) = match working.value {
        Ok(value) => ("explain-value", value),
        Err(_) => ("explain-value absent", "not known".into()),
    };
    let formula = working
        .text
        .map(|text| view! { <Formula text kind=working.kind inputs=working.inputs.clone()/> });
    let inputs = working
        .inputs
        .into_iter()
        .map(|input| view! { <Input session input/> });
    let inputs = inputs.collect_view();
    let constants = working.constants.iter().map(|constant| {
        let value = precise(constant.value, constant.unit);
        view! {
            <li><span>{constant.sentence.trim()}</span>" "<span class="explain-number">{value}</span></li>
        }
    });
    let constants = constants.collect_view();
    view! {
        <p class=class>{value}</p>
        <p>{working.sentence}</p>
        {working.since.map(|since| view! { <p class="explain-note">{since}</p> })}
        {formula}
        <List heading="Inputs" rows=inputs/>
        <List heading="Constants" rows=constants/>
    }
}

#[component]
fn List<R: IntoView + 'static>(heading: &'static str, rows: Vec<R>) -> impl IntoView {
    (!rows.is_empty()).then(|| view! { <h3>{heading}</h3><ul class="explain-inputs">{rows}</ul> })
}

#[component]
fn Input(session: Session, input: Origin) -> impl IntoView {
    let to = input.id.clone();
    let label = behind_row(input.of.as_deref(), input.label);
    let follow = move |_| session.explained.update(|trail| trail.push(to.clone()));
    view! {
        <li>
            <button type="button" class="link" data-follow=input.id on:click=follow>{label}</button>" "
            <span class="explain-number">{input.value}</span>
        </li>
    }
}

/// What can be changed here, where the figure is stated.
#[component]
fn Stated(session: Session, input: Slot) -> impl IntoView {
    let bounds = match input.field.domain {
        Domain::Number {
            unit, least, most, ..
        } => format!(
            "Between {} and {}.",
            precise(least, unit),
            precise(most, unit)
        ),
        _ => String::new(),
    };
    let label = session.peek(|now| input.label(&now.scenario));
    let is_number = session
        .peek(|now| matches!(input.get(&now.scenario), Value::Number(value) if value != 0.0));
    let field = control(session, input, Look::Panel)
        .into_iter()
        .map(El::in_view)
        .collect_view();
    view! {
        <h3>"Stated"</h3>
        <p>"This is an input. Change it here or in the form."</p>
        <div class="explain-field" inert=move || session.read_only.get()><span>{label}</span>" "{field}</div>
        <p class="explain-note">{bounds}</p>
        {is_number.then(|| view! {
            <button type="button" class="link" on:click=move |_| double(session, input)>
                "Double it, beside this"
            </button>
        })}
    }
}

#[component]
fn Formula(text: &'static str, kind: Kind, inputs: Vec<Origin>) -> impl IntoView {
    let found = match kind {
        Kind::LookedUp => Some("Looked up"),
        Kind::Solved => Some("Found"),
        Kind::Computed | Kind::Stated | Kind::Alias => None,
    };
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
        let piece = |piece| match piece {
            Piece::Name(name) => Either::Left(view! { <b>{names(name)}</b> }),
            Piece::Sign(sign) => Either::Right(view! { <span>{sign}</span> }),
        };
        pieces(text).into_iter().map(piece).collect_view()
    };
    match found {
        Some(found) => {
            Either::Left(view! { <h3>{found}</h3><p class="explain-formula">{text}</p> })
        }
        None => Either::Right(view! {
            <h3>"Formula"</h3>
            <p class="explain-formula">{read(&words)}</p>
            <h3>"In numbers"</h3>
            <p class="explain-formula" data-substituted="">{read(&numbers)}</p>
        }),
    }
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
