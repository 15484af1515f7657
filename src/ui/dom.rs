//! How do elements come to the page, and how do they follow what they show?
//!
//! Leptos keeps the state (signals, memos, owners, effects); this file puts it
//! on the page. The renderer of Leptos makes code anew for every shape of a view and
//! every closure in it; here there is one kind of element, and every closure is boxed.
//!
//! Measured in November 2026 (Leptos 0.8.23, brotli): the explain panel, 200 lines, takes
//! 13.1 KB more as components, and heads and rows of tables and sections, 60 lines, 2.4 KB
//! more on top of that. The first view is some 3,500 lines and has 5 KB left of its 200.
//! So what comes with the first view is made here; a panel that comes later and is more
//! markup than logic, such as that of [`explain`](super::explain), is a component
//! ([`view`](super::view)).
//!
//! What is `live` is worked out again when a signal that it read changes, and
//! touches the page only where the result differs.

use std::any::Any;
use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt as _};
use web_sys::{Element, Event, EventTarget, HtmlElement, Node};

/// An element under construction. Cloning gives another handle to the same one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct El(Element);

/// A new element of HTML.
pub(crate) fn el(tag: &str) -> El {
    El(made(document().create_element(tag)))
}

/// A new element of HTML with its class.
pub(crate) fn classed(tag: &str, class: &str) -> El {
    el(tag).attr("class", class)
}

/// A button that does something when it is pressed.
pub(crate) fn button(class: &str, press: impl Fn() + 'static) -> El {
    classed("button", class)
        .attr("type", "button")
        .on("click", move |_| press())
}

/// A new element of SVG.
pub(crate) fn svg(tag: &str) -> El {
    El(made(document().create_element_ns(
        Some("http://www.w3.org/2000/svg"),
        tag,
    )))
}

/// Browsers make every element that has a name, and ours are written here.
fn made(element: Result<Element, JsValue>) -> Element {
    element.unwrap_throw()
}

impl From<Element> for El {
    fn from(element: Element) -> Self {
        Self(element)
    }
}

impl El {
    /// The element itself.
    pub(crate) fn element(&self) -> &Element {
        &self.0
    }

    /// The element as what it is in the browser, such as an input.
    pub(crate) fn of<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// Sets an attribute for good.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        self.set(name, Some(value));
        self
    }

    /// Adds words.
    pub(crate) fn text(self, words: &str) -> Self {
        self.append(&document().create_text_node(words));
        self
    }

    /// Adds an element.
    #[expect(clippy::needless_pass_by_value, reason = "a child is handed over")]
    pub(crate) fn child(self, child: El) -> Self {
        self.append(&child.0);
        self
    }

    /// Adds elements.
    pub(crate) fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Adds what stands for each of `items`, which follow: an item that differs
    /// from the one that stood in its place is made anew, the others stay.
    pub(crate) fn each<T: PartialEq + 'static>(
        self,
        items: impl Fn() -> Vec<T> + 'static,
        make: impl Fn(&T) -> Vec<El> + 'static,
    ) -> Self {
        follow_each(&self, Box::new(items), Box::new(make));
        self
    }

    /// As [`Self::each`], for items that stand in what is read anyway: `read` is
    /// handed a function to call with them, and only those that differ are
    /// copied.
    pub(crate) fn each_in<T: PartialEq + Clone + 'static>(
        self,
        read: impl Fn(&mut dyn FnMut(&[T])) + 'static,
        make: impl Fn(&T) -> Vec<El> + 'static,
    ) -> Self {
        let places = Places::at_the_end_of(&self);
        let shown = RefCell::new(Vec::<T>::new());
        react(Box::new(move || {
            read(&mut |next| {
                let mut shown = shown.borrow_mut();
                for (nth, item) in next.iter().enumerate() {
                    if shown.get(nth) == Some(item) {
                        continue;
                    }
                    places.fill(nth, &|| make(item));
                    match shown.get_mut(nth) {
                        Some(before) => *before = item.clone(),
                        None => shown.push(item.clone()),
                    }
                }
                places.leave(next.len());
                shown.truncate(next.len());
            });
        }));
        self
    }

    /// Sets a property of its style for good. (A style attribute would be
    /// against the page's Content Security Policy.)
    pub(crate) fn style(self, property: &str, value: &str) -> Self {
        let element: HtmlElement = self.of();
        // Refused only for properties that are none.
        let _ = element.style().set_property(property, value);
        self
    }

    /// Adds words that follow what they are worked out from.
    pub(crate) fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        let node = document().create_text_node("");
        self.append(&node);
        follow(
            Box::new(move || Some(words())),
            Box::new(move |words| node.set_data(words.unwrap_or_default())),
        );
        self
    }

    /// An attribute that follows; it is absent while there is no value.
    pub(crate) fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        let element = self.clone();
        follow(
            Box::new(value),
            Box::new(move |value| element.set(name, value)),
        );
        self
    }

    /// A property of its style that follows; it is absent while there is no value.
    pub(crate) fn live_style(
        self,
        property: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        let element: HtmlElement = self.of();
        follow(
            Box::new(value),
            // Refused only for properties that are none.
            Box::new(move |value| {
                let _ = element
                    .style()
                    .set_property(property, value.unwrap_or_default());
            }),
        );
        self
    }

    /// An attribute without a value that is there while `on` holds, such as
    /// `hidden` or `disabled`.
    pub(crate) fn live_flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.live_attr(name, move || on().then(String::new))
    }

    /// A class that the element has while `on` holds.
    pub(crate) fn live_class(self, class: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let element = self.clone();
        follow(
            Box::new(move || on().then(String::new)),
            Box::new(move |on| element.set_class(class, on.is_some())),
        );
        self
    }

    /// Calls `act` when `event` arrives at the element.
    pub(crate) fn on(self, event: &'static str, act: impl FnMut(&Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(act));
        self
    }

    /// Sets an attribute, or takes it away.
    pub(crate) fn set(&self, name: &str, value: Option<&str>) {
        // Refused only for names that are none.
        let _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// Sets an attribute without a value, or takes it away.
    pub(crate) fn set_flag(&self, name: &str, on: bool) {
        self.set(name, on.then_some(""));
    }

    /// Gives the element a class, or takes it away.
    pub(crate) fn set_class(&self, class: &str, on: bool) {
        // Refused only for a class with spaces, and ours have none.
        let _ = self.0.class_list().toggle_with_force(class, on);
    }

    /// Has these words, and nothing else, inside.
    pub(crate) fn say(&self, words: &str) {
        if self.0.text_content().as_deref() != Some(words) {
            self.0.set_text_content(Some(words));
        }
    }

    /// Has these elements, and nothing else, inside.
    pub(crate) fn refill(&self, children: impl IntoIterator<Item = El>) {
        self.0.set_text_content(None);
        for child in children {
            self.append(&child.0);
        }
    }

    fn append(&self, node: &Node) {
        // Refused only where an element would contain itself.
        let _ = self.0.append_child(node);
    }
}

