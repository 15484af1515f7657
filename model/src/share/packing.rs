//! How does a payload become shorter, and come back as it was?
//!
//! Each byte from 128 on stands for one of the [`words`], counted from 128. Any
//! other says how many bytes follow as they are, less one.

use super::{LinkError, words};

/// The first byte that stands for a word.
const FIRST_WORD: u8 = 0x80;

/// The most bytes that a payload may have.
pub(super) const LARGEST_PAYLOAD: usize = 64 * 1024;

/// The payload with words in place of what they spell: from its beginning on,
/// the longest that fits.
pub(super) fn pack(payload: &[u8]) -> Vec<u8> {
    let words = words::known();
    let mut packed = Vec::new();
    // Where the bytes that follow as they are were counted last.
    let mut counted = None;
    let mut rest = payload;
    while let [first, after @ ..] = rest {
        let mut longest = (FIRST_WORD, "");
        for (number, word) in (FIRST_WORD..).zip(&words) {
            if word.len() > longest.1.len() && rest.starts_with(word.as_bytes()) {
                longest = (number, *word);
            }
        }
        let (number, word) = longest;
        if !word.is_empty() {
            packed.push(number);
            counted = None;
            rest = &rest[word.len()..];
            continue;
        }
        match counted {
            Some(place) if packed[place] < FIRST_WORD - 1 => packed[place] += 1,
            _ => {
                counted = Some(packed.len());
                packed.push(0);
            }
        }
        packed.push(*first);
        rest = after;
    }
    packed
}

/// The payload of packed bytes. It grows with what was read, and never beyond
/// the limit.
///
/// # Errors
/// When it would be larger than any payload, holds a word that a later version
/// added, or is nothing that [`pack`] gives.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, LinkError> {
    let words = words::known();
    let mut payload = Vec::new();
    let mut rest = packed;
    while let [first, after @ ..] = rest {
        let (piece, after) = match first.checked_sub(FIRST_WORD) {
            Some(number) => {
                let word = words.get(usize::from(number)).ok_or(LinkError::Newer)?;
                (word.as_bytes(), after)
            }
            None => after
                .split_at_checked(usize::from(*first) + 1)
                .ok_or(LinkError::Damaged)?,
        };
        if payload.len() + piece.len() > LARGEST_PAYLOAD {
            return Err(LinkError::TooLarge);
        }
        payload.extend_from_slice(piece);
        rest = after;
    }
    Ok(payload)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let every_byte: Vec<u8> = (0..=255).collect();
        let words = words::known().concat().into_bytes();
        for payload in [&b""[..], b"a", &every_byte, &words, &[0x80; 5000], b"web"] {
            assert_eq!(unpack(&pack(payload)).as_deref(), Ok(payload));
        }
    }

    #[test]
    fn words_take_a_byte_and_the_rest_one_more_for_each_run() {
        let number = |word| {
            let place = words::known().iter().position(|known| *known == word);
            FIRST_WORD + u8::try_from(place.unwrap()).unwrap()
        };
        assert_eq!(pack(b"\x07\x08"), [1, 7, 8]);
        assert_eq!(
            pack(b"\nweb.node_type"),
            [number("\nweb.node_"), number("type")]
        );
        assert_eq!(
            pack(b"\ntier.pro.price"),
            [&[number("\ntier."), 3][..], b"pro.", &[number("price")]].concat()
        );
        // A run of 128, and what is left.
        let packed = pack(&[0; 130]);
        assert_eq!((packed.len(), packed[0], packed[129]), (132, 127, 1));
    }

    #[test]
    fn no_more_than_the_limit_is_written() {
        let longest = words::known().iter().map(|word| word.len()).max().unwrap();
        let words = LARGEST_PAYLOAD / longest;
        assert!(unpack(&pack(&vec![0; LARGEST_PAYLOAD])).is_ok());
        for payload in [vec![0; LARGEST_PAYLOAD + 1], vec![0; 1 << 20]] {
            assert_eq!(unpack(&pack(&payload)), Err(LinkError::TooLarge));
        }
        let place = words::known().iter().position(|word| word.len() == longest);
        let word = FIRST_WORD + u8::try_from(place.unwrap()).unwrap();
        assert_eq!(unpack(&vec![word; words]).unwrap().len(), words * longest);
        assert_eq!(unpack(&vec![word; words + 1]), Err(LinkError::TooLarge));
    }

    #[test]
    fn what_is_not_packed_is_damaged() {
        // A run that ends early, none at all after its count.
        for packed in [&[2, 0, 0][..], &[0]] {
            assert_eq!(unpack(packed), Err(LinkError::Damaged), "{packed:?}");
        }
    }

    #[test]
    fn a_word_that_a_later_version_added_is_newer() {
        assert_eq!(unpack(&[0xff]), Err(LinkError::Newer));
    }
}
