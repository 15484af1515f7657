//! Does any file make the reader panic, or open as something that it does not
//! give back?
#![no_main]

use headroom::scenario::fields;
use headroom::share::file::{Held, open, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match open(bytes) {
        Ok(Held { scenario, .. }) => {
            assert!(fields::is_within_bounds(&scenario));
            let again = ["{\"headroom\": 1, \"scenario\": ", &write(&scenario).write(), "}"].concat();
            assert_eq!(open(again.as_bytes()).unwrap().scenario, scenario);
        }
        Err(error) => assert!(error.to_string().ends_with('.')),
    }
});
