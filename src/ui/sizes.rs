//! How large is an element, and when is it another size?

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

use super::dom::{El, keep};

/// Tells when an element has another size, and first when it has one.
pub(super) struct Sizes {
    observer: ResizeObserver,
    #[expect(dead_code, reason = "called by the observer for as long as it is kept")]
    act: Closure<dyn FnMut()>,
}

impl Sizes {
    /// For as long as the present owner lives.
    pub(super) fn watch(element: &El, act: Box<dyn FnMut()>) {
        let act = Closure::wrap(act);
        if let Ok(observer) = ResizeObserver::new(act.as_ref().unchecked_ref()) {
            observer.observe(element.element());
            keep(Box::new(Self { observer, act }));
        }
    }
}

impl Drop for Sizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
