//! How is long work done between other work? Once nothing is typed, a few milliseconds at a
//! time, until it is done or begun anew.

use std::cell::RefCell;
use std::rc::Rc;

use super::browser::{self, Timer};

/// So long at a time.
const SLICE_MS: f64 = 6.0;

/// What is done step by step.
pub(super) trait Work {
    /// Whether nothing is left to be done.
    fn is_done(&self) -> bool;
    /// Does a part of it, of a few milliseconds at most.
    fn step(&mut self);
}

/// Work of one kind, of which there is one at a time.
pub(super) struct Slices<W> {
    waiting: RefCell<Option<W>>,
    next: Timer,
    done: Box<dyn Fn(W)>,
}

impl<W: Work + 'static> Slices<W> {
    /// What is done with work once it is done.
    pub(super) fn new(done: impl Fn(W) + 'static) -> Rc<Self> {
        Rc::new(Self {
            waiting: RefCell::default(),
            next: Timer::default(),
            done: Box::new(done),
        })
    }

    /// Begins with work that is made after so many milliseconds, in the place of what was
    /// begun before.
    pub(super) fn begin(self: &Rc<Self>, milliseconds: u32, make: impl FnOnce() -> W + 'static) {
        self.stop();
        let slices = self.clone();
        let first = move || {
            slices.waiting.replace(Some(make()));
            slices.go_on();
        };
        self.next.start(milliseconds, Box::new(first));
    }

    /// Leaves it undone.
    pub(super) fn stop(&self) {
        self.next.stop();
        self.waiting.take();
    }

    fn go_on(self: &Rc<Self>) {
        let until = browser::moment() + SLICE_MS;
        let is_done = {
            let mut waiting = self.waiting.borrow_mut();
            let Some(work) = waiting.as_mut() else {
                return;
            };
            while !work.is_done() && browser::moment() < until {
                work.step();
            }
            work.is_done()
        };
        if !is_done {
            let more = self.clone();
            self.next.start(0, Box::new(move || more.go_on()));
        } else if let Some(work) = self.waiting.take() {
            (self.done)(work);
        }
    }
}
