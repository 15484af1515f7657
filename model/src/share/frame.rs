//! How do bytes become a link of letters and digits that notices any change?
//!
//! `#1` (a scenario) or `#2` (several), then three characters that say how many characters the whole link
//! has, then the [`letters`] for: CRC-32C of the packed bytes, CRC-32C of the
//! payload, both from their lowest byte, and the payload as [`super::packing`]
//! packs it.
//!
//! The count makes every part of a link, from its mark on, one that was cut short.
//! The first sum is checked before anything is unpacked; it notices every
//! change of one character, and of two neighbors, for certain. Both together
//! leave one random change in 2^64 unnoticed, and the second notices another
//! list of words.

use super::packing::{pack, unpack};
use super::{LONGEST_LINK, LinkError, letters};
use crc::{CRC_32_ISCSI, Crc, NoTable};

/// What a link of this form begins with: the codec version of a scenario is 1 for good.
pub const OF_ONE: &str = "#1";

/// The same of several scenarios.
pub const OF_SEVERAL: &str = "#2";

/// How many characters hold the length of the link.
const LENGTH_DIGITS: usize = 3;

/// How many bytes both sums take.
const SUMS: usize = 8;

/// The link for a payload, which begins with this mark.
pub fn wrap(mark: &str, payload: &[u8]) -> String {
    seal(mark, &pack(payload), payload)
}

/// The payload of a link that begins with this mark.
///
/// # Errors
/// When the link is not, character for character, one that [`wrap`] gave.
pub fn unwrap(mark: &str, link: &str) -> Result<Vec<u8>, LinkError> {
    let body = link.strip_prefix(mark).ok_or(LinkError::NotALink)?;
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
    let bytes = letters::read(body).ok_or(LinkError::Damaged)?;
    let (sums, packed) = bytes
        .split_first_chunk::<SUMS>()
        .ok_or(LinkError::Damaged)?;
    let [a, b, c, d, payload_sum @ ..] = *sums;
    if SUM.checksum(packed) != u32::from_le_bytes([a, b, c, d]) {
        return Err(LinkError::Damaged);
    }
    let payload = unpack(packed)?;
    if SUM.checksum(&payload) != u32::from_le_bytes(payload_sum) {
        return Err(LinkError::Damaged);
    }
    Ok(payload)
}

/// Sets the sums and the length before packed bytes.
fn seal(mark: &str, packed: &[u8], payload: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(SUMS + packed.len());
    bytes.extend_from_slice(&SUM.checksum(packed).to_le_bytes());
    bytes.extend_from_slice(&SUM.checksum(payload).to_le_bytes());
    bytes.extend_from_slice(packed);
    let mut body = String::new();
    letters::spell(&bytes, &mut body);
    let length = mark.len() + LENGTH_DIGITS + body.len();
    let mut link = String::from(mark);
    for shift in [12, 6, 0] {
        link.push(letters::letter(length >> shift));
    }
    link.push_str(&body);
    link
}

fn read_length(digits: [u8; LENGTH_DIGITS]) -> Option<usize> {
    let mut length = 0;
    for digit in digits {
        length = length << 6 | letters::bits(digit)?;
    }
    (length <= LONGEST_LINK).then_some(length)
}

/// CRC-32C, bit by bit: a table costs a kilobyte to load, for links of a few
/// hundred bytes.
const SUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISCSI);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_is_unwrapped() {
        let every_byte: Vec<u8> = (0..=255).collect();
        for payload in [&b""[..], b"a", &[0; 5000], &every_byte] {
            let link = wrap(OF_ONE, payload);
            let letter = |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
            assert!(link.bytes().skip(1).all(letter), "{link}");
            assert_eq!(unwrap(OF_ONE, &link).as_deref(), Ok(payload));
        }
    }

    #[test]
    fn a_link_keeps_its_form_for_good() {
        assert_eq!(wrap(OF_ONE, b"chat-1"), GOLDEN);
        assert_eq!(unwrap(OF_ONE, GOLDEN).unwrap(), b"chat-1");
    }

    const GOLDEN: &str = "#1AAUdLmt0nR-XBXfADE";

    #[test]
    fn every_beginning_was_cut_short() {
        let link = wrap(OF_ONE, b"a payload");
        for arrived in 2..link.len() {
            let of = (arrived >= 5).then_some(link.len());
            assert_eq!(
                unwrap(OF_ONE, &link[..arrived]),
                Err(LinkError::CutShort { arrived, of })
            );
        }
    }

    #[test]
    fn every_single_change_is_noticed() {
        let link = wrap(OF_ONE, b"a payload, a payload");
        for at in OF_ONE.len()..link.len() {
            for letter in 0..128 {
                let mut changed = link.clone().into_bytes();
                if changed[at] == letter {
                    continue;
                }
                changed[at] = letter;
                assert!(unwrap(OF_ONE, str::from_utf8(&changed).unwrap()).is_err());
            }
        }
    }

    /// Check values of CRC-32C: the catalog of CRC algorithms, and RFC 3720, B.4.
    #[test]
    fn the_sum_is_the_standard_one() {
        let [mut up, mut down] = [[0; 32]; 2];
        for (at, byte) in (0..32).enumerate() {
            (up[at], down[31 - at]) = (byte, byte);
        }
        for (bytes, sum) in [
            (&b""[..], 0),
            (b"123456789", 0xe306_9283),
            (&[0; 32], 0x8a91_36aa),
            (&[0xff; 32], 0x62a8_ab43),
            (&up, 0x46dd_794e),
            (&down, 0x113f_db5c),
        ] {
            assert_eq!(SUM.checksum(bytes), sum, "{bytes:?}");
        }
        let bytes: Vec<u8> = (0..=255).collect();
        let by_table = Crc::<u32>::new(&CRC_32_ISCSI);
        for end in 0..bytes.len() {
            let start = &bytes[..end];
            assert_eq!(SUM.checksum(start), by_table.checksum(start));
        }
    }

    #[test]
    fn a_link_that_packs_more_than_a_payload_is_refused() {
        let word = pack(b"\nweb.frontend_");
        assert_eq!(word.len(), 1);
        let packed = word.repeat(12_000);
        let link = seal(OF_ONE, &packed, b"");
        assert!(link.len() < LONGEST_LINK);
        assert_eq!(unwrap(OF_ONE, &link), Err(LinkError::TooLarge));
    }

    #[test]
    fn bytes_around_the_packed_payload_are_refused() {
        for packed in [&pack(b"payload!")[..], &pack(b"payloa"), b"\x07payload"] {
            assert_eq!(
                unwrap(OF_ONE, &seal(OF_ONE, packed, b"payload")),
                Err(LinkError::Damaged)
            );
        }
    }

    #[test]
    fn a_sum_of_something_else_is_refused() {
        let packed = pack(b"payload");
        assert_eq!(
            unwrap(OF_ONE, &seal(OF_ONE, &packed, b"other")),
            Err(LinkError::Damaged)
        );
    }
}
