//! How do elements come to the page, and how do they follow what they show?
//!
//! Leptos keeps the state (signals, memos, owners, effects); this file puts it
//! on the page. Its own renderer makes code anew for every shape of a view and
//! every closure in it, which came to more than half of the program; here there
//! is one kind of element, and every closure is boxed.
//!
//! What is `live` is worked out again when a signal that it read changes, and
//! touches the page only where the result differs.

use std::any::Any;
use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue, UnwrapThrowExt as _};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, Node};

/// An element under construction. Cloning gives another handle to the same one.
#[derive(Clone, Debug)]
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

impl El {
    /// The element itself.
    pub(crate) fn element(&self) -> &Element {
        &self.0
    }

    /// The element as what it is in the browser, such as an input.
    pub(crate) fn of<T: wasm_bindgen::JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }

    /// Sets an attribute for good.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, Some(value));
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

    /// Sets a property of its style for good. (A style attribute would be
    /// against the page's Content Security Policy.)
    pub(crate) fn style(self, property: &str, value: &str) -> Self {
        let element: HtmlElement = self.of();
        // Refused only for properties that are none.
        let _ = element.style().set_property(property, value);
        self
    }

    /// Has these words, and nothing else, inside.
    pub(crate) fn say(&self, words: &str) {
        if self.0.text_content().as_deref() != Some(words) {
            self.0.set_text_content(Some(words));
        }
    }

    /// Has these elements, and nothing else, inside.
    pub(crate) fn refill(&self, children: Vec<El>) {
        self.0.set_text_content(None);
        for child in children {
            self.append(&child.0);
        }
    }

    /// Adds elements that follow what they are worked out from. All of them are
    /// made anew when they do, so whoever calls keeps what is read here small.
    pub(crate) fn live(self, content: impl Fn() -> Vec<El> + 'static) -> Self {
        let end: Node = document().create_comment("").into();
        self.append(&end);
        replace_before(end, Box::new(content));
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
        let element = self.0.clone();
        follow(
            Box::new(value),
            Box::new(move |value| set_attribute(&element, name, value)),
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
        let list = self.0.class_list();
        follow(
            Box::new(move || on().then(String::new)),
            Box::new(move |on| {
                // Refused only for a class with spaces, and ours have none.
                let _ = list.toggle_with_force(class, on.is_some());
            }),
        );
        self
    }

    /// What stands in an input; as a property, so that typing does not part
    /// the attribute from it.
    pub(crate) fn live_value(self, value: impl Fn() -> String + 'static) -> Self {
        let input: HtmlInputElement = self.of();
        follow(
            Box::new(move || Some(value())),
            Box::new(move |value| {
                let value = value.unwrap_or_default();
                // Setting what is there already would move the caret.
                if input.value() != value {
                    input.set_value(value);
                }
            }),
        );
        self
    }

    /// Calls `act` when `event` arrives at the element.
    pub(crate) fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(act));
        self
    }

    fn append(&self, node: &Node) {
        // Refused only where an element would contain itself.
        let _ = self.0.append_child(node);
    }
}

/// What an input holds that an event came from.
pub(crate) fn typed(event: &Event) -> String {
    event_target_value(event)
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // Refused only for names that are none.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
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

/// Keeps the elements that `content` gives before `end`.
fn replace_before(end: Node, content: Box<dyn Fn() -> Vec<El>>) {
    let shown = RefCell::new(Vec::<El>::new());
    react(Box::new(move || {
        let next = content();
        let Some(parent) = end.parent_node() else {
            return;
        };
        for old in shown.replace(Vec::new()) {
            old.0.remove();
        }
        for new in &next {
            // Refused only where an element would contain itself.
            let _ = parent.insert_before(&new.0, Some(&end));
        }
        shown.replace(next);
    }));
}

/// Runs `act` now and whenever a signal that it reads changes, for as long as
/// the present owner lives. What it creates lives until it runs again.
pub(crate) fn react(act: Box<dyn Fn()>) {
    keep(Box::new(RenderEffect::new(move |_: Option<()>| act())));
}

/// Keeps something for as long as the present owner lives.
pub(crate) fn keep(what: Box<dyn Any>) {
    StoredValue::new_local(what);
}

/// Listens for as long as the present owner lives.
pub(crate) fn listen(target: &EventTarget, event: &'static str, act: Box<dyn FnMut(Event)>) {
    let act = Closure::wrap(act);
    // Refused only where the function is none.
    let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    keep(Box::new(Listener {
        target: target.clone(),
        event,
        act,
    }));
}

/// The window outlives every owner, so a listener is taken off when it ends.
struct Listener {
    target: EventTarget,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let act = self.act.as_ref().unchecked_ref();
        // Refused only where the function is none.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.event, act);
    }
}

/// A function for the browser to call once, later; it is freed by the call.
pub(crate) fn once(act: Box<dyn FnOnce()>) -> js_sys::Function {
    Closure::once_into_js(act).unchecked_into()
}
