//! How do bytes become a link of letters and digits that notices any change?
//!
//! `#1`, then three characters that say how many characters the whole link
//! has, then base64url of: CRC-32C of the packed bytes, CRC-32C of the payload,
//! both from their lowest byte, and the payload packed by DEFLATE as if what
//! [`words`] lists had been sent before it.
//!
//! The count makes every part of a link, from `#1` on, one that was cut short.
//! The first sum is checked before anything is unpacked; it notices every
//! change of one character, and of two neighbors, for certain. Both together
//! leave one random change in 2^64 unnoticed.

use super::{LONGEST_LINK, LinkError, words};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use crc::{CRC_32_ISCSI, Crc, NoTable};
use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output,
    create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// What a link of this form begins with: the codec version is 1 for good.
const MARK: &str = "#1";

/// How many characters hold the length of the link.
const LENGTH_DIGITS: usize = 3;

/// How many bytes both sums take.
const SUMS: usize = 8;

/// The most bytes that a payload may have.
pub const LARGEST_PAYLOAD: usize = 64 * 1024;

/// As hard as the library tries; payloads are small.
const PACKING: i32 = 10;

/// Guesses the size of a payload, so that most unpack without a second step.
const FIRST_ROOM: usize = 1024;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The link for a payload.
pub fn wrap(payload: &[u8]) -> String {
    seal(&pack(payload), payload)
}

/// The payload of a link that begins with `#1`.
///
/// # Errors
/// When the link is not, character for character, one that [`wrap`] gave.
pub fn unwrap(link: &str) -> Result<Vec<u8>, LinkError> {
    let body = link.strip_prefix(MARK).ok_or(LinkError::NotALink)?;
    let arrived = link.chars().count();
    let digits = body.as_bytes();
    let Some((length, body)) = digits.split_first_chunk::<LENGTH_DIGITS>() else {
        return Err(LinkError::CutShort { arrived, of: None });
    };
    let length = read_length(*length).ok_or(LinkError::Damaged)?;
    if arrived < length {
        return Err(LinkError::CutShort {
            arrived,
            of: Some(length),
        });
    }
    if arrived > length {
        return Err(LinkError::Damaged);
    }
    let bytes = BASE64_URL_SAFE_NO_PAD
        .decode(body)
        .map_err(|_| LinkError::Damaged)?;
    let (sums, packed) = bytes
        .split_first_chunk::<SUMS>()
        .ok_or(LinkError::Damaged)?;
    let [a, b, c, d, payload_sum @ ..] = *sums;
    if sum(packed) != u32::from_le_bytes([a, b, c, d]) {
        return Err(LinkError::Damaged);
    }
    let payload = unpack(packed)?;
    if sum(&payload) != u32::from_le_bytes(payload_sum) {
        return Err(LinkError::Damaged);
    }
    Ok(payload)
}

/// Sets the sums and the length before packed bytes.
fn seal(packed: &[u8], payload: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(SUMS + packed.len());
    bytes.extend(sum(packed).to_le_bytes());
    bytes.extend(sum(payload).to_le_bytes());
    bytes.extend(packed);
    let body = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let length = MARK.len() + LENGTH_DIGITS + body.len();
    let mut link = String::from(MARK);
    link.extend([12, 6, 0].map(|shift| char::from(ALPHABET[(length >> shift) % ALPHABET.len()])));
    link.push_str(&body);
    link
}

fn read_length(digits: [u8; LENGTH_DIGITS]) -> Option<usize> {
    let length = digits.iter().try_fold(0, |length, digit| {
        let value = ALPHABET.iter().position(|letter| letter == digit)?;
        Some(length * ALPHABET.len() + value)
    })?;
    (length <= LONGEST_LINK).then_some(length)
}

fn sum(bytes: &[u8]) -> u32 {
    // Without a table: a kilobyte less to load, for links of a few hundred bytes.
    Crc::<u32, NoTable>::new(&CRC_32_ISCSI).checksum(bytes)
}

