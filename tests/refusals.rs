//! Is a number with the unit that a field shows read by that field, and does whatever is
//! refused say what would be taken? In a form and in a link, for every field.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use headroom::engine;
use headroom::quantity::Unit;
use headroom::quantity::format::shown;
use headroom::quantity::parse::{Bare, Stated, parse};
use headroom::scenario::typed::typed;
use headroom::scenario::{Domain, Field, Scenario, Value, fields};
use headroom::share::decode;

/// Units that count nothing which anyone writes: a day, a word, a place in a list.
const NOT_COUNTED: [&str; 3] = ["date", "choice", "resource"];

/// Every field that holds a number, with the link that states a text in it.
fn numbers() -> Vec<(&'static Field, String)> {
    let own = fields::fields().map(|field| (field, ["#?", field.id, "="].concat()));
    let columns = fields::tables().flat_map(|table| {
        let link = |field: &&'static Field| {
            let of = [table.id, "=zz&", table.id, ".zz.", field.name(), "="];
            (*field, ["#?", &*of.concat()].concat())
        };
        table.columns.iter().map(link)
    });
    let all: Vec<_> = own
        .chain(columns)
        .filter(|(field, _)| matches!(field.domain, Domain::Number { .. }))
        .collect();
    assert!(all.len() > 250, "{}", all.len());
    all
}

/// Every unit of a field or a figure.
fn vocabulary() -> Vec<&'static str> {
    let stated = numbers().into_iter().map(|(field, _)| field.stated.unit);
    let mut symbols: Vec<&str> = stated
        .chain(engine::formulas().into_iter().map(|formula| formula.unit))
        .map(Unit::symbol)
        .filter(|symbol| !symbol.is_empty() && !NOT_COUNTED.contains(symbol))
        // No field is in it, and a B is a billion to many.
        .filter(|symbol| !symbol.starts_with("B/"))
        .collect();
    symbols.sort_unstable();
    symbols.dedup();
    assert!(symbols.len() > 100, "{}", symbols.len());
    symbols
}

#[track_caller]
fn reads(text: &str, unit: Unit, expected: f64) {
    for bare in [Bare::Shown, Bare::Canonical] {
        let reading = parse(text, unit, bare).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(reading.stated, Stated::One(expected), "{text}, {unit:?}");
    }
}

/// Singular and plural, the right one and the other; the symbol; each part spelled out.
#[test]
fn a_number_with_the_word_of_its_unit_is_read() {
    for symbol in vocabulary() {
        let unit = Unit::Of(symbol);
        let is_share = symbol.starts_with("share");
        let [one, five] = if is_share { [0.01, 0.05] } else { [1.0, 5.0] };
        let [single, several] = [one, five].map(|number| shown(number, unit));
        if symbol == "1" || symbol.ends_with("/1") {
            continue;
        }
        reads(&single, unit, one);
        reads(&several, unit, five);
        reads(&single.replacen('1', "5", 1), unit, five);
        reads(&several.replacen('5', "1", 1), unit, one);
        reads(&["1,500.25 ", symbol].concat(), unit, 1500.25);
        reads(&["5", symbol].concat(), unit, 5.0);
        let per = symbol.replace('/', " per ");
        reads(&["5 ", &per].concat(), unit, 5.0);
    }
}

#[test]
fn what_is_counted_in_thousands_and_more_is_read_in_ones() {
    for (text, symbol, expected) in [
        ("1000000 tokens", "Gtok", 0.001),
        ("15 trillion tokens", "Gtok", 15_000.0),
        ("2.5B tokens", "Gtok", 2.5),
        ("500 million tokens", "Gtok", 0.5),
        ("$0.000003 per token", "USD/Mtok", 3.0),
        ("$3 per million tokens", "USD/Mtok", 3.0),
        ("$0.003 per thousand tokens", "USD/Mtok", 3.0),
        ("70 billion parameters", "Gparam", 70.0),
        ("$0.20 per million requests", "USD/Mreq", 0.2),
        ("3 thousand predictions/s", "req/s", 3000.0),
        ("1 PFLOP/s", "Tflop/s/gpu", 1000.0),
        ("4 GPU hours", "GPU-hour/customer/month", 4.0),
    ] {
        reads(text, Unit::Of(symbol), expected);
    }
    let link = "#?preset=gpu-1&training.workload=on&training.tokens=1000000 tokens";
    let opened = decode(link).unwrap();
    assert_eq!(opened.not_understood, []);
    assert_eq!(
        opened.scenario.training.tokens.to_bits(),
        0.001_f64.to_bits()
    );
}

/// Texts that some field or other refuses.
const REFUSED: [&str; 30] = [
    "",
    "abc",
    "5 zorkmids",
    "1,5",
    "0,500",
    ",5 GB",
    "1.2.3",
    "1.234.567",
    "12 34",
    "10-",
    "10k-20",
    "20-10",
    "5m",
    "5 M",
    "5B",
    "5k",
    "10%",
    "$5",
    "1/2/2026",
    "31 Feb 2026",
    "May",
    "1e400",
    "1e-400",
    "999999999999999999",
    "-99999999",
    "0",
    "0.0001",
    "1111111111111111111111111111111111111111111111111111111111111111111111",
    "5 users",
    "-",
];

