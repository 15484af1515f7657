//! How does a scenario file get in? It is read in this browser; one that is
//! damaged, foreign, too large or of a later version says so, and changes
//! nothing.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{File, HtmlInputElement};

use super::dom::{El, button, classed, el};
use super::presets::start_from;
use super::session::Session;
use crate::share::file::{FileError, LARGEST, open};

/// The id of the place where it is said what became of a file.
const SAID: &str = "file-said";

/// Where it is said what became of a file.
pub(super) fn said() -> El {
    classed("p", "file-said")
        .attr("id", SAID)
        .attr("role", "status")
}

/// The button that opens a scenario file, and the browser's own box behind it.
pub(super) fn opener(session: Session) -> [El; 2] {
    chooser(
        "file-choice",
        "A scenario file",
        "Open a file",
        move |read| match read {
            Ok(bytes) => arrive(session, &bytes),
            Err(sentence) => say(&sentence),
        },
    )
}

/// A button that has a file chosen and reads it, or says why it could not, and the browser's
/// own box that it opens.
pub(super) fn chooser(
    id: &str,
    label: &str,
    word: &str,
    arrive: impl Fn(Result<Vec<u8>, String>) + 'static,
) -> [El; 2] {
    let choice = el("input")
        .attr("type", "file")
        .attr("id", id)
        .attr("hidden", "")
        .attr("accept", ".json,application/json")
        .attr("aria-label", label);
    let (chosen, pressed): (HtmlInputElement, HtmlInputElement) = (choice.of(), choice.of());
    let arrive = Rc::new(arrive);
    let arrived = arrive.clone();
    let read: Closure<dyn FnMut(JsValue)> = Closure::new(move |bytes: JsValue| {
        arrived(Ok(js_sys::Uint8Array::new(&bytes).to_vec()));
    });
    let not_read = arrive.clone();
    let refused: Closure<dyn FnMut(JsValue)> = Closure::new(move |_| {
        let sentence =
            "This browser could not read the file. Try once more, or open the link instead.";
        not_read(Err(sentence.to_owned()));
    });
    let choice = choice.on("change", move |_| {
        let file: Option<File> = chosen.files().and_then(|files| files.get(0));
        let Some(file) = file else { return };
        // Before it is read: a film would fill the memory.
        if file.size() > f64::from(u32::try_from(LARGEST).unwrap_or(u32::MAX)) {
            arrive(Err(unopened(&FileError::TooLarge)));
        } else {
            let _ = file.array_buffer().then2(&read, &refused);
        }
        // The same file again is a change too.
        chosen.set_value("");
    });
    let open = button("button", move || pressed.click()).text(word);
    [open, choice]
}

fn arrive(session: Session, bytes: &[u8]) {
    match open(bytes) {
        Ok(held) => {
            let notes = session
                .notes
                .with_untracked(|notes| notes.until(&held.typed));
            start_from(session, held.scenario, &notes);
            let read = held.rounded.iter();
            let read =
                read.map(|part| [" ", &part.key, "=", &part.value, ": ", &part.sentence].concat());
            let opened = "The file is open. Undo brings back what was here before.";
            say(&core::iter::once(opened.to_owned())
                .chain(read)
                .collect::<String>());
        }
        Err(error) => say(&unopened(&error)),
    }
}

fn unopened(error: &FileError) -> String {
    [&error.to_string(), " What you had is still here."].concat()
}

fn say(sentence: &str) {
    if let Some(place) = super::browser::element(SAID) {
        place.set_text_content(Some(sentence));
    }
}
