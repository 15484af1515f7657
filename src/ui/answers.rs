//! The verdict and the four answers, before everything else, and what keeps them from being
//! up to date: fields whose text is not understood.

use core::slice;
use std::borrow::Cow;
use std::cell::RefCell;

use leptos::prelude::*;

use super::browser::Timer;
use super::document::sentence;
use super::dom::{El, button, classed, el, react};
use super::figure::figure;
use super::inputs;
use super::session::Session;
use crate::report::answers::{aloud, short};
use crate::report::{Answer, Span, Style};
use crate::scenario::fields;

/// How long the figures rest before they are told.
const REST_MS: u32 = 1_000;

/// The four answers as sentences.
pub(super) fn answers(session: Session) -> El {
    let questions = session.peek(|now| now.answers.each_ref().map(|answer| answer.question));
    let answers = questions.into_iter().enumerate();
    let grid = classed("div", "answer-grid")
        .children(answers.map(|(nth, question)| answer(session, nth, question)));
    classed("section", "answers")
        .attr("id", "answers")
        .attr("aria-label", "The four answers")
        .attr("tabindex", "-1")
        .live_class("stale", move || session.is_stale())
        .each(
            move || troubled(session),
            move |ids| vec![attention(session, ids)],
        )
        .child(grid)
        .child(announcer(session))
}

/// One of them in two lines, the rest behind "Why". What reads the same stays as it is,
/// piece by piece.
fn answer(session: Session, nth: usize, question: &str) -> El {
    let is_known = move || session.with(|now| !now.answers[nth].main.is_empty());
    let main = move |take: &mut dyn FnMut(&[Span])| {
        session.with(|now| take(main_of(&now.answers[nth])));
    };
    let why = move |part: usize| {
        move |take: &mut dyn FnMut(&[Span])| {
            session.with(|now| take(&now.whys[nth][part]));
        }
    };
    let make = move |piece: &Span| vec![sentence(session, el("span"), slice::from_ref(piece))];
    let main = el("p")
        .live_attr("class", move || {
            let class = if is_known() {
                "answer-main"
            } else {
                "answer-absent"
            };
            Some(class.to_owned())
        })
        .each_in(main, make);
    let has_more = move || session.with(|now| !now.whys[nth][1].is_empty());
    let more = classed("details", "answer-more")
        .child(
            el("summary")
                .text("Why")
                .attr("aria-label", &[question, " Why"].concat()),
        )
        .child(el("p").each_in(why(1), make))
        .live_flag("hidden", move || !has_more());
    classed("article", "answer")
        .child(el("h2").text(question))
        .child(main)
        .child(classed("p", "answer-why").each_in(why(0), make))
        .child(more)
}

/// The answers in a word and a figure each.
pub(super) fn in_short(session: Session) -> El {
    classed("p", "slim")
        .attr("aria-label", "The answers in short")
        .each(
            move || session.with(|now| short(&now.plan).to_vec()),
            move |(word, id)| {
                let figure = figure(session, (*id).into(), Style::Plain);
                vec![el("span").text(word).child(figure)]
            },
        )
}

/// What all four come to.
pub(super) fn verdict(session: Session) -> El {
    let said = move |take: &mut dyn FnMut(&[Span])| session.with(|now| take(&now.verdict));
    let make = move |piece: &Span| vec![sentence(session, el("span"), slice::from_ref(piece))];
    classed("p", "verdict")
        .live_class("stale", move || session.is_stale())
        .each_in(said, make)
}

/// The answer in short, or that there is none.
fn main_of(answer: &Answer) -> &[Span] {
    static NOT_KNOWN: [Span; 1] = [Span::Text(Cow::Borrowed("Not known."))];
    if answer.main.is_empty() {
        &NOT_KNOWN
    } else {
        &answer.main
    }
}

/// The ids of all fields that need attention, as one item; nothing if there
/// are none.
fn troubled(session: Session) -> Vec<Vec<String>> {
    let ids: Vec<String> = session
        .troubles
        .with(|troubles| troubles.ids().map(str::to_owned).collect());
    if ids.is_empty() { vec![] } else { vec![ids] }
}

/// How many fields need attention, with a way to each.
fn attention(session: Session, ids: &[String]) -> El {
    let count = match ids.len() {
        1 => "1 field needs attention. ".to_owned(),
        many => format!("{many} fields need attention. "),
    };
    let slots = ids
        .iter()
        .filter_map(|id| session.peek(|now| fields::slot(&now.scenario, id)));
    let buttons = slots.map(|slot| {
        let label = session.peek(|now| slot.label(&now.scenario));
        button("link", move || inputs::focus(session, slot)).text(&label)
    });
    classed("p", "attention")
        .attr("role", "status")
        .text(&count)
        .text("The figures are those of the last good input. ")
        .children(buttons)
}

/// Tells the headline to a screen reader once the figures have come to rest.
fn announcer(session: Session) -> El {
    let place = classed("p", "quiet").attr("aria-live", "polite");
    let rest = Timer::default();
    let last = RefCell::new(None);
    let said = place.clone();
    react(Box::new(move || {
        let headline: Vec<String> = session.with(|now| {
            let figures = aloud(&now.plan).iter().map(|id| now.plan.figure(id));
            figures
                .map(|figure| figure.map_or_else(|| "not known".to_owned(), |it| it.text()))
                .collect()
        });
        let headline = format!("The plan is now {}.", headline.join(", "));
        let before = last.replace(Some(headline.clone()));
        if before.is_some_and(|before| before != headline) {
            let said = said.clone();
            rest.start(REST_MS, Box::new(move || said.say(&headline)));
        }
    }));
    place
}
