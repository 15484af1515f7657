//! Does every text that a visitor types, pastes or gets in a link become the
//! number that it says, or a sentence that helps, and never another number?

use headroom::quantity::format::{exact, field, precise, shown};
use headroom::quantity::parse::{Bare, Note, NumberError, Stated, parse};
use headroom::quantity::unit::Unit;
use proptest::prelude::*;

const USERS: Unit = Unit::Of("user");
const SHARE: Unit = Unit::Of("share");
const MONTHLY: Unit = Unit::Of("USD/month");
const CLOUDS: Unit = Unit::Words(&["flat", "EKS", "GKE", "AKS"]);

/// One unit of every kind that the reader treats differently.
const UNITS: &[Unit] = &[
    USERS,
    SHARE,
    MONTHLY,
    Unit::Of("1"),
    Unit::Of("x"),
    Unit::Of("s"),
    Unit::Of("ms"),
    Unit::Of("h"),
    Unit::Of("month"),
    Unit::Of("MiB"),
    Unit::Of("GiB"),
    Unit::Of("GB"),
    Unit::Of("TB"),
    Unit::Of("core/pod"),
    Unit::Of("req/s"),
    Unit::Of("req/day"),
    Unit::Of("tok/s"),
    Unit::Of("USD/GPU/h"),
    Unit::Of("share/month"),
    Unit::Of("item with no known word"),
];

/// Every text gives exactly this number, on a page and in a link alike.
fn check(unit: Unit, cases: &[(&str, f64)]) {
    for (text, expected) in cases {
        for bare in [Bare::Shown, Bare::Canonical] {
            let reading = parse(text, unit, bare).unwrap_or_else(|error| panic!("{text}: {error}"));
            let Stated::One(value) = reading.stated else {
                panic!("{text} is a range");
            };
            assert_eq!(value.to_bits(), expected.to_bits(), "{text} is {value}");
        }
    }
}

fn check_ranges(unit: Unit, cases: &[(&str, f64, f64)]) {
    for (text, low, high) in cases {
        let reading =
            parse(text, unit, Bare::Shown).unwrap_or_else(|error| panic!("{text}: {error}"));
        let expected = Stated::Range {
            low: *low,
            high: *high,
        };
        assert_eq!(reading.stated, expected, "{text}");
    }
}

fn check_refused(unit: Unit, cases: &[(&str, &str)]) {
    for (text, sentence) in cases {
        match parse(text, unit, Bare::Shown) {
            Ok(reading) => panic!("{text} became {reading:?}"),
            Err(error) => assert_eq!(error.to_string(), *sentence, "{text}"),
        }
    }
}

#[test]
fn reads_numbers_as_people_write_them() {
    check(
        USERS,
        &[
            ("0", 0.0),
            ("-0", 0.0),
            ("007", 7.0),
            (" 42 ", 42.0),
            ("1.50", 1.5),
            ("0.05", 0.05),
            (".5", 0.5),
            ("5.", 5.0),
            ("+5", 5.0),
            ("-3", -3.0),
            ("\u{2212}3", -3.0),
            ("1,000,000", 1e6),
            ("1,234.5", 1234.5),
            ("12 500", 12_500.0),
            ("12\u{a0}500", 12_500.0),
            ("1\u{202f}234\u{202f}567", 1_234_567.0),
            ("12\u{2009}500", 12_500.0),
            ("12'500", 12_500.0),
            ("12\u{2019}500.25", 12_500.25),
            ("1.5M", 1_500_000.0),
            ("10k", 10_000.0),
            ("10 K", 10_000.0),
            ("2B", 2e9),
            ("3T", 3e12),
            ("8Ki", 8192.0),
            ("1.5Mi", 1_572_864.0),
            ("12.3 million", 12_300_000.0),
            ("1e6", 1e6),
            ("1E+6", 1e6),
            ("2.5e-3", 0.0025),
            ("1e308", 1e308),
            ("1e-320", 1e-320),
            ("5 users", 5.0),
            ("1 user", 1.0),
            ("5k users", 5000.0),
            ("5 Users", 5.0),
            // What multiplying by 1e6 would miss by an ulp: 4.35 * 1e6.
            ("4.35M", 4_350_000.0),
        ],
    );
}

