//! What can happen to a link on its way, and does any of it give another
//! scenario?

use headroom::scenario::Scenario;
use headroom::share::{Opened, decode};
use std::thread;

/// What became of the mutated links.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Tally {
    pub(crate) tried: usize,
    /// Refused with an error, or opened as a written link with a warning.
    pub(crate) refused: usize,
    /// Opened as the scenario that was shared.
    pub(crate) same: usize,
}

/// How many parts the work is split into; the draws depend on the part alone.
const PARTS: u64 = 8;

/// Letters that links have, and letters that chat programs and mails add.
const LETTERS: &[u8] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_#?%&=+/. ~\"<>\n\0";

/// Opens `count` mutated links.
///
/// # Panics
/// When one of them opens as anything but the link that it was.
pub(crate) fn run(links: &[String], count: usize) -> Tally {
    let links: Vec<(String, Opened)> = links
        .iter()
        .map(|link| (link.clone(), decode(link).unwrap()))
        .collect();
    let part = count / usize::try_from(PARTS).unwrap();
    thread::scope(|scope| {
        let links = &links;
        let parts: Vec<_> = (0..PARTS)
            .map(|seed| scope.spawn(move || tally(links, part, Draws(seed))))
            .collect();
        let tallies = parts.into_iter().map(|part| part.join().unwrap());
        tallies.fold(Tally::default(), |sum, part| Tally {
            tried: sum.tried + part.tried,
            refused: sum.refused + part.refused,
            same: sum.same + part.same,
        })
    })
}

fn tally(links: &[(String, Opened)], count: usize, mut draws: Draws) -> Tally {
    let mut tally = Tally::default();
    for _ in 0..count {
        let link = &links[draws.below(links.len())].0;
        let other = &links[draws.below(links.len())].0;
        let mutated = mutated(link, other, &mut draws);
        let fragment = &mutated[mutated.find('#').unwrap_or(0)..];
        let shared = links.iter().find(|(link, _)| {
            // An encoded letter is the same letter.
            fragment == link || mutated.contains('%') && plain(&mutated).ends_with(link)
        });
        tally.tried += 1;
        match decode(&mutated) {
            Err(_) => tally.refused += 1,
            Ok(opened) if shared.is_some_and(|(_, shared)| opened == *shared) => tally.same += 1,
            Ok(opened) => {
                let warned = !opened.not_understood.is_empty() || mutated.ends_with("#?");
                assert!(
                    warned
                        && opened.understood.is_empty()
                        && opened.scenario == Scenario::default(),
                    "{mutated:?} gives another scenario"
                );
                tally.refused += 1;
            }
        }
    }
    tally
}

/// The text with each letter that travels as its two digits put back.
fn plain(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |plain, part| {
        let letter = part
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match letter {
            Some(letter) => plain + &char::from(letter).to_string() + &part[2..],
            None => plain + "%" + part,
        }
    })
}

/// One to three things that happen to a link.
fn mutated(link: &str, other: &str, draws: &mut Draws) -> String {
    let mut text = link.as_bytes().to_vec();
    for _ in 0..=draws.below(3) {
        mutate(&mut text, other, draws);
    }
    String::from_utf8(text).unwrap()
}

fn mutate(text: &mut Vec<u8>, other: &str, draws: &mut Draws) {
    let letter = LETTERS[draws.below(LETTERS.len())];
    if text.is_empty() {
        return text.push(letter);
    }
    let at = draws.below(text.len());
    let to = draws.below(text.len());
    match draws.below(9) {
        0 | 1 => text[at] = letter,
        2 => text.insert(at, letter),
        3 => {
            text.remove(at);
        }
        4 => text.swap(at, to),
        5 => {
            let next = (at + 1) % text.len();
            text.swap(at, next);
        }
        6 => flip_case(text, at),
        7 => text.truncate(at),
        _ => text.extend(other.bytes().skip(draws.below(other.len()))),
    }
}

/// Flips the case of a letter, or now and then of all.
fn flip_case(text: &mut [u8], at: usize) {
    let reach = if at.is_multiple_of(5) {
        text.len()
    } else {
        at + 1
    };
    for letter in &mut text[at..reach] {
        *letter ^= if letter.is_ascii_alphabetic() {
            0x20
        } else {
            0
        };
    }
}

/// Numbers that are the same on every run (SplitMix64).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = (mixed ^ (mixed >> 31)) % u64::try_from(bound).unwrap();
        usize::try_from(drawn).unwrap()
    }
}
