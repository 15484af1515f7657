//! A document as Markdown: what anyone typed is only ever text in it.

use super::document::{Given, made};
use super::plain::{answered, filled, said};
use super::{Document, Node, Row, Section, Tick};
use crate::charts::table as chart_table;
use std::borrow::Cow;

/// The document of what is given as Markdown, with the address that opens the
/// scenario.
pub fn markdown(document: &Document, given: Given, address: &str) -> String {
    let mut out = String::new();
    put(&mut out, &["# ", &plain(&document.title)]);
    put(&mut out, &[&plain(&made(given.today)), "."]);
    if !address.is_empty() {
        put(&mut out, &["Open this scenario: <", &linked(address), ">"]);
    }
    for section in &document.sections {
        write_section(&mut out, given, section);
    }
    if !document.appendix.is_empty() {
        put(&mut out, &["# Appendix"]);
    }
    for section in &document.appendix {
        write_section(&mut out, given, section);
    }
    // One line break at the end, not two.
    out.pop();
    out
}

fn write_section(out: &mut String, given: Given, section: &Section) {
    put(out, &["## ", &plain(section.heading)]);
    if !section.conclusion.is_empty() {
        put(out, &[&plain(&said(given, &section.conclusion))]);
    }
    for node in &section.nodes {
        write(out, given, node);
    }
    for fold in &section.folds {
        put(out, &["### ", &plain(fold.heading)]);
        for node in &fold.nodes {
            write(out, given, node);
        }
    }
}

fn write(out: &mut String, given: Given, node: &Node) {
    match node {
        Node::Text(spans) => put(out, &[&plain(&said(given, spans))]),
        Node::Answer(answer) => {
            let words = plain(&answered(given, answer));
            put(out, &["**", &plain(answer.question), "**  \n", &words]);
        }
        Node::List(items) => list(out, "- ", items.iter().map(|item| said(given, item))),
        Node::Ticks(ticks) => list(out, "- [ ] ", ticks.iter().map(|it| tick(given, it))),
        Node::Table {
            caption,
            heads,
            rows,
        } => table(out, given, caption, heads, rows),
        Node::Chart(chart) => {
            let chart = (chart.draw)(given.scenario, given.plan, given.today);
            put(out, &[&plain(&chart.sentence)]);
            let shown = chart_table(&chart);
            write(
                out,
                given,
                &Node::of_text(chart.title, shown.headers, shown.rows),
            );
        }
        Node::Code(code) => match (code.write)(given.scenario, given.plan, given.today) {
            // A manifest has no run of backticks, so that three of them fence it.
            Ok(text) => put(out, &["```", code.language, "\n", &text, "```"]),
            Err(absent) => put(out, &[&plain(absent.0)]),
        },
        // A file of its own: what is in it stands in a chart or table of its section.
        Node::Download(_) => {}
    }
}

fn tick(given: Given, tick: &Tick) -> String {
    let target = match tick.target {
        "" => String::new(),
        target => [" (", target, ")"].concat(),
    };
    let between = if tick.blank.name.ends_with('?') {
        " "
    } else {
        ": "
    };
    let filled = filled(given, &tick.blank);
    [&tick.blank.name, &*target, between, &filled].concat()
}

/// A paragraph, and the empty line behind it.
fn put(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
    out.push_str("\n\n");
}

fn list(out: &mut String, mark: &str, items: impl Iterator<Item = String>) {
    for item in items {
        out.push_str(mark);
        out.push_str(&plain(&item));
        out.push('\n');
    }
    out.push('\n');
}