#[test]
fn reads_units_that_fit_the_field() {
    check(
        SHARE,
        &[
            ("15%", 0.15),
            ("15 %", 0.15),
            ("4.35%", 0.0435),
            ("28.5 percent", 0.285),
            ("0.15 share", 0.15),
        ],
    );
    check(
        Unit::Of("share/month"),
        &[("15 % a month", 0.15), ("15%/month", 0.15)],
    );
    check(
        MONTHLY,
        &[
            ("$99", 99.0),
            ("-$5", -5.0),
            ("$-5", -5.0),
            ("US$ 1,500", 1500.0),
            ("99 USD", 99.0),
            ("USD 99", 99.0),
            ("99 $", 99.0),
            ("$1.5k", 1500.0),
            ("$1.2M/month", 1_200_000.0),
            ("$1,234 a month", 1234.0),
            ("1,234 USD/month", 1234.0),
            ("$1,200 per year", 100.0),
        ],
    );
    check(
        Unit::Of("GB"),
        &[
            ("2 TB", 2000.0),
            ("2TB", 2000.0),
            ("500 MB", 0.5),
            ("250 kB", 0.000_25),
            ("1 PB", 1e6),
            ("2 GB", 2.0),
            // 2^40 bytes are 1,099.511627776 GB.
            ("1 TiB", 1_099.511_627_776),
            ("10k GB", 10_000.0),
        ],
    );
    check(
        Unit::Of("GiB"),
        &[
            ("512Mi", 0.5),
            ("512 MiB", 0.5),
            ("2Gi", 2.0),
            ("1 TiB", 1024.0),
            ("1.073741824 GB", 1.0),
        ],
    );
    check(
        Unit::Of("MiB/pod"),
        &[
            ("1 GiB", 1024.0),
            ("1 GiB/pod", 1024.0),
            ("1 GiB per pod", 1024.0),
        ],
    );
}

#[test]
fn reads_durations_rates_and_counted_things() {
    check(
        Unit::Of("s"),
        &[
            ("250 ms", 0.25),
            ("90 s", 90.0),
            ("15 min", 900.0),
            ("1.1 h", 3960.0),
            ("3 d", 259_200.0),
            ("3 days", 259_200.0),
            ("1 week", 604_800.0),
        ],
    );
    check(Unit::Of("ms"), &[("250", 250.0), ("1.5 s", 1500.0)]);
    check(Unit::Of("h"), &[("3 days", 72.0), ("90 min", 1.5)]);
    check(Unit::Of("month"), &[("2 years", 24.0), ("18 months", 18.0)]);
    check(
        Unit::Of("req/s"),
        &[
            ("50 req/s", 50.0),
            ("50 requests/s", 50.0),
            ("50 requests per second", 50.0),
            ("50/s", 50.0),
            ("50 rps", 50.0),
            ("1.5k rps", 1500.0),
            ("3 rpm", 0.05),
            ("4,320,000 requests/day", 50.0),
        ],
    );
    check(
        Unit::Of("req/day"),
        &[
            ("50 req/s", 4_320_000.0),
            ("1.5M requests a day", 1_500_000.0),
        ],
    );
    check(
        Unit::Of("tok/s"),
        &[("1.2k tokens/s", 1200.0), ("6000 tpm", 100.0)],
    );
    check(
        Unit::Of("core"),
        &[("2 vCPU", 2.0), ("500 millicores", 0.5)],
    );
    check(Unit::Of("x"), &[("4x", 4.0), ("2.5 ×", 2.5)]);
    check(
        Unit::Of("USD/GPU/h"),
        &[("$2.49/h", 2.49), ("2.49 USD per GPU per hour", 2.49)],
    );
}

#[test]
fn a_bare_number_is_in_the_unit_that_its_reader_sees() {
    for (text, bare, expected) in [
        ("15", Bare::Shown, 0.15),
        ("0.15", Bare::Canonical, 0.15),
        ("0.05", Bare::Shown, 0.0005),
        ("4.35", Bare::Shown, 0.0435),
        ("15 %", Bare::Canonical, 0.15),
    ] {
        let reading = parse(text, SHARE, bare).unwrap();
        assert_eq!(reading.stated, Stated::One(expected), "{text}");
    }
}

