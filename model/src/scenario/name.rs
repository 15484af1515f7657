//! What may a scenario be called? Anything of one line that is not too long.

use super::LONGEST_NAME;
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
}

/// Whether a scenario can be called `name`.
///
/// # Errors
/// Says why not.
pub fn check(name: &str) -> Result<(), NameRefusal> {
    check_up_to(name, LONGEST_NAME)
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
}
