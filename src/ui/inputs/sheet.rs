//! The form on a phone: how does it come up over the page, and leave it again?
//!
//! There the form has no place beside the plan. A button that stays at the lower edge opens
//! it as a sheet; the browser keeps the focus inside, and Escape closes it. The answers in
//! short stand on top of the sheet, since the page behind it is not to be read meanwhile.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, HtmlDialogElement, HtmlElement};

use crate::ui::answers::in_short;
use crate::ui::dom::{El, button, classed, listen};
use crate::ui::session::Session;

/// What opens the sheet; pressed where an input is to be shown.
pub(super) const OPENER: &str = "change-numbers";

/// The button that stays, and the sheet that it opens for this form.
pub(super) fn sheet(session: Session, form: &El) -> Vec<El> {
    let body = classed("div", "sheet-body");
    let dialog = classed("dialog", "sheet").attr("aria-label", "Change numbers");
    let element: HtmlDialogElement = dialog.of();
    let closing = element.clone();
    let close = button("button", move || closing.close()).text("Close");
    let pressed = element.clone();
    let press = move |event: &Event| {
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let Some(target) = target else { return };
        // Beside the sheet, or a figure whose explanation opens on the page.
        let leaves = target.is_same_node(Some(&pressed));
        if leaves || matches!(target.closest("[data-figure]"), Ok(Some(_))) {
            pressed.close();
        }
    };
    let back = form.clone();
    let dialog = dialog
        .on("click", press)
        .on("close", move |event| go_home(&back, event))
        .child(
            classed("div", "sheet-head")
                .child(in_short(session))
                .child(close),
        )
        .child(body.clone());
    let (opened, form) = (element.clone(), form.clone());
    let open = button("button primary", move || {
        let _ = body.clone().child(form.clone());
        // Refused only where it is open already.
        let _ = opened.show_modal();
    });
    let open = open
        .attr("id", OPENER)
        .attr("aria-haspopup", "dialog")
        .text("Change numbers");
    let stays: HtmlElement = open.of();
    // Where the window has become wide the form has its place again.
    let fit = move |_: &Event| {
        if element.open() && stays.offset_width() == 0 {
            element.close();
        }
    };
    listen(&window(), "resize", Box::new(fit));
    vec![classed("div", "sheet-opener").child(open), dialog]
}

/// Puts the form back to where the sheet is.
fn go_home(form: &El, event: &Event) {
    let dialog = event
        .target()
        .and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    // The browser tells of it later: by then it may be open again.
    let closed = dialog.filter(|dialog| !dialog.open());
    let Some(home) = closed.and_then(|dialog| dialog.parent_element()) else {
        return;
    };
    // Refused only where an element would contain itself.
    let _: Result<_, JsValue> = home.insert_before(form.element(), home.first_child().as_ref());
}