#[test]
fn reads_ranges() {
    check_ranges(
        USERS,
        &[
            ("10-20", 10.0, 20.0),
            ("10 - 20", 10.0, 20.0),
            ("10..20", 10.0, 20.0),
            ("10...20", 10.0, 20.0),
            ("0.5..1.5", 0.5, 1.5),
            ("10 to 20", 10.0, 20.0),
            ("10–20", 10.0, 20.0),
            ("10—20", 10.0, 20.0),
            ("10\u{2212}20", 10.0, 20.0),
            ("10k-20k", 10_000.0, 20_000.0),
            ("10-20k", 10_000.0, 20_000.0),
            ("900k-1.2M", 900_000.0, 1_200_000.0),
            ("10-20 users", 10.0, 20.0),
            ("10k-20k users", 10_000.0, 20_000.0),
            ("1,000-2,000", 1000.0, 2000.0),
            ("12 500 to 13 000", 12_500.0, 13_000.0),
            ("-10--5", -10.0, -5.0),
            ("-10-5", -10.0, 5.0),
            ("1e-3-1e3", 0.001, 1000.0),
            ("5-5", 5.0, 5.0),
        ],
    );
    check_ranges(
        SHARE,
        &[
            ("10-20%", 0.1, 0.2),
            ("10%-20%", 0.1, 0.2),
            ("10-20", 0.1, 0.2),
        ],
    );
    check_ranges(
        MONTHLY,
        &[
            ("$10-20", 10.0, 20.0),
            ("$10-$20", 10.0, 20.0),
            ("$1.5k–$2k a month", 1500.0, 2000.0),
        ],
    );
    check_ranges(
        Unit::Of("GB"),
        &[("500 GB-2 TB", 500.0, 2000.0), ("1-2 TB", 1000.0, 2000.0)],
    );
    check_ranges(
        Unit::Of("s"),
        &[("25-30 s", 25.0, 30.0), ("1 to 2 h", 3600.0, 7200.0)],
    );
    let linked = parse("10-20%", SHARE, Bare::Canonical).unwrap();
    assert_eq!(
        linked.stated,
        Stated::Range {
            low: 0.1,
            high: 0.2
        }
    );
}

#[test]
fn says_what_other_readers_would_have_meant() {
    for (text, note) in [
        ("1,234", Some(Note::CommaGroups)),
        ("1.234", Some(Note::PointIsDecimal)),
        ("10-20k", Some(Note::SuffixOnBoth)),
        ("9007199254740993", Some(Note::Rounded)),
        ("1,234,567", None),
        ("1,234.5", None),
        ("1234", None),
        ("0.125", None),
        ("1.25", None),
        ("1234.125", None),
        ("9007199254740992", None),
        ("10k-20k", None),
    ] {
        assert_eq!(
            parse(text, USERS, Bare::Shown).unwrap().note,
            note,
            "{text}"
        );
    }
}

#[test]
fn reads_choices_by_their_words_only() {
    check(
        CLOUDS,
        &[("flat", 0.0), ("EKS", 1.0), (" eks ", 1.0), ("AKS", 3.0)],
    );
    check_refused(
        CLOUDS,
        &[
            ("1", "Choose one of flat, EKS, GKE, AKS."),
            ("EK", "Choose one of flat, EKS, GKE, AKS."),
        ],
    );
}

/// What a field of users accepts.
const FIVE: &str = "Write a number with the digits 0 to 9, for example 5 users or 1.5 users.";

#[test]
fn refuses_what_is_no_number_with_a_sentence_that_helps() {
    let empty = "Write a number, for example 1,000.";
    let too_large = "Write a number below 1e308; this one is too large.";
    let too_small = "Write 0, or a number further from zero; this one is too small.";
    check_refused(
        USERS,
        &[
            ("", empty),
            (" \t\u{a0}", empty),
            ("inf", FIVE),
            ("NaN", FIVE),
            ("-", FIVE),
            (".", FIVE),
            ("many", FIVE),
            ("٣", FIVE),
            ("--5", FIVE),
            ("1e400", too_large),
            ("1e99999999999", too_large),
            ("1e308k", too_large),
            ("1e-400", too_small),
        ],
    );
}