/// Packs a payload as what follows the words that both ends know.
fn pack(payload: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    // The fixed code: a payload is too short to pay for a code of its own.
    let flags = create_comp_flags_from_zip_params(PACKING, 0, CompressionStrategy::Fixed as i32);
    let mut state = CompressorOxide::new(flags);
    // Ends on a whole byte, so that the words can be left out of the link.
    compress_to_output(&mut state, &words::sent(), TDEFLFlush::Sync, |_| true);
    compress_to_output(&mut state, payload, TDEFLFlush::Finish, |bytes| {
        packed.extend(bytes);
        true
    });
    packed
}

/// Unpacks into room that grows as it fills, and never beyond the limit.
fn unpack(packed: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut room = words::sent();
    let start = room.len();
    room.resize(start + FIRST_ROOM, 0);
    let (mut taken, mut given) = (0, start);
    loop {
        let (status, took, gave) = decompress(
            &mut state,
            &packed[taken..],
            &mut room,
            given,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        );
        taken += took;
        given += gave;
        match status {
            TINFLStatus::Done if taken == packed.len() => break,
            TINFLStatus::HasMoreOutput if given - start < LARGEST_PAYLOAD => {
                room.resize(start + (given - start) * 2, 0);
            }
            TINFLStatus::HasMoreOutput => return Err(LinkError::TooLarge),
            _ => return Err(LinkError::Damaged),
        }
    }
    Ok(room[start..given].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_is_unwrapped() {
        for payload in [&b""[..], b"a", &[0; 5000], &vec![7; LARGEST_PAYLOAD]] {
            let link = wrap(payload);
            assert!(link.bytes().skip(1).all(|byte| ALPHABET.contains(&byte)));
            assert_eq!(unwrap(&link).as_deref(), Ok(payload));
        }
    }

    #[test]
    fn a_link_keeps_its_form_for_good() {
        assert_eq!(wrap(b"chat-1"), GOLDEN);
        assert_eq!(unwrap(GOLDEN).unwrap(), b"chat-1");
    }

    const GOLDEN: &str = "#1AAUM3-LSHR-XBWDsAE";

    #[test]
    fn every_beginning_was_cut_short() {
        let link = wrap(b"a payload");
        for arrived in 2..link.len() {
            let of = (arrived >= 5).then_some(link.len());
            assert_eq!(
                unwrap(&link[..arrived]),
                Err(LinkError::CutShort { arrived, of })
            );
        }
    }

    #[test]
    fn every_single_change_is_noticed() {
        let link = wrap(b"a payload, a payload");
        for at in MARK.len()..link.len() {
            for letter in ALPHABET.iter().chain(b"%+/= .~\"\n") {
                let mut changed = link.clone().into_bytes();
                if changed[at] == *letter {
                    continue;
                }
                changed[at] = *letter;
                assert!(unwrap(str::from_utf8(&changed).unwrap()).is_err());
            }
        }
    }

    #[test]
    fn a_payload_of_more_than_the_limit_is_refused() {
        assert_eq!(
            unwrap(&wrap(&vec![7; LARGEST_PAYLOAD + 1])),
            Err(LinkError::TooLarge)
        );
    }

    #[test]
    fn bytes_after_the_packed_payload_are_refused() {
        let mut packed = pack(b"payload");
        packed.push(0);
        assert_eq!(unwrap(&seal(&packed, b"payload")), Err(LinkError::Damaged));
        packed.truncate(packed.len() - 2);
        assert_eq!(unwrap(&seal(&packed, b"payload")), Err(LinkError::Damaged));
    }

    #[test]
    fn a_sum_of_something_else_is_refused() {
        let packed = pack(b"payload");
        assert_eq!(unwrap(&seal(&packed, b"other")), Err(LinkError::Damaged));
    }
}
