//! The plan as a document to keep: as a file, on paper, and back from a file.
//!
//! What stands in this section besides the buttons is what paper needs and the
//! page has elsewhere: what was typed, the assumptions, the link.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{WithUntracked as _, untrack, window};
use web_sys::HtmlDetailsElement;

use super::browser::{self, Timer};
use super::controls::chart::save_text;
use super::dom::{El, button, classed, el, listen, react, svg};
use super::embed::snippet;
use super::file;
use super::fold::fold;
use super::nodes::standing;
use super::parts::{self, Part};
use super::sections::panel;
use super::session::{Now, Session};
use super::shelf::shelf;
use crate::report::document::{Given, assumed, document, made, sources, stated, title};
use crate::report::export::{self, Held};
use crate::report::markdown::markdown;
use crate::report::notes::Notes;
use crate::report::qr::code;
use crate::report::sheet::sheet;
use crate::share;
use crate::workloads::growth::projection::PROJECTION;

/// What is filled after an edit.
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
    let about = "Print begins with one page in short; CSV is a row a month; JSON opens here again.";
    let actions = classed("p", "report-actions")
        .child(button("button", move || save(session, &MARKDOWN)).text("Markdown"))
        .child(button("button", move || save(session, &CSV)).text("CSV"))
        .child(button("button", move || save(session, &FIGURES)).text("All figures (CSV)"))
        .child(button("button", move || save(session, &JSON)).text("JSON"))
        .child(button("button", print).text("Print"))
        .children(file::opener(session));
    let details = classed("details", "appendix");
    let appendix = el("div");
    let part = Part::resting();
    let report = Rc::new(Report {
        session: part.reads(session),
        kept: el("div"),
        appendix: appendix.clone(),
        details: details.of(),
        was_open: Cell::new(false),
    });
    let opened = report.clone();
    let details = details
        .child(el("summary").text("Assumptions and sources"))
        .child(appendix)
        .on("toggle", move |_| opened.fill_appendix());
    report.watch(part.clone());
    let kept = fold(
        "report",
        "What you typed, and the link as a QR code",
        report.kept.clone(),
        part,
    );
    let shelf = fold(
        "kept",
        "Scenarios that this browser keeps",
        shelf(session),
        Part::resting(),
    );
    let snippet = fold(
        "embed",
        "Embed it in a page of yours",
        snippet(session),
        Part::resting(),
    );
    panel("report", "Report")
        .child(classed("p", "conclusion").text(about))
        .child(actions)
        .child(file::said())
        .child(
            classed("div", "folds")
                .children(kept)
                .children(shelf)
                .children(snippet)
                .child(details),
        )
}

/// The link, as text and as squares.
pub(super) fn again(session: Session) -> El {
    let link = browser::address(&session.shared_link());
    let way = classed("div", "report-way");
    let picture = match code(&link) {
        Some(code) => {
            let size = code.size.to_string();
            svg("svg")
                .attr("class", "qr")
                .attr("viewBox", &["0 0 ", &size, " ", &size].concat())
                .attr("role", "img")
                .attr("aria-label", "The link as a QR code")
                .child(svg("path").attr("d", &code.path))
        }
        None => el("p").text("The link is too long for a QR code."),
    };
    way.child(picture)
        .child(classed("p", "report-link").text(&link))
}

/// Prints, once the page has caught up with the plan.
pub(super) fn print() {
    parts::all_at_once();
    // Refused in a sandbox: then nothing is printed.
    Timer::default().start(0, Box::new(|| _ = window().print()));
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

/// A row a month; where no months are planned, everything there is.
static CSV: Kind = Kind {
    ending: ".csv",
    media: "text/csv",
    write: |given, _| {
        let months = (PROJECTION.write)(given.scenario, given.plan, given.today);
        months.unwrap_or_else(|| sheet(given))
    },
};

static FIGURES: Kind = Kind {
    ending: "-figures.csv",
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
pub(super) fn file_name(title: &str) -> String {
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
    fn watch(self: &Rc<Self>, part: Rc<Part>) {
        let report = self.clone();
        react(Box::new(move || {
            report.session.with(|_| ());
            if part.has_followed() {
                untrack(|| report.fill());
            }
        }));
        let window = window();
        let report = self.clone();
        let before = move |_: &web_sys::Event| {
            report.was_open.set(report.details.open());
            report.details.set_open(true);
            report.fill_appendix();
        };
        listen(&window, "beforeprint", Box::new(before));
        let report = self.clone();
        let after = move |_: &web_sys::Event| report.details.set_open(report.was_open.get());
        listen(&window, "afterprint", Box::new(after));
    }

    /// What was stated, and the way back to it.
    fn fill(&self) {
        let (part, made) = self
            .session
            .peek(|now| (stated(&now.scenario), made(now.today)));
        let mut kept = standing(self.session, &part);
        kept.push(el("h3").text("This scenario again"));
        kept.push(classed("p", "report-made").text(&[&made, "."].concat()));
        kept.push(again(self.session));
        self.kept.refill(kept);
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
