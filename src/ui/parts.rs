//! Which parts of the document follow an edit at once, and which after it?
//!
//! What is in view follows at once. What is folded or out of sight follows once nothing has
//! been typed for a moment, part by part, so that no keystroke waits for what nobody sees.
//! Until all have followed, the document is marked as busy.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use super::browser::Timer;
use super::dom::{El, keep, listen, react};
use super::figure;
use super::session::{Session, Turn};
use super::sight::Sight;

/// How long nothing is typed before what is not seen follows.
const REST_MS: u32 = 150;
/// How far from the view a section is near it.
const NEAR: &str = "200px 0px";

thread_local! {
    /// Every part on the page, in no order.
    static PARTS: RefCell<Vec<Weak<Part>>> = const { RefCell::new(Vec::new()) };
    static SHARED: OnceCell<Shared> = const { OnceCell::new() };
}

/// What all parts need.
struct Shared {
    session: Session,
    /// Marked while any of them lags.
    panels: El,
    rest: Timer,
    sight: Rc<Sight>,
}

/// A part of the document that follows in its own time.
pub(super) struct Part {
    /// What is read in it is run again at each turn.
    turn: Turn,
    /// Whether it is in view, or nearly, and open.
    is_near: Cell<bool>,
    is_open: Cell<bool>,
    lags: Cell<bool>,
    has_followed: Cell<bool>,
    /// The part that it is folded in.
    within: Option<Rc<Part>>,
    /// What it is in view with.
    element: Option<El>,
}

/// Brings parts up to date from now on, within `panels`, which stay for as long as the page.
pub(super) fn follow(session: Session, panels: &El) {
    let seen = |element: &web_sys::Element, is_near: bool| {
        for part in all() {
            let is_it = |of: &El| of.element() == element;
            if part.element.as_ref().is_some_and(is_it) {
                part.is_near.set(is_near);
            }
        }
        catch_up();
    };
    let shared = Shared {
        session,
        panels: panels.clone(),
        rest: Timer::default(),
        sight: Sight::new(NEAR, Box::new(seen)),
    };
    // Parts that stand above the others may be there already.
    for part in all() {
        if let Some(element) = &part.element {
            shared.sight.watch(element);
        }
    }
    SHARED.with(|place| place.set(shared).is_ok());
    react(Box::new(move || {
        session.with(|_| ());
        for part in all() {
            part.lags.set(true);
        }
        catch_up();
    }));
    listen(&window(), "beforeprint", Box::new(|_| all_at_once()));
}

/// Has every part follow now.
pub(super) fn all_at_once() {
    for part in all() {
        part.follow();
    }
    rest();
}

/// Has those in view follow, and the others once there is time.
fn catch_up() {
    for part in all() {
        if part.lags.get() && part.is_seen() {
            part.follow();
        }
    }
    rest();
}

/// Waits until nothing is typed, where anything lags.
fn rest() {
    SHARED.with(|shared| {
        let Some(shared) = shared.get() else { return };
        let lags = all().iter().any(|part| part.lags.get());
        shared.panels.set("aria-busy", lags.then_some("true"));
        if lags {
            shared.rest.start(REST_MS, Box::new(one_by_one));
        } else {
            shared.rest.stop();
        }
    });
}

/// Has one part follow, and after it the next: what is typed meanwhile comes between.
fn one_by_one() {
    let next = all().into_iter().find(|part| part.lags.get());
    if let Some(part) = next {
        part.follow();
    }
    SHARED.with(|shared| {
        let Some(shared) = shared.get() else { return };
        if all().iter().any(|part| part.lags.get()) {
            shared.rest.start(0, Box::new(one_by_one));
        } else {
            shared.panels.set("aria-busy", None);
        }
    });
}

/// The parts on the page; forgets those that are gone.
fn all() -> Vec<Rc<Part>> {
    PARTS.with_borrow_mut(|all| {
        all.retain(|part| part.strong_count() > 0);
        all.iter().filter_map(Weak::upgrade).collect()
    })
}

impl Part {
    /// What follows as this element is in view, for as long as the present owner lives. It
    /// is up to date as it is made.
    pub(super) fn seen_with(element: &El) -> Rc<Self> {
        let part = Self::new(None, Some(element.clone()));
        part.has_followed.set(true);
        SHARED.with(|shared| {
            if let Some(shared) = shared.get() {
                shared.sight.watch(element);
            }
        });
        part
    }

    /// What is folded in another part: made once there is time for it.
    pub(super) fn folded_in(within: &Rc<Self>) -> Rc<Self> {
        let part = Self::new(Some(within.clone()), None);
        part.lags.set(true);
        rest();
        part
    }

    /// What never follows at once.
    pub(super) fn resting() -> Rc<Self> {
        let part = Self::new(None, None);
        part.has_followed.set(true);
        part
    }

    fn new(within: Option<Rc<Self>>, element: Option<El>) -> Rc<Self> {
        let part = Rc::new(Self {
            turn: RwSignal::new(0),
            is_near: Cell::new(false),
            is_open: Cell::new(within.is_none()),
            lags: Cell::new(false),
            has_followed: Cell::new(false),
            within,
            element,
        });
        PARTS.with_borrow_mut(|all| all.push(Rc::downgrade(&part)));
        keep(Box::new(part.clone()));
        part
    }

    /// The session as it is read in this part.
    pub(super) fn reads(&self, session: Session) -> Session {
        session.at_turns(self.turn)
    }

    /// Whether it has anything to show yet.
    pub(super) fn has_followed(&self) -> bool {
        self.has_followed.get()
    }

    /// Opens or closes what is folded.
    pub(super) fn open(&self, is_open: bool) {
        self.is_open.set(is_open);
        if is_open && self.lags.get() {
            self.follow();
        }
    }

    fn is_seen(&self) -> bool {
        let around = self.within.as_deref().unwrap_or(self);
        around.is_near.get() && self.is_open.get()
    }

    fn follow(&self) {
        self.lags.set(false);
        self.has_followed.set(true);
        self.turn.update(|turn| *turn = turn.wrapping_add(1));
        SHARED.with(|shared| {
            if let Some(shared) = shared.get() {
                figure::show(shared.session, Some(self.turn));
            }
        });
    }
}
