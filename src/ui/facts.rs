//! The section of facts: the prices and models that the plan rests on, with source, day and
//! age, and all others that are known, to be searched.
//!
//! What the plan rests on follows after an edit, all that is known is listed while it is open.

use std::rc::Rc;

use leptos::prelude::untrack;
use web_sys::{HtmlDetailsElement, HtmlInputElement};

use super::document::sentence;
use super::dom::{El, classed, el, react};
use super::fold::fold;
use super::nodes::{row, scrolled, standing, table};
use super::parts::Part;
use super::sections::panel;
use super::session::Session;
use crate::report::facts::{self, HEADS, RESTS_ON, found};

/// What is filled when the figures rest.
struct Facts {
    session: Session,
    said_of_them: El,
    used: El,
    details: HtmlDetailsElement,
    search: HtmlInputElement,
    said: El,
    list: El,
}

/// The section.
pub(super) fn facts_panel(session: Session) -> El {
    let details = classed("details", "checklist facts");
    let search = classed("input", "blank")
        .attr("type", "search")
        .attr("id", "facts-search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", "A model, GPU, machine, service or API");
    let part = Part::resting();
    let all = Rc::new(Facts {
        session: part.reads(session),
        said_of_them: classed("p", "conclusion"),
        used: el("div"),
        details: details.of(),
        search: search.of(),
        said: el("p").attr("role", "status"),
        list: el("div"),
    });
    let [opens, types] = [all.clone(), all.clone()];
    let details = details
        .child(el("summary").text("Every fact that is known"))
        .child(
            el("label")
                .attr("for", "facts-search")
                .text("Search the facts"),
        )
        .child(search.on("input", move |_| types.fill_all()))
        .child(all.said.clone())
        .child(all.list.clone())
        .on("toggle", move |_| opens.fill_all());
    all.watch(part.clone());
    let used = fold("facts", RESTS_ON, all.used.clone(), part);
    panel("facts", "Facts")
        .child(all.said_of_them.clone())
        .child(classed("div", "folds").children(used).child(details))
}

impl Facts {
    fn watch(self: &Rc<Self>, part: Rc<Part>) {
        let all = self.clone();
        react(Box::new(move || {
            all.session.with(|_| ());
            if part.has_followed() {
                untrack(|| all.fill());
            }
        }));
    }

    /// What the plan rests on.
    fn fill(&self) {
        let said = self
            .session
            .peek(|now| facts::section(&now.scenario, &now.plan, now.today));
        let conclusion = sentence(self.session, el("span"), &said.conclusion);
        self.said_of_them.refill([conclusion]);
        // Its heading is that of the panel.
        self.used
            .refill(standing(self.session, &said).into_iter().skip(1));
        self.fill_all();
    }

    /// All that is known and has the words, while it is looked at.
    fn fill_all(&self) {
        if !self.details.open() {
            self.list.refill(Vec::new());
            self.said.say("");
            return;
        }
        untrack(|| {
            let day = self
                .session
                .peek(|now| facts::day(&now.scenario, now.today));
            let text = self.search.value();
            let hits = found(&text, day);
            self.said.say(&match hits.len() {
                0 => {
                    "Nothing is known by these words. Try another, as in h100 or Claude.".to_owned()
                }
                1 => "One fact.".to_owned(),
                many => [&many.to_string(), " facts, those to check first."].concat(),
            });
            let rows = hits
                .iter()
                .map(|fact| row(self.session, &facts::row(fact, day)));
            let body = el("tbody").children(rows);
            let table = table("", &HEADS.map(Into::into), body);
            let shown = (!hits.is_empty()).then(|| scrolled("Facts that are known", table));
            self.list.refill(shown);
        });
    }
}
