//! How do letters that an address cannot hold travel in it?

use std::borrow::Cow;

const HEXADECIMAL: &[u8; 16] = b"0123456789ABCDEF";

/// The text with each `%41` replaced by its letter, once. A percent sign that
/// no two hexadecimal digits follow stands for itself, so that people can
/// write `10-20%`. None when what comes out is no text.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let letter = match (first, after) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        let Some((high, low)) = letter else {
            decoded.push(*first);
            rest = after;
            continue;
        };
        decoded.push(high * 16 + low);
        rest = &after[2..];
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

/// The text as the value of a written link: a plus for each space, and letters
/// that mean something in an address as `%26`.
pub(super) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => {
                encoded.push('%');
                for half in [byte >> 4, byte & 15] {
                    encoded.push(char::from(HEXADECIMAL[usize::from(half)]));
                }
            }
        }
        encoded
    })
}

fn digit(letter: u8) -> Option<u8> {
    let digit = char::from(letter).to_digit(16)?;
    u8::try_from(digit).ok()
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

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["a&b=c#d%41", "é €", "\u{202e}x", "~._-"] {
            let encoded = encode(text);
            assert!(encoded.is_ascii(), "{encoded}");
            assert_eq!(decode(&encoded.replace('+', " ")).as_deref(), Some(text));
        }
    }
}