#[test]
fn refuses_marks_that_do_not_group_in_threes() {
    let comma = "; a comma only groups thousands, as in 1,500.";
    for (text, point, whole) in [
        ("1,5", "1.5", "15"),
        ("1,5M", "1.5", "15"),
        (",5", "0.5", "5"),
        ("0,500", "0.500", "500"),
        ("1,2345", "1.2345", "12345"),
        ("1.234,5", "1234.5", "12345"),
        ("1 234,50", "1234.50", "123450"),
    ] {
        let sentence = format!("Write {point} with a point, or {whole}{comma}");
        check_refused(USERS, &[(text, &sentence)]);
    }
    for (text, grouped) in [
        ("1.234.567", "1,234,567"),
        ("1,00,000", "100,000"),
        ("1,000 000", "1,000,000"),
        ("1,0000.5", "10,000.5"),
        ("10 20", "1,020"),
    ] {
        let sentence = format!("Write {grouped}, or leave the marks between the digits out.");
        check_refused(USERS, &[(text, &sentence)]);
    }
    for text in ["1.2.3", "0.000 001", "192.168.0.1", "1.5,000.5"] {
        check_refused(
            USERS,
            &[(text, "Write one number with one decimal point, as in 1.5.")],
        );
    }
}

#[test]
fn refuses_endings_that_do_not_fit_the_field() {
    for (text, ending) in [
        ("0x10", "x10"),
        ("1_000", "_000"),
        ("5 pods", "pods"),
        ("15%", "%"),
        ("$5", "$"),
        ("5kB", "kB"),
        ("1/2", "/2"),
        ("5,", ","),
        ("1,,5", ",,5"),
        ("5\u{200b}", "\u{200b}"),
        ("1-2-3", "-3"),
        ("5 of whatever fits the bill", "of whatever fits the…"),
    ] {
        let sentence =
            format!("Leave out “{ending}”: write a number, for example 5 users or 1.5 users.");
        check_refused(USERS, &[(text, &sentence)]);
    }
    let memory = "Leave out “Gb”: write a number, for example 5 GiB per pod or 1.5 GiB per pod.";
    check_refused(Unit::Of("GiB/pod"), &[("5 Gb", memory)]);
    check_refused(
        MONTHLY,
        &[
            (
                "€99",
                "Write a number with the digits 0 to 9, for example 99 or $1,500.",
            ),
            (
                "$99/h",
                "Leave out “/h”: write a number, for example 99 or $1,500.",
            ),
        ],
    );
    let rate = "Leave out “tok/s”: write a number, for example 5 requests/s or 1.5 requests/s.";
    check_refused(Unit::Of("req/s"), &[("5 tok/s", rate)]);
}

#[test]
fn refuses_letters_with_two_meanings() {
    for (unit, text, letter, one, other) in [
        (USERS, "10m", "m", "10M", "0.01"),
        (MONTHLY, "$1.5m", "m", "1.5M", "0.0015"),
        (Unit::Of("s"), "10m", "m", "10 min", "0.01"),
        (Unit::Of("month"), "6m", "m", "6 months", "6000000"),
        (Unit::Of("GiB"), "500M", "M", "500 MB", "500 MiB"),
        (Unit::Of("GiB/pod"), "500M/pod", "M", "500 MB", "500 MiB"),
        (Unit::Of("GB"), "500 B", "B", "500 bytes", "500000000000"),
    ] {
        let sentence = format!("Write {one} or {other}; “{letter}” could mean either.");
        check_refused(unit, &[(text, &sentence)]);
    }
}

#[test]
fn refuses_ranges_that_do_not_say_both_ends() {
    let one_ending =
        "Write the ending at both ends, as in 10k-20k, or only at the last, as in 10-20k.";
    check_refused(
        USERS,
        &[
            ("10-", "Write both ends of the range, as in 10-20."),
            ("10 to", "Write both ends of the range, as in 10-20."),
            (
                "20-10",
                "Write the smaller number of the range first: 10 to 20.",
            ),
            (
                "2k-1k",
                "Write the smaller number of the range first: 1k to 2k.",
            ),
            (
                "500-1k",
                "Write the smaller number of the range first: 1k to 500k.",
            ),
            ("10k-20", one_ending),
            ("10 users-20", one_ending),
        ],
    );
    check_refused(SHARE, &[("10%-20", one_ending)]);
}

