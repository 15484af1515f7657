//! Which code shows this plan in a page of the visitor's own? What can be changed there is
//! chosen, and a preview shows what it looks like.

use leptos::prelude::*;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use crate::report::document::title;
use crate::report::solved::{figures, inputs};
use crate::report::summary::Frame;
use crate::scenario::{Slot, fields};
use crate::ui::dom::{El, button, classed, el, typed};
use crate::ui::session::Session;
use crate::ui::share::{copy, link};

/// Heights that a frame may have, in pixels.
const HEIGHTS: [u32; 2] = [200, 4000];
/// What is chosen, the code and its preview.
pub(in crate::ui) fn snippet(session: Session) -> El {
    let frame = RwSignal::new(Frame::default());
    let about = "The answers and the runway in a frame, with the inputs that you choose. It works in a sandbox, \
                 asks for no script of your page, and sends nothing anywhere.";
    let code = move || {
        // It follows the plan.
        let name = session.with(|now| title(&now.scenario));
        frame.with(|frame| frame.code(&link(session), &name))
    };
    let said = classed("p", "aside embed-said").attr("role", "status");
    let copied = copy(
        ("button", "Copy the code"),
        "The code is on the clipboard.",
        &said,
        code,
    );
    let is_shown = RwSignal::new(false);
    let preview = button("button", move || is_shown.update(|is| *is = !*is))
        .live_attr("aria-pressed", move || Some(is_shown.get().to_string()))
        .text("Preview");
    let shown = move || {
        let of = || frame.with(|frame| (frame.address(&link(session)), frame.height));
        is_shown.get().then(of).into_iter().collect()
    };
    let place = el("div").each(shown, |(address, height): &(String, u32)| {
        let frame = classed("iframe", "embed-preview")
            .attr("title", "Preview")
            .attr("sandbox", "allow-scripts")
            .attr("height", &height.to_string())
            .attr("src", address);
        vec![frame]
    });
    let code_view = classed("textarea", "embed-code")
        .attr("readonly", "")
        .attr("rows", "4")
        .attr("aria-label", "Code to embed it")
        .live_text(code);
    let actions = classed("p", "report-actions").child(copied).child(preview);
    el("div")
        .child(classed("p", "aside").text(about))
        .child(chosen(session, frame))
        .child(another(session, frame))
        .child(size(frame))
        .child(code_view)
        .child(actions)
        .child(said)
        .child(place)
}

/// The inputs that can be changed in the frame, each to be taken away.
fn chosen(session: Session, frame: RwSignal<Frame>) -> El {
    let ids = move || frame.with(|frame| frame.inputs.clone());
    classed("ul", "embed-chosen")
        .attr("aria-label", "What can be changed in the frame")
        .each(ids, move |id| {
            let label = session.peek(|now| {
                let slot = fields::slot(&now.scenario, id);
                slot.map_or_else(|| id.clone(), |slot| slot.label(&now.scenario))
            });
            let gone = id.clone();
            let away = button("quiet-button", move || {
                frame.update(|frame| frame.inputs.retain(|other| *other != gone));
            })
            .attr("aria-label", &["Take away ", &label].concat())
            .text("\u{d7}");
            vec![el("li").text(&label).child(away)]
        })
}

/// Adds an input to them.
fn another(session: Session, frame: RwSignal<Frame>) -> El {
    // Looked for when somebody is about to choose.
    let turn = RwSignal::new(0_u8);
    let offered = move || {
        if turn.get() == 0 {
            return Vec::new();
        }
        let mut all = session.peek(|now| {
            let figures = figures(&now.plan).into_iter();
            let mut all: Vec<Slot> = Vec::new();
            for slot in figures.flat_map(|(id, _)| inputs(&now.scenario, &now.plan, id)) {
                if !all.contains(&slot) {
                    all.push(slot);
                }
            }
            all
        });
        let is_free = |slot: &Slot| {
            let id = slot.id();
            frame.with(|frame| frame.inputs.iter().all(|other| **other != *id))
        };
        all.retain(is_free);
        all
    };
    let first = el("option").attr("value", "").text("Choose an input");
    let select = el("select").child(first).each(offered, move |slot: &Slot| {
        let label = session.peek(|now| slot.label(&now.scenario));
        vec![el("option").attr("value", &slot.id()).text(&label)]
    });
    let element: HtmlSelectElement = select.of();
    let select = select.on("focus", move |_| {
        turn.update(|turn| *turn = turn.wrapping_add(1).max(1));
    });
    let select = select.on("change", move |_| {
        let id = element.value();
        if !id.is_empty() {
            frame.update(|frame| frame.inputs.push(id));
            element.set_value("");
        }
    });
    classed("label", "embed-option")
        .text("Can be changed there ")
        .child(select)
}

/// How high it is.
fn size(frame: RwSignal<Frame>) -> El {
    let [least, most] = HEIGHTS;
    let height = el("input")
        .attr("type", "number")
        .attr("min", &least.to_string())
        .attr("max", &most.to_string())
        .attr("value", &Frame::default().height.to_string())
        .on("input", move |event| {
            // What is no height leaves it as it was.
            if let Ok(height) = typed(event).trim().parse()
                && (least..=most).contains(&height)
            {
                frame.update(|frame| frame.height = height);
            }
        });
    let fitted = el("input").attr("type", "checkbox");
    let element: HtmlInputElement = fitted.of();
    let fitted = fitted.on("change", move |_| {
        frame.update(|frame| frame.is_fitted = element.checked());
    });
    classed("p", "embed-size")
        .child(
            classed("label", "embed-option")
                .text("Height in pixels ")
                .child(height),
        )
        .child(
            classed("label", "embed-option")
                .child(fitted)
                .text(" As high as what it shows (adds a few lines of script to your page)"),
        )
}
