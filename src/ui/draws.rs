//! What do the ranges do to the figures on the page? They are drawn beside it, anew after each
//! edit, and what that comes to is shown as it settles. Typing never waits for it.
//!
//! The loader has the worker (`headroom:draw`, `headroom:drawn`). Where none is to be had, the
//! same draws are made here, a few milliseconds at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Event};

use super::browser::{self, Timer};
use super::dom::listen;
use super::session::Session;
use crate::workloads::uncertainty::draws::MOST;
use crate::workloads::uncertainty::{Chances, Draws};

/// The worker, which is no file of its own: one that is would escape the page's policy.
const WORKER: &str = include_str!("worker.js");
/// What is asked of the loader, and how it answers.
const ASK: &str = "headroom:draw";
const TOLD: &str = "headroom:drawn";
/// After an edit, before it is drawn: others mostly follow at once.
const REST_MS: u32 = 120;
/// So long at a time on the page.
const SLICE_MS: f64 = 4.0;
/// What is told at so many, on the page as in a worker (`worker.js`).
const STAGES: [usize; 3] = [256, 1024, MOST];
/// Where the loader has no worker.
const REFUSED: &str = "refused";
/// Which draws are on the page: `late`, as they were before the last edit, or `settled`.
const MARK: &str = "data-draws";

/// Draws that are under way.
struct Drawing {
    session: Session,
    /// Counts what was asked: answers to what was asked before are not heard.
    run: Cell<u32>,
    /// Whether no worker is to be had.
    is_here: Cell<bool>,
    own: RefCell<Option<Box<Draws>>>,
    next: Timer,
}

/// Draws whatever is stated, from now on.
pub(super) fn follow(session: Session) {
    let drawing = Rc::new(Drawing {
        session,
        run: Cell::default(),
        is_here: Cell::default(),
        own: RefCell::default(),
        next: Timer::default(),
    });
    let hearing = drawing.clone();
    let told = move |event: &Event| {
        let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
        if let Some(detail) = detail {
            hearing.hear(&detail.unchecked_into());
        }
    };
    listen(&document(), TOLD, Box::new(told));
    session.at_each_plan(move || drawing.begin_soon());
}

/// Says on the page which draws it shows.
fn mark(what: Option<&str>) {
    let Some(page) = document().document_element() else {
        return;
    };
    // Refused never: the name is one.
    let _ = match what {
        Some(what) => page.set_attribute(MARK, what),
        None => page.remove_attribute(MARK),
    };
}

impl Drawing {
    fn begin_soon(self: &Rc<Self>) {
        self.run.set(self.run.get() + 1);
        self.own.replace(None);
        let is_shown = self.session.peek(super::now::Now::is_drawn);
        mark(is_shown.then_some("late"));
        if !is_shown {
            self.ask("");
        }
        let drawing = self.clone();
        self.next.start(REST_MS, Box::new(move || drawing.begin()));
    }

    fn begin(self: &Rc<Self>) {
        let loaded = self.session.peek(|now| now.plan.loaded);
        let asked = self.session.peek(|now| {
            let is_here = loaded.lacks(&now.scenario).next().is_none();
            (now.is_drawn() && is_here).then(|| now.scenario.clone())
        });
        let Some(scenario) = asked else { return };
        if self.is_here.get() {
            self.own
                .replace(Some(Box::new(Draws::new(&scenario, loaded))));
            self.go_on(0);
            return;
        }
        let parts: Vec<&str> = loaded.here().map(|it| it.id).collect();
        let details = if loaded.details { "+details" } else { "" };
        let link = self.session.link();
        self.ask(&[&*parts.join("+"), details, " ", &link].concat());
    }

    fn ask(&self, text: &str) {
        let asked = Array::of3(&self.run.get().into(), &text.into(), &WORKER.into());
        let init = CustomEventInit::new();
        init.set_detail(&asked);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(ASK, &init) {
            // Nothing cancels it.
            let _ = document().dispatch_event(&event);
        }
    }

    /// Hears an answer: of which run, how many, what they come to, and whether all are made
    /// or why none are.
    fn hear(self: &Rc<Self>, answer: &Array) {
        let is_of_now = answer.get(0).as_f64() == Some(f64::from(self.run.get()));
        if !is_of_now {
            return;
        }
        match answer.get(3).as_string().as_deref() {
            Some(REFUSED) => {
                self.is_here.set(true);
                self.begin();
            }
            Some(_) => {
                self.session.without_chances();
                mark(None);
            }
            None => {
                let bytes: JsValue = answer.get(2);
                if let Some(bytes) = bytes.dyn_ref::<Uint8Array>() {
                    self.show(&bytes.to_vec());
                }
            }
        }
    }

    fn show(&self, told: &[u8]) {
        if browser::is_frozen() {
            return;
        }
        let chances = self
            .session
            .peek(|now| Chances::read(told, &now.scenario, now.plan.loaded));
        if let Some(chances) = chances {
            mark(Some("settled"));
            self.session.take_chances(chances);
        }
    }

    /// Draws on the page for as long as nobody notices, then leaves it to other work.
    fn go_on(self: &Rc<Self>, stage: usize) {
        let until = browser::moment() + SLICE_MS;
        let told = {
            let mut own = self.own.borrow_mut();
            let Some(draws) = own.as_mut() else { return };
            let mut made = 0;
            while made < STAGES[stage] && browser::moment() < until {
                draws.step();
                made = draws.made();
            }
            (made >= STAGES[stage]).then(|| draws.sent())
        };
        let next = stage + usize::from(told.is_some());
        if let Some(told) = told {
            self.show(&told);
        }
        if next < STAGES.len() {
            let drawing = self.clone();
            self.next.start(0, Box::new(move || drawing.go_on(next)));
        }
    }
}
