//! The box that a number is typed into, in the form and in the scenario's
//! sentence: how does it behave while someone edits it?
//!
//! The text belongs to the box. Typing states the value that the text means;
//! the text is written anew only on blur, or when the value came from elsewhere
//! (undo, reset, another control).

mod drag;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{With as _, untrack};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::Look;
use crate::quantity::format;
use crate::scenario::typed::{echo, typed, written};
use crate::scenario::{Field, Slot, Statement, Value, growth, nudge, work};
use crate::ui::dom::{El, classed, react};
use crate::ui::session::Session;
use drag::Press;

/// A box for a number field, and what it says about the text below it.
pub(crate) fn number_box(session: Session, slot: Slot, look: Look) -> Vec<El> {
    let field = session.peek(|now| slot.rules(&now.scenario));
    let id = look.id(slot);
    let said_id = format!("{id}-said");
    let input = look
        .marked(classed("input", "number-box"), slot)
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", &said_id);
    let (frame_class, said_class) = match look {
        Look::Inline => ("number number-inline", "number-said number-said-inline"),
        Look::Form | Look::Top | Look::Panel | Look::Beside => {
            ("number number-form", "number-said")
        }
    };
    let unit = format::precise_parts(2.0, field.stated.unit);
    // A long unit may break after its slash, and nowhere in a word.
    let broken = |words: &str| words.replace('/', "/\u{200b}");
    let unit_beside = move |words: &str| classed("span", "number-unit").text(&broken(words));
    let mut frame = classed("span", frame_class);
    if look != Look::Inline && !unit.prefix.is_empty() {
        frame = frame.child(unit_beside(unit.prefix).attr("aria-hidden", "true"));
    }
    frame = frame.child(input.clone());
    if look != Look::Inline {
        let stated = field.stated.unit;
        // What counts requests counts predictions where those are served.
        frame = frame.child(if stated.symbol().starts_with("req") {
            let as_said = move || session.with(|now| work::unit(&now.scenario, stated));
            let words = move || broken(format::precise_parts(2.0, as_said()).unit.trim());
            classed("span", "number-unit").live_text(words)
        } else {
            unit_beside(unit.unit.trim())
        });
    }
    if !look.is_in_row() {
        let label = session.peek(|now| slot.label(&now.scenario));
        input.set("aria-label", Some(&label));
    }
    let said = classed("span", said_class).attr("id", &said_id);
    let editing = Rc::new(Editing {
        session,
        slot,
        field,
        look,
        element: input.of(),
        input: input.clone(),
        frame: frame.clone(),
        said: said.clone(),
        is_fresh: Cell::new(false),
        is_marked: Cell::new(false),
        is_pasted: Cell::new(false),
        is_faulty: Cell::new(false),
        own: Cell::new(None),
        shown: RefCell::default(),
        held: Cell::new(None),
    });
    for event in EVENTS {
        let editing = editing.clone();
        let _ = input.clone().on(event, move |event| editing.hear(event));
    }
    react(Box::new(move || editing.follow()));
    vec![frame, said]
}

/// As many characters fit into a box beside its unit.
const FITTING: usize = 11;

/// What a box listens to.
const EVENTS: [&str; 9] = [
    "input",
    "paste",
    "blur",
    "keydown",
    "mousedown",
    "pointerdown",
    "pointermove",
    "pointerup",
    "pointercancel",
];

/// One box, and where its editing stands.
struct Editing {
    session: Session,
    slot: Slot,
    /// What is known of the value.
    field: &'static Field,
    look: Look,
    element: HtmlInputElement,
    input: El,
    frame: El,
    said: El,
    /// Whether the text was typed since it was last written.
    is_fresh: Cell<bool>,
    /// Whether the sentence about a text that is not understood shows.
    is_marked: Cell<bool>,
    /// Whether the next text comes from the clipboard.
    is_pasted: Cell<bool>,
    /// Whether this box holds a text that is not understood.
    is_faulty: Cell<bool>,
    /// What the text of this box states; none before it was written.
    own: Cell<Option<Statement>>,
    shown: RefCell<Shown>,
    held: Cell<Option<Press>>,
}

/// What stands around the text of a box.
#[derive(Default, PartialEq)]
struct Shown {
    /// What was understood, or the sentence that helps.
    said: Option<String>,
    is_error: bool,
    /// Whether the text needs more room than a number does.
    is_wide: bool,
    placeholder: String,
    /// How wide the box is, in characters; none where the form says.
    size: Option<usize>,
}

impl Editing {
    fn stated(&self) -> Statement {
        self.session.with(|now| self.slot.stated(&now.scenario))
    }

    fn trouble(&self) -> Option<String> {
        self.session
            .troubles
            .with(|troubles| troubles.of(&self.slot.id()).map(str::to_owned))
    }

    /// The scenario, or what needs attention, may have changed.
    fn follow(&self) {
        let elsewhere = Some(self.stated()) != self.own.get();
        let mended = self.trouble().is_none() && self.is_faulty.get();
        if elsewhere || mended {
            self.write();
        }
        self.say();
    }

