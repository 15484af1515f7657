//! Does any text that is brought make a reader panic, or leave a scenario that cannot be
//! stated, handed on and read again?
#![no_main]

use headroom::bring::brought;
use headroom::scenario::fields;
use headroom::scenario::preset::presets;
use headroom::share::{Headline, decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    for preset in presets().take(2) {
        let scenario = preset.scenario();
        let brought = brought(&text, &scenario, None);
        assert!(!brought.sentence.is_empty());
        assert!(fields::is_within_bounds(&brought.scenario));
        if brought.changes.is_empty() {
            continue;
        }
        let headline = Headline {
            engine: String::new(),
            figures: Vec::new(),
        };
        let again = decode(&encode(&brought.scenario, &headline)).expect("its own link opens");
        assert_eq!(format!("{:?}", again.scenario), format!("{:?}", brought.scenario));
    }
});
