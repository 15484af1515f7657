//! Which of these elements are in view, or near it?

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::dom::El;

/// What is told of an element: whether it is in view.
type Act = Box<dyn Fn(&Element, bool)>;

/// Tells of elements as they come into view and leave it.
pub(super) struct Sight {
    observer: Option<IntersectionObserver>,
    #[expect(dead_code, reason = "called by the observer for as long as it is kept")]
    act: Closure<dyn FnMut(Array)>,
}

impl Sight {
    /// `margin` widens the view, or narrows it, as a style sheet would write it. `act` is told
    /// of each element whether it is in view.
    pub(super) fn new(margin: &str, act: Act) -> Rc<Self> {
        let act = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                act(&entry.target(), entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let observer =
            IntersectionObserver::new_with_options(act.as_ref().unchecked_ref(), &options);
        Rc::new(Self {
            observer: observer.ok(),
            act,
        })
    }

    /// Looks after one more element.
    pub(super) fn watch(&self, element: &El) {
        if let Some(observer) = &self.observer {
            observer.observe(element.element());
        }
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
