//! How do letters that an address cannot hold travel in it?

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// Letters that a written link does not hold as they are; a space becomes a plus.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b' ');

/// The text with each `%41` replaced by its letter, once. A percent sign that
/// no two hexadecimal digits follow stands for itself, so that people can
/// write `10-20%`. None when what comes out is no text.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// The text as the value of a written link: a plus for each space, and letters
/// that mean something in an address as `%26`.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED)
        .to_string()
        .replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_once_and_leaves_lone_signs() {
        for (text, decoded) in [
            ("10-20%", Some("10-20%")),
            ("10%-20%25", Some("10%-20%")),
            ("%2541", Some("%41")),
            ("%c3%A9", Some("é")),
            ("%C3", None),
            ("%4", Some("%4")),
            ("%+1", Some("%+1")),
        ] {
            assert_eq!(decode(text).as_deref(), decoded, "{text}");
        }
    }

    /// The unreserved letters of RFC 3986 stand as they are, all others do not.
    #[test]
    fn encodes_what_an_address_cannot_hold() {
        for byte in 0..128_u8 {
            let letter = char::from(byte).to_string();
            let expected = match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    letter.clone()
                }
                b' ' => "+".to_owned(),
                _ => format!("%{byte:02X}"),
            };
            assert_eq!(encode(&letter), expected);
        }
        assert_eq!(encode("a b+c/€"), "a+b%2Bc%2F%E2%82%AC");
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["a&b=c#d%41", "é €", "\u{202e}x", "~._-"] {
            let encoded = encode(text);
            assert!(encoded.is_ascii(), "{encoded}");
            assert_eq!(decode(&encoded.replace('+', " ")).as_deref(), Some(text));
        }
    }
}