#[test]
fn a_paste_of_a_thousand_digits_is_too_long() {
    for digits in [65, 300, 1000, 100_000] {
        let text = "7".repeat(digits);
        assert_eq!(parse(&text, USERS, Bare::Shown), Err(NumberError::TooLong));
    }
    assert!(parse(&"7".repeat(64), USERS, Bare::Shown).is_ok());
}

/// Every finite double, small and large, with zero for negative zero.
/// Any figure of a plan and far beyond. Rounded to two digits, the largest
/// doubles of all would become larger than any double.
fn showable() -> impl Strategy<Value = f64> {
    finite().prop_filter("far from overflow", |value| value.abs() <= 1e300)
}

fn finite() -> impl Strategy<Value = f64> {
    let typed = (-1_000_000_000_i64..1_000_000_000, 0_i32..7)
        .prop_map(|(digits, places)| format!("{digits}e-{places}").parse().expect("digits"));
    prop_oneof![any::<u64>().prop_map(f64::from_bits), typed]
        .prop_filter("finite", |value: &f64| value.is_finite())
        .prop_map(|value| value + 0.0)
}

/// Text made of the pieces that numbers are made of, in any order.
fn number_like() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "0", "1", "5", "12", "500", "000", "999", ".", ",", " ", "\u{a0}", "'", "-", "+",
        "\u{2212}", "–", "..", "…", " to ", "e", "E6", "e-3", "k", "K", "M", "B", "T", "Mi", "m",
        "%", "$", "USD", "GB", "TiB", "ms", "h", "/s", "/month", " a month", " per ", "user", "s",
        "x", "rps", "million", "é", "\u{200b}", "\0", "∞",
    ]);
    prop::collection::vec(pieces, 0..9).prop_map(|pieces| pieces.concat())
}

/// What a text of digits, points and group marks alone says, read by another
/// road: split into groups first, then checked against the one grouping.
fn plainly(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mark = [',', ' ', '\u{a0}', '\'']
        .into_iter()
        .find(|mark| whole.contains(*mark));
    let digits: String = match mark {
        Some(mark) => whole.split(mark).collect(),
        None => whole.to_owned(),
    };
    if !(digits.clone() + fraction)
        .bytes()
        .all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    if let Some(mark) = mark {
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(mark);
            }
            grouped.push(digit);
        }
        if grouped != whole || digits.starts_with('0') {
            return None;
        }
    }
    [digits.as_str(), ".", fraction].concat().parse().ok()
}

