//! How is what few visitors need asked of the browser? By its name: a declared one adds its glue
//! to everyone's first view.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// What a thing has under this name.
pub(super) fn get(thing: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(thing, &name.into())
}

/// A text that a thing has under this name.
pub(super) fn text(thing: &JsValue, name: &str) -> Option<String> {
    get(thing, name).ok()?.as_string()
}

/// Calls what a thing has under this name.
///
/// # Errors
/// Where it has none, or that fails.
pub(super) fn call(thing: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let called: Function = get(thing, name)?.dyn_into()?;
    called.apply(thing, &with.iter().collect::<Array>())
}

/// Makes one of what the window has under this name.
///
/// # Errors
/// Where it has none, or that fails.
pub(super) fn made(name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let class: Function = get(&leptos::prelude::window(), name)?.dyn_into()?;
    Reflect::construct(&class, &with.iter().collect::<Array>())
}
