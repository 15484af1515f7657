//! A document as Markdown: what anyone typed is only ever text in it.

use super::document::{Document, Grid, Node};

/// The document as Markdown, with the address that opens the scenario.
pub fn markdown(document: &Document, address: &str) -> String {
    let mut out = String::new();
    put(&mut out, &["# ", &plain(&document.title)]);
    put(&mut out, &[&plain(&document.made), "."]);
    if !address.is_empty() {
        put(&mut out, &["Open this scenario: <", &linked(address), ">"]);
    }
    for part in &document.parts {
        put(&mut out, &["## ", &plain(&part.heading)]);
        for node in &part.nodes {
            write(&mut out, node);
        }
    }
    // One line break at the end, not two.
    out.pop();
    out
}

fn write(out: &mut String, node: &Node) {
    match node {
        Node::Text(text) => put(out, &[&plain(text)]),
        Node::Said(question, text) => {
            put(out, &["**", &plain(question), "**  \n", &plain(text)]);
        }
        Node::List(items) => list(out, "- ", items),
        Node::Ticks(items) => list(out, "- [ ] ", items),
        Node::Grid(grid) => table(out, grid),
        // A manifest has no run of backticks, so that three of them fence it.
        Node::Code(text) => put(out, &["```yaml\n", text, "```"]),
    }
}

/// A paragraph, and the empty line behind it.
fn put(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
    out.push_str("\n\n");
}

fn list(out: &mut String, mark: &str, items: &[String]) {
    for item in items {
        out.push_str(mark);
        out.push_str(&plain(item));
        out.push('\n');
    }
    out.push('\n');
}

fn table(out: &mut String, grid: &Grid) {
    if !grid.caption.is_empty() {
        put(out, &["**", &plain(&grid.caption), "**"]);
    }
    row(out, &mut grid.heads.iter().map(|head| plain(head)));
    let marks = (0..grid.heads.len()).map(|nth| if nth == 0 { "---" } else { "---:" });
    row(out, &mut marks.map(str::to_owned));
    for cells in &grid.rows {
        row(out, &mut cells.iter().map(|cell| plain(cell)));
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
    let mut out = String::new();
    for (at, letter) in text.char_indices() {
        let is_mark = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '@' => true,
            // What begins a list, a rule or an underlined heading.
            '-' | '+' | '=' => at == 0,
            '!' => text[at + 1..].starts_with('['),
            ':' => text[at + 1..].starts_with("//"),
            '.' | ')' => begins_a_list(&text[..at]) || text[..at].ends_with("www"),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    // What was typed as space would indent it to code.
    out.trim().to_owned()
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
    use crate::report::document::Part;

    #[test]
    fn what_was_typed_is_only_text() {
        for (typed, written) in [
            ("plain, (a) b: c!", "plain, (a) b: c!"),
            ("a | b", "a \\| b"),
            ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"),
            ("[a](b) ![c](d)", "\\[a\\](b) \\!\\[c\\](d)"),
            ("<b>&amp;", "\\<b\\>\\&amp;"),
            ("a\nb\r\tc", "a b  c"),
            ("# a", "\\# a"),
            ("- a - b", "\\- a - b"),
            ("1. a 2.5", "1\\. a 2.5"),
            ("12) a", "12\\) a"),
            ("=== a", "\\=== a"),
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
        let words = |text: &str| text.to_owned();
        let document = Document {
            title: words("A | B"),
            made: words("Made"),
            parts: vec![Part {
                heading: words("One"),
                nodes: vec![
                    Node::Text(words("Text.")),
                    Node::Said(words("Why?"), words("So.")),
                    Node::List(vec![words("x"), words("y")]),
                    Node::Ticks(vec![words("t: ____")]),
                    Node::Grid(Grid {
                        caption: words("Grid"),
                        heads: vec![words("h"), words("i")],
                        rows: vec![vec![words("a|b"), words("1")]],
                    }),
                ],
            }],
        };
        assert_eq!(
            markdown(&document, "https://a.b/#1<x"),
            "# A \\| B\n\nMade.\n\nOpen this scenario: <https://a.b/#1x>\n\n## One\n\nText.\n\n\
             **Why?**  \nSo.\n\n- x\n- y\n\n- [ ] t: \\_\\_\\_\\_\n\n**Grid**\n\n\
             | h | i |\n| --- | ---: |\n| a\\|b | 1 |\n"
        );
    }
}
