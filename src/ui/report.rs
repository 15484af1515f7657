//! The plan as a document to keep: as a file, on paper, and back from a file.
//!
//! What stands in this section besides the buttons is what paper needs and the
//! page has elsewhere: what was stated, the assumptions, the link. It is filled
//! once the figures rest, since nobody reads it while typing, and at once when
//! the page is printed.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{WithUntracked as _, window};
use web_sys::HtmlDetailsElement;

use super::browser::{self, Timer};
use super::controls::chart::save_text;
use super::document::panel;
use super::dom::{El, button, classed, el, listen, react, svg};
use super::file;
use super::nodes::standing;
use super::session::{Now, Session};
use crate::report::document::{Given, assumed, document, made, sources, stated, title};
use crate::report::export::{self, Held};
use crate::report::markdown::markdown;
use crate::report::notes::Notes;
use crate::report::qr::code;
use crate::report::sheet::sheet;
use crate::share;

/// How long the figures rest before the document follows.
const REST_MS: u32 = 500;

/// What is filled when the figures rest.
struct Report {
    session: Session,
    kept: El,
    appendix: El,
    details: HtmlDetailsElement,
    /// Whether the appendix was open before it was printed.
    was_open: Cell<bool>,
}

/// The section with its buttons.
pub(super) fn report(session: Session) -> El {
    let about = "Everything on this page to keep or hand on. Markdown and Print hold the whole document, CSV \
         every figure to calculate with, JSON all of it in a file that opens here again.";
    let actions = classed("p", "report-actions")
        .child(button("button", move || save(session, &MARKDOWN)).text("Markdown"))
        .child(button("button", move || save(session, &CSV)).text("CSV"))
        .child(button("button", move || save(session, &JSON)).text("JSON"))
        .child(button("button", print).text("Print"))
        .children(file::opener(session));
    let details = classed("details", "appendix");
    let appendix = el("div");
    let report = Rc::new(Report {
        session,
        kept: classed("div", "report-kept"),
        appendix: appendix.clone(),
        details: details.of(),
        was_open: Cell::new(false),
    });
    let opened = report.clone();
    let details = details
        .child(el("summary").text("Assumptions and sources"))
        .child(appendix)
        .on("toggle", move |_| opened.fill_appendix());
    report.watch();
    panel("report", "Report")
        .child(classed("p", "conclusion").text(about))
        .child(actions)
        .child(file::said())
        .child(report.kept.clone())
        .child(details)
}

fn print() {
    // Refused in a sandbox: then nothing is printed.
    let _ = window().print();
}

/// A way to write the plan out.
struct Kind {
    ending: &'static str,
    media: &'static str,
    write: fn(Given, &str) -> String,
}

static MARKDOWN: Kind = Kind {
    ending: ".md",
    media: "text/markdown",
    write: |given, link| markdown(&document(given), given, link),
};

static CSV: Kind = Kind {
    ending: ".csv",
    media: "text/csv",
    write: |given, _| sheet(given),
};

static JSON: Kind = Kind {
    ending: ".json",
    media: "application/json",
    write: |given, link| {
        let held = Held {
            version: share::file::VERSION,
            scenario: share::file::write(given.scenario),
            link,
        };
        export::file(given, held)
    },
};

/// Saves all of it in a file that opens here again.
pub(super) fn save_json(session: Session) {
    save(session, &JSON);
}

fn save(session: Session, kind: &Kind) {
    let link = browser::address(&session.shared_link());
    let blanks = session.notes.with_untracked(Notes::blanks);
    let text = session.peek(|now| (kind.write)(given(now, &blanks), &link));
    let name = session.peek(|now| file_name(&title(&now.scenario)));
    save_text(&text, kind.media, &[&name, kind.ending].concat());
}

/// `headroom-spring-sale`: what any system takes as a name.
fn file_name(title: &str) -> String {
    let mut name = "headroom".to_owned();
    let mut is_apart = true;
    for letter in title.chars().take(60) {
        if letter.is_ascii_alphanumeric() {
            if is_apart {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        is_apart = !letter.is_ascii_alphanumeric();
    }
    name
}

/// What is written out, with what was typed into blanks.
pub(super) fn given<'a>(now: &'a Now, typed: &'a [(String, String)]) -> Given<'a> {
    Given {
        scenario: &now.scenario,
        plan: &now.plan,
        findings: &now.findings,
        today: now.today,
        typed,
    }
}

impl Report {
    fn watch(self: &Rc<Self>) {
        let rest = Timer::default();
        let report = self.clone();
        react(Box::new(move || {
            report.session.with(|_| ());
            report.kept.set("aria-busy", Some("true"));
            let report = report.clone();
            rest.start(REST_MS, Box::new(move || report.fill()));
        }));
        let window = window();
        let report = self.clone();
        let before = move |_: &web_sys::Event| {
            report.was_open.set(report.details.open());
            report.details.set_open(true);
            report.fill();
        };
        listen(&window, "beforeprint", Box::new(before));
        let report = self.clone();
        let after = move |_: &web_sys::Event| report.details.set_open(report.was_open.get());
        listen(&window, "afterprint", Box::new(after));
    }

    /// What was stated, and the way back to it.
    fn fill(&self) {
        let link = browser::address(&self.session.shared_link());
        let (part, made) = self
            .session
            .peek(|now| (stated(&now.scenario), made(now.today)));
        let mut kept = standing(self.session, &part);
        kept.push(el("h3").text("This scenario again"));
        kept.push(classed("p", "report-made").text(&[&made, "."].concat()));
        let mut way = classed("div", "report-way");
        match code(&link) {
            Some(code) => {
                let size = code.size.to_string();
                let path = svg("path").attr("d", &code.path);
                let picture = svg("svg")
                    .attr("class", "qr")
                    .attr("viewBox", &["0 0 ", &size, " ", &size].concat())
                    .attr("role", "img")
                    .attr("aria-label", "The link as a QR code");
                way = way.child(picture.child(path));
            }
            None => way = way.child(el("p").text("The link is too long for a QR code.")),
        }
        kept.push(way.child(classed("p", "report-link").text(&link)));
        self.kept.refill(kept);
        self.kept.set("aria-busy", None);
        self.fill_appendix();
    }

    /// Assumptions and sources, while they are looked at.
    fn fill_appendix(&self) {
        if !self.details.open() {
            self.appendix.refill(Vec::new());
            return;
        }
        let parts = self
            .session
            .peek(|now| [assumed(&now.scenario), sources(&now.scenario, &now.plan)]);
        self.appendix
            .refill(parts.iter().flat_map(|part| standing(self.session, part)));
    }
}