/// What a text means that is typed where this unit belongs.
fn typed(text: &str, unit: Unit) -> Result<f64, TestCaseError> {
    match parse(text, unit, Bare::Shown).map(|reading| reading.stated) {
        Ok(Stated::One(typed)) => Ok(typed),
        reading => Err(TestCaseError::fail(format!("{text}: {reading:?}"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_box_reads_back_to_the_same_bits(value in finite(), unit in prop::sample::select(UNITS)) {
        let text = field(value, unit);
        let reading = parse(&text, unit, Bare::Shown);
        prop_assert_eq!(reading.map(|reading| reading.stated), Ok(Stated::One(value)), "{}", text);
    }

    #[test]
    fn a_file_reads_back_to_the_same_bits(value in finite(), unit in prop::sample::select(UNITS)) {
        let text = exact(value);
        let reading = parse(&text, unit, Bare::Canonical);
        prop_assert_eq!(reading.map(|reading| reading.stated), Ok(Stated::One(value)), "{}", text);
        prop_assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(value.to_bits()));
    }

    #[test]
    fn a_range_reads_back_to_the_same_bits(one in finite(), other in finite()) {
        let (low, high) = (one.min(other), one.max(other));
        let text = [exact(low), exact(high)].join("..");
        let reading = parse(&text, USERS, Bare::Canonical);
        prop_assert_eq!(reading.map(|reading| reading.stated), Ok(Stated::Range { low, high }));
    }

    #[test]
    fn what_is_shown_can_be_typed(value in showable(), unit in prop::sample::select(UNITS)) {
        let text = shown(value, unit);
        let typed = typed(&text, unit)?;
        // Two digits at least, but for what is only there whole: people, pods, percents.
        let whole = if unit == Unit::Of("share") { 0.005 } else { 0.5 };
        let near = (value.abs() * 0.051).max(whole);
        prop_assert!((typed - value).abs() <= near, "{} is not {}", text, value);
    }

    #[test]
    fn what_is_explained_can_be_typed(value in showable(), unit in prop::sample::select(UNITS)) {
        let text = precise(value, unit);
        let typed = typed(&text, unit)?;
        // Two digits of a share under one percent, three of anything else.
        prop_assert!((typed - value).abs() <= value.abs() * 0.051, "{} is not {}", text, value);
    }

    #[test]
    fn any_text_gives_a_finite_number_or_a_sentence(
        text in prop_oneof![any::<String>(), number_like()],
        unit in prop::sample::select(UNITS),
    ) {
        for bare in [Bare::Shown, Bare::Canonical] {
            match parse(&text, unit, bare) {
                Ok(reading) => {
                    prop_assert!(text.contains(|letter: char| letter.is_ascii_digit()));
                    prop_assert!(reading.stated.low().is_finite());
                    if let Stated::Range { low, high } = reading.stated {
                        prop_assert!(low <= high);
                    }
                }
                Err(error) => {
                    let sentence = error.to_string();
                    prop_assert!(sentence.starts_with("Write") || sentence.starts_with("Leave out"));
                    prop_assert!(sentence.len() < 400, "{}", sentence);
                }
            }
        }
    }

    #[test]
    fn digits_and_marks_mean_what_they_say(text in "[0-9]{1,4}([,. '\u{a0}][0-9]{1,4}){0,4}") {
        let read = parse(&text, USERS, Bare::Shown).ok().map(|reading| reading.stated);
        prop_assert_eq!(read, plainly(&text).map(Stated::One));
    }

    #[test]
    fn endings_move_the_point_exactly(
        whole in 0_u32..100_000,
        fraction in 0_u32..1000,
        (ending, power) in prop::sample::select(vec![
            ("k", 3), ("M", 6), ("B", 9), ("T", 12), (" million", 6), ("e4", 4),
        ]),
    ) {
        // As whole thousandths, in integers only.
        let thousandths = u128::from(whole) * 1000 + u128::from(fraction);
        let text = format!("{whole}.{fraction:03}{ending}");
        let expected: f64 = format!("{thousandths}e{}", power - 3).parse().unwrap();
        let reading = parse(&text, USERS, Bare::Shown).map(|reading| reading.stated);
        prop_assert_eq!(reading, Ok(Stated::One(expected)), "{}", text);
    }

    #[test]
    fn one_changed_letter_is_read_as_it_stands_or_refused(
        value in 0_u32..100_000_000,
        at in any::<prop::sample::Index>(),
        letter in any::<char>(),
    ) {
        let mut letters: Vec<char> = field(f64::from(value), USERS).chars().collect();
        let at = at.index(letters.len());
        letters[at] = letter;
        let text: String = letters.into_iter().collect();
        // Nothing but digits and marks can say a plain number below a million
        // million, and what those say is known.
        let only_digits_and_marks = text.chars().all(|letter| letter.is_ascii_digit() || "., '".contains(letter));
        let trimmed = text.trim();
        if let Ok(reading) = parse(&text, USERS, Bare::Shown) && only_digits_and_marks {
            let digits_end = trimmed.strip_suffix('.').unwrap_or(trimmed);
            prop_assert_eq!(Some(reading.stated), plainly(digits_end).map(Stated::One), "{}", text);
        } else if let Ok(reading) = parse(&text, USERS, Bare::Shown) {
            let known = letter.is_whitespace() || "kKMBTeE+-\u{2212}–—…\u{2010}\u{2011}\u{2019}".contains(letter)
                || letter == '\u{2009}' || letter == '\u{202f}';
            prop_assert!(known, "{} became {:?}", text, reading);
        }
    }
}
