//! How does what comes after the first view look? Its style sheet comes with it, within the
//! program, and is adopted by the document: it is no request of its own, and no weight on the
//! first view. A browser that adopts none (before 2023) shows these parts plainly.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

use super::by_name::{call, get, made};

const LATER: &str = include_str!("../../style/later.css");
/// What a document calls the sheets that it has adopted.
const ADOPTED: &str = "adoptedStyleSheets";

/// Has the document adopt the sheet.
pub(super) fn adopt() {
    // Without it everything is there, and works.
    let _ = adopted();
}

fn adopted() -> Result<(), JsValue> {
    let document = leptos::prelude::document();
    let before = get(&document, ADOPTED)?;
    if before.is_undefined() {
        return Ok(());
    }
    let sheet = made("CSSStyleSheet", &[])?;
    call(&sheet, "replaceSync", &[LATER.into()])?;
    let all = Array::from(&before);
    all.push(&sheet);
    Reflect::set(&document, &ADOPTED.into(), &all)?;
    Ok(())
}