    /// Writes what is stated into the box.
    fn write(&self) {
        let stated = self.stated();
        self.own.set(Some(stated));
        self.is_faulty.set(false);
        self.is_marked.set(false);
        self.is_fresh.set(false);
        let text = written(self.field, stated.0, stated.1);
        // Setting what is there already would move the caret.
        if self.element.value() != text {
            self.element.set_value(&text);
        }
    }

    /// Brings what stands around the text up to date.
    fn say(&self) {
        let error = self.trouble().filter(|_| self.is_marked.get());
        let is_error = error.is_some();
        let placeholder = self.placeholder();
        let size = (self.look == Look::Inline).then(|| {
            let text = self.element.value();
            let shown = if text.is_empty() { &placeholder } else { &text };
            shown.chars().count().clamp(1, 24)
        });
        let next = Shown {
            said: error.or_else(|| self.echo()),
            is_error,
            is_wide: self.stated().1.is_some()
                || self.field == &growth::fields::start
                || self.element.value().chars().count() > FITTING,
            placeholder,
            size,
        };
        let mut shown = self.shown.borrow_mut();
        if *shown == next {
            return;
        }
        self.frame.set_class("number-faulty", is_error);
        self.frame.set_class("number-wide", next.is_wide);
        self.input.set("aria-invalid", is_error.then_some("true"));
        if shown.placeholder != next.placeholder {
            self.element.set_placeholder(&next.placeholder);
        }
        if let Some(size) = size {
            self.input.set("size", Some(&size.to_string()));
        }
        if (&shown.said, shown.is_error) != (&next.said, is_error) {
            let class = if is_error {
                "number-error"
            } else {
                "number-echo"
            };
            let said = next.said.as_deref();
            self.said
                .refill(said.map(|said| classed("span", class).text(said)));
        }
        *shown = next;
    }

    /// What shows in the box of a field that is not stated.
    fn placeholder(&self) -> String {
        let field = self.field;
        if !field.is_optional() {
            return String::new();
        }
        if field == &growth::fields::start {
            return self.session.with(|now| now.today.shown());
        }
        let followed = self.session.with(|now| now.followed(self.slot));
        // In a sentence nothing would be nothing to click at.
        let nothing = if self.look == Look::Inline { "?" } else { "" };
        followed.map_or_else(
            || nothing.to_owned(),
            |figure| format::precise_parts(figure.value, field.stated.unit).number,
        )
    }

    /// What the text was understood as, where it does not plainly say so.
    fn echo(&self) -> Option<String> {
        let (value, range) = self.stated();
        let is_fresh = self.is_fresh.get();
        // A range is told of once, at its field.
        let is_told = range.is_some() && self.look != Look::Inline;
        if !is_told && (range.is_some() || !is_fresh) {
            return None;
        }
        let text = self.element.value();
        let mut understood = self
            .session
            .with(|now| typed(self.field, &text, &now.scenario))
            .ok()?;
        if !is_fresh {
            // A range may be stated with another value than its middle.
            understood.value = value;
        }
        echo(self.field, &text, understood)
    }

    /// Something happened to the box.
    fn hear(&self, event: &Event) {
        match event.type_().as_str() {
            "input" => self.read(),
            "paste" => self.is_pasted.set(true),
            "blur" => self.leave(),
            "keydown" => self.press_key(event.unchecked_ref()),
            pointer => self.drag(pointer, event.unchecked_ref()),
        }
    }

    /// Takes the text as it is typed.
    fn read(&self) {
        self.is_fresh.set(true);
        let pasted = self.is_pasted.replace(false);
        let text = self.element.value();
        let understood = self
            .session
            .peek(|now| typed(self.field, &text, &now.scenario));
        match understood {
            Ok(understood) => {
                self.is_faulty.set(false);
                self.own.set(Some((understood.value, understood.range)));
                self.is_marked.set(false);
                self.session
                    .state(self.slot, understood.value, understood.range);
                self.session.mend(self.slot);
            }
            Err(sentence) => {
                self.is_faulty.set(true);
                self.session.trouble(self.slot, sentence);
                if pasted {
                    self.is_marked.set(true);
                }
            }
        }
        untrack(|| self.say());
    }

    /// The box loses focus.
    fn leave(&self) {
        self.session.settle();
        if self.is_faulty.get() {
            self.is_marked.set(true);
        } else {
            self.session.mend(self.slot);
            untrack(|| self.write());
        }
        untrack(|| self.say());
    }

    /// The number that steps and drags start from.
    fn number(&self) -> Option<f64> {
        self.session
            .peek(|now| match self.slot.stated(&now.scenario).0 {
                Value::Number(number) => Some(number),
                _ => now.followed(self.slot).map(|figure| figure.value),
            })
    }

    /// States a number that did not come from the text.
    fn state(&self, number: f64) {
        self.session.state(self.slot, Value::Number(number), None);
        self.session.mend(self.slot);
    }

    fn press_key(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let tenfold = if event.shift_key() { 10.0 } else { 1.0 };
        let steps = match event.key().as_str() {
            "ArrowUp" => tenfold,
            "ArrowDown" => -tenfold,
            "PageUp" => 10.0,
            "PageDown" => -10.0,
            "Escape" => {
                self.session.mend(self.slot);
                untrack(|| self.write());
                untrack(|| self.say());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(number) = self.number() {
            self.state(nudge::stepped(self.field, number, steps));
        }
    }
}
