//! How do bytes travel in letters that chat programs, mails and Markdown leave
//! as they are?
//!
//! As base64url without padding (RFC 4648, section 5): six bits a letter.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How many bits a letter holds.
const BITS: usize = 6;

/// The letter for the lowest six bits.
pub(super) fn letter(bits: usize) -> char {
    char::from(ALPHABET[bits % ALPHABET.len()])
}

/// The six bits of a letter; none when it stands for none.
pub(super) fn bits(letter: u8) -> Option<usize> {
    ALPHABET.iter().position(|known| *known == letter)
}

/// Adds the letters for the bytes.
pub(super) fn spell(bytes: &[u8], text: &mut String) {
    let (mut pending, mut count) = (0_usize, 0);
    for byte in bytes {
        pending = pending << 8 | usize::from(*byte);
        count += 8;
        while count >= BITS {
            count -= BITS;
            text.push(letter(pending >> count));
        }
    }
    if count > 0 {
        text.push(letter(pending << (BITS - count)));
    }
}

/// The bytes for letters; none unless [`spell`] gives these very letters.
pub(super) fn read(letters: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(letters.len());
    let (mut pending, mut count) = (0_usize, 0);
    for letter in letters {
        pending = pending << BITS | bits(*letter)?;
        count += BITS;
        if count >= 8 {
            count -= 8;
            bytes.push((pending >> count).to_le_bytes()[0]);
        }
    }
    let left = pending & ((1 << count) - 1);
    (count < BITS && left == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    #[test]
    fn spells_and_reads_as_the_standard_says() {
        // Section 10 of RFC 4648, without its padding.
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            let mut text = String::new();
            spell(bytes.as_bytes(), &mut text);
            assert_eq!(text, letters);
            assert_eq!(read(letters.as_bytes()).unwrap(), bytes.as_bytes());
        }
        let bytes: Vec<u8> = (0..=255).collect();
        let mut text = String::new();
        spell(&bytes, &mut text);
        assert_eq!(text, BASE64_URL_SAFE_NO_PAD.encode(&bytes));
        assert_eq!(read(text.as_bytes()), Some(bytes));
    }

    #[test]
    fn refuses_what_it_does_not_spell() {
        // Padding, another alphabet, a lone letter, bits that no byte has.
        for letters in ["Zg==", "Zm+v", "Z", "Zm9vY", "Zh", "Zm9", "é", " Zg"] {
            assert_eq!(read(letters.as_bytes()), None, "{letters}");
        }
    }

    #[test]
    fn every_short_text_is_read_as_another_reader_does() {
        for first in 0..=255 {
            for second in 0..=255 {
                for letters in [&[first, second][..], &[b'A', first, second]] {
                    let theirs = BASE64_URL_SAFE_NO_PAD.decode(letters).ok();
                    assert_eq!(read(letters), theirs, "{letters:?}");
                }
            }
        }
    }
}
