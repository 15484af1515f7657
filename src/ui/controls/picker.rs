//! A box to search the inputs in, and to choose one of them.
//!
//! Typing lists what is found; arrow keys, Enter and a click choose. What is typed and not
//! chosen is given up on blur: the box then shows what is held.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::untrack;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::Look;
use crate::scenario::search::{Hit, inputs};
use crate::scenario::{Slot, Value};
use crate::ui::dom::{El, classed, el, react};
use crate::ui::session::Session;

/// How many are listed.
const MOST: usize = 8;

/// One box with its list.
struct Picker {
    session: Session,
    slot: Slot,
    id: String,
    element: HtmlInputElement,
    input: El,
    list: El,
    hits: RefCell<Vec<Hit>>,
    /// Which of them is marked.
    at: Cell<usize>,
}

/// A box for a field that holds another input.
pub(crate) fn input_box(session: Session, slot: Slot, look: Look) -> El {
    let id = look.id(slot);
    let list_id = [&id, "-list"].concat();
    let input = look
        .marked(classed("input", "picker-box"), slot)
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", "Search inputs")
        .attr("aria-autocomplete", "list")
        .attr("aria-expanded", "false")
        .attr("aria-controls", &list_id);
    if !look.is_in_row() {
        let label = session.peek(|now| slot.label(&now.scenario));
        input.set("aria-label", Some(&label));
    }
    let list = classed("ul", "picker-list")
        .attr("id", &list_id)
        .attr("role", "listbox")
        .attr("aria-label", "Inputs")
        .attr("hidden", "");
    let picker = Rc::new(Picker {
        session,
        slot,
        id,
        element: input.of(),
        input: input.clone(),
        list: list.clone(),
        hits: RefCell::default(),
        at: Cell::new(0),
    });
    for event in ["focus", "input", "keydown", "blur"] {
        let picker = picker.clone();
        let _ = input.clone().on(event, move |event| picker.hear(event));
    }
    let pressed = picker.clone();
    // Before the box loses the focus, which would close the list.
    let list = list.on("mousedown", move |event| {
        event.prevent_default();
        pressed.press(event);
    });
    react(Box::new(move || picker.write()));
    classed("span", "picker").child(input).child(list)
}

impl Picker {
    /// Writes what is held into the box.
    fn write(&self) {
        let held = self.session.with(|now| match self.slot.get(&now.scenario) {
            Value::Input(_) => self.slot.words(&now.scenario),
            _ => String::new(),
        });
        if self.element.value() != held {
            self.element.set_value(&held);
        }
    }

    fn hear(self: &Rc<Self>, event: &Event) {
        match event.type_().as_str() {
            "focus" => self.element.select(),
            "input" => self.search(),
            "keydown" => self.press_key(event.unchecked_ref()),
            _ => {
                self.close();
                untrack(|| self.write());
            }
        }
    }

    /// Lists what is meant by the text.
    fn search(&self) {
        let text = self.element.value();
        let hits = self.session.peek(|now| {
            let may = |slot: &Slot| slot.can_change_later(&now.scenario);
            inputs(&now.scenario, &text, may, MOST)
        });
        let options = hits.iter().enumerate().map(|(at, hit)| {
            classed("li", "picker-option")
                .attr("id", &self.option_id(at))
                .attr("role", "option")
                .attr("data-at", &at.to_string())
                .child(el("span").text(&hit.label))
                .child(classed("span", "picker-about").text(&hit.about))
        });
        let none = hits.is_empty().then(|| {
            let words = "No input is called so. Try another word, as in price or node.";
            classed("li", "picker-about").text(words)
        });
        self.list.refill(options.chain(none));
        self.hits.replace(hits);
        self.list.set_flag("hidden", false);
        self.input.set("aria-expanded", Some("true"));
        self.mark(0);
    }

    fn option_id(&self, at: usize) -> String {
        [&self.id, "-", &at.to_string()].concat()
    }

    /// Marks one of those that are listed.
    fn mark(&self, at: usize) {
        self.at.set(at);
        let count = self.hits.borrow().len();
        let options = self.list.element().children();
        for nth in 0..options.length() {
            if let Some(option) = options.item(nth) {
                let is_marked = usize::try_from(nth).is_ok_and(|nth| nth == at) && count > 0;
                let word = if is_marked { "true" } else { "false" };
                // An attribute with a name of ours is never refused.
                let _ = option.set_attribute("aria-selected", word);
            }
        }
        let marked = (count > 0).then(|| self.option_id(at));
        self.input.set("aria-activedescendant", marked.as_deref());
    }

    fn close(&self) {
        self.list.set_flag("hidden", true);
        self.input.set("aria-expanded", Some("false"));
        self.input.set("aria-activedescendant", None);
        self.hits.borrow_mut().clear();
    }

    fn press_key(&self, event: &KeyboardEvent) {
        if event.is_composing() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let is_open = !self.list.element().has_attribute("hidden");
        let count = self.hits.borrow().len();
        match event.key().as_str() {
            "ArrowDown" if !is_open => self.search(),
            "ArrowDown" if count > 0 => self.mark((self.at.get() + 1) % count),
            "ArrowUp" if count > 0 => self.mark((self.at.get() + count - 1) % count),
            "Enter" if is_open => self.choose(self.at.get()),
            "Escape" if is_open => {
                self.close();
                untrack(|| self.write());
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// An option is pressed.
    fn press(&self, event: &Event) {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let option = target.and_then(|it| it.closest("[data-at]").ok().flatten());
        let at = option.and_then(|it| it.get_attribute("data-at"));
        if let Some(at) = at.and_then(|at| at.parse().ok()) {
            self.choose(at);
        }
    }

    fn choose(&self, at: usize) {
        let chosen = self.hits.borrow().get(at).map(|hit| hit.slot);
        self.close();
        if let Some(chosen) = chosen {
            self.session.settle();
            self.session.mean(self.slot, chosen);
            self.session.settle();
        }
        untrack(|| self.write());
    }
}
