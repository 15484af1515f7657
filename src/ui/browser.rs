//! What does the page ask of the browser? The address, storage, the clipboard
//! and the title. Each may be refused: then the answer says so.

use crate::quantity::date::Date;
use std::sync::atomic::{AtomicBool, Ordering};

use wasm_bindgen::JsValue;

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

/// Whether the page has panicked.
pub(super) fn is_frozen() -> bool {
    FROZEN.load(Ordering::Relaxed)
}

/// The address's fragment, from `#` on; empty if there is none.
pub(super) fn fragment() -> String {
    leptos::prelude::window()
        .location()
        .hash()
        .unwrap_or_default()
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
/// it is there afterwards: browsers drop writes that come too often.
pub(super) fn follow(fragment: &str) -> bool {
    let Ok(history) = leptos::prelude::window().history() else {
        return false;
    };
    let written = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    written.is_ok() && self::fragment() == fragment
}

/// Puts a fragment into the address as a step that the visitor can go back
/// from.
pub(super) fn step_to(fragment: &str) {
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

/// Stores a text under a key.
pub(super) fn store(key: &str, text: &str) -> Result<(), JsValue> {
    let storage = leptos::prelude::window()
        .local_storage()?
        .ok_or(JsValue::NULL)?;
    storage.set_item(key, text)
}

/// Copies a text. `Err` where the browser does not allow it.
pub(super) async fn copy(text: &str) -> Result<(), JsValue> {
    let navigator = leptos::prelude::window().navigator();
    if js_sys::Reflect::get(&navigator, &"clipboard".into())?.is_undefined() {
        return Err(JsValue::NULL);
    }
    wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text)).await?;
    Ok(())
}

/// The element of this id.
pub(super) fn element(id: &str) -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast as _;
    leptos::prelude::document()
        .get_element_by_id(id)?
        .dyn_into()
        .ok()
}

/// Gives the focus to an element; one that cannot take it stays in view.
pub(super) fn focus(element: &web_sys::HtmlElement) {
    let _ = element.focus();
}

/// Opens every folded group around an element.
pub(super) fn open_groups(element: &web_sys::HtmlElement) {
    use wasm_bindgen::JsCast as _;
    let mut above = element.parent_element();
    while let Some(parent) = above {
        if let Some(group) = parent.dyn_ref::<web_sys::HtmlDetailsElement>() {
            group.set_open(true);
        }
        above = parent.parent_element();
    }
}
