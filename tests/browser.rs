//! Does the page come up in a real browser? Runs as wasm in headless Chromium:
//! `cargo xtask test wasm`.

#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    reason = "wasm tests do not count as tests for the lint"
)]

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_app_says_when_it_has_started() {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .unwrap();
    let place = document.create_element("div").unwrap();
    place.set_id("app");
    document.body().unwrap().append_child(&place).unwrap();
    let started = std::rc::Rc::new(std::cell::Cell::new(0));
    let counter = started.clone();
    let listener = Closure::<dyn FnMut()>::new(move || counter.set(counter.get() + 1));
    document
        .add_event_listener_with_callback("headroom:started", listener.as_ref().unchecked_ref())
        .unwrap();
    headroom::ui::start();
    assert_eq!(started.get(), 1);
    assert!(place.text_content().unwrap().contains("Headroom"));
}
