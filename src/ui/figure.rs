//! One figure of the plan wherever it is shown: it can be opened, it says for
//! a moment by how much it has just changed, and it is marked as stale while a
//! field needs attention.
//!
//! There are hundreds of them, so one effect keeps them all, and the page
//! listens for a press on any of them in one place.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Attr, Element, Event, Text};

use super::arrivals;
use super::browser::Timer;
use super::dom::{El, classed, keep, react};
use super::explain::opened_from;
use super::session::{Now, Session, Turn};
use crate::later::far;
use crate::quantity::format::{difference, exact};
use crate::quantity::{Missing, Unit};
use crate::report::{Style, absent_word, parts};
use crate::scenario::work::unit;
use crate::sheet::Figure;
use crate::workloads::uncertainty::words::spread;

/// How long a difference is shown.
const MOMENT_MS: u32 = 2_500;

far! {
    "uncertainty" "5d03"
    fn said_behind(shown: &Shown, now: &Now) = Shown::spread;
}

thread_local! {
    /// Every figure on the page, in no order, with the part of the document that it
    /// follows with.
    static SHOWN: RefCell<Vec<(Option<Turn>, Weak<Shown>)>> = const { RefCell::new(Vec::new()) };
    /// Takes differences off the page again.
    static MOMENT: Timer = Timer::default();
}

/// A figure where it stands on the page.
struct Shown {
    id: Cow<'static, str>,
    look: Style,
    button: El,
    number: El,
    number_text: Text,
    unit_text: Text,
    /// The exact value, for whoever reads the page by program.
    value: Option<Attr>,
    /// The difference to the value before; not on the page but for a moment.
    change: Option<(El, Text)>,
    /// What it shows; none where that is not known.
    last: Cell<Option<(Figure, Unit)>>,
    /// Number and unit as they stand there: asking the page for them costs more
    /// than the figure.
    written: RefCell<(String, String)>,
    /// Whether the difference stands on the page.
    is_marked: Cell<bool>,
    /// From where to where it is in most draws; there once it has been.
    spread: RefCell<Option<(El, Text)>>,
}

/// A figure by its id. A button: it opens the explanation.
pub(super) fn figure(session: Session, id: Cow<'static, str>, look: Style) -> El {
    let (number, number_text) = words(classed("span", "figure-number"));
    let (unit, unit_text) = words(classed("span", "figure-unit"));
    let class = if look == Style::Large {
        "figure large"
    } else {
        "figure"
    };
    let button = classed("button", class)
        .attr("type", "button")
        .attr("data-figure", &id)
        .child(number.clone())
        .child(unit)
        .attr("data-value", "");
    let marks = !matches!(look, Style::Cell | Style::Count);
    let mark = || words(classed("span", "figure-change").attr("aria-hidden", "true"));
    let shown = Rc::new(Shown {
        change: marks.then(mark),
        id,
        look,
        value: button.element().get_attribute_node("data-value"),
        button: button.clone(),
        number,
        number_text,
        unit_text,
        last: Cell::new(None),
        written: RefCell::default(),
        is_marked: Cell::new(false),
        spread: RefCell::default(),
    });
    session.peek(|now| shown.show(now));
    SHOWN.with_borrow_mut(|all| all.push((session.turn, Rc::downgrade(&shown))));
    keep(Box::new(shown));
    button
}

/// An element with the one text in it, which is what changes: to change a text that
/// is there costs a browser less than another text in its place.
fn words(element: El) -> (El, Text) {
    let text = document().create_text_node("");
    // Refused only where an element would contain itself.
    let _ = element.element().append_child(&text);
    (element, text)
}

/// Keeps every figure as the plan has it, from now on; those of the document follow with
/// their parts.
pub(super) fn follow(session: Session) {
    react(Box::new(move || {
        session.with(|_| ());
        show(session, None);
    }));
}

/// Shows the figures of a part of the document as the plan has them, or all that are of none.
pub(super) fn show(session: Session, part: Option<Turn>) {
    let all = still_shown(|of| of == part);
    let show = |now: &Now| all.iter().fold(false, |marked, it| it.show(now) | marked);
    if session.peek(show) {
        MOMENT.with(|moment| moment.start(MOMENT_MS, Box::new(unmark)));
    }
}

/// Opens the figure that was pressed, if one was.
pub(super) fn open_pressed(session: Session, event: &Event) {
    let pressed = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("[data-figure]").ok().flatten());
    let Some(pressed) = pressed else { return };
    if let Some(id) = pressed.get_attribute("data-figure") {
        if arrivals::loaded().details {
            opened_from(&pressed, &id);
        }
        session.explain(&id);
    }
}

