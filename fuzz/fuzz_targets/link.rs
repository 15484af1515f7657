//! Does any text or any payload make the link reader panic, or give a scenario
//! that a link to it does not give again?
#![no_main]

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use crc::{CRC_32_ISCSI, Crc};
use headroom::share::{Headline, decode, encode, frame, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(text) = str::from_utf8(input) {
        check(text);
        check(&format!("#?{text}"));
    }
    // Past the sums, which no random bytes would pass.
    for mark in [frame::OF_ONE, frame::OF_SEVERAL] {
        check(&frame::wrap(mark, input));
        check(&sealed(mark, input));
    }
});

fn check(link: &str) {
    let opened = match decode(link) {
        Ok(opened) => opened,
        Err(error) => {
            let sentence = error.to_string();
            assert!(sentence.ends_with('.') && sentence.len() < 1000);
            return;
        }
    };
    let headline = opened.headline.unwrap_or(Headline {
        engine: String::new(),
        figures: Vec::new(),
    });
    let again = decode(&encode(&opened.scenario, &headline));
    let again = again.expect("its own link opens");
    assert_eq!(format!("{:?}", again.scenario), format!("{:?}", opened.scenario));
    assert_eq!(again.headline, Some(headline));
    assert!(decode(&write(&opened.scenario)).is_ok_and(|again| again.not_understood.is_empty()));
}

/// A link around packed bytes, whatever they unpack to.
fn sealed(mark: &str, packed: &[u8]) -> String {
    let sum = Crc::<u32>::new(&CRC_32_ISCSI).checksum(packed).to_le_bytes();
    let body = BASE64_URL_SAFE_NO_PAD.encode([&sum[..], &[0; 4], packed].concat());
    let length = u32::try_from(body.len() + 5).expect("inputs are short");
    let digits = BASE64_URL_SAFE_NO_PAD.encode(&length.to_be_bytes()[1..]);
    format!("{mark}{}{body}", &digits[1..])
}
