//! How does a chart leave the page? As a file that the browser saves: the
//! picture in the light palette with the scenario's link, or the numbers.

use leptos::prelude::window;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

use crate::charts::{Chart, Palette, poster, poster_height, svg};
use crate::ui::canvas::Canvas;
use crate::ui::dom::{el, once};

/// Size of the chart within an exported picture, CSS pixels.
const SIZE: (u32, u32) = (880, 480);
/// Physical pixels a CSS pixel in a PNG.
pub(crate) const SHARPNESS: f64 = 2.0;
/// How long a browser may take to fetch what it saves.
const KEPT_MS: i32 = 60_000;

/// The whole picture as SVG text.
pub(super) fn svg_text(chart: &Chart, link: &str) -> String {
    svg(chart, &Palette::LIGHT, SIZE, &caption(link))
}

/// Saves a text file.
pub(crate) fn save_text(text: &str, kind: &str, file_name: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        save(&blob, file_name);
    }
}

/// Draws the picture on a canvas that is never shown and saves it as PNG.
pub(super) fn save_png(chart: &Chart, link: &str, file_name: String) {
    let canvas: HtmlCanvasElement = el("canvas").of();
    let caption = caption(link);
    let width = f64::from(SIZE.0);
    let height = poster_height(chart, width, f64::from(SIZE.1), &caption);
    let Some(mut paper) = Canvas::new(&canvas, (width, height), SHARPNESS) else {
        return;
    };
    poster(&mut paper, chart, &Palette::LIGHT, &caption);
    save_canvas(&canvas, file_name);
}

/// Saves what was drawn on a canvas as PNG.
pub(crate) fn save_canvas(canvas: &HtmlCanvasElement, file_name: String) {
    let keep = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            save(&blob, &file_name);
        }
    });
    // A canvas that no foreign picture was drawn on may always be read.
    let _ = canvas.to_blob(keep.unchecked_ref());
}

fn caption(link: &str) -> String {
    format!("Made with Headroom. Open this scenario: {link}")
}

fn save(blob: &Blob, file_name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    let anchor: HtmlAnchorElement = el("a").of();
    anchor.set_href(&address);
    anchor.set_download(file_name);
    anchor.click();
    let forget = once(Box::new(move || {
        let _ = Url::revoke_object_url(&address);
    }));
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&forget, KEPT_MS);
}