/// What an input or a list holds that an event came from.
pub(crate) fn typed(event: &Event) -> String {
    event_target_value(event)
}

/// Works out what to show; none where nothing is.
type Value = Box<dyn Fn() -> Option<String>>;
/// Shows it.
type Show = Box<dyn Fn(Option<&str>)>;

/// Works `value` out now and whenever a signal that it reads changes, and
/// shows it where it differs from what was shown last.
fn follow(value: Value, show: Show) {
    let last = RefCell::new(None::<Option<String>>);
    react(Box::new(move || {
        let now = value();
        let mut last = last.borrow_mut();
        if last.as_ref() != Some(&now) {
            show(now.as_deref());
            *last = Some(now);
        }
    }));
}

/// Works out which items there are.
type Items<T> = Box<dyn Fn() -> Vec<T>>;
/// Makes what stands for an item.
type Make<T> = Box<dyn Fn(&T) -> Vec<El>>;

fn follow_each<T: PartialEq + 'static>(parent: &El, items: Items<T>, make: Make<T>) {
    let places = Places::at_the_end_of(parent);
    let shown = RefCell::new(Vec::<T>::new());
    react(Box::new(move || {
        let next = items();
        let mut shown = shown.borrow_mut();
        for (nth, item) in next.iter().enumerate() {
            if shown.get(nth) != Some(item) {
                places.fill(nth, &|| make(item));
            }
        }
        places.leave(next.len());
        *shown = next;
    }));
}

/// Places in a row, each of which holds what was made for one item, with the
/// owner of what is live in it.
struct Places {
    owner: Owner,
    held: RefCell<Vec<(Owner, Vec<El>)>>,
    end: Node,
}

impl Places {
    fn at_the_end_of(parent: &El) -> Self {
        let end: Node = document().create_comment("").into();
        parent.append(&end);
        Self {
            owner: Owner::current().unwrap_or_default(),
            held: RefCell::default(),
            end,
        }
    }

    /// Puts what `make` gives in the nth place, or in the next that is free.
    fn fill(&self, nth: usize, make: &dyn Fn() -> Vec<El>) {
        let mut held = self.held.borrow_mut();
        if held.len() <= nth {
            held.push((self.owner.child(), Vec::new()));
        }
        let Some((owner, _)) = held.get(nth) else {
            return;
        };
        let new = owner.with_cleanup(|| untrack(make));
        let after = held[nth..].iter().flat_map(|(_, elements)| elements).next();
        let after: &Node = after.map_or(&self.end, |element| &element.0);
        if let Some(parent) = self.end.parent_node() {
            for element in &new {
                // Refused only where an element would contain itself.
                let _ = parent.insert_before(&element.0, Some(after));
            }
        }
        for old in core::mem::replace(&mut held[nth].1, new) {
            old.0.remove();
        }
    }

    /// Leaves the first `count` places as they are and empties the others.
    fn leave(&self, count: usize) {
        let mut held = self.held.borrow_mut();
        while held.len() > count {
            let Some((owner, elements)) = held.pop() else {
                return;
            };
            owner.cleanup();
            for element in elements {
                element.0.remove();
            }
        }
    }
}

/// Runs `act` now and whenever a signal that it reads changes, for as long as
/// the present owner lives. What it creates lives until it runs again.
pub(crate) fn react(act: Box<dyn Fn()>) {
    let effect = RenderEffect::new(move |_: Option<()>| act());
    keep(Box::new(effect));
}

/// Calls `act` when `event` arrives, for as long as the present owner lives.
pub(crate) fn listen(target: &EventTarget, event: &'static str, act: Box<dyn FnMut(&Event)>) {
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(target, event, options, act);
    keep(Box::new(listener));
}

/// Keeps a thing for as long as the present owner lives.
pub(crate) fn keep(thing: Box<dyn Any>) {
    StoredValue::new_local(thing);
}

/// A function for the browser to call once, later; it is freed by the call.
pub(crate) fn once(act: Box<dyn FnOnce()>) -> js_sys::Function {
    Closure::once_into_js(act).unchecked_into()
}