/// The figures on the page that are of these parts; forgets those that are gone.
fn still_shown(is_of: impl Fn(Option<Turn>) -> bool) -> Vec<Rc<Shown>> {
    SHOWN.with_borrow_mut(|all| {
        all.retain(|(_, shown)| shown.strong_count() > 0);
        let of = all.iter().filter(|(part, _)| is_of(*part));
        of.filter_map(|(_, shown)| shown.upgrade()).collect()
    })
}

fn unmark() {
    for shown in still_shown(|_| true) {
        if let (Some((change, _)), true) = (&shown.change, shown.is_marked.replace(false)) {
            change.element().remove();
        }
    }
}

impl Shown {
    /// Says behind the number from where to where it is in most draws. What was drawn before
    /// the last edit stays until it is drawn again, so that nothing moves.
    fn spread(&self, now: &Now) {
        let is_waited_for = now.plan.chances.is_none() && now.drawn_before.is_some();
        if is_waited_for || self.look == Style::Count {
            return;
        }
        let said = spread(&now.plan, &now.scenario, &self.id);
        let mut place = self.spread.borrow_mut();
        match (&mut *place, said) {
            (Some((_, text)), Some(said)) => text.set_data(&said),
            (None, Some(said)) => {
                let (element, text) = words(classed("span", "figure-spread"));
                text.set_data(&said);
                // Refused only where an element would contain itself.
                let _ = self.button.element().append_child(element.element());
                *place = Some((element, text));
            }
            (Some((element, _)), None) => {
                element.element().remove();
                *place = None;
            }
            (None, None) => {}
        }
    }

    /// Shows a figure where it differs from what is shown; whether the
    /// difference was marked.
    fn show(&self, now: &Now) -> bool {
        if now.plan.chances.is_some() || self.spread.borrow().is_some() {
            said_behind(self, now);
        }
        let outcome = now.plan.outcome(&self.id);
        let scenario = &now.scenario;
        let now = outcome.and_then(Result::ok);
        let now = now.map(|figure| (figure, unit(scenario, figure.unit())));
        let last = self.last.replace(now);
        let same = match (last, now) {
            (Some((last, before)), Some((now, unit))) => {
                last.value.to_bits() == now.value.to_bits() && before == unit
            }
            _ => false,
        };
        if same {
            return false;
        }
        if last.is_some() != now.is_some() || self.written.borrow().0.is_empty() {
            let class = now.map_or("figure-absent", |_| "figure-number");
            self.number.set("class", Some(class));
        }
        let differs = match now {
            Some((figure, unit)) => self.write(figure, unit),
            None => self.leave_out(outcome.and_then(Result::err)),
        };
        let (Some((change, text)), Some((last, _)), Some((now, unit))) = (&self.change, last, now)
        else {
            return false;
        };
        // What rounds to the same is no change to whoever reads it.
        if now.word().is_some() || !differs {
            return false;
        }
        text.set_data(&difference(now.value - last.value, unit));
        if !self.is_marked.replace(true) {
            // Refused only where the button is not on the page.
            let _ = self.button.element().after_with_node_1(change.element());
        }
        true
    }

    /// There is no figure; what explains it says why.
    fn leave_out(&self, absent: Option<Missing>) -> bool {
        self.be("");
        self.put(absent_word(absent), "")
    }

    /// Says the exact value to whoever reads the page by program.
    fn be(&self, value: &str) {
        if let Some(of) = &self.value {
            of.set_value(value);
        }
    }

    /// Whether that differs from what stood there.
    fn put(&self, number: &str, unit: &str) -> bool {
        let mut written = self.written.borrow_mut();
        let differs = written.0 != number || written.1 != unit;
        if written.0 != number {
            number.clone_into(&mut written.0);
            self.number_text.set_data(number);
        }
        if written.1 != unit {
            unit.clone_into(&mut written.1);
            self.unit_text.set_data(unit);
        }
        differs
    }

    fn write(&self, figure: Figure, unit: Unit) -> bool {
        if let Some(word) = figure.word() {
            self.be(word);
            return self.put(word, "");
        }
        let parts = parts(&self.id, figure.value, unit);
        let has_unit = matches!(self.look, Style::Plain | Style::Cell);
        let unit = if has_unit { &*parts.unit } else { "" };
        self.be(&exact(figure.value));
        self.put(&[parts.prefix, &parts.number].concat(), unit)
    }
}
