//! What does the page ask of the browser? The address, storage, the clipboard,
//! the focus and the time. Each may be refused: then the answer says so.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Clipboard, ClipboardItem};

use crate::quantity::date::Date;

/// The visitor's day: where a scenario states no start, its month 0.
pub(super) fn today() -> Date {
    let now = js_sys::Date::new_0();
    let month = i64::from(now.get_month()) + 1;
    let day = i64::from(now.get_date());
    Date::new(i64::from(now.get_full_year()), month, day).unwrap_or(Date::from_days(0))
}

/// Set by a panic: nothing is written any more.
static FROZEN: AtomicBool = AtomicBool::new(false);

/// Stops everything that writes. What is on screen may be half done.
pub(super) fn freeze() {
    FROZEN.store(true, Ordering::Relaxed);
}

/// What the guard marks the page with when the program has stopped.
const STOPPED: &str = "data-stopped";

/// Whether the page has panicked, or the guard has seen it trap: a trap on the side of the
/// scripts runs no panic hook, and timers go on.
pub(super) fn is_frozen() -> bool {
    let page = leptos::prelude::document().document_element();
    FROZEN.load(Ordering::Relaxed) || page.is_some_and(|page| page.has_attribute(STOPPED))
}

/// Has each page that is opened begin at its top, wherever it was left before.
pub(super) fn begin_at_the_top() {
    if let Ok(history) = leptos::prelude::window().history() {
        // Refused only where the history has been frozen.
        let _ = js_sys::Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
    }
}

/// Goes to the top of the page.
pub(super) fn to_the_top() {
    leptos::prelude::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The visitor's clock, in milliseconds.
pub(super) fn moment() -> f64 {
    js_sys::Date::now()
}

/// The address's fragment, from `#` on; empty if there is none.
pub(super) fn fragment() -> String {
    leptos::prelude::window()
        .location()
        .hash()
        .unwrap_or_default()
}

/// Whether the address asks for the page as a part of another: `?embed#…`, or with the inputs
/// that can be changed there, `?embed=growth.rate,demand.customers#…`.
pub(super) fn is_asked_to_embed() -> bool {
    let asked = leptos::prelude::window().location().search();
    asked.is_ok_and(|asked| {
        let mut parts = asked.split(['?', '&']);
        parts.any(|part| part.split('=').next() == Some("embed"))
    })
}

/// The whole address with this fragment in place of its own.
pub(super) fn address(fragment: &str) -> String {
    let whole = leptos::prelude::window()
        .location()
        .href()
        .unwrap_or_default();
    let base = whole.split('#').next().unwrap_or_default();
    format!("{base}{fragment}")
}

/// Puts a fragment into the address without a step in the history. True when
/// it is there afterwards: browsers drop writes that come too often. A page that has
/// stopped leaves the address as it is, and is asked no more.
pub(super) fn follow(fragment: &str) -> bool {
    if is_frozen() {
        return true;
    }
    let Ok(history) = leptos::prelude::window().history() else {
        return false;
    };
    let written = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    written.is_ok() && self::fragment() == fragment
}

/// Puts a fragment into the address as a step that the visitor can go back
/// from.
pub(super) fn step_to(fragment: &str) {
    if is_frozen() {
        return;
    }
    if let Ok(history) = leptos::prelude::window().history() {
        // Refused in a sandbox: then there is no step to go back to.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// What is stored under a key. `Err` when there is no storage to ask.
pub(super) fn stored(key: &str) -> Result<Option<String>, JsValue> {
    let storage = leptos::prelude::window()
        .local_storage()?
        .ok_or(JsValue::NULL)?;
    storage.get_item(key)
}

/// Stores a text under a key. A page that has stopped leaves what is kept as it is.
pub(super) fn store(key: &str, text: &str) -> Result<(), JsValue> {
    if is_frozen() {
        return Ok(());
    }
    let storage = leptos::prelude::window()
        .local_storage()?
        .ok_or(JsValue::NULL)?;
    storage.set_item(key, text)
}

/// What is called when the browser has done what it was asked.
pub(super) type Answer = Closure<dyn FnMut(JsValue)>;

/// Does this when the browser answers, whatever it says.
pub(super) fn answer(act: Box<dyn Fn()>) -> Answer {
    Answer::wrap(Box::new(move |_: JsValue| act()) as Box<dyn FnMut(JsValue)>)
}

/// Copies a text, then calls one of the answers: `copied`, or `refused` where
/// the browser does not allow it.
pub(super) fn copy(text: &str, copied: &Answer, refused: &Answer) {
    let asked = clipboard().map(|clipboard| clipboard.write_text(text).unchecked_into());
    let _ = settled(asked).then2(copied, refused);
}

/// The same with a picture (PNG) that is still being made: a browser that copies only while
/// a press is handled is asked at once.
pub(super) fn copy_picture(picture: &Promise, copied: &Answer, refused: &Answer) {
    let asked = clipboard().and_then(|clipboard| {
        let kinds = js_sys::Object::new();
        js_sys::Reflect::set(&kinds, &"image/png".into(), picture)?;
        // Where there are no such items, this says so.
        let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds)?;
        let write = js_sys::Reflect::get(&clipboard, &"write".into())?;
        let write: js_sys::Function = write.dyn_into()?;
        let asked = write.call1(&clipboard, &js_sys::Array::of1(&item))?;
        Ok(asked.unchecked_into())
    });
    let _ = settled(asked).then2(copied, refused);
}

/// The clipboard. A page that is not served securely has none.
fn clipboard() -> Result<Clipboard, JsValue> {
    let navigator = leptos::prelude::window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into())?;
    if clipboard.is_undefined() {
        return Err(JsValue::NULL);
    }
    Ok(clipboard.unchecked_into())
}

/// What was asked of the browser, or that it could not be.
fn settled(asked: Result<Promise, JsValue>) -> Promise {
    asked.unwrap_or_else(|why| Promise::reject(&why))
}

/// The element of this id.
pub(super) fn element(id: &str) -> Option<web_sys::HtmlElement> {
    leptos::prelude::document()
        .get_element_by_id(id)?
        .dyn_into()
        .ok()
}

/// Gives the focus to an element; one that cannot take it stays in view.
pub(super) fn focus(element: &web_sys::HtmlElement) {
    let _ = element.focus();
}

/// Does one thing after a while. A new start takes the place of the last.
#[derive(Clone, Default)]
pub(super) struct Timer(Rc<RefCell<Option<Timeout>>>);

impl Timer {
    /// Calls `act` after so many milliseconds.
    pub(super) fn start(&self, milliseconds: u32, act: Box<dyn FnOnce()>) {
        let held = self.0.clone();
        let timeout = Timeout::new(milliseconds, move || {
            held.replace(None);
            act();
        });
        self.0.replace(Some(timeout));
    }

    /// Stops; whether it was running.
    pub(super) fn stop(&self) -> bool {
        self.0.replace(None).is_some()
    }
}
