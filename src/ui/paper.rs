//! What does paper begin with? With the page that is kept: title and day, the plan in short,
//! and the way back to it. It is there while the page is printed.

use leptos::prelude::*;

use super::dom::{El, classed, el, listen};
use super::nodes::standing;
use super::report::{again, given};
use super::session::Session;
use crate::report::document::{brief, made, title};
use crate::report::notes::Notes;

/// The page, before all others.
pub(super) fn paper(session: Session) -> El {
    let place = classed("div", "paper");
    let owner = Owner::current().unwrap_or_default().child();
    let (filled, holds) = (place.clone(), owner.clone());
    let fill = move |_: &web_sys::Event| {
        holds.with_cleanup(|| untrack(|| filled.refill(page(session))));
    };
    listen(&window(), "beforeprint", Box::new(fill));
    let emptied = place.clone();
    let empty = move |_: &web_sys::Event| {
        owner.cleanup();
        emptied.refill([]);
    };
    listen(&window(), "afterprint", Box::new(empty));
    place
}

fn page(session: Session) -> Vec<El> {
    let blanks = session.notes.with_untracked(Notes::blanks);
    let (title, day, sections) = session.peek(|now| {
        let sections = brief(given(now, &blanks));
        (title(&now.scenario), made(now.today), sections)
    });
    let mut page = vec![
        classed("p", "paper-title").text(&title),
        classed("p", "report-made").text(&[&day, "."].concat()),
    ];
    page.extend(sections.iter().flat_map(|it| standing(session, it)));
    page.push(el("h3").text("This plan again"));
    page.push(again(session));
    page
}
