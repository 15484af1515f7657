//! What may a scenario be called? Anything of one line that is not too long. And what may its
//! note say? The same of several lines.

use super::{LONGEST_NAME, LONGEST_NOTE};
use std::fmt;

/// Why a scenario cannot be called so. `Display` gives a sentence to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameRefusal {
    /// More than so many characters.
    TooLong(usize),
    /// Nothing but space, where there must be a name.
    Empty,
    /// It holds a line break, a tab or another character that is no text.
    Control,
    /// A note that is too long, or holds what is no text.
    Note,
}

/// Breaks a line of a note where a list keeps a line an entry; it stands in no note.
pub const LINE_BREAK: char = '\u{2028}';

/// Whether a scenario can be called `name`.
///
/// # Errors
/// Says why not.
pub fn check(name: &str) -> Result<(), NameRefusal> {
    check_up_to(name, LONGEST_NAME)
}

/// Whether a scenario can have this note.
///
/// # Errors
/// Says what a note is.
pub fn check_note(note: &str) -> Result<(), NameRefusal> {
    let is_odd = |letter: char| letter.is_control() && letter != '\n' || letter == LINE_BREAK;
    if note.chars().count() > LONGEST_NOTE || note.chars().any(is_odd) {
        return Err(NameRefusal::Note);
    }
    Ok(())
}

/// What is typed or pasted as a note, with line breaks as a note has them and without what is
/// no text.
pub fn as_note(text: &str) -> String {
    let lines = text
        .replace("\r\n", "\n")
        .replace(['\r', LINE_BREAK, '\u{2029}'], "\n");
    lines
        .replace('\t', " ")
        .replace(|letter: char| letter.is_control() && letter != '\n', "")
}

/// Whether something can be called `name`, in at most so many characters.
///
/// # Errors
/// Says why not.
pub(super) fn check_up_to(name: &str, most: usize) -> Result<(), NameRefusal> {
    if name.chars().nth(most).is_some() {
        return Err(NameRefusal::TooLong(most));
    }
    if name.contains(char::is_control) {
        return Err(NameRefusal::Control);
    }
    Ok(())
}

impl fmt::Display for NameRefusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong(most) => write!(out, "A name has at most {most} characters."),
            Self::Empty => out.write_str("Give it a name, of at least one letter."),
            Self::Note => write!(
                out,
                "A note is plain text of at most {LONGEST_NOTE} characters."
            ),
            Self::Control => out.write_str("A name is one line of plain text."),
        }
    }
}

impl std::error::Error for NameRefusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_is_not_too_long() {
        for (name, outcome) in [
            (String::new(), Ok(())),
            ("é".repeat(LONGEST_NAME), Ok(())),
            ("<b>\u{202e}&amp;".to_owned(), Ok(())),
            (
                "é".repeat(LONGEST_NAME + 1),
                Err(NameRefusal::TooLong(LONGEST_NAME)),
            ),
            ("a\nb".to_owned(), Err(NameRefusal::Control)),
            ("a\0".to_owned(), Err(NameRefusal::Control)),
        ] {
            assert_eq!(check(&name), outcome, "{name:?}");
        }
    }

    #[test]
    fn a_note_has_lines_and_is_made_one_from_what_is_pasted() {
        let most = "é".repeat(LONGEST_NOTE);
        assert_eq!(check_note(&most), Ok(()));
        assert_eq!(check_note("One\n\nTwo"), Ok(()));
        let refused = [&*(most + "é"), "a\tb", "a\rb", "a\0", "a\u{2028}b"];
        for note in refused {
            assert_eq!(check_note(note), Err(NameRefusal::Note), "{note:?}");
        }
        let pasted = "a\tb\r\nc\rd\u{2028}e\0";
        assert_eq!(as_note(pasted), "a b\nc\nd\ne");
        assert_eq!(check_note(&as_note(pasted)), Ok(()));
    }
}