/// The texts that a sentence tells the reader to write.
fn proposed(sentence: &str) -> Vec<String> {
    let end = |text: &str| -> String {
        let ends = [
            ". ",
            ", or",
            "; ",
            " with ",
            "; a ",
            " at both",
            " of the range",
        ];
        let at = ends.iter().filter_map(|end| text.find(end)).min();
        let text = at.map_or(text, |at| &text[..at]);
        text.strip_suffix('.').unwrap_or(text).to_owned()
    };
    let mut found = Vec::new();
    for mark in ["for example ", "as in ", "range first: ", " a month as in "] {
        for part in sentence.split(mark).skip(1) {
            found.extend(end(part).split(" or ").map(str::to_owned));
        }
    }
    if let Some((_, bounds)) = sentence.split_once("between ")
        && sentence.contains(" must be ")
    {
        let (_, most) = bounds.split_once(" and ").unwrap();
        found.push(end(most).trim_end_matches(", the smaller first").to_owned());
    }
    if let Some(rest) = sentence.strip_prefix("Write ")
        && rest.starts_with(|first: char| first.is_ascii_digit() || first == '.')
    {
        found.extend(end(rest).split(" or ").map(str::to_owned));
        if let Some((_, other)) = rest.split_once(" with a point, or ") {
            found.push(end(other));
        }
    }
    found
}

/// Whether a text is taken, or why not.
type Way<'a> = dyn Fn(&str) -> Result<(), String> + 'a;

/// Sentences that tell what to do without an example.
const WITHOUT: [&str; 2] = [
    "Write a day that the calendar has",
    " leads: write a number here",
];

#[test]
fn what_is_refused_says_what_is_taken() {
    let scenario = Scenario::default();
    let mut refused = 0;
    for (field, link) in numbers() {
        let in_form = |text: &str| typed(field, text, &scenario).map(|_| ());
        let in_link = |text: &str| {
            let text = text.replace('%', "%25").replace('+', "%2B");
            let opened = decode(&[&link, &*text].concat()).unwrap();
            match opened.not_understood.into_iter().last() {
                Some(part) => Err(part.sentence),
                None => Ok(()),
            }
        };
        let ways: [&Way; 2] = [&in_form, &in_link];
        for takes in ways {
            for text in REFUSED {
                let Err(sentence) = takes(text) else { continue };
                if WITHOUT.iter().any(|words| sentence.contains(words)) {
                    continue;
                }
                refused += 1;
                let proposed = proposed(&sentence);
                assert!(!proposed.is_empty(), "{}: {text}: {sentence}", field.id);
                for example in proposed {
                    let taken = takes(&example);
                    assert_eq!(taken, Ok(()), "{}: {text}: {sentence}: {example}", field.id);
                }
            }
        }
    }
    assert!(refused > 5000, "{refused}");
}

/// Choices, rows and inputs: one of what is listed is taken.
#[test]
fn what_is_no_choice_is_told_the_choices() {
    for field in fields::fields().filter(|field| !field.choices().is_empty()) {
        let sentence = |text: &str| {
            let opened = decode(&["#?", field.id, "=", text].concat()).unwrap();
            opened
                .not_understood
                .first()
                .map(|part| part.sentence.clone())
        };
        let told = sentence("zorkmid").unwrap();
        let (_, listed) = told.split_once(" must be one of ").unwrap();
        for id in listed
            .trim_end_matches('.')
            .split(", ")
            .filter(|id| *id != "…")
        {
            assert_eq!(sentence(id), None, "{}: {id}", field.id);
        }
    }
    let told = |link: &str| decode(link).unwrap().not_understood[0].sentence.clone();
    let row = told("#?preset=coach-1&fix.queue.stage=3abc");
    assert!(row.contains(" must be one of model_api, "), "{row}");
    let input = told("#?preset=saas-1&dated=a&dated.a.input=zorkmid");
    assert!(
        input.contains("as web.node_type") || input.contains("as in web.node_type"),
        "{input}"
    );
    let dated = decode("#?preset=saas-1&dated=a&dated.a.input=web.node_type").unwrap();
    assert_eq!(dated.not_understood, []);
    let held = dated.scenario.dated[0]
        .input
        .map(|slot| slot.id().into_owned());
    assert_eq!(held.as_deref(), Some("web.node_type"));
    assert!(matches!(
        fields::slot(&dated.scenario, "dated.a.to")
            .unwrap()
            .get(&dated.scenario),
        Value::Choice(_)
    ));
}

/// Of pods, nodes, workers and the like there are only whole ones: a fraction is refused in
/// words, as a value and as an end of a range; a range is planned with a whole number.
#[test]
fn of_what_is_counted_only_whole_numbers_are_taken() {
    let scenario = Scenario::default();
    let counted: Vec<_> = numbers()
        .into_iter()
        .filter(|(field, _)| field.is_whole())
        .collect();
    for id in [
        "data.partitions",
        "data.workers_now",
        "fleet.replicas_max",
        "stage.concurrency",
        "training.gpus",
        "web.nodes_have",
        "web.node_max_pods",
    ] {
        assert!(counted.iter().any(|(field, _)| field.id == id), "{id}");
    }
    for (field, link) in counted {
        let in_form = |text: &str| typed(field, text, &scenario);
        let in_link = |text: &str| decode(&[&link, text].concat()).unwrap().not_understood;
        let words = " must be a whole number between ";
        let sentence = in_form("2.5").unwrap_err();
        assert!(sentence.contains(words), "{sentence}");
        assert!(in_link("2.5")[0].sentence.contains(words), "{}", field.id);
        let ends = in_form("2.5 to 4").unwrap_err();
        assert!(ends.contains(" must be whole numbers between "), "{ends}");
        assert!(in_link("2.5-4")[0].sentence.contains(words), "{}", field.id);
        assert_eq!(in_link("3-4"), [], "{}", field.id);
        let read = in_form("3 to 4").unwrap();
        let Value::Number(middle) = read.value else {
            panic!("{}", field.id)
        };
        assert!([3.0, 4.0].contains(&middle), "{}: {middle}", field.id);
        assert!(read.range.is_some(), "{}", field.id);
    }
}
