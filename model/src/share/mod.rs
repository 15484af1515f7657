//! How does a scenario travel in an address, and what does a pasted address
//! hold?
//!
//! Two kinds of fragment, both after the first `#` of an address:
//! - a share link, `#1…`: exact, checked, permanent ([`frame`] around a
//!   [`payload`]); `#2…` of several that are compared ([`mod@set`]);
//! - a written link, `#?customers=5000`: by hand, for pages and mails
//!   ([`written`]).
//!
//! As a file it travels as JSON ([`mod@file`]).
//!
//! A link never reaches a server. Whatever does not decode says why, in
//! sentences that a visitor can act on ([`error`]).

mod compact;
pub mod error;
pub mod file;
pub mod frame;
mod letters;
mod packing;
pub mod payload;
mod percent;
pub mod set;
mod words;
pub mod written;

pub use error::LinkError;
pub use written::{Frame, NotUnderstood, Understood, write};

use crate::later::far;
use crate::scenario::{Scenario, beside};
use payload::Held;
use std::borrow::Cow;

/// The most characters that a link may have, from `#` on.
pub const LONGEST_LINK: usize = 40 * 1024;

/// What the plan said when a link was made, so that whoever opens it sees
/// when another engine says something else.
#[derive(Clone, PartialEq, Debug)]
pub struct Headline {
    /// The version of the engine that planned it.
    pub engine: String,
    /// Figure ids and values in canonical units.
    pub figures: Vec<(String, f64)>,
}

/// What a link holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The scenario to plan.
    pub scenario: Scenario,
    /// What its plan said when it was shared; none in a written link.
    pub headline: Option<Headline>,
    /// The inputs that a written link states, in its order.
    pub understood: Vec<Understood>,
    /// The parts that state nothing that can be planned: of a written link, or of a share
    /// link that a later version made.
    pub not_understood: Vec<NotUnderstood>,
    /// Fractions of what there are only whole ones of, in a share link that is older than
    /// that, with what was read in their place.
    pub rounded: Vec<NotUnderstood>,
    /// What to show around the scenario.
    pub frame: Frame,
}

/// The fragment, from `#` on, that gives `scenario` on any machine.
pub fn encode(scenario: &Scenario, headline: &Headline) -> String {
    if scenario.is_compared() {
        frame::wrap(frame::OF_SEVERAL, &written_together(scenario, headline))
    } else {
        frame::wrap(frame::OF_ONE, &payload::write(scenario, headline))
    }
}

far! {
    "details" "c201"
    fn written_together(scenario: &Scenario, headline: &Headline) -> Vec<u8> = set::write;
    "details" "c202"
    fn read_together(payload: &[u8]) -> Result<Held, LinkError> = set::read;
}

/// Opens a fragment, or a whole address with one. When the text as it stands
/// holds no link, it is tried once more with its percent signs decoded.
///
/// # Errors
/// Says what is wrong with a link, and what to do.
pub fn decode(text: &str) -> Result<Opened, LinkError> {
    let plain = open(text);
    if plain.is_ok() || text.len() > LONGEST_LINK {
        return plain;
    }
    match percent::decode(text) {
        Some(Cow::Owned(decoded)) => open(&decoded),
        _ => plain,
    }
}

fn open(text: &str) -> Result<Opened, LinkError> {
    let start = text.find('#').ok_or(LinkError::Nothing)?;
    let fragment = &text[start..];
    if fragment.len() > LONGEST_LINK {
        return Err(LinkError::TooLong);
    }
    match fragment.as_bytes().get(1) {
        None => Err(LinkError::Nothing),
        Some(b'?') => Ok(written::read(&fragment[2..])),
        Some(b'2') if !beside::can_be_read() => Err(LinkError::Awaits),
        Some(mark @ (b'1' | b'2')) => Ok(shared(held(*mark == b'1', fragment)?)),
        Some(b'3'..=b'9') => Err(LinkError::Newer),
        Some(_) => Err(LinkError::NotALink),
    }
}

fn held(is_of_one: bool, fragment: &str) -> Result<Held, LinkError> {
    if is_of_one {
        payload::read(&frame::unwrap(frame::OF_ONE, fragment)?)
    } else {
        read_together(&frame::unwrap(frame::OF_SEVERAL, fragment)?)
    }
}

fn shared(held: Held) -> Opened {
    Opened {
        scenario: held.scenario,
        headline: Some(held.headline),
        understood: Vec::new(),
        not_understood: held.unknown,
        rounded: held.rounded,
        frame: Frame::Page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline() -> Headline {
        Headline {
            engine: "0.1.0".into(),
            figures: vec![("web.cost_low".into(), 500.0)],
        }
    }

    fn check(text: &str, error: &LinkError) {
        assert_eq!(decode(text).as_ref(), Err(error), "{text}");
    }

    #[test]
    fn an_address_without_a_link_says_so() {
        check("", &LinkError::Nothing);
        check("#", &LinkError::Nothing);
        check("https://example.org/plan", &LinkError::Nothing);
        check("#main", &LinkError::NotALink);
        check("##1", &LinkError::NotALink);
        check("#0AAA", &LinkError::NotALink);
        check("#2AAA", &LinkError::Damaged);
        check("#3AAA", &LinkError::Newer);
    }

    #[test]
    fn a_link_opens_from_a_whole_address_and_percent_encoded() {
        let link = encode(&Scenario::default(), &headline());
        let encoded = link
            .bytes()
            .fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
        for text in [
            link.clone(),
            format!("https://example.org/a/b?c=d{link}"),
            link.replacen('#', "%23", 1),
            format!("https://example.org/{encoded}"),
        ] {
            let opened = decode(&text).unwrap();
            assert_eq!(opened.scenario, Scenario::default());
            assert_eq!(opened.headline, Some(headline()));
        }
        // Decoded once, not until it fits.
        let twice = encoded.replace('%', "%25");
        check(&twice, &LinkError::Nothing);
    }

    #[test]
    fn a_cut_link_is_cut_short_however_it_is_encoded() {
        let link = encode(&Scenario::default(), &headline());
        let cut = LinkError::CutShort {
            arrived: 20,
            of: Some(link.len()),
        };
        check(&link[..20], &cut);
        check(&link[..20].replace('#', "%23"), &cut);
    }

    #[test]
    fn a_link_that_is_too_long_is_refused_before_it_is_read() {
        let long = "A".repeat(LONGEST_LINK);
        check(&format!("#1{long}"), &LinkError::TooLong);
        check(&format!("#?name={long}"), &LinkError::TooLong);
        check(&format!("#1%41{long}"), &LinkError::TooLong);
    }
}
