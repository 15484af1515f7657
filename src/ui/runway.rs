//! How long does each resource last? A lane for each, drawn of plain elements, so that it
//! is there with the first view and grows with the text.

use leptos::prelude::*;

use super::dom::{El, button, classed, el};
use super::index::go_to;
use super::session::Session;
use crate::scenario::{Slot, Value, growth};
use crate::workloads::resources::runway::{MARKS, PARTS, Places, SHOWN};
use crate::workloads::resources::{Lane, Runway};

/// Rates of growth to try, where none is stated.
const RATES: [f64; 4] = [0.05, 0.08, 0.1, 0.15];

/// The picture, or what it needs to be one.
pub(super) fn runway(session: Session) -> El {
    let is_there = move || vec![session.with(|now| now.runway.is_some())];
    classed("div", "runway")
        .live_class("stale", move || session.is_stale())
        .each(is_there, move |there| {
            vec![if *there {
                picture(session)
            } else {
                nothing(session)
            }]
        })
}

fn picture(session: Session) -> El {
    let read = move |take: fn(&Runway) -> String| {
        session.with(|now| now.runway.as_ref().map_or_else(String::new, take))
    };
    let count = move |runway: &Runway| (0..runway.lanes.len().min(SHOWN)).collect();
    let lanes = move || session.with(|now| now.runway.as_ref().map_or_else(Vec::new, count));
    let marks = move || {
        session.with(|now| {
            let runway = now.runway.as_ref();
            runway.map_or_else(Vec::new, |it| it.ticks.clone())
        })
    };
    let foot = classed("p", "runway-ticks")
        .attr("aria-hidden", "true")
        .each(marks, |(at, word)| {
            vec![el("span").style("left", &percent(*at)).text(word)]
        });
    let axis = classed("div", "runway-axis")
        .child(el("span"))
        .child(classed("div", "runway-field").child(foot));
    classed("figure", "runway-figure")
        .child(el("figcaption").live_text(move || read(|it| it.title.clone())))
        .child(classed("ol", "runway-lanes").each(lanes, move |nth| vec![lane(session, *nth)]))
        .child(axis)
        .child(legend(session))
}

/// How each of the parts is drawn.
const PART: [&str; 2] = ["runway-calm", "runway-tight"];

/// How each of the marks is drawn, the last over the others.
const MARK: [&str; 3] = ["runway-warning", "runway-order", "runway-arrival"];

/// The lane at a place. What it is made of stays, and moves: it is on the page at every edit.
fn lane(session: Session, nth: usize) -> El {
    let of = move |take: fn(&Lane) -> String| {
        session.with(|now| {
            let lanes = now.runway.as_ref().map(|runway| &runway.lanes);
            lanes
                .and_then(|lanes| lanes.get(nth))
                .map_or_else(String::new, take)
        })
    };
    let part = |class: &str| classed("i", class);
    let critical = part(PART[0]).live_style("width", placed(session, nth, |it| Some(it.until[0])));
    let full = part(PART[1])
        .live_style("left", placed(session, nth, |it| Some(it.until[0])))
        .live_style(
            "width",
            placed(session, nth, |it| Some(it.until[1] - it.until[0])),
        );
    let marks = (0..MARK.len()).map(|mark| {
        let at = move || placed(session, nth, move |it| it.marks[mark]);
        let is_there = at();
        part(MARK[mark])
            .live_flag("hidden", move || is_there().is_none())
            .live_style("left", at())
    });
    let field = classed("div", "runway-field")
        .attr("aria-hidden", "true")
        .children([critical, full])
        .children(marks);
    let is_late = move || {
        session.with(|now| {
            let runway = now.runway.as_ref();
            runway.is_some_and(|it| it.lanes.get(nth).is_some_and(|lane| lane.is_late))
        })
    };
    el("li")
        .live_attr("title", move || Some(of(|it| it.said.clone())))
        .child(classed("span", "runway-name").live_text(move || of(|it| it.name.clone())))
        .child(field)
        .child(
            classed("span", "runway-note")
                .live_class("late", is_late)
                .live_text(move || of(|it| it.note.clone())),
        )
        .child(classed("span", "quiet").live_text(move || of(|it| it.said.clone())))
}

/// Where a part of a lane stands, as a share of its width.
fn placed(
    session: Session,
    nth: usize,
    take: impl Fn(&Places) -> Option<f64> + 'static,
) -> impl Fn() -> Option<String> + 'static {
    move || {
        session.with(|now| {
            let runway = now.runway.as_ref()?;
            let lane = runway.lanes.get(nth)?;
            take(&runway.places(lane)).map(percent)
        })
    }
}

fn legend(session: Session) -> El {
    let more = move || {
        let lanes = session.with(|now| now.runway.as_ref().map_or(0, |it| it.lanes.len()));
        match lanes.saturating_sub(SHOWN) {
            0 => "All dates".to_owned(),
            more => [&more.to_string(), " more, and all dates"].concat(),
        }
    };
    let entry = |class: &str, word: &str| {
        el("span")
            .child(classed("i", class).attr("aria-hidden", "true"))
            .text(word)
    };
    let is_anywhere = move |nth: usize| {
        session.with(|now| {
            now.runway.as_ref().is_some_and(|runway| {
                let mut lanes = runway.lanes.iter().take(SHOWN);
                lanes.any(|lane| runway.places(lane).marks[nth].is_some())
            })
        })
    };
    let parts = PART.into_iter().zip(PARTS);
    let parts = parts.map(|(class, word)| entry(class, word));
    let marks = MARK.into_iter().zip(MARKS).enumerate();
    let marks = marks.map(|(nth, (class, word))| {
        entry(class, word).live_flag("hidden", move || !is_anywhere(nth))
    });
    classed("p", "runway-legend")
        .children(parts.chain(marks))
        .child(button("link", || go_to("resources")).live_text(more))
}

/// What is asked for where nothing has a date: the rate of growth.
fn nothing(session: Session) -> El {
    let rate = Slot::from(&growth::fields::rate);
    let is_stated = move || session.with(|now| rate.get(&now.scenario) != Value::Unset);
    let heading = move || {
        let words = if is_stated() {
            "Nothing here is full at this growth"
        } else {
            "How fast do you grow?"
        };
        words.to_owned()
    };
    let words = move || {
        let words = if is_stated() {
            "Nothing that is planned follows customers, or there is more of it than they ever take. Try \
             another rate:"
        } else {
            "Then this shows what runs out when, and by which day to order more. Try a rate a month, or type \
             your own into the sentence:"
        };
        words.to_owned()
    };
    let try_one = |value: f64| {
        let words = [
            &crate::quantity::format::exact((value * 100.0).round()),
            " %",
        ]
        .concat();
        button("button", move || {
            session.settle();
            session.state(rate, Value::Number(value), None);
            session.settle();
        })
        .text(&words)
        .live_flag("disabled", move || session.read_only.get())
    };
    classed("figure", "runway-figure")
        .child(el("figcaption").live_text(heading))
        .child(classed("p", "runway-ask").live_text(words))
        .child(classed("p", "runway-rates").children(RATES.map(try_one)))
}

fn percent(share: f64) -> String {
    [
        &crate::quantity::format::exact((share * 1e4).round() / 100.0),
        "%",
    ]
    .concat()
}
