//! Does any text make the number reader panic, or give a number that the text
//! does not say?
#![no_main]

use headroom::quantity::Unit;
use headroom::quantity::format::{exact, field, shown};
use headroom::quantity::parse::{Bare, Stated, parse};
use libfuzzer_sys::fuzz_target;

const UNITS: &[Unit] = &[
    Unit::Of("user"),
    Unit::Of("share"),
    Unit::Of("USD/month"),
    Unit::Of("GiB/pod"),
    Unit::Of("GB"),
    Unit::Of("s"),
    Unit::Of("month"),
    Unit::Of("req/day"),
    Unit::Of("x"),
    Unit::Words(&["flat", "EKS", "GKE"]),
];

fuzz_target!(|input: (u8, &str)| {
    let (selector, text) = input;
    let unit = UNITS[usize::from(selector) % UNITS.len()];
    for bare in [Bare::Shown, Bare::Canonical] {
        match parse(text, unit, bare) {
            Ok(reading) => check(text, unit, bare, reading.stated),
            Err(error) => assert!(error.to_string().ends_with('.')),
        }
    }
});

fn check(text: &str, unit: Unit, bare: Bare, stated: Stated) {
    let ends = match stated {
        Stated::One(value) => [value, value],
        Stated::Range { low, high } => [low, high],
    };
    assert!(ends[0] <= ends[1] && stated.low().is_finite());
    for value in ends {
        let again = match bare {
            Bare::Canonical if matches!(unit, Unit::Of(_)) => exact(value),
            Bare::Canonical | Bare::Shown => field(value, unit),
        };
        let reading = parse(&again, unit, bare).expect("its own text is read");
        assert_eq!(reading.stated, Stated::One(value));
        assert!(!shown(value, unit).is_empty());
    }
    let is_plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain && bare == Bare::Canonical && matches!(unit, Unit::Of(_)) {
        match text.parse() {
            Ok(value) => assert_eq!(stated, Stated::One(value)),
            Err(_) => assert!(text.contains("..")),
        }
    }
}
