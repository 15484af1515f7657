//! How else is a scenario handed on? As a text for a chat, a frame for another page, a
//! file, on paper; as a picture ([`picture`]).

use std::rc::Rc;

use super::{link, picture};
use crate::report::document::title;
use crate::report::summary::{Frame, summary};
use crate::ui::browser::{self, answer};
use crate::ui::compare::add;
use crate::ui::dom::{El, button, classed, el};
use crate::ui::follow;
use crate::ui::menu::item;
use crate::ui::note;
use crate::ui::report::{given, print, save_json};
use crate::ui::session::Session;

/// A button each.
pub(super) fn ways(session: Session) -> Vec<El> {
    let said = classed("p", "share-said").attr("role", "status");
    let text = move || {
        let link = link(session);
        session.peek(|now| summary(given(now, &[]), &now.verdict, &now.answers, &link))
    };
    let code = move || {
        let name = session.peek(|now| title(&now.scenario));
        Frame::default().code(&link(session), &name)
    };
    let board = picture::first_screen(session);
    let saved = board.clone();
    let place = said.clone();
    let presented = move || {
        if !follow::open(session) {
            place.say("This browser opened no window. Allow it for this page, and try again.");
        }
    };
    vec![
        item("menu-item narrow", name_it).text("Give it a name"),
        item("menu-item narrow", move || add(session)).text("Compare with a copy"),
        item("menu-item", note::begin).text("Add a note"),
        button("menu-item", presented).text("Open a view that follows"),
        copy(
            ("menu-item", "Copy a summary for chat"),
            "The summary is on the clipboard.",
            &said,
            text,
        ),
        copy(
            ("menu-item", "Copy code to embed it"),
            "The code is on the clipboard: it shows the answers in a page of yours.",
            &said,
            code,
        ),
        picture::copy("menu-item", board, session, &said).text("Copy a picture"),
        item("menu-item", move || picture::save(&saved, session)).text("Save a picture (PNG)"),
        item("menu-item", move || save_json(session)).text("Save as a file"),
        item("menu-item", print).text("Print"),
        said,
    ]
}

/// Shows the box for the name where the bar has no room for one without a name.
fn name_it() {
    let Some(name) = browser::element("scenario-name") else {
        return;
    };
    if let Ok(Some(bar)) = name.closest(".bar") {
        // Refused only for a class with spaces.
        let _ = bar.class_list().add_1("naming");
    }
    browser::focus(&name);
}

/// A button of a class and a word that copies a text; where the browser refuses, the text is
/// shown to be copied by hand.
pub(in crate::ui) fn copy(
    (class, word): (&str, &str),
    done: &'static str,
    said: &El,
    text: impl Fn() -> String + 'static,
) -> El {
    let text = Rc::new(text);
    let (place, other, shown) = (said.clone(), said.clone(), text.clone());
    let copied = answer(Box::new(move || place.say(done)));
    let refused = answer(Box::new(move || {
        let by_hand = el("textarea")
            .attr("readonly", "")
            .attr("aria-label", "To copy by hand");
        by_hand.say(&shown());
        other.refill([el("span").text("Copy this by hand:"), by_hand]);
    }));
    button(class, move || {
        browser::copy(&text(), &copied, &refused);
    })
    .text(word)
}