fn table(out: &mut String, given: Given, caption: &str, heads: &[Cow<'static, str>], rows: &[Row]) {
    if !caption.is_empty() {
        put(out, &["**", &plain(caption), "**"]);
    }
    row(out, &mut heads.iter().map(|head| plain(head)));
    let marks = (0..heads.len()).map(|nth| if nth == 0 { "---" } else { "---:" });
    row(out, &mut marks.map(str::to_owned));
    for line in rows {
        let cells = line
            .cells
            .iter()
            .map(|cell| plain(&said(given, core::slice::from_ref(cell))));
        row(out, &mut core::iter::once(plain(&line.label)).chain(cells));
    }
    out.push('\n');
}

fn row(out: &mut String, cells: &mut dyn Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

/// Text that means nothing to Markdown: on one line, its marks escaped, no
/// address that would become a link.
fn plain(text: &str) -> String {
    // What was typed as space would indent it to code.
    let text = text.trim();
    let mut out = String::new();
    for (at, letter) in text.char_indices() {
        if is_mark(letter, &text[..at], &text[at + letter.len_utf8()..]) {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

/// Whether a letter between these means something to Markdown there.
fn is_mark(letter: char, before: &str, after: &str) -> bool {
    let next = after.chars().next();
    let is_in_a_word =
        before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    let stands_apart = next.is_none_or(char::is_whitespace);
    match letter {
        '\\' | '`' | '|' | '~' => true,
        '*' => !(before.ends_with(' ') && stands_apart),
        '_' => !is_in_a_word,
        '[' => before.is_empty() || next == Some('^') || after.contains("]("),
        ']' => matches!(next, Some('(' | ':')),
        // A tag, or an address.
        '<' => next.is_some_and(|next| next.is_alphabetic() || matches!(next, '/' | '!' | '?')),
        '&' => is_entity(after),
        '@' => after.starts_with(char::is_alphanumeric),
        // What begins a quotation, a heading or a list, and what ends a heading.
        '>' => before.is_empty(),
        '#' => before.is_empty() || after.is_empty(),
        '-' | '+' => before.is_empty() && (stands_apart || next == Some(letter)),
        '=' => before.is_empty() && after.chars().all(|other| other == '='),
        ':' => after.starts_with("//"),
        '.' | ')' => {
            begins_a_list(before) && stands_apart || letter == '.' && before.ends_with("www")
        }
        _ => false,
    }
}

/// Whether what follows an ampersand would be read as another letter.
fn is_entity(after: &str) -> bool {
    let name = after.split_once(';').map(|(name, _)| name);
    let is_name = |name: &str| {
        let mut letters = name.chars();
        letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '#')
    };
    name.is_some_and(|name| !name.is_empty() && is_name(name))
}

fn begins_a_list(before: &str) -> bool {
    !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit())
}

/// An address as it stands between angle brackets.
fn linked(address: &str) -> String {
    let is_fine = |letter: &char| !matches!(letter, '<' | '>') && !letter.is_control();
    address.chars().filter(is_fine).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan;
    use crate::quantity::date::Date;
    use crate::report::{Answer, Blank, Section, Span};
    use crate::scenario::Scenario;

    #[test]
    fn what_was_typed_is_only_text() {
        for (typed, written) in [
            ("plain, (a) b: c!", "plain, (a) b: c!"),
            ("a | b", "a \\| b"),
            ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"),
            ("[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)"),
            ("[ ] a [b]", "\\[ ] a [b]"),
            ("<b>&amp;", "\\<b>\\&amp;"),
            ("a < b & c * d_e @ #1", "a < b & c * d_e @ #1"),
            ("a\nb\r\tc", "a b  c"),
            ("# a", "\\# a"),
            ("- a - b", "\\- a - b"),
            ("1. a 2.5", "1\\. a 2.5"),
            ("2.5 -- -3", "2.5 -- -3"),
            ("-3", "-3"),
            ("--- a", "\\--- a"),
            ("===", "\\==="),
            ("12) a", "12\\) a"),
            ("=== a", "=== a"),
            (
                "https://a.b www.c.d e@f.g",
                "https\\://a.b www\\.c.d e\\@f.g",
            ),
            ("    code", "code"),
            ("a\\", "a\\\\"),
        ] {
            assert_eq!(plain(typed), written, "{typed:?}");
        }
    }

    #[test]
    fn a_document_reads_as_it_is_laid_out() {
        let words = |words: &str| vec![Span::Text(words.to_owned().into())];
        let strings = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let tick = Tick {
            blank: Blank {
                key: "k".to_owned(),
                name: "t".to_owned(),
                filled: Vec::new(),
            },
            target: "",
        };
        let answer = Answer {
            question: "Why?",
            main: words("So."),
            why: Vec::new(),
        };
        let document = Document {
            id: "",
            title: "A | B".to_owned(),
            appendix: vec![Section::new("x", "Last", words("More."), Vec::new())],
            sections: vec![
                Section::new(
                    "one",
                    "One",
                    words("It follows."),
                    vec![
                        Node::note("Text."),
                        Node::Answer(answer),
                        Node::List(vec![words("x"), words("y")]),
                        Node::Ticks(vec![tick]),
                        Node::of_text(
                            "Grid".to_owned(),
                            strings(&["h", "i"]),
                            vec![strings(&["a|b", "1"])],
                        ),
                    ],
                )
                .folding("More of it", [Node::note("The rest.")])
                .folding("Nothing", []),
            ],
        };
        let scenario = Scenario::default();
        let given = Given {
            scenario: &scenario,
            plan: &plan(&scenario),
            findings: &[],
            today: Date::new(2026, 11, 22).unwrap(),
            typed: &[],
        };
        assert_eq!(
            markdown(&document, given, "https://a.b/#1<x"),
            [
                "# A \\| B\n\n",
                &plain(&made(given.today)),
                ".\n\nOpen this scenario: <https://a.b/#1x>\n\n## One\n\nIt follows.\n\nText.\n\n\
                 **Why?**  \nSo.\n\n- x\n- y\n\n- [ ] t: \\_\\_\\_\\_\n\n**Grid**\n\n\
                 | h | i |\n| --- | ---: |\n| a\\|b | 1 |\n\n### More of it\n\nThe rest.\n\n\
                 # Appendix\n\n## Last\n\nMore.\n",
            ]
            .concat()
        );
    }
}
