//! What stands below the answers, and how does a sentence with figures read? Sections,
//! tables and charts come with the details; until then there is nothing below.

use super::checklists::blank;
use super::controls::switch::in_place;
use super::dom::{El, classed};
use super::figure::figure;
use super::findings::offer;
use super::sections;
use super::session::Session;
use crate::later::far;
use crate::report::{Blank, Span};
use crate::review::Fix;

/// A sentence whose figures can be opened.
pub(super) fn sentence(session: Session, element: El, spans: &[Span]) -> El {
    spans.iter().fold(element, |element, span| match span {
        Span::Text(words) => element.text(words),
        Span::Figure(id, style) => element.child(figure(session, id.clone(), *style)),
        Span::Blank(blank) => fill_in(session, element, blank),
        Span::Input(id) => element.children(changed_here(session, id)),
        Span::Offer(fix) => element.child(offered(session, fix)),
    })
}

/// All sections, with their index.
pub(super) fn document(session: Session) -> El {
    let panels = classed("div", "panels").live_class("stale", move || session.is_stale());
    let place = panels.clone();
    panels.each(
        move || session.details(),
        move |()| sections_in(session, &place),
    )
}

far! {
    "details" "5b00"
    fn sections_in(session: Session, panels: &El) -> Vec<El> = sections::sections;
    "details" "6a01"
    fn offered(session: Session, fix: &Fix) -> El = offer;
    "details" "5c03"
    fn changed_here(session: Session, id: &str) -> Vec<El> = in_place;
    "details" "fe04"
    fn fill_in(session: Session, place: El, of: &Blank) -> El = blank;
}
