//! How does a sentence read where nothing can be opened or typed into? Figures as
//! numbers with their units, blanks with what was typed into them.

use super::document::Given;
use super::{Answer, Blank, Span, Style, absent_word, capital, parts};
use crate::scenario::web::Switch;
use crate::scenario::work::unit;
use crate::scenario::{Value, fields};
use crate::workloads::uncertainty::words::spread;

/// A sentence with its figures in words.
pub fn said(given: Given, spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        match span {
            Span::Text(words) => text.push_str(words),
            Span::Figure(id, style) => text.push_str(&figure(given, id, *style)),
            Span::Blank(blank) => text.push_str(&filled(given, blank)),
            Span::Input(id) => text.push_str(&stated(given, id)),
            Span::Offer(fix) => text.push_str(&fix.label),
        }
    }
    text
}

/// What an input states; a switch is on or off.
fn stated(given: Given, id: &str) -> String {
    let slot = fields::slot(given.scenario, id);
    slot.map_or_else(String::new, |slot| match slot.get(given.scenario) {
        Value::Choice(id) if slot.field.choices() == Switch::CHOICES => id.to_owned(),
        _ => slot.words(given.scenario),
    })
}

/// What was typed into a blank.
pub fn typed<'a>(blanks: &'a [(String, String)], key: &str) -> &'a str {
    let found = blanks.iter().find(|(other, _)| other == key);
    found.map_or("", |(_, words)| words)
}

/// What the plan says to a blank, what was typed into it, or a line to write on.
pub fn filled(given: Given, blank: &Blank) -> String {
    let filled = said(given, &blank.filled);
    match typed(given.typed, &blank.key) {
        _ if !filled.is_empty() => filled,
        "" => "____".to_owned(),
        typed => typed.to_owned(),
    }
}

/// An answer and its reason as one text.
pub fn answered(given: Given, answer: &Answer) -> String {
    let main = main(given, answer);
    let why = said(given, &answer.why);
    [&main, between(&main, &why), &why].concat()
}

/// An answer without its reason, or that there is none.
pub fn main(given: Given, answer: &Answer) -> String {
    if answer.main.is_empty() {
        "Not known.".to_owned()
    } else {
        capital(&said(given, &answer.main))
    }
}

/// What makes one text of an answer and its reason, which stand apart on the page.
fn between(main: &str, why: &str) -> &'static str {
    let goes_on = why.starts_with(|first: char| first == '(' || first.is_lowercase());
    if goes_on || main.ends_with('.') {
        " "
    } else {
        ". "
    }
}

fn figure(given: Given, id: &str, style: Style) -> String {
    let figure = match given.plan.outcome(id) {
        Some(Ok(figure)) => figure,
        other => return absent_word(other.and_then(Result::err)).to_owned(),
    };
    let unit = unit(given.scenario, figure.unit());
    let parts = parts(id, figure.value, unit);
    let own = match style {
        Style::Plain | Style::Cell => parts.joined(),
        _ => [parts.prefix, &parts.number].concat(),
    };
    match spread(given.plan, given.scenario, id) {
        Some(spread) => [&own, " ", &*spread].concat(),
        None => own,
    }
}
