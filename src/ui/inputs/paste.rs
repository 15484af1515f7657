//! A place to paste what was measured, or to drop a file of it: what was understood of
//! it, what was not, and a button that takes it into the scenario as one step to undo.
//! The text stays on the page; it is no part of the scenario.

use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DragEvent, File, HtmlTextAreaElement};

use crate::scenario::{Field, Scenario, Table};
use crate::ui::dom::{El, classed, el};
use crate::ui::session::Session;
use crate::workloads::growth::history::Pasted;

/// What is pasted in one place.
pub(super) struct Paste {
    /// Of the box.
    pub id: &'static str,
    /// What unfolds it.
    pub title: &'static str,
    /// Which columns it takes.
    pub about: &'static str,
    /// A few lines as they may look.
    pub example: &'static str,
    /// What a text says.
    pub read: fn(&str, &Scenario) -> Pasted,
    /// The scenario with it.
    pub taken: fn(&str, &Scenario) -> Scenario,
    /// The table that it fills, and the fields that it states.
    pub table: &'static Table,
    pub fields: &'static [&'static Field],
}

/// A file that is larger is not read: a log of a year is a tenth of it.
const LARGEST: f64 = 4_000_000.0;

/// What stands on the page.
struct Place {
    session: Session,
    of: &'static Paste,
    text: HtmlTextAreaElement,
    said: El,
    misread: El,
    take: El,
}

/// The place, folded.
pub(super) fn paste(session: Session, of: &'static Paste) -> El {
    let said_id = [of.id, "-said"].concat();
    let area = classed("textarea", "history-text")
        .attr("id", of.id)
        .attr("rows", "6")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("placeholder", of.example)
        .attr("aria-describedby", &said_id);
    let place = Rc::new(Place {
        session,
        of,
        text: area.of(),
        said: classed("p", "history-said")
            .attr("id", &said_id)
            .attr("role", "status"),
        misread: classed("ul", "history-misread"),
        take: classed("button", "inputs-button")
            .attr("type", "button")
            .attr("hidden", ""),
    });
    let (reads, takes, drops) = (place.clone(), place.clone(), place.clone());
    let arrived = place.clone();
    let read: Rc<Closure<dyn FnMut(JsValue)>> = Rc::new(Closure::new(move |text: JsValue| {
        arrived
            .text
            .set_value(&text.as_string().unwrap_or_default());
        arrived.read();
    }));
    let area = area
        .on("input", move |_| reads.read())
        // Without it the browser would open the file in the place of the page.
        .on("dragover", |event| {
            if brings_files(event) {
                event.prevent_default();
            }
        })
        .on("drop", move |event| {
            if let Some(file) = dropped(event) {
                event.prevent_default();
                drops.open(&file, &read);
            }
        });
    let _ = place.take.clone().on("click", move |_| takes.take());
    classed("details", "history")
        .child(el("summary").text(of.title))
        .child(el("label").attr("for", of.id).text(of.about))
        .child(area)
        .child(place.said.clone())
        .child(place.misread.clone())
        .child(place.take.clone())
}

/// Whether it is a file that is dragged, and not text.
fn brings_files(event: &web_sys::Event) -> bool {
    let event: Option<&DragEvent> = event.dyn_ref();
    let brought = event.and_then(DragEvent::data_transfer);
    brought.is_some_and(|it| it.types().includes(&"Files".into(), 0))
}

/// The file that is dropped, if it is one.
fn dropped(event: &web_sys::Event) -> Option<File> {
    let event: &DragEvent = event.dyn_ref()?;
    event.data_transfer()?.files()?.get(0)
}

impl Place {
    /// Says what the text comes to.
    fn read(&self) {
        let text = self.text.value();
        let Pasted {
            sentence,
            misread,
            take,
        } = if text.trim().is_empty() {
            Pasted::default()
        } else {
            self.session
                .peek(|now| (self.of.read)(&text, &now.scenario))
        };
        self.said.say(&sentence);
        let lines = misread.iter().map(|line| el("li").text(line));
        self.misread.refill(lines);
        self.take.set_flag("hidden", take.is_none());
        self.take.say(&take.unwrap_or_default());
    }

    /// Puts what a file says into the box.
    fn open(&self, file: &File, read: &Rc<Closure<dyn FnMut(JsValue)>>) {
        if file.size() > LARGEST {
            self.said
                .say("This file is larger than 4 MB: paste the part that counts.");
        } else {
            let _ = file.text().then(read);
        }
    }

    /// Puts it into the scenario.
    fn take(&self) {
        let text = self.text.value();
        self.session.settle();
        let done = self
            .session
            .arrange(self.of.table, self.of.id, &mut |scenario| {
                *scenario = (self.of.taken)(&text, scenario);
                Ok(())
            });
        self.session.settle();
        if done.is_ok() {
            for field in self.of.fields {
                self.session.mend((*field).into());
            }
            self.said
                .say("Taken into the scenario. Undo takes it back.");
        }
    }
}
