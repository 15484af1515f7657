//! Does the page come up in a real browser, and are its plans those of any
//! other machine, to the bit? Runs as wasm in headless Chromium:
//! `cargo xtask test wasm`.

#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    reason = "wasm tests do not count as tests for the lint"
)]

mod golden {
    pub(crate) mod random;
    pub(crate) mod stored;
}

use golden::{random, stored};
use headroom::engine::plan;
use headroom::scenario::Scenario;
use headroom::share::decode;
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

#[wasm_bindgen_test]
fn a_browser_gives_the_stored_plans() {
    assert_eq!(random::lines(&plan(&Scenario::default())), stored::CHAT_1);
    assert!(!stored::PLANS.is_empty());
    for stored in stored::PLANS {
        let opened = decode(stored.link.trim()).unwrap();
        let lines = random::lines(&plan(&opened.scenario));
        assert_eq!(lines, stored.plan, "{}", stored.name);
    }
}

#[wasm_bindgen_test]
fn a_browser_gives_the_digest_of_random_plans() {
    assert_eq!(format!("{:016x}\n", random::digest()), stored::DIGEST);
}
