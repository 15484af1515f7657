//! Why does a link not open, and what can the visitor do about it?

use crate::scenario::name::NameRefusal;
use crate::scenario::{Field, Refusal, RowRefusal, Table};
use std::fmt;

/// Why a link does not open. `Display` gives one or two sentences to show.
#[derive(Clone, PartialEq, Debug)]
pub enum LinkError {
    /// The address ends before or at its `#`.
    Nothing,
    /// What follows the `#` is no link of this product.
    NotALink,
    /// More characters than any link has.
    TooLong,
    /// It unpacks to more than any scenario holds.
    TooLarge,
    /// The end is missing.
    CutShort {
        /// How many characters arrived, `#` included.
        arrived: usize,
        /// How many there were; unknown when less than five arrived.
        of: Option<usize>,
    },
    /// A character was changed, dropped or added.
    Damaged,
    /// Written in a later form of links than this version knows.
    Newer,
    /// Holds several scenarios, and what reads them has not arrived yet.
    Awaits,
    /// Starts from a preset that this version does not have.
    UnknownPreset(String),
    /// States what an input does not take.
    Refused(&'static Field, Refusal),
    /// States a range that an input does not take.
    Range(&'static Field),
    /// States rows that a table does not take.
    Rows(&'static Table, RowRefusal),
    /// Has a name that no scenario may have.
    Name(NameRefusal),
}

/// The most characters of a link's own words that a sentence repeats.
const LONGEST_QUOTE: usize = 40;

impl fmt::Display for LinkError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ASK: &str = "Ask for it again, or copy it whole.";
        const RELOAD: &str = "Reload the page to get the newest one, then open the link again.";
        const NEW: &str = "Ask whoever sent it for a new one.";
        match self {
            Self::Nothing => out.write_str("This address carries no scenario. Start from a preset."),
            Self::NotALink => out.write_str(
                "What follows the # in this address is not a link to a scenario. Copy the link again, or start \
                 from a preset.",
            ),
            Self::TooLong => write!(out, "This link is longer than any link to a scenario. {ASK}"),
            Self::TooLarge => write!(out, "This link holds more than any scenario does. {NEW}"),
            Self::CutShort { arrived, of: Some(of) } => write!(
                out,
                "This link was cut short: {arrived} of {of} characters arrived. {ASK}"
            ),
            Self::CutShort { of: None, .. } => {
                write!(out, "This link was cut short: only its beginning arrived. {ASK}")
            }
            Self::Damaged => write!(
                out,
                "This link is damaged: it is not as it was made. {ASK}"
            ),
            Self::Newer => write!(out, "This link was made by a newer version than this one. {RELOAD}"),
            Self::Awaits => out.write_str(
                "This link compares scenarios, and the part of the page that does has not arrived yet.",
            ),
            Self::UnknownPreset(id) => write!(
                out,
                "This link starts from the preset “{}”, which this version does not have. {RELOAD}",
                quoted(id)
            ),
            Self::Refused(field, refusal) => write!(
                out,
                "This link states what cannot be planned: {} {NEW}",
                field.refusal_sentence(*refusal)
            ),
            Self::Range(field) => write!(
                out,
                "This link gives a range that cannot be planned: {} {NEW}",
                field.range_sentence()
            ),
            Self::Rows(table, refusal) => write!(
                out,
                "This link states rows of “{}” that cannot be planned: {} {NEW}",
                table.label,
                table.refusal_sentence(*refusal)
            ),
            Self::Name(refusal) => write!(out, "This link has a text that cannot be shown: {refusal} {NEW}"),
        }
    }
}

impl std::error::Error for LinkError {}

/// The beginning of a link's own words, fit to stand in a sentence.
pub(super) fn quoted(text: &str) -> String {
    let mut quote: String = text
        .chars()
        .take(LONGEST_QUOTE)
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        quote.push('…');
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_happened_and_what_to_do() {
        for (error, sentences) in [
            (
                LinkError::CutShort {
                    arrived: 120,
                    of: Some(310),
                },
                "This link was cut short: 120 of 310 characters arrived. Ask for it again, or copy it whole.",
            ),
            (
                LinkError::UnknownPreset("saas-9".into()),
                "This link starts from the preset “saas-9”, which this version does not have. Reload the page \
                 to get the newest one, then open the link again.",
            ),
            (
                LinkError::Refused(
                    crate::scenario::Anchor::ConcurrentUsers.field(),
                    Refusal::OutOfBounds,
                ),
                "This link states what cannot be planned: Concurrent users must be between 1 and 10,000,000. \
                 Ask whoever sent it for a new one.",
            ),
        ] {
            assert_eq!(error.to_string(), sentences);
        }
    }

    #[test]
    fn repeats_little_of_a_hostile_link() {
        let sentence = LinkError::UnknownPreset("\u{7}x".repeat(30_000)).to_string();
        assert!(sentence.chars().count() < 200, "{sentence}");
        assert!(!sentence.contains(char::is_control));
    }
}
